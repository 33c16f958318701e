import type { HazardRule } from "../hazard.ts";

export const missingLockTimeout: HazardRule = {
  id: "migration/missing-lock-timeout",
  severity: "hint",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "A strong lock without lock_timeout.",
  why: "The statement queues behind a long reader, and everybody queues behind the statement.",
  safe: "SET lock_timeout = '5s' and try again when it fails.",
  examples: [
    { dialect: "postgres", bad: "ALTER TABLE t ADD COLUMN x int;" },
    { dialect: "postgres", good: "SET lock_timeout = '5s'; ALTER TABLE t ADD COLUMN x int;" },
  ],
  check(context) {
    const { root } = context.statement;
    const first = context.statements.find((it) => it.root.kind === "alter-table");
    if (
      root.kind === "alter-table" &&
      !context.lockTimeoutSet &&
      !context.isFresh(root.name) &&
      context.fact()?.blocks === "reads+writes" &&
      first?.index === context.statement.index
    ) {
      context.report({
        at: root,
        message: "Without lock_timeout everybody queues behind this statement while it waits.",
        safer: `SET lock_timeout = '5s';\n${context.source(root)};`,
      });
    }
  },
};
