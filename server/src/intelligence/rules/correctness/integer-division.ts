import type { Rule } from "../../rule.ts";

export const integerDivision: Rule = {
  id: "correctness/integer-division",
  severity: "info",
  needs: [],
  capabilities: ["integer-division"],
  summary: "A division of two integers.",
  why: "The fraction is cut off: 7 / 2 is 3.",
  advice: "Cast one side, or multiply by 1.0 first.",
  examples: [
    {
      schema: "CREATE TABLE t (a int, b int, c numeric)",
      bad: `
SELECT a / b FROM t
       ^^^^^ Both sides are integers, so the fraction is cut off.`,
    },
    {
      schema: "CREATE TABLE t (a int, b int, c numeric)",
      good: "SELECT a / c, a * 1.0 / b FROM t",
    },
    { schema: "CREATE TABLE t (a int, b int)", good: "SELECT a / b FROM t", dialect: "mysql" },
  ],
  visit: {
    binary(node, context) {
      if (
        node.op === "/" &&
        context.analysis.typeOf(node.left).kind === "integer" &&
        context.analysis.typeOf(node.right).kind === "integer" &&
        !(node.left.kind === "literal" && node.right.kind === "literal" && node.right.value === "1")
      ) {
        context.report({
          range: node,
          message: "Both sides are integers, so the fraction is cut off.",
        });
      }
    },
  },
};
