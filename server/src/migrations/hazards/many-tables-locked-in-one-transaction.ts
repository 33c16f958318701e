import type { QualifiedName, StatementNode } from "../../sql/ast.ts";
import { type HazardRule, lastPart } from "../hazard.ts";

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
    if (context.transaction === "none" || context.fact()?.blocks !== "reads+writes") {
      return;
    }
    const locked = (it: StatementNode): readonly string[] =>
      lockedTables(it)
        .filter((name) => !context.isFresh(name))
        .map((name) => lastPart(name).toLowerCase());
    const before = new Set(
      context.statements
        .slice(context.transactionStart, context.statement.index)
        .flatMap((it) => locked(it.root)),
    );
    const own = locked(root);
    if (before.size === 1 && own.some((it) => !before.has(it))) {
      context.report({
        at: root,
        message: `${own.join(", ")} is locked while other tables still are.`,
      });
    }
  },
};

function lockedTables(root: StatementNode): readonly QualifiedName[] {
  switch (root.kind) {
    case "alter-table":
      return [root.name];
    case "truncate":
      return root.tables;
    case "drop":
      return root.object === "table" ? root.names : [];
    default:
      return [];
  }
}
