/** Plans of real servers in one form. */
import { expect, test } from "vitest";
import { explain } from "../../server/src/wirevm/drivers/errors.ts";
import { explainPlan, type PlanStep } from "../../server/src/wirevm/drivers/plans.ts";
import type { Session } from "../../server/src/wirevm/drivers/session.ts";
import { testPack } from "../packs.ts";
import { opened, serverUrl } from "../servers/need.ts";

const TABLES = [
  "CREATE TABLE plan_users (id INT PRIMARY KEY, email VARCHAR(80) NOT NULL)",
  "CREATE TABLE plan_orders (id INT PRIMARY KEY, user_id INT NOT NULL, total DECIMAL(10,2))",
  "CREATE INDEX plan_orders_user ON plan_orders (user_id)",
];
const JOIN =
  "SELECT u.email, COUNT(*) AS n FROM plan_users u JOIN plan_orders o ON o.user_id = u.id WHERE u.email LIKE '%1' GROUP BY u.email ORDER BY n DESC LIMIT 3";

async function shown(db: Session, engine: string, sql: string, analyze = false): Promise<string> {
  const plan = await explainPlan(db, testPack(engine), sql, { analyze });
  return plan.ok ? lines(plan.value.root, 0) : explain(plan.error);
}

/** Operators, relations and indexes: what every engine says, without numbers that differ by machine. */
function lines(step: PlanStep, depth: number): string {
  const rows = step.actualRows === undefined ? "" : ` -> ${step.actualRows}`;
  return [
    `${"  ".repeat(depth)}${step.operator}: ${step.label}${step.on === undefined ? "" : ` (${step.on})`}${rows}`,
    ...step.children.map((it) => lines(it, depth + 1)),
  ].join("\n");
}

async function fill(db: Session, series: string): Promise<void> {
  for (const sql of [
    "DROP TABLE IF EXISTS plan_orders",
    "DROP TABLE IF EXISTS plan_users",
    ...TABLES,
    `INSERT INTO plan_users SELECT n, CONCAT('user', n) FROM ${series}`,
    `INSERT INTO plan_orders SELECT n, 1 + n % 500, n FROM ${series}`,
    "ANALYZE TABLE plan_users, plan_orders".replace(
      "TABLE ",
      series.includes("generate") ? "" : "TABLE ",
    ),
  ]) {
    const done = await db.query(sql);
    if (!done.ok) {
      throw new Error(`${sql}: ${explain(done.error)}`);
    }
  }
}

test("PostgreSQL", async ({ skip }) => {
  const db = await opened("postgres", serverUrl("postgres", { skip }));
  await fill(db, "generate_series(1, 2000) AS s (n)");
  expect(
    [
      await shown(db, "postgres", JOIN),
      await shown(db, "postgres", "SELECT * FROM plan_orders WHERE user_id = 7", true),
      await shown(db, "postgres", "DELETE FROM plan_users WHERE id < 5", true),
      await shown(db, "postgres", "SELECT 1 FORM x"),
    ].join("\n\n"),
  ).toMatchInlineSnapshot(`
    "limit: Limit
      sort: Sort
        aggregate: Hashed Aggregate
          hash-join: Hash Join
            scan: Seq Scan (plan_orders o)
            materialize: Hash
              scan: Seq Scan (plan_users u)

    bitmap-scan: Bitmap Heap Scan (plan_orders) -> 4
      bitmap-scan: Bitmap Index Scan (using plan_orders_user) -> 4

    modify: Delete (plan_users) -> 0
      index-scan: Index Scan (plan_users using plan_users_pkey) -> 4

    syntax error at or near "x". (42601)"
  `);
  const left = await db.query("SELECT count(*) FROM plan_users");
  expect(left.ok ? left.value.rows : left.error).toEqual([[2000]]);
  await db.close();
});

test("MariaDB", async ({ skip }) => {
  const db = await opened("mariadb", serverUrl("mariadb", { skip }));
  await fill(db, "(SELECT seq AS n FROM seq_1_to_2000) AS s");
  expect(
    [
      await shown(db, "mariadb", JOIN),
      await shown(db, "mariadb", "SELECT * FROM plan_orders WHERE user_id = 7", true),
      await shown(db, "mariadb", "DELETE FROM plan_users WHERE id < 5", true),
    ].join("\n\n"),
  ).toMatchInlineSnapshot(`
    "sort: Sort
      materialize: Temporary table
        nested-loop: Nested loop
          index-only-scan: Full index scan (index only) (o using plan_orders_user)
          index-scan: Unique lookup (u using PRIMARY)

    index-scan: Index lookup (plan_orders using plan_orders_user) -> 4

    index-scan: Index range scan (plan_users using PRIMARY) -> 4"
  `);
  const left = await db.query("SELECT COUNT(*) FROM plan_users");
  expect(left.ok ? left.value.rows : left.error).toEqual([[2000]]);
  await db.close();
});

test("SQLite and DuckDB", async () => {
  const all = [];
  for (const engine of ["sqlite", "duckdb"]) {
    const db = await opened(engine, `${engine}::memory:`);
    for (const sql of TABLES) {
      await db.query(sql);
    }
    all.push(
      await shown(db, engine, JOIN),
      await shown(db, engine, "SELECT * FROM plan_orders WHERE user_id = 7"),
    );
    await db.close();
  }
  expect(all.join("\n\n")).toMatchInlineSnapshot(`
    "sort: Use temp b-tree for order by
      aggregate: Use temp b-tree for group by
        nested-loop: Nested loop
          index-only-scan: Scan (o using plan_orders_user)
          index-scan: Search (u using sqlite_autoindex_plan_users_1)

    index-scan: Search (plan_orders using plan_orders_user)

    sort: Top n
      result: Projection
        aggregate: Hash group by
          result: Projection
            result: Projection
              hash-join: Hash join
                scan: Seq scan (memory.main.plan_users)
                scan: Seq scan (memory.main.plan_orders)

    result: Empty result"
  `);
});
