/** Packs say what the real engines do: each capability that a statement can show, on each engine. */
import { DuckDBInstance } from "@duckdb/node-api";
import Database from "better-sqlite3";
import mysql from "mysql2/promise";
import pg from "pg";
import { expect, test } from "vitest";
import { withMariadb, withPostgres } from "../../scripts/packs/servers.ts";
import { can } from "../../server/src/wirevm/packs/capability.ts";
import { testPack } from "../packs.ts";
import { NOT_SHOWN, PROBES } from "./capability-probes.ts";

const MINUTES = 60_000;
const TABLES = [
  ...["t", "u", "t2"].map((it) => `CREATE TABLE ${it} (a int, b int)`),
  ...["u2", "u3"].map((it) => `CREATE TABLE ${it} (a int)`),
];

/** What differs between pack and engine; `refusal` answers why the engine did not read a statement. */
async function differences(
  engine: string,
  version: string,
  refusal: (sql: string) => Promise<string | undefined>,
): Promise<readonly string[]> {
  const pack = testPack(engine);
  const found: string[] = [];
  for (const [capability, sql] of PROBES) {
    if (NOT_SHOWN[engine]?.includes(capability) === true) {
      continue;
    }
    const why = await refusal(sql);
    if ((why === undefined) !== can(pack, capability, version)) {
      found.push(`${engine} ${version} ${capability}: ${why ?? "the engine reads it"}`);
    }
  }
  return found;
}

test("PostgreSQL", { timeout: 5 * MINUTES }, async () => {
  const found = await withPostgres([15, 16, 17, 18], async (servers) => {
    const all: string[] = [];
    for (const { major, socket, port } of servers) {
      const client = new pg.Client({ host: socket, port, user: "postgres", database: "postgres" });
      await client.connect();
      for (const sql of TABLES) {
        await client.query(sql);
      }
      all.push(
        ...(await differences("postgres", String(major), async (sql) => {
          await client.query("BEGIN");
          try {
            await client.query(sql);
            return undefined;
          } catch (error) {
            const { code, message } = error as { code?: string; message: string };
            const isUnread =
              code === "42601" ||
              code === "0A000" ||
              (code === "42883" && message.includes("operator")) ||
              (code === "42703" && /"(top|abc)"/u.test(message));
            return isUnread ? message : undefined;
          } finally {
            await client.query("ROLLBACK");
          }
        })),
      );
      await client.end();
    }
    return all;
  });
  expect(found).toEqual([]);
});

test("MariaDB", { timeout: 5 * MINUTES }, async () => {
  const found = await withMariadb(async ({ socket }) => {
    const connection = await mysql.createConnection({ socketPath: socket, user: "root" });
    await connection.query("CREATE DATABASE probes");
    await connection.query("USE probes");
    for (const sql of TABLES) {
      await connection.query(sql);
    }
    const all = await differences("mariadb", "10.11", async (sql) => {
      try {
        await connection.query(sql);
        return undefined;
      } catch (error) {
        const { errno = 0, message } = error as { errno?: number; message: string };
        const isUnread = [1064, 1235].includes(errno) || /^FUNCTION|'TOP'/u.test(message);
        return isUnread ? message : undefined;
      }
    });
    await connection.end();
    return all;
  });
  expect("missing" in found ? [] : found).toEqual([]);
});

test("SQLite", async () => {
  const db = new Database(":memory:");
  db.exec(TABLES.join(";"));
  const version = db.prepare<[], { v: string }>("SELECT sqlite_version() AS v").get()?.v ?? "";
  const found = await differences("sqlite", version, async (sql) => {
    try {
      db.prepare(sql);
      return undefined;
    } catch (error) {
      const message = error instanceof Error ? error.message : "";
      return /syntax error|unrecognized token|not supported|no such function: (?!REGEXP)|incomplete/u.test(
        message,
      )
        ? message
        : undefined;
    }
  });
  db.close();
  expect(found).toEqual([]);
});

test("DuckDB", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const sql of TABLES) {
    await connection.run(sql);
  }
  const found = await differences("duckdb", "1.5.6", async (sql) => {
    await connection.run("BEGIN");
    try {
      await connection.run(sql);
      return undefined;
    } catch (error) {
      const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
      return /Parser Error|Not implemented|syntax/u.test(message) ? message : undefined;
    } finally {
      await connection.run("ROLLBACK").catch(() => undefined);
    }
  });
  connection.closeSync();
  instance.closeSync();
  expect(found).toEqual([]);
});
