/** Pickers for connections and dialects. */
import * as vscode from "vscode";
import type { ConnectionInfo } from "../../../server/src/protocol/messages.ts";
import type { Parts } from "../parts.ts";

/** Lets the user choose a connection; offers to add one. */
export async function pickConnection(
  parts: Parts,
  title: string,
): Promise<ConnectionInfo | undefined> {
  const add = { label: `$(add) ${vscode.l10n.t("Add Connection…")}`, alwaysShow: true };
  const found = await parts.connections.list();
  const items = found.map((connection) => ({
    label: `$(database) ${connection.name}`,
    description: [
      connection.engine,
      connection.environment,
      connection.readOnly ? vscode.l10n.t("read-only") : undefined,
      connection.active ? vscode.l10n.t("active") : undefined,
    ]
      .filter((it) => it !== undefined)
      .join(" · "),
    detail: connection.target,
    connection,
  }));
  const chosen = await vscode.window.showQuickPick([...items, add], {
    title,
    placeHolder: vscode.l10n.t("Connection"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) {
    return undefined;
  }
  if ("connection" in chosen) {
    return chosen.connection;
  }
  const name = await vscode.commands.executeCommand<string | undefined>("sqlx.connections.add");
  return name === undefined ? undefined : parts.connections.find(name);
}

/** Lets the user choose a dialect. */
export async function pickDialect(
  parts: Parts,
  title: string,
  current: string | undefined,
  more: readonly vscode.QuickPickItem[] = [],
): Promise<string | undefined> {
  const dialects = await parts.session.request("sqlx/dialects/list", {});
  const chosen = await vscode.window.showQuickPick(
    [
      ...more,
      ...dialects.map((it) => ({
        label: it.title,
        description: it.id === current ? vscode.l10n.t("{0} · now", it.id) : it.id,
        id: it.id,
      })),
    ],
    { title, placeHolder: vscode.l10n.t("Dialect"), matchOnDescription: true },
  );
  return chosen === undefined
    ? undefined
    : "id" in chosen
      ? (chosen as { id: string }).id
      : chosen.label;
}

/** The document and selection a command is about: from a lens or menu, else the editor in front. */
export function activeDocument(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a file with SQL first."));
  }
  return editor;
}
