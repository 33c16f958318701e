import type { HazardRule } from "../hazard.ts";

export const notIdempotentNontransactional: HazardRule = {
  id: "migration/not-idempotent-nontransactional",
  severity: "hint",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "CONCURRENTLY without IF [NOT] EXISTS.",
  why: "After a failure a retry fails too, and an invalid index stays.",
  safe: "IF NOT EXISTS, after dropping an invalid index.",
  examples: [
    { dialect: "postgres", bad: "CREATE INDEX CONCURRENTLY i ON t (a);" },
    { dialect: "postgres", good: "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);" },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      (root.kind === "create-index" && root.concurrently === true && root.ifNotExists !== true) ||
      (root.kind === "drop" && root.concurrently === true && root.ifExists !== true)
    ) {
      context.report({
        at: root,
        message: "When this fails half-way, running it again fails too.",
      });
    }
  },
};
