import { conditions, LARGE, onlyTable } from "../../rows.ts";
import type { Rule } from "../../rule.ts";
import { originOf } from "../../tree.ts";

const S = "CREATE TABLE t (id int PRIMARY KEY, at timestamp, n int); CREATE INDEX i ON t (n);";

export const sortWithoutIndex: Rule = {
  id: "perf/sort-without-index",
  severity: "info",
  needs: ["catalog"],
  summary: "The first rows of a large table in an order that no index has.",
  why: "All rows are read to find the first few.",
  advice: "Create an index on the columns of the filter, then those of the order.",
  examples: [
    {
      schema: S,
      statistics: { t: { rows: 1_000_000 } },
      bad: `
SELECT id FROM t ORDER BY at DESC LIMIT 10
                 ^^^^^^^^^^^^^^^^ No index of t has this order: all rows are read for the first few.`,
    },
    {
      schema: S,
      statistics: { t: { rows: 1_000_000 } },
      good: "SELECT id FROM t ORDER BY n LIMIT 10",
    },
    { schema: S, good: "SELECT id FROM t ORDER BY at LIMIT 10" },
  ],
  visit: {
    select(node, context) {
      const table = onlyTable(node.from?.relations, context);
      const first = node.orderBy?.items[0]?.expression;
      const origin = first === undefined ? undefined : originOf(first, context);
      if (
        node.orderBy === undefined ||
        (node.limit === undefined && node.top === undefined) ||
        origin === undefined ||
        table !== origin.table ||
        (table.rows ?? 0) < LARGE ||
        node.groupBy !== undefined
      ) {
        return;
      }
      const fixed = conditions(node.where, context)
        .filter((it) => it.type === "equal")
        .map((it) => it.column.name);
      const orders = [
        ...table.indexes.map((it) => it.columns.map((key) => key.column)),
        ...[table.primaryKey, ...table.uniqueKeys].map((it) => it?.columns ?? []),
      ];
      const isServed = orders.some(
        (it) =>
          it.find((name) => name === undefined || !fixed.includes(name)) === origin.column.name,
      );
      if (!isServed && !fixed.includes(origin.column.name)) {
        context.report({
          range: node.orderBy,
          message: `No index of ${table.name} has this order: all rows are read for the first few.`,
        });
      }
    },
  },
};
