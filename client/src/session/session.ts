/**
 * The session with the language server: started when the first SQL document or view needs it,
 * started again with growing pauses when it stops, and spoken to through typed requests. Must not
 * know what the answers look like on screen.
 */
import * as vscode from "vscode";
import type {
  AnswerOf,
  ClientNotifications,
  ParamsOf,
  RequestMethod,
  ServerNotifications,
  WireError,
} from "../../../server/src/protocol/messages.ts";
import { failureOf } from "./failures.ts";
import type { RunningClient } from "./language-client.ts";
import type { PasswordPlace } from "./passwords.ts";
import { serverConfig } from "./settings.ts";

export type SessionState = "idle" | "starting" | "running" | "failed";

/** What the session is made of; everything it needs from outside. */
export interface SessionParts {
  readonly serverModule: string;
  readonly output: vscode.LogOutputChannel;
  /** Folder where the server keeps catalogs between sessions. */
  readonly cacheDir: string;
  /** Stored password of a place, when the server asks. */
  readonly password: (place: PasswordPlace) => Thenable<string | undefined>;
  /** Commands of ours that the server may name too; they stay ours. */
  readonly ownCommands: readonly string[];
  /** The connection the user activated in this workspace. */
  readonly activeConnection: () => string | undefined;
}

/** One server for the window. */
export class Session implements vscode.Disposable {
  readonly #parts: SessionParts;
  readonly #changed = new vscode.EventEmitter<SessionState>();
  readonly #notified = new vscode.EventEmitter<{
    readonly method: keyof ServerNotifications;
    readonly params: unknown;
  }>();
  readonly #disposables: vscode.Disposable[] = [];
  #state: SessionState = "idle";
  #client: Promise<RunningClient> | undefined;

  readonly onDidChangeState = this.#changed.event;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#disposables.push(
      this.#changed,
      this.#notified,
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#tell("sqlx/trust/granted", {})),
      vscode.workspace.onDidChangeConfiguration((it) => {
        if (it.affectsConfiguration("sqlx")) {
          this.sendConfiguration();
        }
      }),
    );
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Starts the server if it does not run yet; later calls share the first one's answer. */
  start(): Promise<RunningClient> {
    this.#client ??= this.#launch();
    return this.#client;
  }

  /** Stops what runs and starts afresh. */
  async restart(): Promise<void> {
    await this.#stop();
    await this.start();
  }

  /** Asks the server, starting it where needed. Rejects only when there is no server to ask. */
  async request<M extends RequestMethod>(
    method: M,
    params: ParamsOf<M>,
    token?: vscode.CancellationToken,
  ): Promise<AnswerOf<M>> {
    const client = await this.start();
    return client.request<AnswerOf<M>>(method, params, token);
  }

  /** A request whose failure is shown by the caller like any other refusal. */
  async ask<M extends RequestMethod>(
    method: M,
    params: ParamsOf<M>,
    token?: vscode.CancellationToken,
  ): Promise<AnswerOf<M> | { readonly ok: false; readonly error: WireError }> {
    try {
      return await this.request(method, params, token);
    } catch (error) {
      const failure = failureOf(error, token);
      this.#parts.output.error(`${method}: ${failure.message}`);
      return { ok: false, error: failure };
    }
  }

  /** Calls back for each notification of a kind. */
  on<N extends keyof ServerNotifications>(
    method: N,
    run: (params: ServerNotifications[N]) => void,
  ): vscode.Disposable {
    return this.#notified.event((it) => {
      if (it.method === method) {
        run(it.params as ServerNotifications[N]);
      }
    });
  }

  /** Sends the settings as they are now. */
  sendConfiguration(): void {
    const config = serverConfig(this.#parts.activeConnection());
    void this.#client?.then(
      (it) => it.notify("workspace/didChangeConfiguration", { settings: { sqlx: config } }),
      () => undefined,
    );
  }

  dispose(): void {
    for (const it of this.#disposables) {
      it.dispose();
    }
    void this.#stop();
  }

  /** Resolves when the server has ended, so that the editor can wait for it on shutdown. */
  async close(): Promise<void> {
    await this.#stop();
  }

  async #launch(): Promise<RunningClient> {
    this.#become("starting");
    try {
      const { startLanguageClient } = await import("./language-client.ts");
      const client = await startLanguageClient({
        serverModule: this.#parts.serverModule,
        output: this.#parts.output,
        cacheDir: this.#parts.cacheDir,
        ownCommands: this.#parts.ownCommands,
        config: () => serverConfig(this.#parts.activeConnection()),
        password: this.#parts.password,
        onNotification: (method, params) => this.#notified.fire({ method, params }),
        onState: (it) => this.#become(it),
      });
      this.#become("running");
      return client;
    } catch (error) {
      this.#client = undefined;
      this.#become("failed");
      throw error;
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#become("idle");
    try {
      await (await client)?.stop();
    } catch (error) {
      this.#parts.output.warn(
        `The server did not stop in time: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  #tell<N extends keyof ClientNotifications>(method: N, params: ClientNotifications[N]): void {
    void this.#client?.then(
      (it) => it.notify(method, params),
      () => undefined,
    );
  }

  #become(state: SessionState): void {
    if (state !== this.#state) {
      this.#state = state;
      this.#changed.fire(state);
    }
  }
}
