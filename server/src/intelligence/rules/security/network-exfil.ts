import type { NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

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
  visit: {
    select(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "call-statement"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    other(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "create-object"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    insert(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
  },
};

const PATTERN =
  /\bdblink(?:_connect|_exec)?\s*\(|\butl_http\b|\butl_smtp\b|\butl_tcp\b|\bopenrowset\s*\(\s*'|\bopendatasource\s*\(|\bsp_send_dbmail\b|\bcreate\s+subscription\b|\bhttp_(?:get|post)\s*\(|\bcreate\s+database\s+link\b/iu;

function check(node: NodeBase, context: RuleContext): void {
  const text = context.text(node);
  const found = PATTERN.exec(text);
  if (found !== null) {
    context.report({
      range: {
        start: node.start + found.index,
        end: node.start + found.index + found[0].trimEnd().length,
      },
      message: "The server connects out of the database.",
    });
  }
}
