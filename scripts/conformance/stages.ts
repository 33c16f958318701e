/**
 * Databases to compare translations on: each holds the same data in tables of its own dialect, runs a
 * script, answers what its last query gave and what all tables hold after it, and is as before again.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import mysql from "mysql2/promise";
import pg from "pg";

/** What a script did: the rows of each query, and all rows of all tables where something changed. */
export interface Outcome {
  readonly results: readonly (readonly (readonly unknown[])[])[];
  readonly tables: Readonly<Record<string, readonly (readonly unknown[])[]>> | undefined;
}

export interface Stage {
  readonly engine: string;
  /** With `dumps`, what all tables hold afterwards is told even if nothing looks like a change. */
  run(statements: readonly string[], dumps?: boolean): Promise<Outcome>;
  close(): Promise<void>;
}

const FOLDER = join(import.meta.dirname, "../../test/translate/conformance");

type Cell = string | number | boolean | null | object;
const DATA = JSON.parse(readFileSync(join(FOLDER, "data.json"), "utf8")) as Record<
  string,
  readonly (readonly Cell[])[]
>;

export function schemaOf(engine: string): string {
  return readFileSync(join(FOLDER, `schema.${engine}.sql`), "utf8");
}

export const TABLES: readonly string[] = Object.keys(DATA);

/** Statements that put the data into the tables; they are the same for all but booleans and escapes. */
function inserts(literal: (cell: Cell) => string): readonly string[] {
  return Object.entries(DATA).map(
    ([table, rows]) =>
      `INSERT INTO ${table} VALUES ${rows.map((row) => `(${row.map(literal).join(", ")})`).join(", ")}`,
  );
}

function standardLiteral(
  cell: Cell,
  quote = (text: string) => `'${text.replaceAll("'", "''")}'`,
): string {
  if (cell === null) {
    return "NULL";
  }
  switch (typeof cell) {
    case "number":
      return String(cell);
    case "boolean":
      return cell ? "TRUE" : "FALSE";
    case "object":
      return quote(JSON.stringify(cell));
    default:
      return quote(cell);
  }
}

