/**
 * What analysis calls wrong is what engines refuse, and nothing else: each statement is explained by a
 * real engine, and its verdict on names must be ours.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { analyze } from "../../server/src/analysis/analyze.ts";
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import { nameUses } from "../../server/src/analysis/names.ts";
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

const SCHEMA = `
CREATE TABLE a (id int PRIMARY KEY, x int, name varchar(20));
CREATE TABLE b (id int PRIMARY KEY, a_id int, y int, name varchar(20));
CREATE TABLE c (id int PRIMARY KEY, b_id int, z int);
CREATE VIEW v2 AS SELECT 1 AS one;
CREATE VIEW v AS SELECT a.id, a.x AS vx, count(*) AS n FROM a JOIN b ON b.a_id = a.id GROUP BY a.id, a.x;
`;

/** Statements for all engines; whether they are right is for each engine to say. */
const COMMON = `
SELECT id, x FROM a;
SELECT id FROM a, b;
SELECT a.id FROM a, b WHERE x = y;
SELECT nope FROM a;
SELECT a.nope FROM a;
SELECT q.id FROM a;
SELECT id FROM nope;
SELECT t.id FROM a t;
SELECT a.id FROM a t;
SELECT * FROM a JOIN b ON a.id = b.a_id;
SELECT id FROM a JOIN b USING (id);
SELECT name FROM a JOIN b USING (id);
SELECT id, name FROM a NATURAL JOIN b;
SELECT id, name FROM a NATURAL JOIN c;
SELECT id FROM a LEFT JOIN b USING (id) LEFT JOIN c USING (id);
SELECT id FROM a JOIN b USING (id) JOIN c ON c.id = a.id;
SELECT z FROM a JOIN (b JOIN c ON c.b_id = b.id) ON a.id = b.a_id;
SELECT a.x FROM a JOIN b ON a.id = c.id JOIN c ON true;
SELECT a.x FROM a JOIN b ON c.z = a.id CROSS JOIN c;
SELECT a.x FROM a, b JOIN c ON a.id = c.id;
SELECT s.id FROM (SELECT id, x FROM a) s;
SELECT s.name FROM (SELECT id, x FROM a) s;
SELECT x FROM (SELECT id, x FROM a) s JOIN b ON s.id = b.a_id;
SELECT x FROM (SELECT id, x FROM a) s WHERE s.x > (SELECT max(y) FROM b WHERE b.a_id = s.id);
SELECT x FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.a_id = a.id AND x > 1);
SELECT x FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.a_id = a.id AND nope > 1);
SELECT x FROM a WHERE id IN (SELECT a_id FROM b WHERE name = a.name);
SELECT (SELECT y FROM b WHERE b.id = a.id) AS s, (SELECT s) AS t FROM a;
SELECT x AS s FROM a WHERE s = 1;
SELECT x AS s FROM a GROUP BY s;
SELECT x AS s, count(*) FROM a GROUP BY x HAVING s > 1;
SELECT x AS s FROM a ORDER BY s;
SELECT x AS s FROM a ORDER BY s + 1;
SELECT x AS s, s + 1 FROM a;
SELECT x + 1 AS x FROM a ORDER BY x;
SELECT x AS name FROM a ORDER BY name;
SELECT x FROM a UNION SELECT y FROM b ORDER BY x;
SELECT x FROM a UNION ALL SELECT nope FROM b;
WITH t AS (SELECT id AS i FROM a) SELECT i FROM t;
WITH t AS (SELECT id AS i FROM a) SELECT id FROM t;
WITH t (p, q) AS (SELECT id, x FROM a) SELECT p, q FROM t;
WITH t (p, q) AS (SELECT id, x FROM a) SELECT p, x FROM t;
WITH t AS (SELECT 1 AS one), u AS (SELECT one FROM t) SELECT one FROM u;
WITH t AS (SELECT one FROM u), u AS (SELECT 1 AS one) SELECT one FROM t;
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT n FROM r;
WITH RECURSIVE r (m) AS (SELECT 1 UNION ALL SELECT m + 1 FROM r WHERE m < 5) SELECT m, r.m FROM r;
WITH RECURSIVE r (m) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT m FROM r;
WITH a AS (SELECT 1 AS other) SELECT other FROM a;
WITH a AS (SELECT 1 AS other) SELECT x FROM a;
SELECT vx, n FROM v;
SELECT x FROM v;
SELECT count(*), sum(x), max(a.x) FROM a;
SELECT sum(x) OVER (PARTITION BY name ORDER BY id) FROM a;
SELECT sum(x) OVER w FROM a WINDOW w AS (PARTITION BY name);
SELECT sum(x) OVER w FROM a WINDOW w AS (PARTITION BY nope);
SELECT CASE WHEN x > 1 THEN name ELSE nope END FROM a;
SELECT A.ID, X FROM a;
INSERT INTO a (id, x) VALUES (1, 2);
INSERT INTO a (id, nope) VALUES (1, 2);
INSERT INTO a (id, x) SELECT b.id, y FROM b;
INSERT INTO a (id, x) SELECT id, x FROM b;
INSERT INTO nope VALUES (1);
UPDATE a SET x = x + 1 WHERE id = 1;
UPDATE a SET nope = 1;
UPDATE a SET x = nope;
UPDATE a SET x = (SELECT max(y) FROM b WHERE b.a_id = a.id);
DELETE FROM a WHERE x = 1;
DELETE FROM a WHERE nope = 1;
DELETE FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.a_id = a.id);
SELECT x FROM a ORDER BY (SELECT y FROM b WHERE b.id = a.x);
SELECT x FROM a t1 WHERE t1.x = (SELECT max(t2.x) FROM a t2 WHERE t2.name = t1.name);
SELECT x FROM a a1 JOIN a a2 ON a1.id = a2.id;
SELECT a1.x FROM a a1 JOIN a a2 ON a1.id = a2.id WHERE a2.nope = 1;
SELECT 1 FROM a GROUP BY a.name, nope;
SELECT a.id FROM a CROSS JOIN b CROSS JOIN c WHERE a.id = b.id AND c.b_id = b.id;
SELECT id FROM (SELECT id FROM a UNION SELECT y FROM b) u;
SELECT y FROM (SELECT id FROM a UNION SELECT y FROM b) u;
SELECT max(id) FROM (SELECT a.id FROM a LEFT JOIN b ON a.id = b.id) q WHERE q.id > 1;
SELECT DISTINCT x FROM a ORDER BY x;
`;

