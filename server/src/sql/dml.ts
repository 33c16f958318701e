/**
 * INSERT, UPDATE, DELETE, MERGE in the spellings of all engines.
 */
import type {
  Alias,
  Delete,
  Expression,
  From,
  Insert,
  Limit,
  Merge,
  MergeWhen,
  Name,
  NodeBase,
  OnConflict,
  OrderBy,
  OrderItem,
  QualifiedName,
  Query,
  Relation,
  Returning,
  SelectItem,
  SetItem,
  TableReference,
  Top,
  Update,
  Where,
  With,
} from "./ast.ts";
import { nameList, orderBy, orderItem, skipBrackets, startsQuery } from "./clauses.ts";
import {
  expression,
  expressionAbove,
  expressionList,
  parenthesizedList,
  subscript,
} from "./expression.ts";
import { Power } from "./operators.ts";
import { exact, type Parser } from "./parser.ts";
import { continueQuery, valuesRow, whereClause } from "./query.ts";
import { fromClause, relation, relationAlias, relationList } from "./relation.ts";
import { selectItems, stringAsName } from "./select-list.ts";
import { TokenKind } from "./tokens.ts";

/** The data change that begins here; `start` and `withNode` are of a WITH before it. */
export function dmlStatement(
  p: Parser,
  start: number,
  withNode: With | undefined,
): Insert | Update | Delete | Merge {
  switch (p.word) {
    case "UPDATE":
      return update(p, start, withNode);
    case "DELETE":
      return deleteStatement(p, start, withNode);
    case "MERGE":
      return merge(p, start, withNode);
    default:
      return insert(p, start, withNode);
  }
}

// ---------------------------------------------------------------- INSERT

const INSERT_MODIFIERS: ReadonlySet<string> = new Set(["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY"]);

