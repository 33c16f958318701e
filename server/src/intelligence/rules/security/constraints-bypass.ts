import type { NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

export const constraintsBypass: Rule = {
  id: "security/constraints-bypass",
  severity: "warning",
  needs: [],
  summary: "Triggers, foreign keys or checks are switched off.",
  why: "Rows that break the rules come in unseen.",
  advice: "Only in guarded migrations, with a check afterwards.",
  examples: [
    {
      dialect: "mysql",
      bad: `
SET foreign_key_checks = 0
    ^^^^^^^^^^^^^^^^^^^^^^ Checks that keep the data right are switched off.`,
    },
    {
      bad: `
ALTER TABLE t DISABLE TRIGGER ALL
              ^^^^^^^^^^^^^^^^^^^ Checks that keep the data right are switched off.`,
    },
    { dialect: "mysql", good: "SET foreign_key_checks = 1" },
    { good: "ALTER TABLE t ENABLE TRIGGER ALL" },
  ],
  visit: {
    set(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "alter-table"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    other(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
  },
};

const PATTERN =
  /\bforeign_key_checks\s*=\s*(?:0|off)\b|\bunique_checks\s*=\s*(?:0|off)\b|\bsession_replication_role\s*(?:=|to)\s*'?replica\b|\bdisable\s+trigger\s+(?:all|user)\b|\bnocheck\s+constraint\b|\bdisable\s+keys\b|\bignore_check_constraints\s*=\s*(?:1|on)/iu;

function check(node: NodeBase, context: RuleContext): void {
  const text = context.text(node);
  const found = PATTERN.exec(text);
  if (found !== null) {
    context.report({
      range: {
        start: node.start + found.index,
        end: node.start + found.index + found[0].trimEnd().length,
      },
      message: "Checks that keep the data right are switched off.",
    });
  }
}
