/**
 * The extension: builds its parts and hands them to the editor. Owns no behaviour of its own; the
 * server starts when the first SQL document or view asks for it, not here.
 */
import * as vscode from "vscode";
import type { MigrationsStatus } from "../../server/src/protocol/messages.ts";
import { ACTIVE_KEY } from "./commands/connections.ts";
import { COMMANDS } from "./commands/table.ts";
import type { Parts } from "./parts.ts";
import { Connections } from "./session/connections.ts";
import { FileConnections } from "./session/file-connections.ts";
import { concernsUs } from "./session/languages.ts";
import { Passwords } from "./session/passwords.ts";
import { Session } from "./session/session.ts";
import { provideTexts } from "./session/text-documents.ts";
import { ConnectionsTree } from "./trees/connections.ts";
import { MigrationsTree } from "./trees/migrations.ts";
import { askPassword } from "./ui/connection-form.ts";
import { provideDdl } from "./ui/ddl-documents.ts";
import { DocumentStates } from "./ui/document-states.ts";
import { showError } from "./ui/notices.ts";
import { showStatus } from "./ui/status.ts";
import { GridPanel, RESULTS_VIEW } from "./webviews/grid/panel.ts";
import { PlanPanel } from "./webviews/plan/panel.ts";

/** What the extension offers to tests and other extensions. */
export interface Api {
  /** Resolves when the server answers. */
  readonly ready: () => Promise<void>;
}

let session: Session | undefined;

/** Called by the editor on the first SQL document, view or command. */
export function activate(context: vscode.ExtensionContext): Api {
  const output = vscode.window.createOutputChannel("SQLx", { log: true });
  const passwords = new Passwords(context.secrets);
  const memory = context.workspaceState;
  session = new Session({
    serverModule: context.asAbsolutePath("dist/server.js"),
    output,
    cacheDir: vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, "catalogs")
      .fsPath,
    password: (place) => passwords.get(place),
    ownCommands: COMMANDS.map((it) => it.id),
    activeConnection: () => memory.get<string>(ACTIVE_KEY),
  });
  const server = session;
  const connections = new Connections(server, passwords, askPassword);
  const fileConnections = new FileConnections(server, memory);
  const states = new DocumentStates(server);
  const connectionsTree = new ConnectionsTree(server, connections);
  const connectionsView = vscode.window.createTreeView("sqlx.connections", {
    treeDataProvider: connectionsTree,
    dragAndDropController: connectionsTree,
    showCollapseAll: true,
    canSelectMany: true,
  });
  const migrationsTree = new MigrationsTree(server);
  const migrationsView = vscode.window.createTreeView("sqlx.migrations", {
    treeDataProvider: migrationsTree,
  });
  const grid = new GridPanel(server, context.extensionUri);
  const plan = new PlanPanel(context.extensionUri);
  const parts: Parts = {
    output,
    session: server,
    connections,
    fileConnections,
    passwords,
    states,
    connectionsTree,
    connectionsView,
    migrationsTree,
    migrationsView,
    grid,
    plan,
    memory,
  };
  context.subscriptions.push(
    output,
    server,
    connections,
    fileConnections,
    states,
    connectionsView,
    migrationsView,
    grid,
    plan,
    migrationsTree.onDidLoad(() => showMigrations(parts)),
    vscode.window.registerWebviewViewProvider(RESULTS_VIEW, grid, {
      webviewOptions: { retainContextWhenHidden: true },
    }),
    provideDdl(server),
    provideTexts(),
    showStatus(server, states),
    ...COMMANDS.map((it) =>
      vscode.commands.registerCommand(it.id, (...args: unknown[]) => it.run(parts, ...args)),
    ),
    ...startOnSql(server),
    server.onDidChangeState((it) => {
      if (it === "failed") {
        void showError(
          {
            tag: "server",
            message: vscode.l10n.t("The SQL server does not run. The output says why."),
          },
          {
            title: vscode.l10n.t("Start Again"),
            go: () => vscode.commands.executeCommand("sqlx.server.restart"),
          },
        );
      }
    }),
  );
  return { ready: async () => void (await server.start()) };
}

/** Called by the editor on shutdown; it waits for the server to end. */
export function deactivate(): Promise<void> | undefined {
  return session?.close();
}

/** Starts the server once a document is open that it has something to say about. */
function startOnSql(server: Session): readonly vscode.Disposable[] {
  const look = (document: vscode.TextDocument): void => {
    if (server.state === "idle" && concernsUs(document)) {
      server.start().catch(() => undefined);
    }
  };
  // After activation has been answered, so that it takes no time from the editor's start.
  const timer = setTimeout(() => vscode.workspace.textDocuments.forEach(look), 0);
  return [
    { dispose: () => clearTimeout(timer) },
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidSaveTextDocument(look),
  ];
}

/** The title of the migrations view says where they are and how many wait. */
function showMigrations({ migrationsTree, migrationsView }: Parts): void {
  const { status } = migrationsTree;
  const view = migrationsView as { description?: string | undefined };
  view.description = status === undefined ? undefined : migrationsTitle(status);
  const count = status?.migrations.length ?? 0;
  void vscode.commands.executeCommand("setContext", "sqlx.hasMigrations", 0 < count);
}

/** No badge: one on the activity bar would cover the icon for as long as anything is pending. */
function migrationsTitle(status: MigrationsStatus): string {
  const dir = vscode.workspace.asRelativePath(status.dir, false);
  if (status.connection === "") {
    return dir;
  }
  return 0 < status.pending
    ? vscode.l10n.t("{0} on {1} · {2} pending", dir, status.connection, status.pending)
    : vscode.l10n.t("{0} on {1}", dir, status.connection);
}
