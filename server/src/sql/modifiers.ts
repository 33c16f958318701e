/**
 * What stands between CREATE and the object's word: `OR REPLACE`, `TEMPORARY`, `UNIQUE`,
 * `DEFINER = x` … They are read before the object is known; the object then takes those it
 * has, and what is left is a problem.
 */
import type { NodeBase } from "./ast.ts";
import type { Parser } from "./parser.ts";
import { has, needs, refuse, roleName, sees, since } from "./parts.ts";
import type { Terminal } from "./terminals.ts";

/** Words of one token that are modifiers as they stand, with what an engine must have to be offered them. */
const SINGLE: readonly (readonly [Terminal, string])[] = [
  ["UNLOGGED", "unlogged-table"],
  ["EXTERNAL", "external-tables"],
  ["FOREIGN", "foreign-tables"],
  ["VIRTUAL", "virtual-table"],
  ["UNIQUE", "unique-index"],
  ["FULLTEXT", "fulltext-index"],
  ["SPATIAL", "spatial-index"],
  ["CLUSTERED", "clustered-indexes"],
  ["NONCLUSTERED", "clustered-indexes"],
  ["BITMAP", "bitmap-indexes"],
  ["VECTOR", "vector-indexes"],
  ["MATERIALIZED", "materialized-view"],
  ["RECURSIVE", "recursive-views"],
  ["CONSTRAINT", "constraint-triggers"],
  ["TRUSTED", "languages"],
  ["PROCEDURAL", "languages"],
  ["DEFAULT", "conversions"],
  ["AGGREGATE", "aggregate-functions"],
  ["FORCE", "force-views"],
  ["EDITIONABLE", "force-views"],
  ["NONEDITIONABLE", "force-views"],
  ["SECURE", "secure-views"],
  ["TRANSIENT", "secure-views"],
  ["DYNAMIC", "secure-views"],
  ["HYBRID", "secure-views"],
  ["ICEBERG", "secure-views"],
  ["PUBLIC", "synonyms"],
  ["ONLINE", "online-offline-index"],
  ["OFFLINE", "online-offline-index"],
  ["UNDO", "undo-tablespaces"],
  ["PRIMARY", "loose-ddl"],
  ["COLUMNSTORE", "clustered-indexes"],
];

const WORDS: ReadonlySet<string> = new Set(SINGLE.map(([it]) => it));

export class Modifiers {
  private readonly parser: Parser;
  private readonly found = new Map<string, NodeBase>();
  /** OR REPLACE was written. */
  readonly replaces: boolean;

  constructor(p: Parser) {
    this.parser = p;
    while (this.read(p)) {
      // Each round consumes one modifier.
    }
    this.replaces = this.found.has("OR REPLACE");
  }

  /** Was this modifier written? It is then used up, and a problem where the engine lacks it. */
  take(modifier: string, capability: string, what: string): boolean {
    const range = this.found.get(modifier);
    if (range === undefined) {
      return false;
    }
    this.found.delete(modifier);
    needs(this.parser, capability, range, what);
    return true;
  }

  /** Records what is left: the object has no such modifier. */
  finish(): void {
    for (const [modifier, range] of this.found) {
      if (!this.parser.dialect.can("loose-ddl")) {
        refuse(this.parser, range, `${modifier} here`);
      }
    }
  }

  has(modifier: string): boolean {
    return this.found.has(modifier);
  }

  private read(p: Parser): boolean {
    const { start } = p;
    if (p.at("OR")) {
      if (p.acceptAll("OR", "REPLACE")) {
        return this.add("OR REPLACE", start);
      }
      if (has(p, "create-or-alter") && p.acceptAll("OR", "ALTER")) {
        return this.add("OR ALTER", start);
      }
      return false;
    }
    if (
      ((has(p, "temporary-scope") && (p.at("GLOBAL") || p.at("LOCAL"))) ||
        ["GLOBAL", "LOCAL", "PRIVATE"].includes(p.word)) &&
      (p.peek() === "TEMP" || p.peek() === "TEMPORARY")
    ) {
      p.advance();
      needs(p, "temporary-scope", since(p, start), "GLOBAL or LOCAL here");
    }
    if (p.at("TEMPORARY") || p.at("TEMP")) {
      if (p.word === "TEMP" && !has(p, "temp-word")) {
        return false;
      }
      p.advance();
      return this.add("TEMPORARY", start);
    }
    if (p.word === "VOLATILE" && has(p, "loose-ddl")) {
      p.advance();
      return this.add("TEMPORARY", start);
    }
    if (has(p, "definer") && p.at("DEFINER")) {
      p.advance();
      p.expect("=");
      roleName(p);
      return this.add("DEFINER", start);
    }
    if (has(p, "view-algorithm") && p.at("ALGORITHM")) {
      p.advance();
      p.expect("=");
      if (p.acceptAny("UNDEFINED", "MERGE", "TEMPTABLE") === undefined) {
        p.expected("UNDEFINED, MERGE or TEMPTABLE");
      }
      return this.add("ALGORITHM", start);
    }
    if (has(p, "sql-security") && sees(p, "SQL", "SECURITY")) {
      p.acceptAll("SQL", "SECURITY");
      if (p.acceptAny("DEFINER", "INVOKER") === undefined) {
        p.expected("DEFINER or INVOKER");
      }
      return this.add("SQL SECURITY", start);
    }
    if (p.word === "NO" && p.peek() === "FORCE" && has(p, "force-views")) {
      p.advance();
      p.advance();
      return this.add("FORCE", start);
    }
    if (p.pos === p.probe) {
      for (const [it, capability] of SINGLE) {
        if (has(p, capability)) {
          p.at(it);
        }
      }
    }
    const { word } = p;
    if (WORDS.has(word) && this.isModifier(p)) {
      p.advance();
      return this.add(word, start);
    }
    return false;
  }

  /** Words that may be an object of their own: `CREATE AGGREGATE x`, `CREATE FOREIGN DATA WRAPPER`. */
  private isModifier(p: Parser): boolean {
    switch (p.word) {
      case "AGGREGATE":
        return p.peek() === "FUNCTION";
      case "FOREIGN":
        return p.peek() === "TABLE";
      case "DEFAULT":
        return p.peek() === "CONVERSION";
      case "PUBLIC":
        return p.peek() === "SYNONYM" || p.peek() === "DATABASE";
      case "CONSTRAINT":
        return p.peek() === "TRIGGER";
      case "UNDO":
        return p.peek() === "TABLESPACE";
      default:
        return true;
    }
  }

  private add(modifier: string, start: number): boolean {
    const range = since(this.parser, start);
    if (this.found.has(modifier)) {
      this.parser.problem("syntax", `${modifier} is written twice.`, range);
    }
    this.found.set(modifier, range);
    return true;
  }
}
