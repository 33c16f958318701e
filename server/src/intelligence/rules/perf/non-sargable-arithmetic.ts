import type { Expression } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { COMPARISONS, filters, isConstant, leads, originOf } from "../../tree.ts";

const S = "CREATE TABLE t (id int PRIMARY KEY, price int); CREATE INDEX i ON t (price);";

export const nonSargableArithmetic: Rule = {
  id: "perf/non-sargable-arithmetic",
  severity: "warning",
  needs: ["catalog"],
  summary: "Arithmetic on an indexed column in a predicate.",
  why: "The index holds the column's values, not the results, so it cannot be searched.",
  advice: "Move the arithmetic to the other side.",
  examples: [
    {
      schema: S,
      bad: `
SELECT id FROM t WHERE price * 2 > 100
                       ^^^^^^^^^ The index on price cannot be searched for price * 2.`,
    },
    { schema: S, good: "SELECT id FROM t WHERE price > 100 / 2" },
    { schema: S, good: "SELECT price * 2 FROM t WHERE price > 3" },
  ],
  visit: {
    binary(node, context) {
      if (COMPARISONS.has(node.op) && filters(context.ancestors) === "where") {
        if (isConstant(node.right)) {
          check(node.left, context);
        } else if (isConstant(node.left)) {
          check(node.right, context);
        }
      }
    },
  },
};

function check(side: Expression, context: RuleContext): void {
  if (side.kind !== "binary" || !["+", "-", "*", "/"].includes(side.op)) {
    return;
  }
  const column = isConstant(side.right)
    ? side.left
    : isConstant(side.left)
      ? side.right
      : undefined;
  const origin = column === undefined ? undefined : originOf(column, context);
  if (
    origin !== undefined &&
    leads(origin.table, origin.column.name).length > 0 &&
    !origin.table.indexes.some((it) =>
      it.columns.some((key) => key.expression?.includes(origin.column.name)),
    )
  ) {
    context.report({
      range: side,
      message: `The index on ${origin.column.name} cannot be searched for ${context.text(side)}.`,
    });
  }
}
