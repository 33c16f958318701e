import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const addColumnNonConstantDefault: HazardRule = {
  id: "migration/add-column-non-constant-default",
  severity: "error",
  needs: "text",
  capabilities: ["!alter-column-set-default"],
  summary: "A column with a computed default is added.",
  why: "The engine refuses it when the table has rows.",
  safe: "Add it nullable and fill it, or rebuild the table.",
  examples: [
    { dialect: "sqlite", bad: "ALTER TABLE t ADD COLUMN x text DEFAULT CURRENT_TIMESTAMP;" },
    { dialect: "sqlite", bad: "ALTER TABLE t ADD COLUMN x text DEFAULT (lower('A'));" },
    { dialect: "sqlite", good: "ALTER TABLE t ADD COLUMN x text DEFAULT 'a';" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "add-column")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (is("clock-default") || is("expression-default")) {
        context.report({
          at: action,
          action,
          message: `The default of ${action.definition?.name.text ?? action.column?.text ?? ""} is computed, which is refused when ${nameText(context, table.name)} has rows.`,
        });
      }
    }
  },
};
