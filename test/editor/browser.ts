/** A headless Chromium under playwright-core: finds one, or gets one, and opens a page on the workbench. */
import { pathToFileURL } from "node:url";
import { type DebianProgram, findOrInstall } from "../../scripts/debian.ts";
import { isMissing, type Missing, type Say } from "../../scripts/say.ts";
import type { EditorFiles } from "./install.ts";
import type { Browser, PlaywrightCore } from "./playwright.ts";

export const CHROMIUM: DebianProgram = {
  names: [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome.exe",
  ],
  packages: ["chromium", "fonts-dejavu-core"],
  unpacked: ["usr/lib/chromium/chromium"],
  elsewhere:
    "install Chromium or Chrome and put it on the PATH, or name it in the variable CHROMIUM",
};

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--font-render-hinting=none",
];

export async function launchBrowser(files: EditorFiles, say: Say): Promise<Browser | Missing> {
  const own = process.env["CHROMIUM"];
  const program = own === undefined ? await findOrInstall(CHROMIUM, say) : { path: own, env: {} };
  if (isMissing(program)) {
    return program;
  }
  const { chromium } = (await import(pathToFileURL(files.playwright).href)) as PlaywrightCore;
  return chromium.launch({
    executablePath: program.path,
    args: ARGUMENTS,
    headless: true,
    handleSIGINT: false,
    env: { ...process.env, ...program.env },
  });
}
