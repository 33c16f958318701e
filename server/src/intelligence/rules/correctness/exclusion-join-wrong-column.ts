import { columnsIn, everyConjunct, relationOfColumn } from "../../joins.ts";
import type { Rule } from "../../rule.ts";
import { conjuncts, originOf } from "../../tree.ts";

const S =
  "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a_id int, note text);";

export const exclusionJoinWrongColumn: Rule = {
  id: "correctness/exclusion-join-wrong-column",
  severity: "error",
  needs: ["catalog"],
  summary: "A search for rows without a partner that tests a column which can be NULL.",
  why: "Rows with a partner whose value happens to be NULL are found too.",
  advice: "Test the partner's key, or use NOT EXISTS.",
  examples: [
    {
      schema: S,
      bad: `
SELECT a.id FROM a LEFT JOIN b ON b.a_id = a.id WHERE b.note IS NULL
                                                      ^^^^^^^^^^^^^^ b.note can be NULL in a row that was found: test a key of b.`,
    },
    { schema: S, good: "SELECT a.id FROM a LEFT JOIN b ON b.a_id = a.id WHERE b.id IS NULL" },
    { schema: S, good: "SELECT a.id FROM a LEFT JOIN b ON b.a_id = a.id WHERE b.a_id IS NULL" },
    {
      schema: S,
      good: "SELECT a.id, b.id FROM a LEFT JOIN b ON b.a_id = a.id WHERE b.note IS NULL",
    },
  ],
  visit: {
    select(node, context) {
      for (const it of conjuncts(node.where?.condition)) {
        if (it.kind !== "is" || it.test !== "null" || it.not || it.operand.kind !== "column") {
          continue;
        }
        const relation = relationOfColumn(it.operand, context)?.relation;
        const origin = originOf(it.operand, context);
        if (relation?.outerNullable !== true || origin?.column.nullable !== true) {
          continue;
        }
        const isJoined = everyConjunct(node).some(
          (one) =>
            one.kind === "binary" &&
            [one.left, one.right].some((side) => originOf(side, context)?.column === origin.column),
        );
        const isShown = node.items.some(
          (item) =>
            item.expression.kind === "star" ||
            columnsIn(item.expression, context).some((one) => {
              const found = relationOfColumn(one, context)?.relation;
              return found === relation || found === undefined;
            }),
        );
        if (!isJoined && !isShown) {
          context.report({
            range: it,
            message: `${context.text(it.operand)} can be NULL in a row that was found: test a key of ${relation.name}.`,
          });
        }
      }
    },
  },
};
