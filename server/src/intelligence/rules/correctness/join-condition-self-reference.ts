import { columnKey } from "../../joins.ts";
import type { Rule } from "../../rule.ts";
import { conjuncts } from "../../tree.ts";

export const joinConditionSelfReference: Rule = {
  id: "correctness/join-condition-self-reference",
  severity: "error",
  needs: [],
  summary: "A join condition that compares a column with itself.",
  why: "It holds for every row, so the join becomes a product of both tables.",
  advice: "Name the other table on one side.",
  examples: [
    {
      bad: `
SELECT a.x FROM a JOIN b ON a.id = a.id
                            ^^^^^^^^^^^ The condition compares a.id with itself.`,
    },
    {
      bad: `
SELECT a.x FROM a LEFT JOIN b ON b.k = 1 AND b.id = B.id
                                             ^^^^^^^^^^^ The condition compares b.id with itself.`,
    },
    { good: "SELECT a.x FROM a JOIN b ON a.id = b.id" },
    { good: "SELECT a.x FROM a JOIN a AS b ON a.id = b.parent_id" },
  ],
  visit: {
    join(node, context) {
      for (const it of conjuncts(node.on)) {
        if (
          it.kind === "binary" &&
          it.op === "=" &&
          it.left.kind === "column" &&
          it.right.kind === "column" &&
          it.left.parts.length > 1 &&
          columnKey(it.left) === columnKey(it.right)
        ) {
          context.report({
            range: it,
            message: `The condition compares ${context.text(it.left)} with itself.`,
          });
        }
      }
    },
  },
};
