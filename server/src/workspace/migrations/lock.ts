/**
 * One runner at a time. Where the engine has locks for applications, a session of its own holds one
 * and writes the journal; waiting is asking again and again, because a session that waits inside a
 * statement would hold a snapshot and stop what the other runner wants to do (an index built
 * concurrently waits for it). Where there is none, the transaction that writes the history is the lock.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { err, ok, type Result } from "../../base/result.ts";
import type { SqlError } from "../../wirevm/drivers/errors.ts";
import type { Session } from "../../wirevm/drivers/session.ts";
import type { Pack } from "../../wirevm/packs/pack.ts";

const LOCK_NAME = "sqlx_migrations";
const POLL_MS = 60;
/** A server may end a session that is silent for long. */
const KEEP_ALIVE_MS = 30_000;

export interface RunnerLock {
  release(): Promise<void>;
}

/** Takes the lock, or says after `waitMs` that another runner still holds it. `waiting` is called once. */
export async function acquireLock(
  session: Session,
  pack: Pack,
  which: "" | "work",
  waitMs: number,
  waiting: () => void,
): Promise<Result<RunnerLock, SqlError>> {
  const { tryLock, unlock } = pack.data.migrations ?? {};
  if (tryLock === undefined) {
    return ok({ release: async () => undefined });
  }
  const startedAt = performance.now();
  const name = `${LOCK_NAME}${which}`;
  let told = false;
  for (;;) {
    const answer = await session.query(tryLock, [name]);
    if (!answer.ok) {
      return answer;
    }
    if (Number(answer.value.rows[0]?.[0]) === 1) {
      break;
    }
    if (!told) {
      told = true;
      waiting();
    }
    if (performance.now() - startedAt > waitMs) {
      return err({ tag: "timeout", afterMs: waitMs });
    }
    await sleep(POLL_MS);
  }
  const alive = setInterval(() => void session.query("SELECT 1"), KEEP_ALIVE_MS);
  alive.unref();
  return ok({
    async release() {
      clearInterval(alive);
      if (unlock !== undefined && session.state === "open") {
        await session.query(unlock, [name]);
      }
    },
  });
}
