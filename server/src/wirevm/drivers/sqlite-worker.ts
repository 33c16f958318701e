/**
 * The child process that holds one SQLite connection. SQLite computes in the caller's thread and this
 * binding cannot interrupt it, so the parent ends this process to cancel; nothing here may outlive a
 * statement except the connection itself.
 */
import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import type BetterSqlite from "better-sqlite3";
import type { ChildAnswer, ChildFailure, ChildRequest } from "./child-messages.ts";
import { leadingWords } from "./leading-words.ts";
import { bindingOptions } from "./packed-binding.ts";
import type { Parameter, ResultColumn, Row, Value } from "./session.ts";

const MEMORY = ":memory:";

let database: BetterSqlite.Database | undefined;
let readOnly = false;
let open:
  | { readonly rows: Iterator<unknown>; readonly writes: boolean; ahead: Row | undefined }
  | undefined;

process.on("message", (request: ChildRequest) => {
  let answer: ChildAnswer;
  try {
    answer = {
      id: request.id,
      ...answered(request),
      inTransaction: database?.inTransaction ?? false,
    };
  } catch (error) {
    answer = {
      id: request.id,
      ok: false,
      failure: failure(error, request.op === "run" ? request.sql : ""),
      inTransaction: database?.open === true && database.inTransaction,
    };
  }
  process.send?.(answer);
  if (request.op === "close") {
    process.disconnect?.();
  }
});

// A parent that is gone wants no more answers; an open transaction is undone by the end.
process.on("disconnect", () => process.exit(0));

type Answered = Omit<Extract<ChildAnswer, { ok: true }>, "id" | "inTransaction">;

function answered(request: ChildRequest): Answered {
  switch (request.op) {
    case "open":
      return opened(request);
    case "run":
      return run(request.sql, request.params, request.count);
    case "fetch":
      return { ok: true, ...page(request.count) };
    case "end":
      endResult();
      return { ok: true, done: true };
    case "close":
      endResult();
      database?.close();
      database = undefined;
      return { ok: true, done: true };
  }
}

function opened(request: Extract<ChildRequest, { op: "open" }>): Answered {
  const memory = request.path === MEMORY;
  if (!memory && existsSync(request.path) && statSync(request.path).isDirectory()) {
    throw coded("NO_FILE", "this is a folder");
  }
  const exists = !memory && existsSync(request.path);
  if (!memory && request.readOnly && !exists) {
    throw coded("NO_FILE", "there is no such file");
  }
  // Loaded here and not above, so that a missing binary is an answer and not a dead process.
  const require = createRequire(import.meta.url);
  const Database = require("better-sqlite3") as typeof BetterSqlite;
  try {
    database = new Database(request.path, {
      ...bindingOptions(require),
      readonly: request.readOnly && !memory,
      timeout: request.busyTimeoutMs,
    });
  } catch (error) {
    const known = failure(error, "");
    throw known.code === "SQLITE_CANTOPEN" || /directory does not exist/u.test(known.message)
      ? coded("NO_FILE", "the file cannot be opened or made")
      : error;
  }
  readOnly = request.readOnly;
  if (request.readOnly) {
    database.pragma("query_only = 1");
  }
  database.pragma(`foreign_keys = ${request.options["foreign_keys"] === "0" ? 0 : 1}`);
  try {
    if (exists) {
      // The first read tells a database from any other file.
      database.pragma("schema_version");
    }
  } catch (error) {
    if (failure(error, "").code === "SQLITE_NOTADB") {
      throw coded("NOT_A_DATABASE", "file is not a database");
    }
    throw error;
  }
  const version = database.prepare("SELECT sqlite_version()").pluck().get() as string;
  return { ok: true, version, done: true };
}

function run(sql: string, params: readonly Parameter[], count: number): Answered {
  endResult();
  if (database === undefined) {
    throw coded("DRIVER", "the database is not open");
  }
  if (readOnly) {
    refuseEscapes(sql);
  }
  if (leadingWords(sql, 1).length === 0) {
    return { ok: true, columns: [], rows: [], done: true };
  }
  const statement = database.prepare(sql);
  const bound = params.map(bindable);
  if (!statement.reader) {
    const before = totalChanges();
    const { changes } = statement.run(...bound);
    // `changes` keeps the number of the last data change; a statement that changes nothing must not repeat it.
    const affected = totalChanges() === before ? 0 : changes;
    const isDataChange = DATA_CHANGES.has(leadingWords(sql, 1)[0] ?? "");
    return { ok: true, columns: [], rows: [], done: true, ...(isDataChange ? { affected } : {}) };
  }
  statement.safeIntegers(true);
  statement.raw(true);
  const columns = statement.columns().map(
    (it): ResultColumn => ({
      name: it.name,
      type: it.type ?? "",
      numeric: /int|real|floa|doub|num|dec/iu.test(it.type ?? ""),
    }),
  );
  open = {
    rows: statement.iterate(...bound),
    writes: DATA_CHANGES.has(leadingWords(sql, 1)[0] ?? "") && !statement.readonly,
    ahead: undefined,
  };
  return { ok: true, columns, ...page(count) };
}

