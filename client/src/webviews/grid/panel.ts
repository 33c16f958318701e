/**
 * The extension's side of the result grid: a view in the panel area that shows what runs and what came
 * back, fetches pages, exports, and keeps the state so that the page can be thrown away. Must not know
 * how a statement is chosen or confirmed.
 */
import * as vscode from "vscode";
import type { RunOutcome } from "../../../../server/src/protocol/messages.ts";
import type { Session } from "../../session/session.ts";
import { showText } from "../../session/text-documents.ts";
import { pageHtml, webviewOptions } from "../html.ts";
import { FORMATS, type Format, formatRows } from "./formats.ts";
import {
  changed,
  EMPTY_GRID,
  type FromPage,
  type GridState,
  type PageAction,
  type Running,
  received,
  type Tab,
  type ToPage,
} from "./model.ts";
import type { GridWords } from "./words.ts";

/** Rows fetched at a time while scrolling. */
const PAGE_ROWS = 500;
/** Rows fetched at a time for a file. */
const EXPORT_PAGE_ROWS = 5000;

/** Id of the view in the manifest. */
export const RESULTS_VIEW = "sqlx.results";

/** The view and its state. */
export class GridPanel implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #session: Session;
  readonly #extensionUri: vscode.Uri;
  readonly #disposables: vscode.Disposable[] = [];
  #state: GridState = EMPTY_GRID;
  #view: vscode.WebviewView | undefined;
  #nTabs = 0;
  /** Where each result's statement came from, to lead back to it. */
  readonly #sources = new Map<string, vscode.Location>();

  constructor(session: Session, extensionUri: vscode.Uri) {
    this.#session = session;
    this.#extensionUri = extensionUri;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    view.webview.options = webviewOptions(this.#extensionUri);
    view.webview.html = pageHtml(
      view.webview,
      this.#extensionUri,
      "grid",
      vscode.l10n.t("Results"),
      gridWords(),
    );
    this.#disposables.push(
      view.webview.onDidReceiveMessage((it: unknown) => this.#receive(it)),
      view.onDidDispose(() => {
        this.#view = undefined;
      }),
    );
  }

  /** Shows a statement on its way, without taking the focus from the editor. */
  async showRunning(running: Running): Promise<void> {
    this.#apply({ tag: "running", running });
    await this.reveal();
  }

  /** Shows what came back. */
  async showOutcomes(
    outcomes: readonly RunOutcome[],
    source: vscode.Location | undefined,
  ): Promise<void> {
    const gone = this.#state.tabs.filter((it) => !it.isPinned);
    const ids = outcomes.map(() => {
      this.#nTabs += 1;
      return `r${this.#nTabs}`;
    });
    for (const id of source === undefined ? [] : ids) {
      if (source !== undefined) {
        this.#sources.set(id, source);
      }
    }
    const { running: _, ...rest } = this.#state;
    this.#state = rest;
    this.#apply({ tag: "stopped" });
    this.#apply({ tag: "results", ids, outcomes });
    for (const it of gone) {
      this.#close(it);
    }
    await this.reveal();
  }

  /** Nothing runs any more and nothing came back. */
  stop(): void {
    this.#apply({ tag: "stopped" });
  }

  /** Brings the view to the front. */
  async reveal(): Promise<void> {
    if (this.#view === undefined) {
      await vscode.commands.executeCommand(`${RESULTS_VIEW}.focus`, { preserveFocus: true });
    } else {
      this.#view.show(true);
    }
  }

  /** Lets the page do something with its selection. */
  act(action: PageAction): void {
    void this.#view?.webview.postMessage({ tag: "act", action } satisfies ToPage);
  }

  /** Exports the result in front. */
  async exportActive(): Promise<void> {
    const { active } = this.#state;
    if (active !== undefined) {
      await this.#export(active, "ask");
    }
  }

  dispose(): void {
    for (const it of this.#disposables) {
      it.dispose();
    }
  }

  #apply(message: ToPage): void {
    this.#state = received(this.#state, message);
    void this.#view?.webview.postMessage(message);
    void vscode.commands.executeCommand(
      "setContext",
      "sqlx.hasResults",
      0 < this.#state.tabs.length,
    );
  }

  #receive(raw: unknown): void {
    const message = decodeFromPage(raw);
    switch (message?.tag) {
      case "ready":
        void this.#view?.webview.postMessage({
          tag: "restore",
          state: this.#state,
        } satisfies ToPage);
        break;
      case "cancel":
        void vscode.commands.executeCommand("sqlx.run.cancel", message.runId);
        break;
      case "more":
        void this.#more(message.id, PAGE_ROWS);
        break;
      case "change": {
        const closed = message.change.tag === "close" ? this.#tab(message.change.id) : undefined;
        this.#state = changed(this.#state, message.change);
        if (closed !== undefined) {
          this.#close(closed);
        }
        break;
      }
      case "copy":
        void vscode.env.clipboard.writeText(message.text);
        break;
      case "export":
        void this.#export(message.id, message.format);
        break;
      case "open-cell":
        void showText(message.language === "json" ? "value.json" : "value.txt", message.text);
        break;
      case "show-statement":
        void this.#showStatement(message.id);
        break;
      case undefined:
        break;
      default:
        message satisfies never;
    }
  }

  #tab(id: string): Tab | undefined {
    return this.#state.tabs.find((it) => it.id === id);
  }

  /** Tells the server that nobody will ask for more rows. */
  #close(tab: Tab): void {
    this.#sources.delete(tab.id);
    if (tab.outcome.resultId !== undefined) {
      void this.#session.ask("sqlx/result/close", { resultId: tab.outcome.resultId });
    }
  }

  async #more(id: string, count: number): Promise<void> {
    const tab = this.#tab(id);
    if (tab?.outcome.resultId === undefined || !tab.outcome.more || tab.isLoading) {
      return;
    }
    this.#state = changed(this.#state, { tag: "loading", id });
    const answer = await this.#session.ask("sqlx/run/page", {
      resultId: tab.outcome.resultId,
      count,
    });
    this.#apply(
      answer.ok
        ? { tag: "page", id, rows: answer.value.rows, more: answer.value.more }
        : { tag: "page-failed", id, error: answer.error },
    );
  }

  async #export(id: string, wanted: Format | "ask"): Promise<void> {
    const target = await vscode.window.showSaveDialog({
      title: vscode.l10n.t("Export Result"),
      filters: wanted === "ask" ? FILTERS : { [wanted.toUpperCase()]: [wanted] },
      ...(vscode.workspace.workspaceFolders?.[0] === undefined
        ? {}
        : {
            defaultUri: vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, "result.csv"),
          }),
    });
    if (target === undefined) {
      return;
    }
    const ending = target.path.split(".").at(-1)?.toLowerCase() ?? "";
    const format = FORMATS.find((it) => it === ending) ?? "csv";
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t("Exporting"),
        cancellable: true,
      },
      async (progress, token) => {
        for (
          let tab = this.#tab(id);
          tab?.outcome.more === true && !token.isCancellationRequested;
          tab = this.#tab(id)
        ) {
          progress.report({
            message: vscode.l10n.t("{0} rows", tab.outcome.rows.length.toLocaleString()),
          });
          await this.#more(id, EXPORT_PAGE_ROWS);
        }
        const tab = this.#tab(id);
        if (tab === undefined || token.isCancellationRequested) {
          return;
        }
        const text = formatRows(tab.outcome.columns, tab.outcome.rows, format);
        await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
        const open = vscode.l10n.t("Open");
        void vscode.window
          .showInformationMessage(
            vscode.l10n.t(
              "Exported {0} rows to {1}.",
              tab.outcome.rows.length.toLocaleString(),
              vscode.workspace.asRelativePath(target),
            ),
            open,
          )
          .then((it) =>
            it === open ? vscode.commands.executeCommand("vscode.open", target) : undefined,
          );
      },
    );
  }

  async #showStatement(id: string): Promise<void> {
    const source = this.#sources.get(id);
    const tab = this.#tab(id);
    if (tab === undefined) {
      return;
    }
    if (source === undefined) {
      await showText("statement.sql", tab.outcome.statement);
      return;
    }
    const document = await vscode.workspace.openTextDocument(source.uri);
    const start = document.getText().indexOf(tab.outcome.statement);
    const at = start < 0 ? source.range : statementRange(document, start, tab.outcome);
    await vscode.window.showTextDocument(document, { selection: at });
  }
}

