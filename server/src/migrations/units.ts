/**
 * From a part's text to what is sent: statements with their places, grouped into units. A unit is
 * what either happened or did not: a transaction together with its record in the history, or one
 * statement that the engine commits by itself.
 */
import type { Range } from "../base/text.ts";
import type { StatementNode } from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import { parse } from "../sql/parse.ts";
import { type Script, type Statement, script } from "../sql/script.ts";
import { TokenKind } from "../sql/tokens.ts";
import type { MigrationPart } from "./format.ts";

/** One statement of a part. */
export interface PartStatement {
  /** What is sent: without leading comments and without its terminator. */
  readonly sql: string;
  /** Offset of `sql` in the part's text. */
  readonly start: number;
  readonly end: number;
  /** Line in the file, from 0. */
  readonly line: number;
  readonly root: StatementNode;
  readonly statement: Statement;
  /** Offset of the whole statement, leading comments included: ranges of the tree start there. */
  readonly statementStart: number;
}

export interface Unit {
  readonly statements: readonly PartStatement[];
  /**
   * `transaction`: all of it and its record, or nothing. `statement`: one statement that cannot be
   * undone; the journal says whether it ran. `verbatim`: a group whose own BEGIN and ROLLBACK decide.
   * `session`: settings, made again on resume and not journaled.
   */
  readonly mode: "transaction" | "statement" | "verbatim" | "session";
}

export interface CompiledPart {
  readonly part: MigrationPart;
  /** All that is sent, in order; indices into it number the journal. */
  readonly statements: readonly PartStatement[];
  readonly units: readonly Unit[];
  /** Statements that run before the first transaction begins: settings that it would refuse or ignore. */
  readonly before: readonly PartStatement[];
  /** The session is another one afterwards: settings, temporary tables, prepared statements. */
  readonly leavesTraces: boolean;
}

/** Splits a part; blocks of the format are one statement each. */
export function partStatements(part: MigrationPart, dialect: Dialect): readonly PartStatement[] {
  const found: PartStatement[] = [];
  let at = 0;
  for (const block of part.blocks) {
    addScript({ start: at, end: block.start });
    addBlock(block);
    at = block.end;
  }
  addScript({ start: at, end: part.text.length });
  return found;

  function addScript({ start, end }: Range): void {
    const text = part.text.slice(start, end);
    const read: Script = script(text, dialect);
    for (const [index, statement] of read.statements.entries()) {
      add(statement, start + (read.starts[index] ?? 0));
    }
  }

  function addBlock({ start, end }: Range): void {
    const text = part.text.slice(start, end);
    const read = script(text, dialect);
    const real = read.statements.filter((it) => it.tokens.count > 0);
    const first = real[0];
    if (real.length === 1 && first !== undefined) {
      addScript({ start, end });
      return;
    }
    // Whatever the text looks like, the format says that it is one statement.
    if (first !== undefined) {
      const sql = text.trim().replace(/;$/u, "");
      const from = start + text.indexOf(sql);
      found.push(
        placed(
          sql,
          from,
          { kind: "other", verb: "block", names: [], start: 0, end: sql.length },
          first,
          start + (read.starts[read.statements.indexOf(first)] ?? 0),
        ),
      );
    }
  }

  function add(statement: Statement, start: number): void {
    const range = sentRange(statement);
    const { root } = parse(statement);
    if (range === undefined || root.kind === "empty" || isClientCommand(root)) {
      return;
    }
    found.push(
      placed(
        statement.text.slice(range.start, range.end),
        start + range.start,
        root,
        statement,
        start,
      ),
    );
  }

  function placed(
    sql: string,
    start: number,
    root: StatementNode,
    statement: Statement,
    statementStart: number,
  ): PartStatement {
    const line = part.line + newlines(part.text, start);
    return { sql, start, end: start + sql.length, line, root, statement, statementStart };
  }
}

/** Commands of a client that only direct the splitting are done when the text is split. */
function isClientCommand(root: StatementNode): boolean {
  return (
    root.kind === "client-command" &&
    /^\s*(?:delimiter|go|\/|\\(?!copy))\b|^\s*(?:\/|go)\s*$/iu.test(root.command)
  );
}

