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
import { TYPE_KINDS, type Pack } from "../packs/pack.ts";

const note = z.strictObject({ level: z.enum(["info", "warning"]), code: z.string(), message: z.string() });

const expressionRule = z.strictObject({
  common: z.string().max(2000),
  sql: z.string().max(2000),
  /** A rule that is only for reading or only for writing; both where it is not said. */
  only: z.enum(["read", "write"]).optional(),
  /** Kinds of type that a variable must have for the rule to be read; unknown types never match. */
  when: z.record(z.string(), z.array(z.enum(TYPE_KINDS))).optional(),
  note: note.optional(),
});

export const translateSchema = z
  .strictObject({
    expressions: z.array(expressionRule),
    /** Common type to spelling: `integer:64` → `BIGINT`, `text(length)` → `VARCHAR($length)`. */
    types: z.record(z.string(), z.string()),
    /** Letters of format strings: the common form uses the names of the fields. */
    formats: z.record(z.string(), z.string()),
  })
  .partial();

export type TranslateData = z.infer<typeof translateSchema>;

/** A pattern ready for matching; variables are parameters named `$x`. */
export interface Pattern {
  readonly text: string;
  readonly root: Expression;
}

export interface ExpressionRule {
  readonly common: Call;
  readonly commonText: string;
  readonly sql: Pattern;
  readonly reads: boolean;
  readonly writes: boolean;
  readonly when: Readonly<Record<string, readonly string[]>>;
  readonly note: z.infer<typeof note> | undefined;
}

export interface TranslateRules {
  /** By the key of the engine's pattern, in the pack's order. */
  readonly reading: ReadonlyMap<string, readonly ExpressionRule[]>;
  /** By the name of the common call. */
  readonly writing: ReadonlyMap<string, readonly ExpressionRule[]>;
  readonly types: Readonly<Record<string, string>>;
  readonly formats: Readonly<Record<string, string>>;
}

/** Rules of a pack; what is wrong with them is a defect of the pack and throws under test. */
export const translateRules: (pack: Pack) => TranslateRules = memo((pack: Pack) => {
  const decoded = translateSchema.safeParse(pack.data.translate ?? {});
  const data: TranslateData = decoded.success ? decoded.data : {};
  const dialect = patternDialect(pack);
  const reading = new Map<string, ExpressionRule[]>();
  const writing = new Map<string, ExpressionRule[]>();
  for (const it of data.expressions ?? []) {
    const common = pattern(it.common, dialect);
    const sql = pattern(it.sql, dialect);
    if (common?.root.kind !== "call" || sql === undefined) {
      continue;
    }
    const rule: ExpressionRule = {
      common: common.root,
      commonText: it.common,
      sql,
      reads: it.only !== "write",
      writes: it.only !== "read",
      when: it.when ?? {},
      note: it.note,
    };
    if (rule.reads) {
      append(reading, patternKey(sql.root), rule);
    }
    if (rule.writes) {
      append(writing, calledName(rule.common), rule);
    }
  }
  return { reading, writing, types: data.types ?? {}, formats: data.formats ?? {} };
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
const patternDialect = memo((pack: Pack): Dialect =>
  compileDialect({ ...pack, lexis: { ...pack.lexis, parameters: [...pack.lexis.parameters.filter((it) => it !== "$n"), "$name"], dollarQuotes: false } }),
);

function pattern(text: string, dialect: Dialect): Pattern | undefined {
  const head = "SELECT ";
  const { root } = parse(singleStatement(head + text, dialect));
  const expression = root.kind === "select" ? root.items[0]?.expression : undefined;
  return expression === undefined ? undefined : { text: head + text, root: expression };
}
