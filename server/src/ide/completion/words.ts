/** Keywords by grammar, functions, types and the other names an engine or a catalog has. */

import type { Clause } from "../../analysis/model.ts";
import { memo } from "../../base/memo.ts";
import { nameMatcher } from "../../catalog/match.ts";
import type { Routine, Table } from "../../catalog/model.ts";
import type { Slot } from "../../sql/parser.ts";
import type { FunctionEntry, Pack, TypeKind } from "../../wirevm/packs/pack.ts";
import type { CompletionContext } from "./context.ts";
import { type Candidate, Weight } from "./item.ts";
import { writesLowerCase } from "./letter-case.ts";
import { schemaCandidates } from "./schemas.ts";
import { wantedKind } from "./values.ts";

/** Keywords that are hardly ever written without the next ones. */
const PHRASES: Readonly<Record<string, readonly string[]>> = {
  GROUP: ["GROUP BY"],
  ORDER: ["ORDER BY"],
  LEFT: ["LEFT JOIN"],
  RIGHT: ["RIGHT JOIN"],
  FULL: ["FULL JOIN"],
  INNER: ["INNER JOIN"],
  CROSS: ["CROSS JOIN"],
  PARTITION: ["PARTITION BY"],
  PRIMARY: ["PRIMARY KEY"],
  FOREIGN: ["FOREIGN KEY"],
  INSERT: ["INSERT INTO"],
  DELETE: ["DELETE FROM"],
};

/** What people write most, most frequent first: these lead among keywords that can stand. */
const FREQUENT = [
  "SELECT",
  "FROM",
  "WHERE",
  "AND",
  "JOIN",
  "ON",
  "LEFT JOIN",
  "GROUP BY",
  "ORDER BY",
  "AS",
  "IN",
  "NOT",
  "NULL",
  "IS",
  "SET",
  "VALUES",
  "INSERT INTO",
  "UPDATE",
  "DELETE FROM",
  "LIMIT",
  "OR",
  "LIKE",
  "BETWEEN",
  "EXISTS",
  "CASE",
  "WHEN",
  "THEN",
  "ELSE",
  "END",
  "DISTINCT",
  "HAVING",
  "UNION",
  "ALL",
  "WITH",
  "INNER JOIN",
  "DESC",
  "ASC",
  "OFFSET",
  "CREATE",
  "TABLE",
  "ALTER",
  "DROP",
  "INDEX",
  "VIEW",
  "PRIMARY",
  "KEY",
  "REFERENCES",
  "DEFAULT",
  "UNIQUE",
  "CHECK",
  "FOREIGN",
  "USING",
  "RETURNING",
  "CROSS JOIN",
  "RIGHT JOIN",
  "FULL JOIN",
  "OVER",
  "PARTITION BY",
] as const;
const RANKS: ReadonlyMap<string, number> = new Map(FREQUENT.map((it, index) => [it, index]));

/** What leads after a complete operand, by clause; what cannot stand there is not offered anyhow. */
const LEADING: Partial<Record<Clause, readonly string[]>> = {
  select: ["FROM", "AS", "OVER", "INTO"],
  "group-by": ["HAVING", "ORDER BY", "LIMIT", "WITH"],
  having: ["AND", "OR", "ORDER BY", "LIMIT"],
  "order-by": ["DESC", "ASC", "LIMIT", "NULLS", "OFFSET", "COLLATE", "FETCH"],
  limit: ["OFFSET", "ROWS", "FETCH", "FOR"],
  set: ["WHERE", "FROM", "RETURNING", "OUTPUT", "ORDER BY", "LIMIT"],
  values: ["ON", "RETURNING", "AS"],
  "insert-columns": ["VALUES", "SELECT", "OUTPUT", "DEFAULT"],
  "insert-target": ["VALUES", "SELECT", "DEFAULT", "OUTPUT", "SET"],
  definition: ["PRIMARY KEY", "NOT NULL", "REFERENCES", "DEFAULT", "UNIQUE", "CHECK"],
};
const AFTER_PREDICATE = ["AND", "OR", "ORDER BY", "GROUP BY", "LIMIT", "RETURNING", "WHEN"];
const AFTER_OPERAND = ["IS", "IN", "NOT", "LIKE", "BETWEEN", "ILIKE", "AND", "OR"];
/** Where a statement begins. */
const AT_START = [
  "SELECT",
  "INSERT INTO",
  "UPDATE",
  "DELETE FROM",
  "WITH",
  "CREATE",
  "ALTER",
  "DROP",
];

