/** Where the type of the value under the cursor is created. */
import { analyze } from "../analysis/analyze.ts";
import { useAt } from "../analysis/names.ts";
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import { parse } from "../sql/parse.ts";
import { statementAt } from "../sql/script.ts";
import { pathAt } from "../sql/walk.ts";

export interface WantedType {
  readonly origin: Range;
  /** Name of a user's type, without its schema. */
  readonly name: string;
}

/** The user's own type at an offset: of a column, an alias, a variable, or named in DDL. */
export function typeAt(view: View, offset: number): WantedType | undefined {
  const { statement, start } = statementAt(view.script, offset);
  const analysis = analyze(statement, view.catalog);
  const placed = (it: Range): Range => ({ start: start + it.start, end: start + it.end });
  const written = pathAt(parse(statement).root, offset - start).find(
    (it) => it.kind === "type-name" && it.qualified !== undefined,
  );
  if (written?.kind === "type-name" && written.qualified !== undefined) {
    const last = written.qualified.parts.at(-1);
    return last === undefined ? undefined : { origin: placed(written), name: last.text };
  }
  const use = useAt(analysis, offset - start);
  const meaning = use?.meaning;
  const type =
    meaning?.tag === "column"
      ? meaning.column.type.type
      : meaning?.tag === "stored-column"
        ? meaning.origin.column.type
        : meaning?.tag === "alias"
          ? analysis.itemColumn(meaning.item).type.type
          : meaning?.tag === "variable"
            ? meaning.variable.type.type
            : undefined;
  const name = type?.userType ?? type?.element?.userType;
  return use === undefined || name === undefined
    ? undefined
    : { origin: placed(use.range), name: name.split(".").at(-1) ?? name };
}

/** Where a text creates a type or domain of this name; offsets of the script. */
export function typeDefinedIn(view: View, name: string): Range | undefined {
  for (const [index, statement] of view.script.statements.entries()) {
    const { root } = parse(statement);
    if (root.kind === "create-object" && (root.object === "type" || root.object === "domain")) {
      const last = root.name?.parts.at(-1);
      if (last?.text.toLowerCase() === name.toLowerCase()) {
        const start = view.script.starts[index] ?? 0;
        return { start: start + last.start, end: start + last.end };
      }
    }
  }
  return undefined;
}
