/**
 * The statements of routine bodies: blocks, declarations, control flow, cursors, errors, assignments.
 * One grammar for the block languages of all engines; SQL statements in between are read by the
 * statement grammar. Whether a body is wanted here is known by the caller (`routine.ts`, or the
 * statement grammar where an engine takes such statements by themselves).
 */
import type {
  Block,
  CaseStatement,
  CursorStatement,
  Declaration,
  Expression,
  Handler,
  If,
  Leave,
  Loop,
  Name,
  QualifiedName,
  Query,
  Raise,
  Return,
  SetItem,
  StatementNode,
} from "./ast.ts";
import type { Parser } from "./parser.ts";
import {
  columnOf,
  expectObjectPath,
  expectQuery,
  has,
  needs,
  numberLiteral,
  sees,
  since,
  skipParentheses,
  stringLiteral,
} from "./parts.ts";
import { valueOrQuery } from "./query.ts";
import { parameters } from "./routine-parameter.ts";
import { tableElements } from "./table-element.ts";
import type { Terminal } from "./terminals.ts";
import { TERMINALS } from "./terminals.ts";
import { TokenKind } from "./tokens.ts";
import { collatedTypeName, typeName } from "./type-name.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Words that end a list of statements: the block or branch around it goes on. */
const ENDERS = new Set(["END", "ELSE", "ELSEIF", "ELSIF", "WHEN", "UNTIL", "EXCEPTION"]);

const SELECT = TERMINALS.indexOf("SELECT");

// ---------------------------------------------------------------- lists of statements

/** Statements up to a word that ends the list. */
export function statements(p: Parser): StatementNode[] {
  const list: StatementNode[] = [];
  for (;;) {
    while (p.accept(";")) {
      // Empty statements between others.
    }
    if (p.atEnd || (ENDERS.has(p.word) && !startsCaseBranchName(p))) {
      return list;
    }
    const { pos } = p;
    list.push(bodyStatement(p));
    if (!separator(p)) {
      skipToSeparator(p);
    }
    if (p.pos === pos) {
      p.advance();
    }
  }
}

function startsCaseBranchName(p: Parser): boolean {
  return p.peek() === ":=";
}

/** The `;` behind a statement: true where the list can go on. */
function separator(p: Parser): boolean {
  if (p.accept(";")) {
    return true;
  }
  if (p.atEnd || p.dialect.can("optional-semicolons")) {
    return true;
  }
  const before = p.tokens.terminals[p.pos - 1] ?? 0;
  if (TERMINALS[before] === ";") {
    return true;
  }
  p.expected(";");
  return false;
}

function skipToSeparator(p: Parser): void {
  while (!p.atEnd && !p.accept(";")) {
    if (p.word === "END" || p.word === "EXCEPTION") {
      return;
    }
    p.advance();
  }
}

/** One statement of a body, procedural or SQL. */
export function bodyStatement(p: Parser): StatementNode {
  return p.nested(
    () => {
      const procedural = proceduralStatement(p);
      if (procedural !== undefined) {
        return procedural;
      }
      const assigned = assignment(p);
      if (assigned !== undefined) {
        return assigned;
      }
      return procedureCall(p) ?? intoVariables(p, p.grammar.statement(p));
    },
    () => ({ kind: "empty", start: p.lastEnd, end: p.lastEnd }),
  );
}

/** Words that are a statement alone. */
const STATEMENT_WORDS = new Set([
  "COMMIT",
  "ROLLBACK",
  "NULL",
  "RAISE",
  "RETURN",
  "EXIT",
  "CONTINUE",
]);

/** `p(1)`, `s.p;`: a call without CALL, where an engine's blocks have it. */
function procedureCall(p: Parser): StatementNode | undefined {
  if (
    !p.dialect.can("declarative-routine-bodies") ||
    !p.atName() ||
    ![".", "(", ";"].includes(p.peek())
  ) {
    return undefined;
  }
  if (p.peek() === ";" && STATEMENT_WORDS.has(p.word)) {
    return undefined;
  }
  const { start } = p;
  const found = p.grammar.expression(p);
  if (found.kind === "call") {
    return { kind: "call-statement", ...since(p, start), verb: "call", call: found };
  }
  const parts = found.kind === "column" ? found.parts : [];
  const name: QualifiedName = { kind: "qualified-name", start: found.start, end: found.end, parts };
  return { kind: "call-statement", ...since(p, start), verb: "call", name };
}

/** `SELECT … INTO x` fills a variable in a body, where elsewhere it makes a table. */
function intoVariables(p: Parser, statement: StatementNode): StatementNode {
  if (
    !p.dialect.can("into-anywhere") ||
    statement.kind !== "select" ||
    statement.into?.table === undefined
  ) {
    return statement;
  }
  const { table, ...rest } = statement.into;
  const variable: Expression = {
    kind: "column",
    start: table.start,
    end: table.end,
    parts: table.parts,
  };
  return { ...statement, into: { ...rest, targets: [variable] } };
}

