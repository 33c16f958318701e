/**
 * Rows of catalog queries to a catalog value. Pure: the same rows give the same catalog. Rows come in
 * the order the queries give them; parts of one thing (columns of a key) stand one after another.
 */

import { catalogFromScript } from "../../analysis/catalog-from-script.ts";
import { typeFromText } from "../../catalog/column-type.ts";
import { type CatalogFinder, storedKey } from "../../catalog/lookup.ts";
import type {
  Catalog,
  Check,
  Column,
  ColumnStatistics,
  ColumnType,
  ForeignKey,
  Index,
  IndexKey,
  Key,
  Policy,
  Routine,
  Schema,
  Sequence,
  Table,
  Trigger,
  UserType,
} from "../../catalog/model.ts";
import type { Dialect } from "../../sql/dialect.ts";
import type { Value } from "../drivers/session.ts";
import type { TypeKind } from "../packs/pack.ts";
import { plainDefault, plainExpression, unwrapped } from "./expressions.ts";

/** One row of a catalog query by the names the query declares. */
export type CatalogRow = Readonly<Record<string, Value>>;

export interface CatalogRows {
  readonly dialect: Dialect;
  readonly version: string | undefined;
  rows(
    name:
      | "schemas"
      | "search-path"
      | "definitions"
      | "tables"
      | "columns"
      | "keys"
      | "foreign-keys"
      | "checks"
      | "indexes"
      | "triggers"
      | "policies"
      | "routines"
      | "parameters"
      | "types"
      | "type-members"
      | "sequences"
      | "roles"
      | "extensions"
      | "row-estimates"
      | "statistics",
  ): readonly CatalogRow[];
  readonly schemas: readonly string[] | undefined;
  readonly notes: readonly string[];
}

/** Puts the rows together. */
export function buildCatalog(from: CatalogRows): Catalog {
  const { dialect } = from;
  const wanted = from.schemas === undefined ? undefined : new Set(from.schemas);
  const types = userTypes(from);
  const finder = typeFinder(types, dialect);
  const tables = mergeDefinitions(tablesOf(from, finder), from);
  const routines = routinesOf(from);
  const sequences = sequencesOf(from);
  const names = new Map<string, string | undefined>();
  for (const row of from.rows("schemas")) {
    names.set(text(row["schema"]), optionalText(row["comment"]));
  }
  for (const { schema } of [...tables, ...routines, ...types, ...sequences]) {
    if (!names.has(schema)) {
      names.set(schema, undefined);
    }
  }
  const bySchema = <T extends { readonly schema: string }>(all: readonly T[]) =>
    groupBy(all, (it) => it.schema);
  const tablesBy = bySchema(tables);
  const routinesBy = bySchema(routines);
  const typesBy = bySchema(types);
  const sequencesBy = bySchema(sequences);
  const schemas = [...names]
    .filter(([name]) => wanted?.has(name) ?? true)
    .map(
      ([name, comment]): Schema => ({
        name,
        ...(comment === undefined ? {} : { comment }),
        tables: tablesBy.get(name) ?? [],
        routines: routinesBy.get(name) ?? [],
        types: typesBy.get(name) ?? [],
        sequences: sequencesBy.get(name) ?? [],
      }),
    );
  return {
    engine: dialect.pack.engine,
    version: from.version,
    schemas,
    searchPath: searchPath(from),
    roles: from.rows("roles").map((it) => text(it["name"])),
    extensions: from.rows("extensions").map((it) => text(it["name"])),
    notes: from.notes,
  };
}

function searchPath(from: CatalogRows): readonly string[] {
  const asked = from.rows("search-path").map((it) => text(it["schema"]));
  return asked.length === 0 ? from.dialect.pack.searchPath : asked;
}

// ---------------------------------------------------------------- tables

