/**
 * What completion knows about the cursor: looked at once, from broken text, so that the sources can
 * be small. The word being typed is replaced by a placeholder name before names are resolved, so that
 * half a word never breaks what follows it.
 */
import { type Analysis, analyze } from "../../analysis/analyze.ts";
import { placeAt } from "../../analysis/cursor.ts";
import type { Clause, Scope } from "../../analysis/model.ts";
import type { View } from "../../analysis/view.ts";
import type { Range } from "../../base/text.ts";
import { type CatalogIndex, catalogIndex } from "../../catalog/lookup.ts";
import type { Name, Node, StatementNode } from "../../sql/ast.ts";
import type { Dialect } from "../../sql/dialect.ts";
import { expectedAt, expectedInBody, parse } from "../../sql/parse.ts";
import type { Slot } from "../../sql/parser.ts";
import { type Statement, singleStatement, statementAt } from "../../sql/script.ts";
import type { Terminal } from "../../sql/terminals.ts";
import { TokenKind } from "../../sql/tokens.ts";
import { pathAt } from "../../sql/walk.ts";
import { isInComment } from "../comments.ts";
import { mendings } from "./mend.ts";
import { catalogAt } from "./script-catalog.ts";

export interface CompletionContext {
  readonly view: View;
  readonly dialect: Dialect;
  readonly index: CatalogIndex | undefined;
  /** The text that was analysed: the statement with the placeholder in it. */
  readonly statement: Statement;
  readonly root: StatementNode;
  readonly analysis: Analysis;
  readonly scope: Scope;
  readonly clause: Clause;
  /** Nodes around the placeholder, outermost first. */
  readonly path: readonly Node[];
  /** Offset of the placeholder in the analysed text. */
  readonly at: number;
  /** What has been typed of the word: a name's letters without its quote, a string's content. */
  readonly prefix: string;
  /** What an item replaces, in offsets of the script. */
  readonly replace: Range;
  /** The quote that the word began with. */
  readonly quote: string | undefined;
  /** True inside a string literal: only values can stand here. */
  readonly inString: boolean;
  /** Parts before the dot. */
  readonly qualifier: readonly Name[];
  readonly terminals: ReadonlySet<Terminal>;
  readonly slots: ReadonlySet<Slot>;
  /** Words before the cursor, nearest first. */
  readonly before: readonly WordBefore[];
}

/** A word before the cursor: its keyword or operator, `0` for a literal, "" for a mere name. */
export interface WordBefore {
  readonly word: string;
  /** The last part of what may be a name here, in lower case. */
  readonly name: string | undefined;
}

/** Stands for the word being typed while names are resolved. */
export const PLACEHOLDER = "sqlx_cursor_";

/** `undefined` where nothing can be completed: in comments, in numbers, in most strings. */
export function completionContext(view: View, offset: number): CompletionContext | undefined {
  const placed = fragmentAt(view, offset);
  const known: View = { ...view, catalog: catalogAt(view, placed.index) };
  const local = offset - placed.start;
  const found = contextIn(known, placed.statement, local, placed.start);
  if (found === undefined || found.terminals.size > 0 || found.slots.size > 0) {
    return found;
  }
  for (const mended of mendings(placed.statement, local)) {
    const shift = local - mended.offset;
    const again = contextIn(known, mended.statement, mended.offset, placed.start + shift);
    if (again !== undefined && (again.terminals.size > 0 || again.slots.size > 0)) {
      return again;
    }
  }
  return found;
}

