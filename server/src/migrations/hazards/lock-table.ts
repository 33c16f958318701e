import type { HazardRule } from "../hazard.ts";

export const lockTable: HazardRule = {
  id: "migration/lock-table",
  severity: "error",
  needs: "text",
  summary: "LOCK TABLE.",
  why: "Everybody waits.",
  safe: "Lock rows, or use an advisory lock.",
  examples: [
    {
      dialect: "postgres",
      bad: "LOCK TABLE t IN ACCESS EXCLUSIVE MODE;",
      lock: "ACCESS EXCLUSIVE, reads+writes",
    },
    { dialect: "mariadb", bad: "LOCK TABLES t WRITE;" },
    { dialect: "postgres", good: "LOCK TABLE t IN ACCESS SHARE MODE;" },
  ],
  check(context) {
    const { root } = context.statement;
    const fact = context.fact();
    if (/^\s*flush\s+tables\b[^;]*\bwith\s+read\s+lock\b/iu.test(context.source(root))) {
      context.report({ at: root, message: "Nobody can write to any table.", lockless: true });
      return;
    }
    if (
      root.kind === "transaction" &&
      root.action === "lock" &&
      !(root.tables ?? []).every((it) => context.isFresh(it)) &&
      fact?.blocks !== "none" &&
      !WEAK.test(context.statement.text)
    ) {
      context.report({ at: root, message: "Everybody who needs the table waits." });
    }
  },
};

/** Modes in which reads and writes go on. */
const WEAK =
  /\bin\s+(?:access\s+share|row\s+share|row\s+exclusive|share\s+update\s+exclusive)\s+mode\b/iu;
