/** The difference of two catalogs, as a person would tell it. */
import { expect, test } from "vitest";
import { type Change, catalogDiff, isEmptyDiff } from "../../server/src/catalog/diff.ts";
import { fixture } from "../fixture.ts";
import { testDialect } from "../packs.ts";
import { catalogOf } from "./check.ts";

/** `--# file after` begins the second catalog. */
function checkDiff(marked: string): string {
  const given = fixture(marked);
  const before = catalogOf(`--# pack ${given.pack}\n${given.text}`);
  const after = catalogOf(`--# pack ${given.pack}\n${given.files[0]?.text ?? ""}`);
  const diff = catalogDiff(before, after, testDialect(given.pack));
  if (isEmptyDiff(diff)) {
    return "same";
  }
  return [
    ...diff.addedTables.map((it) => `+ table ${it.name}`),
    ...diff.removedTables.map((it) => `- table ${it.name}`),
    ...lines("type", diff.types),
    ...lines("function", diff.routines),
    ...lines("schema", diff.schemas),
    ...diff.changedTables.flatMap((it) => [
      `~ table ${it.after.name}${it.facts.length === 0 ? "" : ` (${it.facts.join(", ")})`}${it.reordered ? " reordered" : ""}`,
      ...lines("  column", it.columns),
      ...lines("  primary key", it.primaryKey === undefined ? [] : [it.primaryKey]),
      ...lines("  unique", it.uniqueKeys),
      ...lines("  foreign key", it.foreignKeys),
      ...lines("  check", it.checks),
      ...lines("  index", it.indexes),
      ...lines("  trigger", it.triggers),
    ]),
  ].join("\n");
}

function lines(
  what: string,
  changes: readonly Change<{ readonly name?: string | undefined }>[],
): string[] {
  return changes.map(({ before, after }) => {
    const mark = before === undefined ? "+" : after === undefined ? "-" : "~";
    return `${mark} ${what} ${after?.name ?? before?.name ?? ""}`;
  });
}

test("nothing changed", () => {
  expect(
    checkDiff(`
CREATE TABLE t (a int CHECK (a > 0), b text);
--# file after
CREATE TABLE t (a integer CHECK ((a > 0)), b text);
`),
  ).toBe("same");
});

test("tables, columns, keys, indexes", () => {
  expect(
    checkDiff(`
CREATE TABLE gone (a int);
CREATE TABLE t (id int, a int, b text, c text);
CREATE INDEX i ON t (a);
--# file after
CREATE TABLE t (id int PRIMARY KEY, a bigint, c text, d int REFERENCES fresh);
CREATE UNIQUE INDEX i ON t (a);
CREATE TABLE fresh (id int PRIMARY KEY);
CREATE TYPE mood AS ENUM ('ok');
CREATE SCHEMA shop;
`),
  ).toMatchInlineSnapshot(`
    "+ table fresh
    - table gone
    + type mood
    + schema shop
    ~ table t
    ~   column id
    ~   column a
    -   column b
    +   column d
    +   primary key t_pkey
    +   foreign key t_d_fkey
    ~   index i
    +   index t_pkey"
  `);
});

test("order of columns, comments, views", () => {
  expect(
    checkDiff(`
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a FROM t;
--# file after
CREATE TABLE t (b int, a int);
COMMENT ON TABLE t IS 'x';
CREATE VIEW v AS SELECT b AS a FROM t;
`),
  ).toMatchInlineSnapshot(`
    "~ table t (comment) reordered
    ~ table v (definition)"
  `);
});

test("names that differ by case only", () => {
  expect(
    checkDiff(`
--# pack sqlite
CREATE TABLE Users (Id int);
--# file after
CREATE TABLE users (id int);
`),
  ).toMatchInlineSnapshot(`"same"`);
});
