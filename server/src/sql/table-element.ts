/**
 * What stands in a table's list: columns with their constraints, table constraints, indexes, and the
 * key columns of all of them. `CREATE TABLE`, `ALTER TABLE`, foreign tables, table variables and
 * domains share these rules.
 */
import type {
  ColumnConstraint,
  ColumnDefinition,
  CreateIndex,
  Expression,
  IndexColumn,
  IndexElement,
  LikeElement,
  Name,
  NodeBase,
  Option,
  QualifiedName,
  References,
  ReferentialAction,
  TableConstraint,
  TableElement,
} from "./ast.ts";
import type { Parser, Slot } from "./parser.ts";
import {
  acceptIfNotExists,
  columnOf,
  expectNumber,
  expectObjectName,
  expectObjectPath,
  expectString,
  genericOptions,
  has,
  namesInParentheses,
  needs,
  numberLiteral,
  objectName,
  option,
  optionList,
  optionValue,
  primaryExpression,
  refuse,
  restrictedExpression,
  sees,
  signedNumber,
  since,
  skipItem,
  skipParentheses,
  stringLiteral,
  take,
} from "./parts.ts";
import type { Terminal } from "./terminals.ts";
import { TokenKind } from "./tokens.ts";
import { expectTypeName } from "./type-name.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** `( element, … )`. */
export function tableElements(p: Parser): TableElement[] {
  return p.parenthesized((it) => {
    const elements: TableElement[] = [];
    if (it.word === ")" && has(it, "empty-column-list")) {
      return elements;
    }
    if (it.dialect.can("columns-before-constraints") && startsTableConstraint(it)) {
      it.expected("a column");
    }
    elements.push(tableElement(it));
    for (;;) {
      if (it.accept(",")) {
        if (it.word === ")" && has(it, "trailing-commas")) {
          break;
        }
        const after = elements.at(-1);
        const element = tableElement(it);
        elements.push(element);
        if (
          it.dialect.can("columns-before-constraints") &&
          element.kind === "column-definition" &&
          after?.kind === "table-constraint"
        ) {
          it.problem("syntax", "Columns stand before the constraints of the table.", element);
        }
      } else if (
        elements.at(-1)?.kind === "table-constraint" &&
        it.dialect.can("constraints-without-commas") &&
        startsTableConstraint(it)
      ) {
        elements.push(tableElement(it));
      } else {
        break;
      }
    }
    return elements;
  });
}

function tableElement(p: Parser): TableElement {
  const start = p.pos;
  const element = tableElementHere(p);
  if (p.pos === start && !p.atEnd && p.word !== ")" && p.word !== ",") {
    skipItem(p);
  }
  return element;
}

function tableElementHere(p: Parser): TableElement {
  if (startsTableConstraint(p)) {
    return tableConstraint(p) ?? columnDefinition(p);
  }
  if (has(p, "like-element") && p.at("LIKE") && p.word === "LIKE") {
    return likeElement(p);
  }
  const index = indexElement(p);
  if (index !== undefined) {
    return index;
  }
  if (sees(p, "PERIOD", "FOR") && has(p, "periods")) {
    return period(p);
  }
  return columnDefinition(p);
}

/** `PERIOD FOR name (from, to)`: the two columns as a constraint without a kind of its own. */
function period(p: Parser): TableConstraint {
  const start = p.start;
  p.acceptAll("PERIOD", "FOR");
  const name = p.anyName();
  const columns = keyColumns(p);
  return {
    kind: "table-constraint",
    ...since(p, start),
    ...(name === undefined ? {} : { name }),
    type: "exclude",
    columns,
  };
}

/** `LIKE s.t INCLUDING ALL EXCLUDING INDEXES`. */
function likeElement(p: Parser): LikeElement {
  const start = p.start;
  p.advance();
  const table = expectObjectPath(p, "table");
  const options: string[] = [];
  while (p.at("INCLUDING") || p.at("EXCLUDING")) {
    const how = p.word;
    p.advance();
    const what = p.acceptAny(
      "ALL",
      "COMMENTS",
      "COMPRESSION",
      "CONSTRAINTS",
      "DEFAULTS",
      "GENERATED",
      "IDENTITY",
      "INDEXES",
      "STATISTICS",
      "STORAGE",
    );
    if (what === undefined) {
      p.expected("what to include");
      break;
    }
    options.push(`${how} ${what}`);
  }
  return { kind: "like-element", ...since(p, start), table, options };
}

/** Does a table constraint begin here, rather than a column that is named like one? */
export function startsTableConstraint(p: Parser): boolean {
  if (p.at("CONSTRAINT") || p.at("CHECK") || p.at("UNIQUE")) {
    return p.kind === TokenKind.Word;
  }
  if (p.at("PRIMARY")) {
    return p.peek() === "KEY";
  }
  if (p.at("FOREIGN")) {
    return p.peek() === "KEY";
  }
  if (p.word === "EXCLUDE") {
    return (p.peek() === "USING" || p.peek() === "(") && has(p, "exclusion-constraint");
  }
  if (p.word === "NOT" && p.peek() === "NULL") {
    return has(p, "table-not-null");
  }
  return false;
}

// ---------------------------------------------------------------- columns

/** `name type constraint …`. */
export function columnDefinition(p: Parser, slot: Slot = "new-name"): ColumnDefinition {
  const { start } = p;
  const name = expectObjectName(p, slot);
  return columnRest(p, start, name);
}

/** A column definition whose name is already read. */
export function columnRest(p: Parser, start: number, name: Name): ColumnDefinition {
  const node: Mutable<ColumnDefinition> = {
    kind: "column-definition",
    start,
    end: p.lastEnd,
    name,
    constraints: [],
  };
  const computed = p.word === "AS" && p.peek() === "(" && has(p, "computed-columns-without-type");
  if (sees(p, "WITH", "OPTIONS") && has(p, "typed-tables")) {
    p.acceptAll("WITH", "OPTIONS");
  } else if (!computed && !startsColumnConstraint(p)) {
    const type = p.grammar.typeName(p);
    if (type !== undefined) {
      node.type = type;
      if (type.anchor !== undefined) {
        refuse(p, type, "columns of such a type");
      }
    } else if (!has(p, "untyped-columns")) {
      p.expected("a type");
    }
  } else if (!computed && !has(p, "untyped-columns")) {
    p.expected("a type");
  }
  node.constraints = [...storageAttributes(p), ...columnConstraints(p)];
  node.end = Math.max(p.lastEnd, start);
  return node;
}

