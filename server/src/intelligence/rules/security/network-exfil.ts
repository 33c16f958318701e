import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const networkExfil: Rule = {
  id: "security/network-exfil",
  severity: "warning",
  needs: [],
  summary: "An outbound connection from SQL.",
  why: "Data can leave by a way that nobody watches.",
  advice: "Allow-list foreign servers.",
  examples: [
    {
      bad: `
SELECT * FROM dblink('host=x', 'SELECT 1') AS t (a int)
              ^^^^^^^ The server connects out of the database.`,
    },
    { good: "SELECT a FROM t" },
  ],
  visit: wording({
    statements: ["select", "call-statement", "other", "create-object", "insert"],
    pattern:
      /\bdblink(?:_connect|_exec)?\s*\(|\butl_http\b|\butl_smtp\b|\butl_tcp\b|\bopenrowset\s*\(\s*'|\bopendatasource\s*\(|\bsp_send_dbmail\b|\bcreate\s+subscription\b|\bhttp_(?:get|post)\s*\(|\bcreate\s+database\s+link\b/iu,
    message: "The server connects out of the database.",
  }),
};
