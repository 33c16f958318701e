import type { Rule } from "../../rule.ts";

export const truncateInQueryPath: Rule = {
  id: "perf/truncate-in-query-path",
  severity: "info",
  needs: [],
  summary: "`TRUNCATE`.",
  why: "It locks the table against everybody, fires no row triggers, and on some servers commits at once.",
  advice: "Delete in batches, or drop a partition; keep TRUNCATE for migrations.",
  examples: [
    {
      bad: `
TRUNCATE TABLE t
^^^^^^^^^^^^^^^^ TRUNCATE locks the table against everybody.`,
    },
    { good: "DELETE FROM t WHERE id < 100" },
  ],
  visit: {
    truncate(node, context) {
      context.report({ range: node, message: "TRUNCATE locks the table against everybody." });
    },
  },
};