/** `STORAGE x COMPRESSION y OPTIONS (…)`, in this order before all constraints. */
function storageAttributes(p: Parser): ColumnConstraint[] {
  const list: ColumnConstraint[] = [];
  if (!p.dialect.can("column-storage")) {
    return list;
  }
  const keep = (start: number, made: Option): void => {
    list.push({ kind: "column-constraint", ...since(p, start), type: "other", options: [made] });
  };
  for (const word of ["STORAGE", "COMPRESSION"] as const) {
    const { start } = p;
    if (p.accept(word)) {
      keep(start, option(p, start, word, columnOf(p.anyName() ?? p.expectName())));
    }
  }
  if (p.word === "OPTIONS" && p.peek() === "(") {
    const { start } = p;
    p.advance();
    genericOptions(p);
    keep(start, option(p, start, "OPTIONS"));
  }
  return list;
}

function startsColumnConstraint(p: Parser): boolean {
  switch (p.word) {
    case "CONSTRAINT":
    case "CHECK":
    case "PRIMARY":
    case "UNIQUE":
    case "NOT":
    case "DEFAULT":
    case "REFERENCES":
    case "COLLATE":
      return p.isReserved(p.pos);
    case "NULL":
      return true;
    case "GENERATED":
      return (p.peek() === "ALWAYS" && p.peek(2) === "AS") || p.peek() === "BY";
    case "AS":
      return p.peek() === "(";
    default:
      return false;
  }
}

/** All constraints and attributes of a column, in any order. */
export function columnConstraints(p: Parser): ColumnConstraint[] {
  const constraints: ColumnConstraint[] = [];
  for (;;) {
    const before = p.pos;
    const constraint = columnConstraint(p);
    if (constraint === undefined || p.pos === before) {
      break;
    }
    constraints.push(constraint);
  }
  return constraints;
}

type ConstraintDraft = Mutable<ColumnConstraint>;

function columnConstraint(p: Parser): ColumnConstraint | undefined {
  const { start } = p;
  let name: Name | undefined;
  let named = false;
  if (p.at("CONSTRAINT")) {
    needs(p, "named-column-constraints", { start, end: p.end }, "names of a column's constraints");
    p.advance();
    named = true;
    if (!(p.word === "CHECK" && has(p, "unnamed-constraint-word"))) {
      name = expectObjectName(p, "constraint");
    }
  }
  const draft: ConstraintDraft = {
    kind: "column-constraint",
    start,
    end: start,
    type: "other",
    ...(name === undefined ? {} : { name }),
  };
  if (!columnConstraintBody(p, draft)) {
    if (!named) {
      return undefined;
    }
    if (!has(p, "bare-constraint-name")) {
      p.expected("a constraint");
    }
  }
  draft.end = Math.max(p.lastEnd, start);
  return draft;
}

/** What a constraint of a column may begin with, and what an engine must have for it. */
const COLUMN_WORDS: readonly (readonly [Terminal, string])[] = [
  ["NOT", ""],
  ["NULL", ""],
  ["DEFAULT", ""],
  ["PRIMARY", ""],
  ["UNIQUE", ""],
  ["CHECK", "check-constraint"],
  ["REFERENCES", "foreign-key"],
  ["COLLATE", "collate"],
  ["GENERATED", "generated-column"],
  ["AUTO_INCREMENT", "auto-increment"],
  ["COMMENT", "comment-clause"],
  ["ON", "on-update-timestamp"],
  ["IDENTITY", "computed-column"],
];

function columnConstraintBody(p: Parser, draft: ConstraintDraft): boolean {
  if (p.pos === p.probe) {
    for (const [word, capability] of COLUMN_WORDS) {
      if (capability === "" || p.dialect.can(capability)) {
        p.at(word);
      }
    }
  }
  switch (p.word) {
    case "NOT":
      return notConstraint(p, draft);
    case "NULL":
      p.advance();
      draft.type = "null";
      conflictClause(p, draft);
      return true;
    case "DEFAULT":
      return defaultConstraint(p, draft);
    case "PRIMARY":
    case "KEY":
      return primaryKey(p, draft);
    case "UNIQUE":
      return unique(p, draft);
    case "CHECK":
      return check(p, draft);
    case "REFERENCES":
      draft.type = "references";
      draft.references = references(p);
      return true;
    case "COLLATE":
      p.advance();
      draft.type = "collate";
      draft.collation = collationName(p);
      return true;
    case "GENERATED":
    case "AS":
      return generated(p, draft);
    case "AUTO_INCREMENT":
    case "AUTOINCREMENT":
    case "IDENTITY":
      return autoIncrement(p, draft);
    case "COMMENT":
      return comment(p, draft);
    case "ON":
      return onUpdate(p, draft);
    case "DEFERRABLE":
    case "INITIALLY":
    case "NO":
    case "ENFORCED":
      return attribute(p, draft);
    default:
      return columnAttribute(p, draft);
  }
}

function collationName(p: Parser): QualifiedName {
  p.slot("collation");
  if (p.kind === TokenKind.String || p.word === "BINARY" || p.word === "DEFAULT") {
    const { start, end, tokenText } = p;
    p.advance();
    const text = tokenText.replace(/^'|'$/gu, "");
    return {
      kind: "qualified-name",
      start,
      end,
      parts: [{ kind: "name", start, end, text, quoted: tokenText !== text }],
    };
  }
  return expectObjectPath(p, "collation");
}

function notConstraint(p: Parser, draft: ConstraintDraft): boolean {
  if (p.peek() === "NULL") {
    p.acceptAll("NOT", "NULL");
    draft.type = "not-null";
    if (sees(p, "ENABLE") && has(p, "constraint-states")) {
      p.advance();
    }
    conflictClause(p, draft);
    noInherit(p);
    return true;
  }
  return attribute(p, draft);
}

/** `DEFERRABLE`, `INITIALLY DEFERRED`, `NOT ENFORCED` as a constraint of their own. */
function attribute(p: Parser, draft: ConstraintDraft): boolean {
  if (
    p.dialect.can("strict-constraint-attributes") &&
    (sees(p, "NO", "INHERIT") || sees(p, "NOT", "VALID"))
  ) {
    return false;
  }
  const found = constraintAttribute(p);
  if (found === undefined) {
    return false;
  }
  draft.type = "other";
  applyAttribute(draft, found);
  return true;
}

/** `NO INHERIT` right behind a CHECK or NOT NULL. */
function noInherit(p: Parser): void {
  take(p, "no-inherit-constraints", "NO INHERIT constraints", "NO", "INHERIT");
}

