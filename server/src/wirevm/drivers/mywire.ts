/**
 * Sessions over MySQL's protocol, for every engine whose pack names it. Rows are read from the socket
 * as they are asked for; `KILL QUERY` on a second connection stops the server's work; dates, decimals
 * and JSON stay the server's text.
 */
import { readFileSync } from "node:fs";
import { connect as connectSocket, isIP } from "node:net";
import type { Readable } from "node:stream";
import { connect as connectTls } from "node:tls";
import mysql from "mysql2";
import { err, ok, type Result } from "../../base/result.ts";
import type { Pack } from "../packs/pack.ts";
import { type Dialer, dialed } from "./dial.ts";
import { type ConnectError, reasonOf, type SqlError } from "./errors.ts";
import { leadingWords } from "./leading-words.ts";
import type { Secret } from "./secret.ts";
import type {
  Notice,
  Page,
  Parameter,
  QueryOptions,
  QueryOutcome,
  ResultColumn,
  Row,
  RowStream,
  Session,
  TransactionOptions,
  Value,
} from "./session.ts";
import { turns } from "./turns.ts";
import type { ServerTarget } from "./url.ts";

export interface MyTarget {
  readonly pack: Pack;
  readonly server: ServerTarget;
  readonly password: Secret | undefined;
  /** The way to the hosts, where it is not the network. */
  readonly dialer?: Dialer | undefined;
  readonly target: string;
  readonly readOnly: boolean;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

const DEFAULT_PORT = 3306;
/** How long a server may take to obey a kill before the connection is cut. */
const CANCEL_PATIENCE_MS = 5_000;
const KEEP_ALIVE_MS = 30_000;
/** Rows that may wait in this process before the socket is paused. */
const ROWS_AHEAD = 500;

interface Connected {
  readonly connection: mysql.Connection;
  readonly host: string;
  readonly port: number;
  readonly options: mysql.ConnectionOptions;
  readonly version: string;
  readonly versionText: string;
  /** Server status of the last answer: bit 0 says that a transaction is open. */
  inTransaction: boolean;
}

/** Connects to the first host that answers. */
export async function openMywire(target: MyTarget): Promise<Result<Session, ConnectError>> {
  const connected = await connectAny(target);
  return connected.ok ? ok(mySession(target, connected.value)) : connected;
}

async function connectAny(target: MyTarget): Promise<Result<Connected, ConnectError>> {
  const hosts = target.server.hosts.length === 0 ? [{ host: "localhost" }] : target.server.hosts;
  let last: Result<Connected, ConnectError> = err({
    tag: "config",
    message: "the URL names no host",
  });
  for (const it of hosts) {
    last = await connectHost(
      target,
      it.host === "" ? "localhost" : it.host,
      ("port" in it ? it.port : undefined) ?? DEFAULT_PORT,
    );
    if (last.ok || last.error.tag === "auth" || last.error.tag === "cancelled") {
      return last;
    }
  }
  return last;
}

type TlsMode = "disabled" | "preferred" | "required" | "verify_ca" | "verify_identity";

/** Both families of names are in use for the same five modes. */
const TLS_MODES: Readonly<Record<string, TlsMode>> = {
  disable: "disabled",
  disabled: "disabled",
  false: "disabled",
  prefer: "preferred",
  preferred: "preferred",
  require: "required",
  required: "required",
  true: "required",
  "verify-ca": "verify_ca",
  verify_ca: "verify_ca",
  "verify-full": "verify_identity",
  "verify-identity": "verify_identity",
  verify_identity: "verify_identity",
};

async function connectHost(
  target: MyTarget,
  host: string,
  port: number,
): Promise<Result<Connected, ConnectError>> {
  const { options } = target.server;
  const given =
    options["sslmode"] ?? options["ssl-mode"] ?? options["ssl"] ?? options["tls"] ?? "preferred";
  const mode = TLS_MODES[given.toLowerCase()];
  if (mode === undefined) {
    return err({
      tag: "config",
      message: `ssl-mode is "${given}"; allowed: disabled, preferred, required, verify_ca, verify_identity`,
    });
  }
  if (mode === "disabled" || host.startsWith("/") || options["socket"] !== undefined) {
    return connectOnce(target, host, port, undefined);
  }
  const tls: mysql.SslOptions = {
    rejectUnauthorized: mode === "verify_ca" || mode === "verify_identity",
    verifyIdentity: mode === "verify_identity",
  };
  for (const [name, key] of [
    ["ca", "ssl-ca"],
    ["cert", "ssl-cert"],
    ["key", "ssl-key"],
  ] as const) {
    const path =
      options[key] ?? options[{ ca: "sslrootcert", cert: "sslcert", key: "sslkey" }[name]];
    if (path !== undefined) {
      try {
        tls[name] = readFileSync(path, "utf8");
      } catch {
        return err({
          tag: "config",
          message: `the certificate or key file ${path} cannot be read`,
        });
      }
    }
  }
  if (mode === "verify_identity" && isIP(host) !== 0) {
    const wrong = await addressProblem(target, host, port, tls);
    if (wrong !== undefined) {
      return err({ tag: "tls", host, message: wrong });
    }
  }
  const secure = await connectOnce(target, host, port, tls);
  return !secure.ok && secure.error.tag === "tls" && mode === "preferred"
    ? connectOnce(target, host, port, undefined)
    : secure;
}

/**
 * Why the certificate does not fit an address given by its number. The client library compares such a
 * certificate with "localhost", so it is looked at beforehand, on a connection that sends no password.
 */
async function addressProblem(
  { dialer, timeoutMs }: MyTarget,
  host: string,
  port: number,
  ssl: mysql.SslOptions,
): Promise<string | undefined> {
  const way = await dialed(dialer, host, port);
  if (!way.ok) {
    return undefined;
  }
  return new Promise((resolve) => {
    const socket = way.value ?? connectSocket({ host, port });
    const done = (problem: string | undefined) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(problem);
    };
    const timer = setTimeout(() => done("no answer"), timeoutMs);
    // What else can go wrong is found and told by the real connection.
    socket.on("error", () => done(undefined));
    socket.once("data", () => {
      socket.write(tlsRequest());
      const ca = typeof ssl.ca === "string" ? { ca: ssl.ca } : {};
      const secure = connectTls({ socket, host, ...ca }, () => done(undefined));
      secure.on("error", (error) => done(error.message));
    });
  });
}

