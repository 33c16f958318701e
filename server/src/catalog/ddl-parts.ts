/** Small pieces that all definitions share: texts, names the engine would give, changes to tables. */
import type {
  Expression,
  IndexColumn,
  Name,
  NodeBase,
  Option,
  Query,
  References,
} from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import type { CatalogDraft } from "./draft.ts";
import { type CatalogFinder, storedKey, storedName, type WrittenName } from "./lookup.ts";
import type { Check, Column, ColumnType, ForeignKey, Index, IndexKey, Table } from "./model.ts";

/** The columns a query gives, asked from analysis. */
export type InferColumns = (
  query: Query,
  text: string,
  finder: CatalogFinder,
) => readonly {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** The stored column that is handed on unchanged. */
  readonly origin?: Column | undefined;
}[];

/** What replaying one statement needs. */
export interface Ddl {
  readonly draft: CatalogDraft;
  readonly dialect: Dialect;
  readonly text: string;
  readonly infer: InferColumns | undefined;
}

export function textOf(node: NodeBase | undefined, ddl: Ddl): string | undefined {
  return node === undefined ? undefined : ddl.text.slice(node.start, node.end);
}

/** A name as the engine stores it. */
export function stored(name: WrittenName, ddl: Ddl): string {
  return storedName(ddl.dialect, name);
}

/** Do two stored column names mean one column? */
export function sameColumn(a: string, b: string, dialect: Dialect): boolean {
  return a === b || storedKey(dialect, a, "column") === storedKey(dialect, b, "column");
}

/** Columns of a key; expressions are left out. */
export function keyColumns(columns: readonly IndexColumn[], ddl: Ddl): string[] {
  return columns.flatMap((it) => {
    const name = columnName(it.expression);
    return name === undefined ? [] : [stored(name, ddl)];
  });
}

function columnName(expression: Expression): Name | undefined {
  return expression.kind === "column" && expression.parts.length === 1
    ? expression.parts[0]
    : undefined;
}

/** What an engine calls the keys of an index when it names it: columns, functions, `expr`. */
export function keyNames(columns: readonly IndexColumn[], ddl: Ddl): string[] {
  return columns.map(({ expression }) => {
    const name = columnName(expression);
    if (name !== undefined) {
      return stored(name, ddl);
    }
    const called = expression.kind === "call" ? expression.name.parts.at(-1) : undefined;
    return called === undefined ? "expr" : called.text.toLowerCase();
  });
}

export function indexKeys(columns: readonly IndexColumn[], ddl: Ddl): IndexKey[] {
  return columns.map((it): IndexKey => {
    const name = columnName(it.expression);
    const key: { -readonly [K in keyof IndexKey]: IndexKey[K] } =
      name === undefined
        ? { expression: textOf(it.expression, ddl) ?? "" }
        : { column: stored(name, ddl) };
    if (it.direction === "DESC") {
      key.descending = true;
    }
    if (it.prefixLength !== undefined) {
      key.prefixLength = it.prefixLength;
    }
    return key;
  });
}

export function foreignKey(
  name: string | undefined,
  columns: readonly string[],
  references: References,
  ddl: Ddl,
  extra: { readonly notValid?: boolean | undefined },
): ForeignKey {
  const { draft } = ddl;
  const target = draft.table(references.table.parts);
  const spot = target === undefined ? draft.spot(references.table.parts) : undefined;
  const key: { -readonly [K in keyof ForeignKey]: ForeignKey[K] } = {
    name,
    columns,
    table: {
      schema: target?.schema ?? spot?.schema.name ?? "",
      name: target?.name ?? spot?.name ?? "",
    },
    targets: references.columns?.map((it) => stored(it, ddl)) ?? target?.primaryKey?.columns ?? [],
  };
  if (references.onDelete !== undefined && references.onDelete !== "NO ACTION") {
    key.onDelete = references.onDelete;
  }
  if (references.onUpdate !== undefined && references.onUpdate !== "NO ACTION") {
    key.onUpdate = references.onUpdate;
  }
  if (extra.notValid === true) {
    key.notValid = true;
  }
  return key;
}

/** The name an engine gives to what has none; absent where it gives none. */
export function autoName(
  what:
    | "primaryKey"
    | "unique"
    | "uniqueIndex"
    | "foreignKey"
    | "check"
    | "columnCheck"
    | "exclude"
    | "index"
    | "sequence",
  table: string,
  columns: readonly string[],
  taken: Pick<ReadonlySet<string>, "has">,
  dialect: Dialect,
): string | undefined {
  const names = dialect.pack.data.autoNames ?? {};
  const pattern = names[what] ?? (what === "columnCheck" ? names["check"] : undefined);
  if (pattern === undefined) {
    return undefined;
  }
  const joined = columns.length === 0 ? "" : columns.join("_");
  const fill = (n: number): string =>
    pattern
      .replace("_{columns}", joined === "" ? "" : `_${joined}`)
      .replace("{table}", table)
      .replace("{columns}", joined)
      .replace("{column}", columns[0] ?? "")
      .replace("{n}", String(n));
  if (pattern.includes("{n}")) {
    let n = 1;
    while (taken.has(fill(n))) {
      n += 1;
    }
    return fill(n);
  }
  const plain = fill(0);
  if (!taken.has(plain) || what === "primaryKey") {
    return plain;
  }
  // Engines that name an index by its column say `_2` for the second, the others a bare number.
  const isByColumn = pattern === "{column}";
  for (let n = isByColumn ? 2 : 1; ; n += 1) {
    const name = isByColumn ? `${plain}_${n}` : `${plain}${n}`;
    if (!taken.has(name)) {
      return name;
    }
  }
}

