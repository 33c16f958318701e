import { comparison } from "../../indexes.ts";
import type { Rule } from "../../rule.ts";

export const redundantIndex: Rule = {
  id: "schema/redundant-index",
  severity: "info",
  needs: ["catalog"],
  summary: "An index whose columns begin another one.",
  why: "The longer index serves the same queries.",
  advice: "Drop the shorter one.",
  examples: [
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE INDEX j ON t (a, b)",
      bad: `
CREATE INDEX i ON t (a)
             ^ j begins with the same columns.`,
    },
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE INDEX j ON t (a, b)",
      good: "CREATE INDEX i ON t (b)",
    },
  ],
  visit: {
    "create-index"(node, context) {
      const found = comparison(node, context);
      const other = found?.others.find(
        (it) =>
          found.keys.length < it.keys.length &&
          found.keys.every((key, position) => it.keys[position] === key),
      );
      if (other !== undefined) {
        context.report({
          range: node.name ?? node.table,
          message: `${other.name} begins with the same columns.`,
        });
      }
    },
  },
};
