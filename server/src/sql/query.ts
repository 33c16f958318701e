/**
 * Queries: SELECT with its clauses, set operations, VALUES, TABLE, WITH. What stands in FROM is in
 * `relation.ts`.
 *
 * Half-written clauses keep the later ones: a clause is a keyword, and where something unexpected
 * stands before the next one, it is skipped with one problem.
 */
import type {
  Compound,
  ConnectBy,
  Cte,
  DmlQuery,
  Expression,
  From,
  GroupBy,
  GroupItem,
  GroupingSets,
  Having,
  Limit,
  Locking,
  Name,
  NamedWindow,
  NodeBase,
  OrderBy,
  QualifiedName,
  Qualify,
  Query,
  Select,
  SelectInto,
  SelectItem,
  TableQuery,
  Top,
  Values,
  ValuesRow,
  Where,
  With,
} from "./ast.ts";
import {
  endsGroupList,
  nameList,
  noteIf,
  orderBy,
  sampleRest,
  skipBrackets,
  windowSpec,
} from "./clauses.ts";
import { expression, expressionAbove, expressionList, parenthesizedList } from "./expression.ts";
import { stringLiteral } from "./literal.ts";
import { Power } from "./operators.ts";
import { exact, MAX_DEPTH, type Parser } from "./parser.ts";
import { fromClause } from "./relation.ts";
import { selectItems, stringAsName } from "./select-list.ts";
import { TokenKind } from "./tokens.ts";

/** A whole query with its WITH, ORDER BY and LIMIT. */
export function query(p: Parser): Query {
  if (p.depth >= MAX_DEPTH) {
    if (!p.isTooDeep) {
      p.isTooDeep = true;
      p.problem("depth", `Nested more than ${MAX_DEPTH} levels deep.`);
    }
    p.moveTo(p.tokens.count);
    return emptySelect(p, p.lastEnd, undefined);
  }
  p.depth += 1;
  const { start } = p;
  const withNode = p.at("WITH") ? withClause(p) : undefined;
  if (withNode !== undefined && p.pos === p.probe) {
    for (const it of ["INSERT", "UPDATE", "DELETE"] as const) {
      p.at(it);
    }
  }
  const result =
    withNode !== undefined && isDml(p)
      ? dmlQuery(p, start, withNode)
      : queryBody(p, start, withNode, 0, true);
  p.depth -= 1;
  return result;
}

/** Goes on with set operations and the tail after a query that was read already. */
export function continueQuery(p: Parser, left: Query, start: number): Query {
  const body = setOperations(p, left, start, undefined, 0, true);
  return body === left ? withTail(p, left, start, undefined) : body;
}

export function isDml(p: Parser): boolean {
  switch (p.word) {
    case "INSERT":
    case "UPDATE":
    case "DELETE":
    case "MERGE":
      return true;
    case "REPLACE":
      return p.dialect.can("replace-into") && p.peek() !== "(";
    default:
      return false;
  }
}

function dmlQuery(p: Parser, start: number, withNode: With | undefined): DmlQuery {
  const statement = p.grammar.dml(p, start, withNode);
  return {
    kind: "dml-query",
    start,
    end: p.lastEnd,
    statement,
    with: undefined,
    orderBy: undefined,
    limit: undefined,
    locking: undefined,
    parenthesized: undefined,
  };
}

// ---------------------------------------------------------------- set operations

/** Power of the set operation that stands here, 0 where none does. */
function setPower(p: Parser): number {
  switch (p.word) {
    case "UNION":
    case "EXCEPT":
      return 1;
    case "MINUS":
      return p.dialect.can("minus") || p.isReserved(p.pos) ? 1 : 0;
    case "INTERSECT":
      return p.dialect.can("intersect-binds-as-union") ? 1 : 2;
    default:
      return 0;
  }
}

function queryBody(
  p: Parser,
  start: number,
  withNode: With | undefined,
  min: number,
  outermost: boolean,
): Query {
  const left = queryPrimary(p, start, withNode, outermost);
  return setOperations(p, left, start, withNode, min, outermost);
}

function setOperations(
  p: Parser,
  first: Query,
  start: number,
  withNode: With | undefined,
  min: number,
  outermost: boolean,
): Query {
  let left = first;
  if (p.pos === p.probe && !(outermost && hasTail(left))) {
    noteSetOperations(p);
  }
  let power = setPower(p);
  if (power > min && outermost && hasTail(left) && left.parenthesized !== true) {
    p.problem("syntax", `ORDER BY and LIMIT before ${p.word} need parentheses around their query.`);
  }
  while (power > min) {
    const opRange = { start: p.start, end: p.end };
    const op = p.word as Compound["op"];
    needsSetOperation(p, op, opRange);
    p.advance();
    let quantifier: Compound["quantifier"];
    if (p.at("ALL")) {
      if (op === "INTERSECT" || op === "EXCEPT" || op === "MINUS") {
        p.needs(op === "INTERSECT" ? "intersect-all" : "except-all", opRange, `${op} ALL`);
      }
      quantifier = "ALL";
      p.advance();
    } else if (p.offers("DISTINCT", "set-operation-distinct")) {
      p.needs("set-operation-distinct", { start: p.start, end: p.end }, `${op} DISTINCT`);
      quantifier = "DISTINCT";
      p.advance();
    }
    let byName: boolean | undefined;
    if (p.is("BY") && p.peek() === "NAME") {
      p.needs("union-by-name", { start: p.start, end: p.end }, "BY NAME");
      p.advance();
      p.advance();
      byName = true;
      if (p.is("ON") && p.peek() === "(") {
        p.advance();
        parenthesizedList(p);
      }
    } else if (p.is("CORRESPONDING")) {
      p.advance();
      if (p.accept("BY")) {
        parenthesizedList(p);
      }
      byName = true;
    }
    const right = queryBody(p, p.start, undefined, power, false);
    if (p.pos === p.probe) {
      noteSetOperations(p);
    }
    power = setPower(p);
    const last = outermost && power <= min;
    const tail = last ? queryTail(p) : NO_TAIL;
    left = {
      kind: "compound",
      start,
      end: p.lastEnd,
      op,
      opRange,
      quantifier,
      byName,
      left,
      right,
      with: last ? withNode : undefined,
      orderBy: tail.orderBy,
      limit: tail.limit,
      locking: tail.locking,
      parenthesized: undefined,
    };
    if (last) {
      power = setPower(p);
      if (power > min) {
        p.problem(
          "syntax",
          `ORDER BY and LIMIT before ${p.word} need parentheses around their query.`,
        );
      }
    }
  }
  return left;
}

