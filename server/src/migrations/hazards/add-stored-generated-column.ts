import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const addStoredGeneratedColumn: HazardRule = {
  id: "migration/add-stored-generated-column",
  severity: "error",
  needs: "text",
  summary: "A stored generated column is added.",
  why: "Every row is computed and written: the table is rewritten, or the engine refuses.",
  safe: "Use a virtual column where there is one, or fill a plain column in batches and keep it by trigger.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a + 1) STORED;",
      lock: "ACCESS EXCLUSIVE, reads+writes, rewrite",
    },
    {
      dialect: "mariadb",
      bad: "ALTER TABLE t ADD COLUMN x INT GENERATED ALWAYS AS (a + 1) STORED;",
      lock: "COPY SHARED, writes, rewrite",
    },
    { dialect: "sqlite", bad: "ALTER TABLE t ADD COLUMN x int AS (a + 1) STORED;" },
    {
      dialect: "mariadb",
      good: "ALTER TABLE t ADD COLUMN x INT GENERATED ALWAYS AS (a + 1) VIRTUAL;",
    },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "add-column")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (is("stored")) {
        context.report({
          at: action,
          action,
          message: `${action.definition?.name.text ?? action.column?.text ?? ""} is computed and stored for every row of ${nameText(context, table.name)}.`,
        });
      }
    }
  },
};
