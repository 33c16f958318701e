import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const fileRead: Rule = {
  id: "security/file-read",
  severity: "error",
  needs: [],
  summary: "A file on the server is read.",
  why: "Files that nobody meant to share become rows.",
  advice: "Copy through the client.",
  examples: [
    {
      dialect: "mysql",
      bad: `
SELECT LOAD_FILE('/etc/passwd')
       ^^^^^^^^^^ A file on the server is read from SQL.`,
    },
    {
      bad: `
COPY t FROM '/srv/x.csv'
^^^^^^^^^^^^^^^^^^^^^^^^ A file on the server is read from SQL.`,
    },
    { dialect: "mysql", good: "LOAD DATA LOCAL INFILE 'x.csv' INTO TABLE t" },
    { good: "COPY t FROM STDIN" },
  ],
  visit: wording({
    statements: ["copy", "select", "load-data", "insert", "update"],
    pattern:
      /\bload_file\s*\(|\bpg_read_(?:binary_)?file\s*\(|\blo_import\s*\(|^copy\b[\s\S]*?\bfrom\s+'[^']+'|^load\s+data\s+(?:low_priority\s+|concurrent\s+)?infile\b|\bopenrowset\s*\(\s*bulk\b|\bpg_ls_dir\s*\(/iu,
    message: "A file on the server is read from SQL.",
  }),
};
