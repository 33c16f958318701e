/**
 * Replaying DDL gives the catalog that a real engine reports after running the same DDL. What an engine
 * writes anew (brackets and casts in expressions, how it spells a default) is made comparable first;
 * names, types, keys and indexes must be equal as they are.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import type { Catalog } from "../../server/src/catalog/model.ts";
import { script } from "../../server/src/sql/script.ts";
import { openSession } from "../../server/src/wirevm/drivers/open.ts";
import { introspect } from "../../server/src/wirevm/introspect/introspect.ts";
import { catalogLines } from "../catalog/check.ts";
import { testDialect, testPack } from "../packs.ts";
import { startMariadb } from "../servers/mariadb.ts";
import { startPostgres } from "../servers/postgres.ts";

const LIMIT_MS = 120_000;
const cleanups: (() => unknown)[] = [];
afterAll(async () => {
  for (const it of cleanups) {
    await it();
  }
});

/** Runs the DDL on an engine and reads the catalog back. */
async function built(engine: string, url: string, ddl: string): Promise<Catalog> {
  const pack = testPack(engine);
  const session = await openSession({ url }, pack);
  if (!session.ok) {
    throw new Error(JSON.stringify(session.error));
  }
  for (const { text } of script(ddl, testDialect(engine)).statements) {
    if (text.trim() !== "") {
      const answer = await session.value.query(text, []);
      if (!answer.ok) {
        throw new Error(`${text}\n${JSON.stringify(answer.error)}`);
      }
    }
  }
  const catalog = await introspect(session.value, pack);
  await session.value.close();
  if (!catalog.ok) {
    throw new Error(JSON.stringify(catalog.error));
  }
  return catalog.value;
}

/** Lines without what the engine rewrites, in an order of their own. */
function comparable(catalog: Catalog): string[] {
  const plain: Catalog = {
    ...catalog,
    roles: [],
    extensions: [],
    notes: [],
    schemas: catalog.schemas
      .filter((it) => it.tables.length + it.types.length + it.routines.length > 0)
      .map((schema) => ({
        ...schema,
        comment: undefined,
        sequences: [...schema.sequences].sort(byName),
        types: [...schema.types].sort(byName),
        routines: schema.routines.map((it) => ({ ...it, definition: undefined })).sort(byName),
        tables: [...schema.tables].sort(byName).map((table) => ({
          ...table,
          options: undefined,
          definition: undefined,
          checks: [...table.checks]
            .map((it) => ({ ...it, expression: same(it.expression) }))
            .sort(byName),
          indexes: [...table.indexes].sort(byName).map((it) => ({
            ...it,
            ...(it.where === undefined ? {} : { where: same(it.where) }),
            columns: it.columns.map((key) =>
              key.expression === undefined ? key : { ...key, expression: same(key.expression) },
            ),
          })),
          uniqueKeys: [...table.uniqueKeys].sort(byName),
          foreignKeys: [...table.foreignKeys].sort(byName),
          triggers: [...table.triggers].sort(byName),
          policies: [...table.policies].sort(byName).map((it) => ({
            ...it,
            ...(it.using === undefined ? {} : { using: same(it.using) }),
            ...(it.check === undefined ? {} : { check: same(it.check) }),
          })),
          columns: table.columns.map((it) => ({
            ...it,
            // What a view's columns are declared as is for the engine to say.
            nullable: table.kind === "table" ? it.nullable : true,
            collation: undefined,
            default:
              table.kind === "table" && it.default !== undefined ? same(it.default) : undefined,
            ...(it.generated === undefined
              ? {}
              : { generated: { ...it.generated, expression: same(it.generated.expression) } }),
          })),
        })),
      })),
  };
  return catalogLines(plain);
}

function byName(
  a: { readonly name?: string | undefined },
  b: { readonly name?: string | undefined },
): number {
  return (a.name ?? "") < (b.name ?? "") ? -1 : 1;
}