/** The message that asks for TLS: capabilities, largest packet, character set, and nothing of a user. */
function tlsRequest(): Buffer {
  const body = Buffer.alloc(32);
  body.writeUInt32LE(0x0000_8a00, 0);
  body.writeUInt32LE(0x0100_0000, 4);
  body[8] = 45;
  return Buffer.concat([Buffer.from([body.length, 0, 0, 1]), body]);
}

async function connectOnce(
  target: MyTarget,
  host: string,
  port: number,
  tls: mysql.SslOptions | undefined,
): Promise<Result<Connected, ConnectError>> {
  const { server, signal } = target;
  const aborted = () => signal?.aborted === true;
  if (aborted()) {
    return err({ tag: "cancelled" });
  }
  const socketPath = server.options["socket"] ?? (host.startsWith("/") ? host : undefined);
  const options: mysql.ConnectionOptions = {
    ...(socketPath === undefined ? { host, port } : { socketPath }),
    user: server.user ?? "",
    ...(target.password === undefined ? {} : { password: target.password.unwrap() }),
    ...(server.database === undefined ? {} : { database: server.database }),
    ...(tls === undefined ? {} : { ssl: tls }),
    charset: "utf8mb4",
    connectTimeout: target.timeoutMs,
    enableKeepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_MS,
    multipleStatements: false,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    rowsAsArray: true,
    // Found rows, and not only changed ones, would differ from what the engine's own client says.
    flags: ["-FOUND_ROWS", "-LOCAL_FILES"],
    typeCast: (field, next) => (BINARY_STRUCTURES.has(field.type) ? field.buffer() : next()),
  };
  // The library's types do not know this option yet; without it JSON arrives parsed and changed.
  Object.assign(options, { jsonStrings: true });
  const way = await dialed(target.dialer, socketPath ?? host, port);
  if (!way.ok) {
    return aborted() ? err({ tag: "cancelled" }) : way;
  }
  const connection = mysql.createConnection(
    way.value === undefined ? options : { ...options, stream: way.value },
  );
  connection.on("error", () => undefined);
  const abort = () => connection.destroy();
  signal?.addEventListener("abort", abort, { once: true });
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      // The library's own limit covers the socket and not a server that accepts and says nothing.
      timer = setTimeout(
        () => reject(Object.assign(new Error("connect timeout"), { code: "ETIMEDOUT" })),
        target.timeoutMs,
      );
      signal?.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
      connection.once("error", reject);
      connection.connect((error) => (error === null ? resolve() : reject(error)));
    });
    clearTimeout(timer);
    if (target.readOnly) {
      await simple(connection, "SET SESSION TRANSACTION READ ONLY");
    }
    const version = await simple(connection, "SELECT VERSION()");
    const versionText = String((version.rows as unknown[][])[0]?.[0] ?? "");
    return ok({
      connection,
      host: socketPath ?? host,
      port,
      options,
      versionText,
      // Some builds prefix an old number so that old clients go on.
      version: /\d+(?:\.\d+)+/u.exec(versionText.replace(/^5\.5\.5-/u, ""))?.[0] ?? "",
      inTransaction: false,
    });
  } catch (error) {
    connection.destroy();
    return err(aborted() ? { tag: "cancelled" } : connectError(target, host, port, error));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

const BINARY_STRUCTURES = new Set(["GEOMETRY", "VECTOR"]);

interface Answer {
  readonly rows: unknown;
  readonly fields: readonly mysql.FieldPacket[] | undefined;
}

function simple(connection: mysql.Connection, sql: string, values?: unknown[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const done = (error: mysql.QueryError | null, rows: unknown, fields: mysql.FieldPacket[]) =>
      error === null ? resolve({ rows, fields }) : reject(error);
    if (values === undefined || values.length === 0) {
      connection.query({ sql }, done);
    } else {
      connection.execute({ sql, values: values as mysql.ExecuteValues[] }, done);
    }
  });
}

