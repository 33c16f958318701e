import { alterActions, type HazardRule } from "../hazard.ts";

export const jsonColumn: HazardRule = {
  id: "migration/json-column",
  severity: "warning",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "A json column is added.",
  why: "json has no equality: DISTINCT and GROUP BY over the row fail.",
  safe: "Use jsonb.",
  examples: [
    { dialect: "postgres", bad: "ALTER TABLE t ADD COLUMN x json;" },
    { dialect: "postgres", good: "ALTER TABLE t ADD COLUMN x jsonb;" },
  ],
  check(context) {
    for (const { action } of alterActions(context, "add-column")) {
      const type = action.definition?.type;
      if (type?.name === "json") {
        context.report({
          at: type,
          action,
          message: "json has no equality: DISTINCT over such rows fails.",
          safer: context.source(context.statement.root).replace(/\bjson\b/iu, "jsonb"),
        });
      }
    }
  },
};
