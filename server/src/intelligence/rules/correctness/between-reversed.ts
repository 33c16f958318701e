import type { Expression } from "../../../sql/ast.ts";
import type { Rule } from "../../rule.ts";
import { numberValue } from "../../tree.ts";

export const betweenReversed: Rule = {
  id: "correctness/between-reversed",
  severity: "error",
  needs: [],
  summary: "`BETWEEN` with the greater bound first.",
  why: "No value is at least the greater and at most the smaller bound.",
  advice: "Swap the bounds.",
  examples: [
    {
      bad: `
SELECT a FROM t WHERE b BETWEEN 10 AND 1
                      ^^^^^^^^^^^^^^^^^^ The lower bound is above the upper one: no value is between them.`,
      fixed: "SELECT a FROM t WHERE b BETWEEN 1 AND 10",
    },
    {
      bad: `
SELECT a FROM t WHERE d BETWEEN DATE '2024-12-31' AND DATE '2024-01-01'
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The lower bound is above the upper one: no value is between them.`,
    },
    {
      bad: `
SELECT a FROM t WHERE d NOT BETWEEN '2024-12-31' AND '2024-01-01'
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The lower bound is above the upper one: no value is between them.`,
    },
    { good: "SELECT a FROM t WHERE b BETWEEN 1 AND 10" },
    { good: "SELECT a FROM t WHERE b BETWEEN -5 AND -1" },
    { good: "SELECT a FROM t WHERE b BETWEEN SYMMETRIC 10 AND 1" },
    { good: "SELECT a FROM t WHERE b BETWEEN '9' AND '10'" },
  ],
  visit: {
    between(node, context) {
      if (node.symmetric || !isAbove(node.low, node.high)) {
        return;
      }
      context.report({
        range: node,
        message: "The lower bound is above the upper one: no value is between them.",
        fixes: [
          {
            title: "Swap the bounds",
            safe: false,
            edits: [
              { range: node.low, text: context.text(node.high) },
              { range: node.high, text: context.text(node.low) },
            ],
          },
        ],
      });
    },
  },
};

function isAbove(low: Expression, high: Expression): boolean {
  const [a, b] = [numberValue(low), numberValue(high)];
  if (a !== undefined && b !== undefined) {
    return a > b;
  }
  const [from, to] = [dayText(low), dayText(high)];
  return from !== undefined && to !== undefined && from > to;
}

/** Dates and times of day in ISO form are ordered as their texts are. */
function dayText(expression: Expression): string | undefined {
  const literal =
    expression.kind === "typed-literal"
      ? expression.value
      : expression.kind === "cast"
        ? expression.operand
        : expression;
  return literal.kind === "literal" &&
    literal.type === "string" &&
    /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?$/u.test(literal.value)
    ? literal.value.replace("T", " ")
    : undefined;
}
