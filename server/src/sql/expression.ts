/**
 * Expressions: operators by precedence, and everything an operand can be.
 *
 * One loop with powers (see `operators.ts`); recursion only where the text nests, and that is
 * bounded. A missing operand is a `missing` node with a problem, so that what follows is still read.
 */
import type {
  AtTimeZone,
  Call,
  Case,
  ColumnReference,
  Expression,
  FieldAccess,
  Literal,
  Name,
  NodeBase,
  OrderBy,
  QualifiedName,
  Quantified,
  Query,
  Star,
  Subscript,
  TypeName,
  When,
} from "./ast.ts";
import { noteQuery, orderBy, startsQuery, windowSpec } from "./clauses.ts";
import { stringLiteral } from "./literal.ts";
import { Infix, Power } from "./operators.ts";
import { exact, MAX_DEPTH, type Parser } from "./parser.ts";
import type { Terminal } from "./terminals.ts";
import { TokenFlag, TokenKind } from "./tokens.ts";

/** Any expression. */
export function expression(p: Parser): Expression {
  return expressionAbove(p, Power.Lowest);
}

/** An expression whose top operator binds tighter than `power`. */
export function expressionAbove(p: Parser, power: number): Expression {
  if (p.depth >= MAX_DEPTH) {
    return tooDeep(p);
  }
  p.depth += 1;
  const { start } = p;
  const left = operand(p, power);
  const result = operators(p, left, Math.min(left.start, start), power);
  p.depth -= 1;
  return result;
}

/** Goes on with operators after an operand that was read already. */
export function expressionFrom(p: Parser, left: Expression, start: number): Expression {
  return operators(p, left, start, Power.Lowest);
}

/** A list of expressions with commas between them; stops where none can follow. */
export function expressionList(p: Parser): Expression[] {
  const items = [expression(p)];
  while (p.accept(",")) {
    items.push(expression(p));
  }
  return items.length > 1 ? exact(items) : items;
}

/** `( a, b )`, the brackets included. */
export function parenthesizedList(p: Parser): Expression[] {
  p.expect("(");
  if (p.accept(")")) {
    return [];
  }
  const items = expressionList(p);
  p.closeParenthesis();
  return items;
}

function tooDeep(p: Parser): Expression {
  if (!p.isTooDeep) {
    p.isTooDeep = true;
    p.problem("depth", `Nested more than ${MAX_DEPTH} levels deep.`);
  }
  p.moveTo(p.tokens.count);
  return p.missing();
}

// ---------------------------------------------------------------- operators

function operators(p: Parser, first: Expression, start: number, min: number): Expression {
  let left = first;
  /** Power of the last operator if a second one like it needs parentheses. */
  let lonely = 0;
  const table = p.operators;
  for (;;) {
    if (p.pos === p.probe) {
      noteInfix(p, min);
    }
    const { terminal } = p;
    let action: number;
    let power: number;
    if (terminal === 0) {
      if (p.kind !== TokenKind.Operator) {
        return left;
      }
      action = Infix.Binary;
      power = table.custom;
    } else {
      action = table.infix[terminal] ?? 0;
      if (action === Infix.None) {
        return left;
      }
      power = table.power[terminal] ?? 0;
    }
    if (power <= min) {
      return left;
    }
    if (lonely !== 0 && power === lonely && !table.chains && action !== Infix.Is) {
      p.problem("syntax", `Comparisons do not chain: use AND or parentheses before ${p.word}.`);
    }
    if ((table.foreign[terminal] ?? 0) === 1 && !isUsedAsOperator(p)) {
      return left;
    }
    lonely = 0;
    const opStart = p.start;
    const opEnd = p.end;
    switch (action) {
      case Infix.Binary: {
        const op = p.terminal === 0 ? p.tokenText : p.word;
        if ((table.foreign[terminal] ?? 0) === 1) {
          unavailableOperator(p, op);
        } else if (terminal === 0 && !p.dialect.pack.lexis.customOperators) {
          p.problem("syntax", `Unknown operator ${op}.`);
        }
        p.advance();
        const right = rightOperand(p, power);
        left = {
          kind: "binary",
          start,
          end: p.lastEnd,
          op,
          opRange: { start: opStart, end: opEnd },
          left,
          right,
        };
        break;
      }
      case Infix.Compare: {
        const op = p.word;
        if ((table.foreign[terminal] ?? 0) === 1) {
          unavailableOperator(p, op);
        }
        p.advance();
        const right = rightOperand(p, power);
        lonely = power;
        left = {
          kind: "binary",
          start,
          end: p.lastEnd,
          op,
          opRange: { start: opStart, end: opEnd },
          left,
          right,
        };
        break;
      }
      case Infix.Logical: {
        const op = p.word;
        if (op === "XOR") {
          p.needs("logical-xor", { start: opStart, end: opEnd }, "XOR");
        }
        p.advance();
        const right = expressionAbove(p, power);
        left = {
          kind: "binary",
          start,
          end: p.lastEnd,
          op: op === "||" ? "OR" : op === "&&" ? "AND" : op,
          opRange: { start: opStart, end: opEnd },
          left,
          right,
        };
        break;
      }
      case Infix.Arrow: {
        p.advance();
        const right = expressionAbove(p, power);
        if (isLambda(p, left, right)) {
          left = {
            kind: "lambda",
            start,
            end: p.lastEnd,
            parameters: lambdaParameters(left),
            body: right,
          };
          break;
        }
        if (!p.dialect.can("json-arrow")) {
          p.needs("json-arrow", { start: opStart, end: opEnd }, "operator ->");
        }
        left = {
          kind: "binary",
          start,
          end: p.lastEnd,
          op: "->",
          opRange: { start: opStart, end: opEnd },
          left,
          right,
        };
        break;
      }
      case Infix.Is:
        left = isTest(p, left, start);
        break;
      case Infix.NullTest: {
        const not = p.is("NOTNULL");
        p.needs("isnull-postfix", { start: opStart, end: opEnd }, p.word);
        p.advance();
        left = {
          kind: "is",
          start,
          end: p.lastEnd,
          operand: left,
          not,
          test: "null",
          right: undefined,
        };
        break;
      }
      case Infix.Not: {
        const next = notFollower(p);
        if (next === undefined) {
          return left;
        }
        p.advance();
        left = predicate(p, left, start, next, true);
        lonely = power;
        break;
      }
      case Infix.Between:
      case Infix.In:
      case Infix.Like:
      case Infix.Similar:
        left = predicate(p, left, start, action, false);
        lonely = power;
        break;
      case Infix.Sounds: {
        if (p.peek() !== "LIKE") {
          return left;
        }
        p.needs("sounds-like", { start: opStart, end: opEnd }, "SOUNDS LIKE");
        p.advance();
        p.advance();
        const pattern = expressionAbove(p, power);
        left = likeNode(
          start,
          p.lastEnd,
          "SOUNDS LIKE",
          { start: opStart, end: opEnd },
          left,
          false,
          pattern,
          undefined,
        );
        break;
      }
      case Infix.Member: {
        if (p.peek() !== "OF") {
          return left;
        }
        p.needs("member-of", { start: opStart, end: opEnd }, "MEMBER OF");
        p.advance();
        p.advance();
        const right = expressionAbove(p, power);
        left = {
          kind: "binary",
          start,
          end: p.lastEnd,
          op: "MEMBER OF",
          opRange: { start: opStart, end: opEnd },
          left,
          right,
        };
        break;
      }
      case Infix.Cast: {
        p.needs("double-colon-cast", { start: opStart, end: opEnd }, ":: cast");
        p.advance();
        const type = expectType(p);
        left = {
          kind: "cast",
          start,
          end: p.lastEnd,
          operand: left,
          type,
          style: "colons",
          format: undefined,
        };
        break;
      }
      case Infix.Subscript:
        if (!canBeSubscripted(p, left)) {
          return left;
        }
        left = subscript(p, left, start);
        break;
      case Infix.Dot: {
        const field = fieldAccess(p, left, start);
        if (field === undefined) {
          return left;
        }
        left = field;
        break;
      }
      case Infix.Path: {
        if (!p.dialect.can("variant-path")) {
          return left;
        }
        p.advance();
        const field = p.anyName("column") ?? p.expectName("column");
        left = { kind: "field", start, end: p.lastEnd, base: left, field };
        break;
      }
      case Infix.Collate: {
        p.advance();
        const collation = collationName(p);
        left = { kind: "collate", start, end: p.lastEnd, operand: left, collation };
        break;
      }
      case Infix.At: {
        const zoned = atTimeZone(p, left, start);
        if (zoned === undefined) {
          return left;
        }
        left = zoned;
        break;
      }
      case Infix.OperatorCall: {
        if (p.peek() !== "(") {
          return left;
        }
        const op = operatorSyntax(p);
        const right = rightOperand(p, power);
        left = {
          kind: "binary",
          start,
          end: p.lastEnd,
          op,
          opRange: { start: opStart, end: opEnd },
          left,
          right,
        };
        break;
      }
      case Infix.Assign: {
        if (left.kind !== "variable" && left.kind !== "column") {
          return left;
        }
        if (!p.dialect.can("assignment-expression")) {
          return left;
        }
        p.advance();
        const value = expressionAbove(p, power - 1);
        left = { kind: "assignment", start, end: p.lastEnd, target: left, value };
        break;
      }
      default:
        return left;
    }
  }
}

/** Infix words that may stand at the probe. */
function noteInfix(p: Parser, min: number): void {
  const { infix, power, foreign } = p.operators;
  const { terminals } = p.dialect;
  for (let i = 1; i < infix.length; i += 1) {
    if (infix[i] !== Infix.None && (power[i] ?? 0) > min && foreign[i] === 0) {
      p.expectedTerminals.add((terminals[i] ?? "") as Terminal);
    }
  }
}

