/** Status bar and language status: which connection and dialect the document in front uses. */
import * as vscode from "vscode";
import type { ConnectionState, DocumentState } from "../../../server/src/protocol/messages.ts";
import { HOST_LANGUAGES, isSql, SQL_LANGUAGES } from "../session/languages.ts";
import type { Session } from "../session/session.ts";
import type { DocumentStates } from "./document-states.ts";

/** Pauses in switching editors shorter than this are not worth a question to the server. */
const SETTLE_MS = 60;
/** Left of the encoding and the language. */
const PRIORITY = 101;

/** Shows the items; the returned value takes them away. */
export function showStatus(session: Session, states: DocumentStates): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    "sqlx.connection",
    vscode.StatusBarAlignment.Right,
    PRIORITY,
  );
  item.name = vscode.l10n.t("SQL Connection");
  item.command = "sqlx.document.selectConnection";
  const dialect = vscode.languages.createLanguageStatusItem(
    "sqlx.dialect",
    [...SQL_LANGUAGES, ...HOST_LANGUAGES].map((language) => ({ language })),
  );
  dialect.name = vscode.l10n.t("SQL Dialect");
  dialect.text = vscode.l10n.t("SQL");
  dialect.command = { command: "sqlx.document.selectDialect", title: vscode.l10n.t("Select") };

  let timer: NodeJS.Timeout | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void update(), SETTLE_MS);
  };
  const update = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isSql(document)) {
      item.hide();
      return;
    }
    if (session.state === "failed") {
      failed();
      return;
    }
    const state = session.state === "running" ? await states.get(document) : undefined;
    if (vscode.window.activeTextEditor?.document !== document) {
      return;
    }
    if (state === undefined) {
      item.text = "$(loading~spin) SQL";
      item.tooltip = vscode.l10n.t("The SQL server is starting.");
      item.backgroundColor = undefined;
    } else {
      draw(state);
    }
    item.show();
  };

  function failed(): void {
    item.text = "$(error) SQL";
    item.tooltip = vscode.l10n.t("The SQL server does not run. Select to start it again.");
    item.command = "sqlx.server.restart";
    item.backgroundColor = new vscode.ThemeColor("statusBarItem.errorBackground");
    item.accessibilityInformation = {
      label: vscode.l10n.t("The SQL server does not run. Select to start it again."),
    };
    item.show();
  }

  function draw(state: DocumentState): void {
    const { connection } = state;
    const isGuarded = connection?.environment === "production";
    item.command = "sqlx.document.selectConnection";
    item.text =
      connection === undefined
        ? `$(plug) ${vscode.l10n.t("No connection")} · ${state.dialect}`
        : `${ICONS[connection.state]} ${connection.name} · ${state.dialect}`;
    item.backgroundColor = isGuarded
      ? new vscode.ThemeColor("statusBarItem.warningBackground")
      : connection?.state === "failed"
        ? new vscode.ThemeColor("statusBarItem.errorBackground")
        : undefined;
    const lines = [
      connection === undefined
        ? vscode.l10n.t("No connection for this file.")
        : vscode.l10n.t("Connection {0} ({1})", connection.name, connection.target),
      vscode.l10n.t("Dialect {0}", state.dialect),
      ...(connection?.environment === undefined
        ? []
        : [vscode.l10n.t("Environment {0}", connection.environment)]),
      ...(connection?.readOnly === true ? [vscode.l10n.t("Read-only")] : []),
      catalogSentence(state),
      ...(connection?.error === undefined ? [] : [connection.error.message]),
    ];
    item.tooltip = lines.join("\n");
    item.accessibilityInformation = { label: lines.join(" ") };
    dialect.text = state.dialect;
    dialect.detail = catalogSentence(state);
  }

  const subscriptions = [
    vscode.window.onDidChangeActiveTextEditor(later),
    states.onDidChange(later),
    session.onDidChangeState(later),
  ];
  later();
  return vscode.Disposable.from(item, dialect, ...subscriptions, {
    dispose: () => clearTimeout(timer),
  });
}

const ICONS: Readonly<Record<ConnectionState, string>> = {
  closed: "$(debug-disconnect)",
  opening: "$(loading~spin)",
  open: "$(database)",
  failed: "$(warning)",
};

function catalogSentence(state: DocumentState): string {
  const n = state.tables.toLocaleString();
  switch (state.catalog) {
    case "live":
      return vscode.l10n.t("{0} tables, read from the connection", n);
    case "cached":
      return vscode.l10n.t("{0} tables, remembered from the last connection", n);
    case "files":
      return vscode.l10n.t("{0} tables, read from files of the workspace", n);
    case "none":
      return vscode.l10n.t("No tables known");
    default:
      return state.catalog satisfies never;
  }
}
