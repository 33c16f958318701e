import type { HazardRule } from "../hazard.ts";

export const writableSchema: HazardRule = {
  id: "migration/writable-schema",
  severity: "error",
  needs: "text",
  capabilities: ["!alter-column-set-default"],
  summary: "PRAGMA writable_schema.",
  why: "One wrong byte corrupts the database.",
  safe: "Rebuild the table.",
  examples: [
    { dialect: "sqlite", bad: "PRAGMA writable_schema = ON;" },
    { dialect: "sqlite", good: "PRAGMA foreign_keys = ON;" },
  ],
  check(context) {
    const { root, text } = context.statement;
    if (
      root.kind === "set" &&
      root.verb === "pragma" &&
      /\bwritable_schema\s*[=(]\s*(?:1|on|true|yes|reset)\b/iu.test(text)
    ) {
      context.report({
        at: root,
        message: "One wrong byte in the schema corrupts the database.",
        lockless: true,
      });
    }
  },
};
