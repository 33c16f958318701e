/** The difference of two catalogs as data: what was added, removed and changed, with before and after. */

import type { Dialect } from "../sql/dialect.ts";
import { storedKey } from "./lookup.ts";
import type {
  Catalog,
  Check,
  Column,
  ForeignKey,
  Index,
  Key,
  Policy,
  Routine,
  Schema,
  Sequence,
  Table,
  Trigger,
  UserType,
} from "./model.ts";

/** One thing that exists only after, only before, or on both sides in different form. */
export interface Change<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

export interface TableChange {
  readonly before: Table;
  readonly after: Table;
  readonly columns: readonly Change<Column>[];
  readonly primaryKey: Change<Key> | undefined;
  readonly uniqueKeys: readonly Change<Key>[];
  readonly foreignKeys: readonly Change<ForeignKey>[];
  readonly checks: readonly Change<Check>[];
  readonly indexes: readonly Change<Index>[];
  readonly triggers: readonly Change<Trigger>[];
  readonly policies: readonly Change<Policy>[];
  /** Names of the table's own facts that differ: `comment`, `options`, `definition`, `rowSecurity` … */
  readonly facts: readonly (keyof Table)[];
  /** Columns whose order differs though they are the same. */
  readonly reordered: boolean;
}

export interface CatalogDiff {
  readonly schemas: readonly Change<Schema>[];
  readonly addedTables: readonly Table[];
  readonly removedTables: readonly Table[];
  readonly changedTables: readonly TableChange[];
  readonly types: readonly Change<UserType>[];
  readonly sequences: readonly Change<Sequence>[];
  readonly routines: readonly Change<Routine>[];
  readonly extensions: readonly Change<string>[];
}

/** True where the two catalogs define the same. */
export function isEmptyDiff(diff: CatalogDiff): boolean {
  return (
    diff.schemas.length === 0 &&
    diff.addedTables.length === 0 &&
    diff.removedTables.length === 0 &&
    diff.changedTables.length === 0 &&
    diff.types.length === 0 &&
    diff.sequences.length === 0 &&
    diff.routines.length === 0 &&
    diff.extensions.length === 0
  );
}

/**
 * What must change to get from one catalog to the other. Statistics and sizes do not count. Order
 * within a schema does not count; order of columns is told apart from changes.
 */
export function catalogDiff(before: Catalog, after: Catalog, dialect: Dialect): CatalogDiff {
  const key = (name: string): string => storedKey(dialect, name, "relation");
  const ofAll = <T>(catalog: Catalog, pick: (schema: Schema) => readonly T[]): readonly T[] =>
    catalog.schemas.flatMap(pick);
  const qualified = (it: { readonly schema: string; readonly name: string }): string =>
    `${key(it.schema)}\u0000${key(it.name)}`;
  const tables = changes(
    ofAll(before, (it) => it.tables),
    ofAll(after, (it) => it.tables),
    qualified,
    (a, b) => a === b,
  );
  const changedTables: TableChange[] = [];
  for (const { before: old, after: next } of tables) {
    if (old !== undefined && next !== undefined) {
      const change = tableChange(old, next, dialect);
      if (change !== undefined) {
        changedTables.push(change);
      }
    }
  }
  return {
    schemas: changes(
      before.schemas,
      after.schemas,
      (it) => key(it.name),
      (a, b) => a.comment === b.comment,
    ).filter((it) => it.before !== undefined || it.after?.name !== ""),
    addedTables: tables.flatMap((it) =>
      it.before === undefined && it.after !== undefined ? [it.after] : [],
    ),
    removedTables: tables.flatMap((it) =>
      it.after === undefined && it.before !== undefined ? [it.before] : [],
    ),
    changedTables,
    types: changes(
      ofAll(before, (it) => it.types),
      ofAll(after, (it) => it.types),
      qualified,
      same,
    ),
    sequences: changes(
      ofAll(before, (it) => it.sequences),
      ofAll(after, (it) => it.sequences),
      qualified,
      same,
    ),
    routines: changes(
      ofAll(before, (it) => it.routines),
      ofAll(after, (it) => it.routines),
      (it) =>
        `${qualified(it)}(${it.parameters
          .filter((p) => p.mode !== "out")
          .map((p) => p.type)
          .join(",")})`,
      same,
    ),
    extensions: changes(before.extensions, after.extensions, (it) => it, same),
  };
}

