import type { Expression, NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { isNullLiteral } from "../../tree.ts";

export const nullComparison: Rule = {
  id: "correctness/null-comparison",
  severity: "error",
  needs: [],
  summary: "A comparison with `NULL`.",
  why: "A comparison with NULL is neither true nor false, so it chooses no row.",
  advice: "Use IS NULL or IS NOT NULL.",
  examples: [
    {
      bad: `
SELECT a FROM t WHERE b = NULL
                      ^^^^^^^^ A comparison with NULL is never true.`,
      fixed: "SELECT a FROM t WHERE b IS NULL",
    },
    {
      bad: `
SELECT a FROM t WHERE c = 1 AND b <> NULL
                                ^^^^^^^^^ A comparison with NULL is never true.`,
      fixed: "SELECT a FROM t WHERE c = 1 AND b IS NOT NULL",
    },
    {
      bad: `
UPDATE t SET a = NULL WHERE NULL != b
                            ^^^^^^^^^ A comparison with NULL is never true.`,
      fixed: "UPDATE t SET a = NULL WHERE b IS NOT NULL",
    },
    {
      bad: `
SELECT CASE a WHEN NULL THEN 'none' ELSE 'some' END FROM t
                   ^^^^ A comparison with NULL is never true.`,
    },
    { good: "UPDATE t SET a = NULL WHERE b IS NULL" },
    { good: "SELECT a FROM t WHERE b <=> NULL", dialect: "mysql" },
    { good: "SELECT a FROM t WHERE b IS DISTINCT FROM NULL" },
    { good: "SELECT CASE WHEN a IS NULL THEN 1 END FROM t" },
  ],
  visit: {
    binary(node, context) {
      if (!TESTS.has(node.op)) {
        return;
      }
      const isRight = isNullLiteral(node.right);
      if (!isRight && !isNullLiteral(node.left)) {
        return;
      }
      report(node, isRight ? node.left : node.right, node.op, context);
    },
    case(node, context) {
      for (const it of node.operand === undefined ? [] : node.whens) {
        if (isNullLiteral(it.condition)) {
          context.report({ range: it.condition, message: MESSAGE });
        }
      }
    },
  },
};

const TESTS: ReadonlySet<string> = new Set(["=", "==", "<>", "!=", "<", ">", "<=", ">="]);
const MESSAGE = "A comparison with NULL is never true.";

function report(range: NodeBase, operand: Expression, op: string, context: RuleContext): void {
  const is = op === "=" || op === "==" ? "IS NULL" : "IS NOT NULL";
  const isSimple = operand.kind === "column" && !/[<>]=?$/u.test(op.replace("<>", ""));
  context.report({
    range,
    message: MESSAGE,
    fixes: isSimple
      ? [
          {
            title: `Use ${is}`,
            safe: false,
            edits: [{ range, text: `${context.text(operand)} ${is}` }],
          },
        ]
      : [],
  });
}
