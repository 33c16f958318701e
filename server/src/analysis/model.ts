/**
 * What names mean: scopes, resolution, types, lineage and effects of one statement.
 *
 * Owns the meaning of a tree in front of a catalog. Must not know editors, severities, wording of
 * messages, or where the catalog came from. Never fails: what cannot be known is said to be
 * `unknowable`, which is another thing than wrong. Start reading at `analyze.ts`.
 *
 * Invariant: everything here belongs to one statement and one catalog, and offsets are the
 * statement's own.
 */
import type { CatalogFinder } from "../catalog/lookup.ts";
import type { Column, ColumnType, Table } from "../catalog/model.ts";
import type {
  Alias,
  ColumnReference,
  Cte,
  Expression,
  Name,
  NamedWindow,
  Node,
  NodeBase,
  QualifiedName,
  Query,
  SelectItem,
  Star,
} from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import type { TypeKind } from "../wirevm/packs/pack.ts";

/** What a value is. */
export interface ValueType {
  readonly kind: TypeKind;
  /** Can it be NULL? Absent where that cannot be known. */
  readonly nullable: boolean | undefined;
  /** The type in full, where it comes from a column, a cast or a signature. */
  readonly type?: ColumnType | undefined;
}

export const UNKNOWN_TYPE: ValueType = { kind: "unknown", nullable: undefined };

/** A column of a relation in a statement. */
export interface ScopeColumn {
  /** As stored or as the statement writes it. */
  readonly name: string;
  readonly relation: ScopeRelation;
  /** Includes what outer joins do to nullability. */
  readonly type: ValueType;
  /** The stored column it hands on unchanged, through any number of derived tables. */
  readonly origin?: ColumnOrigin | undefined;
  /** Where the statement defines it: an alias, a name in a column list, a select item. */
  readonly definition?: NodeBase | undefined;
  /** The select item it comes from. */
  readonly item?: SelectItem | undefined;
  /** The result column behind it, where its relation is a query. */
  readonly result?: ResultColumn | undefined;
  /** Not part of `*`. */
  readonly hidden?: boolean | undefined;
}

export interface ColumnOrigin {
  readonly table: Table;
  readonly column: Column;
}

/** Something with columns, as one place in a statement sees it. */
export interface ScopeRelation {
  readonly source:
    | "table"
    | "cte"
    | "derived"
    | "function"
    | "json-table"
    | "pivot"
    /** The table a statement changes or defines. */
    | "target"
    /** `excluded`, `NEW`, `OLD`, `inserted`, `deleted`: a version of a row. */
    | "row"
    | "join";
  readonly node: Node;
  /** What must stand before the dot; absent where nothing can. */
  readonly name: string | undefined;
  /** The alias, or the last part of the name. */
  readonly nameNode: Name | undefined;
  readonly alias: Alias | undefined;
  /** The name as written, where the relation is named and not built. */
  readonly written: QualifiedName | undefined;
  readonly table: Table | undefined;
  readonly cte: LocalTable | undefined;
  /** The query of a derived table or a CTE. */
  readonly query: Query | undefined;
  /** Its columns can be used only with a qualifier. */
  readonly qualifiedOnly: boolean;
  /** Rows of NULLs may stand for it because of an outer join. */
  readonly outerNullable: boolean;
  /** Seen only by its own join condition, as the right side of a semi join is. */
  readonly onlyInJoin: boolean;
  /** In order, without hidden ones. */
  readonly columns: readonly ScopeColumn[];
  /** False where there may be columns that are not in `columns`. */
  readonly complete: boolean;
  /** The relation cannot be found although everything is known about where it should be. */
  readonly missing: boolean;
  columnNamed(name: Pick<Name, "text" | "quoted">): ScopeColumn | undefined;
}

/** A relation that the text itself defines: a CTE, a transition table, a table made in the same body. */
export interface LocalTable {
  readonly source: "cte" | "transition" | "table-variable" | "created";
  readonly name: Name;
  readonly node: Cte | Node;
  readonly query: Query | undefined;
  readonly recursive: boolean;
  readonly result: ResultSet;
}

