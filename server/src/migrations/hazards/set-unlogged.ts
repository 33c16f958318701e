import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const setUnlogged: HazardRule = {
  id: "migration/set-unlogged",
  severity: "error",
  needs: "text",
  capabilities: ["unlogged-table"],
  summary: "A table is set UNLOGGED or LOGGED.",
  why: "It is rewritten while nobody can use it, and an unlogged table is emptied by a crash.",
  safe: "Decide when the table is made.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t SET UNLOGGED;",
      lock: "ACCESS EXCLUSIVE, reads+writes, rewrite",
    },
    { dialect: "postgres", good: "ALTER TABLE t SET (fillfactor = 70);" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "set-unlogged", "set-logged")) {
      context.report({
        at: action,
        action,
        message: `${nameText(context, table.name)} is rewritten.`,
      });
    }
  },
};
