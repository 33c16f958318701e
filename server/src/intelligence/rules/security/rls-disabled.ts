import type { NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

export const rlsDisabled: Rule = {
  id: "security/rls-disabled",
  severity: "warning",
  needs: [],
  summary: "Row security is switched off or bypassed.",
  why: "Every row becomes visible to whoever may read the table.",
  advice: "Keep it on and change the policies.",
  examples: [
    {
      bad: `
ALTER TABLE t DISABLE ROW LEVEL SECURITY
              ^^^^^^^^^^^^^^^^^^^^^^^^^^ Rows are no longer kept apart.`,
    },
    {
      bad: `
CREATE ROLE r BYPASSRLS
              ^^^^^^^^^ Rows are no longer kept apart.`,
    },
    { good: "ALTER TABLE t ENABLE ROW LEVEL SECURITY" },
    { good: "CREATE ROLE r NOBYPASSRLS" },
  ],
  visit: {
    "alter-table"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "alter-object"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "create-object"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    set(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
  },
};

const PATTERN =
  /\bdisable\s+row\s+level\s+security\b|\bno\s+force\s+row\s+level\s+security\b|(?<!no)\bbypassrls\b|\brow_security\s*(?:=|to)\s*'?off\b/iu;

function check(node: NodeBase, context: RuleContext): void {
  const text = context.text(node);
  const found = PATTERN.exec(text);
  if (found !== null) {
    context.report({
      range: {
        start: node.start + found.index,
        end: node.start + found.index + found[0].trimEnd().length,
      },
      message: "Rows are no longer kept apart.",
    });
  }
}
