import { type HazardRule, lastPart, nameText } from "../hazard.ts";

export const manyTablesLockedInOneTransaction: HazardRule = {
  id: "migration/many-tables-locked-in-one-transaction",
  severity: "hint",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "Several tables are locked for everybody in one transaction.",
  why: "All locks are held to the end, and two such transactions can deadlock.",
  safe: "One table a migration.",
  examples: [
    { dialect: "postgres", bad: "ALTER TABLE t ADD COLUMN x int; ALTER TABLE u ADD COLUMN x int;" },
    {
      dialect: "postgres",
      good: "ALTER TABLE t ADD COLUMN x int; ALTER TABLE t ADD COLUMN y int;",
    },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      root.kind !== "alter-table" ||
      context.transaction === "none" ||
      context.fact()?.blocks !== "reads+writes" ||
      context.isFresh(root.name)
    ) {
      return;
    }
    const before = context.statements
      .slice(0, context.statement.index)
      .flatMap((it) =>
        it.root.kind === "alter-table" && !context.isFresh(it.root.name)
          ? [lastPart(it.root.name).toLowerCase()]
          : [],
      );
    const own = lastPart(root.name).toLowerCase();
    if (before.length > 0 && !before.includes(own) && new Set(before).size === 1) {
      context.report({
        at: root,
        message: `${nameText(context, root.name)} is locked while other tables still are.`,
      });
    }
  },
};
