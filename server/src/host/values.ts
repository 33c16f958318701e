/**
 * What is known about a value of the host program: the text it may be, where its parts are written,
 * and whose hands it went through.
 */
import type { Range } from "../base/text.ts";
import type { Expr, FunctionShape, StringStyle, TextSegment } from "./syntax.ts";

/**
 * Where a value comes from, the most harmless first. The order is that of `worst`: a value made of
 * several comes from the worst of them.
 */
export const SOURCES = [
  /** Written in the program. */
  "constant",
  /** A number, a date, a UUID: nothing that SQL could be hidden in. */
  "number",
  /** Bound as a parameter by whoever takes the text: tagged templates, placeholders. */
  "bound",
  /** Went through a function that quotes a name or a literal. */
  "quoted",
  /** Checked against a list of what may come, or taken from one. */
  "allowed",
  /** Configuration: environment, settings, imported constants, fields nobody outside sets. */
  "configured",
  /** The result of a call that nothing suspicious went into. */
  "opaque",
  /** Escaped, which protects within quotes only. */
  "escaped",
  /** Read from a database: somebody once put it there. */
  "stored",
  /** A name whose making is not in sight. */
  "unknown",
  /** A parameter of a function that anybody may call. */
  "parameter",
  /** A request, the command line, standard input. */
  "request",
] as const;

export type Source = (typeof SOURCES)[number];

const RANK: ReadonlyMap<Source, number> = new Map(SOURCES.map((it, index) => [it, index]));

export function worst(...sources: readonly Source[]): Source {
  return sources.reduce<Source>(
    (a, b) => ((RANK.get(a) ?? 0) >= (RANK.get(b) ?? 0) ? a : b),
    "constant",
  );
}

/** May text of this origin hold SQL of its own? */
export function isTainted(source: Source): boolean {
  return (RANK.get(source) ?? 0) >= (RANK.get("stored") ?? 0);
}

/** How a stretch of text is written in the program. */
export interface Literal {
  readonly style: StringStyle;
  readonly quote: string;
  readonly inside: Range;
}

export type Part =
  | { readonly kind: "text"; readonly segment: TextSegment; readonly literal: Literal }
  /** Text that is known but written elsewhere: a constant's value where its name stands. */
  | { readonly kind: "fixed"; readonly text: string; readonly range: Range }
  | {
      readonly kind: "hole";
      /** Where it stands in the text being built. */
      readonly range: Range;
      /** The expression whose value comes in; may be written elsewhere. */
      readonly origin: Range;
      readonly source: Source;
    };

/** One text that a value may be. */
export interface Built {
  readonly parts: readonly Part[];
  /** What a comment or a heredoc's word calls it. */
  readonly note?: string | undefined;
}

export interface Value {
  readonly source: Source;
  /** Texts it may be; none where nothing is known of its text. */
  readonly texts: readonly Built[];
  /** Of what is in it, if it is a collection. */
  readonly element?: Value | undefined;
  /** Parts by name: fields of an object, entries of a map. */
  readonly fields?: ReadonlyMap<string, Value> | undefined;
  /** Items in order, as far as they are known. */
  readonly items?: readonly Value[] | undefined;
  readonly lambda?: { readonly shape: FunctionShape } | undefined;
  /** A composed statement of a driver: `sql.SQL("…")`, a tagged template. */
  readonly composed?: boolean | undefined;
  /** A pattern that a text can be tested with. */
  readonly pattern?: string | undefined;
  /** What made it, where a rule wants to know: the call's name. */
  readonly madeBy?: string | undefined;
}

export const CONSTANT: Value = { source: "constant", texts: [] };
export const NUMBER: Value = { source: "number", texts: [] };

export function of(source: Source): Value {
  return { source, texts: [] };
}

/** Alternatives beyond this are dropped, those with holes last. */
const MOST_TEXTS = 6;
const MOST_PARTS = 2000;

export function taintOf(built: Built): Source {
  return worst(...built.parts.map((it) => (it.kind === "hole" ? it.source : "constant")));
}