/** The change of one table; absent where there is none. */
export function tableChange(
  before: Table,
  after: Table,
  dialect: Dialect,
): TableChange | undefined {
  if (before === after) {
    return undefined;
  }
  const column = (it: string): string => storedKey(dialect, it, "column");
  const named = (columns: readonly string[]): string => columns.map(column).join(",");
  const keyOf = (it: Key): string => it.name ?? named(it.columns);
  const foreignKeyOf = (it: ForeignKey): string =>
    it.name ?? `${named(it.columns)}>${it.table.name}`;
  const change: TableChange = {
    before,
    after,
    columns: changes(before.columns, after.columns, (it) => column(it.name), sameColumn),
    primaryKey: keyChange(before.primaryKey, after.primaryKey, named),
    uniqueKeys: changes(
      before.uniqueKeys,
      after.uniqueKeys,
      keyOf,
      (a, b) => named(a.columns) === named(b.columns),
    ),
    foreignKeys: changes(before.foreignKeys, after.foreignKeys, foreignKeyOf, same),
    checks: changes(
      before.checks,
      after.checks,
      (it) => it.name ?? plain(it.expression),
      sameCheck,
    ),
    indexes: changes(before.indexes, after.indexes, (it) => it.name, sameIndex),
    triggers: changes(before.triggers, after.triggers, (it) => it.name, same),
    policies: changes(before.policies, after.policies, (it) => it.name, same),
    facts: FACTS.filter((it) => !same(before[it], after[it])),
    reordered: isReordered(before, after, column),
  };
  const hasChange =
    change.columns.length +
      change.uniqueKeys.length +
      change.foreignKeys.length +
      change.checks.length +
      change.indexes.length +
      change.triggers.length +
      change.policies.length +
      change.facts.length >
      0 ||
    change.primaryKey !== undefined ||
    change.reordered;
  return hasChange ? change : undefined;
}

const FACTS: readonly (keyof Table)[] = [
  "kind",
  "comment",
  "definition",
  "rowSecurity",
  "partitioning",
  "partitionOf",
  "options",
];

function keyChange(
  before: Key | undefined,
  after: Key | undefined,
  named: (columns: readonly string[]) => string,
): Change<Key> | undefined {
  const old = before === undefined ? undefined : named(before.columns);
  const next = after === undefined ? undefined : named(after.columns);
  return old === next ? undefined : { before, after };
}

function isReordered(before: Table, after: Table, column: (name: string) => string): boolean {
  const old = before.columns.map((it) => column(it.name));
  const next = after.columns.map((it) => column(it.name));
  const both = new Set(old.filter((it) => next.includes(it)));
  const left = old.filter((it) => both.has(it));
  const right = next.filter((it) => both.has(it));
  return left.some((it, index) => right[index] !== it);
}

function sameColumn(a: Column, b: Column): boolean {
  // The names were compared as the engine compares them.
  const { statistics: _a, name: _c, ...left } = a;
  const { statistics: _b, name: _d, ...right } = b;
  return same(left, right);
}

/** Outer brackets and white space of a check are the engine's to choose. */
function sameCheck(a: Check, b: Check): boolean {
  return plain(a.expression) === plain(b.expression) && a.notValid === b.notValid;
}

function plain(expression: string): string {
  let text = expression.replace(/\s+/gu, " ").trim();
  while (text.startsWith("(") && matching(text) === text.length - 1) {
    text = text.slice(1, -1).trim();
  }
  return text;
}

/** Index of the bracket that closes the first one. */
function matching(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    depth += char === "(" ? 1 : char === ")" ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return -1;
}

function sameIndex(a: Index, b: Index): boolean {
  const { sizeBytes: _a, scans: _c, ...left } = a;
  const { sizeBytes: _b, scans: _d, ...right } = b;
  return same(left, right);
}

function changes<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
  isSame: (before: T, after: T) => boolean,
): readonly Change<T>[] {
  const next = new Map(after.map((it) => [keyOf(it), it]));
  const found: Change<T>[] = [];
  const seen = new Set<string>();
  for (const old of before) {
    const key = keyOf(old);
    seen.add(key);
    const other = next.get(key);
    if (other === undefined || !isSame(old, other)) {
      found.push({ before: old, after: other });
    }
  }
  for (const [key, it] of next) {
    if (!seen.has(key)) {
      found.push({ before: undefined, after: it });
    }
  }
  return found;
}

/** Are two plain values equal? A field that is absent and one that is `undefined` are the same. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    return false;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((it, index) => same(it, b[index]))
    );
  }
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) =>
    same(left[key], right[key]),
  );
}
