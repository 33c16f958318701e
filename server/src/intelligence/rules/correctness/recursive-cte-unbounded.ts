import { joins, leaves } from "../../joins.ts";
import type { Rule } from "../../rule.ts";
import { allNodes } from "../../tree.ts";

export const recursiveCteUnbounded: Rule = {
  id: "correctness/recursive-cte-unbounded",
  severity: "error",
  needs: [],
  summary: "A recursive query whose recursive part has no bound.",
  why: "Each step gives at least one row to the next, so it never ends.",
  advice: "Give the recursive part a WHERE, such as a limit of depth.",
  examples: [
    {
      bad: `
WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r
                                            ^^^^^^^^^^^^^^^^^^^ Nothing ends this recursion.`,
    },
    {
      good: "WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 10) SELECT n FROM r",
    },
    {
      good: "WITH RECURSIVE r AS (SELECT id FROM t WHERE p IS NULL UNION ALL SELECT t.id FROM t JOIN r ON t.p = r.id) SELECT id FROM r",
    },
    {
      good: "WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r LIMIT 10",
    },
  ],
  visit: {
    cte(node, context) {
      const { body } = node;
      if (body.kind !== "compound" || body.op !== "UNION" || body.limit !== undefined) {
        return;
      }
      const term = body.right;
      if (term.kind !== "select" || term.from === undefined) {
        return;
      }
      const isSelf = leaves(term.from.relations).some(
        (it) => context.analysis.relationOf(it)?.cte?.node === node,
      );
      const grows =
        body.quantifier === "ALL" ||
        term.items.some((it) =>
          allNodes(it).some((one) => one.kind === "binary" && one.op === "+"),
        );
      const isBounded =
        term.where !== undefined ||
        term.limit !== undefined ||
        term.top !== undefined ||
        term.having !== undefined ||
        term.groupBy !== undefined ||
        node.cycle !== undefined ||
        leaves(term.from.relations).some((it) => it.kind !== "table") ||
        joins(term.from.relations).some((it) => it.type !== "cross" || it.apply === true);
      const isCut = allNodes(context.root).some(
        (it) => it.kind === "limit" || it.kind === "top" || it.kind === "exists",
      );
      if (isSelf && grows && !isBounded && !isCut) {
        context.report({ range: term, message: "Nothing ends this recursion." });
      }
    },
  },
};
