import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const addColumnNotNullNoDefault: HazardRule = {
  id: "migration/add-column-not-null-no-default",
  severity: "error",
  needs: "text",
  capabilities: ["transactional-ddl"],
  summary: "A NOT NULL column without a default is added to a table that exists.",
  why: "It fails as soon as the table has a row, and old code that inserts without the column fails too.",
  safe: "Add it nullable, fill it in batches, then set NOT NULL; or give it a constant default.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t ADD COLUMN x int NOT NULL;",
      lock: "ACCESS EXCLUSIVE, reads+writes",
    },
    { dialect: "sqlite", bad: "ALTER TABLE t ADD COLUMN x int NOT NULL;" },
    { dialect: "postgres", good: "ALTER TABLE t ADD COLUMN x int NOT NULL DEFAULT 0;" },
    { dialect: "postgres", good: "ALTER TABLE t ADD COLUMN x int;" },
    {
      dialect: "postgres",
      good: "CREATE TABLE t (id int PRIMARY KEY); ALTER TABLE t ADD COLUMN x int NOT NULL;",
    },
    {
      dialect: "postgres",
      good: "ALTER TABLE t ADD COLUMN x bigint GENERATED ALWAYS AS IDENTITY;",
    },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "add-column")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (
        is("not-null") &&
        !is("default") &&
        !is("identity") &&
        !is("stored") &&
        !is("virtual") &&
        !is("serial") &&
        !is("primary-key")
      ) {
        context.report({
          at: action,
          action,
          message: `${action.definition?.name.text ?? action.column?.text ?? ""} is NOT NULL without a default: the statement fails when ${nameText(context, table.name)} has rows.`,
          safer: `ALTER TABLE ${nameText(context, table.name)} ADD COLUMN ${context.source(action.definition?.name)} ${context.source(action.definition?.type)};\n-- fill it in batches, then:\nALTER TABLE ${nameText(context, table.name)} ALTER COLUMN ${context.source(action.definition?.name)} SET NOT NULL;`,
        });
      }
    }
  },
};
