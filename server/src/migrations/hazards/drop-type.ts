import { type HazardRule, nameText } from "../hazard.ts";

export const dropType: HazardRule = {
  id: "migration/drop-type",
  severity: "error",
  needs: "text",
  capabilities: ["enum-type"],
  summary: "A type is dropped.",
  why: "It fails where columns use it, and with CASCADE those columns go with their data.",
  safe: "Move the columns to another type first.",
  examples: [
    { dialect: "postgres", bad: "DROP TYPE mood;" },
    { dialect: "postgres", good: "CREATE TYPE m AS ENUM ('a'); DROP TYPE m;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (root.kind !== "drop" || !OBJECTS.has(root.object)) {
      return;
    }
    for (const name of root.names) {
      if (!context.isFresh(name) && !context.isNew(root.object, name) && root.temporary !== true) {
        context.report({
          at: name,
          message: `Columns of type ${nameText(context, name)} stand in the way, or go with it.`,
        });
      }
    }
  },
};

const OBJECTS: ReadonlySet<string> = new Set(["type", "domain"]);
