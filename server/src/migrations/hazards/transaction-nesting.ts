import type { HazardRule } from "../hazard.ts";

export const transactionNesting: HazardRule = {
  id: "migration/transaction-nesting",
  severity: "error",
  needs: "text",
  summary: "BEGIN inside a transaction.",
  why: "It is ignored with a warning or commits the first one.",
  safe: "One transaction, or a savepoint.",
  examples: [
    { dialect: "postgres", bad: "BEGIN; BEGIN; COMMIT;" },
    { dialect: "postgres", good: "BEGIN; COMMIT;" },
  ],
  check(context) {
    const { root, index } = context.statement;
    const before = context.statements
      .slice(0, index)
      .findLast(
        (it) =>
          it.root.kind === "transaction" &&
          (it.root.action === "begin" ||
            it.root.action === "commit" ||
            it.root.action === "rollback"),
      );
    if (
      root.kind === "transaction" &&
      root.action === "begin" &&
      before?.root.kind === "transaction" &&
      before.root.action === "begin"
    ) {
      context.report({ at: root, message: "A transaction is open already.", lockless: true });
    }
  },
};
