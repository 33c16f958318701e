/**
 * The child process that holds one DuckDB connection. DuckDB computes in threads of its own, but a
 * crash or an exhausted memory in it must not take the editor along; the parent ends this process to
 * cancel.
 */
import { existsSync, statSync } from "node:fs";
import type {
  DuckDBConnection,
  DuckDBInstance,
  DuckDBResult,
  DuckDBType,
  DuckDBValue,
} from "@duckdb/node-api";
import type { ChildAnswer, ChildFailure, ChildRequest } from "./child-messages.ts";
import { leadingWords } from "./leading-words.ts";
import type { Parameter, ResultColumn, Row, Value } from "./session.ts";

const MEMORY = ":memory:";

type Api = typeof import("@duckdb/node-api");

let api: Api | undefined;
let instance: DuckDBInstance | undefined;
let connection: DuckDBConnection | undefined;
let readOnly = false;
let inTransaction = false;
let open:
  | {
      readonly result: DuckDBResult;
      readonly types: readonly DuckDBType[];
      ahead: Row[];
      over: boolean;
    }
  | undefined;

// One request at a time, whatever the parent sends.
let tail: Promise<void> = Promise.resolve();

process.on("message", (request: ChildRequest) => {
  tail = tail.then(() => answer(request));
});

// A parent that is gone wants no more answers.
process.on("disconnect", () => process.exit(0));

async function answer(request: ChildRequest): Promise<void> {
  let message: ChildAnswer;
  try {
    message = { id: request.id, ...(await answered(request)), inTransaction };
  } catch (error) {
    message = {
      id: request.id,
      ok: false,
      failure: failure(error, request.op === "run" ? request.sql : ""),
      inTransaction,
    };
  }
  process.send?.(message);
  if (request.op === "close") {
    process.disconnect?.();
  }
}

type Answered = Omit<Extract<ChildAnswer, { ok: true }>, "id" | "inTransaction">;

async function answered(request: ChildRequest): Promise<Answered> {
  switch (request.op) {
    case "open":
      return opened(request);
    case "run":
      return run(request.sql, request.params, request.count);
    case "fetch":
      return { ok: true, ...(await page(request.count)) };
    case "end":
      open = undefined;
      return { ok: true, done: true };
    case "close":
      open = undefined;
      connection?.closeSync();
      instance?.closeSync();
      return { ok: true, done: true };
  }
}

async function opened(request: Extract<ChildRequest, { op: "open" }>): Promise<Answered> {
  const memory = request.path === MEMORY;
  const exists = !memory && existsSync(request.path);
  if (exists && statSync(request.path).isDirectory()) {
    throw coded("NO_FILE", "this is a folder");
  }
  if (!memory && request.readOnly && !exists) {
    throw coded("NO_FILE", "there is no such file");
  }
  api = await import("@duckdb/node-api");
  readOnly = request.readOnly;
  try {
    instance = await api.DuckDBInstance.create(
      request.path,
      request.readOnly && !memory ? { access_mode: "READ_ONLY" } : {},
    );
  } catch (error) {
    const { message } = failure(error, "");
    if (/not a valid DuckDB database file/iu.test(message)) {
      throw coded("NOT_A_DATABASE", "file is not a database");
    }
    throw /Cannot open file|No such file/iu.test(message)
      ? coded("NO_FILE", "the file cannot be opened or made")
      : error;
  }
  connection = await instance.connect();
  return { ok: true, version: api.version().replace(/^v/u, ""), done: true };
}

async function run(sql: string, params: readonly Parameter[], count: number): Promise<Answered> {
  open = undefined;
  const words = leadingWords(sql, 2);
  if (words.length === 0) {
    return { ok: true, columns: [], rows: [], done: true };
  }
  if (connection === undefined || api === undefined) {
    throw coded("DRIVER", "the database is not open");
  }
  if (readOnly) {
    refuseEscapes(sql, words);
  }
  const extracted = await connection.extractStatements(sql);
  if (extracted.count > 1) {
    throw coded("DRIVER", "one statement at a time: this text holds several");
  }
  const statement = await extracted.prepare(0);
  for (const [index, value] of params.entries()) {
    bind(statement, index + 1, value);
  }
  const result = await statement.stream();
  follow(words);
  const types = result.columnTypes();
  if (result.returnType !== api.ResultReturnType.QUERY_RESULT) {
    const affected = DATA_CHANGES.has(words[0] ?? "") ? await changed(result) : undefined;
    return {
      ok: true,
      columns: [],
      rows: [],
      done: true,
      ...(affected === undefined ? {} : { affected }),
    };
  }
  open = { result, types, ahead: [], over: false };
  const columns = result.deduplicatedColumnNames().map(
    (_, index): ResultColumn => ({
      name: result.columnName(index),
      type: String(types[index] ?? ""),
      numeric: NUMERIC.test(String(types[index] ?? "")),
    }),
  );
  return { ok: true, columns, ...(await page(count)) };
}

const NUMERIC = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL(?:\(.*\))?)$/u;

const DATA_CHANGES = new Set(["INSERT", "UPDATE", "DELETE", "COPY", "MERGE", "WITH"]);

/** A data change answers one row with the number of rows it changed. */
async function changed(result: DuckDBResult): Promise<number | undefined> {
  const chunk = await result.fetchChunk();
  const count = chunk === null || chunk.rowCount === 0 ? undefined : chunk.getRows()[0]?.[0];
  return count === undefined || count === null ? undefined : Number(count);
}

