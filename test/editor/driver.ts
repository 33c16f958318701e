/**
 * Verbs for a person in front of the workbench: open a file, type, look at the list, press a key.
 *
 * Every wait has a name and a limit and looks again instead of sleeping; a limit that passes says what
 * was seen instead.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { FrameLocator, Locator, Page } from "./playwright.ts";

/** Long enough for a cold extension host on two busy cores. */
const PATIENCE_MS = 45_000;
const LOOK_AGAIN_MS = 120;
/** A row that is gone by the time of the click is looked for again. */
const CLICK_MS = 2_000;
/** A tree draws its new rows within this. */
const SETTLE_MS = 400;

export interface Driver {
  readonly page: Page;
  /** Waits until the window is drawn. */
  ready(): Promise<void>;
  /** Opens a file of the workspace by its path and waits for its text. */
  openFile(path: string): Promise<void>;
  /** Runs a command by its title as the palette shows it. */
  command(title: string): Promise<void>;
  /** The lines that the editor shows, with plain blanks. */
  visibleText(): Promise<string>;
  /** Puts the cursor on a line and column, both from 1. */
  goTo(line: number, column?: number): Promise<void>;
  /** Types slowly enough for the editor to react to each key. */
  type(text: string): Promise<void>;
  press(keys: string): Promise<void>;
  /** Asks for completion and returns its labels when `wanted` is among them. */
  completion(wanted: string): Promise<readonly string[]>;
  /** The lightbulb menu at the cursor, when an entry contains `wanted`. */
  codeActions(wanted: string | RegExp): Promise<readonly string[]>;
  /** Chooses an entry of the open lightbulb menu. */
  chooseAction(wanted: string | RegExp): Promise<void>;
  /** The text of the hover at the cursor. */
  hover(wanted: string | RegExp): Promise<string>;
  /** Ghost text at the cursor. */
  ghostText(): Promise<string>;
  /** Opens a view container of the activity bar. */
  activity(name: string): Promise<void>;
  /** A row of a tree view, by its label. */
  row(label: string | RegExp): Locator;
  /** The page inside a webview of this extension: the results view, or a panel beside the editors. */
  webview(kind: "view" | "panel"): FrameLocator;
  /** Unfolds a row of a tree, by the words it begins with. */
  unfold(label: string): Promise<void>;
  /** The text of a notification that fits, and then a press of one of its buttons. */
  notification(wanted: string | RegExp, button?: string): Promise<string>;
  /** Presses a button of the modal dialog. */
  dialog(button: string): Promise<string>;
  /** A fresh document with this text and the cursor at `$0`. */
  newFile(language: string, marked: string): Promise<void>;
  /** Closes everything without saving. */
  closeAll(): Promise<void>;
  /** Waits until a question is answered with something, looking again and again. */
  until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T>;
  shot(path: string): Promise<void>;
}

