/**
 * What a connection to a database is, whatever speaks underneath: statements in, rows out in pages,
 * errors as data. This folder owns sockets, child processes and client libraries; it must not know
 * documents, cursors, catalogs or editors.
 *
 * A session does one thing at a time, in the order asked. A statement that is run while a stream is
 * open takes the stream's place. A session that the server ends reconnects at the next statement
 * outside a transaction, so that nobody has to care; what was open is reported lost.
 */
import type { Result } from "../../base/result.ts";
import type { SqlError } from "./errors.ts";

/**
 * A value as the engine means it. Integers that a double holds exactly are numbers, larger ones are
 * text; decimals, dates, times, intervals, arrays, ranges and JSON are the engine's text; NaN and the
 * infinities are text; binary is bytes.
 */
export type Value = string | number | boolean | null | Uint8Array;

/** A value to bind. */
export type Parameter = Value | bigint;

export interface ResultColumn {
  readonly name: string;
  /** The engine's name of the type: `int8`, `varchar`, `DECIMAL`; empty where the engine has none. */
  readonly type: string;
  /** Numbers are shown to the right. */
  readonly numeric: boolean;
}

export type Row = readonly Value[];

/** Something the server said beside the result. */
export interface Notice {
  readonly level: string;
  readonly message: string;
}

export interface QueryOutcome {
  /** Empty for a statement without a result. */
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  /** There were more rows than `maxRows`; they were not fetched. */
  readonly truncated: boolean;
  /** Rows changed by a data change. */
  readonly affected?: number | undefined;
  readonly notices: readonly Notice[];
  readonly elapsedMs: number;
}

export interface QueryOptions {
  /** No more rows than this are fetched; all where it is absent. */
  readonly maxRows?: number | undefined;
  /** Aborting it stops the server's work, not only the wait. */
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

/** One page of a stream; `done` says that there is no other. */
export interface Page {
  readonly rows: readonly Row[];
  readonly done: boolean;
}

/** Rows that are fetched when they are asked for: nothing is read ahead beyond a small buffer. */
export interface RowStream {
  readonly columns: readonly ResultColumn[];
  /** The next rows, at most `count`. After `done` or an error every further page is empty and done. */
  next(count: number, options?: QueryOptions): Promise<Result<Page, SqlError>>;
  /** Known once the stream is done. */
  affected(): number | undefined;
  notices(): readonly Notice[];
  /** Ends the server's work on it; closing twice is fine. */
  close(): Promise<void>;
}

export interface TransactionOptions {
  readonly readOnly?: boolean | undefined;
  readonly isolation?: "read-committed" | "repeatable-read" | "serializable" | undefined;
}

export interface Session {
  /** Id of the pack it was opened with. */
  readonly engine: string;
  /** The server's version, digits and dots: `15.4`, `10.11.6`. */
  readonly version: string;
  /** The version as the server writes it. */
  readonly versionText: string;
  readonly readOnly: boolean;
  /** Where it is connected, for people, without secrets. */
  readonly target: string;
  readonly state: "open" | "lost" | "closed";
  readonly inTransaction: boolean;
  /** Runs one statement and reads its rows. */
  query(
    sql: string,
    params?: readonly Parameter[],
    options?: QueryOptions,
  ): Promise<Result<QueryOutcome, SqlError>>;
  /** Runs one statement and hands out its rows page by page. */
  stream(
    sql: string,
    params?: readonly Parameter[],
    options?: QueryOptions,
  ): Promise<Result<RowStream, SqlError>>;
  begin(options?: TransactionOptions): Promise<Result<null, SqlError>>;
  commit(): Promise<Result<null, SqlError>>;
  rollback(): Promise<Result<null, SqlError>>;
  /** Stops what is running now on the server; it ends with `cancelled`. Nothing happens when nothing runs. */
  cancel(): Promise<void>;
  /** Calls back for each notice, until the returned function is called. */
  onNotice(listener: (notice: Notice) => void): () => void;
  close(): Promise<void>;
}

/** Runs the body in a transaction: committed when it succeeds, undone when it fails or throws. */
export async function transaction<T>(
  session: Session,
  body: () => Promise<Result<T, SqlError>>,
  options: TransactionOptions = {},
): Promise<Result<T, SqlError>> {
  const begun = await session.begin(options);
  if (!begun.ok) {
    return begun;
  }
  let result: Result<T, SqlError>;
  try {
    result = await body();
  } catch (bug) {
    await session.rollback();
    throw bug;
  }
  if (!result.ok) {
    await session.rollback();
    return result;
  }
  const committed = await session.commit();
  return committed.ok ? result : committed;
}
