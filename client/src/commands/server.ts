/** Commands about the server and the windows of the extension. */
import * as vscode from "vscode";
import type { Command } from "../parts.ts";
import type { PageAction } from "../webviews/grid/model.ts";

const GRID: Readonly<Record<string, PageAction>> = {
  "sqlx.grid.copy": "copy",
  "sqlx.grid.copyWithHeader": "copy-with-header",
  "sqlx.grid.copyRow": "copy-row",
  "sqlx.grid.copyCsv": "copy-csv",
  "sqlx.grid.copyJson": "copy-json",
  "sqlx.grid.copyMarkdown": "copy-md",
  "sqlx.grid.viewCell": "view-cell",
  "sqlx.grid.selectAll": "select-all",
};

export const serverCommands: readonly Command[] = [
  { id: "sqlx.output.show", run: (parts) => parts.output.show(true) },
  {
    id: "sqlx.server.restart",
    run: (parts) =>
      vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Window,
          title: vscode.l10n.t("Starting the SQL server"),
        },
        () => parts.session.restart(),
      ),
  },
  { id: "sqlx.results.show", run: (parts) => parts.grid.reveal() },
  { id: "sqlx.grid.export", run: (parts) => parts.grid.exportActive() },
  ...Object.entries(GRID).map(
    ([id, action]): Command => ({ id, run: (parts) => parts.grid.act(action) }),
  ),
  {
    id: "sqlx.walkthrough.open",
    run: () =>
      vscode.commands.executeCommand(
        "workbench.action.openWalkthrough",
        "nublox.sqlxos#sqlx.start",
        false,
      ),
  },
  { id: "sqlx.config.open", run: () => openConfig() },
];

/** Opens `sqlx.json`, writing a first one where there is none. */
async function openConfig(): Promise<void> {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (root === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("Open a folder first: sqlx.json lives at its root."),
    );
    return;
  }
  const file = vscode.Uri.joinPath(root, "sqlx.json");
  try {
    await vscode.workspace.fs.stat(file);
  } catch {
    const first =
      '{\n  "dialect": "auto",\n  "connections": {},\n  "migrations": { "dir": "db/migrations" }\n}\n';
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(first));
  }
  await vscode.window.showTextDocument(file);
}
