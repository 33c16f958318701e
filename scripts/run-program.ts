/** Runs a program to its end, speaking up while it takes long. */
import { spawn } from "node:child_process";
import type { Say } from "./say.ts";

const SAY_AFTER_MS = 2000;
const SAY_EVERY_MS = 10_000;
/** What is kept of a program's output, enough to explain a failure. */
const KEPT_CHARACTERS = 1_000_000;

export interface Ended {
  readonly status: number;
  readonly output: string;
}

export interface RunOptions {
  /** What is being done, for the progress lines. */
  readonly title: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly say: Say;
}

/** Never rejects: a program that cannot be started has status 127 and says why in its output. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Ended> {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-KEPT_CHARACTERS);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const seconds = (): number => Math.round((Date.now() - started) / 1000);
    const speak = (): void => options.say(`${options.title}: ${seconds()} s … ${lastLine(output)}`);
    const first = setTimeout(speak, SAY_AFTER_MS);
    const again = setInterval(speak, SAY_EVERY_MS);
    const end = (status: number): void => {
      clearTimeout(first);
      clearInterval(again);
      resolve({ status, output });
    };
    child.on("error", (error) => {
      output += error.message;
      end(127);
    });
    child.on("close", (code) => end(code ?? 1));
  });
}

function lastLine(output: string): string {
  return (output.trimEnd().split("\n").at(-1) ?? "").slice(0, 100);
}
