/** Bundles the tests of this folder and runs them in the extension host of code-server. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { sayAs } from "../../scripts/say.ts";
import type { EditorFiles } from "../editor/install.ts";
import type { Browser } from "../editor/playwright.ts";
import { copySamples } from "../editor/samples.ts";
import { startWorkbench } from "../editor/workbench.ts";
import type { HostOutcome } from "./harness.ts";

const ROOT = join(import.meta.dirname, "../..");
const BUNDLE = join(ROOT, ".cache/host/runner.js");
const WITHIN_MS = 180_000;

/** One CommonJS file with every test, loaded by VS Code; returns its path. */
export async function bundleHostTests(): Promise<string> {
  mkdirSync(join(ROOT, ".cache/host"), { recursive: true });
  await build({
    entryPoints: [join(ROOT, "test/host/index.ts")],
    outfile: BUNDLE,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    logLevel: "warning",
  });
  // The repository's own package is a module; this one file is not.
  writeFileSync(join(ROOT, ".cache/host/package.json"), '{ "type": "commonjs" }\n');
  return BUNDLE;
}

/** Runs them in a window on a copy of the samples. Throws when the window never reports. */
export async function runHostTests(
  files: EditorFiles,
  browser: Browser,
): Promise<readonly HostOutcome[]> {
  const runner = await bundleHostTests();
  const samples = copySamples();
  const scratch = mkdtempSync(join(tmpdir(), "sqlx-h-"));
  const results = join(scratch, "results.json");
  const workbench = await startWorkbench({
    files,
    folder: samples.folder,
    extension: "development",
    env: { SQLX_HOST_RESULTS: results },
    say: sayAs("host"),
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const printed: string[] = [];
    let exited = (_code: number): void => undefined;
    const done = new Promise<number>((resolve) => {
      exited = resolve;
    });
    await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
      printed.push(`${type}: ${args.map(String).join(" ")}`);
    });
    await page.exposeFunction("codeAutomationExit", (code: number) => exited(code));
    const remote = `vscode-remote://127.0.0.1:${workbench.port}`;
    const payload = [
      ["extensionDevelopmentPath", `${remote}${ROOT}`],
      ["extensionTestsPath", `${remote}${runner}`],
    ];
    await page.goto(`${workbench.url()}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    const code = await Promise.race([
      done,
      new Promise<number>((resolve) => setTimeout(resolve, WITHIN_MS, -1).unref()),
    ]);
    await context.close();
    if (!existsSync(results)) {
      throw new Error(
        `the extension host reported nothing (exit ${code}):\n${printed.slice(-20).join("\n")}`,
      );
    }
    return JSON.parse(readFileSync(results, "utf8"));
  } finally {
    await workbench.stop();
    samples.remove();
    rmSync(scratch, { recursive: true, force: true });
  }
}
