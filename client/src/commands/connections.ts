/** Commands about connections: add, test, edit, remove, activate, open, find. */
import * as vscode from "vscode";
import type { ConnectionInfo } from "../../../server/src/protocol/messages.ts";
import type { Command, Parts } from "../parts.ts";
import { askConnection, type ConnectionAnswers } from "../ui/connection-form.ts";
import { proposedName } from "../ui/connection-url.ts";
import { confirmed, showError, withProgress } from "../ui/notices.ts";
import { pickConnection } from "../ui/pickers.ts";
import { connectionNameOf } from "./arguments.ts";

/** Key of the connection the user activated, in the memory of the workspace. */
export const ACTIVE_KEY = "sqlx.active";

export const connectionCommands: readonly Command[] = [
  { id: "sqlx.connections.add", run: (parts) => add(parts) },
  { id: "sqlx.connections.discover", run: (parts) => discover(parts) },
  {
    id: "sqlx.connections.test",
    run: (parts, it) => withConnection(parts, it, vscode.l10n.t("Test Which Connection?"), test),
  },
  {
    id: "sqlx.connections.edit",
    run: (parts, it) => withConnection(parts, it, vscode.l10n.t("Edit Which Connection?"), edit),
  },
  {
    id: "sqlx.connections.remove",
    run: (parts, it) =>
      withConnection(parts, it, vscode.l10n.t("Remove Which Connection?"), remove),
  },
  {
    id: "sqlx.connections.activate",
    run: (parts, it) =>
      withConnection(parts, it, vscode.l10n.t("Activate Which Connection?"), activate),
  },
  {
    id: "sqlx.connections.connect",
    run: (parts, it) =>
      withConnection(parts, it, vscode.l10n.t("Connect to Which Database?"), connect),
  },
  {
    id: "sqlx.connections.disconnect",
    run: (parts, it) =>
      withConnection(parts, it, vscode.l10n.t("Disconnect From Which Database?"), disconnect),
  },
  { id: "sqlx.connections.refresh", run: (parts, it) => refresh(parts, it) },
  {
    id: "sqlx.connections.openSql",
    run: (parts, it) =>
      withConnection(parts, it, vscode.l10n.t("New SQL File for Which Connection?"), openSql),
  },
  {
    id: "sqlx.connections.forgetPassword",
    run: (parts, it) =>
      withConnection(
        parts,
        it,
        vscode.l10n.t("Forget the Password of Which Connection?"),
        forgetPassword,
      ),
  },
  { id: "sqlx.connections.filter", run: (parts) => filter(parts) },
  { id: "sqlx.connections.clearFilter", run: (parts) => setFilter(parts, "") },
];

/** Runs an action on the connection of a row, or on one the user chooses. */
async function withConnection(
  parts: Parts,
  given: unknown,
  title: string,
  run: (parts: Parts, connection: ConnectionInfo) => Promise<unknown>,
): Promise<unknown> {
  const name = connectionNameOf(given);
  const connection =
    name === undefined ? await pickConnection(parts, title) : await parts.connections.find(name);
  return connection === undefined ? undefined : run(parts, connection);
}

/** Asks, tests, saves; answers the name of the new connection. */
async function add(parts: Parts): Promise<string | undefined> {
  if (!(await trusted())) {
    return undefined;
  }
  const taken = (await parts.connections.list()).map((it) => it.name);
  const answers = await askConnection(taken);
  return answers === undefined ? undefined : testAndSave(parts, answers, undefined);
}

async function trusted(): Promise<boolean> {
  if (vscode.workspace.isTrusted) {
    return true;
  }
  const manage = vscode.l10n.t("Manage Trust");
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t("Databases stay closed until you trust this workspace."),
    manage,
  );
  if (chosen === manage) {
    await vscode.commands.executeCommand("workbench.trust.manage");
  }
  return vscode.workspace.isTrusted;
}