/** Nothing of this can follow the select list: columns in it want FROM first. */
const AFTER_FROM: ReadonlySet<string> = new Set([
  "WHERE",
  "GROUP",
  "HAVING",
  "ORDER",
  "LIMIT",
  "OFFSET",
  "FETCH",
  "FOR",
  "WINDOW",
  "UNION",
  "EXCEPT",
  "INTERSECT",
  "QUALIFY",
]);

export function keywordCandidates(ctx: CompletionContext): readonly Candidate[] {
  const lower = writesLowerCase(ctx);
  const leading = leadingWords(ctx);
  const next = continuation(ctx);
  const weight = continuationWeight(ctx, next);
  const found: Candidate[] = next.words.map((it, position) =>
    keywordCandidate(
      /^[A-Z][A-Z ]+$/u.test(it) && lower ? it.toLowerCase() : it,
      weight - position / 10,
    ),
  );
  if (next.mode === "only") {
    return found;
  }
  const excluded = wordsOutOfPlace(ctx);
  for (const terminal of ctx.terminals) {
    if (!/^[A-Z][A-Z_0-9]*$/u.test(terminal) || excluded.has(terminal)) {
      continue;
    }
    for (const phrase of phrasesOf(ctx, terminal)) {
      const lead = leading.indexOf(phrase);
      const rank = RANKS.get(phrase) ?? FREQUENT.length;
      found.push(
        keywordCandidate(
          lower ? phrase.toLowerCase() : phrase,
          lead < 0 ? Weight.Keyword - rank / 2 : Weight.LeadingKeyword - lead,
        ),
      );
    }
  }
  return found;
}

function keywordCandidate(text: string, weight: number): Candidate {
  return { label: text, kind: "keyword", detail: "", insertText: text, weight };
}

/** Statements in which INSERT and DELETE are events, rights or actions, and no INTO or FROM follows. */
const EVENTS: ReadonlySet<string> = new Set([
  "merge",
  "grant",
  "revoke",
  "create-trigger",
  "create-policy",
  "create-rule",
  "create-table",
  "alter-table",
]);

function phrasesOf(ctx: CompletionContext, terminal: string): readonly string[] {
  if (
    (terminal === "INSERT" || terminal === "DELETE") &&
    (EVENTS.has(ctx.root.kind) || ctx.before[0]?.word === "ON")
  ) {
    return [terminal];
  }
  return PHRASES[terminal] ?? [terminal];
}

/** What is likely here among what can stand here, most likely first. */
function leadingWords(ctx: CompletionContext): readonly string[] {
  if (ctx.before.length === 0 || ctx.before[0]?.word === ";") {
    return AT_START;
  }
  const caseNode = ctx.path.findLast((it) => it.kind === "case" || it.kind === "subquery");
  if (caseNode?.kind === "case") {
    return caseWords(ctx);
  }
  switch (ctx.clause) {
    case "where":
    case "on":
    case "merge-when":
    case "qualify":
      return isPredicateOver(ctx) ? AFTER_PREDICATE : AFTER_OPERAND;
    case "having":
      return isPredicateOver(ctx) ? (LEADING.having ?? []) : AFTER_OPERAND;
    default:
      return LEADING[ctx.clause] ?? (ctx.terminals.has("SELECT") ? AT_START : []);
  }
}

/** Inside CASE: the word that the branch is waiting for. */
function caseWords(ctx: CompletionContext): readonly string[] {
  const last = ctx.before.find((it) => ["CASE", "WHEN", "THEN", "ELSE"].includes(it.word))?.word;
  switch (last) {
    case "CASE":
      return ["WHEN"];
    case "WHEN":
      return isPredicateOver(ctx) ? ["THEN", "AND", "OR"] : ["THEN", ...AFTER_OPERAND];
    case "THEN":
      return ["ELSE", "END", "WHEN"];
    default:
      return ["END"];
  }
}

