import { expect, test } from "vitest";
import { ghosts } from "../../server/src/copilot/ghost.ts";
import { viewOf } from "../check/view.ts";

const SHOP = `
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text, name text);
CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id int REFERENCES users (id), status text, total numeric);
`;

function first(sql: string): string | undefined {
  const { view, given } = viewOf(sql + SHOP);
  return ghosts(view, given.cursor)[0]?.text;
}

test.each([
  ["SELECT * FROM users u JOIN $0", "orders o ON o.user_id = u.id"],
  ["SELECT * FROM users u JOIN ord$0", "ers o ON o.user_id = u.id"],
  ["SELECT * FROM users u JOIN orders $0", "ON orders.user_id = u.id"],
  ["SELECT * FROM users u JOIN orders o $0", "ON o.user_id = u.id"],
  ["SELECT * FROM users u JOIN orders AS o $0", "ON o.user_id = u.id"],
  ["SELECT * FROM users u JOIN orders o ON $0", "o.user_id = u.id"],
  ["SELECT status, count(*) FROM orders GROUP BY $0", "status"],
  ["SELECT status, count(*) FROM orders $0", "GROUP BY status"],
  ["select status, count(*) from orders\n$0", "group by status"],
  ["INSERT INTO orders $0", "(user_id, status, total) VALUES ("],
])("%s", (sql, expected) => {
  expect(first(sql)).toBe(expected);
});

test.each([
  "SELECT * FROM users $0",
  "SELECT status FROM orders $0",
  "SELECT * FROM users u JOIN orders o ON o.user_id = u.id $0",
  "SELECT * FROM users u CROSS JOIN orders o $0",
  "SELECT $0 FROM users",
  "-- JOIN $0",
])("nothing is certain: %s", (sql) => {
  expect(first(sql)).toBeUndefined();
});