const POSTGRES = `
SELECT l.y FROM a, LATERAL (SELECT y FROM b WHERE b.a_id = a.id) l;
SELECT l.y FROM a, (SELECT y FROM b WHERE b.a_id = a.id) l;
SELECT l.y FROM a LEFT JOIN LATERAL (SELECT y FROM b WHERE b.a_id = a.id LIMIT 1) l ON true;
SELECT g FROM generate_series(1, 3) g;
SELECT g.n FROM generate_series(1, 3) AS g (n);
SELECT n FROM a, generate_series(1, a.x) AS n;
SELECT n, o FROM unnest(ARRAY[1, 2]) WITH ORDINALITY AS u (n, o);
SELECT a FROM a;
SELECT count(a) FROM a;
SELECT (a).x FROM a;
SELECT a.* FROM a;
SELECT q.* FROM a;
SELECT ctid, tableoid, xmin FROM a;
SELECT current_date, current_user, localtime FROM a;
SELECT EXTRACT(year FROM now()), EXTRACT(epoch FROM now());
SELECT "ID" FROM a;
SELECT "id" FROM A;
SELECT public.a.x FROM a;
SELECT public.a.x FROM public.a;
SELECT other.a.x FROM a;
SELECT relname, nspname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace;
SELECT table_name FROM information_schema.tables;
INSERT INTO a (id, x) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET x = excluded.x + a.x WHERE a.name IS NULL RETURNING id, x;
INSERT INTO a AS t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET x = t.x RETURNING t.id;
INSERT INTO a AS t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET x = a.x;
INSERT INTO a (id) VALUES (1) ON CONFLICT (nope) DO NOTHING;
UPDATE a SET x = y FROM b WHERE b.a_id = a.id RETURNING a.id, y;
UPDATE a t SET x = t.x FROM b WHERE b.a_id = t.id AND y > 1;
DELETE FROM a USING b WHERE b.a_id = a.id AND y = 1 RETURNING a.*, y;
MERGE INTO a USING b ON a.id = b.a_id WHEN MATCHED THEN UPDATE SET x = y WHEN NOT MATCHED THEN INSERT (id, x) VALUES (b.a_id, y);
WITH d AS (DELETE FROM a RETURNING id, x) SELECT id, x FROM d;
WITH d AS (DELETE FROM a RETURNING id) SELECT x FROM d;
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) CYCLE n SET seen USING path SELECT n, seen, path FROM r;
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SEARCH DEPTH FIRST BY n SET o SELECT n, o FROM r;
SELECT * FROM (VALUES (1, 'a')) t (p, q) WHERE p = 1;
SELECT column1, column2 FROM (VALUES (1, 'a')) t;
SELECT p, r FROM (VALUES (1, 'a')) t (p, q);
SELECT j.k FROM json_to_record('{}') AS j (k int);
SELECT key, value FROM json_each('{}');
SELECT j.x FROM a JOIN b USING (id) AS j;
SELECT j.id FROM a JOIN b USING (id) AS j;
SELECT x FROM (a JOIN b USING (id)) AS t;
SELECT a.x FROM (a JOIN b USING (id)) AS t;
SELECT t.x FROM a AS t (id, x);
SELECT p, x FROM a AS t (p);
SELECT DISTINCT ON (name) name, x FROM a ORDER BY name, x;
SELECT array_agg(x ORDER BY id) FILTER (WHERE name IS NOT NULL) FROM a;
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM a;
SELECT x FROM a FOR UPDATE OF a;
SELECT name FROM a UNION SELECT name FROM b ORDER BY nope;
SELECT x FROM a GROUP BY GROUPING SETS ((x), ());
TABLE a;
SELECT id FROM ONLY a;
SELECT x AS "Y" FROM a ORDER BY "Y";
SELECT x AS "Y" FROM a ORDER BY "y";
`;

