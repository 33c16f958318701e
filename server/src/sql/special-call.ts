/**
 * Calls whose arguments are not separated by commas alone: `EXTRACT(YEAR FROM d)`, `CAST(x AS t)`,
 * `TRIM(BOTH ' ' FROM s)`, the constructors of SQL/JSON and SQL/XML. Each becomes a `call` (or a
 * `cast`) with its operands in text order and the words between them as separators.
 */
import type { Expression, Name, OrderBy, QualifiedName, TypeName } from "./ast.ts";
import { orderBy, startsQuery } from "./clauses.ts";
import {
  argument,
  callTail,
  expectType,
  expression,
  expressionAbove,
  expressionFrom,
  expressionList,
} from "./expression.ts";
import type { Parser } from "./parser.ts";
import { TokenKind } from "./tokens.ts";

/** The call that begins at this word, before `(`; `undefined` where its syntax is a plain call's. */
export function specialCall(p: Parser): Expression | undefined {
  switch (p.word) {
    case "CAST":
    case "TRY_CAST":
    case "SAFE_CAST":
    case "XMLCAST":
      return cast(p);
    case "CONVERT":
    case "TRY_CONVERT":
      return convert(p);
    case "EXTRACT":
      return extract(p);
    case "SUBSTRING":
    case "SUBSTR":
    case "MID":
      return between(p, ["FROM", "FOR", "SIMILAR", "ESCAPE"]);
    case "OVERLAY":
      return between(p, ["PLACING", "FROM", "FOR"]);
    case "POSITION":
      return position(p);
    case "TRIM":
      return trim(p);
    case "NORMALIZE":
      return simple(p, []);
    case "MATCH":
      return matchAgainst(p);
    case "TREAT":
      return treat(p);
    case "CHAR":
      return p.dialect.can("convert-using") ? between(p, ["USING"]) : undefined;
    case "WEIGHT_STRING":
      return weightString(p);
    case "JSON_OBJECT":
    case "JSON_OBJECTAGG":
      return jsonObject(p);
    case "JSON_ARRAY":
    case "JSON_ARRAYAGG":
      return jsonArray(p);
    case "JSON_VALUE":
    case "JSON_QUERY":
    case "JSON_EXISTS":
    case "JSON_SCALAR":
    case "JSON_SERIALIZE":
    case "JSON":
      return jsonFunction(p);
    case "XMLELEMENT":
    case "XMLFOREST":
    case "XMLPARSE":
    case "XMLPI":
    case "XMLROOT":
    case "XMLSERIALIZE":
    case "XMLEXISTS":
    case "XMLQUERY":
    case "XMLAGG":
    case "XMLATTRIBUTES":
    case "XMLCONCAT":
    case "XMLTABLE":
      return xmlFunction(p);
    case "RAISE":
      return p.dialect.can("raise-function") ? raise(p) : undefined;
    default:
      return undefined;
  }
}

interface Opened {
  readonly name: QualifiedName;
  readonly start: number;
}

/** Consumes the name and its bracket. */
function open(p: Parser): Opened {
  const { start } = p;
  const first: Name = p.takeName();
  p.advance();
  return { name: { kind: "qualified-name", start, end: first.end, parts: [first] }, start };
}

/** Consumes the name alone, where the bracket may be left out. */
function openBare(p: Parser): Opened {
  const { start } = p;
  const first: Name = p.takeName();
  return { name: { kind: "qualified-name", start, end: first.end, parts: [first] }, start };
}

function close(
  p: Parser,
  opened: Opened,
  args: readonly Expression[],
  separators: readonly string[],
): Expression {
  p.closeParenthesis();
  return callTail(
    p,
    opened.name,
    opened.start,
    args,
    separators.length > 0 ? separators : undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    true,
    undefined,
  );
}

function word(p: Parser): Expression {
  const name = p.takeName();
  return {
    kind: "column",
    start: name.start,
    end: name.end,
    parts: [name],
  };
}

