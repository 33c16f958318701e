/**
 * SET in its many forms: settings of a session, variables, and what a routine or role is set to.
 */
import type { Expression, NodeBase, SetStatement, StatementNode } from "./ast.ts";
import type { Parser } from "./parser.ts";
import {
  columnOf,
  expectNumber,
  expectString,
  has,
  needs,
  sees,
  since,
  skipRest,
  stringLiteral,
} from "./parts.ts";
import { TokenKind } from "./tokens.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Assignment = SetStatement["assignments"][number];

/** The name of a setting after RESET, and the special ones of several words. */
export function settingPath(p: Parser): { readonly name: string; readonly range: NodeBase } {
  const { start } = p;
  if (
    p.acceptAll("TIME", "ZONE") ||
    p.acceptAll("SESSION", "AUTHORIZATION") ||
    p.acceptAll("TRANSACTION", "ISOLATION", "LEVEL")
  ) {
    return named(p, start);
  }
  p.slot("setting");
  p.expectQualifiedName("setting");
  return named(p, start);
}

function named(p: Parser, start: number): { readonly name: string; readonly range: NodeBase } {
  return { name: p.text.slice(start, p.lastEnd), range: since(p, start) };
}

/** What follows SET where one setting is set: `x = 1, 2`, `x FROM CURRENT`, `TIME ZONE 'x'`. */
export function settingClause(p: Parser): Assignment {
  const { start } = p;
  if (p.acceptAll("TIME", "ZONE")) {
    const head = named(p, start);
    return { ...head, values: zone(p) };
  }
  if (
    p.acceptAll("SESSION", "AUTHORIZATION") ||
    (p.word === "ROLE" && p.peek() !== "=" && p.peek() !== "TO" && p.accept("ROLE"))
  ) {
    const head = named(p, start);
    const value = p.word === "DEFAULT" ? p.takeName() : p.anyName("role");
    return { ...head, values: [value === undefined ? expectString(p) : columnOf(value)] };
  }
  if (p.acceptAll("XML", "OPTION")) {
    const head = named(p, start);
    if (p.word !== "DOCUMENT" && p.word !== "CONTENT") {
      p.expected("DOCUMENT or CONTENT");
      return { ...head, values: [] };
    }
    return { ...head, values: [columnOf(p.takeName())] };
  }
  if (
    (p.word === "NAMES" || p.word === "SCHEMA" || p.word === "CATALOG") &&
    !["=", "TO", "."].includes(p.peek())
  ) {
    return named1(p, start);
  }
  const head = settingPath(p);
  if (p.acceptAll("FROM", "CURRENT")) {
    return { ...head, values: [] };
  }
  if (!p.accept("=") && !p.accept("TO")) {
    p.expected("= or TO");
    return { ...head, values: [] };
  }
  return { ...head, values: p.list(settingValue) };
}

/** `NAMES 'utf8'`, `SCHEMA 'x'`, `CATALOG 'x'`. */
function named1(p: Parser, start: number): Assignment {
  const names = p.word === "NAMES";
  if (p.word === "CATALOG") {
    p.problem("syntax", "The current database cannot be changed.");
  }
  p.advance();
  const head = named(p, start);
  const text = stringLiteral(p);
  if (text === undefined && !names) {
    p.expected("a string");
  }
  if (text === undefined && names) {
    p.accept("DEFAULT");
  }
  return { ...head, values: text === undefined ? [] : [text] };
}

function zone(p: Parser): Expression[] {
  if (p.word === "DEFAULT" || p.word === "LOCAL") {
    return [columnOf(p.takeName())];
  }
  if (
    p.word === "INTERVAL" ||
    p.kind === TokenKind.Number ||
    p.kind === TokenKind.String ||
    p.word === "-" ||
    p.word === "+"
  ) {
    return [p.word === "INTERVAL" ? p.grammar.expression(p) : settingValue(p)];
  }
  const name = p.name("other-name");
  if (name === undefined) {
    p.expected("a time zone");
    return [];
  }
  return [columnOf(name)];
}

/** One value of a setting: a string, a number, a word. */
export function settingValue(p: Parser): Expression {
  const literal = stringLiteral(p);
  if (literal !== undefined) {
    return literal;
  }
  if (p.kind === TokenKind.Number || p.word === "-" || p.word === "+") {
    return expectNumber(p);
  }
  if (
    p.kind === TokenKind.Parameter ||
    p.kind === TokenKind.Hole ||
    p.kind === TokenKind.Variable
  ) {
    return p.grammar.expression(p);
  }
  if (p.word === "ON" || p.word === "TRUE" || p.word === "FALSE" || p.word === "DEFAULT") {
    return columnOf(p.takeName());
  }
  const name = p.name("other-name");
  if (name === undefined) {
    p.expected("a value");
    return p.missing();
  }
  return columnOf(name);
}

// ---------------------------------------------------------------- the statement

/** `SET …` as a statement, or `undefined` with nothing consumed. */
export function setStatement(p: Parser): StatementNode | undefined {
  if (!p.at("SET")) {
    return undefined;
  }
  if (p.dialect.can("set-variables")) {
    return variables(p);
  }
  if (p.dialect.can("reset-settings")) {
    return session(p);
  }
  return p.dialect.can("loose-ddl") ? loose(p) : undefined;
}

