/** Names of a script that mean nothing, for the rules that say so. */
import { analyze } from "../analysis/analyze.ts";
import { type NameUse, nameUses } from "../analysis/names.ts";
import { parse } from "../sql/parse.ts";
import type { ScriptContext } from "./rule.ts";

/** Statements that change what exists: what the script itself makes is in no catalog yet. */
const DEFINING: ReadonlySet<string> = new Set([
  "create-table",
  "create-view",
  "alter-table",
  "rename",
  "create-routine",
  "create-object",
  "alter-object",
  "block",
  "do",
  "set",
]);

/** Visits the names of every whole statement, offsets in the script. */
export function visitNames(
  { script, catalog, roots }: ScriptContext,
  visit: (use: NameUse, start: number) => void,
): void {
  if (catalog === undefined || roots.some((it) => DEFINING.has(it.kind))) {
    return;
  }
  script.statements.forEach((statement, index) => {
    const { root, problems } = parse(statement);
    if (problems.length > 0 || !CHECKED.has(root.kind)) {
      return;
    }
    for (const use of nameUses(analyze(statement, catalog))) {
      visit(use, script.starts[index] ?? 0);
    }
  });
}

const CHECKED: ReadonlySet<string> = new Set([
  "select",
  "compound",
  "values",
  "insert",
  "update",
  "delete",
  "merge",
]);