function cast(p: Parser): Expression {
  const { start } = p;
  const style = p.is("CAST") || p.is("XMLCAST") ? "call" : "try";
  if (style === "try") {
    p.needs(p.is("TRY_CAST") ? "try-cast" : "safe-cast", { start, end: p.end }, p.word);
  }
  p.advance();
  p.advance();
  const operand = startsQuery(p, 0) ? argument(p) : expression(p);
  let type: TypeName;
  if (p.accept("AS")) {
    type = p.is(")") && p.dialect.can("empty-type") ? noType(p) : expectType(p);
    if (p.is("ARRAY") && p.dialect.can("cast-array")) {
      p.advance();
      type = { ...type, arrayDimensions: 1, end: p.lastEnd };
    }
    if (p.accept("COLLATE")) {
      p.accept("DEFAULT") || p.expectQualifiedName("collation");
      type = { ...type, end: p.lastEnd };
    }
  } else if (p.accept(",")) {
    // A call that gives the type as an expression is no cast anywhere; it is read and refused.
    p.problem("syntax", "CAST takes AS before the type.");
    type = expectType(p);
  } else {
    p.expected("AS");
    type = noType(p);
  }
  if (p.is("DEFAULT")) {
    p.advance();
    expression(p);
    p.expect("ON");
    p.advance();
    p.accept("ERROR");
  }
  let format: Expression | undefined;
  if (p.accept("FORMAT") || (p.dialect.can("cast-format") && p.accept(","))) {
    format = expression(p);
  }
  if (p.is("AT") && p.peek() === "TIME") {
    p.advance();
    p.advance();
    p.accept("ZONE");
    expression(p);
  }
  p.closeParenthesis();
  return { kind: "cast", start, end: p.lastEnd, operand, type, style, format };
}

function noType(p: Parser): TypeName {
  return {
    kind: "type-name",
    start: p.lastEnd,
    end: p.lastEnd,
    name: "",
    args: [],
    arrayDimensions: 0,
  };
}

/** `CONVERT(x USING cs)`, `CONVERT(x, type)` or `CONVERT(type, x, style)`. */
function convert(p: Parser): Expression | undefined {
  if (p.dialect.can("convert-using")) {
    const opened = open(p);
    const operand = expression(p);
    if (p.accept("USING")) {
      const charset =
        p.kind === TokenKind.Word || p.kind === TokenKind.QuotedName ? word(p) : expression(p);
      return close(p, opened, [operand, charset], ["USING"]);
    }
    p.expect(",");
    const type = expectType(p);
    p.closeParenthesis();
    return {
      kind: "cast",
      start: opened.start,
      end: p.lastEnd,
      operand,
      type,
      style: "convert",
      format: undefined,
    };
  }
  if (!p.dialect.can("convert-type-first")) {
    return undefined;
  }
  const { start } = p;
  p.advance();
  p.advance();
  const type = expectType(p);
  p.expect(",");
  const operand = expression(p);
  const format = p.accept(",") ? expression(p) : undefined;
  p.closeParenthesis();
  return { kind: "cast", start, end: p.lastEnd, operand, type, style: "convert", format };
}

function extract(p: Parser): Expression {
  const opened = open(p);
  const field = p.kind === TokenKind.Word && p.peek() === "FROM" ? word(p) : expression(p);
  if (p.accept("FROM")) {
    const operand = expression(p);
    return close(p, opened, [field, operand], ["FROM"]);
  }
  const args = [field];
  while (p.accept(",")) {
    args.push(expression(p));
  }
  if (args.length === 1) {
    p.expected("FROM");
  }
  return close(p, opened, args, []);
}

/** Operands with certain words between them, or commas. */
function between(
  p: Parser,
  words: readonly ("FROM" | "FOR" | "SIMILAR" | "ESCAPE" | "PLACING" | "USING")[],
): Expression {
  const opened = open(p);
  if (p.is(")")) {
    return close(p, opened, [], []);
  }
  const args: Expression[] = [similarOperand(p, words)];
  const separators: string[] = [];
  for (;;) {
    const found = p.acceptAny(...words);
    if (found !== undefined) {
      separators.push(found);
      args.push(
        p.kind === TokenKind.Word && found === "USING" ? word(p) : similarOperand(p, words),
      );
    } else if (p.accept(",")) {
      args.push(argument(p));
    } else {
      break;
    }
  }
  return close(p, opened, args, separators);
}

/** The operand before SIMILAR must leave that word to the call. */
function similarOperand(p: Parser, words: readonly string[]): Expression {
  if (!words.includes("SIMILAR")) {
    return argument(p);
  }
  if (
    (p.kind === TokenKind.Word || p.kind === TokenKind.QuotedName) &&
    (p.peek() === "=>" || p.peek() === ":=")
  ) {
    return argument(p);
  }
  return startsQuery(p, 0) ? argument(p) : expressionOrSimilar(p);
}

