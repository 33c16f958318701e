import type { StatementNode } from "../../sql/ast.ts";
import type { HazardContext, HazardRule } from "../hazard.ts";

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
    const { statement, statements } = context;
    const waits =
      !context.lockTimeoutSet &&
      isOnOldTable(context, statement.root) &&
      context.fact()?.blocks !== "none" &&
      !statements.slice(0, statement.index).some((it) => isOnOldTable(context, it.root));
    if (waits) {
      context.report({
        at: statement.root,
        message: "Without lock_timeout everybody queues behind this statement while it waits.",
        safer: `SET lock_timeout = '5s';\n${context.source(statement.root)};`,
      });
    }
  },
};

/** Definitions that lock what is in use; the first of a file stands for all. */
function isOnOldTable(context: HazardContext, root: StatementNode): boolean {
  switch (root.kind) {
    case "alter-table":
      return !context.isFresh(root.name);
    case "create-index":
      return root.concurrently !== true && !context.isFresh(root.table);
    case "truncate":
      return !root.tables.every((it) => context.isFresh(it));
    case "drop":
      return (
        root.concurrently !== true &&
        ((root.object === "table" && !root.names.every((it) => context.isFresh(it))) ||
          (root.object === "index" && !root.names.every((it) => context.isNew("index", it))))
      );
    default:
      return false;
  }
}
