/** The driver of MySQL's protocol on a real server. */
import { afterEach, expect, test } from "vitest";
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
  const it = await opened("mariadb", serverUrl("mariadb", task), config);
  sessions.push(it);
  return it;
}

const VALUES = `
  i TINYINT UNSIGNED, b BIGINT, u BIGINT UNSIGNED, d DECIMAL(20,5), f FLOAT, g DOUBLE, t TEXT, v VARBINARY(10),
  da DATE, dt DATETIME(6), ts TIMESTAMP NULL, ti TIME(3), y YEAR, e ENUM('x','y'), s SET('p','q'), bi BIT(10), j JSON`;
const ROW = `(255, -9223372036854775808, 18446744073709551615, 123456789012345.67890, 0.1, 1e300, '😀', x'00ff',
  '0000-00-00', '2024-02-29 12:00:00.123456', '2024-02-29 12:00:00', '-838:59:59.000', 2024, 'y', 'p,q', b'1010101010', '{"a": [1]}'),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`;

test("values arrive as the server means them, bound or not", async ({ skip }) => {
  const db = await session({ skip });
  await db.query("SET SESSION sql_mode = ''");
  await db.query(`CREATE TEMPORARY TABLE vals (${VALUES})`);
  expect(await said(db, `INSERT INTO vals VALUES ${ROW}`)).toBe("2 changed");
  const text = await said(db, "SELECT * FROM vals");
  expect(text).toMatchInlineSnapshot(`
    "i tinyint unsigned | b bigint | u bigint unsigned | d decimal | f float | g double | t text | v varbinary | da date | dt datetime | ts timestamp | ti time | y year unsigned | e enum | s set | bi bit | j text
    255 | "-9223372036854775808" | "18446744073709551615" | "123456789012345.67890" | 0.1 | 1e+300 | "😀" | 0x00ff | "0000-00-00" | "2024-02-29 12:00:00.123456" | "2024-02-29 12:00:00" | "-838:59:59.000" | 2024 | "y" | "p,q" | "1010101010" | "{\\"a\\": [1]}"
    NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL"
  `);
  // A bound statement answers in binary; nobody should see the difference.
  expect(await said(db, "SELECT * FROM vals WHERE 1 = ?", [1])).toBe(text);
});

test("parameters are bound, whatever they hold", async ({ skip }) => {
  const db = await session({ skip });
  expect(
    await said(db, "SELECT ? AS a, ? AS b, HEX(?) AS c, ? AS d, ? AS e", [
      `"; DROP TABLE x; --'`,
      9223372036854775807n,
      new Uint8Array([0, 255]),
      false,
      null,
    ]),
  ).toMatchInlineSnapshot(`
    "a varchar | b varchar | c varchar | d tinyint | e null
    "\\"; DROP TABLE x; --'" | "9223372036854775807" | "00FF" | 0 | NULL"
  `);
  expect(await said(db, "SELECT 1 AS a LIMIT ?", [1])).toBe("a int\n1");
});

test("errors say what, where and why", async ({ skip }) => {
  const db = await session({ skip });
  const all = [
    await said(db, "SELECT 1\nFORM t"),
    await said(db, "SELECT * FROM nowhere"),
    await said(db, "SELECT 1; SELECT 2"),
    await said(db, ""),
    await said(db, "# nothing"),
  ];
  expect(all.join("\n")).toMatchInlineSnapshot(`
    "sql at 14: You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near 't' at line 2. (1064)
    sql: Table 'test.nowhere' doesn't exist. (1146)
    sql at 10: You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near 'SELECT 2' at line 1. (1064)

    "
  `);
});

test("names of columns and tables may hold anything", async ({ skip }) => {
  const db = await session({ skip });
  await db.query('CREATE TEMPORARY TABLE `a``; DROP TABLE b` (`日本 "x"` INT)');
  expect(await said(db, "SELECT * FROM `a``; DROP TABLE b`")).toMatchInlineSnapshot(
    `"日本 "x" int"`,
  );
});