/** An expression that stops before SIMILAR, which separates here. */
function expressionOrSimilar(p: Parser): Expression {
  const { start } = p;
  const found = expressionAbove(p, p.operators.predicate);
  return p.is("SIMILAR") ? found : expressionFrom(p, found, start);
}

function position(p: Parser): Expression {
  const opened = open(p);
  const needle = startsQuery(p, 0) ? argument(p) : expressionAbove(p, p.operators.predicate);
  if (p.accept("IN")) {
    const haystack = expression(p);
    return close(p, opened, [needle, haystack], ["IN"]);
  }
  const args = [needle];
  while (p.accept(",")) {
    args.push(argument(p));
  }
  return close(p, opened, args, []);
}

function trim(p: Parser): Expression {
  const opened = open(p);
  const separators: string[] = [];
  const args: Expression[] = [];
  const side = p.acceptAny("BOTH", "LEADING", "TRAILING");
  if (side !== undefined) {
    separators.push(side);
  }
  if (p.accept("FROM")) {
    separators.push("FROM");
    args.push(...expressionList(p));
    return close(p, opened, args, separators);
  }
  args.push(argument(p));
  if (p.accept("FROM")) {
    separators.push("FROM");
    args.push(...expressionList(p));
  } else {
    while (p.accept(",")) {
      args.push(expression(p));
    }
  }
  return close(p, opened, args, separators);
}

function simple(p: Parser, separators: readonly string[]): Expression {
  const opened = open(p);
  const args = p.is(")") ? [] : [argument(p)];
  while (p.accept(",")) {
    args.push(argument(p));
  }
  return close(p, opened, args, separators);
}

function treat(p: Parser): Expression {
  const { start } = p;
  p.advance();
  p.advance();
  const operand = expression(p);
  p.expect("AS");
  const type = expectType(p);
  p.closeParenthesis();
  return { kind: "cast", start, end: p.lastEnd, operand, type, style: "call", format: undefined };
}

/** `MATCH (a, b) AGAINST ('x' IN BOOLEAN MODE)`. */
function matchAgainst(p: Parser): Expression | undefined {
  if (!p.dialect.can("match-against")) {
    return undefined;
  }
  const bare = p.peek() !== "(";
  const opened = bare ? openBare(p) : open(p);
  const args = expressionList(p);
  if (!bare) {
    p.closeParenthesis();
  }
  if (!p.accept("AGAINST")) {
    p.expected("AGAINST");
    return callTail(
      p,
      opened.name,
      opened.start,
      args,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      true,
      undefined,
    );
  }
  p.expect("(");
  const pattern = expressionAbove(p, p.operators.predicate);
  const separators = ["AGAINST"];
  if (p.accept("IN")) {
    if (p.accept("BOOLEAN")) {
      separators.push("IN BOOLEAN MODE");
    } else {
      p.expect("NATURAL");
      p.expect("LANGUAGE");
      separators.push("IN NATURAL LANGUAGE MODE");
    }
    p.expect("MODE");
  }
  if (p.accept("WITH")) {
    p.expect("QUERY");
    p.expect("EXPANSION");
    separators.push("WITH QUERY EXPANSION");
  }
  return close(p, opened, [...args, pattern], separators);
}

function weightString(p: Parser): Expression {
  const opened = open(p);
  const args = [argument(p)];
  if (p.accept("AS")) {
    p.grammar.typeName(p);
  }
  while (p.accept(",")) {
    args.push(argument(p));
  }
  if (p.is("LEVEL")) {
    skipToClose(p);
  }
  return close(p, opened, args, []);
}

/** `KEY k VALUE v`, `k: v`, `k VALUE v` or `k, v`, with the clauses for NULL, keys and the type. */
function jsonObject(p: Parser): Expression {
  const opened = open(p);
  const args: Expression[] = [];
  const separators: string[] = [];
  if (!p.is(")") && !p.is("RETURNING") && !p.is("NULL") && !p.is("ABSENT")) {
    do {
      if (p.is("*")) {
        args.push(expression(p));
        continue;
      }
      if (
        p.is("KEY") &&
        p.peek() !== ")" &&
        p.peek() !== "," &&
        p.peek() !== "." &&
        p.peek() !== "VALUE"
      ) {
        p.advance();
      }
      args.push(expression(p));
      if (p.is("VALUE") || p.is("IS") || p.is(":")) {
        separators.push(p.word);
        p.advance();
        args.push(argument(p));
      } else if (p.kind === TokenKind.Parameter && p.text.charCodeAt(p.start) === 58) {
        separators.push(":");
        args.push(expression(p));
      } else if (p.is(",")) {
        p.advance();
        args.push(argument(p));
      }
      formatJson(p);
    } while (p.accept(","));
  } else if (p.is("NULL") && p.peek() !== "ON") {
    args.push(...expressionList(p));
  }
  jsonTail(p);
  return close(p, opened, args, separators);
}

