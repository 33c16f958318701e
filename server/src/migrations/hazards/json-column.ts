import { alterActions, type HazardRule, newColumns } from "../hazard.ts";

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
    const { root } = context.statement;
    const retyped = alterActions(context, "alter-column-type").map(({ action }) => ({
      type: action.columnType,
      action,
    }));
    const made = newColumns(root).map(({ type }) => ({ type, action: undefined }));
    for (const { type, action } of [...made, ...retyped]) {
      if (type?.name === "json") {
        context.report({
          at: type,
          action,
          message: "json has no equality: DISTINCT over such rows fails.",
          safer: context.source(root).replace(/\bjson\b/giu, "jsonb"),
          lockless: root.kind === "create-table",
        });
      }
    }
  },
};
