import { type HazardRule, nameText, sameTable } from "../hazard.ts";

export const noPrimaryKey: HazardRule = {
  id: "migration/no-primary-key",
  severity: "hint",
  needs: "text",
  summary: "A table without a primary key is made.",
  why: "Rows have no identity: replication and references suffer.",
  safe: "Give it one.",
  examples: [
    { dialect: "postgres", bad: "CREATE TABLE n (a int);" },
    { dialect: "postgres", good: "CREATE TABLE n (a int PRIMARY KEY);" },
    { dialect: "postgres", good: "CREATE TEMP TABLE n (a int);" },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      root.kind !== "create-table" ||
      root.temporary === true ||
      root.elements.length === 0 ||
      root.partitionOf !== undefined ||
      root.like !== undefined ||
      root.inherits !== undefined
    ) {
      return;
    }
    const keyed = root.elements.some(
      (it) =>
        (it.kind === "table-constraint" && it.type === "primary-key") ||
        (it.kind === "column-definition" &&
          it.constraints.some((one) => one.type === "primary-key")) ||
        it.kind === "like-element",
    );
    const later = context.statements.some(
      (it) =>
        it.root.kind === "alter-table" &&
        sameTable(it.root.name, root.name) &&
        it.root.actions.some((one) => one.constraint?.type === "primary-key"),
    );
    if (!keyed && !later) {
      context.report({
        at: root.name,
        message: `${nameText(context, root.name)} has no primary key.`,
        lockless: true,
      });
    }
  },
};
