/** The extension's side of the plan view: one panel beside the editor, shown again for each plan. */
import * as vscode from "vscode";
import { showText } from "../../session/text-documents.ts";
import { pageHtml, webviewOptions } from "../html.ts";
import type { FromPlanPage, PlanShown } from "./model.ts";
import type { PlanWords } from "./words.ts";

const VIEW_TYPE = "sqlx.plan";

/** The panel and what it shows. */
export class PlanPanel implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  #panel: vscode.WebviewPanel | undefined;
  #shown: PlanShown | undefined;

  constructor(extensionUri: vscode.Uri) {
    this.#extensionUri = extensionUri;
  }

  /** Shows a plan. */
  show(shown: PlanShown): void {
    this.#shown = shown;
    if (this.#panel === undefined) {
      this.#open();
    } else {
      this.#panel.reveal(undefined, true);
      void this.#panel.webview.postMessage(shown);
    }
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #open(): void {
    const panel = vscode.window.createWebviewPanel(
      VIEW_TYPE,
      vscode.l10n.t("Query Plan"),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      webviewOptions(this.#extensionUri),
    );
    this.#panel = panel;
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    panel.webview.onDidReceiveMessage((it: FromPlanPage | undefined) => this.#receive(it));
    panel.webview.html = pageHtml(
      panel.webview,
      this.#extensionUri,
      "plan",
      vscode.l10n.t("Query Plan"),
      planWords(),
    );
  }

  #receive(message: FromPlanPage | undefined): void {
    const shown = this.#shown;
    if (shown === undefined) {
      return;
    }
    switch (message?.tag) {
      case "ready":
        void this.#panel?.webview.postMessage(shown);
        break;
      case "copy":
        void vscode.env.clipboard.writeText(shown.text);
        break;
      case "open-text":
        void showText("plan.txt", shown.text);
        break;
      default:
        break;
    }
  }
}

function planWords(): PlanWords {
  return {
    plan: vscode.l10n.t("Query plan"),
    estimated: vscode.l10n.t("Estimated plan"),
    measured: vscode.l10n.t("Measured plan"),
    rows: vscode.l10n.t("{0} rows"),
    rowsOf: vscode.l10n.t("{0} rows, {1} expected"),
    cost: vscode.l10n.t("cost {0}"),
    time: vscode.l10n.t("{0} ms"),
    loops: vscode.l10n.t("{0} times"),
    share: vscode.l10n.t("{0} of the whole"),
    misestimate: vscode.l10n.t("{0} times away from the estimate"),
    warning: vscode.l10n.t("Look at this"),
    asText: vscode.l10n.t("Open as Text"),
    copy: vscode.l10n.t("Copy"),
    empty: vscode.l10n.t("No plan"),
  };
}
