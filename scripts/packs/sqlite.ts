/**
 * What SQLite says about itself: names and numbers of arguments from pragma_function_list, which are
 * compared with our signatures, and keywords by trying each in the places that matter.
 */
import Database from "better-sqlite3";
import type { FunctionEntry } from "../../server/src/wirevm/packs/pack.ts";
import { signatures } from "./signatures.ts";
import { SQLITE_FUNCTIONS } from "./sqlite-functions.ts";
import { functionEntry, sortedFunctions, type Tables } from "./tables.ts";

export function sqliteTables(): Tables {
  const db = new Database(":memory:");
  try {
    db.exec("CREATE TABLE u (a)");
    const rows = db
      .prepare<[], { name: string; counts: string }>(
        "SELECT name, group_concat(narg) AS counts FROM pragma_function_list WHERE name GLOB '[a-z]*' GROUP BY name",
      )
      .all();
    const counts = new Map(rows.map((it) => [it.name, it.counts.split(",").map(Number)]));
    const written = signatures(SQLITE_FUNCTIONS).map((it) => it.entry);
    const pragmas = pragmaFunctions(db);
    const names = new Set(written.map((it) => it.name));
    return {
      functions: sortedFunctions([
        ...written.map((it) => fitted(it, written, counts.get(it.name))),
        ...pragmas,
      ]),
      hiddenFunctions: [...counts.keys()].filter((it) => !names.has(it)).sort(),
      // RAISE is a function to people and a production of its own to the grammar.
      keywords: keywords(db, new Set([...names].filter((it) => it !== "raise"))),
      settings: db
        .prepare<[], { name: string }>("SELECT name FROM pragma_pragma_list ORDER BY name")
        .all()
        .map((it) => it.name),
    };
  } finally {
    db.close();
  }
}

/** Pragmas that answer rows are table functions too: `pragma_table_info('t')`. */
function pragmaFunctions(db: Database.Database): FunctionEntry[] {
  const names = db.prepare<[], { name: string }>("SELECT name FROM pragma_pragma_list").all();
  return names.flatMap(({ name }) => {
    try {
      const columns = db.prepare(`SELECT * FROM pragma_${name}`).columns();
      return [
        functionEntry({
          name: `pragma_${name}`,
          args: ["any", "text"],
          names: ["argument", "schema"],
          optional: 2,
          returns: "record",
          set: true,
          columns: columns.map((it): [string, string] => [it.name, "any"]),
          kind: "table",
          volatility: "volatile",
          doc: `PRAGMA ${name} as rows`,
        }),
      ];
    } catch {
      return [];
    }
  });
}

/** Our signature, made as wide as the library's numbers of arguments where it was narrower. */
function fitted(
  entry: FunctionEntry,
  all: readonly FunctionEntry[],
  counts: readonly number[] | undefined,
): FunctionEntry {
  if (counts === undefined || all.filter((it) => it.name === entry.name).length > 1) {
    return entry;
  }
  const least = Math.min(...counts.map((it) => (it < 0 ? Math.max(0, -it - 2) : it)));
  const open = counts.some((it) => it < 0);
  const most = open ? entry.args.length : Math.max(...counts);
  const args = Array.from(
    { length: Math.max(most, entry.args.length) },
    (_, i) => entry.args[i] ?? "any",
  );
  const names = args.map((_, i) => entry.names?.[i] ?? `argument${i + 1}`);
  const required = Math.min(least, args.length - (entry.optional ?? 0));
  return functionEntry({
    ...entry,
    args,
    names: args.length > 0 ? names : undefined,
    optional:
      args.length - Math.max(required, open ? args.length - (entry.optional ?? 0) : required),
    variadic: entry.variadic === true || (open && entry.optional === undefined),
  });
}

function keywords(db: Database.Database, functions: ReadonlySet<string>): Record<string, string[]> {
  const parses = (sql: string): boolean => {
    try {
      db.prepare(sql);
      return true;
    } catch (error) {
      return !(error instanceof Error && /syntax error|incomplete input/u.test(error.message));
    }
  };
  const reserved: string[] = [];
  const notFunction: string[] = [];
  const notAlias: string[] = [];
  const functionNames: string[] = [];
  const unreserved: string[] = [];
  for (const word of SQLITE_WORDS) {
    const calls = functions.has(word.toLowerCase()) || word === "EXISTS";
    if (!parses(`CREATE TABLE t (${word} int)`)) {
      reserved.push(word);
      if (calls) {
        functionNames.push(word);
      }
      continue;
    }
    unreserved.push(word);
    if (!parses(`SELECT 1 ${word}`)) {
      notAlias.push(word);
    }
    if (!parses(`SELECT ${word}(1)`) && !calls) {
      notFunction.push(word);
    }
  }
  return { reserved, notFunction, notAlias, functionNames, unreserved };
}

/** https://www.sqlite.org/lang_keywords.html, which no binding of the library lists. */
const SQLITE_WORDS =
  "ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC ATTACH AUTOINCREMENT BEFORE BEGIN BETWEEN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DATABASE DEFAULT DEFERRABLE DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH ELSE END ESCAPE EXCEPT EXCLUDE EXCLUSIVE EXISTS EXPLAIN FAIL FILTER FIRST FOLLOWING FOR FOREIGN FROM FULL GENERATED GLOB GROUP GROUPS HAVING IF IGNORE IMMEDIATE IN INDEX INDEXED INITIALLY INNER INSERT INSTEAD INTERSECT INTO IS ISNULL JOIN KEY LAST LEFT LIKE LIMIT MATCH MATERIALIZED NATURAL NO NOT NOTHING NOTNULL NULL NULLS OF OFFSET ON OR ORDER OTHERS OUTER OVER PARTITION PLAN PRAGMA PRECEDING PRIMARY QUERY RAISE RANGE RECURSIVE REFERENCES REGEXP REINDEX RELEASE RENAME REPLACE RESTRICT RETURNING RIGHT ROLLBACK ROW ROWID ROWS SAVEPOINT SELECT SET STRICT TABLE TEMP TEMPORARY THEN TIES TO TRANSACTION TRIGGER UNBOUNDED UNION UNIQUE UPDATE USING VACUUM VALUES VIEW VIRTUAL WHEN WHERE WINDOW WITH WITHIN WITHOUT".split(
    " ",
  );
