/**
 * From JSON to a pack: the check against the schema, and inheritance.
 *
 * A pack has one parent. Records are merged by key and `null` removes an entry; word lists are
 * replaced; functions and locks are replaced name by name, settings are added to, and `without`
 * takes names out of these three. Which pack is whose parent is looked up by the caller.
 */

import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { holdsAt, isWithin } from "./capability.ts";
import type {
  Capability,
  Complete,
  FunctionEntry,
  Lexis,
  LockEntry,
  Pack,
  PackData,
} from "./pack.ts";
import { packSchema } from "./pack.ts";

/** Why a pack was refused. `path` says where: `exampledb.capabilities.qualifi`. */
export interface PackError {
  readonly tag: "pack";
  readonly path: string;
  readonly message: string;
}

/** A chain longer than this is taken for a mistake. */
const MAX_PARENTS = 8;

/** Checks parsed JSON against the schema. Unknown keys, wrong kinds and over-long texts are errors with a path. */
export function decodePack(json: unknown): Result<PackData, PackError> {
  const decoded = packSchema.safeParse(json);
  if (decoded.success) {
    return ok(decoded.data);
  }
  const issue = decoded.error.issues[0];
  const root = engineOf(json);
  if (issue === undefined) {
    return err({ tag: "pack", path: root, message: "not a pack" });
  }
  const path = [root, ...issue.path.map(String)];
  if (issue.code === "unrecognized_keys") {
    path.push(issue.keys[0] ?? "");
    return err({ tag: "pack", path: path.join("."), message: "nothing here has this name" });
  }
  return err({ tag: "pack", path: path.join("."), message: issue.message });
}

/**
 * The pack and its parents, nearest first. `find` gives a pack's own data by its name.
 * A missing parent and a circle are refused.
 */
export function packChain(
  engine: string,
  find: (engine: string) => Result<PackData, PackError>,
): Result<readonly PackData[], PackError> {
  const chain: PackData[] = [];
  const seen = new Set<string>();
  let next: string | undefined = engine;
  while (next !== undefined) {
    const path = `${[...seen, next].join(" > ")}`;
    if (seen.has(next)) {
      return err({ tag: "pack", path: `${engine}.extends`, message: `goes in a circle: ${path}` });
    }
    if (seen.size > MAX_PARENTS) {
      return err({ tag: "pack", path: `${engine}.extends`, message: "has too many parents" });
    }
    seen.add(next);
    const found: Result<PackData, PackError> = find(next);
    if (!found.ok) {
      return found;
    }
    chain.push(found.value);
    next = found.value.extends;
  }
  return ok(chain);
}

/** Merges a pack (first) with its parents (after it, nearest first). */
export function mergePacks(chain: readonly PackData[]): Pack {
  const [own, ...parents] = chain;
  if (own === undefined) {
    throw new Error("a chain of packs has at least one");
  }
  let data = inherited({}, chain.at(-1) ?? own);
  for (const child of [...chain].reverse().slice(1)) {
    data = inherited(data, child);
  }
  return {
    engine: own.engine,
    title: own.title,
    version: own.version,
    engineVersion: own.engineVersion,
    protocol: own.protocol,
    lineage: [own, ...parents].map((it) => it.engine),
    lexis: { ...PLAIN_LEXIS, ...defined(data.lexis ?? {}) } as Complete<Lexis>,
    keywords: {
      reserved: data.keywords?.reserved ?? [],
      notFunction: data.keywords?.notFunction ?? [],
      notAlias: data.keywords?.notAlias ?? [],
      functionNames: data.keywords?.functionNames ?? [],
      unreserved: data.keywords?.unreserved ?? [],
      since: data.keywords?.since ?? {},
    },
    capabilities: present(data.capabilities),
    types: present(data.types),
    functions: data.functions ?? [],
    hiddenFunctions: data.hiddenFunctions ?? [],
    settings: data.settings ?? [],
    catalog: present(data.catalog),
    systemSchemas: data.systemSchemas ?? [],
    defaultSchema: data.defaultSchema ?? "",
    searchPath: data.searchPath ?? [],
    errors: present(data.errors),
    locks: data.locks ?? [],
    data: { ...own, ...data },
  };
}

