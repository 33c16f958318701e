/** Commands about objects of a database: names, DDL, first rows. */
import * as vscode from "vscode";
import type { Command, Parts } from "../parts.ts";
import { ddlUri } from "../ui/ddl-documents.ts";
import { showError } from "../ui/notices.ts";
import { elementOf } from "./arguments.ts";

export const schemaCommands: readonly Command[] = [
  { id: "sqlx.schema.copyName", run: (_, it, all) => copyName(it, all) },
  { id: "sqlx.schema.insertName", run: (_, it) => insertName(it) },
  { id: "sqlx.schema.showDdl", run: (_, it) => showDdl(it) },
  { id: "sqlx.schema.showRows", run: (parts, it) => showRows(parts, it) },
  {
    id: "sqlx.schema.find",
    run: () => vscode.commands.executeCommand("workbench.action.quickOpen", "#"),
  },
];

function nameOf(given: unknown): string | undefined {
  const element = elementOf(given);
  return element?.tag === "object"
    ? (element.node.sqlName ?? element.node.label)
    : element?.tag === "connection"
      ? element.connection.name
      : undefined;
}

async function copyName(given: unknown, all: unknown): Promise<void> {
  const names = (Array.isArray(all) && 1 < all.length ? all : [given]).flatMap(
    (it) => nameOf(it) ?? [],
  );
  await vscode.env.clipboard.writeText(names.join(", "));
}

async function insertName(given: unknown): Promise<void> {
  const name = nameOf(given);
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  if (name === undefined || editor === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a file with SQL first."));
    return;
  }
  await editor.edit((edit) => {
    for (const it of editor.selections) {
      edit.replace(it, name);
    }
  });
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
}

async function showDdl(given: unknown): Promise<void> {
  const element = elementOf(given);
  if (element?.tag === "object") {
    const document = await vscode.workspace.openTextDocument(
      ddlUri(element.connection, element.node.path),
    );
    await vscode.window.showTextDocument(
      await vscode.languages.setTextDocumentLanguage(document, "sql"),
      { preview: true },
    );
  }
}

async function showRows(parts: Parts, given: unknown): Promise<void> {
  const element = elementOf(given);
  if (element?.tag !== "object") {
    return;
  }
  const { connection, node } = element;
  const answer = await parts.session.ask("sqlx/schema/select", { connection, path: node.path });
  if (!answer.ok) {
    await showError(answer.error);
    return;
  }
  const document = await vscode.workspace.openTextDocument({
    language: "sql",
    content: `-- sqlx: connection=${connection}\n${answer.value}\n`,
  });
  const editor = await vscode.window.showTextDocument(document, { preview: true });
  const end = document.lineAt(document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
  await vscode.commands.executeCommand("sqlx.run", {
    uri: document.uri.toString(),
    range: { start: { line: 1, character: 0 }, end: { line: end.line, character: end.character } },
    connection,
  });
}
