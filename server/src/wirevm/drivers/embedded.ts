/**
 * Sessions on engines that live inside a process. The engine runs in a child process of its own, so
 * that a long statement never blocks this event loop and can be cancelled by ending the process; the
 * next statement starts a new one.
 */
import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { err, ok, type Result } from "../../base/result.ts";
import type { Pack } from "../packs/pack.ts";
import type { ChildAnswer, ChildFailure, ChildRequest } from "./child-messages.ts";
import { type ConnectError, reasonOf, type SqlError } from "./errors.ts";
import type { Notice, QueryOptions, ResultColumn, Row, RowStream, Session } from "./session.ts";
import { turns } from "./turns.ts";
import { MEMORY } from "./url.ts";

export interface EmbeddedTarget {
  readonly pack: Pack;
  /** Name of the worker's file without its ending. */
  readonly worker: "sqlite-worker" | "duckdb-worker";
  readonly path: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** How long a statement waits for another process's lock on the file. */
const BUSY_TIMEOUT_MS = 5_000;
/** Rows that cross to this process in one message when all are wanted. */
const ROWS_PER_MESSAGE = 5_000;
/** A child that does not end by itself by then is ended. */
const CLOSE_TIMEOUT_MS = 2_000;

interface Child {
  readonly process: ChildProcess;
  /** Sends a request; a child that ends first answers `undefined`. */
  ask(request: WithoutId<ChildRequest>): Promise<ChildAnswer | undefined>;
}

type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;

/** Starts the child process and opens the file in it. */
export async function openEmbedded(target: EmbeddedTarget): Promise<Result<Session, ConnectError>> {
  const started = await startChild(target);
  if (!started.ok) {
    return started;
  }
  return ok(embeddedSession(target, started.value.child, started.value.version));
}

async function startChild(
  target: EmbeddedTarget,
): Promise<Result<{ child: Child; version: string }, ConnectError>> {
  const child = spawnChild(target.worker);
  const answer = await within(
    child.ask({
      op: "open",
      path: target.path,
      readOnly: target.readOnly,
      busyTimeoutMs: Number(target.options["busy_timeout"] ?? BUSY_TIMEOUT_MS),
      options: target.options,
    }),
    target.timeoutMs,
    target.signal,
  );
  if (answer === "timeout" || answer === "cancelled") {
    child.process.kill("SIGKILL");
    return err(
      answer === "timeout" ? { tag: "timeout", afterMs: target.timeoutMs } : { tag: "cancelled" },
    );
  }
  if (answer?.ok === true) {
    return ok({ child, version: answer.version ?? "" });
  }
  child.process.kill("SIGKILL");
  return err(
    answer === undefined
      ? { tag: "lost", message: "the process that opens the file ended" }
      : connectError(target, answer.failure),
  );
}

function connectError(target: EmbeddedTarget, { code, message }: ChildFailure): ConnectError {
  switch (code) {
    case "NO_FILE":
      return { tag: "no-file", path: target.path, message };
    case "NOT_A_DATABASE":
      return { tag: "not-a-database", path: target.path, message };
    default:
      return { tag: "sql", code, message, reason: reasonOf(target.pack, code).reason };
  }
}

function embeddedSession(target: EmbeddedTarget, first: Child, version: string): Session {
  let child: Child | undefined = first;
  let state: Session["state"] = "open";
  let inTransaction = false;
  /** The process was ended on purpose or died while a transaction was open. */
  let transactionLost = false;
  let stream: { end(why: SqlError["tag"] | undefined): void } | undefined;
  const listeners = new Set<(notice: Notice) => void>();
  const turn = turns(
    async () => {
      child?.process.kill("SIGKILL");
      child = undefined;
    },
    async () => undefined,
  );

  /** The child that answers now; a new one when the last was ended. */
  async function living(): Promise<Result<Child, SqlError>> {
    if (state === "closed") {
      return err({ tag: "lost", message: "the session was closed" });
    }
    if (transactionLost) {
      transactionLost = false;
      return err({
        tag: "lost",
        message: "the transaction ended with the statement that was stopped",
      });
    }
    if (child?.process.connected === true) {
      return ok(child);
    }
    const started = await startChild(target);
    if (!started.ok) {
      state = "lost";
      return err(asSqlError(started.error));
    }
    child = started.value.child;
    state = "open";
    return ok(child);
  }

  async function ask(
    request: WithoutId<ChildRequest>,
  ): Promise<Result<Extract<ChildAnswer, { ok: true }>, SqlError>> {
    const alive = await living();
    if (!alive.ok) {
      return alive;
    }
    const answer = await alive.value.ask(request);
    if (answer === undefined) {
      transactionLost = inTransaction;
      inTransaction = false;
      child = undefined;
      return err({ tag: "lost", message: memoryNote("the process that held the database ended") });
    }
    inTransaction = answer.inTransaction;
    return answer.ok ? ok(answer) : err(sqlError(answer.failure));
  }

  function memoryNote(message: string): string {
    return target.path === MEMORY ? `${message}, and with it all that was in memory` : message;
  }

  function sqlError({ code, message, reason: told, position }: ChildFailure): SqlError {
    if (code === "READ_ONLY") {
      return { tag: "read-only", message };
    }
    const { reason, retry } = reasonOf(target.pack, code);
    return { tag: "sql", code, message, reason: told ?? reason, retry, position };
  }

  /** Ends the open stream, if any, because of `why`. */
  function supersede(why: SqlError["tag"]): void {
    stream?.end(why);
    stream = undefined;
  }

  async function simple(sql: string): Promise<Result<null, SqlError>> {
    const done = await session.query(sql);
    return done.ok ? ok(null) : done;
  }

  const session: Session = {
    engine: target.pack.engine,
    version,
    versionText: version,
    readOnly: target.readOnly,
    target: target.target,
    get state() {
      return state;
    },
    get inTransaction() {
      return inTransaction;
    },
    query(sql, params = [], options = {}) {
      return turn.take(options, async () => {
        supersede("superseded");
        const startedAt = performance.now();
        const limit = options.maxRows ?? Number.POSITIVE_INFINITY;
        const rows: Row[] = [];
        let answer = await ask({
          op: "run",
          sql,
          params,
          count: Math.min(limit, ROWS_PER_MESSAGE),
        });
        if (!answer.ok) {
          return answer;
        }
        const columns = answer.value.columns ?? [];
        let { affected } = answer.value;
        rows.push(...(answer.value.rows ?? []));
        while (!answer.value.done && rows.length < limit) {
          const count = Math.min(limit - rows.length, ROWS_PER_MESSAGE);
          answer = await ask({ op: "fetch", count });
          if (!answer.ok) {
            return answer;
          }
          for (const row of answer.value.rows ?? []) {
            rows.push(row);
          }
          affected = answer.value.affected ?? affected;
        }
        const truncated = !answer.value.done;
        if (truncated) {
          await ask({ op: "end" });
        }
        return ok({
          columns,
          rows,
          truncated,
          affected,
          notices: answer.value.notices ?? [],
          elapsedMs: performance.now() - startedAt,
        });
      });
    },
    stream(sql, params = [], options = {}) {
      return turn.take(options, async () => {
        supersede("superseded");
        const answer = await ask({ op: "run", sql, params, count: 0 });
        if (!answer.ok) {
          return answer;
        }
        const opened = rowStream(answer.value.columns ?? [], answer.value, options);
        stream = opened;
        return ok(opened.stream);
      });
    },
    begin({ readOnly } = {}) {
      // Taking the write lock at once avoids a failure in the middle when two writers meet.
      const immediate = readOnly === true || target.readOnly || target.worker !== "sqlite-worker";
      return simple(immediate ? "BEGIN" : "BEGIN IMMEDIATE");
    },
    commit: () => simple("COMMIT"),
    async rollback() {
      if (transactionLost) {
        transactionLost = false;
        return ok(null);
      }
      return simple("ROLLBACK");
    },
    async cancel() {
      supersede("cancelled");
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
      supersede("lost");
      state = "closed";
      const last = child;
      child = undefined;
      if (last !== undefined) {
        await turn.cancel().catch(() => undefined);
        await within(last.ask({ op: "close" }), CLOSE_TIMEOUT_MS);
        last.process.kill("SIGKILL");
      }
    },
  };
  return session;

  function rowStream(
    columns: readonly ResultColumn[],
    firstAnswer: Extract<ChildAnswer, { ok: true }>,
    streamOptions: QueryOptions,
  ): { readonly stream: RowStream; end(why: SqlError["tag"] | undefined): void } {
    let done = firstAnswer.done;
    let affected = firstAnswer.affected;
    let ended: SqlError | undefined;
    const abort = () => {
      void close("cancelled");
    };
    streamOptions.signal?.addEventListener("abort", abort, { once: true });

    function finish(): void {
      done = true;
      streamOptions.signal?.removeEventListener("abort", abort);
    }

    function end(why: SqlError["tag"] | undefined): void {
      if (!done) {
        finish();
        ended = why === undefined ? undefined : endedBy(why);
      }
    }

    async function close(why: SqlError["tag"] | undefined): Promise<void> {
      if (done) {
        return;
      }
      end(why);
      await turn.take({}, async () => {
        if (stream === opened) {
          stream = undefined;
          if (child !== undefined) {
            await ask({ op: "end" });
          }
        }
        return ok(null);
      });
    }

    const opened = {
      end,
      stream: {
        columns,
        next(count: number, options: QueryOptions = {}) {
          return turn.take({ signal: streamOptions.signal, ...options }, async () => {
            if (ended !== undefined) {
              const error = ended;
              ended = undefined;
              return err(error);
            }
            if (done) {
              return ok({ rows: [], done: true });
            }
            const answer = await ask({ op: "fetch", count });
            if (!answer.ok) {
              finish();
              return answer;
            }
            affected = answer.value.affected ?? affected;
            if (answer.value.done) {
              finish();
            }
            return ok({ rows: answer.value.rows ?? [], done: answer.value.done });
          });
        },
        affected: () => affected,
        notices: () => [],
        close: () => close(undefined),
      },
    };
    return opened;
  }
}

function endedBy(tag: SqlError["tag"]): SqlError {
  switch (tag) {
    case "cancelled":
      return { tag };
    case "lost":
      return { tag, message: "the session was closed" };
    default:
      return { tag: "superseded" };
  }
}

function asSqlError(error: ConnectError): SqlError {
  switch (error.tag) {
    case "sql":
      return { ...error, retry: false };
    case "cancelled":
    case "timeout":
    case "lost":
      return error;
    case "no-file":
    case "not-a-database":
      return { tag: "lost", message: `${error.path}: ${error.message}` };
    default:
      return { tag: "lost", message: "the database cannot be opened again" };
  }
}

function spawnChild(worker: EmbeddedTarget["worker"]): Child {
  const bundled = fileURLToPath(new URL(`./${worker}.js`, import.meta.url));
  const source = fileURLToPath(new URL(`./${worker}.ts`, import.meta.url));
  const childProcess = fork(existsSync(bundled) ? bundled : source, [], {
    // Structured clone carries bytes, NaN and bigints.
    serialization: "advanced",
    execArgv: ["--no-warnings"],
    // An editor's process is an Electron one and runs as Node only when told.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1", NODE_OPTIONS: "" },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const waiting = new Map<number, (answer: ChildAnswer | undefined) => void>();
  let nextId = 1;
  const over = () => {
    for (const resolve of waiting.values()) {
      resolve(undefined);
    }
    waiting.clear();
  };
  childProcess.on("message", (answer: ChildAnswer) => {
    const resolve = waiting.get(answer.id);
    waiting.delete(answer.id);
    resolve?.(answer);
    if (waiting.size === 0) {
      rest();
    }
  });
  childProcess.on("exit", over);
  childProcess.on("error", over);
  childProcess.on("disconnect", over);
  // An idle session must not keep a program from ending.
  childProcess.unref();
  rest();

  function rest(): void {
    childProcess.channel?.unref();
  }

  return {
    process: childProcess,
    ask(request) {
      return new Promise((resolve) => {
        if (!childProcess.connected) {
          resolve(undefined);
          return;
        }
        const id = nextId;
        nextId += 1;
        waiting.set(id, resolve);
        childProcess.channel?.ref();
        childProcess.send({ ...request, id } satisfies ChildRequest, (error) => {
          if (error !== null && error !== undefined && waiting.delete(id)) {
            resolve(undefined);
          }
        });
      });
    },
  };
}

/** The value, unless the time is over or the wait was called off first. */
async function within<T>(
  work: Promise<T>,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<T | "timeout" | "cancelled"> {
  let timer: NodeJS.Timeout | undefined;
  let abort: (() => void) | undefined;
  const other = new Promise<"timeout" | "cancelled">((resolve) => {
    timer = setTimeout(() => resolve("timeout"), timeoutMs);
    abort = () => resolve("cancelled");
    if (signal?.aborted === true) {
      resolve("cancelled");
    }
    signal?.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([work, other]);
  } finally {
    clearTimeout(timer);
    if (abort !== undefined) {
      signal?.removeEventListener("abort", abort);
    }
  }
}