type Attribute =
  | "deferrable"
  | "not-deferrable"
  | "initially-deferred"
  | "initially-immediate"
  | "not-valid"
  | "no-inherit"
  | "enforced"
  | "not-enforced";

function applyAttribute(
  draft: {
    deferrable?: boolean | undefined;
    notValid?: boolean | undefined;
    notEnforced?: boolean | undefined;
  },
  found: Attribute,
): void {
  if (found === "deferrable" || found === "not-deferrable") {
    draft.deferrable = found === "deferrable";
  } else if (found === "not-valid") {
    draft.notValid = true;
  } else if (found === "not-enforced") {
    draft.notEnforced = true;
  }
}

function constraintAttribute(p: Parser): Attribute | undefined {
  if (take(p, "deferrable-constraints", "deferrable constraints", "NOT", "DEFERRABLE")) {
    return "not-deferrable";
  }
  if (
    p.word === "DEFERRABLE" &&
    take(p, "deferrable-constraints", "deferrable constraints", "DEFERRABLE")
  ) {
    return "deferrable";
  }
  if (take(p, "deferrable-constraints", "deferrable constraints", "INITIALLY", "DEFERRED")) {
    return "initially-deferred";
  }
  if (take(p, "deferrable-constraints", "deferrable constraints", "INITIALLY", "IMMEDIATE")) {
    return "initially-immediate";
  }
  if (take(p, "constraint-not-valid", "NOT VALID constraints", "NOT", "VALID")) {
    return "not-valid";
  }
  if (take(p, "no-inherit-constraints", "NO INHERIT constraints", "NO", "INHERIT")) {
    return "no-inherit";
  }
  if (take(p, "constraint-not-enforced", "NOT ENFORCED constraints", "NOT", "ENFORCED")) {
    return "not-enforced";
  }
  if (p.word === "ENFORCED" && has(p, "constraint-not-enforced") && p.accept("ENFORCED")) {
    return "enforced";
  }
  return undefined;
}

function conflictClause(p: Parser, draft: { options?: readonly Option[] | undefined }): void {
  const { start } = p;
  if (!sees(p, "ON", "CONFLICT")) {
    if (p.dialect.can("column-conflict-clause")) {
      p.atAll("ON", "CONFLICT");
    }
    return;
  }
  p.acceptAll("ON", "CONFLICT");
  const action = p.acceptAny("ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE");
  if (action === undefined) {
    p.expected("what to do on a conflict");
  }
  needs(p, "column-conflict-clause", since(p, start), "ON CONFLICT on constraints");
  draft.options = [...(draft.options ?? []), option(p, start, `ON CONFLICT ${action ?? ""}`)];
}

function defaultConstraint(p: Parser, draft: ConstraintDraft): boolean {
  p.advance();
  draft.type = "default";
  if (sees(p, "ON", "NULL") && has(p, "default-on-null")) {
    p.acceptAll("ON", "NULL");
  }
  draft.expression = defaultExpression(p);
  return true;
}

/**
 * What stands after DEFAULT. Engines differ in how much of an expression they take without
 * parentheses; a postfix NOT NULL must never be eaten as part of it.
 */
export function defaultExpression(p: Parser): Expression {
  p.slot("expression");
  if (p.dialect.can("default-any-expression")) {
    return restrictedExpression(p);
  }
  if (p.dialect.can("default-bare-words")) {
    return bareDefault(p);
  }
  return primaryExpression(p);
}

/** A literal with its sign, a bare word, or anything in parentheses. */
function bareDefault(p: Parser): Expression {
  if (p.word === "(") {
    return p.parenthesized((it) => it.grammar.expression(it));
  }
  const signed = p.word === "+" || p.word === "-";
  const word = signed ? p.peek() : p.word;
  const kind = signed ? p.peekKind() : p.kind;
  if (kind === TokenKind.Word || kind === TokenKind.QuotedName) {
    if (LITERAL_WORDS.has(word)) {
      return primaryExpression(p);
    }
    if (!signed && p.atName()) {
      return columnOf(p.takeName());
    }
  } else if (kind === TokenKind.String || kind === TokenKind.Number) {
    return primaryExpression(p);
  }
  p.expected("a literal, a word or an expression in parentheses");
  return p.missing();
}

