/** The driver of DuckDB's files: a real engine in a real child process. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { explain } from "../../server/src/wirevm/drivers/errors.ts";
import { openSession } from "../../server/src/wirevm/drivers/open.ts";
import type { Session } from "../../server/src/wirevm/drivers/session.ts";
import { introspect } from "../../server/src/wirevm/introspect/introspect.ts";
import { testPack } from "../packs.ts";
import { catalogLines } from "./catalog-lines.ts";
import { said } from "./check-session.ts";

/** Each session starts a process, which takes its time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

const sessions: Session[] = [];
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sxd"));
});

afterEach(async () => {
  await Promise.all(sessions.splice(0).map((it) => it.close()));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function opened(url = "duckdb::memory:", readOnly = false): Promise<Session> {
  const it = await openSession({ root: folder, url, readOnly }, testPack("duckdb"));
  if (!it.ok) {
    throw new Error(explain(it.error));
  }
  sessions.push(it.value);
  return it.value;
}

test("values arrive as the engine means them", async () => {
  const db = await opened();
  expect(
    await said(
      db,
      `SELECT 1 AS small, 9007199254740993::BIGINT AS large, 170141183460469231731687303715884105727::HUGEINT AS huge,
        1.10::DECIMAL(10,2) AS exact, 'nan'::DOUBLE AS nan, true AS yes, NULL AS nothing, '\\x00\\xff'::BLOB AS bytes,
        DATE '2024-02-29' AS day, TIMESTAMP '2024-02-29 12:00:00.123456' AS moment, INTERVAL 1 DAY AS span,
        [1, NULL, 3] AS list, {'a': 1} AS struct, '😀' AS face`,
    ),
  ).toMatchInlineSnapshot(`
    "small INTEGER | large BIGINT | huge HUGEINT | exact DECIMAL(10,2) | nan DOUBLE | yes BOOLEAN | nothing INTEGER | bytes BLOB | day DATE | moment TIMESTAMP | span INTERVAL | list INTEGER[] | struct STRUCT("a" INTEGER) | face VARCHAR
    1 | "9007199254740993" | "170141183460469231731687303715884105727" | "1.10" | "NaN" | true | NULL | 0x00ff | "2024-02-29" | "2024-02-29 12:00:00.123456" | "1 day" | "[1, NULL, 3]" | "{'a': 1}" | "😀""
  `);
});

test("parameters, changes, errors", async () => {
  const db = await opened();
  const all = [
    await said(db, "SELECT ? AS a, ? AS b, ? AS c", [`"; DROP TABLE t`, 5, null]),
    await said(db, "CREATE TABLE t (a INTEGER PRIMARY KEY)"),
    await said(db, "INSERT INTO t SELECT range FROM range(10)"),
    await said(db, "DELETE FROM t WHERE a > 7"),
    await said(db, "INSERT INTO t VALUES (1)"),
    await said(db, "SELECT *\nFORM t"),
    await said(db, "SELECT * FROM nowhere"),
    await said(db, "SELECT 1; SELECT 2"),
  ];
  expect(all.join("\n")).toMatchInlineSnapshot(`
    "a VARCHAR | b INTEGER | c INTEGER
    "\\"; DROP TABLE t" | 5 | NULL

    10 changed
    2 changed
    sql: Duplicate key "a: 1" violates primary key constraint. (Constraint)
    sql at 14: syntax error at or near "t". (Parser)
    sql at 14: Table with name nowhere does not exist!
    Did you mean "pg_indexes"? (Catalog)
    sql: one statement at a time: this text holds several. (DRIVER)"
  `);
});

test("rows come page by page, and no further than wanted", async () => {
  const db = await opened();
  const stream = await db.stream("SELECT range FROM range(100000000000)");
  const page = stream.ok ? await stream.value.next(3) : stream;
  expect(page.ok ? page.value.rows.flat() : page.error).toEqual([0, 1, 2]);
  expect(await said(db, "SELECT range AS n FROM range(5)", [], { maxRows: 2 })).toBe(
    "n BIGINT\n0\n1\n… and more",
  );
});

test("a long step is cancelled and the session goes on", async () => {
  const db = await opened("duckdb:kept.duckdb");
  await db.query("CREATE TABLE IF NOT EXISTS kept AS SELECT 1 AS a");
  const slow = await db.query("SELECT count(*) FROM range(100000000) a, range(100000000) b", [], {
    timeoutMs: 200,
  });
  expect(slow.ok ? "ran" : slow.error.tag).toBe("timeout");
  expect(await said(db, "SELECT a FROM kept")).toBe("a INTEGER\n1");
});

test("a read-only session writes nothing, anywhere", async () => {
  const writer = await opened("duckdb:guarded.duckdb");
  await writer.query("CREATE TABLE IF NOT EXISTS t (a INT)");
  await writer.close();
  const db = await opened("duckdb:guarded.duckdb", true);
  const file = join(folder, "out.csv");
  const all = [
    await said(db, "INSERT INTO t VALUES (1)"),
    await said(db, `COPY t TO '${file}'`),
    await said(db, `EXPORT DATABASE '${file}'`),
    await said(db, `ATTACH '${file}'`),
    await said(db, "SELECT count(*) AS n FROM t"),
  ];
  expect(all.join("\n").replaceAll(folder, "ROOT")).toMatchInlineSnapshot(`
    "read-only: This connection is read-only: INSERT can write.
    read-only: This connection is read-only: COPY can write.
    read-only: This connection is read-only: EXPORT can write.
    read-only: This connection is read-only: ATTACH can write.
    n BIGINT
    0"
  `);
  expect(existsSync(file)).toBe(false);
});

test("why a file cannot be opened", async () => {
  writeFileSync(
    join(folder, "notes.txt"),
    "Not a database, but long enough to look at. ".repeat(500),
  );
  const why = async (url: string, readOnly = false) => {
    const it = await openSession({ root: folder, url, readOnly }, testPack("duckdb"));
    return it.ok ? "opened" : `${it.error.tag}: ${explain(it.error)}`.replaceAll(folder, "ROOT");
  };
  expect(
    [await why("duckdb:notes.txt"), await why("duckdb:missing.duckdb", true)].join("\n"),
  ).toMatchInlineSnapshot(`
    "not-a-database: ROOT/notes.txt is not a database this driver can read: file is not a database. Check the path, or that the file is not encrypted or cut off.
    no-file: ROOT/missing.duckdb: there is no such file. Check the path in the connection's URL; relative paths start at the workspace's root."
  `);
});

test("every kind of object", async () => {
  const db = await opened();
  for (const sql of [
    "CREATE TYPE mood AS ENUM ('sad', 'ok')",
    "CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR NOT NULL UNIQUE, m mood DEFAULT 'ok', p DECIMAL(10,2) CHECK (p > 0), tags VARCHAR[])",
    "CREATE TABLE orders (id BIGINT PRIMARY KEY, user_id INTEGER REFERENCES users (id))",
    "CREATE INDEX by_user ON orders (user_id)",
    "CREATE UNIQUE INDEX by_lower ON users (lower(email))",
    "CREATE VIEW busy AS SELECT u.id, count(*) AS n FROM users u JOIN orders o ON o.user_id = u.id GROUP BY 1",
    "CREATE SEQUENCE numbers",
    "CREATE MACRO plus(a, b) AS a + b",
    "COMMENT ON TABLE users IS 'People'",
  ]) {
    const done = await db.query(sql);
    expect(done.ok ? sql : explain(done.error)).toBe(sql);
  }
  const read = await introspect(db, testPack("duckdb"));
  expect(read.ok ? catalogLines(read.value) : explain(read.error)).toMatchInlineSnapshot(`
    "schema main
      enum mood sad, ok
      sequence numbers
      function plus(in a, in b) returns nothing
      view busy
        id integer [integer]
        n bigint [integer]
      table orders
        id bigint [integer] not null
        user_id integer [integer]
        primary key  (id)
        foreign key  (user_id) to main.users (id)
        index by_user (user_id)
      table users -- People
        id integer [integer] not null
        email varchar [text] not null
        m enum('sad','ok') [enum] = 'ok'
        p decimal(10,2) [decimal]
        tags varchar[] [array]
        primary key  (id)
        unique  (email)
        check  p > 0
        unique index by_lower ((lower(email)))"
  `);
});