function contextIn(
  view: View,
  statement: Statement,
  local: number,
  start: number,
): CompletionContext | undefined {
  const { text, dialect } = statement;
  const body = bodyAt(statement, local);
  const near = body ?? statement;
  if (isInComment(near, local)) {
    return undefined;
  }
  const word = wordAt(near, local);
  if (word === undefined) {
    return undefined;
  }
  const left = lastTokenBefore(near, word.start);
  const qualifier = word.inString ? [] : qualifierBefore(near, left);
  // What could stand here is asked of the text up to the word, or up to its whole qualified name.
  const asked = qualifier.length === 0 ? word.start : (qualifier[0]?.start ?? word.start);
  const expected =
    (body === undefined ? undefined : expectedInBody(statement, asked)) ?? expectedAt(near, asked);
  const separator =
    word.end < text.length && /[\p{L}\p{N}_$]/u.test(text[word.end] ?? "") ? " " : "";
  const placeholder = word.inString
    ? text.slice(word.start, word.end) + (word.unclosed ? word.quote : "")
    : PLACEHOLDER + separator;
  const probed = singleStatement(
    text.slice(0, word.start) + placeholder + text.slice(word.end),
    dialect,
  );
  const analysis = analyze(probed, view.catalog);
  const at = word.start + (word.inString ? word.prefixLength + 1 : 1);
  const place = placeAt(analysis, at);
  return {
    view,
    dialect,
    index: view.catalog === undefined ? undefined : catalogIndex(view.catalog, dialect),
    statement: probed,
    root: parse(probed).root,
    analysis,
    scope: place.scope,
    clause: place.clause,
    path: pathAt(parse(probed).root, at),
    at,
    prefix: word.prefix,
    replace: { start: start + word.start, end: start + word.end },
    quote: word.quote,
    inString: word.inString,
    qualifier,
    terminals: new Set(expected.keywords),
    slots: new Set(expected.slots),
    before: wordsBefore(near, left),
  };
}

