import { alterActions, type HazardRule, lastPart, madeName, nameText } from "../hazard.ts";

export const addColumnUniqueOrPk: HazardRule = {
  id: "migration/add-column-unique-or-pk",
  severity: "error",
  needs: "text",
  capabilities: ["!alter-column-set-default"],
  summary: "A UNIQUE or PRIMARY KEY column is added.",
  why: "The engine refuses it.",
  safe: "Add the column, then CREATE UNIQUE INDEX; for a primary key rebuild the table.",
  examples: [
    { dialect: "sqlite", bad: "ALTER TABLE t ADD COLUMN x int UNIQUE;" },
    { dialect: "sqlite", good: "ALTER TABLE t ADD COLUMN x int;" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "add-column")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (is("unique") || is("primary-key")) {
        context.report({
          at: action,
          action,
          message: `${action.definition?.name.text ?? action.column?.text ?? ""} cannot be added with a key: the engine refuses it.`,
          safer: `ALTER TABLE ${nameText(context, table.name)} ADD COLUMN ${context.source(action.definition?.name)} ${context.source(action.definition?.type)};\nCREATE UNIQUE INDEX ${madeName(lastPart(table.name), action.definition?.name.text ?? "", "key")} ON ${nameText(context, table.name)} (${context.source(action.definition?.name)});`,
        });
      }
    }
  },
};
