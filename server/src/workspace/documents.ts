/**
 * Open documents: their text, lines and SQL. A document is replaced by a new value on every change;
 * statements that an edit does not touch keep their identity, and with them all that was computed.
 */
import {
  type Edit,
  type LineCharacter,
  type LineIndex,
  lineIndex,
  offsetAt,
} from "../base/text.ts";

/** The text of a document at one version. */
export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  readonly lines: LineIndex;
}

/** A change as the protocol sends it: a range and its text, or the whole text. */
export interface TextChange {
  readonly range?: { readonly start: LineCharacter; readonly end: LineCharacter } | undefined;
  readonly text: string;
}

export function openDocument(
  uri: string,
  languageId: string,
  version: number,
  text: string,
): OpenDocument {
  return { uri, languageId, version, text, lines: lineIndex(text) };
}

/** The changes one after the other, and the single edit from the old text to the new one. */
export function changed(
  document: OpenDocument,
  changes: readonly TextChange[],
  version: number,
): { readonly document: OpenDocument; readonly edit: Edit } {
  let { text, lines } = document;
  for (const change of changes) {
    if (change.range === undefined) {
      text = change.text;
    } else {
      const start = offsetAt(lines, change.range.start);
      const end = Math.max(start, offsetAt(lines, change.range.end));
      text = text.slice(0, start) + change.text + text.slice(end);
    }
    lines = lineIndex(text);
  }
  const [only, ...others] = changes;
  const range = others.length === 0 ? only?.range : undefined;
  // One ranged change says itself what it replaces; several are one edit by their difference.
  const start = offsetAt(document.lines, range?.start ?? { line: 0, character: 0 });
  const edit =
    range === undefined
      ? difference(document.text, text)
      : {
          range: { start, end: Math.max(start, offsetAt(document.lines, range.end)) },
          text: only?.text ?? "",
        };
  return { document: { ...document, version, text, lines }, edit };
}

/** The smallest single edit that turns one text into the other. */
export function difference(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) {
    start += 1;
  }
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  return {
    range: { start, end: before.length - tail },
    text: after.slice(start, after.length - tail),
  };
}