function connectError(target: MyTarget, host: string, port: number, error: unknown): ConnectError {
  const {
    code = "",
    errno,
    message = "",
    sqlMessage,
  } = error as Partial<mysql.QueryError> & { sqlMessage?: string };
  const said = sqlMessage ?? message;
  switch (errno) {
    case 1045:
    case 1044:
    case 1698:
    case 1251:
      return {
        tag: "auth",
        user: target.server.user ?? "",
        message: said,
        passwordGiven: target.password !== undefined,
      };
    case 1049:
      return { tag: "no-database", database: target.server.database ?? "", message: said };
    case 1040:
    case 1203:
    case 1226:
      return { tag: "too-many-connections", message: said };
    default:
  }
  if (
    code === "ECONNREFUSED" ||
    code === "ENOENT" ||
    code === "EHOSTUNREACH" ||
    code === "ECONNRESET"
  ) {
    return { tag: "refused", host, port };
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return { tag: "unknown-host", host };
  }
  if (code === "ETIMEDOUT" || code === "PROTOCOL_SEQUENCE_TIMEOUT") {
    return { tag: "timeout", afterMs: target.timeoutMs };
  }
  if (
    code === "HANDSHAKE_NO_SSL_SUPPORT" ||
    code === "HANDSHAKE_SSL_ERROR" ||
    /SSL|TLS|certificate|altname/iu.test(`${code} ${message}`)
  ) {
    return { tag: "tls", host, message: said };
  }
  if (/packets out of order|Unexpected packet|malformed|handshake/iu.test(message)) {
    return { tag: "wrong-protocol", host, port, message: "it does not speak the protocol" };
  }
  if (errno !== undefined && 0 < errno) {
    return {
      tag: "sql",
      code: String(errno),
      message: said,
      reason: reasonOf(target.pack, String(errno)).reason,
    };
  }
  return { tag: "lost", message: said === "" ? "the server closed the connection" : said };
}

