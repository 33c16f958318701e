/**
 * A stretch of a document that is SQL: the whole of an SQL file, or the inside of one string of a
 * host language. It carries the view that features see and maps offsets both ways.
 */

import type { View } from "../analysis/view.ts";
import {
  type Edit,
  type LineCharacter,
  type LineIndex,
  lineCharacterAt,
  type Range,
} from "../base/text.ts";
import { type EmbeddedStatement, fromHost, toHost, writeAt } from "../host/embedded.ts";
import { encode } from "../host/strings.ts";

export interface Region {
  readonly uri: string;
  readonly view: View;
  /** Where it lies in the document. */
  readonly host: Range;
  readonly lines: LineIndex;
  readonly embedded: boolean;
  /** Offset in the SQL to offset in the document; where two pieces meet, the side says which is meant. */
  toHost(offset: number, side?: "start" | "end"): number;
  /** Is SQL written at this offset of the document? */
  covers(offset: number): boolean;
  /** Offset in the document to offset in the SQL; bounded to the region. */
  fromHost(offset: number): number;
  /** Text as it must be written in the document: escapes of the host language added. */
  escape(text: string): string;
  /** Text for a range as it must be written there; nothing where an edit would cross a hole or two literals. */
  writes(range: Range, text: string): string | undefined;
}

/** The region of a statement inside a program. */
export function embeddedRegion(
  uri: string,
  statement: EmbeddedStatement,
  view: View,
  lines: LineIndex,
): Region {
  const [literal] = statement.segments.flatMap((it) => it.literal ?? []);
  return {
    uri,
    view,
    host: statement.host,
    lines,
    embedded: true,
    toHost: (offset, side = "start") => toHost(statement, offset, side),
    fromHost: (offset) => fromHost(statement, offset) ?? 0,
    covers: (offset) => fromHost(statement, offset) !== undefined,
    escape: (text) => (literal === undefined ? text : encode(text, literal.style, literal.quote)),
    writes: (range, text) => writeAt(statement, range, text),
  };
}

/** The region of a document that is SQL from end to end. */
export function wholeRegion(uri: string, view: View, lines: LineIndex): Region {
  return {
    uri,
    view,
    host: { start: 0, end: view.script.text.length },
    lines,
    embedded: false,
    toHost: (offset) => offset,
    covers: () => true,
    fromHost: (offset) => Math.max(0, Math.min(offset, view.script.text.length)),
    escape: (text) => text,
    writes: (_, text) => text,
  };
}

/** A range of the SQL as lines and characters of the document. */
export function hostRange(
  region: Region,
  range: Range,
): { readonly start: LineCharacter; readonly end: LineCharacter } {
  return {
    start: lineCharacterAt(region.lines, region.toHost(range.start, "start")),
    end: lineCharacterAt(
      region.lines,
      region.toHost(range.end, range.end > range.start ? "end" : "start"),
    ),
  };
}

/** Edits as the document needs them; nothing where one of them cannot be written. */
export function hostEdits(
  region: Region,
  edits: readonly Edit[],
):
  | readonly { readonly range: ReturnType<typeof hostRange>; readonly newText: string }[]
  | undefined {
  const made = edits.flatMap((it) => {
    const newText = region.writes(it.range, it.text);
    return newText === undefined ? [] : [{ range: hostRange(region, it.range), newText }];
  });
  return made.length === edits.length ? made : undefined;
}