/** A variable, parameter, cursor or loop counter of procedural code; a lambda's parameter. */
export interface Variable {
  readonly name: Name;
  readonly source: "parameter" | "variable" | "cursor" | "loop" | "lambda" | "field" | "implicit";
  readonly node: Node;
  readonly type: ValueType;
}

/** One column of a query's result. */
export interface ResultColumn {
  /** The engine's name for it; absent where it has none that could be used. */
  readonly name: string | undefined;
  readonly type: ValueType;
  readonly origin?: ColumnOrigin | undefined;
  /** The expression that computes it; absent for columns of a star. */
  readonly expression?: Expression | undefined;
  readonly item?: SelectItem | undefined;
  /** The star it comes from, with the column it stands for. */
  readonly star?: Star | undefined;
  readonly column?: ScopeColumn | undefined;
  /** Where its name stands or what gives it its name. */
  readonly definition?: NodeBase | undefined;
  /** The columns that set operations put together in this one. */
  readonly inputs?: readonly ResultColumn[] | undefined;
}

export interface ResultSet {
  readonly columns: readonly ResultColumn[];
  /** False where there may be more columns, in unknown places. */
  readonly complete: boolean;
}

export const NO_COLUMNS: ResultSet = { columns: [], complete: true };
export const UNKNOWN_COLUMNS: ResultSet = { columns: [], complete: false };

/** Where an offset is within its statement. */
export type Clause =
  | "statement"
  | "with"
  | "select"
  | "into"
  | "from"
  | "on"
  | "using"
  | "where"
  | "connect-by"
  | "group-by"
  | "having"
  | "window"
  | "qualify"
  | "order-by"
  | "limit"
  | "locking"
  | "values"
  | "insert-target"
  | "insert-columns"
  | "set"
  | "conflict-target"
  | "returning"
  | "merge-when"
  | "definition"
  | "body";

export type Resolution =
  | {
      readonly tag: "column";
      readonly column: ScopeColumn;
      readonly relation: ScopeRelation;
      /** How many queries out it was found; more than 0 is a correlation. */
      readonly outer: number;
      /** Columns of both sides of `USING` that a bare name stands for. */
      readonly merged?: readonly ScopeColumn[] | undefined;
      /** It exists in the statement, but the standard does not let this place see it. */
      readonly outOfReach?: boolean | undefined;
      /** Parts after the column: fields of a struct. */
      readonly path?: readonly Name[] | undefined;
    }
  | { readonly tag: "alias"; readonly column: ResultColumn; readonly outer: number }
  | { readonly tag: "relation"; readonly relation: ScopeRelation; readonly outer: number }
  | {
      readonly tag: "variable";
      readonly variable: Variable;
      readonly path?: readonly Name[] | undefined;
    }
  /** A function written without parentheses. */
  | { readonly tag: "function"; readonly name: string }
  /** A word of special syntax: the unit of EXTRACT. */
  | { readonly tag: "keyword" }
  | { readonly tag: "ambiguous"; readonly candidates: readonly ScopeColumn[] }
  /** `missing` tells whether the column or its qualifier is not there; `relation` is where it was looked for. */
  | {
      readonly tag: "unknown";
      readonly missing: "column" | "relation";
      readonly relation?: ScopeRelation | undefined;
    }
  /** Something that is not known about could define it. */
  | { readonly tag: "unknowable" };

export const UNKNOWABLE: Resolution = { tag: "unknowable" };

/** Columns that USING or NATURAL makes one; positions are indices into the relations of the scope. */
export interface Merge {
  readonly start: number;
  readonly middle: number;
  readonly end: number;
  readonly type: "inner" | "left" | "right" | "full";
  /** Keys of the names. */
  readonly keys: ReadonlySet<string>;
  readonly nodes: readonly Name[];
}

