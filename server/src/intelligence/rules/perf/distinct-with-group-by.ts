import type { Rule } from "../../rule.ts";
import { sameText } from "../../tree.ts";

export const distinctWithGroupBy: Rule = {
  id: "perf/distinct-with-group-by",
  severity: "info",
  needs: [],
  summary: "`DISTINCT` together with `GROUP BY`.",
  why: "Groups are distinct by themselves, so the rows are compared once more for nothing.",
  advice: "Drop DISTINCT.",
  examples: [
    {
      bad: `
SELECT DISTINCT a, count(*) FROM t GROUP BY a
       ^^^^^^^^ GROUP BY makes DISTINCT redundant.`,
      fixed: "SELECT a, count(*) FROM t GROUP BY a",
    },
    { good: "SELECT a, count(*) FROM t GROUP BY a" },
    { good: "SELECT a, count(DISTINCT b) FROM t GROUP BY a" },
    { good: "SELECT DISTINCT count(*) FROM t GROUP BY a" },
  ],
  visit: {
    select(node, context) {
      const items = node.groupBy?.items ?? [];
      if (node.distinct !== "distinct" || node.distinctRange === undefined || items.length === 0) {
        return;
      }
      const isRedundant = items.every(
        (key) =>
          key.kind !== "grouping-sets" &&
          node.items.some(
            (it) =>
              sameText(it.expression, key, context) ||
              (key.kind === "column" &&
                key.parts.length === 1 &&
                it.alias?.text.toLowerCase() === key.parts[0]?.text.toLowerCase()),
          ),
      );
      const [first] = node.items;
      if (isRedundant && first !== undefined) {
        context.report({
          range: node.distinctRange,
          message: "GROUP BY makes DISTINCT redundant.",
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
