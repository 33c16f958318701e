/**
 * `CREATE TABLE`, `CREATE INDEX` and `CREATE VIEW` of all engines. What stands before the object's
 * word (`OR REPLACE`, `TEMPORARY`, `UNIQUE`, `DEFINER = x`) is read by `create.ts` and handed in.
 */
import type {
  CreateIndex,
  CreateTable,
  CreateView,
  IndexColumn,
  Name,
  NodeBase,
  Option,
  PartitionBy,
} from "./ast.ts";
import type { Modifiers } from "./modifiers.ts";
import type { Parser } from "./parser.ts";
import {
  acceptIfNotExists,
  columnOf,
  expectObjectName,
  expectObjectPath,
  expectSelect,
  expectString,
  genericOptions,
  has,
  namesInParentheses,
  needs,
  numberLiteral,
  option,
  optionList,
  optionValue,
  pathList,
  sees,
  since,
  skipItem,
  skipParentheses,
  skipRest,
  stringLiteral,
  take,
} from "./parts.ts";
import {
  columnConstraints,
  indexColumn,
  indexOptions,
  keyColumns,
  startsTableConstraint,
  tableConstraint,
  tableElements,
} from "./table-element.ts";
import { TokenKind } from "./tokens.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

// ---------------------------------------------------------------- tables

