import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const untrustedLanguage: Rule = {
  id: "security/untrusted-language",
  severity: "warning",
  needs: [],
  summary: "A routine in an untrusted language.",
  why: "Its code runs with the rights of the server process.",
  advice: "Use a trusted language.",
  examples: [
    {
      bad: `
CREATE FUNCTION f() RETURNS int LANGUAGE plperlu AS 'return 1'
                                ^^^^^^^^^^^^^^^^ The language can do anything on the server.`,
    },
    { good: "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'" },
  ],
  visit: wording({
    statements: ["create-routine", "create-object"],
    pattern: /\blanguage\s+'?(?:plpython\w*u|plperlu|pltclu|c)'?\b/iu,
    message: "The language can do anything on the server.",
  }),
};
