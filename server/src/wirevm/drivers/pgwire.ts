/**
 * Sessions over PostgreSQL's protocol, for every engine whose pack names it. Rows come through a
 * portal in pages; a cancel request on a second connection stops the server's work; all values are
 * read from the server's text, so no library guesses at time zones.
 */
import { connect as connectSocket, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import pg from "pg";
import Cursor from "pg-cursor";
import { err, ok, type Result } from "../../base/result.ts";
import type { Pack } from "../packs/pack.ts";
import { type Dialer, dialed } from "./dial.ts";
import { type ConnectError, reasonOf, type SqlError } from "./errors.ts";
import { leadingWords } from "./leading-words.ts";
import type { PgSettings, SessionAttributes } from "./pg-settings.ts";
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

export interface PgTarget {
  readonly pack: Pack;
  readonly settings: PgSettings;
  readonly password: (host: string, port: number) => Secret | undefined;
  /** The way to the hosts, where it is not the network. */
  readonly dialer?: Dialer | undefined;
  readonly target: string;
  readonly readOnly: boolean;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** How long a server may take to obey a cancel request before the connection is cut. */
const CANCEL_PATIENCE_MS = 5_000;
/** How long the cancel request itself may take. */
const CANCEL_REQUEST_MS = 2_000;
/** Rows asked for in one go while no count is known. */
const ROWS_PER_READ = 2_000;
/** Rows a stream fetches with its columns, so that the first page costs no second round trip. */
const FIRST_ROWS = 100;
const KEEP_ALIVE_MS = 30_000;

/** What we need of the client beyond its public types. */
type Client = pg.Client & {
  readonly processID: number | null;
  readonly secretKey: number | null;
  readonly connection: NodeJS.EventEmitter & { readonly stream: Socket };
};

interface Connected {
  readonly client: Client;
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  version: string;
  versionText: string;
  /** Transaction status the server last reported: idle, in a transaction, in a failed one. */
  status: "I" | "T" | "E";
  typeNames: Map<number, string>;
}

/** Connects to the first host that answers and has the wanted attributes. */
export async function openPgwire(target: PgTarget): Promise<Result<Session, ConnectError>> {
  const connected = await connectAny(target);
  return connected.ok ? ok(pgSession(target, connected.value)) : connected;
}

async function connectAny(target: PgTarget): Promise<Result<Connected, ConnectError>> {
  const { settings } = target;
  const rounds: SessionAttributes[] =
    settings.attributes === "prefer-standby" ? ["standby", "any"] : [settings.attributes];
  let last: Result<Connected, ConnectError> = err({
    tag: "config",
    message: "the URL names no host",
  });
  for (const attributes of rounds) {
    for (const { host, port } of settings.hosts) {
      const connected = await connectHost(target, host, port);
      if (!connected.ok) {
        last = connected;
        // Another host has the same users: a refused password would only be refused again.
        if (connected.error.tag === "auth" || connected.error.tag === "cancelled") {
          return connected;
        }
        continue;
      }
      if (await hasAttributes(connected.value, attributes)) {
        return connected;
      }
      await connected.value.client.end();
      last = err({
        tag: "config",
        message: `no host of the URL is ${attributes} (target_session_attrs)`,
      });
    }
  }
  return last;
}

async function hasAttributes({ client }: Connected, wanted: SessionAttributes): Promise<boolean> {
  if (wanted === "any") {
    return true;
  }
  const asked = await client.query({
    text: "SELECT pg_is_in_recovery(), current_setting('default_transaction_read_only') = 'on' OR pg_is_in_recovery()",
    rowMode: "array",
  });
  const [standby, readOnly] = asked.rows[0] as boolean[];
  switch (wanted) {
    case "read-write":
      return readOnly === false;
    case "read-only":
      return readOnly === true;
    case "primary":
      return standby === false;
    default:
      return standby === true;
  }
}

async function connectHost(
  target: PgTarget,
  host: string,
  port: number,
): Promise<Result<Connected, ConnectError>> {
  const { tls } = target.settings;
  const local = host.startsWith("/");
  const plain = () => connectOnce(target, host, port, false);
  const secure = () => connectOnce(target, host, port, true);
  if (local || tls === "disable") {
    return plain();
  }
  if (tls === "allow") {
    const first = await plain();
    return first.ok || first.error.tag !== "auth" ? first : secure();
  }
  const first = await secure();
  return !first.ok && first.error.tag === "tls" && tls === "prefer" ? plain() : first;
}

async function connectOnce(
  target: PgTarget,
  host: string,
  port: number,
  secure: boolean,
): Promise<Result<Connected, ConnectError>> {
  const { settings, signal } = target;
  const aborted = () => signal?.aborted === true;
  if (aborted()) {
    return err({ tag: "cancelled" });
  }
  let passwordAsked = false;
  const password = target.password(host, port);
  const way = await dialed(target.dialer, placeOf(host, port), port);
  if (!way.ok) {
    return aborted() ? err({ tag: "cancelled" }) : way;
  }
  const client = new pg.Client({
    host,
    port,
    user: settings.user,
    database: settings.database,
    password: () => {
      passwordAsked = true;
      return password?.unwrap() ?? "";
    },
    ssl: secure ? { ...settings.tlsOptions } : false,
    ...(way.value === undefined ? {} : { stream: () => way.value }),
    application_name: settings.applicationName,
    ...(settings.options === "" ? {} : { options: settings.options }),
    connectionTimeoutMillis: target.timeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  }) as Client;
  const connected: Connected = {
    client,
    host,
    port,
    secure,
    version: "",
    versionText: "",
    status: "I",
    typeNames: new Map(),
  };
  // Without a listener an idle connection that breaks would end the process.
  client.on("error", () => undefined);
  client.connection.on("readyForQuery", (message: { status?: Connected["status"] }) => {
    connected.status = message.status ?? "I";
  });
  client.connection.on(
    "parameterStatus",
    (it: { parameterName: string; parameterValue: string }) => {
      if (it.parameterName === "server_version") {
        connected.version = /^[\d.]+/u.exec(it.parameterValue)?.[0] ?? "";
      }
    },
  );
  const abort = () => client.connection.stream.destroy();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    await client.connect();
    await prepareSession(connected, target);
    return ok(connected);
  } catch (error) {
    client.connection.stream.destroy();
    return err(
      aborted()
        ? { tag: "cancelled" }
        : connectError(target, host, port, error, passwordAsked && password === undefined),
    );
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

/** As the protocol names the place of a server: the socket inside a folder, or a host. */
function placeOf(host: string, port: number): string {
  return host.startsWith("/") ? `${host}/.s.PGSQL.${port}` : host;
}

async function prepareSession(connected: Connected, target: PgTarget): Promise<void> {
  if (target.readOnly) {
    await connected.client.query("SET default_transaction_read_only = on");
  }
  const version = await connected.client.query({ text: "SELECT version()", rowMode: "array" });
  connected.versionText = String(version.rows[0]?.[0] ?? "");
  await nameTypes(connected);
}

/** Names of the types users made; those of the server itself are constants of the protocol. */
async function nameTypes(connected: Connected): Promise<void> {
  try {
    const types = await connected.client.query({ text: USER_TYPES, rowMode: "array" });
    for (const [oid, name] of types.rows as [number, string][]) {
      connected.typeNames.set(Number(oid), name);
    }
  } catch {
    // A server that only speaks the protocol may have no such catalog; types show as numbers then.
  }
}

const USER_TYPES = `SELECT t.oid, t.typname FROM pg_catalog.pg_type t
WHERE t.oid >= 16384 AND t.typtype <> 'c' AND (t.typelem = 0 OR EXISTS (
  SELECT FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typtype <> 'c'))
LIMIT 5000`;

function connectError(
  { settings, timeoutMs }: PgTarget,
  host: string,
  port: number,
  error: unknown,
  passwordMissing: boolean,
): ConnectError {
  const {
    code = "",
    message = "",
    severity,
  } = error as {
    code?: string;
    message?: string;
    severity?: string;
  };
  if (severity !== undefined) {
    return refusal(settings, code, message, passwordMissing);
  }
  if (passwordMissing || /password must be a/u.test(message)) {
    return {
      tag: "auth",
      user: settings.user,
      message: "it asks for a password and none is given",
      passwordGiven: false,
    };
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
  if (code === "ETIMEDOUT" || /timeout expired|timeout exceeded/u.test(message)) {
    return { tag: "timeout", afterMs: timeoutMs };
  }
  if (TLS_CODE.test(code) || /SSL|TLS|certificate/u.test(message)) {
    return /error establishing an SSL/u.test(message)
      ? { tag: "wrong-protocol", host, port, message: "it does not speak the protocol" }
      : { tag: "tls", host, message };
  }
  return { tag: "lost", message: message === "" ? "the server closed the connection" : message };
}

const TLS_CODE = /^(ERR_(SSL|TLS)_|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_OSSL)/u;

function refusal(
  settings: PgSettings,
  code: string,
  message: string,
  passwordMissing: boolean,
): ConnectError {
  switch (code) {
    case "28P01":
    case "28000":
      return { tag: "auth", user: settings.user, message, passwordGiven: !passwordMissing };
    case "3D000":
      return { tag: "no-database", database: settings.database, message };
    case "53300":
      return { tag: "too-many-connections", message };
    default:
      return {
        tag: "sql",
        code,
        message,
        reason: code.startsWith("57P0") ? "shutdown" : "unknown",
      };
  }
}

function pgSession(target: PgTarget, first: Connected): Session {
  let connected = first;
  let state: Session["state"] = "open";
  let wasInTransaction = false;
  let notices: Notice[] = [];
  let stream: OpenStream | undefined;
  let work = 0;
  const listeners = new Set<(notice: Notice) => void>();
  adopt(first);

  const turn = turns(stop, async () => {
    // A cancel request that came too late would otherwise hit the next statement.
    await connected.client.query("SELECT 1").catch(() => undefined);
  });

  function adopt(next: Connected): void {
    connected = next;
    state = "open";
    next.client.on("notice", (it) => {
      const notice = { level: (it.severity ?? "NOTICE").toLowerCase(), message: it.message ?? "" };
      if (notices.length < MAX_NOTICES) {
        notices.push(notice);
      }
      for (const listener of listeners) {
        listener(notice);
      }
    });
    next.client.on("end", () => {
      if (state === "open" && connected === next) {
        state = "lost";
        wasInTransaction = next.status !== "I";
      }
    });
  }

  async function stop(): Promise<void> {
    const asked = connected;
    const stopped = work;
    const patience = setTimeout(() => {
      if (work === stopped) {
        asked.client.connection.stream.destroy();
      }
    }, CANCEL_PATIENCE_MS);
    patience.unref();
    await requestCancel(asked, target);
  }

  /** A live connection: the one there is, or a new one when it was lost. */
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
      return err(lostError(again.error));
    }
    adopt(again.value);
    return ok(again.value);
  }

  /** Ends the stream that is open, because a new statement takes its place. */
  async function supersede(why: SqlError): Promise<void> {
    const ended = stream;
    stream = undefined;
    await ended?.end(why);
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
          await live.value.client.query(sql);
        }
        return ok(null);
      } catch (error) {
        return err(sqlError(error, texts[0] ?? ""));
      }
    });
  }

  /**
   * In a read-only session each statement runs in a read-only transaction of its own, which the
   * statement cannot undo; a mere default could be set back.
   */
  async function guard(live: Connected, sql: string): Promise<Result<boolean, SqlError>> {
    const [word, next] = leadingWords(sql, 2);
    // The client library never ends the exchange when rows are wanted from it.
    if (word === "COPY" && /\bfrom\s+stdin\b/iu.test(sql)) {
      return err({
        tag: "unsupported",
        message:
          "COPY … FROM STDIN wants rows that cannot be sent here: use INSERT, or the engine's own client",
      });
    }
    if (!target.readOnly) {
      return ok(false);
    }
    if (word === "COPY") {
      return err({ tag: "read-only", message: "COPY can write files." });
    }
    if (live.status !== "I") {
      return ok(false);
    }
    if (word === "BEGIN" || (word === "START" && next === "TRANSACTION")) {
      return err({
        tag: "read-only",
        message: "transactions are opened by the tool here, not by SQL text.",
      });
    }
    await live.client.query("BEGIN READ ONLY");
    return ok(true);
  }

  async function unguard(live: Connected, guarded: boolean): Promise<void> {
    if (guarded && live.status !== "I") {
      await live.client.query("ROLLBACK").catch(() => undefined);
    }
  }

  function sqlError(error: unknown, sql: string): SqlError {
    const known = toSqlError(target.pack, error, sql);
    // The transaction it collides with is the one that keeps this session from writing.
    return target.readOnly && known.tag === "sql" && known.code === ACTIVE_TRANSACTION
      ? { tag: "read-only", message: known.message }
      : known;
  }

  async function all(
    live: Connected,
    sql: string,
    params: readonly Parameter[],
  ): Promise<Result<Omit<QueryOutcome, "elapsedMs">, SqlError>> {
    try {
      const result = await live.client.query({
        text: sql,
        values: params.map(bindable),
        rowMode: "array",
        queryMode: "extended",
        types: TEXT_TYPES,
      } as pg.QueryArrayConfig);
      const columns = await columnsOf(live, result.fields);
      return ok({
        columns,
        rows: result.rows as Row[],
        truncated: false,
        affected: affectedBy(result),
        notices,
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
    const portal = openPortal(live.client, sql, params);
    try {
      const rows: Row[] = [];
      while (rows.length <= maxRows && !portal.done()) {
        rows.push(...(await portal.read(Math.min(maxRows + 1 - rows.length, ROWS_PER_READ))));
      }
      await portal.close();
      return ok({
        columns: await columnsOf(live, portal.fields()),
        rows: rows.slice(0, maxRows),
        truncated: maxRows < rows.length,
        affected: portal.affected(),
        notices,
      });
    } catch (error) {
      return err(sqlError(error, sql));
    }
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
      return state === "open" && connected.status !== "I" && stream?.guarded !== true;
    },
    query(sql, params = [], options = {}) {
      return turn.take(options, async () => {
        await supersede({ tag: "superseded" });
        const live = await living();
        if (!live.ok) {
          return live;
        }
        notices = [];
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
        notices = [];
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
        stream = opened.value;
        return ok(opened.value.stream);
      });
    },
    begin: (options = {}) =>
      // The first query settles that the transaction only reads: nothing in it can change that any more.
      target.readOnly
        ? command(beginText(options, true), "SELECT 1")
        : command(beginText(options, false)),
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
      if (open !== undefined) {
        await turn.cancel();
        await turn.take({}, async () => {
          if (stream === open) {
            await supersede({ tag: "cancelled" });
          }
          return ok(null);
        });
        return;
      }
      await turn.cancel();
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
      if (!wasOpen) {
        target.dialer?.close();
        return;
      }
      await turn.cancel();
      const cut = setTimeout(() => connected.client.connection.stream.destroy(), CANCEL_REQUEST_MS);
      await connected.client.end().catch(() => undefined);
      clearTimeout(cut);
      connected.client.connection.stream.destroy();
      target.dialer?.close();
    },
  };

  interface OpenStream {
    readonly stream: RowStream;
    readonly guarded: boolean;
    end(why: SqlError | undefined): Promise<void>;
  }

  async function openStream(
    live: Connected,
    sql: string,
    params: readonly Parameter[],
    streamOptions: QueryOptions,
    guarded: boolean,
  ): Promise<Result<OpenStream, SqlError>> {
    const portal = openPortal(live.client, sql, params);
    let ahead: Row[] = [];
    let over = false;
    let ended: SqlError | undefined;
    try {
      ahead = [...(await portal.read(FIRST_ROWS))];
    } catch (error) {
      return err(sqlError(error, sql));
    }
    const columns = await columnsOf(live, portal.fields(), false);
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
      await portal.close().catch(() => undefined);
      await unguard(live, guarded);
    }

    async function next(count: number): Promise<Result<Page, SqlError>> {
      if (ended !== undefined) {
        const error = ended;
        ended = undefined;
        return err(error);
      }
      if (over && ahead.length === 0) {
        return ok({ rows: [], done: true });
      }
      try {
        // One row more than asked for tells whether this page is the last.
        while (!portal.done() && ahead.length <= count) {
          ahead.push(...(await portal.read(Math.min(count + 1 - ahead.length, ROWS_PER_READ))));
        }
      } catch (error) {
        ahead = [];
        await finish();
        return err(sqlError(error, sql));
      }
      const rows = ahead.slice(0, count);
      ahead = ahead.slice(count);
      const done = portal.done() && ahead.length === 0;
      if (portal.done()) {
        await finish();
      }
      return ok({ rows, done });
    }

    const opened: OpenStream = {
      guarded,
      async end(why) {
        if (!over || 0 < ahead.length) {
          ended = why;
          ahead = [];
          await finish();
        }
      },
      stream: {
        columns,
        next: (count, options = {}) =>
          turn.take({ signal: streamOptions.signal, ...options }, () => next(count)),
        affected: () => portal.affected(),
        notices: () => notices,
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
}

/** What the server says to a statement that wants no transaction, or another one, around it. */
const ACTIVE_TRANSACTION = "25001";

/** More notices than this from one statement help nobody. */
const MAX_NOTICES = 1_000;

function beginText({ readOnly, isolation }: TransactionOptions, sessionReadOnly: boolean): string {
  const level =
    isolation === undefined ? "" : ` ISOLATION LEVEL ${isolation.replace("-", " ").toUpperCase()}`;
  return `BEGIN${level}${readOnly === true || sessionReadOnly ? " READ ONLY" : ""}`;
}

interface Portal {
  read(count: number): Promise<readonly Row[]>;
  close(): Promise<void>;
  done(): boolean;
  fields(): readonly pg.FieldDef[];
  affected(): number | undefined;
}

function openPortal(client: Client, sql: string, params: readonly Parameter[]): Portal {
  const cursor = new Cursor<Row>(sql, params.map(bindable), {
    rowMode: "array",
    types: TEXT_TYPES,
  } as never);
  // A cursor has no idea of COPY: refusing it here keeps the server from waiting for rows.
  Object.assign(cursor, {
    handleCopyInResponse(connection: { sendCopyFail(why: string): void }) {
      connection.sendCopyFail("rows cannot be sent here");
    },
    handleCopyData() {},
  });
  client.query(cursor as never);
  let done = false;
  let result: pg.QueryResult | undefined;
  let broken: unknown;
  return {
    read(count) {
      return new Promise((resolve, reject) => {
        // The cursor hears nothing when the socket goes; without this a read would wait for ever.
        const gone = () => settle(new Error("Connection terminated unexpectedly"), []);
        client.once("end", gone);
        let settled = false;
        const settle = (error: unknown, rows: readonly Row[]) => {
          if (settled) {
            return;
          }
          settled = true;
          client.removeListener("end", gone);
          if (error !== null && error !== undefined) {
            done = true;
            broken = error;
            reject(error);
          } else {
            resolve(rows);
          }
        };
        cursor.read(count, (error, rows, answer) => {
          result = answer ?? result;
          if (rows !== undefined && rows.length < count) {
            done = true;
          }
          settle(error, rows ?? []);
        });
      });
    },
    close() {
      // A portal that failed was closed by the server.
      return broken !== undefined ? Promise.resolve() : cursor.close();
    },
    done: () => done,
    fields: () => result?.fields ?? [],
    affected: () => (result === undefined ? undefined : affectedBy(result)),
  };
}

function affectedBy({ command, rowCount }: pg.QueryResultBase): number | undefined {
  return CHANGING.has(command) && rowCount !== null ? rowCount : undefined;
}

const CHANGING = new Set(["INSERT", "UPDATE", "DELETE", "MERGE", "COPY"]);

async function columnsOf(
  connected: Connected,
  fields: readonly pg.FieldDef[],
  mayAsk = true,
): Promise<readonly ResultColumn[]> {
  const known = (oid: number) => TYPE_NAMES[oid] ?? connected.typeNames.get(oid);
  if (
    mayAsk &&
    connected.status !== "E" &&
    fields.some((it) => known(it.dataTypeID) === undefined)
  ) {
    await nameTypes(connected);
  }
  return fields.map((it) => ({
    name: it.name,
    type: known(it.dataTypeID) ?? `oid ${it.dataTypeID}`,
    numeric: NUMERIC_TYPES.has(it.dataTypeID),
  }));
}

function bindable(value: Parameter): unknown {
  if (typeof value === "bigint") {
    return value.toString();
  }
  return value instanceof Uint8Array ? Buffer.from(value) : value;
}

/** Values from the server's text; everything not named here stays text. */
const TEXT_TYPES = {
  getTypeParser(oid: number): (text: string) => Value {
    switch (oid) {
      case 16:
        return (text) => text === "t";
      case 17:
        return (text) => (text.startsWith("\\x") ? Buffer.from(text.slice(2), "hex") : text);
      case 20:
        return (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text);
      case 21:
      case 23:
      case 26:
        return Number;
      case 700:
      case 701:
        return (text) => (Number.isFinite(Number(text)) ? Number(text) : text);
      default:
        return (text) => text;
    }
  },
};

const NUMERIC_TYPES = new Set([20, 21, 23, 26, 700, 701, 790, 1700]);

/** Object ids of the server's own types never change: they are part of the protocol. */
const TYPE_NAMES: Readonly<Record<number, string>> = {
  16: "bool",
  17: "bytea",
  18: "char",
  19: "name",
  20: "int8",
  21: "int2",
  22: "int2vector",
  23: "int4",
  24: "regproc",
  25: "text",
  26: "oid",
  27: "tid",
  28: "xid",
  29: "cid",
  30: "oidvector",
  114: "json",
  142: "xml",
  143: "_xml",
  194: "pg_node_tree",
  199: "_json",
  600: "point",
  601: "lseg",
  602: "path",
  603: "box",
  604: "polygon",
  628: "line",
  650: "cidr",
  651: "_cidr",
  700: "float4",
  701: "float8",
  705: "unknown",
  718: "circle",
  774: "macaddr8",
  790: "money",
  829: "macaddr",
  869: "inet",
  1000: "_bool",
  1001: "_bytea",
  1002: "_char",
  1003: "_name",
  1005: "_int2",
  1007: "_int4",
  1009: "_text",
  1014: "_bpchar",
  1015: "_varchar",
  1016: "_int8",
  1021: "_float4",
  1022: "_float8",
  1028: "_oid",
  1033: "aclitem",
  1034: "_aclitem",
  1042: "bpchar",
  1043: "varchar",
  1082: "date",
  1083: "time",
  1114: "timestamp",
  1115: "_timestamp",
  1182: "_date",
  1183: "_time",
  1184: "timestamptz",
  1185: "_timestamptz",
  1186: "interval",
  1187: "_interval",
  1231: "_numeric",
  1266: "timetz",
  1270: "_timetz",
  1560: "bit",
  1561: "_bit",
  1562: "varbit",
  1700: "numeric",
  1790: "refcursor",
  2202: "regprocedure",
  2203: "regoper",
  2205: "regclass",
  2206: "regtype",
  2249: "record",
  2278: "void",
  2950: "uuid",
  2951: "_uuid",
  3220: "pg_lsn",
  3614: "tsvector",
  3615: "tsquery",
  3802: "jsonb",
  3807: "_jsonb",
  3904: "int4range",
  3906: "numrange",
  3908: "tsrange",
  3910: "tstzrange",
  3912: "daterange",
  3926: "int8range",
  4072: "jsonpath",
  4096: "regrole",
  4089: "regnamespace",
  4451: "int4multirange",
  4532: "nummultirange",
  4533: "tsmultirange",
  4534: "tstzmultirange",
  4535: "datemultirange",
  4536: "int8multirange",
};

function toSqlError(pack: Pack, error: unknown, sql: string): SqlError {
  const {
    code,
    message = String(error),
    severity,
    position,
    detail,
    hint,
    constraint,
  } = error as {
    code?: string;
    message?: string;
    severity?: string;
    position?: string;
    detail?: string;
    hint?: string;
    constraint?: string;
  };
  // An error without a severity is the library's: the socket is gone.
  if (severity === undefined) {
    return { tag: "lost", message };
  }
  if (severity === "FATAL" || severity === "PANIC") {
    return { tag: "lost", message: `${message} (${code ?? ""})` };
  }
  const known = reasonOf(pack, code ?? "");
  return {
    tag: "sql",
    code: code ?? "",
    message,
    reason: known.reason,
    retry: known.retry,
    position: position === undefined ? undefined : utf16Offset(sql, Number(position) - 1),
    detail,
    hint,
    constraint,
  };
}

/** The server counts characters; an astral one is two units of ours. */
function utf16Offset(text: string, characters: number): number {
  let offset = 0;
  for (let i = 0; i < characters && offset < text.length; i += 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

function lostError(error: ConnectError): SqlError {
  switch (error.tag) {
    case "timeout":
    case "cancelled":
      return error;
    case "refused":
      return { tag: "lost", message: `nothing answers at ${error.host}:${error.port} any more` };
    default:
      return {
        tag: "lost",
        message: "message" in error ? error.message : "no new connection can be made",
      };
  }
}

/** The protocol's cancel request: a connection of its own that names the process and its secret key. */
async function requestCancel(
  { client, host, port, secure }: Connected,
  target: PgTarget,
): Promise<void> {
  const { processID, secretKey } = client;
  if (processID === null || secretKey === null) {
    return;
  }
  const request = Buffer.alloc(16);
  request.writeInt32BE(16, 0);
  request.writeInt32BE(80_877_102, 4);
  request.writeInt32BE(processID, 8);
  request.writeInt32BE(secretKey, 12);
  const way = await dialed(target.dialer, placeOf(host, port), port);
  if (!way.ok) {
    return;
  }
  await new Promise<void>((resolve) => {
    const socket =
      way.value ??
      (host.startsWith("/") ? connectSocket(placeOf(host, port)) : connectSocket(port, host));
    const over = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      socket.destroy();
      over();
    }, CANCEL_REQUEST_MS);
    socket.on("error", over);
    socket.on("close", over);
    const connectedTo = () => {
      if (!secure) {
        socket.end(request);
        // The server answers by closing, which a stream tells only to those who read it.
        socket.resume();
        return;
      }
      // The key is as good as a password for this session: it does not travel in the clear.
      const sslRequest = Buffer.alloc(8);
      sslRequest.writeInt32BE(8, 0);
      sslRequest.writeInt32BE(80_877_103, 4);
      socket.write(sslRequest);
      socket.once("data", (answer) => {
        if (answer.toString() !== "S") {
          socket.destroy();
          return;
        }
        const tls = connectTls({ ...target.settings.tlsOptions, host, socket }, () =>
          tls.end(request),
        );
        tls.on("error", () => socket.destroy());
      });
    };
    if (way.value === undefined) {
      socket.on("connect", connectedTo);
    } else {
      connectedTo();
    }
  });
}
