/**
 * What PostgreSQL says about itself: functions from pg_proc with the sentences of pg_description,
 * keywords with their categories, settings. Several majors are asked, so that an entry knows the
 * first version that has it.
 */
import pg from "pg";
import type { FunctionEntry } from "../../server/src/wirevm/packs/pack.ts";
import { POSTGRES_SYNTAX } from "./postgres-syntax.ts";
import type { PostgresServer } from "./servers.ts";
import { functionEntry, sortedFunctions, type Tables } from "./tables.ts";

interface FunctionRow {
  readonly name: string;
  readonly kind: "f" | "a" | "w" | "p";
  readonly args: readonly string[];
  readonly names: readonly string[] | null;
  readonly modes: readonly string[] | null;
  readonly all_args: readonly string[] | null;
  readonly defaults: number;
  readonly variadic: string | null;
  readonly returns: string;
  readonly set: boolean;
  readonly volatility: "i" | "s" | "v";
  readonly strict: boolean;
  readonly direct: number | null;
  readonly agg_kind: "n" | "o" | "h" | null;
  readonly doc: string | null;
}

/** Functions that an index, a type or a language calls take or return one of these and are no user's. */
const FUNCTIONS = `
SELECT p.proname AS name, p.prokind AS kind,
  ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS a(t, n) ORDER BY n) AS args,
  p.proargnames AS names, p.proargmodes::text[] AS modes,
  CASE WHEN p.proallargtypes IS NULL THEN NULL ELSE
    ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proallargtypes) WITH ORDINALITY AS a(t, n) ORDER BY n) END AS all_args,
  p.pronargdefaults AS defaults,
  CASE WHEN p.provariadic = 0 THEN NULL ELSE format_type(p.provariadic, NULL) END AS variadic,
  format_type(p.prorettype, NULL) AS returns, p.proretset AS set, p.provolatile AS volatility,
  p.proisstrict AS strict, g.aggnumdirectargs AS direct, g.aggkind AS agg_kind,
  obj_description(p.oid, 'pg_proc') AS doc
FROM pg_proc p LEFT JOIN pg_aggregate g ON g.aggfnoid = p.oid
WHERE p.pronamespace = 'pg_catalog'::regnamespace AND NOT EXISTS (
  SELECT 1 FROM unnest(p.proargtypes || p.prorettype) AS t(oid)
  WHERE t.oid IN ('internal'::regtype, 'cstring'::regtype, 'trigger'::regtype, 'event_trigger'::regtype,
    'fdw_handler'::regtype, 'index_am_handler'::regtype, 'language_handler'::regtype,
    'table_am_handler'::regtype, 'tsm_handler'::regtype))
ORDER BY 1, 3`;

/** Sentences of functions that stand behind an operator, an index, an aggregate or the system itself. */
const HIDDEN =
  /^(implementation of|statistics:|hash$|less-equal-greater|smaller of|larger of|aggregate (transition|final|combine|serial|deserial)|internal|window RANGE support|convert (u|to|from)?[a-z0-9_]* ?to [A-Z]|I\/O|for use by|(bitmap|GiST|GIN|SP-GiST|BRIN)|.*\((internal|obsolete)\))/u;
const HIDDEN_NAMES =
  /_(send|recv|in|out|accum|transfn|finalfn|combine|inv|cmp|smaller|larger)$|^binary_upgrade_|^_?pg_stat_get_|^RI_|^hash_/u;

/** Types of a sentence's arguments that stand for any type at all. */
const ANY = /^("any"|any)$/u;

export async function postgresTables(servers: readonly PostgresServer[]): Promise<Tables> {
  const known = new Map<string, { entry: FunctionEntry; majors: number[] }>();
  const hidden = new Set<string>();
  const settings = new Set<string>();
  let keywords: Record<string, string[]> = {};
  const majors = servers.map((it) => it.major).sort((a, b) => a - b);
  for (const server of [...servers].sort((a, b) => b.major - a.major)) {
    const client = new pg.Client({
      host: server.socket,
      port: server.port,
      user: "postgres",
      database: "postgres",
    });
    await client.connect();
    try {
      for (const row of (await client.query<FunctionRow>(FUNCTIONS)).rows) {
        if (row.kind === "p" || isHidden(row)) {
          hidden.add(row.name);
          continue;
        }
        const entry = fromRow(row);
        const key = `${entry.name}(${entry.args.join(",")})`;
        const found = known.get(key);
        if (found === undefined) {
          known.set(key, { entry, majors: [server.major] });
        } else {
          found.majors.push(server.major);
        }
      }
      for (const row of (await client.query<{ name: string }>("SELECT name FROM pg_settings"))
        .rows) {
        settings.add(row.name);
      }
      if (server.major === majors.at(-1)) {
        keywords = await keywordsOf(client);
      }
    } finally {
      await client.end();
    }
  }
  const functions: FunctionEntry[] = [...POSTGRES_SYNTAX];
  for (const { entry, majors: has } of known.values()) {
    functions.push(functionEntry({ ...entry, ...span(has, majors) }));
  }
  const visible = new Set(functions.map((it) => it.name));
  return {
    functions: sortedFunctions(functions),
    hiddenFunctions: [...hidden].filter((it) => !visible.has(it)).sort(),
    keywords,
    settings: [...new Set([...settings, ...MORE_SETTINGS])].sort(),
  };
}

