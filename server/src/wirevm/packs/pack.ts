/**
 * What an engine is, as data. A pack is JSON checked against `packSchema`; the same definition gives
 * the static type, the check at run time and `wirepacks/pack.schema.json` for editor help.
 *
 * A pack picks from closed vocabularies and names no function of ours; code asks a pack and never an
 * engine's name. Where the JSON came from is not known here.
 */
import { z } from "zod";
import { patternProblem } from "./pattern.ts";

/** Text that is short enough never to be a weapon. */
const text = z.string().max(20_000);
const word = z.string().min(1).max(200);
/** A regular expression that ends in good time on any text. */
const pattern = z
  .string()
  .max(300)
  .superRefine((it, context) => {
    const problem = patternProblem(it);
    if (problem !== undefined) {
      context.addIssue({ code: "custom", message: problem });
    }
  });

/** A capability: there or not, or there in a span of versions (`since` inclusive, `until` exclusive). */
const capability = z.union([
  z.boolean(),
  z.strictObject({
    since: word.optional().describe("First version that has it."),
    until: word.optional().describe("First version that no longer has it."),
  }),
]);

const lexis = z
  .strictObject({
    identifierQuotes: z
      .array(z.tuple([word, word]))
      .describe(
        'Pairs that quote a name, preferred first: [["\\"", "\\""]]. `"` not listed here quotes a string.',
      ),
    backslashEscapes: z.boolean().describe("A backslash escapes in every quoted string."),
    escapeStringPrefix: z.boolean().describe("E'…' strings with backslash escapes."),
    stringPrefixes: z
      .array(word)
      .describe("Letters that may stand before a string's quote: N, X, B, U&, R, _charset."),
    dollarQuotes: z.boolean().describe("$tag$ … $tag$ strings."),
    tripleQuotes: z.boolean().describe("'''…''' and \"\"\"…\"\"\" strings."),
    quoteOperator: z.boolean().describe("q'[…]' strings."),
    nestedComments: z.boolean().describe("/* … /* … */ … */"),
    hashComments: z.boolean().describe("# to the end of the line is a comment."),
    slashComments: z.boolean().describe("// to the end of the line is a comment."),
    dashCommentNeedsSpace: z
      .boolean()
      .describe("-- is a comment only before white space or the end."),
    versionComments: z.boolean().describe("/*!50100 … */ is code."),
    parameters: z
      .array(z.enum(["?", "?n", "$n", ":name", "@name", "@@name", "$name", "%s", "%(name)s"]))
      .describe(
        "Spellings of placeholders and variables; `?` may be an operator where it is not listed.",
      ),
    identifierCharacters: z
      .string()
      .max(20)
      .describe("Characters besides letters, digits and _ that a bare name may contain."),
    foldsUnquoted: z
      .enum(["lower", "upper", "none"])
      .describe("What the engine does to the case of a bare name."),
    caseSensitiveNames: z
      .enum(["always", "quoted", "never", "tables"])
      .describe(
        "Which names differ by case: all, only quoted ones, none, or tables but not columns.",
      ),
    clientCommands: z
      .array(z.enum(["delimiter", "go", "backslash", "dot", "slash"]))
      .describe("Client commands that users keep in files."),
    operators: z.array(word).describe("Operators of more than one character; the longest is read."),
    customOperators: z.boolean().describe("Any run of operator characters is an operator."),
  })
  .partial();

const keywords = z
  .strictObject({
    reserved: z.array(word).describe("Words that cannot be a bare column or table name."),
    notFunction: z.array(word).describe("Words that may name a column but not a function or type."),
    notAlias: z
      .array(word)
      .describe("Words that cannot be an alias without AS, besides the reserved ones."),
    functionNames: z.array(word).describe("Reserved words that may still be a function's name."),
    unreserved: z.array(word).describe("The other keywords, for completion and highlighting."),
    since: z
      .record(word, word)
      .describe("First versions of words that became reserved later: ordinary names before."),
  })
  .partial();