function insert(p: Parser, start: number, withNode: With | undefined): Insert {
  const verb = p.is("REPLACE") ? "replace" : "insert";
  const verbRange = { start: p.start, end: p.end };
  if (verb === "replace") {
    p.needs("replace-into", verbRange, "REPLACE INTO");
  }
  p.advance();
  let onError: Insert["onError"];
  let modifiers: string[] | undefined;
  let overwrite: boolean | undefined;
  if (p.offers("OR", "insert-or")) {
    p.needs("insert-or", { start: p.start, end: p.end }, "INSERT OR …");
    p.advance();
    onError = p.acceptAny("REPLACE", "ROLLBACK", "ABORT", "FAIL", "IGNORE");
    if (onError === undefined) {
      p.expected("REPLACE, IGNORE, ABORT, FAIL or ROLLBACK");
    }
  }
  while (INSERT_MODIFIERS.has(p.word) && p.dialect.can("insert-modifiers")) {
    modifiers ??= [];
    modifiers.push(p.word);
    p.advance();
  }
  if (p.offers("IGNORE", "insert-ignore") && p.peek() !== ".") {
    p.needs("insert-ignore", { start: p.start, end: p.end }, "INSERT IGNORE");
    p.advance();
    onError = "IGNORE";
  }
  if (p.dialect.can("top") && p.is("TOP") && p.peek() === "(") {
    p.advance();
    skipBrackets(p);
    p.accept("PERCENT");
  }
  if ((p.is("ALL") || p.is("FIRST")) && p.dialect.can("insert-all")) {
    return insertAll(p, start, withNode, verbRange);
  }
  if (p.is("OVERWRITE")) {
    p.needs("insert-overwrite", { start: p.start, end: p.end }, "INSERT OVERWRITE");
    overwrite = true;
    p.advance();
  }
  if (!p.accept("INTO") && overwrite !== true && !p.dialect.can("insert-without-into")) {
    p.expected("INTO");
  }
  if (p.is("TABLE") && p.peekKind() === TokenKind.Word) {
    p.advance();
  }
  p.slot("table");
  const table = insertTarget(p);
  let partitions: Name[] | undefined;
  if (p.is("PARTITION") && p.peek() === "(" && p.dialect.can("partition-selection")) {
    p.advance();
    partitions = nameList(p, "other-name");
  }
  let alias: Alias | undefined;
  if (p.is("AS") && p.peek() !== "SELECT" && p.peek() !== "(" && p.peek() !== "WITH") {
    alias = relationAlias(p, false);
  } else if (
    p.kind === TokenKind.Word &&
    p.dialect.can("insert-alias-without-as") &&
    !p.isReserved(p.pos) &&
    !p.is("VALUES") &&
    !p.is("DEFAULT") &&
    !p.is("OUTPUT") &&
    !p.is("BY") &&
    !p.is("SET") &&
    !p.is("VALUE") &&
    !p.is("OVERRIDING")
  ) {
    alias = relationAlias(p, false);
  }
  if (p.is("WITH") && p.peek() === "(" && p.dialect.can("table-hints")) {
    p.advance();
    skipBrackets(p);
  }
  let columns: Expression[] | undefined;
  let columnsRange: NodeBase | undefined;
  let byName = false;
  if (p.at("(") && !startsQuery(p, 1) && !beginsNestedQuery(p)) {
    const at = p.start;
    columns = insertColumns(p);
    columnsRange = { start: at, end: p.lastEnd };
  }
  if (p.is("BY") && (p.peek() === "NAME" || p.peek() === "POSITION")) {
    p.needs("insert-by-name", { start: p.start, end: p.end }, "INSERT BY NAME");
    byName = p.peek() === "NAME";
    p.advance();
    p.advance();
  }
  let overriding: Insert["overriding"];
  if (p.offers("OVERRIDING", "insert-overriding")) {
    p.needs("insert-overriding", { start: p.start, end: p.end }, "OVERRIDING");
    p.advance();
    overriding = p.acceptAny("SYSTEM", "USER") ?? "SYSTEM";
    p.expect("VALUE");
  }
  let output: Returning | undefined;
  if (p.is("OUTPUT") && p.dialect.can("output-clause")) {
    output = outputClause(p);
  }
  let source: Query | undefined;
  let defaultValues: boolean | undefined;
  let set: SetItem[] | undefined;
  let rowAlias: Alias | undefined;
  if (p.pos === p.probe) {
    p.at("VALUES");
    p.at("SELECT");
    p.at("WITH");
    p.at("(");
    if (p.dialect.can("insert-set")) {
      p.at("SET");
    }
  }
  if (p.offers("DEFAULT", "insert-default-values")) {
    p.needs("insert-default-values", { start: p.start, end: p.end }, "DEFAULT VALUES");
    p.advance();
    p.expect("VALUES");
    defaultValues = true;
  } else if (p.is("VALUES") || (p.is("VALUE") && p.dialect.can("insert-value-word"))) {
    source = insertValues(p);
  } else if (p.is("SET") && (p.dialect.can("insert-set") || p.peek(2) === "=")) {
    p.needs("insert-set", { start: p.start, end: p.end }, "INSERT … SET");
    p.advance();
    set = setItems(p);
  } else if (p.is("EXEC") || p.is("EXECUTE")) {
    skipExec(p);
  } else {
    if (p.is("AS")) {
      p.advance();
    }
    if (p.kind === TokenKind.Hole && p.peekKind() === TokenKind.End) {
      p.advance();
    } else {
      source = p.grammar.query(p);
    }
  }
  if (p.is("AS") && (source !== undefined || set !== undefined)) {
    p.needs("insert-row-alias", { start: p.start, end: p.end }, "alias for the new row");
    rowAlias = relationAlias(p, true);
  }
  const conflict = conflicts(p);
  const returning =
    output ?? returningClause(p, verb === "replace" ? "replace-returning" : "insert-returning");
  void byName;
  if (p.is("LOG") && p.peek() === "ERRORS") {
    logErrors(p);
  }
  return {
    kind: "insert",
    start,
    end: p.lastEnd,
    with: withNode,
    verb,
    verbRange,
    onError,
    modifiers,
    overwrite,
    table,
    alias,
    partitions,
    columns,
    columnsRange,
    overriding,
    source,
    defaultValues,
    set,
    rowAlias,
    conflict,
    returning,
  };
}

function insertTarget(p: Parser): QualifiedName {
  if (p.kind === TokenKind.String && p.dialect.can("string-relations")) {
    const raw = stringAsName(p);
    return { kind: "qualified-name", start: raw.start, end: raw.end, parts: [raw] };
  }
  if (p.kind === TokenKind.Variable || p.kind === TokenKind.Parameter) {
    const raw = p.takeName();
    return { kind: "qualified-name", start: raw.start, end: raw.end, parts: [raw] };
  }
  return p.expectQualifiedName("table");
}