const PREDICATES: ReadonlySet<string> = new Set([
  "=",
  "<>",
  "!=",
  "<",
  ">",
  "<=",
  ">=",
  "LIKE",
  "ILIKE",
  "IN",
  "IS",
  "BETWEEN",
  "EXISTS",
  "REGEXP",
  "GLOB",
  "MATCH",
  "TRUE",
  "FALSE",
  "@>",
  "<@",
  "~",
  "&&",
]);

/** Has a comparison been made since the last AND, OR or the beginning of the condition? */
function isPredicateOver(ctx: CompletionContext): boolean {
  let depth = 0;
  for (const { word } of ctx.before) {
    depth += word === ")" ? 1 : word === "(" ? -1 : 0;
    if (depth < 0 || (depth === 0 && /^(?:AND|OR|WHERE|ON|HAVING|WHEN|NOT)$/u.test(word))) {
      return false;
    }
    if (depth === 0 && PREDICATES.has(word)) {
      return true;
    }
  }
  // Further back than is looked: a long condition has its comparison.
  return true;
}

/** What the grammar allows and what stands around the cursor rules out. */
function wordsOutOfPlace(ctx: CompletionContext): ReadonlySet<string> {
  const select = ctx.path.findLast((it) => it.kind === "select");
  if (ctx.clause !== "select" || select?.kind !== "select") {
    return new Set();
  }
  const names = select.items.some((it) =>
    it.expression.kind === "star" ? true : it.expression.kind === "column",
  );
  if (select.from !== undefined) {
    return new Set([...AFTER_FROM, "FROM"]);
  }
  return names ? AFTER_FROM : new Set();
}

/** What a pack says follows some words. */
interface Continuation {
  readonly words: readonly string[];
  /** `first`: before columns and values; `only`: no other keyword; `last`: among other keywords. */
  readonly mode: "usual" | "first" | "only" | "last";
}

const NO_CONTINUATION: Continuation = { words: [], mode: "usual" };
const MODES: Readonly<Record<string, Continuation["mode"]>> = {
  "!": "first",
  "=": "only",
  "~": "last",
};
/** Stands in a pack for the beginning of a statement. */
const BEGINNING = "^";

/** The pack's continuations by statement kind and words: `create-index|USING`, `|NULLS`. */
const continuationsOf = memo((pack: Pack): ReadonlyMap<string, Continuation> => {
  const known = new Map<string, Continuation>();
  for (const [key, words] of Object.entries(pack.data.continuations ?? {})) {
    const [, kind = "", mark = "", after = ""] = /^(?:([a-z-]+): )?([!=~])?(.*)$/u.exec(key) ?? [];
    if (words !== null) {
      known.set(`${kind}|${after}`, { words, mode: MODES[mark] ?? "usual" });
    }
  }
  return known;
});

/** What the pack says people write after the words before the cursor; the longest match counts. */
function continuation(ctx: CompletionContext): Continuation {
  const known = continuationsOf(ctx.dialect.pack);
  for (let n = Math.min(CONTINUED_WORDS, ctx.before.length); n >= 0; n -= 1) {
    const all = n === 0 ? (ctx.before.length === 0 ? [BEGINNING] : []) : spellings(ctx, n);
    for (const words of all) {
      const found = known.get(`${ctx.root.kind}|${words}`) ?? known.get(`|${words}`);
      if (found !== undefined) {
        return { ...found, words: found.words.flatMap((it) => expanded(ctx, it)) };
      }
    }
  }
  return NO_CONTINUATION;
}

/** `{schema}` stands for the names of the schemas. */
function expanded(ctx: CompletionContext, word: string): readonly string[] {
  return word === "{schema}" ? schemaCandidates(ctx).map((it) => it.insertText) : [word];
}

