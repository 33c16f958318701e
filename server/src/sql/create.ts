/**
 * `CREATE` and `DROP`: reads the modifiers, looks at the object's word and hands over.
 */
import type { Drop, StatementNode } from "./ast.ts";
import { createIndex, createTable, createView } from "./ddl.ts";
import { Modifiers } from "./modifiers.ts";
import type { Parser, Slot } from "./parser.ts";
import {
  acceptIfExists,
  expectObjectPath,
  has,
  needs,
  sees,
  since,
  skipParentheses,
  skipRest,
  take,
} from "./parts.ts";
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
  p.expected("what to create");
  skipRest(p);
  return { kind: "other", ...since(p, start), verb: "create", names: [] };
}

// ---------------------------------------------------------------- DROP

/** What can be dropped: words, slot of its name, capability. Longer spellings first. */
const DROPPABLE: readonly (readonly [readonly Terminal[], Slot, string])[] = [
  [["TABLE"], "table", "tables"],
  [["MATERIALIZED", "VIEW"], "view", "materialized-view"],
  [["VIEW"], "view", "views"],
  [["INDEX"], "index", "indexes"],
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
  for (const [words, slot] of DROPPABLE) {
    const [first, ...rest] = words;
    if (first !== undefined && p.acceptAll(first, ...rest)) {
      node.object = words.join(" ").toLowerCase();
      dropNames(p, node, slot);
      node.end = Math.max(p.lastEnd, start);
      return node;
    }
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
  if (node.object === "index" && has(p, "drop-index-on") && p.accept("ON")) {
    node.on = expectObjectPath(p, "table");
  }
  if (has(p, "drop-behavior")) {
    if (p.accept("CASCADE")) {
      node.cascade = true;
      if (p.dialect.can("loose-ddl")) {
        p.accept("CONSTRAINTS");
      }
    } else if (p.accept("RESTRICT")) {
      node.restrict = true;
    }
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