/** The standard's lexis: what holds where neither a pack nor its parents say otherwise. */
const PLAIN_LEXIS: Complete<Lexis> = {
  identifierQuotes: [['"', '"']],
  backslashEscapes: false,
  escapeStringPrefix: false,
  stringPrefixes: ["N", "X", "B"],
  dollarQuotes: false,
  tripleQuotes: false,
  quoteOperator: false,
  nestedComments: false,
  hashComments: false,
  slashComments: false,
  dashCommentNeedsSpace: false,
  versionComments: false,
  parameters: ["?"],
  identifierCharacters: "$",
  foldsUnquoted: "upper",
  caseSensitiveNames: "quoted",
  clientCommands: [],
  operators: ["<>", "!=", "<=", ">=", "||", "::"],
  customOperators: false,
};

/** What describes a pack and not the engine it is about is never inherited. */
type Inherited = Partial<
  Omit<
    PackData,
    | "$schema"
    | "engine"
    | "title"
    | "version"
    | "requires"
    | "extends"
    | "parentVersion"
    | "without"
    | "engineVersion"
    | "engineVersions"
    | "protocol"
    | "schemes"
    | "languageIds"
    | "aliases"
    | "clients"
    | "detect"
    | "examples"
    | "sources"
  >
>;

function inherited(all: Inherited, child: PackData): Inherited {
  const parent = child.parentVersion === undefined ? all : atVersion(all, child.parentVersion);
  const without = child.without ?? {};
  const merged: Inherited = {
    ...parent,
    lexis: { ...parent.lexis, ...child.lexis },
    keywords: { ...parent.keywords, ...child.keywords },
    capabilities: { ...parent.capabilities, ...child.capabilities },
    types: { ...kept(parent.types, without.types), ...child.types },
    catalog: { ...parent.catalog, ...child.catalog },
    errors: { ...parent.errors, ...child.errors },
    functions: byName(
      withTypes(parent.functions, parent.types, child),
      child.functions,
      without.functions,
      (it) => it.name,
    ),
    locks: byName(parent.locks, child.locks, without.locks, (it) => it.change),
    hiddenFunctions: byName(
      parent.hiddenFunctions,
      child.hiddenFunctions,
      without.functions,
      (it) => it,
    ),
    settings: byName(parent.settings, child.settings, without.settings, (it) => it),
    continuations: { ...parent.continuations, ...child.continuations },
    explain: { ...parent.explain, ...child.explain },
    autoNames: { ...parent.autoNames, ...child.autoNames },
    migrations: { ...parent.migrations, ...child.migrations },
    aiCapabilities: { ...parent.aiCapabilities, ...child.aiCapabilities },
    protocolIntelligence: { ...parent.protocolIntelligence, ...child.protocolIntelligence },
    translate: { ...parent.translate, ...child.translate },
  };
  for (const key of [
    "systemSchemas",
    "systemTables",
    "systemColumns",
    "effectfulFunctions",
    "searchPath",
  ] as const) {
    const own = child[key];
    if (own !== undefined) {
      merged[key] = own;
    }
  }
  if (child.intelligenceModules !== undefined) {
    merged.intelligenceModules = child.intelligenceModules;
  }
  if (child.defaultSchema !== undefined) {
    merged.defaultSchema = child.defaultSchema;
  }
  return merged;
}