/** From the first token to the last, the terminator left out; `undefined` where there is no token. */
function sentRange(statement: Statement): Range | undefined {
  const { tokens } = statement;
  // A client's delimiter is the last token, and no engine knows it.
  let last = tokens.count - (statement.terminator === "delimiter" ? 2 : 1);
  while (last >= 0 && isTerminator(statement, last)) {
    last -= 1;
  }
  if (last < 0) {
    return undefined;
  }
  return { start: tokens.starts[0] ?? 0, end: tokens.ends[last] ?? statement.text.length };
}

function isTerminator(statement: Statement, index: number): boolean {
  const { tokens, text } = statement;
  return (
    tokens.kinds[index] === TokenKind.Operator &&
    text.slice(tokens.starts[index], tokens.ends[index]) === ";"
  );
}

function newlines(text: string, until: number): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < until; at = text.indexOf("\n", at + 1)) {
    count += 1;
  }
  return count;
}

/** The units of a part, on an engine. */
export function compilePart(part: MigrationPart, dialect: Dialect): CompiledPart {
  const all = partStatements(part, dialect);
  const leavesTraces = all.some((it) => leavesTrace(it.root));
  const first = all.findIndex((it) => !isSetting(it.root));
  const head = first < 0 ? all : all.slice(0, first);
  const before = head.some((it) => isPragma(it.root)) ? head.filter((it) => isPragma(it.root)) : [];
  const rest = all.filter((it) => !before.includes(it));
  const framed = withoutFrame(rest);
  const hasOwnTransactions = framed.some(
    (it) => it.root.kind === "transaction" && TRANSACTION_ACTIONS.has(it.root.action),
  );
  const whole =
    part.transaction === "own" &&
    dialect.can("transactional-ddl") &&
    !hasOwnTransactions &&
    !framed.some((it) => refusesTransaction(it.root, dialect));
  if (whole) {
    // Trailing settings would be refused or ignored inside the transaction, and the session ends anyway.
    const inside = framed.filter((it) => !isPragma(it.root) || isCheckPragma(it));
    return {
      part,
      statements: inside,
      units: inside.length === 0 ? [] : [{ statements: inside, mode: "transaction" }],
      before,
      leavesTraces,
    };
  }
  const units = groups(hasOwnTransactions ? rest : framed, dialect);
  return { part, statements: units.flatMap((it) => it.statements), units, before, leavesTraces };
}

/** Actions that decide about the transaction as a whole; savepoints do not. */
const TRANSACTION_ACTIONS: ReadonlySet<string> = new Set([
  "begin",
  "commit",
  "rollback",
  "prepare",
  "commit-prepared",
  "rollback-prepared",
]);

/** A file that is one `BEGIN … COMMIT` says what the runner does anyway. */
function withoutFrame(all: readonly PartStatement[]): readonly PartStatement[] {
  const marks = all.filter(
    (it) => it.root.kind === "transaction" && TRANSACTION_ACTIONS.has(it.root.action),
  );
  const [begin, commit] = marks;
  if (
    marks.length !== 2 ||
    begin === undefined ||
    commit === undefined ||
    !isAction(begin.root, "begin") ||
    !isAction(commit.root, "commit")
  ) {
    return all;
  }
  const outside = [...all.slice(0, all.indexOf(begin)), ...all.slice(all.indexOf(commit) + 1)];
  return outside.every((it) => isSetting(it.root))
    ? all.filter((it) => it !== begin && it !== commit)
    : all;
}

function isAction(root: StatementNode, action: string): boolean {
  return root.kind === "transaction" && root.action === action;
}

/** Statement by statement; what stands between BEGIN and COMMIT stays together. */
function groups(all: readonly PartStatement[], dialect: Dialect): readonly Unit[] {
  const units: Unit[] = [];
  for (let i = 0; i < all.length; i += 1) {
    const it = all[i];
    if (it === undefined) {
      break;
    }
    if (isAction(it.root, "begin")) {
      const end = all.findIndex(
        (other, index) =>
          index > i && (isAction(other.root, "commit") || isAction(other.root, "rollback")),
      );
      const body = all.slice(i + 1, end < 0 ? all.length : end);
      const undone = end >= 0 && isAction(all[end]?.root ?? it.root, "rollback");
      const atomic = body.every((other) => isUndoable(other.root, dialect));
      if (undone || !atomic) {
        units.push(
          ...(undone && atomic
            ? [{ statements: all.slice(i, end + 1), mode: "verbatim" as const }]
            : body.map((other) => alone(other, dialect))),
        );
      } else if (body.length > 0) {
        units.push({ statements: body, mode: "transaction" });
      }
      i = end < 0 ? all.length : end;
      continue;
    }
    if (it.root.kind === "transaction" && TRANSACTION_ACTIONS.has(it.root.action)) {
      continue;
    }
    const unit = alone(it, dialect);
    const last = units.at(-1);
    if (unit.mode === "session" && last?.mode === "session") {
      units[units.length - 1] = { statements: [...last.statements, it], mode: "session" };
    } else if (
      isDataChange(it.root) &&
      last?.mode === "transaction" &&
      last.statements.every((other) => isDataChange(other.root)) &&
      !dialect.can("transactional-ddl")
    ) {
      units[units.length - 1] = { statements: [...last.statements, it], mode: "transaction" };
    } else {
      units.push(unit);
    }
  }
  return units;
}

