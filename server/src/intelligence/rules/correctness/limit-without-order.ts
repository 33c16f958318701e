import type { Rule } from "../../rule.ts";
import {
  conjuncts,
  hasAggregate,
  isConstant,
  numberValue,
  originOf,
  uniqueKeys,
} from "../../tree.ts";

export const limitWithoutOrder: Rule = {
  id: "correctness/limit-without-order",
  severity: "info",
  needs: [],
  summary: "`LIMIT` without `ORDER BY`.",
  why: "Which rows come is up to the engine and changes with the plan.",
  advice: "Order by something unique.",
  examples: [
    {
      bad: `
SELECT a FROM t LIMIT 10
                ^^^^^^^^ LIMIT without ORDER BY: which rows come is not defined.`,
    },
    { good: "SELECT a FROM t ORDER BY a LIMIT 10" },
    { good: "SELECT 1 FROM t WHERE EXISTS (SELECT 1 FROM u LIMIT 1)" },
    { good: "SELECT count(*) FROM t LIMIT 1" },
    { good: "SELECT a FROM t LIMIT 0" },
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int)",
      good: "SELECT a FROM t WHERE id = 5 LIMIT 1",
    },
    { good: "DELETE FROM t WHERE a < 5 LIMIT 1000", dialect: "mysql" },
  ],
  visit: {
    select(node, context) {
      const { limit } = node;
      if (
        limit === undefined ||
        limit.count === undefined ||
        node.orderBy !== undefined ||
        node.from === undefined ||
        numberValue(limit.count) === 0
      ) {
        return;
      }
      const parent = context.ancestors.at(-1);
      if (parent?.kind === "exists" || parent?.kind === "insert" || parent?.kind === "compound") {
        return;
      }
      if (
        node.groupBy === undefined &&
        node.items.some((it) => hasAggregate(it.expression, context.dialect))
      ) {
        return;
      }
      const fixed = conjuncts(node.where?.condition).flatMap((it) => {
        const column =
          it.kind === "binary" && it.op === "=" && isConstant(it.right)
            ? originOf(it.left, context)
            : undefined;
        return column === undefined ? [] : [column];
      });
      const [first] = fixed;
      const oneRow =
        first !== undefined &&
        uniqueKeys(first.table).some((key) =>
          key.every((name) => fixed.some((it) => it.column.name === name)),
        );
      if (!oneRow) {
        context.report({
          range: limit,
          message: "LIMIT without ORDER BY: which rows come is not defined.",
        });
      }
    },
  },
};
