/**
 * Type names: `numeric(10, 2)`, `timestamp(3) with time zone`, `int unsigned`, `enum('a')`,
 * `s.t%ROWTYPE`, `ARRAY<STRUCT<a INT64>>`, `int[][3]`, and the free-form words of an engine that
 * takes any words for a type.
 */
import type { Expression, Name, NodeBase, QualifiedName, TypeField, TypeName } from "./ast.ts";
import type { Parser } from "./parser.ts";
import {
  columnOf,
  has,
  needs,
  numberLiteral,
  sees,
  signedNumber,
  since,
  skipParentheses,
  stringLiteral,
  take,
} from "./parts.ts";
import { TokenKind } from "./tokens.ts";

/** The parts of a type name while it is being read. */
interface Draft {
  readonly start: number;
  words: string[];
  args: Expression[];
  qualified?: QualifiedName;
  arrayDimensions: number;
  setOf?: boolean;
  anchor?: "type" | "rowtype";
  charset?: Name;
  fields?: TypeField[];
}

/** A type, or `undefined` (nothing consumed) where none can stand. */
export function typeName(p: Parser): TypeName | undefined {
  return p.nested(
    () => typeNameHere(p),
    () => undefined,
  );
}

function typeNameHere(p: Parser): TypeName | undefined {
  p.slot("type");
  const draft: Draft = { start: p.start, words: [], args: [], arrayDimensions: 0 };
  if (p.word === "SETOF" && has(p, "setof-types")) {
    p.advance();
    draft.setOf = true;
  }
  if (!base(p, draft)) {
    if (draft.setOf === true) {
      p.expected("a type");
      return finish(p, draft);
    }
    return undefined;
  }
  arraySuffix(p, draft);
  return finish(p, draft);
}

/** A type, or a problem and one without a name. */
export function expectTypeName(p: Parser): TypeName {
  const found = typeName(p);
  if (found !== undefined) {
    return found;
  }
  p.expected("a type");
  return {
    kind: "type-name",
    start: p.lastEnd,
    end: p.lastEnd,
    name: "",
    args: [],
    arrayDimensions: 0,
  };
}

/** A type and the collation right after it, where that is part of the type: parameters, variables. */
export function collatedTypeName(p: Parser): TypeName {
  const type = expectTypeName(p);
  if (!has(p, "type-charset") || !p.accept("COLLATE")) {
    return type;
  }
  const start = p.start;
  const name = p.anyName("collation") ?? p.expectName("collation");
  const collation: QualifiedName = { kind: "qualified-name", start, end: p.lastEnd, parts: [name] };
  return { ...type, end: p.lastEnd, collation };
}

function finish(p: Parser, draft: Draft): TypeName {
  const { start, words, ...rest } = draft;
  return { kind: "type-name", ...since(p, start), name: words.join(" "), ...rest };
}

function push(p: Parser, draft: Draft): void {
  draft.words.push(p.tokenText.toLowerCase());
  p.advance();
}

function base(p: Parser, draft: Draft): boolean {
  if (p.dialect.can("free-type-names")) {
    return freeType(p, draft);
  }
  switch (p.word) {
    case "DOUBLE":
      push(p, draft);
      if (p.at("PRECISION")) {
        push(p, draft);
      }
      numericTail(p, draft);
      return true;
    case "CHARACTER":
    case "CHAR":
    case "NCHAR":
    case "NVARCHAR":
    case "VARCHAR":
    case "VARCHARACTER":
      push(p, draft);
      if (p.at("VARYING")) {
        push(p, draft);
      } else if (sees(p, "LARGE", "OBJECT")) {
        push(p, draft);
        push(p, draft);
      }
      args(p, draft);
      wantsLength(p, draft);
      charset(p, draft);
      return true;
    case "NATIONAL":
      if (!isOneOf(p.peek(), "CHARACTER", "CHAR", "VARCHAR", "VARCHARACTER")) {
        return genericType(p, draft);
      }
      push(p, draft);
      push(p, draft);
      if (p.at("VARYING")) {
        push(p, draft);
      }
      args(p, draft);
      charset(p, draft);
      return true;
    case "BIT":
    case "BINARY":
      push(p, draft);
      if (p.at("VARYING")) {
        push(p, draft);
      }
      args(p, draft);
      if (draft.words[0] === "binary" && p.dialect.can("type-charset")) {
        charset(p, draft);
      }
      return true;
    case "TIME":
    case "TIMESTAMP":
      push(p, draft);
      args(p, draft);
      timeZone(p, draft);
      return true;
    case "INTERVAL":
      push(p, draft);
      args(p, draft);
      intervalFields(p, draft);
      return true;
    case "LONG":
      push(p, draft);
      if (isOneOf(p.word, "VARCHAR", "VARBINARY", "RAW", "CHAR", "VARCHARACTER")) {
        push(p, draft);
        if (sees(p, "VARYING")) {
          push(p, draft);
        }
      }
      charset(p, draft);
      return true;
    case "ENUM":
    case "SET":
      if (p.peek() !== "(") {
        return genericType(p, draft);
      }
      if (!p.dialect.can("enum-types") && p.word === "SET") {
        return false;
      }
      push(p, draft);
      draft.args = p.parenthesized((it) =>
        it.list((q) => stringLiteral(q) ?? q.grammar.expression(q)),
      );
      charset(p, draft);
      return true;
    case "SIGNED":
    case "UNSIGNED":
      push(p, draft);
      if (isOneOf(p.word, "INTEGER", "INT")) {
        push(p, draft);
      }
      return true;
    case "STRUCT":
    case "ROW":
    case "ARRAY":
    case "MAP":
    case "TABLE":
    case "UNION":
    case "OBJECT":
      return compositeType(p, draft);
    default:
      return genericType(p, draft);
  }
}

