import { type HazardRule, nameText } from "../hazard.ts";

export const unbatchedBackfill: HazardRule = {
  id: "migration/unbatched-backfill",
  severity: "warning",
  needs: "text",
  summary: "All rows are changed in one statement.",
  why: "Row locks are held to the end, the table bloats, replicas lag.",
  safe: "Change them in batches by key.",
  examples: [
    { dialect: "postgres", bad: "UPDATE t SET x = 1;" },
    { dialect: "postgres", bad: "UPDATE t SET x = a WHERE x IS NULL;" },
    { dialect: "postgres", good: "UPDATE t SET x = 1 WHERE id BETWEEN 1 AND 1000;" },
    { dialect: "postgres", good: "CREATE TABLE n (id int PRIMARY KEY); UPDATE n SET id = 1;" },
  ],
  check(context) {
    const { root } = context.statement;
    const [relation] = root.kind === "update" ? root.relations : [];
    if (
      root.kind !== "update" ||
      relation?.kind !== "table" ||
      root.relations.length > 1 ||
      root.limit !== undefined ||
      context.isFresh(relation.name)
    ) {
      return;
    }
    const condition = root.where?.condition;
    if (
      root.from === undefined &&
      (condition === undefined || (condition.kind === "is" && condition.test === "null"))
    ) {
      context.report({
        at: root,
        message: `All rows of ${nameText(context, relation.name)} are changed in one statement.`,
      });
    }
  },
};