function needsSetOperation(p: Parser, op: Compound["op"], range: NodeBase): void {
  switch (op) {
    case "INTERSECT":
      p.needs("intersect", range, op);
      return;
    case "EXCEPT":
      p.needs("except", range, op);
      return;
    case "MINUS":
      p.needs("minus", range, op);
      return;
    default:
      return;
  }
}

function noteSetOperations(p: Parser): void {
  p.at("UNION");
  noteIf(p, "INTERSECT", "intersect");
  noteIf(p, "EXCEPT", "except");
  noteIf(p, "MINUS", "minus");
}

function hasTail(node: Query): boolean {
  return node.orderBy !== undefined || node.limit !== undefined;
}

// ---------------------------------------------------------------- the tail

interface Tail {
  readonly orderBy: OrderBy | undefined;
  readonly limit: Limit | undefined;
  readonly locking: readonly Locking[] | undefined;
  readonly into: SelectInto | undefined;
}

const NO_TAIL: Tail = { orderBy: undefined, limit: undefined, locking: undefined, into: undefined };

function withTail(p: Parser, inner: Query, start: number, withNode: With | undefined): Query {
  const tail = queryTail(p);
  if (tail === NO_TAIL && withNode === undefined) {
    return inner;
  }
  return {
    ...inner,
    start,
    end: p.lastEnd,
    with: withNode ?? inner.with,
    orderBy: tail.orderBy ?? inner.orderBy,
    limit: tail.limit ?? inner.limit,
    locking: tail.locking ?? inner.locking,
  };
}

/** ORDER BY, LIMIT, FETCH, FOR UPDATE and what else closes a query. */
function queryTail(p: Parser): Tail {
  if (p.kind !== TokenKind.Word && p.pos !== p.probe) {
    return NO_TAIL;
  }
  let order: OrderBy | undefined;
  let limit: Limit | undefined;
  let locking: Locking[] | undefined;
  let into: SelectInto | undefined;
  for (;;) {
    if (p.pos === p.probe) {
      noteTail(p, order, limit);
    }
    switch (p.word) {
      case "ORDER":
        if (
          order !== undefined ||
          (p.peek() !== "BY" && p.peek() !== "SIBLINGS" && !p.isReserved(p.pos))
        ) {
          return tailOf(order, limit, locking, into);
        }
        if (limit !== undefined) {
          p.problem("syntax", "ORDER BY stands before LIMIT.");
        }
        order = orderBy(p);
        continue;
      case "LIMIT":
      case "OFFSET":
      case "FETCH": {
        if (!beginsLimit(p)) {
          return tailOf(order, limit, locking, into);
        }
        limit = limitClause(p, limit);
        continue;
      }
      case "FOR": {
        const lock = forClause(p);
        if (lock === undefined) {
          return tailOf(order, limit, locking, into);
        }
        if (lock !== "skipped") {
          locking ??= [];
          locking.push(lock);
        }
        continue;
      }
      case "LOCK":
        if (p.peek() !== "IN") {
          return tailOf(order, limit, locking, into);
        }
        locking ??= [];
        locking.push(lockInShareMode(p));
        continue;
      case "INTO":
        if (into !== undefined || !p.dialect.can("select-into-variable")) {
          return tailOf(order, limit, locking, into);
        }
        into = selectInto(p);
        continue;
      case "OPTION":
        if (p.peek() !== "(" || !p.dialect.can("option-clause")) {
          return tailOf(order, limit, locking, into);
        }
        p.advance();
        skipBrackets(p);
        continue;
      case "PROCEDURE":
        if (p.peek() !== "ANALYSE" || !p.dialect.can("lock-in-share-mode")) {
          return tailOf(order, limit, locking, into);
        }
        p.advance();
        p.advance();
        skipBrackets(p);
        continue;
      case "ROWS":
        if (p.peek() !== "EXAMINED") {
          return tailOf(order, limit, locking, into);
        }
        p.advance();
        p.advance();
        expression(p);
        continue;
      case "USING":
        if (p.peek() !== "SAMPLE") {
          return tailOf(order, limit, locking, into);
        }
        p.advance();
        sampleRest(p);
        continue;
      case "SETTINGS":
      case "FORMAT":
        return tailOf(order, limit, locking, into);
      default:
        if (recoverTo(p, isTailWord)) {
          continue;
        }
        return tailOf(order, limit, locking, into);
    }
  }
}

function tailOf(
  order: OrderBy | undefined,
  limit: Limit | undefined,
  locking: readonly Locking[] | undefined,
  into: SelectInto | undefined,
): Tail {
  return order === undefined && limit === undefined && locking === undefined && into === undefined
    ? NO_TAIL
    : { orderBy: order, limit, locking, into };
}

function noteTail(p: Parser, order: OrderBy | undefined, limit: Limit | undefined): void {
  if (order === undefined && limit === undefined) {
    p.at("ORDER");
  }
  if (limit?.count === undefined) {
    noteIf(p, "LIMIT", "limit");
    noteIf(p, "FETCH", "fetch-first");
  }
  if (limit?.offset === undefined) {
    noteIf(p, "OFFSET", "offset");
  }
  noteIf(p, "FOR", "for-update");
}

function isTailWord(p: Parser, ahead: number): boolean {
  switch (p.peek(ahead)) {
    case "ORDER":
      return p.peek(ahead + 1) === "BY";
    case "LIMIT":
      return p.dialect.isReserved(p.peekTerminal(ahead));
    default:
      return false;
  }
}

/** Is LIMIT, OFFSET or FETCH here the clause and not a name? */
function beginsLimit(p: Parser): boolean {
  switch (p.word) {
    case "LIMIT":
      return (
        p.isReserved(p.pos) ||
        p.peekKind() === TokenKind.Number ||
        p.peekKind() === TokenKind.Parameter ||
        p.peekKind() === TokenKind.Hole ||
        p.dialect.can("limit")
      );
    case "FETCH":
      return p.peek() === "FIRST" || p.peek() === "NEXT";
    default:
      return p.isReserved(p.pos) || p.dialect.can("offset") || p.dialect.can("limit");
  }
}