/** A statement that only a body has, or `undefined` with nothing consumed. */
export function proceduralStatement(p: Parser): StatementNode | undefined {
  const label = blockLabel(p);
  const { start } = label === undefined ? p : { start: label.labelStart };
  switch (p.word) {
    case "BEGIN":
      return startsTransaction(p) ? undefined : block(p, start, label?.name);
    case "DECLARE":
      return declare(p, start, label?.name);
    case "IF":
      return ifStatement(p, start);
    case "CASE":
      return caseStatement(p, start);
    case "LOOP":
    case "WHILE":
    case "REPEAT":
    case "FOR":
    case "FOREACH":
      return loop(p, start, label?.name);
    case "EXIT":
    case "CONTINUE":
    case "LEAVE":
    case "ITERATE":
    case "BREAK":
    case "GOTO":
      return leave(p, start);
    case "RETURN":
      return returnStatement(p, start);
    case "RAISE":
      return raise(p, start);
    case "SIGNAL":
    case "RESIGNAL":
      return signal(p, start);
    case "THROW":
    case "RAISERROR":
      return throwStatement(p, start);
    case "OPEN":
    case "CLOSE":
    case "FETCH":
    case "MOVE":
      return cursor(p, start);
    case "PERFORM":
      return p.dialect.can("perform-statement") ? perform(p, start) : undefined;
    case "PRINT":
      p.advance();
      return { kind: "print", args: [p.grammar.expression(p)], ...since(p, start) };
    case "EXECUTE":
    case "EXEC":
      return execute(p, start);
    case "GET":
      return diagnostics(p, start);
    case "ASSERT":
      p.advance();
      return {
        kind: "other",
        verb: "assert",
        names: [],
        expressions: p.list((it) => it.grammar.expression(it)),
        ...since(p, start),
      };
    case "NULL":
      p.advance();
      return { kind: "other", verb: "null", names: [], ...since(p, start) };
    case "SET":
      return setVariables(p, start);
    default:
      return undefined;
  }
}

/** `<<name>>` or `name:` before a block or loop. */
function blockLabel(p: Parser): { readonly name: Name; readonly labelStart: number } | undefined {
  const labelStart = p.start;
  if (p.word === "<<") {
    p.advance();
    const name = p.anyName() ?? p.expectName();
    p.expect(">>");
    return { name, labelStart };
  }
  if (p.atName() && p.peek() === ":" && has(p, "colon-labels")) {
    const name = p.takeName();
    p.advance();
    return { name, labelStart };
  }
  return undefined;
}

function startsTransaction(p: Parser): boolean {
  const next = p.peek();
  return (
    ["TRANSACTION", "TRAN", "WORK", "DISTRIBUTED", ";"].includes(next) ||
    p.peekKind() === TokenKind.End
  );
}

function closingLabel(p: Parser): void {
  if (p.atName() && !sees(p, ";")) {
    p.takeName();
  }
}

// ---------------------------------------------------------------- blocks

/** `[DECLARE …] BEGIN … [EXCEPTION …] END`, at BEGIN or DECLARE. */
export function block(p: Parser, start: number, label: Name | undefined): StatementNode {
  const node: Mutable<Block> = {
    kind: "block",
    start,
    end: start,
    declarations: [],
    statements: [],
    handlers: [],
  };
  if (label !== undefined) {
    node.label = label;
  }
  const declarations: Declaration[] = [];
  if (p.accept("DECLARE")) {
    declarations.push(...declarationSection(p));
  }
  beginBlock(p, node, declarations);
  node.end = Math.max(p.lastEnd, start);
  return node;
}

/** From BEGIN to END; declarations that stand before are handed in. */
export function beginBlock(p: Parser, node: Mutable<Block>, declarations: Declaration[]): void {
  const handlers: Handler[] = [];
  if (!p.expect("BEGIN")) {
    node.declarations = declarations;
    return;
  }
  if (p.acceptAll("NOT", "ATOMIC")) {
    needs(p, "begin-not-atomic", since(p, node.start), "BEGIN NOT ATOMIC");
  } else if (p.accept("ATOMIC")) {
    node.atomic = true;
  }
  const tryBlock = p.accept("TRY");
  if (!tryBlock) {
    leadingDeclarations(p, declarations, handlers);
  }
  node.statements = statements(p);
  if (sees(p, "EXCEPTION")) {
    p.advance();
    handlers.push(...exceptionHandlers(p));
  }
  endBlock(p, tryBlock ? "TRY" : undefined);
  if (tryBlock) {
    p.accept(";");
    handlers.push(catchBlock(p));
  } else {
    closingLabel(p);
  }
  node.declarations = declarations;
  node.handlers = handlers;
}

function endBlock(p: Parser, word: Terminal | undefined): void {
  if (p.expect("END") && word !== undefined) {
    p.expect(word);
  }
}

