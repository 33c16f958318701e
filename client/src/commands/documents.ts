/** Commands about the document in front: its dialect, its connection, its translation. */
import * as vscode from "vscode";
import type { Translation } from "../../../server/src/protocol/messages.ts";
import type { Command, Parts } from "../parts.ts";
import { isSql } from "../session/languages.ts";
import { textDocument } from "../session/text-documents.ts";
import { headerEdit } from "../ui/header.ts";
import { showError, withProgress } from "../ui/notices.ts";
import { activeDocument, pickConnection, pickDialect } from "../ui/pickers.ts";

export const documentCommands: readonly Command[] = [
  { id: "sqlx.document.selectConnection", run: (parts) => selectConnection(parts) },
  { id: "sqlx.document.selectDialect", run: (parts) => selectDialect(parts) },
  { id: "sqlx.document.translate", run: (parts) => translate(parts) },
  { id: "sqlx.document.show", run: (_, given) => show(given) },
];

/** Text that the server made for a file it does not know, beside the one in front. */
async function show(given: unknown): Promise<void> {
  if (!isText(given)) {
    return;
  }
  const document = await vscode.workspace.openTextDocument({
    language: given.languageId,
    content: given.text,
  });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
}

function isText(it: unknown): it is { readonly languageId: string; readonly text: string } {
  return (
    typeof it === "object" &&
    it !== null &&
    "languageId" in it &&
    "text" in it &&
    typeof it.languageId === "string" &&
    typeof it.text === "string"
  );
}

/** A header that names a connection is changed; without one the choice is kept beside the file. */
async function selectConnection(parts: Parts): Promise<void> {
  const editor = activeDocument();
  const connection =
    editor === undefined
      ? undefined
      : await pickConnection(parts, vscode.l10n.t("Connection for This File"));
  if (editor === undefined || connection === undefined) {
    return;
  }
  const answer = await parts.fileConnections.choose(
    editor.document.uri.toString(),
    connection.name,
  );
  if (!answer.ok) {
    await showError(answer.error);
    return;
  }
  if (hasHeader(editor.document)) {
    await writeHeader(editor, "connection", connection.name);
  }
  const opened = await parts.connections.ensureOpen(connection.name);
  if (!opened.ok) {
    await showError(opened.error, {
      title: vscode.l10n.t("Edit Connection"),
      go: () => vscode.commands.executeCommand("sqlx.connections.edit", connection.name),
    });
  }
}

function hasHeader(document: vscode.TextDocument): boolean {
  return isSql(document) && /^\s*--\s*sqlx:/imu.test(document.getText());
}

async function selectDialect(parts: Parts): Promise<void> {
  const editor = activeDocument();
  if (editor === undefined) {
    return;
  }
  const current = (await parts.states.get(editor.document))?.dialect;
  const id = await pickDialect(parts, vscode.l10n.t("Dialect of This File"), current);
  if (id === undefined) {
    return;
  }
  if (isSql(editor.document)) {
    await writeHeader(editor, "dialect", id);
  } else {
    const target =
      vscode.workspace.workspaceFolders === undefined
        ? vscode.ConfigurationTarget.Global
        : vscode.ConfigurationTarget.Workspace;
    await vscode.workspace.getConfiguration("sqlx", editor.document).update("dialect", id, target);
  }
}

async function writeHeader(
  editor: vscode.TextEditor,
  key: "dialect" | "connection",
  value: string,
): Promise<void> {
  const { document } = editor;
  const edit = headerEdit(document.getText().split(/\r?\n/u), key, value);
  await editor.edit((it) => {
    if (edit.how === "insert") {
      it.insert(new vscode.Position(0, 0), `${edit.text}\n`);
    } else {
      it.replace(document.lineAt(edit.line).range, edit.text);
    }
  });
}

/** Translates the selection or the file and shows both sides; nothing is changed without a yes. */
async function translate(parts: Parts): Promise<void> {
  const editor = activeDocument();
  if (editor === undefined) {
    return;
  }
  const { document } = editor;
  const range = editor.selection.isEmpty
    ? new vscode.Range(
        0,
        0,
        document.lineCount - 1,
        document.lineAt(document.lineCount - 1).text.length,
      )
    : new vscode.Range(editor.selection.start, editor.selection.end);
  const from = (await parts.states.get(document))?.dialect ?? "auto";
  const to = await pickDialect(parts, vscode.l10n.t("Translate From {0} To", from), from);
  if (to === undefined) {
    return;
  }
  const answer = await withProgress(vscode.l10n.t("Translating"), (token) =>
    parts.session.ask(
      "sqlx/translate",
      { text: document.getText(range), from, to, uri: document.uri.toString() },
      token,
    ),
  );
  if (!answer.ok) {
    await showError(answer.error);
    return;
  }
  await preview(editor, range, answer.value, from, to);
}

async function preview(
  editor: vscode.TextEditor,
  range: vscode.Range,
  translation: Translation,
  from: string,
  to: string,
): Promise<void> {
  const { document } = editor;
  const before = await textDocument(`${from}.sql`, document.getText(range));
  const after = await textDocument(`${to}.sql`, withNotes(translation));
  await vscode.commands.executeCommand(
    "vscode.diff",
    before.uri,
    after.uri,
    vscode.l10n.t("{0} to {1}", from, to),
    { preview: true },
  );
  const replace = vscode.l10n.t("Replace");
  const nLost = translation.notes.filter((it) => it.level === "error").length;
  const checked = verifiedWords(translation.verified);
  const chosen =
    nLost === 0
      ? await vscode.window.showInformationMessage(
          vscode.l10n.t(
            "Translated to {0}: {1}, {2} notes.",
            to,
            checked,
            translation.notes.length,
          ),
          replace,
        )
      : await vscode.window.showWarningMessage(
          nLost === 1
            ? vscode.l10n.t("One statement has no equal in {0} and was left as it is.", to)
            : vscode.l10n.t(
                "{1} places have no equal in {0} and were left as they are.",
                to,
                nLost,
              ),
          replace,
        );
  if (chosen === replace) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, translation.output);
    await vscode.workspace.applyEdit(edit);
    await vscode.window.showTextDocument(document, editor.viewColumn);
  }
}

function withNotes(translation: Translation): string {
  const notes = translation.notes.map(
    (it) => `-- ${it.level}: ${it.message.replaceAll("\n", " ")}`,
  );
  return [...notes, translation.output].join("\n");
}

function verifiedWords(verified: Translation["verified"]): string {
  switch (verified) {
    case "engine":
      return vscode.l10n.t("accepted by the engine");
    case "analysis":
      return vscode.l10n.t("names and types checked");
    case "parser":
      return vscode.l10n.t("grammar checked");
    case "none":
      return vscode.l10n.t("not checked");
    default:
      return verified satisfies never;
  }
}
