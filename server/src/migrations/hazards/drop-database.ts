import { type HazardRule, nameText } from "../hazard.ts";

export const dropDatabase: HazardRule = {
  id: "migration/drop-database",
  severity: "error",
  needs: "text",
  summary: "A database is dropped.",
  why: "Everything in it is lost.",
  safe: "Leave that to an administrator and not to a migration.",
  examples: [
    { dialect: "postgres", bad: "DROP DATABASE d;" },
    { dialect: "mariadb", bad: "DROP DATABASE d;" },
    { dialect: "postgres", good: "DROP VIEW v;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (root.kind !== "drop" || !OBJECTS.has(root.object)) {
      return;
    }
    for (const name of root.names) {
      if (!context.isFresh(name) && !context.isNew(root.object, name) && root.temporary !== true) {
        context.report({ at: name, message: `Everything in ${nameText(context, name)} is lost.` });
      }
    }
  },
};

const OBJECTS: ReadonlySet<string> = new Set(["database"]);