/** A word that this engine knows no operator by is one only if an operand follows it. */
function isUsedAsOperator(p: Parser): boolean {
  if (p.kind === TokenKind.Operator) {
    return true;
  }
  switch (p.peekKind()) {
    case TokenKind.String:
    case TokenKind.Number:
    case TokenKind.Parameter:
    case TokenKind.Variable:
    case TokenKind.QuotedName:
      return true;
    case TokenKind.Word: {
      const next = p.peekTerminal();
      return (
        !p.is("AT") && !p.is("MATCH") && !p.dialect.isReserved(next) && !p.dialect.endsClause(next)
      );
    }
    case TokenKind.Operator:
      return p.peek() === "(" && !p.is("MATCH");
    default:
      return false;
  }
}

function unavailableOperator(p: Parser, op: string): void {
  p.problem("unavailable", `${p.dialect.pack.title} has no operator ${op}.`);
}

/** The right side of a comparison or an operator, where ANY, SOME and ALL may stand. */
function rightOperand(p: Parser, power: number): Expression {
  const { word } = p;
  if ((word === "ANY" || word === "SOME" || word === "ALL") && p.peek() === "(") {
    return quantified(p, word);
  }
  if (p.pos === p.probe) {
    p.at("ANY");
    p.at("ALL");
  }
  return expressionAbove(p, power);
}

function quantified(p: Parser, quantifier: "ANY" | "SOME" | "ALL"): Quantified {
  const { start } = p;
  p.advance();
  const { query, source } = queryOrExpression(p);
  return { kind: "quantified", start, end: p.lastEnd, quantifier, query, source };
}

/** `( query )` or `( expression )`. */
function queryOrExpression(p: Parser): {
  readonly query: Query | undefined;
  readonly source: Expression | undefined;
} {
  p.expect("(");
  noteQuery(p);
  if (startsQuery(p, 0)) {
    const query = p.grammar.query(p);
    p.closeParenthesis();
    return { query, source: undefined };
  }
  const { start } = p;
  const items = [expression(p)];
  while (p.accept(",")) {
    items.push(expression(p));
  }
  const [only] = items;
  if (only?.kind === "subquery" && items.length === 1) {
    const query = isSetOperation(p) ? p.grammar.continueQuery(p, only.query, start) : only.query;
    p.closeParenthesis();
    return { query, source: undefined };
  }
  const source: Expression =
    items.length === 1 && only !== undefined
      ? only
      : { kind: "row", start, end: p.lastEnd, elements: items };
  p.closeParenthesis();
  return { query: undefined, source };
}

/** After NOT: what it negates, or `undefined` where NOT belongs to something else. */
function notFollower(p: Parser): number | undefined {
  if (p.pos + 1 === p.probe) {
    for (const it of ["IN", "BETWEEN", "LIKE"] as const) {
      p.expectedTerminals.add(it);
    }
    for (const it of ["ILIKE", "SIMILAR", "REGEXP", "RLIKE", "GLOB", "MATCH"] as const) {
      const index = p.dialect.terminals.indexOf(it);
      if (p.operators.foreign[index] === 0) {
        p.expectedTerminals.add(it);
      }
    }
  }
  const next = p.operators.infix[p.peekTerminal()] ?? 0;
  switch (next) {
    case Infix.Between:
    case Infix.In:
    case Infix.Like:
    case Infix.Similar:
      return next;
    default:
      if (p.peek() === "NULL" && p.dialect.can("not-null-postfix")) {
        return Infix.NullTest;
      }
      return undefined;
  }
}

function predicate(
  p: Parser,
  operandNode: Expression,
  start: number,
  action: number,
  not: boolean,
): Expression {
  const opRange = { start: p.start, end: p.end };
  const above = p.operators.predicate;
  switch (action) {
    case Infix.NullTest:
      p.advance();
      return {
        kind: "is",
        start,
        end: p.lastEnd,
        operand: operandNode,
        not: true,
        test: "null",
        right: undefined,
      };
    case Infix.Between: {
      p.advance();
      let symmetric = false;
      if (
        p.offers("SYMMETRIC", "between-symmetric") ||
        p.offers("ASYMMETRIC", "between-symmetric")
      ) {
        p.needs("between-symmetric", { start: p.start, end: p.end }, `BETWEEN ${p.word}`);
        symmetric = p.is("SYMMETRIC");
        p.advance();
      }
      const low = expressionAbove(p, above);
      p.expect("AND");
      const high = expressionAbove(p, above);
      return {
        kind: "between",
        start,
        end: p.lastEnd,
        operand: operandNode,
        not,
        symmetric,
        low,
        high,
      };
    }
    case Infix.In:
      return inPredicate(p, operandNode, start, not);
    case Infix.Similar:
      p.advance();
      p.expect("TO");
      return likeRest(p, operandNode, start, "SIMILAR TO", opRange, not);
    default: {
      const op = p.word;
      const index = p.terminal;
      if ((p.operators.foreign[index] ?? 0) === 1) {
        unavailableOperator(p, op);
      }
      p.advance();
      if (p.is("BINARY") && op !== "LIKE") {
        return likeRest(p, operandNode, start, op, opRange, not);
      }
      return likeRest(p, operandNode, start, op, opRange, not);
    }
  }
}

function likeRest(
  p: Parser,
  operandNode: Expression,
  start: number,
  op: string,
  opRange: NodeBase,
  not: boolean,
): Expression {
  const { word } = p;
  if ((word === "ANY" || word === "SOME" || word === "ALL") && p.peek() === "(") {
    p.needs("like-any", { start: p.start, end: p.end }, `${op} ${word}`);
    const pattern = quantified(p, word);
    const escaped = p.accept("ESCAPE") ? expressionAbove(p, p.operators.predicate) : undefined;
    return likeNode(start, p.lastEnd, op, opRange, operandNode, not, pattern, escaped);
  }
  const pattern = expressionAbove(p, p.operators.predicate);
  const escapedBy = p.accept("ESCAPE") ? expressionAbove(p, p.operators.predicate) : undefined;
  return likeNode(start, p.lastEnd, op, opRange, operandNode, not, pattern, escapedBy);
}

function likeNode(
  start: number,
  end: number,
  op: string,
  opRange: NodeBase,
  operandNode: Expression,
  not: boolean,
  pattern: Expression,
  escapedBy: Expression | undefined,
): Expression {
  return {
    kind: "like",
    start,
    end,
    op,
    opRange,
    operand: operandNode,
    not,
    pattern,
    escape: escapedBy,
  };
}

function inPredicate(p: Parser, operandNode: Expression, start: number, not: boolean): Expression {
  p.advance();
  let list: Expression[] | undefined;
  let query: Query | undefined;
  let source: Expression | undefined;
  if (p.at("(")) {
    p.advance();
    noteQuery(p);
    if (startsQuery(p, 0)) {
      query = p.grammar.query(p);
    } else if (p.is(")")) {
      list = [];
      if (!p.dialect.can("empty-in-list")) {
        p.expected("an expression");
      }
    } else {
      const innerStart = p.start;
      list = expressionList(p);
      const [only] = list;
      if (list.length === 1 && only?.kind === "subquery") {
        query = isSetOperation(p) ? p.grammar.continueQuery(p, only.query, innerStart) : only.query;
        list = undefined;
      }
    }
    p.closeParenthesis();
  } else {
    source = expressionAbove(p, p.operators.predicate);
    if (source.kind !== "parameter" && source.kind !== "missing") {
      p.needs("in-without-parentheses", source, "IN without parentheses");
    }
  }
  return { kind: "in", start, end: p.lastEnd, operand: operandNode, not, list, query, source };
}

function isSetOperation(p: Parser): boolean {
  switch (p.word) {
    case "UNION":
    case "INTERSECT":
    case "EXCEPT":
    case "MINUS":
    case "ORDER":
    case "LIMIT":
    case "OFFSET":
    case "FETCH":
      return true;
    default:
      return false;
  }
}

