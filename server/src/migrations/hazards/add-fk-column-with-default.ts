import { alterActions, type HazardRule } from "../hazard.ts";

export const addFkColumnWithDefault: HazardRule = {
  id: "migration/add-fk-column-with-default",
  severity: "error",
  needs: "text",
  capabilities: ["!alter-column-set-default"],
  summary: "A column with REFERENCES and a default is added.",
  why: "The engine refuses it while foreign keys are on: every row would refer to the default.",
  safe: "Add the column without a default, then fill it.",
  examples: [
    {
      dialect: "sqlite",
      bad: "ALTER TABLE t ADD COLUMN u INTEGER NOT NULL DEFAULT 1 REFERENCES users (id);",
      safer: "ALTER TABLE t ADD COLUMN u INTEGER REFERENCES users (id);",
    },
    { dialect: "sqlite", good: "ALTER TABLE t ADD COLUMN u INTEGER REFERENCES users (id);" },
    {
      dialect: "sqlite",
      good: "ALTER TABLE t ADD COLUMN u INTEGER DEFAULT NULL REFERENCES users (id);",
    },
    { dialect: "sqlite", good: "ALTER TABLE t ADD COLUMN u INTEGER NOT NULL DEFAULT 1;" },
  ],
  check(context) {
    if (/^(?:0|off|false|no)$/iu.test(context.settings.get("foreign_keys") ?? "")) {
      return;
    }
    for (const { table, action } of alterActions(context, "add-column")) {
      const conditions = context.change(action)?.conditions;
      const { definition } = action;
      if (
        definition !== undefined &&
        conditions?.has("references") === true &&
        conditions.has("default") &&
        !conditions.has("null-default")
      ) {
        const reference = definition.constraints.find((it) => it.type === "references");
        context.report({
          at: action,
          action,
          message: `While foreign keys are on, ${definition.name.text} cannot be added with a default.`,
          safer: `ALTER TABLE ${context.source(table.name)} ADD COLUMN ${context.source(definition.name)} ${context.source(definition.type)} ${context.source(reference)};`,
        });
      }
    }
  },
};