/** `CREATE … TABLE` with the word TABLE consumed. */
export function createTable(p: Parser, start: number, modifiers: Modifiers): CreateTable {
  const ifNotExists = acceptIfNotExists(p);
  const name = expectObjectPath(p, "new-name");
  const node: Mutable<CreateTable> = {
    kind: "create-table",
    start,
    end: start,
    name,
    elements: [],
    options: [],
  };
  if (ifNotExists) {
    node.ifNotExists = true;
  }
  if (modifiers.take("OR REPLACE", "create-or-replace-table", "CREATE OR REPLACE TABLE")) {
    node.orReplace = true;
  }
  if (modifiers.take("TEMPORARY", "temporary-table", "temporary tables")) {
    node.temporary = true;
  }
  if (modifiers.take("UNLOGGED", "unlogged-table", "unlogged tables")) {
    node.unlogged = true;
  }
  if (
    modifiers.take("EXTERNAL", "external-tables", "external tables") ||
    modifiers.take("FOREIGN", "foreign-tables", "foreign tables")
  ) {
    node.external = true;
  }
  if (modifiers.take("VIRTUAL", "virtual-table", "virtual tables")) {
    virtualTable(p, node);
  } else {
    tableBody(p, node);
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

/** `USING module (anything, balanced)`. */
function virtualTable(p: Parser, node: Mutable<CreateTable>): void {
  p.expect("USING");
  const module = expectObjectName(p, "other-name");
  const args = p.word === "(" ? skipParentheses(p) : { start: p.lastEnd, end: p.lastEnd };
  node.virtual = { module, args };
}

function tableBody(p: Parser, node: Mutable<CreateTable>): void {
  if (has(p, "partition-of") && p.acceptAll("PARTITION", "OF")) {
    const parent = expectObjectPath(p, "table");
    if (p.word === "(") {
      typedElements(p, node);
    }
    node.partitionOf = { parent, bound: partitionBound(p) };
  } else if (has(p, "typed-tables") && p.accept("OF")) {
    node.ofType = p.expectQualifiedName("type");
    if (p.word === "(") {
      typedElements(p, node);
    }
  } else if (p.at("LIKE") && has(p, "create-table-like-statement")) {
    p.advance();
    node.like = expectObjectPath(p, "table");
    if (p.dialect.can("loose-ddl")) {
      looseTail(p, node);
    }
    return;
  } else if (p.word === "(" && p.peek() === "LIKE" && has(p, "create-table-like-statement")) {
    p.advance();
    p.advance();
    node.like = expectObjectPath(p, "table");
    p.closeParenthesis();
    return;
  } else if (sees(p, "CLONE") && has(p, "loose-ddl")) {
    p.advance();
    node.like = expectObjectPath(p, "table");
    looseTail(p, node);
    return;
  } else if (p.word === "(" && startsColumnNames(p)) {
    const { start } = p;
    node.elements = namesInParentheses(p, "new-name").map((name) => ({
      kind: "column-definition",
      start: name.start,
      end: name.end,
      name,
      constraints: [],
    }));
    node.elementsRange = since(p, start);
  } else if (p.word === "(" && !startsParenthesizedQuery(p)) {
    const { start } = p;
    node.elements = tableElements(p);
    node.elementsRange = since(p, start);
  } else if (!hasQueryAhead(p)) {
    p.expected(
      has(p, "create-table-like-statement")
        ? "columns in parentheses, LIKE or AS"
        : "columns in parentheses or AS",
    );
    if (!p.dialect.can("loose-ddl")) {
      return;
    }
  }
  if (node.external === true && has(p, "foreign-tables") && !p.dialect.can("loose-ddl")) {
    foreignTail(p, node);
    return;
  }
  tableTail(p, node);
  tableQuery(p, node);
}

/** `(a, b) AS SELECT …`: names without types, where a column needs one. */
function startsColumnNames(p: Parser): boolean {
  return (
    p.dialect.can("storage-parameters") &&
    p.peekKind(1) !== TokenKind.Operator &&
    (p.peek(2) === "," || p.peek(2) === ")")
  );
}

function startsParenthesizedQuery(p: Parser): boolean {
  const next = p.peek();
  return (
    ((next === "SELECT" || next === "WITH" || next === "VALUES" || next === "(") &&
      p.isReserved(p.pos + 1)) ||
    next === "("
  );
}

function hasQueryAhead(p: Parser): boolean {
  if (
    p.dialect.can("storage-parameters") &&
    ["USING", "WITH", "WITHOUT", "ON", "TABLESPACE"].includes(p.word)
  ) {
    return true;
  }
  if (p.dialect.can("table-options") && (p.atEnd || p.word === ";")) {
    return true;
  }
  return p.at("AS") || (has(p, "table-options") && !p.atEnd && p.word !== ";");
}

/** Elements of a typed table or a partition: columns are only named, not typed. */
function typedElements(p: Parser, node: Mutable<CreateTable>): void {
  const { start } = p;
  node.elements = p.parenthesized((it) => it.list(typedElement));
  node.elementsRange = since(p, start);
}

function typedElement(p: Parser): CreateTable["elements"][number] {
  const constraint = startsTableConstraint(p) ? tableConstraint(p) : undefined;
  if (constraint !== undefined) {
    return constraint;
  }
  const { start } = p;
  const name = expectObjectName(p, "column");
  p.acceptAll("WITH", "OPTIONS");
  const constraints = columnConstraints(p);
  return { kind: "column-definition", ...since(p, start), name, constraints };
}

/** `FOR VALUES IN (…)`, `FROM (…) TO (…)`, `WITH (MODULUS …)`, `DEFAULT`. */
export function partitionBound(p: Parser): NodeBase {
  const { start } = p;
  if (p.accept("DEFAULT")) {
    return since(p, start);
  }
  if (!p.expect("FOR") || !p.expect("VALUES")) {
    return since(p, start);
  }
  if (p.accept("IN")) {
    p.parenthesized((it) => it.list((q) => q.grammar.expression(q)));
  } else if (p.accept("FROM")) {
    p.parenthesized((it) => it.list((q) => q.grammar.expression(q)));
    p.expect("TO");
    p.parenthesized((it) => it.list((q) => q.grammar.expression(q)));
  } else if (p.accept("WITH")) {
    const seen = new Set<string>();
    p.parenthesized((it) =>
      it.list((q) => {
        const word = q.anyName();
        const known = word?.text.toUpperCase();
        if (known !== "MODULUS" && known !== "REMAINDER") {
          q.problem("syntax", "Expected MODULUS or REMAINDER.", word);
        }
        seen.add(known ?? "");
        if (numberLiteral(q) === undefined) {
          q.expected("a number");
        }
      }),
    );
    if (seen.size < 2) {
      p.problem("syntax", "Both MODULUS and REMAINDER are wanted.", since(p, start));
    }
  } else {
    p.expected("IN, FROM or WITH");
  }
  return since(p, start);
}

function foreignTail(p: Parser, node: Mutable<CreateTable>): void {
  const options: Option[] = [];
  if (p.at("INHERITS")) {
    p.advance();
    node.inherits = p.parenthesized((it) => pathList(it, "table"));
  }
  const { start } = p;
  p.expect("SERVER");
  options.push(option(p, start, "SERVER", columnOf(p.expectName())));
  if (p.accept("OPTIONS")) {
    options.push(...genericOptions(p));
  }
  node.options = options;
}

function tableTail(p: Parser, node: Mutable<CreateTable>): void {
  const options: Option[] = [];
  if (p.dialect.can("inheritance") && p.at("INHERITS")) {
    p.advance();
    node.inherits = p.parenthesized((it) => pathList(it, "table"));
  }
  if (p.dialect.can("storage-parameters")) {
    storageTail(p, node, options);
  } else if (p.dialect.can("without-rowid")) {
    wordOptions(p, options);
  } else if (p.dialect.can("table-options")) {
    options.push(...tableOptions(p));
    if (p.at("PARTITION")) {
      node.partitionBy = partitionedBy(p);
    }
  }
  node.options = options;
  if (p.dialect.can("loose-ddl")) {
    looseTail(p, node);
  }
}

/** `PARTITION BY … USING am WITH (…) ON COMMIT … TABLESPACE x`, in this order. */
function storageTail(p: Parser, node: Mutable<CreateTable>, options: Option[]): void {
  if (p.at("PARTITION") && p.peek() === "BY") {
    node.partitionBy = partitionKey(p);
  }
  if (p.at("USING")) {
    const { start } = p;
    p.advance();
    options.push(option(p, start, "USING", columnOf(p.expectName())));
  }
  storageOptions(p, options);
}

/** `WITH (…)`, `WITHOUT OIDS`, `ON COMMIT …`, `TABLESPACE x`. */
function storageOptions(p: Parser, options: Option[]): void {
  if (p.at("WITH") && p.peek() === "(") {
    p.advance();
    options.push(...optionList(p));
  } else if (p.at("WITHOUT") && p.peek() === "OIDS") {
    const { start } = p;
    p.acceptAll("WITHOUT", "OIDS");
    options.push(option(p, start, "WITHOUT OIDS"));
  }
  if (p.atAll("ON", "COMMIT")) {
    const { start } = p;
    p.acceptAll("ON", "COMMIT");
    if (p.accept("DROP")) {
      options.push(option(p, start, "ON COMMIT DROP"));
    } else {
      const word = p.acceptAny("PRESERVE", "DELETE");
      if (word === undefined) {
        p.expected("DROP, PRESERVE ROWS or DELETE ROWS");
      } else {
        p.expect("ROWS");
        options.push(option(p, start, `ON COMMIT ${word} ROWS`));
      }
    }
  }
  if (p.at("TABLESPACE")) {
    const { start } = p;
    p.advance();
    options.push(option(p, start, "TABLESPACE", columnOf(p.expectName())));
  }
}

/** `STRICT, WITHOUT ROWID`. */
function wordOptions(p: Parser, options: Option[]): void {
  if (!p.at("WITHOUT") && !p.at("STRICT")) {
    return;
  }
  do {
    const { start } = p;
    if (p.accept("WITHOUT")) {
      if (!p.expect("ROWID")) {
        return;
      }
      options.push(option(p, start, "WITHOUT ROWID"));
    } else if (p.accept("STRICT")) {
      options.push(option(p, start, "STRICT"));
    } else {
      p.expected("STRICT or WITHOUT ROWID");
      return;
    }
  } while (p.accept(","));
}

/** `PARTITION BY RANGE (a, lower(b) COLLATE "C" text_ops)`. */
function partitionKey(p: Parser): PartitionBy {
  const { start } = p;
  p.acceptAll("PARTITION", "BY");
  const method = p.anyName();
  if (method === undefined) {
    p.expected("RANGE, LIST or HASH");
  }
  const word = method?.text.toUpperCase() ?? "";
  if (method !== undefined && !["RANGE", "LIST", "HASH"].includes(word)) {
    p.problem("syntax", `There is no partitioning by ${word}.`, method);
  }
  const columns = keyColumns(p);
  return { kind: "partition-by", ...since(p, start), method: word, columns };
}

/** What is known of no engine in detail: everything up to the query is kept as options. */
function looseTail(p: Parser, node: Mutable<CreateTable>): void {
  const options = [...node.options];
  while (!p.atEnd && p.word !== ";" && !(p.word === "AS" && startsQuery(p.peek()))) {
    const { start } = p;
    if (p.word === "PARTITION" && p.peek() === "BY" && node.partitionBy === undefined) {
      node.partitionBy = loosePartitionBy(p);
      continue;
    }
    if (
      p.word === "SELECT" ||
      (p.word === "WITH" && p.peekKind() === TokenKind.Word && p.peek(2) === "AS")
    ) {
      break;
    }
    const name = p.kind === TokenKind.Word ? p.tokenText.toUpperCase() : "";
    p.advance();
    if (p.word === "(") {
      skipParentheses(p);
    } else if (p.accept("=")) {
      if (p.at("(")) {
        skipParentheses(p);
      } else {
        options.push(option(p, start, name, optionValue(p)));
        continue;
      }
    }
    if (name !== "") {
      options.push(option(p, start, name));
    }
  }
  node.options = options;
}

function startsQuery(word: string): boolean {
  return (
    word === "SELECT" ||
    word === "WITH" ||
    word === "(" ||
    word === "VALUES" ||
    word === "FROM" ||
    word === "TABLE"
  );
}

function loosePartitionBy(p: Parser): PartitionBy {
  const { start } = p;
  p.acceptAll("PARTITION", "BY");
  const method = p.kind === TokenKind.Word && p.peek() === "(" ? p.tokenText.toUpperCase() : "";
  if (["RANGE", "LIST", "HASH"].includes(method)) {
    p.advance();
    const columns: IndexColumn[] = keyColumns(p);
    if (p.word === "(") {
      skipParentheses(p);
    }
    return { kind: "partition-by", ...since(p, start), method, columns };
  }
  const columns = p.list((q) => {
    const at = q.start;
    const expression = q.grammar.expression(q);
    const column: IndexColumn = { kind: "index-column", ...since(q, at), expression };
    return column;
  });
  return { kind: "partition-by", ...since(p, start), method: "", columns };
}

/** `AS query`, `AS EXECUTE x`, `[IGNORE | REPLACE] [AS] query`. */
function tableQuery(p: Parser, node: Mutable<CreateTable>): void {
  if (has(p, "create-table-select-bare")) {
    p.acceptAny("IGNORE", "REPLACE");
  }
  const typed =
    node.elementsRange !== undefined &&
    !isMadeOfQuery(p, node) &&
    !has(p, "create-table-select-bare");
  if (!typed && p.at("AS")) {
    p.advance();
    if (p.at("EXECUTE") && has(p, "create-table-as-execute")) {
      p.advance();
      p.expectName();
      if (p.word === "(") {
        p.parenthesized((it) => it.list((q) => q.grammar.expression(q)));
      }
    } else {
      const query = expectSelect(p);
      if (query !== undefined) {
        node.as = query;
      }
    }
  } else if (has(p, "create-table-select-bare") && startsQuery(p.word) && p.word !== "") {
    node.as = p.grammar.query(p);
  } else {
    if (isMadeOfQuery(p, node)) {
      p.expected("AS");
    }
    return;
  }
  withData(p, "create-table-with-data");
}

/** Without columns that have types, only a query can tell what the table has. */
function isMadeOfQuery(p: Parser, node: CreateTable): boolean {
  if (
    !p.dialect.can("storage-parameters") ||
    node.partitionOf !== undefined ||
    node.ofType !== undefined
  ) {
    return false;
  }
  const [first] = node.elements;
  return node.elementsRange === undefined
    ? p.problems.length === 0
    : first?.kind === "column-definition" &&
        first.type === undefined &&
        first.constraints.length === 0;
}

/** `WITH [NO] DATA`: undefined where it is not said. */
export function withData(p: Parser, capability: string): boolean | undefined {
  if (!has(p, capability)) {
    return undefined;
  }
  if (p.acceptAll("WITH", "NO", "DATA")) {
    return false;
  }
  return p.acceptAll("WITH", "DATA") ? true : undefined;
}

// ---------------------------------------------------------------- ENGINE = x and partitions

/** Options with `[=] number`. */
const NUMBER_OPTIONS = new Set([
  "AUTO_INCREMENT",
  "AVG_ROW_LENGTH",
  "CHECKSUM",
  "TABLE_CHECKSUM",
  "DELAY_KEY_WRITE",
  "KEY_BLOCK_SIZE",
  "MAX_ROWS",
  "MIN_ROWS",
  "PACK_KEYS",
  "STATS_AUTO_RECALC",
  "STATS_PERSISTENT",
  "STATS_SAMPLE_PAGES",
  "PAGE_CHECKSUM",
  "TRANSACTIONAL",
  "AUTOEXTEND_SIZE",
]);
const STRING_OPTIONS = new Set([
  "COMMENT",
  "COMPRESSION",
  "CONNECTION",
  "ENCRYPTION",
  "PASSWORD",
  "ENGINE_ATTRIBUTE",
  "SECONDARY_ENGINE_ATTRIBUTE",
]);
const WORD_OPTIONS = new Set([
  "ENGINE",
  "INSERT_METHOD",
  "ROW_FORMAT",
  "TABLESPACE",
  "SECONDARY_ENGINE",
  "STORAGE",
]);

/** `ENGINE = InnoDB, DEFAULT CHARSET utf8mb4 …`: commas are free. */
export function tableOptions(p: Parser): Option[] {
  const options: Option[] = [];
  for (;;) {
    const found = tableOption(p);
    if (found === undefined) {
      return options;
    }
    options.push(found);
    if (p.word === "," && startsTableOption(p, 1)) {
      p.advance();
    }
  }
}

function startsTableOption(p: Parser, ahead: number): boolean {
  const word = p.peek(ahead);
  return (
    NUMBER_OPTIONS.has(word) ||
    STRING_OPTIONS.has(word) ||
    WORD_OPTIONS.has(word) ||
    ["DEFAULT", "CHARACTER", "CHARSET", "COLLATE", "UNION", "DATA", "INDEX", "START"].includes(
      word,
    ) ||
    (p.dialect.can("engine-defined-attributes") &&
      p.peekKind(ahead) !== TokenKind.Operator &&
      p.peek(ahead + 1) === "=")
  );
}

/** One table option, or `undefined` where none begins. */
export function tableOption(p: Parser): Option | undefined {
  const { start, word } = p;
  if (p.pos === p.probe) {
    for (const it of [...NUMBER_OPTIONS, ...STRING_OPTIONS, ...WORD_OPTIONS]) {
      p.at(it as Parameters<Parser["at"]>[0]);
    }
  }
  if (NUMBER_OPTIONS.has(word)) {
    p.advance();
    p.accept("=");
    if (p.word === "DEFAULT") {
      p.advance();
      return option(p, start, word);
    }
    const value =
      numberLiteral(p) ??
      (word === "TRANSACTIONAL" || word === "AUTOEXTEND_SIZE"
        ? columnOf(p.expectName())
        : undefined);
    if (value === undefined) {
      p.expected("a number");
    }
    return option(p, start, word, value);
  }
  if (STRING_OPTIONS.has(word)) {
    p.advance();
    p.accept("=");
    return option(p, start, word, expectString(p));
  }
  if (WORD_OPTIONS.has(word)) {
    p.advance();
    p.accept("=");
    const text = stringLiteral(p);
    return option(p, start, word, text ?? columnOf(p.anyName() ?? p.expectName()));
  }
  switch (word) {
    case "UNION":
      p.advance();
      p.accept("=");
      p.parenthesized((it) => (it.word === ")" ? [] : pathList(it, "table")));
      return option(p, start, "UNION");
    case "DATA":
    case "INDEX":
      if (p.peek() !== "DIRECTORY") {
        return undefined;
      }
      p.advance();
      p.advance();
      p.accept("=");
      return option(p, start, `${word} DIRECTORY`, expectString(p));
    case "START":
      p.advance();
      p.expect("TRANSACTION");
      return option(p, start, "START TRANSACTION");
    case "WITH":
      if (p.peek() === "SYSTEM" && has(p, "system-versioning")) {
        p.advance();
        p.advance();
        p.expect("VERSIONING");
        return option(p, start, "WITH SYSTEM VERSIONING");
      }
      return undefined;
    default:
      break;
  }
  const charset = charsetOption(p);
  if (charset !== undefined) {
    return charset;
  }
  if (p.dialect.can("engine-defined-attributes") && p.atName() && p.peek() === "=") {
    const name = p.takeName();
    p.advance();
    if (p.accept("DEFAULT")) {
      return option(p, start, name.text.toUpperCase());
    }
    return option(p, start, name.text.toUpperCase(), optionValue(p));
  }
  return undefined;
}

/** `[DEFAULT] CHARACTER SET [=] x`, `[DEFAULT] COLLATE [=] x`. */
export function charsetOption(p: Parser): Option | undefined {
  const { start } = p;
  const ahead = p.word === "DEFAULT" ? 1 : 0;
  const word = ahead === 1 ? p.peek() : p.word;
  if (word === "COLLATE") {
    p.moveTo(p.pos + ahead + 1);
    p.accept("=");
    p.slot("collation");
    return option(
      p,
      start,
      "COLLATE",
      stringLiteral(p) ?? columnOf(p.anyName("collation") ?? p.expectName("collation")),
    );
  }
  if (
    word === "CHARSET" ||
    ((word === "CHARACTER" || word === "CHAR") && p.peek(ahead + 1) === "SET")
  ) {
    p.moveTo(p.pos + ahead + (word === "CHARSET" ? 1 : 2));
    p.accept("=");
    return option(
      p,
      start,
      "CHARSET",
      stringLiteral(p) ?? columnOf(p.anyName("collation") ?? p.expectName("collation")),
    );
  }
  if (ahead === 1 && p.peek() === "ENCRYPTION") {
    p.moveTo(p.pos + 2);
    p.accept("=");
    return option(p, start, "ENCRYPTION", expectString(p));
  }
  return undefined;
}

/** `PARTITION BY [LINEAR] HASH (e) PARTITIONS 4 SUBPARTITION BY … (PARTITION p VALUES LESS THAN (…), …)`. */
export function partitionedBy(p: Parser): PartitionBy {
  const { start } = p;
  p.advance();
  p.expect("BY");
  const node: Mutable<PartitionBy> = {
    kind: "partition-by",
    start,
    end: start,
    method: "",
    columns: [],
  };
  partitionMethod(p, node);
  if (p.accept("PARTITIONS") && numberLiteral(p) === undefined) {
    p.expected("a number");
  }
  if (p.acceptAll("SUBPARTITION", "BY")) {
    const inner: Mutable<PartitionBy> = {
      kind: "partition-by",
      start,
      end: start,
      method: "",
      columns: [],
    };
    partitionMethod(p, inner);
    if (p.accept("SUBPARTITIONS") && numberLiteral(p) === undefined) {
      p.expected("a number");
    }
  }
  if (p.word === "(") {
    node.partitions = p.parenthesized((it) => it.list(partitionDefinition));
  }
  node.end = p.lastEnd;
  return node;
}

function partitionMethod(p: Parser, node: Mutable<PartitionBy>): void {
  const linear = p.accept("LINEAR");
  const method = p.acceptAny("HASH", "KEY", "RANGE", "LIST", "SYSTEM_TIME");
  if (method === undefined) {
    p.expected("HASH, KEY, RANGE or LIST");
    return;
  }
  node.method = linear ? `LINEAR ${method}` : method;
  if (method === "SYSTEM_TIME") {
    if (p.accept("INTERVAL")) {
      p.grammar.expression(p);
      p.anyName();
      if (p.accept("STARTS")) {
        p.grammar.expression(p);
      }
    } else if (p.accept("LIMIT")) {
      numberLiteral(p);
    }
    p.accept("AUTO");
    return;
  }
  if (method === "KEY") {
    if (p.accept("ALGORITHM")) {
      p.accept("=");
      numberLiteral(p);
    }
    node.columns = p.parenthesized((it) => (it.word === ")" ? [] : it.list(partitionColumn)));
    return;
  }
  if ((method === "RANGE" || method === "LIST") && p.accept("COLUMNS")) {
    node.method = `${node.method} COLUMNS`;
    node.columns = p.parenthesized((it) => it.list(partitionColumn));
    return;
  }
  node.columns = p.parenthesized((it) => [partitionExpression(it)]);
}

function partitionColumn(p: Parser): IndexColumn {
  const name = expectObjectName(p, "column");
  return { kind: "index-column", start: name.start, end: name.end, expression: columnOf(name) };
}

function partitionExpression(p: Parser): IndexColumn {
  const { start } = p;
  const expression = p.grammar.expression(p);
  return { kind: "index-column", ...since(p, start), expression };
}

/** `PARTITION p VALUES LESS THAN (10) ENGINE = x (SUBPARTITION s …)`. */
export function partitionDefinition(p: Parser): NodeBase {
  const { start } = p;
  p.expect("PARTITION");
  expectObjectName(p, "new-name");
  if (p.accept("VALUES")) {
    if (p.accept("LESS")) {
      p.expect("THAN");
      if (!p.accept("MAXVALUE")) {
        p.parenthesized((it) => it.list(partitionValue));
      }
    } else {
      p.expect("IN");
      p.parenthesized((it) => it.list(partitionValue));
    }
  } else if (has(p, "system-versioning")) {
    p.acceptAny("HISTORY", "CURRENT", "DEFAULT");
  }
  partitionOptions(p);
  if (p.word === "(") {
    p.parenthesized((it) =>
      it.list((q) => {
        q.expect("SUBPARTITION");
        if (q.kind === TokenKind.String) {
          q.advance();
        } else {
          expectObjectName(q, "new-name");
        }
        partitionOptions(q);
      }),
    );
  }
  return since(p, start);
}

function partitionValue(p: Parser): void {
  if (p.accept("MAXVALUE") || p.accept("DEFAULT")) {
    return;
  }
  if (p.word === "(") {
    p.parenthesized((it) => it.list(partitionValue));
    return;
  }
  p.grammar.expression(p);
}

function partitionOptions(p: Parser): void {
  for (;;) {
    if (p.word === "STORAGE" && p.peek() === "ENGINE") {
      p.advance();
    }
    if (p.accept("NODEGROUP")) {
      p.accept("=");
      numberLiteral(p);
    } else if (tableOption(p) === undefined) {
      return;
    }
  }
}

// ---------------------------------------------------------------- indexes

/** `CREATE … INDEX` with the word INDEX consumed. */
export function createIndex(p: Parser, start: number, modifiers: Modifiers): CreateIndex {
  const node: Mutable<CreateIndex> = {
    kind: "create-index",
    start,
    end: start,
    unique: modifiers.take("UNIQUE", "unique-index", "unique indexes"),
    table: { kind: "qualified-name", start, end: start, parts: [] },
    columns: [],
    options: [],
  };
  indexModifiers(node, modifiers);
  if (take(p, "index-concurrently", "CREATE INDEX CONCURRENTLY", "CONCURRENTLY")) {
    node.concurrently = true;
  }
  if (acceptIfNotExists(p, "index-if-not-exists")) {
    node.ifNotExists = true;
  }
  if (!(p.word === "ON" && has(p, "unnamed-indexes") && node.ifNotExists !== true)) {
    node.name = expectObjectPath(p, "new-name");
    if (node.name.parts.length > 1) {
      needs(p, "qualified-index-names", node.name, "index names with a schema");
    }
  }
  if (has(p, "index-type-first") && p.at("USING") && takesMethod(node)) {
    p.advance();
    node.method = p.expectName();
  }
  p.expect("ON");
  if (take(p, "create-index-only", "ON ONLY", "ONLY")) {
    node.only = true;
  }
  node.table = expectObjectPath(p, "table");
  if (node.table.parts.length > 1 && p.dialect.can("index-table-unqualified")) {
    p.problem("syntax", "The index has the schema, not its table.", node.table);
  }
  if (has(p, "index-methods") && p.accept("USING")) {
    node.method = p.expectName();
  }
  node.columns = keyColumns(p);
  if (p.dialect.can("alter-wait") && p.acceptAny("WAIT", "NOWAIT") === "WAIT") {
    numberLiteral(p);
  }
  indexTail(p, node);
  node.end = Math.max(p.lastEnd, start);
  return node;
}

/** A full-text or spatial index has its own method. */
function takesMethod(node: CreateIndex): boolean {
  return node.type !== "fulltext" && node.type !== "spatial";
}

function indexModifiers(node: Mutable<CreateIndex>, modifiers: Modifiers): void {
  if (modifiers.take("FULLTEXT", "fulltext-index", "FULLTEXT indexes")) {
    node.type = "fulltext";
  } else if (modifiers.take("SPATIAL", "spatial-index", "SPATIAL indexes")) {
    node.type = "spatial";
  } else if (modifiers.take("CLUSTERED", "clustered-indexes", "CLUSTERED indexes")) {
    node.type = "clustered";
  } else if (modifiers.take("NONCLUSTERED", "clustered-indexes", "NONCLUSTERED indexes")) {
    node.type = "nonclustered";
  } else if (modifiers.take("BITMAP", "bitmap-indexes", "BITMAP indexes")) {
    node.type = "bitmap";
  }
  if (modifiers.take("OR REPLACE", "create-or-replace-index", "CREATE OR REPLACE INDEX")) {
    node.orReplace = true;
  }
  modifiers.take("VECTOR", "vector-indexes", "VECTOR indexes");
  modifiers.take("ONLINE", "online-offline-index", "ONLINE here");
}

function indexTail(p: Parser, node: Mutable<CreateIndex>): void {
  const options: Option[] = [];
  if (has(p, "index-include") && p.at("INCLUDE")) {
    p.advance();
    node.include = p
      .parenthesized((it) => it.list(indexColumn))
      .flatMap(({ expression }) =>
        expression.kind === "column" ? expression.parts.slice(0, 1) : [],
      );
  }
  if (take(p, "nulls-not-distinct", "NULLS NOT DISTINCT", "NULLS", "NOT", "DISTINCT")) {
    node.nullsNotDistinct = true;
  } else {
    take(p, "nulls-not-distinct", "NULLS DISTINCT", "NULLS", "DISTINCT");
  }
  if (p.dialect.can("storage-parameters")) {
    storageOptions(p, options);
  }
  options.push(...indexOptions(p, node.type));
  if (has(p, "partial-index") && p.at("WHERE")) {
    const { start } = p;
    p.advance();
    const condition = p.grammar.expression(p);
    node.where = { kind: "where", ...since(p, start), condition };
  }
  options.push(...lockOptions(p));
  node.options = options;
  if (p.dialect.can("loose-ddl")) {
    skipRest(p);
  }
}

/** `ALGORITHM = INPLACE LOCK = NONE WAIT 3`. */
export function lockOptions(p: Parser): Option[] {
  const options: Option[] = [];
  if (!p.dialect.can("online-ddl")) {
    return options;
  }
  for (;;) {
    const { start } = p;
    if (p.at("ALGORITHM") || p.at("LOCK")) {
      const { word } = p;
      p.advance();
      p.accept("=");
      const value = p.accept("DEFAULT") ? undefined : columnOf(p.expectName());
      options.push(option(p, start, word, value));
    } else {
      return options;
    }
  }
}

// ---------------------------------------------------------------- views

/** `CREATE … VIEW` with the word VIEW consumed. */
export function createView(p: Parser, start: number, modifiers: Modifiers): CreateView {
  const materialized = modifiers.take("MATERIALIZED", "materialized-view", "materialized views");
  const node: Mutable<CreateView> = {
    kind: "create-view",
    start,
    end: start,
    materialized,
    name: { kind: "qualified-name", start, end: start, parts: [] },
    options: [],
  };
  viewModifiers(node, modifiers);
  if (acceptIfNotExists(p, materialized ? "if-not-exists" : "create-view-if-not-exists")) {
    node.ifNotExists = true;
  }
  node.name = expectObjectPath(p, "new-name");
  const options: Option[] = [];
  if (p.word === "(") {
    node.columns = viewColumns(p);
  } else if (node.recursive === true) {
    p.expected("(");
  }
  if (materialized && p.dialect.can("storage-parameters") && p.at("USING")) {
    const at = p.start;
    p.advance();
    options.push(option(p, at, "USING", columnOf(p.expectName())));
  }
  if (p.at("WITH") && p.peek() === "(" && has(p, "view-options")) {
    p.advance();
    options.push(...optionList(p));
  }
  if (materialized && p.dialect.can("storage-parameters") && p.at("TABLESPACE")) {
    const at = p.start;
    p.advance();
    options.push(option(p, at, "TABLESPACE", columnOf(p.expectName())));
  }
  if (p.dialect.can("loose-ddl")) {
    while (!p.atEnd && p.word !== "AS" && p.word !== ";") {
      if (p.word === "(") {
        skipParentheses(p);
      } else {
        p.advance();
      }
    }
  }
  node.options = options;
  if (p.expect("AS")) {
    const query = expectSelect(p);
    if (query !== undefined) {
      node.query = query;
    }
    viewTail(p, node);
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

function viewModifiers(node: Mutable<CreateView>, modifiers: Modifiers): void {
  const replaceable = node.materialized
    ? "create-or-replace-materialized-view"
    : "create-or-replace-view";
  if (modifiers.take("OR REPLACE", replaceable, "CREATE OR REPLACE of such a view")) {
    node.orReplace = true;
  }
  modifiers.take("OR ALTER", "create-or-alter", "CREATE OR ALTER");
  if (modifiers.take("TEMPORARY", "temporary-views", "temporary views")) {
    node.temporary = true;
  }
  if (modifiers.take("RECURSIVE", "recursive-views", "recursive views")) {
    node.recursive = true;
  }
  modifiers.take("UNLOGGED", "unlogged-table", "unlogged views");
  modifiers.take("ALGORITHM", "view-algorithm", "ALGORITHM of a view");
  modifiers.take("DEFINER", "definer", "DEFINER");
  modifiers.take("SQL SECURITY", "sql-security", "SQL SECURITY");
  modifiers.take("FORCE", "force-views", "FORCE views");
  modifiers.take("EDITIONABLE", "force-views", "EDITIONABLE views");
  modifiers.take("SECURE", "secure-views", "SECURE views");
}

function viewColumns(p: Parser): Name[] {
  if (!p.dialect.can("loose-ddl")) {
    return namesInParentheses(p, "new-name");
  }
  return p.parenthesized((it) =>
    it.list((q) => {
      const name = expectObjectName(q, "new-name");
      skipItem(q);
      return name;
    }),
  );
}

function viewTail(p: Parser, node: Mutable<CreateView>): void {
  if (p.at("WITH") && has(p, "view-check-option") && !node.materialized) {
    const scope = p.peek() === "LOCAL" || p.peek() === "CASCADED" ? p.peek() : "";
    if (p.peek(scope === "" ? 1 : 2) === "CHECK") {
      p.advance();
      if (scope !== "") {
        p.advance();
      }
      p.advance();
      p.expect("OPTION");
      node.checkOption =
        scope === "LOCAL" ? "LOCAL" : scope === "CASCADED" ? "CASCADED" : "DEFAULT";
    } else if (p.dialect.can("loose-ddl")) {
      skipRest(p);
    }
  }
  if (node.materialized) {
    const data = withData(p, "create-table-with-data");
    if (data !== undefined) {
      node.withData = data;
    }
  }
  if (p.dialect.can("loose-ddl") && p.word === "WITH") {
    skipRest(p);
  }
}
