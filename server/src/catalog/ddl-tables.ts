/** CREATE TABLE and CREATE INDEX: columns, keys, checks and indexes as the engine would store them. */
import type {
  ColumnConstraint,
  ColumnDefinition,
  CreateIndex,
  CreateTable,
  IndexElement,
  LikeElement,
  NodeBase,
  QualifiedName,
  TableConstraint,
} from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import { columnType, knownType, typeFromText } from "./column-type.ts";
import {
  autoName,
  type Ddl,
  defaultMethod,
  foreignKey,
  type InferColumns,
  indexKeys,
  keyColumns,
  keyNames,
  optionNamed,
  optionText,
  renumbered,
  sameColumn,
  stored,
  takenIndexNames,
  takenNames,
  textOf,
  withCheck,
  withIndex,
} from "./ddl-parts.ts";
import type { Spot } from "./draft.ts";
import type { Column, ColumnType, Index, Table } from "./model.ts";

/** A table that so far has nothing but a name. */
export function emptyTable(
  spot: Pick<Spot, "name"> & { readonly schema: { readonly name: string } },
  kind: Table["kind"],
): Table {
  return {
    schema: spot.schema.name,
    name: spot.name,
    kind,
    columns: [],
    uniqueKeys: [],
    foreignKeys: [],
    checks: [],
    indexes: [],
    triggers: [],
    policies: [],
  };
}

/** A table or view whose columns a query gives; `names` replace the query's own. */
export function tableFromColumns(
  spot: Spot,
  kind: Table["kind"],
  columns: ReturnType<InferColumns>,
  names: readonly string[],
  dialect: Dialect,
): Table {
  const keepsAttributes = dialect.can("derived-columns-keep-attributes");
  const found: Column[] = columns.map((it, index) => {
    const column: Column = { name: names[index] ?? it.name, type: it.type, nullable: it.nullable };
    return keepsAttributes && it.origin !== undefined ? withAttributes(column, it.origin) : column;
  });
  for (const name of names.slice(found.length)) {
    found.push({ name, type: { text: "", kind: "unknown" }, nullable: true });
  }
  return { ...emptyTable(spot, kind), columns: found };
}

/** What a derived column keeps of a stored one: default and comment; a number it would give is 0. */
function withAttributes(column: Column, origin: Column): Column {
  const given = origin.identity === undefined ? origin.default : "0";
  return {
    ...column,
    nullable: origin.nullable && column.nullable,
    ...(given === undefined ? {} : { default: given }),
    ...(origin.comment === undefined ? {} : { comment: origin.comment }),
  };
}

