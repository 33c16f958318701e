/** What the server knows about each document: dialect, connection, where names come from. */
import * as vscode from "vscode";
import type { DocumentState } from "../../../server/src/protocol/messages.ts";
import type { Session } from "../session/session.ts";

/** Answers by document, asked again when the server says so. */
export class DocumentStates implements vscode.Disposable {
  readonly #session: Session;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[];
  readonly #known = new Map<string, DocumentState>();

  readonly onDidChange = this.#changed.event;

  constructor(session: Session) {
    this.#session = session;
    const forgetAll = (): void => {
      this.#known.clear();
      this.#changed.fire();
    };
    this.#disposables = [
      this.#changed,
      session.on("sqlx/document/stateChanged", (it) => {
        if (it.uri === undefined) {
          this.#known.clear();
        } else {
          this.#known.delete(it.uri);
        }
        this.#changed.fire();
      }),
      session.on("sqlx/connections/changed", forgetAll),
      session.onDidChangeState(forgetAll),
      vscode.workspace.onDidCloseTextDocument((it) => this.#known.delete(it.uri.toString())),
    ];
  }

  /** The state of a document; nothing while there is no server. */
  async get(document: vscode.TextDocument): Promise<DocumentState | undefined> {
    const uri = document.uri.toString();
    const known = this.#known.get(uri);
    if (known !== undefined) {
      return known;
    }
    try {
      const state = await this.#session.request("sqlx/document/state", { uri });
      this.#known.set(uri, state);
      return state;
    } catch {
      return undefined;
    }
  }

  dispose(): void {
    for (const it of this.#disposables) {
      it.dispose();
    }
  }
}
