/**
 * Relations as a place in a statement sees them: a stored table, a definition of the text, a query, a
 * function, a row version. Columns are worked out when they are asked for.
 */
import { columnType } from "../catalog/column-type.ts";
import {
  columnOf,
  isSystemTable,
  localKey,
  nameKey,
  storedKey,
  type WrittenName,
} from "../catalog/lookup.ts";
import type { Column, Table } from "../catalog/model.ts";
import type {
  Alias,
  Call,
  ColumnDefinition,
  CreateTable,
  JsonTableColumn,
  Name,
  Node,
  NodeBase,
  QualifiedName,
  Query,
  TableFunction,
  TypeName,
} from "../sql/ast.ts";
import { bestOverload, packFunctions, typeNamed } from "./functions.ts";
import {
  type ColumnOrigin,
  type Knowledge,
  type LocalTable,
  lazy,
  type ResultColumn,
  type ResultSet,
  type ScopeColumn,
  type ScopeRelation,
  UNKNOWN_COLUMNS,
  UNKNOWN_TYPE,
  type ValueType,
  withType,
} from "./model.ts";

/** What a relation is made from; the fields that are set depend on its source. */
export interface RelationSeed {
  readonly source: ScopeRelation["source"];
  readonly node: Node;
  readonly alias?: Alias | undefined;
  readonly written?: QualifiedName | undefined;
  /** The name where it is neither an alias nor written. */
  readonly name?: string | undefined;
  readonly nameNode?: Name | undefined;
  readonly qualifiedOnly?: boolean | undefined;
  readonly query?: Query | undefined;
  readonly local?: LocalTable | undefined;
  /** The reference stands within the recursive definition it names. */
  readonly isInside?: boolean | undefined;
  readonly result?: (() => ResultSet) | undefined;
}

export function relation(know: Knowledge, seed: RelationSeed): LazyRelation {
  return new LazyRelation(know, seed);
}

/** Rows of NULLs may stand for the relation. */
export function markNullable(given: ScopeRelation): void {
  if (given instanceof LazyRelation) {
    given.outerNullable = true;
  }
}

/** Only the relation's own join condition sees it. */
export function markOnlyInJoin(given: ScopeRelation): void {
  if (given instanceof LazyRelation) {
    given.onlyInJoin = true;
  }
}

class LazyRelation implements ScopeRelation {
  readonly source: ScopeRelation["source"];
  readonly node: Node;
  readonly name: string | undefined;
  readonly nameNode: Name | undefined;
  readonly alias: Alias | undefined;
  readonly written: QualifiedName | undefined;
  readonly cte: LocalTable | undefined;
  readonly query: Query | undefined;
  readonly qualifiedOnly: boolean;
  outerNullable = false;
  onlyInJoin = false;
  readonly #know: Knowledge;
  readonly #seed: RelationSeed;
  readonly #table: () => Table | undefined;
  readonly #result: () => ResultSet;
  readonly #made = new Map<string, ScopeColumn | undefined>();
  #columns: readonly ScopeColumn[] | undefined;
  #byKey: Map<string, ScopeColumn> | undefined;

