/**
 * Hazards: what a migration may cost. A hazard rule is one file in `hazards/` that carries its
 * metadata, its pure behaviour and its own examples; one generic test runs the examples. The runner
 * (`findings.ts`) keeps the catalog as it is before each statement and knows which tables are new, so
 * that a rule only asks. Locks and rewrites are facts of the packs; no rule names an engine.
 */

import type { Severity } from "../base/severity.ts";
import type { Range } from "../base/text.ts";
import type { CatalogIndex, WrittenName } from "../catalog/lookup.ts";
import type { Column, Index, Table } from "../catalog/model.ts";
import type {
  AlterAction,
  AlterTable,
  ColumnDefinition,
  IndexColumn,
  NodeBase,
  QualifiedName,
  StatementNode,
} from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import type { Change, LockFact } from "./locks.ts";

/** One statement of a migration. */
export interface MigrationStatement {
  readonly index: number;
  readonly root: StatementNode;
  readonly text: string;
  /** Offset of the statement in the migration's text. */
  readonly start: number;
}

export interface HazardReport {
  /** Relative to the statement. */
  readonly at: Range;
  readonly message: string;
  /** The action whose lock the finding is about; the statement's where it is absent. */
  readonly action?: AlterAction | undefined;
  /** The same change in steps that are safe. */
  readonly safer?: string | undefined;
  /** Where this place deserves less, or more, than the rule's usual severity. */
  readonly severity?: Severity | undefined;
  /** A finding about something that locks nothing. */
  readonly lockless?: boolean | undefined;
}

export interface HazardContext {
  readonly dialect: Dialect;
  readonly statement: MigrationStatement;
  readonly statements: readonly MigrationStatement[];
  /** What exists before the statement; `undefined` where no schema was given. */
  readonly index: CatalogIndex | undefined;
  /** `explicit` between BEGIN and COMMIT, `implicit` where the runner will wrap the file, `none` where nothing does. */
  readonly transaction: "explicit" | "implicit" | "none";
  /** Index of the statement that began the transaction; the file's first where it is implicit. */
  readonly transactionStart: number;
  /** Waits for locks are limited at this statement. */
  readonly lockTimeoutSet: boolean;
  /** Setting names to the last value before this statement, lower-case. */
  readonly settings: ReadonlyMap<string, string>;
  /** The table was made earlier in this migration, so nobody uses it and it is small. */
  isFresh(name: QualifiedName): boolean;
  /** Any object made earlier in this migration: a type, an index. */
  isNew(kind: string, name: QualifiedName | WrittenName): boolean;
  /** The table as it was before; `undefined` where it is not known. */
  table(name: QualifiedName): Table | undefined;
  column(table: QualifiedName, name: WrittenName): Column | undefined;
  /** What the statement, or one action of it, costs. */
  fact(action?: AlterAction): LockFact | undefined;
  change(action?: AlterAction): Change | undefined;
  /** A valid CHECK (or one validated earlier) says the column is not NULL. */
  hasNotNullCheck(table: QualifiedName, column: string): boolean;
  /** A piece of the statement as written. */
  source(range: NodeBase | undefined): string;
  /** A name as it must be written. */
  write(name: string): string;
  report(report: HazardReport): void;
}

export interface HazardRule {
  /** `migration/<slug>`, for ever. */
  readonly id: `migration/${string}`;
  readonly severity: Severity;
  /** What it can know more with; all rules work on text alone. */
  readonly needs: "text" | "catalog" | "statistics";
  /** Applies only where the dialect has all of these; `!x` where it has not. */
  readonly capabilities?: readonly string[];
  readonly summary: string;
  readonly why: string;
  /** What to do instead. */
  readonly safe: string;
  readonly examples: readonly HazardExample[];
  check(context: HazardContext): void;
}

/**
 * An example is a test: `bad` must be found by this rule, `good` must not be found by it. `lock` is
 * how the finding's lock reads: `ACCESS EXCLUSIVE, reads+writes, rewrite`.
 */
export interface HazardExample {
  readonly dialect: string;
  readonly version?: string;
  readonly schema?: string;
  readonly bad?: string;
  readonly good?: string;
  readonly lock?: string;
  /** The finding's safer form, where the example shows it. */
  readonly safer?: string;
}

export interface MigrationFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** Offsets in the migration's text. */
  readonly range: Range;
  readonly message: string;
  readonly lock?: LockFact | undefined;
  readonly rewritesTable: boolean;
  readonly saferSql?: string | undefined;
  /** Index of the statement. */
  readonly statement: number;
}

/** The actions of an ALTER TABLE on a table that is in use; none for other statements. */
export function alterActions(
  context: HazardContext,
  ...types: readonly AlterAction["type"][]
): readonly { readonly table: AlterTable; readonly action: AlterAction }[] {
  const { root } = context.statement;
  if (root.kind !== "alter-table" || context.isFresh(root.name)) {
    return [];
  }
  return root.actions
    .filter((it) => types.length === 0 || types.includes(it.type))
    .map((action) => ({ table: root, action }));
}

