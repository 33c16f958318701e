import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const blocksWrites: HazardRule = {
  id: "migration/blocks-writes",
  severity: "warning",
  needs: "text",
  capabilities: ["online-ddl"],
  summary: "A change that blocks writes without copying the table.",
  why: "Writes wait for as long as it takes.",
  safe: "Ask for LOCK=NONE to fail fast, and run it off-peak.",
  examples: [
    {
      dialect: "mariadb",
      bad: "ALTER TABLE t ADD FULLTEXT INDEX i (name);",
      lock: "INPLACE SHARED, writes, rewrite",
    },
    { dialect: "mariadb", bad: "CREATE FULLTEXT INDEX i ON t (name);" },
    { dialect: "mariadb", good: "ALTER TABLE t ADD INDEX i (a);" },
  ],
  check(context) {
    const { root } = context.statement;
    if (root.kind === "create-index" && !context.isFresh(root.table)) {
      if (context.fact()?.blocks !== "none") {
        context.report({
          at: root,
          message: `Writes to ${nameText(context, root.table)} are blocked.`,
        });
      }
    }
    for (const { table, action } of alterActions(context, "add-index", "lock")) {
      const value = action.value?.toUpperCase();
      if (
        action.type === "lock"
          ? value === "SHARED" || value === "EXCLUSIVE"
          : context.fact(action)?.blocks === "writes"
      ) {
        context.report({
          at: action,
          action,
          message: `Writes to ${nameText(context, table.name)} are blocked.`,
        });
      }
    }
  },
};
