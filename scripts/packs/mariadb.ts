/**
 * What a MariaDB server says about its functions: which names it knows, how many arguments each takes
 * (measured by asking it to explain a call) and, beside our own signatures, what it answers. Keywords
 * are measured too: a word is reserved when it cannot name a column.
 */
import mysql from "mysql2/promise";
import type { FunctionEntry } from "../../server/src/wirevm/packs/pack.ts";
import { MYSQL_FUNCTIONS } from "./mysql-functions.ts";
import type { MariadbServer } from "./servers.ts";
import { signatures } from "./signatures.ts";
import { functionEntry, sortedFunctions, type Tables } from "./tables.ts";

/** A call with as many arguments that is accepted is taken to accept any number. */
const MOST_ARGUMENTS = 9;

/** Wrong number of arguments to a native function. */
const WRONG_COUNT = new Set([1582, 1583, 1107]);
const NO_SUCH_FUNCTION = new Set([1305, 1630, 1128]);
const SYNTAX = 1064;

export async function mariadbTables(server: MariadbServer): Promise<Tables> {
  const connection = await mysql.createConnection({
    socketPath: server.socket,
    user: "root",
    multipleStatements: false,
  });
  try {
    await connection.query("CREATE DATABASE IF NOT EXISTS packs");
    await connection.query("USE packs");
    const written = signatures(MYSQL_FUNCTIONS)
      .filter((it) => it.only.size === 0 || it.only.has("ma"))
      .map((it) => functionEntry({ ...it.entry, ...since(it.only.get("ma")) }));
    const listed = await column(
      connection,
      "SELECT lower(function) FROM information_schema.sql_functions",
    );
    const names = new Set([
      ...written.map((it) => it.name),
      ...listed.filter((it) => it !== "function"),
    ]);
    const functions: FunctionEntry[] = [];
    const hidden: string[] = [];
    for (const name of [...names].sort()) {
      const known = written.filter((it) => it.name === name);
      const counts = await acceptedCounts(connection, name);
      const first = counts[0];
      const last = counts.at(-1);
      if (known.length === 0) {
        hidden.push(name);
      } else if (first === undefined || last === undefined || known.length > 1) {
        functions.push(...known);
      } else {
        functions.push(...known.map((it) => fitted(it, first, last)));
      }
    }
    return {
      functions: sortedFunctions(functions),
      hiddenFunctions: hidden,
      keywords: await keywords(
        connection,
        new Set([
          ...functions.map((it) => it.name.toUpperCase()),
          ...hidden.map((it) => it.toUpperCase()),
          "EXISTS",
        ]),
      ),
      settings: [
        ...new Set(
          await column(
            connection,
            "SELECT lower(variable_name) FROM information_schema.system_variables",
          ),
        ),
      ].sort(),
    };
  } finally {
    await connection.end();
  }
}

function since(version: string | undefined): { since?: string } {
  return version === undefined ? {} : { since: version };
}

async function column(connection: mysql.Connection, sql: string): Promise<string[]> {
  const [rows] = await connection.query<mysql.RowDataPacket[][]>({ sql, rowsAsArray: true });
  return rows.map((it) => String(it[0]));
}

/** Numbers of arguments the server accepts; none where the function has a grammar of its own. */
export async function acceptedCounts(
  connection: mysql.Connection,
  name: string,
): Promise<number[]> {
  const accepted: number[] = [];
  for (let count = 0; count <= MOST_ARGUMENTS; count += 1) {
    const code = await errorOf(
      connection,
      `EXPLAIN SELECT ${name}(${Array(count).fill("NULL").join(",")})`,
    );
    if (code === SYNTAX) {
      return [];
    }
    if (!WRONG_COUNT.has(code) && !NO_SUCH_FUNCTION.has(code)) {
      accepted.push(count);
    }
  }
  return accepted;
}

async function errorOf(connection: mysql.Connection, sql: string): Promise<number> {
  try {
    await connection.query(sql);
    return 0;
  } catch (error) {
    return error instanceof Error && "errno" in error ? Number(error.errno) : -1;
  }
}

/** Our signature with the server's numbers of arguments. */
function fitted(entry: FunctionEntry, first: number, last: number): FunctionEntry {
  // Functions of pairs refuse every other number.
  const variadic = last >= MOST_ARGUMENTS - 1;
  const length = variadic ? Math.max(entry.args.length, 1) : last;
  const args = Array.from({ length }, (_, i) => entry.args[i] ?? "any");
  const names =
    entry.names === undefined
      ? undefined
      : Array.from({ length }, (_, i) => entry.names?.[i] ?? `argument${i + 1}`);
  return functionEntry({
    ...entry,
    args,
    names: length > 0 ? names : undefined,
    optional: Math.max(0, length - first),
    variadic,
  });
}

async function keywords(
  connection: mysql.Connection,
  functions: ReadonlySet<string>,
): Promise<Record<string, string[]>> {
  const words = (await column(connection, "SELECT word FROM information_schema.keywords"))
    .map((it) => it.toUpperCase())
    .filter((it) => /^[A-Z_][A-Z_0-9]*$/u.test(it));
  const reserved: string[] = [];
  const notAlias: string[] = [];
  const functionNames: string[] = [];
  const unreserved: string[] = [];
  for (const word of [...new Set(words)].sort()) {
    const isName =
      (await errorOf(connection, `EXPLAIN SELECT x.c FROM (SELECT 1 AS ${word}, 2 AS c) x`)) !==
        SYNTAX &&
      (await errorOf(connection, `EXPLAIN SELECT ${word} FROM (SELECT 1 AS c) x`)) !== SYNTAX &&
      (await errorOf(connection, `CREATE OR REPLACE TEMPORARY TABLE w (${word} int)`)) !== SYNTAX;
    if (isName) {
      unreserved.push(word);
      const isAlias =
        (await errorOf(connection, `EXPLAIN SELECT 1 ${word}`)) !== SYNTAX &&
        (await errorOf(connection, `EXPLAIN SELECT 1 FROM (SELECT 1) ${word}`)) !== SYNTAX;
      if (!isAlias) {
        notAlias.push(word);
      }
      continue;
    }
    reserved.push(word);
    if (functions.has(word)) {
      functionNames.push(word);
    }
  }
  return { reserved, notFunction: [], notAlias, functionNames, unreserved };
}