/** Any words, then at most two signed numbers: what an engine without type names of its own accepts. */
function freeType(p: Parser, draft: Draft): boolean {
  if (!p.atName() && p.kind !== TokenKind.String) {
    return false;
  }
  while (
    (p.atName() || p.kind === TokenKind.String) &&
    !(p.word === "GENERATED" && p.peek() === "ALWAYS" && p.peek(2) === "AS")
  ) {
    push(p, draft);
  }
  if (p.word === "(") {
    p.advance();
    const first = signedNumber(p) ?? freeArgument(p);
    if (first === undefined) {
      p.expected("a number");
    } else {
      draft.args.push(first);
      if (p.accept(",")) {
        const second = signedNumber(p) ?? freeArgument(p);
        if (second === undefined) {
          p.expected("a number");
        } else {
          draft.args.push(second);
        }
      }
    }
    p.closeParenthesis();
  }
  return true;
}

/** A word after a number's sign is not a number, but a bare word is accepted as `VARCHAR(MAX)` is elsewhere. */
function freeArgument(p: Parser): Expression | undefined {
  if (!p.dialect.can("type-argument-words") || !p.atName()) {
    return undefined;
  }
  return columnOf(p.takeName());
}

function genericType(p: Parser, draft: Draft): boolean {
  if (p.word === "ANY" && p.peek() === "TYPE") {
    push(p, draft);
    push(p, draft);
    return true;
  }
  const { word, kind } = p;
  if (kind === TokenKind.Word && isReservedType(p)) {
    return false;
  }
  if (kind !== TokenKind.Word && kind !== TokenKind.QuotedName && kind !== TokenKind.Hole) {
    return false;
  }
  const first = p.takeName();
  if (p.word === ".") {
    draft.qualified = p.qualifiedRest(first, "type");
    draft.words.push(draft.qualified.parts.map((it) => it.text).join("."));
  } else {
    draft.words.push(first.quoted ? first.text : first.text.toLowerCase());
    if (first.quoted || word === "") {
      draft.qualified = {
        kind: "qualified-name",
        start: first.start,
        end: first.end,
        parts: [first],
      };
    }
  }
  if (p.word === "%") {
    anchor(p, draft);
    return true;
  }
  const typeStart = p.start;
  args(p, draft);
  wantsLength(p, draft);
  if (draft.args.length > 0 && p.dialect.can("unsigned-types") && !WITH_ARGUMENTS.has(word)) {
    p.problem(
      "unavailable",
      `${p.dialect.pack.title} has no such type with arguments.`,
      since(p, typeStart),
    );
  }
  numericSuffix(p, draft);
  charset(p, draft);
  return true;
}

/** Types that take arguments where the list of types is closed. */
const WITH_ARGUMENTS = new Set(
  `BIGINT BLOB DEC DECIMAL FIXED FLOAT FLOAT4 FLOAT8 INT INT1 INT2 INT3 INT4 INT8 INTEGER MEDIUMINT MIDDLEINT NUMERIC
   REAL SMALLINT TEXT TINYINT VARBINARY YEAR DATETIME VECTOR DOUBLE`
    .split(/\s+/u)
    .filter((it) => it !== ""),
);