/** `schema.table` as written in the statement. */
export function nameText(context: HazardContext, name: QualifiedName | undefined): string {
  return context.source(name);
}

/** A name for a new object: table, column and purpose, cut to what engines take. */
export function madeName(...parts: readonly string[]): string {
  const name = parts
    .map((it) => it.replace(/[^\p{L}\p{N}_]+/gu, "_").replace(/^_+|_+$/gu, ""))
    .filter((it) => it !== "")
    .join("_")
    .toLowerCase();
  return name.slice(0, MAX_NAME);
}

/** Shorter than the shortest limit of the engines that have one. */
const MAX_NAME = 60;

/** The last part of a qualified name. */
export function lastPart(name: QualifiedName | undefined): string {
  return name?.parts.at(-1)?.text ?? "";
}

/** The column an index or key column is, "" for an expression. */
export function columnName(key: IndexColumn | undefined): string {
  return key?.expression.kind === "column" ? (key.expression.parts.at(-1)?.text ?? "") : "";
}

/** Two written names mean one table, as far as their last parts say. */
export function sameTable(a: QualifiedName, b: QualifiedName): boolean {
  return lastPart(a).toLowerCase() === lastPart(b).toLowerCase();
}

/** The columns that a statement makes. */
export function newColumns(root: StatementNode): readonly ColumnDefinition[] {
  switch (root.kind) {
    case "create-table":
      return root.elements.filter((it) => it.kind === "column-definition");
    case "alter-table":
      return root.actions.flatMap((it) =>
        it.type === "add-column" || it.type === "change-column"
          ? (it.definitions ?? (it.definition === undefined ? [] : [it.definition]))
          : [],
      );
    default:
      return [];
  }
}

/** Does the statement give the column's NULLs a value? */
export function fillsNulls(root: StatementNode, table: QualifiedName, column: string): boolean {
  const [relation] = root.kind === "update" ? root.relations : [];
  return (
    root.kind === "update" &&
    relation?.kind === "table" &&
    sameTable(relation.name, table) &&
    root.set
      .flatMap((it) => it.targets)
      .some(
        (it) =>
          it.kind === "column" && it.parts.at(-1)?.text.toLowerCase() === column.toLowerCase(),
      )
  );
}

export interface DroppedIndex {
  readonly table: QualifiedName;
  readonly name: string;
  readonly at: Range;
  readonly action?: AlterAction | undefined;
  /** The same statement makes an index of this name again. */
  readonly replaced: boolean;
}

/** The indexes of tables in use that a statement drops, where indexes belong to tables. */
export function droppedIndexes(context: HazardContext): readonly DroppedIndex[] {
  const { root } = context.statement;
  if (root.kind === "drop" && root.object === "index" && root.on !== undefined) {
    const table = root.on;
    return context.isFresh(table)
      ? []
      : root.names.map((it) => ({ table, name: lastPart(it), at: root, replaced: false }));
  }
  return alterActions(context, "drop-index").map(({ table, action }) => {
    const name = action.name?.text ?? "";
    const replaced = table.actions.some(
      (it) => (it.index?.name ?? it.constraint?.name)?.text.toLowerCase() === name.toLowerCase(),
    );
    return { table: table.name, name, at: action, action, replaced };
  });
}

/** The columns of an index in their order, lower-case; none from the first expression on. */
export function firstColumns(index: Index): readonly string[] {
  const columns: string[] = [];
  for (const it of index.columns) {
    if (it.column === undefined) {
      break;
    }
    columns.push(it.column.toLowerCase());
  }
  return columns;
}

/** Is the old table dropped because a copy made in this migration takes its place? */
export function isRebuilt(context: HazardContext, name: QualifiedName): boolean {
  const { statements, statement } = context;
  const copied = statements
    .slice(0, statement.index)
    .some(({ root }) => root.kind === "insert" && context.isFresh(root.table));
  return (
    copied &&
    (takesItsName(statements.slice(statement.index + 1), name) ||
      wasMovedAway(statements.slice(0, statement.index), name))
  );
}

/** A statement gives another table this name. */
export function takesItsName(
  statements: readonly MigrationStatement[],
  name: QualifiedName,
): boolean {
  return statements.some(
    ({ root }) =>
      root.kind === "alter-table" &&
      root.actions.some(
        (it) =>
          it.type === "rename-table" && it.newName !== undefined && sameTable(it.newName, name),
      ),
  );
}

/** The table got this name when a new one took its old name. */
export function wasMovedAway(
  statements: readonly MigrationStatement[],
  name: QualifiedName,
): boolean {
  return statements.some(
    ({ root }) =>
      root.kind === "alter-table" &&
      takesItsName([{ index: 0, root, text: "", start: 0 }], name) &&
      statements.some(
        (other) => other.root.kind === "create-table" && sameTable(other.root.name, root.name),
      ),
  );
}

/** Does a definition's text contain the name as a word? */
export function mentions(text: string | undefined, name: string): boolean {
  return (text?.match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? []).some(
    (it) => it.toLowerCase() === name.toLowerCase(),
  );
}
