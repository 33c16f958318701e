import type { ScopeRelation } from "../../../analysis/model.ts";
import { columnsIn, findsOneRow, joins, leaves, relationOfColumn } from "../../joins.ts";
import type { Rule } from "../../rule.ts";

export const distinctHidesJoin: Rule = {
  id: "perf/distinct-hides-join",
  severity: "warning",
  needs: [],
  summary: "`DISTINCT` that removes the duplicates of a join that gives no column.",
  why: "The join multiplies rows, and all of them are compared to get rid of the copies.",
  advice: "Use EXISTS instead of the join.",
  examples: [
    {
      bad: `
SELECT DISTINCT u.name FROM users u JOIN orders o ON o.user_id = u.id
       ^^^^^^^^ o gives no column: DISTINCT only removes the copies its join makes.`,
    },
    { good: "SELECT DISTINCT u.name, o.total FROM users u JOIN orders o ON o.user_id = u.id" },
    { good: "SELECT DISTINCT o.kind FROM orders o JOIN users u ON u.id = o.user_id" },
    { good: "SELECT DISTINCT name FROM users u JOIN orders o ON o.user_id = u.id" },
    { good: "SELECT DISTINCT * FROM users u JOIN orders o ON o.user_id = u.id" },
  ],
  visit: {
    select(node, context) {
      const all = leaves(node.from?.relations ?? []);
      if (
        node.distinct !== "distinct" ||
        node.distinctRange === undefined ||
        all.length < 2 ||
        node.groupBy !== undefined
      ) {
        return;
      }
      const used = new Set<ScopeRelation>();
      for (const item of node.items) {
        if (item.expression.kind === "star") {
          return;
        }
        for (const it of columnsIn(item.expression, context)) {
          const relation = relationOfColumn(it, context)?.relation;
          if (relation === undefined) {
            return;
          }
          used.add(relation);
        }
      }
      for (const join of joins(node.from?.relations ?? [])) {
        const relation = context.analysis.relationOf(join.right);
        if (
          join.right.kind !== "table" ||
          relation === undefined ||
          used.has(relation) ||
          used.size === 0
        ) {
          continue;
        }
        // A join to a key makes no copies.
        if (findsOneRow(join, context) === false) {
          context.report({
            range: node.distinctRange,
            message: `${relation.name ?? "A joined table"} gives no column: DISTINCT only removes the copies its join makes.`,
          });
          return;
        }
      }
    },
  },
};
