/**
 * All statements that are not queries or data changes, by their first word. The definitions are in
 * `create.ts`, `ddl.ts`, `alter.ts` and `routine.ts`; the rest in `utility.ts`.
 */
import { alterTable } from "./alter.ts";
import type { AlterTable, StatementNode } from "./ast.ts";
import { create, drop } from "./create.ts";
import { createView } from "./ddl.ts";
import { Modifiers } from "./modifiers.ts";
import { ALTER_SHAPES } from "./object-shapes.ts";
import type { Parser } from "./parser.ts";
import { acceptIfExists, expectObjectPath, has, roleName, sees, since, skipRest } from "./parts.ts";
import { ShapeTable } from "./statement-shape.ts";
import { sequenceOptions } from "./table-element.ts";
import type { Terminal } from "./terminals.ts";
import { TokenKind } from "./tokens.ts";
import { utility } from "./utility.ts";

/** The statement that begins here, or `undefined` (nothing consumed) where none of these does. */
export function statementOther(p: Parser): StatementNode | undefined {
  return create(p) ?? alter(p) ?? drop(p) ?? utility(p) ?? clientCommand(p);
}

function alter(p: Parser): StatementNode | undefined {
  if (!p.at("ALTER")) {
    return undefined;
  }
  const { start } = p;
  p.advance();
  while (
    sees(p, "ONLINE") ||
    sees(p, "OFFLINE") ||
    (sees(p, "IGNORE") && has(p, "alter-change-column"))
  ) {
    p.advance();
  }
  const all = has(p, "inheritance") ? alterAll(p, start) : undefined;
  if (all !== undefined) {
    return all;
  }
  if (p.accept("TABLE")) {
    return alterTable(p, start, "table");
  }
  if (has(p, "inheritance") || has(p, "loose-ddl")) {
    for (const [words, object] of LIKE_TABLES) {
      const [first, ...rest] = words;
      if (first !== undefined && p.atAll(first, ...rest) && !dependsOnExtension(p)) {
        p.acceptAll(first, ...rest);
        return alterTable(p, start, object);
      }
    }
  }
  const view = p.dialect.can("view-algorithm") ? alterView(p, start) : undefined;
  if (view !== undefined) {
    return view;
  }
  const shaped = ALTER_TABLE.parse(p, start);
  if (shaped !== undefined) {
    return shaped;
  }
  p.expected("what to alter");
  skipRest(p);
  return { kind: "other", ...since(p, start), verb: "alter", names: [] };
}

/** Objects beside tables that take a table's actions. */
const LIKE_TABLES: readonly (readonly [readonly Terminal[], AlterTable["object"]])[] = [
  [["FOREIGN", "TABLE"], "foreign-table"],
  [["MATERIALIZED", "VIEW"], "materialized-view"],
  [["VIEW"], "view"],
  [["INDEX"], "index"],
  [["SEQUENCE"], "sequence"],
];

/** `ALTER INDEX i [NO] DEPENDS ON EXTENSION x` is no action among others. */
function dependsOnExtension(p: Parser): boolean {
  for (let ahead = 1; ahead < 12 && p.peek(ahead) !== ";"; ahead += 1) {
    if (p.peek(ahead) === "DEPENDS" && p.peek(ahead + 1) === "ON") {
      return true;
    }
  }
  return false;
}

/** `ALTER TABLE ALL IN TABLESPACE a [OWNED BY r] SET TABLESPACE b`; TABLE is consumed. */
function alterAll(p: Parser, start: number): StatementNode | undefined {
  for (const first of ["TABLE", "INDEX", "MATERIALIZED"] as const) {
    const ahead = first === "MATERIALIZED" ? 2 : 1;
    if (p.word === first && p.peek(ahead) === "ALL" && p.peek(ahead + 1) === "IN") {
      p.moveTo(p.pos + ahead);
      return allInTablespace(p, start);
    }
  }
  return undefined;
}

/** From ALL on. */
function allInTablespace(p: Parser, start: number): StatementNode {
  p.acceptAll("ALL", "IN");
  p.expect("TABLESPACE");
  const name = p.expectName();
  if (p.acceptAll("OWNED", "BY")) {
    p.list(roleName);
  }
  p.expect("SET");
  p.expect("TABLESPACE");
  p.expectName();
  p.accept("NOWAIT");
  return {
    kind: "other",
    ...since(p, start),
    verb: "alter all in tablespace",
    names: [{ kind: "qualified-name", start: name.start, end: name.end, parts: [name] }],
  };
}

/** `ALTER [ALGORITHM = x] [DEFINER = y] VIEW v AS query`, and ALTER SEQUENCE of engines without inheritance. */
function alterView(p: Parser, start: number): StatementNode | undefined {
  const modifiers = new Modifiers(p);
  if (p.word === "VIEW" && has(p, "view-algorithm")) {
    p.advance();
    const node = createView(p, start, modifiers);
    modifiers.finish();
    return { ...node, orReplace: true };
  }
  if (p.word === "SEQUENCE" && has(p, "sequence-restart")) {
    p.advance();
    const ifExists = acceptIfExists(p);
    const name = expectObjectPath(p, "sequence");
    const options = sequenceOptions(p, true);
    return {
      kind: "alter-object",
      ...since(p, start),
      object: "sequence",
      action: "options",
      ...(ifExists ? { ifExists } : {}),
      name,
      options,
    };
  }
  if (["EVENT", "PROCEDURE", "FUNCTION"].includes(p.word)) {
    modifiers.take("DEFINER", "definer", "DEFINER");
  }
  modifiers.finish();
  return undefined;
}

/** Objects that have no rule of their own. */
export const ALTER_TABLE = new ShapeTable(ALTER_SHAPES);

/** A whole client command is one token. */
function clientCommand(p: Parser): StatementNode | undefined {
  if (p.kind !== TokenKind.ClientCommand) {
    return undefined;
  }
  const { start, tokenText } = p;
  p.advance();
  return { kind: "client-command", ...since(p, start), command: tokenText.trim() };
}