/** `((SELECT …) UNION …)` is a query although it begins with two brackets. */
function beginsNestedQuery(p: Parser): boolean {
  let ahead = 1;
  while (p.peek(ahead) === "(" && ahead < 8) {
    ahead += 1;
  }
  return ahead > 1 && startsQuery(p, ahead);
}

function insertColumns(p: Parser): Expression[] {
  p.advance();
  const columns: Expression[] = [];
  if (p.is(")")) {
    p.advance();
    if (!p.dialect.can("insert-empty-columns")) {
      p.problem("syntax", "Expected a column.", { start: p.lastEnd - 1, end: p.lastEnd });
    }
    return columns;
  }
  do {
    if (p.is(")") && p.dialect.can("trailing-comma")) {
      break;
    }
    columns.push(targetColumn(p));
  } while (p.accept(","));
  p.closeParenthesis();
  return exact(columns);
}

/** A column that is written to: a path, with subscripts where an engine has them. */
function targetColumn(p: Parser): Expression {
  p.slot("column");
  const { start } = p;
  if (p.kind === TokenKind.Variable || p.kind === TokenKind.Parameter) {
    return expressionAbove(p, Power.Cast);
  }
  const name = p.expectQualifiedName("column");
  let target: Expression = {
    kind: "column",
    start: name.start,
    end: name.end,
    parts: name.parts,
  };
  while (p.is("[") || p.is(".")) {
    if (p.is("[")) {
      target = subscript(p, target, start);
    } else {
      p.advance();
      const field = p.partAfterDot("column");
      target = { kind: "field", start, end: p.lastEnd, base: target, field };
    }
  }
  return target;
}

function insertValues(p: Parser): Query {
  const { start } = p;
  p.advance();
  const rows = [];
  do {
    if (rows.length === 1) {
      p.needs("insert-multi-row", { start: p.start, end: p.end }, "several rows in VALUES");
    }
    if (rows.length > 0 && p.atEnd && p.dialect.can("trailing-comma")) {
      break;
    }
    rows.push(
      p.is("(") && p.peek() === ")" && p.dialect.can("insert-empty-columns")
        ? emptyRow(p)
        : valuesRow(p),
    );
  } while (p.accept(","));
  const values: Query = {
    kind: "values",
    start,
    end: p.lastEnd,
    rows: exact(rows),
    with: undefined,
    orderBy: undefined,
    limit: undefined,
    locking: undefined,
    parenthesized: undefined,
  };
  if (p.is("UNION") || p.is("ORDER") || p.is("LIMIT") || p.is("EXCEPT") || p.is("INTERSECT")) {
    return continueQuery(p, values, start);
  }
  return values;
}

function emptyRow(p: Parser): {
  kind: "values-row";
  start: number;
  end: number;
  values: readonly Expression[];
} {
  const { start } = p;
  p.advance();
  p.advance();
  return { kind: "values-row", start, end: p.lastEnd, values: [] };
}

/** `INSERT … EXEC p @a`: what is called is not part of the tree. */
function skipExec(p: Parser): void {
  while (!p.atEnd && !p.is(";")) {
    p.advance();
  }
}

/** `INSERT ALL WHEN … THEN INTO … SELECT …`: the first target, the query, no more. */
function insertAll(
  p: Parser,
  start: number,
  withNode: With | undefined,
  verbRange: NodeBase,
): Insert {
  p.advance();
  let table: QualifiedName | undefined;
  let columns: Expression[] | undefined;
  let columnsRange: NodeBase | undefined;
  while (!p.atEnd && !p.is("SELECT") && !p.is("WITH") && !p.is(";")) {
    const { pos } = p;
    if (p.accept("WHEN")) {
      expression(p);
      p.expect("THEN");
    } else if (p.accept("ELSE")) {
      continue;
    } else if (p.accept("INTO")) {
      const name = p.expectQualifiedName("table");
      table ??= name;
      if (p.is("(")) {
        const at = p.start;
        const list = insertColumns(p);
        columns ??= list;
        columnsRange ??= { start: at, end: p.lastEnd };
      }
      if (p.accept("VALUES")) {
        parenthesizedList(p);
      }
    } else {
      p.expected("INTO");
      break;
    }
    if (p.pos === pos) {
      break;
    }
  }
  const source = startsQuery(p, 0) ? p.grammar.query(p) : undefined;
  return {
    kind: "insert",
    start,
    end: p.lastEnd,
    with: withNode,
    verb: "insert",
    verbRange,
    onError: undefined,
    modifiers: ["ALL"],
    overwrite: undefined,
    table: table ?? p.expectQualifiedName("table"),
    alias: undefined,
    partitions: undefined,
    columns,
    columnsRange,
    overriding: undefined,
    source,
    defaultValues: undefined,
    set: undefined,
    rowAlias: undefined,
    conflict: undefined,
    returning: undefined,
  };
}

