import { conditions, onlyTable } from "../../rows.ts";
import type { Rule } from "../../rule.ts";
import { originOf } from "../../tree.ts";

const S = "CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE INDEX i ON t (a, b);";

export const mixedOrderDirection: Rule = {
  id: "perf/mixed-order-direction",
  severity: "info",
  needs: ["catalog"],
  summary: "An order of mixed directions beside an index that runs one way.",
  why: "The index can be read forwards or backwards, not both at once: the rows are sorted again.",
  advice: "Make the index with the same directions.",
  examples: [
    {
      schema: S,
      bad: `
SELECT id FROM t ORDER BY a ASC, b DESC
                 ^^^^^^^^^^^^^^^^^^^^^^ The index i has these columns in one direction, so the rows are sorted again.`,
    },
    { schema: S, good: "SELECT id FROM t ORDER BY a DESC, b DESC" },
    {
      schema: `${S} CREATE INDEX j ON t (a, b DESC);`,
      good: "SELECT id FROM t ORDER BY a, b DESC",
    },
    {
      schema: `${S} CREATE INDEX j ON t (a DESC, b);`,
      good: "SELECT id FROM t ORDER BY a, b DESC",
    },
    { schema: S, good: "SELECT id FROM t WHERE a = 1 ORDER BY a ASC, b DESC" },
  ],
  visit: {
    select(node, context) {
      const table = onlyTable(node.from?.relations, context);
      if (node.orderBy === undefined || table === undefined || node.groupBy !== undefined) {
        return;
      }
      const fixed = new Set(
        conditions(node.where, context)
          .filter((it) => it.type === "equal")
          .map((it) => it.column.name),
      );
      const wanted = node.orderBy.items
        .map((it) => ({
          column: originOf(it.expression, context)?.column.name,
          descending: it.direction === "DESC",
        }))
        .filter((it) => it.column === undefined || !fixed.has(it.column));
      const isMixed = new Set(wanted.map((it) => it.descending)).size > 1;
      if (!isMixed || wanted.some((it) => it.column === undefined)) {
        return;
      }
      const candidates = table.indexes.flatMap((it) => {
        const keys = it.columns.filter((key) => key.column === undefined || !fixed.has(key.column));
        return wanted.every((one, i) => keys[i]?.column === one.column)
          ? [
              {
                name: it.name,
                turned: wanted.map((one, i) => one.descending !== (keys[i]?.descending === true)),
              },
            ]
          : [];
      });
      const [first] = candidates;
      if (first !== undefined && candidates.every((it) => new Set(it.turned).size > 1)) {
        context.report({
          range: node.orderBy,
          message: `The index ${first.name} has these columns in one direction, so the rows are sorted again.`,
        });
      }
    },
  },
};