/** The place of an error where the server knows it, else the whole statement. */
function statementRange(
  document: vscode.TextDocument,
  start: number,
  outcome: RunOutcome,
): vscode.Range {
  const at = outcome.error?.position;
  return at === undefined
    ? new vscode.Range(
        document.positionAt(start),
        document.positionAt(start + outcome.statement.length),
      )
    : new vscode.Range(document.positionAt(start + at), document.positionAt(start + at));
}

const FILTERS: Readonly<Record<string, string[]>> = {
  CSV: ["csv"],
  JSON: ["json"],
  Markdown: ["md"],
  "Tab-separated": ["tsv"],
};

const TAGS: readonly FromPage["tag"][] = [
  "ready",
  "cancel",
  "more",
  "change",
  "copy",
  "export",
  "open-cell",
  "show-statement",
];
const CHANGES: readonly string[] = ["activate", "close", "pin", "sort", "width", "loading"];

/** What a page sends is checked before it is believed; anything else is dropped. */
function decodeFromPage(raw: unknown): FromPage | undefined {
  if (!isRecord(raw) || !TAGS.some((it) => it === raw["tag"])) {
    return undefined;
  }
  const hasText = (...keys: readonly string[]): boolean =>
    keys.every((it) => typeof raw[it] === "string");
  const isFine = ((): boolean => {
    switch (raw["tag"] as FromPage["tag"]) {
      case "ready":
        return true;
      case "cancel":
        return hasText("runId");
      case "more":
      case "show-statement":
        return hasText("id");
      case "copy":
        return hasText("text");
      case "export":
        return (
          hasText("id") && (raw["format"] === "ask" || FORMATS.some((it) => it === raw["format"]))
        );
      case "open-cell":
        return hasText("text") && (raw["language"] === "json" || raw["language"] === "text");
      case "change":
        return (
          isRecord(raw["change"]) &&
          CHANGES.some((it) => it === (raw["change"] as { tag?: unknown }).tag) &&
          typeof raw["change"]["id"] === "string"
        );
      default:
        return false;
    }
  })();
  return isFine ? (raw as unknown as FromPage) : undefined;
}

