import { LARGE, onlyTable } from "../../rows.ts";
import type { Rule } from "../../rule.ts";
import { hasAggregate, isOutermost } from "../../tree.ts";

export const unboundedResult: Rule = {
  id: "perf/unbounded-result",
  severity: "info",
  needs: ["catalog"],
  summary: "A query that returns a whole large table.",
  why: "Every row is read, sent and held in memory.",
  advice: "Add WHERE or LIMIT.",
  examples: [
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY)",
      statistics: { t: { rows: 500_000 } },
      bad: `
SELECT id FROM t
               ^ All of about 500000 rows are returned.`,
    },
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY)",
      statistics: { t: { rows: 500_000 } },
      good: "SELECT id FROM t ORDER BY id LIMIT 10",
    },
    { schema: "CREATE TABLE t (id int PRIMARY KEY)", good: "SELECT id FROM t" },
  ],
  visit: {
    select(node, context) {
      const [relation] = node.from?.relations ?? [];
      const rows = onlyTable(node.from?.relations, context)?.rows ?? 0;
      if (
        relation !== undefined &&
        rows >= LARGE &&
        isOutermost(context.ancestors) &&
        node.where === undefined &&
        node.limit === undefined &&
        node.top === undefined &&
        node.groupBy === undefined &&
        node.distinct === undefined &&
        !node.items.some((it) => hasAggregate(it.expression, context.dialect))
      ) {
        context.report({ range: relation, message: `All of about ${rows} rows are returned.` });
      }
    },
  },
};
