/**
 * The translation rules of a pack: how its spelling relates to the common form. `n` engines have `n`
 * rule sets and never `n²`: a call is read into the common form by the rules of the engine it was
 * written for and written by those of the engine it is for.
 *
 * A rule is a pair of SQL expressions with variables: `{ "common": "string_agg($x, $sep)", "sql":
 * "GROUP_CONCAT($x SEPARATOR $sep)" }`. Every variable of one side stands on the other; `$rest` as
 * the last argument stands for any number of arguments.
 */
import { z } from "zod";
import { memo } from "../../base/memo.ts";
import type { Call, Expression, Node } from "../../sql/ast.ts";
import { compileDialect, type Dialect } from "../../sql/dialect.ts";
import { parse } from "../../sql/parse.ts";
import { singleStatement } from "../../sql/script.ts";
import { type Pack, TYPE_KINDS } from "../packs/pack.ts";

const note = z.strictObject({
  level: z.enum(["info", "warning"]),
  code: z.string(),
  message: z.string(),
});

/** What a variable may be asked to be: a kind of type, or a way it is written. */
export const SHAPES = [
  "literal",
  "string-literal",
  "number-literal",
  "date-text",
  "timestamp-text",
  "not-null",
  "always",
  "negative",
  "capturing",
  "one-char",
  "computed-decimal",
] as const;

const expressionRule = z.strictObject({
  common: z.string().max(2000),
  sql: z.string().max(2000),
  /** A rule that is only for reading or only for writing; both where it is not said. */
  only: z.enum(["read", "write"]).optional(),
  /** Kinds of type or shapes that a variable must have for the rule to hold; unknown types never match. */
  when: z.record(z.string(), z.array(z.enum([...TYPE_KINDS, ...SHAPES]))).optional(),
  note: note.optional(),
});

/** Habits of an engine that constructs ask about; a closed vocabulary. */
const habits = z
  .strictObject({
    /** How `=` compares texts: exactly, or ignoring case and blanks at the end. */
    equality: z.enum(["exact", "ignores-case"]),
    /** How LIKE compares. */
    like: z.enum(["exact", "ignores-case"]),
    /** The character that escapes in LIKE where none is named. */
    likeEscape: z.enum(["backslash", "none"]),
    /** Is NULL below or above all values where rows are ordered? */
    nulls: z.enum(["low", "high"]),
    /** Are truth values a type of their own or numbers? */
    booleans: z.enum(["type", "number"]),
    /** What `/` does with two integers. */
    division: z.enum(["truncates", "decimal", "float"]),
    zeroDivision: z.enum(["null", "fails"]),
    /** Digits that `/` adds to those of the dividend. */
    divisionDigits: z.number().int(),
    /** How dates are moved. */
    dates: z.enum(["unit-words", "interval-literals", "modifiers", "templates"]),
    /**
     * Where dates are moved by templates: `add`, `subtract` and `cut`, more exactly `add month`,
     * `add date`, `cut week` …, with `$x` for the moment, `$n` for the amount, `$unit` and `$UNIT`.
     */
    moves: z.record(z.string(), z.string()),
    /** The function that formats dates, and with it the alphabet. */
    dateFormat: z.enum(["percent-c", "percent-my", "percent-b", "letters", "letters-net"]),
    /** How an end of month that the other month lacks is treated. */
    monthOverflow: z.enum(["clamps", "overflows"]),
    /** Must both sides of an operator have kindred types? */
    typing: z.enum(["strict", "loose"]),
    /** Collations by what they do; absent where there is none. */
    exactCollation: z.string(),
    ignoringCaseCollation: z.string(),
    /** How rows of a text column come: by code, or ignoring case; absent where the database decides. */
    textOrder: z.enum(["code", "ignores-case"]),
    /** How a text is tested by a regular expression, where there is no operator: `$x`, `$p`. */
    regexp: z.string(),
    regexpIgnoringCase: z.string(),
    /** What follows the type of a column that numbers itself, where that is not the standard's. */
    identity: z.string(),
    /** How a part of a JSON document is reached as a text and as JSON, by a function: `$x`, `$path`. */
    jsonText: z.string(),
    jsonPart: z.string(),
    /** The table that holds the last number of each table that numbers its rows. */
    numberingTable: z.string(),
    json: z.enum(["functions-text", "jsonb", "functions-values"]),
  })
  .partial();