/** So many words a continuation may depend on. */
const CONTINUED_WORDS = 4;

/** The last words in text order, each as a keyword, as itself, or as `_` where it may be a name. */
function spellings({ before }: CompletionContext, count: number): readonly string[] {
  return before.slice(0, count).reduce<readonly string[]>(
    (all, { word, name }) => {
      const own = [word, ...(name === undefined ? [] : [name, "_"])].filter((it) => it !== "");
      return own.flatMap((it) => all.map((rest) => (rest === "" ? it : `${it} ${rest}`)));
    },
    [""],
  );
}

function continuationWeight(ctx: CompletionContext, { mode }: Continuation): number {
  switch (mode) {
    case "first":
    case "only":
      return Weight.Continuation;
    case "last":
      return Weight.Keyword;
    case "usual":
      return ctx.slots.has("expression") ? Weight.Hint : Weight.Continuation;
  }
}

/** So many functions are offered before anything is typed. */
const FUNCTIONS_UNASKED = 60;

export function functionCandidates(ctx: CompletionContext): readonly Candidate[] {
  const { dialect, prefix, index } = ctx;
  const isRelation = ctx.slots.has("relation") && !ctx.slots.has("expression");
  const own = (index?.catalog.schemas ?? [])
    .flatMap((it) => it.routines)
    .filter((it) => it.kind !== "procedure" && (!isRelation || it.returnsSet === true));
  const upper = /[A-Z]/u.test(prefix) && prefix === prefix.toUpperCase();
  const known = builtIns(dialect.pack);
  const wanted = wantedKind(ctx);
  const chosen = isRelation
    ? prefix === ""
      ? []
      : known.tables
    : prefix === ""
      ? known.common.slice(0, FUNCTIONS_UNASKED)
      : known.matcher
          .find(prefix, FUNCTIONS_MATCHED)
          .flatMap((it) => known.scalars[it.index] ?? []);
  return [
    ...own.map(
      (it): Candidate => ({
        ...routineCandidate(ctx, it),
        weight: isRelation ? Weight.View - 1 : Weight.Function + 20,
      }),
    ),
    ...chosen.map((it): Candidate => {
      const name = upper ? it.name.toUpperCase() : it.name;
      return {
        label: name,
        kind: "function",
        detail: signature(it),
        insertText: it.noParens === true ? name : `${name}(`,
        weight: functionWeight(ctx, it, wanted),
        documentation: it.doc,
      };
    }),
  ];
}

/** A routine of the catalog with its parameters. */
export function routineCandidate(ctx: CompletionContext, it: Routine): Candidate {
  const parameters = it.parameters.map(
    ({ name, type }) => `${name === undefined ? "" : `${name} `}${type}`,
  );
  return {
    label: it.name,
    kind: "function",
    detail: `(${parameters.join(", ")})${it.returns === undefined ? "" : ` → ${it.returns}`}`,
    insertText: `${ctx.dialect.writeName(it.name)}(`,
    weight: Weight.Function,
    documentation: it.comment,
  };
}

/** Aggregates lead in HAVING, and the present where a time is compared. */
function functionWeight(
  ctx: CompletionContext,
  it: FunctionEntry,
  wanted: TypeKind | undefined,
): number {
  const name = it.name.toLowerCase();
  if (ctx.clause === "having" && wanted === undefined && FIRST_AGGREGATES.includes(name)) {
    return Weight.Column + FIRST_AGGREGATES.length - FIRST_AGGREGATES.indexOf(name);
  }
  if (wanted !== undefined && TIMES.has(wanted) && PRESENT.has(name)) {
    return Weight.Column + (wanted === "date" && name === "current_date" ? 2 : 1);
  }
  return Weight.Function - (COMMON_FUNCTIONS.has(name) ? 0 : 30);
}

const FIRST_AGGREGATES = ["count", "sum", "avg", "max", "min"];
const TIMES: ReadonlySet<TypeKind> = new Set(["timestamp", "timestamptz", "date", "time"]);
const PRESENT: ReadonlySet<string> = new Set([
  "now",
  "current_date",
  "current_timestamp",
  "getdate",
  "sysutcdatetime",
  "sysdate",
]);