const isRead = (sql: string) =>
  /^(?:\s|\(|--[^\n]*\n)*(?:select|with|values|show|explain|pragma|describe|table)\b/iu.test(sql) &&
  !/\b(?:insert|update|delete|merge)\b/iu.test(sql);
const isDefinition = (sql: string) =>
  /^(?:\s|--[^\n]*\n)*(?:create|alter|drop|truncate|rename|comment|begin|start|commit|rollback|set|savepoint)\b/iu.test(
    sql,
  );

const STATEMENT_LIMIT_MS = 5000;

export async function postgresStage(url: string): Promise<Stage> {
  const client = new pg.Client({ connectionString: url, statement_timeout: STATEMENT_LIMIT_MS });
  await client.connect();
  const reset = async () => {
    await client.query("ROLLBACK");
    await client.query("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; RESET ALL");
    await client.query(schemaOf("postgres"));
    for (const it of inserts((cell) => standardLiteral(cell))) {
      await client.query(it);
    }
    await client.query(
      "SELECT setval(pg_get_serial_sequence('employees', 'id'), (SELECT max(id) FROM employees))",
    );
  };
  await reset();
  const query = async (sql: string) =>
    client.query({
      text: sql,
      rowMode: "array",
      types: { getTypeParser: () => (text: string) => text },
    });
  return {
    engine: "postgres",
    async run(statements, dumps = false) {
      const reads = !dumps && statements.every(isRead);
      const controls = statements.some((it) =>
        /^\s*(?:begin|start|commit|rollback|vacuum)\b/iu.test(it),
      );
      const results: unknown[][][] = [];
      if (!reads && !controls) {
        await client.query("BEGIN");
      }
      try {
        for (const sql of statements) {
          const answer = await query(sql);
          if (answer.fields.length > 0) {
            results.push(
              (answer.rows as unknown[][]).map((row) =>
                row.map((cell, index) => fromPostgres(cell, answer.fields[index]?.dataTypeID ?? 0)),
              ),
            );
          }
        }
        const tables: Record<string, unknown[][]> = {};
        if (!reads) {
          for (const table of TABLES) {
            const answer = await query(`SELECT * FROM ${table} ORDER BY 1, 2`).catch(
              () => undefined,
            );
            if (answer === undefined) {
              break;
            }
            tables[table] = (answer.rows as unknown[][]).map((row) =>
              row.map((cell, index) => fromPostgres(cell, answer.fields[index]?.dataTypeID ?? 0)),
            );
          }
        }
        return { results, tables: reads ? undefined : tables };
      } finally {
        if (!reads) {
          await client.query("ROLLBACK");
          if (controls) {
            await reset();
          }
          await client.query(
            "SELECT setval(pg_get_serial_sequence('employees', 'id'), (SELECT max(id) FROM employees))",
          );
        }
      }
    },
    async close() {
      await client.end();
    },
  };
}

const BOOL = 16;

function fromPostgres(cell: unknown, type: number): unknown {
  return type === BOOL && cell !== null ? (cell === "t" ? 1 : 0) : cell;
}

export async function mariadbStage(url: string): Promise<Stage> {
  const connection = await mysql.createConnection({
    uri: url,
    dateStrings: true,
    jsonStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    rowsAsArray: true,
  });
  const reset = async () => {
    await connection.changeUser({});
    for (const it of ["conformance", "app"]) {
      await connection.query(`DROP DATABASE IF EXISTS ${it}`);
    }
    await connection.query("CREATE DATABASE conformance CHARACTER SET utf8mb4");
    await connection.query("USE conformance");
    await connection.query(
      `SET SESSION sql_mode = DEFAULT, max_statement_time = ${STATEMENT_LIMIT_MS / 1000}`,
    );
    for (const it of schemaOf("mariadb")
      .split(/;\s*\n/u)
      .filter((one) => one.trim() !== "")) {
      await connection.query(it);
    }
    const quote = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
    for (const it of inserts((cell) => standardLiteral(cell, quote))) {
      await connection.query(it);
    }
  };
  await reset();
  const query = async (sql: string): Promise<unknown[][] | undefined> => {
    const [rows] = await connection.query(sql);
    return Array.isArray(rows) ? (rows as unknown[][]) : undefined;
  };
  return {
    engine: "mariadb",
    async run(statements, dumps = false) {
      const reads = !dumps && statements.every(isRead);
      const defines = statements.some(isDefinition);
      const results: unknown[][][] = [];
      if (!reads && !defines) {
        await connection.query("BEGIN");
      }
      try {
        for (const sql of statements) {
          const rows = await query(sql);
          if (rows !== undefined) {
            results.push(rows);
          }
        }
        const tables: Record<string, unknown[][]> = {};
        if (!reads) {
          for (const table of TABLES) {
            const rows = await query(`SELECT * FROM ${table} ORDER BY 1, 2`).catch(() => undefined);
            if (rows === undefined) {
              break;
            }
            tables[table] = rows;
          }
        }
        return { results, tables: reads ? undefined : tables };
      } finally {
        if (defines) {
          await reset();
        } else if (!reads) {
          await connection.query("ROLLBACK");
          await connection.query("ALTER TABLE employees AUTO_INCREMENT = 8");
        }
      }
    },
    async close() {
      await connection.end();
    },
  };
}

export async function sqliteStage(): Promise<Stage> {
  let db = made();
  function made() {
    const fresh = new Database(":memory:");
    fresh.pragma("foreign_keys = ON");
    fresh.exec(schemaOf("sqlite"));
    const text = (cell: Cell) =>
      typeof cell === "boolean"
        ? cell
          ? "1"
          : "0"
        : typeof cell === "string" && /^-?\d+\.\d+$/u.test(cell)
          ? cell
          : standardLiteral(cell);
    for (const it of inserts(text)) {
      fresh.exec(it);
    }
    return fresh;
  }
  const query = (sql: string): unknown[][] | undefined => {
    const statement = db.prepare(sql);
    if (!statement.reader) {
      statement.run();
      return undefined;
    }
    return statement.safeIntegers(true).raw(true).all() as unknown[][];
  };
  return {
    engine: "sqlite",
    async run(statements, dumps = false) {
      const reads = !dumps && statements.every(isRead);
      const results: unknown[][][] = [];
      try {
        for (const sql of statements) {
          const rows = query(sql);
          if (rows !== undefined) {
            results.push(rows);
          }
        }
        const tables: Record<string, unknown[][]> = {};
        if (!reads) {
          for (const table of TABLES) {
            try {
              tables[table] = query(`SELECT * FROM ${table} ORDER BY 1, 2`) ?? [];
            } catch {
              break;
            }
          }
        }
        return { results, tables: reads ? undefined : tables };
      } finally {
        if (!reads) {
          db.close();
          db = made();
        }
      }
    },
    async close() {
      db.close();
    },
  };
}

/** Significant digits that must agree: engines keep fractions to different lengths. */
const DIGITS = 6;

/** A value without what engines write differently: numbers, dates, booleans, JSON. */
export function normal(cell: unknown): string {
  if (cell === null || cell === undefined) {
    return "NULL";
  }
  if (typeof cell === "boolean") {
    return cell ? "1" : "0";
  }
  if (Buffer.isBuffer(cell)) {
    return readable(cell);
  }
  if (typeof cell === "object") {
    return JSON.stringify(sorted(cell));
  }
  const text = String(cell);
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/iu.test(text)) {
    const number = Number(text);
    return Number.isSafeInteger(number)
      ? String(number)
      : String(Number(number.toPrecision(DIGITS)));
  }
  if (text.startsWith("\\x") && /^(?:[0-9a-f]{2})*$/u.test(text.slice(2))) {
    return readable(Buffer.from(text.slice(2), "hex"));
  }
  if (/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/u.test(text)) {
    return text
      .replace("T", " ")
      .replace(/(\.\d*?)0+$/u, "$1")
      .replace(/\.$/u, "")
      .replace(/[+]00(?::00)?$/u, "")
      .replace(/ 00:00:00$/u, "");
  }
  if (/^[[{]/u.test(text)) {
    try {
      return JSON.stringify(sorted(JSON.parse(text)));
    } catch {
      return text;
    }
  }
  return text;
}

/** Bytes as the text they are, where they are one: some clients hand out texts as bytes. */
function readable(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.includes("\uFFFD") || text.includes("\0") ? `x${bytes.toString("hex")}` : text;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, it]) => [key, sorted(it)]),
    );
  }
  return value;
}

/** Are the outcomes the same? Order counts where the source asks for one. */
export function difference(a: Outcome, b: Outcome, ordered: boolean): string | undefined {
  const text = (rows: readonly (readonly unknown[])[], keeps: boolean) => {
    const lines = rows.map((row) => row.map(normal).join(" | "));
    return keeps ? lines : lines.toSorted();
  };
  if (a.results.length !== b.results.length) {
    return `${a.results.length} results, then ${b.results.length}`;
  }
  for (const [index, rows] of a.results.entries()) {
    const left = text(rows, ordered).join("\n");
    const right = text(b.results[index] ?? [], ordered).join("\n");
    if (left !== right) {
      return `${left}\n    ---\n${right}`;
    }
  }
  for (const table of a.tables === undefined || b.tables === undefined ? [] : TABLES) {
    const left = text(a.tables?.[table] ?? [], false).join("\n");
    const right = text(b.tables?.[table] ?? [], false).join("\n");
    if (left !== right) {
      return `table ${table}\n${left}\n    ---\n${right}`;
    }
  }
  return undefined;
}