/** The kinds of type all engines share; what a value is, not how it is spelled. */
export const TYPE_KINDS = [
  "boolean",
  "integer",
  "decimal",
  "float",
  "text",
  "binary",
  "bits",
  "date",
  "time",
  "timestamp",
  "timestamptz",
  "interval",
  "year",
  "uuid",
  "json",
  "xml",
  "array",
  "range",
  "enum",
  "set",
  "geometry",
  "network",
  "vector",
  "struct",
  "map",
  "money",
  "oid",
  "record",
  "any",
  "null",
  "unknown",
] as const;

const typeEntry = z.strictObject({
  is: z.enum(TYPE_KINDS).describe("What a value is, however the engine spells the type."),
  bits: z.int().optional().describe("Size of integers and floats."),
  unsigned: z.boolean().optional().describe("No negative values."),
  fixed: z.boolean().optional().describe("Blank-padded text, fixed-length binary."),
  aliases: z.array(word).optional().describe("Other spellings; names are lower-case."),
  args: z
    .array(z.enum(["length", "precision", "scale", "fraction", "values"]))
    .optional()
    .describe("What the parentheses after the name hold, in order; all may be left out."),
  maxLength: z.int().optional().describe("Longest length that can be declared."),
  element: word.optional().describe("Element type of an array or a range."),
  auto: z.boolean().optional().describe("An integer that numbers itself: serial."),
  shownAs: word
    .optional()
    .describe("The type the engine makes of it, where that is another: boolean is tinyint(1)."),
  defaultArgs: z
    .array(word)
    .optional()
    .describe("Arguments the engine adds where none are written: 10 and 0 of decimal."),
  doc: text.optional(),
});

const functionEntry = z.strictObject({
  name: word.describe("Lower-case name; the same name again is another overload."),
  args: z
    .array(word)
    .describe(
      "Argument types: `any` for any, `anyelement` (with `anyarray` for its array) and `anycompatible` for a type variable, `keyword` for a bare word that is no column, such as a unit of time.",
    ),
  names: z.array(z.string().max(200)).optional().describe("Argument names, as many as args."),
  optional: z.int().optional().describe("How many of the last arguments may be left out."),
  variadic: z
    .boolean()
    .optional()
    .describe("The last argument repeats, at least once where it is not optional."),
  named: z
    .array(word)
    .optional()
    .describe("Options that are given by name, besides the arguments, and may be left out."),
  returns: word.describe("Type of the result; `record` where `columns` says more."),
  set: z.boolean().optional().describe("Returns a set of rows."),
  columns: z
    .array(z.tuple([word, word]))
    .optional()
    .describe("Columns of a table function."),
  kind: z
    .enum(["scalar", "aggregate", "window", "table"])
    .optional()
    .describe("scalar where it is not said."),
  volatility: z
    .enum(["immutable", "stable", "volatile"])
    .optional()
    .describe("Same for the same arguments always, within a statement, or never."),
  strict: z.boolean().optional().describe("NULL in, NULL out."),
  withinGroup: z
    .array(word)
    .optional()
    .describe(
      "Types of what WITHIN GROUP (ORDER BY …) takes; `args` holds what stands in the parentheses.",
    ),
  noParens: z.boolean().optional().describe("Written without parentheses: CURRENT_DATE."),
  doc: text.optional().describe("A sentence for people."),
  since: word.optional().describe("First version that has it."),
  until: word.optional().describe("First version that no longer has it."),
});

const catalogQuery = z.strictObject({
  sql: text.describe("The query; values are bound, nothing is put into the text."),
  params: z.array(word).optional().describe("What is bound, in order."),
  columns: z.array(word).describe("Names of the result columns, in order."),
  since: word.optional().describe("First version it works with."),
  until: word.optional().describe("First version it no longer works with."),
  optional: z
    .boolean()
    .optional()
    .describe("A refusal (missing rights) leaves a note instead of failing."),
});

