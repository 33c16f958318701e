import type { NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

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
  visit: {
    copy(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    select(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
  },
};

const PATTERN =
  /\binto\s+(?:outfile|dumpfile)\b|\blo_export\s*\(|^copy\b[\s\S]*?\bto\s+'[^']+'|\bpg_file_write\s*\(/iu;

function check(node: NodeBase, context: RuleContext): void {
  const text = context.text(node);
  const found = PATTERN.exec(text);
  if (found !== null) {
    context.report({
      range: {
        start: node.start + found.index,
        end: node.start + found.index + found[0].trimEnd().length,
      },
      message: "A file on the server is written from SQL.",
    });
  }
}
