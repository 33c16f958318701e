/** DDL in, catalog out. */
import { expect, test } from "vitest";
import { checkCatalog } from "./check.ts";

test("columns, types, keys and names the engine gives", () => {
  expect(
    checkCatalog(`
CREATE TABLE users (
  id bigserial PRIMARY KEY,
  email varchar(100) NOT NULL UNIQUE,
  age int CHECK (age > 0),
  created timestamptz(3) DEFAULT now(),
  tags text[],
  price decimal(10, 2) DEFAULT 0,
  full_name text GENERATED ALWAYS AS (upper(email)) STORED
);
CREATE TABLE orders (
  id int GENERATED ALWAYS AS IDENTITY,
  user_id bigint REFERENCES users ON DELETE CASCADE,
  a int, b int,
  PRIMARY KEY (id),
  UNIQUE (a, b),
  CONSTRAINT positive CHECK (a > 0 AND b > 0),
  FOREIGN KEY (a, b) REFERENCES pairs (x, y) ON UPDATE SET NULL
);
`),
  ).toMatchInlineSnapshot(`
    "sequence users_id_seq of users.id
    sequence orders_id_seq of orders.id
    table public.users
      id bigint not null identity serial default nextval('users_id_seq'::regclass)
      email character varying(100) not null
      age integer
      created timestamp(3) with time zone default now()
      tags text[]
      price numeric(10,2) default 0
      full_name text as (upper(email)) stored
      primary key users_pkey (id)
      unique users_email_key (email)
      check users_age_check age > 0
      primary index users_pkey (id) btree
      unique index users_email_key (email) btree
    table public.orders
      id integer not null identity always
      user_id bigint
      a integer
      b integer
      primary key orders_pkey (id)
      unique orders_a_b_key (a, b)
      foreign key orders_user_id_fkey (user_id) to public.users (id) on delete CASCADE
      foreign key orders_a_b_fkey (a, b) to public.pairs (x, y) on update SET NULL
      check positive a > 0 AND b > 0
      primary index orders_pkey (id) btree
      unique index orders_a_b_key (a, b) btree"
  `);
});

test("indexes", () => {
  expect(
    checkCatalog(`
CREATE TABLE t (a int, b text, c int);
CREATE UNIQUE INDEX t_a ON t (a DESC) INCLUDE (c) WHERE b IS NOT NULL;
CREATE INDEX ON t USING gin (lower(b));
CREATE INDEX IF NOT EXISTS t_a ON t (b);
DROP INDEX t_a;
`),
  ).toMatchInlineSnapshot(`
    "table public.t
      a integer
      b text
      c integer
      index t_lower_idx (lower(b)) gin"
  `);
});

test("ALTER TABLE, action by action", () => {
  expect(
    checkCatalog(`
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, old text, gone int, v int);
CREATE INDEX t_gone ON t (gone);
ALTER TABLE t ADD COLUMN added text NOT NULL DEFAULT 'x', DROP COLUMN gone;
ALTER TABLE t RENAME COLUMN old TO fresh;
ALTER TABLE t ALTER COLUMN v TYPE bigint, ALTER COLUMN v SET DEFAULT 1, ALTER v SET NOT NULL;
ALTER TABLE t ALTER added DROP DEFAULT, ALTER added DROP NOT NULL;
ALTER TABLE t ADD CONSTRAINT t_parent FOREIGN KEY (v) REFERENCES parent NOT VALID;
ALTER TABLE t ADD CHECK (v > 0);
ALTER TABLE t VALIDATE CONSTRAINT t_parent;
ALTER TABLE t RENAME TO renamed;
ALTER TABLE renamed RENAME CONSTRAINT t_parent TO to_parent;
ALTER TABLE parent RENAME COLUMN id TO key;
ALTER TABLE IF EXISTS nothing ADD x int;
ALTER TABLE never_made ADD x int;
`),
  ).toMatchInlineSnapshot(`
    "table public.parent
      key integer not null
      primary key parent_pkey (key)
      primary index parent_pkey (key) btree
    table public.renamed
      id integer not null
      fresh text
      v bigint not null default 1
      added text
      primary key t_pkey (id)
      foreign key to_parent (v) to public.parent (key)
      check t_v_check v > 0
      primary index t_pkey (id) btree
    note never_made is altered and was not created"
  `);
});

test("types", () => {
  expect(
    checkCatalog(`
CREATE TYPE mood AS ENUM ('sad', 'happy');
ALTER TYPE mood ADD VALUE 'ok' BEFORE 'happy';
CREATE DOMAIN posint AS int NOT NULL CHECK (VALUE > 0);
CREATE TYPE pair AS (x int, y varchar(3));
CREATE TABLE t (m mood, p posint, q pair);
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
`),
  ).toMatchInlineSnapshot(`
    "domain public.posint integer not null check VALUE > 0
    composite public.pair (x integer, y character varying(3))
    enum public.mood (blue, ok, happy)
    table public.t
      m mood
      p posint
      q pair"
  `);
});

