import type { HazardRule } from "../hazard.ts";

export const enumRenameValue: HazardRule = {
  id: "migration/enum-rename-value",
  severity: "error",
  needs: "text",
  capabilities: ["enum-type"],
  summary: "An enum value is renamed.",
  why: "Code that is running now uses the old label and fails.",
  safe: "Add the new value, move the rows, stop using the old one.",
  examples: [
    { dialect: "postgres", bad: "ALTER TYPE mood RENAME VALUE 'a' TO 'b';" },
    { dialect: "postgres", good: "ALTER TYPE mood ADD VALUE 'c';" },
  ],
  check(context) {
    const { root } = context.statement;
    if (root.kind === "alter-object" && root.action === "rename-value") {
      context.report({ at: root, message: "Code that uses the old label fails." });
    }
  },
};
