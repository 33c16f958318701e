/** The driver of PostgreSQL's protocol on a real server. */
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { ok } from "../../server/src/base/result.ts";
import { explain } from "../../server/src/wirevm/drivers/errors.ts";
import { openSession } from "../../server/src/wirevm/drivers/open.ts";
import { type Session, transaction } from "../../server/src/wirevm/drivers/session.ts";
import { testPack } from "../packs.ts";
import { opened, serverUrl } from "../servers/need.ts";
import { said } from "../wirevm/check-session.ts";

const sessions: Session[] = [];

afterEach(async () => {
  await Promise.all(sessions.splice(0).map((it) => it.close()));
});

async function session(task: Parameters<typeof serverUrl>[1], config = {}): Promise<Session> {
  const it = await opened("postgres", serverUrl("postgres", task), config);
  sessions.push(it);
  return it;
}

test("values arrive as the server means them", async ({ skip }) => {
  const db = await session({ skip });
  expect(
    await said(
      db,
      `SELECT 1::int8 AS small, 9007199254740993::int8 AS large, 1.10::numeric AS exact, 'NaN'::float8 AS nan,
        '-infinity'::float4 AS low, true AS yes, NULL::int AS nothing, '\\x00ff'::bytea AS bytes,
        DATE '2024-02-29' AS day, TIMESTAMP '2024-02-29 12:00:00.123456' AS moment,
        INTERVAL '1 day 02:00' AS span, ARRAY[1, NULL, 3] AS list, int4range(1, 5) AS range,
        '{"a": [1]}'::jsonb AS json, '😀'::text AS face, 'infinity'::date AS never`,
    ),
  ).toMatchInlineSnapshot(`
    "small int8 | large int8 | exact numeric | nan float8 | low float4 | yes bool | nothing int4 | bytes bytea | day date | moment timestamp | span interval | list _int4 | range int4range | json jsonb | face text | never date
    1 | "9007199254740993" | "1.10" | "NaN" | "-Infinity" | true | NULL | 0x00ff | "2024-02-29" | "2024-02-29 12:00:00.123456" | "1 day 02:00:00" | "{1,NULL,3}" | "[1,5)" | "{\\"a\\": [1]}" | "😀" | "infinity""
  `);
});

test("a moment is shown in the session's time zone, not in ours", async ({ skip }) => {
  const db = await session({ skip });
  await db.query("SET TIME ZONE 'Asia/Tokyo'");
  const tokyo = await said(db, "SELECT TIMESTAMPTZ '2024-01-01 00:00:00Z' AS at");
  await db.query("SET TIME ZONE 'America/New_York'");
  const newYork = await said(db, "SELECT TIMESTAMPTZ '2024-01-01 00:00:00Z' AS at");
  expect(`${tokyo}\n${newYork}`).toMatchInlineSnapshot(`
    "at timestamptz
    "2024-01-01 09:00:00+09"
    at timestamptz
    "2023-12-31 19:00:00-05""
  `);
});

test("parameters are bound, whatever they hold", async ({ skip }) => {
  const db = await session({ skip });
  expect(
    await said(
      db,
      "SELECT $1::text AS a, $2::int8 AS b, $3::bytea AS c, $4::bool AS d, $5::text AS e",
      [`"; DROP TABLE x; --'`, 9223372036854775807n, new Uint8Array([0, 255]), false, null],
    ),
  ).toMatchInlineSnapshot(`
    "a text | b int8 | c bytea | d bool | e text
    "\\"; DROP TABLE x; --'" | "9223372036854775807" | 0x00ff | false | NULL"
  `);
});

test("names of columns and types may hold anything", async ({ skip }) => {
  const db = await session({ skip });
  await db.query(`CREATE TYPE "weird ""type" AS ENUM ('x')`);
  expect(
    await said(db, `SELECT 1 AS """; DROP TABLE t; --", 2 AS "日本", 'x'::"weird ""type" AS "a b"`),
  ).toMatchInlineSnapshot(`
    ""; DROP TABLE t; -- int4 | 日本 int4 | a b weird "type
    1 | 2 | "x""
  `);
  await db.query(`DROP TYPE "weird ""type"`);
});

