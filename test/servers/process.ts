/** What every launcher of a test server needs: a free port, a user that servers run as, an end for sure. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A server that could not be had: why, and how to get it. */
export interface Unavailable {
  readonly unavailable: string;
}

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly user: string;
  /** A folder of the server's own; removed by `stop`. */
  readonly folder: string;
  /** Ends the server at once, as a power cut would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Database servers refuse to run as root: the first of these users that exists runs them then. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

export function runAs(...names: readonly string[]): RunAs | undefined {
  if (process.getuid?.() !== 0) {
    return {};
  }
  for (const name of names) {
    const uid = Number(spawnSync("id", ["-u", name], { encoding: "utf8" }).stdout);
    const gid = Number(spawnSync("id", ["-g", name], { encoding: "utf8" }).stdout);
    if (Number.isInteger(uid) && 0 < uid && Number.isInteger(gid)) {
      return { uid, gid };
    }
  }
  return undefined;
}

/** A new folder below the temporary one, owned by the user; short, because sockets live in it. */
export function ownFolder(prefix: string, { uid, gid }: RunAs): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  if (uid !== undefined && gid !== undefined) {
    chownSync(folder, uid, gid);
  }
  return folder;
}

/** A port nobody listens on just now. */
export function freePort(): Promise<number> {
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

export interface Started {
  readonly process: ChildProcess;
  /** The last of what it wrote, for an error message. */
  output(): string;
  end(signal: NodeJS.Signals): Promise<void>;
}

const KEPT_OUTPUT = 4_000;
/** A server that does not end by then is killed. */
const END_TIMEOUT_MS = 5_000;

/** Starts a program and keeps it from outliving this process. */
export function start(
  program: string,
  args: readonly string[],
  options: RunAs & { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string },
): Started {
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const keep = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-KEPT_OUTPUT);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  child.on("error", (error) => {
    said += error.message;
  });
  const last = () => {
    child.kill("SIGKILL");
  };
  process.once("exit", last);
  child.once("exit", () => process.removeListener("exit", last));
  return {
    process: child,
    output: () => said,
    end: (signal) =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) {
          resolve();
          return;
        }
        const timer = setTimeout(() => child.kill("SIGKILL"), END_TIMEOUT_MS);
        child.once("exit", () => {
          clearTimeout(timer);
          resolve();
        });
        child.kill(signal);
      }),
  };
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Asks again until the answer is yes, the program is over, or the time is. */
export async function until(
  ready: () => Promise<boolean>,
  started: Started,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline && started.process.exitCode === null) {
    if (await ready()) {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return false;
}

const POLL_MS = 50;