function logErrors(p: Parser): void {
  while (!p.atEnd && !p.is(";") && !p.is(")")) {
    if (p.is("(")) {
      skipBrackets(p);
    } else {
      p.advance();
    }
  }
}

function conflicts(p: Parser): OnConflict[] | undefined {
  let found: OnConflict[] | undefined;
  for (;;) {
    if (p.pos === p.probe) {
      p.at("ON");
    }
    if (!p.is("ON")) {
      return found;
    }
    if (p.peek() === "CONFLICT") {
      found ??= [];
      found.push(onConflict(p));
    } else if (p.peek() === "DUPLICATE") {
      found ??= [];
      found.push(onDuplicateKey(p));
    } else {
      if (p.pos + 1 === p.probe) {
        p.expectedTerminals.add(p.dialect.can("on-duplicate-key") ? "DUPLICATE" : "CONFLICT");
      }
      return found;
    }
  }
}

function onConflict(p: Parser): OnConflict {
  const { start } = p;
  p.needs("on-conflict", { start, end: p.end }, "ON CONFLICT");
  p.advance();
  p.advance();
  let target: OrderItem[] | undefined;
  let targetWhere: Expression | undefined;
  let constraint: Name | undefined;
  if (p.accept("(")) {
    target = [];
    do {
      target.push(conflictTarget(p));
    } while (p.accept(","));
    p.closeParenthesis();
    if (p.accept("WHERE")) {
      targetWhere = expression(p);
    }
  } else if (p.is("ON") && p.peek() === "CONSTRAINT") {
    p.needs("on-conflict-constraint", { start: p.start, end: p.end }, "ON CONSTRAINT");
    p.advance();
    p.advance();
    constraint = p.expectName("constraint");
  }
  p.expect("DO");
  if (p.accept("NOTHING")) {
    return conflictNode(
      start,
      p.lastEnd,
      "conflict",
      target,
      targetWhere,
      constraint,
      "nothing",
      undefined,
      undefined,
    );
  }
  p.expect("UPDATE");
  p.expect("SET");
  const set = setItems(p);
  const where = p.at("WHERE") ? whereClause(p) : undefined;
  return conflictNode(
    start,
    p.lastEnd,
    "conflict",
    target,
    targetWhere,
    constraint,
    "update",
    set,
    where,
  );
}

/** A column or expression with a collation and an operator class. */
function conflictTarget(p: Parser): OrderItem {
  const item = orderItem(p);
  if (p.kind === TokenKind.Word && !p.isReserved(p.pos)) {
    p.qualifiedName("other-name");
    return { ...item, end: p.lastEnd };
  }
  return item;
}

function conflictNode(
  start: number,
  end: number,
  style: OnConflict["style"],
  target: readonly OrderItem[] | undefined,
  targetWhere: Expression | undefined,
  constraint: Name | undefined,
  action: OnConflict["action"],
  set: readonly SetItem[] | undefined,
  where: Where | undefined,
): OnConflict {
  return {
    kind: "on-conflict",
    start,
    end,
    style,
    target,
    targetWhere,
    constraint,
    action,
    set,
    where,
  };
}

function onDuplicateKey(p: Parser): OnConflict {
  const { start } = p;
  p.needs("on-duplicate-key", { start, end: p.end }, "ON DUPLICATE KEY UPDATE");
  p.advance();
  p.advance();
  p.expect("KEY");
  p.expect("UPDATE");
  const set = setItems(p);
  return conflictNode(
    start,
    p.lastEnd,
    "duplicate-key",
    undefined,
    undefined,
    undefined,
    "update",
    set,
    undefined,
  );
}

// ---------------------------------------------------------------- UPDATE and DELETE