function limitClause(p: Parser, before: Limit | undefined): Limit {
  const start = before?.start ?? p.start;
  const range = { start: p.start, end: p.end };
  let count = before?.count;
  let offset = before?.offset;
  let style: Limit["style"] = before?.style ?? "offset-only";
  let percent = before?.percent;
  let withTies = before?.withTies;
  let by = before?.by;
  if (p.is("LIMIT") && p.peek() === "ROWS" && p.peek(2) === "EXAMINED") {
    p.moveTo(p.pos + 3);
    expression(p);
  } else if (p.accept("LIMIT")) {
    p.needs("limit", range, "LIMIT");
    if (before?.count !== undefined) {
      p.problem("syntax", "A query has one LIMIT.", range);
    }
    style = "limit";
    if (p.offers("ALL", "limit-all")) {
      p.needs("limit-all", { start: p.start, end: p.end }, "LIMIT ALL");
      p.advance();
      count = undefined;
    } else if (p.kind === TokenKind.Number && p.peek() === "%" && p.dialect.can("limit-percent")) {
      count = expressionAbove(p, Power.Multiply);
    } else {
      p.slot("number");
      count = expression(p);
    }
    if (p.offers("%", "limit-percent") || p.offers("PERCENT", "limit-percent")) {
      p.needs("limit-percent", { start: p.start, end: p.end }, "LIMIT in percent");
      p.advance();
      percent = true;
    }
    if (p.at(",")) {
      p.needs("limit-comma", { start: p.start, end: p.end }, "LIMIT with a comma");
      p.advance();
      offset = count;
      count = expression(p);
      style = "limit-comma";
    }
    if (p.is("BY") && p.dialect.can("limit-by")) {
      p.advance();
      by = expressionList(p);
    }
    if (p.is("WITH") && p.peek() === "TIES") {
      p.advance();
      p.advance();
      withTies = true;
    }
  } else if (p.accept("OFFSET")) {
    if (!p.dialect.can("offset")) {
      p.needs("offset", range, "OFFSET");
    }
    p.slot("number");
    offset = expressionAbove(p, Power.Lowest);
    if (p.is("ROW") || p.is("ROWS")) {
      p.advance();
    } else if (p.pos === p.probe) {
      noteIf(p, "ROWS", "fetch-first");
    }
  } else {
    p.advance();
    p.needs("fetch-first", range, "FETCH FIRST");
    style = "fetch";
    p.acceptAny("FIRST", "NEXT");
    if (!p.is("ROW") && !p.is("ROWS")) {
      count = expressionAbove(p, Power.Lowest);
      if (p.accept("PERCENT")) {
        percent = true;
      }
    } else {
      count = {
        kind: "literal",
        start: p.start,
        end: p.start,
        type: "number",
        value: "1",
      };
    }
    if (p.acceptAny("ROW", "ROWS") === undefined) {
      p.expected("ROWS");
    }
    if (p.offers("WITH", "fetch-with-ties") && p.peek() === "TIES") {
      p.needs("fetch-with-ties", { start: p.start, end: p.end }, "WITH TIES");
      p.advance();
      p.advance();
      withTies = true;
    } else if (!p.accept("ONLY") && !p.dialect.can("fetch-without-only")) {
      p.expected("ONLY");
    }
  }
  return { kind: "limit", start, end: p.lastEnd, style, count, offset, percent, withTies, by };
}

function forClause(p: Parser): Locking | "skipped" | undefined {
  const { start } = p;
  const range = { start, end: p.end };
  let strength: Locking["strength"];
  if (p.pos + 1 === p.probe) {
    p.expectedTerminals.add("UPDATE");
    if (p.dialect.can("for-share")) {
      p.expectedTerminals.add("SHARE");
    }
  }
  switch (p.peek()) {
    case "UPDATE":
      p.needs("for-update", range, "FOR UPDATE");
      p.advance();
      p.advance();
      strength = "UPDATE";
      break;
    case "NO":
      if (p.peek(2) !== "KEY") {
        return undefined;
      }
      p.needs("for-key-locks", range, "FOR NO KEY UPDATE");
      p.advance();
      p.advance();
      p.advance();
      p.expect("UPDATE");
      strength = "NO KEY UPDATE";
      break;
    case "SHARE":
      p.needs("for-share", range, "FOR SHARE");
      p.advance();
      p.advance();
      strength = "SHARE";
      break;
    case "KEY":
      if (p.peek(2) !== "SHARE") {
        return undefined;
      }
      p.needs("for-key-locks", range, "FOR KEY SHARE");
      p.advance();
      p.advance();
      p.advance();
      strength = "KEY SHARE";
      break;
    case "READ":
      if (p.peek(2) !== "ONLY") {
        return undefined;
      }
      p.moveTo(p.pos + 3);
      return "skipped";
    case "XML":
    case "JSON":
    case "BROWSE":
      if (!p.dialect.can("for-xml")) {
        return undefined;
      }
      p.advance();
      skipForXml(p);
      return "skipped";
    default:
      return undefined;
  }
  let of: QualifiedName[] | undefined;
  if (p.accept("OF")) {
    of = [p.expectQualifiedName("relation")];
    while (p.accept(",")) {
      of.push(p.expectQualifiedName("relation"));
    }
  }
  let wait: Locking["wait"];
  if (p.offers("NOWAIT", "nowait")) {
    p.needs("nowait", { start: p.start, end: p.end }, "NOWAIT");
    p.advance();
    wait = "NOWAIT";
  } else if (p.offers("SKIP", "skip-locked")) {
    p.needs("skip-locked", { start: p.start, end: p.end }, "SKIP LOCKED");
    p.advance();
    p.expect("LOCKED");
    wait = "SKIP LOCKED";
  } else if (p.is("WAIT")) {
    p.advance();
    expression(p);
    wait = "WAIT";
  }
  return { kind: "locking", start, end: p.lastEnd, strength, of, wait };
}

function lockInShareMode(p: Parser): Locking {
  const { start } = p;
  p.needs("lock-in-share-mode", { start, end: p.end }, "LOCK IN SHARE MODE");
  p.advance();
  p.advance();
  p.expect("SHARE");
  p.expect("MODE");
  let wait: Locking["wait"];
  if (p.accept("NOWAIT")) {
    wait = "NOWAIT";
  } else if (p.is("SKIP")) {
    p.advance();
    p.expect("LOCKED");
    wait = "SKIP LOCKED";
  } else if (p.is("WAIT")) {
    p.advance();
    expression(p);
    wait = "WAIT";
  }
  return { kind: "locking", start, end: p.lastEnd, strength: "SHARE", of: undefined, wait };
}

function skipForXml(p: Parser): void {
  while (!p.atEnd && !p.is(")") && !p.is(";")) {
    if (p.is("(")) {
      skipBrackets(p);
    } else if (p.is("OPTION") || p.is("SELECT")) {
      return;
    } else {
      p.advance();
    }
  }
}

