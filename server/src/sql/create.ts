/**
 * `CREATE` and `DROP`: reads the modifiers, looks at the object's word and hands over.
 */
import type { CreateObject, Drop, StatementNode } from "./ast.ts";
import { createIndex, createTable, createView, lockOptions } from "./ddl.ts";
import { Modifiers } from "./modifiers.ts";
import { CREATE_SHAPES, DROP_SHAPES } from "./object-shapes.ts";
import type { Parser, Slot } from "./parser.ts";
import {
  acceptIfExists,
  acceptIfNotExists,
  columnOf,
  expectNumber,
  expectObjectPath,
  has,
  needs,
  option,
  roleName,
  sees,
  since,
  skipParentheses,
  skipRest,
  take,
} from "./parts.ts";
import { createRoutine, createTrigger } from "./routine.ts";
import { ShapeTable, withModifiers } from "./statement-shape.ts";
import type { Terminal } from "./terminals.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** `CREATE …`, or `undefined` (nothing consumed) where something else stands. */
export function create(p: Parser): StatementNode | undefined {
  if (!p.at("CREATE")) {
    return undefined;
  }
  const { start } = p;
  p.advance();
  const modifiers = new Modifiers(p);
  const node = createWithModifiers(p, start, modifiers);
  if (
    modifiers.replaces &&
    "ifNotExists" in node &&
    node.ifNotExists === true &&
    p.dialect.can("replace-or-keep")
  ) {
    p.problem("syntax", "OR REPLACE and IF NOT EXISTS exclude each other.", since(p, start));
  }
  modifiers.finish();
  return node;
}

function createWithModifiers(p: Parser, start: number, modifiers: Modifiers): StatementNode {
  if (p.accept("TABLE")) {
    return createTable(p, start, modifiers);
  }
  if (p.accept("INDEX")) {
    return createIndex(p, start, modifiers);
  }
  if (p.accept("VIEW")) {
    return createView(p, start, modifiers);
  }
  if (p.dialect.can("schemas") && p.at("SCHEMA")) {
    return createSchema(p, start);
  }
  if (has(p, "function") && p.accept("FUNCTION")) {
    return createRoutine(p, start, p.dialect.can("macro") ? "macro" : "function", modifiers);
  }
  if ((has(p, "procedure") && p.accept("PROCEDURE")) || (has(p, "loose-ddl") && p.accept("PROC"))) {
    return createRoutine(p, start, "procedure", modifiers);
  }
  if (has(p, "macro") && p.accept("MACRO")) {
    return createRoutine(p, start, "macro", modifiers);
  }
  if (has(p, "trigger") && p.at("TRIGGER")) {
    p.advance();
    return createTrigger(p, start, modifiers);
  }
  if (has(p, "package") && p.at("PACKAGE")) {
    return createPackage(p, start, modifiers);
  }
  const shaped = CREATE_TABLE.parse(p, start);
  if (shaped !== undefined) {
    return withModifiers(shaped, modifiers);
  }
  p.expected("what to create");
  skipRest(p);
  return { kind: "other", ...since(p, start), verb: "create", names: [] };
}

/** `SCHEMA [IF NOT EXISTS] [name] [AUTHORIZATION role] element …`. */
function createSchema(p: Parser, start: number): StatementNode {
  p.advance();
  const node: Mutable<CreateObject> = {
    kind: "create-object",
    start,
    end: start,
    object: "schema",
    options: [],
  };
  if (acceptIfNotExists(p)) {
    node.ifNotExists = true;
  }
  if (p.word !== "AUTHORIZATION") {
    const name = p.expectName("new-name");
    node.name = { kind: "qualified-name", start: name.start, end: name.end, parts: [name] };
  }
  const at = p.start;
  if (p.accept("AUTHORIZATION")) {
    node.options = [option(p, at, "AUTHORIZATION", columnOf(roleName(p)))];
  }
  const list: StatementNode[] = [];
  while (p.word === "CREATE" || p.word === "GRANT") {
    if (node.ifNotExists === true) {
      p.problem("syntax", "CREATE SCHEMA IF NOT EXISTS has no elements.");
    }
    const element = p.grammar.statement(p);
    const allowed =
      ["create-table", "create-index", "create-view", "create-trigger", "grant"].includes(
        element.kind,
      ) ||
      (element.kind === "create-object" && element.object === "sequence");
    if (!allowed) {
      p.problem("syntax", "This cannot be created as a part of a schema.", element);
    }
    list.push(element);
  }
  if (list.length > 0) {
    node.statements = list;
  }
  node.end = Math.max(p.lastEnd, start);
  return node;
}