function isRecord(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return raw !== null && typeof raw === "object";
}

function gridWords(): GridWords {
  return {
    empty: vscode.l10n.t(
      "Run a statement with Ctrl+Enter (Cmd+Enter on macOS) and its rows are shown here.",
    ),
    running: vscode.l10n.t("Running on {0} · {1}"),
    cancel: vscode.l10n.t("Cancel"),
    cancelling: vscode.l10n.t("Cancelling…"),
    rows: vscode.l10n.t("{0} rows"),
    oneRow: vscode.l10n.t("{0} row"),
    noRows: vscode.l10n.t("No rows"),
    moreRows: vscode.l10n.t("{0} rows loaded, more on scrolling"),
    atLeast: vscode.l10n.t("{0}+ rows"),
    loading: vscode.l10n.t("loading more…"),
    changed: vscode.l10n.t("{0} rows changed"),
    oneChanged: vscode.l10n.t("{0} row changed"),
    done: vscode.l10n.t("Done"),
    failed: vscode.l10n.t("The statement failed"),
    cancelled: vscode.l10n.t("Cancelled"),
    elapsed: vscode.l10n.t("Elapsed"),
    sortedLoaded: vscode.l10n.t("only loaded rows are sorted"),
    export: vscode.l10n.t("Export…"),
    copy: vscode.l10n.t("Copy"),
    copyAll: vscode.l10n.t("Copy All"),
    pin: vscode.l10n.t("Pin"),
    unpin: vscode.l10n.t("Unpin"),
    close: vscode.l10n.t("Close"),
    results: vscode.l10n.t("Results"),
    result: vscode.l10n.t("Result"),
    grid: vscode.l10n.t("Result with {0} columns and {1} rows"),
    rowNumber: vscode.l10n.t("Row"),
    isNull: vscode.l10n.t("NULL"),
    emptyText: vscode.l10n.t("empty text"),
    bytes: vscode.l10n.t("{0} bytes"),
    viewer: vscode.l10n.t("Value"),
    openInEditor: vscode.l10n.t("Open in Editor"),
    showStatement: vscode.l10n.t("Show Statement"),
    notices: vscode.l10n.t("Messages of the database"),
    sortHint: vscode.l10n.t("Enter or click sorts the loaded rows"),
    code: vscode.l10n.t("Code of the database: {0}"),
  };
}
