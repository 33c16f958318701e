/** Which engine a text is for. */
import { expect, test } from "vitest";
import { guessEngine } from "../../server/src/wirevm/packs/guess.ts";
import { packStore } from "../../server/src/workspace/packs.ts";

const signs = packStore().signs();

test("clear signs name an engine", () => {
  const texts = [
    "CREATE TABLE t (id bigserial PRIMARY KEY, data jsonb NOT NULL DEFAULT '{}'::jsonb);",
    "CREATE TABLE `t` (`id` int unsigned NOT NULL AUTO_INCREMENT) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;",
    "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT) WITHOUT ROWID; PRAGMA foreign_keys = ON;",
    "SELECT TOP 10 [Order ID] FROM [dbo].[Orders] WITH (NOLOCK) WHERE placed > DATEADD(day, -1, GETDATE())\nGO\n",
    "SELECT NVL(a, 0), SYSDATE FROM dual CONNECT BY LEVEL < 5",
    "SELECT * EXCEPT (a) FROM `my-project.ds.t` WHERE SAFE_CAST(b AS INT64) > 1",
    "SELECT v:a::variant FROM t, LATERAL FLATTEN(input => v) QUALIFY 1 = 1",
    "CREATE TABLE t (id bigint) DISTKEY (id) SORTKEY (id);",
    "SELECT * FROM read_parquet('x.parquet') POSITIONAL JOIN u",
    "SELECT time_bucket('1 hour', ts), avg(v)::numeric FROM m GROUP BY 1; SELECT create_hypertable('m', 'ts');",
    "CREATE TABLE t (id int) ENGINE=InnoDB WITH SYSTEM VERSIONING;",
  ];
  expect(texts.map((it) => guessEngine(it, signs)).join("\n")).toMatchInlineSnapshot(`
    "postgres
    mysql
    sqlite
    tsql
    oracle
    bigquery
    snowflake
    redshift
    duckdb
    timescaledb
    mariadb"
  `);
});

test("no clear sign, no guess", () => {
  for (const text of [
    "",
    "SELECT a FROM t WHERE b = 1",
    "-- for MySQL: ENGINE=InnoDB AUTO_INCREMENT\nSELECT 1",
    "SELECT x::int FROM t",
  ]) {
    expect(guessEngine(text, signs)).toBeUndefined();
  }
});
