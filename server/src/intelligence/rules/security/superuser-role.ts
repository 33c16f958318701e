import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const superuserRole: Rule = {
  id: "security/superuser-role",
  severity: "error",
  needs: [],
  summary: "A superuser role is given.",
  why: "The role can do anything: no right, no row security and no audit holds it.",
  advice: "Use a role with the rights that are needed.",
  examples: [
    {
      bad: `
CREATE ROLE app LOGIN SUPERUSER
                      ^^^^^^^^^ The role can do anything, and nothing can stop it.`,
    },
    { good: "CREATE ROLE app LOGIN NOSUPERUSER" },
    { good: "CREATE ROLE app LOGIN -- no superuser" },
  ],
  visit: wording({
    statements: ["create-object", "alter-object", "grant", "call-statement", "other"],
    pattern:
      /\b(?<!no)superuser\b|\bsp_addsrvrolemember\b[^;]*sysadmin|\balter\s+server\s+role\s+sysadmin\s+add\b|\bgrant\s+(?:dba|sysdba|super)\b/iu,
    message: "The role can do anything, and nothing can stop it.",
  }),
};
