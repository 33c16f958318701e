import { type HazardRule, nameText } from "../hazard.ts";

export const createIndexBlocking: HazardRule = {
  id: "migration/create-index-blocking",
  severity: "error",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "CREATE INDEX without CONCURRENTLY on a table that exists.",
  why: "Writes wait for as long as the index is built.",
  safe: "CREATE INDEX CONCURRENTLY, alone and outside a transaction.",
  examples: [
    {
      dialect: "postgres",
      bad: "CREATE INDEX i ON t (a);",
      lock: "SHARE, writes",
      safer: "CREATE INDEX CONCURRENTLY i ON t (a)",
    },
    { dialect: "postgres", good: "CREATE INDEX CONCURRENTLY i ON t (a);" },
    {
      dialect: "postgres",
      good: "CREATE TABLE n (id int PRIMARY KEY, a int); CREATE INDEX i ON n (a);",
    },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      root.kind === "create-index" &&
      root.concurrently !== true &&
      !context.isFresh(root.table)
    ) {
      const safer = context
        .source(root)
        .replace(/^(create\s+(?:unique\s+)?index)\b/iu, "$1 CONCURRENTLY");
      context.report({
        at: root,
        message: `Writes to ${nameText(context, root.table)} wait while the index is built.`,
        safer,
      });
    }
  },
};
