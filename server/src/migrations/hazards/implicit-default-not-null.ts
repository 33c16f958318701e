import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const implicitDefaultNotNull: HazardRule = {
  id: "migration/implicit-default-not-null",
  severity: "warning",
  needs: "text",
  capabilities: ["online-ddl"],
  summary: "A NOT NULL column without a default is added.",
  why: "Existing rows silently get an empty string, 0 or a zero date.",
  safe: "Give an explicit default, or add it nullable and fill it.",
  examples: [
    {
      dialect: "mariadb",
      bad: "ALTER TABLE t ADD COLUMN x INT NOT NULL;",
      lock: "INSTANT NONE, none",
    },
    { dialect: "mariadb", good: "ALTER TABLE t ADD COLUMN x INT NOT NULL DEFAULT 0;" },
    { dialect: "mariadb", good: "ALTER TABLE t ADD COLUMN x INT;" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "add-column")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (
        is("not-null") &&
        !is("default") &&
        !is("auto-increment") &&
        !is("stored") &&
        !is("virtual")
      ) {
        context.report({
          at: action,
          action,
          message: `Existing rows of ${nameText(context, table.name)} silently get an implied value in ${action.definition?.name.text ?? action.column?.text ?? ""}.`,
        });
      }
    }
  },
};
