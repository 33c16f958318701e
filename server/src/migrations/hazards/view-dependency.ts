import type { Table } from "../../catalog/model.ts";
import type { Name, QualifiedName } from "../../sql/ast.ts";
import {
  alterActions,
  type HazardContext,
  type HazardRule,
  lastPart,
  mentions,
} from "../hazard.ts";

export const viewDependency: HazardRule = {
  id: "migration/view-dependency",
  severity: "error",
  needs: "catalog",
  capabilities: ["index-concurrently"],
  summary: "What a view reads is dropped, or its type is changed.",
  why: "The engine refuses it.",
  safe: "Drop the view and make it again in the same transaction.",
  examples: [
    {
      dialect: "postgres",
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE VIEW v AS SELECT id, a FROM t;",
      bad: "ALTER TABLE t ALTER COLUMN a TYPE bigint;",
    },
    {
      dialect: "postgres",
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE VIEW v AS SELECT id, a FROM t;",
      bad: "ALTER TABLE t DROP COLUMN a;",
    },
    {
      dialect: "postgres",
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE VIEW v AS SELECT id FROM t;",
      good: "ALTER TABLE t DROP COLUMN a;",
    },
    {
      dialect: "postgres",
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE VIEW v AS SELECT id, a FROM t;",
      good: "DROP VIEW v; ALTER TABLE t ALTER COLUMN a TYPE bigint; CREATE VIEW v AS SELECT id, a FROM t;",
    },
    {
      dialect: "postgres",
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE VIEW v AS SELECT id, a FROM t;",
      good: "ALTER TABLE t RENAME COLUMN a TO b;",
    },
  ],
  check(context) {
    const { root } = context.statement;
    for (const { table, action } of alterActions(context, "alter-column-type", "drop-column")) {
      const view = action.cascade === true ? undefined : reader(context, table.name, action.column);
      if (view !== undefined && action.column !== undefined) {
        const name = context.write(view.name);
        context.report({
          at: action,
          action,
          message: `The view ${view.name} reads ${action.column.text}: the engine refuses this.`,
          safer: `DROP ${word(view)} ${name};\n${context.source(root)};\nCREATE ${word(view)} ${name} AS ${view.definition ?? "…"};`,
        });
      }
    }
    if (root.kind === "drop" && root.object === "table" && root.cascade !== true) {
      for (const it of root.names) {
        const view = reader(context, it, undefined);
        if (view !== undefined) {
          context.report({
            at: it,
            message: `The view ${view.name} reads ${lastPart(it)}: the engine refuses this.`,
          });
        }
      }
    }
  },
};

function word(view: Table): string {
  return view.kind === "view" ? "VIEW" : "MATERIALIZED VIEW";
}

/** A view that reads the table, and the column of it where one is given. */
function reader(
  context: HazardContext,
  name: QualifiedName,
  column: Name | undefined,
): Table | undefined {
  const table = context.table(name);
  return context.index?.tables.find(
    (it) =>
      it !== table &&
      (it.kind === "view" || it.kind === "materialized-view") &&
      mentions(it.definition, lastPart(name)) &&
      (column === undefined ||
        mentions(it.definition, column.text) ||
        /(?:select|,|\.)\s*\*/iu.test(it.definition ?? "")),
  );
}
