import type { Rule } from "../../rule.ts";
import { calledName, originOf } from "../../tree.ts";

export const countNullableColumn: Rule = {
  id: "correctness/count-nullable-column",
  severity: "info",
  needs: ["catalog"],
  summary: "`COUNT` of a column that can be NULL.",
  why: "Rows where it is NULL are not counted.",
  advice: "Use COUNT(*) to count rows.",
  examples: [
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int)",
      bad: `
SELECT count(a) FROM t
       ^^^^^^^^ Rows where a is NULL are not counted.`,
    },
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int)",
      good: "SELECT count(id), count(*), count(DISTINCT a) FROM t",
    },
  ],
  visit: {
    call(node, context) {
      const [argument] = node.args;
      const column = argument === undefined ? undefined : originOf(argument, context)?.column;
      if (
        calledName(node) === "count" &&
        node.args.length === 1 &&
        node.distinct !== true &&
        column?.nullable === true
      ) {
        context.report({
          range: node,
          message: `Rows where ${column.name} is NULL are not counted.`,
        });
      }
    },
  },
};
