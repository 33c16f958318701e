/**
 * One thing at a time on a session: tasks wait for their turn, and the one whose turn it is can be
 * stopped by its signal, its deadline or `cancel`. Stopping asks the engine to stop its work; the
 * task then ends with the engine's own error, which is told apart here from other errors.
 */
import { err, type Result } from "../../base/result.ts";
import type { SqlError } from "./errors.ts";
import type { QueryOptions } from "./session.ts";

export interface Turns {
  /** Runs the work when all earlier work is done. */
  take<T>(
    options: QueryOptions,
    work: () => Promise<Result<T, SqlError>>,
  ): Promise<Result<T, SqlError>>;
  /** Stops the work whose turn it is; resolves when the engine was told. */
  cancel(): Promise<void>;
}

interface Turn {
  stopped?: { readonly tag: "cancelled" } | { readonly tag: "timeout"; readonly afterMs: number };
  told?: Promise<void>;
}

/** `stop` asks the engine to stop what runs now; `settle` waits until that can hit nothing else. */
export function turns(stop: () => Promise<void>, settle: () => Promise<void>): Turns {
  let tail: Promise<unknown> = Promise.resolve();
  let current: Turn | undefined;

  return {
    take(options, work) {
      const mine = tail.then(() => run(options, work));
      tail = mine.catch(() => undefined);
      return mine;
    },
    async cancel() {
      if (current !== undefined) {
        await stopTurn(current, { tag: "cancelled" });
      }
    },
  };

  async function run<T>(
    { signal, timeoutMs }: QueryOptions,
    work: () => Promise<Result<T, SqlError>>,
  ): Promise<Result<T, SqlError>> {
    if (signal?.aborted === true) {
      return err({ tag: "cancelled" });
    }
    const turn: Turn = {};
    current = turn;
    const abort = () => void stopTurn(turn, { tag: "cancelled" });
    signal?.addEventListener("abort", abort, { once: true });
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => void stopTurn(turn, { tag: "timeout", afterMs: timeoutMs }), timeoutMs);
    try {
      const result = await work();
      clearTimeout(timer);
      if (turn.stopped === undefined) {
        return result;
      }
      await turn.told;
      await settle();
      return result.ok ? result : err(turn.stopped);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      current = undefined;
    }
  }

  function stopTurn(turn: Turn, why: NonNullable<Turn["stopped"]>): Promise<void> {
    if (turn.stopped === undefined) {
      turn.stopped = why;
      turn.told = stop().catch(() => undefined);
    }
    return turn.told ?? Promise.resolve();
  }
}