const errorEntry = z.strictObject({
  reason: z
    .enum([
      "syntax",
      "unknown-object",
      "ambiguous",
      "type",
      "denied",
      "auth",
      "refused",
      "connection-lost",
      "too-many-connections",
      "cancelled",
      "timeout",
      "lock-timeout",
      "deadlock",
      "serialization",
      "unique",
      "foreign-key",
      "check",
      "not-null",
      "range",
      "read-only",
      "exists",
      "disk-full",
      "shutdown",
      "unsupported",
      "unknown",
    ])
    .describe("What went wrong, in words all engines share."),
  retry: z.boolean().describe("The same statement may succeed when it is tried again."),
});

const lockEntry = z.strictObject({
  change: word.describe(
    "An action of ALTER TABLE (`add-column`) or a statement (`create-index`, `drop-table`).",
  ),
  when: z
    .array(word)
    .optional()
    .describe(
      "Conditions that must all hold; `!` before one: must not hold. The words are listed below.",
    ),
  lock: word.optional().describe("Lock mode, or `ALGORITHM/LOCK` as the engine names them."),
  blocks: z
    .enum(["reads+writes", "writes", "none"])
    .describe("What of others has to wait while the lock is held."),
  rewrite: z.boolean().describe("The whole table is written anew."),
  scan: z.boolean().optional().describe("Every row is read."),
  refused: z.boolean().optional().describe("The engine refuses the statement."),
  also: z
    .strictObject({ table: word, lock: word })
    .optional()
    .describe("A second table that is locked."),
  since: word.optional().describe("First version this holds for."),
  until: word.optional().describe("First version this no longer holds for."),
  note: text.optional().describe("A sentence for people."),
});

/** What a migration runner needs to say to an engine; `?` or `$1` is the one parameter. */
const migrations = z
  .strictObject({
    schema: text.describe("Query: the schema in which bare names are created."),
    tryLock: text.describe(
      "Query: 1 where the lock of the name given was got, 0 where another session holds it.",
    ),
    unlock: text.describe("Query: gives the lock of the name up."),
    object: text.describe(
      "Query: rows that describe all that exists under the name, in a fixed order.",
    ),
    brokenIndex: text.describe(
      "Query: a row where an index of the name was left behind half built.",
    ),
    reset: z
      .array(text)
      .describe(
        "Statements that give a session its rights and settings back, inside a transaction.",
      ),
    lockTimeout: text.describe(
      "Statement: limits waits for locks to {ms} milliseconds or {s} seconds.",
    ),
  })
  .partial();

const example = z.union([
  z.strictObject({ identity: text }),
  z.strictObject({ sql: text, writes: z.record(word, text) }),
  z.strictObject({ sql: text, reads: z.record(word, text) }),
  z.strictObject({ refuses: text, because: text }),
  z.strictObject({ error: word, reason: word }),
  z.strictObject({ tokens: text, are: z.array(text) }),
]);

/** There or not, or the name of what it comes from. */
const basis = z.union([z.boolean(), word]);