function session(p: Parser): SetStatement {
  const { start } = p;
  p.advance();
  const node: Mutable<SetStatement> = {
    kind: "set",
    start,
    end: start,
    verb: "set",
    assignments: [],
  };
  if (!["AUTHORIZATION", "TO", "=", "."].includes(p.peek())) {
    const scope = p.acceptAny("LOCAL", "SESSION");
    if (scope !== undefined) {
      node.scope = scope;
    }
  }
  node.assignments = [settingClause(p)];
  node.end = Math.max(p.lastEnd, start);
  return node;
}

/** `SET GLOBAL a = 1, @b := 2, NAMES utf8`. */
function variables(p: Parser): StatementNode {
  const { start } = p;
  p.advance();
  if (p.word === "STATEMENT" && has(p, "set-statement-for")) {
    return forStatement(p, start);
  }
  const node: Mutable<SetStatement> = {
    kind: "set",
    start,
    end: start,
    verb: "set",
    assignments: [],
  };
  const list: Assignment[] = [];
  do {
    const scope = p.peek() === "=" || p.peek() === ":=" ? undefined : scopeWord(p);
    if (scope !== undefined && node.scope === undefined) {
      node.scope = scope;
    }
    list.push(scope === undefined ? (namesClause(p) ?? variable(p)) : variable(p));
  } while (p.accept(","));
  node.assignments = list;
  node.end = Math.max(p.lastEnd, start);
  return node;
}

function scopeWord(p: Parser): SetStatement["scope"] {
  const { start } = p;
  const word = p.acceptAny("GLOBAL", "SESSION", "LOCAL", "PERSIST", "PERSIST_ONLY");
  if (word === "PERSIST" || word === "PERSIST_ONLY") {
    needs(p, "persisted-settings", since(p, start), "persisted settings");
    return "PERSIST";
  }
  return word;
}

function namesClause(p: Parser): Assignment | undefined {
  const { start } = p;
  if (p.word === "NAMES" && p.peek() !== "=") {
    p.advance();
    const head = named(p, start);
    if (p.accept("DEFAULT")) {
      return { ...head, values: [] };
    }
    const charset = stringLiteral(p) ?? anyWord(p);
    if (p.accept("COLLATE") && !p.accept("DEFAULT") && stringLiteral(p) === undefined) {
      anyWord(p);
    }
    return { ...head, values: [charset] };
  }
  if (
    p.acceptAll("CHARACTER", "SET") ||
    p.acceptAll("CHAR", "SET") ||
    (p.word === "CHARSET" && p.peek() !== "=" && p.accept("CHARSET"))
  ) {
    const head = named(p, start);
    if (p.accept("DEFAULT")) {
      return { ...head, values: [] };
    }
    return { ...head, values: [stringLiteral(p) ?? anyWord(p)] };
  }
  return undefined;
}

function anyWord(p: Parser): Expression {
  const name = p.anyName();
  if (name === undefined) {
    p.expected("a name");
    return p.missing();
  }
  return columnOf(name);
}

function variable(p: Parser): Assignment {
  const { start } = p;
  if (p.kind === TokenKind.Variable) {
    p.advance();
    while (p.word === ".") {
      p.advance();
      p.anyName("setting");
    }
  } else {
    p.slot("setting");
    if (p.word === "DEFAULT" && p.peek() === ".") {
      p.takeName();
      p.advance();
      p.anyName("setting");
    } else {
      p.expectQualifiedName("setting");
    }
  }
  const head = named(p, start);
  if (!p.accept("=") && !p.accept(":=")) {
    p.expected("=");
    return { ...head, values: [] };
  }
  return { ...head, values: [variableValue(p)] };
}

const VALUE_WORDS = new Set(["ON", "ALL", "BINARY", "DEFAULT", "ROW", "SYSTEM"]);

function variableValue(p: Parser): Expression {
  const next = p.peek();
  if (
    VALUE_WORDS.has(p.word) &&
    (next === "," || next === ";" || next === "FOR" || p.peekKind() === TokenKind.End)
  ) {
    return columnOf(p.takeName());
  }
  return p.grammar.expression(p);
}

/** `SET STATEMENT a = 1, b = 2 FOR statement`. */
function forStatement(p: Parser, start: number): StatementNode {
  p.advance();
  p.list((it) => variable(it));
  if (!p.expect("FOR")) {
    return { kind: "set", ...since(p, start), verb: "set", assignments: [] };
  }
  return p.grammar.statement(p);
}

/** Engines that are not known in detail: a name, perhaps `=`, and anything. */
function loose(p: Parser): StatementNode {
  const { start } = p;
  p.advance();
  const node: Mutable<SetStatement> = {
    kind: "set",
    start,
    end: start,
    verb: "set",
    assignments: [],
  };
  const scope = p.acceptAny("LOCAL", "SESSION", "GLOBAL");
  if (scope !== undefined) {
    node.scope = scope;
  }
  const at = p.start;
  if (
    p.kind === TokenKind.Variable ||
    p.kind === TokenKind.Parameter ||
    p.peek() === "=" ||
    p.peek() === "TO"
  ) {
    p.advance();
    while (p.word === ".") {
      p.advance();
      p.anyName();
    }
    const head = named(p, at);
    if (p.kind === TokenKind.Operator && p.word !== "(") {
      p.advance();
    } else {
      p.accept("TO");
    }
    if (p.atEnd || p.word === ";") {
      p.expected("a value");
    }
    const values = sees(p, "CURSOR") ? [] : p.list(variableValue);
    node.assignments = [{ ...head, values }];
  } else {
    while (p.kind === TokenKind.Word) {
      p.advance();
    }
    node.assignments = [{ ...named(p, at), values: [] }];
  }
  skipRest(p);
  node.end = Math.max(p.lastEnd, start);
  return node;
}
