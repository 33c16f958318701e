/**
 * A test runner of a few lines for tests inside the extension host, where no other one fits: the same
 * bundle is loaded by code-server and by a desktop VS Code.
 */
import { writeFileSync } from "node:fs";

export interface HostOutcome {
  readonly name: string;
  readonly ms: number;
  /** What went wrong; absent for a test that passed. */
  readonly error?: string;
}

interface HostTest {
  readonly name: string;
  readonly run: () => Promise<void> | void;
}

const LOOK_AGAIN_MS = 100;
const PATIENCE_MS = 30_000;

/** Registers a test; they run in the order of registration, in one window. */
export type Register = (name: string, run: HostTest["run"]) => void;

/** Collects the tests of all files and runs them; the outcomes go to `file` as JSON. */
export async function runTests(
  files: readonly ((test: Register) => void)[],
  file: string | undefined,
): Promise<readonly HostOutcome[]> {
  const tests: HostTest[] = [];
  for (const collect of files) {
    collect((name, run) => tests.push({ name, run }));
  }
  const outcomes: HostOutcome[] = [];
  for (const { name, run } of tests) {
    const started = Date.now();
    let error: string | undefined;
    try {
      await run();
    } catch (thrown) {
      error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    }
    outcomes.push({ name, ms: Date.now() - started, ...(error === undefined ? {} : { error }) });
  }
  if (file !== undefined) {
    writeFileSync(file, JSON.stringify(outcomes));
  }
  return outcomes;
}

/** Looks again and again until there is an answer; says what was waited for when there is none. */
export async function until<T>(
  what: string,
  look: () => PromiseLike<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const limit = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) {
      return seen;
    }
    if (Date.now() > limit) {
      throw new Error(`after ${PATIENCE_MS / 1000} s still no ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
