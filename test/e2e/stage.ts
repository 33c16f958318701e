/** Sets the stage for one file of end-to-end tests: a copy of the samples, a workbench, a page on it. */
import { join } from "node:path";
import { isMissing, sayAs } from "../../scripts/say.ts";
import { launchBrowser } from "../editor/browser.ts";
import { type Driver, drive } from "../editor/driver.ts";
import { installEditor } from "../editor/install.ts";
import { copySamples } from "../editor/samples.ts";
import { startWorkbench } from "../editor/workbench.ts";

const ROOT = join(import.meta.dirname, "../..");

export interface Stage {
  readonly user: Driver;
  /** The workspace folder, a copy that the tests may change. */
  readonly folder: string;
  /** What the page's console said, for a test that failed. */
  readonly console: readonly string[];
  close(): Promise<void>;
}

export interface StageOptions {
  readonly colors?: "light" | "dark";
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Pictures of the run, to be looked at. */
export const SHOTS = join(ROOT, ".cache/shots");
/** Pictures that the README shows. */
export const README_PICTURES = join(ROOT, "docs/images");

export async function openWorkbench(options: StageOptions = {}): Promise<Stage> {
  const say = sayAs("e2e");
  const files = await installEditor(say);
  if (isMissing(files)) {
    throw new Error(files.missing);
  }
  const browser = await launchBrowser(files, say);
  if (isMissing(browser)) {
    throw new Error(browser.missing);
  }
  const samples = copySamples();
  const theme = options.colors === "dark" ? "Default Dark Modern" : "Default Light Modern";
  const workbench = await startWorkbench({
    files,
    folder: samples.folder,
    extension: "linked",
    settings: {
      "workbench.colorTheme": theme,
      "editor.minimap.enabled": false,
      ...options.settings,
    },
    say,
  });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: options.colors ?? "light",
  });
  const page = await context.newPage();
  const heard: string[] = [];
  page.on("console", (message) => heard.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`page error: ${error.message}`));
  await page.goto(workbench.url());
  const user = drive(page);
  await user.ready();
  return {
    user,
    folder: samples.folder,
    console: heard,
    async close() {
      await browser.close();
      await workbench.stop();
      samples.remove();
    },
  };
}
