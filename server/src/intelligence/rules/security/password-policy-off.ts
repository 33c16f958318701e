import type { NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

export const passwordPolicyOff: Rule = {
  id: "security/password-policy-off",
  severity: "info",
  needs: [],
  summary: "Password rules are switched off.",
  why: "Weak and stolen passwords stay good.",
  advice: "Keep the rules on.",
  examples: [
    {
      dialect: "mysql",
      bad: `
ALTER USER 'app'@'localhost' PASSWORD EXPIRE NEVER
                             ^^^^^^^^^^^^^^^^^^^^^ Rules for passwords are switched off.`,
    },
    { dialect: "mysql", good: "ALTER USER 'app'@'localhost' PASSWORD EXPIRE INTERVAL 90 DAY" },
  ],
  visit: {
    "create-object"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    "alter-object"(node, context) {
      if (context.ancestors.length === 0) {
        check(node, context);
      }
    },
    other(node, context) {
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
  /\bcheck_policy\s*=\s*off\b|\bcheck_expiration\s*=\s*off\b|\bpassword\s+expire\s+never\b|\bvalidate_password[._]policy\s*=\s*(?:low|0)\b/iu;

function check(node: NodeBase, context: RuleContext): void {
  const text = context.text(node);
  const found = PATTERN.exec(text);
  if (found !== null) {
    context.report({
      range: {
        start: node.start + found.index,
        end: node.start + found.index + found[0].trimEnd().length,
      },
      message: "Rules for passwords are switched off.",
    });
  }
}
