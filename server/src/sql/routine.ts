/**
 * Functions, procedures and triggers with their bodies.
 *
 * A body may be statements of the same text, an expression, or a string in another language. A string
 * whose language is known is lexed again in place, so that every node in it keeps the offsets of the
 * statement around it.
 */
import type {
  Block,
  CreateRoutine,
  CreateTrigger,
  DoBlock,
  Expression,
  Literal,
  NodeBase,
  Option,
  StatementNode,
  TriggerEvent,
  TypeField,
} from "./ast.ts";
import { bodyDialect } from "./body-dialect.ts";
import type { Dialect } from "./dialect.ts";
import { lex } from "./lexer.ts";
import type { Modifiers } from "./modifiers.ts";
import { Parser } from "./parser.ts";
import {
  acceptIfNotExists,
  columnOf,
  expectNumber,
  expectObjectName,
  expectObjectPath,
  expectString,
  has,
  nameList,
  option,
  sees,
  since,
  skipParentheses,
  skipRest,
  stringLiteral,
} from "./parts.ts";
import { beginBlock, bodyStatement, declarationSection, statements } from "./procedural.ts";
import { parameters } from "./routine-parameter.ts";
import { settingClause, settingPath } from "./setting.ts";
import { TokenKind, type Tokens } from "./tokens.ts";
import { collatedTypeName, expectTypeName } from "./type-name.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

// ---------------------------------------------------------------- functions and procedures

