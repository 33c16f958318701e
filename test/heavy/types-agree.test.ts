/**
 * Types that analysis gives to expressions are those of a real engine: each expression becomes a column
 * of a view, and the engine says what the column's type is. `unknown` is allowed, wrong is not.
 */
import { afterAll, expect, test } from "vitest";
import { analyze } from "../../server/src/analysis/analyze.ts";
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import { typeFromText } from "../../server/src/catalog/column-type.ts";
import { script } from "../../server/src/sql/script.ts";
import { openSession } from "../../server/src/wirevm/drivers/open.ts";
import { testDialect, testPack } from "../packs.ts";
import { startMariadb } from "../servers/mariadb.ts";
import { startPostgres } from "../servers/postgres.ts";

const LIMIT_MS = 120_000;
const cleanups: (() => unknown)[] = [];
afterAll(async () => {
  for (const it of cleanups) {
    await it();
  }
});

const TABLE =
  "CREATE TABLE t (i int NOT NULL, b bigint, s smallint, n numeric(10,2), r real, d double precision, v varchar(10), x text, dt date, ts timestamp, tm time, ok boolean);";

const COMMON = `
i; b; s; n; r; d; v; x; dt; ts; ok
1; 3000000000; 1.5; 'a'; 1 + 1; i + 1; i + b; s + s; i + n; i * d; n * 2; n / 2; b % 2; -i; -n
i = 1; i > 1 AND ok; NOT ok; i IS NULL; v LIKE 'a%'; i BETWEEN 1 AND 2; i IN (1, 2); x = v
coalesce(i, 1); coalesce(i, b); coalesce(n, i); coalesce(v, x); nullif(i, 1); CASE WHEN ok THEN i ELSE b END; CASE WHEN ok THEN 1 END; CASE i WHEN 1 THEN 'a' ELSE 'b' END
CAST(i AS decimal(12, 3)); CAST(x AS date); (SELECT max(i) FROM t); (SELECT count(*) FROM t); EXISTS (SELECT 1 FROM t)
upper(x); lower(v); length(x); concat(v, x); substring(x, 1, 2); trim(x); replace(x, 'a', 'b'); round(n); floor(d); abs(i); sqrt(d); mod(i, 2); greatest(i, 2); least(i, b); current_date; current_timestamp
`;
const AGGREGATES =
  "count(*); count(i); sum(i); sum(b); sum(n); sum(d); avg(i); avg(d); max(i); max(v); min(dt); max(ts)";

const POSTGRES = `
i::text; i::bigint + 1; x || 'a'; i || x; dt + 1; dt - dt; ts - ts; ts + interval '1 day'; dt + interval '1 day'; now() - ts; now(); ts AT TIME ZONE 'UTC'; now() AT TIME ZONE 'UTC'; interval '1 day' * 2; tm + interval '1 hour'; dt < now()
ARRAY[1, 2]; ARRAY['a']; (ARRAY[1, 2])[1]; array_length(ARRAY[1], 1); ARRAY(SELECT i FROM t); i = ANY (ARRAY[1, 2]); string_to_array(x, ','); array_append(ARRAY[1], 2); cardinality(ARRAY[1])
'{}'::jsonb; '{}'::jsonb -> 'a'; '{}'::jsonb ->> 'a'; '{}'::jsonb #>> '{a}'; '{}'::jsonb || '{}'::jsonb; '{}'::json -> 0; jsonb_build_object('a', 1); to_jsonb(i); jsonb_array_length('[]'::jsonb); '{}'::jsonb @> '{}'::jsonb; '{}'::jsonb ? 'a'
EXTRACT(year FROM dt); date_trunc('day', ts); date_part('year', ts); to_char(ts, 'YYYY'); to_date('a', 'b'); age(ts); make_date(1, 2, 3); position('a' IN x); overlay(x PLACING 'b' FROM 1); md5(x); split_part(x, ',', 1); left(x, 2); regexp_replace(x, 'a', 'b'); format('%s', x); char_length(x); strpos(x, 'a'); gen_random_uuid(); random(); pi(); power(2, 3); power(n, 2); round(n, 1); ceil(n); trunc(d); width_bucket(1, 2, 3, 4); i & 1; i << 1; i # 2; ~i; i ^ 2; 1 / 2; 1 / 2.0; x COLLATE "C"; i::numeric / 3; ok::int; x ~ 'a'; x ILIKE 'a'; i IS DISTINCT FROM 1; ts BETWEEN ts AND now(); current_user; current_time; localtimestamp; '1'::money; 'a'::char(3); B'101'; E'a'; xmin; ctid; to_timestamp(1); to_number('1', '9')
`;
const POSTGRES_AGGREGATES =
  "array_agg(i); string_agg(x, ','); bool_and(ok); json_agg(i); jsonb_object_agg(v, i); stddev(i); percentile_cont(0.5) WITHIN GROUP (ORDER BY d); mode() WITHIN GROUP (ORDER BY i); sum(s); avg(n); count(*) FILTER (WHERE ok); row_number() OVER (ORDER BY max(i)); bit_or(i); every(ok); corr(d, d)";