/** `VARCHAR` without a length is an error to some engines. */
function wantsLength(p: Parser, draft: Draft): void {
  const varying = /^(?:varchar|nvarchar|varcharacter|varbinary)$|varying$/u.test(
    draft.words.join(" "),
  );
  if (varying && draft.args.length === 0 && p.dialect.can("varchar-needs-length")) {
    p.expected("a length in parentheses");
  }
}

/** Words that are reserved as names but name types. */
function isReservedType(p: Parser): boolean {
  return p.isReserved(p.pos) && !TYPE_WORDS.has(p.tokenText.toUpperCase());
}

const TYPE_WORDS = new Set(
  `BIGINT BLOB CHAR CHARACTER CURSOR DATE DATETIME DEC DECIMAL DOUBLE FIXED FLOAT FLOAT4 FLOAT8 INT INT1 INT2 INT3
   INT4 INT8 INTEGER INTERVAL LONG LONGBLOB LONGTEXT MEDIUMBLOB MEDIUMINT MEDIUMTEXT MIDDLEINT NUMBER NUMERIC RAW REAL
   ROW ROWID SMALLINT TIME TIMESTAMP TINYBLOB TINYINT TINYTEXT VARBINARY VARCHAR VARCHAR2 NVARCHAR2 VARCHARACTER
   BOOLEAN BOOL BIT YEAR JSON XML UUID NCLOB CLOB BFILE UROWID GEOMETRY VECTOR OBJECT VARIANT ANYDATA SERIAL`
    .split(/\s+/u)
    .filter((it) => it !== ""),
);

function anchor(p: Parser, draft: Draft): void {
  const next = p.tokens.starts[p.pos + 1];
  const text = p.text.slice(next, p.tokens.ends[p.pos + 1]).toUpperCase();
  if (text === "TYPE" || text === "ROWTYPE") {
    p.advance();
    p.advance();
    draft.anchor = text === "TYPE" ? "type" : "rowtype";
  }
}

/** `(10, 2)`: a number, a string, a word, a parameter; whatever the engine then makes of it. */
function args(p: Parser, draft: Draft): void {
  if (p.word !== "(" || draft.args.length > 0) {
    return;
  }
  draft.args = p.parenthesized((it) => it.list(argument));
}

function argument(p: Parser): Expression {
  const simple = p.peek() === ")" || p.peek() === ",";
  if (simple) {
    const number = numberLiteral(p);
    if (number !== undefined) {
      return number;
    }
  }
  // `VARCHAR(MAX)` and `VARCHAR2(10 CHAR)`.
  if (p.kind === TokenKind.Word && simple && p.isReserved(p.pos)) {
    return columnOf(p.takeName());
  }
  const value = p.grammar.expression(p);
  if (p.kind === TokenKind.Word && p.peek() === ")" && has(p, "type-length-units")) {
    p.advance();
  }
  return value;
}

function numericTail(p: Parser, draft: Draft): void {
  args(p, draft);
  numericSuffix(p, draft);
}

/** `UNSIGNED`, `SIGNED`, `ZEROFILL` in any order and number. */
function numericSuffix(p: Parser, draft: Draft): void {
  if (!p.dialect.can("unsigned-types")) {
    return;
  }
  while (p.at("UNSIGNED") || p.at("SIGNED") || p.at("ZEROFILL")) {
    push(p, draft);
  }
}

function charset(p: Parser, draft: Draft): void {
  if (!p.dialect.can("type-charset")) {
    return;
  }
  for (;;) {
    if (p.acceptAll("CHARACTER", "SET") || p.acceptAll("CHAR", "SET") || p.accept("CHARSET")) {
      p.slot("collation");
      const name = stringOrName(p);
      if (name !== undefined) {
        draft.charset = name;
      }
    } else if (p.at("ASCII") || p.at("UNICODE") || p.at("BYTE") || p.at("BINARY")) {
      push(p, draft);
    } else {
      return;
    }
  }
}

function stringOrName(p: Parser): Name | undefined {
  if (p.kind === TokenKind.String) {
    const { start, end } = p;
    const text = p.tokenText.slice(1, -1);
    p.advance();
    return { kind: "name", start, end, text, quoted: true };
  }
  const name = p.anyName("collation");
  if (name === undefined) {
    p.expected("a character set");
  }
  return name;
}

