/**
 * Expressions as engines show them, brought back to how people write them: parentheses around the
 * whole, quotes that no name needs, casts of literals to what they are anyway. Only for showing and
 * comparing; the meaning stays the same.
 */
import { applyEdits, type Edit } from "../../base/text.ts";
import { knownType } from "../../catalog/column-type.ts";
import type { Dialect } from "../../sql/dialect.ts";
import { lex } from "../../sql/lexer.ts";
import { TokenKind } from "../../sql/tokens.ts";
import type { TypeKind } from "../packs/pack.ts";

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The expression without what the engine added; `kindOf` tells a column's type by its name. */
export function plainExpression(
  expression: string,
  dialect: Dialect,
  kindOf: (column: string) => TypeKind | undefined = () => undefined,
): string {
  let text = unwrapped(expression);
  // A cast may be cast again: each round takes one away.
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const simpler = simplified(text, dialect, kindOf);
    if (simpler === text) {
      break;
    }
    text = simpler;
  }
  return text;
}

const MAX_ROUNDS = 4;

function simplified(
  text: string,
  dialect: Dialect,
  kindOf: (column: string) => TypeKind | undefined,
): string {
  const tokens = tokensOf(text, dialect);
  const edits: Edit[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind === TokenKind.QuotedName) {
      edits.push({ range: token, text: dialect.writeName(dialect.unquoteName(token.text)) });
    } else if (token.text === "::") {
      edits.push(...castEdits(tokens, index, dialect, kindOf));
    }
  }
  return unwrapped(applyEdits(text, edits));
}

/**
 * A default as people write it: a literal cast to whatever type is the literal, since the column gives
 * it its type.
 */
export function plainDefault(expression: string, dialect: Dialect): string {
  const text = unwrapped(expression);
  const tokens = tokensOf(text, dialect);
  const [literal, cast] = tokens;
  const wholeIsCast =
    literal?.kind === TokenKind.String &&
    cast?.text === "::" &&
    tokens
      .slice(2)
      .every(
        (it) =>
          it.kind !== TokenKind.String &&
          (it.kind !== TokenKind.Operator || TYPE_PUNCTUATION.has(it.text)),
      );
  if (literal === undefined || !wholeIsCast) {
    return plainExpression(text, dialect);
  }
  const type = tokens
    .slice(2)
    .map((it) => it.text)
    .join(" ");
  const content = literal.text.slice(1, -1);
  return isNumber(content) && NUMBERS.has(kindOfType(type, dialect) ?? "unknown")
    ? content
    : literal.text;
}

const TYPE_PUNCTUATION: ReadonlySet<string> = new Set(["(", ")", "[", "]", ".", ","]);
const NUMBERS: ReadonlySet<TypeKind> = new Set<TypeKind>(["integer", "decimal", "float"]);

function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/u.test(text);
}

