/**
 * What DuckDB says about itself: duckdb_functions(), duckdb_keywords() and duckdb_settings(). A
 * function that exists once for every numeric type becomes one entry with a type variable.
 */
import { DuckDBInstance } from "@duckdb/node-api";
import type { FunctionEntry } from "../../server/src/wirevm/packs/pack.ts";
import { signatures } from "./signatures.ts";
import { functionEntry, sortedFunctions, type Tables } from "./tables.ts";

interface FunctionRow {
  readonly function_name: string;
  readonly function_type: "scalar" | "aggregate" | "macro" | "table" | "table_macro" | "pragma";
  readonly description: string | null;
  readonly return_type: string | null;
  readonly parameters: readonly string[];
  readonly parameter_types: readonly (string | null)[];
  readonly varargs: string | null;
  readonly has_side_effects: boolean | null;
  readonly stability: string | null;
}

/** What the grammar reads, and windows, whose shorter forms the engine does not list. */
const SYNTAX = `
coalesce(value... T) T | first argument that is not NULL
nullif(a T, b any) T | NULL where both are equal, else the first
ifnull(value T, fallback T) T | the second where the first is NULL
grouping(column... any) bigint aggregate | bit mask of the columns that the grouping set leaves out
grouping_id(column... any) bigint aggregate | bit mask of the columns that the grouping set leaves out
try(expression T) T | NULL where the expression fails
unnest(list any, more?... any) any set | a list as rows
columns(pattern? any) any | all columns that match
extract(part varchar, from any) bigint | a part of a date
position(part varchar, s varchar) bigint! | place of a substring
overlay(s varchar, new varchar, start bigint, length? bigint) varchar! | replace part of a string
row_number() bigint window | number of the row
rank() bigint window | rank with gaps
dense_rank() bigint window | rank without gaps
rank_dense() bigint window | rank without gaps
percent_rank() double window | rank as a fraction
cume_dist() double window | share of rows up to this one
ntile(n bigint) bigint window | number of the bucket
lag(value T, rows? bigint, default? T) T window | value of an earlier row
lead(value T, rows? bigint, default? T) T window | value of a later row
first_value(value T) T window | value of the first row
last_value(value T) T window | value of the last row
nth_value(value T, n bigint) T window | value of the n-th row
fill(value T) T window >=1.4 | missing values, interpolated
current_date() date stable bare | today
current_time() time_with_time_zone stable bare | time of day
current_timestamp() timestamp_with_time_zone stable bare | start of the transaction
current_catalog() varchar stable bare | current database
current_role() varchar stable bare | role
current_user() varchar stable bare | user
session_user() varchar stable bare | user
user() varchar stable bare | user
localtime() time stable bare | time of day
localtimestamp() timestamp stable bare | now
percentile_cont(fraction double) any aggregate within=any | interpolated percentile
percentile_disc(fraction double) any aggregate within=any | percentile
mode() any aggregate within=any | most frequent value
`;

/** More overloads than this of one length are gathered into one where a pattern is seen. */
const MANY = 4;

