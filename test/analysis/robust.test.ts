/** No text makes analysis throw, and long chains stay flat. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Analysis, analyze } from "../../server/src/analysis/analyze.ts";
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import { placeAt, visibleAliases, visibleRelations } from "../../server/src/analysis/cursor.ts";
import { effects } from "../../server/src/analysis/effects.ts";
import { lineage } from "../../server/src/analysis/lineage.ts";
import { definitionOf, nameUses, usesOf } from "../../server/src/analysis/names.ts";
import type { Catalog } from "../../server/src/catalog/model.ts";
import { script } from "../../server/src/sql/script.ts";
import { type Fixture, fixture } from "../fixture.ts";
import { testDialect } from "../packs.ts";

/** Every fixture of the tests beside this one. */
const FIXTURES: readonly Fixture[] = readdirSync(import.meta.dirname)
  .filter((it) => it.endsWith(".test.ts") && it !== "robust.test.ts")
  .flatMap((it) => [
    ...readFileSync(`${import.meta.dirname}/${it}`, "utf8").matchAll(
      /check\w+\(`((?:[^`\\]|\\.)*)`/gu,
    ),
  ])
  .map((it) => fixture((it[1] ?? "").replace(/\\(.)/gu, "$1")));

function everything(text: string, given: Fixture, catalog: Catalog | undefined): void {
  const dialect = testDialect(given.pack, given.version);
  for (const statement of script(text, dialect).statements) {
    ask(analyze(statement, catalog));
  }
}

function ask(analysis: Analysis): void {
  const uses = nameUses(analysis);
  for (const use of uses.slice(0, 3)) {
    usesOf(analysis, use);
    definitionOf(use.meaning);
  }
  effects(analysis);
  const place = placeAt(analysis, analysis.text.length);
  visibleAliases(place.scope, analysis);
  for (const { relation } of visibleRelations(place.scope)) {
    for (const column of relation.columns) {
      void column.type;
    }
  }
  for (const query of analysis.tree.queries) {
    for (const column of analysis.resultSet(query).columns) {
      void column.type;
    }
    lineage(analysis, query);
  }
}

/** Prefixes are this far apart; each fixture begins somewhere else. */
const STRIDE = 11;
/** Far more than it takes: a machine may be busy. */
const LIMIT_MS = 60_000;

test(
  "prefixes of every fixture",
  () => {
    expect(FIXTURES.length).toBeGreaterThan(100);
    for (const [index, given] of FIXTURES.entries()) {
      const dialect = testDialect(given.pack, given.version);
      const catalog =
        given.schema === undefined ? undefined : catalogFromScript(given.schema, dialect);
      for (let end = index % STRIDE; end <= given.text.length; end += STRIDE) {
        everything(given.text.slice(0, end), given, catalog);
      }
    }
  },
  LIMIT_MS,
);

test("fixtures without one of their words", () => {
  for (const given of FIXTURES) {
    const dialect = testDialect(given.pack, given.version);
    const catalog =
      given.schema === undefined ? undefined : catalogFromScript(given.schema, dialect);
    for (const [count, word] of [...given.text.matchAll(/\w+|[^\w\s]/gu)].entries()) {
      const { index } = word;
      if (count % 4 !== 1) {
        continue;
      }
      everything(
        given.text.slice(0, index) + given.text.slice(index + word[0].length),
        given,
        catalog,
      );
    }
  }
});

test("DDL cut anywhere still gives a catalog", () => {
  const ddl = FIXTURES.flatMap((it) => it.schema ?? []).join("\n");
  const dialect = testDialect("postgres");
  for (let end = 0; end <= Math.min(ddl.length, 1500); end += 11) {
    expect(catalogFromScript(ddl.slice(0, end), dialect).schemas).toBeDefined();
  }
});

const LONG = 5000;
const CHAINS: Readonly<Record<string, string>> = {
  conditions: `SELECT 1 FROM t WHERE ${Array.from({ length: LONG }, (_, n) => `a = ${n}`).join(" OR ")}`,
  sums: `SELECT ${Array.from({ length: LONG }, () => "a").join(" + ")} AS s FROM t`,
  unions: Array.from({ length: LONG }, (_, n) => `SELECT a, ${n} FROM t`).join(" UNION ALL "),
  joins: `SELECT * FROM t t0 ${Array.from({ length: 1000 }, (_, n) => `LEFT JOIN t t${n + 1} ON t${n}.a = t${n + 1}.a`).join(" ")}`,
  definitions: `WITH c0 AS (SELECT a FROM t) ${Array.from({ length: 2000 }, (_, n) => `, c${n + 1} AS (SELECT a FROM c${n})`).join("")} SELECT * FROM c2000`,
  casts: `SELECT a${"::int".repeat(LONG)} FROM t`,
  nested: `SELECT * FROM ${"(SELECT * FROM ".repeat(150)}t${") x".repeat(150)}`,
};

test.each(Object.entries(CHAINS))(
  "a long chain of %s",
  (_, text) => {
    const given = fixture("");
    const catalog = catalogFromScript(
      "CREATE TABLE t (a int NOT NULL, b text);",
      testDialect("postgres"),
    );
    everything(text, given, catalog);
  },
  LIMIT_MS,
);
