/** The driver of SQLite's files: a real engine in a real child process. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { explain } from "../../server/src/wirevm/drivers/errors.ts";
import { openSession } from "../../server/src/wirevm/drivers/open.ts";
import { type Session, transaction } from "../../server/src/wirevm/drivers/session.ts";
import { testPack } from "../packs.ts";
import { said } from "./check-session.ts";

/** Each session starts a process, which takes its time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

const sessions: Session[] = [];
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sxl"));
});

afterEach(async () => {
  await Promise.all(sessions.splice(0).map((it) => it.close()));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Config = Omit<Parameters<typeof openSession>[0], "url">;

async function opened(url = "sqlite::memory:", config: Config = {}): Promise<Session> {
  const it = await openSession({ root: folder, ...config, url }, testPack("sqlite"));
  if (!it.ok) {
    throw new Error(explain(it.error));
  }
  sessions.push(it.value);
  return it.value;
}

async function refused(url: string, config: Config = {}): Promise<string> {
  const it = await openSession({ root: folder, ...config, url }, testPack("sqlite"));
  if (it.ok) {
    await it.value.close();
    return "opened";
  }
  return `${it.error.tag}: ${explain(it.error)}`.replaceAll(folder, "ROOT");
}

test("values arrive as the engine keeps them", async () => {
  const db = await opened();
  expect(
    await said(
      db,
      "SELECT 1 AS small, 9007199254740993 AS large, 1.5 AS real, 1e999 AS much, NULL AS empty, x'00ff' AS bytes, '😀' AS face",
    ),
  ).toMatchInlineSnapshot(`
    "small | large | real | much | empty | bytes | face
    1 | "9007199254740993" | 1.5 | "Infinity" | NULL | 0x00ff | "😀""
  `);
});

test("parameters are bound as what they are", async () => {
  const db = await opened();
  expect(
    await said(db, "SELECT typeof(?), typeof(?), typeof(?), typeof(?), typeof(?), typeof(?), ?", [
      1,
      1.5,
      9223372036854775807n,
      "x",
      new Uint8Array([1]),
      true,
      `"; DROP TABLE t; --`,
    ]),
  ).toMatchInlineSnapshot(`
    "typeof(?) | typeof(?) | typeof(?) | typeof(?) | typeof(?) | typeof(?) | ?
    "integer" | "real" | "integer" | "text" | "blob" | "integer" | "\\"; DROP TABLE t; --""
  `);
});

test("errors say what, where and why", async () => {
  const db = await opened();
  await db.query("CREATE TABLE t (a INT UNIQUE NOT NULL, b INT REFERENCES t (a))");
  const all = [
    await said(db, "SELECT * FORM t"),
    await said(db, "SELECT * FROM nowhere"),
    await said(db, "SELECT c FROM t"),
    await said(db, "SELECT 1; SELECT 2"),
    await said(db, "INSERT INTO t VALUES (1, 7)"),
    await said(db, "INSERT INTO t VALUES (NULL, NULL)"),
    await said(db, "-- nothing"),
  ];
  expect(all.join("\n")).toMatchInlineSnapshot(`
    "sql at 9: near "FORM": syntax error. (SQLITE_ERROR)
    sql at 14: no such table: nowhere. (SQLITE_ERROR)
    sql at 7: no such column: c. (SQLITE_ERROR)
    sql: The supplied SQL string contains more than one statement. (SQLITE_ERROR)
    sql: FOREIGN KEY constraint failed. (SQLITE_CONSTRAINT_FOREIGNKEY)
    sql: NOT NULL constraint failed: t.a. (SQLITE_CONSTRAINT_NOTNULL)
    "
  `);
});

test("data changes say how many rows", async () => {
  const db = await opened();
  const all = [
    await said(db, "CREATE TABLE t (a INTEGER PRIMARY KEY, b)"),
    await said(db, "INSERT INTO t (b) VALUES (1), (2), (3)"),
    await said(db, "UPDATE t SET b = 0 WHERE a > 1"),
    await said(db, "DELETE FROM t WHERE a = 9"),
    await said(db, "INSERT INTO t (b) VALUES (4), (5) RETURNING a"),
    await said(db, "CREATE INDEX i ON t (b)"),
  ];
  expect(all.join("\n")).toMatchInlineSnapshot(`
    "
    3 changed
    2 changed
    0 changed
    a INTEGER
    4
    5
    2 changed
    "
  `);
});

const ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";

test("no more rows are fetched than asked for", async () => {
  const db = await opened();
  expect(await said(db, ENDLESS, [], { maxRows: 3 })).toBe("i\n1\n2\n3\n… and more");
  expect(await said(db, "SELECT 1 AS a UNION SELECT 2", [], { maxRows: 2 })).toBe("a\n1\n2");
});

test("rows come page by page", async () => {
  const db = await opened();
  const stream = await db.stream(`${ENDLESS} LIMIT 5`);
  const pages: string[] = [];
  for (let i = 0; i < 4 && stream.ok; i += 1) {
    const page = await stream.value.next(2);
    pages.push(
      page.ok
        ? `${page.value.rows.flat().join(",")}${page.value.done ? " done" : ""}`
        : page.error.tag,
    );
  }
  expect(pages).toEqual(["1,2", "3,4", "5 done", " done"]);
});

test("a later statement takes a stream's place", async () => {
  const db = await opened();
  const stream = await db.stream(ENDLESS);
  expect(await said(db, "SELECT 1 AS one")).toBe("one\n1");
  const page = stream.ok ? await stream.value.next(1) : stream;
  expect(page.ok ? "rows" : page.error.tag).toBe("superseded");
});

test("a long step is cancelled and the session goes on", async () => {
  const db = await opened("sqlite:kept.db");
  await db.query("CREATE TABLE IF NOT EXISTS kept (a)");
  await db.query("INSERT INTO kept VALUES (1)");
  const aborter = new AbortController();
  const slow = db.query(
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    [],
    {
      signal: aborter.signal,
    },
  );
  setTimeout(() => aborter.abort(), 50);
  const result = await slow;
  expect(result.ok ? "ran" : result.error.tag).toBe("cancelled");
  expect(await said(db, "SELECT a FROM kept")).toBe("a\n1");
});

test("a time limit is told apart from a cancel", async () => {
  const db = await opened();
  expect(await said(db, `SELECT count(*) FROM (${ENDLESS})`, [], { timeoutMs: 50 })).toBe(
    "timeout: No answer within 50 ms. The server may be busy or unreachable; raise the time limit if it is only slow.",
  );
});

test("a transaction that ends with a cancelled statement says so once", async () => {
  const db = await opened("sqlite:cut.db");
  await db.query("CREATE TABLE IF NOT EXISTS t (a)");
  await db.begin();
  await db.query("INSERT INTO t VALUES (1)");
  await db.query(`SELECT count(*) FROM (${ENDLESS})`, [], { timeoutMs: 50 });
  expect(await said(db, "INSERT INTO t VALUES (2)")).toMatch(/^lost: /u);
  expect(await said(db, "SELECT count(*) AS n FROM t")).toBe("n\n0");
});

test("a transaction is undone as a whole", async () => {
  const db = await opened();
  await db.query("CREATE TABLE t (a)");
  const failed = await transaction(db, async () => {
    await db.query("INSERT INTO t VALUES (1)");
    return db.query("SELECT * FROM nowhere");
  });
  expect([failed.ok, db.inTransaction]).toEqual([false, false]);
  expect(await said(db, "SELECT count(*) AS n FROM t")).toBe("n\n0");
});

test("a read-only session writes nothing, anywhere", async () => {
  const writer = await opened("sqlite:guarded.db");
  await writer.query("CREATE TABLE IF NOT EXISTS t (a)");
  const db = await opened("sqlite:guarded.db", { readOnly: true });
  const copy = join(folder, "copy.db");
  const all = [
    await said(db, "INSERT INTO t VALUES (1)"),
    await said(db, `VACUUM INTO '${copy}'`),
    await said(db, `/* x */ vacuum into '${copy}'`),
    await said(db, "PRAGMA query_only = 0"),
    await said(db, `ATTACH '${copy}' AS other`),
    await said(db, "CREATE TABLE other.t (a)"),
    await said(db, "PRAGMA journal_mode"),
    await said(db, "SELECT count(*) AS n FROM t"),
  ];
  expect(all.join("\n").replaceAll(folder, "ROOT")).toMatchInlineSnapshot(`
    "sql: attempt to write a readonly database. (SQLITE_READONLY)
    read-only: This connection is read-only: VACUUM writes.
    read-only: This connection is read-only: VACUUM writes.
    read-only: This connection is read-only: PRAGMA query_only could undo the protection.
    sql: unable to open database: ROOT/copy.db. (SQLITE_CANTOPEN)
    sql: unknown database other. (SQLITE_ERROR)
    journal_mode
    "delete"
    n
    0"
  `);
  expect(existsSync(copy)).toBe(false);
});

test("two sessions on one file wait for each other's lock", async () => {
  const a = await opened("sqlite:shared.db");
  const b = await opened("sqlite:shared.db");
  await a.query("CREATE TABLE IF NOT EXISTS t (a)");
  await a.begin();
  await a.query("INSERT INTO t VALUES (1)");
  const waiting = b.query("INSERT INTO t VALUES (2)");
  await a.commit();
  const done = await waiting;
  expect(done.ok).toBe(true);
  expect(await said(a, "SELECT count(*) AS n FROM t")).toBe("n\n2");
});

test("an attached database is there for the whole session", async () => {
  const db = await opened();
  await db.query("ATTACH ':memory:' AS other");
  await db.query("CREATE TABLE other.t (a)");
  expect(await said(db, "SELECT count(*) AS n FROM other.t")).toBe("n\n0");
});

test("why a file cannot be opened", async () => {
  writeFileSync(
    join(folder, "notes.txt"),
    "Not a database, but long enough to look at. ".repeat(50),
  );
  writeFileSync(join(folder, "short.db"), "short");
  expect(
    [
      await refused("sqlite:notes.txt"),
      await refused("sqlite:short.db"),
      await refused("sqlite:missing.db", { readOnly: true }),
      await refused("sqlite:no/such/folder.db"),
      await refused("sqlite:."),
      await refused("sqlite:"),
      await refused("sqlite:missing.db?mode=rw"),
    ].join("\n"),
  ).toMatchInlineSnapshot(`
    "not-a-database: ROOT/notes.txt is not a database this driver can read: file is not a database. Check the path, or that the file is not encrypted or cut off.
    not-a-database: ROOT/short.db is not a database this driver can read: file is not a database. Check the path, or that the file is not encrypted or cut off.
    no-file: ROOT/missing.db: there is no such file. Check the path in the connection's URL; relative paths start at the workspace's root.
    no-file: ROOT/no/such/folder.db: the file cannot be opened or made. Check the path in the connection's URL; relative paths start at the workspace's root.
    no-file: ROOT: this is a folder. Check the path in the connection's URL; relative paths start at the workspace's root.
    config: after "sqlite:" comes the path of a file, or :memory:.
    no-file: ROOT/missing.db: there is no such file. Check the path in the connection's URL; relative paths start at the workspace's root."
  `);
  expect(existsSync(join(folder, "missing.db"))).toBe(false);
});