/** An expression without brackets, casts, quotes, blanks and case. */
function same(expression: string): string {
  return expression
    .replace(/::[a-z_ ]+(?:\(\d+\))?(?:\[\])?/giu, "")
    .replace(/[\s()`"']+/gu, "")
    .toLowerCase();
}

const POSTGRES = `
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TYPE mood ADD VALUE 'happy' AFTER 'ok';
CREATE DOMAIN posint AS int CHECK (VALUE > 0);
CREATE TYPE pair AS (x int, y varchar(3));
CREATE TABLE users (
  id bigserial PRIMARY KEY,
  email varchar(100) NOT NULL UNIQUE,
  age smallint CHECK (age > 0),
  created timestamptz(3) DEFAULT now(),
  day date, at time, dur interval, ok bool DEFAULT true, raw bytea, doc jsonb, u uuid, net inet,
  c char(3), c1 char, b1 bit, fl float, ts timestamp, nv national character varying(5), d double precision, r real, m money, bits bit(4), vb varbit(8),
  tags text[], grid int[][],
  price decimal(10, 2) DEFAULT 0, n numeric,
  feeling mood DEFAULT 'ok', p posint, q pair,
  full_name text GENERATED ALWAYS AS (upper(email)) STORED
);
CREATE TABLE orders (
  id int GENERATED ALWAYS AS IDENTITY,
  other int GENERATED BY DEFAULT AS IDENTITY,
  user_id bigint REFERENCES users ON DELETE CASCADE,
  a int, b int,
  PRIMARY KEY (id),
  UNIQUE (a, b),
  CONSTRAINT positive CHECK (a > 0 AND b > 0),
  CHECK (a < b),
  FOREIGN KEY (user_id) REFERENCES users (id) ON UPDATE SET NULL DEFERRABLE
);
CREATE INDEX ON orders (a, b DESC);
CREATE INDEX ON orders (a, b DESC);
CREATE UNIQUE INDEX orders_low ON orders (lower(a::text)) WHERE b IS NOT NULL;
CREATE INDEX tags_gin ON users USING gin (tags);
CREATE INDEX with_include ON users (email) INCLUDE (age);
COMMENT ON TABLE users IS 'people';
COMMENT ON COLUMN users.email IS 'address';
CREATE VIEW adults AS SELECT id, email, count(*) OVER () AS n FROM users WHERE age > 18;
CREATE MATERIALIZED VIEW totals (who, how) AS SELECT u.id, sum(o.a) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id;
CREATE TABLE copied AS SELECT users.id, email, price * 2 AS twice, a FROM users CROSS JOIN orders;
CREATE TABLE log (at date NOT NULL, msg text) PARTITION BY RANGE (at);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE base (id int PRIMARY KEY, a text DEFAULT 'x' NOT NULL, UNIQUE (a));
CREATE TABLE like_all (LIKE base INCLUDING ALL, extra int);
CREATE TABLE child (b int) INHERITS (base);
CREATE TABLE changed (id int, old text, gone int, v int);
CREATE INDEX changed_gone ON changed (gone);
ALTER TABLE changed ADD COLUMN added text NOT NULL DEFAULT 'x', DROP COLUMN gone;
ALTER TABLE changed RENAME COLUMN old TO fresh;
ALTER TABLE changed ALTER COLUMN v TYPE bigint, ALTER COLUMN v SET DEFAULT 1, ALTER v SET NOT NULL;
ALTER TABLE changed ADD PRIMARY KEY (id), ADD FOREIGN KEY (v) REFERENCES users NOT VALID;
ALTER TABLE changed RENAME TO renamed;
CREATE FUNCTION add_them(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT a + b $$;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION some_rows(OUT x int, OUT y text) RETURNS SETOF record LANGUAGE sql STABLE AS $$ SELECT 1, 'a' $$;
CREATE PROCEDURE work(n int) LANGUAGE sql AS $$ SELECT 1 $$;
CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON orders FOR SELECT USING (a = 1);
CREATE POLICY add ON orders AS RESTRICTIVE FOR INSERT WITH CHECK (a > 1);
CREATE SEQUENCE numbers;
CREATE SCHEMA shop;
CREATE TABLE shop.items (id serial PRIMARY KEY, parent int REFERENCES shop.items);
DROP TABLE copied;
`;

test(
  "PostgreSQL",
  async () => {
    const server = await startPostgres();
    if ("unavailable" in server) {
      throw new Error(server.unavailable);
    }
    cleanups.push(() => server.stop());
    const real = await built("postgres", server.url, POSTGRES);
    expect(comparable(catalogFromScript(POSTGRES, testDialect("postgres")))).toEqual(
      comparable(real),
    );
  },
  LIMIT_MS,
);

const MARIADB = `
CREATE TABLE users (
  id int unsigned NOT NULL AUTO_INCREMENT COMMENT 'number',
  email varchar(100) DEFAULT NULL,
  kind enum('a','b') NOT NULL DEFAULT 'a',
  many set('x','y'),
  at timestamp NULL DEFAULT CURRENT_TIMESTAMP,
  total decimal(10,2) GENERATED ALWAYS AS (m * 2) VIRTUAL,
  kept bigint AS (s + 1) STORED,
  flag boolean DEFAULT true, small tinyint(1), s smallint, m mediumint unsigned, big bigint,
  f float, d double, dd decimal, txt text, lt longtext, b blob, vb varbinary(10), ch char(5),
  day date, dt datetime(3), tm time, y year, j json, bits bit(4), u uuid, ip inet6,
  PRIMARY KEY (id),
  UNIQUE KEY mail (email(20)),
  KEY k (kind, at),
  UNIQUE (at),
  FULLTEXT KEY ft (email),
  CHECK (s > 0)
) ENGINE=InnoDB COMMENT='people';
CREATE TABLE orders (
  id int PRIMARY KEY,
  user_id int unsigned REFERENCES users (id) ON DELETE CASCADE,
  other int unsigned,
  n int CHECK (n > 0),
  CONSTRAINT fk FOREIGN KEY (other) REFERENCES users (id) ON UPDATE SET NULL,
  INDEX (n)
);
CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(10), c INT, KEY ab (a, b));
ALTER TABLE t ADD COLUMN z INT FIRST, ADD y INT AFTER a;
ALTER TABLE t MODIFY b VARCHAR(20) NOT NULL DEFAULT 'x' AFTER id;
ALTER TABLE t CHANGE c d BIGINT UNSIGNED;
ALTER TABLE t ADD UNIQUE KEY u (d), ADD INDEX (y);
ALTER TABLE t DROP INDEX u, DROP COLUMN b;
RENAME TABLE t TO t2;
CREATE TABLE like_t LIKE users;
CREATE VIEW v AS SELECT id, email, count(*) AS n FROM users GROUP BY id, email;
CREATE TABLE copied AS SELECT id, email FROM users;
CREATE INDEX late ON orders (n, id);
DROP INDEX late ON orders;
`;

test(
  "MariaDB",
  async () => {
    const server = await startMariadb();
    if ("unavailable" in server) {
      throw new Error(server.unavailable);
    }
    cleanups.push(() => server.stop());
    const real = await built("mariadb", server.url, MARIADB);
    const own = catalogFromScript(`USE test;\n${MARIADB}`, testDialect("mariadb"));
    expect(comparable(own)).toEqual(comparable(real));
  },
  LIMIT_MS,
);

const SQLITE = `
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email VARCHAR(100) NOT NULL UNIQUE,
  age INT CHECK (age > 0),
  plain,
  odd FANCY TYPE DEFAULT (1 + 1),
  d TEXT COLLATE NOCASE UNIQUE,
  twice INT AS (age * 2) STORED
);
CREATE TABLE orders (id INT PRIMARY KEY, user_id INTEGER REFERENCES users ON DELETE CASCADE, a, b, UNIQUE (a, b), CHECK (a > b));
CREATE TABLE kept (k TEXT PRIMARY KEY, v BLOB) WITHOUT ROWID;
CREATE INDEX i ON orders (a COLLATE NOCASE DESC) WHERE b > 0;
CREATE UNIQUE INDEX e ON users (lower(email), age);
CREATE TRIGGER tr AFTER INSERT ON users BEGIN DELETE FROM kept; END;
ALTER TABLE orders RENAME TO bought;
ALTER TABLE bought RENAME COLUMN a TO z;
ALTER TABLE users ADD COLUMN added TEXT DEFAULT 'x';
ALTER TABLE users DROP COLUMN odd;
CREATE VIEW v AS SELECT id, email FROM users;
`;

test(
  "SQLite",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "sqlx-ddl-"));
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
    const real = await built("sqlite", `sqlite:${join(folder, "x.db")}`, SQLITE);
    expect(comparable(catalogFromScript(SQLITE, testDialect("sqlite")))).toEqual(comparable(real));
  },
  LIMIT_MS,
);
