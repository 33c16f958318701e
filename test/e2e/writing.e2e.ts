/** Writing SQL in the real editor on the sample shop: what appears while somebody types. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorkbench, README_PICTURES, SHOTS, type Stage } from "./stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openWorkbench();
});
afterAll(async () => {
  await stage?.close();
});

test("the status bar names the connection and the dialect", async () => {
  const { user } = stage;
  await user.openFile("queries/1-completion.sql");
  const text = await user.until("status bar", async () => {
    const items = await user.page.locator(".statusbar-item").allInnerTexts();
    return items.find((it) => it.includes("shop"));
  });
  expect(text).toContain("sqlite");
});

test("completes tables, and columns through an alias", async () => {
  const { user } = stage;
  await user.newFile("sql", "SELECT o.$0 FROM orders AS o");
  const columns = await user.completion("ordered_at");
  expect(columns).toEqual(expect.arrayContaining(["id", "customer_id", "status", "total"]));
  await user.shot(join(SHOTS, "completion.png"));
  await user.press("Escape");
  await user.closeAll();
  await user.newFile("sql", "SELECT * FROM ord$0");
  expect(await user.completion("orders")).toContain("order_items");
  await user.press("Escape");
});

test("completes the condition of a join from the foreign key", async () => {
  const { user } = stage;
  await user.closeAll();
  await user.newFile("sql", "SELECT c.name FROM orders AS o JOIN customers AS c ON $0");
  const labels = await user.completion("c.id = o.customer_id");
  expect(labels.indexOf("c.id = o.customer_id")).toBeLessThan(3);
  await user.press("Escape");
});

test("hovers a column with its type and its key", async () => {
  const { user } = stage;
  await user.openFile("queries/1-completion.sql");
  await user.goTo(6, 31);
  expect(await user.hover("customer_id")).toMatch(/INTEGER/iu);
  await user.shot(join(SHOTS, "hover.png"));
  await user.press("Escape");
});

test("goes to the definition of an alias and of a table", async () => {
  const { user } = stage;
  await user.openFile("queries/1-completion.sql");
  await user.goTo(7, 7);
  await user.press("F12");
  await user.until("cursor on the alias", async () => {
    const items = await user.page.locator(".statusbar-item").allInnerTexts();
    return items.find((it) => it.includes("Ln 5"));
  });
  await user.goTo(5, 8);
  await user.press("F12");
  await user.until("text of the table", async () =>
    (await user.visibleText()).includes("CREATE TABLE"),
  );
  expect(await user.visibleText()).toContain("ordered_at");
  await user.shot(join(SHOTS, "definition.png"));
});

test("marks findings and mends one", async () => {
  const { user } = stage;
  await user.closeAll();
  await user.openFile("queries/2-findings.sql");
  const marks = user.page.locator(
    ".monaco-editor .squiggly-warning, .monaco-editor .squiggly-error",
  );
  await user.until("squiggles", async () => (await marks.count()) >= 2);
  await user.shot(join(SHOTS, "findings.png"));
  await user.goTo(23, 8);
  await user.codeActions(/^List the \d+ columns/u);
  await user.shot(join(README_PICTURES, "quick-fix.png"));
  await user.chooseAction(/List the \d+ columns/u);
  await user.until("named columns", async () =>
    (await user.visibleText()).includes("SELECT id, customer_id"),
  );
});

test("translates a statement into another dialect", async () => {
  const { user } = stage;
  await user.openFile("queries/3-mysql.sql");
  await user.goTo(4, 20);
  await user.codeActions("PostgreSQL");
  await user.shot(join(SHOTS, "translate.png"));
  await user.chooseAction("PostgreSQL");
  const text = await user.until("translated statement", async () => {
    const shown = await user.visibleText();
    return shown.includes("COALESCE") && shown.includes("to_char") ? shown : undefined;
  });
  expect(text).toMatch(/LIMIT 10 OFFSET 20/u);
});

test("ghost text completes a join and a GROUP BY", async () => {
  const { user } = stage;
  await user.closeAll();
  await user.newFile("sql", "SELECT COUNT(*) FROM orders AS o JOIN");
  await user.type(" ");
  // The list that opens shows a preview of its own; behind it stands the ghost text.
  await user.press("Escape");
  await user.command("Trigger Inline Suggestion");
  await user.until("a whole join", async () => {
    // The ghost text comes in pieces of the line; nothing of it is typed.
    const text = await user.visibleText();
    return /JOIN \w+.* ON \w+\.\w+ = /u.test(text) ? text : undefined;
  });
  await user.shot(join(SHOTS, "ghost-join.png"));
  await user.press("Escape");
  await user.closeAll();
  await user.newFile(
    "sql",
    "SELECT c.name, COUNT(*) FROM orders AS o JOIN customers AS c ON c.id = o.customer_id\nGROU",
  );
  await user.type("P");
  expect(await user.ghostText()).toContain("BY c.name");
  await user.press("Tab");
  await user.until("accepted group", async () =>
    (await user.visibleText()).includes("GROUP BY c.name"),
  );
});
