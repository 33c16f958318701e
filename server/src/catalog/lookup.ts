/**
 * Finding things in a catalog by name: the search path, each engine's idea of case, keys in both
 * directions, and bounded answers to a few typed letters. Built once for a catalog's identity and
 * lazily per table, so that a large catalog costs nothing until it is asked about.
 */
import { memo, memo2 } from "../base/memo.ts";
import type { Dialect } from "../sql/dialect.ts";
import { type NameMatcher, nameMatcher } from "./match.ts";
import type {
  Catalog,
  Column,
  ForeignKey,
  Routine,
  Schema,
  Sequence,
  Table,
  UserType,
} from "./model.ts";

/** A name as it stands in a text; the tree's names are such. */
export interface WrittenName {
  readonly text: string;
  readonly quoted: boolean;
}

/** What kind of thing a name is for: engines differ in which names differ by case. */
export type NameSpace = "relation" | "column";

/** What analysis asks a catalog, whether it is finished or in the making. */
export interface CatalogFinder {
  /** By `name`, `schema.name` or more parts, of which the last two count. */
  table(parts: readonly WrittenName[]): Table | undefined;
  type(parts: readonly WrittenName[]): UserType | undefined;
  routines(parts: readonly WrittenName[]): readonly Routine[];
  sequence(parts: readonly WrittenName[]): Sequence | undefined;
  /** False where a schema is named that the catalog says nothing about, or where it is partial. */
  knowsSchema(parts: readonly WrittenName[]): boolean;
}

/** A foreign key seen from the table it points to. */
export interface IncomingKey {
  readonly table: Table;
  readonly key: ForeignKey;
}

export interface CatalogIndex extends CatalogFinder {
  readonly catalog: Catalog;
  readonly dialect: Dialect;
  readonly tables: readonly Table[];
  schema(name: WrittenName): Schema | undefined;
  /** Foreign keys that point to a table, its own included. */
  incoming(table: Table): readonly IncomingKey[];
  /** Tables whose names match typed letters, best first. */
  findTables(query: string, limit: number): readonly Table[];
  /** Names of columns anywhere that match typed letters, best first. */
  findColumnNames(query: string, limit: number): readonly string[];
  /** Tables that have a column of this stored name. */
  tablesWithColumn(name: string): readonly Table[];
}

/** The key under which a written name is compared. */
export function nameKey(dialect: Dialect, name: WrittenName, space: NameSpace): string {
  switch (dialect.pack.lexis.caseSensitiveNames) {
    case "never":
      return name.text.toLowerCase();
    case "always":
      return name.text;
    case "tables":
      return space === "relation" ? name.text : name.text.toLowerCase();
    default:
      return dialect.foldName(name.text, name.quoted);
  }
}

/** The key of a name as the catalog stores it: folding is done, only case may still be ignored. */
export function storedKey(dialect: Dialect, name: string, space: NameSpace): string {
  switch (dialect.pack.lexis.caseSensitiveNames) {
    case "never":
      return name.toLowerCase();
    case "tables":
      return space === "relation" ? name : name.toLowerCase();
    default:
      return name;
  }
}

/** The name as the engine stores it. */
export function storedName(dialect: Dialect, name: WrittenName): string {
  const { foldsUnquoted, caseSensitiveNames } = dialect.pack.lexis;
  if (foldsUnquoted === "none" || (name.quoted && caseSensitiveNames !== "never")) {
    return name.text;
  }
  return foldsUnquoted === "upper" ? name.text.toUpperCase() : name.text.toLowerCase();
}

/** Key of a name that a statement gives itself (alias, CTE): never finer than the engine compares. */
export function localKey(dialect: Dialect, name: WrittenName): string {
  return dialect.pack.lexis.caseSensitiveNames === "tables"
    ? name.text.toLowerCase()
    : nameKey(dialect, name, "relation");
}

const columnMaps = memo2((dialect: Dialect, table: Table): ReadonlyMap<string, Column> => {
  const map = new Map<string, Column>();
  for (const column of table.columns) {
    map.set(storedKey(dialect, column.name, "column"), column);
  }
  return map;
});

/** Up to so many columns a scan beats a map. */
const SCANNED_COLUMNS = 8;

/** A column of a table by its written name. */
export function columnOf(dialect: Dialect, table: Table, name: WrittenName): Column | undefined {
  const key = nameKey(dialect, name, "column");
  return table.columns.length <= SCANNED_COLUMNS
    ? table.columns.find((it) => storedKey(dialect, it.name, "column") === key)
    : columnMaps(dialect, table).get(key);
}

const PATTERN_CHARACTERS = /[.*+?^${}()|[\]\\]/gu;

const systemPattern = memo((dialect: Dialect): RegExp => {
  const names = dialect.pack.data.systemTables ?? [];
  const source = names.map((it) => it.replace(PATTERN_CHARACTERS, "\\$&").replaceAll("\\*", ".*"));
  return new RegExp(`^(?:${source.join("|")})$`, "iu");
});

/** Does the engine itself own the table? Such tables exist without being in a catalog. */
export function isSystemTable(dialect: Dialect, parts: readonly WrittenName[]): boolean {
  const name = parts.at(-1);
  const schema = parts.at(-2);
  if (name === undefined) {
    return false;
  }
  if (schema !== undefined) {
    const key = schema.text.toLowerCase();
    if (dialect.pack.systemSchemas.some((it) => it.toLowerCase() === key)) {
      return true;
    }
  }
  return (
    (dialect.pack.data.systemTables ?? []).length > 0 && systemPattern(dialect).test(name.text)
  );
}

