import type { Rule } from "../../rule.ts";
import { allNodes, hasAggregate } from "../../tree.ts";

export const orderByInSubquery: Rule = {
  id: "perf/order-by-in-subquery",
  severity: "info",
  needs: [],
  summary: "`ORDER BY` without `LIMIT` in a subquery.",
  why: "The outer query need not keep the order, so the sort is work for nothing.",
  advice: "Remove it, or order the outer query.",
  examples: [
    {
      bad: `
SELECT a FROM t WHERE b IN (SELECT c FROM u ORDER BY c)
                                            ^^^^^^^^^^ The order of a subquery's rows is not kept.`,
    },
    {
      bad: `
SELECT s.a FROM (SELECT a FROM t ORDER BY a) AS s
                                 ^^^^^^^^^^ The order of a subquery's rows is not kept.`,
    },
    { good: "SELECT s.a FROM (SELECT a FROM t ORDER BY a LIMIT 5) AS s" },
    { good: "SELECT array_agg(s.a) FROM (SELECT a FROM t ORDER BY a) AS s" },
    { good: "SELECT a FROM t ORDER BY a" },
    { good: "SELECT ARRAY(SELECT a FROM t ORDER BY a)" },
  ],
  visit: {
    select(node, context) {
      const parent = context.ancestors.at(-1);
      if (
        node.orderBy === undefined ||
        node.limit !== undefined ||
        node.top !== undefined ||
        node.distinct === "distinct-on" ||
        (parent?.kind !== "in" && parent?.kind !== "exists" && parent?.kind !== "derived-table")
      ) {
        return;
      }
      const outer = context.ancestors.findLast((it) => it.kind === "select");
      const isFolded =
        outer?.kind === "select" &&
        parent.kind === "derived-table" &&
        (outer.items.some((it) => hasAggregate(it.expression, context.dialect)) ||
          outer.limit !== undefined ||
          allNodes(outer).some(
            (it) =>
              it.kind === "variable" ||
              (it.kind === "column" && it.parts.at(-1)?.text.toLowerCase() === "rownum"),
          ));
      if (!isFolded) {
        context.report({
          range: node.orderBy,
          message: "The order of a subquery's rows is not kept.",
        });
      }
    },
  },
};
