import { nameKey } from "../../catalog/lookup.ts";
import type { Name } from "../../sql/ast.ts";
import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const renameColumn: HazardRule = {
  id: "migration/rename-column",
  severity: "error",
  needs: "text",
  summary: "A column is renamed.",
  why: "Code that is running now uses the old name and fails at once.",
  safe: "Add the new column, write both, move readers, drop the old one; or a view with the old name.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t RENAME COLUMN a TO b;",
      lock: "ACCESS EXCLUSIVE, reads+writes",
    },
    { dialect: "mariadb", bad: "ALTER TABLE t RENAME COLUMN a TO b;", lock: "INSTANT NONE, none" },
    {
      dialect: "mariadb",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, name varchar(40));",
      bad: "ALTER TABLE t CHANGE a c INT;",
    },
    { dialect: "sqlite", bad: "ALTER TABLE t RENAME COLUMN a TO b;" },
    {
      dialect: "postgres",
      good: "CREATE TABLE t (a int PRIMARY KEY); ALTER TABLE t RENAME COLUMN a TO b;",
    },
    {
      dialect: "mariadb",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, name varchar(40));",
      good: "ALTER TABLE t CHANGE a a BIGINT;",
    },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "rename-column", "change-column")) {
      const before = action.column ?? action.name;
      const after =
        action.type === "change-column" ? action.definition?.name : action.newName?.parts.at(-1);
      const key = (name: Name | undefined) =>
        name === undefined ? undefined : nameKey(context.dialect, name, "column");
      if (before === undefined || key(before) !== key(after)) {
        context.report({
          at: action,
          action,
          message: `Code that uses the old column of ${nameText(context, table.name)} fails at once.`,
        });
      }
    }
  },
};
