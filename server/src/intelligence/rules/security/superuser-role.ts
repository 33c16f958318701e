import type { NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

export const superuserRole: Rule = {
  id: "security/superuser-role",
  severity: "error",
  needs: [],
  summary: "A superuser role is given.",
  why: "The role can do anything: no right, no row security and no audit holds it.",
  advice: "Use a role with the rights that are needed.",
  examples: [
    {
      bad: `
CREATE ROLE app LOGIN SUPERUSER
                      ^^^^^^^^^ The role can do anything, and nothing can stop it.`,
    },
    { good: "CREATE ROLE app LOGIN NOSUPERUSER" },
    { good: "CREATE ROLE app LOGIN" },
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
    grant(node, context) {
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
  },
};

const PATTERN =
  /\b(?<!no)superuser\b|\bsp_addsrvrolemember\b[^;]*sysadmin|\balter\s+server\s+role\s+sysadmin\s+add\b|\bgrant\s+(?:dba|sysdba|super)\b/iu;

function check(node: NodeBase, context: RuleContext): void {
  const text = context.text(node);
  const found = PATTERN.exec(text);
  if (found !== null) {
    context.report({
      range: {
        start: node.start + found.index,
        end: node.start + found.index + found[0].trimEnd().length,
      },
      message: "The role can do anything, and nothing can stop it.",
    });
  }
}