export function textValue(texts: readonly Built[], more: Partial<Value> = {}): Value {
  const kept = limited(texts);
  return { source: worst(...kept.map(taintOf)), texts: kept, ...more };
}

function limited(texts: readonly Built[]): readonly Built[] {
  const seen = new Set<string>();
  const distinct = texts.filter((it) => {
    const key = partsKey(it.parts);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
  return distinct.length <= MOST_TEXTS
    ? distinct
    : [...distinct].sort((a, b) => holes(b) - holes(a)).slice(0, MOST_TEXTS);
}

function holes(built: Built): number {
  return built.parts.filter((it) => it.kind === "hole" && isTainted(it.source)).length;
}

function partsKey(parts: readonly Part[]): string {
  return parts
    .map((it) =>
      it.kind === "text"
        ? `t${it.segment.start}`
        : it.kind === "fixed"
          ? `f${it.range.start}:${it.text}`
          : `h${it.origin.start}:${it.range.start}:${it.source}`,
    )
    .join(" ");
}

/** Either value may be there. */
export function either(a: Value, b: Value): Value {
  if (a === b) {
    return a;
  }
  const [first] = a.texts;
  const [second] = b.texts;
  // One is the other with more behind it: pieces that are added on a condition.
  const texts =
    a.texts.length === 1 && b.texts.length === 1 && first !== undefined && second !== undefined
      ? startsWith(second, first)
        ? [second]
        : startsWith(first, second)
          ? [first]
          : [first, second]
      : [...a.texts, ...b.texts];
  const source = worst(a.source, b.source);
  const made: Value = {
    source,
    texts: limited(texts),
    element:
      a.element === undefined
        ? b.element
        : b.element === undefined
          ? a.element
          : either(a.element, b.element),
    fields: a.fields ?? b.fields,
    items: longer(a.items, b.items),
    lambda: a.lambda ?? b.lambda,
    composed: a.composed === true && b.composed === true,
  };
  // Where one side is no known text, a hole of its origin stands for it.
  return made;
}

function longer<T>(
  a: readonly T[] | undefined,
  b: readonly T[] | undefined,
): readonly T[] | undefined {
  return a === undefined ? b : b === undefined || a.length >= b.length ? a : b;
}

function startsWith(long: Built, short: Built): boolean {
  return (
    long.parts.length > short.parts.length &&
    short.parts.every((it, index) => {
      const other = long.parts[index];
      return other === it || (other !== undefined && partsKey([other]) === partsKey([it]));
    })
  );
}

/** The value as it stands at a place: its text is known, but written elsewhere. */
export function standing(value: Value, range: Range, origin: Range): readonly Built[] {
  if (value.texts.length === 0) {
    return [{ parts: [{ kind: "hole", range, origin, source: value.source }] }];
  }
  return value.texts.map((it) => ({
    parts: it.parts.map(
      (part): Part =>
        part.kind === "hole"
          ? { ...part, range }
          : { kind: "fixed", text: part.kind === "text" ? part.segment.text : part.text, range },
    ),
  }));
}

/** Every text of the one followed by every text of the other. */
export function joined(left: readonly Built[], right: readonly Built[]): readonly Built[] {
  const made = left.flatMap((a) =>
    right.map((b) => ({
      parts: a.parts.length + b.parts.length > MOST_PARTS ? a.parts : [...a.parts, ...b.parts],
      note: a.note,
    })),
  );
  return limited(made);
}

/** The text as far as it is known, with a mark for each hole. */
export function knownText(built: Built, hole = "\uFFFC"): string {
  return built.parts
    .map((it) => (it.kind === "text" ? it.segment.text : it.kind === "fixed" ? it.text : hole))
    .join("");
}

/** The whole text where it has no holes. */
export function plainText(value: Value): string | undefined {
  const [only, ...others] = value.texts;
  return only === undefined || others.length > 0 || only.parts.some((it) => it.kind === "hole")
    ? undefined
    : knownText(only);
}

export function isName(expr: Expr): boolean {
  return expr.kind === "name" || expr.kind === "member" || expr.kind === "index";
}
