import { everyConjunct } from "../../joins.ts";
import { conditions } from "../../rows.ts";
import type { Rule } from "../../rule.ts";
import { allNodes, leads, originOf } from "../../tree.ts";

const S = "CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE INDEX i ON t (a, b);";

export const indexPrefixNotUsed: Rule = {
  id: "perf/index-prefix-not-used",
  severity: "warning",
  needs: ["catalog"],
  summary: "A predicate on a column that an index has only behind others.",
  why: "An index is searched from its first column on; without a condition on that, it cannot be used.",
  advice: "Add a condition on the first column, or an index that begins with this one.",
  examples: [
    {
      schema: S,
      bad: `
SELECT id FROM t WHERE b = 5
                       ^^^^^ The index i has b, but not first, so it cannot be searched.`,
    },
    { schema: S, good: "SELECT id FROM t WHERE a = 1 AND b = 5" },
    { schema: S, good: "SELECT id FROM t WHERE id = 1 AND b = 5" },
    { schema: `${S} CREATE INDEX j ON t (b);`, good: "SELECT id FROM t WHERE b = 5" },
    { schema: S, statistics: { t: { rows: 100 } }, good: "SELECT id FROM t WHERE b = 5" },
  ],
  visit: {
    select(node, context) {
      const used = everyConjunct(node).flatMap((it) =>
        allNodes(it).flatMap((one) =>
          one.kind === "column" ? (originOf(one, context) ?? []) : [],
        ),
      );
      for (const it of conditions(node.where, context)) {
        const index = it.table.indexes.find(
          (one) => one.columns.findIndex((key) => key.column === it.column.name) > 0,
        );
        const isServed = used.some(
          (one) => one.table === it.table && leads(one.table, one.column.name).length > 0,
        );
        if (index !== undefined && !isServed && (it.table.rows ?? 1000) >= 1000) {
          context.report({
            range: it.node,
            message: `The index ${index.name} has ${it.column.name}, but not first, so it cannot be searched.`,
          });
        }
      }
    },
  },
};
