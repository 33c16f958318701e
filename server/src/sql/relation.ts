/**
 * What stands in FROM: tables, joins, derived tables, table functions, pivots.
 */
import type {
  Alias,
  Call,
  Expression,
  From,
  Join,
  JsonTable,
  JsonTableColumn,
  Name,
  NodeBase,
  OrderBy,
  QualifiedName,
  Query,
  Relation,
  SelectItem,
  TableHint,
  TableReference,
  TypeField,
  TypeName,
} from "./ast.ts";
import {
  nameList,
  noteIf,
  noteQuery,
  orderBy,
  sampleRest,
  skipBrackets,
  startsQuery,
} from "./clauses.ts";
import {
  argument,
  call,
  expectType,
  expression,
  expressionAbove,
  expressionList,
  parenthesizedList,
} from "./expression.ts";
import { Power } from "./operators.ts";
import { exact, MAX_DEPTH, type Parser } from "./parser.ts";
import { selectItem, stringAsName } from "./select-list.ts";
import { TokenKind } from "./tokens.ts";

/** From FROM (or USING) on; `bare` where the keyword was consumed or there is none. */
export function fromClause(p: Parser, start: number, bare: boolean): From {
  if (!bare) {
    p.advance();
  }
  const relations = relationList(p);
  return { kind: "from", start, end: p.lastEnd, relations };
}

/** Relations with commas between them. */
export function relationList(p: Parser): Relation[] {
  const relations: Relation[] = [];
  do {
    if (
      relations.length > 0 &&
      p.dialect.can("trailing-comma") &&
      p.pos !== p.probe &&
      (p.atEnd || p.is(")") || p.dialect.endsClause(p.terminal))
    ) {
      break;
    }
    relations.push(relation(p));
    if (relations.length > 1 && beginsJoinCondition(p) && p.dialect.can("comma-join-condition")) {
      joinByComma(p, relations);
    }
  } while (p.accept(","));
  return exact(relations);
}

/** `a, b ON …`: the comma is a join, where an engine reads it so. */
function joinByComma(p: Parser, relations: Relation[]): void {
  const right = relations.pop();
  const left = relations.pop();
  if (left === undefined || right === undefined) {
    return;
  }
  const comma: JoinStart = {
    type: "inner",
    natural: false,
    apply: undefined,
    words: ",",
    start: left.end,
    end: right.start,
    complete: false,
  };
  const operands = [left, right];
  closeJoin(p, operands, [left.start, right.start], [comma], true);
  relations.push(...operands);
}

// ---------------------------------------------------------------- joins

interface JoinStart {
  readonly type: Join["type"];
  readonly natural: boolean;
  readonly apply: boolean | undefined;
  readonly words: string;
  readonly start: number;
  readonly end: number;
  /** CROSS, NATURAL, comma-like: takes no condition. */
  readonly complete: boolean;
}

/** One relation with its joins. */
export function relation(p: Parser): Relation {
  if (p.depth >= MAX_DEPTH) {
    if (!p.isTooDeep) {
      p.isTooDeep = true;
      p.problem("depth", `Nested more than ${MAX_DEPTH} levels deep.`);
    }
    p.moveTo(p.tokens.count);
    return missingTable(p);
  }
  p.depth += 1;
  const { start } = p;
  const first = relationPrimary(p);
  const result = joins(p, first, start);
  p.depth -= 1;
  return result;
}

/**
 * Joins after a relation. A condition closes the last join that has none, so that
 * `a JOIN b JOIN c ON … ON …` nests to the right; joins that stay without condition, where the
 * engine allows it, are read from the left.
 */
function joins(p: Parser, first: Relation, start: number): Relation {
  const operands: Relation[] = [first];
  const starts: number[] = [start];
  const pending: JoinStart[] = [];
  for (;;) {
    if (p.pos === p.probe) {
      noteJoins(p);
    }
    const next = joinStart(p);
    if (next === undefined) {
      if (pending.length > 0 && beginsJoinCondition(p)) {
        closeJoin(p, operands, starts, pending, true);
        continue;
      }
      break;
    }
    starts.push(p.start);
    operands.push(relationPrimary(p));
    pending.push(next);
    if (p.pos === p.probe && !next.complete) {
      p.at("ON");
      p.at("USING");
    }
    if (beginsJoinCondition(p)) {
      closeJoin(p, operands, starts, pending, true);
    } else if (next.complete) {
      closeJoin(p, operands, starts, pending, false);
    }
  }
  if (pending.length > 0) {
    return finishJoins(p, operands, starts, pending);
  }
  return operands[0] ?? first;
}

/** Joins without conditions at the end: read from the left; a problem where a condition must be. */
function finishJoins(
  p: Parser,
  operands: readonly Relation[],
  starts: readonly number[],
  pending: readonly JoinStart[],
): Relation {
  let [left] = operands;
  if (left === undefined) {
    return missingTable(p);
  }
  for (let i = 0; i < pending.length; i += 1) {
    const it = pending[i];
    const right = operands[i + 1];
    if (it === undefined || right === undefined) {
      break;
    }
    const optional =
      it.complete ||
      (it.type === "inner" && p.dialect.can("join-without-on")) ||
      (p.dialect.can("outer-join-without-on") && it.type !== "inner");
    if (!optional) {
      p.expected("ON or USING");
    }
    left = rotate(left, it, right, starts[0] ?? 0);
  }
  return left;
}

/** `left JOIN right`, where `right` may itself be a join that was closed first: reads it from the left. */
function rotate(left: Relation, it: JoinStart, right: Relation, start: number): Relation {
  const spine: Join[] = [];
  let inner = right;
  while (inner.kind === "join") {
    spine.push(inner);
    inner = inner.left;
  }
  let result: Relation = joinNode(
    start,
    inner.end,
    it,
    left,
    inner,
    undefined,
    undefined,
    undefined,
  );
  for (let i = spine.length - 1; i >= 0; i -= 1) {
    const join = spine[i];
    if (join !== undefined) {
      result = { ...join, start, left: result };
    }
  }
  return result;
}

function closeJoin(
  p: Parser,
  operands: Relation[],
  starts: number[],
  pending: JoinStart[],
  conditional: boolean,
): void {
  const it = pending.pop();
  const right = operands.pop();
  starts.pop();
  const left = operands.pop();
  const start = starts.at(-1) ?? 0;
  if (it === undefined || left === undefined || right === undefined) {
    return;
  }
  let on: Expression | undefined;
  let using: Name[] | undefined;
  let usingAlias: Name | undefined;
  if (conditional) {
    const match = p.is("MATCH_CONDITION") ? matchCondition(p) : undefined;
    if (p.accept("ON")) {
      const equality = expression(p);
      on = match === undefined ? equality : conjunction(match, equality);
    } else if (match !== undefined && !p.is("USING")) {
      on = match;
    } else {
      p.needs("join-using", { start: p.start, end: p.end }, "USING in a join");
      p.advance();
      using = nameList(p, "column");
      if (p.is("AS") && p.peekKind() !== TokenKind.End) {
        p.advance();
        usingAlias = p.expectName("alias");
      }
    }
  }
  operands.push(joinNode(start, p.lastEnd, it, left, right, on, using, usingAlias));
}

