/**
 * `ALTER TABLE` of all engines, and `ALTER VIEW`, `INDEX`, `SEQUENCE`, `MATERIALIZED VIEW` and
 * `FOREIGN TABLE` where they take the actions of a table.
 */
import type { AlterAction, AlterTable, Name, Option, QualifiedName } from "./ast.ts";
import {
  charsetOption,
  partitionBound,
  partitionDefinition,
  partitionedBy,
  tableOption,
} from "./ddl.ts";
import type { Parser } from "./parser.ts";
import {
  acceptIfExists,
  acceptIfNotExists,
  expectNumber,
  expectObjectName,
  expectObjectPath,
  genericOptions,
  has,
  nameList,
  namesInParentheses,
  needs,
  option,
  optionList,
  roleName,
  signedNumber,
  since,
  skipItem,
  skipParentheses,
  skipRest,
  stringLiteral,
} from "./parts.ts";
import {
  columnConstraints,
  columnDefinition,
  defaultExpression,
  indexElement,
  keyColumns,
  sequenceOption,
  sequenceOptions,
  startsTableConstraint,
  tableConstraint,
} from "./table-element.ts";
import { TokenKind } from "./tokens.ts";
import { expectTypeName } from "./type-name.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Action = Mutable<AlterAction>;

/** The rest of `ALTER <object>`, its words being consumed. */
export function alterTable(p: Parser, start: number, object: AlterTable["object"]): AlterTable {
  const node: Mutable<AlterTable> = {
    kind: "alter-table",
    start,
    end: start,
    object,
    name: { kind: "qualified-name", start, end: start, parts: [] },
    actions: [],
  };
  if (acceptIfExists(p, "alter-table-if-exists")) {
    node.ifExists = true;
  }
  if (object === "index" && p.word === "ALL" && has(p, "loose-ddl")) {
    const all = p.takeName();
    node.name = { kind: "qualified-name", start: all.start, end: all.end, parts: [all] };
  } else if (has(p, "inheritance") && p.accept("ONLY")) {
    node.only = true;
    if (p.word === "(") {
      p.advance();
      node.name = expectObjectPath(p, SLOTS[object]);
      p.expect(")");
    } else {
      node.name = expectObjectPath(p, SLOTS[object]);
    }
  } else {
    node.name = expectObjectPath(p, SLOTS[object]);
    if (has(p, "inheritance")) {
      p.accept("*");
    }
  }
  if (p.dialect.can("alter-wait") && p.acceptAny("WAIT", "NOWAIT") === "WAIT") {
    expectNumber(p);
  }
  node.actions = alterActions(p, object);
  node.end = Math.max(p.lastEnd, start);
  return node;
}

const SLOTS = {
  table: "table",
  view: "view",
  "materialized-view": "view",
  index: "index",
  sequence: "sequence",
  "foreign-table": "table",
} as const;

function alterActions(p: Parser, object: AlterTable["object"]): AlterAction[] {
  const actions: AlterAction[] = [];
  if (p.dialect.can("alter-table-no-action") && (p.atEnd || p.word === ";")) {
    return actions;
  }
  for (;;) {
    const { start, pos } = p;
    const action: Action = { kind: "alter-action", start, end: start, type: "other" };
    alterAction(p, action, object);
    action.end = Math.max(p.lastEnd, start);
    if (p.pos === pos) {
      if (!p.atEnd && p.word !== ";") {
        skipItem(p);
      }
    }
    actions.push(action);
    if (p.dialect.can("partition-maintenance") && p.at("PARTITION") && p.peek() === "BY") {
      const at = p.start;
      partitionedBy(p);
      actions.push({ kind: "alter-action", ...since(p, at), type: "partition-by" });
      break;
    }
    if (p.dialect.can("partition-maintenance") && p.at("REMOVE")) {
      const at = p.start;
      p.acceptAll("REMOVE", "PARTITIONING");
      actions.push({ kind: "alter-action", ...since(p, at), type: "partition", value: "REMOVE" });
      break;
    }
    if (p.word !== ",") {
      if (p.dialect.can("alter-actions-without-commas") && ACTION_WORDS.has(p.word)) {
        continue;
      }
      break;
    }
    const comma = { start: p.start, end: p.end };
    p.advance();
    needs(p, "alter-multiple-actions", comma, "several changes in one ALTER");
  }
  if (p.dialect.can("loose-ddl")) {
    skipRest(p);
  } else if (p.dialect.can("inheritance") && actions.length > 1) {
    const alone = actions.find((it) => ALONE.has(it.type));
    if (alone !== undefined) {
      p.problem("syntax", "This change stands alone, not among others.", alone);
    }
  }
  return actions;
}