async function testAndSave(
  parts: Parts,
  answers: ConnectionAnswers,
  before: string | undefined,
): Promise<string | undefined> {
  const tested = await withProgress(vscode.l10n.t("Testing {0}", answers.name), (token) =>
    parts.session.ask(
      "sqlx/connections/test",
      { url: answers.url, password: answers.password },
      token,
    ),
  );
  if (!tested.ok) {
    if (tested.error.tag === "cancelled") {
      return undefined;
    }
    const save = vscode.l10n.t("Save Anyway");
    const chosen = await vscode.window.showErrorMessage(
      tested.error.message,
      { modal: true, detail: answers.url },
      save,
    );
    if (chosen !== save) {
      return undefined;
    }
  }
  if (answers.password !== undefined) {
    parts.connections.remember(answers.name, answers.password);
  }
  if (before !== undefined && before !== answers.name) {
    await withoutSetting(before);
  }
  await saveSetting(answers);
  parts.session.sendConfiguration();
  parts.connectionsTree.refresh();
  if (tested.ok) {
    const isFirst = (await parts.connections.list()).length <= 1;
    const use = vscode.l10n.t("Use It");
    const openFile = vscode.l10n.t("New SQL File");
    if (isFirst) {
      await setActive(parts, answers.name);
    }
    void vscode.window
      .showInformationMessage(
        vscode.l10n.t("Connected to {0}: {1}.", answers.name, tested.value.version),
        ...(isFirst ? [openFile] : [use, openFile]),
      )
      .then((chosen) => {
        if (chosen === use) {
          return setActive(parts, answers.name);
        }
        return chosen === openFile
          ? vscode.commands.executeCommand("sqlx.connections.openSql", answers.name)
          : undefined;
      });
  }
  return answers.name;
}

interface StoredConnection {
  readonly url: string;
  readonly environment?: string;
  readonly readOnly?: boolean;
  readonly [more: string]: unknown;
}
type Stored = Readonly<Record<string, StoredConnection>>;

/** Where a connection of that name is written; new ones go to the workspace where there is one. */
function scopeOf(name: string): {
  readonly target: vscode.ConfigurationTarget;
  readonly value: Stored;
} {
  const found = vscode.workspace.getConfiguration("sqlx").inspect<Stored>("connections");
  if (found?.workspaceValue?.[name] !== undefined) {
    return { target: vscode.ConfigurationTarget.Workspace, value: found.workspaceValue };
  }
  if (found?.globalValue?.[name] !== undefined || vscode.workspace.workspaceFolders === undefined) {
    return { target: vscode.ConfigurationTarget.Global, value: found?.globalValue ?? {} };
  }
  return { target: vscode.ConfigurationTarget.Workspace, value: found?.workspaceValue ?? {} };
}

async function saveSetting(it: ConnectionAnswers): Promise<void> {
  const { target, value } = scopeOf(it.name);
  const { readOnly: _, environment: __, ...kept } = value[it.name] ?? { url: "" };
  const entry: StoredConnection = {
    ...kept,
    url: it.url,
    ...(it.environment === undefined ? {} : { environment: it.environment }),
    ...(it.readOnly ? { readOnly: true } : {}),
    ...(it.password === undefined || kept["passwordFrom"] !== undefined
      ? {}
      : { passwordFrom: "secret" }),
  };
  await vscode.workspace
    .getConfiguration("sqlx")
    .update("connections", { ...value, [it.name]: entry }, target);
}

async function withoutSetting(name: string): Promise<void> {
  const { target, value } = scopeOf(name);
  const { [name]: _, ...rest } = value;
  await vscode.workspace
    .getConfiguration("sqlx")
    .update("connections", Object.keys(rest).length === 0 ? undefined : rest, target);
}

async function test(parts: Parts, connection: ConnectionInfo): Promise<void> {
  const started = Date.now();
  const answer = await withProgress(vscode.l10n.t("Testing {0}", connection.name), async () =>
    parts.connections.open(connection.name, "keep"),
  );
  if (answer.ok) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        "{0} answers: {1} ({2} ms).",
        connection.name,
        answer.value.serverVersion ?? answer.value.engine,
        Date.now() - started,
      ),
    );
  } else {
    await showError(answer.error, editWay(parts, connection));
  }
}

