import type { HazardRule } from "../hazard.ts";

export const pragmaInsideTransaction: HazardRule = {
  id: "migration/pragma-inside-transaction",
  severity: "warning",
  needs: "text",
  capabilities: ["!alter-column-set-default"],
  summary: "PRAGMA foreign_keys inside a transaction.",
  why: "It has no effect there.",
  safe: "Put it before BEGIN.",
  examples: [
    { dialect: "sqlite", bad: "BEGIN; PRAGMA foreign_keys = OFF; COMMIT;" },
    { dialect: "sqlite", good: "PRAGMA foreign_keys = OFF; BEGIN; COMMIT;" },
  ],
  check(context) {
    const { root, text } = context.statement;
    if (
      context.transaction === "explicit" &&
      root.kind === "set" &&
      root.verb === "pragma" &&
      /\b(?:foreign_keys|journal_mode|synchronous|page_size|auto_vacuum|encoding)\s*[=(]/iu.test(
        text,
      )
    ) {
      context.report({
        at: root,
        message: "Inside a transaction this has no effect.",
        lockless: true,
      });
    }
  },
};