// ---------------------------------------------------------------- primaries

function queryPrimary(
  p: Parser,
  start: number,
  withNode: With | undefined,
  outermost: boolean,
): Query {
  switch (p.word) {
    case "SELECT":
      return select(p, start, withNode, outermost);
    case "(":
      return parenthesizedQuery(p, start, withNode, outermost);
    case "VALUES":
      return values(p, start, withNode, outermost);
    case "TABLE":
      return tableQuery(p, start, withNode, outermost);
    case "FROM":
      return select(p, start, withNode, outermost);
    case "WITH":
      return query(p);
    case "PIVOT":
    case "UNPIVOT":
      if (p.dialect.can("pivot-statement")) {
        return pivotStatement(p, start, withNode);
      }
      break;
    default:
      break;
  }
  if (isDml(p) && p.dialect.can("cte-data-modifying")) {
    return dmlQuery(p, start, withNode);
  }
  p.at("SELECT");
  p.at("(");
  noteIf(p, "VALUES", "values-statement");
  noteIf(p, "TABLE", "table-statement");
  p.expected("a query");
  return emptySelect(p, start, withNode);
}

function emptySelect(p: Parser, start: number, withNode: With | undefined): Select {
  const at = p.lastEnd;
  return selectNode(withNode === undefined ? at : start, at, { start: at, end: at }, [], withNode);
}

function selectNode(
  start: number,
  end: number,
  selectRange: NodeBase,
  items: readonly SelectItem[],
  withNode: With | undefined,
  from?: From,
): Select {
  return {
    kind: "select",
    start,
    end,
    selectRange,
    distinct: undefined,
    distinctOn: undefined,
    distinctRange: undefined,
    top: undefined,
    modifiers: undefined,
    items,
    into: undefined,
    from,
    where: undefined,
    connectBy: undefined,
    groupBy: undefined,
    having: undefined,
    windows: undefined,
    qualify: undefined,
    with: withNode,
    orderBy: undefined,
    limit: undefined,
    locking: undefined,
    parenthesized: undefined,
  };
}

function parenthesizedQuery(
  p: Parser,
  start: number,
  withNode: With | undefined,
  outermost: boolean,
): Query {
  p.advance();
  const inner = query(p);
  p.closeParenthesis();
  const closed: Query = {
    ...inner,
    start,
    end: p.lastEnd,
    with: withNode ?? inner.with,
    parenthesized: true,
  };
  return outermost && setPower(p) === 0 ? withTail(p, closed, start, undefined) : closed;
}

function values(p: Parser, start: number, withNode: With | undefined, outermost: boolean): Values {
  const range = { start: p.start, end: p.end };
  if (
    outermost &&
    !p.dialect.can("values-statement") &&
    !(p.peek(-1) === "(" && p.dialect.can("values-in-from"))
  ) {
    p.needs("values-statement", range, "VALUES as a query");
  }
  p.advance();
  const rows: ValuesRow[] = [];
  do {
    rows.push(valuesRow(p));
  } while (p.accept(",") && !(p.atEnd && p.pos !== p.probe && p.dialect.can("trailing-comma")));
  const tail = outermost && setPower(p) === 0 ? queryTail(p) : NO_TAIL;
  return {
    kind: "values",
    start,
    end: p.lastEnd,
    rows: exact(rows),
    with: withNode,
    orderBy: tail.orderBy,
    limit: tail.limit,
    locking: tail.locking,
    parenthesized: undefined,
  };
}

/** `(1, 2)` or `ROW(1, 2)`. */
export function valuesRow(p: Parser): ValuesRow {
  const { start } = p;
  if (p.is("ROW")) {
    p.needs("values-row", { start, end: p.end }, "ROW in VALUES");
    p.advance();
  }
  if (
    !p.is("(") &&
    (p.kind === TokenKind.Hole || p.kind === TokenKind.Parameter || p.kind === TokenKind.Variable)
  ) {
    return { kind: "values-row", start, end: p.end, values: [expression(p)] };
  }
  if (!p.is("(")) {
    p.expected("(");
    return { kind: "values-row", start: Math.min(start, p.lastEnd), end: p.lastEnd, values: [] };
  }
  p.advance();
  const row: Expression[] = [];
  if (p.is(")")) {
    p.advance();
    if (!p.dialect.can("empty-values-row")) {
      p.problem("syntax", "A row has at least one value.", { start, end: p.lastEnd });
    }
    return { kind: "values-row", start, end: p.lastEnd, values: row };
  }
  p.at("DEFAULT");
  row.push(expression(p));
  while (p.accept(",")) {
    if (p.is(")") && p.dialect.can("trailing-comma")) {
      break;
    }
    p.at("DEFAULT");
    row.push(expression(p));
  }
  p.closeParenthesis();
  return { kind: "values-row", start, end: p.lastEnd, values: exact(row) };
}

function tableQuery(
  p: Parser,
  start: number,
  withNode: With | undefined,
  outermost: boolean,
): TableQuery {
  p.needs("table-statement", { start: p.start, end: p.end }, "TABLE as a query");
  p.advance();
  if (p.accept("ONLY")) {
    p.accept("(");
  }
  const table = p.expectQualifiedName("relation");
  if (p.is("*")) {
    p.advance();
  }
  const tail = outermost && setPower(p) === 0 ? queryTail(p) : NO_TAIL;
  return {
    kind: "table-query",
    start,
    end: p.lastEnd,
    table,
    with: withNode,
    orderBy: tail.orderBy,
    limit: tail.limit,
    locking: tail.locking,
    parenthesized: undefined,
  };
}

