/** What goes wrong says what to do, and loses nothing. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorkbench, SHOTS, type Stage } from "./stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openWorkbench();
});
afterAll(async () => {
  await stage?.close();
});

test("a database file that is no database, and a server that is not there, say so in the tree", async () => {
  const { user, folder } = stage;
  writeFileSync(join(folder, "broken.db"), "this is no database, only text\n".repeat(100));
  const path = join(folder, "sqlx.json");
  const config = JSON.parse(readFileSync(path, "utf8"));
  config.connections.broken = { url: "sqlite:broken.db" };
  config.connections.gone = { url: "postgres://app@127.0.0.1:1/shop" };
  writeFileSync(path, JSON.stringify(config, undefined, 2));
  await user.activity("SQLx");
  for (const name of ["broken", "gone"]) {
    await user.unfold(name);
    await user.until(`problem of ${name}`, async () => (await user.row("try again").count()) > 0);
  }
  const rows = await user.page.locator(".part.sidebar .monaco-list-row").allInnerTexts();
  expect(rows.join("\n")).toMatch(/not a database/iu);
  expect(rows.join("\n")).toMatch(/127\.0\.0\.1:1|running/iu);
  await user.shot(join(SHOTS, "trouble-tree.png"));
});

test("completion goes on while a connection is broken", async () => {
  const { user } = stage;
  await user.newFile(
    "sql",
    "-- sqlx: connection=gone\nSELECT x.$0 FROM (SELECT 1 AS first_column) AS x",
  );
  expect(await user.completion("first_column")).toContain("first_column");
  await user.press("Escape");
});

test("a corrupt sqlx.json gets a diagnostic, and the shop goes on", async () => {
  const { user, folder } = stage;
  await user.closeAll();
  const path = join(folder, "sqlx.json");
  const good = readFileSync(path, "utf8");
  writeFileSync(path, good.replace('"active"', '"actvie" 12 "active"'));
  await user.openFile("sqlx.json");
  await user.until(
    "squiggle in sqlx.json",
    async () => (await user.page.locator(".monaco-editor .squiggly-error").count()) > 0,
  );
  await user.shot(join(SHOTS, "trouble-config.png"));
  writeFileSync(path, good);
  await user.newFile("sql", "SELECT o.$0 FROM orders AS o");
  expect(await user.completion("ordered_at")).toContain("total");
});
