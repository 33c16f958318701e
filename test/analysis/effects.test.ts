/** What statements do. */
import { expect, test } from "vitest";
import { checkEffects } from "./check.ts";

test("a query", () => {
  expect(
    checkEffects(`
SELECT email FROM users u WHERE u.id > 1
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "read, read-only
    read table public.users (email, id)"
  `);
});

test("a star reads all columns", () => {
  expect(
    checkEffects(`
SELECT * FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "read, read-only
    read table public.users (id, email, name)"
  `);
});

test("count reads none", () => {
  expect(
    checkEffects(`
SELECT count(*) FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "read, read-only
    read table public.users ()"
  `);
});

test("insert from a query", () => {
  expect(
    checkEffects(`
INSERT INTO orders (id, user_id) SELECT id, id FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "write
    because writes: orders
    insert table public.orders (id, user_id)
    read table public.users (id)"
  `);
});

test("update", () => {
  expect(
    checkEffects(`
UPDATE orders SET total = total * 2 WHERE user_id IN (SELECT id FROM users)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "write
    because writes: orders
    update table public.orders (total)
    read table public.orders (total, user_id)
    read table public.users (id)"
  `);
});

test("delete", () => {
  expect(
    checkEffects(`
DELETE FROM orders WHERE id = 1
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "write
    because writes: orders
    delete table public.orders
    read table public.orders (id)"
  `);
});

test("a definition that changes data", () => {
  expect(
    checkEffects(`
WITH d AS (DELETE FROM orders RETURNING *) SELECT * FROM d
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "write
    because writes: orders
    read table public.orders (id, user_id, total, note)
    delete table public.orders"
  `);
});

test("a query that makes a table", () => {
  expect(
    checkEffects(`
SELECT * INTO copy FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "ddl
    because defines: copy
    read table public.users (id, email, name)
    create table copy"
  `);
});

test("a query that locks", () => {
  expect(
    checkEffects(`
SELECT id FROM users FOR UPDATE
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "read
    because locks: UPDATE
    read table public.users (id)
    lock table public.users"
  `);
});

test("functions that act", () => {
  expect(
    checkEffects(`
SELECT nextval('s'), pg_terminate_backend(1), lower('a'), my_function()
`),
  ).toMatchInlineSnapshot(`
    "read
    because function: nextval
    because function: pg_terminate_backend
    because unknown-function: my_function"
  `);
});

test("EXPLAIN carries nothing out", () => {
  expect(
    checkEffects(`
EXPLAIN DELETE FROM orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`"read, read-only"`);
});

test("EXPLAIN ANALYZE does", () => {
  expect(
    checkEffects(`
EXPLAIN ANALYZE DELETE FROM orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "write
    because writes: orders
    delete table public.orders"
  `);
});

test("COPY to a program", () => {
  expect(
    checkEffects(`
COPY users TO PROGRAM 'cat'
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "admin
    because file: program
    read table public.users"
  `);
});

test("COPY from", () => {
  expect(
    checkEffects(`
COPY users (id) FROM STDIN
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "write
    because writes: users
    insert table public.users (id)"
  `);
});

test("pragmas that ask", () => {
  expect(
    checkEffects(`
--# pack sqlite
PRAGMA table_info(users)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`"session, read-only"`);
});

test("pragmas that set", () => {
  expect(
    checkEffects(`
--# pack sqlite
PRAGMA journal_mode = WAL
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "session
    because session: journal_mode"
  `);
});

test("attach", () => {
  expect(
    checkEffects(`
--# pack sqlite
ATTACH 'x.db' AS x
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "admin
    because admin: attach"
  `);
});

test("vacuum into", () => {
  expect(
    checkEffects(`
--# pack sqlite
VACUUM INTO 'x.db'
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "admin
    because admin: vacuum"
  `);
});

test("drop", () => {
  expect(
    checkEffects(`
DROP TABLE users, orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "ddl
    because defines: users
    because defines: orders
    destroy table public.users
    destroy table public.orders"
  `);
});

test("drop a column", () => {
  expect(
    checkEffects(`
ALTER TABLE users DROP COLUMN email
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "ddl
    because defines: users
    alter table public.users
    destroy column public.users (email)"
  `);
});

test("truncate", () => {
  expect(
    checkEffects(`
TRUNCATE orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "write
    because writes: orders
    truncate table public.orders"
  `);
});

test("SET of a guard", () => {
  expect(
    checkEffects(`
SET default_transaction_read_only = off
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "session
    because session: default_transaction_read_only"
  `);
});

test("SET of something else", () => {
  expect(
    checkEffects(`
SET work_mem = '4MB'
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`"session, read-only"`);
});

test("a block", () => {
  expect(
    checkEffects(`
DO $$ BEGIN DELETE FROM users; END $$
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "admin
    because dynamic: do
    because writes: users
    delete table public.users"
  `);
});

test("upsert", () => {
  expect(
    checkEffects(`
INSERT INTO orders (id, total) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET total = 3
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "write
    because writes: orders
    insert table public.orders (id, total)
    update table public.orders (total)
    read table public.orders (id)"
  `);
});

test("replace", () => {
  expect(
    checkEffects(`
--# pack mysql
REPLACE INTO orders (id) VALUES (1)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "write
    because writes: orders
    insert table orders (id)
    delete table orders"
  `);
});

test("merge", () => {
  expect(
    checkEffects(`
MERGE INTO orders o USING users u ON u.id = o.user_id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (id) VALUES (1)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "write
    because writes: orders
    delete table public.orders
    insert table public.orders
    read table public.orders (user_id)
    read table public.users (id)"
  `);
});

test("into a file", () => {
  expect(
    checkEffects(`
--# pack mysql
SELECT * FROM users INTO OUTFILE '/tmp/x'
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "admin
    because file: /tmp/x
    read table users (id, email, name)"
  `);
});