function mySession(target: MyTarget, first: Connected): Session {
  let connected = first;
  let state: Session["state"] = "open";
  let wasInTransaction = false;
  let stream: OpenStream | undefined;
  let work = 0;
  const listeners = new Set<(notice: Notice) => void>();
  adopt(first);

  const turn = turns(stop, async () => {
    // A kill that came too late would otherwise hit the next statement.
    await simple(connected.connection, "DO 0").catch(() => undefined);
  });

  function adopt(next: Connected): void {
    connected = next;
    state = "open";
    const gone = () => {
      if (state === "open" && connected === next) {
        state = "lost";
        wasInTransaction = next.inTransaction;
      }
    };
    next.connection.on("error", gone);
    next.connection.on("end", gone);
    socketOf(next.connection).on("close", gone);
  }

  async function stop(): Promise<void> {
    const asked = connected;
    const stopped = work;
    setTimeout(() => {
      if (work === stopped) {
        asked.connection.destroy();
      }
    }, CANCEL_PATIENCE_MS).unref();
    await kill(asked, target);
  }

  async function living(): Promise<Result<Connected, SqlError>> {
    work += 1;
    if (state === "closed") {
      return err({ tag: "lost", message: "the session was closed" });
    }
    if (state === "open") {
      return ok(connected);
    }
    if (wasInTransaction) {
      wasInTransaction = false;
      return err({
        tag: "lost",
        message: "the server ended the connection in the middle of the transaction",
      });
    }
    const again = await connectAny({ ...target, signal: undefined });
    if (!again.ok) {
      const { error } = again;
      return err({
        tag: "lost",
        message: "message" in error ? error.message : "the server does not answer any more",
      });
    }
    adopt(again.value);
    return ok(again.value);
  }

  async function supersede(why: SqlError): Promise<void> {
    const ended = stream;
    stream = undefined;
    await ended?.end(why);
  }

  function sqlError(error: unknown, sql: string): SqlError {
    return toSqlError(target.pack, error, sql);
  }

  async function command(...texts: string[]): Promise<Result<null, SqlError>> {
    return turn.take({}, async () => {
      await supersede({ tag: "superseded" });
      const live = await living();
      if (!live.ok) {
        return live;
      }
      try {
        for (const sql of texts) {
          await simple(live.value.connection, sql);
          live.value.inTransaction = sql.startsWith("START");
        }
        return ok(null);
      } catch (error) {
        return err(sqlError(error, texts[0] ?? ""));
      }
    });
  }

  /** In a read-only session each statement runs in a read-only transaction, which it cannot undo. */
  async function guard(live: Connected, sql: string): Promise<Result<boolean, SqlError>> {
    if (!target.readOnly) {
      return ok(false);
    }
    const refused = refusal(sql);
    if (refused !== undefined) {
      return err({ tag: "read-only", message: refused });
    }
    if (live.inTransaction) {
      return ok(false);
    }
    await simple(live.connection, "START TRANSACTION READ ONLY");
    return ok(true);
  }

  async function unguard(live: Connected, guarded: boolean): Promise<void> {
    if (guarded) {
      await simple(live.connection, "ROLLBACK").catch(() => undefined);
    }
  }

  /** Follows the transaction that SQL text opens or ends, for a session that is told so by nobody else. */
  function follow(live: Connected, sql: string): void {
    const [word, next] = leadingWords(sql, 2);
    if (word === "BEGIN" || (word === "START" && next === "TRANSACTION")) {
      live.inTransaction = true;
    } else if (
      word !== undefined &&
      (word === "COMMIT" || (word === "ROLLBACK" && next !== "TO") || IMPLICIT_COMMIT.has(word))
    ) {
      live.inTransaction = false;
    }
  }

  async function warnings(live: Connected, count: number): Promise<readonly Notice[]> {
    if (count === 0) {
      return [];
    }
    try {
      const shown = await simple(live.connection, "SHOW WARNINGS");
      const found = (shown.rows as [string, number, string][]).map(([level, code, message]) => ({
        level: level.toLowerCase(),
        message: `${message} (${code})`,
      }));
      for (const notice of found) {
        for (const listener of listeners) {
          listener(notice);
        }
      }
      return found;
    } catch {
      return [];
    }
  }

  async function all(
    live: Connected,
    sql: string,
    params: readonly Parameter[],
  ): Promise<Result<Omit<QueryOutcome, "elapsedMs">, SqlError>> {
    try {
      const answer = await simple(live.connection, sql, params.map(bindable));
      // A procedure answers several results; the first with rows is the one people mean.
      const [rows, fields] = firstResult(answer);
      if (fields === undefined) {
        const header = rows as mysql.ResultSetHeader | undefined;
        return ok({
          columns: [],
          rows: [],
          truncated: false,
          affected: changesData(sql) ? header?.affectedRows : undefined,
          notices: await warnings(live, header?.warningStatus ?? 0),
        });
      }
      const read = rowReader(fields, 0 < params.length);
      return ok({
        columns: fields.map(columnOf),
        rows: (rows as unknown[][]).map(read),
        truncated: false,
        notices: [],
      });
    } catch (error) {
      return err(sqlError(error, sql));
    }
  }

  async function limited(
    live: Connected,
    sql: string,
    params: readonly Parameter[],
    maxRows: number,
  ): Promise<Result<Omit<QueryOutcome, "elapsedMs">, SqlError>> {
    const opened = await openRows(live, sql, params);
    if (!opened.ok) {
      return opened;
    }
    const rows: Row[] = [];
    try {
      while (rows.length <= maxRows && !opened.value.done()) {
        rows.push(...(await opened.value.read(maxRows + 1 - rows.length)));
      }
      await opened.value.close();
    } catch (error) {
      return err(sqlError(error, sql));
    }
    return ok({
      columns: opened.value.columns,
      rows: rows.slice(0, maxRows),
      truncated: maxRows < rows.length,
      affected: changesData(sql) ? opened.value.header()?.affectedRows : undefined,
      notices: await warnings(live, opened.value.header()?.warningStatus ?? 0),
    });
  }

  interface OpenRows {
    readonly columns: readonly ResultColumn[];
    header(): mysql.ResultSetHeader | undefined;
    read(count: number): Promise<readonly Row[]>;
    done(): boolean;
    close(): Promise<void>;
  }

  /** Starts a statement whose rows are taken from the socket when they are read. */
  function openRows(
    live: Connected,
    sql: string,
    params: readonly Parameter[],
  ): Promise<Result<OpenRows, SqlError>> {
    const query =
      params.length === 0
        ? live.connection.query({ sql })
        : live.connection.execute({ sql, values: params.map(bindable) as mysql.ExecuteValues[] });
    let header: mysql.ResultSetHeader | undefined;
    let readRow: ((row: readonly unknown[]) => Row) | undefined;
    let failed: unknown;
    let over = false;
    const rows: Readable = query.stream({ highWaterMark: ROWS_AHEAD });
    let wake: (() => void) | undefined;
    /** Answers the start of the statement, as long as it has no answer. */
    let refuse: ((error: unknown) => void) | undefined;
    const woken = () => wake?.();
    rows.on("readable", woken);
    rows.on("end", () => {
      over = true;
      woken();
    });
    rows.on("error", (error) => {
      failed = error;
      over = true;
      woken();
    });
    rows.on("close", () => {
      over = true;
      woken();
    });
    // The library tells a lost connection to the connection only; rows would be waited for in vain.
    const gone = () => {
      if (!over) {
        failed = Object.assign(new Error("the server closed the connection"), {
          code: "PROTOCOL_CONNECTION_LOST",
        });
        over = true;
        woken();
        refuse?.(failed);
      }
    };
    live.connection.once("error", gone);
    socketOf(live.connection).once("close", gone);
    rows.once("close", () => {
      live.connection.removeListener("error", gone);
      socketOf(live.connection).removeListener("close", gone);
    });

    /** Resolves when there may be more to read, or nothing more comes. */
    async function nextWake(): Promise<void> {
      if (!over) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = undefined;
      }
    }

    async function read(count: number): Promise<readonly Row[]> {
      const taken: Row[] = [];
      while (taken.length < count) {
        const row: unknown = rows.read();
        if (row !== null) {
          if (Array.isArray(row) && readRow !== undefined) {
            taken.push(readRow(row));
          } else if (!Array.isArray(row)) {
            header = row as mysql.ResultSetHeader;
          }
          continue;
        }
        if (failed !== undefined) {
          throw failed;
        }
        if (over) {
          break;
        }
        await nextWake();
      }
      return taken;
    }

    return new Promise((resolve) => {
      let answered = false;
      const answer = (result: Result<OpenRows, SqlError>) => {
        if (!answered) {
          answered = true;
          resolve(result);
        }
      };
      rows.once("error", (error) => answer(err(sqlError(error, sql))));
      refuse = (error) => answer(err(sqlError(error, sql)));
      query.on("fields", (fields: mysql.FieldPacket[] | undefined) => {
        if (answered) {
          return;
        }
        readRow = fields === undefined ? undefined : rowReader(fields, 0 < params.length);
        answer(
          ok({
            columns: (fields ?? []).map(columnOf),
            header: () => header,
            read,
            done: () => over && rows.readableLength === 0,
            async close() {
              if (over) {
                return;
              }
              // The protocol cannot leave rows behind: the server is told to stop and the rest is thrown away.
              await kill(live, target);
              while (!over) {
                while (rows.read() !== null) {
                  // Thrown away.
                }
                await nextWake();
              }
              await simple(live.connection, "DO 0").catch(() => undefined);
            },
          }),
        );
      });
    });
  }

  interface OpenStream {
    readonly stream: RowStream;
    end(why: SqlError | undefined): Promise<void>;
  }

  async function openStream(
    live: Connected,
    sql: string,
    params: readonly Parameter[],
    streamOptions: QueryOptions,
    guarded: boolean,
  ): Promise<Result<OpenStream, SqlError>> {
    const started = await openRows(live, sql, params);
    if (!started.ok) {
      return started;
    }
    const rows = started.value;
    let ahead: Row[] = [];
    let over = false;
    let ended: SqlError | undefined;
    let found: readonly Notice[] = [];
    const abort = () => {
      void turn.take({}, async () => {
        if (stream === opened) {
          await supersede({ tag: "cancelled" });
        }
        return ok(null);
      });
    };
    streamOptions.signal?.addEventListener("abort", abort, { once: true });

    async function finish(): Promise<void> {
      if (over) {
        return;
      }
      over = true;
      streamOptions.signal?.removeEventListener("abort", abort);
      if (stream === opened) {
        stream = undefined;
      }
      await rows.close().catch(() => undefined);
      found = await warnings(live, rows.header()?.warningStatus ?? 0);
      await unguard(live, guarded);
    }

    async function next(count: number): Promise<Result<Page, SqlError>> {
      if (ended !== undefined) {
        const error = ended;
        ended = undefined;
        return err(error);
      }
      try {
        while (!over && !rows.done() && ahead.length <= count) {
          ahead.push(...(await rows.read(count + 1 - ahead.length)));
        }
      } catch (error) {
        ahead = [];
        await finish();
        return err(sqlError(error, sql));
      }
      const page = ahead.slice(0, count);
      ahead = ahead.slice(count);
      if (rows.done()) {
        await finish();
      }
      return ok({ rows: page, done: over && ahead.length === 0 });
    }

    const opened: OpenStream = {
      async end(why) {
        if (!over || 0 < ahead.length) {
          ended = why;
          ahead = [];
          await finish();
        }
      },
      stream: {
        columns: rows.columns,
        next: (count, options = {}) =>
          turn.take({ signal: streamOptions.signal, ...options }, () => next(count)),
        affected: () => (changesData(sql) ? rows.header()?.affectedRows : undefined),
        notices: () => found,
        async close() {
          await turn.take({}, async () => {
            await opened.end(undefined);
            return ok(null);
          });
        },
      },
    };
    return ok(opened);
  }

  return {
    engine: target.pack.engine,
    get version() {
      return connected.version;
    },
    get versionText() {
      return connected.versionText;
    },
    readOnly: target.readOnly,
    target: target.target,
    get state() {
      return state;
    },
    get inTransaction() {
      return state === "open" && connected.inTransaction;
    },
    query(sql, params = [], options = {}) {
      return turn.take<QueryOutcome>(options, async () => {
        await supersede({ tag: "superseded" });
        const live = await living();
        if (!live.ok) {
          return live;
        }
        if (leadingWords(sql, 1).length === 0) {
          return ok({ columns: [], rows: [], truncated: false, notices: [], elapsedMs: 0 });
        }
        const startedAt = performance.now();
        try {
          const guarded = await guard(live.value, sql);
          if (!guarded.ok) {
            return guarded;
          }
          const outcome =
            options.maxRows === undefined
              ? await all(live.value, sql, params)
              : await limited(live.value, sql, params, options.maxRows);
          const elapsedMs = performance.now() - startedAt;
          if (outcome.ok) {
            follow(live.value, sql);
          }
          await unguard(live.value, guarded.value);
          return outcome.ok ? ok({ ...outcome.value, elapsedMs }) : outcome;
        } catch (error) {
          return err(sqlError(error, sql));
        }
      });
    },
    stream(sql, params = [], options = {}) {
      return turn.take(options, async () => {
        await supersede({ tag: "superseded" });
        const live = await living();
        if (!live.ok) {
          return live;
        }
        const guarded = await guard(live.value, sql).catch((error: unknown) =>
          err(sqlError(error, sql)),
        );
        if (!guarded.ok) {
          return guarded;
        }
        const opened = await openStream(live.value, sql, params, options, guarded.value);
        if (!opened.ok) {
          await unguard(live.value, guarded.value);
          return opened;
        }
        follow(live.value, sql);
        stream = opened.value;
        return ok(opened.value.stream);
      });
    },
    begin: (options = {}) => command(...beginTexts(options, target.readOnly)),
    commit: () => command("COMMIT"),
    async rollback() {
      if (state === "lost") {
        // The server undid it when the connection went.
        wasInTransaction = false;
        return ok(null);
      }
      return command("ROLLBACK");
    },
    async cancel() {
      const open = stream;
      await turn.cancel();
      if (open !== undefined) {
        await turn.take({}, async () => {
          if (stream === open) {
            await supersede({ tag: "cancelled" });
          }
          return ok(null);
        });
      }
    },
    onNotice(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      if (state === "closed") {
        return;
      }
      const wasOpen = state === "open";
      state = "closed";
      if (wasOpen) {
        await turn.cancel();
        await new Promise<void>((resolve) => {
          const cut = setTimeout(resolve, CLOSE_TIMEOUT_MS);
          connected.connection.end(() => {
            clearTimeout(cut);
            resolve();
          });
        });
      }
      connected.connection.destroy();
      target.dialer?.close();
    },
  };
}

