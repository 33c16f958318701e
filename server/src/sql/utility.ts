/**
 * Utility statements that are more than a shape: EXPLAIN, COPY, LOAD DATA, PREPARE, EXECUTE, CALL,
 * DO, TRUNCATE, RENAME. All others are looked up in the tables of shapes.
 */
import type {
  CallStatement,
  Copy,
  Explain,
  Expression,
  LoadData,
  Option,
  Prepare,
  QualifiedName,
  Rename,
  SetItem,
  StatementNode,
  Truncate,
} from "./ast.ts";
import { COMMENT_SHAPES } from "./object-shapes.ts";
import type { Parser } from "./parser.ts";
import {
  columnOf,
  expectObjectName,
  expectObjectPath,
  expectString,
  has,
  looseOptionList,
  namesInParentheses,
  needs,
  numberLiteral,
  objectPath,
  option,
  refuse,
  sees,
  since,
  skipItem,
  skipRest,
  stringLiteral,
  take,
} from "./parts.ts";
import { privilege } from "./privilege.ts";
import { proceduralStatement } from "./procedural.ts";
import { doBlock } from "./routine.ts";
import { SERVER_SHAPES } from "./server-shapes.ts";
import { SESSION_SHAPES } from "./session-shapes.ts";
import { setStatement } from "./setting.ts";
import { ShapeTable } from "./statement-shape.ts";
import { TokenKind } from "./tokens.ts";
import { expectTypeName } from "./type-name.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** All utility statements that are shapes. */
export const UTILITY_TABLE = new ShapeTable([
  ...SESSION_SHAPES,
  ...SERVER_SHAPES,
  ...COMMENT_SHAPES,
]);

/** The utility statement that begins here, or `undefined` with nothing consumed. */
export function utility(p: Parser): StatementNode | undefined {
  const { start } = p;
  if (p.pos === p.probe) {
    noteWords(p);
  }
  switch (p.word) {
    case "GRANT":
    case "REVOKE":
    case "DENY":
      return privilege(p);
    case "EXPLAIN":
    case "DESCRIBE":
    case "DESC":
      return explain(p);
    case "ANALYZE":
      return analyzedStatement(p) ?? UTILITY_TABLE.parse(p, start);
    case "COPY":
      return copy(p);
    case "LOAD":
      return p.peek() === "DATA" || p.peek() === "XML"
        ? loadData(p)
        : UTILITY_TABLE.parse(p, start);
    case "CALL":
    case "EXEC":
    case "EXECUTE":
      return call(p);
    case "PREPARE":
      return p.peek() === "TRANSACTION" && has(p, "transaction-modes")
        ? UTILITY_TABLE.parse(p, start)
        : prepare(p);
    case "DEALLOCATE":
      return deallocate(p);
    case "DO":
      return doStatement(p);
    case "TRUNCATE":
      return truncate(p);
    case "RENAME":
      return p.peek() === "USER" ? UTILITY_TABLE.parse(p, start) : rename(p);
    case "GET":
      return p.dialect.can("get-diagnostics") ? proceduralStatement(p) : looseWord(p);
    case "SET":
      return setShape(p, start) ?? setStatement(p);
    default:
      return procedural(p) ?? UTILITY_TABLE.parse(p, start) ?? looseWord(p);
  }
}

function noteWords(p: Parser): void {
  const always: readonly (readonly [Parameters<Parser["at"]>[0], string])[] = [
    ["GRANT", "grant"],
    ["REVOKE", "grant"],
    ["EXPLAIN", "explain"],
    ["DESCRIBE", "describe"],
    ["COPY", "copy-statement"],
    ["CALL", "call"],
    ["EXECUTE", "prepare"],
    ["EXEC", "execute-procedure"],
    ["PREPARE", "prepare"],
    ["DEALLOCATE", "prepare"],
    ["DO", "do-block"],
    ["TRUNCATE", "truncate"],
    ["RENAME", "rename-table"],
  ];
  for (const [word, capability] of always) {
    if (p.dialect.can(capability)) {
      p.at(word);
    }
  }
  if (
    p.dialect.can("set-variables") ||
    p.dialect.can("reset-settings") ||
    p.dialect.can("loose-ddl")
  ) {
    p.at("SET");
  }
}

