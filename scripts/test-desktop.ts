/**
 * The tests of `test/host` in a desktop VS Code, through @vscode/test-electron.
 *
 *   node scripts/test-desktop.ts                    downloads the VS Code that VSCODE_VERSION names (stable)
 *   VSCODE_PATH=/usr/share/code/code node …         uses that one and downloads nothing
 *
 * On Linux without a screen, run it under xvfb-run.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { copySamples } from "../test/editor/samples.ts";
import type { HostOutcome } from "../test/host/harness.ts";
import { bundleHostTests } from "../test/host/run.ts";

const ROOT = join(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "sqlx-d-"));
const results = join(scratch, "results.json");
const samples = copySamples();
const own = process.env["VSCODE_PATH"];
let thrown: unknown;
try {
  await runTests({
    ...(own === undefined
      ? { version: process.env["VSCODE_VERSION"] ?? "stable" }
      : { vscodeExecutablePath: own }),
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: await bundleHostTests(),
    extensionTestsEnv: { SQLX_HOST_RESULTS: results },
    launchArgs: [
      samples.folder,
      "--disable-extensions",
      "--disable-workspace-trust",
      `--user-data-dir=${join(scratch, "u")}`,
    ],
  });
} catch (error) {
  thrown = error;
}
const outcomes = read();
rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
samples.remove();
for (const { name, ms, error } of outcomes) {
  console.log(
    ` ${error === undefined ? "✓" : "✗"} ${name} ${ms} ms${error === undefined ? "" : `\n   ${error}`}`,
  );
}
const failed = outcomes.filter((it) => it.error !== undefined).length;
if (outcomes.length === 0) {
  console.error(
    `VS Code reported nothing: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
  );
}
process.exitCode = failed > 0 || outcomes.length === 0 ? 1 : 0;
console.log(`${outcomes.length - failed} passed, ${failed} failed`);

function read(): readonly HostOutcome[] {
  try {
    return JSON.parse(readFileSync(results, "utf8"));
  } catch {
    return [];
  }
}