function update(p: Parser, start: number, withNode: With | undefined): Update {
  const verbRange = { start: p.start, end: p.end };
  p.advance();
  let modifiers: string[] | undefined;
  let onError: Update["onError"];
  let top: Top | undefined;
  if (p.is("OR") && p.dialect.can("insert-or")) {
    p.advance();
    onError = p.acceptAny("REPLACE", "ROLLBACK", "ABORT", "FAIL", "IGNORE");
  }
  if (p.is("LOW_PRIORITY")) {
    modifiers = [p.word];
    p.advance();
  }
  if (p.is("IGNORE") && p.dialect.can("insert-ignore")) {
    p.advance();
    onError = "IGNORE";
  }
  if (p.is("TOP") && p.dialect.can("top")) {
    top = topClause(p);
  }
  p.slot("table");
  const relations = relationList(p);
  if (relations.length > 1 || relations[0]?.kind === "join") {
    p.needs(
      "update-join",
      { start: relations[0]?.start ?? start, end: p.lastEnd },
      "UPDATE of joined tables",
    );
  }
  if (p.is("FOR") && p.peek() === "PORTION") {
    portion(p);
  }
  const setStart = p.start;
  let set: SetItem[] = [];
  if (p.expect("SET")) {
    set = setItems(p);
  }
  const setRange = { start: setStart, end: Math.max(setStart, p.lastEnd) };
  const output = p.is("OUTPUT") && p.dialect.can("output-clause") ? outputClause(p) : undefined;
  let from: From | undefined;
  if (p.offers("FROM", "update-from")) {
    if (!p.dialect.can("update-from")) {
      p.needs("update-from", { start: p.start, end: p.end }, "UPDATE … FROM");
    }
    from = fromClause(p, p.start, false);
  }
  const where = p.at("WHERE") ? whereClause(p) : undefined;
  const before = output ?? returningClause(p, "update-returning");
  const order = updateOrder(p, "update-order-limit");
  const limit = updateLimit(p, "update-order-limit");
  const returning = before ?? returningClause(p, "update-returning");
  optionClause(p);
  if (p.is("LOG") && p.peek() === "ERRORS") {
    logErrors(p);
  }
  return {
    kind: "update",
    start,
    end: p.lastEnd,
    with: withNode,
    verbRange,
    modifiers,
    onError,
    top,
    relations,
    set,
    setRange,
    from,
    where,
    orderBy: order,
    limit,
    returning,
  };
}

/** `FOR PORTION OF p FROM a TO b`. */
function portion(p: Parser): void {
  p.advance();
  p.advance();
  p.expect("OF");
  p.expectName("other-name");
  p.expect("FROM");
  expression(p);
  p.expect("TO");
  expression(p);
}

function topClause(p: Parser): Top {
  const { start } = p;
  p.advance();
  let count: Expression;
  if (p.accept("(")) {
    count = expression(p);
    p.closeParenthesis();
  } else {
    count = expressionAbove(p, Power.Subscript);
  }
  const percent = p.accept("PERCENT");
  return { kind: "top", start, end: p.lastEnd, count, percent, withTies: false };
}

function updateOrder(p: Parser, capability: string): OrderBy | undefined {
  if (p.pos === p.probe && p.dialect.can(capability)) {
    p.at("ORDER");
    p.at("LIMIT");
  }
  if (!p.is("ORDER")) {
    return undefined;
  }
  p.needs(capability, { start: p.start, end: p.end }, "ORDER BY in a data change");
  return orderBy(p);
}

function updateLimit(p: Parser, capability: string): Limit | undefined {
  if (!p.is("LIMIT")) {
    return undefined;
  }
  const { start } = p;
  p.needs(capability, { start, end: p.end }, "LIMIT in a data change");
  p.advance();
  let count: Expression | undefined = expression(p);
  let offset: Expression | undefined;
  let style: Limit["style"] = "limit";
  if (p.accept(",")) {
    offset = count;
    count = expression(p);
    style = "limit-comma";
  } else if (p.accept("OFFSET")) {
    offset = expression(p);
  }
  if (p.is("ROWS") && p.peek() === "EXAMINED") {
    p.advance();
    p.advance();
    expression(p);
  }
  return {
    kind: "limit",
    start,
    end: p.lastEnd,
    style,
    count,
    offset,
    percent: undefined,
    withTies: undefined,
    by: undefined,
  };
}

function optionClause(p: Parser): void {
  if (p.is("OPTION") && p.peek() === "(" && p.dialect.can("option-clause")) {
    p.advance();
    skipBrackets(p);
  }
}

const DELETE_MODIFIERS: ReadonlySet<string> = new Set(["LOW_PRIORITY", "QUICK", "IGNORE"]);

