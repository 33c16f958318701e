import { same } from "../changes.ts";
import { type HazardRule, lastPart } from "../hazard.ts";

export const rebuildLosesIndexesTriggers: HazardRule = {
  id: "migration/rebuild-loses-indexes-triggers",
  severity: "error",
  needs: "catalog",
  capabilities: ["!alter-column-set-default"],
  summary: "A rebuild does not make the table's indexes and triggers again.",
  why: "They went with the old table.",
  safe: "Make them again after the rename; their texts are in sqlite_master.",
  examples: [
    {
      dialect: "sqlite",
      schema: "CREATE TABLE t (id INTEGER PRIMARY KEY, a int); CREATE INDEX i ON t (a);",
      bad: "PRAGMA foreign_keys = OFF; CREATE TABLE n (id INTEGER PRIMARY KEY, a text); INSERT INTO n (id, a) SELECT id, a FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    },
    {
      dialect: "sqlite",
      schema:
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a int); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;",
      bad: "CREATE TABLE n (id INTEGER PRIMARY KEY, a text); INSERT INTO n (id, a) SELECT id, a FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    },
    {
      dialect: "sqlite",
      schema: "CREATE TABLE t (id INTEGER PRIMARY KEY, a int); CREATE INDEX i ON t (a);",
      good: "CREATE TABLE n (id INTEGER PRIMARY KEY, a text); INSERT INTO n (id, a) SELECT id, a FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t; CREATE INDEX i ON t (a);",
    },
    {
      dialect: "sqlite",
      schema: "CREATE TABLE t (id INTEGER PRIMARY KEY, a int);",
      good: "CREATE TABLE n (id INTEGER PRIMARY KEY, a text); INSERT INTO n (id, a) SELECT id, a FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    },
  ],
  check(context) {
    const { root } = context.statement;
    const [name] = root.kind === "drop" && root.object === "table" ? root.names : [];
    const table = name === undefined ? undefined : context.table(name);
    if (name === undefined || table === undefined) {
      return;
    }
    const later = context.statements.slice(context.statement.index + 1).map((it) => it.root);
    const isRebuilt = later.some(
      (it) =>
        it.kind === "alter-table" &&
        it.actions.some(
          (one) => one.type === "rename-table" && same(lastPart(one.newName), lastPart(name)),
        ),
    );
    if (!isRebuilt) {
      return;
    }
    const made = (kind: "create-index" | "create-trigger", lost: string) =>
      later.some((it) => it.kind === kind && same(lastPart(it.name), lost));
    const lost = [
      ...table.indexes
        .filter((it) => !it.primary && !it.name.startsWith("sqlite_autoindex"))
        .filter((it) => !table.uniqueKeys.some((key) => same(key.name, it.name)))
        .filter((it) => !made("create-index", it.name)),
      ...table.triggers.filter((it) => !made("create-trigger", it.name)),
    ].map((it) => it.name);
    if (lost.length > 0) {
      context.report({
        at: root,
        message: `${lost.join(", ")} ${lost.length === 1 ? "goes" : "go"} with the old table and ${lost.length === 1 ? "is" : "are"} not made again.`,
      });
    }
  },
};
