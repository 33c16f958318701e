import type { HazardRule } from "../hazard.ts";

export const reindexBlocking: HazardRule = {
  id: "migration/reindex-blocking",
  severity: "error",
  needs: "text",
  capabilities: ["reindex-objects"],
  summary: "REINDEX without CONCURRENTLY.",
  why: "Writes, and reads that use the index, wait for as long as it takes.",
  safe: "REINDEX … CONCURRENTLY.",
  examples: [
    { dialect: "postgres", bad: "REINDEX TABLE t;", lock: "SHARE, writes" },
    { dialect: "postgres", good: "REINDEX TABLE CONCURRENTLY t;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (root.kind === "maintenance" && root.verb === "reindex" && root.concurrently !== true) {
      context.report({ at: root, message: "Writes wait while the index is built anew." });
    }
  },
};