function catchBlock(p: Parser): Handler {
  const { start } = p;
  const node: Mutable<Handler> = {
    kind: "handler",
    start,
    end: start,
    conditions: [],
    statements: [],
  };
  if (p.acceptAll("BEGIN", "CATCH")) {
    node.statements = statements(p);
    endBlock(p, "CATCH");
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

/** `DECLARE x INT; DECLARE CONTINUE HANDLER FOR …;` at the head of a block. */
function leadingDeclarations(p: Parser, declarations: Declaration[], handlers: Handler[]): void {
  while (p.word === "DECLARE" && p.dialect.can("declare-in-block")) {
    const { start, pos } = p;
    p.advance();
    if (isHandler(p)) {
      handlers.push(handler(p, start));
    } else {
      declarations.push(sqlDeclaration(p, start));
    }
    if (!separator(p)) {
      skipToSeparator(p);
    }
    if (p.pos === pos) {
      return;
    }
  }
}

function isHandler(p: Parser): boolean {
  return ["CONTINUE", "EXIT", "UNDO"].includes(p.word) && p.peek() === "HANDLER";
}

function handler(p: Parser, start: number): Handler {
  const action = p.word as "CONTINUE" | "EXIT" | "UNDO";
  p.advance();
  p.expect("HANDLER");
  p.expect("FOR");
  const conditions = p.list(condition);
  const statement = bodyStatement(p);
  return { kind: "handler", ...since(p, start), conditions, action, statements: [statement] };
}

/** `SQLSTATE '…'`, `NOT FOUND`, `SQLEXCEPTION`, `1062`, `unique_violation`. */
function condition(p: Parser): string {
  const { start } = p;
  if (p.accept("SQLSTATE")) {
    p.accept("VALUE");
    if (stringLiteral(p) === undefined) {
      p.expected("a string");
    }
  } else if (p.word === "SQLEXCEPTION" || p.word === "SQLWARNING") {
    p.advance();
  } else if (!p.acceptAll("NOT", "FOUND") && numberLiteral(p) === undefined) {
    expectObjectPath(p, "other-name");
  }
  return p.text.slice(start, p.lastEnd).toUpperCase();
}

/** `EXCEPTION WHEN a OR b THEN … WHEN …`. */
function exceptionHandlers(p: Parser): Handler[] {
  const handlers: Handler[] = [];
  while (p.word === "WHEN") {
    const { start } = p;
    p.advance();
    const conditions = [condition(p)];
    while (p.accept("OR")) {
      conditions.push(condition(p));
    }
    p.expect("THEN");
    handlers.push({ kind: "handler", conditions, statements: statements(p), ...since(p, start) });
  }
  if (handlers.length === 0) {
    p.expected("WHEN");
  }
  return handlers;
}

// ---------------------------------------------------------------- declarations

/** DECLARE as a statement: a block with declarations, a list of variables, or a cursor. */
function declare(p: Parser, start: number, label: Name | undefined): StatementNode | undefined {
  if (p.dialect.can("declare-in-block")) {
    p.advance();
    if (isHandler(p)) {
      const made = handler(p, start);
      return {
        kind: "block",
        ...since(p, start),
        declarations: [],
        statements: [],
        handlers: [made],
      };
    }
    const declaration = sqlDeclaration(p, start);
    return {
      kind: "block",
      ...since(p, start),
      declarations: [declaration],
      statements: [],
      handlers: [],
    };
  }
  if (p.dialect.can("variables-with-at") || p.peekKind() === TokenKind.Variable) {
    return declareVariables(p, start);
  }
  if (declaresCursor(p)) {
    return undefined;
  }
  return block(p, start, label);
}

/** Is it `DECLARE c … CURSOR … FOR` of a session rather than a section of declarations? */
function declaresCursor(p: Parser): boolean {
  if (!["CURSOR", "BINARY", "SCROLL", "INSENSITIVE", "ASENSITIVE", "NO"].includes(p.peek(2))) {
    return false;
  }
  // In a section another declaration or the block follows the semicolon.
  for (let ahead = 3; p.peekKind(ahead) !== TokenKind.End; ahead += 1) {
    if (p.peek(ahead) === ";") {
      return p.peekKind(ahead + 1) === TokenKind.End;
    }
  }
  return true;
}

/** `@a int = 1, @t TABLE (…)` or `c CURSOR … FOR query`. */
function declareVariables(p: Parser, start: number): StatementNode {
  p.advance();
  const declarations: Declaration[] = [];
  if (p.kind !== TokenKind.Variable && p.kind !== TokenKind.Parameter) {
    declarations.push(tsqlCursor(p));
  } else {
    do {
      declarations.push(atVariable(p));
    } while (p.accept(","));
  }
  return { kind: "block", ...since(p, start), declarations, statements: [], handlers: [] };
}

function tsqlCursor(p: Parser): Declaration {
  const { start } = p;
  const name = p.expectName("new-name");
  p.acceptAny("INSENSITIVE");
  p.accept("SCROLL");
  p.expect("CURSOR");
  while (!p.atEnd && p.word !== "FOR" && p.word !== ";") {
    p.advance();
  }
  p.expect("FOR");
  const cursorQuery = expectQuery(p);
  if (p.accept("FOR")) {
    p.acceptAll("READ", "ONLY");
    if (p.accept("UPDATE") && p.accept("OF")) {
      p.list((it) => it.expectName("column"));
    }
  }
  return {
    kind: "declaration",
    ...since(p, start),
    names: [name],
    ...(cursorQuery === undefined ? {} : { cursor: cursorQuery }),
  };
}

function atVariable(p: Parser): Declaration {
  const { start } = p;
  const node: Mutable<Declaration> = {
    kind: "declaration",
    start,
    end: start,
    names: [p.takeName()],
  };
  p.accept("AS");
  if (p.accept("TABLE")) {
    node.table = tableElements(p);
  } else if (p.accept("CURSOR")) {
    node.type = {
      kind: "type-name",
      ...since(p, p.lastEnd),
      name: "cursor",
      args: [],
      arrayDimensions: 0,
    };
  } else {
    node.type = collatedTypeName(p);
    if (p.accept("=")) {
      node.default = p.grammar.expression(p);
    }
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

/** `x, y INT DEFAULT 0`, `c CURSOR FOR …`, `n CONDITION FOR …`, DECLARE consumed. */
function sqlDeclaration(p: Parser, start: number): Declaration {
  const node: Mutable<Declaration> = { kind: "declaration", start, end: start, names: [] };
  const first = p.expectName("new-name");
  const names = [first];
  if (p.accept("CONDITION")) {
    node.condition = true;
    if (p.expect("FOR")) {
      condition(p);
    }
  } else if (p.at("CURSOR")) {
    p.advance();
    if (p.word === "(") {
      node.parameters = parameters(p);
    }
    p.expect("FOR");
    const cursorQuery = expectQuery(p);
    if (cursorQuery !== undefined) {
      node.cursor = cursorQuery;
    }
  } else {
    while (p.accept(",")) {
      names.push(p.expectName("new-name"));
    }
    variableType(p, node);
    if (p.accept("DEFAULT") || p.accept(":=")) {
      node.default = p.grammar.expression(p);
    }
  }
  node.names = names;
  node.end = Math.max(p.lastEnd, start);
  return node;
}

function variableType(p: Parser, node: Mutable<Declaration>): void {
  if (sees(p, "TYPE", "OF") || sees(p, "ROW", "TYPE")) {
    const { start } = p;
    p.advance();
    p.advance();
    p.accept("OF");
    const qualified = expectObjectPath(p, "column");
    node.type = {
      kind: "type-name",
      ...since(p, start),
      name: "type of",
      qualified,
      args: [],
      arrayDimensions: 0,
      anchor: "type",
    };
    return;
  }
  if (p.word === "ROW" && p.peek() === "(") {
    const { start } = p;
    p.advance();
    skipParentheses(p);
    node.type = {
      kind: "type-name",
      ...since(p, start),
      name: "row",
      args: [],
      arrayDimensions: 0,
    };
    return;
  }
  node.type = collatedTypeName(p);
}

/** The declarations between DECLARE (or IS, AS) and BEGIN: each ends with `;`. */
export function declarationSection(p: Parser): Declaration[] {
  const list: Declaration[] = [];
  while (!p.atEnd && p.word !== "BEGIN" && p.word !== "END") {
    const { pos } = p;
    if (p.accept("DECLARE") || p.accept(";")) {
      continue;
    }
    if (
      p.word === "PRAGMA" ||
      ((p.word === "PROCEDURE" || p.word === "FUNCTION") && has(p, "local-routines"))
    ) {
      localRoutine(p);
      continue;
    }
    list.push(declaration(p));
    if (!p.accept(";")) {
      p.expected(";");
      skipToSeparator(p);
    }
    if (p.pos === pos) {
      p.advance();
    }
  }
  return list;
}

/** A routine inside a declaration section: read past, up to its END or `;`. */
function localRoutine(p: Parser): void {
  while (!p.atEnd && p.word !== ";" && p.word !== "IS" && p.word !== "AS") {
    p.advance();
  }
  if (p.word === "IS" || p.word === "AS") {
    p.advance();
    const start = p.start;
    const node: Mutable<Block> = {
      kind: "block",
      start,
      end: start,
      declarations: [],
      statements: [],
      handlers: [],
    };
    beginBlock(p, node, declarationSection(p));
  }
  p.accept(";");
}

/** `x CONSTANT int NOT NULL := 1`, `c CURSOR (a int) FOR …`, `x ALIAS FOR $1`, `e EXCEPTION`. */
function declaration(p: Parser): Declaration {
  const { start } = p;
  if (p.word === "TYPE" || p.word === "SUBTYPE" || p.word === "CURSOR") {
    return oracleDeclaration(p);
  }
  const name = p.anyName("new-name") ?? p.expectName("new-name");
  const node: Mutable<Declaration> = { kind: "declaration", start, end: start, names: [name] };
  if (p.acceptAll("ALIAS", "FOR")) {
    node.alias = p.grammar.expression(p);
  } else if (p.word === "CURSOR" || sees(p, "NO", "SCROLL") || p.word === "SCROLL") {
    p.accept("NO");
    p.accept("SCROLL");
    p.expect("CURSOR");
    if (p.at("(")) {
      node.parameters = parameters(p);
    }
    if (p.acceptAny("FOR", "IS") === undefined) {
      p.expected("FOR");
    }
    const cursorQuery = expectQuery(p);
    if (cursorQuery !== undefined) {
      node.cursor = cursorQuery;
    }
  } else if (p.accept("EXCEPTION")) {
    node.condition = true;
  } else {
    if (p.accept("CONSTANT")) {
      node.constant = true;
    }
    const type = typeName(p);
    if (type === undefined) {
      p.expected("a type");
    } else {
      node.type = type;
    }
    if (p.accept("COLLATE")) {
      p.expectQualifiedName("collation");
    }
    if (p.acceptAll("NOT", "NULL")) {
      node.notNull = true;
    }
    if (p.accept(":=") || p.accept("=") || p.accept("DEFAULT")) {
      node.default = sqlValue(p);
    }
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

/** `CURSOR c IS …`, `TYPE t IS …`: only the name and a cursor's query are kept. */
function oracleDeclaration(p: Parser): Declaration {
  const { start, word } = p;
  p.advance();
  const name = p.anyName("new-name") ?? p.expectName("new-name");
  const node: Mutable<Declaration> = { kind: "declaration", start, end: start, names: [name] };
  if (word === "CURSOR") {
    if (p.word === "(") {
      node.parameters = parameters(p);
    }
    if (p.accept("RETURN")) {
      typeName(p);
    }
    if (p.accept("IS")) {
      const cursorQuery = expectQuery(p);
      if (cursorQuery !== undefined) {
        node.cursor = cursorQuery;
      }
    }
  } else {
    while (!p.atEnd && p.word !== ";") {
      p.advance();
    }
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

// ---------------------------------------------------------------- control flow

/** A value, which may be a query without its SELECT where an engine's bodies have that. */
function sqlValue(p: Parser): Expression {
  return p.dialect.can("into-anywhere") ? valueOrQuery(p) : p.grammar.expression(p);
}

function ifStatement(p: Parser, start: number): If | undefined {
  p.advance();
  const branches: {
    readonly condition: Expression;
    readonly statements: readonly StatementNode[];
  }[] = [];
  const condition = sqlValue(p);
  if (p.word !== "THEN" && p.dialect.can("optional-semicolons")) {
    return bareIf(p, start, condition);
  }
  p.expect("THEN");
  branches.push({ condition, statements: statements(p) });
  let otherwise: StatementNode[] | undefined;
  for (;;) {
    if (p.accept("ELSEIF") || p.accept("ELSIF")) {
      const again = sqlValue(p);
      p.expect("THEN");
      branches.push({ condition: again, statements: statements(p) });
    } else if (p.accept("ELSE")) {
      otherwise = statements(p);
    } else {
      break;
    }
  }
  if (p.expect("END")) {
    p.expect("IF");
  }
  return {
    kind: "if",
    ...since(p, start),
    branches,
    ...(otherwise === undefined ? {} : { otherwise }),
  };
}

/** `IF condition statement ELSE statement`. */
function bareIf(p: Parser, start: number, condition: Expression): If {
  const then = bodyStatement(p);
  let otherwise: StatementNode[] | undefined;
  if (sees(p, ";") && p.peek() === "ELSE") {
    p.advance();
  }
  if (p.accept("ELSE")) {
    otherwise = [bodyStatement(p)];
  }
  return {
    kind: "if",
    ...since(p, start),
    branches: [{ condition, statements: [then] }],
    ...(otherwise === undefined ? {} : { otherwise }),
  };
}

function caseStatement(p: Parser, start: number): CaseStatement {
  p.advance();
  const node: Mutable<CaseStatement> = { kind: "case-statement", start, end: start, branches: [] };
  if (p.word !== "WHEN") {
    node.operand = p.grammar.expression(p);
  }
  const branches: {
    readonly condition: Expression;
    readonly statements: readonly StatementNode[];
  }[] = [];
  while (p.accept("WHEN")) {
    const conditions = p.list((it) => it.grammar.expression(it));
    const [first] = conditions;
    p.expect("THEN");
    const condition: Expression =
      first !== undefined && conditions.length === 1
        ? first
        : { kind: "row", start: first?.start ?? p.lastEnd, end: p.lastEnd, elements: conditions };
    branches.push({ condition, statements: statements(p) });
  }
  if (branches.length === 0) {
    p.expected("WHEN");
  }
  node.branches = branches;
  if (p.accept("ELSE")) {
    node.otherwise = statements(p);
  }
  if (p.expect("END")) {
    p.accept("CASE");
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

function loop(p: Parser, start: number, label: Name | undefined): StatementNode | undefined {
  const { word } = p;
  const node: Mutable<Loop> = { kind: "loop", start, end: start, type: "loop", statements: [] };
  if (label !== undefined) {
    node.label = label;
  }
  p.advance();
  if (word === "WHILE") {
    node.type = "while";
    node.condition = p.grammar.expression(p);
    if (p.word !== "DO" && p.word !== "LOOP" && p.dialect.can("optional-semicolons")) {
      node.statements = [bodyStatement(p)];
      node.end = p.lastEnd;
      return node;
    }
    loopBody(p, node, p.word === "DO" ? "WHILE" : "LOOP");
  } else if (word === "REPEAT") {
    node.type = "repeat";
    node.statements = statements(p);
    p.expect("UNTIL");
    node.condition = p.grammar.expression(p);
    p.accept(";");
    if (p.expect("END")) {
      p.expect("REPEAT");
    }
  } else if (word === "FOR") {
    forLoop(p, node);
  } else if (word === "FOREACH") {
    node.type = "foreach";
    node.variables = loopVariables(p);
    if (p.accept("SLICE")) {
      numberLiteral(p);
    }
    p.expect("IN");
    p.expect("ARRAY");
    node.source = p.grammar.expression(p);
    loopBody(p, node, "LOOP");
  } else {
    node.statements = statements(p);
    if (p.expect("END")) {
      p.expect("LOOP");
    }
  }
  closingLabel(p);
  node.end = Math.max(p.lastEnd, start);
  return node;
}

function loopBody(p: Parser, node: Mutable<Loop>, closing: "LOOP" | "WHILE" | "FOR"): void {
  if (p.acceptAny("DO", "LOOP") === undefined) {
    p.expected(p.dialect.can("declare-in-block") ? "DO" : "LOOP");
  }
  node.statements = statements(p);
  if (p.expect("END")) {
    p.expect(closing);
  }
}

function loopVariables(p: Parser): Name[] {
  return p.list((it) => {
    const name = it.anyName("other-name") ?? it.expectName();
    while (it.accept(".")) {
      it.anyName();
    }
    return name;
  });
}

function forLoop(p: Parser, node: Mutable<Loop>): void {
  node.variables = loopVariables(p);
  if (p.accept("AS")) {
    p.anyName();
    p.acceptAll("CURSOR", "FOR");
    node.type = "for-query";
    const forQuery = expectQuery(p);
    if (forQuery !== undefined) {
      node.query = forQuery;
    }
    loopBody(p, node, "FOR");
    return;
  }
  p.expect("IN");
  if (p.accept("REVERSE")) {
    node.reverse = true;
  }
  if (p.accept("EXECUTE")) {
    node.type = "for-query";
    node.source = p.grammar.expression(p);
    if (p.accept("USING")) {
      p.list((it) => it.grammar.expression(it));
    }
  } else if (startsQuery(p)) {
    node.type = "for-query";
    const forQuery = expectQuery(p);
    if (forQuery !== undefined) {
      node.query = forQuery;
    }
  } else {
    const from = p.grammar.expression(p);
    if (p.accept("..") || acceptDots(p)) {
      node.type = "for-range";
      node.from = from;
      node.to = p.grammar.expression(p);
      if (p.accept("BY")) {
        node.by = p.grammar.expression(p);
      }
    } else {
      node.type = "for-query";
      node.source = from;
    }
  }
  loopBody(p, node, p.word === "DO" ? "FOR" : "LOOP");
}

/** `1..10` may be lexed as the numbers `1.` and `.10`, or with the dots apart. */
function acceptDots(p: Parser): boolean {
  if (p.word === "." && p.peek() === ".") {
    p.advance();
    p.advance();
    return true;
  }
  return (
    p.kind === TokenKind.Number &&
    p.tokenText.startsWith(".") &&
    p.start === p.lastEnd &&
    p.text.charAt(p.lastEnd - 1) === "."
  );
}

function startsQuery(p: Parser): boolean {
  if (p.word === "(") {
    return ["SELECT", "WITH", "VALUES", "("].includes(p.peek());
  }
  return (
    (["SELECT", "WITH", "VALUES", "TABLE", "INSERT", "UPDATE", "DELETE", "MERGE"].includes(
      p.word,
    ) &&
      p.isReserved(p.pos)) ||
    ["SELECT", "WITH", "VALUES"].includes(p.word) ||
    (["INSERT", "UPDATE", "DELETE", "MERGE"].includes(p.word) && p.peekKind() === TokenKind.Word)
  );
}

function leave(p: Parser, start: number): Leave | undefined {
  const { word } = p;
  if (p.peek() === "HANDLER") {
    return undefined;
  }
  p.advance();
  const type =
    word === "GOTO" ? "goto" : word === "CONTINUE" || word === "ITERATE" ? "continue" : "exit";
  const node: Mutable<Leave> = { kind: "leave", start, end: start, type };
  const label =
    p.word === "WHEN" || (p.dialect.can("optional-semicolons") && word !== "GOTO")
      ? undefined
      : p.name("other-name");
  if (label !== undefined) {
    node.label = label;
  } else if (word === "LEAVE" || word === "ITERATE" || word === "GOTO") {
    p.expected("a label");
  }
  if (p.accept("WHEN")) {
    node.when = p.grammar.expression(p);
  }
  node.end = p.lastEnd;
  return node;
}

function returnStatement(p: Parser, start: number): Return {
  p.advance();
  const node: Mutable<Return> = { kind: "return", start, end: start };
  if (p.word === "NEXT" && p.peek() !== ":=") {
    p.advance();
    node.next = true;
    if (!p.atEnd && !sees(p, ";")) {
      node.value = p.grammar.expression(p);
    }
  } else if (p.word === "QUERY" && (p.peekKind() !== TokenKind.Operator || p.peek() === "(")) {
    p.advance();
    if (sees(p, "EXECUTE")) {
      p.advance();
      node.value = p.grammar.expression(p);
      if (p.accept("USING")) {
        p.list((it) => it.grammar.expression(it));
      }
    } else {
      const query = expectQuery(p);
      if (query !== undefined) {
        node.query = query;
      }
    }
  } else if (!p.atEnd && p.word !== ";" && !ENDERS.has(p.word)) {
    if (p.word === "SELECT" || (p.word === "WITH" && p.dialect.can("optional-semicolons"))) {
      const query = expectQuery(p);
      if (query !== undefined) {
        node.query = query;
      }
    } else {
      node.value = sqlValue(p);
    }
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

// ---------------------------------------------------------------- errors

const RAISE_LEVELS = ["EXCEPTION", "NOTICE", "WARNING", "INFO", "LOG", "DEBUG"] as const;

function raise(p: Parser, start: number): Raise {
  p.advance();
  const level = p.acceptAny(...RAISE_LEVELS) ?? "EXCEPTION";
  const args: Expression[] = [];
  if (p.kind === TokenKind.String) {
    args.push(p.grammar.expression(p));
    while (p.accept(",")) {
      args.push(p.grammar.expression(p));
    }
  } else if (p.accept("SQLSTATE")) {
    const state = stringLiteral(p);
    if (state === undefined) {
      p.expected("a string");
    } else {
      args.push(state);
    }
  } else if (p.atName() && p.word !== "USING") {
    args.push(columnOf(p.takeName()));
    while (p.accept(".")) {
      p.anyName();
    }
  }
  if (p.accept("USING")) {
    p.list((it) => {
      it.anyName();
      if (!it.accept("=")) {
        it.expect(":=");
      }
      args.push(it.grammar.expression(it));
    });
  }
  return { kind: "raise", ...since(p, start), level, args };
}

/** `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'x'`. */
function signal(p: Parser, start: number): Raise {
  const level = p.word;
  p.advance();
  const args: Expression[] = [];
  if (p.accept("SQLSTATE")) {
    p.accept("VALUE");
    const state = stringLiteral(p);
    if (state === undefined) {
      p.expected("a string");
    } else {
      args.push(state);
    }
  } else if (p.atName() && p.word !== "SET") {
    args.push(columnOf(p.takeName()));
  } else if (level === "SIGNAL") {
    p.expected("SQLSTATE or a condition");
  }
  if (p.accept("SET")) {
    p.list((it) => {
      it.anyName();
      it.expect("=");
      args.push(it.grammar.expression(it));
    });
  }
  return { kind: "raise", ...since(p, start), level, args };
}

function throwStatement(p: Parser, start: number): Raise {
  const level = p.word;
  p.advance();
  const args: Expression[] = [];
  if (p.word === "(") {
    args.push(...p.parenthesized((it) => it.list((q) => q.grammar.expression(q))));
  } else if (!p.atEnd && p.word !== ";" && !ENDERS.has(p.word) && p.kind !== TokenKind.Word) {
    args.push(...p.list((it) => it.grammar.expression(it)));
  }
  if (p.accept("WITH")) {
    p.list((it) => it.anyName());
  }
  return { kind: "raise", ...since(p, start), level, args };
}

/** `GET [CURRENT | STACKED] DIAGNOSTICS …`. */
function diagnostics(p: Parser, start: number): StatementNode | undefined {
  const ahead = ["CURRENT", "STACKED"].includes(p.peek()) ? 2 : 1;
  if (p.peek(ahead) !== "DIAGNOSTICS") {
    return undefined;
  }
  p.moveTo(p.pos + ahead + 1);
  const expressions: Expression[] = [];
  if (p.accept("CONDITION")) {
    expressions.push(p.grammar.expression(p));
  }
  p.list((it) => {
    expressions.push(diagnosticTarget(it));
    if (!it.accept("=")) {
      it.expect(":=");
    }
    if (it.anyName() === undefined) {
      it.expected("an item of the diagnostics");
    }
  });
  return { kind: "other", verb: "get diagnostics", names: [], expressions, ...since(p, start) };
}

function diagnosticTarget(p: Parser): Expression {
  if (p.kind === TokenKind.Word || p.kind === TokenKind.QuotedName) {
    const path = expectObjectPath(p, "other-name");
    return { kind: "column", start: path.start, end: path.end, parts: path.parts };
  }
  if (p.kind === TokenKind.Variable) {
    const { start, end, tokenText } = p;
    p.advance();
    return {
      kind: "variable",
      start,
      end,
      name: tokenText.replace(/^@+/u, ""),
      system: tokenText.startsWith("@@"),
    };
  }
  return p.grammar.expression(p);
}

// ---------------------------------------------------------------- cursors

const DIRECTIONS = new Set([
  "NEXT",
  "PRIOR",
  "FIRST",
  "LAST",
  "ABSOLUTE",
  "RELATIVE",
  "FORWARD",
  "BACKWARD",
  "ALL",
]);

function cursor(p: Parser, start: number): CursorStatement {
  const { word } = p;
  p.advance();
  const action =
    word === "OPEN" ? "open" : word === "CLOSE" ? "close" : word === "MOVE" ? "move" : "fetch";
  const node: Mutable<CursorStatement> = { kind: "cursor", start, end: start, action };
  if (action === "fetch" || action === "move") {
    direction(p);
    if (p.accept("FROM") || p.accept("IN")) {
      // The cursor follows.
    }
  }
  if (action === "fetch" && sees(p, "GROUP", "NEXT", "ROW") && has(p, "aggregate-functions")) {
    p.acceptAll("GROUP", "NEXT", "ROW");
    return { ...node, end: p.lastEnd };
  }
  p.accept("GLOBAL");
  const name =
    p.kind === TokenKind.Variable || p.kind === TokenKind.Parameter ? p.takeName() : p.anyName();
  if (name === undefined) {
    p.expected("a cursor");
  } else {
    node.name = name;
  }
  if (action === "open") {
    openTail(p, node);
  } else if (p.acceptAll("BULK", "COLLECT") || p.at("INTO")) {
    p.expect("INTO");
    node.into = p.list(target);
    if (p.accept("LIMIT")) {
      p.grammar.expression(p);
    }
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

function direction(p: Parser): void {
  if (DIRECTIONS.has(p.word) && p.peek() !== ";" && p.peek() !== "INTO") {
    const { word } = p;
    p.advance();
    if (
      (word === "ABSOLUTE" || word === "RELATIVE" || word === "FORWARD" || word === "BACKWARD") &&
      p.word !== "FROM" &&
      p.word !== "IN"
    ) {
      if (!p.accept("ALL")) {
        p.grammar.expression(p);
      }
    }
  } else if (p.kind === TokenKind.Number || p.word === "-") {
    p.accept("-");
    p.advance();
  }
}

function openTail(p: Parser, node: Mutable<CursorStatement>): void {
  p.accept("NO");
  p.accept("SCROLL");
  if (p.accept("FOR")) {
    if (p.accept("EXECUTE")) {
      node.args = [p.grammar.expression(p)];
    } else {
      const query = expectQuery(p);
      if (query !== undefined) {
        node.query = query;
      }
    }
  } else if (p.word === "(") {
    node.args = p.parenthesized((it) => (it.word === ")" ? [] : it.list(cursorArgument)));
  }
  if (p.accept("USING")) {
    node.args = p.list((it) => it.grammar.expression(it));
  }
}

/** `1`, `k := 1`, `k => 1`. */
function cursorArgument(p: Parser): Expression {
  if ((p.peek() !== ":=" && p.peek() !== "=>") || !p.atName()) {
    return p.grammar.expression(p);
  }
  const { start } = p;
  const name = p.takeName();
  p.advance();
  const value = p.grammar.expression(p);
  return { kind: "named-argument", ...since(p, start), name, value };
}

/** A variable that a row goes into: a name, `@x`, `r.f`, `a[1]`. */
export function target(p: Parser): Expression {
  p.accept("STRICT");
  return p.grammar.expression(p);
}

// ---------------------------------------------------------------- SQL inside bodies

/** `PERFORM f(x) FROM t`: a query whose first word is not SELECT. */
function perform(p: Parser, start: number): StatementNode {
  p.tokens.terminals[p.pos] = SELECT;
  p.moveTo(p.pos);
  const query: Query = p.grammar.query(p);
  return { kind: "perform", ...since(p, start), query };
}

/** `EXECUTE 'text' INTO x USING y`, `EXECUTE IMMEDIATE …`, `EXEC p @a = 1, @b OUTPUT`. */
function execute(p: Parser, start: number): StatementNode | undefined {
  if (p.dialect.can("execute-procedure")) {
    return undefined;
  }
  if (p.peek() === "IMMEDIATE") {
    if (p.dialect.can("declare-in-block")) {
      return undefined;
    }
    p.advance();
  } else if (p.dialect.can("declare-in-block")) {
    return undefined;
  }
  p.advance();
  const dynamic = p.grammar.expression(p);
  const using: Expression[] = [];
  for (;;) {
    p.acceptAll("BULK", "COLLECT");
    if (p.accept("INTO")) {
      p.accept("STRICT");
      p.list(target);
    } else if (p.accept("USING")) {
      using.push(
        ...p.list((it) => {
          if (!it.accept("IN") || it.word === "OUT") {
            it.accept("OUT");
          }
          return it.grammar.expression(it);
        }),
      );
    } else {
      break;
    }
  }
  return {
    kind: "call-statement",
    ...since(p, start),
    verb: "execute",
    dynamic,
    ...(using.length > 0 ? { using } : {}),
  };
}

/** `SET x = 1, NEW.y = 2, @z = 3`; other forms of SET are not for bodies alone. */
function setVariables(p: Parser, start: number): StatementNode | undefined {
  if (!p.dialect.can("declare-in-block")) {
    return undefined;
  }
  const dotted = p.peek(2) === "." && p.peekKind(3) !== TokenKind.End;
  const op = p.peek(dotted ? 4 : 2);
  if (
    p.peekKind() === TokenKind.Variable ||
    (op !== "=" && op !== ":=") ||
    NOT_VARIABLES.has(p.peek())
  ) {
    return undefined;
  }
  p.advance();
  const items: SetItem[] = [];
  do {
    const { start: at, pos } = p;
    if (p.kind === TokenKind.Variable || NOT_VARIABLES.has(p.word)) {
      // A mixed list goes on with a session variable: the names are kept, the values too.
      p.acceptAny("GLOBAL", "SESSION", "LOCAL", "PERSIST", "PERSIST_ONLY");
    }
    const path = p.kind === TokenKind.Variable ? undefined : expectObjectPath(p, "other-name");
    const targets: Expression[] = [
      path === undefined
        ? diagnosticTarget(p)
        : { kind: "column", start: path.start, end: path.end, parts: path.parts },
    ];
    if (!p.accept("=") && !p.accept(":=")) {
      p.expected("=");
    }
    const value = settingValue(p);
    items.push({ kind: "set-item", ...since(p, at), targets, value });
    if (p.pos === pos) {
      break;
    }
  } while (p.accept(","));
  return { kind: "set-variable", ...since(p, start), items };
}

const NOT_VARIABLES = new Set([
  "GLOBAL",
  "SESSION",
  "LOCAL",
  "PERSIST",
  "PERSIST_ONLY",
  "PASSWORD",
  "NAMES",
  "CHARACTER",
  "CHARSET",
  "ROLE",
  "TRANSACTION",
  "STATEMENT",
]);

/** A value of SET: an expression, or a word that is reserved. */
function settingValue(p: Parser): Expression {
  if (
    (p.word === "ON" ||
      p.word === "ALL" ||
      p.word === "BINARY" ||
      p.word === "DEFAULT" ||
      p.word === "ROW") &&
    [";", ",", ""].includes(p.peek())
  ) {
    return columnOf(p.takeName());
  }
  return p.grammar.expression(p);
}

/** `x := 1`, `r.f = 2`, `a[1] := 3`; `undefined` with nothing consumed where it is no assignment. */
function assignment(p: Parser): StatementNode | undefined {
  if (!has(p, "assignment-statements") && !p.dialect.can("procedural-blocks")) {
    return undefined;
  }
  if (!p.atName() && p.kind !== TokenKind.Parameter) {
    return undefined;
  }
  const at = assignmentOperator(p);
  if (at < 0) {
    return undefined;
  }
  const { start } = p;
  const left = assignmentTarget(p, at);
  p.advance();
  const value = sqlValue(p);
  const item: SetItem = { kind: "set-item", ...since(p, start), targets: [left], value };
  return { kind: "set-variable", ...since(p, start), items: [item] };
}

/** The name before the operator; an index behind it is read as an expression. */
function assignmentTarget(p: Parser, at: number): Expression {
  const { start } = p;
  const simple = p.kind === TokenKind.Parameter ? undefined : expectObjectPath(p, "other-name");
  if (simple !== undefined && p.pos === at) {
    return { kind: "column", start: simple.start, end: simple.end, parts: simple.parts };
  }
  p.moveTo(at);
  return {
    kind: "column",
    start,
    end: p.lastEnd,
    parts: simple?.parts ?? [],
  };
}

/** Where the `:=` or `=` of an assignment stands, or -1: behind names, dots and indexes only. */
function assignmentOperator(p: Parser): number {
  let ahead = 0;
  let open = 0;
  for (;;) {
    const word = ahead === 0 ? p.word : p.peek(ahead);
    const kind = ahead === 0 ? p.kind : p.peekKind(ahead);
    if (kind === TokenKind.End || word === ";") {
      return -1;
    }
    if (word === "[" || word === "(") {
      open += 1;
    } else if (word === "]" || word === ")") {
      open -= 1;
    } else if (open === 0) {
      if (word === ":=" || word === "=") {
        return p.pos + ahead;
      }
      const previous = ahead === 0 ? "." : ahead === 1 ? p.word : p.peek(ahead - 1);
      const joined = word === "." || previous === ".";
      if (!joined) {
        return -1;
      }
    }
    ahead += 1;
  }
}
