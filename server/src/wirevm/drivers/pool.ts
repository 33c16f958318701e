/**
 * A bounded set of sessions on one database. Sizes, retries and keep-alive come from the pack's
 * `protocolIntelligence`; which errors may be tried again comes from its `errors`. A session is lent to
 * one borrower at a time and checked before it is lent, so that a server's restart between two actions
 * of a user is no error.
 */
import { err, ok, type Result } from "../../base/result.ts";
import type { Pack } from "../packs/pack.ts";
import type { ConnectError, DriverError, SqlError } from "./errors.ts";
import type { Parameter, QueryOptions, QueryOutcome, Session } from "./session.ts";

export interface PoolOptions {
  /** More than the pack says are never open. */
  readonly max?: number | undefined;
  /** How long a borrower waits for a session. */
  readonly waitMs?: number | undefined;
}

export interface PoolQueryOptions extends QueryOptions {
  /** Running it twice does no more than running it once: it may be tried again after a lost connection. */
  readonly idempotent?: boolean | undefined;
}

export interface PoolState {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
  /** The most sessions that were lent at one time since the last shrinking. */
  readonly peak: number;
}

export interface Pool {
  /** Lends a session to the body and takes it back whatever happens; an open transaction is undone. */
  use<T>(
    body: (session: Session) => Promise<Result<T, SqlError>>,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<Result<T, DriverError>>;
  /** One statement on any session, tried again where that is safe. */
  query(
    sql: string,
    params?: readonly Parameter[],
    options?: PoolQueryOptions,
  ): Promise<Result<QueryOutcome, DriverError>>;
  state(): PoolState;
  /** Closes idle sessions that the load of the last while did not need. */
  shrink(): Promise<void>;
  close(): Promise<void>;
}

const DEFAULT_MAX = 5;
const DEFAULT_WAIT_MS = 30_000;
const DEFAULT_IDLE_SECONDS = 300;
const DEFAULT_KEEP_ALIVE_SECONDS = 30;
/** A check of an idle session that takes longer means that it is gone. */
const CHECK_TIMEOUT_MS = 2_000;

interface Idle {
  readonly session: Session;
  readonly since: number;
}

/** A pool over whatever `open` opens. */
export function pool(
  pack: Pack,
  open: (signal: AbortSignal | undefined) => Promise<Result<Session, ConnectError>>,
  options: PoolOptions = {},
): Pool {
  const policy = pack.data.protocolIntelligence ?? {};
  const max = Math.max(
    1,
    Math.min(options.max ?? Number.POSITIVE_INFINITY, policy.pool?.max ?? DEFAULT_MAX),
  );
  const min = Math.min(policy.pool?.min ?? 0, max);
  const waitMs = options.waitMs ?? DEFAULT_WAIT_MS;
  const idleMs = (policy.pool?.idleSeconds ?? DEFAULT_IDLE_SECONDS) * 1_000;
  const checkAfterMs = (policy.keepAliveSeconds ?? DEFAULT_KEEP_ALIVE_SECONDS) * 1_000;
  const retry = policy.retry ?? { attempts: 1, backoffMs: 0, maxBackoffMs: 0 };

  const idle: Idle[] = [];
  const waiters: (() => void)[] = [];
  let lent = 0;
  let peak = 0;
  let closed = false;
  const shrinker = setInterval(() => void shrink(), Math.max(1_000, idleMs / 2));
  // A pool must not keep a program from ending.
  shrinker.unref();

  /** Waits until one more session may be lent, then counts it as lent. */
  async function place(signal: AbortSignal | undefined): Promise<Result<null, ConnectError>> {
    const deadline = performance.now() + waitMs;
    while (!closed && max <= lent) {
      const left = deadline - performance.now();
      if (left <= 0) {
        return err({ tag: "timeout", afterMs: waitMs });
      }
      await freed(left, signal);
      if (signal?.aborted === true) {
        return err({ tag: "cancelled" });
      }
    }
    if (closed) {
      return err({ tag: "lost", message: "the pool was closed" });
    }
    lent += 1;
    peak = Math.max(peak, lent);
    return ok(null);
  }

  function freed(timeoutMs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        const at = waiters.indexOf(done);
        if (at !== -1) {
          waiters.splice(at, 1);
        }
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      signal?.addEventListener("abort", done, { once: true });
      waiters.push(done);
    });
  }

  function free(): void {
    lent -= 1;
    waiters[0]?.();
  }

  async function session(signal: AbortSignal | undefined): Promise<Result<Session, ConnectError>> {
    // The one used last is the one most likely alive.
    for (let kept = idle.pop(); kept !== undefined; kept = idle.pop()) {
      if (await isAlive(kept)) {
        return ok(kept.session);
      }
      await kept.session.close();
    }
    return open(signal);
  }

  async function isAlive({ session: kept, since }: Idle): Promise<boolean> {
    if (kept.state !== "open") {
      return false;
    }
    if (performance.now() - since < checkAfterMs) {
      return true;
    }
    const answer = await kept.query("SELECT 1", [], { timeoutMs: CHECK_TIMEOUT_MS });
    return answer.ok || answer.error.tag === "sql";
  }

  async function giveBack(it: Session): Promise<void> {
    if (it.inTransaction) {
      await it.rollback();
    }
    if (closed || it.state !== "open") {
      await it.close();
    } else {
      idle.push({ session: it, since: performance.now() });
    }
  }

  async function use<T>(
    body: (session: Session) => Promise<Result<T, SqlError>>,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Result<T, DriverError>> {
    const allowed = await place(signal);
    if (!allowed.ok) {
      return allowed;
    }
    try {
      const borrowed = await session(signal);
      if (!borrowed.ok) {
        return borrowed;
      }
      try {
        return await body(borrowed.value);
      } finally {
        await giveBack(borrowed.value);
      }
    } finally {
      free();
    }
  }

  async function query(
    sql: string,
    params: readonly Parameter[] = [],
    queryOptions: PoolQueryOptions = {},
  ): Promise<Result<QueryOutcome, DriverError>> {
    for (let attempt = 1; ; attempt += 1) {
      const result = await use((it) => it.query(sql, params, queryOptions), queryOptions);
      if (
        result.ok ||
        retry.attempts <= attempt ||
        !mayRetry(result.error, queryOptions.idempotent === true)
      ) {
        return result;
      }
      await pause(backoffMs(attempt), queryOptions.signal);
      if (queryOptions.signal?.aborted === true) {
        return err({ tag: "cancelled" });
      }
    }
  }

  /** Doubles with each attempt; the random part keeps borrowers that collided from colliding again. */
  function backoffMs(attempt: number): number {
    const full = Math.min(retry.maxBackoffMs, retry.backoffMs * 2 ** (attempt - 1));
    return full / 2 + (Math.random() * full) / 2;
  }

  async function shrink(): Promise<void> {
    const keep = Math.max(min, peak - lent);
    peak = lent;
    const now = performance.now();
    const dropped: Idle[] = [];
    // The oldest stand first.
    while (keep < idle.length && idleMs <= now - (idle[0]?.since ?? now)) {
      const oldest = idle.shift();
      if (oldest !== undefined) {
        dropped.push(oldest);
      }
    }
    await Promise.all(dropped.map((it) => it.session.close()));
  }

  return {
    use,
    query,
    state: () => ({ open: idle.length + lent, idle: idle.length, waiting: waiters.length, peak }),
    shrink,
    async close() {
      closed = true;
      clearInterval(shrinker);
      for (const wake of [...waiters]) {
        wake();
      }
      await Promise.all(idle.splice(0).map((it) => it.session.close()));
    },
  };
}

/** Errors after which the engine has undone the statement, so that it can be run again. */
const UNDONE: ReadonlySet<string> = new Set([
  "deadlock",
  "serialization",
  "too-many-connections",
  "lock-timeout",
]);

/** May the statement be tried again? */
export function mayRetry(error: DriverError, idempotent: boolean): boolean {
  switch (error.tag) {
    case "sql":
      return "retry" in error && error.retry && (UNDONE.has(error.reason) || idempotent);
    case "too-many-connections":
      return true;
    case "lost":
      // Whether it was done before the connection went is not known.
      return idempotent;
    case "refused":
      // Nothing was sent: a server that restarts comes back.
      return true;
    default:
      return false;
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done, { once: true });
  });
}
