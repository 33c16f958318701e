/**
 * The engines' own parsers as judges of one statement: accepted, or why not.
 */
import Database from "better-sqlite3";
import { loadModule, parseSync } from "libpg-query";
import mysql from "mysql2/promise";
import { startMariadb } from "../servers/mariadb.ts";

/** Says "" for accepted, the complaint for refused, `undefined` where it cannot judge. */
export interface Judge {
  accepts(sql: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** PostgreSQL's parser, compiled to WASM. */
export async function postgresJudge(): Promise<Judge | string> {
  await loadModule();
  return {
    accepts: (sql) => {
      try {
        parseSync(sql);
        return Promise.resolve("");
      } catch (error) {
        return Promise.resolve(messageOf(error));
      }
    },
    close: () => Promise.resolve(),
  };
}

/** Complaints that come after parsing: about meaning, not about the text. */
const SQLITE_SYNTAX =
  /syntax error|incomplete input|unrecognized token|unknown database type|near "|unterminated|malformed|parser stack overflow|unknown join type|a NATURAL join may not|cannot use window functions|a JOIN clause is required|ORDER BY clause should come|LIMIT clause should come|unsupported frame|unsupported use of NULLS|RELEASE|unknown table option|too many terms|no tables specified|error in generated column|cannot start/iu;

/**
 * SQLite's `prepare`, on an empty database and on one that has what statements usually name: a
 * complaint about meaning ends the parse, so each finds errors that the other does not reach.
 */
export function sqliteJudge(): Promise<Judge | string> {
  const empty = new Database(":memory:");
  const filled = new Database(":memory:");
  filled.exec(`
    CREATE TABLE t (a, b, c, d, e, f, x, y, id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE u (a, b, c, d, x, y);
    CREATE TABLE t1 (a, b, c, d, x, y);
    CREATE TABLE t2 (a, b, c, d, x, y);
    CREATE VIEW w AS SELECT a, b, c FROM t;`);
  return Promise.resolve({
    accepts: (sql) => {
      const verdicts = [empty, filled].map((it) => sqliteVerdict(it, sql));
      return Promise.resolve(
        verdicts.includes(undefined) ? undefined : (verdicts.find((it) => it !== "") ?? ""),
      );
    },
    close: () => {
      empty.close();
      filled.close();
      return Promise.resolve();
    },
  });
}

function sqliteVerdict(db: Database.Database, sql: string): string | undefined {
  try {
    db.prepare(sql);
    return "";
  } catch (error) {
    const message = messageOf(error);
    if (/contains more than one statement|contains no statements/iu.test(message)) {
      return undefined;
    }
    return SQLITE_SYNTAX.test(message) ? message : "";
  }
}

/** Errors of MariaDB that are about the text itself. */
const MARIADB_SYNTAX = new Set([
  1064, // Syntax.
  1149, // Syntax.
  1221, // Incorrect usage of two clauses together.
  1234, // Incorrect usage of a clause.
  1247,
  1248, // A derived table without an alias.
  1308, // LEAVE without a label.
  1309,
  1310,
  1313, // RETURN outside a function.
  1320,
  1331,
  1333,
  1337,
  1338,
]);

/** A real MariaDB, by PREPARE. */
export async function mariadbJudge(): Promise<Judge | string> {
  const server = await startMariadb();
  if ("unavailable" in server) {
    return server.unavailable;
  }
  const { url } = server;
  let connection = await mysql.createConnection(url);
  await connection.query("CREATE DATABASE IF NOT EXISTS judged");
  await connection.query("USE judged");
  return {
    accepts: async (sql) => {
      try {
        await connection.query("SET @judged = ?", [sql]);
        await connection.query("PREPARE judged FROM @judged");
        return "";
      } catch (error) {
        const { errno } = error as { readonly errno?: number };
        if (errno === undefined) {
          connection = await mysql.createConnection(url);
          await connection.query("USE judged");
          return undefined;
        }
        return MARIADB_SYNTAX.has(errno) ? messageOf(error) : "";
      }
    },
    close: async () => {
      await connection.end();
      await server.stop();
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
