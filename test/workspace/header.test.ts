import { expect, test } from "vitest";
import { header } from "../../server/src/workspace/header.ts";

test.each([
  ["-- sqlx: dialect=mysql connection=shop\nSELECT 1", { dialect: "mysql", connection: "shop" }],
  ["/* sqlx: dialect=postgres */ SELECT 1", { dialect: "postgres" }],
  ['# sqlx: connection="my shop"\n', { connection: "my shop" }],
  ["// sqlx: dialect=sqlite\nconst a = 1;", { dialect: "sqlite" }],
  ["-- notes\n--sqlx: dialect=tsql", { dialect: "tsql" }],
  ["SELECT '-- sqlx: dialect=mysql'", {}],
  ["", {}],
])("%j", (text, expected) => {
  expect(header(text)).toEqual(expected);
});