export function createTable(node: CreateTable, ddl: Ddl): void {
  const { draft, dialect } = ddl;
  const spot = draft.spot(node.name.parts);
  if (spot === undefined || (node.ifNotExists === true && spot.schema.tables.has(spot.key))) {
    return;
  }
  const kind =
    node.virtual !== undefined
      ? "virtual-table"
      : node.external === true
        ? "foreign-table"
        : "table";
  let table = emptyTable(spot, kind);
  if (node.temporary === true) {
    table = { ...table, temporary: true };
  }
  const parent = node.partitionOf?.parent;
  if (node.like !== undefined) {
    table = withLike(table, node.like, ["ALL"], ddl);
    const { comment, options } = draft.table(node.like.parts) ?? {};
    table = {
      ...table,
      ...(comment === undefined ? {} : { comment }),
      ...(options === undefined ? {} : { options }),
    };
  }
  for (const from of [...(node.inherits ?? []), ...(parent === undefined ? [] : [parent])]) {
    table = withInherited(table, from, ddl);
  }
  if (parent !== undefined) {
    table = { ...table, partitionOf: draft.table(parent.parts)?.name ?? parent.parts.at(-1)?.text };
  }
  if (node.ofType !== undefined) {
    const type = draft.type(node.ofType.parts);
    const fields = (type?.fields ?? []).map(
      (it): Column => ({
        name: it.name,
        type: typeFromText(it.type, dialect, draft),
        nullable: true,
      }),
    );
    table = { ...table, columns: [...table.columns, ...fields] };
  }
  for (const element of node.elements) {
    if (element.kind === "column-definition") {
      table = withColumn(table, element, ddl);
    } else if (element.kind === "like-element") {
      table = withLikeElement(table, element, ddl);
    }
  }
  if (node.virtual !== undefined) {
    table = { ...table, columns: [...table.columns, ...moduleColumns(node.virtual.args, ddl)] };
  }
  if (node.as !== undefined) {
    const own = table.columns;
    const computed = tableFromColumns(
      spot,
      "table",
      ddl.infer?.(node.as, ddl.text, draft) ?? [],
      [],
      dialect,
    ).columns.filter((it) => !own.some((known) => sameColumn(known.name, it.name, dialect)));
    table = { ...table, columns: [...own, ...computed] };
  }
  table = withElements(table, node, ddl);
  if (node.partitionBy !== undefined) {
    const { method, columns } = node.partitionBy;
    table = {
      ...table,
      partitioning: {
        method: method.toLowerCase(),
        columns: columns.map((it) => keyColumns([it], ddl)[0] ?? textOf(it.expression, ddl) ?? ""),
      },
    };
  }
  table = withOptions(table, node, ddl);
  if (dialect.can("rowid-alias")) {
    table = withRowidAlias(table, dialect);
  }
  spot.schema.tables.set(spot.key, withOwnTargets(table));
}

/** Keys that point to the table itself and name no columns point to its primary key. */
function withOwnTargets(table: Table): Table {
  const isOwn = (it: Table["foreignKeys"][number]): boolean =>
    it.targets.length === 0 && it.table.name === table.name && it.table.schema === table.schema;
  return table.foreignKeys.some(isOwn)
    ? {
        ...table,
        foreignKeys: table.foreignKeys.map((it) =>
          isOwn(it) ? { ...it, targets: table.primaryKey?.columns ?? [] } : it,
        ),
      }
    : table;
}

/** Columns that the arguments of a virtual table's module name; an argument with `=` is an option. */
function moduleColumns(args: NodeBase, ddl: Ddl): Column[] {
  const text = (textOf(args, ddl) ?? "").replace(/^\s*\(|\)\s*$/gu, "");
  return text.split(",").flatMap((part): Column[] => {
    const name = /^\s*(?:"([^"]+)"|\[([^\]]+)\]|`([^`]+)`|([\p{L}_][\p{L}\p{N}_$]*))/u.exec(part);
    const found = name?.[1] ?? name?.[2] ?? name?.[3] ?? name?.[4];
    return part.includes("=") || found === undefined
      ? []
      : [{ name: found, type: { text: "", kind: "any" }, nullable: true }];
  });
}

/** Constraints in text order, those of columns before those of the table, as engines number them. */
function withElements(table: Table, node: CreateTable, ddl: Ddl): Table {
  let result = table;
  for (const element of node.elements) {
    if (element.kind === "column-definition") {
      result = withColumnKeys(result, element, ddl);
    }
  }
  for (const element of node.elements) {
    if (element.kind === "table-constraint") {
      result = withConstraint(result, element, ddl);
    } else if (element.kind === "index-element") {
      result = withIndexElement(result, element, ddl);
    }
  }
  return result;
}

function withOptions(table: Table, node: CreateTable, ddl: Ddl): Table {
  const options: Record<string, string> = {};
  let { comment } = table;
  for (const option of node.options) {
    if (option.name === "COMMENT") {
      comment = optionText(option, ddl);
    } else {
      options[option.name.toLowerCase()] = optionText(option, ddl);
    }
  }
  if (node.virtual !== undefined) {
    options["module"] = node.virtual.module.text;
  }
  if (node.unlogged === true) {
    options["unlogged"] = "true";
  }
  const hasOptions = Object.keys(options).length > 0;
  let result = hasOptions ? { ...table, options } : table;
  if (comment !== undefined) {
    result = { ...result, comment };
  }
  // Tables that are their own primary key's index, and strict ones, refuse NULL in it.
  if (options["without rowid"] === "true" || options["strict"] === "true") {
    const key = new Set(result.primaryKey?.columns ?? []);
    result = {
      ...result,
      columns: result.columns.map((it) =>
        key.has(it.name) && options["without rowid"] === "true" ? { ...it, nullable: false } : it,
      ),
    };
  }
  return result;
}

