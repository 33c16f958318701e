import { onlyTable } from "../../rows.ts";
import type { Rule } from "../../rule.ts";
import { calledName } from "../../tree.ts";

const MANY = 100_000;

export const fullCountLargeTable: Rule = {
  id: "perf/full-count-large-table",
  severity: "info",
  needs: ["catalog"],
  summary: "`COUNT(*)` of a whole large table.",
  why: "Engines that keep versions of rows must look at every one.",
  advice: "Use the engine's estimate, or keep a counter.",
  examples: [
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY)",
      statistics: { t: { rows: 5_000_000 } },
      bad: `
SELECT count(*) FROM t
       ^^^^^^^^ All of about 5000000 rows are counted.`,
    },
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY)",
      statistics: { t: { rows: 5_000_000 } },
      good: "SELECT count(*) FROM t WHERE id < 100",
    },
    { schema: "CREATE TABLE t (id int PRIMARY KEY)", good: "SELECT count(*) FROM t" },
  ],
  visit: {
    select(node, context) {
      const rows = onlyTable(node.from?.relations, context)?.rows ?? 0;
      const [item] = node.items;
      if (
        rows >= MANY &&
        node.where === undefined &&
        node.groupBy === undefined &&
        node.items.length === 1 &&
        item?.expression.kind === "call" &&
        item.expression.over === undefined &&
        calledName(item.expression) === "count"
      ) {
        context.report({
          range: item.expression,
          message: `All of about ${rows} rows are counted.`,
        });
      }
    },
  },
};