test("errors say what, where and why", async ({ skip }) => {
  const db = await session({ skip });
  const all = [
    await said(db, "SELECT '😀' FORM t"),
    await said(db, "SELECT * FROM nowhere"),
    await said(db, "SELECT 1/0"),
    await said(db, "SELECT 1; SELECT 2"),
    await said(db, "COPY pg_class FROM STDIN"),
    await said(db, ""),
    await said(db, "-- nothing"),
  ];
  expect(all.join("\n")).toMatchInlineSnapshot(`
    "sql at 17: syntax error at or near "t". (42601)
    sql at 14: relation "nowhere" does not exist. (42P01)
    sql: division by zero. (22012)
    sql: cannot insert multiple commands into a prepared statement. (42601)
    unsupported: COPY … FROM STDIN wants rows that cannot be sent here: use INSERT, or the engine's own client.

    "
  `);
});

test("data changes say how many rows, notices come along", async ({ skip }) => {
  const db = await session({ skip });
  const all = [
    await said(db, "CREATE TEMP TABLE t (a int)"),
    await said(db, "CREATE TEMP TABLE IF NOT EXISTS t (a int)"),
    await said(db, "INSERT INTO t SELECT generate_series(1, 3)"),
    await said(db, "UPDATE t SET a = a + 1 WHERE a > 1 RETURNING a"),
    await said(db, "DELETE FROM t WHERE false"),
    await said(db, "DO $$ BEGIN RAISE WARNING 'careful'; END $$"),
  ];
  expect(all.join("\n")).toMatchInlineSnapshot(`
    "
    notice: relation "t" already exists, skipping
    3 changed
    a int4
    3
    4
    2 changed
    0 changed
    warning: careful"
  `);
});

test("no more rows are fetched than asked for", async ({ skip }) => {
  const db = await session({ skip });
  expect(await said(db, "SELECT generate_series(1, 1000000) AS n", [], { maxRows: 2 })).toBe(
    "n int4\n1\n2\n… and more",
  );
  expect(await said(db, "SELECT generate_series(1, 2) AS n", [], { maxRows: 2 })).toBe(
    "n int4\n1\n2",
  );
  expect(await said(db, "SELECT 'after' AS it")).toBe(`it text\n"after"`);
});

test("a million rows come page by page in little memory", async ({ skip }) => {
  const db = await session({ skip });
  const stream = await db.stream(
    "SELECT n, repeat('x', 200) FROM generate_series(1, 1000000) AS n",
  );
  if (!stream.ok) {
    throw new Error(explain(stream.error));
  }
  global.gc?.();
  const before = process.memoryUsage().rss;
  let rows = 0;
  let last: unknown;
  for (let done = false; !done; ) {
    const page = await stream.value.next(5_000);
    if (!page.ok) {
      throw new Error(explain(page.error));
    }
    rows += page.value.rows.length;
    last = page.value.rows.at(-1)?.[0] ?? last;
    done = page.value.done;
  }
  expect([rows, last]).toEqual([1_000_000, 1_000_000]);
  expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(150);
});

test("pages end exactly where the rows end", async ({ skip }) => {
  const db = await session({ skip });
  const stream = await db.stream("SELECT generate_series(1, 5)");
  const sizes: string[] = [];
  for (let i = 0; i < 4 && stream.ok; i += 1) {
    const page = await stream.value.next(2);
    sizes.push(
      page.ok ? `${page.value.rows.length}${page.value.done ? " done" : ""}` : page.error.tag,
    );
  }
  expect(sizes).toEqual(["2", "2", "1 done", "0 done"]);
});

test("a later statement takes a stream's place, and closing one frees the session", async ({
  skip,
}) => {
  const db = await session({ skip });
  const first = await db.stream("SELECT generate_series(1, 100000)");
  expect(await said(db, "SELECT 1 AS one")).toBe("one int4\n1");
  const page = first.ok ? await first.value.next(10) : first;
  expect(page.ok ? "rows" : page.error.tag).toBe("superseded");
  const second = await db.stream("SELECT generate_series(1, 100000)");
  if (second.ok) {
    await second.value.close();
  }
  expect(await said(db, "SELECT 2 AS two")).toBe("two int4\n2");
});

