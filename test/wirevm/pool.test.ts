/** The pool, over real sessions on SQLite. */
import { afterEach, expect, test, vi } from "vitest";
import { ok } from "../../server/src/base/result.ts";
import { openSession } from "../../server/src/wirevm/drivers/open.ts";
import { mayRetry, type Pool, pool } from "../../server/src/wirevm/drivers/pool.ts";
import { testPack } from "../packs.ts";

/** Each session starts a process, which takes its time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

const pools: Pool[] = [];

afterEach(async () => {
  await Promise.all(pools.splice(0).map((it) => it.close()));
});

function memoryPool(options: Parameters<typeof pool>[2] = {}): Pool {
  const pack = testPack("sqlite");
  const it = pool(pack, () => openSession({ url: "sqlite::memory:" }, pack), options);
  pools.push(it);
  return it;
}

test("a session is used again, and there are never more than allowed", async () => {
  const it = memoryPool({ max: 1 });
  let inside = 0;
  let most = 0;
  const work = () =>
    it.use(async (session) => {
      inside += 1;
      most = Math.max(most, inside);
      const answer = await session.query("CREATE TABLE IF NOT EXISTS seen (a)");
      await session.query("INSERT INTO seen VALUES (1)");
      inside -= 1;
      return answer;
    });
  await Promise.all([work(), work(), work()]);
  const count = await it.query("SELECT count(*) FROM seen");
  expect([most, count.ok ? count.value.rows[0]?.[0] : count.error]).toEqual([1, 3]);
  expect(it.state()).toEqual({ open: 1, idle: 1, waiting: 0, peak: 1 });
});

test("a borrower does not wait for ever", async () => {
  const it = memoryPool({ max: 1, waitMs: 30 });
  let release = () => {};
  let held: Promise<unknown> = Promise.resolve();
  await new Promise<void>((lent) => {
    held = it.use(async () => {
      lent();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return ok(null);
    });
  });
  const second = await it.query("SELECT 1");
  release();
  await held;
  expect(second.ok ? "ran" : second.error.tag).toBe("timeout");
});

test("a transaction that a borrower leaves open is undone", async () => {
  const it = memoryPool({ max: 1 });
  await it.query("CREATE TABLE t (a)");
  await it.use(async (session) => {
    await session.begin();
    return session.query("INSERT INTO t VALUES (1)");
  });
  const count = await it.query("SELECT count(*) FROM t");
  expect(count.ok ? count.value.rows : count.error).toEqual([[0]]);
});

test("a session that broke is not lent again", async () => {
  const it = memoryPool({ max: 1 });
  await it.use(async (session) => {
    await session.close();
    return ok(null);
  });
  const answer = await it.query("SELECT 1");
  expect(answer.ok ? answer.value.rows : answer.error).toEqual([[1]]);
});

test("only what is safe is tried again", () => {
  const sql = (reason: "deadlock" | "unique" | "timeout", retry: boolean) =>
    ({ tag: "sql", code: "", message: "", reason, retry }) as const;
  const lost = { tag: "lost", message: "" } as const;
  expect([
    mayRetry(sql("deadlock", true), false),
    mayRetry(sql("unique", false), true),
    mayRetry(sql("timeout", true), false),
    mayRetry(lost, false),
    mayRetry(lost, true),
    mayRetry({ tag: "cancelled" }, true),
  ]).toEqual([true, false, false, false, true, false]);
});
