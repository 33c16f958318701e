import { expect, test } from "vitest";
import { outline } from "../../server/src/ide/outline.ts";
import { references, renamable } from "../../server/src/ide/references.ts";
import { viewOf } from "../check/view.ts";

const SHOP = `
--# schema
CREATE TABLE users (id int PRIMARY KEY, email text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int);
`;

/** The text with every reference in brackets; definitions with a star. */
function marked(sql: string): string {
  const { view, given } = viewOf(sql + SHOP);
  return references(view, given.cursor)
    .toReversed()
    .reduce(
      (text, it) =>
        `${text.slice(0, it.range.start)}[${it.isDefinition ? "*" : ""}${text.slice(it.range.start, it.range.end)}]${text.slice(it.range.end)}`,
      given.text,
    )
    .trim();
}

test("an alias and its uses", () => {
  expect(marked("SELECT u$0.id FROM users u WHERE u.email = 'x'")).toBe(
    "SELECT [u].id FROM users [*u] WHERE [u].email = 'x'",
  );
});

test("a common table expression", () => {
  expect(marked("WITH c AS (SELECT 1 AS a) SELECT c.a FROM c$0")).toContain("WITH [*c] AS");
});

test("a stored column in every statement", () => {
  expect(marked("SELECT ema$0il FROM users;\nUPDATE users SET email = 'x' WHERE id = 1")).toBe(
    "SELECT [email] FROM users;\nUPDATE users SET [email] = 'x' WHERE id = 1",
  );
});

test("what may be renamed", () => {
  const rename = (sql: string) => {
    const { view, given } = viewOf(sql + SHOP);
    const answer = renamable(view, given.cursor);
    return answer.ok ? answer.references.length : answer.reason;
  };
  expect(rename("SELECT u.id FROM users u$0")).toBe(2);
  expect(rename("SELECT id FROM use$0rs")).toContain("belongs to the database");
  expect(rename("SELECT ema$0il FROM users")).toContain("belongs to the database");
  expect(rename("SELECT$0 1")).toBe("There is no name here.");
});

test("the outline", () => {
  const { view } = viewOf(
    "CREATE TABLE t (a int, b int);\nWITH c AS (SELECT 1) SELECT * FROM c;\n\nUPDATE t SET a = 1",
  );
  expect(
    outline(view).map(
      (it) => `${it.kind} ${it.name}: ${it.children.map((child) => child.name).join(" ")}`,
    ),
  ).toEqual([
    "table t: a b",
    "query WITH c AS (SELECT 1) SELECT * FROM c: c",
    "change UPDATE t SET a = 1: ",
  ]);
});
