import { onlyTable } from "../../rows.ts";
import type { Rule } from "../../rule.ts";
import { originOf } from "../../tree.ts";

export const distinctOnUnique: Rule = {
  id: "perf/distinct-on-unique",
  severity: "info",
  needs: ["catalog"],
  summary: "`DISTINCT` of rows that have a key among them.",
  why: "The rows differ already, so comparing them is work for nothing.",
  advice: "Drop DISTINCT.",
  examples: [
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int)",
      bad: `
SELECT DISTINCT id, a FROM t
       ^^^^^^^^ The rows have the primary key among them and differ already.`,
      fixed: "SELECT id, a FROM t",
    },
    { schema: "CREATE TABLE t (id int PRIMARY KEY, a int)", good: "SELECT DISTINCT a FROM t" },
  ],
  visit: {
    select(node, context) {
      const key = onlyTable(node.from?.relations, context)?.primaryKey;
      const [first] = node.items;
      if (
        node.distinct !== "distinct" ||
        node.distinctRange === undefined ||
        key === undefined ||
        first === undefined
      ) {
        return;
      }
      const names = node.items.map((it) => originOf(it.expression, context)?.column.name);
      if (key.columns.length > 0 && key.columns.every((it) => names.includes(it))) {
        context.report({
          range: node.distinctRange,
          message: "The rows have the primary key among them and differ already.",
          fixes: [
            {
              title: "Drop DISTINCT",
              safe: true,
              edits: [{ range: { start: node.distinctRange.start, end: first.start }, text: "" }],
            },
          ],
        });
      }
    },
  },
};