test("data changes say how many rows, warnings come along", async ({ skip }) => {
  const db = await session({ skip });
  const all = [
    await said(db, "CREATE TEMPORARY TABLE c (a INT PRIMARY KEY)"),
    await said(db, "CREATE TEMPORARY TABLE IF NOT EXISTS c (a INT)"),
    await said(db, "INSERT INTO c VALUES (1), (2), (3)"),
    await said(db, "UPDATE c SET a = 1 WHERE a = 1"),
    await said(db, "INSERT INTO c VALUES (4) RETURNING a"),
    await said(db, "INSERT INTO c VALUES (1)"),
  ];
  expect(all.join("\n")).toMatchInlineSnapshot(`
    "
    note: Table 'c' already exists (1050)
    3 changed
    0 changed
    a int
    4
    sql: Duplicate entry '1' for key 'PRIMARY'. (1062)"
  `);
});

test("a procedure's first rows are shown", async ({ skip }) => {
  const db = await session({ skip });
  await db.query("CREATE OR REPLACE PROCEDURE two() BEGIN SELECT 1 AS a; SELECT 2 AS b; END");
  expect(await said(db, "CALL two()")).toBe("a int\n1");
  expect(await said(db, "SELECT 'after' AS it")).toBe(`it varchar\n"after"`);
  await db.query("DROP PROCEDURE two");
});

test("no more rows are fetched than asked for", async ({ skip }) => {
  const db = await session({ skip });
  expect(await said(db, "SELECT seq FROM seq_1_to_10000000", [], { maxRows: 2 })).toBe(
    "seq bigint unsigned\n1\n2\n… and more",
  );
  expect(await said(db, "SELECT seq FROM seq_1_to_2", [], { maxRows: 2 })).toBe(
    "seq bigint unsigned\n1\n2",
  );
  expect(await said(db, "SELECT 'after' AS it")).toBe(`it varchar\n"after"`);
});

test("a million rows come page by page in little memory", async ({ skip }) => {
  const db = await session({ skip });
  const stream = await db.stream("SELECT seq, REPEAT('x', 200) FROM seq_1_to_1000000");
  if (!stream.ok) {
    throw new Error(explain(stream.error));
  }
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
  const stream = await db.stream("SELECT seq FROM seq_1_to_5");
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
  const first = await db.stream("SELECT seq FROM seq_1_to_10000000");
  expect(await said(db, "SELECT 1 AS one")).toBe("one int\n1");
  const page = first.ok ? await first.value.next(10) : first;
  expect(page.ok ? "rows" : page.error.tag).toBe("superseded");
  const second = await db.stream("SELECT seq FROM seq_1_to_10000000");
  if (second.ok) {
    await second.value.close();
  }
  expect(await said(db, "SELECT 2 AS two")).toBe("two int\n2");
});

test("a cancel stops the server's work", async ({ skip }) => {
  const db = await session({ skip });
  const watcher = await session({ skip });
  const aborter = new AbortController();
  const slow = db.query("SELECT SLEEP(60)", [], { signal: aborter.signal });
  await seen(watcher, "SELECT SLEEP(60)");
  aborter.abort();
  const result = await slow;
  expect(result.ok ? "ran" : result.error).toEqual({ tag: "cancelled" });
  expect(
    await said(
      watcher,
      "SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE INFO = 'SELECT SLEEP(60)'",
    ),
  ).toBe("n bigint\n0");
  expect(await said(db, "SELECT 1 AS one")).toBe("one int\n1");
});

test("a stream can be cancelled half-way", async ({ skip }) => {
  const db = await session({ skip });
  const stream = await db.stream("SELECT a.seq FROM seq_1_to_100000 a, seq_1_to_100000 b");
  if (!stream.ok) {
    throw new Error(explain(stream.error));
  }
  await stream.value.next(1000);
  await db.cancel();
  const page = await stream.value.next(1000);
  expect(page.ok ? "rows" : page.error.tag).toBe("cancelled");
  expect(await said(db, "SELECT 1 AS one")).toBe("one int\n1");
});

test("a time limit is told apart from a cancel", async ({ skip }) => {
  const db = await session({ skip });
  expect(await said(db, "SELECT SLEEP(60)", [], { timeoutMs: 200 })).toMatch(
    /^timeout: No answer within 200 ms/u,
  );
  expect(await said(db, "SELECT 1 AS one")).toBe("one int\n1");
});

