/** Runs the hazard rules over a migration, statement by statement, on the catalog each one meets. */
import { applyStatement } from "../catalog/from-ddl.ts";
import {
  type CatalogIndex,
  catalogIndex,
  columnOf,
  nameKey,
  storedKey,
} from "../catalog/lookup.ts";
import type { Catalog, Table } from "../catalog/model.ts";
import type { AlterAction, Expression, QualifiedName, StatementNode } from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import { alterChange, same, statementChange } from "./changes.ts";
import type { MigrationPart } from "./format.ts";
import { transactionOf } from "./formats/pairs.ts";
import type { HazardContext, HazardRule, MigrationFinding, MigrationStatement } from "./hazard.ts";
import { HAZARDS } from "./hazards/index.ts";
import { type Change, type LockFact, lockFact, requested, worstFact } from "./locks.ts";
import { partStatements } from "./units.ts";

export interface FindingsRequest {
  readonly sql: string;
  readonly dialect: Dialect;
  /** What exists before the migration. */
  readonly catalog?: Catalog | undefined;
  /** Whether a runner wraps the file into a transaction; read off the file's marks where absent. */
  readonly transaction?: MigrationPart["transaction"] | undefined;
  /** The part the text came from, where blocks or lines matter. */
  readonly part?: MigrationPart | undefined;
  readonly rules?: readonly HazardRule[] | undefined;
}

/** What the migration may cost, in text order. Never throws; text that cannot be read has no findings. */
export function migrationFindings(request: FindingsRequest): readonly MigrationFinding[] {
  return analyzeMigration(request).findings;
}

export interface AnalyzedMigration {
  readonly findings: readonly MigrationFinding[];
  readonly statements: readonly MigrationStatement[];
  /** What each statement locks. */
  readonly facts: readonly (LockFact | undefined)[];
  /** What exists afterwards; `undefined` where no catalog was given. */
  readonly catalog: Catalog | undefined;
}

/** The findings, what each statement locks, and the catalog afterwards. */
export function analyzeMigration(request: FindingsRequest): AnalyzedMigration {
  const { sql, dialect } = request;
  const part: MigrationPart = request.part ?? {
    path: "",
    text: sql,
    line: 0,
    transaction: request.transaction ?? transactionOf(sql),
    blocks: [],
  };
  const statements = partStatements(part, dialect).map(
    (it, index): MigrationStatement => ({
      index,
      root: it.root,
      text: it.statement.text,
      start: it.statementStart,
    }),
  );
  const rules = (request.rules ?? HAZARDS).filter((it) => applies(it, dialect));
  const walk = new Walk(dialect, statements, request.catalog, part.transaction);
  const facts: (LockFact | undefined)[] = [];
  for (const statement of statements) {
    walk.at(statement);
    facts.push(walk.touchesFresh(statement.root) ? undefined : walk.fact());
    for (const rule of rules) {
      walk.run(rule);
    }
    walk.after(statement);
  }
  const findings = walk.findings
    .map((it, order) => ({ it, order }))
    .sort((a, b) => a.it.range.start - b.it.range.start || a.order - b.order)
    .map(({ it }) => it);
  return { findings, statements, facts, catalog: walk.catalog };
}

function applies(rule: HazardRule, dialect: Dialect): boolean {
  return (rule.capabilities ?? []).every((it) =>
    it.startsWith("!") ? !dialect.can(it.slice(1)) : dialect.can(it),
  );
}

class Walk {
  readonly dialect: Dialect;
  readonly statements: readonly MigrationStatement[];
  readonly findings: MigrationFinding[] = [];
  catalog: Catalog | undefined;
  readonly #wraps: boolean;
  readonly #fresh = new Set<string>();
  readonly #new = new Set<string>();
  readonly #settings = new Map<string, string>();
  /** `table column` whose NULLs a validated CHECK excludes, and CHECKs not validated yet by name. */
  readonly #notNull = new Set<string>();
  readonly #pendingChecks = new Map<string, readonly string[]>();
  #open: number | undefined;
  #lockTimeout = false;
  #statement: MigrationStatement | undefined;
  #context: HazardContext | undefined;