/** SET TRANSACTION, SET CONSTRAINTS, SET PASSWORD … where the engine has them. */
function setShape(p: Parser, start: number): StatementNode | undefined {
  const next = p.peek();
  const assigns = ["=", ":=", "TO"].includes(p.peek(2)) && next !== "PASSWORD";
  if (assigns || p.peek(2) === ".") {
    return undefined;
  }
  const special =
    ["TRANSACTION", "CONSTRAINTS", "PASSWORD", "ROLE", "DEFAULT", "RESOURCE"].includes(next) ||
    p.peek(2) === "TRANSACTION" ||
    p.peek(2) === "CHARACTERISTICS";
  if (!special || (next === "ROLE" && !p.dialect.can("accounts"))) {
    return undefined;
  }
  return UTILITY_TABLE.parse(p, start);
}

/** Statements of blocks where an engine takes them by themselves. */
function procedural(p: Parser): StatementNode | undefined {
  if (p.dialect.can("procedural-blocks")) {
    if (p.word === "BEGIN" || PROCEDURAL.has(p.word) || p.word === "<<") {
      return proceduralStatement(p);
    }
    if (p.kind === TokenKind.Word && p.peek() === ":" && p.dialect.can("optional-semicolons")) {
      const { start } = p;
      const name = p.takeName();
      p.advance();
      return {
        kind: "other",
        ...since(p, start),
        verb: "label",
        names: [{ kind: "qualified-name", start: name.start, end: name.end, parts: [name] }],
      };
    }
    return undefined;
  }
  if (p.dialect.can("begin-not-atomic")) {
    const compound =
      sees(p, "BEGIN", "NOT", "ATOMIC") ||
      ((p.word === "IF" ||
        p.word === "CASE" ||
        p.word === "LOOP" ||
        p.word === "WHILE" ||
        p.word === "REPEAT" ||
        p.word === "FOR") &&
        !p.atEnd) ||
      (p.atName() && p.peek() === ":");
    return compound ? proceduralStatement(p) : undefined;
  }
  return undefined;
}

const PROCEDURAL = new Set([
  "DECLARE",
  "IF",
  "WHILE",
  "LOOP",
  "FOR",
  "RETURN",
  "BREAK",
  "CONTINUE",
  "GOTO",
  "EXIT",
  "THROW",
  "RAISERROR",
  "RAISE",
  "PRINT",
  "OPEN",
  "CLOSE",
  "FETCH",
]);

/** A statement of an engine that is not known in detail, by words that no query begins with. */
function looseWord(p: Parser): StatementNode | undefined {
  if (
    !p.dialect.can("loose-ddl") ||
    !LOOSE_VERBS.has(p.kind === TokenKind.Word ? p.tokenText.toUpperCase() : "")
  ) {
    return undefined;
  }
  const { start } = p;
  const verb = p.tokenText.toLowerCase();
  p.advance();
  skipRest(p);
  return { kind: "other", ...since(p, start), verb, names: [] };
}

const LOOSE_VERBS = new Set(
  `BACKUP RESTORE BULK DBCC CHECKPOINT WAITFOR RECONFIGURE SHUTDOWN OPEN CLOSE FETCH REVERT USE SHOW LIST PUT GET
   REMOVE RM LS UNDROP UNSET INSTALL UPDATE_EXTENSIONS EXPORT IMPORT FORCE SUMMARIZE PIVOT UNPIVOT CALL ASSERT FLASHBACK
   PURGE AUDIT NOAUDIT ASSOCIATE DISASSOCIATE LOCK UNLOCK UNLOAD COMMENT ENABLE DISABLE MOVE ADD CACHE UNCACHE CLEAR
   REFRESH RESET VACUUM ANALYZE CHECK KILL GRANT END LEAVE ITERATE SIGNAL CONNECT DISCONNECT WHENEVER PROMPT SPOOL
   EXIT QUIT SETUSER READTEXT WRITETEXT UPDATETEXT DENY ABORT CLONE PRAGMA DETACH ATTACH LOAD`
    .split(/\s+/u)
    .filter((it) => it !== ""),
);

// ---------------------------------------------------------------- EXPLAIN

