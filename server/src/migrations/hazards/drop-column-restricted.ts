import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const dropColumnRestricted: HazardRule = {
  id: "migration/drop-column-restricted",
  severity: "error",
  needs: "catalog",
  capabilities: ["!alter-column-set-default"],
  summary: "A column that keys or indexes use is dropped.",
  why: "The engine refuses it.",
  safe: "Drop the index first, or rebuild the table.",
  examples: [
    {
      dialect: "sqlite",
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE INDEX i ON t (a);",
      bad: "ALTER TABLE t DROP COLUMN a;",
    },
    {
      dialect: "sqlite",
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int);",
      good: "ALTER TABLE t DROP COLUMN a;",
    },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "drop-column")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (is("indexed") || is("in-primary-key") || is("in-unique")) {
        context.report({
          at: action,
          action,
          message: `${action.definition?.name.text ?? action.column?.text ?? ""} is part of a key or an index of ${nameText(context, table.name)}: the engine refuses to drop it.`,
        });
      }
    }
  },
};
