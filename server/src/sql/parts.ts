/**
 * Small pieces that many definition and utility statements share: `IF EXISTS`, option lists, literals,
 * names of roles, lists in parentheses.
 *
 * The rule for what an engine lacks: the construct is read all the same, so that the tree is whole,
 * it is a problem, and it is not suggested. `take` does all three. An engine whose definitions are
 * not known in detail has `loose-ddl` and accepts the whole superset.
 */
import type {
  ColumnReference,
  Expression,
  Literal,
  Name,
  NodeBase,
  Option,
  QualifiedName,
  Query,
  Unary,
} from "./ast.ts";
import { expressionAbove } from "./expression.ts";
import { stringLiteral as stringHere } from "./literal.ts";
import { Power } from "./operators.ts";
import type { Parser, Slot } from "./parser.ts";
import type { Terminal } from "./terminals.ts";
import { TokenKind } from "./tokens.ts";

/** Has the engine the capability, or is so little known about it that everything is let pass? */
export function has(p: Parser, capability: string): boolean {
  return p.dialect.can(capability) || p.dialect.can("loose-ddl");
}

/** A range from an offset to the end of the last token consumed. */
export function since(p: Parser, start: number): NodeBase {
  return { start, end: Math.max(p.lastEnd, start) };
}

/**
 * Consumes the words. Where the engine lacks the capability they are consumed too, as a problem,
 * and were not expected: completion never offers what the engine would refuse.
 */
export function take(
  p: Parser,
  capability: string,
  what: string,
  first: Terminal,
  ...rest: readonly Terminal[]
): boolean {
  if (has(p, capability)) {
    return p.acceptAll(first, ...rest);
  }
  if (p.word !== first || rest.some((it, index) => p.peek(index + 1) !== it)) {
    return false;
  }
  const start = p.start;
  p.moveTo(p.pos + 1 + rest.length);
  refuse(p, since(p, start), what);
  return true;
}

/** Records that the engine has no such thing. */
export function refuse(p: Parser, range: NodeBase, what: string): void {
  p.problem("unavailable", `${p.dialect.pack.title} has no ${what}.`, range);
}

/** Records it unless the engine has the capability. */
export function needs(p: Parser, capability: string, range: NodeBase, what: string): void {
  if (!has(p, capability)) {
    refuse(p, range, what);
  }
}

/** Would `take` see these words here? Notes nothing. */
export function sees(p: Parser, first: string, ...rest: readonly string[]): boolean {
  return p.word === first && rest.every((it, index) => p.peek(index + 1) === it);
}

export function acceptIfExists(p: Parser, capability = "if-exists"): boolean {
  return take(p, capability, "IF EXISTS here", "IF", "EXISTS");
}

export function acceptIfNotExists(p: Parser, capability = "if-not-exists"): boolean {
  return take(p, capability, "IF NOT EXISTS here", "IF", "NOT", "EXISTS");
}

/** A name that is being defined or changed; some engines let a string stand for it. */
export function objectName(p: Parser, slot: Slot): Name | undefined {
  p.slot(slot);
  if (p.kind === TokenKind.String && p.dialect.can("string-names")) {
    return stringName(p);
  }
  return p.name(slot);
}

/** `objectName`, or a problem and an empty one. */
export function expectObjectName(p: Parser, slot: Slot): Name {
  return objectName(p, slot) ?? p.expectName(slot);
}

/** A string token taken as a name. */
export function stringName(p: Parser): Name {
  const { start, end } = p;
  const text = stringValue(p.tokenText);
  p.advance();
  return { kind: "name", start, end, text, quoted: true };
}

/** `a.b.c` of something that is being defined or changed. */
export function objectPath(p: Parser, slot: Slot): QualifiedName | undefined {
  if (p.word === "." && p.peekKind() !== TokenKind.Operator && p.dialect.can("leading-dot-names")) {
    p.advance();
    return p.qualifiedName(slot);
  }
  if (p.kind === TokenKind.String && p.dialect.can("string-names")) {
    p.slot(slot);
    const parts = [stringName(p)];
    while (p.word === ".") {
      p.advance();
      const part = p.kind === TokenKind.String ? stringName(p) : p.anyName(slot);
      if (part === undefined) {
        p.expected("a name after the dot");
        break;
      }
      parts.push(part);
    }
    return { kind: "qualified-name", start: parts[0]?.start ?? p.start, end: p.lastEnd, parts };
  }
  return p.qualifiedName(slot);
}