function isDataChange(root: StatementNode): boolean {
  return ["insert", "update", "delete", "merge", "dml-query"].includes(root.kind);
}

/** Made again when a migration resumes in another session: settings and variables. */
export function isReplayed(root: StatementNode): boolean {
  return root.kind === "set" || (root.kind === "transaction" && root.action === "set");
}

function alone(it: PartStatement, dialect: Dialect): Unit {
  if (isReplayed(it.root)) {
    return { statements: [it], mode: "session" };
  }
  return { statements: [it], mode: isUndoable(it.root, dialect) ? "transaction" : "statement" };
}

/** Can it be undone by ROLLBACK on this engine? */
function isUndoable(root: StatementNode, dialect: Dialect): boolean {
  if (refusesTransaction(root, dialect)) {
    return false;
  }
  switch (root.kind) {
    case "insert":
    case "update":
    case "delete":
    case "merge":
    case "dml-query":
    case "select":
    case "values":
    case "compound":
    case "set":
      return true;
    default:
      return dialect.can("transactional-ddl");
  }
}

/** Statements that the engine refuses inside a transaction block. */
export function refusesTransaction(root: StatementNode, dialect: Dialect): boolean {
  switch (root.kind) {
    case "create-index":
      return root.concurrently === true;
    case "drop":
      return (
        root.concurrently === true ||
        ((root.object === "database" || root.object === "tablespace") &&
          dialect.can("transactional-ddl"))
      );
    case "alter-table":
      return root.actions.some((it) => it.type === "detach-partition" && it.concurrently === true);
    case "create-object":
      return ["database", "tablespace", "subscription"].includes(root.object);
    case "alter-object":
      return (
        root.object === "system" ||
        (root.object === "type" &&
          root.action === "add-value" &&
          !dialect.can("enum-add-value-in-transaction"))
      );
    case "maintenance":
      return (
        root.verb.startsWith("vacuum") ||
        root.concurrently === true ||
        root.verb.startsWith("attach") ||
        root.verb.startsWith("detach") ||
        (root.verb.startsWith("reindex") &&
          /^(?:database|system|schema)$/u.test(root.object ?? "")) ||
        (root.verb.startsWith("cluster") && root.names.length === 0)
      );
    default:
      return false;
  }
}

/** `PRAGMA …`: settings of the connection, many of which do nothing inside a transaction. */
function isPragma(root: StatementNode): boolean {
  return root.kind === "set" && root.verb === "pragma";
}

/** A pragma that reads: it belongs where it stands. */
function isCheckPragma(it: PartStatement): boolean {
  return /^\s*pragma\s+(?:\w+\.)?(?:foreign_key_check|integrity_check|quick_check|defer_foreign_keys|user_version|application_id)\b/iu.test(
    it.sql,
  );
}

function isSetting(root: StatementNode): boolean {
  return root.kind === "set" || root.kind === "empty";
}

/** May it leave the session in another state than it found it? */
function leavesTrace(root: StatementNode): boolean {
  switch (root.kind) {
    case "insert":
    case "update":
    case "delete":
    case "merge":
    case "alter-table":
    case "create-index":
    case "create-routine":
    case "create-trigger":
    case "alter-object":
    case "drop":
    case "truncate":
    case "comment":
    case "grant":
    case "rename":
      return false;
    case "create-table":
    case "create-view":
    case "create-object":
      return root.temporary === true;
    case "transaction":
      return root.action === "lock" || root.action === "set";
    default:
      return true;
  }
}