function formatJson(p: Parser): void {
  if (p.is("FORMAT") && p.peek() === "JSON") {
    p.advance();
    p.advance();
    if (p.accept("ENCODING")) {
      p.advance();
    }
  }
}

/** `NULL ON NULL`, `WITH UNIQUE KEYS`, `RETURNING type`, in any order. */
function jsonTail(p: Parser): void {
  for (;;) {
    switch (p.word) {
      case "NULL":
      case "ABSENT":
        if (p.peek() !== "ON") {
          return;
        }
        p.advance();
        p.advance();
        p.accept("NULL");
        continue;
      case "WITH":
      case "WITHOUT":
        p.advance();
        p.accept("CONDITIONAL") || p.accept("UNCONDITIONAL");
        p.accept("ARRAY");
        p.accept("UNIQUE");
        p.accept("KEYS") || p.accept("WRAPPER");
        continue;
      case "KEEP":
      case "OMIT":
        p.advance();
        p.accept("QUOTES");
        if (p.accept("ON")) {
          p.accept("SCALAR");
          if (p.kind === TokenKind.Word) {
            p.advance();
          }
        }
        continue;
      case "RETURNING":
        p.advance();
        expectType(p);
        formatJson(p);
        continue;
      case "STRICT":
      case "PRETTY":
      case "ASCII":
        p.advance();
        continue;
      case "DEFAULT":
        p.advance();
        expression(p);
        onEvent(p);
        continue;
      case "ERROR":
      case "EMPTY":
      case "TRUE":
      case "FALSE":
      case "UNKNOWN":
        p.advance();
        p.accept("ARRAY") || p.accept("OBJECT");
        onEvent(p);
        continue;
      default:
        formatJson(p);
        return;
    }
  }
}

function onEvent(p: Parser): void {
  p.expect("ON");
  p.acceptAny("EMPTY", "ERROR", "NULL");
}

function jsonArray(p: Parser): Expression | undefined {
  const isAggregate = p.is("JSON_ARRAYAGG");
  const opened = open(p);
  const args: Expression[] = [];
  let order: OrderBy | undefined;
  let distinct: boolean | undefined;
  if (p.is("DISTINCT")) {
    p.advance();
    distinct = true;
  }
  if (
    !p.is(")") &&
    !(p.is("RETURNING") || ((p.is("NULL") || p.is("ABSENT")) && p.peek() === "ON"))
  ) {
    if (startsQuery(p, 0)) {
      const { start } = p;
      const query = p.grammar.query(p);
      args.push({ kind: "subquery", start, end: p.lastEnd, query });
    } else {
      args.push(argument(p));
    }
    formatJson(p);
    while (p.accept(",")) {
      args.push(argument(p));
      formatJson(p);
    }
  }
  if (p.at("ORDER")) {
    order = orderBy(p);
  }
  if (isAggregate && p.is("LIMIT")) {
    p.advance();
    expressionList(p);
  }
  jsonTail(p);
  p.closeParenthesis();
  return callTail(
    p,
    opened.name,
    opened.start,
    args,
    undefined,
    distinct,
    order,
    undefined,
    undefined,
    true,
    undefined,
  );
}

function jsonFunction(p: Parser): Expression {
  const opened = open(p);
  const args: Expression[] = [];
  const separators: string[] = [];
  if (!p.is(")")) {
    args.push(argument(p));
    formatJson(p);
    while (p.accept(",")) {
      args.push(argument(p));
      formatJson(p);
    }
  }
  if (p.accept("PASSING")) {
    separators.push("PASSING");
    do {
      args.push(expression(p));
      formatJson(p);
      p.accept("AS") && p.anyName("new-name");
    } while (p.accept(","));
  }
  nullOnEvent(p);
  return close(p, opened, args, separators);
}