  constructor(
    dialect: Dialect,
    statements: readonly MigrationStatement[],
    catalog: Catalog | undefined,
    transaction: MigrationPart["transaction"],
  ) {
    this.dialect = dialect;
    this.statements = statements;
    this.catalog = catalog;
    const ownFrames = statements.some(
      (it) => it.root.kind === "transaction" && it.root.action === "begin",
    );
    this.#wraps = transaction === "own" && !ownFrames && dialect.can("transactional-ddl");
  }

  at(statement: MigrationStatement): void {
    this.#statement = statement;
    const { root } = statement;
    if (root.kind === "transaction" && root.action === "begin") {
      this.#open ??= statement.index;
    }
    const index = this.catalog === undefined ? undefined : catalogIndex(this.catalog, this.dialect);
    this.#context = this.#contextOf(statement, index);
  }

  run(rule: HazardRule): void {
    const context = this.#context;
    if (context === undefined) {
      return;
    }
    rule.check({ ...context, report: (it) => this.#report(rule, it) });
  }

  fact(action?: AlterAction): LockFact | undefined {
    const statement = this.#statement;
    if (statement === undefined) {
      return undefined;
    }
    const { root } = statement;
    if (root.kind === "alter-table") {
      const asked = (type: "algorithm" | "lock"): string | undefined =>
        root.actions.find((it) => it.type === type)?.value?.toUpperCase();
      const actions = action === undefined ? root.actions : [action];
      const fact = worstFact(
        actions.map((it) => lockFact(this.change(it) ?? NO_CHANGE, this.dialect)),
      );
      return requested(fact, asked("algorithm"), asked("lock"));
    }
    const change = this.change();
    const fact = change === undefined ? undefined : lockFact(change, this.dialect);
    if (root.kind === "create-index") {
      const option = (name: string): string | undefined => {
        const value = root.options.find((it) => it.name === name)?.value;
        return value === undefined
          ? undefined
          : statement.text.slice(value.start, value.end).toUpperCase();
      };
      return requested(fact, option("ALGORITHM"), option("LOCK"));
    }
    return fact;
  }

  change(action?: AlterAction): Change | undefined {
    const statement = this.#statement;
    const root = statement?.root;
    if (statement === undefined || root === undefined) {
      return undefined;
    }
    if (root.kind !== "alter-table" || action === undefined) {
      return statementChange(root);
    }
    const known = this.#table(root.name);
    const change = alterChange(root, action, {
      dialect: this.dialect,
      text: statement.text,
      table: known,
      column: (text, quoted) =>
        known === undefined ? undefined : columnOf(this.dialect, known, { text, quoted }),
      hasNotNullCheck: (column) => this.#hasNotNullCheck(root.name, column),
    });
    const more = new Set(change.conditions);
    if (action.type === "add-constraint" && isOff(this.#settings.get("foreign_key_checks"))) {
      more.add("checks-off");
    }
    if (
      action.type === "drop-primary-key" &&
      root.actions.some((it) => it.constraint?.type === "primary-key")
    ) {
      more.add("replaced");
    }
    if (action.type === "engine") {
      const engine = known?.options?.["engine"];
      if (engine !== undefined && action.value !== undefined && !same(engine, action.value)) {
        more.add("other-engine");
      }
    }
    return { type: change.type, conditions: more };
  }

  #contextOf(
    statement: MigrationStatement,
    index: CatalogIndex | undefined,
  ): Omit<HazardContext, "report"> & { report: () => void } {
    const isExplicit = this.#open !== undefined;
    return {
      dialect: this.dialect,
      statement,
      statements: this.statements,
      index,
      transaction: isExplicit ? "explicit" : this.#wraps ? "implicit" : "none",
      transactionStart: this.#open ?? 0,
      lockTimeoutSet: this.#lockTimeout,
      settings: this.#settings,
      isFresh: (name) => this.#fresh.has(this.#key(name)),
      isNew: (kind, name) =>
        this.#new.has(
          `${kind} ${"parts" in name ? this.#key(name) : nameKey(this.dialect, name, "relation")}`,
        ),
      table: (name) => this.#table(name),
      column: (name, column) => {
        const table = this.#table(name);
        return table === undefined ? undefined : columnOf(this.dialect, table, column);
      },
      fact: (action) => this.fact(action),
      change: (action) => this.change(action),
      hasNotNullCheck: (table, column) => this.#hasNotNullCheck(table, column),
      source: (range) => (range === undefined ? "" : statement.text.slice(range.start, range.end)),
      write: (name) => this.dialect.writeName(name),
      report: () => undefined,
    };
  }

  #report(rule: HazardRule, it: Parameters<HazardContext["report"]>[0]): void {
    const statement = this.#statement;
    if (statement === undefined) {
      return;
    }
    const lock = it.lockless === true ? undefined : this.fact(it.action);
    this.findings.push({
      rule: rule.id,
      severity: it.severity ?? rule.severity,
      range: { start: statement.start + it.at.start, end: statement.start + it.at.end },
      message: it.message,
      ...(lock === undefined ? {} : { lock }),
      rewritesTable: lock?.rewrite === true,
      ...(it.safer === undefined ? {} : { saferSql: it.safer }),
      statement: statement.index,
    });
  }