/** A lone `INTEGER PRIMARY KEY` is the row's own number. */
function withRowidAlias(table: Table, dialect: Dialect): Table {
  const [only, second] = table.primaryKey?.columns ?? [];
  const column = table.columns.find((it) => it.name === only);
  if (
    second !== undefined ||
    column === undefined ||
    column.type.text.toLowerCase() !== "integer" ||
    table.options?.["without rowid"] === "true"
  ) {
    return table;
  }
  const aliased: Table = {
    ...table,
    columns: table.columns.map((it) =>
      it === column ? { ...it, nullable: false, identity: "auto-increment" } : it,
    ),
    indexes: table.indexes.filter((it) => !it.primary),
  };
  return renumbered(aliased, dialect);
}

function withInherited(table: Table, from: QualifiedName, ddl: Ddl): Table {
  const parent = ddl.draft.table(from.parts);
  if (parent === undefined) {
    return table;
  }
  const added = parent.columns.filter((it) => !table.columns.some((own) => own.name === it.name));
  return {
    ...table,
    columns: [...table.columns, ...added],
    checks: [...table.checks, ...parent.checks],
  };
}

function withLikeElement(table: Table, element: LikeElement, ddl: Ddl): Table {
  const includes = element.options.map((it) => it.toUpperCase());
  return withLike(
    table,
    element.table,
    includes.filter((it) => it.startsWith("INCLUDING ")).map((it) => it.slice(10)),
    ddl,
  );
}

function withLike(
  table: Table,
  from: QualifiedName,
  including: readonly string[],
  ddl: Ddl,
): Table {
  const source = ddl.draft.table(from.parts);
  if (source === undefined) {
    return table;
  }
  const has = (what: string): boolean => including.includes("ALL") || including.includes(what);
  const columns = source.columns.map((column): Column => {
    const copy: { -readonly [K in keyof Column]: Column[K] } = {
      name: column.name,
      type: column.type,
      nullable: column.nullable,
    };
    if (column.default !== undefined && has("DEFAULTS")) {
      copy.default = column.default;
    }
    if (column.generated !== undefined && has("GENERATED")) {
      copy.generated = column.generated;
    }
    if (column.identity !== undefined && has("IDENTITY")) {
      copy.identity = column.identity;
    }
    if (column.collation !== undefined) {
      copy.collation = column.collation;
    }
    if (column.comment !== undefined && has("COMMENTS")) {
      copy.comment = column.comment;
    }
    return copy;
  });
  const result: Table = { ...table, columns: [...table.columns, ...columns] };
  const checked = has("CONSTRAINTS")
    ? { ...result, checks: [...result.checks, ...source.checks] }
    : result;
  return has("INDEXES") ? withCopiedIndexes(checked, source, ddl) : checked;
}

/** Keys and indexes of another table; where the engine names them itself, it names the copies anew. */
function withCopiedIndexes(table: Table, source: Table, ddl: Ddl): Table {
  const { dialect } = ddl;
  const keeps = dialect.can("indexes-belong-to-tables");
  let result = table;
  if (source.primaryKey !== undefined) {
    result = withPrimaryKey(result, undefined, source.primaryKey.columns, ddl);
  }
  for (const key of source.uniqueKeys) {
    const keys = source.indexes.find((it) => it.name === key.name)?.columns;
    result = withUnique(result, keeps ? key.name : undefined, key.columns, ddl, keys);
  }
  const keys = new Set([source.primaryKey?.name, ...source.uniqueKeys.map((it) => it.name)]);
  for (const index of source.indexes) {
    if (index.primary || keys.has(index.name)) {
      continue;
    }
    const columns = index.columns.map((it) => it.column ?? "expr");
    const auto = autoName("index", result.name, columns, takenNames(result), dialect);
    result = withIndex(result, { ...index, name: keeps ? index.name : (auto ?? index.name) }, ddl);
  }
  return result;
}