/** `PIVOT t ON c USING sum(x) GROUP BY y`, as a select of everything from a pivoted relation. */
function pivotStatement(p: Parser, start: number, withNode: With | undefined): Query {
  const selectRange = { start: p.start, end: p.end };
  const unpivot = p.is("UNPIVOT");
  p.advance();
  const relations = fromClause(p, p.start, true);
  const [source] = relations.relations;
  const columns: Expression[] = [];
  const pivotValues: SelectItem[] = [];
  const aggregates: SelectItem[] = [];
  let groups: Expression[] | undefined;
  if (p.accept("ON")) {
    do {
      columns.push(expression(p));
      if (p.is("IN") && p.peek() === "(") {
        p.advance();
        parenthesizedList(p);
      }
      if (p.is("AS")) {
        p.advance();
        p.anyName("alias");
      }
    } while (p.accept(","));
  }
  if (unpivot && p.accept("INTO")) {
    while (p.is("NAME") || p.is("VALUE")) {
      p.advance();
      p.name("new-name");
      while (p.accept(",")) {
        p.name("new-name");
      }
    }
  }
  if (p.accept("USING")) {
    aggregates.push(...selectItems(p));
  }
  if (p.at("GROUP")) {
    p.advance();
    p.expect("BY");
    groups = expressionList(p);
  }
  const end = p.lastEnd;
  const from: From =
    source === undefined
      ? relations
      : {
          kind: "from",
          start: relations.start,
          end,
          relations: [
            {
              kind: "pivot",
              start: relations.start,
              end,
              unpivot,
              source,
              aggregates,
              columns,
              values: pivotValues,
              groupBy: groups,
              alias: undefined,
            },
          ],
        };
  const node = selectNode(start, end, selectRange, [], withNode, from);
  return setPower(p) === 0 ? withTail(p, node, start, withNode) : node;
}

// ---------------------------------------------------------------- SELECT

const SELECT_MODIFIERS: ReadonlySet<string> = new Set([
  "HIGH_PRIORITY",
  "STRAIGHT_JOIN",
  "SQL_SMALL_RESULT",
  "SQL_BIG_RESULT",
  "SQL_BUFFER_RESULT",
  "SQL_NO_CACHE",
  "SQL_CACHE",
  "SQL_CALC_FOUND_ROWS",
]);

/**
 * A value as procedural code writes it: an expression that may go on as a query without its SELECT,
 * `count(*) > 0 FROM t WHERE …`. Such a query's `selectRange` is empty.
 */
export function valueOrQuery(p: Parser): Expression {
  const { start } = p;
  const first = expression(p);
  if (!p.is("FROM")) {
    return first;
  }
  const query = select(p, start, undefined, true, first);
  return { kind: "subquery", start, end: p.lastEnd, query };
}

function select(
  p: Parser,
  start: number,
  withNode: With | undefined,
  outermost: boolean,
  given?: Expression,
): Select {
  const selectRange =
    given === undefined ? { start: p.start, end: p.end } : { start: given.start, end: given.start };
  let from: From | undefined;
  let items: SelectItem[] = [];
  let distinct: Select["distinct"];
  let distinctOn: Expression[] | undefined;
  let distinctRange: NodeBase | undefined;
  let modifiers: string[] | undefined;
  let top: Top | undefined;
  let into: SelectInto | undefined;
  let hasList = true;
  if (given !== undefined) {
    hasList = false;
    items = [
      {
        kind: "select-item",
        start,
        end: p.lastEnd,
        expression: given,
        alias: undefined,
        as: undefined,
      },
    ];
  } else if (p.is("FROM")) {
    p.needs("from-first", selectRange, "FROM before SELECT");
    from = fromClause(p, p.start, false);
    hasList = p.accept("SELECT");
  } else {
    p.advance();
  }
  if (hasList) {
    for (;;) {
      if (p.pos === p.probe) {
        p.at("DISTINCT");
        p.at("ALL");
        noteIf(p, "TOP", "top");
      }
      const { word } = p;
      if (word === "DISTINCT" && distinct !== "distinct-on") {
        distinctRange = { start: p.start, end: p.end };
        distinct = "distinct";
        p.advance();
        if (p.offers("ON", "distinct-on") && p.peek() === "(") {
          p.needs("distinct-on", { start: p.start, end: p.end }, "DISTINCT ON");
          p.advance();
          distinctOn = parenthesizedList(p);
          distinct = "distinct-on";
          distinctRange = { start: distinctRange.start, end: p.lastEnd };
        }
      } else if (word === "ALL" && p.peek() !== ".") {
        distinctRange = { start: p.start, end: p.end };
        distinct = "all";
        p.advance();
      } else if ((word === "DISTINCTROW" || word === "UNIQUE") && p.isReserved(p.pos)) {
        distinctRange = { start: p.start, end: p.end };
        distinct = "distinct";
        p.advance();
      } else if (word === "TOP" && p.dialect.can("top") && top === undefined) {
        top = topClause(p);
      } else if (word !== "" && SELECT_MODIFIERS.has(word) && isModifier(p)) {
        modifiers ??= [];
        modifiers.push(word);
        p.advance();
      } else {
        break;
      }
    }
    if (p.is("AS") && (p.peek() === "STRUCT" || p.peek() === "VALUE")) {
      modifiers ??= [];
      modifiers.push(`AS ${p.peek()}`);
      p.advance();
      p.advance();
    }
    if (p.is("INTO") && p.dialect.can("select-into-table")) {
      into = selectInto(p);
    }
    items = selectItems(p, true);
    if (items.length === 0 && distinct !== undefined && distinct !== "all") {
      p.expected("an expression");
    }
  }
  let where: Where | undefined;
  let connectBy: ConnectBy | undefined;
  let groupBy: GroupBy | undefined;
  let having: Having | undefined;
  let windows: NamedWindow[] | undefined;
  let qualify: Qualify | undefined;
  /** The clause before, so that one in the wrong order is noticed. */
  let rank = 0;
  clauses: for (;;) {
    if (p.pos === p.probe) {
      noteClauses(p, rank);
    }
    let next = 0;
    switch (p.word) {
      case "INTO":
        if (into !== undefined) {
          break clauses;
        }
        into = selectInto(p);
        break;
      case "BULK":
        if (p.peek() !== "COLLECT") {
          break clauses;
        }
        p.advance();
        p.advance();
        into = selectInto(p);
        break;
      case "FROM": {
        if (from !== undefined) {
          break clauses;
        }
        next = 2;
        from = fromClause(p, p.start, false);
        break;
      }
      case "WHERE": {
        if (where !== undefined) {
          break clauses;
        }
        next = 4;
        where = whereClause(p);
        break;
      }
      case "START":
      case "CONNECT":
        if (connectBy !== undefined || !(p.peek() === "WITH" || p.peek() === "BY")) {
          break clauses;
        }
        next = 5;
        connectBy = connectByClause(p);
        break;
      case "GROUP":
        if (groupBy !== undefined || (p.peek() !== "BY" && !p.isReserved(p.pos))) {
          break clauses;
        }
        next = 6;
        groupBy = groupByClause(p);
        break;
      case "HAVING": {
        if (having !== undefined) {
          break clauses;
        }
        const { start: at } = p;
        next = 7;
        p.advance();
        const condition = expression(p);
        having = { kind: "having", start: at, end: p.lastEnd, condition };
        break;
      }
      case "WINDOW":
        if (windows !== undefined || !(p.isReserved(p.pos) || p.peek(2) === "AS")) {
          break clauses;
        }
        next = 8;
        p.needs("window-clause", { start: p.start, end: p.end }, "WINDOW clause");
        windows = windowClause(p);
        break;
      case "QUALIFY": {
        if (qualify !== undefined || !(p.isReserved(p.pos) || p.dialect.can("qualify"))) {
          break clauses;
        }
        const { start: at } = p;
        next = 8;
        p.needs("qualify", { start: at, end: p.end }, "QUALIFY");
        p.advance();
        const condition = expression(p);
        qualify = { kind: "qualify", start: at, end: p.lastEnd, condition };
        break;
      }
      default:
        if (recoverTo(p, isClauseWord)) {
          continue;
        }
        break clauses;
    }
    if (next !== 0) {
      if (next < rank && !(next === 6 && p.dialect.can("having-before-group-by"))) {
        p.problem("syntax", "The clauses of the query are not in order.", {
          start: p.lastEnd,
          end: p.lastEnd,
        });
      }
      rank = Math.max(rank, next);
    }
  }
  if (from === undefined && p.dialect.can("select-requires-from")) {
    p.problem("syntax", "Expected FROM.", { start: p.lastEnd, end: p.lastEnd });
  }
  const tail = outermost && setPower(p) === 0 ? queryTail(p) : NO_TAIL;
  if (
    distinct === undefined &&
    top === undefined &&
    modifiers === undefined &&
    into === undefined &&
    tail.into === undefined &&
    connectBy === undefined &&
    windows === undefined &&
    qualify === undefined &&
    tail.locking === undefined
  ) {
    // Most queries have none of these: a smaller node for them.
    return {
      kind: "select",
      start,
      end: p.lastEnd,
      selectRange,
      items,
      from,
      where,
      groupBy,
      having,
      with: withNode,
      orderBy: tail.orderBy,
      limit: tail.limit,
    };
  }
  return {
    kind: "select",
    start,
    end: p.lastEnd,
    selectRange,
    distinct,
    distinctOn,
    distinctRange,
    top,
    modifiers,
    items,
    into: into ?? tail.into,
    from,
    where,
    connectBy,
    groupBy,
    having,
    windows,
    qualify,
    with: withNode,
    orderBy: tail.orderBy,
    limit: tail.limit,
    locking: tail.locking,
    parenthesized: undefined,
  };
}

