import { type HazardRule, nameText } from "../hazard.ts";

export const tableCopy: HazardRule = {
  id: "migration/table-copy",
  severity: "error",
  needs: "catalog",
  capabilities: ["online-ddl"],
  summary: "A change that copies the table.",
  why: "Writes are blocked for as long as the copy takes.",
  safe: "Ask for ALGORITHM=INPLACE, LOCK=NONE to fail fast, or use an online schema change tool.",
  examples: [
    {
      dialect: "mariadb",
      schema:
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, name varchar(40));",
      bad: "ALTER TABLE t MODIFY a BIGINT;",
      lock: "COPY SHARED, writes, rewrite",
    },
    {
      dialect: "mariadb",
      bad: "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0);",
      lock: "COPY SHARED, writes, rewrite",
    },
    { dialect: "mariadb", good: "ALTER TABLE t ADD COLUMN x INT;" },
    { dialect: "mariadb", good: "ALTER TABLE t ADD INDEX i (a);" },
  ],
  check(context) {
    const { root } = context.statement;
    if (root.kind !== "alter-table" || context.isFresh(root.name)) {
      return;
    }
    const worst = root.actions.find((it) => context.fact(it)?.algorithm === "COPY");
    if (worst !== undefined) {
      context.report({
        at: worst,
        action: worst,
        message: `${nameText(context, root.name)} is copied, and writes are blocked meanwhile.`,
      });
    }
  },
};
