import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const disableRowLevelSecurity: HazardRule = {
  id: "migration/disable-row-level-security",
  severity: "error",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "Row security is switched off.",
  why: "Rows become visible to everybody who may read the table.",
  safe: "Keep it on and change the policies.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t DISABLE ROW LEVEL SECURITY;",
      lock: "ACCESS EXCLUSIVE, reads+writes",
    },
    { dialect: "postgres", good: "ALTER TABLE t ENABLE ROW LEVEL SECURITY;" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "disable-rls", "no-force-rls")) {
      context.report({
        at: action,
        action,
        message: `Rows of ${nameText(context, table.name)} are no longer kept apart.`,
      });
    }
  },
};