/** The parent's functions without those that name a type the child takes out. */
function withTypes(
  functions: readonly FunctionEntry[] | undefined,
  types: Inherited["types"],
  child: PackData,
): readonly FunctionEntry[] | undefined {
  const gone = new Set<string>();
  for (const [name, it] of Object.entries(types ?? {})) {
    const stays = child.types?.[name];
    const isOut =
      child.without?.types?.includes(name) === true ? stays === undefined : stays === null;
    if (isOut) {
      for (const spelling of [name, ...(it?.aliases ?? [])]) {
        gone.add(spelling);
      }
    }
  }
  if (gone.size === 0) {
    return functions;
  }
  const isGone = (type: string): boolean => gone.has(type.replace(/(?:\[\])+$/u, ""));
  return functions?.filter((it) => !isGone(it.returns) && !it.args.some(isGone));
}

/** The parent's entries with the parent's versions settled: the child counts differently. */
function atVersion(parent: Inherited, version: string): Inherited {
  const settled: Inherited = { ...parent };
  if (parent.capabilities !== undefined) {
    settled.capabilities = Object.fromEntries(
      Object.entries(parent.capabilities).map(([name, it]): [string, Capability | null] => [
        name,
        it === null ? null : holdsAt(it, version),
      ]),
    );
  }
  const { reserved, since } = parent.keywords ?? {};
  if (reserved !== undefined && since !== undefined) {
    const isReserved = (it: string): boolean => isWithin({ since: since[it] }, version);
    settled.keywords = { ...parent.keywords, reserved: reserved.filter(isReserved), since: {} };
  }
  if (parent.functions !== undefined) {
    settled.functions = spans(parent.functions, version);
  }
  if (parent.locks !== undefined) {
    settled.locks = spans(parent.locks, version);
  }
  if (parent.catalog !== undefined) {
    settled.catalog = Object.fromEntries(
      Object.entries(parent.catalog).flatMap(([name, it]) =>
        it === null || !isWithin(it, version) ? [] : [[name, timeless(it)]],
      ),
    );
  }
  return settled;
}

function spans<T extends FunctionEntry | LockEntry>(entries: readonly T[], version: string): T[] {
  return entries.filter((it) => isWithin(it, version)).map(timeless);
}

function timeless<T extends { since?: string | undefined; until?: string | undefined }>(
  entry: T,
): T {
  const rest = { ...entry };
  delete rest.since;
  delete rest.until;
  return rest;
}

/** The parent's entries whose name the child neither has nor takes out, then the child's. */
function byName<T>(
  parent: readonly T[] | undefined,
  child: readonly T[] | undefined,
  without: readonly string[] | undefined,
  nameOf: (entry: T) => string,
): T[] {
  if (parent === undefined || parent.length === 0) {
    return [...(child ?? [])];
  }
  if (without?.includes(ALL) === true) {
    return [...(child ?? [])];
  }
  const gone = new Set([...(without ?? []), ...(child ?? []).map(nameOf)]);
  return [...parent.filter((it) => !gone.has(nameOf(it))), ...(child ?? [])];
}

/** Stands for every name in a list of what is taken out. */
const ALL = "*";

function kept<T>(
  parent: Readonly<Record<string, T>> | undefined,
  without: readonly string[] | undefined,
): Record<string, T> {
  if (without === undefined) {
    return { ...parent };
  }
  const gone = new Set(without);
  return gone.has(ALL)
    ? {}
    : Object.fromEntries(Object.entries(parent ?? {}).filter(([name]) => !gone.has(name)));
}

function present<T>(
  record: Readonly<Record<string, T | null>> | undefined,
): Readonly<Record<string, T>> {
  const kept: Record<string, T> = {};
  for (const [name, it] of Object.entries(record ?? {})) {
    if (it !== null) {
      kept[name] = it;
    }
  }
  return kept;
}

function defined(lexis: Lexis): Partial<Required<Lexis>> {
  return Object.fromEntries(Object.entries(lexis).filter(([, it]) => it !== undefined));
}

function engineOf(json: unknown): string {
  const engine =
    typeof json === "object" && json !== null && "engine" in json ? json.engine : undefined;
  return typeof engine === "string" && engine.length <= 200 ? engine : "pack";
}