  constructor(know: Knowledge, seed: RelationSeed) {
    this.#know = know;
    this.#seed = seed;
    this.source = seed.local === undefined || seed.source !== "table" ? seed.source : "cte";
    this.node = seed.node;
    this.alias = seed.alias;
    this.written = seed.written;
    this.cte = seed.local;
    this.query = seed.query ?? seed.local?.query;
    this.nameNode =
      seed.nameNode ??
      seed.alias?.name ??
      (seed.name === undefined ? seed.written?.parts.at(-1) : undefined);
    this.name = this.nameNode?.text ?? seed.name;
    this.qualifiedOnly = seed.qualifiedOnly ?? false;
    this.#table = lazy(
      () =>
        seed.written === undefined || seed.local !== undefined
          ? undefined
          : storedTable(seed.written.parts, know),
      undefined,
    );
    this.#result = lazy(() => withAlias(this.#compute(), seed), UNKNOWN_COLUMNS);
  }

  get table(): Table | undefined {
    return this.#table();
  }

  get complete(): boolean {
    return this.table === undefined ? this.#result().complete : true;
  }

  get missing(): boolean {
    const { written } = this;
    const { finder, dialect } = this.#know;
    return (
      written !== undefined &&
      this.cte === undefined &&
      finder !== undefined &&
      this.table === undefined &&
      this.name !== "" &&
      finder.knowsSchema(written.parts) &&
      !isSystemTable(dialect, written.parts) &&
      !written.parts.some(isPlaceholder)
    );
  }

  get columns(): readonly ScopeColumn[] {
    if (this.#columns === undefined) {
      const { table } = this;
      const names = this.alias?.columns;
      this.#columns =
        table !== undefined
          ? table.columns.map((it, index) => this.#ofTable(table, it, names?.[index]))
          : this.#result()
              .columns.map((it) => this.#ofResult(it))
              .filter((it) => it.name !== "");
    }
    return this.#columns;
  }

  columnNamed(name: WrittenName): ScopeColumn | undefined {
    const { table } = this;
    const { dialect } = this.#know;
    const key = nameKey(dialect, name, "column");
    if (table !== undefined && this.alias?.columns === undefined && this.#columns === undefined) {
      if (!this.#made.has(key)) {
        const column = columnOf(dialect, table, name);
        this.#made.set(
          key,
          column === undefined ? undefined : this.#ofTable(table, column, undefined),
        );
      }
      return this.#made.get(key);
    }
    if (this.#byKey === undefined) {
      this.#byKey = new Map();
      for (const column of this.columns) {
        const own = this.#writtenKey(column);
        if (!this.#byKey.has(own)) {
          this.#byKey.set(own, column);
        }
      }
    }
    return this.#byKey.get(key);
  }

  /** Names that the statement writes are folded; names that are stored or computed are not. */
  #writtenKey(column: ScopeColumn): string {
    const { dialect } = this.#know;
    const { definition } = column;
    if (definition !== undefined && isName(definition)) {
      return nameKey(dialect, definition, "column");
    }
    return storedKey(dialect, column.name, "column");
  }

  #ofTable(table: Table, column: Column, renamed: Name | undefined): ScopeColumn {
    const key = storedKey(this.#know.dialect, renamed?.text ?? column.name, "column");
    const known = this.#made.get(key);
    if (known !== undefined) {
      return known;
    }
    const made = withType(
      {
        name: renamed?.text ?? column.name,
        relation: this,
        origin: { table, column } satisfies ColumnOrigin,
        definition: renamed,
      },
      () => ({
        kind: column.type.kind,
        nullable: column.nullable || this.outerNullable,
        type: column.type,
      }),
    );
    this.#made.set(key, made);
    return made;
  }

  #ofResult(column: ResultColumn): ScopeColumn {
    return withType(
      {
        name: column.name ?? "",
        relation: this,
        origin: column.origin,
        definition: column.definition,
        item: column.item,
        result: column,
      },
      () => {
        const type = column.type;
        return this.outerNullable && type.nullable !== true ? { ...type, nullable: true } : type;
      },
    );
  }

  #compute(): ResultSet {
    const know = this.#know;
    const seed = this.#seed;
    if (seed.local !== undefined) {
      const { local } = seed;
      if (seed.isInside === true && local.query !== undefined) {
        const { node } = local;
        const names = node.kind === "cte" || node.kind === "create-view" ? node.columns : undefined;
        return renamedColumns(know.resultSet(leftmostOf(local.query)), names);
      }
      return local.result;
    }
    if (seed.result !== undefined) {
      return seed.result();
    }
    switch (seed.node.kind) {
      case "table-function":
        return functionColumns(seed.node, know);
      case "json-table": {
        const columns = jsonColumns(seed.node.columns, know);
        return columns.length === 0 ? UNKNOWN_COLUMNS : { columns, complete: true };
      }
      default:
        return UNKNOWN_COLUMNS;
    }
  }
}

/** Renames columns in order; a list that is longer than what is known names columns of unknown type. */
export function renamedColumns(
  result: ResultSet,
  names: readonly Name[] | undefined,
  extra: readonly Name[] = [],
): ResultSet {
  if (names === undefined && extra.length === 0) {
    return result;
  }
  const columns: ResultColumn[] = result.columns.map((column, index) => {
    const name = names?.[index];
    return name === undefined ? column : renamed(column, name);
  });
  for (const name of [...(names ?? []).slice(columns.length), ...extra]) {
    columns.push({ name: name.text, type: UNKNOWN_TYPE, definition: name });
  }
  // Names that are longer than a list whose rest is unknown close it.
  const isClosed = !result.complete && names !== undefined && names.length >= result.columns.length;
  return { columns, complete: result.complete || isClosed };
}

