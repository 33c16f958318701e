import type { Rule } from "../../rule.ts";
import { numberValue, selectAround } from "../../tree.ts";

export const groupByOrdinal: Rule = {
  id: "perf/group-by-ordinal",
  severity: "info",
  needs: [],
  summary: "`GROUP BY` with the number of a column.",
  why: "A change of the select list changes the groups without a word.",
  advice: "Name the expression.",
  examples: [
    {
      bad: `
SELECT a, count(*) FROM t GROUP BY 1
                                   ^ The number stands for a place in the select list.`,
      fixed: "SELECT a, count(*) FROM t GROUP BY a",
    },
    { good: "SELECT a, count(*) FROM t GROUP BY a" },
    { good: "SELECT a, count(*) FROM t GROUP BY a + 1" },
  ],
  visit: {
    "group-by"(node, context) {
      const select = selectAround(context.ancestors);
      for (const it of node.items) {
        const place = it.kind === "literal" ? numberValue(it) : undefined;
        if (place === undefined) {
          continue;
        }
        const item = select?.items[place - 1];
        const isSure =
          item !== undefined && select?.items.every((one) => one.expression.kind !== "star");
        context.report({
          range: it,
          message: "The number stands for a place in the select list.",
          fixes:
            isSure === true && item !== undefined
              ? [
                  {
                    title: "Name the expression",
                    safe: true,
                    edits: [{ range: it, text: context.text(item.expression) }],
                  },
                ]
              : [],
        });
      }
    },
  },
};
