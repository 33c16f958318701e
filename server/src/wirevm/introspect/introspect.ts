/**
 * From a session to a catalog: runs the pack's catalog queries and puts their rows together. Which
 * queries there are is the pack's business; the names and columns understood here are listed in
 * `CatalogRows`. No SQL of its own, and no engine: what a pack does not ask for stays empty.
 */
import { err, ok, type Result } from "../../base/result.ts";
import type { Catalog } from "../../catalog/model.ts";
import { compileDialect } from "../../sql/dialect.ts";
import { explain, type SqlError } from "../drivers/errors.ts";
import type { QueryOptions, Session } from "../drivers/session.ts";
import { holdsAt } from "../packs/capability.ts";
import type { CatalogQuery, Pack } from "../packs/pack.ts";
import { buildCatalog, type CatalogRow } from "./build.ts";

export interface IntrospectOptions {
  /** Only these schemas; all that are not the system's where it is absent. */
  readonly schemas?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

/** Names of the queries that make a catalog; each may be missing from a pack. */
export const CATALOG_QUERIES = [
  "schemas",
  "search-path",
  "definitions",
  "tables",
  "columns",
  "keys",
  "foreign-keys",
  "checks",
  "indexes",
  "triggers",
  "policies",
  "routines",
  "parameters",
  "types",
  "type-members",
  "sequences",
  "roles",
  "extensions",
  "row-estimates",
  "statistics",
] as const;
export type CatalogQueryName = (typeof CATALOG_QUERIES)[number];

/** Without these there is no catalog; what else cannot be read leaves a note. */
const NEEDED: ReadonlySet<string> = new Set(["tables", "columns"]);

/** Reads everything the pack's queries find. */
export async function introspect(
  session: Session,
  pack: Pack,
  options: IntrospectOptions = {},
): Promise<Result<Catalog, SqlError>> {
  const rows = new Map<CatalogQueryName, readonly CatalogRow[]>();
  const notes: string[] = [];
  for (const name of CATALOG_QUERIES) {
    const answer = await ask(session, pack, name, options);
    if (answer === undefined) {
      continue;
    }
    if (answer.ok) {
      rows.set(name, answer.value);
      // Another form that is marked optional reads all there is; one that is not leaves something out.
      if (answer.instead !== undefined && !answer.optional) {
        notes.push(
          `Some ${name.replaceAll("-", " ")} could not be read: ${explain(answer.instead)}`,
        );
      }
      continue;
    }
    const { error } = answer;
    if (error.tag !== "sql" || NEEDED.has(name)) {
      return answer;
    }
    // A catalog table that this server does not have holds nothing that could be missed.
    if (!(answer.optional && error.reason === "unknown-object")) {
      notes.push(`${name.replaceAll("-", " ")} could not be read: ${explain(error)}`);
    }
  }
  const dialect = compileDialect(pack, session.version === "" ? undefined : session.version);
  return ok(
    buildCatalog({
      dialect,
      version: session.version === "" ? undefined : session.version,
      rows: (name) => rows.get(name) ?? [],
      schemas: options.schemas,
      notes,
    }),
  );
}

/** A value that is the same as long as no definition changed; `undefined` where the pack cannot tell. */
export async function fingerprint(
  session: Session,
  pack: Pack,
  options: QueryOptions = {},
): Promise<Result<string | undefined, SqlError>> {
  const query = pack.catalog["fingerprint"];
  if (query === undefined) {
    return ok(undefined);
  }
  const answer = await session.query(query.sql, [], options);
  return answer.ok ? ok(String(answer.value.rows[0]?.[0] ?? "")) : answer;
}

type Answer = Result<readonly CatalogRow[], SqlError> & {
  readonly optional: boolean;
  /** The first form of the query failed with this, and another form answered. */
  readonly instead?: SqlError | undefined;
};

async function ask(
  session: Session,
  pack: Pack,
  name: string,
  options: IntrospectOptions,
): Promise<Answer | undefined> {
  let failed: (Answer & { readonly ok: false }) | undefined;
  for (const query of queriesFor(pack, name, session.version)) {
    const optional = query.optional === true;
    const answer = await session.query(query.sql, [], {
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    });
    if (answer.ok) {
      const { columns } = query;
      const records = answer.value.rows.map((row): CatalogRow => {
        const record: Record<string, CatalogRow[string]> = {};
        for (const [index, column] of columns.entries()) {
          record[column] = row[index] ?? null;
        }
        return record;
      });
      return { ...ok(records), optional, instead: failed?.error };
    }
    failed ??= { ...err(answer.error), optional };
    if (answer.error.tag !== "sql") {
      break;
    }
  }
  return failed;
}

/**
 * The query of a name and its other forms (`columns.without-views`), as far as the server's version is
 * among theirs, in the order they are to be tried.
 */
function queriesFor(pack: Pack, name: string, version: string): readonly CatalogQuery[] {
  const fits = (query: CatalogQuery) =>
    version === "" ||
    holdsAt(
      {
        ...(query.since === undefined ? {} : { since: query.since }),
        ...(query.until === undefined ? {} : { until: query.until }),
      },
      version,
    );
  return Object.entries(pack.catalog)
    .filter(([it, query]) => (it === name || it.startsWith(`${name}.`)) && fits(query))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, query]) => query);
}