/** Changes that are a statement of their own where tables inherit. */
const ALONE = new Set<AlterAction["type"]>([
  "rename-table",
  "rename-column",
  "rename-constraint",
  "set-schema",
  "attach-partition",
  "detach-partition",
]);

const ACTION_WORDS = new Set(["ADD", "DROP", "ALTER", "MODIFY", "RENAME", "SET"]);

function alterAction(p: Parser, action: Action, object: AlterTable["object"]): void {
  switch (p.word) {
    case "ADD":
      p.advance();
      add(p, action);
      return;
    case "DROP":
      p.advance();
      drop(p, action);
      return;
    case "RENAME":
      p.advance();
      rename(p, action);
      return;
    case "ALTER":
      if (!has(p, "alter-column-set-default") && !has(p, "alter-check-only")) {
        break;
      }
      p.advance();
      alter(p, action);
      return;
    default:
      break;
  }
  noteWords(p);
  if (p.dialect.can("inheritance") && inheritanceAction(p, action, object)) {
    return;
  }
  if (p.dialect.can("alter-change-column") && columnAction(p, action)) {
    return;
  }
  if (p.dialect.can("partition-maintenance") && partitionAction(p, action)) {
    return;
  }
  if (p.dialect.can("table-options") && optionAction(p, action)) {
    return;
  }
  if (has(p, "sequence-owned-by") && object === "sequence") {
    const options = sequenceOptions(p);
    action.type = "set-options";
    action.options = options;
    return;
  }
  if (p.dialect.can("loose-ddl")) {
    looseAction(p, action);
    return;
  }
  p.expected("a change");
}

/** What an action may begin with, for completion. */
function noteWords(p: Parser): void {
  p.at("ADD");
  p.at("DROP");
  p.at("RENAME");
  if (has(p, "alter-column-set-default")) {
    p.at("ALTER");
  }
}

// ---------------------------------------------------------------- ADD

function add(p: Parser, action: Action): void {
  if (p.dialect.can("partition-maintenance") && p.at("PARTITION")) {
    p.advance();
    action.type = "add-partition";
    if (acceptIfNotExists(p, "partition-if-exists")) {
      action.ifNotExists = true;
    }
    binlog(p);
    if (p.accept("PARTITIONS")) {
      expectNumber(p);
    } else if (p.word === "(") {
      p.parenthesized((it) => it.list(partitionDefinition));
    }
    return;
  }
  if (has(p, "loose-ddl") && addDefault(p, action)) {
    return;
  }
  if (startsTableConstraint(p)) {
    addConstraint(p, action);
    return;
  }
  if (p.dialect.can("system-versioning") && p.acceptAll("SYSTEM", "VERSIONING")) {
    action.type = "add-system-versioning";
    return;
  }
  if (p.word === "PERIOD" && p.peek() === "FOR" && has(p, "periods")) {
    p.acceptAll("PERIOD", "FOR");
    p.anyName();
    keyColumns(p);
    return;
  }
  const index = indexElement(p);
  if (index !== undefined) {
    action.type = "add-index";
    action.index = index;
    return;
  }
  addColumn(p, action);
}

/** `ADD [CONSTRAINT c] DEFAULT value FOR column`: a default that has a name. */
function addDefault(p: Parser, action: Action): boolean {
  const ahead = p.word === "CONSTRAINT" ? 2 : 0;
  if ((ahead === 0 ? p.word : p.peek(ahead)) !== "DEFAULT") {
    return false;
  }
  if (p.accept("CONSTRAINT")) {
    action.name = expectObjectName(p, "constraint");
  }
  p.advance();
  action.type = "set-default";
  action.expression = p.grammar.expression(p);
  if (p.expect("FOR")) {
    action.column = expectObjectName(p, "column");
  }
  return true;
}

function addConstraint(p: Parser, action: Action): void {
  const { start } = p;
  const constraint = tableConstraint(p);
  if (
    p.dialect.can("alter-check-only") &&
    constraint !== undefined &&
    !(constraint.kind === "table-constraint" && constraint.type === "check")
  ) {
    p.problem("syntax", "Only a CHECK can be added to a table.", constraint);
  }
  needs(p, "alter-add-constraint", since(p, start), "ALTER TABLE … ADD CONSTRAINT");
  if (constraint?.kind === "table-constraint") {
    action.type = "add-constraint";
    action.constraint = constraint;
  } else if (constraint !== undefined) {
    action.type = "add-index";
    action.index = constraint;
  }
}