/** STRAIGHT_JOIN and its like are modifiers where the engine reserves or at least knows them. */
function isModifier(p: Parser): boolean {
  return p.dialect.can("straight-join") && p.peek() !== "." && p.peek() !== ",";
}

function noteClauses(p: Parser, rank: number): void {
  if (rank < 2) {
    p.at("FROM");
    if (p.dialect.can("select-into-table") || p.dialect.can("select-into-variable")) {
      p.at("INTO");
    }
  }
  if (rank < 4) {
    p.at("WHERE");
  }
  if (rank < 5) {
    noteIf(p, "CONNECT", "connect-by");
    noteIf(p, "START", "connect-by");
  }
  if (rank < 6) {
    p.at("GROUP");
  }
  if (rank < 7) {
    p.at("HAVING");
  }
  if (rank < 8) {
    noteIf(p, "WINDOW", "window-clause");
    noteIf(p, "QUALIFY", "qualify");
  }
}

function isClauseWord(p: Parser, ahead: number): boolean {
  switch (p.peek(ahead)) {
    case "FROM":
    case "WHERE":
    case "HAVING":
      return p.dialect.isReserved(p.peekTerminal(ahead));
    case "GROUP":
    case "ORDER":
      return p.peek(ahead + 1) === "BY";
    default:
      return false;
  }
}

/** Words before which a search for the next clause stops: another statement or block begins there. */
const STOPS: ReadonlySet<string> = new Set([
  "SELECT",
  "INSERT",
  "UPDATE",
  "DELETE",
  "MERGE",
  "WITH",
  "UNION",
  "INTERSECT",
  "EXCEPT",
  "LOOP",
  "DO",
  "THEN",
  "BEGIN",
  "END",
  "ELSE",
  "ELSIF",
  "ELSEIF",
  "FETCH",
  "EXEC",
  "EXECUTE",
  "SET",
  "RETURNING",
  "ON",
  "LIMIT",
  "FOR",
  "CREATE",
  "GO",
  "IF",
  "WHILE",
  "RETURN",
  "DECLARE",
  "PRINT",
  "OPTION",
  "AS",
  "INTO",
  "USING",
  "WHEN",
  "ALTER",
  "DROP",
  "VALUES",
  "LOG",
  "OPEN",
  ";",
]);

/** How far a search for the next clause looks. */
const RECOVERY_TOKENS = 100;

/**
 * Where something stands that no clause begins with, looks for the next clause of this query and
 * goes there with one problem. Where there is none, nothing happens: what stands here may belong to
 * what the query is part of.
 */
function recoverTo(p: Parser, isWanted: (p: Parser, ahead: number) => boolean): boolean {
  if (
    p.kind === TokenKind.End ||
    p.is(")") ||
    p.is(";") ||
    p.is("]") ||
    (p.terminal !== 0 && (STOPS.has(p.word) || p.is(",")))
  ) {
    return false;
  }
  let depth = 0;
  for (let ahead = 1; ahead < RECOVERY_TOKENS; ahead += 1) {
    if (p.peekKind(ahead) === TokenKind.End) {
      return false;
    }
    const word = p.peek(ahead);
    if (word === "(") {
      depth += 1;
    } else if (word === ")") {
      if (depth === 0) {
        return false;
      }
      depth -= 1;
    } else if (depth === 0) {
      if (isWanted(p, ahead)) {
        p.problem("syntax", `Did not expect ${p.tokenText} here.`);
        p.moveTo(p.pos + ahead);
        return true;
      }
      if (STOPS.has(word)) {
        return false;
      }
    }
  }
  return false;
}

function topClause(p: Parser): Top {
  const { start } = p;
  p.advance();
  let count: Expression;
  if (p.is("(")) {
    p.advance();
    count = expression(p);
    p.closeParenthesis();
  } else if (p.kind === TokenKind.Number) {
    const { start: at, end } = p;
    count = {
      kind: "literal",
      start: at,
      end,
      type: "number",
      value: p.tokenText,
    };
    p.advance();
  } else {
    count = expressionAbove(p, Power.Subscript);
  }
  const percent = p.accept("PERCENT");
  let withTies = false;
  if (p.is("WITH") && p.peek() === "TIES") {
    p.advance();
    p.advance();
    withTies = true;
  }
  return { kind: "top", start, end: p.lastEnd, count, percent, withTies };
}

