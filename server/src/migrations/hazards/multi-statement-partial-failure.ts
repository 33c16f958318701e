import type { HazardRule } from "../hazard.ts";

export const multiStatementPartialFailure: HazardRule = {
  id: "migration/multi-statement-partial-failure",
  severity: "hint",
  needs: "text",
  capabilities: ["!transactional-ddl"],
  summary: "Several definitions in one migration.",
  why: "When a later one fails, the earlier ones stay.",
  safe: "One definition a migration.",
  examples: [
    { dialect: "mariadb", bad: "ALTER TABLE t ADD COLUMN x INT; ALTER TABLE u ADD COLUMN x INT;" },
    { dialect: "mariadb", good: "ALTER TABLE t ADD COLUMN x INT;" },
  ],
  check(context) {
    const definitions = context.statements.filter(
      (it) =>
        it.root.kind === "alter-table" ||
        it.root.kind === "create-table" ||
        it.root.kind === "create-index" ||
        it.root.kind === "create-view" ||
        it.root.kind === "create-trigger" ||
        it.root.kind === "rename" ||
        it.root.kind === "drop",
    );
    if (definitions[1]?.index === context.statement.index) {
      context.report({
        at: context.statement.root,
        message: "When this fails, the statements before it stay.",
        lockless: true,
      });
    }
  },
};
