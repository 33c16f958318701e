/** Starts and stops the browser workbench: code-server on 127.0.0.1, with this extension linked into it. */
import { type ChildProcess, spawn } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Say } from "../../scripts/say.ts";
import type { EditorFiles } from "./install.ts";

const ROOT = join(import.meta.dirname, "../..");
const READY_WITHIN_MS = 60_000;
const POLL_MS = 150;
const STOP_WITHIN_MS = 5000;

/** What a newcomer would switch off: nothing may pop up over what is looked at. */
const SETTINGS = {
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.enableExperiments": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.enabled": false,
  "git.enabled": false,
  "window.commandCenter": false,
  "editor.inlineSuggest.enabled": true,
  "files.autoSave": "off",
};

export interface WorkbenchOptions {
  readonly files: EditorFiles;
  /** The folder that the URL opens. */
  readonly folder: string;
  readonly port?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Links this extension in; tests inside the extension host load it as one under development instead. */
  readonly extension: "linked" | "development";
  /** More variables for the extension host. */
  readonly env?: NodeJS.ProcessEnv;
  readonly say: Say;
}

export interface Workbench {
  readonly port: number;
  /** Opens the folder; `open` are files to show at once. */
  url(open?: readonly string[]): string;
  /** The last lines that code-server printed. */
  log(): string;
  /** Settles when code-server ends, by itself or by `stop`. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const port = options.port ?? (await freePort());
  // Sockets lie below this folder and their paths are limited to about 107 bytes.
  const run = mkdtempSync(join(tmpdir(), "sqlx-"));
  const extensions = join(run, "e");
  const user = join(run, "u/User");
  for (const folder of [extensions, user, join(run, "x")]) {
    mkdirSync(folder, { recursive: true });
  }
  writeFileSync(
    join(user, "settings.json"),
    JSON.stringify({ ...SETTINGS, ...options.settings }, undefined, 2),
  );
  writeFileSync(join(run, "config.yaml"), "auth: none\n");
  if (options.extension === "linked") {
    const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    symlinkSync(
      ROOT,
      join(extensions, `${manifest.publisher}.${manifest.name}-${manifest.version}`),
      "junction",
    );
  }
  const logFile = join(run, "log");
  const log = openSync(logFile, "a");
  const child = spawn(
    process.execPath,
    [
      options.files.entry,
      "--auth",
      "none",
      "--bind-addr",
      `127.0.0.1:${port}`,
      "--config",
      join(run, "config.yaml"),
      "--user-data-dir",
      join(run, "u"),
      "--extensions-dir",
      extensions,
      "--session-socket",
      join(run, "s"),
      "--disable-telemetry",
      "--disable-update-check",
      "--disable-workspace-trust",
      "--disable-getting-started-override",
      "--ignore-last-opened",
      "--disable-proxy",
      ...(options.extension === "development"
        ? ["--vscode-option", "enable-smoke-test-driver"]
        : []),
    ],
    {
      cwd: run,
      detached: process.platform !== "win32",
      stdio: ["ignore", log, log],
      env: { ...environment(run), ...options.env },
    },
  );
  closeSync(log);
  const ended = new Promise<number>((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
  const tail = (): string => readFileSync(logFile, "utf8").slice(-4000);
  const stop = async (): Promise<void> => {
    await endGroup(child, ended);
    rmSync(run, { recursive: true, force: true, maxRetries: 5 });
  };
  if (!(await answers(port, ended))) {
    const printed = tail();
    await stop();
    throw new Error(`code-server did not start on port ${port}:\n${printed}`);
  }
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${port}${path}`;
  return {
    port,
    url(open = []) {
      const payload = open.map((path) => ["openFile", remote(path)]);
      const folder = `http://127.0.0.1:${port}/?folder=${encodeURIComponent(options.folder)}`;
      return payload.length === 0
        ? folder
        : `${folder}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
    },
    log: tail,
    ended,
    stop,
  };
}

/** Nothing of an editor that this runs in, and no gallery: the workbench talks to nobody. */
function environment(run: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|npm_|PORT$|ELECTRON_)/u.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    XDG_CONFIG_HOME: join(run, "x"),
    XDG_DATA_HOME: join(run, "x"),
    XDG_RUNTIME_DIR: join(run, "x"),
    XDG_CACHE_HOME: join(run, "x"),
  };
}

async function answers(port: number, ended: Promise<number>): Promise<boolean> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const until = Date.now() + READY_WITHIN_MS;
  while (!over && Date.now() < until) {
    const up = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (it) => it.ok,
      () => false,
    );
    if (up) {
      return true;
    }
    await pause(POLL_MS);
  }
  return false;
}

/** The whole group: the server has children of its own, which outlive it otherwise. */
async function endGroup(child: ChildProcess, ended: Promise<number>): Promise<void> {
  const signal = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) {
        process.kill(process.platform === "win32" ? child.pid : -child.pid, name);
      }
    } catch {
      // It is gone already, which is what was wanted.
    }
  };
  signal("SIGTERM");
  await Promise.race([ended, pause(STOP_WITHIN_MS)]);
  signal("SIGKILL");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        resolve(typeof address === "object" && address !== null ? address.port : 0),
      );
    });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