function editWay(
  parts: Parts,
  connection: ConnectionInfo,
): { readonly title: string; readonly go: () => unknown } {
  return { title: vscode.l10n.t("Edit Connection"), go: () => edit(parts, connection) };
}

async function edit(parts: Parts, connection: ConnectionInfo): Promise<void> {
  if (connection.origin !== "settings") {
    await showConfigurationFile(connection);
    return;
  }
  const stored = scopeOf(connection.name).value[connection.name];
  const taken = parts.connections.known.map((it) => it.name);
  const answers = await askConnection(taken, {
    name: connection.name,
    url: stored?.url ?? connection.target,
    environment: connection.environment,
    readOnly: connection.readOnly,
  });
  if (answers !== undefined) {
    const kept = answers.password ?? (await parts.passwords.get(connection));
    await testAndSave(parts, { ...answers, password: kept }, connection.name);
  }
}

/** What lives in a file of the repository is changed there, by the user. */
async function showConfigurationFile(connection: ConnectionInfo): Promise<void> {
  if (connection.origin === "discovered") {
    const save = vscode.l10n.t("Keep It in Settings");
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        "{0} was found in the workspace and is not written anywhere yet.",
        connection.name,
      ),
      save,
    );
    if (chosen === save) {
      await vscode.commands.executeCommand("sqlx.connections.discover");
    }
    return;
  }
  const [file] = await vscode.workspace.findFiles("sqlx.json", undefined, 1);
  const open = vscode.l10n.t("Open sqlx.json");
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      "{0} is written in sqlx.json, which others share. Change it there.",
      connection.name,
    ),
    ...(file === undefined ? [] : [open]),
  );
  if (chosen === open && file !== undefined) {
    const document = await vscode.workspace.openTextDocument(file);
    const at = document.getText().indexOf(JSON.stringify(connection.name));
    const position = document.positionAt(Math.max(0, at));
    await vscode.window.showTextDocument(document, {
      selection: new vscode.Range(position, position),
    });
  }
}

async function remove(parts: Parts, connection: ConnectionInfo): Promise<void> {
  if (connection.origin !== "settings") {
    await showConfigurationFile(connection);
    return;
  }
  const stored = scopeOf(connection.name);
  const entry = stored.value[connection.name];
  const password = await parts.passwords.get(connection);
  await parts.session.ask("sqlx/connections/close", { name: connection.name });
  await withoutSetting(connection.name);
  await parts.connections.forget(connection);
  if (parts.memory.get(ACTIVE_KEY) === connection.name) {
    await parts.memory.update(ACTIVE_KEY, undefined);
  }
  parts.session.sendConfiguration();
  parts.connectionsTree.refresh();
  const undo = vscode.l10n.t("Undo");
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t("Removed {0} from the settings.", connection.name),
    undo,
  );
  if (chosen === undo && entry !== undefined) {
    const now = scopeOf(connection.name);
    await vscode.workspace
      .getConfiguration("sqlx")
      .update("connections", { ...now.value, [connection.name]: entry }, stored.target);
    if (password !== undefined) {
      await parts.passwords.store(connection, password);
    }
  }
}

async function activate(parts: Parts, connection: ConnectionInfo): Promise<void> {
  await setActive(parts, connection.name);
  const opened = await parts.connections.ensureOpen(connection.name);
  if (!opened.ok) {
    await showError(opened.error, editWay(parts, connection));
  }
}

async function setActive(parts: Parts, name: string): Promise<void> {
  await parts.memory.update(ACTIVE_KEY, name);
  const answer = await parts.session.ask("sqlx/connections/activate", { name });
  if (!answer.ok) {
    await showError(answer.error);
  }
  parts.connectionsTree.refresh();
}