function isTest(p: Parser, operandNode: Expression, start: number): Expression {
  p.advance();
  const not = p.accept("NOT");
  const { word, pos } = p;
  if (pos === p.probe) {
    p.at("NULL");
    noteIf(p, "TRUE", "is-true");
    noteIf(p, "FALSE", "is-true");
    noteIf(p, "UNKNOWN", "is-unknown");
    noteIf(p, "DISTINCT", "is-distinct-from");
    noteIf(p, "JSON", "is-json");
    noteIf(p, "NORMALIZED", "is-normalized");
  }
  const at = { start: p.start, end: p.end };
  const simple = (
    test: "null" | "true" | "false" | "unknown" | "document" | "nan" | "empty",
  ): Expression => {
    p.advance();
    return { kind: "is", start, end: p.lastEnd, operand: operandNode, not, test, right: undefined };
  };
  // Where IS compares any two values, what follows may go on: `a IS NULL + 1` is not worth a case.
  switch (word) {
    case "NULL":
      return simple("null");
    case "TRUE":
      p.needs("is-true", at, "IS TRUE");
      return simple("true");
    case "FALSE":
      p.needs("is-true", at, "IS FALSE");
      return simple("false");
    case "UNKNOWN":
      if (p.dialect.can("is-unknown") || !p.dialect.can("is-any-value")) {
        p.needs("is-unknown", at, "IS UNKNOWN");
        return simple("unknown");
      }
      break;
    case "DISTINCT": {
      if (p.peek() !== "FROM") {
        break;
      }
      p.needs("is-distinct-from", at, "IS DISTINCT FROM");
      p.advance();
      p.advance();
      const right = rightOperand(p, p.operators.is);
      return {
        kind: "is",
        start,
        end: p.lastEnd,
        operand: operandNode,
        not,
        test: "distinct-from",
        right,
      };
    }
    case "JSON": {
      if (!p.dialect.can("is-json")) {
        break;
      }
      p.advance();
      p.acceptAny("VALUE", "SCALAR", "ARRAY", "OBJECT");
      if (p.at("STRICT") || p.at("LAX")) {
        p.advance();
      }
      if (p.at("WITH") || p.at("WITHOUT")) {
        p.advance();
        p.accept("UNIQUE");
        p.accept("KEYS");
      }
      return {
        kind: "is",
        start,
        end: p.lastEnd,
        operand: operandNode,
        not,
        test: "json",
        right: undefined,
      };
    }
    case "NFC":
    case "NFD":
    case "NFKC":
    case "NFKD":
      if (p.peek() === "NORMALIZED") {
        p.advance();
      }
      p.advance();
      return {
        kind: "is",
        start,
        end: p.lastEnd,
        operand: operandNode,
        not,
        test: "normalized",
        right: undefined,
      };
    case "NORMALIZED":
      p.advance();
      return {
        kind: "is",
        start,
        end: p.lastEnd,
        operand: operandNode,
        not,
        test: "normalized",
        right: undefined,
      };
    case "DOCUMENT":
      return simple("document");
    case "NAN":
      return simple("nan");
    case "EMPTY":
      return simple("empty");
    case "OF":
      if (p.peek() === "(") {
        p.advance();
        p.advance();
        expectType(p);
        while (p.accept(",")) {
          expectType(p);
        }
        p.closeParenthesis();
        return {
          kind: "is",
          start,
          end: p.lastEnd,
          operand: operandNode,
          not,
          test: "of",
          right: undefined,
        };
      }
      break;
    default:
      break;
  }
  if (p.dialect.can("is-any-value")) {
    const right = expressionAbove(p, p.operators.is);
    return { kind: "is", start, end: p.lastEnd, operand: operandNode, not, test: "other", right };
  }
  p.expected("NULL");
  const right =
    p.atEnd || p.dialect.endsClause(p.terminal) ? p.missing() : expressionAbove(p, p.operators.is);
  return { kind: "is", start, end: p.lastEnd, operand: operandNode, not, test: "other", right };
}

function noteIf(p: Parser, terminal: Terminal, capability: string): void {
  if (p.dialect.can(capability)) {
    p.at(terminal);
  }
}

function isLambda(p: Parser, left: Expression, right: Expression): boolean {
  if (!p.dialect.can("lambda")) {
    return false;
  }
  const names =
    (left.kind === "column" && left.parts.length === 1) ||
    (left.kind === "row" &&
      left.elements.every((it) => it.kind === "column" && it.parts.length === 1));
  return names && !(p.dialect.can("json-arrow") && right.kind === "literal");
}

function lambdaParameters(left: Expression): Name[] {
  if (left.kind === "column") {
    return [...left.parts];
  }
  return left.kind === "row"
    ? left.elements.flatMap((it) => (it.kind === "column" ? [...it.parts] : []))
    : [];
}

/** `[` goes on with an array, a call, a column; a bracket after a literal opens something else. */
function canBeSubscripted(p: Parser, left: Expression): boolean {
  return left.kind !== "missing" || p.glued;
}

/** From `[`: an element or a slice of what is before it. */
export function subscript(p: Parser, base: Expression, start: number): Subscript {
  if (!p.dialect.can("array-subscript")) {
    p.needs("array-subscript", { start: p.start, end: p.end }, "array subscript");
  }
  p.advance();
  let low: Expression | undefined;
  if (!p.is(":") && !isColonParameter(p)) {
    low = expression(p);
  }
  const sliced = p.is(":") || isColonParameter(p) || p.is("::");
  if (!sliced) {
    p.expect("]");
    return { kind: "subscript", start, end: p.lastEnd, base, index: low, slice: undefined };
  }
  let high: Expression | undefined;
  if (isColonParameter(p)) {
    high = colonParameterAsOperand(p);
  } else {
    p.advance();
    if (!p.is("]")) {
      if (p.is("-") && p.peek() === ":") {
        p.advance();
      } else {
        high = expression(p);
      }
    }
  }
  if (p.accept(":")) {
    expression(p);
  }
  p.expect("]");
  const slice = high === undefined ? { low } : { low, high };
  return { kind: "subscript", start, end: p.lastEnd, base, index: undefined, slice };
}

/** `:b` of `a[ :b]`, which the lexer took for a parameter. */
function isColonParameter(p: Parser): boolean {
  return p.kind === TokenKind.Parameter && p.text.charCodeAt(p.start) === 58;
}

function colonParameterAsOperand(p: Parser): Expression {
  const start = p.start + 1;
  const { end } = p;
  const text = p.text.slice(start, end);
  p.advance();
  const left: Expression = /^\d/u.test(text)
    ? { kind: "literal", start, end, type: "number", value: text }
    : {
        kind: "column",
        start,
        end,
        parts: [{ kind: "name", start, end, text, quoted: false }],
      };
  return operators(p, left, start, Power.Lowest);
}

function fieldAccess(p: Parser, base: Expression, start: number): Expression | undefined {
  if (base.kind === "literal" || base.kind === "missing") {
    return undefined;
  }
  if (base.kind === "call" && base.end === p.lastEnd && p.dialect.can("no-field-of-call")) {
    p.problem("syntax", "A field of a call needs parentheses around the call.");
  }
  p.advance();
  const { start: at } = p;
  if (p.is("*")) {
    p.advance();
    const star: Star = {
      kind: "star",
      start: at,
      end: p.lastEnd,
      qualifier: [],
      except: undefined,
      replace: undefined,
    };
    return fieldNode(start, p.lastEnd, base, star);
  }
  const field = p.partAfterDot("column");
  if (p.is("(") && field.start !== field.end) {
    const name: QualifiedName = {
      kind: "qualified-name",
      start: field.start,
      end: field.end,
      parts: [field],
    };
    const called = call(p, name, start);
    return called.kind === "call" ? { ...called, args: [base, ...called.args] } : called;
  }
  return fieldNode(start, p.lastEnd, base, field);
}

function fieldNode(start: number, end: number, base: Expression, field: Name | Star): FieldAccess {
  return { kind: "field", start, end, base, field };
}

function collationName(p: Parser): QualifiedName {
  p.slot("collation");
  if (p.kind === TokenKind.String) {
    const name = p.takeName();
    const text = name.text.slice(1, -1);
    const bare: Name = { kind: "name", start: name.start, end: name.end, text, quoted: true };
    return { kind: "qualified-name", start: name.start, end: name.end, parts: [bare] };
  }
  if (p.is("BINARY") || p.is("DEFAULT")) {
    const name = p.takeName();
    return { kind: "qualified-name", start: name.start, end: name.end, parts: [name] };
  }
  return p.expectQualifiedName("collation");
}

function atTimeZone(p: Parser, left: Expression, start: number): AtTimeZone | undefined {
  const range = { start: p.start, end: p.end };
  if (p.peek() === "LOCAL") {
    p.advance();
    p.advance();
    return { kind: "at-time-zone", start, end: p.lastEnd, operand: left, zone: undefined };
  }
  if (p.pos + 1 === p.probe) {
    p.expectedTerminals.add("TIME");
  }
  if (p.peek() !== "TIME") {
    return undefined;
  }
  p.needs("at-time-zone", range, "AT TIME ZONE");
  p.advance();
  p.advance();
  p.expect("ZONE");
  const zone = expressionAbove(p, Power.At);
  return { kind: "at-time-zone", start, end: p.lastEnd, operand: left, zone };
}

/** `OPERATOR(schema.+)`, up to and with its bracket; answers it as an operator's name. */
function operatorSyntax(p: Parser): string {
  p.advance();
  p.advance();
  let op = "";
  while (!p.atEnd && !p.is(")") && !p.is(";")) {
    op += p.tokenText;
    p.advance();
  }
  p.closeParenthesis();
  return `OPERATOR(${op})`;
}

// ---------------------------------------------------------------- operands

