import { comparison } from "../../indexes.ts";
import type { Rule } from "../../rule.ts";

export const duplicateIndex: Rule = {
  id: "schema/duplicate-index",
  severity: "warning",
  needs: ["catalog"],
  summary: "An index that is there already.",
  why: "Every write keeps it and no query needs it.",
  advice: "Drop it.",
  examples: [
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE INDEX j ON t (a)",
      bad: `
CREATE INDEX i ON t (a)
             ^ j indexes the same columns.`,
    },
    { schema: "CREATE TABLE t (id int PRIMARY KEY, a int)", good: "CREATE INDEX i ON t (a)" },
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE INDEX j ON t (a, b)",
      good: "CREATE INDEX i ON t (a, b DESC)",
    },
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a jsonb); CREATE INDEX j ON t (a)",
      dialect: "postgres",
      good: "CREATE INDEX i ON t USING gin (a)",
    },
  ],
  visit: {
    "create-index"(node, context) {
      const found = comparison(node, context);
      const other = found?.others.find((it) => it.keys.join() === found.keys.join());
      if (other !== undefined) {
        context.report({
          range: node.name ?? node.table,
          message: `${other.name} indexes the same columns.`,
        });
      }
    },
  },
};
