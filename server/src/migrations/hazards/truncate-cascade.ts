import type { HazardRule } from "../hazard.ts";

export const truncateCascade: HazardRule = {
  id: "migration/truncate-cascade",
  severity: "error",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "TRUNCATE … CASCADE.",
  why: "Every table that refers to it is emptied too.",
  safe: "List the tables.",
  examples: [
    { dialect: "postgres", bad: "TRUNCATE t CASCADE;" },
    { dialect: "postgres", good: "TRUNCATE t;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (root.kind === "truncate" && root.cascade === true) {
      context.report({ at: root, message: "Every table that refers to it is emptied too." });
    }
  },
};
