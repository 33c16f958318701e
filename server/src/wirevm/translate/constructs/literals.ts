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

function binaryLiteral(node: Literal, t: Translator): string | undefined {
  if (t.to.can("hex-strings-are-bits")) {
    return `'\\x${node.value.toLowerCase()}'::bytea`;
  }
  return t.to.can("hex-prefix") && !t.to.can("hex-strings")
    ? `0x${node.value}`
    : `X'${node.value}'`;
}
