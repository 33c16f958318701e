import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const fileAccessFromSql: Rule = {
  id: "security/file-access-from-sql",
  severity: "error",
  needs: [],
  covers: ["security/file-read", "security/file-write", "security/os-command"],
  summary: "A file or a program on the server is used from SQL.",
  why: "Files that nobody meant to share become rows, data leave the database, or commands run as its user.",
  advice: "Copy through the client.",
  sources: ["CWE-73", "CWE-78"],
  examples: [
    {
      bad: `
COPY t FROM PROGRAM 'curl http://example.com'
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A file or a program on the server is used from SQL.`,
    },
    {
      dialect: "mysql",
      bad: `
SELECT a INTO OUTFILE '/var/lib/x' FROM t
         ^^^^^^^^^^^^^^^^^^^^^^^^^ A file or a program on the server is used from SQL.`,
    },
    {
      dialect: "mysql",
      bad: `
SELECT LOAD_FILE('/etc/passwd')
       ^^^^^^^^^^^^^^^^^^^^^^^^ A file or a program on the server is used from SQL.`,
    },
    { good: "COPY t FROM STDIN" },
    { good: "COPY t TO STDOUT" },
    { dialect: "mysql", good: "LOAD DATA LOCAL INFILE 'x.csv' INTO TABLE t" },
  ],
  visit: wording({
    statements: ["copy", "select", "compound", "load-data", "insert", "update"],
    pattern:
      /^copy\b[\s\S]*?\b(?:from|to)\s+(?:program\s+)?'[^']*'|\binto\s+(?:outfile|dumpfile)\s*'[^']*'|\bload_file\s*\([^)]*\)|^load\s+data\s+(?:low_priority\s+|concurrent\s+)?infile\s*'[^']*'|\b(?:pg_read_(?:binary_)?file|pg_ls_dir|pg_file_write|lo_import|lo_export)\s*\([^)]*\)|\bopenrowset\s*\(\s*bulk\b/iu,
    message: "A file or a program on the server is used from SQL.",
  }),
};
