/** Names that are one name: an alias, a CTE or a variable is typed in all its places at once. */
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import { renamable } from "./references.ts";

/** The places of the name under the cursor; empty where changing them together could change meaning. */
export function linkedRanges(view: View, offset: number): readonly Range[] {
  const rename = renamable(view, offset);
  if (!rename.ok) {
    return [];
  }
  const ranges = rename.references.map((it) => it.range);
  const { text } = view.script;
  // The editor types the same letters everywhere, so they must be the same letters now.
  const first = ranges[0];
  const same =
    first !== undefined &&
    ranges.every((it) => text.slice(it.start, it.end) === text.slice(first.start, first.end));
  return same && ranges.length > 1 ? ranges : [];
}