  /** Does the statement only touch what this migration made? */
  touchesFresh(root: StatementNode): boolean {
    switch (root.kind) {
      case "alter-table":
        return this.#fresh.has(this.#key(root.name));
      case "create-index":
      case "create-trigger":
        return root.table !== undefined && this.#fresh.has(this.#key(root.table));
      default:
        return false;
    }
  }

  // ------------------------------------------------------------ what a statement leaves behind

  after(statement: MigrationStatement): void {
    const { root } = statement;
    this.#remember(root, statement.text);
    if (this.catalog !== undefined) {
      try {
        this.catalog = applyStatement(this.catalog, root, statement.text, this.dialect);
      } catch {
        // A definition the catalog cannot follow leaves it as it was; rules then know less, not wrong.
      }
    }
    if (root.kind === "transaction" && (root.action === "commit" || root.action === "rollback")) {
      this.#open = undefined;
      this.#lockTimeout = this.#lockTimeout && !this.#isLocal;
    }
  }

  #isLocal = false;

  #remember(root: StatementNode, text: string): void {
    switch (root.kind) {
      case "create-table":
        this.#fresh.add(this.#key(root.name));
        break;
      case "create-view":
        this.#fresh.add(this.#key(root.name));
        break;
      case "select":
        if (root.into?.table !== undefined) {
          this.#fresh.add(this.#key(root.into.table));
        }
        this.#lockTimeout ||= /\bset_config\s*\(\s*'lock_timeout'\s*,\s*'[^0']/iu.test(text);
        break;
      case "create-object":
        if (root.name !== undefined) {
          this.#new.add(`${root.object} ${this.#key(root.name)}`);
        }
        break;
      case "create-index":
        if (root.name !== undefined) {
          this.#new.add(`index ${this.#key(root.name)}`);
        }
        break;
      case "alter-table":
        for (const it of root.actions) {
          this.#rememberAction(root.name, it);
        }
        break;
      case "rename":
        for (const { from, to } of root.pairs) {
          this.#renamed(from, to);
        }
        break;
      case "alter-object":
        if (root.action === "add-value" && root.name !== undefined) {
          for (const it of root.values ?? []) {
            this.#new.add(`label ${it.value}`);
          }
        }
        break;
      case "set":
        for (const it of root.assignments) {
          const value = it.values.map(literalText).join(", ");
          this.#settings.set(it.name.toLowerCase(), value);
          if (
            /(?:^|\.)(?:lock_timeout|lock_wait_timeout|statement_timeout|innodb_lock_wait_timeout|busy_timeout)$/iu.test(
              it.name,
            )
          ) {
            this.#lockTimeout = root.verb !== "reset" && !/^0(?:\D|$)/u.test(value);
            this.#isLocal = root.scope === "LOCAL";
          }
        }
        break;
      default:
        break;
    }
  }

  #rememberAction(table: QualifiedName, action: AlterAction): void {
    if (action.type === "rename-table" && action.newName !== undefined) {
      this.#renamed(table, action.newName);
    }
    const { constraint } = action;
    if (action.type === "add-constraint" && constraint?.type === "check") {
      const columns = notNullColumns(constraint.expression);
      if (constraint.notValid === true && constraint.name !== undefined) {
        this.#pendingChecks.set(
          `${this.#key(table)} ${constraint.name.text.toLowerCase()}`,
          columns,
        );
      } else if (constraint.notValid !== true) {
        for (const it of columns) {
          this.#notNull.add(`${this.#key(table)} ${it.toLowerCase()}`);
        }
      }
    }
    if (action.type === "validate-constraint" && action.name !== undefined) {
      const columns =
        this.#pendingChecks.get(`${this.#key(table)} ${action.name.text.toLowerCase()}`) ?? [];
      const known = this.#table(table)?.checks.find((it) => same(it.name, action.name?.text));
      for (const it of [...columns, ...notNullNames(known?.expression)]) {
        this.#notNull.add(`${this.#key(table)} ${it.toLowerCase()}`);
      }
    }
  }

  #renamed(from: QualifiedName, to: QualifiedName): void {
    if (this.#fresh.has(this.#key(from))) {
      this.#fresh.add(this.#key(to));
    }
  }

  #hasNotNullCheck(name: QualifiedName, column: string): boolean {
    if (this.#notNull.has(`${this.#key(name)} ${column.toLowerCase()}`)) {
      return true;
    }
    const checks = this.#table(name)?.checks ?? [];
    return checks.some(
      (it) =>
        it.notValid !== true && notNullNames(it.expression).some((other) => same(other, column)),
    );
  }

  #table(name: QualifiedName): Table | undefined {
    return this.catalog === undefined
      ? undefined
      : catalogIndex(this.catalog, this.dialect).table(name.parts);
  }

  /** Bare and qualified spellings of the default schema mean the same table. */
  #key(name: QualifiedName): string {
    const parts = name.parts.map((it) => nameKey(this.dialect, it, "relation"));
    const schema = parts.at(-2);
    const last = parts.at(-1) ?? "";
    return schema === undefined ||
      schema === storedKey(this.dialect, this.dialect.pack.defaultSchema, "relation")
      ? last
      : `${schema}.${last}`;
  }
}

