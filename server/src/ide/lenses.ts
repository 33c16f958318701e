/** Lines above statements: what can be run or explained. */
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import { parse } from "../sql/parse.ts";

export interface Lens {
  /** The statement, from its first token on; offsets of the script. */
  readonly range: Range;
  readonly explainable: boolean;
}

const EXPLAINABLE: ReadonlySet<string> = new Set([
  "select",
  "compound",
  "values",
  "insert",
  "update",
  "delete",
  "merge",
]);

export function lenses(view: View): readonly Lens[] {
  return view.script.statements.flatMap((statement, index) => {
    const first = statement.tokens.starts[0];
    const last = statement.tokens.ends[statement.tokens.count - 1];
    const { root } = parse(statement);
    if (
      first === undefined ||
      last === undefined ||
      statement.tokens.count === 0 ||
      root.kind === "empty" ||
      root.kind === "client-command"
    ) {
      return [];
    }
    const start = view.script.starts[index] ?? 0;
    return [
      {
        range: { start: start + first, end: start + last },
        explainable: EXPLAINABLE.has(root.kind),
      },
    ];
  });
}