const MARIADB = `
SELECT current_date, current_timestamp, utc_date FROM a;
SELECT TIMESTAMPDIFF(DAY, now(), now()), EXTRACT(YEAR FROM now()) FROM a;
SELECT DATE_ADD(now(), INTERVAL x DAY) FROM a;
SELECT test.a.x FROM a;
SELECT test.a.x FROM test.a t;
UPDATE a JOIN b ON b.a_id = a.id SET a.x = y, b.y = 1 WHERE a.name = b.name;
UPDATE a, b SET x = y WHERE a_id = a.id;
UPDATE a, b SET name = 'x' WHERE a_id = a.id;
DELETE a, b FROM a JOIN b ON b.a_id = a.id WHERE y = 1;
DELETE FROM t USING a AS t JOIN b ON b.a_id = t.id;
INSERT INTO a (id, x) VALUES (1, 2) ON DUPLICATE KEY UPDATE x = VALUES(x) + 1;
INSERT INTO a (id, x) VALUES (1, 2) ON DUPLICATE KEY UPDATE x = nope;
INSERT INTO a (id, x) SELECT b.id, b.y FROM b ON DUPLICATE KEY UPDATE a.x = b.y;
INSERT INTO a SET id = 1, x = id + 1;
INSERT INTO a (id, x) VALUES (1, id + 1);
REPLACE INTO a (id, x) VALUES (1, 2);
SELECT x AS s FROM a HAVING s > 1;
SELECT GROUP_CONCAT(name ORDER BY x SEPARATOR ',') FROM a;
SELECT @v := x FROM a;
SELECT j.k FROM a, JSON_TABLE('[]', '$[*]' COLUMNS (k int PATH '$')) j;
SELECT k FROM a, JSON_TABLE(name, '$[*]' COLUMNS (k int PATH '$', o FOR ORDINALITY)) AS j WHERE o = 1;
SELECT x FROM a ORDER BY a.x LIMIT 1;
SELECT table_name FROM information_schema.tables;
SELECT \`x\`, \`A\`.\`ID\` FROM a;
SELECT * FROM (SELECT 1 AS one) d WHERE one = 1;
`;

