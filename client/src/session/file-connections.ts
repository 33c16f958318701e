/**
 * Which file uses which connection, where the user chose one for a file without writing it into the
 * file. Kept in the workspace's memory on this machine and told to every server that starts.
 */
import type * as vscode from "vscode";
import type { WireResult } from "../../../server/src/protocol/messages.ts";
import type { Session } from "./session.ts";

/** Key in the memory of the workspace. */
const KEY = "sqlx.fileConnections";
/** The oldest choices are forgotten first. */
const MAX_REMEMBERED = 200;

type Answer = WireResult<null>;

/** Remembers choices and repeats them. */
export class FileConnections implements vscode.Disposable {
  readonly #session: Session;
  readonly #memory: vscode.Memento;
  readonly #subscription: vscode.Disposable;

  constructor(session: Session, memory: vscode.Memento) {
    this.#session = session;
    this.#memory = memory;
    this.#subscription = session.onDidChangeState((it) => {
      if (it === "running") {
        void this.#repeat();
      }
    });
  }

  /** Tells the server and remembers; only files that have a place are remembered. */
  async choose(uri: string, name: string): Promise<Answer> {
    if (!uri.startsWith("untitled:")) {
      const { [uri]: _, ...others } = this.#remembered();
      const kept = [...Object.entries(others), [uri, name] as const].slice(-MAX_REMEMBERED);
      await this.#memory.update(KEY, Object.fromEntries(kept));
    }
    return this.tell(uri, name);
  }

  /** Tells the server alone. */
  tell(uri: string, name: string): Promise<Answer> {
    return this.#session.ask("sqlx/connections/activate", { name, uri });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #remembered(): Readonly<Record<string, string>> {
    return this.#memory.get<Readonly<Record<string, string>>>(KEY) ?? {};
  }

  async #repeat(): Promise<void> {
    for (const [uri, name] of Object.entries(this.#remembered())) {
      await this.tell(uri, name);
    }
  }
}
