import type { Select, SubqueryExpression } from "../../../sql/ast.ts";
import { leaves } from "../../joins.ts";
import type { Rule } from "../../rule.ts";
import { hasAggregate, ownNodes } from "../../tree.ts";

export const repeatedScalarSubquery: Rule = {
  id: "perf/repeated-scalar-subquery",
  severity: "info",
  needs: [],
  summary: "Several scalar aggregates over one table, each in its own subquery.",
  why: "The table is read once for each of them.",
  advice: "One pass with FILTER or SUM(CASE …).",
  examples: [
    {
      bad: `
SELECT (SELECT count(*) FROM t WHERE a = 1) AS x, (SELECT count(*) FROM t WHERE a = 2) AS y
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ t is read 2 times for aggregates that one pass gives.`,
    },
    { good: "SELECT (SELECT count(*) FROM t) AS x, (SELECT count(*) FROM u) AS y" },
    { good: "SELECT count(*) FILTER (WHERE a = 1), count(*) FILTER (WHERE a = 2) FROM t" },
    { good: "SELECT (SELECT a FROM t WHERE id = 1) AS x, (SELECT a FROM t WHERE id = 2) AS y" },
  ],
  visit: {
    select(node, context) {
      const byTable = new Map<string, SubqueryExpression[]>();
      for (const it of node.items.flatMap((item) => ownNodes(item))) {
        const query = it.kind === "subquery" ? it.query : undefined;
        const table = it.kind === "subquery" ? aggregated(query, context.dialect) : undefined;
        if (it.kind === "subquery" && table !== undefined) {
          byTable.set(table, [...(byTable.get(table) ?? []), it]);
        }
      }
      for (const [table, all] of byTable) {
        const ordered = all.sort((a, b) => a.start - b.start);
        const [first, last] = [ordered[0], ordered.at(-1)];
        if (first !== undefined && last !== undefined && first !== last) {
          context.report({
            range: { start: first.start, end: last.end },
            message: `${table} is read ${all.length} times for aggregates that one pass gives.`,
          });
        }
      }
    },
  },
};

/** The one table of which a query gives an aggregate of all rows chosen. */
function aggregated(
  query: SubqueryExpression["query"] | undefined,
  dialect: Parameters<typeof hasAggregate>[1],
): string | undefined {
  const isPlain = (it: typeof query): it is Select =>
    it?.kind === "select" && it.groupBy === undefined && it.limit === undefined;
  if (!isPlain(query) || !query.items.every((it) => hasAggregate(it, dialect))) {
    return undefined;
  }
  const all = leaves(query.from?.relations ?? []);
  const [only] = all;
  return all.length === 1 && only?.kind === "table"
    ? only.name.parts.map((it) => it.text.toLowerCase()).join(".")
    : undefined;
}