function addColumn(p: Parser, action: Action): void {
  action.type = "add-column";
  p.accept("COLUMN");
  if (acceptIfNotExists(p, "add-column-if-not-exists")) {
    action.ifNotExists = true;
  }
  if (p.word === "(" && has(p, "add-columns-in-parentheses")) {
    const columns = p.parenthesized((it) =>
      it.list((q) => {
        if (startsTableConstraint(q)) {
          tableConstraint(q);
          return undefined;
        }
        return indexElement(q) === undefined ? columnDefinition(q) : undefined;
      }),
    );
    const first = columns.find((it) => it !== undefined);
    if (first !== undefined) {
      action.definition = first;
      action.column = first.name;
    }
    if (columns.length > 1) {
      action.definitions = columns.filter((it) => it !== undefined);
    }
    return;
  }
  const definition = columnDefinition(p);
  action.definition = definition;
  action.column = definition.name;
  position(p, action);
}

function position(p: Parser, action: Action): void {
  if (!has(p, "column-position")) {
    return;
  }
  if (p.accept("FIRST")) {
    action.position = "first";
  } else if (p.accept("AFTER")) {
    action.position = expectObjectName(p, "column");
  }
}

function binlog(p: Parser): void {
  if (p.dialect.can("partition-maintenance")) {
    p.acceptAny("NO_WRITE_TO_BINLOG", "LOCAL");
  }
}

// ---------------------------------------------------------------- DROP

function drop(p: Parser, action: Action): void {
  const { start } = p;
  if (p.dialect.can("partition-maintenance") && p.accept("PARTITION")) {
    action.type = "drop-partition";
    acceptIfExists(p, "partition-if-exists");
    action.name = expectObjectName(p, "other-name");
    while (p.accept(",")) {
      expectObjectName(p, "other-name");
    }
    return;
  }
  if (p.dialect.can("system-versioning") && p.acceptAll("SYSTEM", "VERSIONING")) {
    action.type = "drop-system-versioning";
    return;
  }
  if (p.word === "PERIOD" && p.peek() === "FOR" && has(p, "periods")) {
    p.acceptAll("PERIOD", "FOR");
    p.anyName();
    return;
  }
  if (p.at("CONSTRAINT")) {
    p.advance();
    action.type = "drop-constraint";
    dropNamed(p, action, "constraint");
    needs(p, "alter-add-constraint", since(p, start), "ALTER TABLE … DROP CONSTRAINT");
    return;
  }
  if (p.dialect.can("drop-key")) {
    if (p.acceptAll("PRIMARY", "KEY")) {
      action.type = "drop-primary-key";
      return;
    }
    if (p.acceptAll("FOREIGN", "KEY")) {
      action.type = "drop-foreign-key";
      dropNamed(p, action, "constraint");
      return;
    }
    if (p.at("INDEX") || p.at("KEY")) {
      p.advance();
      action.type = "drop-index";
      dropNamed(p, action, "index");
      return;
    }
    if (p.dialect.can("drop-check") && p.accept("CHECK")) {
      action.type = "drop-check";
      dropNamed(p, action, "constraint");
      return;
    }
  }
  p.accept("COLUMN");
  action.type = "drop-column";
  if (acceptIfExists(p, "drop-column-if-exists")) {
    action.ifExists = true;
  }
  if (p.word === "(" && has(p, "add-columns-in-parentheses")) {
    action.column = namesInParentheses(p, "column")[0];
  } else {
    action.column = expectObjectName(p, "column");
  }
  behavior(p, action, "drop-column-behavior");
}

function dropNamed(p: Parser, action: Action, slot: "constraint" | "index"): void {
  if (acceptIfExists(p, "drop-constraint-if-exists")) {
    action.ifExists = true;
  }
  action.name = expectObjectName(p, slot);
  behavior(p, action, "drop-constraint-behavior");
}

function behavior(p: Parser, action: Action, capability: string): void {
  if (!has(p, capability)) {
    return;
  }
  if (p.accept("CASCADE")) {
    action.cascade = true;
    if (p.dialect.can("loose-ddl")) {
      p.accept("CONSTRAINTS");
    }
  } else if (p.accept("RESTRICT")) {
    action.restrict = true;
  }
}

// ---------------------------------------------------------------- RENAME

