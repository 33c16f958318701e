import type { Cte, Select } from "../../../sql/ast.ts";
import { columnsIn, leaves, relationOfColumn } from "../../joins.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { allNodes } from "../../tree.ts";

export const cteOptimizationFence: Rule = {
  id: "perf/cte-optimization-fence",
  severity: "info",
  needs: [],
  capabilities: ["cte-materialized"],
  summary: "A MATERIALIZED query in WITH that is filtered outside.",
  why: "It is computed in full before the filter is applied; no index helps any more.",
  advice: "NOT MATERIALIZED, or put the filter inside.",
  examples: [
    {
      bad: `
WITH r AS MATERIALIZED (SELECT id, k FROM t) SELECT id FROM r WHERE k = 5
     ^^^^^^^^^^^^^^^^^ r is computed in full before the filter outside is applied.`,
    },
    { good: "WITH r AS (SELECT id, k FROM t) SELECT id FROM r WHERE k = 5" },
    { good: "WITH r AS NOT MATERIALIZED (SELECT id, k FROM t) SELECT id FROM r WHERE k = 5" },
    { good: "WITH r AS MATERIALIZED (SELECT id, k FROM t) SELECT id FROM r" },
    {
      good: "WITH r AS MATERIALIZED (SELECT id, k FROM t) SELECT a.id FROM r a JOIN r b ON a.k = b.id WHERE a.k = 5",
    },
  ],
  visit: {
    with(node, context) {
      for (const cte of node.ctes) {
        const readers = allNodes(context.root).filter(
          (it): it is Select => it.kind === "select" && countOf(it, cte, context) > 0,
        );
        const uses = readers.reduce((sum, it) => sum + countOf(it, cte, context), 0);
        // Read more than once, computing it once may be just what is wanted.
        if (
          cte.materialized === true &&
          uses === 1 &&
          readers.some((it) => isFiltered(it, cte, context))
        ) {
          const words = /^[\s\S]*?\bmaterialized\b/iu.exec(context.text(cte))?.[0].length ?? 0;
          context.report({
            range: { start: cte.start, end: cte.start + words },
            message: `${cte.name.text} is computed in full before the filter outside is applied.`,
          });
        }
      }
    },
  },
};

function countOf(select: Select, cte: Cte, { analysis }: RuleContext): number {
  return leaves(select.from?.relations ?? []).filter(
    (it) => analysis.relationOf(it)?.cte?.node === cte,
  ).length;
}

function isFiltered(select: Select, cte: Cte, context: RuleContext): boolean {
  return (
    select.where !== undefined &&
    columnsIn(select.where, context).some(
      (it) => relationOfColumn(it, context)?.relation.cte?.node === cte,
    )
  );
}