const SQLITE = `
SELECT rowid, oid, _rowid_, a.rowid FROM a;
SELECT "no such column" FROM a;
SELECT "id" FROM a;
SELECT x FROM main.a WHERE main.a.x = 1;
SELECT main.a.x FROM a;
INSERT INTO a (id, x) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET x = excluded.x WHERE name IS NULL RETURNING id;
INSERT INTO a (id, x) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET x = excluded.nope;
UPDATE a SET x = y FROM b WHERE b.a_id = a.id;
SELECT name FROM sqlite_schema;
SELECT key, value, j.type FROM a, json_each(name) j;
SELECT value FROM json_each('[1]') WHERE key > 0;
SELECT value FROM generate_series(1, 3);
SELECT name FROM pragma_table_info('a');
SELECT x AS s FROM a WHERE s > 1 ORDER BY s + 1;
SELECT column1 FROM (VALUES (1));
WITH t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT n FROM t;
SELECT a.x FROM a JOIN b ON c.z = 1 JOIN c;
SELECT x FROM a WHERE x IN v2;
SELECT id FROM a NATURAL LEFT JOIN b;
`;

interface Verdict {
  readonly sql: string;
  readonly engine: string;
  readonly ours: string;
}

/** Statements on whose names the engine and analysis disagree. */
async function disagreements(
  engine: string,
  url: string,
  statements: string,
): Promise<readonly Verdict[]> {
  const pack = testPack(engine);
  const dialect = testDialect(engine);
  const session = await openSession({ url }, pack);
  if (!session.ok) {
    throw new Error(JSON.stringify(session.error));
  }
  for (const { text } of script(SCHEMA, dialect).statements) {
    if (text.trim() !== "") {
      await session.value.query(text, []);
    }
  }
  const catalog = catalogFromScript(SCHEMA, dialect);
  const found: Verdict[] = [];
  for (const statement of script(statements, dialect).statements) {
    const sql = statement.text.trim().replace(/;$/u, "");
    if (sql === "") {
      continue;
    }
    const answer = await session.value.query(
      `EXPLAIN ${sql.replace(/^TABLE /u, "SELECT * FROM ")}`,
      [],
    );
    const reason = answer.ok
      ? "right"
      : answer.error.tag === "sql"
        ? `${answer.error.reason}: ${answer.error.message}`
        : answer.error.tag;
    const wrong = nameUses(analyze(statement, catalog)).filter(
      ({ meaning: it }) =>
        it.tag === "unknown" ||
        it.tag === "ambiguous" ||
        (it.tag === "column" && it.outOfReach === true),
    );
    const isRefused = /^(?:unknown-object|ambiguous)/u.test(reason);
    if (isRefused !== wrong.length > 0 || (!isRefused && reason !== "right")) {
      found.push({
        sql,
        engine: reason,
        ours: wrong.map((it) => `${it.name.text} ${it.meaning.tag}`).join(", "),
      });
    }
  }
  await session.value.close();
  return found;
}

test(
  "PostgreSQL",
  async () => {
    const server = await startPostgres();
    if ("unavailable" in server) {
      throw new Error(server.unavailable);
    }
    cleanups.push(() => server.stop());
    expect(await disagreements("postgres", server.url, COMMON + POSTGRES)).toMatchInlineSnapshot(
      `[]`,
    );
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
    expect(await disagreements("mariadb", server.url, COMMON + MARIADB)).toMatchInlineSnapshot(`
    [
      {
        "engine": "unknown-object: Unknown column 'A.ID' in 'SELECT'",
        "ours": "",
        "sql": "SELECT A.ID, X FROM a",
      },
      {
        "engine": "unknown-object: Unknown column 'A.ID' in 'SELECT'",
        "ours": "",
        "sql": "SELECT \`x\`, \`A\`.\`ID\` FROM a",
      },
    ]
  `);
  },
  LIMIT_MS,
);

test(
  "SQLite",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "sqlx-names-"));
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
    const url = `sqlite:${join(folder, "x.db")}`;
    expect(await disagreements("sqlite", url, COMMON + SQLITE)).toMatchInlineSnapshot(`
      [
        {
          "engine": "unknown-object: no such column: "no such column" - should this be a string literal in single-quotes?",
          "ours": "",
          "sql": "SELECT "no such column" FROM a",
        },
        {
          "engine": "unknown-object: no such table: generate_series",
          "ours": "",
          "sql": "SELECT value FROM generate_series(1, 3)",
        },
      ]
    `);
  },
  LIMIT_MS,
);