/** Names for SET and SHOW that are no settings of their own. */
const MORE_SETTINGS = [
  "role",
  "session_authorization",
  "timezone",
  "names",
  "transaction_isolation",
  "search_path",
];

function span(has: readonly number[], all: readonly number[]): { since?: string; until?: string } {
  const first = Math.min(...has);
  const last = Math.max(...has);
  const after = all.find((it) => it > last);
  return {
    ...(first > (all[0] ?? 0) ? { since: String(first) } : {}),
    ...(after === undefined ? {} : { until: String(after) }),
  };
}

function isHidden(row: FunctionRow): boolean {
  return (
    row.kind === "f" && (row.doc === null || HIDDEN.test(row.doc) || HIDDEN_NAMES.test(row.name))
  );
}

function fromRow(row: FunctionRow): FunctionEntry {
  const types = row.args.map(plain);
  const modes = row.modes ?? types.map(() => "i");
  const names = row.names?.filter((_, i) => "ibv".includes(modes[i] ?? "i"));
  const columns = (row.all_args ?? []).flatMap((type, i): [string, string][] =>
    "otb".includes(modes[i] ?? "i") ? [[row.names?.[i] ?? `column${i}`, plain(type)]] : [],
  );
  let args = types;
  let withinGroup: string[] | undefined;
  if (row.agg_kind === "o") {
    args = types.slice(0, row.direct ?? 0);
    withinGroup = types.slice(row.direct ?? 0);
  } else if (row.agg_kind === "h") {
    withinGroup = ["any"];
  }
  const variadic = row.variadic !== null;
  if (variadic && args.length > 0) {
    args = [...args.slice(0, -1), plain(row.variadic ?? "any")];
  }
  return functionEntry({
    name: row.name,
    args,
    names:
      names !== undefined && names.length === args.length && names.every((it) => it !== "")
        ? names
        : undefined,
    optional: row.defaults,
    variadic,
    returns: plain(row.returns),
    set: row.set,
    columns:
      columns.length > 0 && (row.returns === "record" || columns.length > 1) ? columns : undefined,
    kind: { f: undefined, a: "aggregate", w: "window", p: undefined }[row.kind],
    withinGroup,
    volatility: { i: "immutable", s: "stable", v: "volatile" }[row.volatility],
    strict: row.strict,
    doc: row.doc ?? undefined,
  });
}

function plain(type: string): string {
  return ANY.test(type) ? "any" : type;
}

/** A keyword that needs AS before it as a column's alias is not one as a table's: the stricter wins. */
async function keywordsOf(client: pg.Client): Promise<Record<string, string[]>> {
  const rows = (
    await client.query<{ word: string; category: string; bare: boolean }>(
      "SELECT upper(word) AS word, catcode::text AS category, barelabel AS bare FROM pg_get_keywords() ORDER BY 1",
    )
  ).rows;
  const of = (category: string): string[] =>
    rows.filter((it) => it.category === category).map((it) => it.word);
  const syntax = new Set(POSTGRES_SYNTAX.map((it) => it.name.toUpperCase()));
  const reserved = [...of("R"), ...of("T")].sort();
  return {
    reserved,
    notFunction: of("C").filter((it) => !syntax.has(it) && !CALLED.has(it)),
    notAlias: rows.filter((it) => !it.bare && "UC".includes(it.category)).map((it) => it.word),
    functionNames: reserved.filter(
      (it) => of("T").includes(it) || syntax.has(it) || CALLED.has(it),
    ),
    unreserved: of("U"),
  };
}

/** Reserved words that are followed by a parenthesis as if they were functions. */
const CALLED = new Set([
  ...["ANY", "SOME", "ALL", "ARRAY", "CAST", "EXISTS", "ROW"],
  ...["EXTRACT", "NORMALIZE", "OVERLAY", "POSITION", "SUBSTRING"],
]);
