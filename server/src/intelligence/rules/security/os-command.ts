import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const osCommand: Rule = {
  id: "security/os-command",
  severity: "error",
  needs: [],
  summary: "An operating-system command from SQL.",
  why: "Whoever can run the statement owns the server.",
  advice: "Remove it; do it outside the database.",
  examples: [
    {
      bad: `
COPY t FROM PROGRAM 'cat /etc/passwd'
       ^^^^^^^^^^^^ An operating-system command is run from SQL.`,
    },
    {
      dialect: "tsql",
      bad: `
EXEC xp_cmdshell 'dir'
     ^^^^^^^^^^^ An operating-system command is run from SQL.`,
    },
    { good: "COPY t FROM STDIN" },
    { good: "SELECT 'xp_cmdshell' AS a" },
  ],
  visit: wording({
    statements: ["copy", "call-statement", "other", "select", "set"],
    pattern:
      /\bxp_cmdshell\b|\bto\s+program\b|\bfrom\s+program\b|\bsp_oacreate\b|\bsys_exec\s*\(|\bsys_eval\s*\(/iu,
    message: "An operating-system command is run from SQL.",
  }),
};