/** The socket below a connection, which the library's types keep to themselves. */
function socketOf(connection: mysql.Connection): NodeJS.EventEmitter {
  return (connection as unknown as { readonly stream: NodeJS.EventEmitter }).stream;
}

/** A server that does not say goodbye by then is left. */
const CLOSE_TIMEOUT_MS = 2_000;

/** Stops the statement that runs on a connection, over a connection of its own. */
async function kill(
  { connection, options, host, port }: Connected,
  { dialer }: MyTarget,
): Promise<void> {
  const way = await dialed(dialer, host, port);
  if (!way.ok) {
    return;
  }
  const killer = mysql.createConnection(
    way.value === undefined ? options : { ...options, stream: way.value },
  );
  killer.on("error", () => undefined);
  try {
    await simple(killer, `KILL QUERY ${Number(connection.threadId)}`);
  } catch {
    // The statement may be over, or the server gone; the caller sees which.
  } finally {
    killer.destroy();
  }
}

function beginTexts(
  { readOnly, isolation }: TransactionOptions,
  sessionReadOnly: boolean,
): string[] {
  const level =
    isolation === undefined
      ? []
      : [`SET TRANSACTION ISOLATION LEVEL ${isolation.replace("-", " ").toUpperCase()}`];
  return [...level, `START TRANSACTION${readOnly === true || sessionReadOnly ? " READ ONLY" : ""}`];
}

