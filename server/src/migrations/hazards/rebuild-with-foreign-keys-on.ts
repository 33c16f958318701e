import { type HazardRule, takesItsName, wasMovedAway } from "../hazard.ts";

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
    const { statements, statement } = context;
    const [name] = root.kind === "drop" && root.object === "table" ? root.names : [];
    const before = statements.slice(0, statement.index);
    // Inside a transaction the setting does nothing.
    const begin = before.findLastIndex(
      (it) => it.root.kind === "transaction" && it.root.action === "begin",
    );
    const off = before
      .slice(0, context.transaction === "explicit" ? begin : before.length)
      .some((it) => /\bforeign_keys\s*[=(]\s*(?:0|off|false|no)\b/iu.test(it.text));
    if (
      name !== undefined &&
      !off &&
      (takesItsName(statements.slice(statement.index), name) || wasMovedAway(before, name))
    ) {
      context.report({
        at: root,
        message:
          "With foreign keys on, this drop also deletes or blocks rows that refer to the table.",
      });
    }
  },
};