function explain(p: Parser): StatementNode | undefined {
  const { start, word } = p;
  if (!has(p, word === "EXPLAIN" ? "explain" : "describe")) {
    return undefined;
  }
  p.advance();
  const node: Mutable<Explain> = {
    kind: "explain",
    start,
    end: start,
    analyze: false,
    options: [],
  };
  if (p.dialect.can("describe-tables")) {
    describe(p, node);
  } else if (p.dialect.can("explain-query-plan")) {
    if (p.acceptAll("QUERY", "PLAN")) {
      node.options = [option(p, start, "QUERY PLAN")];
    }
    inner(p, node);
  } else if (p.dialect.can("loose-ddl")) {
    looseExplain(p, node, word);
  } else {
    optionsExplain(p, node);
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

function inner(p: Parser, node: Mutable<Explain>): void {
  if (p.atEnd && p.pos !== p.probe) {
    p.expected("a statement");
    return;
  }
  node.statement = p.grammar.statement(p);
  if (node.statement.kind === "explain") {
    p.problem("syntax", "EXPLAIN explains no EXPLAIN.", node.statement);
  }
}

/** Kinds that an engine with a planner explains. */
const EXPLAINABLE = new Set([
  "select",
  "compound",
  "values",
  "table-query",
  "dml-query",
  "insert",
  "update",
  "delete",
  "merge",
  "create-table",
  "create-view",
  "maintenance",
  "call-statement",
  "other",
  "cursor",
  "empty",
]);

function optionsExplain(p: Parser, node: Mutable<Explain>): void {
  if (p.word === "(" && !["SELECT", "WITH", "VALUES", "(", "TABLE"].includes(p.peek())) {
    node.options = looseOptionList(p);
    node.analyze = node.options.some(
      (it) => (it.name === "ANALYZE" || it.name === "ANALYSE") && isOn(it),
    );
  } else {
    if (p.accept("ANALYZE") || p.accept("ANALYSE")) {
      node.analyze = true;
    }
    const { start } = p;
    if (p.accept("VERBOSE")) {
      node.options = [option(p, start, "VERBOSE")];
    }
  }
  inner(p, node);
  const { statement } = node;
  if (statement === undefined) {
    return;
  }
  const bad =
    !EXPLAINABLE.has(statement.kind) ||
    (statement.kind === "create-table" &&
      statement.as === undefined &&
      !statement.options.some((it) => it.name === "EXECUTE")) ||
    (statement.kind === "create-view" && !statement.materialized) ||
    (statement.kind === "maintenance" && statement.verb !== "refresh materialized view") ||
    (statement.kind === "other" && statement.verb !== "declare cursor") ||
    (statement.kind === "call-statement" && statement.verb === "call");
  if (bad && statement.end > statement.start && p.problems.length === 0) {
    p.problem("syntax", "This statement cannot be explained.", statement);
  }
}

function isOn(it: Option): boolean {
  const { value } = it;
  if (value === undefined) {
    return true;
  }
  const text =
    value.kind === "column" ? value.parts[0]?.text : value.kind === "literal" ? value.value : "";
  return !["false", "off", "0", "no"].includes((text ?? "").toLowerCase());
}

/** `EXPLAIN EXTENDED SELECT`, `EXPLAIN FORMAT = JSON …`, `EXPLAIN FOR CONNECTION 3`, `DESC t 'col%'`. */
function describe(p: Parser, node: Mutable<Explain>): void {
  const options: Option[] = [];
  for (;;) {
    const { start } = p;
    if (p.accept("EXTENDED")) {
      options.push(option(p, start, "EXTENDED"));
    } else if (p.accept("PARTITIONS")) {
      options.push(option(p, start, "PARTITIONS"));
    } else if (p.word === "FORMAT" && p.peek() === "=") {
      p.advance();
      p.advance();
      options.push(
        option(p, start, "FORMAT", stringLiteral(p) ?? columnOf(p.anyName() ?? p.expectName())),
      );
    } else if (p.word === "ANALYZE" && has(p, "explain-analyze")) {
      p.advance();
      node.analyze = true;
    } else {
      break;
    }
  }
  node.options = options;
  if (p.acceptAll("FOR", "CONNECTION")) {
    p.grammar.expression(p);
    return;
  }
  if (sees(p, "FOR", "QUERY") || sees(p, "FOR", "SCHEMA") || sees(p, "FOR", "DATABASE")) {
    p.advance();
    p.advance();
    p.expectName();
  }
  if (p.accept("INTO")) {
    p.grammar.expression(p);
  }
  const starts = [
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
    "REPLACE",
    "WITH",
    "TABLE",
    "VALUES",
    "(",
  ];
  if (starts.includes(p.word) && p.kind !== TokenKind.QuotedName) {
    inner(p, node);
    return;
  }
  if (options.length > 0 && !p.atName()) {
    p.expected("a statement");
    return;
  }
  node.table = expectObjectPath(p, "table");
  if (stringLiteral(p) === undefined) {
    p.name("column");
  }
}

function looseExplain(p: Parser, node: Mutable<Explain>, word: string): void {
  if (word !== "EXPLAIN" && DESCRIBED.has(p.word) && p.peekKind() === TokenKind.Word) {
    p.advance();
  }
  while (!p.atEnd && !EXPLAINED.has(p.word) && p.word !== ";") {
    const { start } = p;
    if (p.word === "(" && !EXPLAINED.has(p.peek()) && p.peek() !== "(") {
      node.options = [...node.options, ...looseOptionList(p)];
      continue;
    }
    if (p.word === "(") {
      break;
    }
    if (p.accept("ANALYZE")) {
      node.analyze = true;
      continue;
    }
    if (word !== "EXPLAIN" && p.atName()) {
      node.table = p.expectQualifiedName("table");
      skipRest(p);
      return;
    }
    const name = p.tokenText.toUpperCase();
    p.advance();
    node.options = [...node.options, option(p, start, name)];
  }
  if (p.atEnd || p.word === ";") {
    if (word === "EXPLAIN") {
      p.expected("a statement");
    }
    return;
  }
  inner(p, node);
}

/** What stands between DESCRIBE and a name. */
const DESCRIBED = new Set([
  "TABLE",
  "VIEW",
  "DATABASE",
  "SCHEMA",
  "FUNCTION",
  "PROCEDURE",
  "STAGE",
  "WAREHOUSE",
  "TASK",
  "STREAM",
  "USER",
]);

const EXPLAINED = new Set([
  "SELECT",
  "INSERT",
  "UPDATE",
  "DELETE",
  "MERGE",
  "WITH",
  "VALUES",
  "CREATE",
  "FROM",
  "TABLE",
  "REPLACE",
  "EXECUTE",
  "CALL",
  "COPY",
  "PIVOT",
]);

/** `ANALYZE [FORMAT = JSON] SELECT …` of an engine that runs what it explains so. */
function analyzedStatement(p: Parser): StatementNode | undefined {
  if (!p.dialect.can("analyze-statement")) {
    return undefined;
  }
  const next = p.peek() === "FORMAT" ? p.peek(4) : p.peek();
  if (!["SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "(", "VALUES"].includes(next)) {
    return undefined;
  }
  const { start } = p;
  p.advance();
  const node: Mutable<Explain> = { kind: "explain", start, end: start, analyze: true, options: [] };
  if (p.accept("FORMAT")) {
    p.expect("=");
    node.options = [
      option(p, start, "FORMAT", stringLiteral(p) ?? columnOf(p.anyName() ?? p.expectName())),
    ];
  }
  inner(p, node);
  node.end = Math.max(p.lastEnd, start);
  return node;
}

// ---------------------------------------------------------------- COPY and LOAD DATA

function copy(p: Parser): StatementNode | undefined {
  if (!has(p, "copy-statement")) {
    return undefined;
  }
  const { start } = p;
  p.advance();
  const node: Mutable<Copy> = {
    kind: "copy",
    start,
    end: start,
    direction: "from",
    target: "file",
    options: [],
  };
  if (p.dialect.can("loose-ddl")) {
    looseCopy(p, node);
  } else {
    copyBody(p, node);
  }
  if (p.kind === TokenKind.Data) {
    node.data = { start: p.start, end: p.end };
    p.advance();
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

function copyBody(p: Parser, node: Mutable<Copy>): void {
  let query = false;
  if (p.word === "(") {
    query = true;
    p.advance();
    copyQuery(p, node);
    p.closeParenthesis();
  } else {
    p.accept("BINARY");
    node.table = p.expectQualifiedName("table");
    if (p.word === "(") {
      node.columns = namesInParentheses(p, "column");
    }
  }
  if (p.accept("TO")) {
    node.direction = "to";
  } else if (query || !p.accept("FROM")) {
    p.expected(query ? "TO" : "FROM or TO");
    return;
  }
  const program = p.accept("PROGRAM");
  const file = stringLiteral(p);
  if (file !== undefined) {
    node.file = file;
    node.target = program ? "program" : "file";
  } else if (p.accept("STDIN")) {
    node.target = "stdin";
  } else if (p.accept("STDOUT")) {
    node.target = "stdout";
  } else {
    p.expected("a file, STDIN, STDOUT or PROGRAM");
    return;
  }
  if (program && file === undefined) {
    p.problem("syntax", "PROGRAM needs a command.", since(p, p.lastEnd));
  }
  if (!query) {
    const { start } = p;
    const using = p.accept("USING");
    if (p.accept("DELIMITERS")) {
      node.options = [option(p, start, "DELIMITERS", expectString(p))];
    } else if (using) {
      p.expected("DELIMITERS");
    }
  }
  p.accept("WITH");
  node.options = [...node.options, ...(p.word === "(" ? looseOptionList(p) : oldCopyOptions(p))];
  if (p.at("WHERE") && !query) {
    if (node.direction === "to") {
      p.problem("syntax", "COPY TO has no WHERE.");
    }
    p.advance();
    p.grammar.expression(p);
  }
}

function copyQuery(p: Parser, node: Mutable<Copy>): void {
  const statement = p.grammar.statement(p);
  switch (statement.kind) {
    case "select":
    case "compound":
    case "values":
    case "table-query":
    case "dml-query":
      node.query = statement;
      return;
    case "insert":
    case "update":
    case "delete":
    case "merge":
      node.query = { kind: "dml-query", start: statement.start, end: statement.end, statement };
      return;
    default:
      p.problem("syntax", "COPY takes a query or a data change.", statement);
  }
}

function oldCopyOptions(p: Parser): Option[] {
  const options: Option[] = [];
  for (;;) {
    const { start } = p;
    const word = p.acceptAny(
      "BINARY",
      "FREEZE",
      "CSV",
      "HEADER",
      "DELIMITER",
      "NULL",
      "QUOTE",
      "ESCAPE",
      "FORCE",
      "ENCODING",
    );
    if (word === undefined) {
      return options;
    }
    switch (word) {
      case "DELIMITER":
      case "NULL":
      case "QUOTE":
      case "ESCAPE":
        p.accept("AS");
        options.push(option(p, start, word, expectString(p)));
        break;
      case "ENCODING":
        options.push(option(p, start, word, expectString(p)));
        break;
      case "FORCE":
        if (p.accept("QUOTE")) {
          if (!p.accept("*")) {
            p.list((it) => expectObjectName(it, "column"));
          }
        } else {
          p.accept("NOT");
          p.expect("NULL");
          if (!p.accept("*")) {
            p.list((it) => expectObjectName(it, "column"));
          }
        }
        options.push(option(p, start, "FORCE"));
        break;
      default:
        options.push(option(p, start, word));
    }
  }
}

function looseCopy(p: Parser, node: Mutable<Copy>): void {
  if (p.word === "INTO") {
    p.advance();
  }
  if (p.word === "(" || p.word === "FROM") {
    if (p.accept("(")) {
      copyQuery(p, node);
      p.closeParenthesis();
    }
  } else if (p.atName()) {
    node.table = p.expectQualifiedName("table");
    if (p.word === "(") {
      node.columns = namesInParentheses(p, "column");
    }
  }
  if (p.word === "TO") {
    node.direction = "to";
  }
  if (p.acceptAny("FROM", "TO") !== undefined) {
    const file = stringLiteral(p);
    if (file !== undefined) {
      node.file = file;
    }
  }
  skipRest(p);
}

function loadData(p: Parser): StatementNode | undefined {
  if (!has(p, "load-data")) {
    return undefined;
  }
  const { start } = p;
  p.advance();
  const xml = p.word === "XML";
  p.advance();
  const node: Mutable<LoadData> = { kind: "load-data", start, end: start, local: false };
  if (p.dialect.can("loose-ddl")) {
    skipRest(p);
    node.end = p.lastEnd;
    return node;
  }
  p.acceptAny("LOW_PRIORITY", "CONCURRENT");
  if (p.accept("LOCAL")) {
    node.local = true;
  }
  p.expect("INFILE");
  node.file = expectString(p);
  p.acceptAny("REPLACE", "IGNORE");
  p.expect("INTO");
  p.expect("TABLE");
  node.table = expectObjectPath(p, "table");
  if (p.accept("PARTITION")) {
    namesInParentheses(p, "other-name");
  }
  loadCharset(p);
  if (xml && p.acceptAll("ROWS", "IDENTIFIED", "BY")) {
    expectString(p);
  }
  fileFormat(p);
  if (p.accept("IGNORE")) {
    numberLiteral(p);
    if (p.acceptAny("LINES", "ROWS") === undefined) {
      p.expected("LINES");
    }
  }
  if (p.word === "(") {
    node.columns = p.parenthesized((it) =>
      it.word === ")" ? [] : it.list((q): Expression => q.grammar.expression(q)),
    );
  }
  if (p.accept("SET")) {
    node.set = p.list(loadSet);
  }
  node.end = p.lastEnd;
  return node;
}

function loadCharset(p: Parser): void {
  if (p.acceptAll("CHARACTER", "SET") || p.acceptAll("CHAR", "SET") || p.accept("CHARSET")) {
    if (stringLiteral(p) === undefined && p.anyName() === undefined) {
      p.expected("a character set");
    }
  }
}

function loadSet(p: Parser): SetItem {
  const { start } = p;
  const path = expectObjectPath(p, "column");
  p.expect("=");
  const target: Expression = {
    kind: "column",
    start: path.start,
    end: path.end,
    parts: path.parts,
  };
  const value = p.grammar.expression(p);
  return { kind: "set-item", ...since(p, start), targets: [target], value };
}

/** `FIELDS TERMINATED BY ',' ENCLOSED BY '"' … LINES TERMINATED BY '\n'`. */
function fileFormat(p: Parser): void {
  if (p.acceptAny("FIELDS", "COLUMNS") !== undefined) {
    let found = false;
    for (;;) {
      const optionally = p.accept("OPTIONALLY");
      if (
        p.accept("ENCLOSED") ||
        (!optionally && (p.accept("TERMINATED") || p.accept("ESCAPED")))
      ) {
        p.expect("BY");
        expectString(p);
        found = true;
      } else {
        break;
      }
    }
    if (!found) {
      p.expected("TERMINATED, ENCLOSED or ESCAPED BY");
    }
  }
  if (p.accept("LINES")) {
    let found = false;
    while (p.acceptAny("STARTING", "TERMINATED") !== undefined) {
      p.expect("BY");
      expectString(p);
      found = true;
    }
    if (!found) {
      p.expected("STARTING or TERMINATED BY");
    }
  }
}

// ---------------------------------------------------------------- CALL, EXECUTE, PREPARE, DO

function call(p: Parser): StatementNode | undefined {
  const { start, word } = p;
  if (word === "CALL") {
    if (!has(p, "call")) {
      return undefined;
    }
    p.advance();
    const name = expectObjectPath(p, "routine");
    const node: Mutable<CallStatement> = {
      kind: "call-statement",
      start,
      end: start,
      verb: "call",
    };
    if (p.word === "(") {
      p.moveTo(positionOf(p, name));
      const parsed = p.grammar.expression(p);
      if (parsed.kind === "call") {
        node.call = parsed;
      } else {
        p.problem("syntax", "CALL takes a call of a procedure.", parsed);
      }
    } else if (p.dialect.can("call-without-parentheses")) {
      node.name = name;
    } else {
      p.expected("(");
    }
    if (p.dialect.can("loose-ddl")) {
      skipRest(p);
    }
    node.end = p.lastEnd;
    return node;
  }
  if (p.dialect.can("execute-procedure")) {
    return executeProcedure(p, start);
  }
  if (word === "EXEC" || !has(p, "prepare")) {
    return undefined;
  }
  return executePrepared(p, start);
}

function positionOf(p: Parser, name: QualifiedName): number {
  let pos = p.pos;
  while (pos > 0 && (p.tokens.starts[pos - 1] ?? 0) >= name.start) {
    pos -= 1;
  }
  return pos;
}

function executePrepared(p: Parser, start: number): StatementNode {
  p.advance();
  const node: Mutable<CallStatement> = {
    kind: "call-statement",
    start,
    end: start,
    verb: "execute",
  };
  if (p.word === "IMMEDIATE" && has(p, "execute-immediate")) {
    p.advance();
    node.dynamic = p.grammar.expression(p);
  } else {
    const name = expectObjectName(p, "other-name");
    node.name = { kind: "qualified-name", start: name.start, end: name.end, parts: [name] };
    if (p.word === "(" && has(p, "execute-arguments")) {
      node.args = p.parenthesized((it) => it.list((q) => q.grammar.expression(q)));
    }
  }
  if (p.dialect.can("execute-using") && p.accept("USING")) {
    node.using = p.list((it) => it.grammar.expression(it));
  }
  if (p.dialect.can("loose-ddl")) {
    skipRest(p);
  }
  node.end = p.lastEnd;
  return node;
}

/** `EXEC @r = s.p @a = 1, @b OUTPUT`, `EXEC ('text')`. */
function executeProcedure(p: Parser, start: number): StatementNode {
  p.advance();
  const node: Mutable<CallStatement> = { kind: "call-statement", start, end: start, verb: "exec" };
  if (p.accept("AS")) {
    skipRest(p);
    node.end = p.lastEnd;
    return node;
  }
  if (p.word === "(") {
    node.dynamic = p.parenthesized((it) => it.grammar.expression(it));
  } else {
    if ((p.kind === TokenKind.Variable || p.kind === TokenKind.Parameter) && p.peek() === "=") {
      p.advance();
      p.advance();
    }
    if (p.kind === TokenKind.Variable || p.kind === TokenKind.Parameter) {
      node.dynamic = p.grammar.expression(p);
    } else {
      node.name = expectObjectPath(p, "routine");
    }
    if (!p.atEnd && p.word !== ";" && p.word !== "WITH" && !startsStatement(p)) {
      node.args = p.list(execArgument);
    }
  }
  if (p.word === "WITH" || p.word === "AT") {
    skipItem(p);
  }
  node.end = p.lastEnd;
  return node;
}

/** Without semicolons a word that begins a statement ends the one before. */
function startsStatement(p: Parser): boolean {
  return (
    p.kind === TokenKind.Word && p.isReserved(p.pos) && p.word !== "NULL" && p.word !== "DEFAULT"
  );
}

function execArgument(p: Parser): Expression {
  if (p.kind === TokenKind.Variable || p.kind === TokenKind.Parameter) {
    if (p.peek() === "=") {
      p.advance();
      p.advance();
    }
  }
  const value = p.word === "DEFAULT" ? columnOf(p.takeName()) : p.grammar.expression(p);
  p.acceptAny("OUTPUT", "OUT");
  return value;
}

function prepare(p: Parser): StatementNode | undefined {
  if (!has(p, "prepare")) {
    return undefined;
  }
  const { start } = p;
  p.advance();
  const name = expectObjectName(p, "new-name");
  const node: Mutable<Prepare> = { kind: "prepare", start, end: start, name };
  if (p.dialect.can("execute-using") && !p.dialect.can("loose-ddl")) {
    p.expect("FROM");
    node.source = p.grammar.expression(p);
  } else {
    if (p.word === "(") {
      node.types = p.parenthesized((it) => it.list(expectTypeName));
    }
    if (p.expect("AS")) {
      const statement = p.grammar.statement(p);
      node.statement = statement;
      const allowed = [
        "select",
        "compound",
        "values",
        "table-query",
        "dml-query",
        "insert",
        "update",
        "delete",
        "merge",
        "empty",
      ];
      if (
        !allowed.includes(statement.kind) &&
        !p.dialect.can("loose-ddl") &&
        statement.end > statement.start
      ) {
        p.problem("syntax", "Only queries and data changes can be prepared.", statement);
      }
    }
  }
  node.end = p.lastEnd;
  return node;
}

function deallocate(p: Parser): StatementNode | undefined {
  const { start } = p;
  if (!has(p, "prepare") && !p.dialect.can("procedural-blocks")) {
    return undefined;
  }
  p.advance();
  const prepared = p.accept("PREPARE");
  const names: QualifiedName[] = [];
  if (!prepared && p.dialect.can("drop-prepare")) {
    p.expected("PREPARE");
  }
  if (!(p.dialect.can("execute-arguments") && p.accept("ALL"))) {
    if (p.kind === TokenKind.Variable) {
      p.advance();
    } else {
      const name = expectObjectName(p, "other-name");
      names.push({ kind: "qualified-name", start: name.start, end: name.end, parts: [name] });
    }
  }
  return { kind: "other", ...since(p, start), verb: "deallocate", names };
}

function doStatement(p: Parser): StatementNode | undefined {
  const { start } = p;
  if (p.dialect.can("do-block")) {
    p.advance();
    return doBlock(p, start);
  }
  if (p.dialect.can("do-expressions")) {
    p.advance();
    const expressions = p.list((it) => it.grammar.expression(it));
    return { kind: "do", ...since(p, start), expressions };
  }
  if (!p.dialect.can("loose-ddl")) {
    return undefined;
  }
  p.advance();
  const node = doBlock(p, start);
  refuse(p, node, "DO");
  return node;
}

// ---------------------------------------------------------------- TRUNCATE and RENAME

function truncate(p: Parser): StatementNode | undefined {
  if (!has(p, "truncate")) {
    return undefined;
  }
  const { start } = p;
  p.advance();
  p.accept("TABLE");
  const node: Mutable<Truncate> = { kind: "truncate", start, end: start, tables: [] };
  const tables: QualifiedName[] = [];
  do {
    if (p.dialect.can("inheritance") && p.accept("ONLY")) {
      node.only = true;
      const bracket = p.accept("(");
      tables.push(p.expectQualifiedName("table"));
      if (bracket) {
        p.expect(")");
      }
    } else {
      tables.push(expectObjectPath(p, "table"));
      if (p.dialect.can("inheritance")) {
        p.accept("*");
      }
    }
    if (p.word !== ",") {
      break;
    }
    const comma = { start: p.start, end: p.end };
    p.advance();
    needs(p, "truncate-multiple", comma, "TRUNCATE of several tables");
  } while (!p.atEnd);
  node.tables = tables;
  const identity = has(p, "truncate-identity") ? p.acceptAny("RESTART", "CONTINUE") : undefined;
  if (identity !== undefined) {
    p.expect("IDENTITY");
    node.identity = identity;
  }
  if (has(p, "truncate-identity")) {
    if (p.accept("CASCADE")) {
      node.cascade = true;
    } else {
      p.accept("RESTRICT");
    }
  }
  if (p.dialect.can("alter-wait")) {
    if (p.accept("WAIT")) {
      numberLiteral(p);
    } else {
      p.accept("NOWAIT");
    }
  }
  if (p.dialect.can("loose-ddl")) {
    skipRest(p);
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

function rename(p: Parser): StatementNode | undefined {
  if (!has(p, "rename-table")) {
    return undefined;
  }
  const { start } = p;
  p.advance();
  if (p.acceptAny("TABLE", "TABLES") === undefined) {
    if (!p.dialect.can("loose-ddl")) {
      p.expected("TABLE");
    }
  }
  take(p, "alter-table-if-exists", "IF EXISTS here", "IF", "EXISTS");
  const pairs: Rename["pairs"][number][] = [];
  do {
    const from = objectPath(p, "table") ?? expectObjectPath(p, "table");
    if (p.dialect.can("alter-wait")) {
      if (p.accept("WAIT")) {
        numberLiteral(p);
      } else {
        p.accept("NOWAIT");
      }
    }
    p.expect("TO");
    pairs.push({ from, to: expectObjectPath(p, "new-name") });
  } while (p.accept(","));
  return { kind: "rename", ...since(p, start), object: "table", pairs };
}