/** The server gives a number of changed rows for every statement; it means something for these. */
function changesData(sql: string): boolean {
  return DATA_CHANGES.has(leadingWords(sql, 1)[0] ?? "");
}

const DATA_CHANGES = new Set(["INSERT", "UPDATE", "DELETE", "REPLACE", "LOAD", "WITH", "CALL"]);

/** Statements that end an open transaction by themselves. */
const IMPLICIT_COMMIT = new Set([
  "ALTER",
  "CREATE",
  "DROP",
  "RENAME",
  "TRUNCATE",
  "GRANT",
  "REVOKE",
  "LOCK",
  "ANALYZE",
  "OPTIMIZE",
  "REPAIR",
  "FLUSH",
]);

/** Statements that a read-only transaction cannot change anything with; a procedure could begin another one. */
const READING = new Set([
  "SELECT",
  "WITH",
  "VALUES",
  "TABLE",
  "SHOW",
  "EXPLAIN",
  "DESCRIBE",
  "DESC",
  "ANALYZE",
  "USE",
  "SET",
  "DO",
  "HELP",
  "CHECKSUM",
  "SAVEPOINT",
]);

/** Why a read-only session does not send a statement, although a read-only transaction would let it through. */
function refusal(sql: string): string | undefined {
  const [word, next] = leadingWords(sql, 2);
  if (word !== undefined && !READING.has(word)) {
    return `${word} is not sent.`;
  }
  if (
    word === "ANALYZE" &&
    (next === "TABLE" || next === "LOCAL" || next === "NO_WRITE_TO_BINLOG")
  ) {
    return "ANALYZE TABLE writes statistics.";
  }
  if (
    word === "SET" &&
    /\b(?:global|persist|persist_only|password|transaction|tx_read_only|transaction_read_only|role|autocommit)\b/iu.test(
      sql,
    )
  ) {
    return "this SET could undo the protection or change the server.";
  }
  if (
    /\binto\s+(?:outfile|dumpfile)\b/iu.test(
      sql.replaceAll(/'(?:[^'\\]|\\.|'')*'/gu, "''").replaceAll(/\/\*(?!!)[\s\S]*?\*\//gu, " "),
    )
  ) {
    return "INTO OUTFILE writes a file.";
  }
  return undefined;
}