function deleteStatement(p: Parser, start: number, withNode: With | undefined): Delete {
  const verbRange = { start: p.start, end: p.end };
  p.advance();
  let modifiers: string[] | undefined;
  while (
    DELETE_MODIFIERS.has(p.word) &&
    p.dialect.can("delete-join") &&
    p.peek() !== "." &&
    (p.peekKind() === TokenKind.Word || p.peekKind() === TokenKind.QuotedName)
  ) {
    modifiers ??= [];
    modifiers.push(p.word);
    p.advance();
  }
  const top = p.is("TOP") && p.dialect.can("top") ? topClause(p) : undefined;
  const hasFrom = p.accept("FROM");
  p.slot("table");
  const targets: TableReference[] = [];
  let using: From | undefined;
  let multiple = false;
  do {
    const target = deleteTarget(p, start);
    targets.push(target.table);
    multiple ||= target.star;
  } while (p.accept(","));
  multiple ||= targets.length > 1;
  if (!hasFrom && !p.is("FROM") && !p.dialect.can("delete-without-from") && !multiple) {
    p.problem("syntax", "Expected FROM after DELETE.", {
      start: verbRange.end,
      end: verbRange.end,
    });
  }
  if (p.is("FOR") && p.peek() === "PORTION") {
    portion(p);
  }
  const output = p.is("OUTPUT") && p.dialect.can("output-clause") ? outputClause(p) : undefined;
  if (p.offers("USING", "delete-using")) {
    p.needs("delete-using", { start: p.start, end: p.end }, "DELETE … USING");
    using = fromClause(p, p.start, false);
  } else if (p.is("FROM")) {
    if (!p.dialect.can("delete-join")) {
      p.needs("delete-join", { start: p.start, end: p.end }, "a second FROM in DELETE");
    }
    using = fromClause(p, p.start, false);
  } else if (multiple && hasFrom) {
    p.expected("USING");
  }
  const where = p.at("WHERE") ? whereClause(p) : undefined;
  const before = output ?? returningClause(p, "delete-returning");
  const order = updateOrder(p, "delete-order-limit");
  const limit = updateLimit(p, "delete-order-limit");
  const returning = before ?? returningClause(p, "delete-returning");
  optionClause(p);
  if (p.is("LOG") && p.peek() === "ERRORS") {
    logErrors(p);
  }
  return {
    kind: "delete",
    start,
    end: p.lastEnd,
    with: withNode,
    verbRange,
    modifiers,
    top,
    targets,
    using,
    where,
    orderBy: order,
    limit,
    returning,
  };
}

/** A table rows go from; `t.*` is an older spelling of it. */
function deleteTarget(
  p: Parser,
  fallback: number,
): { readonly table: TableReference; readonly star: boolean } {
  if (
    (p.kind === TokenKind.Word || p.kind === TokenKind.QuotedName) &&
    p.peek() === "." &&
    p.dialect.can("delete-join")
  ) {
    const { start } = p;
    let ahead = 1;
    while (p.peek(ahead) === "." && p.peek(ahead + 1) !== "*" && ahead < 6) {
      ahead += 2;
    }
    if (p.peek(ahead) === "." && p.peek(ahead + 1) === "*") {
      const parts: Name[] = [p.takeName()];
      while (p.accept(".")) {
        if (p.accept("*")) {
          break;
        }
        parts.push(p.partAfterDot("table"));
      }
      const name: QualifiedName = {
        kind: "qualified-name",
        start,
        end: parts.at(-1)?.end ?? start,
        parts,
      };
      return { table: plainTable(start, p.lastEnd, name), star: true };
    }
  }
  const found = relation(p);
  if (found.kind === "table") {
    return { table: found, star: false };
  }
  const at = found.start ?? fallback;
  const name: Name = { kind: "name", start: at, end: at, text: "", quoted: false };
  return {
    table: plainTable(at, found.end, { kind: "qualified-name", start: at, end: at, parts: [name] }),
    star: false,
  };
}

