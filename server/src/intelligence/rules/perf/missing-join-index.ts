import { joins } from "../../joins.ts";
import { LARGE } from "../../rows.ts";
import type { Rule } from "../../rule.ts";
import { conjuncts, leads, originOf } from "../../tree.ts";

const S =
  "CREATE TABLE u (id int PRIMARY KEY, kind int); CREATE TABLE o (id int PRIMARY KEY, u_id int);";

export const missingJoinIndex: Rule = {
  id: "perf/missing-join-index",
  severity: "warning",
  needs: ["catalog"],
  summary: "A join to a large table on a column that no index begins with.",
  why: "The large table is read as a whole to find the partners.",
  advice: "Create an index on the join column.",
  examples: [
    {
      schema: S,
      statistics: { o: { rows: 1_000_000 }, u: { rows: 1000 } },
      bad: `
SELECT o.id FROM u JOIN o ON o.u_id = u.id WHERE u.id = 5
                             ^^^^^^^^^^^^^ No index of o begins with u_id: about 1000000 rows are read.`,
    },
    {
      schema: `${S} CREATE INDEX i ON o (u_id);`,
      statistics: { o: { rows: 1_000_000 }, u: { rows: 1000 } },
      good: "SELECT o.id FROM u JOIN o ON o.u_id = u.id WHERE u.id = 5",
    },
    {
      schema: S,
      statistics: { o: { rows: 1_000_000 }, u: { rows: 1000 } },
      good: "SELECT o.id FROM o JOIN u ON o.u_id = u.id",
    },
  ],
  visit: {
    select(node, context) {
      for (const join of joins(node.from?.relations ?? [])) {
        const table = context.analysis.relationOf(join.right)?.table;
        if (table === undefined || (table.rows ?? 0) < LARGE) {
          continue;
        }
        const equal = conjuncts(join.on).flatMap((it) => {
          const sides = it.kind === "binary" && it.op === "=" ? [it.left, it.right] : [];
          const origins = sides.map((side) => originOf(side, context));
          const own = origins.find((one) => one?.table === table);
          return own !== undefined && origins.every((one) => one !== undefined)
            ? [{ node: it, column: own.column }]
            : [];
        });
        const [first] = equal;
        if (first !== undefined && !equal.some((it) => leads(table, it.column.name).length > 0)) {
          context.report({
            range: first.node,
            severity: node.where === undefined ? "info" : undefined,
            message: `No index of ${table.name} begins with ${first.column.name}: about ${table.rows} rows are read.`,
          });
        }
      }
    },
  },
};
