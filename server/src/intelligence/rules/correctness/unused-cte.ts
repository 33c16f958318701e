import { nameUses } from "../../../analysis/names.ts";
import type { Rule } from "../../rule.ts";

export const unusedCte: Rule = {
  id: "correctness/unused-cte",
  severity: "warning",
  needs: [],
  summary: "A `WITH` query that nothing uses.",
  why: "It is dead text, and some engines run it all the same.",
  advice: "Remove it.",
  examples: [
    {
      bad: `
WITH a AS (SELECT 1 AS x), b AS (SELECT 2 AS y) SELECT x FROM a
                           ^ Nothing uses b.`,
    },
    {
      bad: `
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT 1
               ^ Nothing uses r.`,
    },
    { good: "WITH a AS (SELECT 1 AS x) SELECT x FROM a" },
    { good: "WITH a AS (SELECT 1 AS x), b AS (SELECT x FROM a) SELECT x FROM b" },
    { good: "WITH d AS (DELETE FROM t WHERE a = 1 RETURNING a) SELECT 1" },
    { good: "WITH a AS (SELECT 1 AS x) INSERT INTO t (x) SELECT x FROM a" },
  ],
  visit: {
    with(node, context) {
      const uses = nameUses(context.analysis);
      for (const cte of node.ctes) {
        if (cte.body.kind === "dml-query") {
          continue;
        }
        const isUsed = uses.some(
          (it) =>
            it.meaning.tag === "local-table" &&
            it.meaning.table.node === cte &&
            !it.isDefinition &&
            (it.range.start < cte.start || it.range.start >= cte.end),
        );
        const isDefined = uses.some(
          (it) => it.meaning.tag === "local-table" && it.meaning.table.node === cte,
        );
        if (!isUsed && isDefined) {
          context.report({ range: cte.name, message: `Nothing uses ${cte.name.text}.` });
        }
      }
    },
  },
};
