/**
 * `npm start`: the sample workspace in an editor with this extension.
 *
 *   npm start                     desktop VS Code when there is one, else the browser workbench
 *   npm start -- --browser        the browser workbench in any case (--port N chooses its port)
 *   npm start -- --check          drives one completion and one code action headlessly and ends
 *   npm start -- FOLDER           another workspace than samples/
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { launchBrowser } from "../test/editor/browser.ts";
import { drive } from "../test/editor/driver.ts";
import { type EditorFiles, installEditor } from "../test/editor/install.ts";
import { startWorkbench, type Workbench } from "../test/editor/workbench.ts";
import { onPath } from "./debian.ts";
import { isMissing, sayAs } from "./say.ts";

const ROOT = join(import.meta.dirname, "..");
const say = sayAs("start");

const { values, positionals } = parseArgs({
  options: { check: { type: "boolean" }, browser: { type: "boolean" }, port: { type: "string" } },
  allowPositionals: true,
});
const folder = resolve(positionals[0] ?? join(ROOT, "samples"));
if (!existsSync(folder)) {
  stop(`there is no folder ${folder}`);
}

if (values.check === true) {
  await check();
} else if (values.browser !== true && hasDesktop()) {
  desktop();
} else {
  await serve();
}

/** A `code` that can show a window. As root it refuses to start without a profile of its own. */
function hasDesktop(): boolean {
  const display =
    process.platform !== "linux" ||
    (process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]) !== undefined;
  return display && process.getuid?.() !== 0 && onPath(["code", "code.cmd"]) !== undefined;
}

function desktop(): void {
  say(`opening ${folder} in VS Code with this extension`);
  const args = [`--extensionDevelopmentPath=${ROOT}`, folder];
  const started = spawnSync("code", args, {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (started.status !== 0) {
    stop("VS Code could not be started; the browser workbench can: npm start -- --browser");
  }
}

async function serve(): Promise<void> {
  const workbench = await open(await editor());
  const url = workbench.url();
  console.log(`\n  The workbench is open at  ${url}\n  Stop it with Ctrl+C.\n`);
  show(url);
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      stopping = true;
      void workbench.stop().then(() => process.exit(0));
    });
  }
  const status = await workbench.ended;
  if (stopping) {
    return;
  }
  console.error(`start: code-server ended with status ${status}:\n${workbench.log()}`);
  process.exit(1);
}

/** Shows the page where there is a screen; the printed URL is enough everywhere else. */
function show(url: string): void {
  const opener = process.platform === "darwin" ? "open" : "xdg-open";
  if (
    (process.platform === "darwin" || process.env["DISPLAY"] !== undefined) &&
    onPath([opener]) !== undefined
  ) {
    spawn(opener, [url], { stdio: "ignore", detached: true })
      .on("error", () => undefined)
      .unref();
  }
}

/** The smoke test of the README: what a person would do first, and what they would see. */
async function check(): Promise<void> {
  const files = await editor();
  const browser = await launchBrowser(files, say);
  if (isMissing(browser)) {
    stop(browser.missing);
  }
  say(`Chromium ${browser.version()}`);
  const workbench = await open(files);
  let failure: unknown;
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(workbench.url());
    const user = drive(page);
    try {
      await user.ready();
      await user.openFile("queries/1-completion.sql");
      await user.press("Control+End");
      await user.type("\nSELECT o. FROM orders AS o");
      for (let step = 0; step < " FROM orders AS o".length; step++) {
        await user.press("ArrowLeft");
      }
      const labels = await user.completion("ordered_at");
      console.log(`completion after "SELECT o." : ${labels.slice(0, 8).join(", ")} …`);
      await user.press("Escape");

      await user.openFile("queries/2-findings.sql");
      await user.goTo(23, 8);
      const star = "SELECT * FROM support_tickets";
      const lineWith = async (text: string) =>
        (await user.visibleText()).split("\n").find((it) => it.includes(text));
      const before = await user.until("statement to mend", () => lineWith(star));
      const actions = await user.codeActions(/^List the \d+ columns/u);
      console.log(`code actions on "SELECT *"   : ${actions.join(" | ")}`);
      await user.chooseAction(/List the \d+ columns/u);
      const after = await user.until("mended statement", () => lineWith("SELECT id, customer_id"));
      console.log(`before the fix               : ${before.trim()}`);
      console.log(`after the fix                : ${after.trim()}`);
    } catch (error) {
      failure = error;
      const picture = join(ROOT, ".cache/shots/check-failed.png");
      await user.shot(picture);
      say(`a picture of the moment is in ${picture}`);
    }
  } finally {
    await browser.close();
    await workbench.stop();
  }
  if (failure !== undefined) {
    stop(`the check failed: ${failure instanceof Error ? failure.message : String(failure)}`);
  }
  console.log("check: the workbench completes and mends SQL");
  process.exit(0);
}

async function editor(): Promise<EditorFiles> {
  const files = await installEditor(say);
  return isMissing(files) ? stop(files.missing) : files;
}

async function open(files: EditorFiles): Promise<Workbench> {
  const port = values.port === undefined ? {} : { port: Number(values.port) };
  try {
    return await startWorkbench({ files, folder, extension: "linked", say, ...port });
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error));
  }
}

function stop(sentence: string): never {
  say(sentence);
  process.exit(1);
}