function firstResult({
  rows,
  fields,
}: Answer): [unknown, readonly mysql.FieldPacket[] | undefined] {
  if (fields === undefined || fields.length === 0) {
    return [rows, undefined];
  }
  if (Array.isArray(fields[0]) || fields[0] === undefined) {
    const several = fields as unknown as (readonly mysql.FieldPacket[] | undefined)[];
    const index = several.findIndex((it) => it !== undefined);
    return index === -1
      ? [(rows as unknown[])[0], undefined]
      : [(rows as unknown[])[index], several[index]];
  }
  return [rows, fields];
}

function bindable(value: Parameter): unknown {
  if (typeof value === "bigint") {
    return value.toString();
  }
  return value instanceof Uint8Array ? Buffer.from(value) : value;
}

/** What the library leaves as it came, made into our values: big integers, single floats, bits. */
function rowReader(
  fields: readonly mysql.FieldPacket[],
  binary: boolean,
): (row: readonly unknown[]) => Row {
  const readers = fields.map((field): ((raw: unknown) => Value) => {
    switch (field.columnType) {
      case LONGLONG:
        return (raw) =>
          raw !== null && Number.isSafeInteger(Number(raw)) ? Number(raw) : (raw as Value);
      case FLOAT:
        return binary
          ? (raw) => (typeof raw === "number" ? shortFloat(raw) : (raw as Value))
          : (raw) => raw as Value;
      case TIME:
        return binary
          ? (raw) =>
              typeof raw === "string" ? withFraction(raw, field.decimals ?? 0) : (raw as Value)
          : (raw) => raw as Value;
      case BIT:
        return (raw) =>
          raw instanceof Uint8Array
            ? bits(raw, field.columnLength ?? raw.length * 8)
            : (raw as Value);
      default:
        return (raw) => raw as Value;
    }
  });
  return (row) =>
    row.map((it, index) =>
      it === null || it === undefined ? null : (readers[index]?.(it) ?? null),
    );
}

