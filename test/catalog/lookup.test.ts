/** Finding things in a catalog. */
import { expect, test } from "vitest";
import { catalogIndex } from "../../server/src/catalog/lookup.ts";
import { nameMatcher } from "../../server/src/catalog/match.ts";
import type { Catalog, Table } from "../../server/src/catalog/model.ts";
import { fixture } from "../fixture.ts";
import { testDialect } from "../packs.ts";
import { catalogOf } from "./check.ts";

const bare = (text: string) => ({ text, quoted: false });
const quoted = (text: string) => ({ text, quoted: true });

function found(names: readonly string[], query: string, limit = 5): string {
  return nameMatcher(names)
    .find(query, limit)
    .map((it) => names[it.index])
    .join(" ");
}

test("prefix, then word, then humps, then letters in order", () => {
  const names = ["order_items", "orders", "user_orders", "userOrders", "foreign_order", "oddities"];
  expect(found(names, "ord")).toBe("orders order_items userOrders user_orders foreign_order");
  expect(found(names, "uo")).toBe("userOrders user_orders");
  expect(found(names, "oi")).toBe("order_items oddities foreign_order");
  expect(found(names, "orders", 1)).toBe("orders");
  expect(found(names, "xyz")).toBe("");
});

test("names are found by each engine's rules of case", () => {
  const ddl = `CREATE TABLE Users (Id int); CREATE TABLE "Odd" ("Id" int);`;
  const postgres = catalogIndex(catalogOf(ddl), testDialect("postgres"));
  expect(postgres.table([bare("USERS")])?.name).toBe("users");
  expect(postgres.table([bare("odd")])).toBeUndefined();
  expect(postgres.table([quoted("Odd")])?.name).toBe("Odd");
  const sqlite = catalogIndex(catalogOf(`--# pack sqlite\n${ddl}`), testDialect("sqlite"));
  expect(sqlite.table([quoted("uSERS")])?.name).toBe("Users");
  expect(sqlite.table([bare("main"), bare("users")])?.name).toBe("Users");
});

test("the search path decides between schemas", () => {
  const given = fixture("CREATE SCHEMA a; CREATE TABLE a.t (x int); CREATE TABLE t (y int);");
  const catalog = catalogOf(given.text);
  const index = catalogIndex(catalog, testDialect("postgres"));
  expect(index.table([bare("t")])?.schema).toBe("public");
  expect(index.table([bare("a"), bare("t")])?.schema).toBe("a");
  expect(index.knowsSchema([bare("b"), bare("t")])).toBe(false);
});

test("foreign keys are known from both ends", () => {
  const catalog = catalogOf(
    "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a_id int REFERENCES a);",
  );
  const index = catalogIndex(catalog, testDialect("postgres"));
  const target = index.table([bare("a")]);
  expect(target && index.incoming(target).map((it) => it.table.name)).toEqual(["b"]);
});

test("ten thousand tables", () => {
  const tables = Array.from(
    { length: 10_000 },
    (_, n): Table => ({
      schema: "public",
      name: `table_${n}_of_many`,
      kind: "table",
      columns: Array.from({ length: 20 }, (__, c) => ({
        name: `column_${c}`,
        type: { text: "integer", kind: "integer" as const },
        nullable: true,
      })),
      uniqueKeys: [],
      foreignKeys: [],
      checks: [],
      indexes: [],
      triggers: [],
      policies: [],
    }),
  );
  const catalog: Catalog = {
    engine: "postgres",
    schemas: [{ name: "public", tables, routines: [], types: [], sequences: [] }],
    searchPath: ["public"],
    roles: [],
    extensions: [],
    notes: [],
  };
  const index = catalogIndex(catalog, testDialect("postgres"));
  expect(index.table([bare("table_9999_of_many")])?.name).toBe("table_9999_of_many");
  expect(index.findTables("t99", 3).map((it) => it.name)).toHaveLength(3);
  expect(index.findTables("many", 50)).toHaveLength(50);
  expect(index.findColumnNames("col", 3)).toEqual(["column_0", "column_1", "column_10"]);
});