/** `CREATE … FUNCTION | PROCEDURE` with that word consumed. */
export function createRoutine(
  p: Parser,
  start: number,
  type: CreateRoutine["type"],
  modifiers: Modifiers,
): CreateRoutine {
  const node: Mutable<CreateRoutine> = {
    kind: "create-routine",
    start,
    end: start,
    type,
    name: { kind: "qualified-name", start, end: start, parts: [] },
    parameters: [],
    options: [],
  };
  if (modifiers.take("OR REPLACE", "create-or-replace-routine", "CREATE OR REPLACE of routines")) {
    node.orReplace = true;
  }
  if (modifiers.take("OR ALTER", "create-or-alter", "CREATE OR ALTER")) {
    node.orReplace = true;
  }
  if (modifiers.take("TEMPORARY", "loose-ddl", "temporary routines")) {
    node.temporary = true;
  }
  modifiers.take("DEFINER", "definer", "DEFINER");
  const aggregate = modifiers.take("AGGREGATE", "aggregate-functions", "aggregate functions");
  if (acceptIfNotExists(p, "create-routine-if-not-exists")) {
    node.ifNotExists = true;
  }
  node.name = expectObjectPath(p, "new-name");
  if (p.dialect.can("loadable-functions") && (sees(p, "RETURNS") || p.word === "SONAME")) {
    loadable(p, node);
  } else if (p.dialect.can("routine-signatures")) {
    signatureRoutine(p, node);
  } else if (p.dialect.can("routine-characteristics")) {
    characteristicRoutine(p, node, aggregate);
  } else {
    looseRoutine(p, node);
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

/** `RETURNS STRING SONAME 'x.so'`. */
function loadable(p: Parser, node: Mutable<CreateRoutine>): void {
  if (p.accept("RETURNS")) {
    node.returns = expectTypeName(p);
  }
  const { start } = p;
  if (p.accept("SONAME")) {
    node.options = [option(p, start, "SONAME", expectString(p))];
    return;
  }
  bodyOfCharacteristics(p, node);
}

/** A routine whose options stand in any order and whose body is a string, RETURN or BEGIN ATOMIC. */
function signatureRoutine(p: Parser, node: Mutable<CreateRoutine>): void {
  if (p.word !== "(") {
    p.expected("(");
    return;
  }
  node.parameters = parameters(p);
  if (node.type === "function" && p.accept("RETURNS")) {
    if (p.at("TABLE") && p.peek() === "(") {
      p.advance();
      node.returnsTable = p.parenthesized((it) => it.list(tableField));
    } else {
      node.returns = expectTypeName(p);
    }
  }
  const options: Option[] = [];
  let source: Literal | undefined;
  let tokenPos = -1;
  for (;;) {
    const { start } = p;
    if (p.at("AS")) {
      p.advance();
      tokenPos = p.pos;
      source = expectString(p);
      if (p.accept(",")) {
        options.push(option(p, start, "AS", expectString(p)));
      }
      node.source = source;
      continue;
    }
    const found = routineOption(p, false);
    if (found === undefined) {
      break;
    }
    options.push(found);
    describe(node, found);
  }
  node.options = options;
  if (p.at("RETURN") || sees(p, "BEGIN", "ATOMIC")) {
    if (!sees(p, "BEGIN")) {
      p.advance();
      node.body = p.grammar.expression(p);
    } else {
      node.body = atomicBody(p);
    }
  } else if (source !== undefined) {
    const body = sourceBody(p, source, tokenPos, node.language ?? "");
    if (body !== undefined) {
      node.body = body;
    }
  }
}

function tableField(p: Parser): TypeField {
  const { start } = p;
  const name = p.expectName("new-name");
  const type = expectTypeName(p);
  return { kind: "type-field", ...since(p, start), name, type };
}

function describe(node: Mutable<CreateRoutine>, found: Option): void {
  switch (found.name) {
    case "LANGUAGE": {
      const { value } = found;
      node.language =
        value?.kind === "literal"
          ? value.value.toLowerCase()
          : value?.kind === "column"
            ? (value.parts[0]?.text.toLowerCase() ?? "")
            : "";
      return;
    }
    case "SECURITY DEFINER":
      node.securityDefiner = true;
      return;
    case "IMMUTABLE":
    case "STABLE":
    case "VOLATILE":
    case "DETERMINISTIC":
      node.volatility = found.name.toLowerCase();
      return;
    default:
      return;
  }
}

/** One option of a routine, or `undefined` where none begins. ALTER takes fewer. */
export function routineOption(p: Parser, altering: boolean): Option | undefined {
  const { start } = p;
  if (p.acceptAll("CALLED", "ON", "NULL", "INPUT")) {
    return option(p, start, "CALLED ON NULL INPUT");
  }
  if (p.acceptAll("RETURNS", "NULL", "ON", "NULL", "INPUT")) {
    return option(p, start, "RETURNS NULL ON NULL INPUT");
  }
  const word = p.acceptAny("STRICT", "IMMUTABLE", "STABLE", "VOLATILE", "LEAKPROOF");
  if (word !== undefined) {
    return option(p, start, word);
  }
  if (p.acceptAll("NOT", "LEAKPROOF")) {
    return option(p, start, "NOT LEAKPROOF");
  }
  if (p.at("SECURITY") || (p.at("EXTERNAL") && p.peek() === "SECURITY")) {
    p.accept("EXTERNAL");
    p.advance();
    const who = p.acceptAny("DEFINER", "INVOKER");
    if (who === undefined) {
      p.expected("DEFINER or INVOKER");
    }
    return option(p, start, `SECURITY ${who ?? ""}`);
  }
  if (p.at("COST") || p.at("ROWS")) {
    const name = p.word;
    p.advance();
    return option(p, start, name, expectNumber(p));
  }
  if (p.accept("SUPPORT")) {
    return option(p, start, "SUPPORT", p.expectQualifiedName("routine"));
  }
  if (p.accept("PARALLEL")) {
    return option(p, start, "PARALLEL", columnOf(p.expectName()));
  }
  if (p.at("SET") || p.at("RESET")) {
    const verb = p.word;
    p.advance();
    if (verb === "RESET") {
      if (!p.accept("ALL")) {
        settingPath(p);
      }
      return option(p, start, "RESET");
    }
    settingClause(p);
    return option(p, start, "SET");
  }
  if (altering) {
    return undefined;
  }
  if (p.accept("LANGUAGE")) {
    return option(
      p,
      start,
      "LANGUAGE",
      stringLiteral(p) ?? columnOf(p.anyName() ?? p.expectName()),
    );
  }
  if (p.accept("TRANSFORM")) {
    p.list((it) => {
      it.expect("FOR");
      it.expect("TYPE");
      expectTypeName(it);
    });
    return option(p, start, "TRANSFORM");
  }
  return p.accept("WINDOW") ? option(p, start, "WINDOW") : undefined;
}

/** `BEGIN ATOMIC statement; … END`. */
function atomicBody(p: Parser): Block {
  const { start } = p;
  p.acceptAll("BEGIN", "ATOMIC");
  const list = atomicStatements(p);
  p.expect("END");
  return {
    kind: "block",
    ...since(p, start),
    declarations: [],
    statements: list,
    handlers: [],
    atomic: true,
  };
}

function atomicStatements(p: Parser): StatementNode[] {
  const list: StatementNode[] = [];
  for (;;) {
    while (p.accept(";")) {
      // Empty statements are none.
    }
    if (p.atEnd || p.word === "END") {
      return list;
    }
    const { pos, start } = p;
    if (p.accept("RETURN")) {
      const value = p.grammar.expression(p);
      list.push({ kind: "return", ...since(p, start), value });
    } else {
      list.push(p.grammar.statement(p));
    }
    if (!p.accept(";")) {
      p.expected(";");
      while (!p.atEnd && p.word !== ";" && p.word !== "END") {
        p.advance();
      }
    }
    if (p.pos === pos) {
      p.advance();
    }
  }
}

// ---------------------------------------------------------------- characteristics and a statement

/** A routine with `DETERMINISTIC`, `SQL SECURITY …` and one statement as its body. */
function characteristicRoutine(p: Parser, node: Mutable<CreateRoutine>, aggregate: boolean): void {
  if (p.word === "(") {
    node.parameters = parameters(p);
  } else if (!p.dialect.can("routine-without-parentheses")) {
    p.expected("(");
  }
  if (node.type === "function" || aggregate) {
    if (p.expect("RETURNS")) {
      node.returns = collatedTypeName(p);
    }
  }
  bodyOfCharacteristics(p, node);
}

function bodyOfCharacteristics(p: Parser, node: Mutable<CreateRoutine>): void {
  const options: Option[] = [];
  for (;;) {
    const found = characteristic(p);
    if (found === undefined) {
      break;
    }
    options.push(found);
    describe(node, found);
  }
  node.options = options;
  if (p.accept("AS") || p.accept("IS")) {
    // A body in the style of another engine follows.
  }
  if (p.kind === TokenKind.String) {
    node.source = expectString(p);
    return;
  }
  node.body = routineStatement(p);
}

/** One characteristic of a routine, or `undefined`. */
export function characteristic(p: Parser): Option | undefined {
  const { start } = p;
  if (p.accept("COMMENT")) {
    return option(p, start, "COMMENT", expectString(p));
  }
  if (p.accept("LANGUAGE")) {
    return option(p, start, "LANGUAGE", columnOf(p.anyName() ?? p.expectName()));
  }
  if (p.acceptAll("NOT", "DETERMINISTIC")) {
    return option(p, start, "NOT DETERMINISTIC");
  }
  if (p.accept("DETERMINISTIC")) {
    return option(p, start, "DETERMINISTIC");
  }
  if (p.acceptAll("CONTAINS", "SQL") || p.acceptAll("NO", "SQL")) {
    return option(p, start, "SQL DATA");
  }
  if (p.acceptAll("READS", "SQL", "DATA") || p.acceptAll("MODIFIES", "SQL", "DATA")) {
    return option(p, start, "SQL DATA");
  }
  if (p.acceptAll("SQL", "SECURITY")) {
    const who = p.acceptAny("DEFINER", "INVOKER");
    if (who === undefined) {
      p.expected("DEFINER or INVOKER");
    }
    return option(p, start, `SECURITY ${who ?? ""}`);
  }
  return undefined;
}

/** The statement that is a body. */
function routineStatement(p: Parser): NonNullable<CreateRoutine["body"]> {
  const { start } = p;
  if (p.atEnd) {
    p.expected("a statement");
  }
  const statement = bodyStatement(p);
  return asBody(statement, start, p);
}

function asBody(
  statement: StatementNode,
  start: number,
  p: Parser,
): NonNullable<CreateRoutine["body"]> {
  switch (statement.kind) {
    case "block":
    case "select":
    case "compound":
    case "values":
    case "table-query":
    case "dml-query":
    case "if":
    case "case-statement":
    case "loop":
    case "leave":
    case "return":
    case "set-variable":
    case "raise":
    case "cursor":
    case "perform":
    case "print":
      return statement;
    default:
      return {
        kind: "block",
        ...since(p, start),
        declarations: [],
        statements: [statement],
        handlers: [],
      };
  }
}

// ---------------------------------------------------------------- engines not known in detail

function looseRoutine(p: Parser, node: Mutable<CreateRoutine>): void {
  if (p.word === "(") {
    if (node.type === "macro") {
      skipParentheses(p);
    } else {
      node.parameters = parameters(p);
    }
  } else if (p.kind === TokenKind.Variable || p.kind === TokenKind.Parameter) {
    node.parameters = p.list((it) => {
      const [only] = bareParameter(it);
      return only ?? { kind: "routine-parameter", start: it.start, end: it.start };
    });
  }
  const options: Option[] = [];
  while (!p.atEnd && p.word !== ";") {
    const { start, word } = p;
    if (
      word === "RETURNS" ||
      (word === "RETURN" &&
        options.every((it) => it.name !== "RETURN") &&
        node.source === undefined)
    ) {
      p.advance();
      looseReturns(p, node);
      options.push(option(p, start, "RETURN"));
    } else if (word === "AS" || word === "IS") {
      p.advance();
      looseBody(p, node, start);
      break;
    } else if (word === "BEGIN" || word === "DECLARE") {
      node.body = asBody(bodyStatement(p), start, p);
      break;
    } else if (word === "LANGUAGE") {
      p.advance();
      const name = stringLiteral(p)?.value ?? p.anyName()?.text ?? "";
      node.language = name.toLowerCase();
      options.push(option(p, start, "LANGUAGE"));
    } else if (word === "(") {
      skipParentheses(p);
    } else if ((word === "EXECUTE" || word === "EXEC") && p.peek() === "AS") {
      p.advance();
      p.advance();
      p.advance();
      options.push(option(p, start, "EXECUTE AS"));
    } else {
      p.advance();
      options.push(option(p, start, word));
    }
  }
  node.options = options;
  skipRest(p);
}

function bareParameter(p: Parser): CreateRoutine["parameters"] {
  const { start } = p;
  const name = p.takeName();
  p.accept("AS");
  const type = expectTypeName(p);
  p.accept("VARYING");
  let value: Expression | undefined;
  if (p.accept("=")) {
    value = p.grammar.expression(p);
  }
  const out = p.acceptAny("OUTPUT", "OUT");
  p.accept("READONLY");
  return [
    {
      kind: "routine-parameter",
      ...since(p, start),
      name,
      type,
      ...(value === undefined ? {} : { default: value }),
      ...(out === undefined ? {} : { mode: "INOUT" as const }),
    },
  ];
}

function looseReturns(p: Parser, node: Mutable<CreateRoutine>): void {
  if (p.kind === TokenKind.Variable || p.kind === TokenKind.Parameter) {
    p.advance();
  }
  if (sees(p, "TABLE")) {
    p.advance();
    if (p.word === "(") {
      skipParentheses(p);
    } else {
      while (!p.atEnd && !sees(p, "AS")) {
        p.advance();
      }
    }
    return;
  }
  const type = p.grammar.typeName(p);
  if (type !== undefined) {
    node.returns = type;
  }
}

function looseBody(p: Parser, node: Mutable<CreateRoutine>, start: number): void {
  if (p.kind === TokenKind.String) {
    const tokenPos = p.pos;
    node.source = expectString(p);
    const body = sourceBody(p, node.source, tokenPos, node.language ?? "");
    if (body !== undefined) {
      node.body = body;
    }
    return;
  }
  if (p.dialect.can("declarative-routine-bodies") && p.word !== "BEGIN" && p.word !== "LANGUAGE") {
    const body: Mutable<Block> = {
      kind: "block",
      start: p.start,
      end: p.start,
      declarations: [],
      statements: [],
      handlers: [],
    };
    const declarations = declarationSection(p);
    beginBlock(p, body, declarations);
    p.anyName();
    body.end = p.lastEnd;
    node.body = body;
    return;
  }
  if (p.word === "BEGIN") {
    node.body = asBody(bodyStatement(p), start, p);
    return;
  }
  if (p.dialect.can("optional-semicolons")) {
    const at = p.start;
    const list = statements(p);
    node.body = {
      kind: "block",
      ...since(p, at),
      declarations: [],
      statements: list,
      handlers: [],
    };
    return;
  }
  if (["SELECT", "WITH", "VALUES", "FROM"].includes(p.word)) {
    node.body = p.grammar.query(p);
  } else if (p.word === "TABLE") {
    p.advance();
    node.body = p.grammar.query(p);
  } else {
    node.body = p.grammar.expression(p);
  }
}

// ---------------------------------------------------------------- bodies in strings

/** The body in a string literal, parsed with the offsets of the text around it; `undefined` for other languages. */
function sourceBody(
  p: Parser,
  source: Literal,
  tokenPos: number,
  language: string,
): Block | undefined {
  if (language !== "sql" && !BLOCK_LANGUAGES.has(language)) {
    return undefined;
  }
  const inner = innerParser(p, tokenPos, language === "sql" ? p.dialect : bodyDialect(p.dialect));
  if (inner === undefined) {
    return undefined;
  }
  const { start } = inner;
  let body: Block;
  if (language === "sql") {
    const list = atomicStatementsOf(inner);
    body = {
      kind: "block",
      start: Math.min(start, source.end),
      end: inner.lastEnd > 0 ? inner.lastEnd : source.end,
      declarations: [],
      statements: list,
      handlers: [],
    };
  } else {
    body = blockBody(inner);
  }
  for (const it of inner.problems) {
    p.problems.push(it);
  }
  return body;
}

/** Languages of blocks that have declarations, control flow and `:=`. */
const BLOCK_LANGUAGES = new Set(["plpgsql", "plsql", "edbspl"]);

function atomicStatementsOf(p: Parser): StatementNode[] {
  const list: StatementNode[] = [];
  while (!p.atEnd) {
    if (p.accept(";")) {
      continue;
    }
    const { pos } = p;
    list.push(p.grammar.statement(p));
    if (!p.atEnd && !p.accept(";")) {
      p.expected(";");
      skipRest(p);
    }
    if (p.pos === pos) {
      p.advance();
    }
  }
  return list;
}

function blockBody(p: Parser): Block {
  const { start } = p;
  while (p.word === "#" || p.kind === TokenKind.Unknown) {
    // `#variable_conflict use_column` and other options before the block.
    p.advance();
    p.anyName();
    p.anyName();
  }
  const statement = bodyStatement(p);
  p.accept(";");
  if (!p.atEnd) {
    p.expected("the end of the body");
  }
  if (statement.kind === "block") {
    return statement;
  }
  return {
    kind: "block",
    ...since(p, start),
    declarations: [],
    statements: [statement],
    handlers: [],
  };
}

/** A parser over the inside of a string token; its offsets are those of the outer text. */
function innerParser(p: Parser, tokenPos: number, dialect: Dialect): Parser | undefined {
  const start = p.tokens.starts[tokenPos] ?? 0;
  const end = p.tokens.ends[tokenPos] ?? 0;
  const raw = p.text.slice(start, end);
  const dollar = /^\$[^$]*\$/u.exec(raw)?.[0];
  if (dollar !== undefined) {
    const close =
      raw.length >= 2 * dollar.length && raw.endsWith(dollar) ? end - dollar.length : end;
    return overInside(p, start + dollar.length, close, dialect);
  }
  const open = raw.indexOf("'");
  if (open < 0 || (open > 0 && !/^[eEnN]$/u.test(raw.slice(0, open)))) {
    return undefined;
  }
  const close = raw.endsWith("'") && raw.length > open + 1 ? end - 1 : end;
  const inside = p.text.slice(start + open + 1, close);
  if (!/['\\]/u.test(inside)) {
    return overInside(p, start + open + 1, close, dialect);
  }
  return undefined;
}

/** The text up to the body is made blank, so that no offset needs to be mapped. */
function overInside(p: Parser, from: number, to: number, dialect: Dialect): Parser {
  if (from <= p.bodyProbe && p.bodyProbe <= to) {
    const before = " ".repeat(from) + p.text.slice(from, p.bodyProbe);
    const known = lex(before, dialect);
    p.probedBody = new Parser(before, known, dialect, p.grammar, known.count);
    return p.probedBody;
  }
  const text = " ".repeat(from) + p.text.slice(from, to);
  const tokens: Tokens = lex(text, dialect);
  return new Parser(text, tokens, dialect, p.grammar);
}

/** `DO [LANGUAGE x] 'body'` with DO consumed. */
export function doBlock(p: Parser, start: number): DoBlock {
  const node: Mutable<DoBlock> = { kind: "do", start, end: start };
  let tokenPos = -1;
  for (;;) {
    if (p.accept("LANGUAGE")) {
      node.language = (
        stringLiteral(p)?.value ?? (p.anyName() ?? p.expectName()).text
      ).toLowerCase();
    } else if (p.kind === TokenKind.String) {
      tokenPos = p.pos;
      node.source = expectString(p);
    } else {
      break;
    }
  }
  if (node.source === undefined) {
    if (node.language === undefined) {
      p.expected("a string");
    }
  } else {
    const body = sourceBody(p, node.source, tokenPos, node.language ?? "plpgsql");
    if (body !== undefined) {
      node.body = body;
    }
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

// ---------------------------------------------------------------- triggers

/** `CREATE … TRIGGER` with that word consumed. */
export function createTrigger(p: Parser, start: number, modifiers: Modifiers): CreateTrigger {
  const node: Mutable<CreateTrigger> = {
    kind: "create-trigger",
    start,
    end: start,
    name: { kind: "qualified-name", start, end: start, parts: [] },
    events: [],
  };
  if (
    modifiers.take("OR REPLACE", "create-or-replace-trigger", "CREATE OR REPLACE TRIGGER") ||
    modifiers.take("OR ALTER", "create-or-alter", "CREATE OR ALTER")
  ) {
    node.orReplace = true;
  }
  if (modifiers.take("CONSTRAINT", "constraint-triggers", "constraint triggers")) {
    node.constraint = true;
    if (node.orReplace === true) {
      p.problem("syntax", "A constraint trigger cannot be replaced.", since(p, start));
    }
  }
  if (modifiers.take("TEMPORARY", "temporary-views", "temporary triggers")) {
    node.temporary = true;
  }
  modifiers.take("DEFINER", "definer", "DEFINER");
  if (acceptIfNotExists(p, "create-trigger-if-not-exists")) {
    node.ifNotExists = true;
  }
  node.name = expectObjectPath(p, "new-name");
  if (node.name.parts.length > 1 && p.dialect.can("constraint-triggers")) {
    p.problem("syntax", "A trigger has no schema of its own.", node.name);
  }
  if (p.word === "ON" && has(p, "loose-ddl")) {
    p.advance();
    if (p.accept("DATABASE") || p.acceptAll("ALL", "SERVER")) {
      looseTrigger(p, node);
      node.end = Math.max(p.lastEnd, start);
      return node;
    }
    node.table = expectObjectPath(p, "table");
    if (p.accept("WITH")) {
      p.anyName();
    }
  }
  timing(p, node);
  if (node.constraint === true && node.timing !== "AFTER") {
    p.problem("syntax", "A constraint trigger fires AFTER.", since(p, p.lastEnd));
  }
  node.events = triggerEvents(p);
  if (node.table === undefined && p.expect("ON")) {
    node.table = expectObjectPath(p, "table");
  }
  triggerTail(p, node);
  node.end = Math.max(p.lastEnd, start);
  return node;
}

function timing(p: Parser, node: Mutable<CreateTrigger>): void {
  if (p.accept("BEFORE")) {
    node.timing = "BEFORE";
  } else if (p.accept("AFTER") || (has(p, "loose-ddl") && p.accept("FOR"))) {
    node.timing = "AFTER";
  } else if (has(p, "instead-of-triggers") && p.acceptAll("INSTEAD", "OF")) {
    node.timing = "INSTEAD OF";
  } else if (!has(p, "trigger-timing-optional")) {
    p.expected("BEFORE or AFTER");
  }
}

function triggerEvents(p: Parser): TriggerEvent[] {
  const events = [triggerEvent(p)];
  while (
    (has(p, "trigger-several-events") && p.accept("OR")) ||
    (has(p, "loose-ddl") && p.accept(","))
  ) {
    const event = triggerEvent(p);
    if (events.some((it) => it.event === event.event) && event.end > event.start) {
      p.problem("syntax", "This event is there already.", event);
    }
    events.push(event);
  }
  return events;
}

function triggerEvent(p: Parser): TriggerEvent {
  const { start } = p;
  const event = p.acceptAny("INSERT", "UPDATE", "DELETE");
  if (event === undefined) {
    if (has(p, "truncate-triggers") && p.accept("TRUNCATE")) {
      return { kind: "trigger-event", ...since(p, start), event: "TRUNCATE" };
    }
    p.expected("INSERT, UPDATE or DELETE");
    return { kind: "trigger-event", start, end: start, event: "INSERT" };
  }
  if (event === "UPDATE" && has(p, "trigger-columns") && p.accept("OF")) {
    const columns = nameList(p, "column");
    return { kind: "trigger-event", ...since(p, start), event, columns };
  }
  return { kind: "trigger-event", ...since(p, start), event };
}

function triggerTail(p: Parser, node: Mutable<CreateTrigger>): void {
  if (p.dialect.can("constraint-triggers")) {
    functionTrigger(p, node);
    return;
  }
  if (p.dialect.can("loose-ddl")) {
    looseTrigger(p, node);
    return;
  }
  if (p.acceptAll("FOR", "EACH", "ROW")) {
    node.forEach = "ROW";
  } else if (!has(p, "trigger-for-each-optional")) {
    p.expected("FOR EACH ROW");
  }
  if (has(p, "trigger-order") && (p.at("FOLLOWS") || p.at("PRECEDES"))) {
    p.advance();
    expectObjectName(p, "trigger");
  }
  if (has(p, "trigger-when") && p.accept("WHEN")) {
    node.when = p.grammar.expression(p);
  }
  if (p.dialect.can("trigger-block-only")) {
    node.body = triggerBlock(p);
    return;
  }
  const { start } = p;
  const body = asBody(bodyStatement(p), start, p);
  node.body = triggerBody(body, start, p);
}

function triggerBody(
  body: NonNullable<CreateRoutine["body"]>,
  start: number,
  p: Parser,
): NonNullable<CreateTrigger["body"]> {
  switch (body.kind) {
    case "block":
    case "if":
    case "case-statement":
    case "loop":
    case "leave":
    case "return":
    case "set-variable":
    case "raise":
    case "cursor":
    case "perform":
    case "print":
      return body;
    case "select":
    case "compound":
    case "values":
    case "table-query":
    case "dml-query":
      return {
        kind: "block",
        ...since(p, start),
        declarations: [],
        statements: [body],
        handlers: [],
      };
    default:
      return { kind: "block", ...since(p, start), declarations: [], statements: [], handlers: [] };
  }
}

/** `BEGIN statement; … END` with data statements only. */
function triggerBlock(p: Parser): Block {
  const { start } = p;
  const list: StatementNode[] = [];
  p.expect("BEGIN");
  while (!p.atEnd && p.word !== "END") {
    const { pos } = p;
    const statement = p.grammar.statement(p);
    if (statement.kind === "empty") {
      p.expected("a statement");
    } else if (statement.kind === "insert" && statement.defaultValues === true) {
      p.problem("syntax", "A trigger's INSERT says its values.", statement);
    } else if (!TRIGGER_STATEMENTS.has(statement.kind)) {
      p.problem(
        "syntax",
        "A trigger's body has SELECT, INSERT, UPDATE and DELETE only.",
        statement,
      );
    }
    list.push(statement);
    if (!p.expect(";")) {
      while (!p.atEnd && p.word !== "END" && !p.accept(";")) {
        p.advance();
      }
    }
    if (p.pos === pos) {
      p.advance();
    }
  }
  if (list.length === 0) {
    p.expected("a statement");
  }
  p.expect("END");
  return { kind: "block", ...since(p, start), declarations: [], statements: list, handlers: [] };
}

const TRIGGER_STATEMENTS = new Set([
  "select",
  "compound",
  "values",
  "insert",
  "update",
  "delete",
  "dml-query",
  "table-query",
]);

/** `[FROM t] [DEFERRABLE …] [REFERENCING …] [FOR EACH ROW] [WHEN (…)] EXECUTE FUNCTION f()`. */
function functionTrigger(p: Parser, node: Mutable<CreateTrigger>): void {
  if (node.constraint === true) {
    if (p.accept("FROM")) {
      p.expectQualifiedName("table");
    }
    deferrable(p);
  } else if (p.accept("REFERENCING")) {
    const list: { old: boolean; table: boolean; name: CreateTrigger["name"]["parts"][number] }[] =
      [];
    do {
      const old = p.word === "OLD";
      if (p.acceptAny("OLD", "NEW") === undefined) {
        p.expected("OLD or NEW");
        break;
      }
      const table = p.accept("TABLE");
      if (!table && !p.accept("ROW")) {
        p.expected("TABLE");
      }
      p.accept("AS");
      list.push({ old, table, name: p.expectName("new-name") });
    } while (p.word === "OLD" || p.word === "NEW");
    node.referencing = list;
  }
  if (p.accept("FOR")) {
    p.accept("EACH");
    const unit = p.acceptAny("ROW", "STATEMENT");
    if (unit === undefined || (node.constraint === true && unit === "STATEMENT")) {
      p.expected(node.constraint === true ? "ROW" : "ROW or STATEMENT");
    } else {
      node.forEach = unit;
    }
  }
  if (p.accept("WHEN")) {
    node.when = p.parenthesized((it) => it.grammar.expression(it));
  }
  p.expect("EXECUTE");
  if (p.acceptAny("FUNCTION", "PROCEDURE") === undefined) {
    p.expected("FUNCTION");
  }
  const { start } = p;
  const name = p.expectQualifiedName("routine");
  const args = p.parenthesized((it) => (it.word === ")" ? [] : it.list(triggerArgument)));
  node.execute = { kind: "call", ...since(p, start), name, args, parenthesized: true };
}

function deferrable(p: Parser): void {
  let not: NodeBase | undefined;
  for (;;) {
    const { start } = p;
    if (p.acceptAll("NOT", "DEFERRABLE")) {
      not = since(p, start);
    } else if (p.accept("DEFERRABLE") || p.acceptAll("INITIALLY", "IMMEDIATE")) {
      // Both may stand.
    } else if (p.acceptAll("INITIALLY", "DEFERRED")) {
      if (not !== undefined) {
        p.problem("syntax", "INITIALLY DEFERRED contradicts NOT DEFERRABLE.", since(p, start));
      }
    } else {
      return;
    }
  }
}

/** An argument of a trigger's function: a number, a string, a bare word. */
function triggerArgument(p: Parser): Expression {
  const literal = stringLiteral(p);
  if (literal !== undefined) {
    return literal;
  }
  if (p.kind === TokenKind.Number) {
    return expectNumber(p);
  }
  const name = p.anyName();
  if (name === undefined) {
    p.expected("a value");
    return p.missing();
  }
  return columnOf(name);
}

function looseTrigger(p: Parser, node: Mutable<CreateTrigger>): void {
  const { start } = p;
  while (!p.atEnd && !["AS", "BEGIN", "DECLARE", "CALL", "EXECUTE"].includes(p.word)) {
    if (p.word === "WHEN" && p.peek() === "(") {
      p.advance();
      node.when = p.parenthesized((it) => it.grammar.expression(it));
    } else if (sees(p, "FOR", "EACH", "ROW")) {
      p.acceptAll("FOR", "EACH", "ROW");
      node.forEach = "ROW";
    } else {
      p.advance();
    }
  }
  if (p.accept("AS")) {
    const at = p.start;
    if (p.word === "BEGIN") {
      node.body = triggerBody(asBody(bodyStatement(p), at, p), at, p);
    } else {
      const list = statements(p);
      node.body = {
        kind: "block",
        ...since(p, at),
        declarations: [],
        statements: list,
        handlers: [],
      };
    }
  } else if (p.word === "BEGIN" || p.word === "DECLARE") {
    node.body = triggerBody(asBody(bodyStatement(p), start, p), start, p);
  }
  skipRest(p);
}