function joinNode(
  start: number,
  end: number,
  it: JoinStart,
  left: Relation,
  right: Relation,
  on: Expression | undefined,
  using: readonly Name[] | undefined,
  usingAlias: Name | undefined,
): Join {
  return {
    kind: "join",
    start,
    end,
    type: it.type,
    words: it.words,
    wordsRange: { start: it.start, end: it.end },
    natural: it.natural,
    apply: it.apply,
    left,
    right,
    on,
    using,
    usingAlias,
  };
}

/** `MATCH_CONDITION (a.t >= b.t)`, which may stand alone or before the equality of an ASOF join. */
function matchCondition(p: Parser): Expression {
  p.needs("asof-match-condition", { start: p.start, end: p.end }, "MATCH_CONDITION");
  p.advance();
  p.expect("(");
  const condition = expression(p);
  p.closeParenthesis();
  return condition;
}

function conjunction(left: Expression, right: Expression): Expression {
  const opRange = { start: left.end, end: right.start };
  return { kind: "binary", start: left.start, end: right.end, op: "AND", opRange, left, right };
}

function beginsJoinCondition(p: Parser): boolean {
  if (p.is("ON")) {
    const next = p.peek();
    return next !== "CONFLICT" && !(next === "DUPLICATE" && p.peek(2) === "KEY");
  }
  return (p.is("USING") || p.is("MATCH_CONDITION")) && p.peek() === "(";
}

function noteJoins(p: Parser): void {
  for (const it of ["JOIN", "INNER", "LEFT", "CROSS"] as const) {
    p.expectedTerminals.add(it);
  }
  noteIf(p, "RIGHT", "right-join");
  noteIf(p, "FULL", "full-join");
  noteIf(p, "NATURAL", "natural-join");
  noteIf(p, "STRAIGHT_JOIN", "straight-join");
  noteIf(p, "ASOF", "asof-join");
}

/** Consumes the words of a join. */
function joinStart(p: Parser): JoinStart | undefined {
  const { start, word } = p;
  switch (word) {
    case "JOIN":
      p.advance();
      return joinHead("inner", "JOIN", start, p.lastEnd, false);
    case "STRAIGHT_JOIN":
      if (!p.dialect.can("straight-join") && p.peekKind() !== TokenKind.Word) {
        return undefined;
      }
      p.needs("straight-join", { start, end: p.end }, "STRAIGHT_JOIN");
      p.advance();
      return joinHead("inner", "STRAIGHT_JOIN", start, p.lastEnd, false);
    case "INNER":
    case "LEFT":
    case "RIGHT":
    case "FULL":
    case "CROSS":
    case "NATURAL":
    case "OUTER":
    case "ASOF":
    case "POSITIONAL":
    case "SEMI":
    case "ANTI":
    case "GLOBAL":
      return joinWords(p);
    default:
      return undefined;
  }
}

function joinHead(
  type: Join["type"],
  words: string,
  start: number,
  end: number,
  complete: boolean,
): JoinStart {
  return { type, natural: false, apply: undefined, words, start, end, complete };
}

/** Reads words up to JOIN or APPLY; nothing is consumed where neither comes. */
function joinWords(p: Parser): JoinStart | undefined {
  let ahead = 0;
  let type: Join["type"] = "inner";
  let natural = false;
  let words = "";
  for (; ahead < 6; ahead += 1) {
    const word = ahead === 0 ? p.word : p.peek(ahead);
    if (word === "JOIN" || word === "APPLY" || word === "STRAIGHT_JOIN") {
      break;
    }
    switch (word) {
      case "NATURAL":
        natural = true;
        break;
      case "LEFT":
        type = "left";
        break;
      case "RIGHT":
        type = "right";
        break;
      case "FULL":
        type = "full";
        break;
      case "CROSS":
        type = "cross";
        break;
      case "SEMI":
        type = "semi";
        break;
      case "ANTI":
        type = "anti";
        break;
      case "ASOF":
        type = "asof";
        break;
      case "POSITIONAL":
        type = "positional";
        break;
      case "INNER":
      case "OUTER":
      case "HASH":
      case "LOOP":
      case "MERGE":
      case "REMOTE":
      case "DIRECTED":
      case "GLOBAL":
        break;
      default:
        if (p.pos + ahead === p.probe && ahead > 0) {
          p.expectedTerminals.add("JOIN");
          const first = p.word;
          if ((first === "LEFT" || first === "RIGHT" || first === "FULL") && ahead === 1) {
            p.expectedTerminals.add("OUTER");
          }
          if (first === "NATURAL" && ahead === 1) {
            p.expectedTerminals.add("LEFT");
            p.expectedTerminals.add("INNER");
            noteIf(p, "RIGHT", "right-join");
            noteIf(p, "FULL", "full-join");
          }
          if (p.dialect.can("apply") && (first === "CROSS" || first === "OUTER")) {
            p.expectedTerminals.add("APPLY");
          }
        }
        return ahead > 0 ? missingJoin(p, ahead, type, natural, words) : undefined;
    }
    words += `${word} `;
  }
  const { start } = p;
  const last = p.peek(ahead);
  if (last !== "JOIN" && last !== "APPLY" && last !== "STRAIGHT_JOIN") {
    return undefined;
  }
  p.moveTo(p.pos + ahead + 1);
  const end = p.lastEnd;
  const range = { start, end };
  const apply = last === "APPLY" ? true : undefined;
  if (apply === true) {
    p.needs("apply", range, `${words}APPLY`);
    return {
      type: type === "cross" ? "cross" : "left",
      natural,
      apply,
      words: words + last,
      start,
      end,
      complete: true,
    };
  }
  if (natural) {
    p.needs("natural-join", range, "NATURAL JOIN");
  }
  needsJoin(p, type, range);
  const complete = natural || type === "cross" || type === "positional";
  return { type, natural, apply, words: words + last, start, end, complete };
}

/** `a LEFT b`: the word JOIN is missing; only where a relation could not be called so. */
function missingJoin(
  p: Parser,
  ahead: number,
  type: Join["type"],
  natural: boolean,
  words: string,
): JoinStart | undefined {
  const { start } = p;
  if (!p.isReserved(p.pos) || p.is("OUTER") || p.is("GLOBAL")) {
    return undefined;
  }
  p.moveTo(p.pos + ahead);
  p.expected("JOIN");
  return {
    type,
    natural,
    apply: undefined,
    words: words.trim(),
    start,
    end: p.lastEnd,
    complete: natural || type === "cross",
  };
}

function needsJoin(p: Parser, type: Join["type"], range: NodeBase): void {
  switch (type) {
    case "full":
      p.needs("full-join", range, "FULL JOIN");
      return;
    case "right":
      p.needs("right-join", range, "RIGHT JOIN");
      return;
    case "semi":
    case "anti":
      p.needs("semi-join", range, "SEMI and ANTI JOIN");
      return;
    case "asof":
      p.needs("asof-join", range, "ASOF JOIN");
      return;
    case "positional":
      p.needs("positional-join", range, "POSITIONAL JOIN");
      return;
    default:
      return;
  }
}

// ---------------------------------------------------------------- primaries

function missingTable(p: Parser): TableReference {
  const at = p.lastEnd;
  const name: Name = { kind: "name", start: at, end: at, text: "", quoted: false };
  return tableNode(at, at, { kind: "qualified-name", start: at, end: at, parts: [name] });
}

