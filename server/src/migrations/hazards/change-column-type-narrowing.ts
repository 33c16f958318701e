import { columnType } from "../../catalog/column-type.ts";
import type { AlterAction, AlterTable } from "../../sql/ast.ts";
import { typeStep } from "../changes.ts";
import { alterActions, type HazardContext, type HazardRule } from "../hazard.ts";

export const changeColumnTypeNarrowing: HazardRule = {
  id: "migration/change-column-type-narrowing",
  severity: "error",
  needs: "catalog",
  summary: "A type change that values may not fit.",
  why: "The statement fails half-way, or values are cut.",
  safe: "Check the data first, or use a new column.",
  examples: [
    {
      dialect: "postgres",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, name varchar(40));",
      bad: "ALTER TABLE t ALTER COLUMN name TYPE varchar(10);",
    },
    {
      dialect: "mariadb",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, name varchar(40));",
      bad: "ALTER TABLE t MODIFY name VARCHAR(10);",
    },
    {
      dialect: "postgres",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, name varchar(40));",
      good: "ALTER TABLE t ALTER COLUMN name TYPE varchar(80);",
    },
    {
      dialect: "mariadb",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, name varchar(40));",
      good: "ALTER TABLE t MODIFY name VARCHAR(80);",
    },
  ],
  check(context) {
    for (const { table, action } of alterActions(
      context,
      "alter-column-type",
      "modify-column",
      "change-column",
    )) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (is("narrowing") || is("length-shrink") || isSmaller(context, table, action)) {
        context.report({
          at: action,
          action,
          message: `Values of ${action.definition?.name.text ?? action.column?.text ?? ""} may not fit the new type.`,
        });
      }
    }
  },
};

/** A definition written whole: its type against the one the column has. */
function isSmaller(context: HazardContext, table: AlterTable, action: AlterAction): boolean {
  const name = action.column ?? action.definition?.name;
  const type = action.type === "alter-column-type" ? undefined : action.definition?.type;
  const old = name === undefined ? undefined : context.column(table.name, name);
  return (
    old !== undefined &&
    type !== undefined &&
    typeStep(old.type, columnType(type, context.dialect)) === "narrowing"
  );
}
