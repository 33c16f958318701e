/**
 * Clauses that expressions and queries share: ORDER BY, windows, lists of names, and the question
 * whether a query begins here. Expressions are read through the parser's grammar.
 */
import type {
  Expression,
  FrameBound,
  Name,
  NodeBase,
  OrderBy,
  OrderItem,
  WindowFrame,
  WindowSpec,
} from "./ast.ts";
import { exact, type Parser } from "./parser.ts";
import type { Terminal } from "./terminals.ts";
import { TokenKind } from "./tokens.ts";

/** Notes the word at the probe where the engine has the capability. */
export function noteIf(p: Parser, terminal: Terminal, capability: string): void {
  if (p.pos === p.probe && p.dialect.can(capability)) {
    p.at(terminal);
  }
}

/** Words that may begin a query in brackets, noted at the probe. */
export function noteQuery(p: Parser): void {
  if (p.pos === p.probe) {
    p.at("SELECT");
    p.at("WITH");
    noteIf(p, "VALUES", "values-statement");
  }
}

/** Does the token `ahead` begin a query? A bracket does not say so; its inside does. */
export function startsQuery(p: Parser, ahead: number): boolean {
  const word = ahead === 0 ? p.word : p.peek(ahead);
  switch (word) {
    case "SELECT":
      return true;
    case "WITH":
      return (
        p.dialect.isReserved(ahead === 0 ? p.terminal : p.peekTerminal(ahead)) ||
        p.peek(ahead + 1) === "RECURSIVE" ||
        p.peek(ahead + 2) === "AS" ||
        (p.peekKind(ahead + 1) === TokenKind.Word && p.peek(ahead + 2) === "(")
      );
    case "VALUES":
      // Where VALUES(column) is a function, a row constructor shows the query.
      return p.dialect.can("on-duplicate-key")
        ? p.peek(ahead + 1) === "ROW" || p.dialect.can("values-in-from")
        : p.peek(ahead + 1) === "(";
    case "TABLE":
      return (
        p.dialect.can("table-statement") && p.peek(ahead + 1) !== "(" && p.peek(ahead + 1) !== "."
      );
    case "FROM":
      return p.dialect.can("from-first");
    case "PIVOT":
    case "UNPIVOT":
      return p.dialect.can("pivot-statement") && p.peekKind(ahead + 1) === TokenKind.Word;
    default:
      return false;
  }
}

/** Skips `( … )` with what is in it. */
export function skipBrackets(p: Parser): NodeBase {
  const { start } = p;
  if (!p.expect("(")) {
    return { start, end: start };
  }
  let depth = 1;
  while (!p.atEnd) {
    if (p.is("(")) {
      depth += 1;
    } else if (p.is(")")) {
      depth -= 1;
      if (depth === 0) {
        p.advance();
        return { start, end: p.lastEnd };
      }
    }
    p.advance();
  }
  p.expected(")");
  return { start, end: p.lastEnd };
}

/** From ORDER; its BY may be missing. */
export function orderBy(p: Parser): OrderBy {
  const { start } = p;
  if (!p.accept("ORDER")) {
    p.expected("ORDER BY");
    return { kind: "order-by", start: p.lastEnd, end: p.lastEnd, items: [], siblings: undefined };
  }
  const siblings = p.is("SIBLINGS") ? true : undefined;
  if (siblings === true) {
    p.advance();
  }
  p.expect("BY");
  const items: OrderItem[] = [orderItem(p)];
  while (p.accept(",")) {
    if (p.dialect.can("trailing-comma") && endsGroupList(p) && p.pos !== p.probe) {
      break;
    }
    items.push(orderItem(p));
  }
  return { kind: "order-by", start, end: p.lastEnd, items, siblings };
}