function tablesOf(from: CatalogRows, finder: CatalogFinder): readonly Table[] {
  const columns = grouped(from.rows("columns"));
  const keys = grouped(from.rows("keys"));
  const foreignKeys = grouped(from.rows("foreign-keys"));
  const checks = grouped(from.rows("checks"));
  const indexes = grouped(from.rows("indexes"));
  const triggers = grouped(from.rows("triggers"));
  const policies = grouped(from.rows("policies"));
  const statistics = grouped(from.rows("statistics"));
  const estimates = new Map(
    from
      .rows("row-estimates")
      .map((it) => [pair(it["schema"], it["table"]), optionalNumber(it["rows"])]),
  );
  const typeOf = memoText((it) => typeFromText(it, from.dialect, finder));
  return from.rows("tables").map((row): Table => {
    const id = pair(row["schema"], row["name"]);
    const facts = statisticsByColumn(statistics.get(id) ?? []);
    const keyRows = keys.get(id) ?? [];
    const method = optionalText(row["partition_method"]);
    const kinds = new Map<string, TypeKind>();
    for (const it of columns.get(id) ?? []) {
      kinds.set(text(it["name"]), typeOf(text(it["type"])).kind);
    }
    const plain = (expression: string) =>
      plainExpression(expression, from.dialect, (it) => kinds.get(it));
    const rows = optionalNumber(row["rows"]) ?? estimates.get(id);
    return {
      schema: text(row["schema"]),
      name: text(row["name"]),
      kind: tableKind(row["kind"]),
      ...(truth(row["temporary"]) ? { temporary: true } : {}),
      ...optional("comment", optionalText(row["comment"])),
      columns: (columns.get(id) ?? []).map((it) => column(it, typeOf, facts, from.dialect, plain)),
      ...optional("primaryKey", keysOf(keyRows, "primary")[0]),
      uniqueKeys: keysOf(keyRows, "unique"),
      foreignKeys: foreignKeysOf(foreignKeys.get(id) ?? []),
      checks: (checks.get(id) ?? []).map((it) => check(it, plain)),
      indexes: indexesOf(indexes.get(id) ?? [], plain),
      triggers: triggersOf(triggers.get(id) ?? []),
      policies: (policies.get(id) ?? []).map((it) => policy(it, plain)),
      ...optional("rowSecurity", rowSecurity(row["row_security"])),
      ...(method === undefined
        ? {}
        : { partitioning: { method, columns: partitionColumns(row["partition_columns"]) } }),
      ...optional("partitionOf", optionalText(row["partition_of"])),
      ...optional("definition", queryText(row["definition"])),
      ...optional("rows", rows),
      ...optional("sizeBytes", optionalNumber(row["size"])),
      ...optional("options", tableOptions(row)),
    };
  });
}

/** An expression as people write it, with a table's columns known. */
type Plain = (expression: string) => string;

function tableKind(value: Value | undefined): Table["kind"] {
  switch (value) {
    case "view":
    case "materialized-view":
    case "foreign-table":
    case "virtual-table":
      return value;
    default:
      return "table";
  }
}

function rowSecurity(value: Value | undefined): Table["rowSecurity"] {
  return value === "enabled" || value === "forced" ? value : undefined;
}

function tableOptions(row: CatalogRow): Readonly<Record<string, string>> | undefined {
  const options: Record<string, string> = {};
  const engine = optionalText(row["engine"]);
  if (engine !== undefined) {
    options["engine"] = engine;
  }
  if (truth(row["unlogged"])) {
    options["unlogged"] = "true";
  }
  return Object.keys(options).length === 0 ? undefined : options;
}

/** `["RANGE (created_at, id)"]` to the columns between the parentheses. */
function partitionColumns(value: Value | undefined): readonly string[] {
  const key = list(value)[0] ?? "";
  const inside = /\((.*)\)$/su.exec(key)?.[1] ?? "";
  return inside === "" ? [] : splitTopLevel(inside).map((it) => it.replace(/^"(.*)"$/u, "$1"));
}

