import type { HazardRule } from "../hazard.ts";

export const dropIndexBlocking: HazardRule = {
  id: "migration/drop-index-blocking",
  severity: "warning",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "DROP INDEX without CONCURRENTLY.",
  why: "It waits for long queries, and everybody waits behind it.",
  safe: "DROP INDEX CONCURRENTLY, outside a transaction.",
  examples: [
    {
      dialect: "postgres",
      bad: "DROP INDEX i;",
      lock: "ACCESS EXCLUSIVE, reads+writes",
      safer: "DROP INDEX CONCURRENTLY i",
    },
    { dialect: "postgres", good: "DROP INDEX CONCURRENTLY i;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      root.kind === "drop" &&
      root.object === "index" &&
      root.concurrently !== true &&
      !root.names.every((it) => context.isNew("index", it))
    ) {
      const safer = context.source(root).replace(/^(drop\s+index)\b/iu, "$1 CONCURRENTLY");
      context.report({
        at: root,
        message: "Everybody waits behind this drop while it waits for long queries.",
        safer,
      });
    }
  },
};
