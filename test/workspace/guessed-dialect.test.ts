/** A file that nothing says the dialect of is read by the signs it bears. */
import { expect, test } from "vitest";
import { packStore } from "../../server/src/workspace/packs.ts";
import { Workspace } from "../../server/src/workspace/workspace.ts";

const URI = "file:///untitled/a.sql";

/** The engine that a text is read for. */
function engineOf(text: string, config: object = {}, languageId = "sql"): string {
  const workspace = new Workspace({
    packs: packStore(),
    cache: undefined,
    password: async () => undefined,
    connectionsChanged: () => undefined,
    log: () => undefined,
  });
  workspace.openFolder(undefined);
  workspace.configure(config);
  workspace.open(URI, languageId, 1, text);
  return workspace.dialectOf(URI).pack.engine;
}

test("signs decide where nobody else does", () => {
  const mysql = "CREATE TABLE `t` (`id` int unsigned AUTO_INCREMENT) ENGINE=InnoDB;";
  expect(engineOf(mysql)).toBe("mysql");
  expect(engineOf(mysql, { dialect: "auto" })).toBe("mysql");
  expect(engineOf(mysql, { dialect: "sqlite" })).toBe("sqlite");
  expect(engineOf(`-- sqlx: dialect=tsql\n${mysql}`)).toBe("tsql");
  expect(engineOf("SELECT 1")).toBe("ansi");
});

test("a program's text bears no signs", () => {
  expect(engineOf("const q = sql`SELECT \\`a\\` AUTO_INCREMENT ENGINE=`;", {}, "typescript")).toBe(
    "ansi",
  );
});
