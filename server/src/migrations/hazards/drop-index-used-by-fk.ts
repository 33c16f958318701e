import { same } from "../changes.ts";
import { droppedIndexes, firstColumns, type HazardRule } from "../hazard.ts";

export const dropIndexUsedByFk: HazardRule = {
  id: "migration/drop-index-used-by-fk",
  severity: "error",
  needs: "catalog",
  capabilities: ["foreign-key-makes-index"],
  summary: "An index that a foreign key needs is dropped.",
  why: "The engine refuses it (error 1553).",
  safe: "Drop the foreign key first, or make another index that begins with its columns.",
  examples: [
    {
      dialect: "mariadb",
      schema:
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int, KEY i (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id));",
      bad: "ALTER TABLE t DROP INDEX i;",
    },
    {
      dialect: "mysql",
      schema:
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int, KEY i (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id));",
      bad: "DROP INDEX i ON t;",
    },
    {
      dialect: "mariadb",
      schema:
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int, KEY i (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id));",
      good: "ALTER TABLE t DROP FOREIGN KEY f, DROP INDEX i;",
    },
    {
      dialect: "mariadb",
      schema:
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY i (a), KEY j (a, b), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id));",
      good: "ALTER TABLE t DROP INDEX i;",
    },
  ],
  check(context) {
    const { root } = context.statement;
    const actions = root.kind === "alter-table" ? root.actions : [];
    const goes = (key: string | undefined) =>
      actions.some(
        (it) =>
          (it.type === "drop-foreign-key" || it.type === "drop-constraint") &&
          same(it.name?.text, key),
      );
    for (const { table, name, at, action, replaced } of droppedIndexes(context)) {
      const known = context.table(table);
      const index = known?.indexes.find((it) => same(it.name, name));
      if (known === undefined || index === undefined || replaced) {
        continue;
      }
      const serves = (columns: readonly string[], keys: readonly string[]) =>
        keys.every((it, position) => same(columns[position], it));
      const others = [
        ...known.indexes.filter((it) => it !== index).map(firstColumns),
        ...(known.primaryKey === undefined ? [] : [known.primaryKey.columns]),
      ];
      const own = known.foreignKeys.filter((it) => !goes(it.name)).map((it) => it.columns);
      const incoming = (context.index?.incoming(known) ?? []).map((it) => it.key.targets);
      const needed = [...own, ...incoming].find(
        (keys) =>
          keys.length > 0 &&
          serves(firstColumns(index), keys) &&
          !others.some((columns) => serves(columns, keys)),
      );
      if (needed !== undefined) {
        context.report({
          at,
          action,
          message: `A foreign key on ${needed.join(", ")} needs ${name}: the engine refuses to drop it.`,
        });
      }
    }
  },
};
