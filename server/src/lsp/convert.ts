/** Between our words and the protocol's: offsets and positions, findings and diagnostics. */
import type { Range as LspRange } from "vscode-languageserver";
import { type LineIndex, lineCharacterAt, offsetAt, type Range } from "../base/text.ts";

export function toLspRange(lines: LineIndex, range: Range): LspRange {
  return { start: lineCharacterAt(lines, range.start), end: lineCharacterAt(lines, range.end) };
}

export function fromLspRange(lines: LineIndex, range: LspRange): Range {
  return { start: offsetAt(lines, range.start), end: offsetAt(lines, range.end) };
}
