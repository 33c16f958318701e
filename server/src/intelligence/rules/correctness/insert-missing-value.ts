import { columnOf } from "../../../catalog/lookup.ts";
import type { Rule } from "../../rule.ts";
import { isNullLiteral } from "../../tree.ts";

export const insertMissingValue: Rule = {
  id: "correctness/insert-missing-value",
  severity: "error",
  needs: ["catalog"],
  summary: "`INSERT` without a value for a column that needs one.",
  why: "The column is NOT NULL and has no default, so the row is refused.",
  advice: "Give the column a value or a default.",
  examples: [
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL, b int)",
      bad: `
INSERT INTO t (id, b) VALUES (1, 2)
            ^ The column a is NOT NULL without a default, and no value is given.`,
    },
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL, b int)",
      bad: `
INSERT INTO t (id, a) VALUES (1, NULL)
                                 ^^^^ The column a is NOT NULL.`,
    },
    {
      schema:
        "CREATE TABLE t (id serial PRIMARY KEY, a text NOT NULL DEFAULT 'x', b int, c int GENERATED ALWAYS AS (b + 1) STORED)",
      good: "INSERT INTO t (b) VALUES (2)",
    },
    { good: "INSERT INTO t (b) VALUES (2)" },
  ],
  visit: {
    insert(node, context) {
      const table = context.analysis.targets(node)[0]?.table;
      if (
        table === undefined ||
        table.kind !== "table" ||
        node.columns === undefined ||
        node.onError !== undefined ||
        node.verb !== "insert" ||
        table.triggers.some((it) => /before|instead/iu.test(it.timing))
      ) {
        return;
      }
      const given = node.columns.map((it) => {
        const name = it.kind === "column" ? it.parts.at(-1) : undefined;
        return name === undefined ? undefined : columnOf(context.dialect, table, name);
      });
      if (given.some((it) => it === undefined)) {
        return;
      }
      const needed = table.columns.find(
        (it) =>
          !it.nullable &&
          it.default === undefined &&
          it.generated === undefined &&
          it.identity === undefined &&
          it.type.userType === undefined &&
          !(it.type.kind === "integer" && table.primaryKey?.columns.includes(it.name)) &&
          !given.includes(it),
      );
      if (needed !== undefined) {
        context.report({
          range: node.table,
          message: `The column ${needed.name} is NOT NULL without a default, and no value is given.`,
        });
      }
      for (const row of node.source?.kind === "values" ? node.source.rows : []) {
        row.values.forEach((value, index) => {
          const column = given[index];
          if (
            isNullLiteral(value) &&
            column?.nullable === false &&
            column.identity === undefined &&
            !(column.type.kind === "integer" && table.primaryKey?.columns.includes(column.name)) &&
            column.type.kind !== "timestamp" &&
            column.type.kind !== "timestamptz"
          ) {
            context.report({ range: value, message: `The column ${column.name} is NOT NULL.` });
          }
        });
      }
    },
  },
};
