import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import { refusedByTarget } from "../../server/src/wirevm/translate/check.ts";
import { DIFFERENCES } from "../../server/src/wirevm/translate/differences.ts";
import { translateRules } from "../../server/src/wirevm/translate/rules.ts";
import { TEST_ENGINES, testDialect, testPack } from "../packs.ts";
import { check } from "./check.ts";

const SHOP = {
  mariadb:
    "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL, flag TINYINT(1) NOT NULL, n INT, d DATE NOT NULL);",
  postgres:
    "CREATE TABLE t (id int PRIMARY KEY, name varchar(20) NOT NULL, flag boolean NOT NULL, n int, d date NOT NULL, doc jsonb);",
  sqlite:
    "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL, flag BOOLEAN NOT NULL, n INTEGER, d DATE NOT NULL);",
};

const pairs: readonly (readonly [keyof typeof SHOP, string, string, string])[] = [
  [
    "mariadb",
    "postgres",
    "SELECT `id` FROM t ORDER BY id -- kept\nLIMIT 2, 3",
    "SELECT id FROM t ORDER BY id -- kept\nLIMIT 3 OFFSET 2",
  ],
  [
    "mariadb",
    "postgres",
    "SELECT id FROM t WHERE flag = 1 # why",
    "SELECT id FROM t WHERE flag = TRUE -- why",
  ],
  ["mariadb", "postgres", "SELECT DATE_ADD(d, INTERVAL 30 DAY) FROM t", "SELECT d + 30 FROM t"],
  [
    "mariadb",
    "sqlite",
    "SELECT DATE_ADD(d, INTERVAL 1 MONTH) FROM t",
    "SELECT date(d, '+1 months', 'floor') FROM t",
  ],
  ["postgres", "mariadb", "SELECT n FROM t ORDER BY n", "SELECT n FROM t ORDER BY n IS NULL, n"],
  ["postgres", "sqlite", "SELECT n FROM t ORDER BY n", "SELECT n FROM t ORDER BY n NULLS LAST"],
  [
    "postgres",
    "mariadb",
    "SELECT id FROM t WHERE name = 'Ann'",
    "SELECT id FROM t WHERE name COLLATE utf8mb4_nopad_bin = 'Ann'",
  ],
  ["postgres", "sqlite", "SELECT doc->>'a' FROM t", "SELECT doc ->> '$.a' FROM t"],
  ["postgres", "mariadb", "SELECT id / 2 FROM t", "SELECT id DIV 2 FROM t"],
  ["sqlite", "postgres", "SELECT date(d, '+7 days') FROM t", "SELECT d + 7 FROM t"],
  [
    "postgres",
    "mariadb",
    "SELECT id FROM t WHERE id = $2 AND n = $1",
    "SELECT id FROM t WHERE id = ? AND n = ?\nparameters 1 0",
  ],
  [
    "mariadb",
    "postgres",
    "INSERT INTO t (id, name, flag, d) VALUES (1, 'a', 0, '2024-01-01') ON DUPLICATE KEY UPDATE n = n + VALUES(id)",
    "INSERT INTO t (id, name, flag, d) VALUES (1, 'a', FALSE, '2024-01-01') ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.id",
  ],
];

describe("translate", () => {
  test.each(pairs)("%s to %s: %s", (from, to, sql, wanted) => {
    expect(check(from, to, sql, SHOP[from])).toBe(wanted);
  });

  test("what has no equal is refused with its range", () => {
    expect(
      check(
        "postgres",
        "sqlite",
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY n) FROM t",
        SHOP.postgres,
      ),
    ).toMatch(/^error at "percentile_cont\(0\.5\) WITHIN GROUP \(ORDER BY n\)"/u);
  });

  test("a chain of thousands of conditions is no danger", () => {
    const chain = Array.from({ length: 5000 }, (_, at) => `id = ${at}`).join(" OR ");
    expect(check("mariadb", "postgres", `SELECT id FROM t WHERE ${chain}`, SHOP.mariadb)).toBe(
      `SELECT id FROM t WHERE ${chain}`,
    );
  });
});

describe("what the target would refuse", () => {
  test.each([
    ["postgres", "SELECT nope FROM t", "there is no column nope"],
    ["postgres", "SELECT id FROM elsewhere", "there is no table elsewhere"],
    ["postgres", "SELECT date_format(d, 'x') FROM t", "there is no function date_format"],
    ["postgres", "SELECT id FROM t WHERE name = id", "a text and a number cannot be compared"],
    ["postgres", "SELECT id FROM t WHERE flag AND n", "a number is no condition"],
    ["postgres", "SELECT length(id) FROM t", "no function length takes values of these types"],
    ["sqlite", "SELECT instr(name) FROM t", "the function instr does not take 1 arguments"],
  ] as const)("%s: %s", (engine, sql, wanted) => {
    const dialect = testDialect(engine);
    expect(refusedByTarget(sql, dialect, catalogFromScript(SHOP[engine], dialect))?.message).toBe(
      wanted,
    );
  });

  test("what a script makes is there for its next statement", () => {
    const dialect = testDialect("postgres");
    const sql = "CREATE TABLE u AS SELECT id AS k FROM t; SELECT k FROM u";
    expect(
      refusedByTarget(sql, dialect, catalogFromScript(SHOP.postgres, dialect)),
    ).toBeUndefined();
  });
});

describe("packs", () => {
  test.each(TEST_ENGINES)("the rules of %s are understood", (engine) => {
    expect(translateRules(testPack(engine)).problems).toEqual([]);
  });
});

test("every note has a page", () => {
  const folder = join(import.meta.dirname, "../../server/src/wirevm/translate");
  const texts = [
    ...readdirSync(folder),
    ...readdirSync(join(folder, "constructs")).map((it) => `constructs/${it}`),
  ]
    .filter((it) => it.endsWith(".ts"))
    .map((it) => readFileSync(join(folder, it), "utf8"))
    .join("\n");
  const used = [...texts.matchAll(/\.note\(\s*(?:[^"]*?)"(?:info|warning)",\s*"([a-z-]+)"/gu)].map(
    (it) => it[1],
  );
  const known = new Set(DIFFERENCES.map((it) => it.code));
  expect(used.filter((it) => it !== undefined && !known.has(it))).toEqual([]);
});
