import type { IndexColumn, NodeBase, QualifiedName } from "../../sql/ast.ts";
import { alterActions, columnName, type HazardContext, type HazardRule } from "../hazard.ts";

export const uniqueMayFailOnDuplicates: HazardRule = {
  id: "migration/unique-may-fail-on-duplicates",
  severity: "hint",
  needs: "statistics",
  summary: "Columns that have values become unique.",
  why: "The statement fails at the first duplicate; an index built concurrently stays behind, invalid.",
  safe: "Look for duplicates first.",
  examples: [
    { dialect: "postgres", bad: "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);" },
    { dialect: "mariadb", bad: "ALTER TABLE t ADD UNIQUE (a, b);" },
    { dialect: "sqlite", bad: "CREATE UNIQUE INDEX i ON t (a);" },
    { dialect: "postgres", good: "CREATE INDEX CONCURRENTLY i ON t (a);" },
    {
      dialect: "postgres",
      good: "CREATE TABLE n (id int PRIMARY KEY, a int); CREATE UNIQUE INDEX i ON n (a);",
    },
    {
      dialect: "postgres",
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int);",
      good: "CREATE UNIQUE INDEX CONCURRENTLY i ON t (id, a);",
    },
  ],
  check(context) {
    const { root } = context.statement;
    if (root.kind === "create-index" && root.unique && !context.isFresh(root.table)) {
      report(context, root.table, root.columns, root);
    }
    for (const { table, action } of alterActions(context, "add-constraint", "add-index")) {
      const { constraint, index } = action;
      if (constraint?.type === "unique" && constraint.usingIndex === undefined) {
        report(context, table.name, constraint.columns, action);
      } else if (index?.type === "unique") {
        report(context, table.name, index.columns, action);
      }
    }
  },
};

function report(
  context: HazardContext,
  table: QualifiedName,
  keys: readonly IndexColumn[],
  at: NodeBase,
): void {
  const names = keys.map(columnName);
  const known = context.table(table);
  const unique = [known?.primaryKey, ...(known?.uniqueKeys ?? [])].some(
    (key) =>
      key !== undefined &&
      key.columns.length > 0 &&
      key.columns.every((it) => names.some((name) => name.toLowerCase() === it.toLowerCase())),
  );
  if (unique) {
    return;
  }
  const columns = keys.map((it) => context.source(it.expression)).join(", ");
  context.report({
    at,
    message: `This fails when ${columns} has duplicates.`,
    safer: `SELECT ${columns}, count(*) FROM ${context.source(table)} GROUP BY ${columns} HAVING count(*) > 1;`,
    lockless: true,
  });
}
