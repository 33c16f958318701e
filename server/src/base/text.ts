/**
 * Text ranges and edits. Offsets are UTF-16 code units; ranges are half-open.
 */

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Text that replaces a range. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Applies edits that do not overlap; two insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.range.start - b.edit.range.start || a.index - b.index);
  let out = "";
  let at = 0;
  for (const { edit } of sorted) {
    if (edit.range.start < at) {
      continue;
    }
    out += text.slice(at, edit.range.start) + edit.text;
    at = edit.range.end;
  }
  return out + text.slice(at);
}

/** A line and a character, both from 0; characters are UTF-16 code units. */
export interface LineCharacter {
  readonly line: number;
  readonly character: number;
}

/** Start offsets of all lines of a text: `\n`, `\r\n` and `\r` end a line. */
export interface LineIndex {
  readonly starts: readonly number[];
  readonly length: number;
}

export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) {
      starts.push(i + 1);
    }
  }
  return { starts, length: text.length };
}

export function lineCharacterAt(index: LineIndex, offset: number): LineCharacter {
  const bounded = Math.max(0, Math.min(offset, index.length));
  let low = 0;
  let high = index.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.starts[middle] ?? 0) <= bounded) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return { line: low, character: bounded - (index.starts[low] ?? 0) };
}

/** The offset of a place; places beyond a line or the text are moved to its end. */
export function offsetAt(index: LineIndex, place: LineCharacter): number {
  if (place.line < 0) {
    return 0;
  }
  const start = index.starts[place.line];
  if (start === undefined) {
    return index.length;
  }
  const end = index.starts[place.line + 1] ?? index.length;
  return Math.max(start, Math.min(start + place.character, end));
}
