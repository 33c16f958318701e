/** The rows of the connections tree, from a catalog: pure. */
import type { CatalogIndex } from "../catalog/lookup.ts";
import type { Column, ForeignKey, Schema, Table } from "../catalog/model.ts";
import type { SchemaNode } from "../protocol/messages.ts";

type Flag = NonNullable<SchemaNode["flags"]>[number];

/** Children of a path: `[]` are schemas (or the objects of the only one), `[schema]` its objects, `[schema, table]` its parts. */
export function schemaChildren(
  index: CatalogIndex,
  path: readonly string[],
): readonly SchemaNode[] {
  const { catalog } = index;
  const [schemaName, folder, objectName, part] = path;
  if (schemaName === undefined) {
    return topLevel(index);
  }
  const schema = catalog.schemas.find((it) => it.name === schemaName);
  if (schema === undefined) {
    return [];
  }
  if (folder === undefined) {
    return folders(schema);
  }
  if (objectName === undefined) {
    return objects(index, schema, folder);
  }
  const table = schema.tables.find((it) => it.name === objectName);
  if (table === undefined) {
    return [];
  }
  return part === undefined ? tableParts(index, table, path) : tableRows(index, table, part, path);
}

function topLevel(index: CatalogIndex): readonly SchemaNode[] {
  const { catalog } = index;
  const notes = catalog.notes.map(
    (it): SchemaNode => ({ path: ["", "note", it], kind: "note", label: it, hasChildren: false }),
  );
  const [only, ...others] = catalog.schemas;
  if (only !== undefined && others.length === 0) {
    return [...folders(only), ...notes];
  }
  return [
    ...catalog.schemas.map(
      (it): SchemaNode => ({
        path: [it.name],
        kind: "schema",
        label: it.name,
        detail: plural(it.tables.length, "table"),
        tooltip: it.comment,
        hasChildren: true,
        sqlName: index.dialect.writeName(it.name),
      }),
    ),
    ...notes,
  ];
}

const FOLDERS = [
  { id: "tables", label: "Tables", kinds: ["table", "virtual-table", "foreign-table"] },
  { id: "views", label: "Views", kinds: ["view", "materialized-view"] },
] as const;

function folders(schema: Schema): readonly SchemaNode[] {
  const counted = [
    ...FOLDERS.map(({ id, label, kinds }) => ({
      id,
      label,
      count: schema.tables.filter((it) => (kinds as readonly string[]).includes(it.kind)).length,
    })),
    { id: "routines", label: "Functions and procedures", count: schema.routines.length },
    { id: "types", label: "Types", count: schema.types.length },
    { id: "sequences", label: "Sequences", count: schema.sequences.length },
  ];
  return counted
    .filter((it) => it.count > 0 || it.id === "tables")
    .map(({ id, label, count }) => ({
      path: [schema.name, id],
      kind: "folder",
      label,
      detail: String(count),
      hasChildren: count > 0,
    }));
}

function objects(index: CatalogIndex, schema: Schema, folder: string): readonly SchemaNode[] {
  const path = [schema.name, folder];
  switch (folder) {
    case "routines":
      return schema.routines.map((it) => ({
        path: [...path, it.name],
        kind: "routine",
        label: it.name,
        detail: `(${it.parameters.map((parameter) => parameter.type).join(", ")})${it.returns === undefined ? "" : ` → ${it.returns}`}`,
        tooltip: it.comment,
        hasChildren: false,
        sqlName: index.dialect.writeName(it.name),
      }));
    case "types":
      return schema.types.map((it) => ({
        path: [...path, it.name],
        kind: "type",
        label: it.name,
        detail: it.labels?.join(", ") ?? it.base ?? it.kind,
        tooltip: it.comment,
        hasChildren: false,
        sqlName: index.dialect.writeName(it.name),
      }));
    case "sequences":
      return schema.sequences.map((it) => ({
        path: [...path, it.name],
        kind: "sequence",
        label: it.name,
        detail: it.ownedBy === undefined ? undefined : `${it.ownedBy.table}.${it.ownedBy.column}`,
        hasChildren: false,
        sqlName: index.dialect.writeName(it.name),
      }));
    default: {
      const kinds: readonly string[] = FOLDERS.find((it) => it.id === folder)?.kinds ?? [];
      return schema.tables
        .filter((it) => kinds.includes(it.kind))
        .map((it) => ({
          path: [...path, it.name],
          kind: it.kind === "virtual-table" ? "table" : it.kind,
          label: it.name,
          detail: it.rows === undefined || it.rows < 0 ? undefined : `≈ ${compact(it.rows)} rows`,
          tooltip: it.comment,
          hasChildren: true,
          sqlName: sqlName(index, it),
        }));
    }
  }
}