export type ScopeKind =
  | "statement"
  | "with"
  | "select"
  | "compound"
  | "dml"
  | "join"
  | "lateral"
  | "clause"
  | "definition"
  | "routine"
  | "block"
  | "lambda";

/** Lookups shared by the analysis of one statement. */
export interface Knowledge {
  readonly dialect: Dialect;
  /** Absent where there is no catalog: then no stored name is wrong. */
  readonly finder: CatalogFinder | undefined;
  readonly text: string;
  resultSet(query: Query): ResultSet;
  typeOf(expression: Expression): ValueType;
  resolve(reference: ColumnReference): Resolution;
}

/** How a clause sees the names that the select list gives; `subqueries`: only from inside one. */
export type AliasUse = "first" | "fallback" | "subqueries" | "none";

/**
 * Names visible at a place. For `SELECT a FROM t JOIN u ON … WHERE …` there is a `select` scope with
 * the relations `t` and `u`, a `join` scope for the condition, which sees the same two, and a
 * `clause` scope for each clause that sees aliases too; a correlated subquery's scope has one of these
 * as its parent.
 */
export class Scope {
  readonly kind: ScopeKind;
  readonly node: Node;
  readonly parent: Scope | undefined;
  /** Relations are those of this scope, from `first` to `last`. */
  readonly owner: Scope;
  readonly first: number;
  #last: number | undefined;
  /** All relations of an owner, in text order. */
  readonly ownRelations: ScopeRelation[] = [];
  readonly merges: Merge[] = [];
  /** Definitions of WITH; a body sees those before `tablesLimit`. */
  tables: LocalTable[] = [];
  tablesLimit = Number.POSITIVE_INFINITY;
  readonly variables: Variable[] = [];
  readonly windows: NamedWindow[] = [];
  /** The query whose output names are visible, and how. */
  output: Query | undefined;
  aliasUse: AliasUse = "none";
  /** Where a name is looked for last of all because engines differ in letting it be seen. */
  beyond: Scope | undefined;
  /** This engine does let it be seen. */
  beyondAllowed = false;
  /** Names in here may come from something that cannot be seen. */
  open = false;
  /** A name by which variables may be qualified: a routine's, a block's label. */
  qualifier: Name | undefined;
  #relations: readonly ScopeRelation[] | undefined;

  constructor(
    kind: ScopeKind,
    node: Node,
    parent: Scope | undefined,
    part?: { readonly owner: Scope; readonly first: number; readonly last: number | undefined },
  ) {
    this.kind = kind;
    this.node = node;
    this.parent = parent;
    this.owner = part?.owner ?? this;
    this.first = part?.first ?? 0;
    this.#last = part?.last;
  }

  get last(): number {
    return this.#last ?? this.owner.ownRelations.length;
  }

  /** The relations visible here without those of outer scopes. */
  get relations(): readonly ScopeRelation[] {
    if (this.owner === this && this.#last === undefined) {
      return this.ownRelations;
    }
    this.#relations ??= this.owner.ownRelations.slice(this.first, this.last);
    return this.#relations;
  }

  /** Every scope from here outwards. */
  *chain(): Iterable<Scope> {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      yield scope;
    }
  }
}

/** A value computed when it is first wanted; while it is being computed it is `meanwhile`. */
export function lazy<T>(compute: () => T, meanwhile: T): () => T {
  let state: "new" | "computing" | "done" = "new";
  let value = meanwhile;
  return () => {
    if (state === "new") {
      state = "computing";
      value = compute();
      state = "done";
    }
    return value;
  };
}

/** Adds a type that is computed when it is asked for, and once. */
export function withType<T extends object>(
  fields: T,
  compute: () => ValueType,
): T & { readonly type: ValueType } {
  const get = lazy(compute, UNKNOWN_TYPE);
  return Object.defineProperty(fields, "type", { get, enumerable: true }) as T & {
    readonly type: ValueType;
  };
}
