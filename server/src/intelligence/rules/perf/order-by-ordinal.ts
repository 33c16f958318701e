import type { Rule } from "../../rule.ts";
import { numberValue } from "../../tree.ts";

export const orderByOrdinal: Rule = {
  id: "perf/order-by-ordinal",
  severity: "info",
  needs: [],
  summary: "`ORDER BY` with the number of a column.",
  why: "A change of the select list changes the order without a word.",
  advice: "Name the column.",
  examples: [
    {
      bad: `
SELECT a, b FROM t ORDER BY 2 DESC
                            ^ The number stands for a place in the select list.`,
      fixed: "SELECT a, b FROM t ORDER BY b DESC",
    },
    {
      bad: `
SELECT a, count(*) AS n FROM t GROUP BY a ORDER BY 2
                                                   ^ The number stands for a place in the select list.`,
      fixed: "SELECT a, count(*) AS n FROM t GROUP BY a ORDER BY n",
    },
    { good: "SELECT a, b FROM t ORDER BY b" },
    { good: "SELECT row_number() OVER (ORDER BY 1) FROM t" },
  ],
  visit: {
    "order-by"(node, context) {
      const query = context.ancestors.at(-1);
      if (query?.kind !== "select" && query?.kind !== "compound") {
        return;
      }
      for (const it of node.items) {
        const place = it.expression.kind === "literal" ? numberValue(it.expression) : undefined;
        if (place === undefined) {
          continue;
        }
        const items = query.kind === "select" ? query.items : [];
        const item = items[place - 1];
        const isSure = item !== undefined && items.every((one) => one.expression.kind !== "star");
        context.report({
          range: it.expression,
          message: "The number stands for a place in the select list.",
          fixes:
            isSure && item !== undefined
              ? [
                  {
                    title: "Name the column",
                    safe: item.alias !== undefined || item.expression.kind === "column",
                    edits: [
                      { range: it.expression, text: context.text(item.alias ?? item.expression) },
                    ],
                  },
                ]
              : [],
        });
      }
    },
  },
};
