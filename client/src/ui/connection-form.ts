/** The questions of "Add Connection", one after the other. */
import * as vscode from "vscode";
import { proposedName, serverUrl, splitPassword } from "./connection-url.ts";

/** What a kind of database is asked for; the server knows what to do with the URL. */
interface EngineForm {
  readonly label: string;
  readonly scheme: string;
  readonly detail: string;
  readonly fields: "file" | "server";
  readonly port?: number;
  readonly user?: string;
  /** Endings of database files. */
  readonly endings?: readonly string[];
}

function engines(): readonly EngineForm[] {
  const file = vscode.l10n.t("A database file");
  const server = vscode.l10n.t("A server, also compatible ones");
  return [
    {
      label: "SQLite",
      scheme: "sqlite",
      detail: file,
      fields: "file",
      endings: ["db", "sqlite", "sqlite3", "db3"],
    },
    {
      label: "PostgreSQL",
      scheme: "postgres",
      detail: server,
      fields: "server",
      port: 5432,
      user: "postgres",
    },
    { label: "MySQL", scheme: "mysql", detail: server, fields: "server", port: 3306, user: "root" },
    {
      label: "MariaDB",
      scheme: "mariadb",
      detail: server,
      fields: "server",
      port: 3306,
      user: "root",
    },
    {
      label: "DuckDB",
      scheme: "duckdb",
      detail: file,
      fields: "file",
      endings: ["duckdb", "ddb", "db"],
    },
  ];
}

/** What the user wants to connect to. */
export interface ConnectionAnswers {
  readonly name: string;
  readonly url: string;
  readonly password?: string | undefined;
  readonly environment?: string | undefined;
  readonly readOnly: boolean;
}

/** Why a name cannot be used; nothing when it can. */
export function nameProblem(name: string, taken: readonly string[]): string | undefined {
  if (name.trim() === "") {
    return vscode.l10n.t("A connection needs a name.");
  }
  return taken.includes(name.trim())
    ? vscode.l10n.t('There is a connection "{0}" already.', name.trim())
    : undefined;
}

/** Asks everything; `undefined` when the user leaves. `from` is what an existing connection has. */
export async function askConnection(
  taken: readonly string[],
  from?: {
    readonly name: string;
    readonly url: string;
    readonly environment?: string | undefined;
    readonly readOnly: boolean;
  },
): Promise<ConnectionAnswers | undefined> {
  const target = from === undefined ? await askTarget() : await askUrl(from.url);
  if (target === undefined) {
    return undefined;
  }
  const split = splitPassword(target.url);
  const password =
    split.password ?? (target.asksPassword ? await askNewPassword(from !== undefined) : "");
  if (password === undefined) {
    return undefined;
  }
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t("Name of the Connection"),
    value: from?.name ?? proposedName(split.url, taken),
    prompt: vscode.l10n.t("This is what files and settings call it."),
    ignoreFocusOut: true,
    validateInput: (it) =>
      nameProblem(it, from === undefined ? taken : taken.filter((other) => other !== from.name)),
  });
  if (name === undefined) {
    return undefined;
  }
  const guard = await askGuard(from);
  return guard === undefined
    ? undefined
    : {
        name: name.trim(),
        url: split.url,
        password: password === "" ? undefined : password,
        ...guard,
      };
}

interface Target {
  readonly url: string;
  readonly asksPassword: boolean;
}

async function askTarget(): Promise<Target | undefined> {
  const byUrl = {
    label: vscode.l10n.t("Connection URL"),
    detail: vscode.l10n.t("Paste postgres://user@host/database and the like"),
    form: undefined,
  };
  const chosen = await vscode.window.showQuickPick(
    [...engines().map((form) => ({ label: form.label, detail: form.detail, form })), byUrl],
    {
      title: vscode.l10n.t("Add Connection"),
      placeHolder: vscode.l10n.t("What do you want to connect to?"),
      ignoreFocusOut: true,
    },
  );
  if (chosen === undefined) {
    return undefined;
  }
  if (chosen.form === undefined) {
    return askUrl("");
  }
  return chosen.form.fields === "file" ? askFile(chosen.form) : askServer(chosen.form);
}

async function askUrl(value: string): Promise<Target | undefined> {
  const url = await vscode.window.showInputBox({
    title: vscode.l10n.t("Connection URL"),
    value,
    placeHolder: "postgres://user@localhost:5432/database",
    prompt: vscode.l10n.t("A password in it is moved to the secret storage."),
    ignoreFocusOut: true,
    validateInput: (it) =>
      /^[a-z][a-z0-9+.-]*:.+/iu.test(it.trim())
        ? undefined
        : vscode.l10n.t(
            "Write SCHEME:…, for example sqlite:shop.db or postgres://user@host/database.",
          ),
  });
  return url === undefined ? undefined : { url: url.trim(), asksPassword: url.includes("://") };
}

async function askFile(form: EngineForm): Promise<Target | undefined> {
  const endings = form.endings ?? [];
  const files = await vscode.workspace.findFiles(
    `**/*.{${endings.join(",")}}`,
    "**/node_modules/**",
    MAX_PROPOSED_FILES,
  );
  const browse = {
    label: `$(folder-opened) ${vscode.l10n.t("Browse…")}`,
    path: undefined,
    alwaysShow: true,
  };
  const memory = {
    label: `$(circuit-board) ${vscode.l10n.t("In memory")}`,
    path: ":memory:",
    alwaysShow: true,
  };
  const chosen = await vscode.window.showQuickPick(
    [
      ...files.map((it) => ({
        label: `$(file) ${vscode.workspace.asRelativePath(it)}`,
        path: vscode.workspace.asRelativePath(it),
      })),
      browse,
      memory,
    ],
    { title: form.label, placeHolder: vscode.l10n.t("Which file?"), ignoreFocusOut: true },
  );
  if (chosen === undefined) {
    return undefined;
  }
  if (chosen.path !== undefined) {
    return { url: `${form.scheme}:${chosen.path}`, asksPassword: false };
  }
  const [picked] =
    (await vscode.window.showOpenDialog({
      canSelectMany: false,
      filters: { [form.label]: [...endings], [vscode.l10n.t("All files")]: ["*"] },
    })) ?? [];
  return picked === undefined
    ? undefined
    : {
        url: `${form.scheme}:${vscode.workspace.asRelativePath(picked, false)}`,
        asksPassword: false,
      };
}