const LITERAL_WORDS = new Set(["NULL", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"]);

function primaryKey(p: Parser, draft: ConstraintDraft): boolean {
  if (p.word === "KEY" ? !has(p, "key-attribute") : p.peek() !== "KEY") {
    return false;
  }
  if (p.word === "PRIMARY") {
    p.advance();
  }
  p.advance();
  draft.type = "primary-key";
  if (take(p, "key-direction", "direction of a column's primary key", "ASC")) {
    draft.direction = "ASC";
  } else if (take(p, "key-direction", "direction of a column's primary key", "DESC")) {
    draft.direction = "DESC";
  }
  clustered(p, draft);
  conflictClause(p, draft);
  if (take(p, "autoincrement", "AUTOINCREMENT", "AUTOINCREMENT")) {
    draft.options = [...(draft.options ?? []), option(p, p.lastEnd, "AUTOINCREMENT")];
  }
  indexParameters(p, draft);
  constraintState(p, draft);
  return true;
}

function clustered(p: Parser, draft: { options?: readonly Option[] | undefined }): void {
  const { start } = p;
  if (has(p, "clustered-indexes")) {
    const word = p.acceptAny("CLUSTERED", "NONCLUSTERED");
    if (word !== undefined) {
      draft.options = [...(draft.options ?? []), option(p, start, word)];
    }
  }
}

function unique(p: Parser, draft: ConstraintDraft): boolean {
  p.advance();
  draft.type = "unique";
  if (p.word === "KEY" && has(p, "key-attribute")) {
    p.advance();
  }
  clustered(p, draft);
  nullsDistinct(p);
  conflictClause(p, draft);
  indexParameters(p, draft);
  constraintState(p, draft);
  return true;
}

function nullsDistinct(p: Parser): boolean {
  if (take(p, "nulls-not-distinct", "NULLS NOT DISTINCT", "NULLS", "NOT", "DISTINCT")) {
    return true;
  }
  take(p, "nulls-not-distinct", "NULLS DISTINCT", "NULLS", "DISTINCT");
  return false;
}

/** `WITH (fillfactor = 70) USING INDEX TABLESPACE x` and the like behind a key. */
function indexParameters(p: Parser, draft: { options?: readonly Option[] | undefined }): void {
  const options: Option[] = [];
  if (p.word === "WITH" && p.peek() === "(" && has(p, "index-parameters")) {
    p.accept("WITH");
    options.push(...optionList(p));
  }
  if (sees(p, "USING", "INDEX") && has(p, "index-parameters")) {
    const { start } = p;
    p.acceptAll("USING", "INDEX");
    if (p.accept("TABLESPACE")) {
      option(p, start, "TABLESPACE", p.expectQualifiedName());
    } else if (has(p, "constraint-states")) {
      if (p.word === "(") {
        skipParentheses(p);
      } else {
        p.qualifiedName("index");
      }
    } else {
      p.expected("TABLESPACE");
    }
    options.push(option(p, start, "USING INDEX"));
  }
  if (options.length > 0) {
    draft.options = [...(draft.options ?? []), ...options];
  }
}

/** `ENABLE`, `DISABLE`, `RELY`, `NOVALIDATE`, `NOT FOR REPLICATION`: kept as options. */
function constraintState(p: Parser, draft: { options?: readonly Option[] | undefined }): void {
  if (!has(p, "constraint-states")) {
    return;
  }
  for (;;) {
    const { start } = p;
    const word = p.acceptAny("ENABLE", "DISABLE", "RELY", "NOVALIDATE", "VALIDATE");
    if (word === undefined) {
      return;
    }
    draft.options = [...(draft.options ?? []), option(p, start, word)];
  }
}

function check(p: Parser, draft: ConstraintDraft): boolean {
  p.advance();
  draft.type = "check";
  if (sees(p, "NOT", "FOR", "REPLICATION")) {
    p.acceptAll("NOT", "FOR", "REPLICATION");
  }
  draft.expression = p.parenthesized((it) => it.grammar.expression(it));
  noInherit(p);
  constraintState(p, draft);
  return true;
}

function generated(p: Parser, draft: ConstraintDraft): boolean {
  const { start } = p;
  if (p.word === "GENERATED") {
    if (p.peek() === "ALWAYS" && p.peek(2) !== "AS" && p.dialect.can("free-type-names")) {
      return false;
    }
    p.advance();
    const byDefault = p.acceptAll("BY", "DEFAULT");
    if (!byDefault && !p.expect("ALWAYS")) {
      return true;
    }
    if (byDefault && sees(p, "ON", "NULL") && has(p, "default-on-null")) {
      p.acceptAll("ON", "NULL");
    }
    if (!p.expect("AS")) {
      return true;
    }
    if (p.at("IDENTITY") && has(p, "identity-column")) {
      p.advance();
      draft.type = "identity";
      draft.identity = byDefault ? "by-default" : "always";
      if (p.at("(")) {
        draft.options = p.parenthesized((it) => sequenceOptions(it));
      }
      return true;
    }
    if (has(p, "system-versioning") && p.accept("ROW")) {
      p.acceptAny("START", "END");
      draft.options = [option(p, start, "ROW")];
      draft.type = "generated";
      p.accept("HIDDEN");
      return true;
    }
    if (byDefault) {
      p.expected("IDENTITY");
    }
  } else {
    if (p.peek() === "ROW" && p.dialect.can("system-versioning")) {
      p.acceptAll("AS", "ROW");
      p.acceptAny("START", "END");
      draft.options = [option(p, start, "ROW")];
      draft.type = "generated";
      return true;
    }
    if (!has(p, "bare-generated-as") || p.peek() !== "(") {
      return false;
    }
    p.advance();
  }
  draft.type = "generated";
  draft.expression = p.parenthesized((it) => it.grammar.expression(it));
  if (
    p.at("STORED") ||
    (p.word !== "" &&
      (p.word === "PERSISTED" || p.word === "PERSISTENT") &&
      has(p, "persisted-columns"))
  ) {
    p.advance();
    draft.storage = "stored";
  } else if (p.at("VIRTUAL")) {
    const range: NodeBase = { start: p.start, end: p.end };
    p.advance();
    draft.storage = "virtual";
    needs(p, "generated-column-virtual", range, "virtual generated columns");
  } else if (!has(p, "generated-storage-optional")) {
    p.expected("STORED");
  }
  needs(p, "generated-column", since(p, start), "generated columns");
  return true;
}

function autoIncrement(p: Parser, draft: ConstraintDraft): boolean {
  const { start, word } = p;
  if (word === "AUTO_INCREMENT" ? !has(p, "auto-increment") : !has(p, "identity-attribute")) {
    return false;
  }
  p.advance();
  draft.type = "auto-increment";
  if (p.word === "(") {
    skipParentheses(p);
    draft.options = [option(p, start, word)];
  }
  while (has(p, "identity-attribute") && (p.word === "START" || p.word === "INCREMENT")) {
    p.advance();
    p.accept("WITH");
    p.accept("BY");
    numberLiteral(p);
  }
  if (sees(p, "NOT", "FOR", "REPLICATION")) {
    p.acceptAll("NOT", "FOR", "REPLICATION");
  }
  return true;
}

function comment(p: Parser, draft: ConstraintDraft): boolean {
  if (!has(p, "comment-clause")) {
    return false;
  }
  p.advance();
  p.accept("=");
  draft.type = "comment";
  draft.expression = expectString(p);
  return true;
}

function onUpdate(p: Parser, draft: ConstraintDraft): boolean {
  if (p.peek() !== "UPDATE" || !has(p, "on-update-timestamp")) {
    return false;
  }
  p.acceptAll("ON", "UPDATE");
  draft.type = "on-update";
  draft.expression = primaryExpression(p);
  return true;
}

/** The long tail: storage, visibility, masks … kept as options of an `other` constraint. */
function columnAttribute(p: Parser, draft: ConstraintDraft): boolean {
  const { start } = p;
  const done = (name: string, value?: Option["value"]): boolean => {
    draft.type = "other";
    draft.options = [option(p, start, name, value)];
    return true;
  };
  if (p.dialect.can("column-format")) {
    if (p.at("COLUMN_FORMAT") || p.at("STORAGE")) {
      const { word } = p;
      p.advance();
      p.acceptAny("FIXED", "DYNAMIC", "DEFAULT", "DISK", "MEMORY");
      return done(word);
    }
    if (p.accept("ENGINE_ATTRIBUTE") || p.accept("SECONDARY_ENGINE_ATTRIBUTE")) {
      p.accept("=");
      return done("ENGINE_ATTRIBUTE", expectString(p));
    }
    if (p.accept("VISIBLE")) {
      return done("VISIBLE");
    }
    if (p.accept("SRID")) {
      return done("SRID", expectNumber(p));
    }
  }
  if (p.dialect.can("invisible-column") && p.accept("INVISIBLE")) {
    return done("INVISIBLE");
  }
  if (p.dialect.can("serial-default-value") && p.acceptAll("SERIAL", "DEFAULT", "VALUE")) {
    return done("SERIAL DEFAULT VALUE");
  }
  if (p.dialect.can("compressed-columns") && p.accept("COMPRESSED")) {
    if (p.accept("=")) {
      p.anyName();
    }
    return done("COMPRESSED");
  }
  if (
    p.dialect.can("system-versioning") &&
    (p.word === "WITH" || p.word === "WITHOUT") &&
    p.peek() === "SYSTEM"
  ) {
    p.advance();
    p.advance();
    p.expect("VERSIONING");
    return done("SYSTEM VERSIONING");
  }
  if (p.dialect.can("engine-defined-attributes")) {
    if (p.accept("REF_SYSTEM_ID")) {
      p.accept("=");
      return done("REF_SYSTEM_ID", expectNumber(p));
    }
    if (p.atName() && p.peek() === "=") {
      const name = p.takeName();
      p.advance();
      return done(name.text.toUpperCase(), optionValue(p));
    }
  }
  if (p.dialect.can("loose-ddl")) {
    return looseAttribute(p, done);
  }
  return false;
}

function looseAttribute(p: Parser, done: (name: string) => boolean): boolean {
  if (p.word === "," || p.word === ")" || p.word === ";" || p.atEnd || p.kind !== TokenKind.Word) {
    return false;
  }
  const { word, tokenText } = p;
  if (
    word === "AFTER" ||
    word === "FIRST" ||
    word === "ADD" ||
    word === "DROP" ||
    word === "ALTER" ||
    word === "GO"
  ) {
    return false;
  }
  p.advance();
  if (p.word === "(") {
    skipParentheses(p);
  } else if (p.word === "=") {
    p.advance();
    optionValue(p);
  } else if (stringLiteral(p) === undefined) {
    numberLiteral(p);
  }
  return done(tokenText.toUpperCase());
}

// ---------------------------------------------------------------- constraints

/** `REFERENCES t (a) MATCH FULL ON DELETE CASCADE`. */
export function references(p: Parser): References {
  const { start } = p;
  p.expect("REFERENCES");
  const table = expectObjectPath(p, "table");
  const node: Mutable<References> = { kind: "references", start, end: start, table };
  if (p.word === "(") {
    node.columns = periodNames(p);
  }
  for (;;) {
    if (p.at("MATCH")) {
      if (!p.dialect.can("match-any-name") && (node.onDelete ?? node.onUpdate) !== undefined) {
        p.problem("syntax", "MATCH stands before ON DELETE and ON UPDATE.");
      }
      p.advance();
      if (p.dialect.can("match-any-name")) {
        node.match = p.expectName().text.toUpperCase();
      } else {
        const match = p.acceptAny("FULL", "PARTIAL", "SIMPLE");
        if (match === undefined) {
          p.expected("FULL, PARTIAL or SIMPLE");
        } else {
          node.match = match;
          if (match === "PARTIAL") {
            needs(p, "match-partial", since(p, p.lastEnd - 7), "MATCH PARTIAL");
          }
        }
      }
    } else if (p.atAll("ON", "DELETE")) {
      once(p, node.onDelete);
      p.acceptAll("ON", "DELETE");
      node.onDelete = referentialAction(p);
    } else if (p.atAll("ON", "UPDATE")) {
      once(p, node.onUpdate);
      p.acceptAll("ON", "UPDATE");
      node.onUpdate = referentialAction(p);
    } else if (sees(p, "ON", "INSERT") && p.dialect.can("references-on-insert")) {
      p.acceptAll("ON", "INSERT");
      referentialAction(p);
    } else {
      break;
    }
  }
  node.end = p.lastEnd;
  return node;
}

/** A second action for the same event is refused, except by an engine that takes the last. */
function once(p: Parser, before: ReferentialAction | undefined): void {
  if (before !== undefined && !p.dialect.can("match-any-name")) {
    p.problem("syntax", "There is an action for this already.");
  }
}

function referentialAction(p: Parser): ReferentialAction {
  if (p.accept("CASCADE")) {
    return "CASCADE";
  }
  if (p.accept("RESTRICT")) {
    return "RESTRICT";
  }
  if (p.acceptAll("NO", "ACTION")) {
    return "NO ACTION";
  }
  if (p.atAll("SET", "NULL") || p.atAll("SET", "DEFAULT")) {
    p.advance();
    const action = p.word === "NULL" ? "SET NULL" : "SET DEFAULT";
    p.advance();
    if (p.word === "(" && has(p, "set-null-columns")) {
      namesInParentheses(p, "column");
    }
    return action;
  }
  p.expected("what to do");
  return "NO ACTION";
}

/** `(a, b)`, the last perhaps `PERIOD b`. */
function periodNames(p: Parser): Name[] {
  return p.parenthesized((it) =>
    it.list((q) => {
      if (
        q.word === "PERIOD" &&
        q.peek() !== "," &&
        q.peek() !== ")" &&
        has(q, "temporal-constraints")
      ) {
        q.advance();
      }
      const name = expectObjectName(q, "column");
      if (q.word === "(" && q.dialect.can("index-prefix-length")) {
        skipParentheses(q);
      }
      q.dialect.can("references-sort-order") && sortOrder(q);
      return name;
    }),
  );
}

function sortOrder(p: Parser): void {
  if (p.accept("COLLATE")) {
    collationName(p);
  }
  p.acceptAny("ASC", "DESC");
}

/** `[CONSTRAINT name] PRIMARY KEY (a)` and its kin, or `undefined` where none begins. */
export function tableConstraint(p: Parser): TableConstraint | IndexElement | undefined {
  const { start } = p;
  let name: Name | undefined;
  let named = false;
  if (p.accept("CONSTRAINT")) {
    named = true;
    const unnamed =
      has(p, "unnamed-constraint-word") &&
      sees(p, p.word) &&
      ["CHECK", "PRIMARY", "UNIQUE", "FOREIGN"].includes(p.word);
    if (!unnamed) {
      acceptIfNotExists(p, "constraint-if-not-exists");
      name = expectObjectName(p, "constraint");
    }
  }
  const node: Mutable<TableConstraint> = {
    kind: "table-constraint",
    start,
    end: start,
    type: "check",
    columns: [],
    ...(name === undefined ? {} : { name }),
  };
  if (p.pos === p.probe) {
    for (const it of ["PRIMARY", "UNIQUE", "FOREIGN", "CHECK"] as const) {
      p.at(it);
    }
  }
  switch (p.word) {
    case "PRIMARY":
      p.advance();
      p.expect("KEY");
      node.type = "primary-key";
      keyConstraint(p, node, false);
      break;
    case "UNIQUE":
      p.advance();
      node.type = "unique";
      keyConstraint(p, node, true);
      break;
    case "FOREIGN":
      foreignKey(p, node);
      break;
    case "CHECK":
      p.advance();
      node.expression = p.parenthesized((it) => it.grammar.expression(it));
      conflictClause(p, node);
      break;
    case "EXCLUDE":
      exclusion(p, node);
      break;
    case "NOT":
      p.acceptAll("NOT", "NULL");
      needs(p, "table-not-null", since(p, start), "NOT NULL as a table constraint");
      node.type = "not-null";
      node.columns = [plainIndexColumn(expectObjectName(p, "column"))];
      break;
    default:
      if (!named) {
        return undefined;
      }
      if (
        !(
          has(p, "bare-constraint-name") &&
          (p.word === "," || p.word === ")" || startsTableConstraint(p))
        )
      ) {
        p.expected("PRIMARY KEY, UNIQUE, FOREIGN KEY or CHECK");
        skipItem(p);
      }
      break;
  }
  constraintTail(p, node);
  node.end = Math.max(p.lastEnd, start);
  return node;
}

/** Which attributes a kind of constraint may not have: the engine refuses them in its grammar. */
const REFUSED: Readonly<Record<TableConstraint["type"], readonly Attribute[]>> = {
  "primary-key": ["not-valid", "no-inherit", "enforced", "not-enforced"],
  unique: ["not-valid", "no-inherit", "enforced", "not-enforced"],
  exclude: ["not-valid", "no-inherit", "enforced", "not-enforced"],
  "foreign-key": ["no-inherit"],
  check: ["deferrable", "initially-deferred"],
  "not-null": ["deferrable", "initially-deferred", "enforced", "not-enforced"],
};

function constraintTail(p: Parser, node: Mutable<TableConstraint>): void {
  const seen = new Set<Attribute>();
  for (;;) {
    const { start } = p;
    const found = constraintAttribute(p);
    if (found === undefined) {
      break;
    }
    const range = since(p, start);
    if (REFUSED[node.type].includes(found) && p.dialect.can("strict-constraint-attributes")) {
      p.problem("syntax", "This constraint cannot have that attribute.", range);
    }
    if (contradicts(seen, found)) {
      p.problem("syntax", "This attribute contradicts an earlier one.", range);
    }
    seen.add(found);
    applyAttribute(node, found);
  }
  if (
    node.type === "foreign-key" ||
    node.type === "check" ||
    node.type === "unique" ||
    node.type === "primary-key"
  ) {
    constraintState(p, node);
  }
}

function contradicts(seen: ReadonlySet<Attribute>, found: Attribute): boolean {
  switch (found) {
    case "deferrable":
      return seen.has("not-deferrable");
    case "not-deferrable":
      return seen.has("deferrable") || seen.has("initially-deferred");
    case "initially-deferred":
      return seen.has("initially-immediate") || seen.has("not-deferrable");
    case "initially-immediate":
      return seen.has("initially-deferred");
    case "enforced":
      return seen.has("not-enforced");
    case "not-enforced":
      return seen.has("enforced");
    default:
      return false;
  }
}

function keyConstraint(p: Parser, node: Mutable<TableConstraint>, isUnique: boolean): void {
  if (has(p, "inline-indexes")) {
    if (isUnique) {
      p.acceptAny("KEY", "INDEX");
    }
    acceptIfNotExists(p, "index-if-not-exists-inline");
    if (
      p.word !== "(" &&
      p.word !== "USING" &&
      p.word !== "TYPE" &&
      p.word !== "CLUSTERED" &&
      p.word !== "NONCLUSTERED"
    ) {
      const name = objectName(p, "index");
      if (name !== undefined && node.name === undefined) {
        node.name = name;
      }
    }
    indexMethod(p, node);
  }
  clustered(p, node);
  if (isUnique && nullsDistinct(p)) {
    node.nullsNotDistinct = true;
  }
  if (
    sees(p, "USING", "INDEX") &&
    p.dialect.can("constraint-using-index") &&
    p.peek(2) !== "TABLESPACE"
  ) {
    p.acceptAll("USING", "INDEX");
    node.usingIndex = p.expectName("index");
    return;
  }
  node.columns = keyColumns(p);
  conflictClause(p, node);
  keyTail(p, node);
}

function keyTail(p: Parser, node: Mutable<TableConstraint>): void {
  if (p.at("INCLUDE") && has(p, "index-include")) {
    p.advance();
    node.include = namesInParentheses(p, "column");
  }
  indexParameters(p, node);
  node.options = [...(node.options ?? []), ...indexOptions(p)];
  if (p.word === "ON" && has(p, "filegroups")) {
    p.advance();
    p.anyName();
    if (p.at("(")) {
      skipParentheses(p);
    }
  }
  if (node.options.length === 0) {
    node.options = undefined;
  }
}

function foreignKey(p: Parser, node: Mutable<TableConstraint>): void {
  p.advance();
  p.expect("KEY");
  node.type = "foreign-key";
  acceptIfNotExists(p, "index-if-not-exists-inline");
  if (p.word !== "(" && has(p, "inline-indexes")) {
    const name = objectName(p, "index");
    if (name !== undefined && node.name === undefined) {
      node.name = name;
    }
  }
  node.columns = periodNames(p).map(plainIndexColumn);
  node.references = references(p);
}

function exclusion(p: Parser, node: Mutable<TableConstraint>): void {
  p.advance();
  node.type = "exclude";
  if (p.accept("USING")) {
    node.method = p.expectName();
  }
  node.columns = p.parenthesized((it) =>
    it.list((q) => {
      const column: Mutable<IndexColumn> = indexColumn(q);
      if (q.expect("WITH")) {
        column.operator = operatorText(q);
        column.end = q.lastEnd;
      }
      return column;
    }),
  );
  keyTail(p, node);
  if (p.at("WHERE")) {
    p.advance();
    node.where = p.parenthesized((it) => it.grammar.expression(it));
  }
}

/** An operator, bare or as `OPERATOR(s.+)`. */
function operatorText(p: Parser): string {
  const { start } = p;
  if (p.word === "OPERATOR" && p.peek() === "(") {
    p.advance();
    skipParentheses(p);
  } else if (p.kind === TokenKind.Operator) {
    p.advance();
    while (p.word === ".") {
      p.advance();
      p.advance();
    }
  } else {
    p.expected("an operator");
  }
  return p.text.slice(start, p.lastEnd);
}

/** An index in a table's list, or `undefined` where none begins. */
export function indexElement(p: Parser): IndexElement | undefined {
  if (!has(p, "inline-indexes")) {
    return undefined;
  }
  const { start } = p;
  let type: IndexElement["type"] = "index";
  if (p.word === "FULLTEXT" || p.word === "SPATIAL" || p.word === "VECTOR") {
    if (!p.isReserved(p.pos) && p.peek() !== "INDEX" && p.peek() !== "KEY") {
      return undefined;
    }
    type = p.word === "FULLTEXT" ? "fulltext" : p.word === "SPATIAL" ? "spatial" : "index";
    p.advance();
    p.acceptAny("INDEX", "KEY");
  } else if (p.at("INDEX") || p.at("KEY")) {
    if (!p.isReserved(p.pos) && !startsLooseIndex(p)) {
      return undefined;
    }
    p.advance();
  } else {
    return undefined;
  }
  const node: Mutable<IndexElement> = {
    kind: "index-element",
    start,
    end: start,
    type,
    columns: [],
    options: [],
  };
  acceptIfNotExists(p, "index-if-not-exists-inline");
  if (p.word !== "(" && p.word !== "USING") {
    const name = objectName(p, "index");
    if (name !== undefined) {
      node.name = name;
    }
  }
  indexMethod(p, node);
  if (has(p, "clustered-indexes")) {
    p.accept("UNIQUE");
    p.acceptAny("CLUSTERED", "NONCLUSTERED");
    p.accept("COLUMNSTORE");
  }
  if (p.word === "(" || !has(p, "clustered-indexes")) {
    node.columns = keyColumns(p);
  }
  node.options = indexOptions(p, type);
  if (p.dialect.can("loose-ddl")) {
    while (p.word === "INCLUDE" || p.word === "WHERE" || p.word === "WITH" || p.word === "ON") {
      p.advance();
      if (p.at("(")) {
        skipParentheses(p);
      } else {
        p.grammar.expression(p);
      }
    }
  }
  node.end = p.lastEnd;
  return node;
}

function startsLooseIndex(p: Parser): boolean {
  return (
    p.peekKind(1) === TokenKind.Word &&
    ["(", "UNIQUE", "CLUSTERED", "NONCLUSTERED", "USING"].includes(p.peek(2))
  );
}

function indexMethod(p: Parser, node: { method?: Name | undefined }): void {
  if (has(p, "index-type-first") && (p.at("USING") || p.word === "TYPE") && p.peek() !== "INDEX") {
    p.advance();
    node.method = p.expectName();
  }
}

/** `USING BTREE KEY_BLOCK_SIZE = 8 COMMENT 'x' INVISIBLE` behind an index's columns. */
export function indexOptions(
  p: Parser,
  type?: CreateIndex["type"] | IndexElement["type"],
): Option[] {
  const options: Option[] = [];
  if (!p.dialect.can("index-options")) {
    return options;
  }
  for (;;) {
    const { start } = p;
    if ((p.at("USING") || p.word === "TYPE") && type !== "fulltext" && type !== "spatial") {
      p.advance();
      options.push(option(p, start, "USING", columnOf(p.anyName() ?? p.expectName())));
    } else if (p.accept("KEY_BLOCK_SIZE")) {
      p.accept("=");
      options.push(option(p, start, "KEY_BLOCK_SIZE", numberLiteral(p)));
    } else if (type === "fulltext" && p.acceptAll("WITH", "PARSER")) {
      options.push(option(p, start, "WITH PARSER", columnOf(p.expectName())));
    } else if (p.accept("COMMENT")) {
      options.push(option(p, start, "COMMENT", expectString(p)));
    } else if (
      p.at("VISIBLE") ||
      p.at("INVISIBLE") ||
      p.at("IGNORED") ||
      (p.word === "NOT" && p.peek() === "IGNORED")
    ) {
      if (p.word === "NOT") {
        p.advance();
      }
      const { word } = p;
      const capability = word === "IGNORED" ? "ignored-indexes" : "invisible-index-word";
      p.advance();
      needs(p, capability, since(p, start), `${word} indexes`);
      options.push(option(p, start, word));
    } else if (p.accept("ENGINE_ATTRIBUTE") || p.accept("SECONDARY_ENGINE_ATTRIBUTE")) {
      p.accept("=");
      options.push(option(p, start, "ENGINE_ATTRIBUTE", expectString(p)));
    } else if (p.word === "CLUSTERING" && has(p, "engine-defined-attributes")) {
      p.advance();
      p.accept("=");
      p.anyName();
    } else if (has(p, "engine-defined-attributes") && p.atName() && p.peek() === "=") {
      const name = p.takeName();
      p.advance();
      options.push(option(p, start, name.text.toUpperCase(), optionValue(p)));
    } else {
      return options;
    }
  }
}

// ---------------------------------------------------------------- key columns

/** `(a, b(10), lower(c) COLLATE "C" text_ops DESC NULLS LAST, (d + 1))`. */
export function keyColumns(p: Parser): IndexColumn[] {
  return p.parenthesized((it) => it.list(indexColumn));
}

function plainIndexColumn(name: Name): IndexColumn {
  return { kind: "index-column", start: name.start, end: name.end, expression: columnOf(name) };
}

/** One key column of an index or constraint. */
export function indexColumn(p: Parser): Mutable<IndexColumn> {
  const { start } = p;
  p.slot("column");
  const node: Mutable<IndexColumn> = {
    kind: "index-column",
    start,
    end: start,
    expression: p.missing(),
  };
  keyExpression(p, node);
  if (p.at("COLLATE")) {
    p.advance();
    node.collation = collationName(p);
  }
  const nullsOrder = p.word === "NULLS" && (p.peek() === "FIRST" || p.peek() === "LAST");
  if (has(p, "operator-class") && p.atName() && !nullsOrder && p.word !== "WITHOUT") {
    node.opclass = p.expectQualifiedName();
    if (p.word === "(") {
      optionList(p);
    }
  }
  const direction = p.acceptAny("ASC", "DESC");
  if (direction !== undefined) {
    node.direction = direction;
  }
  if (p.at("NULLS") && (p.peek() === "FIRST" || p.peek() === "LAST")) {
    const at = p.start;
    p.advance();
    node.nulls = p.word === "FIRST" ? "FIRST" : "LAST";
    p.advance();
    needs(p, "index-nulls-order", since(p, at), "NULLS FIRST or LAST in an index");
  }
  if (sees(p, "WITHOUT", "OVERLAPS") && has(p, "temporal-constraints")) {
    p.acceptAll("WITHOUT", "OVERLAPS");
    if (p.word === ",") {
      p.expected(")");
    }
  }
  if (p.accept("AUTOINCREMENT")) {
    needs(p, "autoincrement", since(p, p.lastEnd), "AUTOINCREMENT");
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

function keyExpression(p: Parser, node: Mutable<IndexColumn>): void {
  if (
    p.word === "NULLS" &&
    (p.peek() === "FIRST" || p.peek() === "LAST") &&
    p.dialect.can("operator-class")
  ) {
    p.expected("a column");
    return;
  }
  if (p.dialect.can("index-any-expression")) {
    setExpression(node, p.grammar.expression(p));
    return;
  }
  if (p.word === "(") {
    const { start } = p;
    node.expression = p.parenthesized((it) => it.grammar.expression(it));
    needs(p, "expression-index", since(p, start), "indexes on expressions");
    return;
  }
  if (p.kind === TokenKind.String && p.dialect.can("string-names")) {
    node.expression = columnOf(expectObjectName(p, "column"));
    return;
  }
  if (
    p.atName() &&
    p.peek() === "(" &&
    p.dialect.can("index-prefix-length") &&
    p.peekKind(2) === TokenKind.Number
  ) {
    node.expression = columnOf(p.takeName());
    p.advance();
    node.prefixLength = Number(p.tokenText);
    p.advance();
    p.closeParenthesis();
    return;
  }
  if (p.atName() && p.peek() !== "(" && p.peek() !== ".") {
    const name = p.name("column");
    if (name !== undefined) {
      node.expression = columnOf(name);
    }
    return;
  }
  const expression = primaryExpression(p);
  setExpression(node, expression);
  if (
    expression.kind === "call" &&
    (expression.over ?? expression.filter ?? expression.withinGroup) !== undefined
  ) {
    p.problem("syntax", "A key cannot be an aggregate or a window function.", expression);
  }
  if (
    expression.kind !== "missing" &&
    expression.kind !== "call" &&
    expression.kind !== "cast" &&
    !has(p, "index-any-expression")
  ) {
    refuse(p, expression, "such a key column without parentheses");
  } else {
    needs(p, "expression-index", expression, "indexes on expressions");
  }
}

function setExpression(node: Mutable<IndexColumn>, expression: Expression): void {
  if (expression.kind === "collate") {
    node.expression = expression.operand;
    node.collation = expression.collation;
  } else {
    node.expression = expression;
  }
}

// ---------------------------------------------------------------- sequences

/** `START WITH 1 INCREMENT BY 2 MINVALUE 0 NO CYCLE …`, at least one; stops where none begins. */
export function sequenceOptions(p: Parser, altering = false): Option[] {
  const options: Option[] = [];
  for (;;) {
    const found = sequenceOption(p, altering);
    if (found === undefined) {
      break;
    }
    options.push(found);
    if (p.word === "," && has(p, "sequence-option-commas")) {
      p.advance();
    }
  }
  if (options.length === 0) {
    p.expected("an option of the sequence");
  }
  return options;
}

/** One option of a sequence, or `undefined`. */
export function sequenceOption(p: Parser, altering = false): Option | undefined {
  const { start } = p;
  const numeric = (): Expression => {
    if (has(p, "sequence-option-equals")) {
      p.accept("=");
    }
    return expectNumber(p);
  };
  if (p.accept("AS")) {
    return option(p, start, "AS", expectTypeName(p));
  }
  if (p.accept("START")) {
    p.accept("WITH");
    return option(p, start, "START", numeric());
  }
  if (p.accept("INCREMENT")) {
    p.accept("BY");
    return option(p, start, "INCREMENT", numeric());
  }
  if (p.accept("MINVALUE")) {
    return option(p, start, "MINVALUE", numeric());
  }
  if (p.accept("MAXVALUE")) {
    return option(p, start, "MAXVALUE", numeric());
  }
  if (p.accept("CACHE")) {
    if (has(p, "sequence-cache-optional") && signedNumber(p) === undefined) {
      if (p.accept("=")) {
        expectNumber(p);
      }
      return option(p, start, "CACHE");
    }
    return p.lastEnd > start && p.tokens.kinds[p.pos - 1] === TokenKind.Number
      ? option(p, start, "CACHE")
      : option(p, start, "CACHE", numeric());
  }
  if (p.accept("CYCLE")) {
    return option(p, start, "CYCLE");
  }
  if (p.accept("NO")) {
    const what = p.acceptAny("MINVALUE", "MAXVALUE", "CYCLE", "CACHE", "ORDER");
    if (what === undefined) {
      p.expected("MINVALUE, MAXVALUE or CYCLE");
    } else if ((what === "CACHE" || what === "ORDER") && !has(p, "sequence-no-cache")) {
      refuse(p, since(p, start), `NO ${what}`);
    }
    return option(p, start, `NO ${what ?? ""}`);
  }
  if (has(p, "sequence-no-words")) {
    const word = p.acceptAny("NOCACHE", "NOCYCLE", "NOMAXVALUE", "NOMINVALUE");
    if (word !== undefined) {
      return option(p, start, `NO ${word.slice(2)}`);
    }
  }
  if (p.dialect.can("loose-ddl")) {
    const word = p.acceptAny("ORDER", "NOORDER", "KEEP", "SCALE", "SHARD", "GLOBAL", "SESSION");
    if (word !== undefined) {
      return option(p, start, word);
    }
  }
  if (has(p, "sequence-owned-by")) {
    if (p.acceptAll("OWNED", "BY")) {
      return option(
        p,
        start,
        "OWNED BY",
        p.word === "NONE" ? p.expectQualifiedName() : p.expectQualifiedName("column"),
      );
    }
    if (p.acceptAll("SEQUENCE", "NAME")) {
      return option(p, start, "SEQUENCE NAME", p.expectQualifiedName("sequence"));
    }
    if (p.accept("RESTART")) {
      p.accept("WITH");
      const value = signedNumber(p);
      return option(p, start, "RESTART", value);
    }
    if (p.accept("LOGGED")) {
      return option(p, start, "LOGGED");
    }
    if (p.accept("UNLOGGED")) {
      return option(p, start, "UNLOGGED");
    }
  }
  if (altering && p.dialect.can("sequence-restart") && p.accept("RESTART")) {
    p.accept("WITH");
    p.accept("=");
    return option(p, start, "RESTART", signedNumber(p));
  }
  return undefined;
}

/** A string or a name where either is taken. */
export function stringOrName(p: Parser): Expression {
  return stringLiteral(p) ?? columnOf(p.anyName() ?? p.expectName());
}
