import { columnsIn, relationOfColumn } from "../../joins.ts";
import type { Rule } from "../../rule.ts";

export const correlatedSubquery: Rule = {
  id: "perf/correlated-subquery",
  severity: "info",
  needs: [],
  summary: "A scalar subquery that refers to the row outside.",
  why: "It runs once for every row of the outer query.",
  advice: "Join to an aggregate, use LATERAL, or a window function.",
  examples: [
    {
      bad: `
SELECT u.id, (SELECT count(*) FROM orders o WHERE o.user_id = u.id) AS n FROM users u
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The subquery refers to u and runs for each of its rows.`,
    },
    {
      bad: `
SELECT a.x FROM a WHERE a.y > (SELECT avg(b.y) FROM b WHERE b.k = a.k)
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The subquery refers to a and runs for each of its rows.`,
    },
    { good: "SELECT a.x FROM a WHERE a.y > (SELECT avg(b.y) FROM b)" },
    { good: "SELECT a.x FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k)" },
  ],
  visit: {
    subquery(node, context) {
      for (const it of columnsIn(node.query, context)) {
        const found = relationOfColumn(it, context);
        const place = found?.relation.node;
        if (
          found !== undefined &&
          found.outer > 0 &&
          place !== undefined &&
          (place.start < node.start || place.start >= node.end)
        ) {
          context.report({
            range: node,
            message: `The subquery refers to ${found.relation.name ?? "the outer row"} and runs for each of its rows.`,
          });
          return;
        }
      }
    },
  },
};