const DATA_CHANGES = new Set(["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"]);

/** A read-only connection still lets these through: they write other files or undo the protection. */
function refuseEscapes(sql: string): void {
  const [first, name, argument] = leadingWords(sql, 3);
  if (first === "VACUUM") {
    throw coded("READ_ONLY", "VACUUM writes.");
  }
  const pragma = name?.replace(/^.*\./u, "");
  if (first === "PRAGMA" && argument !== undefined && WRITING_PRAGMAS.has(pragma ?? "")) {
    throw coded("READ_ONLY", `PRAGMA ${pragma?.toLowerCase()} could undo the protection.`);
  }
}

const WRITING_PRAGMAS = new Set(["QUERY_ONLY", "WRITABLE_SCHEMA", "JOURNAL_MODE"]);

let totalChangesStatement: BetterSqlite.Statement | undefined;

function totalChanges(): number {
  totalChangesStatement ??= database?.prepare("SELECT total_changes()").pluck();
  return (totalChangesStatement?.get() as number | undefined) ?? 0;
}

/** Rows that the last data change changed; for `RETURNING`, whose rows come through an iterator. */
function changes(): number {
  return (database?.prepare("SELECT changes()").pluck().get() as number | undefined) ?? 0;
}

/** The next rows; one more is read ahead to know whether there are others. */
function page(count: number): { rows: Row[]; done: boolean; affected?: number } {
  const rows: Row[] = [];
  if (open === undefined) {
    return { rows, done: true };
  }
  if (open.ahead !== undefined) {
    rows.push(open.ahead);
    open.ahead = undefined;
  }
  for (;;) {
    const next = open.rows.next();
    if (next.done === true) {
      const { writes } = open;
      open = undefined;
      return writes ? { rows, done: true, affected: changes() } : { rows, done: true };
    }
    const row = (next.value as unknown[]).map(value);
    if (count <= rows.length) {
      open.ahead = row;
      return { rows, done: false };
    }
    rows.push(row);
  }
}

function endResult(): void {
  const ended = open;
  open = undefined;
  ended?.rows.return?.();
}

function value(raw: unknown): Value {
  if (typeof raw === "bigint") {
    return BigInt.asIntN(54, raw) === raw ? Number(raw) : raw.toString();
  }
  if (typeof raw === "number" && !Number.isFinite(raw)) {
    return String(raw);
  }
  return raw as Value;
}

/** A whole number is bound as an integer: the binding would make it a float, and `typeof` would show. */
function bindable(it: Parameter): unknown {
  if (typeof it === "boolean") {
    return it ? 1n : 0n;
  }
  if (typeof it === "number" && Number.isSafeInteger(it)) {
    return BigInt(it);
  }
  return it;
}

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

function failure(error: unknown, sql: string): ChildFailure {
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as { code?: unknown } | null)?.code;
  return {
    code: typeof code === "string" ? code : "SQLITE_ERROR",
    message,
    reason: reason(message),
    position: position(message, sql),
  };
}

/** One code stands for most mistakes in a statement; the message tells them apart. */
function reason(message: string): ChildFailure["reason"] {
  if (/syntax error|incomplete input|unrecognized token/u.test(message)) {
    return "syntax";
  }
  if (/^no such |has no column named|unknown database/u.test(message)) {
    return "unknown-object";
  }
  if (/^ambiguous column/u.test(message)) {
    return "ambiguous";
  }
  return /already exists/u.test(message) ? "exists" : undefined;
}

/** The binding drops SQLite's error offset; a message that quotes a word is placed where that word stands alone. */
function position(message: string, sql: string): number | undefined {
  const quoted =
    /^near "(.+)": syntax error$/su.exec(message)?.[1] ??
    /^no such (?:table|column|function): (?:.*\.)?([^.]+)$/su.exec(message)?.[1];
  if (quoted === undefined) {
    return undefined;
  }
  const first = sql.indexOf(quoted);
  return first !== -1 && sql.indexOf(quoted, first + 1) === -1 ? first : undefined;
}
