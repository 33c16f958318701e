import type { Expression } from "../../../sql/ast.ts";
import { columnKey } from "../../joins.ts";
import type { Rule } from "../../rule.ts";
import { isConstant, isNullLiteral, operands } from "../../tree.ts";

export const orChainSameColumn: Rule = {
  id: "perf/or-chain-same-column",
  severity: "info",
  needs: [],
  summary: "Alternatives that compare one column with several values.",
  why: "The plan grows with each of them, and optimizations for lists do not apply.",
  advice: "Use IN.",
  examples: [
    {
      bad: `
SELECT a FROM t WHERE c = 1 OR c = 2 OR c = 3
                      ^^^^^^^^^^^^^^^^^^^^^^^ IN says the same as these 3 comparisons of c.`,
      fixed: "SELECT a FROM t WHERE c IN (1, 2, 3)",
    },
    {
      bad: `
SELECT a FROM t WHERE x = 1 AND (t.c = 'a' OR t.c = 'b' OR t.c = $1)
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IN says the same as these 3 comparisons of t.c.`,
      fixed: "SELECT a FROM t WHERE x = 1 AND (t.c IN ('a', 'b', $1))",
    },
    { good: "SELECT a FROM t WHERE c = 1 OR d = 2 OR e = 3" },
    { good: "SELECT a FROM t WHERE c IN (1, 2, 3)" },
    { good: "SELECT a FROM t WHERE c = 1 OR c = 2" },
  ],
  visit: {
    binary(node, context) {
      const parent = context.ancestors.at(-1);
      if (node.op !== "OR" || (parent?.kind === "binary" && parent.op === "OR")) {
        return;
      }
      const all = operands(node, "OR");
      const [first] = all;
      const values: Expression[] = [];
      for (const it of all) {
        if (
          it.kind !== "binary" ||
          it.op !== "=" ||
          it.left.kind !== "column" ||
          first?.kind !== "binary" ||
          first.left.kind !== "column" ||
          columnKey(it.left) !== columnKey(first.left) ||
          !isConstant(it.right) ||
          isNullLiteral(it.right)
        ) {
          return;
        }
        values.push(it.right);
      }
      if (values.length < 3 || first?.kind !== "binary") {
        return;
      }
      const column = context.text(first.left);
      const range = { start: first.start, end: all.at(-1)?.end ?? node.end };
      context.report({
        range,
        message: `IN says the same as these ${values.length} comparisons of ${column}.`,
        fixes: [
          {
            title: "Use IN",
            safe: true,
            edits: [
              {
                range,
                text: `${column} IN (${values.map((it) => context.text(it)).join(", ")})`,
              },
            ],
          },
        ],
      });
    },
  },
};