export function orderItem(p: Parser): OrderItem {
  const { start } = p;
  let value: Expression;
  if (p.is("ALL") && p.dialect.can("order-by-all") && p.peek() !== "(") {
    const name = p.takeName();
    value = { kind: "column", start, end: name.end, parts: [name], outerJoinMark: undefined };
  } else {
    value = p.grammar.expression(p);
  }
  let direction: OrderItem["direction"];
  let using: string | undefined;
  let nulls: OrderItem["nulls"];
  if (p.at("ASC")) {
    direction = "ASC";
    p.advance();
  } else if (p.at("DESC")) {
    direction = "DESC";
    p.advance();
  } else if (p.is("USING") && p.dialect.pack.lexis.customOperators) {
    p.advance();
    if (p.is("OPERATOR")) {
      p.advance();
      skipBrackets(p);
      using = "OPERATOR";
    } else {
      using = p.tokenText;
      p.advance();
    }
  }
  if (p.offers("NULLS", "nulls-first")) {
    if (p.peek() === "FIRST" || p.peek() === "LAST") {
      p.needs("nulls-first", { start: p.start, end: p.end }, `NULLS ${p.peek()}`);
      nulls = p.peek() === "FIRST" ? "FIRST" : "LAST";
      p.advance();
      p.advance();
    } else if (p.pos + 1 === p.probe) {
      p.expectedTerminals.add("FIRST");
      p.expectedTerminals.add("LAST");
      p.advance();
      p.expected("FIRST or LAST");
    }
  }
  return {
    kind: "order-item",
    start: Math.min(start, value.start),
    end: p.lastEnd,
    expression: value,
    direction,
    using,
    nulls,
  };
}

export function endsGroupList(p: Parser): boolean {
  return (
    p.atEnd ||
    p.is(")") ||
    p.is(";") ||
    p.dialect.endsClause(p.terminal) ||
    p.is("QUALIFY") ||
    p.is("LIMIT") ||
    p.is("WINDOW")
  );
}

/** `( base PARTITION BY … ORDER BY … frame )`. */
export function windowSpec(p: Parser): WindowSpec {
  const { start } = p;
  p.expect("(");
  let base: Name | undefined;
  let partitionBy: Expression[] | undefined;
  let order: OrderBy | undefined;
  let frame: WindowFrame | undefined;
  p.slot("window");
  if (
    (p.kind === TokenKind.Word &&
      !p.isReserved(p.pos) &&
      !p.is("PARTITION") &&
      !p.is("ORDER") &&
      !p.is("ROWS") &&
      !p.is("RANGE") &&
      !p.is("GROUPS")) ||
    p.kind === TokenKind.QuotedName
  ) {
    base = p.takeName();
  }
  if (p.at("PARTITION") || p.is("DISTRIBUTE")) {
    p.advance();
    p.expect("BY");
    partitionBy = p.grammar.expressionList(p);
  }
  if (p.at("ORDER") || p.is("SORT")) {
    order = orderBy(p);
  }
  if (p.pos === p.probe) {
    p.at("ROWS");
    p.at("RANGE");
    noteIf(p, "GROUPS", "window-groups");
  }
  if (p.word === "ROWS" || p.word === "RANGE" || p.word === "GROUPS") {
    frame = windowFrame(p, p.word);
  }
  p.closeParenthesis();
  return { kind: "window-spec", start, end: p.lastEnd, base, partitionBy, orderBy: order, frame };
}

function windowFrame(p: Parser, unit: WindowFrame["unit"]): WindowFrame {
  const { start } = p;
  if (unit === "GROUPS") {
    p.needs("window-groups", { start, end: p.end }, "GROUPS frame");
  }
  p.advance();
  const bounds: FrameBound[] = [];
  if (p.accept("BETWEEN")) {
    bounds.push(frameBound(p));
    p.expect("AND");
    bounds.push(frameBound(p));
  } else {
    bounds.push(frameBound(p));
  }
  checkFrame(p, bounds);
  let exclude: WindowFrame["exclude"];
  if (p.offers("EXCLUDE", "window-exclude")) {
    p.needs("window-exclude", { start: p.start, end: p.end }, "EXCLUDE in a frame");
    p.advance();
    if (p.accept("CURRENT")) {
      p.expect("ROW");
      exclude = "CURRENT ROW";
    } else if (p.accept("GROUP")) {
      exclude = "GROUP";
    } else if (p.accept("TIES")) {
      exclude = "TIES";
    } else {
      p.expect("NO");
      p.expect("OTHERS");
      exclude = "NO OTHERS";
    }
  }
  return { kind: "frame", start, end: p.lastEnd, unit, bounds, exclude };
}