export async function duckdbTables(): Promise<Tables> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const rows = async <T>(sql: string): Promise<T[]> =>
    (await connection.runAndReadAll(sql)).getRowObjectsJson() as unknown as T[];
  try {
    const all = (
      await rows<FunctionRow>(
        "SELECT * FROM duckdb_functions() WHERE function_name ~ '^[a-z_][a-z0-9_]*$' ORDER BY function_name, parameter_types::VARCHAR",
      )
    ).filter((it) => it.function_type !== "pragma");
    const syntax = signatures(SYNTAX).map((it) => it.entry);
    // `mode(x)` is there besides `mode() WITHIN GROUP (…)`; all else of ours replaces what is listed.
    const bySyntax = new Set(syntax.map((it) => it.name).filter((it) => it !== "mode"));
    const hidden = new Set(
      all.filter((it) => isHidden(it.function_name)).map((it) => it.function_name),
    );
    const functions = gathered(
      all
        .filter((it) => !hidden.has(it.function_name) && !bySyntax.has(it.function_name))
        .map(fromRow),
    );
    const keywords = await rows<{ keyword_name: string; keyword_category: string }>(
      "SELECT upper(keyword_name) AS keyword_name, keyword_category FROM duckdb_keywords() ORDER BY 1",
    );
    const names = new Set([...syntax, ...functions].map((it) => it.name.toUpperCase()));
    const of = (category: string): string[] =>
      keywords.filter((it) => it.keyword_category === category).map((it) => it.keyword_name);
    const reserved = [...of("reserved"), ...of("type_function")].sort();
    return {
      functions: sortedFunctions([...syntax, ...functions]),
      hiddenFunctions: [...hidden].sort(),
      keywords: {
        reserved,
        notFunction: of("column_name").filter((it) => !names.has(it) && !CALLED.has(it)),
        notAlias: [],
        functionNames: reserved.filter(
          (it) => names.has(it) || CALLED.has(it) || of("type_function").includes(it),
        ),
        unreserved: of("unreserved"),
      },
      settings: (await rows<{ name: string }>("SELECT name FROM duckdb_settings() ORDER BY 1")).map(
        (it) => it.name,
      ),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const CALLED = new Set([
  ...["ANY", "SOME", "ALL", "ARRAY", "CAST", "TRY_CAST", "EXISTS", "ROW", "COALESCE", "NULLIF"],
  ...["EXTRACT", "OVERLAY", "POSITION", "SUBSTRING", "TRIM", "STRUCT", "MAP", "LAMBDA"],
]);

/** Functions of any type that answer the type of their first argument. */
const SAME_TYPE =
  /^(min|max|first|last|any_value|arbitrary|mode|nullif|greatest|least|ifnull|quantile|quantile_disc)$/u;

function isHidden(name: string): boolean {
  return (
    name.startsWith("__") ||
    name.startsWith("pg_") ||
    name.startsWith("has_") ||
    name.startsWith("test_")
  );
}

function fromRow(row: FunctionRow): FunctionEntry {
  const types = row.parameter_types.map((it) => typeText(it ?? "ANY"));
  const isTable = row.function_type === "table" || row.function_type === "table_macro";
  const positional = row.parameters.filter(
    (it) => !isTable || row.function_type === "table_macro" || /^col\d+$/u.test(it),
  );
  const named = row.parameters.filter((it) => !positional.includes(it)).sort();
  const args = positional.map((it) => types[row.parameters.indexOf(it)] ?? "any");
  if (row.varargs !== null) {
    args.push(typeText(row.varargs));
  }
  const isSame = SAME_TYPE.test(row.function_name) && row.return_type === "ANY" && args.length > 0;
  if (isSame) {
    args[0] = "anyelement";
  }
  const names = row.varargs === null ? positional : [...positional, "more"];
  return functionEntry({
    name: row.function_name,
    args,
    names: names.some((it) => !/^(col|arg)\d*$/u.test(it)) ? names.map(plainName) : undefined,
    optional: row.varargs === null ? 0 : 1,
    variadic: row.varargs !== null,
    named: named.length > 0 ? named : undefined,
    returns: isTable ? "record" : isSame ? "anyelement" : typeText(row.return_type ?? "ANY"),
    set: isTable,
    kind: isTable ? "table" : row.function_type === "aggregate" ? "aggregate" : undefined,
    volatility:
      row.has_side_effects === true || row.stability === "VOLATILE"
        ? "volatile"
        : row.stability === "CONSISTENT_WITHIN_QUERY"
          ? "stable"
          : "immutable",
    doc:
      row.description === null || row.description === ""
        ? undefined
        : row.description.replace(/\s+/gu, " ").trim(),
  });
}

function plainName(name: string): string {
  return /^\w+/u.exec(name)?.[0] ?? name;
}

function typeText(type: string): string {
  const plain = type.replace(/\[\d+\]|\[ANY\]/gu, "[]");
  if (plain === "T") return "anyelement";
  if (plain === "T[]") return "anyarray";
  if (/^[KV]$|^LAMBDA$|^POINTER$|^TYPE$|^INVALID$|^TABLE$|^AGGREGATE_STATE/u.test(plain))
    return "any";
  if (/^[KVT]\[\]/u.test(plain) || plain === "LIST" || plain === "ARRAY") return "any[]";
  return plain
    .replaceAll('"NULL"', "null")
    .replace(/^(STRUCT|MAP|UNION)\b.*?(\[\])?$/u, "$1$2")
    .toLowerCase();
}

/** Overloads of one name and length as one entry, where their types follow a pattern. */
function gathered(entries: readonly FunctionEntry[]): FunctionEntry[] {
  const groups = new Map<string, FunctionEntry[]>();
  for (const it of entries) {
    const key = `${it.name}/${it.args.length}/${it.variadic === true}/${it.kind ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), it]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length <= MANY) {
      return group;
    }
    const same = first.args.map((_, i) => group.every((it) => it.args[i] === first.args[i]));
    if (group.every((it) => it.returns === first.returns)) {
      return [
        functionEntry({
          ...first,
          args: first.args.map((it, i) => (same[i] === true ? it : "any")),
        }),
      ];
    }
    const variable = first.args.findIndex(
      (_, i) => group.filter((it) => it.args[i] === it.returns).length >= group.length - 2,
    );
    if (variable === -1) {
      return group;
    }
    const args = first.args.map((it, i) =>
      i === variable ? "anyelement" : same[i] === true ? it : "any",
    );
    return [functionEntry({ ...first, args, returns: "anyelement" })];
  });
}
