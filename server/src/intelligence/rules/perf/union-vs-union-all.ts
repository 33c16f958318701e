import type { Query, Select } from "../../../sql/ast.ts";
import type { Rule } from "../../rule.ts";
import { conjuncts, sameText } from "../../tree.ts";

export const unionVsUnionAll: Rule = {
  id: "perf/union-vs-union-all",
  severity: "info",
  needs: [],
  summary: "`UNION` of queries that cannot give the same row.",
  why: "All rows are compared to find duplicates between them that cannot be there.",
  advice: "Use UNION ALL, unless duplicates within one query must go.",
  examples: [
    {
      bad: `
SELECT 'a' AS kind, x FROM t UNION SELECT 'b', x FROM u
                             ^^^^^ No row can come from both sides: UNION ALL spares the comparison.`,
    },
    {
      bad: `
SELECT x FROM t WHERE s = 1 AND s2 = 5 UNION SELECT s FROM t WHERE s = 2 UNION ALL SELECT 1
                                       ^^^^^ No row can come from both sides: UNION ALL spares the comparison.`,
    },
    { good: "SELECT 'a' AS kind, x FROM t UNION ALL SELECT 'b', x FROM u" },
    { good: "SELECT x FROM t UNION SELECT x FROM u" },
  ],
  visit: {
    compound(node, context) {
      const { left, right } = node;
      if (node.op !== "UNION" || node.quantifier === "ALL" || right.kind !== "select") {
        return;
      }
      const all: Select[] = [];
      let at: Query = left;
      while (at.kind === "compound") {
        if (at.right.kind === "select") {
          all.push(at.right);
        } else {
          return;
        }
        at = at.left;
      }
      if (at.kind !== "select") {
        return;
      }
      all.push(at);
      const isApart = (one: Select): boolean =>
        one.items.some((it, index) => {
          const other = right.items[index]?.expression;
          return (
            it.expression.kind === "literal" &&
            other?.kind === "literal" &&
            it.expression.type === other.type &&
            it.expression.type !== "null" &&
            it.expression.value.toLowerCase() !== other.value.toLowerCase()
          );
        }) ||
        conjuncts(one.where?.condition).some(
          (a) =>
            a.kind === "binary" &&
            a.op === "=" &&
            a.right.kind === "literal" &&
            one.from !== undefined &&
            right.from !== undefined &&
            sameText(one.from, right.from, context) &&
            conjuncts(right.where?.condition).some(
              (b) =>
                b.kind === "binary" &&
                b.op === "=" &&
                b.right.kind === "literal" &&
                a.right.kind === "literal" &&
                sameText(a.left, b.left, context) &&
                a.right.value.toLowerCase() !== b.right.value.toLowerCase(),
            ),
        );
      if (all.every(isApart)) {
        context.report({
          range: node.opRange,
          message: "No row can come from both sides: UNION ALL spares the comparison.",
        });
      }
    },
  },
};