const NO_CHANGE: Change = { type: "none", conditions: new Set() };

function isOff(value: string | undefined): boolean {
  return value !== undefined && /^(?:0|off|false)$/iu.test(value);
}

/** A setting's value as text. */
export function literalText(it: Expression): string {
  if (it.kind === "literal") {
    return it.value;
  }
  if (it.kind === "column") {
    return it.parts.map((part) => part.text).join(".");
  }
  return it.kind === "call" ? `${it.name.parts.at(-1)?.text ?? ""}()` : "";
}

/** Columns that a CHECK says are not NULL: `a IS NOT NULL AND …`. */
function notNullColumns(expression: Expression | undefined): readonly string[] {
  const found: string[] = [];
  const pending = expression === undefined ? [] : [expression];
  for (let it = pending.pop(); it !== undefined; it = pending.pop()) {
    if (it.kind === "binary" && it.op === "AND") {
      pending.push(it.left, it.right);
    } else if (it.kind === "is" && it.not && it.test === "null" && it.operand.kind === "column") {
      found.push(it.operand.parts.at(-1)?.text ?? "");
    }
  }
  return found;
}

/** The same from the text of a catalog's CHECK. */
function notNullNames(text: string | undefined): readonly string[] {
  if (text === undefined || /\bor\b/iu.test(text)) {
    return [];
  }
  return [...text.matchAll(/["`]?([\p{L}_][\p{L}\p{N}_$]*)["`]?\)*\s+is\s+not\s+null/giu)].map(
    (it) => it[1] ?? "",
  );
}