function plainTable(start: number, end: number, name: QualifiedName): TableReference {
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

/** `a = 1, (b, c) = (SELECT …)`. */
export function setItems(p: Parser): SetItem[] {
  const items: SetItem[] = [];
  do {
    if (items.length > 0 && p.dialect.can("trailing-comma") && p.dialect.endsClause(p.terminal)) {
      break;
    }
    items.push(setItem(p));
  } while (p.accept(","));
  return exact(items);
}

function setItem(p: Parser): SetItem {
  const { start } = p;
  let targets: Expression[];
  if (p.accept("(")) {
    p.needs("update-set-row", { start, end: start + 1 }, "several columns at once in SET");
    targets = [];
    do {
      targets.push(targetColumn(p));
    } while (p.accept(","));
    p.closeParenthesis();
  } else if (p.is("*") && p.dialect.can("update-set-star")) {
    p.advance();
    const star: Expression = {
      kind: "star",
      start,
      end: p.lastEnd,
      qualifier: [],
      except: undefined,
      replace: undefined,
    };
    return { kind: "set-item", start, end: p.lastEnd, targets: [star], value: star };
  } else if (p.is("ROW") && p.peek() === "=") {
    targets = [targetColumn(p)];
  } else {
    targets = [targetColumn(p)];
  }
  if (p.dialect.can("compound-assignment") && isCompoundAssignment(p.word)) {
    p.advance();
  } else if (p.is(":=") && p.dialect.can("assignment-expression")) {
    p.advance();
  } else if (!p.expect("=")) {
    return { kind: "set-item", start, end: p.lastEnd, targets, value: p.missing() };
  }
  p.at("DEFAULT");
  const value = expression(p);
  return { kind: "set-item", start, end: p.lastEnd, targets, value };
}

function isCompoundAssignment(word: string): boolean {
  switch (word) {
    case "+=":
    case "-=":
    case "*=":
    case "/=":
    case "%=":
    case "&=":
    case "|=":
    case "^=":
      return true;
    default:
      return false;
  }
}

// ---------------------------------------------------------------- RETURNING

function returningClause(p: Parser, capability: string): Returning | undefined {
  if (p.pos === p.probe && p.dialect.can(capability)) {
    p.at("RETURNING");
  }
  if (!p.is("RETURNING") && !(p.is("RETURN") && p.dialect.can("returning-into"))) {
    return undefined;
  }
  const { start } = p;
  p.needs(capability, { start, end: p.end }, "RETURNING here");
  p.advance();
  if (p.is("WITH") && p.peek() === "(") {
    // WITH (OLD AS o, NEW AS n) names the two rows.
    p.advance();
    p.advance();
    do {
      p.acceptAny("OLD", "NEW");
      p.expect("AS");
      p.expectName("new-name");
    } while (p.accept(","));
    p.closeParenthesis();
  }
  const items: SelectItem[] = selectItems(p);
  let into: Expression[] | undefined;
  if (p.is("BULK") && p.peek() === "COLLECT") {
    p.advance();
    p.advance();
  }
  if (p.accept("INTO")) {
    p.accept("STRICT");
    into = expressionList(p);
  }
  return { kind: "returning", start, end: p.lastEnd, style: "returning", items, into };
}

function outputClause(p: Parser): Returning {
  const { start } = p;
  p.advance();
  const items = selectItems(p);
  let into: Expression[] | undefined;
  if (p.accept("INTO")) {
    into = [expressionAbove(p, Power.Collate)];
    if (p.is("(")) {
      parenthesizedList(p);
    }
    if (p.is("OUTPUT")) {
      p.advance();
      selectItems(p);
    }
  }
  return { kind: "returning", start, end: p.lastEnd, style: "output", items, into };
}

// ---------------------------------------------------------------- MERGE

function merge(p: Parser, start: number, withNode: With | undefined): Merge {
  const verbRange = { start: p.start, end: p.end };
  p.needs("merge", verbRange, "MERGE");
  p.advance();
  if (p.is("TOP") && p.dialect.can("top")) {
    topClause(p);
  }
  if (!p.accept("INTO") && !p.dialect.can("merge-without-into")) {
    p.expected("INTO");
  }
  p.slot("table");
  const target = relation(p);
  let source: Relation | undefined;
  let on: Expression | undefined;
  if (p.expect("USING")) {
    source = relation(p);
    if (p.expect("ON")) {
      on = expression(p);
    }
  }
  const whens: MergeWhen[] = [];
  while (p.at("WHEN")) {
    whens.push(mergeWhen(p));
  }
  if (whens.length === 0) {
    p.expected("WHEN");
  }
  let returning: Returning | undefined;
  if (p.is("OUTPUT") && p.dialect.can("output-clause")) {
    returning = outputClause(p);
  } else {
    returning = returningClause(p, "merge-returning");
  }
  optionClause(p);
  if (p.is("LOG") && p.peek() === "ERRORS") {
    logErrors(p);
  }
  return {
    kind: "merge",
    start,
    end: p.lastEnd,
    with: withNode,
    verbRange,
    target,
    source,
    on,
    whens,
    returning,
  };
}

function mergeWhen(p: Parser): MergeWhen {
  const { start } = p;
  p.advance();
  const not = p.accept("NOT");
  p.expect("MATCHED");
  let matched: MergeWhen["matched"] = not ? "not-matched" : "matched";
  if (p.offers("BY", "merge-by-source")) {
    const range = { start: p.start, end: p.end };
    p.advance();
    if (p.accept("SOURCE")) {
      p.needs("merge-by-source", range, "BY SOURCE");
      matched = "not-matched-by-source";
    } else if (!p.accept("TARGET")) {
      p.expected("SOURCE or TARGET");
    } else {
      p.needs("merge-by-source", range, "BY TARGET");
    }
  }
  const condition = p.accept("AND") ? expression(p) : undefined;
  p.expect("THEN");
  if (matched === "not-matched" ? p.is("UPDATE") || p.is("DELETE") : p.is("INSERT")) {
    p.problem(
      "syntax",
      `${p.word} is not possible here: ${matched === "not-matched" ? "there is no row to change" : "the row exists"}.`,
    );
  }
  if (p.accept("UPDATE")) {
    if (p.is("BY") && p.peek() === "NAME") {
      p.advance();
      p.advance();
    }
    const set = p.expect("SET") ? setItems(p) : [];
    let deleteWhere: Expression | undefined;
    if (p.is("WHERE") && p.dialect.can("merge-where")) {
      p.advance();
      deleteWhere = expression(p);
    }
    if (p.is("DELETE") && p.peek() === "WHERE") {
      p.advance();
      p.advance();
      expression(p);
    }
    return whenNode(
      start,
      p.lastEnd,
      matched,
      condition ?? deleteWhere,
      "update",
      set,
      undefined,
      undefined,
    );
  }
  if (p.accept("DELETE")) {
    return whenNode(
      start,
      p.lastEnd,
      matched,
      condition,
      "delete",
      undefined,
      undefined,
      undefined,
    );
  }
  if (p.accept("DO")) {
    p.expect("NOTHING");
    return whenNode(
      start,
      p.lastEnd,
      matched,
      condition,
      "nothing",
      undefined,
      undefined,
      undefined,
    );
  }
  if (p.is("ERROR")) {
    p.advance();
    if (p.kind === TokenKind.String || p.is("(")) {
      expression(p);
    }
    return whenNode(
      start,
      p.lastEnd,
      matched,
      condition,
      "nothing",
      undefined,
      undefined,
      undefined,
    );
  }
  p.expect("INSERT");
  let columns: Expression[] | undefined;
  let values: Expression[] | undefined;
  if (p.is("*") || p.is("ROW")) {
    p.advance();
    return whenNode(
      start,
      p.lastEnd,
      matched,
      condition,
      "insert",
      undefined,
      undefined,
      undefined,
    );
  }
  if (p.is("BY") && (p.peek() === "NAME" || p.peek() === "POSITION")) {
    p.advance();
    p.advance();
    return whenNode(
      start,
      p.lastEnd,
      matched,
      condition,
      "insert",
      undefined,
      undefined,
      undefined,
    );
  }
  if (p.is("(")) {
    columns = insertColumns(p);
  }
  if (p.accept("OVERRIDING")) {
    p.acceptAny("SYSTEM", "USER");
    p.expect("VALUE");
  }
  if (p.accept("DEFAULT")) {
    p.expect("VALUES");
  } else if (p.expect("VALUES")) {
    values = parenthesizedList(p);
  }
  let where: Expression | undefined;
  if (p.is("WHERE") && p.dialect.can("merge-where")) {
    p.advance();
    where = expression(p);
  }
  return whenNode(
    start,
    p.lastEnd,
    matched,
    condition ?? where,
    "insert",
    undefined,
    columns,
    values,
  );
}

function whenNode(
  start: number,
  end: number,
  matched: MergeWhen["matched"],
  condition: Expression | undefined,
  action: MergeWhen["action"],
  set: readonly SetItem[] | undefined,
  columns: readonly Expression[] | undefined,
  values: readonly Expression[] | undefined,
): MergeWhen {
  return { kind: "merge-when", start, end, matched, condition, action, set, columns, values };
}
