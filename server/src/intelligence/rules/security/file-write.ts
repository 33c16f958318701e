import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const fileWrite: Rule = {
  id: "security/file-write",
  severity: "error",
  needs: [],
  summary: "A file on the server is written.",
  why: "Data leaves the database, or code gets onto the server.",
  advice: "Export through the client.",
  examples: [
    {
      dialect: "mysql",
      bad: `
SELECT a INTO OUTFILE '/tmp/x' FROM t
         ^^^^^^^^^^^^ A file on the server is written from SQL.`,
    },
    { good: "COPY t TO STDOUT" },
    { good: "SELECT a INTO x FROM t" },
  ],
  visit: wording({
    statements: ["copy", "select"],
    pattern:
      /\binto\s+(?:outfile|dumpfile)\b|\blo_export\s*\(|^copy\b[\s\S]*?\bto\s+'[^']+'|\bpg_file_write\s*\(/iu,
    message: "A file on the server is written from SQL.",
  }),
};