async function connect(parts: Parts, connection: ConnectionInfo): Promise<void> {
  if (!(await trusted())) {
    return;
  }
  const answer = await withProgress(vscode.l10n.t("Connecting to {0}", connection.name), async () =>
    parts.connections.open(connection.name, "keep"),
  );
  parts.connectionsTree.refresh();
  if (!answer.ok) {
    await showError(
      answer.error,
      { title: vscode.l10n.t("Try Again"), go: () => connect(parts, connection) },
      editWay(parts, connection),
    );
  }
}

async function disconnect(parts: Parts, connection: ConnectionInfo): Promise<void> {
  const answer = await parts.session.ask("sqlx/connections/close", { name: connection.name });
  parts.connectionsTree.refresh();
  if (!answer.ok) {
    await showError(answer.error);
  }
}

async function refresh(parts: Parts, given: unknown): Promise<void> {
  const name = connectionNameOf(given);
  const open =
    name === undefined
      ? (await parts.connections.list()).filter((it) => it.state === "open").map((it) => it.name)
      : [name];
  await vscode.window.withProgress({ location: { viewId: "sqlx.connections" } }, async () => {
    for (const it of open) {
      const answer = await parts.connections.open(it, "refresh");
      if (!answer.ok) {
        void showError(answer.error);
      }
    }
  });
  parts.connectionsTree.refresh();
}

async function openSql(_: Parts, connection: ConnectionInfo): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    language: "sql",
    content: `-- sqlx: connection=${connection.name}\n\n`,
  });
  const editor = await vscode.window.showTextDocument(document);
  const end = document.lineAt(document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
}

async function forgetPassword(parts: Parts, connection: ConnectionInfo): Promise<void> {
  if (
    await confirmed(
      vscode.l10n.t("Forget the stored password of {0}?", connection.name),
      undefined,
      vscode.l10n.t("Forget"),
    )
  ) {
    await parts.connections.forget(connection);
  }
}

/** Databases found in the workspace and on this machine, to be kept in the settings. */
async function discover(parts: Parts): Promise<void> {
  if (!(await trusted())) {
    return;
  }
  const found = await withProgress(vscode.l10n.t("Looking for databases"), async (token) =>
    parts.session.request("sqlx/connections/discover", {}, token),
  );
  const known = (await parts.connections.list())
    .filter((it) => it.origin !== "discovered")
    .map((it) => it.name);
  if (found.length === 0) {
    const another = vscode.l10n.t("Add Connection");
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t("No database was found in the workspace or on this machine."),
      another,
    );
    if (chosen === another) {
      await add(parts);
    }
    return;
  }
  const chosen = await vscode.window.showQuickPick(
    found.map((it) => ({
      label: it.name,
      description: it.from,
      detail: it.url,
      found: it,
      picked: found.length === 1,
    })),
    {
      title: vscode.l10n.t("Databases Found"),
      placeHolder: vscode.l10n.t("Choose the ones to keep in the settings"),
      canPickMany: true,
      matchOnDetail: true,
    },
  );
  const taken = [...known];
  for (const { found: it } of chosen ?? []) {
    const name = taken.includes(it.name) ? proposedName(it.url, taken) : it.name;
    taken.push(name);
    await saveSetting({ name, url: it.url, readOnly: false });
  }
  parts.session.sendConfiguration();
  parts.connectionsTree.refresh();
}

async function filter(parts: Parts): Promise<void> {
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t("Filter Tables, Views and Routines");
  box.placeholder = vscode.l10n.t("Part of a name");
  box.value = parts.connectionsTree.filter;
  box.onDidChangeValue((it) => setFilter(parts, it.trim()));
  box.onDidAccept(() => box.hide());
  box.onDidHide(() => box.dispose());
  box.show();
}

function setFilter(parts: Parts, text: string): void {
  parts.connectionsTree.filter = text;
  const view = parts.connectionsView as { message?: string | undefined };
  view.message = text === "" ? undefined : vscode.l10n.t('Only names with "{0}"', text);
  void vscode.commands.executeCommand("setContext", "sqlx.filtered", text !== "");
}
