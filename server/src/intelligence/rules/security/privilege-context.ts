import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const privilegeContext: Rule = {
  id: "security/privilege-context",
  severity: "warning",
  needs: [],
  summary: "The execution context is raised.",
  why: "A slip or an injection there can do anything.",
  advice: "Use the lowest role.",
  examples: [
    {
      bad: `
SET ROLE admin
^^^^^^^^^^^^^^ The statement runs with more rights than its user.`,
    },
    {
      dialect: "postgres",
      bad: `
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN SET ROLE admin; END $$
                                                              ^^^^^^^^^^^^^^ The statement runs with more rights than its user.`,
    },
    { good: "SET ROLE app_reader" },
  ],
  visit: wording({
    statements: ["set", "call-statement", "create-routine", "alter-object", "other"],
    pattern:
      /\bset\s+(?:session\s+|local\s+)?(?:role|session\s+authorization)\s+'?(\w+)'?|\bexecute\s+as\s+(?:login\s*=\s*)?'?(?:sa|dbo|owner)\b|\btrustworthy\s+on\b/iu,
    message: "The statement runs with more rights than its user.",
    inStrings: true,
    accept(found, context) {
      // The superuser of a fresh server often bears the engine's own name.
      const role = found[1];
      return (
        role === undefined ||
        POWERFUL.test(role) ||
        role.toLowerCase() === context.dialect.pack.engine
      );
    },
  }),
};

const POWERFUL = /^(?:root|sa|sys|system|dbo|admin\w*)$/iu;
