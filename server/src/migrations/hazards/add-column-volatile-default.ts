import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const addColumnVolatileDefault: HazardRule = {
  id: "migration/add-column-volatile-default",
  severity: "error",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "A column with a volatile default is added.",
  why: "Every row gets a value of its own, so the whole table is rewritten while nobody can read or write it.",
  safe: "Add it without a default, set the default for new rows, fill the old ones in batches.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t ADD COLUMN x uuid DEFAULT gen_random_uuid();",
      lock: "ACCESS EXCLUSIVE, reads+writes, rewrite",
    },
    {
      dialect: "postgres",
      bad: "ALTER TABLE t ADD COLUMN x timestamptz DEFAULT clock_timestamp();",
    },
    { dialect: "postgres", good: "ALTER TABLE t ADD COLUMN x timestamptz DEFAULT now();" },
    { dialect: "postgres", good: "ALTER TABLE t ADD COLUMN x int DEFAULT 5;" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "add-column")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (is("volatile-default")) {
        context.report({
          at: action,
          action,
          message: `The default of ${action.definition?.name.text ?? action.column?.text ?? ""} is computed for each row: ${nameText(context, table.name)} is rewritten.`,
          safer: `ALTER TABLE ${nameText(context, table.name)} ADD COLUMN ${context.source(action.definition?.name)} ${context.source(action.definition?.type)};\nALTER TABLE ${nameText(context, table.name)} ALTER COLUMN ${context.source(action.definition?.name)} SET DEFAULT ${context.source(action.definition?.constraints.find((it) => it.type === "default")?.expression)};\n-- fill the old rows in batches`,
        });
      }
    }
  },
};
