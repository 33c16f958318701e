import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const renameTable: HazardRule = {
  id: "migration/rename-table",
  severity: "error",
  needs: "text",
  summary: "A table is renamed.",
  why: "Code that is running now uses the old name and fails at once.",
  safe: "Rename it and make a view with the old name in the same transaction.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t RENAME TO u;",
      lock: "ACCESS EXCLUSIVE, reads+writes",
    },
    { dialect: "mariadb", bad: "RENAME TABLE t TO u;" },
    { dialect: "sqlite", bad: "ALTER TABLE t RENAME TO u;" },
    {
      dialect: "postgres",
      good: "CREATE TABLE n (id int PRIMARY KEY); ALTER TABLE n RENAME TO u;",
    },
    { dialect: "postgres", good: "ALTER INDEX i RENAME TO j;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (root.kind === "rename" && root.object === "table") {
      for (const pair of root.pairs) {
        if (!context.isFresh(pair.from)) {
          context.report({
            at: pair.from,
            message: `Code that uses ${nameText(context, pair.from)} fails at once.`,
          });
        }
      }
    }
    if (root.kind === "alter-table" && root.object === "table") {
      for (const { table, action } of alterActions(context, "rename-table")) {
        context.report({
          at: action,
          action,
          message: `Code that uses ${nameText(context, table.name)} fails at once.`,
          safer: `${context.source(root)};\nCREATE VIEW ${nameText(context, table.name)} AS SELECT * FROM ${context.source(action.newName)};`,
        });
      }
    }
  },
};
