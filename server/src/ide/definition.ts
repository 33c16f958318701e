/** Where the name under the cursor is defined: in this text, or by a stored object. */
import { analyze } from "../analysis/analyze.ts";
import { definitionOf, type Meaning, useAt } from "../analysis/names.ts";
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import type { Table } from "../catalog/model.ts";
import type { Name } from "../sql/ast.ts";
import { parse } from "../sql/parse.ts";
import { statementAt } from "../sql/script.ts";

export type Definition =
  /** Offsets of the script. */
  | { readonly tag: "here"; readonly origin: Range; readonly range: Range }
  /** A table or view of the catalog, or one of its columns. */
  | {
      readonly tag: "stored";
      readonly origin: Range;
      readonly table: Table;
      readonly column?: string | undefined;
    };

/** The nearest definition: of a column that a query hands on its select item, not the stored column behind. */
export function definition(view: View, offset: number): Definition | undefined {
  const { statement, start } = statementAt(view.script, offset);
  const analysis = analyze(statement, view.catalog);
  const use = useAt(analysis, offset - start);
  if (use === undefined) {
    return undefined;
  }
  const placed = (it: Range): Range => ({ start: start + it.start, end: start + it.end });
  const origin = placed(use.range);
  const own = definitionOf(use.meaning);
  if (own !== undefined) {
    return { tag: "here", origin, range: placed(own) };
  }
  const stored = storedBehind(use.meaning);
  if (stored === undefined) {
    return undefined;
  }
  // A catalog may be read from this very script.
  const range = definedIn(view, stored.table.name, stored.column);
  return range === undefined
    ? { tag: "stored", origin, ...stored }
    : { tag: "here", origin, range };
}

function storedBehind(
  meaning: Meaning,
): { readonly table: Table; readonly column?: string } | undefined {
  switch (meaning.tag) {
    case "table":
      return { table: meaning.table };
    case "relation":
      return meaning.relation.table === undefined ? undefined : { table: meaning.relation.table };
    case "column":
    case "stored-column": {
      const origin = meaning.tag === "column" ? meaning.column.origin : meaning.origin;
      return origin === undefined ? undefined : { table: origin.table, column: origin.column.name };
    }
    default:
      return undefined;
  }
}

/** Where a script creates a table, or the column of it; offsets of the script. */
export function definedIn(
  view: Pick<View, "script" | "dialect">,
  table: string,
  column?: string,
): Range | undefined {
  const { script, dialect } = view;
  const same = (name: Name | undefined, wanted: string) =>
    name !== undefined &&
    (dialect.foldName(name.text, name.quoted) === wanted ||
      name.text.toLowerCase() === wanted.toLowerCase());
  for (const [position, statement] of script.statements.entries()) {
    const { root } = parse(statement);
    const start = script.starts[position] ?? 0;
    if (root.kind !== "create-table" && root.kind !== "create-view") {
      continue;
    }
    const name = root.name.parts.at(-1);
    if (!same(name, table)) {
      continue;
    }
    const defined =
      column === undefined || root.kind !== "create-table"
        ? undefined
        : root.elements.find((it) => it.kind === "column-definition" && same(it.name, column));
    const at = defined?.kind === "column-definition" ? defined.name : name;
    return at === undefined ? undefined : { start: start + at.start, end: start + at.end };
  }
  return undefined;
}