export const packSchema = z.strictObject({
  $schema: z.string().max(200).optional().describe("For the editor: `../pack.schema.json`."),
  engine: word.describe("Id of the pack: its folder's name."),
  title: word.describe("The engine's name as its makers write it."),
  version: word.describe("Version of this pack (semver)."),
  requires: word.optional().describe("Versions of the product it works with (semver range)."),
  extends: word.optional().describe("One parent; keys are merged, `null` removes."),
  parentVersion: word
    .optional()
    .describe(
      "Version of the parent that this engine behaves as, where it counts versions of its own.",
    ),
  without: z
    .strictObject({
      functions: z.array(word).optional(),
      types: z.array(word).optional(),
      settings: z.array(word).optional(),
      locks: z.array(word).optional(),
    })
    .optional()
    .describe("Names in the parent's lists that this engine does not have; `*` is all of them."),
  engineVersion: word.describe("The engine's version that is assumed when none is known."),
  engineVersions: z.array(word).optional().describe("Versions the pack knows, oldest first."),
  protocol: z
    .enum(["pgwire", "mywire", "sqlite-file", "duckdb-file", "none"])
    .describe("The driver that speaks to it."),
  schemes: z.array(word).optional().describe("URL schemes that pick this pack."),
  languageIds: z.array(word).optional().describe("Editor language ids that pick this dialect."),
  aliases: z.array(word).optional().describe("Other names users give the dialect."),
  clients: z
    .array(word)
    .optional()
    .describe("Libraries by which programs talk to it, as they are imported."),
  detect: z
    .array(z.strictObject({ pattern, weight: z.number() }))
    .optional()
    .describe(
      "Signs in a text that it is written for this engine (case-insensitive, no nested repetition).",
    ),
  lexis: lexis.optional().describe("How text is cut into tokens and names are compared."),
  keywords: keywords.optional().describe("Words with a meaning, in upper case."),
  capabilities: z
    .record(word, capability.nullable())
    .optional()
    .describe("What the engine can; a name that is missing is a no."),
  types: z
    .record(word, typeEntry.nullable())
    .optional()
    .describe("Types by their main name, lower-case."),
  functions: z
    .array(functionEntry)
    .optional()
    .describe("Built-in functions, one entry an overload."),
  hiddenFunctions: z
    .array(word)
    .optional()
    .describe("Built-in functions that nobody calls by hand: known by name, never offered."),
  settings: z.array(word).optional().describe("Names for SET and SHOW."),
  catalog: z
    .record(word, catalogQuery.nullable())
    .optional()
    .describe("Queries that read what a database holds, by what they read."),
  continuations: z
    .record(word, z.array(word).nullable())
    .optional()
    .describe(
      "What people write after words, most frequent first, for completion: `NULLS`: [`FIRST`, `LAST`]. `_` stands for a name, `0` for a literal; a statement's node kind and `:` before the words limits them to it. Words in upper case follow the case of the text.",
    ),
  systemSchemas: z.array(word).optional().describe("Schemas of the engine's own."),
  systemTables: z
    .array(word)
    .optional()
    .describe(
      'Tables of the engine\'s own that need no schema; `*` stands for any letters: ["pg_*"].',
    ),
  systemColumns: z
    .array(word)
    .optional()
    .describe('Columns that stored tables have without declaring them, lower-case: ["ctid"].'),
  autoNames: z
    .record(word, word)
    .optional()
    .describe(
      "Names the engine gives to what has none, by `primaryKey`, `unique`, `foreignKey`, `check`, `columnCheck`, `index`, `sequence`, with {table}, {column} (the first), {columns} and {n}.",
    ),
  effectfulFunctions: z
    .array(word)
    .optional()
    .describe(
      "Functions that change something, run other statements or reach files, lower-case; `*` stands for any letters.",
    ),
  defaultSchema: word.optional().describe("Schema in which bare names are created."),
  searchPath: z
    .array(word)
    .optional()
    .describe("Schemas in which bare names are looked up, in order."),
  errors: z
    .record(word, errorEntry.nullable())
    .optional()
    .describe("The engine's codes, or the beginnings they share; the longest that fits counts."),
  explain: z
    .strictObject({
      estimate: text,
      analyze: text.optional(),
      format: z.enum(["json-pg", "json-my", "rows-sqlite", "json-duckdb"]),
    })
    .partial()
    .optional(),
  locks: z
    .array(lockEntry)
    .optional()
    .describe("What changes of tables lock; of all entries that fit the worst counts."),
  migrations: migrations.optional().describe("What a migration runner says to the engine."),
  nameLimit: z
    .object({
      length: z.number().int().positive(),
      unit: z.enum(["bytes", "characters"]),
    })
    .strict()
    .optional()
    .describe("How much of a name the engine keeps; the rest is cut or refused."),
  aiCapabilities: z
    .strictObject({
      "planner-costs": basis.describe("EXPLAIN gives costs that plans can be compared by."),
      "hypothetical-indexes": basis.describe("An index can be tried without being built."),
      "workload-statistics": basis.describe("The server counts statements and their times."),
      "column-histograms": basis.describe("The server keeps distributions of columns."),
    })
    .partial()
    .optional()
    .describe("What advisors and predictions can build on; a word names where it comes from."),
  protocolIntelligence: z
    .strictObject({
      pool: z
        .strictObject({ min: z.int(), max: z.int(), idleSeconds: z.int() })
        .optional()
        .describe("Sessions kept open, at least and at most, and for how long without use."),
      retry: z
        .strictObject({ attempts: z.int(), backoffMs: z.int(), maxBackoffMs: z.int() })
        .optional()
        .describe("How often, and after what wait, an error that may be tried again is."),
      failover: z
        .enum(["next-host", "none"])
        .optional()
        .describe("What happens when a host of several is lost."),
      keepAliveSeconds: z.int().optional().describe("How often an idle connection is spoken to."),
    })
    .optional()
    .describe("How connections to this engine are kept."),
  intelligenceModules: z
    .array(z.enum(["planner", "advisor", "predictor", "security"]))
    .optional()
    .describe("Modules that are switched on for this engine."),
  translate: z
    .record(word, z.unknown())
    .optional()
    .describe("Rules between the common form and this engine's spelling."),
  examples: z
    .array(example)
    .optional()
    .describe(
      "What the pack promises, run as tests: `identity`, `writes`, `reads`, `refuses`, `error`, `tokens`.",
    ),
  sources: z
    .array(z.string().max(500))
    .optional()
    .describe("Manual pages the pack was written from."),
});

