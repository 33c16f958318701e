import type { Literal } from "../../../sql/ast.ts";
import type { Construct, Translator } from "../translator.ts";

/** Strings with the other engine's quotes and escapes; booleans where it has none; bytes. */
export const literals: Construct = {
  literal(node, t) {
    switch (node.type) {
      case "string":
        return stringLiteral(node, t);
      case "boolean":
        return t.to.can("boolean-literals") ? undefined : node.value === "true" ? "1" : "0";
      case "binary":
        return binaryLiteral(node, t);
      case "bits":
        return t.from.can("hex-strings-are-bits") ? undefined : bitsLiteral(node, t);
      default:
        return undefined;
    }
  },
};

function stringLiteral(node: Literal, t: Translator): string | undefined {
  const source = t.source(node);
  const plain =
    source.startsWith("'") &&
    !source.slice(1, -1).replaceAll("''", "").includes("'") &&
    !source.includes("\\") &&
    node.prefix === undefined;
  return plain ? undefined : quoted(literalValue(node, t), t);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "0": "\0",
  b: "\b",
  Z: "\u001A",
};

/** The value of a string; `\\%` and `\\_` keep their backslash where every string knows escapes. */
export function literalValue(node: Literal, t: Translator): string {
  const source = t.source(node);
  if (!t.from.pack.lexis.backslashEscapes || !/\\[%_]/u.test(source)) {
    return node.value;
  }
  const open = source.search(/['"]/u);
  const quote = source[open] ?? "'";
  return source
    .slice(open + 1, -1)
    .replaceAll(quote + quote, quote)
    .replaceAll(/\\([\s\S])/gu, (whole, char: string) =>
      char === "%" || char === "_" ? whole : (ESCAPES[char] ?? char),
    );
}

/** A value as a string literal of the other engine. */
export function quoted(value: string, t: Translator): string {
  const doubled = value.replaceAll("'", "''");
  return `'${t.to.pack.lexis.backslashEscapes ? doubled.replaceAll("\\", "\\\\") : doubled}'`;
}

/** Is the literal counted with, where bytes are a number? */
function isCountedWith(t: Translator): boolean {
  const { parent } = t;
  return parent?.kind === "binary" && /^(?:[-+*/%&|^]|<<|>>|MOD|DIV)$/u.test(parent.op);
}

/** Is the literal compared with, where bytes are a text? */
function isCompared(t: Translator): boolean {
  const { parent } = t;
  return parent?.kind === "binary" && /^(?:=|<>|!=|<=>|<|>|<=|>=)$/u.test(parent.op);
}

/** The text that bytes are, where they are printable ASCII. */
function asciiText(digits: string): string | undefined {
  const codes = (digits.match(/../gu) ?? []).map((it) => Number.parseInt(it, 16));
  return codes.length > 0 && codes.every((it) => it >= 0x20 && it < 0x7f)
    ? String.fromCodePoint(...codes)
    : undefined;
}

function bitsLiteral(node: Literal, t: Translator): string | undefined {
  if (t.to.pack.lexis.stringPrefixes.includes("B") && !t.to.can("hex-strings-are-bits")) {
    return undefined;
  }
  return /^[01]{1,63}$/u.test(node.value)
    ? String(BigInt(`0b${node.value}`))
    : t.refuse("Bits have no literal here.", node);
}

function binaryLiteral(node: Literal, t: Translator): string | undefined {
  const text = asciiText(node.value);
  if (isCompared(t) && t.from.can("hex-prefix") && text !== undefined) {
    return quoted(text, t);
  }
  if (isCountedWith(t) && t.from.can("hex-prefix") && /^[0-9a-f]{1,15}$/iu.test(node.value)) {
    return String(BigInt(`0x${node.value}`));
  }
  if (t.to.can("hex-strings-are-bits")) {
    return `'\\x${node.value.toLowerCase()}'::bytea`;
  }
  return t.to.can("hex-prefix") && !t.to.can("hex-strings")
    ? `0x${node.value}`
    : `X'${node.value}'`;
}
