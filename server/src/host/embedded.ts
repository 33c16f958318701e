/**
 * SQL inside programs, as plain values. This floor knows host grammars and the lexis of SQL dialects,
 * nothing of editors, files or connections; whoever has a syntax tree (`tree.ts`) asks
 *
 *     embedded(tree, dialect)   every statement the program holds, with its holes
 *
 * and gets, per statement: its text with a placeholder of the dialect for each hole, maps of offsets
 * both ways, where each hole's value comes from, and how the statement was found. `writeAt` gives the
 * text of an edit as the literal at that place needs it.
 *
 * Inside: `lower.ts` turns a grammar's tree into the common form of `syntax.ts`, `flow.ts` follows text
 * to what takes it, and this file makes one text of the pieces.
 */
import { memo, memo2 } from "../base/memo.ts";
import type { Range } from "../base/text.ts";
import type { Dialect } from "../sql/dialect.ts";
import { parse } from "../sql/parse.ts";
import { singleStatement } from "../sql/script.ts";
import { type Flow, flow, type How, type Loop, type Taken } from "./flow.ts";
import { lower } from "./lower.ts";
import { encode } from "./strings.ts";
import type { Stmt } from "./syntax.ts";
import type { HostTree } from "./tree.ts";
import { type Built, isTainted, type Literal, type Part, type Source } from "./values.ts";

export interface Hole {
  /** Its placeholder in the SQL text. */
  readonly sql: Range;
  /** Where it stands in the program. */
  readonly host: Range;
  /** The expression whose text comes in; may stand elsewhere. */
  readonly origin: Range;
  readonly source: Source;
  /** What could stand there: a value, a name, a part of a literal or name, anything. */
  readonly place: "value" | "name" | "text" | "clause";
  /** May text of its own come in that way? */
  readonly open: boolean;
}

export interface EmbeddedStatement {
  /** In the dialect: every hole is a placeholder, a name or nothing. */
  readonly sql: string;
  /** From the first piece of text to the last. */
  readonly host: Range;
  readonly segments: readonly Segment[];
  readonly holes: readonly Hole[];
  readonly how: How;
  /** The call, tag or property that takes it. */
  readonly via: string;
  readonly call: Range;
  readonly argument: Range;
  /** Only a piece of a statement: nothing is said about what it lacks. */
  readonly fragment: boolean;
  /** A language of objects that only looks like SQL: JPQL, HQL. */
  readonly foreign: boolean;
  /** Values are handed over apart from the text. */
  readonly binds: boolean;
  readonly loop: Loop | undefined;
}

/** A stretch of the SQL and where it is written; `exact` where both are the same, character by character. */
export interface Segment {
  readonly sql: Range;
  readonly host: Range;
  readonly exact: boolean;
  readonly literal: Literal | undefined;
}

const readings = memo(
  (tree: HostTree): { readonly program: readonly Stmt[]; readonly flow: Flow } => {
    const program = lower(tree);
    return { program, flow: flow(program, tree.text, tree.language) };
  },
);

/** The program in the common form. */
export function programOf(tree: HostTree): readonly Stmt[] {
  return readings(tree).program;
}

/** Modules that the program imports. */
export function importsOf(tree: HostTree): readonly string[] {
  return readings(tree).flow.imports;
}

/** The SQL of a program, in the order of the text. */
export const embedded = memo2((tree: HostTree, dialect: Dialect): readonly EmbeddedStatement[] => {
  const made = readings(tree).flow.taken.flatMap((it) =>
    it.value.texts.map((text) => statement(it, text, dialect, tree)),
  );
  return withoutParts(made.filter((it) => it.segments.length > 0 && isPlausible(it, dialect)));
});

/** What is a statement by its look alone must read as one: prose begins with "Select" too. */
function isPlausible(it: EmbeddedStatement, dialect: Dialect): boolean {
  return it.how !== "shape" || parse(singleStatement(it.sql, dialect)).problems.length === 0;
}

/** Without what is only a beginning or a piece of another; the surest way of finding counts. */
function withoutParts(all: readonly EmbeddedStatement[]): readonly EmbeddedStatement[] {
  const order: readonly How[] = ["tag", "call", "annotation", "property", "comment", "shape"];
  const kept: EmbeddedStatement[] = [];
  const seen = new Map<string, readonly Set<string>[]>();
  const sorted = [...all].sort(
    (a, b) => order.indexOf(a.how) - order.indexOf(b.how) || b.segments.length - a.segments.length,
  );
  for (const it of sorted) {
    const keys = new Set(it.segments.map((one) => `${one.host.start}-${one.host.end}`));
    const [first] = keys;
    const known = first === undefined ? [] : (seen.get(first) ?? []);
    const covered = known.some((one) => [...keys].every((key) => one.has(key)));
    if (!covered) {
      kept.push(it);
      for (const key of keys) {
        seen.set(key, [...(seen.get(key) ?? []), keys]);
      }
    }
  }
  return kept.sort((a, b) => a.host.start - b.host.start);
}