/** A package with its declarations: read past, name kept. */
function createPackage(p: Parser, start: number, modifiers: Modifiers): StatementNode {
  p.advance();
  const body = p.accept("BODY");
  const node: Mutable<CreateObject> = {
    kind: "create-object",
    start,
    end: start,
    object: body ? "package body" : "package",
    options: [],
  };
  if (acceptIfNotExists(p)) {
    node.ifNotExists = true;
  }
  node.name = expectObjectPath(p, "new-name");
  skipRest(p);
  while (!p.atEnd) {
    p.advance();
  }
  node.end = Math.max(p.lastEnd, start);
  return withModifiers(node, modifiers);
}

/** Objects that have no rule of their own. */
export const CREATE_TABLE = new ShapeTable(CREATE_SHAPES);
export const DROP_TABLE = new ShapeTable(DROP_SHAPES);

// ---------------------------------------------------------------- DROP

/** What can be dropped: words, slot of its name, capability. Longer spellings first. */
const DROPPABLE: readonly (readonly [readonly Terminal[], Slot, string])[] = [
  [["TABLE"], "table", ""],
  [["TABLES"], "table", "table-upkeep"],
  [["MATERIALIZED", "VIEW"], "view", "materialized-view"],
  [["VIEW"], "view", ""],
  [["INDEX"], "index", ""],
];

/** `DROP …`, or `undefined` where something else stands. */
export function drop(p: Parser): StatementNode | undefined {
  if (!p.at("DROP")) {
    return undefined;
  }
  const { start } = p;
  p.advance();
  const node: Mutable<Drop> = { kind: "drop", start, end: start, object: "", names: [] };
  if (sees(p, "TEMPORARY")) {
    p.advance();
    node.temporary = true;
    needs(p, "drop-temporary", since(p, start), "DROP TEMPORARY");
  }
  for (const [words, slot, capability] of DROPPABLE) {
    const [first, ...rest] = words;
    if (
      first !== undefined &&
      (capability === ""
        ? p.acceptAll(first, ...rest)
        : take(p, capability, words.join(" "), first, ...rest))
    ) {
      node.object = words.join(" ").toLowerCase();
      dropNames(p, node, slot);
      node.end = Math.max(p.lastEnd, start);
      return node;
    }
  }
  const shaped = DROP_TABLE.parse(p, start);
  if (shaped !== undefined) {
    return shaped;
  }
  p.expected("what to drop");
  skipRest(p);
  node.end = Math.max(p.lastEnd, start);
  return node;
}

function dropNames(p: Parser, node: Mutable<Drop>, slot: Slot): void {
  if (
    node.object === "index" &&
    take(p, "index-concurrently", "DROP INDEX CONCURRENTLY", "CONCURRENTLY")
  ) {
    node.concurrently = true;
  }
  if (acceptIfExists(p)) {
    node.ifExists = true;
  }
  const names = [expectObjectPath(p, slot)];
  while (p.word === ",") {
    const comma = { start: p.start, end: p.end };
    p.advance();
    needs(p, "drop-several", comma, "DROP of several at once");
    names.push(expectObjectPath(p, slot));
  }
  node.names = names;
  if (node.object === "index" && has(p, "drop-index-on")) {
    if (p.accept("ON")) {
      node.on = expectObjectPath(p, "table");
      if (p.dialect.can("invisible-index-word")) {
        lockOptions(p);
      }
    } else if (p.dialect.can("drop-index-on")) {
      p.expected("ON");
    }
  } else if (has(p, "drop-behavior")) {
    if (p.accept("CASCADE")) {
      node.cascade = true;
      if (p.dialect.can("loose-ddl")) {
        p.accept("CONSTRAINTS");
      }
    } else if (p.accept("RESTRICT")) {
      node.restrict = true;
    }
  }
  if (
    node.object.startsWith("table") &&
    p.dialect.can("alter-wait") &&
    p.acceptAny("WAIT", "NOWAIT") === "WAIT"
  ) {
    expectNumber(p);
  }
  if (p.dialect.can("loose-ddl")) {
    if (p.accept("PURGE")) {
      node.purge = true;
    }
    if (p.word === "(") {
      skipParentheses(p);
    }
  }
}