function rename(p: Parser, action: Action): void {
  if (p.at("TO") || (p.at("AS") && has(p, "rename-table-as"))) {
    p.advance();
    action.type = "rename-table";
    action.newName = newPath(p);
    return;
  }
  if (p.dialect.can("rename-index-action") && (p.at("INDEX") || p.at("KEY"))) {
    p.advance();
    action.type = "rename-index";
    acceptIfExists(p, "drop-constraint-if-exists");
    renamePair(p, action, "index");
    return;
  }
  if (has(p, "rename-constraint") && p.at("CONSTRAINT")) {
    p.advance();
    action.type = "rename-constraint";
    renamePair(p, action, "constraint");
    return;
  }
  const column = p.accept("COLUMN");
  if (column || has(p, "rename-column-without-word")) {
    action.type = "rename-column";
    if (column) {
      acceptIfExists(p, "rename-if-exists");
    }
    if (
      !column &&
      has(p, "rename-table-bare") &&
      (p.peekKind() === TokenKind.End || p.peek() === "." || p.peek() === "," || p.peek() === ";")
    ) {
      action.type = "rename-table";
      action.newName = newPath(p);
      return;
    }
    const name = expectObjectName(p, "column");
    action.name = name;
    action.column = name;
    p.expect("TO");
    action.newName = single(expectObjectName(p, "new-name"));
    return;
  }
  if (has(p, "rename-table-bare")) {
    p.accept("=");
    action.type = "rename-table";
    action.newName = newPath(p);
    return;
  }
  p.expected("TO or COLUMN");
}

function newPath(p: Parser): QualifiedName {
  return has(p, "rename-table-qualified")
    ? expectObjectPath(p, "new-name")
    : single(expectObjectName(p, "new-name"));
}

function renamePair(p: Parser, action: Action, slot: "index" | "constraint"): void {
  action.name = expectObjectName(p, slot);
  p.expect("TO");
  action.newName = single(expectObjectName(p, "new-name"));
}

function single(name: Name): QualifiedName {
  return { kind: "qualified-name", start: name.start, end: name.end, parts: [name] };
}

// ---------------------------------------------------------------- ALTER

function alter(p: Parser, action: Action): void {
  const { start } = p;
  if (p.at("CONSTRAINT") && has(p, "alter-constraint")) {
    p.advance();
    alterConstraint(p, action);
    return;
  }
  if (p.dialect.can("drop-key") && (p.at("INDEX") || p.at("KEY") || p.at("CHECK"))) {
    const { word } = p;
    p.advance();
    action.type = word === "CHECK" ? "alter-constraint" : "alter-index";
    acceptIfExists(p, "drop-constraint-if-exists");
    action.name = expectObjectName(p, "index");
    const not = p.accept("NOT");
    const state = p.acceptAny("VISIBLE", "INVISIBLE", "IGNORED", "ENFORCED");
    if (state === undefined) {
      p.expected(p.dialect.can("ignored-indexes") ? "IGNORED" : "VISIBLE or INVISIBLE");
    } else {
      needs(
        p,
        state === "IGNORED"
          ? "ignored-indexes"
          : state === "ENFORCED"
            ? "constraint-not-enforced"
            : "invisible-index-word",
        since(p, start),
        `ALTER ${word} … ${state}`,
      );
      action.value = not ? `NOT ${state}` : state;
    }
    return;
  }
  p.accept("COLUMN");
  acceptIfExists(p, "alter-column-if-exists");
  if (p.kind === TokenKind.Number && has(p, "inheritance")) {
    p.advance();
  } else {
    action.column = expectObjectName(p, "column");
  }
  alterColumn(p, action);
}

function alterConstraint(p: Parser, action: Action): void {
  action.type = "alter-constraint";
  action.name = expectObjectName(p, "constraint");
  let found = false;
  for (;;) {
    if (
      p.acceptAll("NOT", "DEFERRABLE") ||
      p.accept("DEFERRABLE") ||
      p.acceptAll("INITIALLY", "DEFERRED") ||
      p.acceptAll("INITIALLY", "IMMEDIATE") ||
      p.acceptAll("NO", "INHERIT") ||
      p.acceptAll("NOT", "ENFORCED") ||
      p.accept("ENFORCED") ||
      p.accept("INHERIT")
    ) {
      found = true;
    } else {
      break;
    }
  }
  if (!found && !p.dialect.can("alter-constraint-empty")) {
    p.expected("what to change");
  }
}

