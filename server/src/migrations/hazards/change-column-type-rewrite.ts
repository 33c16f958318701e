import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const changeColumnTypeRewrite: HazardRule = {
  id: "migration/change-column-type-rewrite",
  severity: "error",
  needs: "catalog",
  capabilities: ["index-concurrently"],
  summary: "A type change that rewrites the table.",
  why: "All rows and all indexes are written anew while nobody can read or write the table.",
  safe: "Add a column of the new type, fill it in batches, switch over, drop the old one.",
  examples: [
    {
      dialect: "postgres",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, name varchar(40));",
      bad: "ALTER TABLE t ALTER COLUMN a TYPE bigint;",
      lock: "ACCESS EXCLUSIVE, reads+writes, rewrite",
    },
    {
      dialect: "postgres",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, name varchar(40));",
      good: "ALTER TABLE t ALTER COLUMN name TYPE varchar(80);",
    },
    {
      dialect: "postgres",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, name varchar(40));",
      good: "ALTER TABLE t ALTER COLUMN name TYPE text;",
    },
    { dialect: "postgres", bad: "ALTER TABLE t ALTER COLUMN a TYPE bigint;" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "alter-column-type")) {
      if (context.fact(action)?.rewrite === true) {
        context.report({
          at: action,
          action,
          message: `Changing the type of ${action.definition?.name.text ?? action.column?.text ?? ""} rewrites ${nameText(context, table.name)}.`,
        });
      }
    }
  },
};
