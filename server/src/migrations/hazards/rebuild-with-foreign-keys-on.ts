import { type HazardRule, lastPart } from "../hazard.ts";

export const rebuildWithForeignKeysOn: HazardRule = {
  id: "migration/rebuild-with-foreign-keys-on",
  severity: "error",
  needs: "text",
  capabilities: ["!alter-column-set-default"],
  summary: "A table is rebuilt with foreign keys on.",
  why: "Dropping the parent deletes the rows that refer to it, as their ON DELETE says.",
  safe: "PRAGMA foreign_keys = OFF before BEGIN, foreign_key_check before COMMIT.",
  examples: [
    {
      dialect: "sqlite",
      bad: "CREATE TABLE n (id int); INSERT INTO n (id) SELECT id FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    },
    {
      dialect: "sqlite",
      good: "PRAGMA foreign_keys = OFF; CREATE TABLE n (id int); INSERT INTO n (id) SELECT id FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    },
  ],
  check(context) {
    const { root } = context.statement;
    const [name] = root.kind === "drop" && root.object === "table" ? root.names : [];
    const renamed = context.statements
      .slice(context.statement.index)
      .some(
        (it) =>
          it.root.kind === "alter-table" &&
          it.root.actions.some(
            (one) =>
              one.type === "rename-table" &&
              lastPart(one.newName).toLowerCase() === lastPart(name).toLowerCase(),
          ),
      );
    const off = context.statements
      .slice(0, context.statement.index)
      .some((it) => /\bforeign_keys\s*=\s*(?:0|off|false|no)\b/iu.test(it.text));
    if (name !== undefined && renamed && !off) {
      context.report({
        at: root,
        message:
          "With foreign keys on, this drop also deletes or blocks rows that refer to the table.",
      });
    }
  },
};
