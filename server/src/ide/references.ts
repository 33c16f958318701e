/** All uses of the name under the cursor, and whether renaming it here is safe. */
import { analyze } from "../analysis/analyze.ts";
import { identity, type NameUse, nameUses, useAt, usesOf } from "../analysis/names.ts";
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import { statementAt } from "../sql/script.ts";

export interface Reference {
  /** Offsets of the script. */
  readonly range: Range;
  readonly isDefinition: boolean;
}

/** Every place of the script that means the same thing, in text order. */
export function references(view: View, offset: number): readonly Reference[] {
  const { statement, start } = statementAt(view.script, offset);
  const analysis = analyze(statement, view.catalog);
  const use = useAt(analysis, offset - start);
  if (use === undefined) {
    return [];
  }
  const wanted = identity(use.meaning, analysis);
  if (wanted === undefined) {
    return [placed(use, start)];
  }
  // Stored tables and columns are the same object in every statement; names of a statement are its own.
  return view.script.statements.flatMap((other, index) => {
    const its = analyze(other, view.catalog);
    return nameUses(its)
      .filter((it) => identity(it.meaning, its) === wanted)
      .map((it) => placed(it, view.script.starts[index] ?? 0));
  });
}

export type Rename =
  | { readonly ok: true; readonly range: Range; readonly references: readonly Reference[] }
  | { readonly ok: false; readonly reason: string };

/**
 * What a rename would change. Names that a statement gives itself (aliases, common table expressions,
 * variables) can be renamed; an object of the database only by a migration.
 */
export function renamable(view: View, offset: number): Rename {
  const { statement, start } = statementAt(view.script, offset);
  const analysis = analyze(statement, view.catalog);
  const use = useAt(analysis, offset - start);
  if (use === undefined) {
    return { ok: false, reason: "There is no name here." };
  }
  const uses = usesOf(analysis, use);
  const isOwn = identity(use.meaning, analysis) !== undefined && uses.some((it) => it.isDefinition);
  const isStored = uses.some(
    (it) => it.meaning.tag === "table" || it.meaning.tag === "stored-column",
  );
  return isOwn && !isStored
    ? { ok: true, range: placed(use, start).range, references: uses.map((it) => placed(it, start)) }
    : { ok: false, reason: "This name belongs to the database: rename it in a migration." };
}

function placed(it: NameUse, by: number): Reference {
  return {
    range: { start: it.range.start + by, end: it.range.end + by },
    isDefinition: it.isDefinition,
  };
}