function timeZone(p: Parser, draft: Draft): void {
  if (p.word !== "WITH" && p.word !== "WITHOUT") {
    return;
  }
  const local = p.peek() === "LOCAL";
  if (p.peek(local ? 2 : 1) !== "TIME" || p.peek(local ? 3 : 2) !== "ZONE") {
    return;
  }
  const { start } = p;
  for (let i = local ? 4 : 3; i > 0; i -= 1) {
    push(p, draft);
  }
  needs(p, "time-zone-types", since(p, start), "types WITH TIME ZONE");
}

const INTERVAL_FIELDS = new Set(["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"]);

function intervalFields(p: Parser, draft: Draft): void {
  if (!INTERVAL_FIELDS.has(p.word)) {
    return;
  }
  push(p, draft);
  args(p, draft);
  if (p.word === "TO" && INTERVAL_FIELDS.has(p.peek())) {
    push(p, draft);
    push(p, draft);
    args(p, draft);
  }
}

function compositeType(p: Parser, draft: Draft): boolean {
  const next = p.peek();
  if (next === "<" || next === "<>") {
    const word = p.word;
    push(p, draft);
    draft.fields = angled(p, word === "STRUCT" || word === "TABLE");
    return true;
  }
  if (next === "(" && p.word !== "ARRAY" && has(p, "nested-types")) {
    push(p, draft);
    draft.fields = p.parenthesized((it) => it.list(field));
    return true;
  }
  if (p.word === "TABLE" || p.word === "UNION") {
    return false;
  }
  return genericType(p, draft);
}

/** `<a INT64, b STRING>`; `>>` closes two levels. */
function angled(p: Parser, named: boolean): TypeField[] {
  const fields: TypeField[] = [];
  if (p.accept("<>")) {
    return fields;
  }
  p.advance();
  do {
    if (closesAngle(p)) {
      break;
    }
    fields.push(named ? field(p) : bareField(p));
  } while (p.accept(","));
  if (p.word === ">") {
    p.advance();
  } else if (p.word === ">>" && !halfClosed.has(p)) {
    // The token closes this level and the one around it, which consumes it.
    halfClosed.add(p);
  } else if (p.word === ">>") {
    halfClosed.delete(p);
    p.advance();
  } else {
    p.expected(">");
  }
  return fields;
}

/** Parsers that stand at a `>>` of which one `>` is used up. */
const halfClosed = new WeakSet<Parser>();

function closesAngle(p: Parser): boolean {
  return p.word === ">" || p.word === ">>" || p.atEnd;
}

function bareField(p: Parser): TypeField {
  const start = p.start;
  const type = expectTypeName(p);
  return { kind: "type-field", ...since(p, start), type };
}

/** `name type`, or a type alone. */
function field(p: Parser): TypeField {
  const start = p.start;
  const alone = isOneOf(p.peek(), ",", ">", ">>", ")", "<", "(");
  if (alone) {
    return bareField(p);
  }
  const name = p.anyName("new-name");
  p.accept(":");
  const type = expectTypeName(p);
  while (p.kind === TokenKind.Word && !closesAngle(p) && p.word !== ",") {
    if (p.word === "OPTIONS" && p.peek() === "(") {
      p.advance();
      skipParentheses(p);
    } else {
      p.advance();
    }
  }
  return { kind: "type-field", ...since(p, start), ...(name === undefined ? {} : { name }), type };
}

/** `[]`, `[3]`, `ARRAY`, `ARRAY[4]`. */
function arraySuffix(p: Parser, draft: Draft): void {
  if (p.word === "ARRAY" && p.dialect.can("array-type")) {
    p.advance();
    draft.arrayDimensions = 1;
    if (sees(p, "[")) {
      bracket(p);
    }
    return;
  }
  if (draft.words[0] === "array") {
    // `ARRAY<INT64>[1, 2]`: the bracket opens the elements.
    return;
  }
  while (p.word === "[") {
    const range: NodeBase = { start: p.start, end: p.end };
    bracket(p);
    draft.arrayDimensions += 1;
    needs(p, "array-type", range, "array types");
  }
  if (draft.arrayDimensions === 0) {
    take(p, "array-type", "array types", "[", "]");
  }
}

function bracket(p: Parser): void {
  p.advance();
  numberLiteral(p);
  p.expect("]");
}

function isOneOf(word: string, ...words: readonly string[]): boolean {
  return words.includes(word);
}