function tableNode(start: number, end: number, name: QualifiedName): TableReference {
  return {
    kind: "table",
    start,
    end,
    name,
    alias: undefined,
    only: undefined,
    partitions: undefined,
    sample: undefined,
    temporal: undefined,
    hints: undefined,
  };
}

function relationPrimary(p: Parser): Relation {
  p.slot("relation");
  const { start } = p;
  const primary = relationOperand(p);
  let result = primary;
  for (;;) {
    switch (p.word) {
      case "PIVOT":
      case "UNPIVOT":
        if (
          p.peek() !== "(" &&
          p.peek() !== "INCLUDE" &&
          p.peek() !== "EXCLUDE" &&
          p.peek() !== "XML"
        ) {
          return result;
        }
        result = pivot(p, result, start);
        continue;
      case "MATCH_RECOGNIZE":
        if (p.peek() !== "(") {
          return result;
        }
        result = matchRecognize(p, result, start);
        continue;
      default:
        return result;
    }
  }
}

function relationOperand(p: Parser): Relation {
  const { start } = p;
  if (p.pos === p.probe) {
    p.at("(");
    noteIf(p, "LATERAL", "lateral");
    noteIf(p, "UNNEST", "unnest");
    noteIf(p, "JSON_TABLE", "json-table");
    noteIf(p, "ONLY", "inheritance");
  }
  switch (p.kind) {
    case TokenKind.Word:
      return wordRelation(p, start);
    case TokenKind.QuotedName:
      return namedRelation(p, start, false);
    case TokenKind.Hole:
      return namedRelation(p, start, false);
    case TokenKind.Variable:
    case TokenKind.Parameter: {
      const raw = p.takeName();
      const name: QualifiedName = { kind: "qualified-name", start, end: raw.end, parts: [raw] };
      if (p.is("(")) {
        return tableFunction(p, start, [asCall(call(p, name, start))], false);
      }
      if (p.is(".") && p.peekKind() === TokenKind.Word) {
        p.advance();
        const method = p.takeName();
        const qualified: QualifiedName = {
          kind: "qualified-name",
          start,
          end: method.end,
          parts: [raw, method],
        };
        if (p.is("(")) {
          return tableFunction(p, start, [asCall(call(p, qualified, start))], false);
        }
        return tableTail(p, start, qualified, false);
      }
      return tableTail(p, start, name, false);
    }
    case TokenKind.String:
      if (p.dialect.can("string-relations")) {
        const raw = stringAsName(p);
        const name: QualifiedName = { kind: "qualified-name", start, end: raw.end, parts: [raw] };
        return tableTail(p, start, p.is(".") ? p.qualifiedRest(raw, "relation") : name, false);
      }
      break;
    case TokenKind.Operator:
      if (p.is("(")) {
        return parenthesizedRelation(p, start, false);
      }
      if (p.is("@") && p.dialect.can("stage-references")) {
        return stage(p, start);
      }
      if (p.is("{") && p.peek() === "OJ") {
        p.advance();
        p.advance();
        const inner = relation(p);
        p.expect("}");
        return inner;
      }
      break;
    default:
      break;
  }
  p.expected("a table");
  return missingTable(p);
}

/** `@stage/path`: everything up to a gap or a bracket is one name. */
function stage(p: Parser, start: number): Relation {
  p.advance();
  while (p.glued && !p.atEnd && !p.is("(") && !p.is(")") && !p.is(",") && !p.is(";")) {
    p.advance();
  }
  const raw: Name = {
    kind: "name",
    start,
    end: p.lastEnd,
    text: p.text.slice(start, p.lastEnd),
    quoted: false,
  };
  const name: QualifiedName = { kind: "qualified-name", start, end: raw.end, parts: [raw] };
  if (p.is("(")) {
    skipBrackets(p);
  }
  return tableTail(p, start, name, false);
}

function wordRelation(p: Parser, start: number): Relation {
  switch (p.word) {
    case "LATERAL": {
      if (
        !p.isReserved(p.pos) &&
        p.peek() !== "(" &&
        !(p.peekKind() === TokenKind.Word && p.peek(2) === "(")
      ) {
        break;
      }
      p.needs("lateral", { start, end: p.end }, "LATERAL");
      p.advance();
      if (p.is("(")) {
        return parenthesizedRelation(p, start, true);
      }
      if (p.is("VIEW")) {
        p.advance();
      }
      return namedRelation(p, start, true);
    }
    case "ONLY":
      if (
        p.peekKind() === TokenKind.Word ||
        p.peekKind() === TokenKind.QuotedName ||
        p.peek() === "(" ||
        p.pos + 1 === p.probe
      ) {
        return only(p, start);
      }
      break;
    case "TABLE":
      if (p.peek() === "(") {
        return tableCollection(p, start);
      }
      break;
    case "DUAL":
      if (p.dialect.can("dual-table")) {
        return namedTable(p, start);
      }
      break;
    case "VALUES":
      if (p.peek() === "(" && p.dialect.can("values-in-from") && p.isReserved(p.pos)) {
        const query = p.grammar.query(p);
        const alias = relationAlias(p, true);
        return {
          kind: "derived-table",
          start,
          end: p.lastEnd,
          query,
          lateral: false,
          alias,
          sample: undefined,
        };
      }
      break;
    case "ROWS":
      if (p.peek() === "FROM" && p.peek(2) === "(") {
        return rowsFrom(p, start, false);
      }
      break;
    case "JSON_TABLE":
      if (p.peek() === "(") {
        return jsonTable(p, start, false);
      }
      break;
    case "XMLTABLE":
      if (p.peek() === "(") {
        return xmlTable(p, start, false);
      }
      break;
    case "OPENJSON":
    case "OPENXML":
      if (p.peek() === "(") {
        return openJson(p, start);
      }
      break;
    default:
      break;
  }
  if (
    p.isReserved(p.pos) &&
    !(
      p.peek() === "(" &&
      !p.dialect.isNotFunction(p.terminal) &&
      !p.is("SELECT") &&
      !p.is("VALUES")
    ) &&
    !isSpecialTableFunction(p)
  ) {
    p.expected("a table");
    return missingTable(p);
  }
  return namedRelation(p, start, false);
}

/** A table whose name is the current word, reserved or not. */
function namedTable(p: Parser, start: number): Relation {
  const first = p.takeName();
  const name: QualifiedName = { kind: "qualified-name", start, end: first.end, parts: [first] };
  return tableTail(p, start, name, false);
}

/** Reserved words that are called in FROM all the same. */
function isSpecialTableFunction(p: Parser): boolean {
  switch (p.word) {
    case "UNNEST":
    case "CURRENT_DATE":
    case "CURRENT_TIMESTAMP":
    case "CURRENT_USER":
    case "CURRENT_SCHEMA":
    case "CURRENT_CATALOG":
    case "CURRENT_ROLE":
    case "SESSION_USER":
    case "USER":
    case "LOCALTIME":
    case "LOCALTIMESTAMP":
    case "CURRENT_TIME":
      return p.dialect.can("table-functions") || p.dialect.can("unnest");
    case "CONTAINSTABLE":
    case "FREETEXTTABLE":
    case "OPENROWSET":
    case "OPENQUERY":
    case "OPENDATASOURCE":
    case "CAST":
    case "COALESCE":
    case "CONTAINERS":
      return p.peek() === "(";
    default:
      return false;
  }
}

