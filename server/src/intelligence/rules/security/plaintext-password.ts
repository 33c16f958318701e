import type { Rule } from "../../rule.ts";
import { passwordLiteral } from "./password-literal.ts";
import { plaintextPasswordColumn } from "./plaintext-password-column.ts";

export const plaintextPassword: Rule = {
  id: "security/plaintext-password",
  severity: "error",
  needs: [],
  covers: ["security/password-literal", "security/plaintext-password-column"],
  summary: "A password in clear: in a statement, or in a column.",
  why: "It is read by whoever sees the script, the log, the table or a backup.",
  advice: "A secret store for logins; a salted hash for users.",
  sources: ["CWE-256"],
  examples: [
    {
      bad: `
CREATE ROLE app LOGIN PASSWORD 's3cret'
                      ^^^^^^^^^^^^^^^^^ A password stands in the script, in logs and in the history.`,
    },
    {
      bad: `
CREATE TABLE users (id int PRIMARY KEY, password varchar(40))
                                        ^^^^^^^^ Passwords belong here only as salted hashes.`,
    },
    { good: "CREATE ROLE app LOGIN" },
    { good: "CREATE TABLE users (id int PRIMARY KEY, password_hash text)" },
  ],
  visit: { ...passwordLiteral.visit, ...plaintextPasswordColumn.visit },
};
