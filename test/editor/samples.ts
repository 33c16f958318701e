/** A copy of the sample workspace for tests that write into it. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const SAMPLES = join(import.meta.dirname, "../../samples");
/** Not part of what a person works with, and confusing beside it. */
const LEFT_OUT = new Set(["seed.ts", "data.ts"]);

export interface SampleCopy {
  readonly folder: string;
  remove(): void;
}

export function copySamples(): SampleCopy {
  const parent = mkdtempSync(join(tmpdir(), "sqlx-w-"));
  const folder = join(parent, "samples");
  cpSync(SAMPLES, folder, { recursive: true, filter: (source) => !LEFT_OUT.has(basename(source)) });
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true, maxRetries: 5 }) };
}