export type PackData = z.infer<typeof packSchema>;
export type Lexis = z.infer<typeof lexis>;
export type FunctionEntry = z.infer<typeof functionEntry>;
export type TypeEntry = z.infer<typeof typeEntry>;
export type TypeKind = (typeof TYPE_KINDS)[number];
export type CatalogQuery = z.infer<typeof catalogQuery>;
export type ErrorEntry = z.infer<typeof errorEntry>;
export type SqlReason = ErrorEntry["reason"];
export type LockEntry = z.infer<typeof lockEntry>;
export type PackExample = z.infer<typeof example>;
export type Capability = z.infer<typeof capability>;

/** Every part present, none of them `undefined`. */
export type Complete<T> = { readonly [K in keyof T]-?: Exclude<T[K], undefined> };

/** A pack with its parents merged in and every part present; frozen by convention. */
export interface Pack {
  readonly engine: string;
  readonly title: string;
  readonly version: string;
  readonly engineVersion: string;
  readonly protocol: PackData["protocol"];
  /** The pack and its parents, nearest first: itself, its parent, then the parent's. */
  readonly lineage: readonly string[];
  readonly lexis: Complete<Lexis>;
  readonly keywords: {
    readonly reserved: readonly string[];
    readonly notFunction: readonly string[];
    readonly notAlias: readonly string[];
    readonly functionNames: readonly string[];
    readonly unreserved: readonly string[];
    /** Words of `reserved` that are so only from a version on. */
    readonly since: Readonly<Record<string, string>>;
  };
  readonly capabilities: Readonly<Record<string, Capability>>;
  readonly types: Readonly<Record<string, TypeEntry>>;
  readonly functions: readonly FunctionEntry[];
  /** Built-in functions that exist but are not worth an entry: never unknown, never offered. */
  readonly hiddenFunctions: readonly string[];
  readonly settings: readonly string[];
  readonly catalog: Readonly<Record<string, CatalogQuery>>;
  readonly systemSchemas: readonly string[];
  readonly defaultSchema: string;
  readonly searchPath: readonly string[];
  readonly errors: Readonly<Record<string, ErrorEntry>>;
  readonly locks: readonly LockEntry[];
  readonly data: PackData;
}