function alterColumn(p: Parser, action: Action): void {
  if (has(p, "alter-column-set-default") && p.acceptAll("SET", "DEFAULT")) {
    action.type = "set-default";
    action.expression = has(p, "default-any-expression")
      ? p.grammar.expression(p)
      : defaultExpression(p);
    return;
  }
  if (has(p, "alter-column-set-default") && p.acceptAll("DROP", "DEFAULT")) {
    action.type = "drop-default";
    return;
  }
  if (
    p.dialect.can("alter-change-column") &&
    p.at("SET") &&
    (p.peek() === "VISIBLE" || p.peek() === "INVISIBLE")
  ) {
    p.advance();
    needs(p, "invisible-index-word", { start: p.start, end: p.end }, "SET VISIBLE");
    p.advance();
    return;
  }
  if (has(p, "alter-column-type") && alterColumnType(p, action)) {
    return;
  }
  if (p.dialect.can("alter-check-only")) {
    if (p.acceptAll("SET", "NOT", "NULL")) {
      action.type = "set-not-null";
      if (p.acceptAll("ON", "CONFLICT")) {
        p.acceptAny("ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE");
      }
      return;
    }
    if (p.acceptAll("DROP", "NOT", "NULL")) {
      action.type = "drop-not-null";
      return;
    }
  }
  p.expected("SET or DROP");
}

function alterColumnType(p: Parser, action: Action): boolean {
  if (p.acceptAll("SET", "NOT", "NULL")) {
    action.type = "set-not-null";
    return true;
  }
  if (p.acceptAll("DROP", "NOT", "NULL")) {
    action.type = "drop-not-null";
    return true;
  }
  if (p.acceptAll("SET", "DATA", "TYPE") || p.accept("TYPE")) {
    columnType(p, action);
    return true;
  }
  if (p.acceptAll("SET", "EXPRESSION")) {
    p.expect("AS");
    action.expression = p.parenthesized((it) => it.grammar.expression(it));
    action.type = "set-generated";
    return true;
  }
  if (p.acceptAll("DROP", "EXPRESSION")) {
    action.type = "drop-expression";
    action.ifExists = acceptIfExists(p);
    return true;
  }
  if (p.acceptAll("SET", "STATISTICS")) {
    action.type = "set-statistics";
    if (!p.accept("DEFAULT")) {
      expectNumber(p);
    }
    return true;
  }
  if (p.acceptAll("SET", "STORAGE")) {
    action.type = "set-storage";
    action.value = (p.anyName() ?? p.expectName()).text.toUpperCase();
    return true;
  }
  if (p.acceptAll("SET", "COMPRESSION")) {
    action.type = "set-compression";
    action.value = (p.anyName() ?? p.expectName()).text.toUpperCase();
    return true;
  }
  if (p.at("SET") && p.peek() === "(") {
    p.advance();
    action.type = "set-options";
    action.options = optionList(p);
    return true;
  }
  if (p.at("RESET") && p.peek() === "(") {
    p.advance();
    action.type = "reset-options";
    action.options = optionList(p);
    return true;
  }
  if (p.acceptAll("ADD", "GENERATED")) {
    action.type = "set-identity";
    if (p.acceptAll("BY", "DEFAULT")) {
      action.value = "BY DEFAULT";
    } else {
      p.expect("ALWAYS");
    }
    p.expect("AS");
    p.expect("IDENTITY");
    if (p.word === "(") {
      action.options = p.parenthesized((it) => sequenceOptions(it));
    }
    return true;
  }
  if (p.acceptAll("DROP", "IDENTITY")) {
    action.type = "drop-identity";
    action.ifExists = acceptIfExists(p);
    return true;
  }
  if (p.at("SET") || p.at("RESTART")) {
    return identityOptions(p, action);
  }
  if (p.word === "OPTIONS" && p.peek() === "(") {
    p.advance();
    action.type = "set-options";
    action.options = genericOptions(p, true);
    return true;
  }
  if (p.dialect.can("alter-column-bare-type") && p.kind === TokenKind.Word) {
    columnType(p, action);
    columnConstraints(p);
    return true;
  }
  return false;
}

function columnType(p: Parser, action: Action): void {
  action.type = "alter-column-type";
  action.columnType = expectTypeName(p);
  if (p.accept("COLLATE")) {
    p.expectQualifiedName("collation");
  }
  if (has(p, "alter-type-using") && p.accept("USING")) {
    action.using = p.grammar.expression(p);
  }
}

/** `RESTART`, `SET CACHE 5`, `SET GENERATED ALWAYS`: one or more. */
function identityOptions(p: Parser, action: Action): boolean {
  const options: Option[] = [];
  for (;;) {
    const { start } = p;
    if (p.accept("RESTART")) {
      p.accept("WITH");
      options.push(option(p, start, "RESTART", signedNumber(p)));
    } else if (p.at("SET")) {
      p.advance();
      if (p.accept("GENERATED")) {
        if (!p.acceptAll("BY", "DEFAULT")) {
          p.expect("ALWAYS");
        }
        options.push(option(p, start, "GENERATED"));
      } else {
        const found = sequenceOption(p);
        if (found === undefined) {
          p.expected("what to set");
          break;
        }
        options.push(found);
      }
    } else {
      break;
    }
  }
  action.type = "set-identity";
  action.options = options;
  return true;
}

