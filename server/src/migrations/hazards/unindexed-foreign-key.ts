import type { StatementNode, TableElement } from "../../sql/ast.ts";
import { same } from "../changes.ts";
import {
  columnName,
  type HazardContext,
  type HazardRule,
  lastPart,
  newColumns,
  sameTable,
} from "../hazard.ts";

export const unindexedForeignKey: HazardRule = {
  id: "migration/unindexed-foreign-key",
  severity: "hint",
  needs: "catalog",
  capabilities: ["!foreign-key-makes-index"],
  summary: "A foreign key whose columns lead no index.",
  why: "Deleting or updating a parent reads the whole child table.",
  safe: "Make an index on the columns, in this migration or before.",
  examples: [
    {
      dialect: "postgres",
      bad: "CREATE TABLE o (id bigint PRIMARY KEY, u bigint REFERENCES users (id));",
    },
    {
      dialect: "postgres",
      schema: "CREATE TABLE o (id bigint PRIMARY KEY, u bigint);",
      bad: "ALTER TABLE o ADD CONSTRAINT f FOREIGN KEY (u) REFERENCES users (id) NOT VALID;",
    },
    { dialect: "sqlite", bad: "ALTER TABLE o ADD COLUMN u INTEGER REFERENCES users (id);" },
    {
      dialect: "postgres",
      good: "CREATE TABLE o (id bigint PRIMARY KEY, u bigint REFERENCES users (id)); CREATE INDEX i ON o (u);",
    },
    {
      dialect: "postgres",
      schema: "CREATE TABLE o (id bigint PRIMARY KEY, u bigint); CREATE INDEX i ON o (u);",
      good: "ALTER TABLE o ADD CONSTRAINT f FOREIGN KEY (u) REFERENCES users (id) NOT VALID;",
    },
    {
      dialect: "postgres",
      good: "ALTER TABLE o ADD CONSTRAINT f FOREIGN KEY (u) REFERENCES users (id) NOT VALID;",
    },
  ],
  check(context) {
    for (const key of foreignKeys(context)) {
      if (!isLed(context, key)) {
        context.report({
          at: key.at,
          message: `No index begins with ${key.column}: changes of ${key.parent} read all of ${lastPart(key.table)}.`,
          safer: `CREATE INDEX ON ${context.source(key.table)} (${context.write(key.column)});`,
          lockless: true,
        });
      }
    }
  },
};

type Root = Extract<StatementNode, { readonly kind: "create-table" | "alter-table" }>;

interface NewKey {
  readonly table: Root["name"];
  readonly column: string;
  readonly parent: string;
  readonly at: { readonly start: number; readonly end: number };
  /** Of columns whose table is not known: nothing can be said about their indexes. */
  readonly unknown: boolean;
}

function foreignKeys(context: HazardContext): readonly NewKey[] {
  const { root } = context.statement;
  if (root.kind !== "create-table" && root.kind !== "alter-table") {
    return [];
  }
  const elements: readonly TableElement[] =
    root.kind === "create-table"
      ? root.elements
      : [
          ...newColumns(root),
          ...root.actions.flatMap((it) => (it.constraint === undefined ? [] : [it.constraint])),
        ];
  const unknown =
    root.kind === "alter-table" &&
    context.table(root.name) === undefined &&
    !context.isFresh(root.name);
  const found: NewKey[] = [];
  for (const it of elements) {
    if (it.kind === "column-definition") {
      const reference = it.constraints.find((one) => one.type === "references");
      if (
        reference !== undefined &&
        !it.constraints.some((one) => one.type === "primary-key" || one.type === "unique")
      ) {
        found.push({
          table: root.name,
          column: it.name.text,
          parent: lastPart(reference.references?.table),
          at: reference,
          unknown: false,
        });
      }
    } else if (it.kind === "table-constraint" && it.type === "foreign-key") {
      found.push({
        table: root.name,
        column: columnName(it.columns[0]),
        parent: lastPart(it.references?.table),
        at: it,
        unknown,
      });
    }
  }
  return found.filter((it) => !it.unknown && it.column !== "");
}

/** An index that begins with the column exists, or this migration makes one. */
function isLed(context: HazardContext, key: NewKey): boolean {
  const known = context.table(key.table);
  return (
    known?.indexes.some((it) => same(it.columns[0]?.column, key.column)) === true ||
    same(known?.primaryKey?.columns[0], key.column) ||
    known?.uniqueKeys.some((it) => same(it.columns[0], key.column)) === true ||
    context.statements.some(({ root }) => leads(root, key))
  );
}

function leads(root: StatementNode, { table, column }: NewKey): boolean {
  if (root.kind === "create-index") {
    return sameTable(root.table, table) && same(columnName(root.columns[0]), column);
  }
  if (root.kind === "create-table" && sameTable(root.name, table)) {
    return root.elements.some(
      (it) =>
        (it.kind === "index-element" ||
          (it.kind === "table-constraint" &&
            (it.type === "primary-key" || it.type === "unique"))) &&
        same(columnName(it.columns[0]), column),
    );
  }
  return (
    root.kind === "alter-table" &&
    sameTable(root.name, table) &&
    root.actions.some(
      (it) =>
        (it.constraint?.type === "unique" || it.constraint?.type === "primary-key") &&
        same(columnName(it.constraint.columns[0]), column),
    )
  );
}
