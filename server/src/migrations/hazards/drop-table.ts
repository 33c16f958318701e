import { type HazardRule, isRebuilt, nameText } from "../hazard.ts";

export const dropTable: HazardRule = {
  id: "migration/drop-table",
  severity: "error",
  needs: "text",
  summary: "A table is dropped.",
  why: "Its data is lost, and code that is running now and uses it fails.",
  safe: "Rename it, wait until nothing misses it, then drop it.",
  examples: [
    { dialect: "postgres", bad: "DROP TABLE t;", lock: "ACCESS EXCLUSIVE, reads+writes" },
    { dialect: "sqlite", bad: "DROP TABLE IF EXISTS t;" },
    { dialect: "mariadb", bad: "DROP TABLE t;" },
    { dialect: "postgres", good: "CREATE TABLE n (id int PRIMARY KEY); DROP TABLE n;" },
    { dialect: "postgres", good: "DROP VIEW v;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (root.kind !== "drop" || !OBJECTS.has(root.object)) {
      return;
    }
    for (const name of root.names) {
      if (
        !context.isFresh(name) &&
        !context.isNew(root.object, name) &&
        root.temporary !== true &&
        !isRebuilt(context, name)
      ) {
        context.report({ at: name, message: `All data of ${nameText(context, name)} is lost.` });
      }
    }
  },
};

const OBJECTS: ReadonlySet<string> = new Set(["table"]);
