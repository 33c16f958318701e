import { LARGE, onlyTable } from "../../rows.ts";
import type { Rule } from "../../rule.ts";
import { allNodes, calledName, numberValue } from "../../tree.ts";

const S = "CREATE TABLE t (id int PRIMARY KEY, k int, at timestamp);";

export const windowOverFullTable: Rule = {
  id: "perf/window-over-full-table",
  severity: "info",
  needs: ["catalog"],
  summary: "The first rows of every group by numbering all rows of a large table.",
  why: "The whole table is sorted to keep a few rows of each group.",
  advice:
    "DISTINCT ON, or LATERAL with LIMIT for each key, with an index on the group and the order.",
  examples: [
    {
      schema: S,
      statistics: { t: { rows: 2_000_000 } },
      bad: `
SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY k ORDER BY at DESC) AS n FROM t) x WHERE n = 1
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ All of about 2000000 rows are sorted to keep the first of each group.`,
    },
    {
      schema: S,
      statistics: { t: { rows: 2_000_000 } },
      good: "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY k ORDER BY at) AS n FROM t WHERE k = 5) x WHERE n = 1",
    },
    {
      schema: S,
      statistics: { t: { rows: 2_000_000 } },
      good: "SELECT id, n FROM (SELECT id, row_number() OVER (PARTITION BY k ORDER BY at) AS n FROM t) x WHERE id = 1",
    },
    {
      schema: S,
      good: "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY k ORDER BY at) AS n FROM t) x WHERE n = 1",
    },
  ],
  visit: {
    select(node, context) {
      const rows = onlyTable(node.from?.relations, context)?.rows ?? 0;
      if (rows < LARGE || node.where !== undefined || node.groupBy !== undefined) {
        return;
      }
      for (const { expression, alias } of node.items) {
        const isNumber =
          expression.kind === "call" &&
          expression.over?.kind === "window-spec" &&
          expression.over.partitionBy !== undefined &&
          /^(?:row_number|rank|dense_rank)$/u.test(calledName(expression));
        const isChosen = allNodes(context.root).some(
          (it) =>
            it.kind === "binary" &&
            ["=", "<", "<="].includes(it.op) &&
            it.left.kind === "column" &&
            it.left.parts.at(-1)?.text.toLowerCase() === alias?.text.toLowerCase() &&
            numberValue(it.right) !== undefined,
        );
        if (isNumber && alias !== undefined && isChosen) {
          context.report({
            range: expression,
            message: `All of about ${rows} rows are sorted to keep the first of each group.`,
          });
        }
      }
    },
  },
};