const FLOAT = 4;
const LONGLONG = 8;
const TIME = 11;
const BIT = 16;

/** The shortest decimal that is the same single-precision number, as the text protocol writes it. */
function shortFloat(value: number): number {
  for (let digits = 6; digits <= 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) {
      return short;
    }
  }
  return value;
}

/** A time has as many digits after the point as its column; more than six is no number of digits. */
function withFraction(time: string, digits: number): string {
  const [whole = "", fraction = ""] = time.split(".");
  return digits < 1 || 6 < digits
    ? time
    : `${whole}.${fraction.padEnd(digits, "0").slice(0, digits)}`;
}

function bits(bytes: Uint8Array, width: number): string {
  return [...bytes]
    .map((it) => it.toString(2).padStart(8, "0"))
    .join("")
    .slice(-width)
    .padStart(width, "0");
}

const BINARY_CHARSET = 63;
const UNSIGNED_FLAG = 32;
const ENUM_FLAG = 256;
const SET_FLAG = 2048;

function columnOf(field: mysql.FieldPacket): ResultColumn {
  const { columnType = -1, name } = field;
  const flags = typeof field.flags === "number" ? field.flags : 0;
  const binary = (field as { characterSet?: number }).characterSet === BINARY_CHARSET;
  const base = NUMBER_NAMES[columnType];
  if (base !== undefined) {
    return { name, type: (flags & UNSIGNED_FLAG) === 0 ? base : `${base} unsigned`, numeric: true };
  }
  return { name, type: textType(columnType, flags, binary), numeric: false };
}

const NUMBER_NAMES: Readonly<Record<number, string>> = {
  0: "decimal",
  1: "tinyint",
  2: "smallint",
  3: "int",
  4: "float",
  5: "double",
  8: "bigint",
  9: "mediumint",
  13: "year",
  246: "decimal",
};

function textType(columnType: number, flags: number, binary: boolean): string {
  if ((flags & ENUM_FLAG) !== 0) {
    return "enum";
  }
  if ((flags & SET_FLAG) !== 0) {
    return "set";
  }
  const both = OTHER_NAMES[columnType];
  return both === undefined ? "" : binary ? both[1] : both[0];
}

/** Names with a character set and without one. */
const OTHER_NAMES: Readonly<Record<number, readonly [string, string]>> = {
  6: ["null", "null"],
  7: ["timestamp", "timestamp"],
  10: ["date", "date"],
  11: ["time", "time"],
  12: ["datetime", "datetime"],
  14: ["date", "date"],
  15: ["varchar", "varbinary"],
  16: ["bit", "bit"],
  242: ["vector", "vector"],
  245: ["json", "json"],
  247: ["enum", "enum"],
  248: ["set", "set"],
  249: ["tinytext", "tinyblob"],
  250: ["mediumtext", "mediumblob"],
  251: ["longtext", "longblob"],
  252: ["text", "blob"],
  253: ["varchar", "varbinary"],
  254: ["char", "binary"],
  255: ["geometry", "geometry"],
};

function toSqlError(pack: Pack, error: unknown, sql: string): SqlError {
  const {
    errno,
    code = "",
    message = String(error),
    sqlMessage,
    fatal,
  } = error as Partial<mysql.QueryError> & {
    sqlMessage?: string;
  };
  if (errno === undefined || errno < 1 || fatal === true || LOST.test(code)) {
    return { tag: "lost", message: sqlMessage ?? message };
  }
  const known = reasonOf(pack, String(errno));
  const said = sqlMessage ?? message;
  return {
    tag: "sql",
    code: String(errno),
    message: said,
    reason: known.reason,
    retry: known.retry,
    position: position(said, sql),
  };
}

const LOST = /^(PROTOCOL_CONNECTION_LOST|PROTOCOL_ENQUEUE_|ECONN|EPIPE|ETIMEDOUT)/u;

/** `… near 'FORM t' at line 2`: the server quotes the text from where it stopped. */
function position(message: string, sql: string): number | undefined {
  const found = /near '([\s\S]*)' at line (\d+)$/u.exec(message);
  if (found === null) {
    return undefined;
  }
  const [, near = "", line = "1"] = found;
  let start = 0;
  for (let i = 1; i < Number(line); i += 1) {
    const next = sql.indexOf("\n", start);
    if (next === -1) {
      break;
    }
    start = next + 1;
  }
  const at = near === "" ? sql.trimEnd().length : sql.indexOf(near, start);
  return at === -1 ? undefined : at;
}