// ---------------------------------------------------------------- actions of an engine with inheritance

function inheritanceAction(p: Parser, action: Action, object: AlterTable["object"]): boolean {
  switch (p.word) {
    case "VALIDATE":
      p.advance();
      p.expect("CONSTRAINT");
      action.type = "validate-constraint";
      action.name = expectObjectName(p, "constraint");
      return true;
    case "OWNER":
      p.advance();
      p.expect("TO");
      action.type = "owner";
      action.name = roleName(p);
      return true;
    case "SET":
      return setAction(p, action);
    case "RESET":
      p.advance();
      action.type = "reset-options";
      action.options = optionList(p);
      return true;
    case "CLUSTER":
      p.advance();
      p.expect("ON");
      action.type = "cluster";
      action.name = expectObjectName(p, "index");
      return true;
    case "INHERIT":
      p.advance();
      action.type = "inherit";
      action.table = expectObjectPath(p, "table");
      return true;
    case "NO":
      if (p.acceptAll("NO", "INHERIT")) {
        action.type = "no-inherit";
        action.table = expectObjectPath(p, "table");
        return true;
      }
      if (p.acceptAll("NO", "FORCE", "ROW", "LEVEL", "SECURITY")) {
        action.type = "no-force-rls";
        return true;
      }
      if (p.acceptAll("NO", "DEPENDS")) {
        p.expect("ON");
        p.expect("EXTENSION");
        p.expectName("extension");
        return true;
      }
      return false;
    case "DEPENDS":
      p.advance();
      p.expect("ON");
      p.expect("EXTENSION");
      p.expectName("extension");
      return true;
    case "OF":
      p.advance();
      p.expectQualifiedName("type");
      return true;
    case "NOT":
      if (p.acceptAll("NOT", "OF")) {
        return true;
      }
      return false;
    case "FORCE":
      if (p.acceptAll("FORCE", "ROW", "LEVEL", "SECURITY")) {
        action.type = "force-rls";
        return true;
      }
      return false;
    case "ENABLE":
    case "DISABLE":
      return enableAction(p, action);
    case "REPLICA":
      p.advance();
      p.expect("IDENTITY");
      action.type = "replica-identity";
      if (p.acceptAll("USING", "INDEX")) {
        action.value = "INDEX";
        action.name = expectObjectName(p, "index");
      } else {
        action.value = p.acceptAny("NOTHING", "FULL", "DEFAULT");
        if (action.value === undefined) {
          p.expected("NOTHING, FULL, DEFAULT or USING INDEX");
        }
      }
      return true;
    case "ATTACH":
      p.advance();
      p.expect("PARTITION");
      action.type = "attach-partition";
      action.table = expectObjectPath(p, "table");
      if (object !== "index") {
        partitionBound(p);
      }
      return true;
    case "DETACH":
      p.advance();
      p.expect("PARTITION");
      action.type = "detach-partition";
      action.table = expectObjectPath(p, "table");
      if (p.accept("CONCURRENTLY")) {
        action.concurrently = true;
      } else if (p.accept("FINALIZE")) {
        action.value = "FINALIZE";
      }
      return true;
    case "OPTIONS":
      p.advance();
      action.type = "set-options";
      action.options = genericOptions(p, true);
      return true;
    case "RESTART":
    case "START":
    case "INCREMENT":
    case "MINVALUE":
    case "MAXVALUE":
    case "CACHE":
    case "CYCLE":
    case "OWNED":
    case "AS":
      return false;
    default:
      for (const it of [
        "SET",
        "VALIDATE",
        "OWNER",
        "ENABLE",
        "DISABLE",
        "ATTACH",
        "DETACH",
        "CLUSTER",
        "INHERIT",
        "NO",
        "FORCE",
        "REPLICA",
      ] as const) {
        p.at(it);
      }
      return false;
  }
}

function setAction(p: Parser, action: Action): boolean {
  p.advance();
  if (p.word === "(") {
    action.type = "set-options";
    action.options = optionList(p);
    return true;
  }
  if (p.accept("SCHEMA")) {
    action.type = "set-schema";
    action.newName = single(p.expectName("schema"));
    return true;
  }
  if (p.accept("TABLESPACE")) {
    action.type = "set-tablespace";
    action.name = p.expectName();
    p.accept("NOWAIT");
    return true;
  }
  if (p.accept("LOGGED")) {
    action.type = "set-logged";
    return true;
  }
  if (p.accept("UNLOGGED")) {
    action.type = "set-unlogged";
    return true;
  }
  if (p.accept("WITHOUT")) {
    if (!p.accept("CLUSTER")) {
      p.expect("OIDS");
    }
    action.type = "set-options";
    return true;
  }
  if (p.acceptAll("ACCESS", "METHOD")) {
    if (!p.accept("DEFAULT")) {
      action.name = p.expectName();
    }
    action.type = "set-options";
    return true;
  }
  p.expected("what to set");
  return true;
}

