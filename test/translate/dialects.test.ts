/**
 * Translation between dialects of which no engine can be run in tests: the expected texts were
 * read through by hand and not run, and whatever comes out must be read by our own parser of the other
 * dialect.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "../../server/src/sql/parse.ts";
import { script } from "../../server/src/sql/script.ts";
import { testDialect } from "../packs.ts";
import { check } from "./check.ts";

const SCHEMAS: Readonly<Record<string, string>> = {
  postgres:
    "CREATE TABLE t (id int PRIMARY KEY, name varchar(20) NOT NULL, flag boolean NOT NULL, n int, d date NOT NULL, ts timestamp, price numeric(10,2), doc jsonb); CREATE TABLE u (id int PRIMARY KEY, t_id int REFERENCES t(id), amount numeric(10,2), at timestamp);",
  mysql:
    "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL, flag TINYINT(1) NOT NULL, n INT, d DATE NOT NULL, ts DATETIME, price DECIMAL(10,2), doc JSON); CREATE TABLE u (id INT PRIMARY KEY, t_id INT, amount DECIMAL(10,2), at DATETIME);",
  tsql: "CREATE TABLE t (id int PRIMARY KEY, name nvarchar(20) NOT NULL, flag bit NOT NULL, n int, d date NOT NULL, ts datetime2, price decimal(10,2), doc nvarchar(max)); CREATE TABLE u (id int PRIMARY KEY, t_id int, amount decimal(10,2), at datetime2);",
  oracle:
    "CREATE TABLE t (id NUMBER(10) PRIMARY KEY, name VARCHAR2(20) NOT NULL, flag NUMBER(1) NOT NULL, n NUMBER(10), d DATE NOT NULL, ts TIMESTAMP, price NUMBER(10,2), doc CLOB); CREATE TABLE u (id NUMBER(10) PRIMARY KEY, t_id NUMBER(10), amount NUMBER(10,2), at TIMESTAMP);",
  snowflake:
    "CREATE TABLE t (id int PRIMARY KEY, name varchar(20) NOT NULL, flag boolean NOT NULL, n int, d date NOT NULL, ts timestamp_ntz, price number(10,2), doc variant); CREATE TABLE u (id int, t_id int, amount number(10,2), at timestamp_ntz);",
  bigquery:
    "CREATE TABLE t (id INT64, name STRING NOT NULL, flag BOOL NOT NULL, n INT64, d DATE NOT NULL, ts DATETIME, price NUMERIC, doc JSON); CREATE TABLE u (id INT64, t_id INT64, amount NUMERIC, at DATETIME);",
};

interface Case {
  readonly from: string;
  readonly sql: string;
  readonly to: string;
  readonly wanted: string;
}

function cases(): readonly Case[] {
  const text = readFileSync(join(import.meta.dirname, "dialects.txt"), "utf8");
  return text
    .split(/^FROM /mu)
    .slice(1)
    .flatMap((block) => {
      const [head = "", ...targets] = block.split(/^TO /mu);
      const [from = "", ...sql] = head.trimEnd().split("\n");
      return targets.map((it) => {
        const [to = "", ...wanted] = it.replace(/\n+$/u, "").split("\n");
        return { from, sql: sql.join("\n"), to, wanted: wanted.join("\n") };
      });
    });
}

describe("dialects", () => {
  test.each(cases())("$from to $to: $sql", ({ from, sql, to, wanted }) => {
    const made = check(from, to, sql, SCHEMAS[from]);
    expect(made).toBe(wanted);
    const statements = made
      .split("\n")
      .filter((it) => !/^(?:info|warning|parameters) /u.test(it))
      .join("\n");
    const problems = script(statements, testDialect(to)).statements.flatMap((it) =>
      parse(it).problems.map((one) => one.message),
    );
    expect(problems).toEqual([]);
  });

  test.each([
    ["tsql", "SELECT id INTO #copy FROM t", "postgres"],
    ["oracle", "SELECT id FROM t START WITH n IS NULL CONNECT BY PRIOR id = n", "tsql"],
    ["tsql", "SELECT TOP 10 WITH TIES id FROM t ORDER BY n", "mysql"],
    ["postgres", "CREATE INDEX i ON t (name)", "snowflake"],
    ["postgres", "SELECT age(ts, d) FROM t", "bigquery"],
    ["postgres", "INSERT INTO t (id) VALUES (1) RETURNING id", "oracle"],
  ])("%s: %s is refused for %s", (from, sql, to) => {
    expect(check(from, to, sql, SCHEMAS[from])).toMatch(/^error at /u);
  });
});