// ------------------------------------------------------------ one text of the pieces

/** Placeholders that drivers know and the engine's own text may not: `?`, `%s`, `:name`, `@name`, `$1`, `#{name}`. */
const DRIVER_PLACEHOLDER =
  /%\((\w+)\)s|%s|%%|\?\d*|(?<![:\w]):[A-Za-z_]\w*|(?<![@\w])@[A-Za-z_]\w*|\$\d+|\$[A-Za-z_]\w*|#\{[^}]*\}/gu;

function statement(
  taken: Taken,
  built: Built,
  dialect: Dialect,
  tree: HostTree,
): EmbeddedStatement {
  const writer = new Writer(dialect, tree, taken.binds);
  const parts = built.parts;
  parts.forEach((part, index) => {
    if (part.kind === "hole") {
      writer.hole(part, textAfter(parts, index));
    } else {
      writer.text(part);
    }
  });
  const texts = writer.segments.filter((it) => it.literal !== undefined);
  const start = Math.min(...writer.segments.map((it) => it.host.start));
  const end = Math.max(...writer.segments.map((it) => it.host.end));
  return {
    sql: writer.sql,
    host:
      texts.length === 0
        ? { start, end }
        : {
            start: Math.min(...texts.map((it) => it.host.start)),
            end: Math.max(...texts.map((it) => it.host.end)),
          },
    segments: writer.segments,
    holes: writer.holes,
    how: taken.how,
    via: taken.via,
    call: taken.call,
    argument: taken.argument,
    fragment: taken.fragment,
    foreign: isForeign(taken, tree),
    binds: taken.binds,
    loop: taken.loop,
  };
}

/** JPQL: whatever `createQuery` and `@Query` take, unless it is called native. */
function isForeign(taken: Taken, tree: HostTree): boolean {
  if (/^@?(?:\w+\.)?(?:createQuery|NamedQuery)$/u.test(taken.via)) {
    return true;
  }
  return (
    taken.via === "@Query" &&
    tree.language === "java" &&
    !/nativeQuery\s*=\s*true/u.test(tree.text.slice(taken.call.start, taken.call.end))
  );
}

function textAfter(parts: readonly Part[], index: number): string {
  const next = parts[index + 1];
  return next === undefined || next.kind === "hole"
    ? ""
    : next.kind === "text"
      ? next.segment.text
      : next.text;
}

class Writer {
  sql = "";
  readonly segments: Segment[] = [];
  readonly holes: Hole[] = [];
  readonly #tree: HostTree;
  readonly #parameters: readonly string[];
  readonly #percent: boolean;
  #count = 0;

  constructor(dialect: Dialect, tree: HostTree, binds: boolean) {
    this.#tree = tree;
    this.#parameters = dialect.pack.lexis.parameters;
    this.#percent = tree.language === "python" || (tree.language === "php" && binds);
  }

  text(part: Extract<Part, { kind: "text" | "fixed" }>): void {
    const text = part.kind === "text" ? part.segment.text : part.text;
    const host =
      part.kind === "text" ? { start: part.segment.start, end: part.segment.end } : part.range;
    const exact = part.kind === "text" && text.length === host.end - host.start;
    const literal = part.kind === "text" ? part.literal : undefined;
    let at = 0;
    for (const it of text.matchAll(DRIVER_PLACEHOLDER)) {
      const by = this.#ownSpelling(it[0], text, it.index);
      if (by === undefined || quoteAt(this.sql + text.slice(at, it.index)) !== undefined) {
        continue;
      }
      this.#add(text.slice(at, it.index), within(host, exact, at, it.index), exact, literal);
      const end = it.index + it[0].length;
      this.#add(by, within(host, exact, it.index, end), false, literal);
      at = end;
    }
    this.#add(text.slice(at), within(host, exact, at, text.length), exact, literal);
  }

  /** The dialect's spelling of a driver's placeholder; nothing where it is the engine's own or no placeholder. */
  #ownSpelling(written: string, text: string, at: number): string | undefined {
    const knows = (it: string) => this.#parameters.includes(it);
    if (written.startsWith("%")) {
      return this.#percent ? (written === "%%" ? "%" : this.#placeholder()) : undefined;
    }
    if (written.startsWith("?")) {
      // `data ? 'key'` is an operator.
      const operator = /^\?\s*['|&]/u.test(text.slice(at));
      return knows("?") || operator ? undefined : this.#placeholder();
    }
    if (written.startsWith("#")) {
      return this.#tree.language === "java" ? this.#placeholder() : undefined;
    }
    const kind = /^\$\d/u.test(written) ? "$n" : `${written[0] ?? ""}name`;
    return knows(kind) || (kind === "$name" && knows("$n")) ? undefined : this.#placeholder();
  }

