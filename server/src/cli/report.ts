/** Findings as text for a terminal, JSON, SARIF 2.1.0 and GitHub annotations. */

import type { Severity } from "../base/severity.ts";
import { type LineIndex, lineCharacterAt } from "../base/text.ts";
import type { Finding, Rule } from "../intelligence/rule.ts";

/** The findings of one file. */
export interface FileFindings {
  /** Path as the user gave it, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly findings: readonly Finding[];
}

export type ReportFormat = "text" | "json" | "sarif" | "github";
export const REPORT_FORMATS: readonly ReportFormat[] = ["text", "json", "sarif", "github"];

export function report(
  files: readonly FileFindings[],
  rules: readonly Rule[],
  format: ReportFormat,
  color: boolean,
): string {
  switch (format) {
    case "text":
      return asText(files, color);
    case "json":
      return `${JSON.stringify(files.flatMap(asJson), null, 2)}\n`;
    case "sarif":
      return `${JSON.stringify(asSarif(files, rules), null, 2)}\n`;
    case "github":
      return files.flatMap(asGithub).join("");
  }
}

const COLORS: Readonly<Record<Severity, string>> = {
  error: "31",
  warning: "33",
  info: "34",
  hint: "90",
};

function asText(files: readonly FileFindings[], color: boolean): string {
  const paint = (text: string, code: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const blocks = files
    .filter((it) => it.findings.length > 0)
    .map((file) => {
      const rows = file.findings.map((it) => {
        const { line, character } = lineCharacterAt(file.lines, it.range.start);
        return `  ${line + 1}:${character + 1}  ${paint(it.severity, COLORS[it.severity])}  ${it.message}  ${paint(it.rule, "90")}`;
      });
      return `${paint(file.path, "1")}\n${rows.join("\n")}\n`;
    });
  const all = files.flatMap((it) => it.findings);
  const counts = (["error", "warning", "info", "hint"] as const)
    .map((severity) => ({ severity, count: all.filter((it) => it.severity === severity).length }))
    .filter((it) => it.count > 0)
    .map((it) => `${it.count} ${it.severity}${it.count > 1 && it.severity !== "info" ? "s" : ""}`);
  const summary =
    counts.length === 0
      ? `No findings in ${files.length} file${files.length === 1 ? "" : "s"}.`
      : `${counts.join(", ")} in ${files.length} file${files.length === 1 ? "" : "s"}.`;
  return `${blocks.join("\n")}${blocks.length > 0 ? "\n" : ""}${summary}\n`;
}

/** A finding as `lint --jsonl` and `--format json` show it. */
export function findingJson(it: Finding, text: string, lines: LineIndex): object {
  return {
    rule: it.rule,
    severity: it.severity,
    message: it.message,
    start: lineCharacterAt(lines, it.range.start),
    end: lineCharacterAt(lines, it.range.end),
    text: text.slice(it.range.start, it.range.end),
    fixes: it.fixes.map((fix) => ({
      title: fix.title,
      safe: fix.safe,
      edits: fix.edits.map((edit) => ({
        start: lineCharacterAt(lines, edit.range.start),
        end: lineCharacterAt(lines, edit.range.end),
        newText: edit.text,
      })),
    })),
  };
}

function asJson(file: FileFindings): readonly object[] {
  return file.findings.map((it) => ({
    path: file.path,
    ...findingJson(it, file.text, file.lines),
  }));
}

const SARIF_LEVELS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "note",
  hint: "note",
};

function asSarif(files: readonly FileFindings[], rules: readonly Rule[]): object {
  const used = new Set(files.flatMap((it) => it.findings.map((found) => found.rule)));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "sqlxos",
            rules: rules
              .filter((it) => used.has(it.id))
              .map((it) => ({
                id: it.id,
                shortDescription: { text: it.summary },
                fullDescription: { text: it.why },
                help: { text: it.advice },
                defaultConfiguration: { level: SARIF_LEVELS[it.severity] },
              })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: files.flatMap((file) =>
          file.findings.map((it) => ({
            ruleId: it.rule,
            level: SARIF_LEVELS[it.severity],
            message: { text: it.message },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: file.path },
                  region: sarifRegion(file.lines, it.range),
                },
              },
            ],
            ...(it.fixes.length === 0
              ? {}
              : {
                  fixes: it.fixes.map((fix) => ({
                    description: { text: fix.title },
                    artifactChanges: [
                      {
                        artifactLocation: { uri: file.path },
                        replacements: fix.edits.map((edit) => ({
                          deletedRegion: sarifRegion(file.lines, edit.range),
                          insertedContent: { text: edit.text },
                        })),
                      },
                    ],
                  })),
                }),
          })),
        ),
      },
    ],
  };
}

function sarifRegion(
  lines: LineIndex,
  range: { readonly start: number; readonly end: number },
): object {
  const start = lineCharacterAt(lines, range.start);
  const end = lineCharacterAt(lines, range.end);
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

const GITHUB_LEVELS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
  hint: "notice",
};

function asGithub(file: FileFindings): readonly string[] {
  return file.findings.map((it) => {
    const start = lineCharacterAt(file.lines, it.range.start);
    const end = lineCharacterAt(file.lines, it.range.end);
    const place = `file=${property(file.path)},line=${start.line + 1},col=${start.character + 1},endLine=${end.line + 1},endColumn=${end.character + 1}`;
    return `::${GITHUB_LEVELS[it.severity]} ${place},title=${property(it.rule)}::${message(it.message)}\n`;
  });
}

/** GitHub's own escapes for workflow commands. */
function message(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
function property(text: string): string {
  return message(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
