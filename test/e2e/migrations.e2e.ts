/** Migrations from the sidebar: pending ones, up, down. */
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

test("lists what is pending", async () => {
  const { user } = stage;
  await user.activity("SQLx");
  await user.until(
    "pending migrations",
    async () => (await user.row(/create.gift.cards/u).count()) > 0,
  );
  await user.shot(join(SHOTS, "migrations-pending.png"));
});

test("runs all of them up, and the newest down again", async () => {
  const { user } = stage;
  await user.command("SQLx: Run Pending Migrations");
  await user.until("nothing pending", async () => {
    const rows = await user.page.locator(".part.sidebar .monaco-list-row").allInnerTexts();
    return rows.some((it) => /applied/iu.test(it)) && !rows.some((it) => /^pending/imu.test(it));
  });
  await user.unfold("Applied");
  await user.shot(join(SHOTS, "migrations-applied.png"));
  await user.command("SQLx: Roll Back Last Migration");
  await user.dialog("Roll Back");
  await user.until("one pending", async () => {
    const rows = await user.page.locator(".part.sidebar .monaco-list-row").allInnerTexts();
    return rows.some((it) => /pending/iu.test(it));
  });
  expect(await user.row(/create.gift.cards/u).count()).toBe(1);
});