export const translateSchema = z
  .strictObject({
    expressions: z.array(expressionRule),
    /** Rules that come before the parent pack's. */
    ownExpressions: z.array(expressionRule),
    /** Common type to spelling: `integer:64` → `BIGINT`, `text(length)` → `VARCHAR($length)`. */
    types: z.record(z.string(), z.string()),
    /** Functions that mean the same wherever they are on this list; names are lower-case. */
    same: z.array(z.string()),
    habits,
  })
  .partial();

export type TranslateData = z.infer<typeof translateSchema>;
export type Habits = z.infer<typeof habits>;

/** A pattern ready for matching; variables are parameters named `$x`. */
export interface Pattern {
  readonly text: string;
  readonly root: Expression;
}

export interface ExpressionRule {
  readonly common: Call;
  readonly sql: Pattern;
  readonly when: Readonly<Record<string, readonly string[]>>;
  readonly note: z.infer<typeof note> | undefined;
}

export interface TranslateRules {
  /** By the key of the engine's pattern, in the pack's order. */
  readonly reading: ReadonlyMap<string, readonly ExpressionRule[]>;
  /** By the name of the common call. */
  readonly writing: ReadonlyMap<string, readonly ExpressionRule[]>;
  readonly types: Readonly<Record<string, string>>;
  readonly same: ReadonlySet<string>;
  readonly habits: Habits;
  /** What is wrong with the rules; tests demand that nothing is. */
  readonly problems: readonly string[];
}

/** Rules of a pack. */
export const translateRules: (pack: Pack) => TranslateRules = memo((pack: Pack) => {
  const decoded = translateSchema.safeParse(pack.data.translate ?? {});
  const problems: string[] = decoded.success
    ? []
    : decoded.error.issues.map((it) => `${it.path.join(".")}: ${it.message}`);
  const data: TranslateData = decoded.success ? decoded.data : {};
  const dialect = patternDialect(pack);
  const reading = new Map<string, ExpressionRule[]>();
  const writing = new Map<string, ExpressionRule[]>();
  for (const it of [...(data.ownExpressions ?? []), ...(data.expressions ?? [])]) {
    const common = pattern(it.common, dialect);
    const sql = pattern(it.sql, dialect);
    if (common?.root.kind !== "call" || sql === undefined) {
      problems.push(`not understood: ${it.common} / ${it.sql}`);
      continue;
    }
    const rule: ExpressionRule = { common: common.root, sql, when: it.when ?? {}, note: it.note };
    if (it.only !== "write") {
      append(reading, patternKey(sql.root), rule);
    }
    if (it.only !== "read") {
      append(writing, calledName(rule.common), rule);
    }
  }
  return {
    reading,
    writing,
    types: data.types ?? {},
    same: new Set(data.same ?? []),
    habits: data.habits ?? {},
    problems,
  };
});

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [value]);
  } else {
    list.push(value);
  }
}

/** What a node must be for a pattern to be worth trying. */
export function patternKey(node: Node): string {
  switch (node.kind) {
    case "call":
      return `call ${calledName(node)}`;
    case "column":
      return `column ${node.parts.length === 1 ? (node.parts[0]?.text.toLowerCase() ?? "") : ""}`;
    case "binary":
    case "unary":
    case "like":
      return `${node.kind} ${node.op}`;
    case "cast":
      return `cast ${node.type.name}`;
    default:
      return node.kind;
  }
}

export function calledName(node: Call): string {
  return node.name.parts.map((it) => it.text.toLowerCase()).join(".");
}

/** The pack's dialect with `$x` for variables and nothing that could be mistaken for one. */
const patternDialect = memo(
  (pack: Pack): Dialect =>
    compileDialect({
      ...pack,
      lexis: {
        ...pack.lexis,
        parameters: [
          ...pack.lexis.parameters.filter((it) => it !== "$n" && it !== ":name"),
          "$name",
        ],
        dollarQuotes: false,
      },
      capabilities: { ...pack.capabilities, "select-requires-from": false },
    }),
);

function pattern(text: string, dialect: Dialect): Pattern | undefined {
  const head = "SELECT ";
  const { root, problems } = parse(singleStatement(head + text, dialect));
  const expression = root.kind === "select" ? root.items[0]?.expression : undefined;
  return expression === undefined || problems.length > 0
    ? undefined
    : { text: head + text, root: expression };
}
