import type { NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

export const maskingRemoved: Rule = {
  id: "security/masking-removed",
  severity: "warning",
  needs: [],
  summary: "A mask is removed.",
  why: "Personal data becomes readable for everybody who may read the table.",
  advice: "Keep the mask and grant per column.",
  examples: [
    {
      dialect: "tsql",
      bad: `
GRANT UNMASK TO app
^^^^^^^^^^^^ Values that were masked become visible.`,
    },
    { good: "ALTER TABLE t ALTER COLUMN email DROP DEFAULT" },
  ],
  visit: {
    "alter-table"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    grant(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    other(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "alter-object"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
  },
};

const PATTERN = /\bdrop\s+masked\b|\bgrant\s+unmask\b|\bunset\s+masking\s+policy\b/iu;

function check(node: NodeBase, context: RuleContext): void {
  const text = context.text(node);
  const found = PATTERN.exec(text);
  if (found !== null) {
    context.report({
      range: {
        start: node.start + found.index,
        end: node.start + found.index + found[0].trimEnd().length,
      },
      message: "Values that were masked become visible.",
    });
  }
}
