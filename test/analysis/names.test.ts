/** What names mean, which are wrong, and all uses of one thing. */
import { expect, test } from "vitest";
import { checkNames, checkUses, checkWrong } from "./check.ts";

test("every name of a query", () => {
  expect(
    checkNames(`
SELECT u.id, o.total AS amount FROM public.users u JOIN orders o ON o.user_id = u.id WHERE email IS NOT NULL ORDER BY amount
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "u relation table users
    id column of u = users.id
    o relation table orders
    total column of o = orders.total
    amount := alias
    public schema
    users table public.users
    u := relation table users
    orders table public.orders
    o := relation table orders
    o relation table orders
    user_id column of o = orders.user_id
    u relation table users
    id column of u = users.id
    email column of u = users.email
    amount alias"
  `);
});

test("names of an upsert", () => {
  expect(
    checkNames(`
INSERT INTO orders AS o (id, total) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET total = excluded.total + o.total RETURNING o.id
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "orders table public.orders
    o := relation target orders
    id column of o = orders.id
    total column of o = orders.total
    id column of o = orders.id
    total column of o = orders.total
    excluded relation row orders
    total column of excluded = orders.total
    o relation target orders
    total column of o = orders.total
    o relation target orders
    id column of o = orders.id"
  `);
});

test("wrong names", () => {
  expect(
    checkWrong(`
SELECT u.nam, x.id, missing, id FROM users u, orders, customers
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "nam unknown column in u
    x unknown relation
    id ambiguous: u.id, orders.id
    customers unknown table in customers"
  `);
});

test("nothing is wrong without a catalog", () => {
  expect(
    checkWrong(`
SELECT a.b, c, d.e FROM a, d
`),
  ).toMatchInlineSnapshot(`""`);
});

test("nothing is wrong where a relation is not known", () => {
  expect(
    checkWrong(`
SELECT anything FROM users, other.things
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`""`);
});

test("an alias is no column in WHERE", () => {
  expect(
    checkWrong(`
SELECT id AS n FROM users WHERE n = 1
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`"n unknown column in users"`);
});

test("an alias is a column in WHERE of an engine that lets it", () => {
  expect(
    checkWrong(`
--# pack sqlite
SELECT id AS n FROM users WHERE n = 1
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`""`);
});

test("an alias groups", () => {
  expect(
    checkWrong(`
SELECT id + 1 AS n, count(*) FROM users GROUP BY n HAVING count(*) > 1 ORDER BY n
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`""`);
});

test("an alias within an expression of ORDER BY", () => {
  expect(
    checkWrong(`
SELECT id AS n FROM users ORDER BY n + 1
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`"n unknown column in users"`);
});

test("case folds", () => {
  expect(
    checkWrong(`
SELECT ID, "id", "ID" FROM Users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`""ID" unknown column in Users"`);
});

test("case does not matter", () => {
  expect(
    checkWrong(`
--# pack sqlite
SELECT ID, "Id", Email FROM "USERS"
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`""`);
});

test("case of tables and columns", () => {
  expect(
    checkWrong(`
--# pack mysql
SELECT ID, \`Email\` FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`""`);
});

test("columns the engine adds", () => {
  expect(
    checkWrong(`
SELECT ctid, xmin FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`""`);
});

test("the number of a row", () => {
  expect(
    checkWrong(`
--# pack sqlite
SELECT rowid, u._rowid_ FROM users u
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`""`);
});

test("tables of the engine", () => {
  expect(
    checkWrong(`
SELECT relname FROM pg_class, information_schema.tables
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`""`);
});

test("words of special calls are no columns", () => {
  expect(
    checkWrong(`
SELECT EXTRACT(YEAR FROM now()), TRIM(LEADING 'x' FROM email) FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`""`);
});

test("units are no columns", () => {
  expect(
    checkWrong(`
--# pack mysql
SELECT TIMESTAMPDIFF(DAY, now(), now()) FROM users
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`""`);
});

test("a whole row", () => {
  expect(
    checkWrong(`
SELECT u, count(u) FROM users u GROUP BY u
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`""`);
});

test("a set operation is ordered by its output", () => {
  expect(
    checkWrong(`
SELECT id FROM users UNION SELECT user_id FROM orders ORDER BY id
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`""`);
});

test("a join condition that reaches too far", () => {
  expect(
    checkNames(`
SELECT 1 FROM users u JOIN orders o ON p.id = u.id JOIN orders p ON true
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "users table public.users
    u := relation table users
    orders table public.orders
    o := relation table orders
    p relation table orders
    id column of p = orders.id (out of reach)
    u relation table users
    id column of u = users.id
    orders table public.orders
    p := relation table orders"
  `);
});

test("uses of an alias of a table", () => {
  expect(
    checkUses(`
SELECT $0u.id FROM users u WHERE u.id > 1 AND EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(
    `"SELECT [u].id FROM users [u] WHERE [u].id > 1 AND EXISTS (SELECT 1 FROM orders o WHERE o.user_id = [u].id)"`,
  );
});

test("uses of a definition of WITH", () => {
  expect(
    checkUses(`
WITH a AS (SELECT 1 AS x) SELECT a.x FROM $0a JOIN a b ON a.x = b.x
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(
    `"WITH [a] AS (SELECT 1 AS x) SELECT [a].x FROM [a] JOIN [a] b ON [a].x = b.x"`,
  );
});

test("uses of a column of a definition", () => {
  expect(
    checkUses(`
WITH a AS (SELECT 1 AS $0x, 2 AS y) SELECT x, a.x, b.x FROM a JOIN a b USING (y) WHERE b.x > 1
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(
    `"WITH a AS (SELECT 1 AS [x], 2 AS y) SELECT x, a.[x], b.[x] FROM a JOIN a b USING (y) WHERE b.[x] > 1"`,
  );
});

test("uses of a stored column, through a derived table", () => {
  expect(
    checkUses(`
SELECT x.id FROM (SELECT $0id FROM users) x WHERE x.id > 1
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`"SELECT x.[id] FROM (SELECT [id] FROM users) x WHERE x.[id] > 1"`);
});

test("uses of a select alias", () => {
  expect(
    checkUses(`
SELECT id AS $0n FROM users GROUP BY n ORDER BY n
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`"SELECT id AS [n] FROM users GROUP BY [n] ORDER BY [n]"`);
});

test("uses of a parameter", () => {
  expect(
    checkUses(`
--# pack mysql
CREATE PROCEDURE p(n INT) BEGIN SELECT $0n; UPDATE orders SET total = n; END
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(
    `"CREATE PROCEDURE p([n] INT) BEGIN SELECT [n]; UPDATE orders SET total = [n]; END"`,
  );
});

test("uses of a window", () => {
  expect(
    checkUses(`
SELECT sum(id) OVER w FROM users WINDOW $0w AS (ORDER BY id)
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`"SELECT sum(id) OVER [w] FROM users WINDOW [w] AS (ORDER BY id)"`);
});

test("columns that constraints name", () => {
  expect(
    checkNames(`
CREATE TABLE t (a int, b int REFERENCES users (id), PRIMARY KEY (a), FOREIGN KEY (b) REFERENCES orders (nope))
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "a := column name
    b := column name
    users table public.users
    id column users.id
    a column of t
    b column of t
    orders table public.orders
    nope unknown column"
  `);
});

test("an update by alias", () => {
  expect(
    checkNames(`
--# pack tsql
UPDATE o SET total = 1 FROM orders o JOIN users u ON u.id = o.user_id
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "o relation table orders
    total column of o = orders.total
    orders table dbo.orders
    o := relation table orders
    users table dbo.users
    u := relation table users
    u relation table users
    id column of u = users.id
    o relation table orders
    user_id column of o = orders.user_id"
  `);
});

test("a delete of two", () => {
  expect(
    checkNames(`
--# pack mysql
DELETE o, u FROM orders o JOIN users u ON u.id = o.user_id WHERE u.id = 1
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10, 2), note text);
`),
  ).toMatchInlineSnapshot(`
    "o relation table orders
    u relation table users
    orders table .orders
    o := relation table orders
    users table .users
    u := relation table users
    u relation table users
    id column of u = users.id
    o relation table orders
    user_id column of o = orders.user_id
    u relation table users
    id column of u = users.id"
  `);
});