/** What a cast adds to a literal or a column that has the type already, as edits that take it away. */
function castEdits(
  tokens: readonly Token[],
  at: number,
  dialect: Dialect,
  kindOf: (column: string) => TypeKind | undefined,
): readonly Edit[] {
  const cast = tokens[at];
  const operand = tokens[at - 1];
  const type = typeAfter(tokens, at, dialect);
  if (cast === undefined || operand === undefined || type === undefined) {
    return [];
  }
  const remove: Edit = { range: { start: cast.start, end: type.end }, text: "" };
  const isName = (it: Token | undefined) =>
    it?.kind === TokenKind.Word || it?.kind === TokenKind.QuotedName;
  const isTextColumn = (it: Token) =>
    kindOf(it.kind === TokenKind.QuotedName ? dialect.unquoteName(it.text) : it.text) === "text";
  if (operand.kind === TokenKind.String) {
    const content = operand.text.slice(1, -1);
    if (NUMBERS.has(type.kind) && isNumber(content)) {
      return [{ range: operand, text: content }, remove];
    }
    return type.kind === "text" ? [remove] : [];
  }
  if (operand.kind === TokenKind.Number) {
    return NUMBERS.has(type.kind) ? [remove] : [];
  }
  if (operand.text === ")" && NUMBERS.has(type.kind)) {
    const minus = tokens[at - 3]?.text === "-" ? 1 : 0;
    const open = tokens[at - 3 - minus];
    return tokens[at - 2]?.kind === TokenKind.Number &&
      open?.text === "(" &&
      !isName(tokens[at - 4 - minus])
      ? [{ range: open, text: "" }, { range: operand, text: "" }, remove]
      : [];
  }
  if (type.kind !== "text") {
    return [];
  }
  if (isName(operand)) {
    return tokens[at - 2]?.text !== "." && isTextColumn(operand) ? [remove] : [];
  }
  const [beforeOpen, open, name] = [tokens[at - 4], tokens[at - 3], tokens[at - 2]];
  // `(name)::text`, but not `f(name)::text`.
  return operand.text === ")" &&
    open?.text === "(" &&
    name !== undefined &&
    isName(name) &&
    !isName(beforeOpen) &&
    isTextColumn(name)
    ? [{ range: open, text: "" }, { range: operand, text: "" }, remove]
    : [];
}

/** The type that follows a cast's sign, if it is one the pack knows and no array. */
function typeAfter(
  tokens: readonly Token[],
  at: number,
  dialect: Dialect,
): { readonly kind: TypeKind; readonly end: number } | undefined {
  let found: { kind: TypeKind; end: number; next: number } | undefined;
  let name = "";
  for (let i = at + 1; i <= at + LONGEST_TYPE_NAME && tokens[i]?.kind === TokenKind.Word; i += 1) {
    name = `${name} ${tokens[i]?.text ?? ""}`.trim();
    const kind = kindOfType(name, dialect);
    if (kind !== undefined) {
      found = { kind, end: tokens[i]?.end ?? 0, next: i + 1 };
    }
  }
  if (found === undefined) {
    return undefined;
  }
  const { kind, next } = found;
  if (tokens[next]?.text !== "(") {
    return tokens[next]?.text === "[" ? undefined : found;
  }
  const close = tokens.findIndex((it, index) => next < index && it.text === ")");
  const end = tokens[close]?.end;
  return end === undefined || tokens[close + 1]?.text === "[" ? undefined : { kind, end };
}

/** `timestamp without time zone` is the longest kind of name there is. */
const LONGEST_TYPE_NAME = 4;

function kindOfType(name: string, dialect: Dialect): TypeKind | undefined {
  return knownType(dialect.pack, name)?.entry.is;
}

function tokensOf(text: string, dialect: Dialect): readonly Token[] {
  const { count, kinds, starts, ends } = lex(text, dialect);
  return Array.from({ length: count }, (_, i): Token => {
    const start = starts[i] ?? 0;
    const end = ends[i] ?? 0;
    return { kind: (kinds[i] ?? 0) as TokenKind, text: text.slice(start, end), start, end };
  });
}

/** Engines put parentheses around the expressions they show; the outermost pair says nothing. */
export function unwrapped(expression: string): string {
  let result = expression.trim();
  while (result.startsWith("(") && closingOf(result) === result.length - 1) {
    result = result.slice(1, -1).trim();
  }
  return result;
}

/** Where the parenthesis at the start closes; -1 where it does not. */
function closingOf(expression: string): number {
  let depth = 0;
  let quote = "";
  for (let i = 0; i < expression.length; i += 1) {
    const character = expression.charAt(i);
    if (quote !== "") {
      quote = character === quote ? "" : quote;
    } else if (character === "'" || character === '"' || character === "`") {
      quote = character;
    } else if (character === "(") {
      depth += 1;
    } else if (character === ")") {
      depth -= 1;
      if (depth === 0) {
        return i;
      }
    }
  }
  return -1;
}