function only(p: Parser, start: number): Relation {
  p.advance();
  const bracket = p.accept("(");
  const name = p.expectQualifiedName("relation");
  if (bracket) {
    p.closeParenthesis();
  }
  return tableTail(p, start, name, true);
}

function namedRelation(p: Parser, start: number, lateral: boolean): Relation {
  if (lateral && p.peek() === "(") {
    switch (p.word) {
      case "JSON_TABLE":
        return jsonTable(p, start, true);
      case "XMLTABLE":
        return xmlTable(p, start, true);
      default:
        break;
    }
  }
  if (lateral && p.is("ROWS") && p.peek() === "FROM") {
    return rowsFrom(p, start, true);
  }
  const nameStart = p.start;
  if (p.kind !== TokenKind.Word && p.kind !== TokenKind.QuotedName && p.kind !== TokenKind.Hole) {
    p.expected("a table");
    return missingTable(p);
  }
  if (p.kind === TokenKind.Word && p.terminal !== 0) {
    if (p.peek() === "(") {
      const special = p.grammar.specialCall(p);
      if (special !== undefined) {
        return tableFunction(p, start, [asCall(special)], lateral);
      }
    } else if (p.is("COLLATION") && p.peek() === "FOR") {
      return tableFunction(p, start, [asCall(expressionAbove(p, Power.Cast))], lateral);
    } else if (p.isReserved(p.pos)) {
      return bareFunctionRelation(p, start, lateral);
    }
  }
  const first = p.takeName();
  let name: QualifiedName = p.is(".")
    ? relationRest(p, first)
    : { kind: "qualified-name", start: nameStart, end: first.end, parts: [first] };
  if (p.dialect.can("path-dashes")) {
    name = dashedName(p, name);
  }
  if (p.is("@") && p.dialect.can("database-links")) {
    p.advance();
    const link = p.expectName("other-name");
    name = {
      kind: "qualified-name",
      start: name.start,
      end: p.lastEnd,
      parts: [...name.parts, link],
    };
  }
  if (p.is("(")) {
    if (p.dialect.can("table-hints") && isHintList(p)) {
      return tableTail(p, start, name, false);
    }
    if (p.pos !== p.probe) {
      const made = call(p, name, nameStart);
      if (made.kind === "call") {
        if (made.over !== undefined) {
          p.problem("syntax", "A function in FROM has no OVER.", made.over);
        }
        return tableFunction(p, start, [made], lateral);
      }
      p.problem("syntax", "Expected a table function.", made);
      return tableFunction(p, start, [asCall(made)], lateral);
    }
  }
  return tableTail(p, start, name, false);
}

/** The parts after the first; an empty one where T-SQL leaves the schema out. */
function relationRest(p: Parser, first: Name): QualifiedName {
  if (!p.dialect.can("four-part-names")) {
    return p.qualifiedRest(first, "relation");
  }
  const parts = [first];
  while (p.is(".") || p.is("..")) {
    const twice = p.is("..");
    p.advance();
    if (twice || p.is(".")) {
      parts.push({ kind: "name", start: p.lastEnd, end: p.lastEnd, text: "", quoted: false });
      if (!twice) {
        continue;
      }
    }
    const part = p.partAfterDot("relation");
    parts.push(part);
    if (part.start === part.end) {
      break;
    }
  }
  return { kind: "qualified-name", start: first.start, end: p.lastEnd, parts };
}

/** `my-project.data.t`: dashes belong to the first part where an engine has them. */
function dashedName(p: Parser, name: QualifiedName): QualifiedName {
  if (!p.is("-") || !p.glued) {
    return name;
  }
  const [first] = name.parts;
  if (first === undefined || name.parts.length > 1) {
    return name;
  }
  while (p.is("-") && p.glued) {
    p.advance();
    if (p.kind === TokenKind.Word || p.kind === TokenKind.Number) {
      p.advance();
    }
  }
  const whole: Name = { ...first, end: p.lastEnd, text: p.text.slice(first.start, p.lastEnd) };
  return p.is(".")
    ? p.qualifiedRest(whole, "relation")
    : { kind: "qualified-name", start: whole.start, end: whole.end, parts: [whole] };
}

function bareFunctionRelation(p: Parser, start: number, lateral: boolean): Relation {
  const first = p.takeName();
  const name: QualifiedName = {
    kind: "qualified-name",
    start: first.start,
    end: first.end,
    parts: [first],
  };
  return tableFunction(p, start, [plainCall(name, first.start, first.end, [], false)], lateral);
}

function plainCall(
  name: QualifiedName,
  start: number,
  end: number,
  args: readonly Expression[],
  parenthesized: boolean,
): Call {
  return {
    kind: "call",
    start,
    end,
    name,
    args,
    separators: undefined,
    distinct: undefined,
    orderBy: undefined,
    separator: undefined,
    withinGroup: undefined,
    filter: undefined,
    nulls: undefined,
    over: undefined,
    parenthesized,
    variadic: undefined,
  };
}

/** A call of whatever was read, so that a table function always has one. */
function asCall(node: Expression): Call {
  if (node.kind === "call") {
    return node;
  }
  const name: QualifiedName = {
    kind: "qualified-name",
    start: node.start,
    end: node.start,
    parts: [{ kind: "name", start: node.start, end: node.start, text: "", quoted: false }],
  };
  return plainCall(name, node.start, node.end, [node], true);
}

/** `(` after a relation's name begins hints: one of the engine's hint words follows. */
function isHintList(p: Parser): boolean {
  switch (p.peek()) {
    case "NOLOCK":
    case "READUNCOMMITTED":
    case "READCOMMITTED":
    case "READPAST":
    case "UPDLOCK":
    case "ROWLOCK":
    case "TABLOCK":
    case "TABLOCKX":
    case "HOLDLOCK":
    case "XLOCK":
    case "PAGLOCK":
    case "NOEXPAND":
    case "NOWAIT":
    case "REPEATABLEREAD":
    case "SERIALIZABLE":
      return true;
    case "INDEX":
      return p.peek(2) === "(" || p.peek(2) === "=";
    default:
      return false;
  }
}

function tableTail(p: Parser, start: number, name: QualifiedName, isOnly: boolean): TableReference {
  let partitions: Name[] | undefined;
  let sample: NodeBase | undefined;
  let temporal: NodeBase | undefined;
  let hints: TableHint[] | undefined;
  if (p.is("*") && p.dialect.can("inheritance")) {
    p.advance();
  }
  if (
    (p.is("PARTITION") || p.is("SUBPARTITION")) &&
    p.peek() === "(" &&
    p.dialect.can("partition-selection")
  ) {
    p.advance();
    partitions = nameList(p, "other-name");
  }
  temporal = temporalClause(p);
  sample = sampleClause(p);
  let alias = relationAlias(p, true);
  temporal ??= alias === undefined ? undefined : temporalClause(p);
  sample ??= sampleClause(p);
  for (;;) {
    const hint = tableHint(p);
    if (hint === undefined) {
      break;
    }
    hints ??= [];
    for (const it of hint) {
      hints.push(it);
    }
    alias ??= relationAlias(p, true);
  }
  if (p.is("WITH") && p.peek() === "OFFSET" && p.dialect.can("with-offset")) {
    withOffset(p);
  }
  if (
    !isOnly &&
    partitions === undefined &&
    sample === undefined &&
    temporal === undefined &&
    hints === undefined
  ) {
    return { kind: "table", start, end: p.lastEnd, name, alias };
  }
  return {
    kind: "table",
    start,
    end: p.lastEnd,
    name,
    alias,
    only: isOnly ? true : undefined,
    partitions,
    sample,
    temporal,
    hints,
  };
}