/** So many functions are looked at for the letters typed. */
const FUNCTIONS_MATCHED = 60;

/** The pack's functions, each name once, ready to be found by a few letters. */
const builtIns = memo((pack: Pack) => {
  const byName = new Map<string, FunctionEntry>();
  for (const it of pack.functions) {
    if (!byName.has(it.name) && !it.name.startsWith("_")) {
      byName.set(it.name, it);
    }
  }
  const all = [...byName.values()];
  return {
    tables: all.filter((it) => it.set === true || it.kind === "table"),
    scalars: all,
    common: all.filter((it) => COMMON_FUNCTIONS.has(it.name.toLowerCase())),
    matcher: nameMatcher(all.map((it) => it.name)),
  };
});

const COMMON_FUNCTIONS: ReadonlySet<string> = new Set([
  "count",
  "sum",
  "avg",
  "min",
  "max",
  "coalesce",
  "nullif",
  "lower",
  "upper",
  "trim",
  "length",
  "substr",
  "substring",
  "replace",
  "concat",
  "round",
  "abs",
  "floor",
  "ceil",
  "now",
  "date",
  "extract",
  "date_trunc",
  "cast",
  "row_number",
  "rank",
  "dense_rank",
  "lag",
  "lead",
  "string_agg",
  "group_concat",
  "array_agg",
  "json_agg",
  "greatest",
  "least",
  "ifnull",
  "isnull",
  "getdate",
  "current_timestamp",
  "current_date",
  "date_format",
  "to_char",
  "strftime",
]);

export function signature(it: FunctionEntry): string {
  const required = it.args.length - (it.optional ?? 0);
  const args = it.args.map((type, position) => {
    const name = it.names?.[position];
    const text = name === undefined || name === "" ? type : `${name} ${type}`;
    const repeated = it.variadic === true && position === it.args.length - 1 ? `${text}, …` : text;
    return position >= required ? `[${repeated}]` : repeated;
  });
  return `(${args.join(", ")}) → ${it.returns}`;
}

export function typeCandidates(ctx: CompletionContext): readonly Candidate[] {
  const { dialect, index, prefix } = ctx;
  const lower = /\p{L}/u.test(prefix) ? prefix !== prefix.toUpperCase() : writesLowerCase(ctx);
  const own = (index?.catalog.schemas ?? []).flatMap((it) => it.types);
  return [
    ...own.map(
      (it): Candidate => ({
        label: it.name,
        kind: "type",
        detail: it.labels === undefined ? it.kind : `enum (${it.labels.join(", ")})`,
        insertText: dialect.writeName(it.name),
        weight: Weight.Type - OWN_TYPES_AFTER,
        documentation: it.comment,
      }),
    ),
    ...Object.entries(dialect.pack.types)
      .flatMap(([name, it]) => [name, ...(it.aliases ?? [])].map((spelling) => ({ spelling, it })))
      .map(({ spelling, it }): Candidate => {
        const text = lower ? spelling : spelling.toUpperCase();
        const rank = COMMON_TYPES.indexOf(spelling);
        return {
          label: text,
          kind: "type",
          detail: it.is,
          insertText: text,
          weight: Weight.Type - (rank < 0 ? COMMON_TYPES.length + 10 : rank),
          documentation: it.doc,
        };
      }),
  ];
}

/** The types of a schema come after so many that everybody uses. */
const OWN_TYPES_AFTER = 4.5;

/** What people declare, most frequent first. */
const COMMON_TYPES = [
  "int",
  "integer",
  "text",
  "bigint",
  "varchar",
  "nvarchar",
  "boolean",
  "bit",
  "numeric",
  "decimal",
  "real",
  "date",
  "timestamp",
  "timestamptz",
  "datetime",
  "datetime2",
  "uuid",
  "json",
  "jsonb",
  "blob",
  "char",
  "serial",
  "bigserial",
  "money",
];