  #placeholder(): string {
    this.#count += 1;
    const [first = "?"] = this.#parameters;
    return first.startsWith("?")
      ? "?"
      : first === "$n"
        ? `$${this.#count}`
        : `${first[0] ?? ":"}hole${this.#count}`;
  }

  hole(part: Extract<Part, { kind: "hole" }>, after: string): void {
    const quote = quoteAt(this.sql);
    const place = quote === undefined ? placeOf(this.sql, after) : "text";
    const start = this.sql.length;
    const text =
      place === "value"
        ? this.#valueText()
        : place === "clause"
          ? " "
          : place === "name"
            ? "hole"
            : "x";
    this.#add(text, part.range, false, undefined);
    this.holes.push({
      sql: { start, end: this.sql.length },
      host: part.range,
      origin: part.origin,
      source: part.source,
      place,
      open:
        isTainted(part.source) ||
        (part.source === "escaped" && (quote === undefined || quote === "")),
    });
  }

  #valueText(): string {
    const placeholder = this.#placeholder();
    return /\b(?:in|values)\s*$/iu.test(this.sql) ? `(${placeholder})` : placeholder;
  }

  #add(text: string, host: Range, exact: boolean, literal: Literal | undefined): void {
    if (text === "") {
      return;
    }
    const start = this.sql.length;
    this.sql += text;
    this.segments.push({ sql: { start, end: this.sql.length }, host, exact, literal });
  }
}

function within(host: Range, exact: boolean, start: number, end: number): Range {
  return exact ? { start: host.start + start, end: host.start + end } : host;
}

/** The quote that is open at the end of a text. */
function quoteAt(text: string): string | undefined {
  let open: string | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const here = text[at] ?? "";
    if (open === undefined) {
      if (here === "'" || here === '"' || here === "`") {
        open = here;
      } else if (here === "-" && text[at + 1] === "-") {
        const line = text.indexOf("\n", at);
        if (line < 0) {
          return undefined;
        }
        at = line;
      }
    } else if (here === open) {
      open = undefined;
    }
  }
  return open;
}

const NAME_FOLLOWS =
  /\b(?:from|join|into|update|table|view|only|database|schema|truncate|index|by|as|select|distinct|column|exists|describe|desc|using|use|role|user|sequence|references|owner\s+to|rename\s+to|collate|cascade|trigger|function|procedure)$|\binsert\s+into\s+[^\s(]+\s*\($/iu;
const VALUE_FOLLOWS =
  /(?:[=<>+\-*/%|(,~^]|\b(?:where|and|or|not|on|having|when|then|else|case|like|ilike|in|between|limit|offset|values|is|return|set|top|interval|regexp|rlike|any|all|fetch|first|next|returning))$/iu;

function placeOf(before: string, after: string): Hole["place"] {
  if (/[\w.$]$/u.test(before) || /^[\w.$(]/u.test(after)) {
    return "name";
  }
  const text = before.trimEnd();
  if (NAME_FOLLOWS.test(text) || /\b(?:order|group)\s+by\s+[^()]*,$/iu.test(text)) {
    return "name";
  }
  return VALUE_FOLLOWS.test(text) && !/\bset$/iu.test(text) ? "value" : "clause";
}

// ------------------------------------------------------------ offsets both ways

/** Offset of the SQL to offset of the program; at a seam, a start belongs to what follows. */
export function toHost(it: EmbeddedStatement, offset: number, side: "start" | "end"): number {
  const { segments } = it;
  const found =
    side === "start"
      ? segments.find((one) => one.sql.start <= offset && offset < one.sql.end)
      : segments.find((one) => one.sql.start < offset && offset <= one.sql.end);
  const last = segments.at(-1);
  if (found === undefined) {
    return offset <= 0
      ? (segments[0]?.host.start ?? it.host.start)
      : (last?.host.end ?? it.host.end);
  }
  if (found.exact) {
    return found.host.start + (offset - found.sql.start);
  }
  return side === "start" ? found.host.start : found.host.end;
}

/** Offset of the program to offset of the SQL; nothing where the statement is not written there. */
export function fromHost(it: EmbeddedStatement, offset: number): number | undefined {
  const texts = it.segments.filter((one) => one.literal !== undefined);
  const found =
    texts.find((one) => one.host.start <= offset && offset < one.host.end) ??
    texts.find((one) => one.host.end === offset);
  if (found !== undefined) {
    return found.exact
      ? found.sql.start + (offset - found.host.start)
      : offset >= found.host.end
        ? found.sql.end
        : found.sql.start;
  }
  // Between the quotes, where nothing is written yet.
  return undefined;
}

/** Text of an edit as the literal at this place needs it; nothing where no text can be written. */
export function writeAt(it: EmbeddedStatement, range: Range, text: string): string | undefined {
  const touched = it.segments.filter(
    (one) => one.sql.start <= range.end && range.start <= one.sql.end && one.literal !== undefined,
  );
  const [first] = touched;
  const crossed = it.holes.some((one) => one.sql.start < range.end && range.start < one.sql.end);
  const same = touched.every((one) => one.literal === first?.literal);
  return first?.literal === undefined || crossed || !same
    ? undefined
    : encode(text, first.literal.style, first.literal.quote);
}
