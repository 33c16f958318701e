/** The command line as programs and people call it: a process, its output, its exit status. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const CLI = join(import.meta.dirname, "../../server/src/cli/main.ts");
/** Sources are compiled once for all processes of the tests. */
const COMPILED = join(import.meta.dirname, "../../.cache/compiled");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sqlx-cli-"));
  const db = new Database(join(folder, "shop.db"));
  db.exec(
    "CREATE TABLE users (id integer PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'Ada'), (9007199254740993, NULL)",
  );
  db.close();
  writeFileSync(
    join(folder, "sqlx.json"),
    JSON.stringify({
      dialect: "sqlite",
      connections: { shop: { url: "sqlite:shop.db" } },
      active: "shop",
      migrations: { dir: "migrations" },
    }),
  );
  mkdirSync(join(folder, "migrations"));
  writeFileSync(
    join(folder, "migrations/0001_orders.up.sql"),
    "CREATE TABLE orders (id integer PRIMARY KEY);\n",
  );
  writeFileSync(join(folder, "migrations/0001_orders.down.sql"), "DROP TABLE orders;\n");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly out: string;
  readonly err: string;
  readonly status: number | null;
}

function run(args: readonly string[], input = ""): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", CLI, ...args], {
      cwd: folder,
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
    });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (it) => {
      out += it;
    });
    child.stderr.setEncoding("utf8").on("data", (it) => {
      err += it;
    });
    child.on("close", (status) => resolve({ out, err, status }));
    child.stdin.end(input);
  });
}

async function lines(
  args: readonly string[],
  requests: readonly unknown[],
): Promise<readonly Record<string, unknown>[]> {
  const { out } = await run(
    args,
    requests.map((it) => (typeof it === "string" ? it : JSON.stringify(it))).join("\n"),
  );
  return out
    .trim()
    .split("\n")
    .map((it) => JSON.parse(it));
}

test("lint --jsonl answers line by line, and a bad line does not stop the rest", async () => {
  const answers = await lines(
    ["lint", "--jsonl"],
    [
      { id: 1, sql: "DELETE FROM users", dialect: "postgres" },
      "no json",
      { id: 3, sql: "SELECT a FROM t WHERE a = 1", dialect: "mysql" },
      { id: 4, sql: "SELECT 1", dialect: "klingon" },
    ],
  );
  expect(answers.map((it) => it["id"])).toEqual([1, undefined, 3, 4]);
  expect(answers[0]).toHaveProperty(
    ["findings", 0],
    expect.objectContaining({
      severity: "error",
      start: { line: 0, character: 0 },
      text: "DELETE FROM users",
    }),
  );
  expect(answers[1]?.["error"]).toMatchObject({ code: "json" });
  expect(answers[2]?.["findings"]).toEqual([]);
  expect(answers[3]?.["error"]).toMatchObject({ code: "dialect" });
});

test("complete and inline --jsonl", async () => {
  const schema =
    "CREATE TABLE users (id int PRIMARY KEY, name text); CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id));";
  const [completed] = await lines(
    ["complete", "--jsonl"],
    [{ id: "a", sql: "SELECT u. FROM users u", offset: 9, dialect: "postgres", schema }],
  );
  expect(completed).toHaveProperty(["items", 0, "label"], "id");
  expect(completed).toHaveProperty(["items", 1, "label"], "name");
  const [ghost] = await lines(
    ["inline", "--jsonl"],
    [{ id: "b", prefix: "SELECT * FROM users u JOIN ", suffix: "", dialect: "postgres", schema }],
  );
  expect(ghost?.["items"]).toEqual([{ insertText: "orders o ON o.user_id = u.id" }]);
});

test("translate --jsonl says how it was checked, and refuses rather than lie", async () => {
  const [done, broken] = await lines(
    ["translate", "--jsonl"],
    [
      { id: 1, sql: "SELECT IFNULL(a, 0) FROM t LIMIT 2, 3", from: "mysql", to: "postgres" },
      { id: 2, sql: "SELEC", from: "mysql", to: "postgres" },
    ],
  );
  expect(done).toMatchObject({ id: 1, verified: expect.stringMatching(/engine|analysis|parser/u) });
  expect(done?.["output"]).toContain("LIMIT 3 OFFSET 2");
  expect(broken?.["error"]).toMatchObject({ code: "parse" });
});