function withOffset(p: Parser): void {
  p.advance();
  p.advance();
  if (p.accept("AS") || p.atName()) {
    p.name("alias");
  }
}

/** `FOR SYSTEM_TIME AS OF …`, `AS OF …`, `VERSIONS BETWEEN …`, `AT (…)`. */
function temporalClause(p: Parser): NodeBase | undefined {
  const { start } = p;
  switch (p.word) {
    case "FOR": {
      const next = p.peek();
      if (
        next !== "SYSTEM_TIME" &&
        next !== "SYSTEM" &&
        !(next !== "UPDATE" && p.peek(2) === "AS" && p.peek(3) === "OF")
      ) {
        return undefined;
      }
      if (next === "SYSTEM" && p.peek(2) !== "_TIME") {
        return undefined;
      }
      p.advance();
      p.advance();
      periodCondition(p);
      break;
    }
    case "AS":
      if (p.peek() !== "OF") {
        return undefined;
      }
      p.advance();
      p.advance();
      p.acceptAny("TIMESTAMP", "SCN", "SYSTEM_TIME");
      expressionAbove(p, p.operators.predicate);
      break;
    case "VERSIONS":
      if (p.peek() !== "BETWEEN") {
        return undefined;
      }
      p.advance();
      p.advance();
      p.acceptAny("TIMESTAMP", "SCN");
      expressionAbove(p, p.operators.predicate);
      p.accept("AND");
      expressionAbove(p, p.operators.predicate);
      break;
    case "AT":
    case "BEFORE":
    case "CHANGES":
      if (p.peek() !== "(" || !p.dialect.can("time-travel")) {
        return undefined;
      }
      p.advance();
      skipBrackets(p);
      break;
    default:
      return undefined;
  }
  return { start, end: p.lastEnd };
}

function periodCondition(p: Parser): void {
  if (p.accept("AS")) {
    p.expect("OF");
    expressionAbove(p, p.operators.predicate);
  } else if (p.accept("BETWEEN")) {
    expressionAbove(p, p.operators.predicate);
    p.accept("AND");
    expressionAbove(p, p.operators.predicate);
  } else if (p.accept("FROM")) {
    expressionAbove(p, p.operators.predicate);
    p.expect("TO");
    expressionAbove(p, p.operators.predicate);
  } else if (p.is("CONTAINED")) {
    p.advance();
    p.accept("IN");
    skipBrackets(p);
  } else {
    p.accept("ALL");
  }
}

function sampleClause(p: Parser): NodeBase | undefined {
  if (p.is("TABLESAMPLE")) {
    if (!p.isReserved(p.pos) && p.peek() !== "(" && p.peekKind() !== TokenKind.Word) {
      return undefined;
    }
    p.needs("tablesample", { start: p.start, end: p.end }, "TABLESAMPLE");
    return sampleRest(p);
  }
  if (p.is("SAMPLE") && p.dialect.can("sample-clause")) {
    return sampleRest(p);
  }
  return undefined;
}

function tableHint(p: Parser): TableHint[] | undefined {
  const { start } = p;
  switch (p.word) {
    case "USE":
    case "FORCE":
    case "IGNORE": {
      if ((p.peek() !== "INDEX" && p.peek() !== "KEY") || !p.dialect.can("index-hints")) {
        return undefined;
      }
      const type = `${p.word} ${p.peek()}`;
      p.advance();
      p.advance();
      if (p.accept("FOR")) {
        p.acceptAny("JOIN", "ORDER", "GROUP");
        p.accept("BY");
      }
      p.expect("(");
      const indexes: Name[] = [];
      while (!p.atEnd && !p.is(")")) {
        p.slot("index");
        const index = p.anyName("index");
        if (index === undefined) {
          break;
        }
        indexes.push(index);
        if (!p.accept(",")) {
          break;
        }
      }
      p.closeParenthesis();
      return [{ kind: "table-hint", start, end: p.lastEnd, type, indexes }];
    }
    case "INDEXED": {
      if (p.peek() !== "BY") {
        return undefined;
      }
      p.needs("indexed-by", { start, end: p.end }, "INDEXED BY");
      p.advance();
      p.advance();
      const index = p.expectName("index");
      return [{ kind: "table-hint", start, end: p.lastEnd, type: "INDEXED BY", indexes: [index] }];
    }
    case "NOT":
      if (p.peek() !== "INDEXED") {
        return undefined;
      }
      p.needs("indexed-by", { start, end: p.end }, "NOT INDEXED");
      p.advance();
      p.advance();
      return [{ kind: "table-hint", start, end: p.lastEnd, type: "NOT INDEXED", indexes: [] }];
    case "WITH":
      if (p.peek() !== "(" || !p.dialect.can("table-hints")) {
        return undefined;
      }
      p.advance();
      return hintList(p);
    case "(":
      return p.dialect.can("table-hints") && isHintList(p) ? hintList(p) : undefined;
    default:
      return undefined;
  }
}

/** `(NOLOCK, INDEX (i))`. */
function hintList(p: Parser): TableHint[] {
  const hints: TableHint[] = [];
  p.advance();
  while (!p.atEnd && !p.is(")")) {
    const { start } = p;
    const type = p.tokenText.toUpperCase();
    p.advance();
    const indexes: Name[] = [];
    if (p.accept("=")) {
      const index = p.anyName("index");
      if (index === undefined) {
        p.advance();
      } else {
        indexes.push(index);
      }
    } else if (p.is("(")) {
      p.advance();
      while (!p.atEnd && !p.is(")")) {
        const index = p.anyName("index");
        if (index === undefined) {
          p.advance();
        } else {
          indexes.push(index);
        }
      }
      p.closeParenthesis();
    }
    hints.push({ kind: "table-hint", start, end: p.lastEnd, type, indexes });
    p.accept(",");
  }
  p.closeParenthesis();
  return hints;
}

function tableFunction(
  p: Parser,
  start: number,
  calls: readonly Call[],
  lateral: boolean,
): Relation {
  let ordinality = false;
  if (p.offers("WITH", "with-ordinality") && p.peek() === "ORDINALITY") {
    p.needs("with-ordinality", { start: p.start, end: p.end }, "WITH ORDINALITY");
    p.advance();
    p.advance();
    ordinality = true;
  }
  const sample = sampleClause(p);
  let alias = relationAlias(p, true);
  if (p.is("WITH") && p.peek() === "OFFSET" && p.dialect.can("with-offset")) {
    withOffset(p);
    ordinality = true;
  } else if (p.is("WITH") && p.peek() === "(" && p.dialect.can("table-hints")) {
    p.advance();
    hintList(p);
  } else if (p.is("WITH") && p.peek() === "ORDINALITY") {
    p.advance();
    p.advance();
    ordinality = true;
    alias ??= relationAlias(p, true);
  }
  void sample;
  return { kind: "table-function", start, end: p.lastEnd, calls, lateral, ordinality, alias };
}