test("views with columns", () => {
  expect(
    checkCatalog(`
CREATE TABLE t (id int PRIMARY KEY, name text NOT NULL);
CREATE VIEW v AS SELECT id, upper(name) AS big, count(*) OVER () FROM t;
CREATE VIEW named (a, b) AS SELECT * FROM t;
CREATE MATERIALIZED VIEW m AS SELECT v.id, t.name FROM v LEFT JOIN t ON t.id = v.id;
CREATE TABLE copy AS SELECT * FROM named;
`),
  ).toMatchInlineSnapshot(`
    "table public.t
      id integer not null
      name text not null
      primary key t_pkey (id)
      primary index t_pkey (id) btree
    view public.v
      id integer not null
      big text
      count bigint not null
      as SELECT id, upper(name) AS big, count(*) OVER () FROM t
    view public.named
      a integer not null
      b text not null
      as SELECT * FROM t
    materialized-view public.m
      id integer not null
      name text
      as SELECT v.id, t.name FROM v LEFT JOIN t ON t.id = v.id
    table public.copy
      a integer not null
      b text not null"
  `);
});

test("comments", () => {
  expect(
    checkCatalog(`
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
COMMENT ON TABLE t IS 'a table';
COMMENT ON COLUMN t.a IS 'a column';
COMMENT ON INDEX i IS 'an index';
COMMENT ON SCHEMA public IS 'a schema';
COMMENT ON TABLE t IS NULL;
`),
  ).toMatchInlineSnapshot(`
    "schema public -- a schema
    table public.t
      a integer -- a column
      index i (a) btree -- an index"
  `);
});

test("partitions", () => {
  expect(
    checkCatalog(`
CREATE TABLE log (at date NOT NULL, msg text) PARTITION BY RANGE (at);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE log_2 (at date NOT NULL, msg text);
ALTER TABLE log ATTACH PARTITION log_2 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
`),
  ).toMatchInlineSnapshot(`
    "table public.log
      at date not null
      msg text
      partitioned by range (at)
    table public.log_1
      at date not null
      msg text
      partition of log
    table public.log_2
      at date not null
      msg text
      partition of log"
  `);
});

test("functions, triggers, policies", () => {
  expect(
    checkCatalog(`
CREATE FUNCTION add(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT a + b $$;
CREATE FUNCTION rows() RETURNS TABLE (x int, y text) LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT 1, 2';
CREATE TABLE t (a int);
CREATE TRIGGER tr BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION check_it();
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t FOR SELECT TO app USING (a = 1);
CREATE POLICY q ON t AS RESTRICTIVE FOR INSERT WITH CHECK (a > 1);
DROP POLICY q ON t;
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE ROLE app;
`),
  ).toMatchInlineSnapshot(`
    "table public.t
      a integer
      trigger tr BEFORE INSERT/UPDATE check_it
      policy p SELECT to app using a = 1
      row security enabled
    function add(in a integer, in b integer) returns integer immutable
    function rows() returns x integer, y text stable definer
    extension pgcrypto
    role app"
  `);
});

test("schemas and the search path", () => {
  expect(
    checkCatalog(`
CREATE SCHEMA shop;
CREATE TABLE shop.t (a int);
SET search_path TO shop, public;
CREATE TABLE u (a int REFERENCES t);
ALTER TABLE u SET SCHEMA public;
ALTER TABLE shop.t RENAME TO v;
`),
  ).toMatchInlineSnapshot(`
    "table public.u
      a integer
      foreign key u_a_fkey (a) to shop.v ()
    table shop.v
      a integer"
  `);
});

test("drop takes along what hangs on it", () => {
  expect(
    checkCatalog(`
CREATE TABLE a (id serial PRIMARY KEY);
CREATE TABLE b (id int REFERENCES a);
DROP TABLE a CASCADE;
DROP TABLE IF EXISTS nothing;
`),
  ).toMatchInlineSnapshot(`
    "table public.b
      id integer"
  `);
});

test("blocks that guard themselves", () => {
  expect(
    checkCatalog(`
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN
    CREATE TYPE mood AS ENUM ('ok');
  END IF;
END $$;
CREATE TABLE IF NOT EXISTS t (a int);
CREATE TABLE IF NOT EXISTS t (b int);
INSERT INTO t VALUES (1);
`),
  ).toMatchInlineSnapshot(`
    "enum public.mood (ok)
    table public.t
      a integer"
  `);
});

test("LIKE and INHERITS", () => {
  expect(
    checkCatalog(`
CREATE TABLE base (id int PRIMARY KEY, a text DEFAULT 'x');
CREATE TABLE like_all (LIKE base INCLUDING ALL, extra int);
CREATE TABLE like_none (LIKE base);
CREATE TABLE child (b int) INHERITS (base);
`),
  ).toMatchInlineSnapshot(`
    "table public.base
      id integer not null
      a text default 'x'
      primary key base_pkey (id)
      primary index base_pkey (id) btree
    table public.like_all
      id integer not null
      a text default 'x'
      extra integer
      primary key like_all_pkey (id)
      primary index like_all_pkey (id) btree
    table public.like_none
      id integer not null
      a text
    table public.child
      id integer not null
      a text default 'x'
      b integer"
  `);
});