/** More files than this in a picker help nobody. */
const MAX_PROPOSED_FILES = 50;
const MAX_PORT = 65_535;

async function askServer(form: EngineForm): Promise<Target | undefined> {
  const title = form.label;
  const host = await vscode.window.showInputBox({
    title: `${title} (1/4)`,
    prompt: vscode.l10n.t("Host, with a port if it is not {0}", form.port ?? ""),
    value: "localhost",
    ignoreFocusOut: true,
    validateInput: hostProblem,
  });
  if (host === undefined) {
    return undefined;
  }
  const user = await vscode.window.showInputBox({
    title: `${title} (2/4)`,
    prompt: vscode.l10n.t("User"),
    value: form.user ?? "",
    ignoreFocusOut: true,
  });
  if (user === undefined) {
    return undefined;
  }
  const database = await vscode.window.showInputBox({
    title: `${title} (3/4)`,
    prompt: vscode.l10n.t("Database"),
    ignoreFocusOut: true,
  });
  if (database === undefined) {
    return undefined;
  }
  const port = /^(.*[^:]):(\d+)$/u.exec(host.trim());
  const url = serverUrl({
    scheme: form.scheme,
    host: port?.[1] ?? host.trim(),
    port: port?.[2] === undefined ? form.port : Number(port[2]),
    user: user.trim(),
    database: database.trim(),
  });
  return { url, asksPassword: true };
}

function hostProblem(host: string): string | undefined {
  const port = /:(\d+)$/u.exec(host)?.[1];
  if (host.trim() === "" || /[\s/@]/u.test(host.trim())) {
    return vscode.l10n.t("Write a host, for example localhost or db.example.com:5433.");
  }
  return port !== undefined && MAX_PORT < Number(port)
    ? vscode.l10n.t("A port is at most {0}.", MAX_PORT)
    : undefined;
}

function askNewPassword(isEdit: boolean): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t("Password (4/4)"),
    prompt: isEdit
      ? vscode.l10n.t(
          "Kept in the secret storage of the editor, never in a file. Empty keeps the stored one.",
        )
      : vscode.l10n.t("Kept in the secret storage of the editor, never in a file. Empty for none."),
    password: true,
    ignoreFocusOut: true,
  });
}

async function askGuard(
  from: { readonly environment?: string | undefined; readonly readOnly: boolean } | undefined,
): Promise<Pick<ConnectionAnswers, "environment" | "readOnly"> | undefined> {
  const items = [
    {
      label: vscode.l10n.t("Development"),
      detail: vscode.l10n.t("Reads and writes without questions"),
      environment: "development",
      readOnly: false,
    },
    {
      label: vscode.l10n.t("Test"),
      detail: vscode.l10n.t("Reads and writes without questions"),
      environment: "test",
      readOnly: false,
    },
    {
      label: vscode.l10n.t("Staging"),
      detail: vscode.l10n.t("Marked in the status bar"),
      environment: "staging",
      readOnly: false,
    },
    {
      label: vscode.l10n.t("Production"),
      detail: vscode.l10n.t("Every write asks for the name of the connection"),
      environment: "production",
      readOnly: false,
    },
    {
      label: vscode.l10n.t("Production, read-only"),
      detail: vscode.l10n.t("The server refuses writes"),
      environment: "production",
      readOnly: true,
    },
    {
      label: vscode.l10n.t("Read-only"),
      detail: vscode.l10n.t("The server refuses writes"),
      environment: undefined,
      readOnly: true,
    },
  ];
  const now = items.filter(
    (it) => it.environment === from?.environment && it.readOnly === from?.readOnly,
  );
  const chosen = await vscode.window.showQuickPick(
    [...now, ...items.filter((it) => !now.includes(it))],
    {
      title: vscode.l10n.t("What Kind of Database Is This?"),
      placeHolder: vscode.l10n.t("Decides what is asked before a write"),
      ignoreFocusOut: true,
    },
  );
  return chosen === undefined
    ? undefined
    : { environment: chosen.environment, readOnly: chosen.readOnly };
}

/** Asks for a password the server wants; offers to keep it. */
export async function askPassword(
  connection: { readonly name: string; readonly target: string },
  why: "missing" | "refused",
): Promise<{ readonly password: string; readonly remember: boolean } | undefined> {
  const password = await vscode.window.showInputBox({
    title:
      why === "refused"
        ? vscode.l10n.t("{0}: the password was refused", connection.name)
        : vscode.l10n.t("Password for {0}", connection.name),
    prompt: connection.target,
    password: true,
    ignoreFocusOut: true,
  });
  if (password === undefined) {
    return undefined;
  }
  const remember = vscode.l10n.t("Remember in Secret Storage");
  const chosen = await vscode.window.showQuickPick([remember, vscode.l10n.t("Use Once")], {
    title: vscode.l10n.t("Keep This Password?"),
    ignoreFocusOut: true,
  });
  return chosen === undefined ? undefined : { password, remember: chosen === remember };
}
