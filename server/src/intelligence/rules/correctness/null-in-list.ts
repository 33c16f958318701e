import type { Rule } from "../../rule.ts";
import { isNullLiteral } from "../../tree.ts";

export const nullInList: Rule = {
  id: "correctness/null-in-list",
  severity: "error",
  needs: [],
  summary: "`NULL` in the list of `NOT IN`.",
  why: "`x NOT IN (1, NULL)` means `x <> 1 AND x <> NULL`, which is never true.",
  advice: "Take NULL out of the list and add `IS NOT NULL`.",
  examples: [
    {
      bad: `
SELECT a FROM t WHERE b NOT IN (1, NULL)
                      ^^^^^^^^^^^^^^^^^^ With NULL in its list, NOT IN is never true.`,
    },
    {
      bad: `
SELECT a FROM t WHERE NOT (b IN (NULL, 2))
                           ^^^^^^^^^^^^^^ With NULL in its list, NOT IN is never true.`,
    },
    { good: "SELECT a FROM t WHERE b NOT IN (1, 2)" },
    { good: "SELECT a FROM t WHERE b IN (1, 2) OR b IS NULL" },
  ],
  visit: {
    in(node, context) {
      const parent = context.ancestors.at(-1);
      const isNegated =
        node.not !== (parent?.kind === "unary" && (parent.op === "NOT" || parent.op === "!"));
      if (isNegated && node.list?.some(isNullLiteral) === true) {
        context.report({
          range: node,
          message: "With NULL in its list, NOT IN is never true.",
        });
      }
    },
  },
};
