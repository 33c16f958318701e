import type { HazardRule } from "../hazard.ts";

export const refreshMatviewBlocking: HazardRule = {
  id: "migration/refresh-matview-blocking",
  severity: "warning",
  needs: "text",
  capabilities: ["refresh-views"],
  summary: "REFRESH MATERIALIZED VIEW without CONCURRENTLY.",
  why: "Readers of the view wait for as long as it takes.",
  safe: "REFRESH … CONCURRENTLY, which needs a unique index.",
  examples: [
    {
      dialect: "postgres",
      bad: "REFRESH MATERIALIZED VIEW v;",
      lock: "ACCESS EXCLUSIVE, reads+writes, rewrite",
    },
    { dialect: "postgres", good: "REFRESH MATERIALIZED VIEW CONCURRENTLY v;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      root.kind === "maintenance" &&
      root.verb.startsWith("refresh") &&
      root.concurrently !== true &&
      !root.names.some((it) => context.isFresh(it))
    ) {
      context.report({ at: root, message: "Readers of the view wait while it is filled." });
    }
  },
};
