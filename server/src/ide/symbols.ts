/** What a text defines, flat: for going to a name anywhere in the folder. */
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import { matchScore } from "../catalog/match.ts";
import { type OutlineEntry, outline } from "./outline.ts";

export interface FoundSymbol {
  readonly name: string;
  readonly kind: OutlineEntry["kind"];
  readonly container: string | undefined;
  /** Offsets of the script. */
  readonly range: Range;
  readonly score: number;
}

const NAMED: ReadonlySet<OutlineEntry["kind"]> = new Set([
  "table",
  "view",
  "routine",
  "column",
  "cte",
]);

/** The definitions whose names match the letters, in text order. */
export function symbols(view: View, query: string): readonly FoundSymbol[] {
  const found: FoundSymbol[] = [];
  const add = (entry: OutlineEntry, container: string | undefined): void => {
    const score = NAMED.has(entry.kind) ? (query === "" ? 1 : matchScore(entry.name, query)) : 0;
    if (score > 0) {
      found.push({ name: entry.name, kind: entry.kind, container, range: entry.selection, score });
    }
    for (const child of entry.children) {
      add(child, NAMED.has(entry.kind) ? entry.name : undefined);
    }
  };
  for (const entry of outline(view)) {
    add(entry, undefined);
  }
  return found;
}
