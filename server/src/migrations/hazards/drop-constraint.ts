import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const dropConstraint: HazardRule = {
  id: "migration/drop-constraint",
  severity: "warning",
  needs: "text",
  summary: "A constraint is dropped.",
  why: "What it kept out can come in.",
  safe: "Replace it in the same transaction.",
  examples: [
    { dialect: "postgres", bad: "ALTER TABLE t DROP CONSTRAINT t_a_check;" },
    { dialect: "mariadb", bad: "ALTER TABLE t DROP FOREIGN KEY fk;" },
    { dialect: "postgres", good: "ALTER TABLE t VALIDATE CONSTRAINT c;" },
    {
      dialect: "postgres",
      good: "ALTER TABLE t DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (a > 0) NOT VALID;",
    },
  ],
  check(context) {
    for (const { table, action } of alterActions(
      context,
      "drop-constraint",
      "drop-check",
      "drop-foreign-key",
    )) {
      const replaced = table.actions.some(
        (it) => it.type === "add-constraint" && it.constraint?.name?.text === action.name?.text,
      );
      if (!replaced && context.change(action)?.conditions.has("primary-key") !== true) {
        context.report({
          at: action,
          action,
          message: `${nameText(context, table.name)} is no longer protected by ${action.name?.text ?? "the constraint"}.`,
        });
      }
    }
  },
};