/** The tail of JSON_VALUE and its sisters, where NULL may be what happens ON EMPTY or ON ERROR. */
function nullOnEvent(p: Parser): void {
  for (let i = 0; i < 16; i += 1) {
    const { pos } = p;
    if (p.is("NULL")) {
      p.advance();
      onEvent(p);
    } else {
      jsonTail(p);
    }
    if (p.pos === pos) {
      return;
    }
  }
}

/** The functions of SQL/XML: names, lists and clauses in an order of their own. */
function xmlFunction(p: Parser): Expression {
  const { word: function_ } = p;
  const opened = open(p);
  const args: Expression[] = [];
  const separators: string[] = [];
  if (function_ === "XMLELEMENT" || function_ === "XMLPI") {
    p.accept("NAME");
    args.push(
      p.kind === TokenKind.Word || p.kind === TokenKind.QuotedName ? word(p) : expression(p),
    );
    while (p.accept(",")) {
      args.push(xmlArgument(p));
    }
    return close(p, opened, args, separators);
  }
  const kind = p.acceptAny("DOCUMENT", "CONTENT");
  if (kind !== undefined) {
    separators.push(kind);
  }
  while (!p.atEnd && !p.is(")")) {
    const { pos } = p;
    args.push(xmlArgument(p));
    if (p.at("ORDER")) {
      const order = orderBy(p);
      p.closeParenthesis();
      return callTail(
        p,
        opened.name,
        opened.start,
        args,
        undefined,
        undefined,
        order,
        undefined,
        undefined,
        true,
        undefined,
      );
    }
    if (p.accept("PASSING")) {
      separators.push("PASSING");
      passingMechanism(p);
      args.push(expression(p));
      passingMechanism(p);
    }
    if (
      p.is("AS") ||
      p.is("RETURNING") ||
      p.is("PRESERVE") ||
      p.is("STRIP") ||
      p.is("NO") ||
      p.is("INDENT")
    ) {
      xmlSerializeTail(p);
    }
    if (!p.is(",") || p.pos === pos) {
      break;
    }
    p.advance();
    if (p.is("VERSION") || p.is("STANDALONE")) {
      xmlRootClause(p);
    }
    if (p.is(",")) {
      p.advance();
      xmlRootClause(p);
    }
    if (p.is(")")) {
      break;
    }
  }
  return close(p, opened, args, separators);
}

function xmlArgument(p: Parser): Expression {
  const value = argument(p);
  if (
    p.is("AS") &&
    (p.peekKind() === TokenKind.Word || p.peekKind() === TokenKind.QuotedName) &&
    p.peek(2) !== "NO"
  ) {
    const next = p.peek(2);
    if (next === "," || next === ")") {
      const { start } = value;
      p.advance();
      const name = p.anyName("alias") ?? p.expectName("alias");
      return { kind: "named-argument", start, end: p.lastEnd, name, value };
    }
  }
  return value;
}

function passingMechanism(p: Parser): void {
  if (p.accept("BY")) {
    p.acceptAny("REF", "VALUE");
  }
}

function xmlSerializeTail(p: Parser): void {
  if (p.accept("AS")) {
    expectType(p);
  }
  while (
    p.is("PRESERVE") ||
    p.is("STRIP") ||
    p.is("WHITESPACE") ||
    p.is("NO") ||
    p.is("INDENT") ||
    p.is("RETURNING") ||
    p.is("CONTENT")
  ) {
    p.advance();
  }
}

function xmlRootClause(p: Parser): void {
  if (p.accept("VERSION")) {
    if (p.is("NO")) {
      p.advance();
      p.accept("VALUE");
    } else {
      expression(p);
    }
  } else if (p.accept("STANDALONE")) {
    while (p.is("YES") || p.is("NO") || p.is("VALUE")) {
      p.advance();
    }
  }
}

/** `RAISE(ABORT, 'message')` of a trigger's body. */
function raise(p: Parser): Expression {
  const opened = open(p);
  const args = [p.kind === TokenKind.Word ? word(p) : expression(p)];
  while (p.accept(",")) {
    args.push(expression(p));
  }
  return close(p, opened, args, []);
}

function skipToClose(p: Parser): void {
  let depth = 0;
  while (!p.atEnd && !(p.is(")") && depth === 0)) {
    if (p.is("(")) {
      depth += 1;
    } else if (p.is(")")) {
      depth -= 1;
    }
    p.advance();
  }
}