/** A database opened for reading still lets a statement write other files. */
function refuseEscapes(sql: string, [first, second]: readonly string[]): void {
  const isCopyOut = first === "COPY" && /\bto\b/iu.test(sql);
  if (
    isCopyOut ||
    WRITING.has(first ?? "") ||
    (first === "ATTACH" && !/\bread_only\b/iu.test(sql)) ||
    (first === "PRAGMA" && second?.startsWith("ENABLE") === true)
  ) {
    throw coded("READ_ONLY", `${first ?? ""} can write.`);
  }
}

const WRITING = new Set([
  "EXPORT",
  "IMPORT",
  "INSTALL",
  "LOAD",
  "VACUUM",
  "CHECKPOINT",
  "FORCE",
  "CREATE",
  "DROP",
  "ALTER",
  "INSERT",
  "UPDATE",
  "DELETE",
  "MERGE",
  "TRUNCATE",
]);

function follow([first]: readonly string[]): void {
  if (first === "BEGIN" || first === "START") {
    inTransaction = true;
  } else if (first === "COMMIT" || first === "ROLLBACK" || first === "END" || first === "ABORT") {
    inTransaction = false;
  }
}

interface Binder {
  bindNull(index: number): void;
  bindBoolean(index: number, value: boolean): void;
  bindVarchar(index: number, value: string): void;
  bindDouble(index: number, value: number): void;
  bindBigInt(index: number, value: bigint): void;
  bindInteger(index: number, value: number): void;
  bindBlob(index: number, value: Uint8Array): void;
}

const INT32_MAX = 2_147_483_647;

function bind(statement: Binder, index: number, value: Parameter): void {
  if (value === null) {
    statement.bindNull(index);
  } else if (typeof value === "boolean") {
    statement.bindBoolean(index, value);
  } else if (typeof value === "string") {
    statement.bindVarchar(index, value);
  } else if (typeof value === "bigint") {
    statement.bindBigInt(index, value);
  } else if (typeof value === "number") {
    if (Number.isInteger(value) && Math.abs(value) <= INT32_MAX) {
      statement.bindInteger(index, value);
    } else if (Number.isSafeInteger(value)) {
      statement.bindBigInt(index, BigInt(value));
    } else {
      statement.bindDouble(index, value);
    }
  } else {
    statement.bindBlob(index, value);
  }
}

/** The next rows; one more is read ahead to know whether there are others. */
async function page(count: number): Promise<{ rows: Row[]; done: boolean }> {
  const current = open;
  if (current === undefined) {
    return { rows: [], done: true };
  }
  while (!current.over && current.ahead.length <= count) {
    const chunk = await current.result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) {
      current.over = true;
    } else {
      for (const row of chunk.getRows()) {
        current.ahead.push(row.map((it) => value(it)));
      }
    }
  }
  const rows = current.ahead.slice(0, count);
  current.ahead = current.ahead.slice(count);
  const done = current.over && current.ahead.length === 0;
  if (done) {
    open = undefined;
  }
  return { rows, done };
}

/** Plain values as they are, everything with a structure as the engine writes it. */
function value(raw: DuckDBValue): Value {
  if (raw === null || typeof raw === "string" || typeof raw === "boolean") {
    return raw;
  }
  if (typeof raw === "bigint") {
    return Number.isSafeInteger(Number(raw)) ? Number(raw) : raw.toString();
  }
  if (typeof raw === "number") {
    return Number.isFinite(raw) ? raw : String(raw);
  }
  if (api !== undefined && raw instanceof api.DuckDBBlobValue) {
    return Buffer.from(raw.bytes);
  }
  return String(raw);
}

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/** `Parser Error: syntax error at or near "selec"`, then a picture of where; the class is the code. */
function failure(error: unknown, sql: string): ChildFailure {
  const whole = (error instanceof Error ? error.message : String(error)).replace(
    /^Failed to extract statements: /u,
    "",
  );
  const code = (error as { code?: unknown } | null)?.code;
  const kind = /^([A-Z][\w -]*?) Error: /u.exec(whole);
  const message = whole.slice(kind?.[0].length ?? 0).split(/\n\s*\n/u)[0] ?? whole;
  return {
    code: typeof code === "string" ? code : (kind?.[1] ?? "Error"),
    message: message.trim(),
    reason: REASONS[kind?.[1] ?? ""],
    position: position(whole, sql),
  };
}

const REASONS: Readonly<Record<string, ChildFailure["reason"]>> = {
  Parser: "syntax",
  Catalog: "unknown-object",
  Binder: "unknown-object",
  Conversion: "type",
  "Invalid Input": "type",
  Constraint: "unique",
  "Out of Range": "range",
  INTERRUPT: "cancelled",
};

/** `LINE 2: …` and a caret below it: the caret stands where it went wrong. */
function position(message: string, sql: string): number | undefined {
  const found = /^LINE (\d+): (.*)\n( *)\^/mu.exec(message);
  if (found === null) {
    return undefined;
  }
  const [, line = "1", shown = "", blanks = ""] = found;
  const lines = sql.split("\n");
  const before = lines.slice(0, Number(line) - 1).reduce((sum, it) => sum + it.length + 1, 0);
  const text = lines[Number(line) - 1] ?? "";
  const inShown = blanks.length - `LINE ${line}: `.length;
  // A long line is shown in part, with dots at its start.
  const start = shown.startsWith("...")
    ? text.indexOf(shown.slice(3, shown.endsWith("...") ? -3 : undefined)) - 3
    : 0;
  const at = before + start + inShown;
  return 0 <= at && at <= sql.length ? at : undefined;
}
