/**
 * Text to look at: plans, values, both sides of a translation. Read-only documents, so that closing
 * one never asks whether to save it. Forgotten when they are closed.
 */
import * as vscode from "vscode";

/** Scheme of the documents. */
export const TEXT_SCHEME = "sqlx-text";

const texts = new Map<string, string>();
let nTexts = 0;

/** A document with this text; the ending of the name decides its language. */
export function textDocument(name: string, content: string): Thenable<vscode.TextDocument> {
  nTexts += 1;
  const uri = vscode.Uri.from({ scheme: TEXT_SCHEME, path: `/${nTexts}/${name}` });
  texts.set(uri.path, content);
  return vscode.workspace.openTextDocument(uri);
}

/** Opens a document with this text in front. */
export async function showText(name: string, content: string): Promise<void> {
  await vscode.window.showTextDocument(await textDocument(name, content), { preview: true });
}

/** Provides the documents. */
export function provideTexts(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(TEXT_SCHEME, {
      provideTextDocumentContent: (uri) => texts.get(uri.path) ?? "",
    }),
    vscode.workspace.onDidCloseTextDocument((it) => {
      if (it.uri.scheme === TEXT_SCHEME) {
        texts.delete(it.uri.path);
      }
    }),
  );
}