function selectInto(p: Parser): SelectInto {
  const { start } = p;
  p.advance();
  if (p.word === "OUTFILE" || p.word === "DUMPFILE") {
    const fileKind = p.word;
    p.needs("select-into-outfile", { start: p.start, end: p.end }, `INTO ${fileKind}`);
    p.advance();
    const file = p.kind === TokenKind.String ? stringLiteral(p) : undefined;
    outfileOptions(p);
    return {
      kind: "into",
      start,
      end: p.lastEnd,
      table: undefined,
      temporary: undefined,
      targets: undefined,
      file,
      fileKind,
    };
  }
  if (
    p.kind === TokenKind.Variable ||
    p.kind === TokenKind.Parameter ||
    p.dialect.can("into-is-variables")
  ) {
    p.accept("STRICT");
    const targets = [intoTarget(p)];
    while (p.accept(",")) {
      targets.push(intoTarget(p));
    }
    return intoNode(start, p.lastEnd, undefined, undefined, targets);
  }
  if (p.is("STRICT") && p.peekKind() === TokenKind.Word) {
    p.advance();
  }
  let temporary: boolean | undefined;
  if (
    (p.is("TEMP") || p.is("TEMPORARY") || p.is("UNLOGGED")) &&
    (p.peekKind() === TokenKind.Word || p.peekKind() === TokenKind.QuotedName)
  ) {
    temporary = !p.is("UNLOGGED");
    p.advance();
  } else if (
    (p.is("LOCAL") || p.is("GLOBAL")) &&
    (p.peek() === "TEMP" || p.peek() === "TEMPORARY")
  ) {
    p.advance();
    p.advance();
    temporary = true;
  }
  if (p.is("TABLE") && (p.peekKind() === TokenKind.Word || p.peekKind() === TokenKind.QuotedName)) {
    p.advance();
  }
  const table = p.expectQualifiedName("new-name");
  if (p.is(",") || p.is("[")) {
    // Several names are variables.
    const first: Expression = {
      kind: "column",
      start: table.start,
      end: table.end,
      parts: table.parts,
    };
    const targets: Expression[] = [first];
    if (p.is("[")) {
      skipTo(p, "]");
    }
    while (p.accept(",")) {
      targets.push(intoTarget(p));
    }
    return intoNode(start, p.lastEnd, undefined, undefined, targets);
  }
  if (!p.dialect.can("select-into-table") && !p.dialect.can("select-into-variable")) {
    p.needs("select-into-table", { start, end: start + 4 }, "SELECT … INTO");
  }
  return intoNode(start, p.lastEnd, table, temporary, undefined);
}

function intoNode(
  start: number,
  end: number,
  table: QualifiedName | undefined,
  temporary: boolean | undefined,
  targets: readonly Expression[] | undefined,
): SelectInto {
  return {
    kind: "into",
    start,
    end,
    table,
    temporary,
    targets,
    file: undefined,
    fileKind: undefined,
  };
}

function intoTarget(p: Parser): Expression {
  return expressionAbove(p, Power.Collate);
}

function skipTo(p: Parser, closing: string): void {
  while (!p.atEnd && p.word !== closing) {
    p.advance();
  }
  p.advance();
}

/** `CHARACTER SET x FIELDS TERMINATED BY '…' LINES …`. */
export function outfileOptions(p: Parser): void {
  for (;;) {
    switch (p.word) {
      case "CHARACTER":
        p.advance();
        p.expect("SET");
        p.anyName("other-name");
        continue;
      case "CHARSET":
        p.advance();
        p.anyName("other-name");
        continue;
      case "FIELDS":
      case "COLUMNS":
      case "LINES":
        p.advance();
        continue;
      case "OPTIONALLY":
      case "TERMINATED":
      case "ENCLOSED":
      case "ESCAPED":
      case "STARTING":
        p.advance();
        if (p.accept("BY")) {
          p.advance();
        }
        continue;
      default:
        return;
    }
  }
}

export function whereClause(p: Parser): Where {
  const { start } = p;
  p.advance();
  const condition = expression(p);
  return { kind: "where", start, end: p.lastEnd, condition };
}

function connectByClause(p: Parser): ConnectBy {
  const { start } = p;
  p.needs("connect-by", { start, end: p.end }, "CONNECT BY");
  let startWith: Expression | undefined;
  let condition: Expression | undefined;
  let noCycle = false;
  for (;;) {
    if (p.is("START") && p.peek() === "WITH" && startWith === undefined) {
      p.advance();
      p.advance();
      startWith = expression(p);
    } else if (p.is("CONNECT") && p.peek() === "BY" && condition === undefined) {
      p.advance();
      p.advance();
      noCycle = p.accept("NOCYCLE");
      condition = expression(p);
    } else {
      break;
    }
  }
  return { kind: "connect-by", start, end: p.lastEnd, startWith, condition, noCycle };
}

function groupByClause(p: Parser): GroupBy {
  const { start } = p;
  p.advance();
  p.expect("BY");
  let quantifier: GroupBy["quantifier"];
  let all: boolean | undefined;
  if (p.word === "ALL" || p.word === "DISTINCT") {
    const word = p.word;
    const range = { start: p.start, end: p.end };
    p.advance();
    if (word === "ALL" && endsGroupList(p)) {
      p.needs("group-by-all", range, "GROUP BY ALL");
      all = true;
    } else {
      quantifier = word;
    }
  }
  const items: GroupItem[] = [];
  if (all !== true) {
    items.push(groupItem(p));
    while (p.accept(",")) {
      if (p.dialect.can("trailing-comma") && endsGroupList(p)) {
        break;
      }
      items.push(groupItem(p));
    }
  }
  let withRollup: GroupBy["withRollup"];
  if (p.offers("WITH", "with-rollup") && (p.peek() === "ROLLUP" || p.peek() === "CUBE")) {
    p.needs("with-rollup", { start: p.start, end: p.end }, `WITH ${p.peek()}`);
    withRollup = p.peek() === "ROLLUP" ? "ROLLUP" : "CUBE";
    p.advance();
    p.advance();
  }
  return { kind: "group-by", start, end: p.lastEnd, items, quantifier, all, withRollup };
}

