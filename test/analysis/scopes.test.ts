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
  ).toMatchInlineSnapshot(`
    "in select
    table users: id integer!, email text!, name text"
  `);
});

test("a derived table gives its result", () => {
  expect(
    checkPlace(`
SELECT $0 FROM (SELECT id, total * 2 AS twice FROM orders) AS o
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in select
    derived o: id integer!, twice numeric(10,2)"
  `);
});

test("a condition of a join sees its two sides only", () => {
  expect(
    checkPlace(`
SELECT 1 FROM users u JOIN orders o ON $0 JOIN orders p ON true
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in on
    table u: id integer!, email text!, name text
    table o: id integer!, user_id integer!, total numeric(10,2), note text"
  `);
});

test("WHERE sees all", () => {
  expect(
    checkPlace(`
SELECT 1 FROM users u LEFT JOIN orders o ON u.id = o.user_id WHERE $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in where
    table u: id integer!, email text!, name text
    table o: id integer, user_id integer, total numeric(10,2), note text"
  `);
});

test("ORDER BY sees aliases too", () => {
  expect(
    checkPlace(`
SELECT id AS n, total FROM orders ORDER BY $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in order-by
    table orders: id integer!, user_id integer!, total numeric(10,2), note text
    alias n integer"
  `);
});

test("a correlated subquery sees the outer query", () => {
  expect(
    checkPlace(`
SELECT 1 FROM users u WHERE EXISTS (SELECT 1 FROM orders WHERE $0)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in where
    table orders: id integer!, user_id integer!, total numeric(10,2), note text
    outer table u: id integer!, email text!, name text"
  `);
});

test("a derived table does not see its neighbors", () => {
  expect(
    checkPlace(`
SELECT 1 FROM users u, (SELECT $0 FROM orders) o
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in select
    table orders: id integer!, user_id integer!, total numeric(10,2), note text"
  `);
});

test("LATERAL sees the relations before it", () => {
  expect(
    checkPlace(`
SELECT 1 FROM users u, LATERAL (SELECT $0 FROM orders) o
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in select
    table orders: id integer!, user_id integer!, total numeric(10,2), note text
    outer table u: id integer!, email text!, name text"
  `);
});

test("FROM knows the definitions of WITH", () => {
  expect(
    checkPlace(`
WITH a AS (SELECT 1 AS x), b AS (SELECT 2 AS y) SELECT 1 FROM $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in from
    with a
    with b"
  `);
});

test("a definition sees those before it", () => {
  expect(
    checkPlace(`
WITH a AS (SELECT 1 AS x), b AS (SELECT 2 FROM $0) SELECT 1
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in from
    with a"
  `);
});

test("a recursive definition sees itself, with the types of its first part", () => {
  expect(
    checkPlace(`
WITH RECURSIVE tree (id, depth) AS (SELECT id, 0 FROM users UNION ALL SELECT t.id, depth + 1 FROM tree t WHERE $0) SELECT 1 FROM tree
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in where
    with tree
    cte t: id integer!, depth integer!"
  `);
});

test("a definition that changes data gives its RETURNING", () => {
  expect(
    checkPlace(`
WITH d AS (DELETE FROM orders RETURNING id, total AS was) SELECT $0 FROM d
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in select
    with d
    cte d: id integer!, was numeric(10,2)"
  `);
});

test("VALUES with names", () => {
  expect(
    checkPlace(`
SELECT $0 FROM (VALUES (1, 'a'), (2, NULL)) AS v (n, letter)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in select
    derived v: n integer!, letter text"
  `);
});

test("a function in FROM", () => {
  expect(
    checkPlace(`
SELECT $0 FROM generate_series(1, 3) WITH ORDINALITY AS g (n, at)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in select
    function g: n integer, at integer!"
  `);
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
  ).toMatchInlineSnapshot(`
    "in select
    table orders: id int!, user_id int!, total decimal(10,2), note text
    json-table j: n integer!, sku varchar(20), part text"
  `);
});

test("SET of an update", () => {
  expect(
    checkPlace(`
UPDATE orders SET $0 WHERE id = 1
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in set
    table orders: id integer!, user_id integer!, total numeric(10,2), note text"
  `);
});

test("an update with FROM", () => {
  expect(
    checkPlace(`
UPDATE orders o SET total = $0 FROM users u WHERE u.id = o.user_id
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in set
    table o: id integer!, user_id integer!, total numeric(10,2), note text
    table u: id integer!, email text!, name text"
  `);
});

test("the columns of an insert", () => {
  expect(
    checkPlace(`
INSERT INTO orders (id, $0) VALUES (1, 2)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in insert-columns
    target orders: id integer!, user_id integer!, total numeric(10,2), note text"
  `);
});

test("the row that was proposed", () => {
  expect(
    checkPlace(`
INSERT INTO orders (id, total) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET total = $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in set
    target orders: id integer!, user_id integer!, total numeric(10,2), note text
    row excluded: id integer!, user_id integer!, total numeric(10,2), note text"
  `);
});

test("RETURNING of a delete with USING", () => {
  expect(
    checkPlace(`
DELETE FROM orders USING users u WHERE u.id = user_id RETURNING $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in returning
    table orders: id integer!, user_id integer!, total numeric(10,2), note text
    table u: id integer!, email text!, name text"
  `);
});

test("a branch of MERGE that matched nothing sees the source only", () => {
  expect(
    checkPlace(`
MERGE INTO orders o USING users u ON u.id = o.user_id WHEN NOT MATCHED THEN INSERT (id) VALUES ($0)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in merge-when
    table u: id integer!, email text!, name text"
  `);
});

test("a check of the table being made", () => {
  expect(
    checkPlace(`
CREATE TABLE t (a int, b text, CHECK ($0))
`),
  ).toMatchInlineSnapshot(`
    "in definition
    target t: a integer, b text"
  `);
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
  ).toMatchInlineSnapshot(`
    "in select
    row old: id int, email text!, name text
    row new: id int, email text!, name text"
  `);
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
  ).toMatchInlineSnapshot(`
    "in select
    table users: id int!, email text!, name text
    variable total decimal
    variable n integer
    variable msg text"
  `);
});

test("a relation that is not there", () => {
  expect(
    checkPlace(`
SELECT $0 FROM customers
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in select
    table customers (missing): …"
  `);
});

test("no catalog: nothing is missing", () => {
  expect(
    checkPlace(`
SELECT $0 FROM customers
`),
  ).toMatchInlineSnapshot(`
    "in select
    table customers: …"
  `);
});

test("half a statement", () => {
  expect(
    checkPlace(`
SELECT u.id FROM users u WHERE u.$0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in where
    table u: id integer!, email text!, name text"
  `);
});

test("half a join", () => {
  expect(
    checkPlace(`
SELECT * FROM users u JOIN orders o ON u.id = $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in on
    table u: id integer!, email text!, name text
    table o: id integer!, user_id integer!, total numeric(10,2), note text"
  `);
});

test("an unclosed subquery", () => {
  expect(
    checkPlace(`
SELECT * FROM users u WHERE id IN (SELECT $0 FROM orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in select
    table orders: id integer!, user_id integer!, total numeric(10,2), note text
    outer table u: id integer!, email text!, name text"
  `);
});

test("after a derived table is closed", () => {
  expect(
    checkPlace(`
SELECT * FROM (SELECT id FROM users) x WHERE $0
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in where
    derived x: id integer!"
  `);
});

test("an unknown function hides nothing that is known", () => {
  expect(
    checkPlace(`
SELECT $0 FROM users, make_rows(3) AS m
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in select
    table users: id integer!, email text!, name text
    function m: …"
  `);
});

test("a record of a loop", () => {
  expect(
    checkPlace(`
DO $$ BEGIN FOR r IN SELECT id, email FROM users LOOP RAISE NOTICE '%', $0; END LOOP; END $$
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "in body
    row r: id integer!, email text!, …
    variable r unknown"
  `);
});