test("a cancel stops the server's work", async ({ skip }) => {
  const db = await session({ skip });
  const watcher = await session({ skip });
  const pid = await db.query("SELECT pg_backend_pid()");
  const aborter = new AbortController();
  const slow = db.query("SELECT pg_sleep(60)", [], { signal: aborter.signal });
  await busy(watcher, pid.ok ? Number(pid.value.rows[0]?.[0]) : 0);
  aborter.abort();
  const result = await slow;
  expect(result.ok ? "ran" : result.error).toEqual({ tag: "cancelled" });
  expect(
    await said(
      watcher,
      "SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND state = 'active' AND pid <> pg_backend_pid()",
    ),
  ).toBe("n int8\n0");
  expect(await said(db, "SELECT 'alive' AS it")).toBe(`it text\n"alive"`);
});

test("a stream can be cancelled half-way", async ({ skip }) => {
  const db = await session({ skip });
  const stream = await db.stream("SELECT generate_series(1, 100000000)");
  if (!stream.ok) {
    throw new Error(explain(stream.error));
  }
  await stream.value.next(1000);
  await db.cancel();
  const page = await stream.value.next(1000);
  expect(page.ok ? "rows" : page.error.tag).toBe("cancelled");
  expect(await said(db, "SELECT 1 AS one")).toBe("one int4\n1");
});

test("a time limit is told apart from a cancel", async ({ skip }) => {
  const db = await session({ skip });
  expect(await said(db, "SELECT pg_sleep(60)", [], { timeoutMs: 200 })).toMatch(
    /^timeout: No answer within 200 ms/u,
  );
  expect(await said(db, "SELECT 1 AS one")).toBe("one int4\n1");
});

test("a read-only session cannot be talked into writing", async ({ skip }) => {
  const writer = await session({ skip });
  await writer.query("CREATE TABLE IF NOT EXISTS guarded (a int)");
  await writer.query(
    "CREATE OR REPLACE FUNCTION sneak() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('transaction_read_only', 'off', false); INSERT INTO guarded VALUES (1); RETURN 1; END $$",
  );
  const db = await session({ skip }, { readOnly: true });
  const all = [
    await said(db, "INSERT INTO guarded VALUES (1)"),
    await said(db, "SET default_transaction_read_only = off"),
    await said(db, "INSERT INTO guarded VALUES (1)"),
    await said(db, "SELECT sneak()"),
    await said(db, "BEGIN READ WRITE"),
    await said(db, "COPY guarded TO '/tmp/x'"),
    await said(db, "VACUUM guarded"),
    await said(db, "WITH x AS (INSERT INTO guarded VALUES (1) RETURNING a) SELECT * FROM x"),
  ];
  await db.begin();
  all.push(await said(db, "SET TRANSACTION READ WRITE"));
  await db.rollback();
  expect(all.join("\n")).toMatchInlineSnapshot(`
    "sql: cannot execute INSERT in a read-only transaction. (25006)

    sql: cannot execute INSERT in a read-only transaction. (25006)
    read-only: This connection is read-only: transaction read-write mode must be set before any query.
    read-only: This connection is read-only: transactions are opened by the tool here, not by SQL text.
    read-only: This connection is read-only: COPY can write files.
    read-only: This connection is read-only: VACUUM cannot run inside a transaction block.
    sql: cannot execute SELECT in a read-only transaction. (25006)
    read-only: This connection is read-only: transaction read-write mode must be set before any query."
  `);
  expect(await said(writer, "SELECT count(*) AS n FROM guarded")).toBe("n int8\n0");
  await writer.query("DROP TABLE guarded");
  await writer.query("DROP FUNCTION sneak()");
});

test("a transaction is undone as a whole", async ({ skip }) => {
  const db = await session({ skip });
  await db.query("CREATE TEMP TABLE kept (a int)");
  const failed = await transaction(db, async () => {
    await db.query("INSERT INTO kept VALUES (1)");
    return db.query("SELECT 1/0");
  });
  expect(failed.ok ? "ok" : failed.error.tag).toBe("sql");
  expect(db.inTransaction).toBe(false);
  await transaction(db, async () => {
    await db.query("INSERT INTO kept VALUES (2)");
    return ok(null);
  });
  expect(await said(db, "SELECT a FROM kept")).toBe("a int4\n2");
});

test("a session that the server ends is replaced without an error", async ({ skip }) => {
  const db = await session({ skip });
  const killer = await session({ skip });
  const pid = await db.query("SELECT pg_backend_pid()");
  await killer.query("SELECT pg_terminate_backend($1::int)", [
    pid.ok ? (pid.value.rows[0]?.[0] ?? null) : null,
  ]);
  await until(() => db.state === "lost");
  expect(await said(db, "SELECT 'back' AS it")).toBe(`it text\n"back"`);
});