// ---------------------------------------------------------------- columns

/** The column that a definition makes, without its keys. */
export function columnFrom(
  node: ColumnDefinition,
  table: Pick<Table, "name" | "schema">,
  ddl: Ddl,
): Column {
  const { dialect, draft } = ddl;
  const name = stored(node.name, ddl);
  const type: ColumnType =
    node.type === undefined ? { text: "", kind: "any" } : columnType(node.type, dialect, draft);
  const column: { -readonly [K in keyof Column]: Column[K] } = { name, type, nullable: true };
  const entry =
    node.type === undefined ? undefined : knownType(dialect.pack, node.type.name)?.entry;
  if (entry?.auto === true) {
    makeSerial(column, entry.bits, table, ddl);
  }
  if (node.type?.collation !== undefined) {
    column.collation = node.type.collation.parts.at(-1)?.text;
  }
  for (const constraint of node.constraints) {
    applyConstraint(column, constraint, ddl);
  }
  if (
    column.identity !== undefined &&
    column.identity !== "auto-increment" &&
    column.identity !== "serial"
  ) {
    addSequence(column, table, ddl);
  }
  return column;
}

function applyConstraint(
  column: { -readonly [K in keyof Column]: Column[K] },
  constraint: ColumnConstraint,
  ddl: Ddl,
): void {
  switch (constraint.type) {
    case "not-null":
      column.nullable = false;
      break;
    case "null":
      column.nullable = true;
      break;
    case "default": {
      const text = textOf(constraint.expression, ddl);
      const isNull =
        constraint.expression?.kind === "literal" && constraint.expression.type === "null";
      if (text !== undefined && !isNull) {
        const isTruth = /^(?:true|false)$/iu.test(text) && /^tinyint/u.test(column.type.text);
        column.default = isTruth ? (/^t/iu.test(text) ? "1" : "0") : text;
      }
      break;
    }
    case "primary-key":
      if (!ddl.dialect.can("primary-key-allows-null")) {
        column.nullable = false;
      }
      if (constraint.options?.some((it) => it.name === "AUTOINCREMENT") === true) {
        column.identity = "auto-increment";
      }
      break;
    case "generated": {
      const expression = textOf(constraint.expression, ddl);
      if (expression !== undefined) {
        const stored =
          constraint.storage ??
          (ddl.dialect.can("generated-column-virtual") ? "virtual" : "stored");
        column.generated = { expression, stored: stored === "stored" };
      }
      break;
    }
    case "identity":
      column.identity = constraint.identity ?? "by-default";
      column.nullable = false;
      break;
    case "auto-increment":
      column.identity = "auto-increment";
      column.nullable = false;
      break;
    case "collate":
      column.collation = constraint.collation?.parts.at(-1)?.text;
      break;
    case "comment":
      if (constraint.expression?.kind === "literal" && constraint.expression.value !== "") {
        column.comment = constraint.expression.value;
      }
      break;
    default:
      break;
  }
}

function makeSerial(
  column: { -readonly [K in keyof Column]: Column[K] },
  bits: number | undefined,
  table: Pick<Table, "name" | "schema">,
  ddl: Ddl,
): void {
  const { dialect } = ddl;
  column.nullable = false;
  const base = Object.entries(dialect.pack.types).find(
    ([, it]) => it.is === "integer" && it.auto !== true && it.bits === bits && it.unsigned !== true,
  )?.[0];
  if (dialect.can("auto-increment")) {
    column.type = typeFromText("bigint unsigned", dialect);
    column.identity = "auto-increment";
    return;
  }
  if (base !== undefined) {
    column.type = typeFromText(base, dialect);
  }
  column.identity = "serial";
  const sequence = addSequence(column, table, ddl);
  if (sequence !== undefined) {
    const qualifier = ddl.draft.searchPath.includes(table.schema) ? "" : `${table.schema}.`;
    column.default = `nextval('${qualifier}${sequence}'::regclass)`;
  }
}