export function expectObjectPath(p: Parser, slot: Slot): QualifiedName {
  const found = objectPath(p, slot) ?? p.expectQualifiedName(slot);
  if (found.parts.length > 2 && p.dialect.can("names-of-two-parts")) {
    p.problem("syntax", "A name has two parts at most.", found);
  }
  return found;
}

/** One or more, with commas between. */
export function pathList(p: Parser, slot: Slot): QualifiedName[] {
  return p.list((it) => expectObjectPath(it, slot));
}

export function nameList(p: Parser, slot: Slot): Name[] {
  return p.list((it) => expectObjectName(it, slot));
}

/** `( a, b )`. */
export function namesInParentheses(p: Parser, slot: Slot): Name[] {
  return p.parenthesized((it) => nameList(it, slot));
}

/** The text a string literal stands for, as far as every engine agrees: quotes off, doubled quotes undone. */
function stringValue(raw: string): string {
  const dollar = /^\$[^$]*\$/u.exec(raw)?.[0];
  if (dollar !== undefined) {
    return raw.slice(dollar.length, raw.endsWith(dollar) ? -dollar.length : undefined);
  }
  const open = raw.search(/['"]/u);
  if (open < 0) {
    return raw;
  }
  const quote = raw.charAt(open);
  const inner = raw.slice(
    open + 1,
    raw.length > open + 1 && raw.endsWith(quote) ? raw.length - 1 : undefined,
  );
  return inner.replaceAll(quote + quote, quote);
}

/** A string, or `undefined`. */
export function stringLiteral(p: Parser): Literal | undefined {
  p.slot("string");
  if (p.kind !== TokenKind.String) {
    return undefined;
  }
  if (p.peekKind() === TokenKind.String && !p.dialect.can("adjacent-strings-need-newline")) {
    // Strings are joined in expressions only; here the second one would be a second value.
    const { start, end, tokenText } = p;
    p.advance();
    return { kind: "literal", start, end, type: "string", value: stringValue(tokenText) };
  }
  return stringHere(p);
}

export function expectString(p: Parser): Literal {
  const found = stringLiteral(p);
  if (found !== undefined) {
    return found;
  }
  p.expected("a string");
  return { kind: "literal", start: p.lastEnd, end: p.lastEnd, type: "string", value: "" };
}

/** A number, or `undefined`. */
export function numberLiteral(p: Parser): Literal | undefined {
  p.slot("number");
  if (p.kind !== TokenKind.Number) {
    return undefined;
  }
  const { start, end, tokenText } = p;
  p.advance();
  return { kind: "literal", start, end, type: "number", value: tokenText };
}

/** A number with a sign before it, or `undefined`. */
export function signedNumber(p: Parser): Expression | undefined {
  if ((p.word === "-" || p.word === "+") && p.peekKind() === TokenKind.Number) {
    const { start, end, word: op } = p;
    p.advance();
    const operand = numberLiteral(p) ?? p.missing();
    const unary: Unary = {
      kind: "unary",
      start,
      end: p.lastEnd,
      op,
      opRange: { start, end },
      operand,
    };
    return unary;
  }
  return numberLiteral(p);
}

export function expectNumber(p: Parser): Expression {
  const found = signedNumber(p);
  if (found !== undefined) {
    return found;
  }
  p.expected("a number");
  return p.missing();
}

/** A single name as an expression. */
export function columnOf(name: Name): ColumnReference {
  return { kind: "column", start: name.start, end: name.end, parts: [name] };
}

/** An option from `start` to here. */
export function option(p: Parser, start: number, name: string, value?: Option["value"]): Option {
  const range = since(p, start);
  return value === undefined
    ? { kind: "option", ...range, name }
    : { kind: "option", ...range, name, value };
}

/**
 * What may stand after `=` in an option list: a number, a string, a word, a type, an operator.
 * Words that are reserved are values too: `WITH (buffering = on)`.
 */
export function optionValue(p: Parser): Option["value"] {
  const number = signedNumber(p) ?? stringLiteral(p);
  if (number !== undefined) {
    return number;
  }
  if (
    p.kind === TokenKind.Operator &&
    p.word !== ")" &&
    p.word !== "," &&
    p.word !== "(" &&
    p.word !== ";"
  ) {
    return columnOf(p.takeName());
  }
  if (p.word === "OPERATOR" && p.peek() === "(") {
    const start = p.start;
    p.advance();
    p.advance();
    while (!p.atEnd && !sees(p, ")")) {
      p.advance();
    }
    p.expect(")");
    return { kind: "column", start, end: p.lastEnd, parts: [] };
  }
  if (p.kind === TokenKind.Word && p.isReserved(p.pos)) {
    return columnOf(p.takeName());
  }
  if (
    p.kind === TokenKind.Parameter ||
    p.kind === TokenKind.Hole ||
    p.kind === TokenKind.Variable
  ) {
    return p.grammar.expression(p);
  }
  const type = p.grammar.typeName(p);
  if (type !== undefined) {
    return type;
  }
  p.expected("a value");
  return undefined;
}

/** `( name = value, s.name, … )`; values are wanted after `=` only. */
export function optionList(p: Parser, slot: Slot = "setting"): Option[] {
  return p.parenthesized((it) =>
    it.list((q) => {
      const start = q.start;
      const name = optionName(q, slot);
      if (q.accept("=")) {
        return option(q, start, name, optionValue(q));
      }
      return option(q, start, name);
    }),
  );
}

function optionName(p: Parser, slot: Slot): string {
  const first = p.anyName(slot);
  if (first === undefined) {
    p.expected("the name of an option");
    return "";
  }
  let name = first.quoted ? first.text : first.text.toUpperCase();
  while (p.accept(".")) {
    const next = p.anyName(slot);
    if (next === undefined) {
      p.expected("a name after the dot");
      return name;
    }
    name += `.${next.text.toUpperCase()}`;
  }
  return name;
}

/** `( name value, name, … )` of EXPLAIN, VACUUM, COPY: no `=`, and values may be lists. */
export function looseOptionList(p: Parser): Option[] {
  return p.parenthesized((it) => it.list(looseOption));
}

function looseOption(p: Parser): Option {
  const start = p.start;
  const literal = p.word === "TRUE" || p.word === "FALSE" || p.word === "ON";
  const name = literal ? undefined : p.anyName("setting");
  if (name === undefined) {
    p.expected("the name of an option");
    return option(p, start, "");
  }
  const key = name.text.toUpperCase();
  if (p.word === "," || p.word === ")" || p.atEnd) {
    return option(p, start, key);
  }
  if (p.word === "*") {
    const range = { start: p.start, end: p.end };
    p.advance();
    return option(p, start, key, { kind: "star", ...range, qualifier: [] });
  }
  if (p.word === "(") {
    const at = p.start;
    const elements = p.parenthesized((it) => it.list((q): Expression => looseValue(q)));
    return option(p, start, key, { kind: "row", ...since(p, at), elements });
  }
  if (p.word === "=" && has(p, "copy-option-equals")) {
    p.advance();
  }
  return option(p, start, key, looseValue(p));
}

function looseValue(p: Parser): Expression {
  const literal = signedNumber(p) ?? stringLiteral(p);
  if (literal !== undefined) {
    return literal;
  }
  const name = p.anyName();
  if (name === undefined) {
    p.expected("a value");
    return p.missing();
  }
  return columnOf(name);
}

/** `OPTIONS (name 'value', ADD name 'value', DROP name)` of foreign objects. */
export function genericOptions(p: Parser, altering = false): Option[] {
  return p.parenthesized((it) =>
    it.list((q) => {
      const start = q.start;
      if (altering && q.at("DROP") && q.peekKind() === TokenKind.Word) {
        q.advance();
        const dropped = q.anyName("setting");
        return option(q, start, `DROP ${dropped?.text.toUpperCase() ?? ""}`);
      }
      if (altering && q.peekKind() !== TokenKind.String) {
        q.acceptAny("ADD", "SET");
      }
      const name = q.anyName("setting");
      if (name === undefined) {
        q.expected("the name of an option");
        return option(q, start, "");
      }
      if (q.word === "=" && has(q, "options-equals")) {
        q.advance();
        return option(q, start, name.text.toUpperCase(), q.grammar.expression(q));
      }
      return option(q, start, name.text.toUpperCase(), expectString(q));
    }),
  );
}

/** A role as a grantee or owner: a name, or one of the words that mean the current one. */
export function roleName(p: Parser): Name {
  p.slot("role");
  const special = currentRole(p);
  if (special !== undefined) {
    return special;
  }
  return expectAccount(p);
}

/** `'user'@'host'`, a name, a string. */
export function expectAccount(p: Parser): Name {
  p.slot("role");
  const start = p.start;
  const quoted = p.kind === TokenKind.String || p.kind === TokenKind.QuotedName;
  const first =
    p.kind === TokenKind.String && has(p, "account-names") ? stringName(p) : p.expectName("role");
  if (has(p, "account-names") && p.kind === TokenKind.Variable && p.start === p.lastEnd) {
    p.advance();
    stringLiteral(p);
  } else if (has(p, "account-names") && p.word === "@") {
    p.advance();
    if (p.kind === TokenKind.String) {
      p.advance();
    } else {
      p.anyName("other-name");
    }
  }
  return { kind: "name", ...since(p, start), text: first.text, quoted };
}

/** `AS SELECT …`, `AS (SELECT …)`: the query, or a problem. */
export function expectQuery(p: Parser): Query | undefined {
  if (p.atEnd && p.pos !== p.probe) {
    p.expected("a query");
    return undefined;
  }
  return p.grammar.query(p);
}

/** Skips what is not understood up to the end of the statement, brackets balanced. */
export function skipRest(p: Parser): void {
  while (!p.atEnd && p.word !== ";") {
    p.advance();
  }
}

/** Skips to a comma or closing bracket of this level, or the end. */
export function skipItem(p: Parser): void {
  let open = 0;
  while (!p.atEnd) {
    if (p.word === "(") {
      open += 1;
    } else if (p.word === ")") {
      if (open === 0) {
        return;
      }
      open -= 1;
    } else if (open === 0 && (p.word === "," || p.word === ";")) {
      return;
    }
    p.advance();
  }
}

/** Skips one bracketed group, the opening bracket being the current token. */
export function skipParentheses(p: Parser): NodeBase {
  const start = p.start;
  let open = 0;
  do {
    if (p.word === "(") {
      open += 1;
    } else if (p.word === ")") {
      open -= 1;
    }
    p.advance();
  } while (!p.atEnd && open > 0);
  if (open > 0) {
    p.expected(")");
  }
  return since(p, start);
}

/** `CURRENT_USER` and its kin where a role is wanted. */
function currentRole(p: Parser): Name | undefined {
  if (!p.at("CURRENT_USER") && !p.at("CURRENT_ROLE") && !p.at("SESSION_USER")) {
    return undefined;
  }
  const name = p.takeName();
  if (p.word === "(" && p.peek() === ")" && has(p, "account-names")) {
    p.advance();
    p.advance();
  }
  return name;
}

/** An expression of the highest precedence: a literal with its sign, a name, a call, something in parentheses. */
export function primaryExpression(p: Parser): Expression {
  return expressionAbove(p, Power.Cast);
}

/** An expression without AND, OR, NOT, IN, LIKE, BETWEEN, IS NULL at its top: what DEFAULT takes. */
export function restrictedExpression(p: Parser): Expression {
  const { start } = p;
  const found = expressionAbove(p, Power.Not);
  const refused =
    found.kind === "in" ||
    found.kind === "like" ||
    found.kind === "between" ||
    found.kind === "at-time-zone" ||
    (found.kind === "unary" && found.op === "NOT") ||
    (found.kind === "is" && found.test !== "distinct-from" && found.test !== "document");
  if (refused && p.text.charAt(start) !== "(") {
    p.problem("syntax", "Write this in parentheses.", found);
  }
  return found;
}

/** A query that is no data change, as tables, views and cursors are made of; or a problem. */
export function expectSelect(p: Parser): Query | undefined {
  const found = expectQuery(p);
  if (found?.kind === "dml-query" && !has(p, "loose-ddl")) {
    p.problem("syntax", "A query is wanted here, not a data change.", found);
  }
  return found;
}
