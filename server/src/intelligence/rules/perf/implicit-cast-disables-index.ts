import type { Rule } from "../../rule.ts";
import { COMPARISONS, numberValue, originOf } from "../../tree.ts";

const S =
  "CREATE TABLE t (id int PRIMARY KEY, phone varchar(20), n int); CREATE INDEX i ON t (phone);";

export const implicitCastDisablesIndex: Rule = {
  id: "perf/implicit-cast-disables-index",
  severity: "warning",
  needs: ["catalog"],
  summary: "A comparison of a text column with a number, or a join of text with numbers.",
  why: "The column is converted row by row: no index serves it, and unlike texts become equal.",
  advice: "Give both sides the same type.",
  examples: [
    {
      dialect: "mysql",
      schema: S,
      bad: `
SELECT id FROM t WHERE phone = 12345
                       ^^^^^^^^^^^^^ phone is text and is converted to a number for each row.`,
    },
    {
      dialect: "mysql",
      schema: S,
      bad: `
SELECT a.id FROM t a JOIN t b ON a.phone = b.n
                                 ^^^^^^^^^^^^^ phone is text and is converted to a number for each row.`,
    },
    { dialect: "mysql", schema: S, good: "SELECT id FROM t WHERE phone = '12345' AND n = '5'" },
    { dialect: "mysql", schema: S, good: "SELECT a.id FROM t a JOIN t b ON a.phone = b.phone" },
  ],
  visit: {
    binary(node, context) {
      if (!COMPARISONS.has(node.op)) {
        return;
      }
      for (const [side, other] of [
        [node.left, node.right],
        [node.right, node.left],
      ] as const) {
        const column = originOf(side, context)?.column;
        const match = originOf(other, context)?.column;
        const isNumber =
          numberValue(other) !== undefined ||
          (match !== undefined && ["integer", "decimal", "float"].includes(match.type.kind));
        if (column?.type.kind === "text" && isNumber) {
          context.report({
            range: node,
            message: `${column.name} is text and is converted to a number for each row.`,
          });
          return;
        }
      }
    },
  },
};
