/**
 * Strings as values: prefixes, quotes and escapes of every engine undone.
 */
import type { Literal } from "./ast.ts";
import { decodeUnicodeEscapes } from "./dialect.ts";
import type { Parser } from "./parser.ts";
import { TokenFlag, TokenKind } from "./tokens.ts";

/** A string, with those that follow it where the engine joins them. */
export function stringLiteral(p: Parser): Literal {
  const { start } = p;
  let end = p.end;
  const raw = p.text.slice(start, end);
  if (p.tokens.flags.size > 0 && ((p.tokens.flags.get(p.pos) ?? 0) & TokenFlag.Unclosed) !== 0) {
    p.problem("unclosed", "The string is not closed.");
  }
  p.advance();
  const first = decodeString(p, raw);
  let { value } = first;
  while (p.kind === TokenKind.String && joinsStrings(p, end)) {
    end = p.end;
    value += decodeString(p, p.text.slice(p.start, p.end)).value;
    p.advance();
  }
  if (
    p.is("UESCAPE") &&
    first.prefix?.toUpperCase() === "U&" &&
    p.peekKind() === TokenKind.String
  ) {
    p.advance();
    end = p.end;
    p.advance();
  }
  return { kind: "literal", start, end, type: first.type, value, prefix: first.prefix };
}

function joinsStrings(p: Parser, end: number): boolean {
  if (!p.dialect.can("adjacent-strings")) {
    return false;
  }
  const code = p.text.charCodeAt(p.start);
  if (code !== 39 && code !== 34) {
    return false;
  }
  if (!p.dialect.can("adjacent-strings-need-newline")) {
    return true;
  }
  const gap = p.text.slice(end, p.start);
  return /^(?:[ \t\f\v]|--[^\n\r]*(?=[\n\r]))*[\n\r](?:\s|--[^\n\r]*(?=[\n\r]))*$/u.test(gap);
}

function decodeString(
  p: Parser,
  raw: string,
): {
  readonly type: Literal["type"];
  readonly value: string;
  readonly prefix: string | undefined;
} {
  const first = raw.charCodeAt(0);
  const { backslashEscapes, tripleQuotes } = p.dialect.pack.lexis;
  if (first === 39 || first === 34) {
    const quote = raw.charAt(0);
    if (tripleQuotes && raw.length >= 6 && raw.startsWith(quote.repeat(3))) {
      return { type: "string", value: decodeBackslashes(raw.slice(3, -3)), prefix: undefined };
    }
    return { type: "string", value: unquote(raw, quote, backslashEscapes), prefix: undefined };
  }
  if (first === 36) {
    const tag = raw.slice(0, raw.indexOf("$", 1) + 1);
    const inner =
      raw.endsWith(tag) && raw.length >= tag.length * 2
        ? raw.slice(tag.length, -tag.length)
        : raw.slice(tag.length);
    return { type: "string", value: inner, prefix: tag };
  }
  const open = raw.search(/['"]/u);
  const prefix = raw.slice(0, open);
  const upper = prefix.toUpperCase();
  const body = raw.slice(open);
  const quote = body.charAt(0);
  if (upper === "Q" || upper === "NQ") {
    return { type: "string", value: body.slice(2, -2), prefix };
  }
  if (tripleQuotes && body.length >= 6 && body.startsWith(quote.repeat(3))) {
    const inner = body.slice(3, -3);
    return {
      type: upper.includes("B") ? "binary" : "string",
      value: upper.includes("R") ? inner : decodeBackslashes(inner),
      prefix,
    };
  }
  switch (upper) {
    case "X":
      return { type: "binary", value: unquote(body, quote, false), prefix };
    case "B":
      return tripleQuotes
        ? { type: "binary", value: unquote(body, quote, true), prefix }
        : { type: "bits", value: unquote(body, quote, false), prefix };
    case "E":
      return { type: "string", value: unquote(body, quote, true), prefix };
    case "U&":
      return {
        type: "string",
        value: decodeUnicodeEscapes(unquote(body, quote, false), "\\"),
        prefix,
      };
    case "R":
    case "RB":
    case "BR":
      return {
        type: upper === "R" ? "string" : "binary",
        value: unquote(body, quote, false),
        prefix,
      };
    default:
      return { type: "string", value: unquote(body, quote, backslashEscapes), prefix };
  }
}

function unquote(raw: string, quote: string, escapes: boolean): string {
  const inner = raw.length > 1 && raw.endsWith(quote) ? raw.slice(1, -1) : raw.slice(1);
  const single = inner.includes(quote) ? inner.replaceAll(quote + quote, quote) : inner;
  return escapes && single.includes("\\") ? decodeBackslashes(single) : single;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\u0007",
  "0": "\0",
  Z: "\u001a",
};

function decodeBackslashes(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/gu,
    (whole, hex?: string, short?: string, long?: string, octal?: string, plain?: string) => {
      const digits = hex ?? short ?? long;
      if (digits !== undefined) {
        const code = Number.parseInt(digits, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }
      if (octal !== undefined) {
        return String.fromCharCode(Number.parseInt(octal, 8));
      }
      return plain === undefined ? whole : (ESCAPES[plain] ?? plain);
    },
  );
}
