import { isParenthesized } from "../../joins.ts";
import type { Rule } from "../../rule.ts";
import { filters, operands } from "../../tree.ts";

export const andOrPrecedence: Rule = {
  id: "correctness/and-or-precedence",
  severity: "warning",
  needs: [],
  summary: "`AND` and `OR` mixed without parentheses.",
  why: "AND binds before OR, whatever the lines and indents suggest.",
  advice: "Put parentheses around what belongs together.",
  examples: [
    {
      bad: `
SELECT a FROM t WHERE a = 1 OR b = 2 AND c = 3
                      ^^^^^^^^^^^^^^^^^^^^^^^^ AND binds before OR: parentheses say what is meant.`,
      fixed: "SELECT a FROM t WHERE a = 1 OR (b = 2 AND c = 3)",
    },
    {
      bad: `
DELETE FROM t WHERE a = 1 AND b = 2 OR c = 3
                    ^^^^^^^^^^^^^^^^^^^^^^^^ AND binds before OR: parentheses say what is meant.`,
      fixed: "DELETE FROM t WHERE (a = 1 AND b = 2) OR c = 3",
    },
    { good: "SELECT a FROM t WHERE a = 1 OR (b = 2 AND c = 3)" },
    { good: "SELECT a FROM t WHERE (a = 1 OR b = 2) AND c = 3" },
    { good: "SELECT a FROM t WHERE a BETWEEN 1 AND 2 OR b = 3" },
    { good: "SELECT a FROM t WHERE (a = 1 AND b = 2) OR ( c = 1 AND d = 2 )" },
  ],
  visit: {
    binary(node, context) {
      const parent = context.ancestors.at(-1);
      if (
        node.op !== "OR" ||
        (parent?.kind === "binary" && parent.op === "OR") ||
        filters(context.ancestors) === undefined
      ) {
        return;
      }
      const all = operands(node, "OR");
      const bare = all.filter(
        (it) => it.kind === "binary" && it.op === "AND" && !isParenthesizedWhole(it, context),
      );
      if (bare.length === 0) {
        return;
      }
      context.report({
        range: node,
        // A row of alternatives that are all conjunctions reads as it runs.
        severity: bare.length === all.length ? "info" : undefined,
        message: "AND binds before OR: parentheses say what is meant.",
        fixes: [
          {
            title: "Add the parentheses that are there in effect",
            safe: true,
            edits: bare.flatMap((it) => [
              { range: { start: it.start, end: it.start }, text: "(" },
              { range: { start: it.end, end: it.end }, text: ")" },
            ]),
          },
        ],
      });
    },
  },
};

/** The parenthesis before it is its own, not one of its first operand. */
function isParenthesizedWhole(
  node: Parameters<typeof isParenthesized>[0],
  context: Parameters<typeof isParenthesized>[1],
): boolean {
  const { text } = context.statement;
  return isParenthesized(node, context) && /^\s*\)/u.test(text.slice(node.end));
}
