/** What is visible where. */
import { expect, test } from "vitest";
import { checkPlace } from "./check.ts";

test("columns of the relations in FROM, which may come after the cursor", () => {
  expect(
    checkPlace(`
SELECT $0 FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a derived table gives its result", () => {
  expect(
    checkPlace(`
SELECT $0 FROM (SELECT id, total * 2 AS twice FROM orders) AS o
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a condition of a join sees its two sides only", () => {
  expect(
    checkPlace(`
SELECT 1 FROM users u JOIN orders o ON $0 JOIN orders p ON true
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("WHERE sees all", () => {
  expect(
    checkPlace(`
SELECT 1 FROM users u LEFT JOIN orders o ON u.id = o.user_id WHERE $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("ORDER BY sees aliases too", () => {
  expect(
    checkPlace(`
SELECT id AS n, total FROM orders ORDER BY $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a correlated subquery sees the outer query", () => {
  expect(
    checkPlace(`
SELECT 1 FROM users u WHERE EXISTS (SELECT 1 FROM orders WHERE $0)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a derived table does not see its neighbors", () => {
  expect(
    checkPlace(`
SELECT 1 FROM users u, (SELECT $0 FROM orders) o
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("LATERAL sees the relations before it", () => {
  expect(
    checkPlace(`
SELECT 1 FROM users u, LATERAL (SELECT $0 FROM orders) o
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("FROM knows the definitions of WITH", () => {
  expect(
    checkPlace(`
WITH a AS (SELECT 1 AS x), b AS (SELECT 2 AS y) SELECT 1 FROM $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a definition sees those before it", () => {
  expect(
    checkPlace(`
WITH a AS (SELECT 1 AS x), b AS (SELECT 2 FROM $0) SELECT 1
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a recursive definition sees itself, with the types of its first part", () => {
  expect(
    checkPlace(`
WITH RECURSIVE tree (id, depth) AS (SELECT id, 0 FROM users UNION ALL SELECT t.id, depth + 1 FROM tree t WHERE $0) SELECT 1 FROM tree
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a definition that changes data gives its RETURNING", () => {
  expect(
    checkPlace(`
WITH d AS (DELETE FROM orders RETURNING id, total AS was) SELECT $0 FROM d
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("VALUES with names", () => {
  expect(
    checkPlace(`
SELECT $0 FROM (VALUES (1, 'a'), (2, NULL)) AS v (n, letter)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a function in FROM", () => {
  expect(
    checkPlace(`
SELECT $0 FROM generate_series(1, 3) WITH ORDINALITY AS g (n, at)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("columns that JSON_TABLE defines", () => {
  expect(
    checkPlace(`
--# pack mysql
SELECT $0 FROM orders, JSON_TABLE(note, '$[*]' COLUMNS (n FOR ORDINALITY, sku varchar(20) PATH '$.sku', NESTED PATH '$.parts[*]' COLUMNS (part text PATH '$'))) AS j
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("SET of an update", () => {
  expect(
    checkPlace(`
UPDATE orders SET $0 WHERE id = 1
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("an update with FROM", () => {
  expect(
    checkPlace(`
UPDATE orders o SET total = $0 FROM users u WHERE u.id = o.user_id
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("the columns of an insert", () => {
  expect(
    checkPlace(`
INSERT INTO orders (id, $0) VALUES (1, 2)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("the row that was proposed", () => {
  expect(
    checkPlace(`
INSERT INTO orders (id, total) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET total = $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("RETURNING of a delete with USING", () => {
  expect(
    checkPlace(`
DELETE FROM orders USING users u WHERE u.id = user_id RETURNING $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a branch of MERGE that matched nothing sees the source only", () => {
  expect(
    checkPlace(`
MERGE INTO orders o USING users u ON u.id = o.user_id WHEN NOT MATCHED THEN INSERT (id) VALUES ($0)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a check of the table being made", () => {
  expect(
    checkPlace(`
CREATE TABLE t (a int, b text, CHECK ($0))
`),
  ).toMatchInlineSnapshot();
});

test("the rows of a trigger", () => {
  expect(
    checkPlace(`
--# pack sqlite
CREATE TRIGGER keep BEFORE UPDATE ON users BEGIN SELECT $0; END
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("parameters and variables of a procedure", () => {
  expect(
    checkPlace(`
--# pack mysql
CREATE PROCEDURE p(IN n INT, OUT msg TEXT) BEGIN DECLARE total DECIMAL(10,2); SELECT $0 FROM users; END
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a relation that is not there", () => {
  expect(
    checkPlace(`
SELECT $0 FROM customers
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("no catalog: nothing is missing", () => {
  expect(
    checkPlace(`
SELECT $0 FROM customers
`),
  ).toMatchInlineSnapshot();
});

test("half a statement", () => {
  expect(
    checkPlace(`
SELECT u.id FROM users u WHERE u.$0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("half a join", () => {
  expect(
    checkPlace(`
SELECT * FROM users u JOIN orders o ON u.id = $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("an unclosed subquery", () => {
  expect(
    checkPlace(`
SELECT * FROM users u WHERE id IN (SELECT $0 FROM orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("after a derived table is closed", () => {
  expect(
    checkPlace(`
SELECT * FROM (SELECT id FROM users) x WHERE $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("an unknown function hides nothing that is known", () => {
  expect(
    checkPlace(`
SELECT $0 FROM users, make_rows(3) AS m
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});

test("a record of a loop", () => {
  expect(
    checkPlace(`
DO $$ BEGIN FOR r IN SELECT id, email FROM users LOOP RAISE NOTICE '%', $0; END LOOP; END $$
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot();
});
