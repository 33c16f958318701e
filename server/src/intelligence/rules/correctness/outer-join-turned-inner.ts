import type { Expression } from "../../../sql/ast.ts";
import { relationOfColumn } from "../../joins.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { COMPARISONS, conjuncts } from "../../tree.ts";

export const outerJoinTurnedInner: Rule = {
  id: "correctness/outer-join-turned-inner",
  severity: "warning",
  needs: [],
  summary: "A predicate in `WHERE` that undoes an outer join.",
  why: "Rows without a partner have NULL there, fail the predicate and are lost: the join is an inner one.",
  advice: "Move the predicate to the ON clause, or write JOIN.",
  examples: [
    {
      bad: `
SELECT a.x FROM a LEFT JOIN b ON b.a_id = a.id WHERE b.kind = 'x'
                                                     ^^^^^^^^^^^^ Rows without a match in b fail this, so the outer join acts as an inner one.`,
    },
    {
      bad: `
SELECT a.x FROM a LEFT JOIN b ON b.a_id = a.id WHERE a.y > 1 AND b.n IN (1, 2)
                                                                 ^^^^^^^^^^^^^ Rows without a match in b fail this, so the outer join acts as an inner one.`,
    },
    {
      bad: `
SELECT a.x FROM b RIGHT JOIN a ON b.a_id = a.id WHERE b.n > a.y
                                                      ^^^^^^^^^ Rows without a match in b fail this, so the outer join acts as an inner one.`,
    },
    { good: "SELECT a.x FROM a LEFT JOIN b ON b.a_id = a.id AND b.kind = 'x' WHERE a.y = 1" },
    { good: "SELECT a.x FROM a LEFT JOIN b ON b.a_id = a.id WHERE b.a_id IS NULL" },
    { good: "SELECT a.x FROM a LEFT JOIN b ON b.a_id = a.id WHERE coalesce(b.n, 0) = 0" },
    { good: "SELECT a.x FROM a LEFT JOIN b ON b.a_id = a.id WHERE b.n = 1 OR b.n IS NULL" },
    { good: "SELECT a.x FROM a FULL JOIN b ON b.a_id = a.id WHERE a.y = 1 OR b.n = 1" },
  ],
  visit: {
    select(node, context) {
      if (node.from === undefined) {
        return;
      }
      for (const it of conjuncts(node.where?.condition)) {
        const name = rejected(it, context);
        if (name !== undefined) {
          context.report({
            range: it,
            message: `Rows without a match in ${name} fail this, so the outer join acts as an inner one.`,
          });
        }
      }
    },
  },
};

function rejected(predicate: Expression, context: RuleContext): string | undefined {
  const operands: Expression[] = [];
  switch (predicate.kind) {
    case "binary":
      if (COMPARISONS.has(predicate.op) && predicate.op !== "<=>") {
        operands.push(predicate.left, predicate.right);
      }
      break;
    case "in":
    case "between":
    case "like":
      operands.push(predicate.operand);
      break;
    default:
  }
  for (const it of operands) {
    if (it.kind === "column") {
      const found = relationOfColumn(it, context);
      if (found?.outer === 0 && found.relation.outerNullable) {
        return found.relation.name ?? "the other side";
      }
    }
  }
  return undefined;
}