/** The index of a catalog as a dialect reads it; the same object for the same two. */
export const catalogIndex: (catalog: Catalog, dialect: Dialect) => CatalogIndex = memo2(build);

interface SchemaMaps {
  readonly tables: ReadonlyMap<string, Table>;
  readonly routines: ReadonlyMap<string, readonly Routine[]>;
  readonly types: ReadonlyMap<string, UserType>;
  readonly sequences: ReadonlyMap<string, Sequence>;
}

function build(catalog: Catalog, dialect: Dialect): CatalogIndex {
  const schemas = new Map(
    catalog.schemas.map((it) => [storedKey(dialect, it.name, "relation"), it]),
  );
  const maps = memo(
    (schema: Schema): SchemaMaps => ({
      tables: new Map(schema.tables.map((it) => [relationKey(it.name), it])),
      routines: grouped(schema.routines, (it) => it.name.toLowerCase()),
      types: new Map(schema.types.map((it) => [relationKey(it.name), it])),
      sequences: new Map(schema.sequences.map((it) => [relationKey(it.name), it])),
    }),
  );
  /** Where case of tables depends on the file system, a spelling of another case is found too. */
  const loose = memo(
    (schema: Schema) => new Map(schema.tables.map((it) => [it.name.toLowerCase(), it])),
  );
  const isLoose = dialect.pack.lexis.caseSensitiveNames === "tables";
  const path = catalog.searchPath
    .map((it) => schemas.get(storedKey(dialect, it, "relation")))
    .filter((it) => it !== undefined);
  const searched = path.length > 0 ? path : catalog.schemas;
  const tables = catalog.schemas.flatMap((it) => it.tables);
  let incomingKeys: Map<Table, IncomingKey[]> | undefined;
  let tableMatcher: NameMatcher | undefined;
  let columnMatcher: NameMatcher | undefined;
  let byColumn: Map<string, Table[]> | undefined;

  const index: CatalogIndex = {
    catalog,
    dialect,
    tables,
    table: (parts) =>
      find(parts, (schema, name) => {
        const exact = maps(schema).tables.get(nameKey(dialect, name, "relation"));
        return exact ?? (isLoose ? loose(schema).get(name.text.toLowerCase()) : undefined);
      }),
    type: (parts) =>
      find(parts, (schema, name) => maps(schema).types.get(nameKey(dialect, name, "relation"))),
    routines: (parts) =>
      find(parts, (schema, name) =>
        maps(schema).routines.get(storedName(dialect, name).toLowerCase()),
      ) ?? [],
    sequence: (parts) =>
      find(parts, (schema, name) => maps(schema).sequences.get(nameKey(dialect, name, "relation"))),
    knowsSchema: (parts) => {
      const name = parts.at(-2);
      return catalog.partial !== true && (name === undefined || schemaOf(name) !== undefined);
    },
    schema: schemaOf,
    incoming: (table) => {
      incomingKeys ??= allIncoming();
      return incomingKeys.get(table) ?? [];
    },
    findTables: (query, limit) => {
      tableMatcher ??= nameMatcher(tables.map((it) => it.name));
      return tableMatcher.find(query, limit).flatMap((it) => tables[it.index] ?? []);
    },
    findColumnNames: (query, limit) => {
      columnMatcher ??= nameMatcher([...columns().keys()]);
      const { names } = columnMatcher;
      return columnMatcher.find(query, limit).flatMap((it) => names[it.index] ?? []);
    },
    tablesWithColumn: (name) => columns().get(name) ?? [],
  };
  return index;

  function relationKey(name: string): string {
    return storedKey(dialect, name, "relation");
  }

  function schemaOf(name: WrittenName): Schema | undefined {
    const exact = schemas.get(nameKey(dialect, name, "relation"));
    return exact ?? (isLoose ? schemas.get(name.text.toLowerCase()) : undefined);
  }

  function find<T>(
    parts: readonly WrittenName[],
    within: (schema: Schema, name: WrittenName) => T | undefined,
  ): T | undefined {
    const name = parts.at(-1);
    const qualifier = parts.at(-2);
    if (name === undefined) {
      return undefined;
    }
    if (qualifier !== undefined) {
      const schema = schemaOf(qualifier);
      return schema === undefined ? undefined : within(schema, name);
    }
    for (const schema of searched) {
      const found = within(schema, name);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  function allIncoming(): Map<Table, IncomingKey[]> {
    const incoming = new Map<Table, IncomingKey[]>();
    for (const table of tables) {
      for (const key of table.foreignKeys) {
        const target = index.table([
          { text: key.table.schema, quoted: true },
          { text: key.table.name, quoted: true },
        ]);
        if (target !== undefined) {
          const list = incoming.get(target);
          if (list === undefined) {
            incoming.set(target, [{ table, key }]);
          } else {
            list.push({ table, key });
          }
        }
      }
    }
    return incoming;
  }

  function columns(): Map<string, Table[]> {
    if (byColumn === undefined) {
      byColumn = new Map();
      for (const table of tables) {
        for (const column of table.columns) {
          const list = byColumn.get(column.name);
          if (list === undefined) {
            byColumn.set(column.name, [table]);
          } else {
            list.push(table);
          }
        }
      }
    }
    return byColumn;
  }
}

function grouped<T>(
  items: readonly T[],
  key: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(key(item));
    if (list === undefined) {
      groups.set(key(item), [item]);
    } else {
      list.push(item);
    }
  }
  return groups;
}
