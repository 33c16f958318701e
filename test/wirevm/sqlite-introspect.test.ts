/** Catalogs read from SQLite, and that they are the ones its definitions' text gives. */
import { expect, test, vi } from "vitest";
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import { explain } from "../../server/src/wirevm/drivers/errors.ts";
import { openSession } from "../../server/src/wirevm/drivers/open.ts";
import { introspect } from "../../server/src/wirevm/introspect/introspect.ts";
import { testDialect, testPack } from "../packs.ts";
import { catalogLines } from "./catalog-lines.ts";

/** Each session starts a process, which takes its time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

async function read(...statements: readonly string[]): Promise<string> {
  const pack = testPack("sqlite");
  const session = await openSession({ url: "sqlite::memory:" }, pack);
  if (!session.ok) {
    throw new Error(explain(session.error));
  }
  for (const sql of statements) {
    const done = await session.value.query(sql);
    if (!done.ok) {
      throw new Error(`${sql}: ${explain(done.error)}`);
    }
  }
  const catalog = await introspect(session.value, pack);
  await session.value.close();
  return catalog.ok ? catalogLines(catalog.value) : explain(catalog.error);
}

test("every kind of object", async () => {
  expect(
    await read(
      `CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT DEFAULT 'x',
        age INT CHECK (age > 0), full TEXT GENERATED ALWAYS AS (name || email) STORED)`,
      `CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INT REFERENCES users ON DELETE CASCADE,
        total REAL, CONSTRAINT positive CHECK (total >= 0)) STRICT`,
      "CREATE TABLE pairs (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID",
      'CREATE TABLE "odd ""name; DROP TABLE x" ("a b", [c d] INT)',
      "CREATE INDEX by_user ON orders (user_id, total DESC) WHERE total > 0",
      "CREATE UNIQUE INDEX by_lower ON users (lower(email))",
      "CREATE VIEW busy AS SELECT u.id, count(*) AS n FROM users u JOIN orders o ON o.user_id = u.id GROUP BY 1",
      "CREATE VIRTUAL TABLE words USING fts5 (body)",
      "CREATE TRIGGER touched AFTER INSERT ON users BEGIN SELECT 1; END",
    ),
  ).toMatchInlineSnapshot(`
    "schema main
      view busy
        id integer [integer] not null
        n integer [integer] not null
      table odd "name; DROP TABLE x
        a b [any]
        c d int [integer]
      table orders strict=true
        id integer [integer] not null auto-increment
        user_id int [integer]
        total real [float]
        primary key  (id)
        foreign key  (user_id) to main.users (id) on delete CASCADE
        check positive total >= 0
        index by_user (user_id, total desc) where total > 0
      table pairs without rowid=true
        a [any] not null
        b [any] not null
        primary key  (a, b)
        primary index sqlite_autoindex_pairs_1 (a, b)
      table users
        id integer [integer] not null auto-increment
        email text [text] not null
        name text [text] = 'x'
        age int [integer]
        full text [text] as (name || email) stored
        primary key  (id)
        unique  (email)
        check  age > 0
        unique index by_lower ((lower(email)))
        unique index sqlite_autoindex_users_1 (email)
        trigger touched AFTER INSERT
      virtual-table words module=fts5
        body [any]"
  `);
});

test("a view on what is gone does not hide the rest", async () => {
  expect(
    await read(
      "CREATE TABLE a (x INT)",
      "CREATE TABLE b (y INT)",
      "CREATE VIEW v AS SELECT y FROM b",
      "DROP TABLE b",
    ),
  ).toMatchInlineSnapshot(`"no such table: main.b. (SQLITE_ERROR)"`);
});

test("the same as the text of the definitions", async () => {
  const ddl = `CREATE TABLE a (id INTEGER PRIMARY KEY, n VARCHAR(40) NOT NULL DEFAULT 'x' COLLATE NOCASE, UNIQUE (n));
CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INT NOT NULL REFERENCES a (id) ON DELETE SET NULL, at TEXT DEFAULT CURRENT_TIMESTAMP);
CREATE INDEX b_a ON b (a_id);`;
  const statements = ddl.split(";\n").map((it) => it.replace(/;$/u, ""));
  expect(await read(...statements)).toBe(
    catalogLines(catalogFromScript(ddl, testDialect("sqlite"))),
  );
});
