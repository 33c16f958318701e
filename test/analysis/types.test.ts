/** Names, types and nullability of results, and where columns come from. */
import { expect, test } from "vitest";
import { checkResult } from "./check.ts";

test("columns and what outer joins do to them", () => {
  expect(
    checkResult(`
SELECT u.id, u.email, o.id, o.total FROM users u LEFT JOIN orders o ON o.user_id = u.id
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "id integer! = users.id
    email text! = users.email
    id integer = orders.id
    total numeric(10,2) = orders.total"
  `);
});

test("a star", () => {
  expect(
    checkResult(`
SELECT * FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "id integer! = users.id
    email text! = users.email
    name text = users.name"
  `);
});

test("USING gives its column once and first", () => {
  expect(
    checkResult(`
SELECT * FROM users JOIN orders USING (id)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "id integer! = users.id
    email text! = users.email
    name text = users.name
    user_id integer! = orders.user_id
    total numeric(10,2) = orders.total
    note text = orders.note"
  `);
});

test("NATURAL join in an engine that keeps the order", () => {
  expect(
    checkResult(`
--# pack sqlite
SELECT * FROM users NATURAL JOIN orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "id int = users.id
    email text! = users.email
    name text = users.name
    user_id int! = orders.user_id
    total numeric(10,2) = orders.total
    note text = orders.note"
  `);
});

test("a full join: either side may be missing", () => {
  expect(
    checkResult(`
SELECT id, u.id FROM users u FULL JOIN orders USING (id)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "id integer! < orders.id, users.id
    id integer = users.id"
  `);
});

test("literals and operators", () => {
  expect(
    checkResult(`
SELECT 1, 1.5, 'a', NULL, true, 1 + 1, 1 / 2, 1 + 1.5, 'a' || 'b', 1 = 2, 1 < 2 AND NULL, x'ff'
`),
  ).toMatchInlineSnapshot(`
    "?column? integer!
    ?column? decimal!
    ?column? text!
    ?column? null
    bool boolean!
    ?column? integer!
    ?column? integer?
    ?column? decimal!
    ?column? text!
    ?column? boolean!
    ?column? boolean
    ?column? binary!"
  `);
});

test("names that the engine gives", () => {
  expect(
    checkResult(`
SELECT count(*), 1 + 1, id::text, CASE WHEN true THEN 1 END, coalesce(name, ''), (SELECT total FROM orders), true, ARRAY[1] FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "count bigint!
    ?column? integer!
    id text! < users.id
    case integer
    coalesce text! < users.name
    total numeric(10,2) < orders.total
    bool boolean!
    array integer[]!"
  `);
});

test("names by text", () => {
  expect(
    checkResult(`
--# pack sqlite
SELECT count(*), 1 + 1, id, upper(name) FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "count(*) integer!
    1 + 1 integer!
    id int = users.id
    upper(name) text < users.name"
  `);
});

test("COALESCE, NULLIF, CASE", () => {
  expect(
    checkResult(`
SELECT coalesce(name, '') AS a, coalesce(name, note) AS b, nullif(email, '') AS c, CASE WHEN true THEN email END AS d, CASE WHEN true THEN email ELSE '' END AS e FROM users, orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "a text! < users.name
    b text < users.name, orders.note
    c text < users.email
    d text < users.email
    e text! < users.email"
  `);
});

test("casts", () => {
  expect(
    checkResult(`
SELECT id::bigint AS a, CAST(total AS int) AS b, '2024-01-01'::date AS c, total::numeric(12,4) AS d, ARRAY[1,2]::int[] AS e FROM orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "a bigint! < orders.id
    b integer < orders.total
    c date!
    d numeric(12,4) < orders.total
    e integer[]!"
  `);
});

test("aggregates with and without groups", () => {
  expect(
    checkResult(`
SELECT count(*) AS n, max(id) AS m FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "n bigint!
    m integer < users.id"
  `);
});

test("dates and intervals", () => {
  expect(
    checkResult(`
SELECT current_date AS d, DATE '2024-01-01' - DATE '2023-01-01' AS days, DATE '2024-01-01' + INTERVAL '1 day' AS next, now() - now() AS span
`),
  ).toMatchInlineSnapshot(`
    "d date!
    days integer!
    next timestamp!
    span interval!"
  `);
});

test("JSON operators", () => {
  expect(
    checkResult(`
SELECT j -> 'a' AS a, j ->> 'a' AS b, j @> '{}' AS c FROM t
--# schema
CREATE TABLE t (j jsonb NOT NULL);
`),
  ).toMatchInlineSnapshot(`
    "a json < t.j
    b text < t.j
    c boolean! < t.j"
  `);
});

test("set operations unify", () => {
  expect(
    checkResult(`
SELECT id, email FROM users UNION ALL SELECT total, note FROM orders
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "id numeric(10,2) < orders.total, users.id
    email text < orders.note, users.email"
  `);
});

test("through definitions and derived tables", () => {
  expect(
    checkResult(`
WITH a AS (SELECT id AS n, upper(email) AS mail FROM users) SELECT n, mail, x.n * 2 AS twice FROM (SELECT * FROM a) x
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "n integer! = users.id
    mail text? < users.email
    twice integer! < users.id"
  `);
});

test("columns named by a list", () => {
  expect(
    checkResult(`
WITH a (one, two) AS (SELECT id, email FROM users) SELECT * FROM a
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "one integer! = users.id
    two text! = users.email"
  `);
});

test("a recursive definition", () => {
  expect(
    checkResult(`
WITH RECURSIVE t (n, path) AS (SELECT id, email FROM users UNION ALL SELECT n + 1, path FROM t) SELECT * FROM t
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "n integer! < users.id
    path text! < users.email"
  `);
});

test("a scalar subquery may have no row", () => {
  expect(
    checkResult(`
SELECT (SELECT id FROM users WHERE false) AS a, (SELECT count(*) FROM users) AS b
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "a integer < users.id
    b bigint!"
  `);
});

test("a star over something that is not known", () => {
  expect(
    checkResult(`
SELECT 1 AS one, * FROM nowhere
`),
  ).toMatchInlineSnapshot(`
    "one integer!
    …"
  `);
});

test("columns of a table function by definition list", () => {
  expect(
    checkResult(`
SELECT * FROM json_to_recordset('[]') AS r (a int, b text)
`),
  ).toMatchInlineSnapshot(`
    "a integer < …
    b text < …"
  `);
});

test("window functions", () => {
  expect(
    checkResult(`
SELECT row_number() OVER (ORDER BY id) AS n, lag(email) OVER w AS before FROM users WINDOW w AS (ORDER BY id)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "n bigint! < users.id
    before text < users.email"
  `);
});

test("enums and domains", () => {
  expect(
    checkResult(`
SELECT * FROM t
--# schema
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN posint AS int CHECK (VALUE > 0);
CREATE TABLE t (m mood, p posint NOT NULL, a mood[]);
`),
  ).toMatchInlineSnapshot(`
    "m mood = t.m
    p posint! = t.p
    a mood[] = t.a"
  `);
});