function sqlName(index: CatalogIndex, table: Table): string {
  const { dialect, catalog } = index;
  const name = dialect.writeName(table.name);
  return catalog.searchPath.includes(table.schema) || catalog.schemas.length === 1
    ? name
    : `${dialect.writeName(table.schema)}.${name}`;
}

function tableParts(
  index: CatalogIndex,
  table: Table,
  path: readonly string[],
): readonly SchemaNode[] {
  const incoming = index.incoming(table);
  const folder = (id: string, label: string, count: number): readonly SchemaNode[] =>
    count === 0
      ? []
      : [{ path: [...path, id], kind: "folder", label, detail: String(count), hasChildren: true }];
  const keys =
    (table.primaryKey === undefined ? 0 : 1) + table.uniqueKeys.length + table.foreignKeys.length;
  return [
    ...table.columns.map((it) => columnNode(index, table, it, path)),
    ...folder("keys", "Keys", keys),
    ...folder("indexes", "Indexes", table.indexes.length),
    ...folder("checks", "Checks", table.checks.length),
    ...folder("triggers", "Triggers", table.triggers.length),
    ...folder("policies", "Policies", table.policies.length),
    ...folder("references", "Referenced by", incoming.length),
  ];
}

function columnNode(
  index: CatalogIndex,
  table: Table,
  column: Column,
  path: readonly string[],
): SchemaNode {
  const primary = table.primaryKey?.columns.includes(column.name) === true;
  const foreign = table.foreignKeys.find((it) => it.columns.includes(column.name));
  const flags: Flag[] = [
    ...(primary ? (["primary"] as const) : []),
    ...(foreign === undefined ? [] : (["foreign"] as const)),
    ...(column.nullable ? (["nullable"] as const) : []),
    ...(column.generated === undefined ? [] : (["generated"] as const)),
  ];
  const facts = [
    column.nullable ? undefined : "not null",
    primary ? "primary key" : undefined,
    foreign === undefined ? undefined : `→ ${foreign.table.name}`,
    column.default === undefined ? undefined : `default ${column.default}`,
  ].filter((it) => it !== undefined);
  return {
    path: [...path, "columns", column.name],
    kind: "column",
    label: column.name,
    detail: [column.type.text, ...facts].join(" · "),
    tooltip: column.comment,
    hasChildren: false,
    sqlName: index.dialect.writeName(column.name),
    flags,
  };
}

function tableRows(
  index: CatalogIndex,
  table: Table,
  part: string,
  path: readonly string[],
): readonly SchemaNode[] {
  const row = (kind: SchemaNode["kind"], label: string, detail?: string): SchemaNode => ({
    path: [...path, kind, label],
    kind,
    label,
    detail,
    hasChildren: false,
    sqlName: index.dialect.writeName(label),
  });
  switch (part) {
    case "keys":
      return [
        ...(table.primaryKey === undefined
          ? []
          : [
              row(
                "primary-key",
                table.primaryKey.name ?? "primary key",
                listed(table.primaryKey.columns),
              ),
            ]),
        ...table.uniqueKeys.map((it) =>
          row("unique-key", it.name ?? `unique ${listed(it.columns)}`, listed(it.columns)),
        ),
        ...table.foreignKeys.map((it) =>
          row("foreign-key", it.name ?? `${listed(it.columns)} → ${it.table.name}`, keyText(it)),
        ),
      ];
    case "indexes":
      return table.indexes.map((it) => {
        const keys = it.columns.map(
          (key) =>
            `${key.column ?? key.expression ?? "?"}${key.descending === true ? " desc" : ""}`,
        );
        const facts = [
          it.unique ? "unique" : undefined,
          it.method,
          it.where === undefined ? undefined : `where ${it.where}`,
        ].filter((fact) => fact !== undefined);
        return row("index", it.name, [`(${keys.join(", ")})`, ...facts].join(" · "));
      });
    case "checks":
      return table.checks.map((it) =>
        row("check", it.name ?? it.expression, it.name === undefined ? undefined : it.expression),
      );
    case "triggers":
      return table.triggers.map((it) =>
        row("trigger", it.name, `${it.timing} ${it.events.join(" or ")}`.toLowerCase()),
      );
    case "policies":
      return table.policies.map((it) => row("policy", it.name, it.command.toLowerCase()));
    case "references":
      return index
        .incoming(table)
        .map(({ table: from, key }) => row("foreign-key", from.name, keyText(key)));
    default:
      return [];
  }
}

function keyText(key: ForeignKey): string {
  const targets = key.targets.length === 0 ? "" : ` ${listed(key.targets)}`;
  return `${listed(key.columns)} → ${key.table.name}${targets}`;
}

function listed(columns: readonly string[]): string {
  return `(${columns.join(", ")})`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

function compact(count: number): string {
  return COMPACT.format(count);
}