function addSequence(
  column: Pick<Column, "name">,
  table: Pick<Table, "name" | "schema">,
  ddl: Ddl,
): string | undefined {
  const { draft, dialect } = ddl;
  const schema = draft.schema(table.schema);
  const name = autoName(
    "sequence",
    table.name,
    [column.name],
    { has: (name) => schema.sequences.has(draft.key(name)) },
    dialect,
  );
  if (name !== undefined) {
    schema.sequences.set(draft.key(name), {
      schema: table.schema,
      name,
      ownedBy: { table: table.name, column: column.name },
    });
  }
  return name;
}

/** A table with one more column; `at` is its place. */
export function withColumn(table: Table, node: ColumnDefinition, ddl: Ddl, at?: number): Table {
  const column = columnFrom(node, table, ddl);
  const known = table.columns.findIndex((it) => sameColumn(it.name, column.name, ddl.dialect));
  const columns = [...table.columns];
  if (known >= 0) {
    // A partition or a child may say again what it inherits.
    columns[known] =
      node.type === undefined ? { ...column, type: columns[known]?.type ?? column.type } : column;
  } else {
    columns.splice(at ?? columns.length, 0, column);
  }
  return { ...table, columns };
}

/** Keys and checks that stand with a column. */
export function withColumnKeys(table: Table, node: ColumnDefinition, ddl: Ddl): Table {
  const { dialect } = ddl;
  const name = stored(node.name, ddl);
  let result = table;
  for (const constraint of node.constraints) {
    const given = constraint.name === undefined ? undefined : stored(constraint.name, ddl);
    switch (constraint.type) {
      case "primary-key":
        result = withPrimaryKey(result, given, [name], ddl);
        break;
      case "unique":
        result = withUnique(result, given, [name], ddl);
        break;
      case "check": {
        const expression = textOf(constraint.expression, ddl);
        if (expression !== undefined) {
          const auto = autoName(
            "columnCheck",
            result.name,
            checkedColumns(constraint.expression, [name]),
            takenNames(result),
            dialect,
          );
          result = withCheck(result, { name: given ?? auto, expression });
        }
        break;
      }
      case "references":
        if (constraint.references !== undefined && dialect.can("enforces-inline-references")) {
          const auto = autoName("foreignKey", result.name, [name], takenNames(result), dialect);
          result = {
            ...result,
            foreignKeys: [
              ...result.foreignKeys,
              foreignKey(given ?? auto, [name], constraint.references, ddl, constraint),
            ],
          };
          result = withKeyIndex(result, [name], given ?? name, ddl);
        }
        break;
      default:
        break;
    }
  }
  const entry =
    node.type === undefined ? undefined : knownType(dialect.pack, node.type.name)?.entry;
  if (entry?.auto === true && dialect.can("auto-increment")) {
    result = withUnique(result, undefined, [name], ddl);
  }
  return result;
}

/** A check names itself after the column only where it uses one. */
function checkedColumns(_expression: unknown, columns: readonly string[]): readonly string[] {
  return columns;
}

export function withPrimaryKey(
  table: Table,
  given: string | undefined,
  columns: readonly string[],
  ddl: Ddl,
): Table {
  const { dialect } = ddl;
  const auto = autoName("primaryKey", table.name, columns, takenNames(table), dialect);
  // Some engines give the key their own name whatever it is called.
  const name = auto === "PRIMARY" ? auto : (given ?? auto);
  const index = keyIndex(
    name ?? autoName("uniqueIndex", table.name, columns, takenNames(table), dialect),
    columns,
    true,
    dialect,
  );
  const result: Table = {
    ...table,
    primaryKey: name === undefined ? { columns } : { name, columns },
    columns: dialect.can("primary-key-allows-null")
      ? table.columns
      : table.columns.map((it) =>
          columns.some((key) => sameColumn(key, it.name, dialect))
            ? { ...it, nullable: false }
            : it,
        ),
  };
  return index === undefined ? result : withIndex(result, index, ddl);
}

