import { describe, expect, test } from "vitest";
import { applyEdits } from "../../server/src/base/text.ts";
import { completions } from "../../server/src/ide/completions.ts";
import { viewOf } from "../check/view.ts";

const SHOP = `
--# schema
CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped');
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, name text, created_at timestamptz);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users (id), status order_status, total numeric(10, 2));
CREATE TABLE order_items (order_id int REFERENCES orders (id), product_id int, quantity int, PRIMARY KEY (order_id, product_id));
CREATE TABLE products (id int PRIMARY KEY, title text, price numeric, kind text CHECK (kind IN ('book', 'game')));
CREATE TABLE "Order Details" (id int, "Unit Price" numeric);
CREATE VIEW paid_orders AS SELECT * FROM orders WHERE status = 'paid';
`;

/** The first labels at the cursor, one a line: kind, label. */
function top(sql: string, count = 5, schema = SHOP): readonly string[] {
  const { view, given } = viewOf(sql + schema);
  return completions(view, given.cursor)
    .items.slice(0, count)
    .map((it) => `${it.kind} ${it.label}`);
}

function labels(sql: string, schema = SHOP): readonly string[] {
  return top(sql, 1000, schema).map((it) => it.replace(/^\S+ /u, ""));
}

/** The text after accepting the item with this label. */
function accepted(sql: string, label: string, schema = SHOP): string {
  const { view, given } = viewOf(sql + schema);
  const item = completions(view, given.cursor).items.find((it) => it.label === label);
  return item === undefined
    ? `no item ${label}`
    : applyEdits(given.text, [
        { range: item.replace, text: item.insertText },
        ...(item.additionalEdits ?? []),
      ]).trim();
}

describe("relations", () => {
  test("tables and views after FROM", () => {
    expect(labels("SELECT * FROM $0")).toEqual(
      expect.arrayContaining(["users", "orders", "order_items", "products", "paid_orders"]),
    );
  });
  test("by letters, by humps", () => {
    expect(top("SELECT * FROM ord$0", 2)).toEqual(["table orders", "table order_items"]);
    expect(top("SELECT * FROM oi$0", 1)).toEqual(["table order_items"]);
  });
  test("a CTE comes before tables", () => {
    expect(top("WITH recent AS (SELECT 1 AS x) SELECT * FROM rec$0", 1)).toEqual(["cte recent"]);
    expect(top("WITH recent AS (SELECT 1 AS x) SELECT * FROM $0", 1)).toEqual(["cte recent"]);
  });
  test("names that need quotes get them", () => {
    expect(accepted("SELECT * FROM Ord$0", "Order Details")).toBe('SELECT * FROM "Order Details"');
    expect(accepted('SELECT * FROM "Ord$0', "Order Details")).toBe('SELECT * FROM "Order Details"');
  });
  test("whole joins from foreign keys, both ways", () => {
    expect(labels("SELECT * FROM orders o JOIN $0")).toEqual(
      expect.arrayContaining([
        "users u ON u.id = o.user_id",
        "order_items oi ON oi.order_id = o.id",
      ]),
    );
  });
  test("targets of data changes are tables", () => {
    expect(top("INSERT INTO use$0", 1)).toEqual(["table users"]);
    expect(top("UPDATE pro$0", 1)).toEqual(["table products"]);
    expect(top("DELETE FROM use$0", 1)).toEqual(["table users"]);
  });
});

describe("columns", () => {
  test("through an alias", () => {
    expect(top("SELECT u.$0 FROM users u", 4)).toEqual([
      "column id",
      "column email",
      "column name",
      "column created_at",
    ]);
    expect(top("SELECT u.na$0 FROM users u", 1)).toEqual(["column name"]);
  });
  test("without a qualifier, before what follows is read", () => {
    expect(top("SELECT em$0 FROM users WHERE id = 1", 1)).toEqual(["column email"]);
    expect(labels("SELECT $0 FROM users")).toEqual(expect.arrayContaining(["id", "email", "name"]));
  });
  test("of a CTE and of a derived table", () => {
    expect(top("WITH c AS (SELECT id AS cid, total FROM orders) SELECT c.$0 FROM c", 2)).toEqual([
      "column cid",
      "column total",
    ]);
    expect(top("SELECT d.$0 FROM (SELECT email AS mail FROM users) d", 1)).toEqual(["column mail"]);
  });
  test("of the outer query in a correlated subquery", () => {
    expect(
      labels("SELECT * FROM users u WHERE EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.$0)"),
    ).toContain("id");
  });
  test("ambiguous ones are qualified", () => {
    expect(labels("SELECT $0 FROM users u JOIN orders o ON o.user_id = u.id")).toEqual(
      expect.arrayContaining(["u.id", "o.id", "email"]),
    );
  });
  test("of the table that is inserted into, less those listed", () => {
    expect(labels("INSERT INTO users (id, $0)")).toEqual(expect.arrayContaining(["email", "name"]));
    expect(labels("INSERT INTO users (id, $0)")).not.toContain("id");
  });
  test("of the table that is updated", () => {
    expect(top("UPDATE users SET em$0", 1)).toEqual(["column email"]);
    expect(labels("UPDATE users SET email = 'x', $0 WHERE id = 1")).toContain("name");
  });
  test("in ORDER BY, aliases first", () => {
    expect(top("SELECT count(*) AS n, status FROM orders GROUP BY status ORDER BY $0", 1)).toEqual([
      "alias n",
    ]);
  });
  test("excluded in an upsert", () => {
    expect(
      labels(
        "INSERT INTO users (id, email) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET email = excluded.$0",
      ),
    ).toContain("email");
  });
  test("before FROM is written the table comes along", () => {
    expect(accepted("SELECT ema$0", "email")).toBe("SELECT email FROM users");
  });
});