function enableAction(p: Parser, action: Action): boolean {
  const enable = p.word === "ENABLE";
  p.advance();
  if (p.acceptAll("ROW", "LEVEL", "SECURITY")) {
    action.type = enable ? "enable-rls" : "disable-rls";
    return true;
  }
  if (enable) {
    const mode = p.acceptAny("REPLICA", "ALWAYS");
    if (mode !== undefined) {
      action.value = mode;
    }
  }
  if (p.accept("TRIGGER")) {
    action.type = enable ? "enable-trigger" : "disable-trigger";
    if (action.value === undefined && (p.at("ALL") || p.at("USER"))) {
      action.value = p.word;
      p.advance();
    } else {
      action.name = expectObjectName(p, "trigger");
    }
    return true;
  }
  if (p.accept("RULE")) {
    action.type = enable ? "enable-rule" : "disable-rule";
    action.name = expectObjectName(p, "other-name");
    return true;
  }
  p.expected("TRIGGER, RULE or ROW LEVEL SECURITY");
  return true;
}

// ---------------------------------------------------------------- actions of an engine that modifies columns

function columnAction(p: Parser, action: Action): boolean {
  switch (p.word) {
    case "MODIFY": {
      p.advance();
      p.accept("COLUMN");
      acceptIfExists(p, "alter-column-if-exists");
      const definition = columnDefinition(p, "column");
      action.type = "modify-column";
      action.definition = definition;
      action.column = definition.name;
      position(p, action);
      return true;
    }
    case "CHANGE": {
      p.advance();
      p.accept("COLUMN");
      acceptIfExists(p, "alter-column-if-exists");
      action.type = "change-column";
      action.column = expectObjectName(p, "column");
      const definition = columnDefinition(p);
      action.definition = definition;
      action.newName = single(definition.name);
      position(p, action);
      return true;
    }
    case "CONVERT":
      p.advance();
      if (p.accept("PARTITION")) {
        action.type = "partition";
        action.name = expectObjectName(p, "other-name");
        p.expect("TO");
        p.expect("TABLE");
        action.table = expectObjectPath(p, "table");
        validation(p);
        return true;
      }
      if (p.accept("TABLE")) {
        action.type = "partition";
        action.table = expectObjectPath(p, "table");
        p.expect("TO");
        partitionDefinition(p);
        validation(p);
        return true;
      }
      p.expect("TO");
      action.type = "convert-charset";
      if (p.accept("CHARSET") || p.acceptAll("CHARACTER", "SET") || p.acceptAll("CHAR", "SET")) {
        p.slot("collation");
        if (!p.accept("DEFAULT")) {
          action.value = (
            stringLiteral(p)?.value ?? (p.anyName("collation") ?? p.expectName("collation")).text
          ).toLowerCase();
        }
      } else {
        p.expected("CHARACTER SET");
      }
      if (p.at("COLLATE")) {
        charsetOption(p);
      }
      return true;
    case "DISABLE":
    case "ENABLE": {
      const { word } = p;
      p.advance();
      p.expect("KEYS");
      action.value = `${word} KEYS`;
      return true;
    }
    case "FORCE":
      p.advance();
      action.type = "force";
      return true;
    case "ORDER":
      p.advance();
      p.expect("BY");
      action.type = "order-by";
      p.list((q) => {
        q.grammar.expression(q);
        q.acceptAny("ASC", "DESC");
      });
      return true;
    case "ALGORITHM":
    case "LOCK": {
      const { word } = p;
      p.advance();
      p.accept("=");
      action.type = word === "LOCK" ? "lock" : "algorithm";
      action.value = (p.anyName() ?? p.expectName()).text.toUpperCase();
      return true;
    }
    case "WITH":
    case "WITHOUT":
      if (p.peek() === "VALIDATION") {
        p.advance();
        p.advance();
        return true;
      }
      return false;
    default:
      for (const it of [
        "MODIFY",
        "CHANGE",
        "CONVERT",
        "ENGINE",
        "ORDER",
        "ALGORITHM",
        "LOCK",
      ] as const) {
        p.at(it);
      }
      return false;
  }
}

