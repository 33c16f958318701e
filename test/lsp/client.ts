/** A language client for tests: a real server process over stdio, driven by plain requests. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";

const SERVER = join(import.meta.dirname, "../../server/src/lsp/main.ts");

/** Sources are compiled once for all processes of the tests. */
const COMPILED = join(import.meta.dirname, "../../.cache/compiled");

export interface TestClient {
  readonly connection: MessageConnection;
  request<T = unknown>(method: string, params: unknown): Promise<T>;
  open(uri: string, text: string, languageId?: string): void;
  change(uri: string, version: number, text: string): void;
  /** What came on standard error. */
  readonly errors: () => string;
  stop(): Promise<void>;
}

export async function startClient(options: {
  readonly root?: string | undefined;
  readonly config?: unknown;
  /** The client pulls findings; true where it is not said. */
  readonly pulls?: boolean;
  readonly initializationOptions?: Readonly<Record<string, unknown>>;
}): Promise<TestClient & { readonly capabilities: Readonly<Record<string, unknown>> }> {
  const child: ChildProcess = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", SERVER, "--stdio"],
    { stdio: "pipe", env: { ...process.env, NODE_COMPILE_CACHE: COMPILED } },
  );
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) {
    throw new Error("The server has no pipes.");
  }
  let errors = "";
  stderr.setEncoding("utf8").on("data", (it) => {
    errors += it;
  });
  const connection = createMessageConnection(
    new StreamMessageReader(stdout),
    new StreamMessageWriter(stdin),
  );
  connection.listen();
  const rootUri = options.root === undefined ? null : `file://${options.root}`;
  const initialized: { readonly capabilities: Record<string, unknown> } =
    await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri,
      workspaceFolders: rootUri === null ? null : [{ uri: rootUri, name: "test" }],
      capabilities: options.pulls === false ? {} : { textDocument: { diagnostic: {} } },
      initializationOptions: { config: options.config, ...options.initializationOptions },
    });
  await connection.sendNotification("initialized", {});
  return {
    connection,
    capabilities: initialized.capabilities,
    request: (method, params) => connection.sendRequest(method, params),
    open: (uri, text, languageId = "sql") => {
      void connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId, version: 1, text },
      });
    },
    change: (uri, version, text) => {
      void connection.sendNotification("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
    },
    errors: () => errors,
    async stop() {
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      connection.dispose();
      child.kill();
    },
  };
}
