import type { HazardRule } from "../hazard.ts";

export const vacuumFullOrCluster: HazardRule = {
  id: "migration/vacuum-full-or-cluster",
  severity: "error",
  needs: "text",
  capabilities: ["vacuum-tables"],
  summary: "VACUUM FULL or CLUSTER.",
  why: "The table is rewritten while nobody can read or write it.",
  safe: "Use an online repack tool.",
  examples: [
    { dialect: "postgres", bad: "VACUUM FULL t;", lock: "ACCESS EXCLUSIVE, reads+writes, rewrite" },
    { dialect: "postgres", bad: "CLUSTER t USING i;" },
    { dialect: "postgres", good: "VACUUM t;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      root.kind === "maintenance" &&
      ((root.verb === "vacuum" && root.full === true) || root.verb === "cluster")
    ) {
      context.report({
        at: root,
        message: "The table is rewritten while nobody can read or write it.",
      });
    }
  },
};