function column(
  row: CatalogRow,
  typeOf: (text: string) => ColumnType,
  statistics: ReadonlyMap<string, ColumnStatistics>,
  dialect: Dialect,
  plain: Plain,
): Column {
  const name = text(row["name"]);
  const generated = optionalText(row["generated"], "keep-empty");
  const facts = statistics.get(name);
  return {
    name,
    type: typeOf(text(row["type"])),
    nullable: truth(row["nullable"]),
    ...optional(
      "default",
      generated === undefined ? defaultText(row["default"], dialect) : undefined,
    ),
    ...(generated === undefined
      ? {}
      : { generated: { expression: plain(generated), stored: truth(row["stored"]) } }),
    ...optional("identity", identity(row["identity"])),
    ...optional("collation", optionalText(row["collation"])),
    ...optional("comment", optionalText(row["comment"])),
    ...optional(
      "statistics",
      facts !== undefined && 0 < Object.keys(facts).length ? facts : undefined,
    ),
  };
}

function identity(value: Value | undefined): Column["identity"] {
  switch (value) {
    case "always":
    case "by-default":
    case "auto-increment":
    case "serial":
      return value;
    default:
      return undefined;
  }
}

function keysOf(rows: readonly CatalogRow[], kind: "primary" | "unique"): readonly Key[] {
  return runs(
    rows.filter((it) => it["kind"] === kind),
    (it) => `${String(it["name"])} ${String(it["key"])}`,
  ).map((key) => ({
    ...optional("name", optionalText(key[0]?.["name"])),
    columns: key.map((it) => text(it["column"])),
  }));
}

function foreignKeysOf(rows: readonly CatalogRow[]): readonly ForeignKey[] {
  return runs(rows, (it) => `${String(it["name"])} ${String(it["key"])}`).map((key): ForeignKey => {
    const first = key[0] ?? {};
    return {
      ...optional("name", optionalText(first["name"])),
      columns: key.map((it) => text(it["column"])),
      table: { schema: text(first["target_schema"]), name: text(first["target_table"]) },
      targets: key.flatMap((it) => optionalText(it["target"]) ?? []),
      ...optional("onDelete", optionalText(first["on_delete"])),
      ...optional("onUpdate", optionalText(first["on_update"])),
      ...(truth(first["not_valid"]) ? { notValid: true } : {}),
    };
  });
}

function check(row: CatalogRow, plain: Plain): Check {
  return {
    ...optional("name", optionalText(row["name"])),
    expression: plain(text(row["expression"])),
    ...(truth(row["not_valid"]) ? { notValid: true } : {}),
  };
}

function indexesOf(rows: readonly CatalogRow[], plain: Plain): readonly Index[] {
  return runs(rows, (it) => String(it["name"])).map((index): Index => {
    const first = index[0] ?? {};
    const keys = index.filter((it) => !truth(it["included"]));
    return {
      name: text(first["name"]),
      columns:
        first["list"] === undefined
          ? keys.map((it) => indexKey(it, plain))
          : listedKeys(first["list"]),
      include: index.filter((it) => truth(it["included"])).map((it) => text(it["column"])),
      unique: truth(first["unique"]),
      primary: truth(first["primary"]),
      ...optional("method", optionalText(first["method"])),
      ...optional("where", plainText(first["where"], plain)),
      ...(truth(first["invalid"]) ? { invalid: true } : {}),
      ...optional("sizeBytes", optionalNumber(first["size"])),
      ...optional("scans", optionalNumber(first["scans"])),
      ...optional("comment", optionalText(first["comment"])),
    };
  });
}

function indexKey(row: CatalogRow, plain: Plain): IndexKey {
  const name = optionalText(row["column"]);
  return {
    ...(name === undefined ? { expression: plain(text(row["expression"])) } : { column: name }),
    ...(truth(row["descending"]) ? { descending: true } : {}),
    ...optional("prefixLength", optionalNumber(row["prefix"])),
  };
}

