import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const tableRebuild: HazardRule = {
  id: "migration/table-rebuild",
  severity: "warning",
  needs: "catalog",
  capabilities: ["online-ddl"],
  summary: "A change that rebuilds the table in place.",
  why: "It needs time, I/O and temporary space in the size of the table, and replicas lag.",
  safe: "Run it off-peak or with an online schema change tool.",
  examples: [
    {
      dialect: "mariadb",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, name varchar(40));",
      bad: "ALTER TABLE t MODIFY a INT NOT NULL;",
      lock: "INPLACE NONE, none, rewrite",
    },
    { dialect: "mariadb", bad: "ALTER TABLE t ENGINE=InnoDB;" },
    { dialect: "mariadb", bad: "ALTER TABLE t FORCE;" },
    { dialect: "mariadb", good: "ALTER TABLE t ADD COLUMN x INT;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (root.kind === "maintenance" && context.fact()?.rewrite === true) {
      context.report({ at: root, message: "The table is rebuilt in place." });
    }
    for (const { table, action } of alterActions(context)) {
      const fact = context.fact(action);
      // What is not known is guessed, but a statement that asks for a way fails where it is not to be had.
      const isGuess =
        context.change(action)?.conditions.has("unknown-column") === true &&
        table.actions.some((it) => it.type === "algorithm");
      if (!isGuess && fact?.algorithm === "INPLACE" && fact.rewrite && fact.blocks === "none") {
        context.report({
          at: action,
          action,
          message: `${nameText(context, table.name)} is rebuilt in place.`,
        });
      }
    }
  },
};
