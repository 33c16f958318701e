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
  ).toMatchInlineSnapshot();
});

test("a star reads all columns", () => {
  expect(
    checkEffects(`
SELECT * FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("count reads none", () => {
  expect(
    checkEffects(`
SELECT count(*) FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("insert from a query", () => {
  expect(
    checkEffects(`
INSERT INTO orders (id, user_id) SELECT id, id FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("update", () => {
  expect(
    checkEffects(`
UPDATE orders SET total = total * 2 WHERE user_id IN (SELECT id FROM users)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("delete", () => {
  expect(
    checkEffects(`
DELETE FROM orders WHERE id = 1
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a definition that changes data", () => {
  expect(
    checkEffects(`
WITH d AS (DELETE FROM orders RETURNING *) SELECT * FROM d
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a query that makes a table", () => {
  expect(
    checkEffects(`
SELECT * INTO copy FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a query that locks", () => {
  expect(
    checkEffects(`
SELECT id FROM users FOR UPDATE
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("functions that act", () => {
  expect(
    checkEffects(`
SELECT nextval('s'), pg_terminate_backend(1), lower('a'), my_function()
`),
  ).toMatchInlineSnapshot();
});

test("EXPLAIN carries nothing out", () => {
  expect(
    checkEffects(`
EXPLAIN DELETE FROM orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("EXPLAIN ANALYZE does", () => {
  expect(
    checkEffects(`
EXPLAIN ANALYZE DELETE FROM orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("COPY to a program", () => {
  expect(
    checkEffects(`
COPY users TO PROGRAM 'cat'
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("COPY from", () => {
  expect(
    checkEffects(`
COPY users (id) FROM STDIN
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
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
  ).toMatchInlineSnapshot();
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
  ).toMatchInlineSnapshot();
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
  ).toMatchInlineSnapshot();
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
  ).toMatchInlineSnapshot();
});

test("drop", () => {
  expect(
    checkEffects(`
DROP TABLE users, orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("drop a column", () => {
  expect(
    checkEffects(`
ALTER TABLE users DROP COLUMN email
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("truncate", () => {
  expect(
    checkEffects(`
TRUNCATE orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("SET of a guard", () => {
  expect(
    checkEffects(`
SET default_transaction_read_only = off
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("SET of something else", () => {
  expect(
    checkEffects(`
SET work_mem = '4MB'
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a block", () => {
  expect(
    checkEffects(`
DO $$ BEGIN DELETE FROM users; END $$
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("upsert", () => {
  expect(
    checkEffects(`
INSERT INTO orders (id, total) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET total = 3
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
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
  ).toMatchInlineSnapshot();
});

test("merge", () => {
  expect(
    checkEffects(`
MERGE INTO orders o USING users u ON u.id = o.user_id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (id) VALUES (1)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
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
  ).toMatchInlineSnapshot();
});
