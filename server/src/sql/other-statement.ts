/**
 * All statements that are not queries or data changes, by their first word. The definitions are in
 * `create.ts`, `ddl.ts`, `alter.ts` and `routine.ts`; the rest in `utility.ts`.
 */
import { alterTable } from "./alter.ts";
import type { StatementNode } from "./ast.ts";
import { create, drop } from "./create.ts";
import type { Parser } from "./parser.ts";
import { has, sees, since, skipRest } from "./parts.ts";

/** The statement that begins here, or `undefined` (nothing consumed) where none of these does. */
export function statementOther(p: Parser): StatementNode | undefined {
  return create(p) ?? alter(p) ?? drop(p);
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
  if (p.accept("TABLE")) {
    return alterTable(p, start, "table");
  }
  p.expected("what to alter");
  skipRest(p);
  return { kind: "other", ...since(p, start), verb: "alter", names: [] };
}