/** A frame begins somewhere before it ends. */
function checkFrame(p: Parser, bounds: readonly FrameBound[]): void {
  if (p.dialect.can("loose-frames")) {
    return;
  }
  const [first, last] = bounds;
  if (first?.direction === "FOLLOWING" && (first.offset === undefined || last === undefined)) {
    p.problem("syntax", "A frame cannot begin here.", first);
  } else if (last?.direction === "PRECEDING" && last.offset === undefined) {
    p.problem("syntax", "A frame cannot end at UNBOUNDED PRECEDING.", last);
  } else if (
    last !== undefined &&
    ((first?.direction === "CURRENT ROW" && last.direction === "PRECEDING") ||
      (first?.direction === "FOLLOWING" && last.direction !== "FOLLOWING"))
  ) {
    p.problem("syntax", "A frame ends after it begins.", last);
  }
}

function frameBound(p: Parser): FrameBound {
  const { start } = p;
  if (p.at("CURRENT")) {
    p.advance();
    p.expect("ROW");
    return {
      kind: "frame-bound",
      start,
      end: p.lastEnd,
      direction: "CURRENT ROW",
      offset: undefined,
    };
  }
  let offset: Expression | undefined;
  if (p.at("UNBOUNDED") && p.peek() !== "(" && p.peek() !== ".") {
    p.advance();
  } else {
    offset = p.grammar.expression(p);
  }
  if (p.accept("FOLLOWING")) {
    return { kind: "frame-bound", start, end: p.lastEnd, direction: "FOLLOWING", offset };
  }
  p.expect("PRECEDING");
  return { kind: "frame-bound", start, end: p.lastEnd, direction: "PRECEDING", offset };
}

/** `( a, b )` as names. */
export function nameList(p: Parser, slot: "new-name" | "column" | "other-name" | "index"): Name[] {
  p.expect("(");
  const names: Name[] = [];
  names.push(p.expectName(slot));
  while (p.accept(",")) {
    names.push(p.expectName(slot));
  }
  p.closeParenthesis();
  return names.length > 1 ? exact(names) : names;
}

/** `TABLESAMPLE method (n) REPEATABLE (seed)` and its relatives; the word is the current token. */
export function sampleRest(p: Parser): NodeBase {
  const { start } = p;
  p.advance();
  if (p.kind === TokenKind.Word && p.terminal !== 0) {
    p.acceptAny("BERNOULLI", "SYSTEM", "RESERVOIR", "BLOCK", "ROW");
  } else if (p.kind !== TokenKind.Word && p.kind !== TokenKind.QuotedName) {
    p.needs(
      "sample-without-method",
      { start: p.start, end: p.end },
      "TABLESAMPLE without a method",
    );
  }
  if (p.kind === TokenKind.Word && p.peek() === "(") {
    p.advance();
  }
  if (p.is("(")) {
    skipBrackets(p);
  } else if (p.kind === TokenKind.Number) {
    p.advance();
    p.accept("%") || p.accept("PERCENT") || p.accept("ROWS");
    if (p.is("(")) {
      skipBrackets(p);
    }
  }
  if ((p.is("REPEATABLE") || p.is("SEED")) && p.peek() === "(") {
    p.advance();
    skipBrackets(p);
  }
  return { start, end: p.lastEnd };
}