export function withUnique(
  table: Table,
  given: string | undefined,
  columns: readonly string[],
  ddl: Ddl,
  keys?: Index["columns"],
): Table {
  const { dialect } = ddl;
  const taken = takenIndexNames(table, dialect);
  const name = given ?? autoName("unique", table.name, columns, taken, dialect);
  const index = keyIndex(
    autoName("uniqueIndex", table.name, columns, taken, dialect) ?? name,
    columns,
    false,
    dialect,
  );
  const result: Table = {
    ...table,
    uniqueKeys: [...table.uniqueKeys, name === undefined ? { columns } : { name, columns }],
  };
  return index === undefined
    ? result
    : withIndex(result, keys === undefined ? index : { ...index, columns: keys }, ddl);
}

function keyIndex(
  name: string | undefined,
  columns: readonly string[],
  primary: boolean,
  dialect: Dialect,
): Index | undefined {
  if (name === undefined) {
    return undefined;
  }
  return {
    name,
    columns: columns.map((column) => ({ column })),
    include: [],
    unique: true,
    primary,
    method: defaultMethod(dialect),
  };
}

/** Engines that need an index under a foreign key make one where none begins with its columns. */
function withKeyIndex(table: Table, columns: readonly string[], name: string, ddl: Ddl): Table {
  if (!ddl.dialect.can("foreign-key-makes-index")) {
    return table;
  }
  const isCovered = table.indexes.some((it) =>
    columns.every((column, i) => it.columns[i]?.column === column),
  );
  if (isCovered) {
    return table;
  }
  const index: Index = {
    name,
    columns: columns.map((column) => ({ column })),
    include: [],
    unique: false,
    primary: false,
    method: defaultMethod(ddl.dialect),
  };
  ddl.draft.implicitIndexes.add(index);
  return { ...table, indexes: [...table.indexes, index] };
}

// ---------------------------------------------------------------- constraints and indexes of tables

export function withConstraint(table: Table, node: TableConstraint, ddl: Ddl): Table {
  const { dialect } = ddl;
  const given = node.name === undefined ? undefined : stored(node.name, ddl);
  const columns = keyColumns(node.columns, ddl);
  switch (node.type) {
    case "primary-key": {
      const used =
        node.usingIndex === undefined ? undefined : usedIndex(table, stored(node.usingIndex, ddl));
      return withPrimaryKey(
        used?.table ?? table,
        given ?? used?.name,
        used?.columns ?? columns,
        ddl,
      );
    }
    case "unique": {
      const used =
        node.usingIndex === undefined ? undefined : usedIndex(table, stored(node.usingIndex, ddl));
      return withUnique(
        used?.table ?? table,
        given ?? used?.name,
        used?.columns ?? columns,
        ddl,
        used === undefined ? indexKeys(node.columns, ddl) : undefined,
      );
    }
    case "foreign-key": {
      if (node.references === undefined) {
        return table;
      }
      const name = given ?? autoName("foreignKey", table.name, columns, takenNames(table), dialect);
      const result = {
        ...table,
        foreignKeys: [...table.foreignKeys, foreignKey(name, columns, node.references, ddl, node)],
      };
      return withKeyIndex(result, columns, given ?? columns[0] ?? "", ddl);
    }
    case "check": {
      const expression = textOf(node.expression, ddl);
      const named = columnsIn(expression ?? "", table);
      const name =
        given ??
        autoName("check", table.name, named.length === 1 ? named : [], takenNames(table), dialect);
      return expression === undefined
        ? table
        : withCheck(
            table,
            node.notValid === true ? { name, expression, notValid: true } : { name, expression },
          );
    }
    case "exclude": {
      const name = given ?? autoName("exclude", table.name, columns, takenNames(table), dialect);
      return name === undefined
        ? table
        : withIndex(
            table,
            {
              name,
              columns: indexKeys(node.columns, ddl),
              include: [],
              unique: false,
              primary: false,
              method: node.method?.text.toLowerCase() ?? defaultMethod(dialect),
            },
            ddl,
          );
    }
    case "not-null":
      return {
        ...table,
        columns: table.columns.map((it) =>
          columns.some((name) => sameColumn(name, it.name, dialect))
            ? { ...it, nullable: false }
            : it,
        ),
      };
    default:
      return table;
  }
}