export function drive(page: Page): Driver {
  const until = async <T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> => {
    const limit = Date.now() + PATIENCE_MS;
    for (;;) {
      const seen = await look();
      if (seen !== undefined && seen !== false) {
        return seen;
      }
      if (Date.now() > limit) {
        const notices = await page.locator(".notification-toast").allInnerTexts();
        const lines = await visibleText();
        throw new Error(
          `after ${PATIENCE_MS / 1000} s still no ${what}.\nThe editor shows:\n${lines.slice(0, 1500)}\n${notices.length === 0 ? "" : `Notifications: ${notices.join(" | ")}`}`,
        );
      }
      await page.waitForTimeout(LOOK_AGAIN_MS);
    }
  };

  const plain = (text: string): string => text.replaceAll("\u00a0", " ").replaceAll("\u200b", "");

  const visibleText = async (): Promise<string> => {
    const lines = page.locator(
      ".editor-group-container.active .monaco-editor .view-lines > .view-line",
    );
    const placed = await Promise.all(
      (await lines.all()).map(async (line) => ({
        top: await line.evaluate((it) => Number.parseFloat(it.style.top)).catch(() => 0),
        text: plain((await line.textContent().catch(() => "")) ?? ""),
      })),
    );
    return placed
      .sort((a, b) => a.top - b.top)
      .map((it) => it.text)
      .join("\n");
  };

  const press = (keys: string): Promise<void> => page.keyboard.press(keys);

  /** Fills the quick input and accepts the first row that fits. */
  const quickInput = async (
    open: string,
    text: string,
    row?: string,
    closes = true,
  ): Promise<void> => {
    const input = page.locator(".quick-input-widget:visible input");
    await until("quick input", async () => {
      if (await input.isVisible()) {
        return true;
      }
      await press(open);
      return input.waitFor({ state: "visible", timeout: 2000 }).then(
        () => true,
        () => false,
      );
    });
    await input.fill(text);
    if (row === undefined) {
      await press("Enter");
    } else {
      // The list puts what was used last on top: the entry is chosen by its words, not by its place.
      const rows = page.locator(".quick-input-list .monaco-list-row");
      let before = "";
      await until(`entry "${row}" in the quick input`, async () => {
        const labels = (await rows.allInnerTexts()).map(
          (it) => plain(it).trim().split("\n")[0] ?? "",
        );
        // The list is filled bit by bit: it is clicked when two looks see the same.
        const isStill = labels.join("\n") === before;
        before = labels.join("\n");
        const exact = labels.findIndex((it) => it === row || it === text.replace(/^>/u, ""));
        const found = exact >= 0 ? exact : labels.findIndex((it) => it.includes(row));
        return (
          isStill &&
          found >= 0 &&
          rows
            .nth(found)
            .click({ timeout: CLICK_MS })
            .then(
              () => true,
              () => false,
            )
        );
      });
    }
    if (closes) {
      await input.waitFor({ state: "hidden", timeout: PATIENCE_MS });
    }
  };

  const actionRows = page.locator(".action-widget:visible .monaco-list-row.action");

  return {
    page,
    until,
    visibleText,
    press,
    async ready() {
      await page
        .locator(".monaco-workbench .part.statusbar")
        .waitFor({ state: "visible", timeout: PATIENCE_MS });
      await until(
        "explorer",
        async () => (await page.locator(".part.sidebar .monaco-list-row, .tab").count()) > 0,
      );
    },
    async openFile(path) {
      const name = path.split("/").at(-1) ?? path;
      const tab = page.locator(`.tab[data-resource-name="${name}"].active`);
      if (!(await tab.isVisible())) {
        await quickInput("Control+p", path, name);
      }
      await tab.waitFor({ state: "visible", timeout: PATIENCE_MS });
      await until(`text of ${name}`, async () => (await visibleText()).trim() !== "");
      await page
        .locator(".editor-group-container.active .monaco-editor .view-lines")
        .first()
        .click();
    },
    async command(title) {
      await quickInput("F1", `>${title}`, title.split(": ").at(-1) ?? title);
    },
    async goTo(line, column = 1) {
      await quickInput("Control+g", `:${line}:${column}`);
    },
    async type(text) {
      for (const [index, line] of text.split("\n").entries()) {
        if (index > 0) {
          await press("Enter");
        }
        await page.keyboard.type(line, { delay: 15 });
      }
    },
    async completion(wanted) {
      const rows = page.locator(".suggest-widget.visible .monaco-list-row");
      return until(`completion "${wanted}"`, async () => {
        if ((await rows.count()) === 0) {
          await press("Control+Space");
          await rows
            .first()
            .waitFor({ state: "visible", timeout: 3000 })
            .catch(() => undefined);
        }
        const labels = await page
          .locator(".suggest-widget.visible .monaco-list-row .label-name")
          .allInnerTexts();
        if (labels.some((it) => plain(it) === wanted)) {
          return labels.map(plain);
        }
        if (labels.length > 0) {
          await press("Escape");
        }
        return undefined;
      });
    },
    async codeActions(wanted) {
      return until(`code action ${String(wanted)}`, async () => {
        await press("Control+.");
        await actionRows
          .first()
          .waitFor({ state: "visible", timeout: 3000 })
          .catch(() => undefined);
        const labels = (await actionRows.allInnerTexts()).map((it) => plain(it).trim());
        if (
          labels.some((it) => (typeof wanted === "string" ? it.includes(wanted) : wanted.test(it)))
        ) {
          return labels;
        }
        await press("Escape");
        return undefined;
      });
    },
    async chooseAction(wanted) {
      await actionRows.filter({ hasText: wanted }).first().click();
      await actionRows.first().waitFor({ state: "hidden", timeout: PATIENCE_MS });
    },
    async hover(wanted) {
      const boxes = page.locator(".monaco-hover:visible");
      return until(`hover with ${String(wanted)}`, async () => {
        if ((await boxes.count()) === 0) {
          await press("Control+k");
          await press("Control+i");
          await boxes
            .first()
            .waitFor({ state: "visible", timeout: 3000 })
            .catch(() => undefined);
        }
        const text = plain((await boxes.allInnerTexts()).join("\n"));
        if (typeof wanted === "string" ? text.includes(wanted) : wanted.test(text)) {
          return text;
        }
        await press("Escape");
        return undefined;
      });
    },
    async ghostText() {
      return until("ghost text", async () => {
        const parts = await page
          .locator(
            ".monaco-editor .ghost-text-decoration, .monaco-editor .ghost-text, .monaco-editor .suggest-preview-text",
          )
          .allTextContents();
        // The editor draws the words that follow each other as pieces of their own.
        const text = plain(parts.join(" ")).replaceAll(/\s+/gu, " ").trim();
        return text === "" ? undefined : text;
      });
    },
    async activity(name) {
      const tab = page.getByRole("tab", { name: new RegExp(`^${name}`, "u") });
      await tab.first().locator("a").first().click();
    },
    row(label) {
      return page.locator(".part.sidebar .monaco-list-row").filter({ hasText: label });
    },
    webview(kind) {
      const view = '[src*="purpose=webviewView"]';
      const purpose = kind === "view" ? view : `:not(${view})`;
      return page
        .frameLocator(`iframe.webview.ready[src*="extensionId=nublox.sqlxos"]${purpose}`)
        .frameLocator("iframe#active-frame");
    },
    async unfold(label) {
      const row = page.locator(".part.sidebar .monaco-list-row").filter({ hasText: label }).first();
      await until(`row "${label}" unfolded`, async () => {
        if (!(await row.isVisible())) {
          return false;
        }
        const state = await row.getAttribute("aria-expanded").catch(() => null);
        if (state === "true") {
          return true;
        }
        await row.click({ timeout: 2000 }).catch(() => undefined);
        await page.waitForTimeout(SETTLE_MS);
        return false;
      });
    },
    async notification(wanted, button) {
      const toast = page
        .locator(".notifications-toasts .notification-toast")
        .filter({ hasText: wanted })
        .first();
      await toast.waitFor({ state: "visible", timeout: PATIENCE_MS });
      const text = plain(await toast.innerText());
      if (button !== undefined) {
        await toast.locator(".monaco-button").filter({ hasText: button }).first().click();
      }
      return text;
    },
    async dialog(button) {
      const box = page.locator(".monaco-dialog-box");
      await box.waitFor({ state: "visible", timeout: PATIENCE_MS });
      const text = plain(await box.innerText());
      await box.locator(".monaco-button").filter({ hasText: button }).first().click();
      await box.waitFor({ state: "hidden", timeout: PATIENCE_MS });
      return text;
    },
    async newFile(language, marked) {
      await quickInput("F1", ">File: New Untitled Text File", "New Untitled Text File");
      await page
        .locator('.tab.active[data-resource-name^="Untitled-"]')
        .waitFor({ state: "visible", timeout: PATIENCE_MS });
      await quickInput("F1", ">Change Language Mode", "Change Language Mode", false);
      const input = page.locator(".quick-input-widget:visible input");
      await input.fill(`(${language})`);
      await until(`language ${language}`, async () =>
        (await page.locator(".quick-input-list .monaco-list-row").allInnerTexts()).some((it) =>
          it.includes(`(${language})`),
        ),
      );
      await press("Enter");
      await input.waitFor({ state: "hidden", timeout: PATIENCE_MS });
      await page
        .locator(".editor-group-container.active .monaco-editor .view-lines")
        .first()
        .click();
      const at = marked.indexOf("$0");
      await page.keyboard.insertText(marked.replace("$0", ""));
      const after = at < 0 ? "" : marked.slice(at + 2);
      for (let step = 0; step < after.length; step++) {
        await press("ArrowLeft");
      }
      await press("Escape");
    },
    async closeAll() {
      await quickInput("F1", ">View: Close All Editors", "Close All Editors", false);
      const save = page
        .locator(".monaco-dialog-box .monaco-button")
        .filter({ hasText: "Don't Save" });
      const tabs = page.locator(".tab");
      await until("no open editor", async () => {
        if (await save.first().isVisible()) {
          await save.first().click();
        }
        return (await tabs.count()) === 0;
      });
    },
    async shot(path) {
      mkdirSync(dirname(path), { recursive: true });
      await page.screenshot({ path });
    },
  };
}
