import { alterActions, type HazardRule } from "../hazard.ts";

export const dropDefault: HazardRule = {
  id: "migration/drop-default",
  severity: "warning",
  needs: "catalog",
  summary: "The default of a NOT NULL column is dropped.",
  why: "Old code that inserts without the column fails.",
  safe: "Keep it until the new code is everywhere.",
  examples: [
    {
      dialect: "postgres",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, name varchar(40));",
      bad: "ALTER TABLE t ALTER COLUMN b DROP DEFAULT;",
    },
    {
      dialect: "postgres",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, name varchar(40));",
      good: "ALTER TABLE t ALTER COLUMN a DROP DEFAULT;",
    },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "drop-default")) {
      const column =
        action.column === undefined ? undefined : context.column(table.name, action.column);
      if (column !== undefined && !column.nullable) {
        context.report({
          at: action,
          action,
          message: `Inserts that leave out ${column.name} will fail.`,
        });
      }
    }
  },
};
