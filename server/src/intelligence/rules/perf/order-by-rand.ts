import type { Rule } from "../../rule.ts";
import { calledName } from "../../tree.ts";

const RANDOM: ReadonlySet<string> = new Set([
  "random",
  "rand",
  "newid",
  "dbms_random.value",
  "gen_random_uuid",
  "uuid",
]);

export const orderByRand: Rule = {
  id: "perf/order-by-rand",
  severity: "warning",
  needs: [],
  summary: "`ORDER BY random()`.",
  why: "Every row gets a random number and all of them are sorted, however few are wanted.",
  advice: "Draw random keys and look them up, or use TABLESAMPLE.",
  examples: [
    {
      bad: `
SELECT a FROM t ORDER BY random() LIMIT 5
                         ^^^^^^^^ Sorting by a random number sorts the whole input.`,
    },
    {
      dialect: "mysql",
      bad: `
SELECT a FROM t ORDER BY RAND() LIMIT 5
                         ^^^^^^ Sorting by a random number sorts the whole input.`,
    },
    { good: "SELECT random() AS r FROM t ORDER BY a" },
    { good: "SELECT a FROM t ORDER BY a" },
  ],
  visit: {
    "order-item"(node, context) {
      const { expression } = node;
      if (
        expression.kind === "call" &&
        RANDOM.has(calledName(expression)) &&
        context.ancestors.at(-1)?.kind === "order-by" &&
        context.ancestors.at(-2)?.kind !== "call" &&
        context.ancestors.at(-2)?.kind !== "window-spec"
      ) {
        context.report({
          range: expression,
          message: "Sorting by a random number sorts the whole input.",
        });
      }
    },
  },
};
