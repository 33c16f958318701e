import { type HazardRule, nameText } from "../hazard.ts";

export const dropSchema: HazardRule = {
  id: "migration/drop-schema",
  severity: "error",
  needs: "text",
  summary: "A schema is dropped.",
  why: "Everything in it is lost.",
  safe: "Drop what is in it one by one, on purpose.",
  examples: [
    { dialect: "postgres", bad: "DROP SCHEMA s;" },
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

const OBJECTS: ReadonlySet<string> = new Set(["schema"]);
