import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const passwordLiteral: Rule = {
  id: "security/password-literal",
  severity: "error",
  needs: [],
  summary: "A password as a literal.",
  why: "It ends up in version control, in logs and in the history of statements.",
  advice: "Set it from a secret store, or by the client (\\\\password).",
  examples: [
    {
      bad: `
CREATE ROLE app LOGIN PASSWORD 's3cret'
                      ^^^^^^^^^^^^^^^^^ A password stands in the script, in logs and in the history.`,
    },
    {
      dialect: "mysql",
      bad: `
CREATE USER 'app'@'localhost' IDENTIFIED BY 's3cret'
                              ^^^^^^^^^^^^^^^^^^^^^^ A password stands in the script, in logs and in the history.`,
    },
    { good: "CREATE ROLE app LOGIN PASSWORD NULL" },
    { good: "CREATE ROLE app LOGIN" },
    { good: "SELECT 'password ''x''' AS a" },
  ],
  visit: wording({
    statements: ["create-object", "alter-object", "grant", "set", "other"],
    pattern:
      /\b(?:password|identified\s+by|identified\s+with\s+\w+\s+by)\s*(?:=|to)?\s*n?'(?!\*|\$|SCRAM-|md5[0-9a-f]{32})[^']+'/iu,
    message: "A password stands in the script, in logs and in the history.",
  }),
};
