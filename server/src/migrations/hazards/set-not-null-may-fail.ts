import type { AlterAction } from "../../sql/ast.ts";
import {
  alterActions,
  fillsNulls,
  type HazardContext,
  type HazardRule,
  nameText,
} from "../hazard.ts";

export const setNotNullMayFail: HazardRule = {
  id: "migration/set-not-null-may-fail",
  severity: "error",
  needs: "catalog",
  summary: "A column that may hold NULLs becomes NOT NULL.",
  why: "The statement fails as soon as one row has no value.",
  safe: "Fill the column first, or let a validated check prove that it has no NULLs.",
  examples: [
    { dialect: "postgres", bad: "ALTER TABLE t ALTER COLUMN a SET NOT NULL;" },
    {
      dialect: "mariadb",
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int);",
      bad: "ALTER TABLE t MODIFY a INT NOT NULL;",
    },
    {
      dialect: "postgres",
      good: "ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c; ALTER TABLE t ALTER COLUMN a SET NOT NULL;",
    },
    {
      dialect: "mariadb",
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL);",
      good: "ALTER TABLE t MODIFY a INT UNSIGNED NOT NULL;",
    },
    {
      dialect: "postgres",
      good: "UPDATE t SET a = 0 WHERE a IS NULL; ALTER TABLE t ALTER COLUMN a SET NOT NULL;",
    },
  ],
  check(context) {
    for (const { table, action } of alterActions(
      context,
      "set-not-null",
      "modify-column",
      "change-column",
    )) {
      const name = action.column ?? action.definition?.name;
      const nullable = name === undefined ? undefined : context.column(table.name, name)?.nullable;
      if (
        name !== undefined &&
        becomesNotNull(context, action) &&
        (nullable ?? action.type === "set-not-null") &&
        !context.hasNotNullCheck(table.name, name.text) &&
        !context.statements
          .slice(0, context.statement.index)
          .some((it) => fillsNulls(it.root, table.name, name.text))
      ) {
        context.report({
          at: action,
          action,
          message: `This fails when a row of ${nameText(context, table.name)} has no ${name.text}.`,
          safer: `SELECT count(*) FROM ${nameText(context, table.name)} WHERE ${context.source(name)} IS NULL;`,
        });
      }
    }
  },
};

function becomesNotNull(context: HazardContext, action: AlterAction): boolean {
  return (
    action.type === "set-not-null" || context.change(action)?.conditions.has("to-not-null") === true
  );
}
