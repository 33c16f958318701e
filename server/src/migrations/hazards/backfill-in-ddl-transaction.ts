import { type HazardRule, lastPart, nameText } from "../hazard.ts";

export const backfillInDdlTransaction: HazardRule = {
  id: "migration/backfill-in-ddl-transaction",
  severity: "error",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "A table is altered and filled in one transaction.",
  why: "The lock of the ALTER is held for as long as the fill takes.",
  safe: "Separate migrations; fill in batches.",
  examples: [
    { dialect: "postgres", bad: "ALTER TABLE t ADD COLUMN x int; UPDATE t SET x = 1;" },
    { dialect: "postgres", good: "UPDATE t SET x = 1 WHERE id = 5;" },
  ],
  check(context) {
    const { root } = context.statement;
    const [relation] =
      root.kind === "update" ? root.relations : root.kind === "delete" ? root.targets : [];
    if (
      relation?.kind !== "table" ||
      context.transaction === "none" ||
      context.isFresh(relation.name)
    ) {
      return;
    }
    const name = lastPart(relation.name).toLowerCase();
    const altered = context.statements
      .slice(context.transactionStart, context.statement.index)
      .some(
        (it) => it.root.kind === "alter-table" && lastPart(it.root.name).toLowerCase() === name,
      );
    if (altered) {
      context.report({
        at: root,
        message: `${nameText(context, relation.name)} stays locked for everybody while its rows are changed.`,
      });
    }
  },
};