test("a read-only session cannot be talked into writing", async ({ skip }) => {
  const writer = await session({ skip });
  await writer.query("CREATE OR REPLACE TABLE guarded (a INT)");
  await writer.query(
    "CREATE OR REPLACE FUNCTION sneak() RETURNS INT BEGIN INSERT INTO guarded VALUES (1); RETURN 1; END",
  );
  await writer.query(
    "CREATE OR REPLACE PROCEDURE creep() BEGIN COMMIT; SET SESSION TRANSACTION READ WRITE; START TRANSACTION READ WRITE; INSERT INTO guarded VALUES (1); COMMIT; END",
  );
  const db = await session({ skip }, { readOnly: true });
  const all = [
    await said(db, "INSERT INTO guarded VALUES (1)"),
    await said(db, "SET SESSION TRANSACTION READ WRITE"),
    await said(db, "SELECT sneak()"),
    await said(db, "START TRANSACTION READ WRITE"),
    await said(db, "SELECT 1 INTO OUTFILE '/tmp/x'"),
    await said(db, "CREATE TABLE other (a INT)"),
    await said(db, "CALL creep()"),
    await said(db, "/*!50000 DELETE FROM guarded */"),
    await said(db, "SELECT 'into outfile' AS fine"),
  ];
  expect(all.join("\n")).toMatchInlineSnapshot(`
    "read-only: This connection is read-only: INSERT is not sent.
    read-only: This connection is read-only: this SET could undo the protection or change the server.
    sql: Cannot execute statement in a READ ONLY transaction. (1792)
    read-only: This connection is read-only: START is not sent.
    read-only: This connection is read-only: INTO OUTFILE writes a file.
    read-only: This connection is read-only: CREATE is not sent.
    read-only: This connection is read-only: CALL is not sent.
    read-only: This connection is read-only: / is not sent.
    fine varchar
    "into outfile""
  `);
  expect(await said(writer, "SELECT COUNT(*) AS n FROM guarded")).toBe("n bigint\n0");
  await writer.query("DROP TABLE guarded");
  await writer.query("DROP FUNCTION sneak");
  await writer.query("DROP PROCEDURE creep");
});

test("a transaction is undone as a whole", async ({ skip }) => {
  const db = await session({ skip });
  await db.query("CREATE TEMPORARY TABLE kept (a INT) ENGINE = InnoDB");
  const failed = await transaction(db, async () => {
    await db.query("INSERT INTO kept VALUES (1)");
    return db.query("SELECT * FROM nowhere");
  });
  expect(failed.ok ? "ok" : failed.error.tag).toBe("sql");
  expect(await said(db, "SELECT a FROM kept")).toBe("a int");
});

test("a session that the server ends is replaced without an error", async ({ skip }) => {
  const db = await session({ skip });
  const killer = await session({ skip });
  const id = await db.query("SELECT CONNECTION_ID()");
  await killer.query(`KILL ${String(id.ok ? id.value.rows[0]?.[0] : 0)}`);
  while (db.state !== "lost") {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await said(db, "SELECT 1 AS one")).toBe("one int\n1");
});

test("why there is no connection", async ({ skip }) => {
  const url = new URL(serverUrl("mariadb", { skip }));
  const pack = testPack("mariadb");
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
      await why(`mariadb://root@127.0.0.1:${url.port}/nowhere`),
      await why(`mariadb://nobody:sesame@127.0.0.1:${url.port}/test`),
      await why("mariadb://root@127.0.0.1:1/test"),
      await why("mariadb://root@no-such-host.invalid/test"),
      await why(`mariadb://root@127.0.0.1:${url.port}/test?ssl-mode=required`),
      await why(`mariadb://root@127.0.0.1:${url.port}/test?ssl-mode=maybe`),
      await why(`mariadb://root@127.0.0.1:1,127.0.0.1:${url.port}/test`),
    ].join("\n"),
  ).toMatchInlineSnapshot(`
    "no-database: Unknown database 'nowhere'. Correct the database in the connection's URL, or create it.
    auth: The server does not let nobody in: Access denied for user 'nobody'@'127.0.0.1' (using password: YES) Check the user's name and the password.
    refused: Nothing answers at 127.0.0.1:1. Start the server, or correct host and port in the connection's URL.
    unknown-host: There is no host called no-such-host.invalid. Check the spelling in the connection's URL, and the network or VPN.
    tls: No secure connection to 127.0.0.1: Server does not support secure connection. Check sslmode and sslrootcert in the connection's URL.
    config: ssl-mode is "maybe"; allowed: disabled, preferred, required, verify_ca, verify_identity.
    connected"
  `);
});

async function seen(watcher: Session, text: string): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    const found = await watcher.query(
      "SELECT 1 FROM information_schema.PROCESSLIST WHERE INFO = ?",
      [text],
    );
    if (found.ok && 0 < found.value.rows.length) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