/** Columns of the table that stand as words in a text. */
function columnsIn(text: string, table: Table): readonly string[] {
  const words = new Set(text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? []);
  return table.columns.map((it) => it.name).filter((it) => words.has(it.toLowerCase()));
}

/** `USING INDEX x`: the index becomes the key's own. */
function usedIndex(
  table: Table,
  name: string,
):
  | { readonly table: Table; readonly name: string; readonly columns: readonly string[] }
  | undefined {
  const index = table.indexes.find((it) => it.name === name);
  return index === undefined
    ? undefined
    : {
        table: { ...table, indexes: table.indexes.filter((it) => it !== index) },
        name,
        columns: index.columns.flatMap((it) => it.column ?? []),
      };
}

export function withIndexElement(table: Table, node: IndexElement, ddl: Ddl): Table {
  const { dialect } = ddl;
  const keys = indexKeys(node.columns, ddl);
  const columns = keyColumns(node.columns, ddl);
  const given = node.name === undefined ? undefined : stored(node.name, ddl);
  const name =
    given ??
    autoName("index", table.name, columns, takenIndexNames(table, dialect), dialect) ??
    columns[0] ??
    "";
  const isUnique = node.type === "unique";
  const comment = optionNamed(node.options, "COMMENT");
  const index: { -readonly [K in keyof Index]: Index[K] } = {
    name,
    columns: keys,
    include: [],
    unique: isUnique,
    primary: false,
    method:
      node.type === "fulltext" || node.type === "spatial"
        ? node.type
        : (node.method?.text.toLowerCase() ?? defaultMethod(dialect)),
  };
  if (comment !== undefined) {
    index.comment = optionText(comment, ddl);
  }
  const result = withIndex(table, index, ddl);
  return isUnique ? { ...result, uniqueKeys: [...result.uniqueKeys, { name, columns }] } : result;
}

export function createIndex(node: CreateIndex, ddl: Ddl): void {
  const { draft, dialect } = ddl;
  const given = node.name?.parts.at(-1);
  draft.change(node.table.parts, (table) => {
    const columns = keyColumns(node.columns, ddl);
    const taken = takenIndexNames(table, dialect);
    const name =
      given === undefined
        ? autoName("index", table.name, keyNames(node.columns, ddl), taken, dialect)
        : stored(given, ddl);
    if (
      name === undefined ||
      (node.ifNotExists === true && table.indexes.some((it) => it.name === name))
    ) {
      return table;
    }
    const where = textOf(node.where?.condition, ddl);
    const comment = optionNamed(node.options, "COMMENT");
    const method =
      node.type === "fulltext" || node.type === "spatial"
        ? node.type
        : (node.method?.text.toLowerCase() ?? defaultMethod(dialect));
    const index: { -readonly [K in keyof Index]: Index[K] } = {
      name,
      columns: indexKeys(node.columns, ddl),
      include: (node.include ?? []).map((it) => stored(it, ddl)),
      unique: node.unique,
      primary: false,
      method,
    };
    if (where !== undefined) {
      index.where = where;
    }
    if (comment !== undefined) {
      index.comment = optionText(comment, ddl);
    }
    const result = withIndex(table, index, ddl);
    const isKey =
      node.unique &&
      dialect.can("indexes-belong-to-tables") &&
      columns.length === node.columns.length;
    return isKey ? { ...result, uniqueKeys: [...result.uniqueKeys, { name, columns }] } : result;
  });
}
