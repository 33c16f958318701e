import type { NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

export const passwordLiteral: Rule = {
  id: "security/password-literal",
  severity: "error",
  needs: [],
  summary: "A password as a literal.",
  why: "It ends up in version control, in logs and in the history of statements.",
  advice: "Set it from a secret store, or by the client (\\\\password).",
  examples: [
    {
      bad: `
CREATE ROLE app LOGIN PASSWORD 's3cret'
                      ^^^^^^^^^^^^^^^^^ A password stands in the script, in logs and in the history.`,
    },
    {
      dialect: "mysql",
      bad: `
CREATE USER 'app'@'localhost' IDENTIFIED BY 's3cret'
                              ^^^^^^^^^^^^^^^^^^^^^^ A password stands in the script, in logs and in the history.`,
    },
    { good: "CREATE ROLE app LOGIN PASSWORD NULL" },
    { good: "CREATE ROLE app LOGIN" },
    { good: "SELECT 'password ''x''' AS a" },
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
    set(node, context) {
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
  /\b(?:password|identified\s+by|identified\s+with\s+\w+\s+by)\s*(?:=|to)?\s*n?'(?!\*|\$|SCRAM-|md5[0-9a-f]{32})[^']+'/iu;

function check(node: NodeBase, context: RuleContext): void {
  const text = context.text(node);
  const found = PATTERN.exec(text);
  if (found !== null) {
    context.report({
      range: {
        start: node.start + found.index,
        end: node.start + found.index + found[0].trimEnd().length,
      },
      message: "A password stands in the script, in logs and in the history.",
    });
  }
}