function validation(p: Parser): void {
  if (p.dialect.can("partition-validation") && (p.word === "WITH" || p.word === "WITHOUT")) {
    p.advance();
    p.expect("VALIDATION");
  }
}

/** `TRUNCATE PARTITION p, q`, `REORGANIZE PARTITION p INTO (…)`, `EXCHANGE PARTITION p WITH TABLE t` … */
function partitionAction(p: Parser, action: Action): boolean {
  const { word } = p;
  switch (word) {
    case "TRUNCATE":
    case "ANALYZE":
    case "CHECK":
    case "OPTIMIZE":
    case "REBUILD":
    case "REPAIR":
    case "DISCARD":
    case "IMPORT":
      p.advance();
      action.type = "partition";
      action.value = word;
      if ((word === "DISCARD" || word === "IMPORT") && p.accept("TABLESPACE")) {
        return true;
      }
      p.expect("PARTITION");
      binlog(p);
      partitionNames(p);
      if (word === "DISCARD" || word === "IMPORT") {
        p.expect("TABLESPACE");
      }
      while (
        p.acceptAny("QUICK", "EXTENDED", "FAST", "MEDIUM", "CHANGED", "USE_FRM") !== undefined ||
        p.acceptAll("FOR", "UPGRADE")
      ) {
        // Options of a check or repair, in any order.
      }
      return true;
    case "COALESCE":
      p.advance();
      p.expect("PARTITION");
      binlog(p);
      action.type = "partition";
      action.value = word;
      expectNumber(p);
      return true;
    case "REORGANIZE":
      p.advance();
      p.expect("PARTITION");
      binlog(p);
      action.type = "partition";
      action.value = word;
      if (!p.atEnd && p.word !== ";") {
        partitionNames(p);
        p.expect("INTO");
        p.parenthesized((it) => it.list(partitionDefinition));
      }
      return true;
    case "EXCHANGE":
      p.advance();
      p.expect("PARTITION");
      action.type = "partition";
      action.value = word;
      action.name = expectObjectName(p, "other-name");
      p.expect("WITH");
      p.expect("TABLE");
      action.table = expectObjectPath(p, "table");
      validation(p);
      return true;
    case "REMOVE":
      p.advance();
      p.expect("PARTITIONING");
      action.type = "partition";
      action.value = word;
      return true;
    case "PARTITION":
      action.type = "partition-by";
      partitionedBy(p);
      return true;
    case "SECONDARY_LOAD":
    case "SECONDARY_UNLOAD":
      p.advance();
      action.value = word;
      return true;
    default:
      return false;
  }
}

function partitionNames(p: Parser): void {
  if (!p.accept("ALL")) {
    nameList(p, "other-name");
  }
}

function optionAction(p: Parser, action: Action): boolean {
  const { word } = p;
  const options: Option[] = [];
  for (;;) {
    const found = tableOption(p);
    if (found === undefined) {
      break;
    }
    options.push(found);
  }
  if (options.length === 0) {
    return false;
  }
  action.type = word === "ENGINE" ? "engine" : word === "COMMENT" ? "comment" : "set-options";
  action.options = options;
  return true;
}

// ---------------------------------------------------------------- engines not known in detail

function looseAction(p: Parser, action: Action): void {
  if (p.word === "WITH" && (p.peek() === "CHECK" || p.peek() === "NOCHECK")) {
    p.advance();
    p.advance();
    if (p.accept("ADD")) {
      addConstraint(p, action);
    } else {
      skipItem(p);
    }
    return;
  }
  if (p.word === "MODIFY" || p.word === "CHANGE") {
    p.advance();
    p.accept("COLUMN");
    action.type = "modify-column";
    if (p.at("(")) {
      const columns = p.parenthesized((it) => it.list((q) => columnDefinition(q, "column")));
      action.definition = columns[0];
      action.column = columns[0]?.name;
    } else {
      const definition = columnDefinition(p, "column");
      action.definition = definition;
      action.column = definition.name;
    }
    return;
  }
  if (p.acceptAll("SET", "SCHEMA")) {
    action.type = "set-schema";
    action.newName = expectObjectPath(p, "schema");
    return;
  }
  if (p.acceptAll("OWNER", "TO")) {
    action.type = "owner";
    action.name = roleName(p);
    return;
  }
  if (p.kind !== TokenKind.Word) {
    p.expected("a change");
    return;
  }
  action.value = p.tokenText.toUpperCase();
  while (!p.atEnd && p.word !== ";" && p.word !== ",") {
    if (p.word === "(") {
      skipParentheses(p);
    } else {
      p.advance();
    }
  }
}
