import type { HostRule } from "../rule.ts";

export const nPlusOne: HostRule = {
  id: "perf/n-plus-one",
  severity: "warning",
  needs: [],
  summary: "A query runs once for each row of another.",
  why: "Every turn is a round trip: a hundred rows are a hundred and one.",
  advice: "One query with a JOIN, or with IN or ANY over all the keys.",
  examples: [],
  hostExamples: [
    {
      language: "python",
      bad: `
def totals(cur):
    cur.execute("SELECT id FROM users")
    for row in cur.fetchall():
        cur.execute("SELECT sum(total) FROM orders WHERE user_id = %s", (row[0],))
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This query runs once for each row of the loop around it.`,
      good: `
def totals(cur):
    cur.execute("SELECT user_id, sum(total) FROM orders GROUP BY user_id")
    for row in cur.fetchall():
        print(row)`,
    },
  ],
  check(context) {
    const seen = new Set<number>();
    for (const it of context.statements) {
      const isRead = /^\s*(?:select|with)\b/iu.test(it.sql);
      if (it.loop?.rows === true && isRead && it.how !== "shape" && !seen.has(it.call.start)) {
        seen.add(it.call.start);
        context.report({
          range: it.call,
          message: "This query runs once for each row of the loop around it.",
        });
      }
    }
  },
};
