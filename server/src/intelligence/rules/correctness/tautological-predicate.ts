import type { Expression } from "../../../sql/ast.ts";
import { columnKey } from "../../joins.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { filters, operands, sameText } from "../../tree.ts";

export const tautologicalPredicate: Rule = {
  id: "correctness/tautological-predicate",
  severity: "warning",
  needs: [],
  summary: "A predicate that is always true.",
  why: "The filter is void; such a predicate is a leftover, a slip, or an injection.",
  advice: "Remove it, or write the comparison that was meant.",
  examples: [
    {
      bad: `
SELECT a FROM t WHERE b = 2 OR 1 = 1
                               ^^^^^ This is always true, so the filter is void.`,
    },
    {
      bad: `
SELECT a FROM t WHERE c = 1 AND b = b
                                ^^^^^ This compares b with itself.`,
    },
    {
      bad: `
SELECT a FROM t WHERE b IS NULL OR b IS NOT NULL
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^ This is always true, so the filter is void.`,
    },
    {
      bad: `
SELECT a FROM t WHERE b <> 1 OR b <> 2
                      ^^^^^^^^^^^^^^^^ This holds for every value: AND is meant.`,
    },
    { good: "SELECT a FROM t WHERE 1 = 1 AND b = 2" },
    { good: "SELECT a FROM t WHERE b <> 1 AND b <> 2" },
    { good: "SELECT a FROM t JOIN u ON true" },
    { good: "SELECT a FROM t WHERE t.b = u.b OR c <> 1 OR d <> 2", dialect: "mysql" },
    { good: "SELECT a FROM t WHERE $1 IS NULL OR b = $1" },
  ],
  visit: {
    binary(node, context) {
      if (filters(context.ancestors) === undefined) {
        return;
      }
      if (
        EQUALITIES.has(node.op) &&
        node.left.kind === "column" &&
        node.right.kind === "column" &&
        columnKey(node.left) === columnKey(node.right) &&
        filters(context.ancestors) === "where"
      ) {
        context.report({
          range: node,
          message: `This compares ${context.text(node.left)} with itself.`,
        });
      }
      const parent = context.ancestors.at(-1);
      if (node.op === "OR" && !(parent?.kind === "binary" && parent.op === "OR")) {
        checkAlternatives(node, context);
      }
    },
  },
};

const EQUALITIES: ReadonlySet<string> = new Set(["=", "==", ">=", "<=", "<=>"]);

function checkAlternatives(node: Expression, context: RuleContext): void {
  const all = operands(node, "OR");
  const trueOne = all.find(isTrue);
  if (trueOne !== undefined) {
    context.report({ range: trueOne, message: "This is always true, so the filter is void." });
    return;
  }
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) {
      const complete =
        one.kind === "is" &&
        other.kind === "is" &&
        one.test === "null" &&
        other.test === "null" &&
        one.not !== other.not &&
        sameText(one.operand, other.operand, context);
      if (complete) {
        context.report({
          range: { start: one.start, end: other.end },
          message: "This is always true, so the filter is void.",
        });
        return;
      }
      if (unequal(one, other, context)) {
        context.report({
          range: { start: one.start, end: other.end },
          message: "This holds for every value: AND is meant.",
        });
        return;
      }
    }
  }
}

function isTrue(expression: Expression): boolean {
  if (expression.kind === "literal") {
    return expression.type === "boolean" && /^true$/iu.test(expression.value);
  }
  return (
    expression.kind === "binary" &&
    (expression.op === "=" || expression.op === "==") &&
    expression.left.kind === "literal" &&
    expression.right.kind === "literal" &&
    expression.left.type !== "null" &&
    expression.left.type === expression.right.type &&
    expression.left.value === expression.right.value
  );
}

function unequal(a: Expression, b: Expression, context: RuleContext): boolean {
  const isNot = (it: Expression) =>
    it.kind === "binary" && (it.op === "<>" || it.op === "!=") && it.left.kind === "column"
      ? it
      : undefined;
  const [one, other] = [isNot(a), isNot(b)];
  return (
    one?.right.kind === "literal" &&
    other?.right.kind === "literal" &&
    one.right.type !== "null" &&
    other.right.type !== "null" &&
    one.right.value.toLowerCase() !== other.right.value.toLowerCase() &&
    sameText(one.left, other.left, context)
  );
}
