import type { HazardRule } from "../hazard.ts";

export const uncommittedTransaction: HazardRule = {
  id: "migration/uncommitted-transaction",
  severity: "error",
  needs: "text",
  summary: "BEGIN without COMMIT.",
  why: "Nothing is applied, or the transaction stays open.",
  safe: "COMMIT at the end.",
  examples: [
    { dialect: "postgres", bad: "BEGIN; ALTER TABLE t ADD COLUMN x int;" },
    { dialect: "postgres", good: "BEGIN; ALTER TABLE t ADD COLUMN x int; COMMIT;" },
  ],
  check(context) {
    const { root, index } = context.statement;
    const ends = context.statements
      .slice(index + 1)
      .some(
        (it) =>
          it.root.kind === "transaction" &&
          (it.root.action === "commit" || it.root.action === "rollback"),
      );
    if (root.kind === "transaction" && root.action === "begin" && !ends) {
      context.report({ at: root, message: "The transaction is never committed.", lockless: true });
    }
  },
};