/** `TABLE(f(x))`: the inner call is the function; anything else is the collection itself. */
function tableCollection(p: Parser, start: number): Relation {
  const keyword = p.takeName();
  p.advance();
  if (startsQuery(p, 0)) {
    const query = p.grammar.query(p);
    p.closeParenthesis();
    const alias = relationAlias(p, true);
    return {
      kind: "derived-table",
      start,
      end: p.lastEnd,
      query,
      lateral: false,
      alias,
      sample: undefined,
    };
  }
  const args = [argument(p)];
  while (p.accept(",")) {
    args.push(argument(p));
  }
  p.closeParenthesis();
  const name: QualifiedName = {
    kind: "qualified-name",
    start: keyword.start,
    end: keyword.end,
    parts: [keyword],
  };
  return tableFunction(p, start, [plainCall(name, start, p.lastEnd, args, true)], false);
}

/** `ROWS FROM (f(x), g(y) AS (a int))`. */
function rowsFrom(p: Parser, start: number, lateral: boolean): Relation {
  p.advance();
  p.advance();
  p.advance();
  const calls: Call[] = [];
  do {
    calls.push(asCall(expression(p)));
    if (p.accept("AS")) {
      skipBrackets(p);
    }
  } while (p.accept(","));
  p.closeParenthesis();
  return tableFunction(p, start, calls, lateral);
}

function parenthesizedRelation(p: Parser, start: number, lateral: boolean): Relation {
  p.advance();
  noteQuery(p);
  if (startsQuery(p, 0)) {
    const query = p.grammar.query(p);
    p.closeParenthesis();
    return derived(p, start, query, lateral);
  }
  const innerStart = p.start;
  const first = relation(p);
  if (
    first.kind === "derived-table" &&
    first.alias === undefined &&
    !first.lateral &&
    isSetOperation(p)
  ) {
    const query = p.grammar.continueQuery(p, { ...first.query, parenthesized: true }, innerStart);
    p.closeParenthesis();
    return derived(p, start, query, lateral);
  }
  const relations = [first];
  while (p.accept(",")) {
    relations.push(relation(p));
  }
  p.closeParenthesis();
  if (first.kind === "derived-table" && first.alias === undefined && relations.length === 1) {
    return derived(p, start, first.query, lateral);
  }
  const alias = relationAlias(p, true);
  return { kind: "join-group", start, end: p.lastEnd, relations, alias };
}

