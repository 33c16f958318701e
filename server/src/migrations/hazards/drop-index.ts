import type { HazardRule } from "../hazard.ts";
import { droppedIndexes, firstColumns } from "../hazard.ts";

export const dropIndex: HazardRule = {
  id: "migration/drop-index",
  severity: "warning",
  needs: "statistics",
  capabilities: ["online-ddl"],
  summary: "An index is dropped.",
  why: "Queries that use it read the whole table from now on, and making it again takes long.",
  safe: "Make it invisible first, look at the queries for a while, then drop it.",
  examples: [
    { dialect: "mariadb", bad: "DROP INDEX i ON t;" },
    {
      dialect: "mariadb",
      bad: "ALTER TABLE t DROP INDEX i;",
      safer: "ALTER TABLE t ALTER INDEX i IGNORED;",
    },
    {
      dialect: "mysql",
      bad: "ALTER TABLE t DROP KEY i;",
      safer: "ALTER TABLE t ALTER INDEX i INVISIBLE;",
    },
    {
      dialect: "mariadb",
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY i (a), KEY j (a, b));",
      good: "DROP INDEX i ON t;",
    },
    { dialect: "mysql", good: "ALTER TABLE t DROP INDEX i, ADD INDEX i (a, b);" },
    { dialect: "mariadb", good: "ALTER TABLE t ALTER INDEX i IGNORED;" },
  ],
  check(context) {
    for (const { table, name, at, action, replaced } of droppedIndexes(context)) {
      const known = context.table(table);
      const index = known?.indexes.find((it) => it.name.toLowerCase() === name.toLowerCase());
      const columns = index === undefined ? [] : firstColumns(index);
      const served = known?.indexes.some((it) => {
        const others = firstColumns(it);
        return (
          it !== index &&
          columns.length > 0 &&
          others.length >= columns.length &&
          columns.every((column, position) => others[position] === column)
        );
      });
      if (!replaced && served !== true && index?.scans !== 0) {
        const word = context.dialect.can("invisible-index-word") ? "INVISIBLE" : "IGNORED";
        context.report({
          at,
          action,
          message: `Queries that use ${name} read all of ${context.source(table)} from now on.`,
          safer: `ALTER TABLE ${context.source(table)} ALTER INDEX ${context.write(name)} ${word};`,
        });
      }
    }
  },
};