/** `[a, 'lower(b)']`: the keys of an engine that lists them as one text. */
function listedKeys(value: Value | undefined): readonly IndexKey[] {
  const inside = /^\[(.*)\]$/su.exec(text(value))?.[1] ?? "";
  return splitTopLevel(inside).map((it): IndexKey => {
    const plain = it.replace(/^'(.*)'$/su, "$1").replaceAll("''", "'");
    const name = /^"(.*)"$/su.exec(plain)?.[1]?.replaceAll('""', '"') ?? plain;
    return /^[\p{L}_][\p{L}\d_$]*$/u.test(plain) || name !== plain
      ? { column: name }
      : { expression: unwrapped(plain) };
  });
}

function plainText(value: Value | undefined, plain: Plain): string | undefined {
  const found = optionalText(value);
  return found === undefined ? undefined : plain(found);
}

function defaultText(value: Value | undefined, dialect: Dialect): string | undefined {
  const found = optionalText(value);
  return found === undefined ? undefined : plainDefault(found, dialect);
}

function triggersOf(rows: readonly CatalogRow[]): readonly Trigger[] {
  return runs(rows, (it) => String(it["name"])).map((all): Trigger => {
    const row = all[0] ?? {};
    return {
      name: text(row["name"]),
      timing: text(row["timing"]),
      events: all.flatMap((it) =>
        text(it["events"])
          .split(",")
          .filter((event) => event !== ""),
      ),
      ...optional("routine", optionalText(row["routine"])),
      ...optional("definition", optionalText(row["definition"])),
    };
  });
}

function policy(row: CatalogRow, plain: Plain): Policy {
  return {
    name: text(row["name"]),
    command: text(row["command"]),
    permissive: truth(row["permissive"]),
    roles: list(row["roles"]),
    ...optional("using", plainText(row["using"], plain)),
    ...optional("check", plainText(row["check"], plain)),
  };
}

function statisticsByColumn(rows: readonly CatalogRow[]): ReadonlyMap<string, ColumnStatistics> {
  return new Map(
    rows.map((row) => {
      const common = list(row["common_values"]);
      const histogram = list(row["histogram"]);
      return [
        text(row["column"]),
        {
          ...optional("distinct", optionalNumber(row["distinct"])),
          ...optional("nullFraction", optionalNumber(row["null_fraction"])),
          ...(common.length === 0 ? {} : { commonValues: common }),
          ...(histogram.length === 0 ? {} : { histogram }),
          ...optional("averageBytes", optionalNumber(row["average_bytes"])),
        },
      ];
    }),
  );
}

// ---------------------------------------------------------------- definitions

/**
 * Where the engine hands out the text of its definitions, the text says more than its tables of
 * facts: it is used for every table whose columns it gives just as the engine lists them.
 */
function mergeDefinitions(tables: readonly Table[], from: CatalogRows): readonly Table[] {
  const { dialect } = from;
  const texts = from.rows("definitions").map((it) => text(it["sql"]));
  if (texts.length === 0) {
    return tables;
  }
  const written = new Map(
    catalogFromScript(
      texts.map((it) => `${it};`),
      dialect,
    ).schemas.flatMap((schema) =>
      schema.tables.map(
        (it) => [pair(it.schema, storedKey(dialect, it.name, "relation")), it] as const,
      ),
    ),
  );
  return tables.map((table): Table => {
    const told = written.get(pair(table.schema, storedKey(dialect, table.name, "relation")));
    if (told === undefined) {
      return table;
    }
    const same =
      told.columns.length === table.columns.length &&
      told.columns.every((it, index) => it.name === table.columns[index]?.name);
    const facts = {
      ...optional("definition", told.definition),
      triggers: told.triggers,
      ...optional("rows", table.rows),
    };
    return same && table.kind === told.kind
      ? {
          ...told,
          name: table.name,
          columns: told.columns.map((it, index) => ({
            ...it,
            ...optional("statistics", table.columns[index]?.statistics),
          })),
          foreignKeys: told.foreignKeys.map((it, index) => withTargets(it, table, index)),
          // The engine knows which indexes there are and their names; the text knows their expressions.
          indexes: table.indexes.map(
            (it) => told.indexes.find(({ name }) => name === it.name) ?? it,
          ),
          ...facts,
        }
      : { ...table, ...facts };
  });
}