test("a session that ends in the middle of a transaction says so once", async ({ skip }) => {
  const db = await session({ skip });
  const killer = await session({ skip });
  const pid = await db.query("SELECT pg_backend_pid()");
  await db.begin();
  await killer.query("SELECT pg_terminate_backend($1::int)", [
    pid.ok ? (pid.value.rows[0]?.[0] ?? null) : null,
  ]);
  await until(() => db.state === "lost");
  const next = await db.query("SELECT 1");
  expect(next.ok ? "ok" : next.error.tag).toBe("lost");
  expect(await said(db, "SELECT 1 AS one")).toBe("one int4\n1");
});

test("a socket that is cut in the middle of a stream is an error, not a hang", async ({ skip }) => {
  const proxy = await cuttableProxy(serverUrl("postgres", { skip }));
  const db = await opened("postgres", proxy.url);
  sessions.push(db);
  const stream = await db.stream("SELECT repeat('x', 1000) FROM generate_series(1, 10000000)");
  if (!stream.ok) {
    throw new Error(explain(stream.error));
  }
  await stream.value.next(100);
  proxy.cut();
  let page = await stream.value.next(50_000);
  for (let i = 0; i < 100 && page.ok && !page.value.done; i += 1) {
    page = await stream.value.next(50_000);
  }
  expect(page.ok ? "rows" : page.error.tag).toBe("lost");
  await proxy.close();
});

test("why there is no connection", async ({ skip }) => {
  const url = new URL(serverUrl("postgres", { skip }));
  const pack = testPack("postgres");
  const why = async (changed: string) => {
    const it = await openSession({ url: changed, timeoutMs: 3_000 }, pack);
    if (it.ok) {
      await it.value.close();
      return "connected";
    }
    return `${it.error.tag}: ${explain(it.error)}`.replaceAll(url.port, "PORT");
  };
  expect(
    [
      await why(`postgres://postgres@127.0.0.1:${url.port}/nowhere`),
      await why(`postgres://nobody@127.0.0.1:${url.port}/postgres`),
      await why("postgres://postgres@127.0.0.1:1/postgres"),
      await why("postgres://postgres@no-such-host.invalid/postgres"),
      await why(`postgres://postgres@127.0.0.1:${url.port}/postgres?sslmode=require`),
      await why(`postgres://postgres@127.0.0.1:${url.port}/postgres?sslmode=maybe`),
      await why(`postgres://postgres@127.0.0.1:1,127.0.0.1:${url.port}/postgres`),
      await why(`postgres://postgres@127.0.0.1:${url.port}/postgres?target_session_attrs=standby`),
    ].join("\n"),
  ).toMatchInlineSnapshot(`
    "no-database: database "nowhere" does not exist. Correct the database in the connection's URL, or create it.
    auth: The server does not let nobody in: role "nobody" does not exist. Check the user's name and the password.
    refused: Nothing answers at 127.0.0.1:1. Start the server, or correct host and port in the connection's URL.
    unknown-host: There is no host called no-such-host.invalid. Check the spelling in the connection's URL, and the network or VPN.
    tls: No secure connection to 127.0.0.1: The server does not support SSL connections. Check sslmode and sslrootcert in the connection's URL.
    config: sslmode is "maybe"; allowed: disable, allow, prefer, require, verify-ca, verify-full.
    connected
    config: no host of the URL is standby (target_session_attrs)"
  `);
});

async function busy(watcher: Session, pid: number): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    const state = await watcher.query("SELECT state FROM pg_stat_activity WHERE pid = $1", [pid]);
    if (state.ok && state.value.rows[0]?.[0] === "active") {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A way to the server that can be cut. */
async function cuttableProxy(
  target: string,
): Promise<{ url: string; cut(): void; close(): Promise<void> }> {
  const to = new URL(target);
  const { hostname, port: realPort } = to;
  const pairs = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = connect(Number(realPort), hostname);
    for (const it of [client, upstream]) {
      pairs.add(it);
      it.on("error", () => undefined);
    }
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  to.port = String(port);
  return {
    url: to.href,
    cut: () => {
      for (const it of pairs) {
        it.destroy();
      }
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