/** Bodies in strings are read with blanks for what is before them, so that offsets stay the same. */
function bodyAt(statement: Statement, offset: number): Statement | undefined {
  const { tokens, text, dialect } = statement;
  const index = lastTokenBefore(statement, offset);
  const start = tokens.starts[index] ?? 0;
  const end = tokens.ends[index] ?? 0;
  if (tokens.kinds[index] !== TokenKind.String || offset > end) {
    return undefined;
  }
  const raw = text.slice(start, end);
  const open = /^(?:\$[^$]*\$|[eEnN]?')/u.exec(raw)?.[0];
  const { root } = parse(statement);
  const hasBody =
    (root.kind === "create-routine" || root.kind === "do") &&
    root.body !== undefined &&
    root.source?.start === start;
  if (open === undefined || !hasBody || offset < start + open.length) {
    return undefined;
  }
  const close = open.endsWith("'") ? "'" : open;
  const isClosed = raw.length >= open.length + close.length && raw.endsWith(close);
  const to = isClosed ? end - close.length : end;
  const from = start + open.length;
  return offset > to
    ? undefined
    : singleStatement(" ".repeat(from) + text.slice(from, to), dialect);
}

/** So many words before the cursor tell what usually follows. */
const WORDS_BEFORE = 6;

/** Words before the cursor, nearest first; a qualified name is one word. */
function wordsBefore(statement: Statement, left: number): readonly WordBefore[] {
  const { tokens, text, dialect } = statement;
  const found: WordBefore[] = [];
  for (let index = left; index >= 0 && found.length < WORDS_BEFORE; index -= 1) {
    const kind = tokens.kinds[index];
    const terminal = dialect.terminals[tokens.terminals[index] ?? 0] ?? "";
    const raw = text.slice(tokens.starts[index], tokens.ends[index]);
    const isName =
      kind === TokenKind.QuotedName ||
      kind === TokenKind.Variable ||
      (kind === TokenKind.Word && !dialect.isReserved(tokens.terminals[index] ?? 0));
    let isQualified = false;
    while (isName && index > 1 && text[tokens.starts[index - 1] ?? 0] === ".") {
      index -= 2;
      isQualified = true;
    }
    const isLiteral = kind === TokenKind.Number || kind === TokenKind.String;
    found.push({
      word: isLiteral ? "0" : isQualified || kind === TokenKind.QuotedName ? "" : terminal,
      name: isName ? raw.toLowerCase() : undefined,
    });
  }
  return found;
}

interface Word extends Range {
  readonly prefix: string;
  readonly quote: string | undefined;
  readonly inString: boolean;
  readonly unclosed: boolean;
  /** So long is what stands between the token's start and the content: a quote and a string's prefix. */
  readonly prefixLength: number;
}

/** The word that the cursor is in or at the end of; an empty one between words. */
function wordAt(statement: Statement, offset: number): Word | undefined {
  const { tokens, text } = statement;
  const index = lastTokenBefore(statement, offset);
  const start = tokens.starts[index] ?? offset;
  const end = tokens.ends[index] ?? offset;
  const kind = index < 0 ? TokenKind.End : tokens.kinds[index];
  const plain: Word = {
    start,
    end,
    prefix: text.slice(start, offset),
    quote: undefined,
    inString: false,
    unclosed: false,
    prefixLength: 0,
  };
  const empty: Word = { ...plain, start: offset, end: offset, prefix: "" };
  if (index < 0 || end < offset) {
    return empty;
  }
  const unclosed = tokens.flags.has(index);
  switch (kind) {
    case TokenKind.Word:
    case TokenKind.Variable:
      return plain;
    case TokenKind.Parameter:
      return /^[:@$]\p{L}/u.test(text.slice(start, end)) ? plain : undefined;
    case TokenKind.QuotedName: {
      const open = end > offset || unclosed;
      return open
        ? {
            ...plain,
            end: unclosed ? lineEnd(text, offset, end) : end,
            prefix: text.slice(start + 1, offset),
            quote: text[start],
            unclosed,
          }
        : undefined;
    }
    case TokenKind.String: {
      const open = end > offset || unclosed;
      const opening = /^(?:[nN])?['"]/u.exec(text.slice(start, start + 2))?.[0];
      return open && opening !== undefined && offset >= start + opening.length
        ? {
            ...plain,
            end: unclosed ? lineEnd(text, offset, end) : end,
            prefix: text.slice(start + opening.length, offset),
            quote: opening.at(-1),
            inString: true,
            unclosed,
            prefixLength: opening.length - 1,
          }
        : undefined;
    }
    case TokenKind.Operator:
      return text.slice(start, end) === "@" || text.slice(start, end) === ":" ? plain : empty;
    default:
      return undefined;
  }
}

/** A string that is not closed runs to the end of the text; what is meant is this line. */
function lineEnd(text: string, offset: number, end: number): number {
  const next = /[\n;,)]/u.exec(text.slice(offset, end))?.index;
  return next === undefined ? end : offset + next;
}

/** Index of the last token that begins before the offset; -1 where there is none. */
function lastTokenBefore(statement: Statement, offset: number): number {
  const { starts, count } = statement.tokens;
  let low = -1;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) < offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** `a.b.` before the word, as names; `index` is the token that ends there. */
function qualifierBefore(statement: Statement, index: number): readonly Name[] {
  const { tokens, text, dialect } = statement;
  const names: Name[] = [];
  for (let at = index; at > 0; at -= 2) {
    const kind = tokens.kinds[at - 1];
    if (
      dialect.terminals[tokens.terminals[at] ?? 0] !== "." ||
      (kind !== TokenKind.Word && kind !== TokenKind.QuotedName)
    ) {
      break;
    }
    const start = tokens.starts[at - 1] ?? 0;
    const end = tokens.ends[at - 1] ?? start;
    const raw = text.slice(start, end);
    const quoted = kind === TokenKind.QuotedName;
    names.unshift({
      kind: "name",
      start,
      end,
      text: quoted ? dialect.unquoteName(raw) : raw,
      quoted,
    });
  }
  return names;
}

/** Words that begin a statement where a person leaves out the semicolon before it. */
const STARTS =
  /^(?:select|insert|update|delete|with|create|alter|drop|merge|replace|truncate|explain)\b/iu;

/**
 * The statement at the offset; where a semicolon was left out, the part of it between the lines
 * that begin a statement after an empty line.
 */
function fragmentAt(
  view: View,
  offset: number,
): { readonly statement: Statement; readonly start: number; readonly index: number } {
  const placed = statementAt(view.script, offset);
  const { tokens, text } = placed.statement;
  const local = offset - placed.start;
  let depth = 0;
  let from = 0;
  let to = text.length;
  for (let index = 0; index < tokens.count; index += 1) {
    const start = tokens.starts[index] ?? 0;
    const written = text[start];
    depth += written === "(" ? 1 : written === ")" ? -1 : 0;
    const gap = text.slice(tokens.ends[index - 1] ?? 0, start);
    if (
      index === 0 ||
      depth > 0 ||
      !/\n[^\S\n]*\r?\n/u.test(gap) ||
      !STARTS.test(text.slice(start, start + 10))
    ) {
      continue;
    }
    if (start <= local) {
      from = start;
    } else {
      to = start;
      break;
    }
  }
  return from === 0 && to === text.length
    ? placed
    : {
        statement: singleStatement(text.slice(from, to), view.dialect),
        start: placed.start + from,
        index: placed.index,
      };
}
