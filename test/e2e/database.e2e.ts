/** Working with the database from the editor: the tree, a run, a long run that is cancelled. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorkbench, README_PICTURES, SHOTS, type Stage } from "./stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openWorkbench({ colors: "dark" });
});
afterAll(async () => {
  await stage?.close();
});

test("unfolds a connection down to columns and keys", async () => {
  const { user } = stage;
  await user.activity("SQLx");
  await user.unfold("shop");
  await user.until("tables", async () => (await user.row("order").count()) > 0);
  await user.unfold("orders");
  await user.until("columns", async () => {
    const texts = await user.page.locator(".part.sidebar .monaco-list-row").allInnerTexts();
    return texts.some(
      (it) => it.includes("customer_id") || it.includes("Columns") || it.includes("columns"),
    );
  });
  await user.shot(join(SHOTS, "tree-dark.png"));
});

test("runs a statement into the grid with Ctrl+Enter", async () => {
  const { user } = stage;
  await user.openFile("queries/5-reports.sql");
  await user.goTo(4, 1);
  await user.press("Control+Enter");
  const grid = user.webview("view");
  await user.until("rows", async () => (await grid.locator('[role="gridcell"]').count()) > 10);
  const cells = await grid.locator('[role="gridcell"]').allInnerTexts();
  expect(cells[0]).toBe("2024-01");
  const heads = await grid.locator('[role="columnheader"]').allInnerTexts();
  expect(heads.join(" ")).toContain("revenue");
  await user.shot(join(README_PICTURES, "grid-dark.png"));
});

test("runs a statement with the CodeLens above it", async () => {
  const { user } = stage;
  const lens = user.page
    .locator(".monaco-editor .codelens-decoration a")
    .filter({ hasText: "Run" });
  await lens.nth(1).click();
  const grid = user.webview("view");
  await user.until("products", async () =>
    (await grid.locator('[role="gridcell"]').allInnerTexts()).some((it) => it.startsWith("SKU-")),
  );
});

test("cancels a long statement", async () => {
  const { user } = stage;
  await user.goTo(31, 1);
  await user.press("Control+Enter");
  const grid = user.webview("view");
  const cancel = grid.locator("button").filter({ hasText: /cancel|stop/iu });
  await user.until(
    "a way to cancel",
    async () => (await cancel.count()) > 0 && (await cancel.first().isVisible()),
  );
  await user.shot(join(SHOTS, "running-dark.png"));
  await cancel.first().click();
  await user.until("cancelled", async () =>
    /cancel/iu.test(await grid.locator("body").innerText()),
  );
  await user.shot(join(SHOTS, "cancelled-dark.png"));
  await user.goTo(4, 1);
  await user.press("Control+Enter");
  await user.until(
    "rows after a cancelled run",
    async () => (await grid.locator('[role="gridcell"]').allInnerTexts())[0] === "2024-01",
  );
});

test("an error of the database is shown where it is", async () => {
  const { user } = stage;
  await user.newFile("sql", "SELECT nothing_like_it FROM orders;");
  await user.press("Control+Enter");
  const grid = user.webview("view");
  await user.until("error", async () =>
    /no such column/iu.test(await grid.locator("body").innerText()),
  );
  await user.shot(join(SHOTS, "error-dark.png"));
});

test("the output channel tells what the server did", async () => {
  const { user } = stage;
  await user.command("SQLx: Show Output");
  await user.until(
    "output",
    async () => (await user.page.locator(".part.panel .view-lines").innerText()).trim() !== "",
  );
});
