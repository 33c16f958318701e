import { expect, test } from "vitest";
import { definition } from "../../server/src/ide/definition.ts";
import { viewOf } from "../check/view.ts";

const SHOP = `
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int);
`;

/** The text with the definition in brackets; for a stored object, its name. */
function defined(sql: string): string {
  const { view, given } = viewOf(sql + SHOP);
  const found = definition(view, given.cursor);
  if (found?.tag !== "here") {
    return found === undefined ? "none" : [found.table.name, found.column].join(" ").trim();
  }
  const { start, end } = found.range;
  const { text } = given;
  return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`.trim();
}

test.each([
  ["SELECT u$0.id FROM users u", "SELECT u.id FROM users [u]"],
  ["SELECT u.i$0d FROM users u", "users id"],
  ["SELECT id FROM use$0rs u", "users"],
  ["SELECT use$0rs.id FROM users", "users"],
  [
    "SELECT u.c$0 FROM (SELECT id AS c FROM users) u",
    "SELECT u.c FROM (SELECT id AS [c] FROM users) u",
  ],
  [
    "WITH c AS (SELECT id FROM users) SELECT c.i$0d FROM c",
    "WITH c AS (SELECT [id] FROM users) SELECT c.id FROM c",
  ],
  ["WITH c AS (SELECT 1 AS a) SELECT a FROM c$0", "WITH [c] AS (SELECT 1 AS a) SELECT a FROM c"],
  ["SELECT id AS n FROM users ORDER BY n$0", "SELECT id AS [n] FROM users ORDER BY n"],
  [
    "SELECT RANK() OVER w$0 FROM users WINDOW w AS (ORDER BY id)",
    "SELECT RANK() OVER w FROM users WINDOW [w] AS (ORDER BY id)",
  ],
  ["INSERT INTO users (ema$0il) VALUES ('x')", "users email"],
  ["UPDATE users SET ema$0il = 'x'", "users email"],
  ["DROP TABLE ord$0ers", "orders"],
  ["ALTER TABLE orders DROP COLUMN user$0_id", "orders user_id"],
  ["CREATE TABLE t (u int REFERENCES use$0rs (id))", "users"],
  ["CREATE INDEX i ON ord$0ers (user_id)", "orders"],
  ["CREATE TABLE t (a int);\nSELECT a FROM t$0", "none"],
  ["SELECT nothing$0 FROM users", "none"],
  ["SELECT$0 1", "none"],
])("definition in %s", (sql, expected) => {
  expect(defined(sql)).toBe(expected);
});
