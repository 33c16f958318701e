import { alterActions, type HazardRule } from "../hazard.ts";

export const dropNotNull: HazardRule = {
  id: "migration/drop-not-null",
  severity: "warning",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "NOT NULL is dropped.",
  why: "Readers that never met a NULL meet one.",
  safe: "Deploy readers that expect NULL first.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t ALTER COLUMN b DROP NOT NULL;",
      lock: "ACCESS EXCLUSIVE, reads+writes",
    },
    { dialect: "postgres", good: "ALTER TABLE t ALTER COLUMN b SET DEFAULT 1;" },
  ],
  check(context) {
    for (const { action } of alterActions(context, "drop-not-null")) {
      context.report({
        at: action,
        action,
        message: `Readers of ${action.definition?.name.text ?? action.column?.text ?? ""} do not expect NULL.`,
      });
    }
  },
};