/** Names for the smaller slots: roles, settings, indexes, constraints, sequences … */
export function nameCandidates(ctx: CompletionContext): readonly Candidate[] {
  const { index, dialect, slots } = ctx;
  const schemas = index?.catalog.schemas ?? [];
  // Many names are gathered only where they are wanted: a catalog may have tens of thousands of tables.
  const owner = (): readonly Table[] => {
    const table = tableNamed(ctx) ?? insertedTable(ctx);
    return table === undefined ? schemas.flatMap((it) => it.tables) : [table];
  };
  const names: Partial<Record<Slot, () => readonly (string | undefined)[]>> = {
    role: () => index?.catalog.roles ?? [],
    setting: () => dialect.pack.settings,
    index: () =>
      owner().flatMap((it) => {
        // An index that serves a key goes with its constraint.
        const isKey = (name: string) =>
          [it.primaryKey, ...it.uniqueKeys].some((key) => key?.name === name);
        return it.indexes.filter((one) => !isKey(one.name)).map((one) => one.name);
      }),
    constraint: () =>
      owner().flatMap((it) =>
        [it.primaryKey, ...it.uniqueKeys, ...it.foreignKeys, ...it.checks].map((one) => one?.name),
      ),
    trigger: () => owner().flatMap((it) => it.triggers.map((one) => one.name)),
    sequence: () => schemas.flatMap((it) => it.sequences.map((one) => one.name)),
    extension: () => index?.catalog.extensions ?? [],
    window: () => ctx.scope.owner.windows.map((it) => it.name.text),
    routine: () => schemas.flatMap((it) => it.routines.map((one) => one.name)),
  };
  return [...slots].flatMap((slot) =>
    (names[slot]?.() ?? []).flatMap((it): Candidate[] =>
      it === undefined
        ? []
        : [
            {
              label: it,
              kind: NAME_KINDS[slot] ?? "name",
              detail: slot,
              insertText: slot === "setting" ? it : dialect.writeName(it),
              weight: Weight.Name,
            },
          ],
    ),
  );
}

const NAME_KINDS: Partial<Record<Slot, Candidate["kind"]>> = {
  role: "role",
  setting: "setting",
  index: "index",
  routine: "function",
};

/** The table that an INSERT fills: `ON CONFLICT ON CONSTRAINT` means one of its constraints. */
function insertedTable(ctx: CompletionContext): Table | undefined {
  const insert = ctx.path.findLast((it) => it.kind === "insert");
  return insert?.kind === "insert" ? ctx.analysis.targets(insert)[0]?.table : undefined;
}

/** The table that an ALTER TABLE, CREATE INDEX or DROP … ON is about. */
function tableNamed(ctx: CompletionContext) {
  const { root, index } = ctx;
  const name =
    root.kind === "alter-table"
      ? root.name
      : root.kind === "create-index"
        ? root.table
        : root.kind === "drop"
          ? root.on
          : undefined;
  return name === undefined ? undefined : index?.table(name.parts);
}

/** Columns that a definition refers to: of the table altered or indexed, of a REFERENCES target, of the table being made. */
export function definitionColumns(ctx: CompletionContext): readonly Candidate[] {
  const references = ctx.path.findLast((it) => it.kind === "references");
  const table =
    references?.kind === "references" ? ctx.index?.table(references.table.parts) : tableNamed(ctx);
  const stored = (table?.columns ?? []).map(
    (it, position): Candidate => ({
      label: it.name,
      kind: "column",
      detail: it.type.text,
      from: table?.name,
      insertText: ctx.dialect.writeName(it.name),
      weight: Weight.Column - position / 100,
    }),
  );
  const made =
    references === undefined && ctx.root.kind === "create-table"
      ? ctx.root.elements.flatMap((it) =>
          it.kind === "column-definition" && !(it.start <= ctx.at && ctx.at <= it.end)
            ? [it.name.text]
            : [],
        )
      : [];
  return [
    ...stored,
    ...made.map(
      (it): Candidate => ({
        label: it,
        kind: "column",
        detail: "",
        insertText: ctx.dialect.writeName(it),
        weight: Weight.Column,
      }),
    ),
  ];
}
