/**
 * Literals of host languages: what they say, and where each character of it is written. The grammar
 * tells where a literal begins and ends and where its holes are; escapes are read here, because the
 * places matter as much as the text.
 */
import type { StringStyle, TextSegment } from "./syntax.ts";

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
  a: "\u0007",
  e: "\u001b",
  s: " ",
};

/** Which letters mean a character after a backslash; the rest stand for themselves (or stay as written). */
const LETTERS: Readonly<Partial<Record<StringStyle, string>>> = {
  javascript: "ntrbfv0",
  template: "ntrbfv0",
  python: "ntrbfv0a",
  "python-format": "ntrbfv0a",
  go: "ntrbfva",
  java: "ntrbf0s",
  "java-block": "ntrbf0s",
  "php-double": "ntrvfe0",
  "php-heredoc": "ntrvfe0",
  csharp: "ntrbfv0ae",
  "csharp-format": "ntrbfv0ae",
  "ruby-double": "ntrbfv0aes",
};

/** The text between two places of a document, read in the literal's own way. */
export function decode(
  text: string,
  start: number,
  end: number,
  style: StringStyle,
): readonly TextSegment[] {
  const segments: TextSegment[] = [];
  let plain = start;
  const flush = (to: number) => {
    if (to > plain) {
      segments.push({ text: text.slice(plain, to), start: plain, end: to });
    }
  };
  const replace = (at: number, length: number, by: string) => {
    flush(at);
    segments.push({ text: by, start: at, end: at + length });
    plain = at + length;
  };
  let at = start;
  while (at < end) {
    const found = escapeAt(text, at, end, style);
    if (found === undefined) {
      at += 1;
    } else {
      replace(at, found.length, found.text);
      at += found.length;
    }
  }
  flush(end);
  return segments;
}

interface Escape {
  readonly length: number;
  readonly text: string;
}

function escapeAt(text: string, at: number, end: number, style: StringStyle): Escape | undefined {
  const here = text[at];
  const next = at + 1 < end ? text[at + 1] : undefined;
  if ((style.endsWith("-format") && (here === "{" || here === "}")) || style === "raw") {
    return next === here && style !== "raw" ? { length: 2, text: here ?? "" } : undefined;
  }
  if (style.startsWith("csharp-verbatim")) {
    return here === '"' && next === '"' ? { length: 2, text: '"' } : undefined;
  }
  if (here !== "\\" || next === undefined) {
    return undefined;
  }
  if (style === "php-single" || style === "ruby-single") {
    return next === "\\" || next === "'" ? { length: 2, text: next } : undefined;
  }
  const coded =
    /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\}|U([0-9a-fA-F]{8}))/u.exec(
      text.slice(at, Math.min(end, at + LONGEST_ESCAPE)),
    );
  if (coded !== null) {
    const code = Number.parseInt(coded[1] ?? coded[2] ?? coded[3] ?? coded[4] ?? "0", 16);
    return {
      length: coded[0].length,
      text: code <= MAX_CODE_POINT ? String.fromCodePoint(code) : "\uFFFD",
    };
  }
  if (next === "\n" || next === "\r") {
    const length = next === "\r" && text[at + 2] === "\n" ? 3 : 2;
    return { length, text: "" };
  }
  const letters = LETTERS[style] ?? "";
  if (letters.includes(next)) {
    return { length: 2, text: SIMPLE[next] ?? next };
  }
  if ("\\'\"`$#{}/".includes(next)) {
    // Python keeps the backslash before what needs none.
    return style.startsWith("python") && !"\\'\"".includes(next)
      ? undefined
      : { length: 2, text: next };
  }
  return style.startsWith("python") || style.startsWith("php")
    ? undefined
    : { length: 2, text: next };
}

const LONGEST_ESCAPE = 12;
const MAX_CODE_POINT = 0x10ffff;

/** SQL text as it must be written inside a literal of this style. */
export function encode(sql: string, style: StringStyle, quote: string): string {
  const doubled = style.endsWith("-format") ? sql.replace(/[{}]/gu, "$&$&") : sql;
  if (style === "raw" || style === "php-heredoc" || style === "java-block") {
    return doubled;
  }
  if (style.startsWith("csharp-verbatim")) {
    return doubled.replaceAll('"', '""');
  }
  const slashed = doubled.replaceAll("\\", "\\\\");
  if (style === "template") {
    return slashed.replace(/`|\$(?=\{)/gu, "\\$&");
  }
  const quoted =
    quote.length > 1 ? slashed : slashed.replaceAll(quote.slice(-1), `\\${quote.slice(-1)}`);
  const marked =
    style === "php-double"
      ? quoted.replaceAll("$", "\\$")
      : style === "ruby-double"
        ? quoted.replace(/#(?=[{@$])/gu, "\\#")
        : quoted;
  return quote.length > 1 || style === "php-single" || style.startsWith("ruby")
    ? marked
    : marked.replaceAll("\r", "\\r").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}