function groupItem(p: Parser): GroupItem {
  const { start, word } = p;
  if (p.pos === p.probe) {
    noteIf(p, "ROLLUP", "rollup");
    noteIf(p, "CUBE", "cube");
    noteIf(p, "GROUPING", "grouping-sets");
  }
  if ((word === "ROLLUP" || word === "CUBE") && p.peek() === "(") {
    p.needs(word === "ROLLUP" ? "rollup" : "cube", { start, end: p.end }, word);
    p.advance();
    const items = groupItems(p);
    return groupingNode(start, p.lastEnd, word, items);
  }
  if (word === "GROUPING" && p.peek() === "SETS") {
    p.needs("grouping-sets", { start, end: p.end }, "GROUPING SETS");
    p.advance();
    p.advance();
    const items = groupItems(p);
    return groupingNode(start, p.lastEnd, "GROUPING SETS", items);
  }
  if (word === "(" && p.peek() === ")") {
    p.needs("grouping-sets", { start, end: p.end }, "GROUP BY ()");
    p.advance();
    p.advance();
    return groupingNode(start, p.lastEnd, "EMPTY", []);
  }
  const item = expression(p);
  if ((p.is("ASC") || p.is("DESC")) && p.dialect.can("group-by-direction")) {
    p.advance();
  }
  return item;
}

function groupItems(p: Parser): GroupItem[] {
  p.expect("(");
  const items: GroupItem[] = [groupItem(p)];
  while (p.accept(",")) {
    items.push(groupItem(p));
  }
  p.closeParenthesis();
  return items;
}

function groupingNode(
  start: number,
  end: number,
  type: GroupingSets["type"],
  items: readonly GroupItem[],
): GroupingSets {
  return { kind: "grouping-sets", start, end, type, items };
}

// ---------------------------------------------------------------- ORDER BY and windows

function windowClause(p: Parser): NamedWindow[] {
  p.advance();
  const windows: NamedWindow[] = [];
  do {
    const { start } = p;
    const name = p.expectName("new-name");
    p.expect("AS");
    const spec = p.is("(") ? windowSpec(p) : p.expectName("window");
    windows.push({ kind: "named-window", start, end: p.lastEnd, name, spec });
  } while (p.accept(","));
  return windows;
}

// ---------------------------------------------------------------- WITH

export function withClause(p: Parser): With {
  const { start } = p;
  p.needs("cte", { start, end: p.end }, "WITH");
  p.advance();
  let recursive = false;
  if (p.pos === p.probe) {
    noteIf(p, "RECURSIVE", "recursive-keyword");
  }
  if (p.is("RECURSIVE") && p.peek() !== "AS" && p.peek() !== "(") {
    if (!p.dialect.can("recursive-keyword")) {
      p.needs("recursive-keyword", { start: p.start, end: p.end }, "the word RECURSIVE after WITH");
    }
    p.advance();
    recursive = true;
  }
  const ctes: Cte[] = [];
  do {
    if (ctes.length > 0 && (p.is("SELECT") || isDml(p)) && p.dialect.can("trailing-comma")) {
      break;
    }
    if (p.is("XMLNAMESPACES") && p.peek() === "(") {
      p.advance();
      skipBrackets(p);
      continue;
    }
    ctes.push(cte(p));
  } while (p.accept(","));
  return { kind: "with", start, end: p.lastEnd, recursive, ctes };
}

function cte(p: Parser): Cte {
  const { start } = p;
  const name =
    p.kind === TokenKind.String && p.dialect.can("string-aliases")
      ? stringAsName(p)
      : p.expectName("new-name");
  let columns: Name[] | undefined;
  if (p.is("(")) {
    columns = nameList(p, "new-name");
  }
  if (p.is("USING") && p.peek() === "KEY") {
    p.advance();
    p.advance();
    parenthesizedList(p);
  }
  p.expect("AS");
  let materialized: boolean | undefined;
  if (p.pos === p.probe) {
    noteIf(p, "MATERIALIZED", "cte-materialized");
    noteIf(p, "NOT", "cte-materialized");
  }
  if (p.is("MATERIALIZED") || (p.is("NOT") && p.peek() === "MATERIALIZED")) {
    p.needs("cte-materialized", { start: p.start, end: p.end }, "MATERIALIZED");
    materialized = p.is("MATERIALIZED");
    p.advance();
    if (!materialized) {
      p.advance();
    }
  }
  let body: Query;
  if (p.expect("(")) {
    const { start: at } = p;
    if (isDml(p)) {
      p.needs("cte-data-modifying", { start: p.start, end: p.end }, "data changes in WITH");
      body = dmlQuery(p, at, undefined);
    } else {
      body = query(p);
    }
    p.closeParenthesis();
  } else {
    body = p.is("SELECT") && p.peek(-1) === "AS" ? query(p) : emptySelect(p, p.lastEnd, undefined);
  }
  let search: Cte["search"];
  if (p.offers("SEARCH", "cte-search-cycle")) {
    p.needs("cte-search-cycle", { start: p.start, end: p.end }, "SEARCH in WITH");
    p.advance();
    const order = p.acceptAny("BREADTH", "DEPTH") ?? "DEPTH";
    p.expect("FIRST");
    p.expect("BY");
    const by = plainNames(p);
    p.expect("SET");
    const set = p.expectName("new-name");
    search = { order, by, set };
  }
  let cycle: Cte["cycle"];
  if (p.offers("CYCLE", "cte-search-cycle")) {
    if (!p.dialect.can("cte-search-cycle") && !p.dialect.can("cte-cycle-restrict")) {
      p.needs("cte-search-cycle", { start: p.start, end: p.end }, "CYCLE in WITH");
    }
    p.advance();
    const cycleColumns = plainNames(p);
    if (p.accept("RESTRICT")) {
      cycle = {
        columns: cycleColumns,
        mark: { kind: "name", start: p.lastEnd, end: p.lastEnd, text: "", quoted: false },
      };
    } else {
      p.expect("SET");
      const mark = p.expectName("new-name");
      if (p.accept("TO")) {
        expression(p);
        p.expect("DEFAULT");
        expression(p);
      }
      if (p.accept("USING")) {
        cycle = { columns: cycleColumns, mark, path: p.expectName("new-name") };
      } else {
        cycle = { columns: cycleColumns, mark };
      }
    }
  }
  return { kind: "cte", start, end: p.lastEnd, name, columns, materialized, body, search, cycle };
}

function plainNames(p: Parser): Name[] {
  const names = [p.expectName("column")];
  while (p.accept(",")) {
    names.push(p.expectName("column"));
  }
  return names;
}