/** All names of constraints and indexes of a table. */
export function takenNames(table: Table): Set<string> {
  const names = new Set<string>();
  for (const it of [
    table.primaryKey,
    ...table.uniqueKeys,
    ...table.foreignKeys,
    ...table.checks,
    ...table.indexes,
  ]) {
    if (it?.name !== undefined) {
      names.add(it.name);
    }
  }
  return names;
}

/** Names that a new index must not have: where tables own their indexes, those of the table's others. */
export function takenIndexNames(table: Table, dialect: Dialect): Set<string> {
  return dialect.can("indexes-belong-to-tables")
    ? new Set(table.indexes.map((it) => it.name))
    : takenNames(table);
}

/** The method of an index that says none. */
export function defaultMethod(dialect: Dialect): string | undefined {
  return dialect.can("index-using") ? "btree" : undefined;
}

export function withCheck(table: Table, check: Check): Table {
  return { ...table, checks: [...table.checks, check] };
}

/** A table with one more index; one that the engine made for a key and that it serves as well goes. */
export function withIndex(table: Table, index: Index, ddl: Ddl): Table {
  const { implicitIndexes } = ddl.draft;
  const isServed = (old: Index): boolean =>
    implicitIndexes.has(old) &&
    old.columns.every((it, at) => it.column === index.columns[at]?.column);
  const kept = table.indexes.filter((it) => it.name !== index.name && !isServed(it));
  return { ...table, indexes: [...kept, index] };
}

/** The value of an option as text: `ENGINE = InnoDB` gives `InnoDB`. */
export function optionText(option: Option, ddl: Ddl): string {
  const { value } = option;
  if (value === undefined) {
    return "true";
  }
  if (value.kind === "literal") {
    return value.value;
  }
  return textOf(value, ddl) ?? "";
}

export function optionNamed(options: readonly Option[], name: string): Option | undefined {
  return options.find((it) => it.name === name);
}

/** Replaces a name inside the text of an expression where it stands as a word of its own. */
export function renamedInText(text: string, from: string, to: string): string {
  const escaped = from.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
  return text.replace(new RegExp(`(?<![\\w$'])${escaped}(?![\\w$'(])`, "gu"), () => to);
}

function renameTable(from: readonly WrittenName[], to: readonly WrittenName[], ddl: Ddl): void {
  const { draft } = ddl;
  const spot = draft.existing(from, "tables");
  const table = spot?.schema.tables.get(spot.key);
  const last = to.at(-1);
  if (spot === undefined || table === undefined || last === undefined) {
    return;
  }
  const qualifier = to.at(-2);
  const schema = qualifier === undefined ? spot.schema : draft.schema(stored(qualifier, ddl));
  moveTable(spot.schema.name, table, schema.name, stored(last, ddl), ddl);
}

/** Moves a table to another name or schema; keys that point to it follow. */
function moveTable(
  fromSchema: string,
  table: Table,
  toSchema: string,
  name: string,
  ddl: Ddl,
): void {
  const { draft } = ddl;
  draft.schema(fromSchema).tables.delete(draft.key(table.name));
  draft.schema(toSchema).tables.set(draft.key(name), {
    ...table,
    schema: toSchema,
    name,
    indexes: followingNames(table.indexes, table.name, name, ddl.dialect),
  });
  draft.changeAll((other) =>
    other.foreignKeys.some((it) => it.table.schema === fromSchema && it.table.name === table.name)
      ? {
          ...other,
          foreignKeys: other.foreignKeys.map((it) =>
            it.table.schema === fromSchema && it.table.name === table.name
              ? { ...it, table: { schema: toSchema, name } }
              : it,
          ),
        }
      : other,
  );
}

/** Some engines name the indexes of keys after the table, and again when it is renamed. */
function followingNames(
  indexes: readonly Index[],
  from: string,
  to: string,
  dialect: Dialect,
): readonly Index[] {
  const pattern = dialect.pack.data.autoNames?.["uniqueIndex"];
  const prefix = pattern?.split("{n}")[0];
  if (prefix === undefined || from === to) {
    return indexes;
  }
  const old = prefix.replace("{table}", from);
  const next = prefix.replace("{table}", to);
  return indexes.map((it) =>
    it.name.startsWith(old) ? { ...it, name: next + it.name.slice(old.length) } : it,
  );
}

/** Numbers the indexes of keys anew, in order. */
export function renumbered(table: Table, dialect: Dialect): Table {
  const pattern = dialect.pack.data.autoNames?.["uniqueIndex"];
  const prefix = pattern?.split("{n}")[0]?.replace("{table}", table.name);
  if (prefix === undefined) {
    return table;
  }
  let n = 0;
  return {
    ...table,
    indexes: table.indexes.map((it) => {
      if (!it.name.startsWith(prefix)) {
        return it;
      }
      n += 1;
      return { ...it, name: `${prefix}${n}` };
    }),
  };
}

/** Changes that reach beyond one table. */
export const put: {
  readonly renameTable: typeof renameTable;
  readonly moveTable: typeof moveTable;
} = { renameTable, moveTable };

/** Is there a table of this name? */
export function exists(parts: readonly WrittenName[], ddl: Ddl): boolean {
  return ddl.draft.table(parts) !== undefined;
}