function renamed(column: ResultColumn, name: Name): ResultColumn {
  return withType(
    {
      name: name.text,
      origin: column.origin,
      expression: column.expression,
      item: column.item,
      column: column.column,
      inputs: column.inputs,
      definition: name,
    },
    () => column.type,
  );
}

function withAlias(result: ResultSet, seed: RelationSeed): ResultSet {
  return seed.node.kind === "table-function" ? result : renamedColumns(result, seed.alias?.columns);
}

function leftmostOf(query: Query): Query {
  let at = query;
  while (at.kind === "compound") {
    at = at.left;
  }
  return at;
}

function isName(node: NodeBase): node is Name {
  return "kind" in node && node.kind === "name";
}

/** The stored table of a written name; one quoted part may hold a whole path. */
function storedTable(parts: readonly Name[], know: Knowledge): Table | undefined {
  const found = know.finder?.table(parts);
  const only = parts.length === 1 ? parts[0] : undefined;
  if (found !== undefined || only?.quoted !== true || !only.text.includes(".")) {
    return found;
  }
  return know.finder?.table(only.text.split(".").map((text) => ({ text, quoted: true })));
}

/** A hole of a host language stands for any name, a file's path or a whole path in quotes for no stored one. */
function isPlaceholder(name: Name): boolean {
  return name.quoted ? /[./*]/u.test(name.text) : /[@{}<>?%:]/u.test(name.text);
}

// ---------------------------------------------------------------- functions in FROM

function functionColumns(node: TableFunction, know: Knowledge): ResultSet {
  const { alias } = node;
  const defined = alias?.columnDefinitions;
  if (defined !== undefined) {
    const columns = defined.flatMap((it) =>
      it.name === undefined ? [] : [typedColumn(it.name.text, it.type, know, it.name)],
    );
    return { columns, complete: true };
  }
  const results = node.calls.map((call) => callColumns(call, node, know));
  const columns = results.flatMap((it) => it.columns);
  if (node.ordinality) {
    columns.push({ name: ordinalityName(node, know), type: { kind: "integer", nullable: false } });
  }
  return renamedColumns({ columns, complete: results.every((it) => it.complete) }, alias?.columns);
}

/** The name of the column that numbers the rows: `ordinality`, `offset` or the one that is given. */
function ordinalityName(node: TableFunction, know: Knowledge): string {
  const text = know.text.slice(node.start, node.end);
  const offset = /\bWITH\s+OFFSET\b(?:\s+AS\b)?(?:\s+([\p{L}_][\p{L}\p{N}_]*))?\s*$/iu.exec(text);
  return offset === null ? "ordinality" : (offset[1] ?? "offset");
}

function callColumns(call: Call, node: TableFunction, know: Knowledge): ResultSet {
  const name = call.name.parts.at(-1);
  if (name === undefined) {
    return UNKNOWN_COLUMNS;
  }
  const { dialect, finder } = know;
  const only = node.calls.length === 1 ? node.alias?.name : undefined;
  const scalarName = (only ?? name).text;
  for (const routine of finder?.routines(call.name.parts) ?? []) {
    if (routine.columns !== undefined && routine.columns.length > 0) {
      const columns = routine.columns.map((it) => ({
        name: it.name,
        type: typeNamed(dialect, it.type),
      }));
      return { columns, complete: true };
    }
    if (routine.returns !== undefined) {
      return returned(routine.returns, scalarName, only, know);
    }
  }
  const candidates = packFunctions(dialect, name.text);
  const entry =
    candidates.find((it) => it.columns !== undefined) ??
    (candidates.length > 1
      ? bestOverload(candidates, call.args.map(know.typeOf), dialect)
      : undefined) ??
    candidates[0];
  if (entry === undefined) {
    return UNKNOWN_COLUMNS;
  }
  if (entry.columns !== undefined) {
    const columns = entry.columns.map(([column, type]) => ({
      name: column,
      type: typeNamed(dialect, type),
    }));
    return { columns, complete: true };
  }
  if (name.text.toLowerCase() === "unnest" && call.args.length > 1) {
    return UNKNOWN_COLUMNS;
  }
  const argument = call.args[0];
  if (/^any|element$/u.test(entry.returns) && argument !== undefined) {
    const column = withType({ name: scalarName, definition: only }, (): ValueType => {
      const element = know.typeOf(argument).type?.element;
      return element === undefined
        ? UNKNOWN_TYPE
        : { kind: element.kind, nullable: true, type: element };
    });
    // An array of rows gives their fields instead of one column.
    return { columns: [column], complete: know.typeOf(argument).type?.element !== undefined };
  }
  return returned(entry.returns, scalarName, only, know);
}

function returned(
  type: string,
  name: string,
  definition: Name | undefined,
  know: Knowledge,
): ResultSet {
  const bare = type.replace(/^setof\s+/iu, "");
  const table = know.finder?.table(bare.split(".").map((text) => ({ text, quoted: true })));
  if (table !== undefined) {
    return {
      complete: true,
      columns: table.columns.map((column) => ({
        name: column.name,
        type: { kind: column.type.kind, nullable: column.nullable, type: column.type },
        origin: { table, column },
      })),
    };
  }
  const value = typeNamed(know.dialect, bare);
  if (
    value.kind === "record" ||
    value.kind === "unknown" ||
    value.kind === "any" ||
    value.kind === "struct"
  ) {
    return UNKNOWN_COLUMNS;
  }
  return { columns: [{ name, type: value, definition }], complete: true };
}

function jsonColumns(nodes: readonly JsonTableColumn[], know: Knowledge): ResultColumn[] {
  return nodes.flatMap((node): ResultColumn[] => {
    if (node.nested !== undefined) {
      return jsonColumns(node.nested, know);
    }
    if (node.name === undefined) {
      return [];
    }
    if (node.ordinality === true) {
      return [
        { name: node.name.text, type: { kind: "integer", nullable: false }, definition: node.name },
      ];
    }
    return [typedColumn(node.name.text, node.type, know, node.name)];
  });
}

function typedColumn(
  name: string,
  type: TypeName | undefined,
  know: Knowledge,
  definition: NodeBase,
): ResultColumn {
  return withType({ name, definition }, (): ValueType => {
    if (type === undefined) {
      return UNKNOWN_TYPE;
    }
    const full = columnType(type, know.dialect, know.finder);
    return { kind: full.kind, nullable: true, type: full };
  });
}

// ---------------------------------------------------------------- relations being defined

/** The relation that a definition's own expressions see: its columns, with what it inherits. */
export function definitionRelation(
  know: Knowledge,
  node:
    | CreateTable
    | {
        readonly node: Node;
        readonly name: QualifiedName | undefined;
        readonly columns: readonly ColumnDefinition[];
      },
): ScopeRelation {
  const isTable = "elements" in node;
  const definitions = isTable
    ? node.elements.filter((it) => it.kind === "column-definition")
    : node.columns;
  const result = (): ResultSet => {
    const columns = definitions.map((it) => typedColumn(it.name.text, it.type, know, it.name));
    if (!isTable) {
      return { columns, complete: true };
    }
    if (node.as !== undefined) {
      const computed = know.resultSet(node.as);
      return { columns: [...columns, ...computed.columns], complete: computed.complete };
    }
    const parents = [node.like, node.partitionOf?.parent, ...(node.inherits ?? [])]
      .filter((it) => it !== undefined)
      .concat(node.elements.filter((it) => it.kind === "like-element").map((it) => it.table))
      .map((it) => know.finder?.table(it.parts));
    const inherited = parents.flatMap((table): ResultColumn[] =>
      (table?.columns ?? []).map((column) => ({
        name: column.name,
        type: { kind: column.type.kind, nullable: column.nullable, type: column.type },
      })),
    );
    return {
      columns: [...inherited, ...columns],
      complete:
        parents.every((it) => it !== undefined) &&
        node.ofType === undefined &&
        node.virtual === undefined,
    };
  };
  return relation(know, {
    source: "target",
    node: isTable ? node : node.node,
    name: isTable ? node.name.parts.at(-1)?.text : node.name?.parts.at(-1)?.text,
    nameNode: isTable ? node.name.parts.at(-1) : node.name?.parts.at(-1),
    result,
  });
}

/** Key of a column name that a statement writes. */
export function writtenColumnKey(know: Knowledge, name: WrittenName): string {
  return nameKey(know.dialect, name, "column");
}

/** Key of a column name that is stored or computed. */
export function storedColumnKey(know: Knowledge, name: string): string {
  return storedKey(know.dialect, name, "column");
}

/** Does a relation go by this name? */
export function goesBy(know: Knowledge, given: ScopeRelation, name: WrittenName): boolean {
  const key = localKey(know.dialect, name);
  const own = given.nameNode;
  if (own !== undefined) {
    return localKey(know.dialect, own) === key;
  }
  return given.name !== undefined && given.name.toLowerCase() === name.text.toLowerCase();
}