test("migrate lint --jsonl has the lock", async () => {
  const [answer] = await lines(
    ["migrate", "lint", "--jsonl"],
    [{ id: 1, dialect: "postgres", sql: "CREATE INDEX i ON t (a);" }],
  );
  const findings = answer?.["findings"] as Record<string, unknown>[];
  expect(findings.find((it) => it["rule"] === "migration/create-index-blocking")).toMatchObject({
    lock: { mode: "SHARE", blocks: "writes", rewrite: false },
    rewritesTable: false,
    saferSql: "CREATE INDEX CONCURRENTLY i ON t (a)",
  });
});

describe("query", () => {
  test("prints rows exactly, in several formats", async () => {
    const json = await run([
      "query",
      "--connection",
      "shop",
      "--format",
      "json",
      "SELECT id, name FROM users ORDER BY id",
    ]);
    expect(json.status).toBe(0);
    expect(JSON.parse(json.out)).toEqual([
      { id: 1, name: "Ada" },
      { id: "9007199254740993", name: null },
    ]);
  });
  test("is read-only unless told otherwise", async () => {
    const refused = await run(["query", "DELETE FROM users"]);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain("nothing was run");
  });
  test("a failing statement is the database's failure", async () => {
    const failed = await run(["query", "SELECT a FROM nowhere"]);
    expect(failed.status).toBe(3);
    expect(failed.err).toContain("nowhere");
  });
  test("an unknown connection is bad usage and names the known ones", async () => {
    const unknown = await run(["query", "--connection", "prod", "SELECT 1"]);
    expect(unknown.status).toBe(2);
    expect(unknown.err).toContain("there is shop");
  });
});

test("migrations go up and down", async () => {
  expect((await run(["migrate", "status"])).out).toContain("1 pending of 1");
  const tried = await run(["migrate", "up", "--dry-run", "--json"]);
  expect([tried.status, JSON.parse(tried.out).outcome]).toEqual([0, "worked"]);
  expect((await run(["migrate", "status"])).out).toContain("1 pending of 1");
  expect((await run(["migrate", "up"])).status).toBe(0);
  const after = JSON.parse((await run(["migrate", "status", "--json"])).out);
  expect(after.migrations.map((it: { state: string }) => it.state)).toEqual(["applied"]);
  expect((await run(["migrate", "down"])).status).toBe(0);
  expect((await run(["migrate", "status"])).out).toContain("1 pending of 1");
});

test("lint of files: exit status, fixes, formats", async () => {
  const file = join(folder, "a.sql");
  writeFileSync(
    file,
    "INSERT INTO users VALUES (1, 'x');\nCREATE TABLE users (id int PRIMARY KEY, name text);\n",
  );
  const found = await run(["lint", "a.sql", "--rule", "correctness/insert-without-columns"]);
  expect(found.status).toBe(1);
  expect(found.out).toContain("a.sql");
  const sarif = JSON.parse((await run(["lint", "a.sql", "--format", "sarif"])).out);
  expect(sarif.version).toBe("2.1.0");
  await run(["lint", "a.sql", "--fix"]);
  expect(readFileSync(file, "utf8")).toContain("INSERT INTO users (id, name) VALUES");
});

test("a bad sqlx.json is named, with what is allowed", async () => {
  const own = mkdtempSync(join(tmpdir(), "sqlx-bad-"));
  writeFileSync(join(own, "sqlx.json"), '{ "dialect": "klingon" }');
  const before = folder;
  folder = own;
  const outcome = await run(["query", "SELECT 1"]);
  folder = before;
  rmSync(own, { recursive: true });
  expect(outcome.status).toBe(2);
  expect(outcome.err).toContain('"klingon" is no dialect; allowed: auto');
});

test("help, unknown commands, unknown options", async () => {
  expect((await run(["help"])).status).toBe(0);
  expect((await run(["help", "lint"])).out).toContain("--fix");
  expect((await run(["frobnicate"])).status).toBe(2);
  expect((await run(["lint", "--frobnicate"])).status).toBe(2);
});
