/** Findings of a document in its own lines and characters, embedded SQL included. */

import type { Severity } from "../base/severity.ts";
import { type LineCharacter, type LineIndex, lineCharacterAt, type Range } from "../base/text.ts";
import { findings, type RuleSet, uncovered } from "../intelligence/findings.ts";
import { problemFindings } from "../intelligence/problems.ts";
import type { Finding, Fix } from "../intelligence/rule.ts";
import { suppressions } from "../intelligence/suppressions.ts";
import { hostRange, type Region } from "./region.ts";

export interface PlacedEdit {
  readonly range: { readonly start: LineCharacter; readonly end: LineCharacter };
  readonly newText: string;
}

export interface DocumentFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: { readonly start: LineCharacter; readonly end: LineCharacter };
  /** Offsets in the document. */
  readonly offsets: Range;
  readonly fixes: readonly {
    readonly title: string;
    readonly safe: boolean;
    readonly edits: readonly PlacedEdit[];
  }[];
  /** The edit that silences this finding at this place; none where a comment cannot stand. */
  readonly silence?: PlacedEdit | undefined;
  readonly href: string;
}

const DOCS = "https://github.com/nublox/sqlxos/blob/main/docs/rules.md";

export function regionFindings(region: Region, set: RuleSet): readonly DocumentFinding[] {
  const silenced = suppressions(region.view.script.text);
  const problems = problemFindings(region.view).filter(
    (it) => !silenced.silences(it.rule, it.range),
  );
  return [...problems, ...uncovered(findings(region.view, set), set.rules)].map((it) => ({
    rule: it.rule,
    severity: it.severity,
    message: it.message,
    range: hostRange(region, it.range),
    offsets: { start: region.toHost(it.range.start), end: region.toHost(it.range.end) },
    fixes: it.fixes.map((fix) => placedFix(region, fix)),
    silence:
      region.embedded || it.rule.startsWith("correctness/syntax")
        ? undefined
        : silence(region, it.rule, it.range),
    href: `${DOCS}#${it.rule.replace("/", "")}`,
  }));
}

/** Findings whose offsets are the document's own. */
export function placedFindings(
  found: readonly Finding[],
  lines: LineIndex,
): readonly DocumentFinding[] {
  const placed = (range: Range) => ({
    start: lineCharacterAt(lines, range.start),
    end: lineCharacterAt(lines, range.end),
  });
  return found.map((it) => ({
    rule: it.rule,
    severity: it.severity,
    message: it.message,
    range: placed(it.range),
    offsets: it.range,
    fixes: it.fixes.map((fix) => ({
      title: fix.title,
      safe: fix.safe,
      edits: fix.edits.map((edit) => ({ range: placed(edit.range), newText: edit.text })),
    })),
    href: `${DOCS}#${it.rule.replace("/", "")}`,
  }));
}

function placedFix(region: Region, fix: Fix): DocumentFinding["fixes"][number] {
  return {
    title: fix.title,
    safe: fix.safe,
    edits: fix.edits.map((edit) => ({
      range: hostRange(region, edit.range),
      newText: region.escape(edit.text),
    })),
  };
}

function silence(region: Region, rule: string, range: Range): PlacedEdit {
  const { text } = region.view.script;
  const lineStart = text.lastIndexOf("\n", range.start - 1) + 1;
  const indent = /^[^\S\n]*/u.exec(text.slice(lineStart, range.start))?.[0] ?? "";
  return {
    range: hostRange(region, { start: lineStart, end: lineStart }),
    newText: `${indent}-- sqlx-disable-next-line ${rule} -- reason\n`,
  };
}