const MARIADB = `
ifnull(i, b); if(ok, i, 2); date_add(dt, INTERVAL 1 DAY); dt + INTERVAL 1 DAY; ts + INTERVAL 1 HOUR; datediff(dt, dt); timestampdiff(DAY, ts, ts); year(dt); month(dt); date_format(dt, '%Y'); now(); curdate(); json_extract('{}', '$.a'); concat_ws(',', v, x); char_length(x); left(x, 2); instr(x, 'a'); rand(); pi(); pow(2, 3); ceil(n); truncate(n, 1); i DIV 2; 1 / 2; i & 1; i XOR 1; CAST(x AS UNSIGNED); CAST(x AS CHAR); CAST(x AS DATETIME); EXTRACT(YEAR FROM dt); unix_timestamp(ts); uuid(); last_insert_id(); md5(x); hex(x); locate('a', x); i <=> 1; x REGEXP 'a'
`;
const MARIADB_AGGREGATES = "group_concat(x); bit_or(i); json_arrayagg(i); std(i)";

interface Disagreement {
  readonly sql: string;
  readonly engine: string;
  readonly ours: string;
}

function expressions(text: string): readonly string[] {
  return text
    .split(/[;\n]/u)
    .map((it) => it.trim())
    .filter((it) => it !== "");
}

/** Expressions whose type the engine says to be of another kind. */
async function disagreements(
  engine: string,
  url: string,
  list: readonly string[],
  typeQuery: string,
): Promise<{ readonly wrong: readonly Disagreement[]; readonly unknown: readonly string[] }> {
  const dialect = testDialect(engine);
  const opened = await openSession({ url }, testPack(engine));
  if (!opened.ok) {
    throw new Error(JSON.stringify(opened.error));
  }
  const session = opened.value;
  await session.query(TABLE, []);
  const catalog = catalogFromScript(TABLE, dialect);
  const wrong: Disagreement[] = [];
  const unknown: string[] = [];
  for (const sql of list) {
    const select = `SELECT ${sql} AS c FROM t`;
    await session.query("DROP VIEW IF EXISTS probe", []);
    const made = await session.query(`CREATE VIEW probe AS ${select}`, []);
    if (!made.ok) {
      wrong.push({ sql, engine: JSON.stringify(made.error), ours: "" });
      continue;
    }
    const told = await session.query(typeQuery, []);
    const real = String(told.ok ? told.value.rows[0]?.[0] : "").replace(/ \/\*.*\*\//u, "");
    const [statement] = script(select, dialect).statements;
    if (statement === undefined) {
      continue;
    }
    const analysis = analyze(statement, catalog);
    const [query] = analysis.tree.queries;
    const type = query === undefined ? undefined : analysis.resultSet(query).columns[0]?.type;
    if (type === undefined || type.kind === "unknown" || type.kind === "any") {
      unknown.push(sql);
    } else if (
      type.kind !== typeFromText(real, dialect).kind &&
      !(real === "int(1)" && type.kind === "boolean")
    ) {
      wrong.push({ sql, engine: real, ours: `${type.kind} ${type.type?.text ?? ""}`.trim() });
    }
  }
  await session.close();
  return { wrong, unknown };
}

test(
  "PostgreSQL",
  async () => {
    const server = await startPostgres();
    if ("unavailable" in server) {
      throw new Error(server.unavailable);
    }
    cleanups.push(() => server.stop());
    const list = [
      ...expressions(COMMON),
      ...expressions(POSTGRES),
      ...expressions(AGGREGATES),
      ...expressions(POSTGRES_AGGREGATES),
    ];
    expect(
      await disagreements(
        "postgres",
        server.url,
        list,
        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'probe'::regclass",
      ),
    ).toMatchInlineSnapshot(`
      {
        "unknown": [
          "xmin",
          "ctid",
          "mode() WITHIN GROUP (ORDER BY i)",
        ],
        "wrong": [],
      }
    `);
  },
  LIMIT_MS,
);

test(
  "MariaDB",
  async () => {
    const server = await startMariadb();
    if ("unavailable" in server) {
      throw new Error(server.unavailable);
    }
    cleanups.push(() => server.stop());
    const list = [
      ...expressions(COMMON),
      ...expressions(MARIADB),
      ...expressions(AGGREGATES),
      ...expressions(MARIADB_AGGREGATES),
    ];
    expect(
      await disagreements(
        "mariadb",
        server.url,
        list,
        "SELECT COLUMN_TYPE FROM information_schema.COLUMNS WHERE TABLE_NAME = 'probe'",
      ),
    ).toMatchInlineSnapshot(`
      {
        "unknown": [],
        "wrong": [
          {
            "engine": "varchar(4)",
            "ours": "json json",
            "sql": "json_extract('{}', '$.a')",
          },
          {
            "engine": "int(10)",
            "ours": "decimal decimal(10,2)",
            "sql": "ceil(n)",
          },
          {
            "engine": "mediumtext",
            "ours": "json json",
            "sql": "json_arrayagg(i)",
          },
        ],
      }
    `);
  },
  LIMIT_MS,
);
