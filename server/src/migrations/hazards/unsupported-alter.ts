import { alterActions, type HazardRule } from "../hazard.ts";

export const unsupportedAlter: HazardRule = {
  id: "migration/unsupported-alter",
  severity: "error",
  needs: "text",
  capabilities: ["!alter-column-set-default"],
  summary: "An ALTER that the engine does not have.",
  why: "The engine refuses it.",
  safe: "Rebuild the table: new table, copy, drop, rename.",
  examples: [
    { dialect: "sqlite", bad: "ALTER TABLE t ALTER COLUMN a TYPE text;" },
    { dialect: "sqlite", good: "ALTER TABLE t ADD COLUMN x int;" },
  ],
  check(context) {
    for (const { action } of alterActions(context)) {
      if (
        action.type !== "add-column" &&
        action.type !== "drop-column" &&
        (action.type === "other" || context.fact(action)?.refused === true)
      ) {
        context.report({
          at: action,
          action,
          message: "This engine has no such ALTER: the table must be rebuilt.",
        });
      }
    }
  },
};