/** A key that names no columns of its target points to the primary key, which only the engine may know. */
function withTargets(key: ForeignKey, table: Table, _index: number): ForeignKey {
  if (0 < key.targets.length) {
    return key;
  }
  const listed = table.foreignKeys.find(
    (it) => it.columns.join("\u0000") === key.columns.join("\u0000"),
  );
  return listed === undefined ? key : { ...key, targets: listed.targets };
}

// ---------------------------------------------------------------- other objects

function userTypes(from: CatalogRows): readonly UserType[] {
  const members = groupBy(from.rows("type-members"), (it) => pair(it["schema"], it["type"]));
  return from.rows("types").map((row): UserType => {
    const own = members.get(pair(row["schema"], row["name"])) ?? [];
    const of = (kind: string) => own.filter((it) => it["kind"] === kind);
    const labels = of("label").map((it) => text(it["name"]));
    const checks = of("check").map((it) => unwrapped(text(it["value"])));
    const fields = of("field").map((it) => ({ name: text(it["name"]), type: text(it["value"]) }));
    const kind = userTypeKind(row["kind"]);
    return {
      schema: text(row["schema"]),
      name: text(row["name"]),
      kind,
      ...(kind === "enum" ? { labels } : {}),
      ...(kind === "domain" ? optional("base", optionalText(row["base"])) : {}),
      ...(kind === "domain" && row["nullable"] !== undefined && row["nullable"] !== null
        ? { nullable: truth(row["nullable"]) }
        : {}),
      ...(checks.length === 0 ? {} : { checks }),
      ...(kind === "composite" ? { fields } : {}),
      ...optional("comment", optionalText(row["comment"])),
    };
  });
}

function userTypeKind(value: Value | undefined): UserType["kind"] {
  switch (value) {
    case "enum":
    case "composite":
    case "range":
      return value;
    default:
      return "domain";
  }
}

function routinesOf(from: CatalogRows): readonly Routine[] {
  const parameters = groupBy(from.rows("parameters"), (it) => String(it["routine"]));
  return from.rows("routines").map((row): Routine => {
    const own = parameters.get(String(row["id"])) ?? [];
    const columns = own
      .filter((it) => it["mode"] === "table")
      .map((it) => ({ name: text(it["name"]), type: text(it["type"]) }));
    return {
      schema: text(row["schema"]),
      name: text(row["name"]),
      kind: routineKind(row["kind"]),
      parameters: own
        .filter((it) => it["mode"] !== "table")
        .map((it) => ({
          ...optional("name", optionalText(it["name"])),
          mode: text(it["mode"]),
          type: text(it["type"]),
          ...(truth(it["has_default"]) ? { hasDefault: true } : {}),
        })),
      ...(columns.length === 0 ? optional("returns", optionalText(row["returns"])) : { columns }),
      ...(truth(row["returns_set"]) ? { returnsSet: true } : {}),
      ...optional("language", optionalText(row["language"])),
      ...(truth(row["security_definer"]) ? { securityDefiner: true } : {}),
      ...optional("volatility", optionalText(row["volatility"])),
      ...optional("comment", optionalText(row["comment"])),
      ...optional("definition", optionalText(row["definition"])),
    };
  });
}

function routineKind(value: Value | undefined): Routine["kind"] {
  switch (value) {
    case "procedure":
    case "aggregate":
    case "window":
      return value;
    default:
      return "function";
  }
}

function sequencesOf(from: CatalogRows): readonly Sequence[] {
  return from.rows("sequences").map((row): Sequence => {
    const table = optionalText(row["owner_table"]);
    const owner = optionalText(row["owner_column"]);
    return {
      schema: text(row["schema"]),
      name: text(row["name"]),
      ...(table === undefined || owner === undefined ? {} : { ownedBy: { table, column: owner } }),
    };
  });
}

