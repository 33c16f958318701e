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
    for (const { table, action } of alterActions(context)) {
      const fact = context.fact(action);
      if (fact?.algorithm === "INPLACE" && fact.rewrite && fact.blocks === "none") {
        context.report({
          at: action,
          action,
          message: `${nameText(context, table.name)} is rebuilt in place.`,
        });
      }
    }
  },
};