function operand(p: Parser, min: number): Expression {
  p.slot("expression");
  switch (p.kind) {
    case TokenKind.Word:
      return word(p, min);
    case TokenKind.QuotedName:
      return named(p);
    case TokenKind.Number: {
      const { start, end } = p;
      const value = p.text.slice(start, end);
      if (p.tokens.flags.size > 0 && ((p.tokens.flags.get(p.pos) ?? 0) & TokenFlag.Junk) !== 0) {
        junk(p);
      }
      p.advance();
      return hexLiteral(p, value, start, end);
    }
    case TokenKind.String:
      return stringLiteral(p);
    case TokenKind.Parameter:
      return parameter(p);
    case TokenKind.Variable: {
      const { start } = p;
      const text = p.tokenText;
      const system = text.startsWith("@@");
      p.advance();
      if (p.is(":=") && p.dialect.can("assignment-expression")) {
        const target: Expression = {
          kind: "variable",
          start,
          end: p.lastEnd,
          name: text.slice(system ? 2 : 1),
          system,
        };
        p.advance();
        const value = expression(p);
        return { kind: "assignment", start, end: p.lastEnd, target, value };
      }
      const name = text.slice(system ? 2 : 1).replace(/^(['"`])(.*)\1$/su, "$2");
      if (!system && p.dialect.can("at-parameters") && !p.dialect.can("user-variables")) {
        return { kind: "parameter", start, end: p.lastEnd, style: "named", name };
      }
      return { kind: "variable", start, end: p.lastEnd, name, system };
    }
    case TokenKind.Operator:
      return prefixOperator(p, min);
    case TokenKind.Hole: {
      if (p.peek() === "." || p.peek() === "(") {
        return named(p);
      }
      const { start, end } = p;
      p.advance();
      return { kind: "parameter", start, end, style: "hole", name: p.text.slice(start, end) };
    }
    default:
      noteOperand(p);
      p.expected("an expression");
      return p.missing();
  }
}

function junk(p: Parser): void {
  if (!p.dialect.can("junk-after-number")) {
    p.problem("syntax", "A name may not follow a number without a space.");
  }
}

function hexLiteral(p: Parser, value: string, start: number, end: number): Expression {
  const second = value.charCodeAt(1) | 32;
  if (value.charCodeAt(0) === 48 && value.length > 2 && (second === 120 || second === 98)) {
    if (p.dialect.can("hex-is-binary")) {
      return {
        kind: "literal",
        start,
        end,
        type: second === 120 ? "binary" : "bits",
        value: value.slice(2),
        prefix: value.slice(0, 2),
      };
    }
  }
  return { kind: "literal", start, end, type: "number", value };
}

/** Words that may begin an operand, noted at the probe. */
function noteOperand(p: Parser): void {
  if (p.pos !== p.probe) {
    return;
  }
  for (const it of ["CASE", "EXISTS", "NOT", "NULL", "CAST", "("] as const) {
    p.expectedTerminals.add(it);
  }
  noteIf(p, "TRUE", "boolean-literals");
  noteIf(p, "FALSE", "boolean-literals");
  noteIf(p, "INTERVAL", "interval-literal");
  noteIf(p, "INTERVAL", "interval-unit-expression");
  noteIf(p, "ARRAY", "array-literal");
  noteIf(p, "DATE", "date-literals");
  noteIf(p, "TIMESTAMP", "date-literals");
  for (const it of ["CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"] as const) {
    p.expectedTerminals.add(it);
  }
  p.slot("column");
  p.slot("function");
}

function parameter(p: Parser): Expression {
  const { start, end } = p;
  const text = p.text.slice(start, end);
  if (p.tokens.flags.size > 0 && ((p.tokens.flags.get(p.pos) ?? 0) & TokenFlag.Junk) !== 0) {
    junk(p);
  }
  p.advance();
  switch (text.charCodeAt(0)) {
    case 63:
      return {
        kind: "parameter",
        start,
        end,
        style: text.length > 1 && text !== "??" ? "numbered" : "question",
        name: text.length > 1 && text !== "??" ? text.slice(1) : undefined,
      };
    case 36:
      return {
        kind: "parameter",
        start,
        end,
        style: /^\$\d/u.test(text) ? "numbered" : "named",
        name: text.slice(1),
      };
    case 37:
      return text.length > 2
        ? { kind: "parameter", start, end, style: "named", name: text.slice(2, -2) }
        : { kind: "parameter", start, end, style: "percent", name: undefined };
    default:
      return { kind: "parameter", start, end, style: "named", name: text.slice(1) };
  }
}

function prefixOperator(p: Parser, min: number): Expression {
  const { start, end, word: op } = p;
  switch (op) {
    case "(":
      return parentheses(p);
    case "*": {
      if (!isWholeArgument(p)) {
        p.problem("syntax", "Did not expect * here.");
      }
      p.advance();
      return {
        kind: "star",
        start,
        end: p.lastEnd,
        qualifier: [],
        except: undefined,
        replace: undefined,
      };
    }
    case "-":
    case "+": {
      p.advance();
      const inner = expressionAbove(p, Power.Unary);
      return { kind: "unary", start, end: p.lastEnd, op, opRange: { start, end }, operand: inner };
    }
    case "[":
      return arrayBrackets(p, start);
    case "{":
      return braces(p);
    case "?":
      if (!p.dialect.pack.lexis.parameters.includes("?")) {
        p.advance();
        return { kind: "parameter", start, end, style: "question", name: undefined };
      }
      break;
    case ":":
      if (p.peekKind() === TokenKind.Word && p.tokens.starts[p.pos + 1] === end) {
        // `:name` is a placeholder of drivers whatever the engine: nothing else could stand here.
        p.advance();
        const name = p.tokenText;
        p.advance();
        return { kind: "parameter", start, end: p.lastEnd, style: "named", name };
      }
      break;
    default:
      break;
  }
  const power = p.operators.prefix[p.terminal] ?? 0;
  if (power > 0 || (p.dialect.pack.lexis.customOperators && isOperatorSymbol(op))) {
    const text = p.tokenText;
    p.advance();
    const inner = expressionAbove(p, power > 0 ? power : Power.Other);
    return {
      kind: "unary",
      start,
      end: p.lastEnd,
      op: text,
      opRange: { start, end },
      operand: inner,
    };
  }
  if (p.tokenText === "\\N") {
    p.advance();
    return { kind: "literal", start, end, type: "null", value: "\\N" };
  }
  noteOperand(p);
  p.expected("an expression");
  void min;
  return p.missing();
}

/** `f(*)`: a star that is all of an argument; more than one argument only where an engine has it. */
function isWholeArgument(p: Parser): boolean {
  const before = p.peek(-1);
  const call = before === "(" && p.pos > 1 && p.peekKind(-2) !== TokenKind.Operator;
  switch (p.peek()) {
    case ")":
      return (
        (call && !p.dialect.isNotFunction(p.peekTerminal(-2))) || p.dialect.can("star-exclude")
      );
    case ",":
    case "EXCLUDE":
    case "EXCEPT":
    case "REPLACE":
    case "ILIKE":
    case "LIKE":
      return p.dialect.can("star-exclude") || p.dialect.can("star-except");
    default:
      return p.dialect.can("star-exclude");
  }
}

function isOperatorSymbol(op: string): boolean {
  switch (op) {
    case ")":
    case "]":
    case "}":
    case ",":
    case ";":
    case ".":
    case ":":
    case "::":
    case ":=":
    case "=":
    case "<":
    case ">":
    case "<=":
    case ">=":
    case "<>":
    case "!=":
    case "/":
    case "%":
    case "^":
    case "=>":
    case "..":
      return false;
    default:
      return true;
  }
}

function parentheses(p: Parser): Expression {
  const { start } = p;
  p.advance();
  noteQuery(p);
  if (startsQuery(p, 0)) {
    const query = p.grammar.query(p);
    p.closeParenthesis();
    return { kind: "subquery", start, end: p.lastEnd, query };
  }
  if (p.is(")")) {
    p.advance();
    if (!p.dialect.can("empty-row") && !p.is("->")) {
      p.problem("syntax", "Expected an expression in the parentheses.", { start, end: p.lastEnd });
    }
    return { kind: "row", start, end: p.lastEnd, elements: [] };
  }
  const innerStart = p.start;
  const first = expression(p);
  if (p.at(",")) {
    const elements: Expression[] = [first];
    while (p.accept(",")) {
      if (p.is(")") && p.dialect.can("trailing-comma-in-row")) {
        break;
      }
      elements.push(aliasedElement(p));
    }
    p.closeParenthesis();
    return { kind: "row", start, end: p.lastEnd, elements };
  }
  if (first.kind === "subquery" && isSetOperation(p)) {
    const query = p.grammar.continueQuery(p, first.query, innerStart);
    p.closeParenthesis();
    return { kind: "subquery", start, end: p.lastEnd, query };
  }
  p.closeParenthesis();
  return first;
}

function aliasedElement(p: Parser): Expression {
  const item = expression(p);
  if (p.is("AS") && p.dialect.can("struct-constructor")) {
    p.advance();
    p.anyName("alias");
  }
  return item;
}

function arrayBrackets(p: Parser, start: number): Expression {
  p.needs("bracket-array", { start: p.start, end: p.end }, "array in brackets");
  return arrayElements(p, start);
}

/** From `[`: elements, nested brackets as arrays, and list comprehensions. */
function arrayElements(p: Parser, start: number): Expression {
  p.advance();
  const elements: Expression[] = [];
  if (!p.is("]")) {
    elements.push(arrayElement(p));
    while (p.accept(",")) {
      if (p.is("]")) {
        break;
      }
      elements.push(arrayElement(p));
    }
    if (p.is("FOR") && p.dialect.can("list-comprehension")) {
      p.advance();
      p.name("new-name");
      while (p.accept(",")) {
        p.name("new-name");
      }
      p.expect("IN");
      elements.push(expression(p));
      if (p.accept("IF")) {
        elements.push(expression(p));
      }
    }
  }
  p.expect("]");
  return { kind: "array", start, end: p.lastEnd, elements, query: undefined };
}

/** Brackets inside ARRAY[…] are arrays too, whether or not the engine has them elsewhere. */
function arrayElement(p: Parser): Expression {
  if (!p.is("[") || p.dialect.can("bracket-array")) {
    return expression(p);
  }
  if (p.depth >= MAX_DEPTH) {
    return tooDeep(p);
  }
  p.depth += 1;
  const elements = arrayElements(p, p.start);
  p.depth -= 1;
  return elements;
}

/** `{'a': 1}`, and the ODBC escapes `{d '…'}`, `{fn f(x)}`. */
function braces(p: Parser): Expression {
  const { start } = p;
  p.advance();
  if (p.kind === TokenKind.Word && p.peekKind() === TokenKind.String) {
    const typeText =
      { D: "date", T: "time", TS: "timestamp", GUID: "guid" }[p.word] ?? p.tokenText.toLowerCase();
    const type = plainType(typeText, p.start, p.end);
    p.advance();
    const value = stringLiteral(p);
    p.expect("}");
    return typedLiteral(start, p.lastEnd, type, value);
  }
  if (p.is("FN") && p.peekKind() === TokenKind.Word) {
    p.advance();
    const inner = expression(p);
    p.expect("}");
    return inner;
  }
  if (p.is("}")) {
    p.advance();
    if (p.dialect.can("struct-literal")) {
      return { kind: "struct", start, end: p.lastEnd, keys: [], values: [] };
    }
    return { kind: "parameter", start, end: p.lastEnd, style: "hole", name: "{}" };
  }
  p.needs("struct-literal", { start, end: p.end }, "struct in braces");
  return structEntries(p, start);
}

function structEntries(p: Parser, start: number): Expression {
  const keys: Expression[] = [];
  const values: Expression[] = [];
  while (!p.atEnd && !p.is("}")) {
    const key = expressionAbove(p, Power.Cast);
    keys.push(key);
    if (isColonParameter(p)) {
      values.push(colonParameterAsOperand(p));
    } else {
      p.expect(":");
      values.push(expression(p));
    }
    if (!p.accept(",")) {
      break;
    }
  }
  p.expect("}");
  return { kind: "struct", start, end: p.lastEnd, keys, values };
}

function word(p: Parser, min: number): Expression {
  const { start } = p;
  if (p.terminal === 0) {
    return named(p);
  }
  switch (p.word) {
    case "NULL":
      if (p.peek() === "(" && !p.isReserved(p.pos)) {
        return named(p);
      }
      p.advance();
      return {
        kind: "literal",
        start,
        end: p.lastEnd,
        type: "null",
        value: "NULL",
      };
    case "TRUE":
    case "FALSE": {
      if (!p.dialect.can("boolean-literals") || p.peek() === "(" || p.peek() === ".") {
        return named(p);
      }
      const value = p.is("TRUE") ? "true" : "false";
      p.advance();
      return { kind: "literal", start, end: p.lastEnd, type: "boolean", value };
    }
    case "NOT": {
      const opRange = { start, end: p.end };
      p.advance();
      const inner = expressionAbove(p, p.operators.not - 1);
      return { kind: "unary", start, end: p.lastEnd, op: "NOT", opRange, operand: inner };
    }
    case "CASE":
      if (p.isReserved(p.pos) || (p.peek() !== "." && p.peek() !== "(" && p.peek() !== ",")) {
        return caseExpression(p);
      }
      return named(p);
    case "EXISTS":
      if (p.peek() === "(") {
        return exists(p);
      }
      return named(p);
    case "PRIOR":
    case "CONNECT_BY_ROOT":
      if (p.dialect.can("connect-by") && canBeginOperand(p)) {
        return unaryWord(p, Power.Unary);
      }
      return named(p);
    case "BINARY":
      if (canBeginOperand(p) && p.peek() !== "." && p.dialect.can("binary-operator")) {
        return unaryWord(p, Power.Unary);
      }
      return named(p);
    case "INTERVAL":
      return intervalLiteral(p);
    case "ARRAY":
      if (p.peek() === "[") {
        p.needs("array-literal", { start, end: p.end }, "ARRAY[…]");
        p.advance();
        return arrayElements(p, start);
      }
      if (p.peek() === "(" && startsQuery(p, 2)) {
        p.advance();
        p.advance();
        const query = p.grammar.query(p);
        p.closeParenthesis();
        return { kind: "array", start, end: p.lastEnd, elements: [], query };
      }
      if (p.peek() === "<") {
        return typedConstructor(p);
      }
      return named(p);
    case "STRUCT":
      if (p.peek() === "<") {
        return typedConstructor(p);
      }
      return named(p);
    case "MAP":
      if (p.peek() === "{") {
        p.advance();
        p.advance();
        return structEntries(p, start);
      }
      return named(p);
    case "ROW":
      if (p.peek() === "(") {
        p.advance();
        const elements = rowElements(p);
        return { kind: "row", start, end: p.lastEnd, elements };
      }
      return named(p);
    case "IGNORE":
      if (p.dialect.can("ignore-as-value") && p.isReserved(p.pos)) {
        p.advance();
        return { kind: "default", start, end: p.lastEnd, column: undefined };
      }
      return named(p);
    case "DEFAULT":
      if (p.isReserved(p.pos) || p.peek() !== ".") {
        return defaultValue(p);
      }
      return named(p);
    case "SELECT":
    case "WITH":
      if (p.isReserved(p.pos)) {
        break;
      }
      return named(p);
    case "OPERATOR":
      if (p.peek() === "(" && p.dialect.can("operator-syntax")) {
        const opRange = { start, end: p.end };
        const op = operatorSyntax(p);
        const inner = expressionAbove(p, Power.Other);
        return { kind: "unary", start, end: p.lastEnd, op, opRange, operand: inner };
      }
      return named(p);
    case "LAMBDA":
      if (p.dialect.can("lambda") && p.peekKind() === TokenKind.Word) {
        return lambdaWord(p);
      }
      return named(p);
    case "NEXT":
      if (p.peek() === "VALUE" && p.peek(2) === "FOR") {
        return nextValue(p);
      }
      return named(p);
    case "PREVIOUS":
      if (p.peek() === "VALUE" && p.peek(2) === "FOR") {
        return nextValue(p);
      }
      return named(p);
    case "COLLATION":
      if (p.peek() === "FOR" && p.peek(2) === "(") {
        return collationFor(p);
      }
      return named(p);
    case "UNIQUE":
      if (p.peek() === "(" && startsQuery(p, 2)) {
        return exists(p);
      }
      break;
    default:
      return named(p);
  }
  noteOperand(p);
  p.expected("an expression");
  void min;
  return p.missing();
}

function rowElements(p: Parser): Expression[] {
  p.expect("(");
  const elements: Expression[] = [];
  if (!p.is(")")) {
    elements.push(aliasedElement(p));
    while (p.accept(",")) {
      elements.push(aliasedElement(p));
    }
  }
  p.closeParenthesis();
  return elements;
}

function unaryWord(p: Parser, power: number): Expression {
  const { start, end, word: op } = p;
  p.advance();
  const inner = expressionAbove(p, power - 1);
  return { kind: "unary", start, end: p.lastEnd, op, opRange: { start, end }, operand: inner };
}

/** Does an operand follow the current word? */
function canBeginOperand(p: Parser): boolean {
  switch (p.peekKind()) {
    case TokenKind.String:
    case TokenKind.Number:
    case TokenKind.Parameter:
    case TokenKind.Variable:
    case TokenKind.QuotedName:
    case TokenKind.Hole:
      return true;
    case TokenKind.Word: {
      const next = p.peek();
      return (
        (!p.dialect.isReserved(p.peekTerminal()) &&
          (p.operators.infix[p.peekTerminal()] ?? 0) === 0) ||
        next === "NULL" ||
        next === "CASE" ||
        next === "BINARY" ||
        next === "CAST" ||
        next === "CONVERT"
      );
    }
    case TokenKind.Operator:
      return p.peek() === "(";
    default:
      return false;
  }
}

function lambdaWord(p: Parser): Expression {
  const { start } = p;
  p.advance();
  const parameters: Name[] = [];
  do {
    parameters.push(p.expectName("new-name"));
  } while (p.accept(","));
  if (isColonParameter(p)) {
    const body = colonParameterAsOperand(p);
    return { kind: "lambda", start, end: p.lastEnd, parameters, body };
  }
  p.expect(":");
  const body = expression(p);
  return { kind: "lambda", start, end: p.lastEnd, parameters, body };
}

/** `COLLATION FOR (x)`, as a call of that name. */
function collationFor(p: Parser): Expression {
  const { start } = p;
  const first = p.takeName();
  p.advance();
  const name: Name = { ...first, end: p.lastEnd, text: `${first.text} for` };
  const args = parenthesizedList(p);
  const qualified: QualifiedName = { kind: "qualified-name", start, end: name.end, parts: [name] };
  return callTail(
    p,
    qualified,
    start,
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

/** `NEXT VALUE FOR sequence`, as a call of that name. */
function nextValue(p: Parser): Expression {
  const { start } = p;
  const first = p.takeName();
  p.advance();
  p.advance();
  const sequence = p.expectQualifiedName("sequence");
  const name: QualifiedName = {
    kind: "qualified-name",
    start,
    end: first.end,
    parts: [
      { kind: "name", start, end: first.end, text: `${first.text} value for`, quoted: false },
    ],
  };
  const column: ColumnReference = {
    kind: "column",
    start: sequence.start,
    end: sequence.end,
    parts: sequence.parts,
  };
  return callTail(
    p,
    name,
    start,
    [column],
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    true,
    undefined,
  );
}

function exists(p: Parser): Expression {
  const { start } = p;
  const name = p.takeName();
  p.expect("(");
  if (!startsQuery(p, 0) && !p.is("(") && !p.atEnd) {
    // A function of that name, or a list function: `exists(list, x -> …)`.
    const args = p.is(")") ? [] : expressionList(p);
    p.closeParenthesis();
    const qualified: QualifiedName = {
      kind: "qualified-name",
      start,
      end: name.end,
      parts: [name],
    };
    return callTail(
      p,
      qualified,
      start,
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
  const innerStart = p.start;
  if (p.is("(") && startsQuery(p, 0) === false) {
    const inner = expression(p);
    if (inner.kind === "subquery") {
      const query = isSetOperation(p)
        ? p.grammar.continueQuery(p, inner.query, innerStart)
        : inner.query;
      p.closeParenthesis();
      return { kind: "exists", start, end: p.lastEnd, query };
    }
  }
  const query = p.grammar.query(p);
  p.closeParenthesis();
  return { kind: "exists", start, end: p.lastEnd, query };
}

function caseExpression(p: Parser): Case {
  const { start } = p;
  p.advance();
  const isOver = p.atEnd && p.pos !== p.probe;
  const simple = !(p.at("WHEN") || p.is("ELSE") || p.is("END") || isOver);
  const operandNode = simple ? expression(p) : undefined;
  const whens: When[] = [];
  while (p.at("WHEN")) {
    const at = p.start;
    p.advance();
    const condition = expression(p);
    p.expect("THEN");
    const result = expression(p);
    whens.push({ kind: "when", start: at, end: p.lastEnd, condition, result });
  }
  if (whens.length === 0) {
    p.expected("WHEN");
  }
  const otherwise = p.accept("ELSE") ? expression(p) : undefined;
  if (p.expect("END") && p.is("CASE") && !p.dialect.can("concat-pipes")) {
    // `END CASE` belongs to the statement, not to the expression.
  }
  return { kind: "case", start, end: p.lastEnd, operand: operandNode, whens, otherwise };
}

function defaultValue(p: Parser): Expression {
  const { start } = p;
  p.advance();
  if (p.is("(") && p.dialect.can("default-function")) {
    p.advance();
    let column = p.expectName("column");
    while (p.accept(".")) {
      column = p.partAfterDot("column");
    }
    p.closeParenthesis();
    return { kind: "default", start, end: p.lastEnd, column };
  }
  return { kind: "default", start, end: p.lastEnd, column: undefined };
}

const INTERVAL_UNITS: ReadonlySet<string> = new Set([
  "MICROSECOND",
  "MICROSECONDS",
  "MILLISECOND",
  "MILLISECONDS",
  "SECOND",
  "SECONDS",
  "MINUTE",
  "MINUTES",
  "HOUR",
  "HOURS",
  "DAY",
  "DAYS",
  "WEEK",
  "WEEKS",
  "MONTH",
  "MONTHS",
  "QUARTER",
  "QUARTERS",
  "YEAR",
  "YEARS",
  "DECADE",
  "DECADES",
  "CENTURY",
  "CENTURIES",
  "MILLENNIUM",
  "MILLENNIA",
  "ISOWEEK",
  "DAYOFWEEK",
  "SECOND_MICROSECOND",
  "MINUTE_MICROSECOND",
  "MINUTE_SECOND",
  "HOUR_MICROSECOND",
  "HOUR_SECOND",
  "HOUR_MINUTE",
  "DAY_MICROSECOND",
  "DAY_SECOND",
  "DAY_MINUTE",
  "DAY_HOUR",
  "YEAR_MONTH",
  "SQL_TSI_DAY",
  "SQL_TSI_HOUR",
  "SQL_TSI_MINUTE",
  "SQL_TSI_MONTH",
  "SQL_TSI_QUARTER",
  "SQL_TSI_SECOND",
  "SQL_TSI_WEEK",
  "SQL_TSI_YEAR",
]);

function intervalLiteral(p: Parser): Expression {
  const { start } = p;
  const next = p.peekKind();
  const literal = p.dialect.can("interval-literal");
  const withUnit = p.dialect.can("interval-unit-expression");
  if (next === TokenKind.String) {
    p.advance();
    const value = withUnit && !literal ? expression(p) : stringLiteral(p);
    return intervalRest(p, start, value);
  }
  if (p.peek() === "(") {
    if (literal && !withUnit) {
      // INTERVAL(6) '…' has a precision; anything else is a function's call.
      const back = p.pos;
      p.advance();
      p.advance();
      if (p.kind === TokenKind.Number && p.peek() === ")" && p.peekKind(2) === TokenKind.String) {
        p.advance();
        p.advance();
        return intervalRest(p, start, stringLiteral(p));
      }
      p.moveTo(back);
      return named(p);
    }
    if (withUnit) {
      const name = p.takeName();
      const innerStart = p.start;
      p.advance();
      const items = startsQuery(p, 0) ? [subqueryHere(p)] : p.is(")") ? [] : expressionList(p);
      p.closeParenthesis();
      const [only] = items;
      if (items.length === 1 && only !== undefined) {
        const value = expressionFrom(p, only, innerStart);
        if (isUnit(p)) {
          return intervalRest(p, start, value);
        }
      }
      const qualified: QualifiedName = {
        kind: "qualified-name",
        start,
        end: name.end,
        parts: [name],
      };
      return callTail(
        p,
        qualified,
        start,
        items,
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
        true,
        undefined,
      );
    }
    return named(p);
  }
  const operandFollows =
    next === TokenKind.Number ||
    next === TokenKind.Parameter ||
    next === TokenKind.Variable ||
    next === TokenKind.Hole ||
    ((p.peek() === "-" || p.peek() === "+") && p.isReserved(p.pos)) ||
    ((next === TokenKind.Word || next === TokenKind.QuotedName) &&
      withUnit &&
      (p.isReserved(p.pos) || INTERVAL_UNITS.has(p.peek(2))) &&
      !p.dialect.endsClause(p.peekTerminal()));
  if (operandFollows) {
    if (!withUnit && !literal) {
      return named(p);
    }
    p.advance();
    const value = expression(p);
    return intervalRest(p, start, value);
  }
  return p.isReserved(p.pos) && p.peekKind() === TokenKind.End
    ? intervalMissing(p, start)
    : named(p);
}

function subqueryHere(p: Parser): Expression {
  const { start } = p;
  const query = p.grammar.query(p);
  return { kind: "subquery", start, end: p.lastEnd, query };
}

function intervalMissing(p: Parser, start: number): Expression {
  p.advance();
  p.slot("string");
  p.expected("an interval");
  return {
    kind: "interval",
    start,
    end: p.lastEnd,
    value: p.missing(),
    unit: undefined,
    unitRange: undefined,
  };
}

function isUnit(p: Parser): boolean {
  if (p.pos === p.probe) {
    for (const it of [
      "SECOND",
      "MINUTE",
      "HOUR",
      "DAY",
      "WEEK",
      "MONTH",
      "QUARTER",
      "YEAR",
    ] as const) {
      p.expectedTerminals.add(it);
    }
  }
  return (
    p.kind === TokenKind.Word &&
    INTERVAL_UNITS.has(p.terminal === 0 ? p.tokenText.toUpperCase() : p.word)
  );
}

function intervalRest(p: Parser, start: number, value: Expression): Expression {
  if (!isUnit(p)) {
    return {
      kind: "interval",
      start,
      end: p.lastEnd,
      value,
      unit: undefined,
      unitRange: undefined,
    };
  }
  const unitStart = p.start;
  let unit = p.tokenText.toUpperCase();
  p.advance();
  precision(p);
  if (p.is("TO") && p.peekKind() === TokenKind.Word) {
    p.advance();
    unit += ` TO ${p.tokenText.toUpperCase()}`;
    p.advance();
    precision(p);
  }
  return {
    kind: "interval",
    start,
    end: p.lastEnd,
    value,
    unit,
    unitRange: { start: unitStart, end: p.lastEnd },
  };
}

function precision(p: Parser): void {
  if (p.is("(") && p.peekKind() === TokenKind.Number) {
    p.advance();
    expressionList(p);
    p.closeParenthesis();
  }
}

/** `ARRAY<INT64>[1, 2]`, `STRUCT<a INT64>(1)`. */
function typedConstructor(p: Parser): Expression {
  const { start } = p;
  const type = expectType(p);
  if (p.is("[")) {
    const inner = arrayElements(p, p.start);
    return {
      kind: "cast",
      start,
      end: p.lastEnd,
      operand: inner,
      type,
      style: "colons",
      format: undefined,
    };
  }
  const elements = rowElements(p);
  return { kind: "struct", start, end: p.lastEnd, keys: [], values: elements };
}

// ---------------------------------------------------------------- names and calls

/** A type, or a problem and an empty one. */
export function expectType(p: Parser): TypeName {
  const type = p.grammar.typeName(p);
  if (type !== undefined) {
    return type;
  }
  p.slot("type");
  p.expected("a type");
  return plainType("", p.lastEnd, p.lastEnd);
}

function plainType(name: string, start: number, end: number): TypeName {
  return {
    kind: "type-name",
    start,
    end,
    name,
    qualified: undefined,
    args: [],
    arrayDimensions: 0,
  };
}

function typedLiteral(start: number, end: number, type: TypeName, value: Literal): Expression {
  return { kind: "typed-literal", start, end, type, value };
}

/** Words that begin a type of several words, which a string may follow. */
function beginsLongType(p: Parser): boolean {
  const next = p.peek();
  switch (p.word) {
    case "DOUBLE":
      return next === "PRECISION";
    case "TIMESTAMP":
    case "TIME":
      return next === "WITH" || next === "WITHOUT" || next === "(";
    case "CHARACTER":
    case "CHAR":
    case "NCHAR":
    case "BIT":
      return next === "VARYING" || next === "(";
    case "NATIONAL":
      return next === "CHARACTER" || next === "CHAR";
    case "VARCHAR":
    case "NUMERIC":
    case "DECIMAL":
    case "DEC":
    case "FLOAT":
      return next === "(";
    default:
      return false;
  }
}

/** A name in an expression: a column, a call, a typed literal, or something special. */
function named(p: Parser): Expression {
  const { start } = p;
  const quoted = p.kind !== TokenKind.Word;
  const { terminal } = p;
  if (!quoted && terminal !== 0) {
    const special = keywordOperand(p);
    if (special !== undefined) {
      return special;
    }
    if (
      p.dialect.isReserved(terminal) &&
      !canCallReserved(p) &&
      !(p.peekKind() === TokenKind.String && isTypedLiteral(p, terminal, undefined))
    ) {
      noteOperand(p);
      p.expected("an expression");
      return p.missing();
    }
  }
  if (p.pos === p.probe) {
    noteOperand(p);
  }
  p.slot("column");
  if (
    terminal !== 0 &&
    !quoted &&
    p.peek() === "(" &&
    p.dialect.isNotFunction(terminal) &&
    p.dialect.can("exact-function-words") &&
    !p.dialect.isReserved(terminal)
  ) {
    p.problem("syntax", `${p.tokenText} is not the name of a function.`);
  }
  const first = p.takeName();
  if (p.is("(")) {
    const name: QualifiedName = { kind: "qualified-name", start, end: first.end, parts: [first] };
    return call(p, name, start);
  }
  if (!p.is(".")) {
    if (p.kind === TokenKind.String && !quoted && isTypedLiteral(p, terminal, first)) {
      const type = plainType(first.text.toLowerCase(), start, first.end);
      const value = stringLiteral(p);
      return typedLiteral(start, p.lastEnd, type, value);
    }
    if (p.kind === TokenKind.Number && isCharsetIntroducer(p, first)) {
      const value = p.tokenText;
      p.advance();
      return {
        kind: "literal",
        start,
        end: p.lastEnd,
        type: "binary",
        value: value.slice(2),
        prefix: first.text,
      };
    }
    return { kind: "column", start, end: first.end, parts: [first] };
  }
  const parts = [first];
  while (p.is(".")) {
    p.advance();
    if (p.is("*")) {
      const end = p.end;
      p.advance();
      return { kind: "star", start, end, qualifier: parts, except: undefined, replace: undefined };
    }
    if (p.is(".") && p.dialect.can("four-part-names")) {
      parts.push({ kind: "name", start: p.lastEnd, end: p.lastEnd, text: "", quoted: false });
      continue;
    }
    const part = p.partAfterDot("column");
    parts.push(part);
    if (part.start === part.end) {
      break;
    }
  }
  if (p.is("(")) {
    if (p.peek() === "+" && p.peek(2) === ")") {
      return outerJoinMark(p, start, parts);
    }
    const name: QualifiedName = { kind: "qualified-name", start, end: p.lastEnd, parts };
    return call(p, name, start);
  }
  if (p.kind === TokenKind.String && p.dialect.can("typed-literals")) {
    const qualified: QualifiedName = { kind: "qualified-name", start, end: p.lastEnd, parts };
    const type: TypeName = {
      kind: "type-name",
      start,
      end: p.lastEnd,
      name: parts.map((it) => it.text).join("."),
      qualified,
      args: [],
      arrayDimensions: 0,
    };
    const value = stringLiteral(p);
    return typedLiteral(start, p.lastEnd, type, value);
  }
  return { kind: "column", start, end: p.lastEnd, parts: exact(parts) };
}

function outerJoinMark(p: Parser, start: number, parts: readonly Name[]): ColumnReference {
  p.needs("outer-join-operator", { start: p.lastEnd, end: p.lastEnd + 1 }, "(+)");
  p.advance();
  p.advance();
  p.advance();
  return { kind: "column", start, end: p.lastEnd, parts, outerJoinMark: true };
}

/** `DATE '…'` and the like; any name where the engine reads `type '…'`. */
function isTypedLiteral(p: Parser, terminal: number, first: Name | undefined): boolean {
  if (p.dialect.can("typed-literals")) {
    if (first === undefined) {
      return false;
    }
    return !isNoType(p.dialect.terminals[terminal] ?? "");
  }
  switch (p.dialect.terminals[terminal]) {
    case "DATE":
    case "TIME":
    case "TIMESTAMP":
      return p.dialect.can("date-literals");
    case "DATETIME":
    case "NUMERIC":
    case "DECIMAL":
    case "BIGNUMERIC":
    case "JSON":
    case "RANGE":
      return p.dialect.can("number-literals-by-type");
    default:
      // `_utf8mb4 '…'`: a character set's introducer.
      return first !== undefined && isCharsetIntroducer(p, first);
  }
}

/** `_utf8mb4 '…'`, `_ucs2 0x0061`: a character set before a literal. */
function isCharsetIntroducer(p: Parser, first: Name): boolean {
  return first.text.startsWith("_") && p.dialect.pack.lexis.stringPrefixes.includes("_charset");
}

/** Words that may name a column and are no type. */
function isNoType(word: string): boolean {
  switch (word) {
    case "BETWEEN":
    case "INOUT":
    case "OUT":
    case "NONE":
    case "ROW":
    case "SETOF":
    case "VALUES":
    case "COALESCE":
    case "EXISTS":
    case "EXTRACT":
    case "GREATEST":
    case "LEAST":
    case "GROUPING":
    case "NORMALIZE":
    case "NULLIF":
    case "OVERLAY":
    case "POSITION":
    case "SUBSTRING":
    case "TREAT":
    case "TRIM":
      return true;
    default:
      return false;
  }
}

/** A reserved word that a function may be called by: `LEFT(`, `IF(`, `VALUES(`. */
function canCallReserved(p: Parser): boolean {
  if (p.peek() === "(" && !p.dialect.isNotFunction(p.terminal)) {
    return true;
  }
  switch (p.word) {
    case "SELECT":
    case "FROM":
    case "WHERE":
    case "AND":
    case "OR":
    case "ON":
    case "IN":
    case "USING":
    case "GROUP":
    case "ORDER":
    case "HAVING":
    case "UNION":
    case "THEN":
    case "ELSE":
    case "WHEN":
    case "END":
    case "AS":
    case "LIKE":
    case "BETWEEN":
    case "IS":
    case "SET":
    case "LIMIT":
    case "DISTINCT":
    case "JOIN":
    case "BY":
    case "INTO":
    case "WITH":
    case "RETURNING":
      return false;
    case "VALUES":
      return p.peek() === "(" && p.dialect.can("on-duplicate-key");
    default:
      // An engine's list of reserved functions may be incomplete; `LEFT(` is a call in all of them.
      return p.peek() === "(" && !p.dialect.can("exact-function-words");
  }
}

/** Operands that a keyword begins: functions without parentheses, casts, special calls. */
function keywordOperand(p: Parser): Expression | undefined {
  switch (p.word) {
    case "CURRENT_DATE":
    case "CURRENT_TIME":
    case "CURRENT_TIMESTAMP":
    case "LOCALTIME":
    case "LOCALTIMESTAMP":
    case "CURRENT_USER":
    case "CURRENT_ROLE":
    case "CURRENT_CATALOG":
    case "CURRENT_SCHEMA":
    case "SESSION_USER":
    case "SYSTEM_USER":
    case "USER":
    case "UTC_DATE":
    case "UTC_TIME":
    case "UTC_TIMESTAMP":
    case "SYSDATE":
    case "SYSTIMESTAMP":
    case "CURRENT_DATETIME":
      return bareFunction(p);
    case "CURRENT":
      if (p.peek() === "OF") {
        const { start } = p;
        p.advance();
        p.advance();
        const cursor =
          p.kind === TokenKind.Parameter || p.kind === TokenKind.Variable
            ? p.takeName()
            : p.expectName("other-name");
        return { kind: "current-of", start, end: p.lastEnd, cursor };
      }
      return undefined;
    default:
      if (beginsLongType(p) && p.dialect.can("typed-literals")) {
        const literal = longTypedLiteral(p);
        if (literal !== undefined) {
          return literal;
        }
      }
      return p.peek() === "(" || p.is("MATCH") ? p.grammar.specialCall(p) : undefined;
  }
}

function bareFunction(p: Parser): Expression | undefined {
  const { start } = p;
  const next = p.peek();
  if (next === ".") {
    return undefined;
  }
  if (next === "(") {
    return undefined;
  }
  if (!p.isReserved(p.pos) && !p.dialect.can("bare-functions") && !p.word.startsWith("CURRENT_")) {
    return undefined;
  }
  const name = p.takeName();
  const qualified: QualifiedName = { kind: "qualified-name", start, end: name.end, parts: [name] };
  return callTail(
    p,
    qualified,
    start,
    [],
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    false,
    undefined,
  );
}

/** `double precision '1'`; goes back where no string follows the type. */
function longTypedLiteral(p: Parser): Expression | undefined {
  const back = p.pos;
  const { start } = p;
  const problems = p.problems.length;
  const type = p.grammar.typeName(p);
  if (type !== undefined && p.kind === TokenKind.String) {
    const value = stringLiteral(p);
    return typedLiteral(start, p.lastEnd, type, value);
  }
  p.moveTo(back);
  p.problems.length = problems;
  return undefined;
}

/** From the bracket after a function's name. */
export function call(p: Parser, name: QualifiedName, start: number): Expression {
  if (
    p.peek() === "+" &&
    p.peek(2) === ")" &&
    name.parts.length > 0 &&
    p.dialect.can("outer-join-operator")
  ) {
    return outerJoinMark(p, start, name.parts);
  }
  p.advance();
  let distinct: boolean | undefined;
  let order: OrderBy | undefined;
  let separator: Expression | undefined;
  let nulls: "ignore" | "respect" | undefined;
  const args: Expression[] = [];
  if (p.is(")")) {
    p.advance();
    return callTail(
      p,
      name,
      start,
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
  if (p.pos === p.probe) {
    p.at("DISTINCT");
  }
  if (p.is("DISTINCT") || p.is("ALL") || p.is("UNIQUE")) {
    if (!p.is("UNIQUE") || p.isReserved(p.pos)) {
      distinct = !p.is("ALL");
      p.advance();
    }
  }
  args.push(argument(p));
  while (p.accept(",")) {
    if (p.is(")") && p.dialect.can("trailing-comma-in-row")) {
      break;
    }
    args.push(argument(p));
  }
  const lastArgument = args.at(-1);
  const variadic =
    lastArgument?.kind === "unary" && lastArgument.op === "VARIADIC" ? true : undefined;
  if (variadic === true && lastArgument?.kind === "unary") {
    args[args.length - 1] = lastArgument.operand;
  }
  if (!p.is(")")) {
    // What follows the arguments inside the brackets of an aggregate.
    if (
      (p.offers("IGNORE", "ignore-nulls") || p.offers("RESPECT", "respect-nulls")) &&
      p.peek() === "NULLS"
    ) {
      nulls = p.is("IGNORE") ? "ignore" : "respect";
      p.advance();
      p.advance();
    }
    if (p.is("HAVING") && (p.peek() === "MAX" || p.peek() === "MIN")) {
      p.advance();
      p.advance();
      expression(p);
    }
    if (p.offers("ORDER", "order-by-in-aggregate")) {
      p.needs("order-by-in-aggregate", { start: p.start, end: p.end }, "ORDER BY in an aggregate");
      order = orderBy(p);
    }
    if (p.offers("SEPARATOR", "separator-in-aggregate")) {
      p.needs("separator-in-aggregate", { start: p.start, end: p.end }, "SEPARATOR");
      p.advance();
      separator = expression(p);
    }
    if (p.offers("LIMIT", "limit-in-aggregate") && p.dialect.can("limit-in-aggregate")) {
      p.advance();
      expressionList(p);
    }
    if (p.is("ON") && p.peekTerminal() === 0) {
      overflowClause(p);
    }
    if (p.is("NULL") || p.is("ABSENT")) {
      if (p.peek() === "ON") {
        p.advance();
        p.advance();
        p.accept("NULL");
      }
    }
  }
  p.closeParenthesis();
  if (p.kind === TokenKind.String && p.dialect.can("typed-literals") && distinct === undefined) {
    const type: TypeName = {
      kind: "type-name",
      start,
      end: p.lastEnd,
      name: name.parts.map((it) => it.text.toLowerCase()).join("."),
      qualified: name,
      args,
      arrayDimensions: 0,
    };
    const value = stringLiteral(p);
    return typedLiteral(start, p.lastEnd, type, value);
  }
  return callTail(
    p,
    name,
    start,
    exact(args),
    undefined,
    distinct,
    order,
    separator,
    nulls,
    true,
    variadic,
  );
}

/** `ON OVERFLOW TRUNCATE '…' WITH COUNT` of LISTAGG. */
function overflowClause(p: Parser): void {
  p.advance();
  while (!p.atEnd && !p.is(")") && !p.is("ORDER")) {
    p.advance();
  }
}

/** One argument: an expression, a query, a named argument, or VARIADIC before the last one. */
export function argument(p: Parser): Expression {
  const { start } = p;
  if (p.is("VARIADIC")) {
    const opRange = { start, end: p.end };
    p.advance();
    const inner = argument(p);
    return { kind: "unary", start, end: p.lastEnd, op: "VARIADIC", opRange, operand: inner };
  }
  if (p.kind === TokenKind.Word || p.kind === TokenKind.QuotedName) {
    const next = p.peek();
    if (next === "=" && p.isReserved(p.pos) && p.dialect.can("named-arguments-equals")) {
      const name = p.takeName();
      p.advance();
      const value = expression(p);
      return { kind: "named-argument", start, end: p.lastEnd, name, value };
    }
    if (next === "=>" || (next === ":=" && !p.dialect.can("assignment-expression"))) {
      p.slot("other-name");
      if (
        p.isReserved(p.pos) &&
        p.dialect.isNotFunction(p.terminal) &&
        p.dialect.can("exact-function-words")
      ) {
        p.problem("syntax", `${p.tokenText} cannot be the name of an argument.`);
      }
      const name = p.takeName();
      p.advance();
      const value = expression(p);
      return { kind: "named-argument", start, end: p.lastEnd, name, value };
    }
    if ((p.is("SELECT") || p.is("WITH") || p.is("FROM")) && startsQuery(p, 0)) {
      p.needs(
        "query-as-argument",
        { start, end: p.end },
        "query as an argument without its own parentheses",
      );
      return subqueryHere(p);
    }
    if (p.is("TABLE") && p.dialect.can("table-arguments")) {
      return tableArgument(p);
    }
  }
  const read = expression(p);
  const value =
    read.kind === "star" && !p.is(")") && !p.is(",") ? p.grammar.starOptions(p, read) : read;
  if (p.is("AS") && p.dialect.can("dynamic-columns")) {
    p.advance();
    const type = expectType(p);
    return {
      kind: "cast",
      start,
      end: p.lastEnd,
      operand: value,
      type,
      style: "call",
      format: undefined,
    };
  }
  if (p.is("AS") && p.dialect.can("struct-constructor")) {
    p.advance();
    const name = p.anyName("alias") ?? p.expectName("alias");
    return { kind: "named-argument", start, end: p.lastEnd, name, value };
  }
  return value;
}

/** `TABLE t` or `TABLE(query)` as an argument of a table function. */
function tableArgument(p: Parser): Expression {
  const { start } = p;
  if (p.peek() === "(") {
    const name = p.takeName();
    const qualified: QualifiedName = {
      kind: "qualified-name",
      start,
      end: name.end,
      parts: [name],
    };
    return call(p, qualified, start);
  }
  p.advance();
  const table = p.expectQualifiedName("relation");
  return { kind: "column", start, end: p.lastEnd, parts: table.parts };
}

/** What may follow a call's closing bracket: FILTER, WITHIN GROUP, OVER and the like. */
export function callTail(
  p: Parser,
  name: QualifiedName,
  start: number,
  args: readonly Expression[],
  separators: readonly string[] | undefined,
  distinct: boolean | undefined,
  order: OrderBy | undefined,
  separator: Expression | undefined,
  nullsInside: "ignore" | "respect" | undefined,
  parenthesized: boolean,
  variadic: boolean | undefined,
): Call {
  let withinGroup: OrderBy | undefined;
  let filter: Expression | undefined;
  let nulls = nullsInside;
  let over: Call["over"];
  const { kind } = p;
  if (kind === TokenKind.Word || (kind === TokenKind.End && p.pos === p.probe)) {
    if (p.offers("WITHIN", "within-group") && p.peek() === "GROUP") {
      p.needs("within-group", { start: p.start, end: p.end }, "WITHIN GROUP");
      p.advance();
      p.advance();
      p.expect("(");
      withinGroup = orderBy(p);
      p.closeParenthesis();
      if (order !== undefined) {
        p.problem(
          "syntax",
          "ORDER BY stands in the brackets or in WITHIN GROUP, not in both.",
          order,
        );
      }
    }
    if (p.offers("FILTER", "filter-clause") && p.peek() === "(") {
      p.needs("filter-clause", { start: p.start, end: p.end }, "FILTER");
      p.advance();
      p.advance();
      p.accept("WHERE") || p.dialect.can("filter-without-where") || p.expected("WHERE");
      filter = expression(p);
      p.closeParenthesis();
    }
    if (p.is("FROM") && (p.peek() === "FIRST" || p.peek() === "LAST") && isFirstLast(p)) {
      p.advance();
      p.advance();
    }
    if (
      (p.offers("IGNORE", "ignore-nulls") || p.offers("RESPECT", "respect-nulls")) &&
      p.peek() === "NULLS"
    ) {
      p.needs(
        p.is("IGNORE") ? "ignore-nulls" : "respect-nulls",
        { start: p.start, end: p.end },
        `${p.word} NULLS`,
      );
      nulls = p.is("IGNORE") ? "ignore" : "respect";
      p.advance();
      p.advance();
    }
    if (p.is("KEEP") && p.peek() === "(" && p.dialect.can("keep-clause")) {
      p.advance();
      p.advance();
      p.advance();
      p.acceptAny("FIRST", "LAST");
      withinGroup = orderBy(p);
      p.closeParenthesis();
    }
    if (
      p.offers("OVER", "window-functions") &&
      (p.peek() === "(" ||
        p.peekKind() === TokenKind.Word ||
        p.peekKind() === TokenKind.QuotedName ||
        p.pos + 1 >= p.tokens.count)
    ) {
      p.needs("window-functions", { start: p.start, end: p.end }, "window functions");
      p.advance();
      over = p.at("(") ? windowSpec(p) : p.expectName("window");
    }
  }
  if (
    over === undefined &&
    filter === undefined &&
    withinGroup === undefined &&
    separators === undefined &&
    distinct === undefined &&
    order === undefined &&
    separator === undefined &&
    nulls === undefined &&
    variadic === undefined
  ) {
    // The plain call is by far the commonest, and the smallest.
    return { kind: "call", start, end: p.lastEnd, name, args, parenthesized };
  }
  return {
    kind: "call",
    start,
    end: p.lastEnd,
    name,
    args,
    separators,
    distinct,
    orderBy: order,
    separator,
    withinGroup,
    filter,
    nulls,
    over,
    parenthesized,
    variadic,
  };
}

/** `FROM FIRST` of NTH_VALUE, which OVER or NULLS follows; else FROM is the clause. */
function isFirstLast(p: Parser): boolean {
  const after = p.peek(2);
  return after === "OVER" || after === "IGNORE" || after === "RESPECT";
}