test("a dump with an empty search path", () => {
  expect(
    checkCatalog(`
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.t (id integer NOT NULL);
CREATE SEQUENCE public.t_id_seq START WITH 1;
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
`),
  ).toMatchInlineSnapshot(`
    "sequence t_id_seq of t.id
    table public.t
      id integer not null default nextval('public.t_id_seq'::regclass)
      primary key t_pkey (id)
      primary index t_pkey (id) btree"
  `);
});

test("MySQL: keys, options, comments", () => {
  expect(
    checkCatalog(`
--# pack mysql
CREATE TABLE \`users\` (
  \`id\` int unsigned NOT NULL AUTO_INCREMENT COMMENT 'number',
  \`email\` varchar(100) COLLATE utf8mb4_bin DEFAULT NULL,
  \`kind\` enum('a','b') NOT NULL DEFAULT 'a',
  \`at\` timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  \`total\` decimal(10,2) GENERATED ALWAYS AS (id * 2) VIRTUAL,
  PRIMARY KEY (\`id\`),
  UNIQUE KEY \`mail\` (\`email\`(20)),
  KEY \`k\` (\`kind\`, \`at\` DESC),
  FULLTEXT KEY \`ft\` (\`email\`),
  CONSTRAINT \`fk\` FOREIGN KEY (\`kind\`) REFERENCES \`kinds\` (\`code\`) ON DELETE SET NULL,
  CHECK (id > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='people';
`),
  ).toMatchInlineSnapshot(`
    "table users engine=InnoDB charset=utf8mb4 -- people
      id int unsigned not null identity auto-increment -- number
      email varchar(100) collate utf8mb4_bin
      kind enum('a','b') not null default 'a'
      at timestamp default CURRENT_TIMESTAMP
      total decimal(10,2) as (id * 2) virtual
      primary key PRIMARY (id)
      unique mail (email)
      foreign key fk (kind) to .kinds (code) on delete SET NULL
      check users_chk_1 id > 0
      primary index PRIMARY (id) btree
      unique index mail (email(20)) btree
      index k (kind, at desc) btree
      index ft (email) fulltext"
  `);
});

test("MySQL: ALTER", () => {
  expect(
    checkCatalog(`
--# pack mysql
CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(10), c INT, KEY ab (a, b));
ALTER TABLE t ADD COLUMN z INT FIRST, ADD y INT AFTER a;
ALTER TABLE t MODIFY b VARCHAR(20) NOT NULL DEFAULT 'x' AFTER id;
ALTER TABLE t CHANGE c d BIGINT UNSIGNED;
ALTER TABLE t ADD UNIQUE KEY u (d), ADD INDEX (y), ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id);
ALTER TABLE t DROP FOREIGN KEY f, DROP INDEX u, DROP COLUMN b;
ALTER TABLE t COMMENT = 'changed', ENGINE = MyISAM;
RENAME TABLE t TO t2;
DROP INDEX ab ON t2;
ALTER TABLE t2 DROP PRIMARY KEY;
`),
  ).toMatchInlineSnapshot(`
    "table t2 engine=MyISAM -- changed
      z int
      id int not null
      a int
      y int
      d bigint unsigned
      index y (y) btree"
  `);
});

test("SQLite: affinity, row numbers, options", () => {
  expect(
    checkCatalog(`
--# pack sqlite
CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  a VARCHAR(10) NOT NULL,
  b,
  c FANCY TYPE DEFAULT (1 + 1),
  d TEXT COLLATE NOCASE UNIQUE,
  e INT AS (id * 2) STORED,
  FOREIGN KEY (b) REFERENCES other
);
CREATE TABLE w (k TEXT PRIMARY KEY, v BLOB) WITHOUT ROWID, STRICT;
CREATE VIRTUAL TABLE ft USING fts5(title, body);
CREATE TRIGGER tr AFTER INSERT ON t BEGIN DELETE FROM w; END;
CREATE INDEX i ON t (a COLLATE NOCASE DESC) WHERE b > 0;
ALTER TABLE t RENAME TO u;
ALTER TABLE u RENAME COLUMN a TO z;
ALTER TABLE u DROP COLUMN c;
CREATE VIEW v AS SELECT id, z || 'x' FROM u;
`),
  ).toMatchInlineSnapshot(`
    "table main.w without rowid=true strict=true
      k text not null
      v blob
      primary key - (k)
      primary index sqlite_autoindex_w_1 (k)
    virtual-table main.ft module=fts5
      title any
      body any
    table main.u
      id integer not null identity auto-increment
      z varchar(10) not null
      b any
      d text collate NOCASE
      e int as (id * 2) stored
      primary key - (id)
      unique - (d)
      foreign key - (b) to main.other ()
      unique index sqlite_autoindex_u_1 (d)
      index i (z desc) where b > 0
      trigger tr AFTER INSERT
    view main.v
      id integer not null
      z || 'x' text not null
      as SELECT id, z || 'x' FROM u"
  `);
});
