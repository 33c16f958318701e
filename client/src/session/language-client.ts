/**
 * The only place that knows `vscode-languageclient`. Loaded on the first start, so that activation
 * costs nothing while no SQL is open.
 */
import { join } from "node:path";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type MessageSignature,
  type ServerOptions,
  State,
  type StaticFeature,
  TransportKind,
} from "vscode-languageclient/node";
import type {
  InitializationOptions,
  ServerNotifications,
  ServerRequests,
} from "../../../server/src/protocol/messages.ts";
import { HOST_LANGUAGES, readsHosts, SQL_LANGUAGES } from "./languages.ts";
import type { PasswordPlace } from "./passwords.ts";
import { restartDecision } from "./restarts.ts";

/** A server that answers. */
export interface RunningClient {
  request<A>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<A>;
  notify(method: string, params: unknown): Promise<void>;
  stop(): Promise<void>;
}

/** What starting takes. */
export interface LanguageClientParts {
  readonly serverModule: string;
  readonly output: vscode.LogOutputChannel;
  readonly cacheDir: string;
  readonly ownCommands: readonly string[];
  readonly config: () => Readonly<Record<string, unknown>>;
  readonly password: (place: PasswordPlace) => Thenable<string | undefined>;
  readonly onNotification: (method: keyof ServerNotifications, params: unknown) => void;
  readonly onState: (state: "starting" | "running" | "failed") => void;
}

/** Files the server reads without the editor opening them. */
const WATCHED = "**/{sqlx.json,sqlx.policy.json,*.sql,*.ddl}";

/** What a hover may link to: it shows texts of the database, which must not be able to change anything. */
const LINKED_COMMANDS = ["sqlx.output.show", "sqlx.schema.find"];

/** Memory the server's JavaScript may take before it counts as broken. */
const MAX_SERVER_HEAP_MB = 1024;

const NOTIFICATIONS: Readonly<Record<keyof ServerNotifications, true>> = {
  "sqlx/connections/changed": true,
  "sqlx/migrations/changed": true,
  "sqlx/document/stateChanged": true,
};

/**
 * A question of the editor that gets no answer is logged and not announced: while the server starts
 * again there are many, and none is about something the user did.
 */
class QuietClient extends LanguageClient {
  override handleFailedRequest<T>(
    type: MessageSignature,
    token: vscode.CancellationToken | undefined,
    error: unknown,
    defaultValue: T,
    _showNotification?: boolean,
    throwOnCancel?: boolean,
  ): T {
    return super.handleFailedRequest(type, token, error, defaultValue, false, throwOnCancel);
  }
}

/** Starts the server and waits until it answers. */
export async function startLanguageClient(parts: LanguageClientParts): Promise<RunningClient> {
  const module = { module: parts.serverModule, transport: TransportKind.ipc };
  const server: ServerOptions = {
    run: {
      ...module,
      options: {
        execArgv: [`--max-old-space-size=${MAX_SERVER_HEAP_MB}`],
        // Compiling the server takes a third of its start; Node keeps the result from one start to the next.
        env: { NODE_COMPILE_CACHE: join(parts.cacheDir, "compiled") },
      },
    },
    debug: { ...module, options: { execArgv: ["--nolazy", "--enable-source-maps"] } },
  };
  const watcher = vscode.workspace.createFileSystemWatcher(WATCHED);
  const client = new QuietClient("sqlx", "SQLx", server, clientOptions(parts, watcher));
  client.registerFeature(ownCommandsStayOurs(parts.ownCommands));
  for (const method of Object.keys(NOTIFICATIONS) as (keyof ServerNotifications)[]) {
    client.onNotification(method, (params: unknown) => parts.onNotification(method, params));
  }
  client.onRequest(
    "sqlx/password/get",
    async (
      asked: ServerRequests["sqlx/password/get"][0],
    ): Promise<ServerRequests["sqlx/password/get"][1]> => ({
      password: await parts.password(asked),
    }),
  );
  client.onDidChangeState((it) => {
    if (it.newState === State.Running) {
      parts.onState("running");
    } else if (it.newState === State.Starting) {
      parts.onState("starting");
    }
  });
  await client.start();
  return {
    // An absent token must not be passed on: it would count as a second parameter.
    request: (method, params, token) =>
      token === undefined
        ? client.sendRequest(method, params)
        : client.sendRequest(method, params, token),
    notify: (method, params) => client.sendNotification(method, params),
    async stop() {
      watcher.dispose();
      await client.dispose();
    },
  };
}

function clientOptions(
  parts: LanguageClientParts,
  watcher: vscode.FileSystemWatcher,
): LanguageClientOptions {
  const initialization = (): InitializationOptions => ({
    config: parts.config(),
    trusted: vscode.workspace.isTrusted,
    cacheDir: parts.cacheDir,
    answersPasswords: true,
  });
  return {
    documentSelector: [
      ...[...SQL_LANGUAGES, ...(readsHosts() ? HOST_LANGUAGES : [])].flatMap((language) => [
        { scheme: "file", language },
        { scheme: "untitled", language },
        { scheme: "vscode-remote", language },
        { scheme: "vscode-vfs", language },
      ]),
      ...SQL_LANGUAGES.flatMap((language) => [
        { scheme: "sqlx-ddl", language },
        { scheme: "vscode-notebook-cell", language },
      ]),
      { scheme: "file", pattern: "**/sqlx.json" },
    ],
    outputChannel: parts.output,
    traceOutputChannel: parts.output,
    initializationOptions: initialization,
    synchronize: { fileEvents: watcher },
    markdown: { isTrusted: { enabledCommands: LINKED_COMMANDS }, supportHtml: false },
    diagnosticPullOptions: { onChange: true, onSave: true, onTabs: true },
    errorHandler: errorHandler(parts),
    middleware: {
      // What a database holds already is read, not run.
      provideCodeLenses: (document, token, next) =>
        document.uri.scheme === "sqlx-ddl" ? [] : next(document, token),
      workspace: {
        configuration: (asked, token, next) =>
          asked.items.every((it) => it.section === "sqlx")
            ? asked.items.map(() => parts.config())
            : next(asked, token),
      },
    },
  };
}

function errorHandler(
  parts: LanguageClientParts,
): NonNullable<LanguageClientOptions["errorHandler"]> {
  const crashes: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    async closed() {
      const now = Date.now();
      crashes.push(now);
      const decision = restartDecision(crashes, now);
      if (decision.tag === "give-up") {
        parts.onState("failed");
        return { action: CloseAction.DoNotRestart, handled: true };
      }
      parts.output.warn(`The server stopped; it is started again in ${decision.delayMs} ms.`);
      await new Promise((resolve) => {
        setTimeout(resolve, decision.delayMs);
      });
      return { action: CloseAction.Restart, handled: true };
    },
  };
}

/**
 * The server announces commands for editors that have no extension of ours. Here the extension owns
 * the ones with a screen to show; registering them a second time would fail.
 */
function ownCommandsStayOurs(own: readonly string[]): StaticFeature {
  return {
    preInitialize(capabilities) {
      const announced = capabilities.executeCommandProvider;
      if (announced !== undefined) {
        announced.commands = announced.commands.filter((it) => !own.includes(it));
      }
    },
    initialize: () => undefined,
    fillClientCapabilities: () => undefined,
    getState: () => ({ kind: "static" }),
    clear: () => undefined,
  };
}
