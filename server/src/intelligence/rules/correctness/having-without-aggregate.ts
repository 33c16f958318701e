import { columnsIn } from "../../joins.ts";
import type { Rule } from "../../rule.ts";
import {
  allNodes,
  calledName,
  conjuncts,
  hasAggregate,
  hasSubquery,
  selectAround,
} from "../../tree.ts";

export const havingWithoutAggregate: Rule = {
  id: "correctness/having-without-aggregate",
  severity: "warning",
  needs: [],
  summary: "A condition in `HAVING` that uses no aggregate.",
  why: "Rows are grouped first and thrown away afterwards; WHERE would never read them.",
  advice: "Move the condition to WHERE.",
  examples: [
    {
      bad: `
SELECT a, count(*) FROM t GROUP BY a HAVING a > 5
                                            ^^^^^ This needs no group: in WHERE it would spare the grouping.`,
    },
    {
      bad: `
SELECT a, count(*) FROM t GROUP BY a HAVING count(*) > 1 AND a <> 'x'
                                                             ^^^^^^^^ This needs no group: in WHERE it would spare the grouping.`,
    },
    { good: "SELECT a, count(*) FROM t GROUP BY a HAVING count(*) > 5" },
    { good: "SELECT a, count(*) AS n FROM t GROUP BY a HAVING n > 5", dialect: "mysql" },
    { good: "SELECT a, sum(b) FROM t GROUP BY a HAVING sum(b) > max(a) OR a = 1" },
    { good: "SELECT a, sum(b) FROM t GROUP BY ROLLUP (a) HAVING a IS NOT NULL" },
  ],
  visit: {
    having(node, context) {
      const select = selectAround(context.ancestors);
      if (
        select?.groupBy === undefined ||
        select.groupBy.withRollup !== undefined ||
        select.groupBy.items.some((it) => it.kind === "grouping-sets")
      ) {
        return;
      }
      for (const it of conjuncts(node.condition)) {
        const columns = columnsIn(it, context);
        const isPlain =
          columns.length > 0 &&
          columns.every((one) => {
            const { tag } = context.analysis.resolve(one);
            const name = one.parts.at(-1)?.text.toLowerCase();
            const item = select.items.find((each) => each.alias?.text.toLowerCase() === name);
            return tag !== "alias" && (one.parts.length > 1 || item === undefined);
          });
        const hasGroupFunction = allNodes(it).some(
          (one) => one.kind === "call" && !ROW_FUNCTIONS.has(calledName(one)),
        );
        if (
          isPlain &&
          !hasGroupFunction &&
          !hasAggregate(it, context.dialect) &&
          !hasSubquery(it)
        ) {
          context.report({
            range: it,
            message: "This needs no group: in WHERE it would spare the grouping.",
          });
        }
      }
    },
  },
};

/** Functions known to look at one row; any other could be an aggregate of the user's. */
const ROW_FUNCTIONS: ReadonlySet<string> = new Set([
  "lower",
  "upper",
  "coalesce",
  "trim",
  "length",
  "year",
  "month",
  "date",
  "extract",
  "date_trunc",
  "substring",
  "substr",
  "abs",
  "round",
  "now",
]);
