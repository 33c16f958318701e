/** Puts the door together: one workspace, all features, the life of a connection. */
import { setImmediate as afterQueuedInput } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  type CancellationToken,
  type Connection,
  type InitializeResult,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { z } from "zod";
import { catalogCache } from "../workspace/catalog-cache.ts";
import { packRoots, packStore } from "../workspace/packs.ts";
import { Workspace } from "../workspace/workspace.ts";
import { COMMANDS } from "./commands.ts";
import { diagnosticsOf } from "./diagnostics.ts";
import type { Door } from "./door.ts";
import { FEATURES } from "./features.ts";

const initializationOptions = z
  .object({
    config: z.unknown(),
    trusted: z.boolean().optional(),
    answersPasswords: z.boolean().optional(),
    cacheDir: z.string().optional(),
  })
  .partial();

/** Findings are pulled again after this long without another change of the catalog. */
const REFRESH_MS = 150;

export function serve(connection: Connection): void {
  let answersPasswords = false;
  let pullsDiagnostics = false;
  let refreshesPulled = false;
  let refreshing: NodeJS.Timeout | undefined;
  let cacheDir: string | undefined;
  let workspace: Workspace | undefined;
  /** Grammars of programs that are open: what is asked about a program waits until it can be read. */
  let reading: Promise<unknown> = Promise.resolve();

  /** Findings are to be looked at again: pulled where the client pulls, else pushed for what is open. */
  const refresh = () => {
    clearTimeout(refreshing);
    refreshing = setTimeout(() => {
      if (refreshesPulled) {
        void connection.languages.diagnostics.refresh();
      } else if (!pullsDiagnostics) {
        for (const { uri } of workspace?.documents ?? []) {
          pushDiagnostics(uri);
        }
      }
    }, REFRESH_MS);
  };

  const pushDiagnostics = (uri: string) => {
    if (workspace !== undefined) {
      void connection.sendDiagnostics({ uri, diagnostics: [...diagnosticsOf(workspace, uri)] });
    }
  };

  connection.onInitialize((params): InitializeResult => {
    const options = initializationOptions.safeParse(params.initializationOptions ?? {});
    const given = options.success ? options.data : {};
    answersPasswords = given.answersPasswords === true;
    cacheDir = given.cacheDir;
    pullsDiagnostics = params.capabilities.textDocument?.diagnostic !== undefined;
    refreshesPulled =
      pullsDiagnostics && params.capabilities.workspace?.diagnostics?.refreshSupport === true;
    const folder = params.workspaceFolders?.[0]?.uri ?? params.rootUri;
    const root = folder?.startsWith("file:") === true ? fileURLToPath(folder) : undefined;
    const made = new Workspace({
      packs: packStore(packRoots(root)),
      cache: cacheDir === undefined ? undefined : catalogCache(cacheDir),
      password: async (name, engine, target) => {
        if (!answersPasswords) {
          return undefined;
        }
        const answer: { readonly password?: string } = await connection.sendRequest(
          "sqlx/password/get",
          { name, engine, target },
        );
        return answer.password;
      },
      connectionsChanged(name) {
        void connection.sendNotification(
          "sqlx/connections/changed",
          name === undefined ? {} : { name },
        );
        void connection.sendNotification("sqlx/document/stateChanged", {});
        refresh();
      },
      log: (message) => connection.console.info(message),
    });
    workspace = made;
    made.trusted = given.trusted !== false;
    made.openFolder(root);
    made.configure(given.config);
    const door: Door = { connection, workspace: made, answer };
    for (const feature of FEATURES) {
      feature.attach(door);
    }
    return {
      capabilities: merged([
        {
          positionEncoding: "utf-16",
          textDocumentSync: {
            openClose: true,
            change: TextDocumentSyncKind.Incremental,
            save: true,
          },
        },
        ...FEATURES.map((it) => it.capabilities),
        // Our own client has commands of these names; announcing ours too would clash with them.
        ...(answersPasswords ? [] : [COMMANDS]),
      ]),
      serverInfo: { name: "sqlxos" },
    };
  });

  connection.onDidOpenTextDocument(({ textDocument: it }) => {
    workspace?.open(it.uri, it.languageId, it.version, it.text);
    reading = Promise.all([reading, workspace?.ready(it.uri)]);
    refreshPushed();
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    workspace?.change(
      textDocument.uri,
      contentChanges.map((it) => ({ text: it.text, range: "range" in it ? it.range : undefined })),
      textDocument.version,
    );
    refreshPushed();
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    workspace?.close(textDocument.uri);
    if (!pullsDiagnostics) {
      void connection.sendDiagnostics({ uri: textDocument.uri, diagnostics: [] });
    }
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    const section: unknown = settings?.sqlx ?? settings;
    workspace?.configure(section);
    sayProblems();
    refresh();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some((it) => it.uri.endsWith("sqlx.json"))) {
      workspace?.reloadConfig();
    }
    workspace?.filesChanged();
    refresh();
  });
  connection.onInitialized(() => sayProblems());
  connection.onShutdown(async () => {
    await workspace?.connections.closeAll();
  });

  /** Settings of the editor have no place to put a squiggle: their problems are said. */
  function sayProblems(): void {
    for (const it of workspace?.problems.editor ?? []) {
      connection.console.warn(`settings: ${it.message}`);
      connection.window.showWarningMessage(`SQLx settings: ${it.message}`);
    }
  }

  function refreshPushed(): void {
    if (!pullsDiagnostics) {
      refresh();
    }
  }

  async function answer<T>(
    name: string,
    token: CancellationToken,
    fallback: T,
    run: () => T | Promise<T>,
  ): Promise<T> {
    // Edits and cancellations that arrived with the request are handled first.
    await afterQueuedInput();
    await reading;
    if (token.isCancellationRequested) {
      return fallback;
    }
    try {
      return await run();
    } catch (error) {
      connection.console.error(
        `lsp: ${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      return fallback;
    }
  }
}

/** One object of capabilities; groups with keys of their own are joined. */
function merged(parts: readonly ServerCapabilities[]): ServerCapabilities {
  const all: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [key, value] of Object.entries(part)) {
      const before = all[key];
      all[key] = isGroup(before) && isGroup(value) ? { ...before, ...value } : value;
    }
  }
  return all;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