function derived(p: Parser, start: number, query: Query, lateral: boolean): Relation {
  temporalClause(p);
  const before = sampleClause(p);
  const alias = relationAlias(p, true);
  const sample = before ?? sampleClause(p);
  if (sample !== undefined) {
    p.needs(
      "sample-derived-tables",
      { start: sample.start, end: sample.end },
      "TABLESAMPLE of a query",
    );
  }
  while (tableHint(p) !== undefined) {
    // Hints after a derived table are allowed and mean nothing to anyone here.
  }
  return { kind: "derived-table", start, end: p.lastEnd, query, lateral, alias, sample };
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

// ---------------------------------------------------------------- aliases

/** Words that go on with FROM or begin the next clause, reserved or not. */
const NEVER_ALIAS: ReadonlySet<string> = new Set([
  "ON",
  "USING",
  "JOIN",
  "LEFT",
  "RIGHT",
  "FULL",
  "INNER",
  "CROSS",
  "NATURAL",
  "WHERE",
  "GROUP",
  "HAVING",
  "ORDER",
  "UNION",
  "INTERSECT",
  "EXCEPT",
  "SELECT",
  "FROM",
  "WHEN",
  "INTO",
  "WITH",
  "AS",
  "FOR",
  "THEN",
  "VALUES",
]);

/** Such words of single engines, with the capability that makes them so. */
const NEVER_ALIAS_WITH: ReadonlyMap<string, string> = new Map([
  ["QUALIFY", "qualify"],
  ["WINDOW", "window-clause"],
  ["PIVOT", "pivot"],
  ["UNPIVOT", "pivot"],
  ["TABLESAMPLE", "tablesample"],
  ["SAMPLE", "sample-clause"],
  ["LIMIT", "limit"],
  ["OFFSET", "offset"],
  ["FETCH", "fetch-first"],
  ["MINUS", "minus"],
  ["START", "connect-by"],
  ["CONNECT", "connect-by"],
  ["MATCH_RECOGNIZE", "match-recognize"],
  ["ASOF", "asof-join"],
  ["MATCH_CONDITION", "asof-match-condition"],
  ["ANTI", "semi-join"],
  ["SEMI", "semi-join"],
  ["POSITIONAL", "positional-join"],
  ["STRAIGHT_JOIN", "straight-join"],
  ["USE", "index-hints"],
  ["FORCE", "index-hints"],
  ["IGNORE", "index-hints"],
  ["INDEXED", "indexed-by"],
  ["NOT", "indexed-by"],
  ["PARTITION", "partition-selection"],
  ["RETURNING", "returning"],
  ["OUTER", "apply"],
  ["LOCK", "lock-in-share-mode"],
  ["OPTION", "option-clause"],
  ["OUTPUT", "output-clause"],
  ["VERSIONS", "time-travel"],
  ["LOG", "log-errors"],
]);

/** Can the current word be an alias without AS? */
export function canBeRelationAlias(p: Parser): boolean {
  if (p.kind === TokenKind.QuotedName) {
    return true;
  }
  if (p.kind !== TokenKind.Word) {
    return false;
  }
  if (p.terminal === 0) {
    return true;
  }
  if (p.isReserved(p.pos) || NEVER_ALIAS.has(p.word) || p.atLoopBody()) {
    return false;
  }
  const capability = NEVER_ALIAS_WITH.get(p.word);
  if (capability === undefined || !p.dialect.can(capability)) {
    return !p.is("SET") || p.peek() === "SET";
  }
  // Unreserved clause words are names where nothing of their clause follows.
  return p.is("LIMIT") || p.is("OFFSET")
    ? false
    : p.peek() === "," || p.peek() === "JOIN" || p.peek() === "." || p.peek() === "WHERE";
}

/** `[AS] t [(a, b)]`; column lists only where `lists`. */
export function relationAlias(p: Parser, lists: boolean): Alias | undefined {
  const { start } = p;
  p.slot("alias");
  if (p.at("AS")) {
    if (p.peek() === "OF" && p.dialect.can("time-travel")) {
      return undefined;
    }
    p.advance();
    if (p.is("(") && lists) {
      const columns = aliasColumns(p);
      const name: Name = {
        kind: "name",
        start: p.lastEnd,
        end: p.lastEnd,
        text: "",
        quoted: false,
      };
      return {
        kind: "alias",
        start,
        end: p.lastEnd,
        name: { ...name, start, end: start },
        as: true,
        columns: columns.names,
        columnDefinitions: columns.definitions,
      };
    }
    p.slot("alias");
    const name = aliasName(p);
    return aliasRest(p, start, name, true, lists);
  }
  if (canBeRelationAlias(p)) {
    return aliasRest(p, start, p.takeName(), false, lists);
  }
  if (p.kind === TokenKind.String && p.dialect.can("string-aliases")) {
    return aliasRest(p, start, stringAsName(p), false, lists);
  }
  return undefined;
}

function aliasName(p: Parser): Name {
  if (p.kind === TokenKind.String && p.dialect.can("string-aliases")) {
    return stringAsName(p);
  }
  return p.expectName("alias");
}

function aliasRest(p: Parser, start: number, name: Name, as: boolean, lists: boolean): Alias {
  if (lists && p.is("(") && !(p.dialect.can("table-hints") && isHintList(p))) {
    const columns = aliasColumns(p);
    return {
      kind: "alias",
      start,
      end: p.lastEnd,
      name,
      as,
      columns: columns.names,
      columnDefinitions: columns.definitions,
    };
  }
  return {
    kind: "alias",
    start,
    end: p.lastEnd,
    name,
    as,
    columns: undefined,
    columnDefinitions: undefined,
  };
}

/** `(a, b)` or `(a int, b text)`. */
function aliasColumns(p: Parser): {
  readonly names: Name[] | undefined;
  readonly definitions: TypeField[] | undefined;
} {
  p.advance();
  const names: Name[] = [];
  const definitions: TypeField[] = [];
  if (p.is(")")) {
    p.expected("a name");
  }
  while (!p.atEnd && !p.is(")")) {
    const { start } = p;
    const name = p.kind === TokenKind.String ? stringAsName(p) : p.expectName("new-name");
    if (name.start === name.end) {
      break;
    }
    if (p.is(",") || p.is(")") || p.atEnd) {
      names.push(name);
    } else {
      const type = expectType(p);
      if (p.accept("COLLATE")) {
        p.expectQualifiedName("collation");
      }
      definitions.push({ kind: "type-field", start, end: p.lastEnd, name, type });
    }
    if (!p.accept(",")) {
      break;
    }
  }
  p.closeParenthesis();
  return definitions.length > 0
    ? { names: undefined, definitions }
    : { names, definitions: undefined };
}

// ---------------------------------------------------------------- tables made of documents

function jsonTable(p: Parser, start: number, lateral: boolean): JsonTable {
  p.needs("json-table", { start: p.start, end: p.end }, "JSON_TABLE");
  const function_ = p.takeName();
  p.advance();
  const args: Expression[] = [expression(p)];
  formatJson(p);
  if (p.accept(",")) {
    args.push(expression(p));
    if (p.accept("AS")) {
      p.expectName("new-name");
    }
  }
  if (p.accept("PASSING")) {
    do {
      args.push(expression(p));
      formatJson(p);
      if (p.accept("AS")) {
        p.anyName("new-name");
      }
    } while (p.accept(","));
  }
  onEvents(p);
  const columns = p.expect("COLUMNS") ? jsonColumns(p) : [];
  if (p.is("PLAN")) {
    p.advance();
    p.accept("DEFAULT");
    skipBrackets(p);
  }
  onEvents(p);
  p.closeParenthesis();
  const alias = relationAlias(p, true);
  return {
    kind: "json-table",
    start,
    end: p.lastEnd,
    function: function_,
    args,
    columns,
    lateral,
    alias,
  };
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

function jsonColumns(p: Parser): JsonTableColumn[] {
  const bracket = p.accept("(");
  const columns: JsonTableColumn[] = [];
  do {
    columns.push(jsonColumn(p));
  } while (p.accept(","));
  if (bracket) {
    p.closeParenthesis();
  }
  return columns;
}

function jsonColumn(p: Parser): JsonTableColumn {
  const { start } = p;
  if (p.is("NESTED") && (p.peek() === "PATH" || p.peekKind() === TokenKind.String)) {
    p.advance();
    p.accept("PATH");
    const path = expressionAbove(p, Power.Cast);
    if (p.accept("AS")) {
      p.expectName("new-name");
    }
    const nested = p.expect("COLUMNS") ? jsonColumns(p) : [];
    return jsonColumnNode(start, p.lastEnd, undefined, undefined, undefined, path, nested);
  }
  const name = p.expectName("new-name");
  if (p.is("FOR")) {
    p.advance();
    p.expect("ORDINALITY");
    return jsonColumnNode(start, p.lastEnd, name, undefined, true, undefined, undefined);
  }
  const type = p.is("PATH") ? undefined : p.grammar.typeName(p);
  if (p.accept("COLLATE")) {
    p.expectQualifiedName("collation");
  }
  formatJson(p);
  let path: Expression | undefined;
  for (;;) {
    switch (p.word) {
      case "EXISTS":
        p.advance();
        continue;
      case "PATH":
        p.advance();
        path = expressionAbove(p, Power.Lowest);
        continue;
      case "WITH":
      case "WITHOUT":
        p.advance();
        p.acceptAny("CONDITIONAL", "UNCONDITIONAL");
        p.accept("ARRAY");
        p.accept("WRAPPER");
        continue;
      case "KEEP":
      case "OMIT":
        p.advance();
        p.accept("QUOTES");
        if (p.accept("ON")) {
          p.accept("SCALAR");
          p.accept("STRING");
        }
        continue;
      case "FORMAT":
        if (p.peek() !== "JSON") {
          return jsonColumnNode(start, p.lastEnd, name, type, undefined, path, undefined);
        }
        formatJson(p);
        continue;
      default: {
        const { pos } = p;
        onEvents(p);
        if (p.pos !== pos) {
          continue;
        }
        return jsonColumnNode(start, p.lastEnd, name, type, undefined, path, undefined);
      }
    }
  }
}

function jsonColumnNode(
  start: number,
  end: number,
  name: Name | undefined,
  type: TypeName | undefined,
  ordinality: boolean | undefined,
  path: Expression | undefined,
  nested: readonly JsonTableColumn[] | undefined,
): JsonTableColumn {
  return { kind: "json-table-column", start, end, name, type, ordinality, path, nested };
}

/** `NULL ON EMPTY`, `ERROR ON ERROR`, `DEFAULT x ON EMPTY`, any number of them. */
function onEvents(p: Parser): void {
  for (;;) {
    switch (p.word) {
      case "NULL":
      case "ERROR":
      case "TRUE":
      case "FALSE":
      case "UNKNOWN":
      case "EMPTY":
        if (p.peek() !== "ON" && p.peek(2) !== "ON") {
          return;
        }
        p.advance();
        if (p.is("ARRAY") || p.is("OBJECT")) {
          p.advance();
        }
        break;
      case "DEFAULT":
        p.advance();
        expressionAbove(p, Power.Lowest);
        break;
      default:
        return;
    }
    p.expect("ON");
    p.acceptAny("EMPTY", "ERROR");
  }
}

/** `XMLTABLE('/a' PASSING x COLUMNS a int PATH 'b', n FOR ORDINALITY)`. */
function xmlTable(p: Parser, start: number, lateral: boolean): JsonTable {
  p.needs("xml-functions", { start: p.start, end: p.end }, "XMLTABLE");
  const function_ = p.takeName();
  p.advance();
  const args: Expression[] = [];
  if (p.is("XMLNAMESPACES") && p.peek() === "(") {
    p.advance();
    skipBrackets(p);
    p.expect(",");
  }
  args.push(expression(p));
  if (p.accept("PASSING")) {
    byMechanism(p);
    do {
      args.push(expression(p));
      if (p.accept("AS")) {
        p.anyName("new-name");
      }
    } while (p.accept(","));
    byMechanism(p);
  }
  if (p.is("RETURNING")) {
    p.advance();
    while (p.kind === TokenKind.Word && !p.is("COLUMNS")) {
      p.advance();
    }
  }
  const columns: JsonTableColumn[] = [];
  if (p.accept("COLUMNS")) {
    do {
      columns.push(xmlColumn(p));
    } while (p.accept(","));
  }
  p.closeParenthesis();
  const alias = relationAlias(p, true);
  return {
    kind: "json-table",
    start,
    end: p.lastEnd,
    function: function_,
    args,
    columns,
    lateral,
    alias,
  };
}

function byMechanism(p: Parser): void {
  if (p.accept("BY")) {
    p.acceptAny("REF", "VALUE");
  }
}

function xmlColumn(p: Parser): JsonTableColumn {
  const { start } = p;
  const name = p.expectName("new-name");
  if (p.is("FOR")) {
    p.advance();
    p.expect("ORDINALITY");
    return jsonColumnNode(start, p.lastEnd, name, undefined, true, undefined, undefined);
  }
  const type = expectType(p);
  let path: Expression | undefined;
  for (;;) {
    switch (p.word) {
      case "PATH":
        p.advance();
        path = expressionAbove(p, Power.Predicate);
        continue;
      case "DEFAULT":
        p.advance();
        expressionAbove(p, Power.Predicate);
        continue;
      case "NOT":
        p.advance();
        p.expect("NULL");
        continue;
      case "NULL":
        p.advance();
        continue;
      default:
        return jsonColumnNode(start, p.lastEnd, name, type, undefined, path, undefined);
    }
  }
}

/** `OPENJSON(x, '$') WITH (a int '$.a', b nvarchar(max) AS JSON)`. */
function openJson(p: Parser, start: number): JsonTable {
  const function_ = p.takeName();
  const args = parenthesizedList(p);
  const columns: JsonTableColumn[] = [];
  if (p.is("WITH") && p.peek() === "(" && !(p.peek(2) === "NOLOCK")) {
    p.advance();
    p.advance();
    do {
      const at = p.start;
      const name = p.expectName("new-name");
      const type = expectType(p);
      const path = p.kind === TokenKind.String ? expression(p) : undefined;
      if (p.accept("AS")) {
        p.accept("JSON");
      }
      columns.push(jsonColumnNode(at, p.lastEnd, name, type, undefined, path, undefined));
    } while (p.accept(","));
    p.closeParenthesis();
  }
  const alias = relationAlias(p, true);
  return {
    kind: "json-table",
    start,
    end: p.lastEnd,
    function: function_,
    args,
    columns,
    lateral: false,
    alias,
  };
}

// ---------------------------------------------------------------- PIVOT and MATCH_RECOGNIZE

/** `PIVOT (sum(x) FOR c IN (1, 2))`, `UNPIVOT (v FOR n IN (a, b))`. */
function pivot(p: Parser, source: Relation, start: number): Relation {
  const unpivot = p.is("UNPIVOT");
  p.needs(unpivot ? "unpivot" : "pivot", { start: p.start, end: p.end }, p.word);
  p.advance();
  p.accept("XML");
  if (p.is("INCLUDE") || p.is("EXCLUDE")) {
    p.advance();
    p.accept("NULLS");
  }
  p.expect("(");
  const aggregates: SelectItem[] = [];
  const columns: Expression[] = [];
  const values: SelectItem[] = [];
  let groupBy: Expression[] | undefined;
  do {
    aggregates.push(selectItem(p));
  } while (p.accept(","));
  if (p.expect("FOR")) {
    for (;;) {
      const { pos } = p;
      columns.push(expressionAbove(p, p.operators.predicate));
      if (p.accept("IN")) {
        pivotValues(p, values);
      }
      // Several columns stand with commas or only blanks between them.
      const more =
        p.accept(",") || (p.kind === TokenKind.Word && p.peek() === "IN" && !p.isReserved(p.pos));
      if (!more || p.pos === pos) {
        break;
      }
    }
  }
  if (p.is("DEFAULT")) {
    skipToClosing(p);
  }
  if (p.at("GROUP")) {
    p.advance();
    p.expect("BY");
    groupBy = expressionList(p);
  }
  p.closeParenthesis();
  const alias = relationAlias(p, true);
  return {
    kind: "pivot",
    start,
    end: p.lastEnd,
    unpivot,
    source,
    aggregates,
    columns,
    values,
    groupBy,
    alias,
  };
}

function pivotValues(p: Parser, values: SelectItem[]): void {
  if (!p.is("(")) {
    values.push(selectItem(p));
    return;
  }
  p.advance();
  if (p.is("ANY")) {
    p.advance();
    if (p.is("ORDER")) {
      orderBy(p);
    }
  } else if (startsQuery(p, 0)) {
    p.grammar.query(p);
  } else {
    do {
      values.push(pivotValue(p));
    } while (p.accept(","));
  }
  p.closeParenthesis();
}

/** `1`, `'Q1' AS q1`, `(a, b) AS 'x'`: the alias may be a literal. */
function pivotValue(p: Parser): SelectItem {
  const { start } = p;
  const value = expression(p);
  const as = p.accept("AS") ? true : undefined;
  let alias: Name | undefined;
  if (p.kind === TokenKind.String) {
    alias = stringAsName(p);
  } else if (p.kind === TokenKind.Number) {
    alias = p.takeName();
  } else if (as === true || !p.is(")")) {
    alias = p.is(",") || p.is(")") ? undefined : p.name("alias");
  }
  return { kind: "select-item", start, end: p.lastEnd, expression: value, alias, as };
}

function skipToClosing(p: Parser): void {
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

function matchRecognize(p: Parser, source: Relation, start: number): Relation {
  p.needs("match-recognize", { start: p.start, end: p.end }, "MATCH_RECOGNIZE");
  p.advance();
  p.advance();
  let partitionBy: Expression[] | undefined;
  let order: OrderBy | undefined;
  const measures: SelectItem[] = [];
  const defines: SelectItem[] = [];
  while (!p.atEnd && !p.is(")")) {
    const { pos } = p;
    switch (p.word) {
      case "PARTITION":
        p.advance();
        p.expect("BY");
        partitionBy = expressionList(p);
        break;
      case "ORDER":
        order = orderBy(p);
        break;
      case "MEASURES":
        p.advance();
        do {
          p.acceptAny("FINAL", "RUNNING");
          measures.push(selectItem(p));
        } while (p.accept(","));
        break;
      case "PATTERN":
        p.advance();
        skipBrackets(p);
        break;
      case "DEFINE":
        p.advance();
        do {
          defines.push(defineItem(p));
        } while (p.accept(","));
        break;
      default:
        // ONE ROW PER MATCH, AFTER MATCH SKIP …, SUBSET …: words that name nothing outside.
        if (p.is("(")) {
          skipBrackets(p);
        } else {
          p.advance();
        }
    }
    if (p.pos === pos) {
      p.advance();
    }
  }
  p.closeParenthesis();
  const alias = relationAlias(p, true);
  return {
    kind: "match-recognize",
    start,
    end: p.lastEnd,
    source,
    measures,
    partitionBy,
    orderBy: order,
    defines,
    alias,
  };
}

/** `a AS condition`: the name is the alias. */
function defineItem(p: Parser): SelectItem {
  const { start } = p;
  const alias = p.expectName("new-name");
  p.expect("AS");
  const condition = expression(p);
  return { kind: "select-item", start, end: p.lastEnd, expression: condition, alias, as: true };
}