/** Types of columns may be types users made; nothing else is looked up while types are read. */
function typeFinder(types: readonly UserType[], dialect: Dialect): CatalogFinder {
  const byName = new Map<string, UserType>();
  for (const type of types) {
    const name = storedKey(dialect, type.name, "relation");
    byName.set(pair(type.schema, name), type);
    if (!byName.has(name)) {
      byName.set(name, type);
    }
  }
  return {
    table: () => undefined,
    routines: () => [],
    sequence: () => undefined,
    knowsSchema: () => true,
    type(parts) {
      const name = parts.at(-1);
      const schema = parts.at(-2);
      if (name === undefined) {
        return undefined;
      }
      const key = storedKey(dialect, name.text, "relation");
      return byName.get(schema === undefined ? key : pair(schema.text, key));
    },
  };
}

// ---------------------------------------------------------------- values

function pair(schema: Value | undefined, name: Value | undefined): string {
  return `${String(schema)}\u0000${String(name)}`;
}

function grouped(rows: readonly CatalogRow[]): ReadonlyMap<string, readonly CatalogRow[]> {
  return groupBy(rows, (it) => pair(it["schema"], it["table"]));
}

function groupBy<T>(all: readonly T[], keyOf: (it: T) => string): Map<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const it of all) {
    const key = keyOf(it);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [it]);
    } else {
      group.push(it);
    }
  }
  return groups;
}

/** Neighbors with the same key as one group. */
function runs(
  rows: readonly CatalogRow[],
  keyOf: (row: CatalogRow) => string,
): readonly (readonly CatalogRow[])[] {
  return [...groupBy(rows, keyOf).values()];
}

function text(value: Value | undefined): string {
  return value === null || value === undefined
    ? ""
    : value instanceof Uint8Array
      ? new TextDecoder().decode(value)
      : String(value);
}

function optionalText(
  value: Value | undefined,
  empty: "keep-empty" | "drop-empty" = "drop-empty",
): string | undefined {
  return value === null || value === undefined || (value === "" && empty === "drop-empty")
    ? undefined
    : text(value);
}

function optionalNumber(value: Value | undefined): number | undefined {
  if (value === null || value === undefined || value === "") {
    return undefined;
  }
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Truth as engines send it: a boolean, a number, a word. */
function truth(value: Value | undefined): boolean {
  return (
    value === true ||
    (typeof value === "number" && value !== 0) ||
    value === "1" ||
    value === "t" ||
    value === "true"
  );
}

/** A JSON list of texts. */
function list(value: Value | undefined): readonly string[] {
  if (typeof value !== "string" || value === "") {
    return [];
  }
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed.map((it) => String(it)) : [];
  } catch {
    return [];
  }
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

/** A view's query without its terminator. */
function queryText(value: Value | undefined): string | undefined {
  const found = optionalText(value);
  return found?.trim().replace(/;$/u, "");
}

/** Parts between commas that stand in no parentheses and no quotes. */
function splitTopLevel(expression: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let part = "";
  for (const character of expression) {
    if (quote !== "") {
      quote = character === quote ? "" : quote;
    } else if (character === "'" || character === '"') {
      quote = character;
    } else if (character === "(" || character === "[") {
      depth += 1;
    } else if (character === ")" || character === "]") {
      depth -= 1;
    }
    if (character === "," && depth === 0 && quote === "") {
      parts.push(part.trim());
      part = "";
    } else {
      part += character;
    }
  }
  return part.trim() === "" && parts.length === 0 ? [] : [...parts, part.trim()];
}

function memoText<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (it) => {
    const hit = known.get(it);
    if (hit !== undefined) {
      return hit;
    }
    const value = compute(it);
    known.set(it, value);
    return value;
  };
}