describe("conditions", () => {
  test("ON from a foreign key", () => {
    expect(top("SELECT * FROM users u JOIN orders o ON $0", 1)).toEqual([
      "condition o.user_id = u.id",
    ]);
  });
  test("GROUP BY lists what is not aggregated", () => {
    expect(top("SELECT status, user_id, sum(total) FROM orders GROUP BY $0", 1)).toEqual([
      "columns status, user_id",
    ]);
  });
  test("labels of an enum, values of a check", () => {
    expect(top("SELECT * FROM orders WHERE status = $0", 3)).toEqual([
      "value 'new'",
      "value 'paid'",
      "value 'shipped'",
    ]);
    expect(top("SELECT * FROM orders WHERE status IN ($0)", 1)).toEqual(["value 'new'"]);
    expect(top("SELECT * FROM products WHERE kind = $0", 2)).toEqual([
      "value 'book'",
      "value 'game'",
    ]);
    expect(top("UPDATE orders SET status = $0", 1)).toEqual(["value 'new'"]);
  });
  test("inside the string too", () => {
    expect(accepted("SELECT * FROM orders WHERE status = 'p$0'", "paid")).toBe(
      "SELECT * FROM orders WHERE status = 'paid'",
    );
  });
});

describe("keywords", () => {
  test("by grammar position", () => {
    expect(top("SEL$0", 1)).toEqual(["keyword SELECT"]);
    expect(top("SELECT * FROM users WH$0", 1)).toEqual(["keyword WHERE"]);
    expect(top("SELECT * FROM users GR$0", 1)).toEqual(["keyword GROUP BY"]);
    expect(labels("SELECT * FROM users $0")).toEqual(
      expect.arrayContaining(["WHERE", "JOIN", "LEFT JOIN", "ORDER BY", "LIMIT"]),
    );
  });
  test("never one that cannot stand there", () => {
    expect(labels("SELECT * FROM users WHERE $0")).not.toContain("FROM");
    expect(labels("SELECT * FROM $0")).not.toContain("WHERE");
  });
  test("in the case of the text", () => {
    expect(top("select * from users wh$0", 1)).toEqual(["keyword where"]);
  });
});

describe("silence", () => {
  test.each(["SELECT 1 -- no$0", "SELECT 1 /* no$0 */", "SELECT 'no$0'", "SELECT 12$0"])(
    "%s",
    (sql) => {
      expect(labels(sql)).toEqual([]);
    },
  );
});

test("`*` is written out", () => {
  expect(accepted("SELECT *$0 FROM users", "id, email, name, created_at")).toBe(
    "SELECT id, email, name, created_at FROM users",
  );
});

test("several statements are told apart, also without semicolons", () => {
  expect(top("SELECT * FROM users;\nSELECT $0 FROM products", 1, SHOP).join()).toContain("id");
  expect(labels("SELECT * FROM users\n\nSELECT pri$0 FROM products")).toContain("price");
});

test("functions and types", () => {
  expect(top("SELECT coal$0 FROM users", 1)).toEqual(["function coalesce"]);
  expect(labels("SELECT id::big$0 FROM users")).toContain("bigint");
  expect(labels("CREATE TABLE t (a order_s$0)")).toContain("order_status");
});

test("definitions", () => {
  expect(top("ALTER TABLE users DROP COLUMN na$0", 1)).toEqual(["column name"]);
  expect(top("CREATE TABLE t (u int REFERENCES us$0)", 1)).toEqual(["table users"]);
  expect(top("CREATE TABLE t (u int REFERENCES users ($0))", 1)).toEqual(["column id"]);
  expect(top("DROP TABLE use$0", 1)).toEqual(["table users"]);
  expect(top("CREATE INDEX i ON orders (st$0)", 1)).toEqual(["column status"]);
});
