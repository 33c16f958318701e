import type { HazardRule } from "../hazard.ts";

export const concurrentlyInTransaction: HazardRule = {
  id: "migration/concurrently-in-transaction",
  severity: "error",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "CONCURRENTLY inside a transaction.",
  why: "The engine refuses it.",
  safe: "Put it into a migration of its own that runs without a transaction.",
  examples: [
    { dialect: "postgres", bad: "BEGIN; CREATE INDEX CONCURRENTLY i ON t (a); COMMIT;" },
    {
      dialect: "postgres",
      good: "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON t (a);",
    },
  ],
  check(context) {
    const { root } = context.statement;
    const concurrent =
      ((root.kind === "create-index" || root.kind === "drop" || root.kind === "maintenance") &&
        root.concurrently === true) ||
      (root.kind === "alter-table" && root.actions.some((it) => it.concurrently === true));
    if (
      concurrent &&
      context.transaction === "explicit" &&
      !(root.kind === "maintenance" && root.verb.startsWith("refresh"))
    ) {
      context.report({ at: root, message: "CONCURRENTLY is refused inside a transaction." });
    }
  },
};
