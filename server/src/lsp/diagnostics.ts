/** Findings as pulled diagnostics, and their fixes as code actions. */
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticReport,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Severity } from "../base/severity.ts";
import { configProblems } from "../workspace/config.ts";
import type { DocumentFinding } from "../workspace/diagnostics.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { toLspRange } from "./convert.ts";
import type { Feature } from "./door.ts";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Findings about something that could be taken away are shown faded. */
const UNNECESSARY = /\/(?:unused-|redundant-|duplicate-)/u;

export const diagnostics: Feature = {
  capabilities: {
    diagnosticProvider: {
      identifier: "sqlx",
      interFileDependencies: true,
      workspaceDiagnostics: false,
    },
  },
  attach({ connection, workspace, answer }) {
    connection.languages.diagnostics.on((params, token) =>
      answer<DocumentDiagnosticReport>("diagnostics", token, { kind: "full", items: [] }, () => ({
        kind: "full",
        items: [...diagnosticsOf(workspace, params.textDocument.uri)],
      })),
    );
  },
};

/** All that is to be said about a document: findings of SQL, or problems of `sqlx.json`. */
export function diagnosticsOf(workspace: Workspace, uri: string): readonly Diagnostic[] {
  const document = workspace.document(uri);
  if (document === undefined) {
    return [];
  }
  return isConfig(uri)
    ? configProblems(document.text, workspace.packs.names()).map((it) => ({
        range: toLspRange(document.lines, {
          start: it.start ?? 0,
          end: it.end ?? document.text.length,
        }),
        severity: DiagnosticSeverity.Error,
        source: "sqlx",
        code: "config",
        message: it.message,
      }))
    : workspace.findings(uri).map(toLspDiagnostic);
}

export function isConfig(uri: string): boolean {
  return /(?:^|\/)sqlx\.json$/u.test(uri);
}

export function toLspDiagnostic(it: DocumentFinding): Diagnostic {
  return {
    range: it.range,
    severity: SEVERITIES[it.severity],
    source: "sqlx",
    code: it.rule,
    codeDescription: { href: it.href },
    message: it.message,
    ...(UNNECESSARY.test(it.rule) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(it.fixes.length === 0 ? {} : { data: { fixes: it.fixes } }),
  };
}

/** The fixes of the findings that touch a range, best first, and the comment that silences each. */
export function fixActions(uri: string, found: readonly DocumentFinding[]): readonly CodeAction[] {
  return found.flatMap((it) => [
    ...it.fixes.map(
      (fix, index): CodeAction => ({
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [toLspDiagnostic(it)],
        isPreferred: index === 0 && fix.safe,
        edit: workspaceEdit(uri, fix.edits),
      }),
    ),
    ...(it.silence === undefined
      ? []
      : [
          {
            title: `Silence ${it.rule} here`,
            kind: CodeActionKind.QuickFix,
            diagnostics: [toLspDiagnostic(it)],
            edit: workspaceEdit(uri, [it.silence]),
          },
        ]),
  ]);
}

export function workspaceEdit(
  uri: string,
  edits: readonly { readonly range: Diagnostic["range"]; readonly newText: string }[],
): WorkspaceEdit {
  return { changes: { [uri]: [...edits] } };
}
