/** Capabilities are free names: a misspelled one would answer false for ever. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { TEST_ENGINES, testPack } from "../packs.ts";

const ASKED =
  /\b(?:can|needs|offers|noteIf)\(\s*(?:p,\s*)?(?:"[^"a-z]+",\s*)?"([a-z][a-z0-9-]*[a-z0-9])"/gu;

test("every capability that the grammar asks for is in a pack", () => {
  const known = new Set(TEST_ENGINES.flatMap((it) => Object.keys(testPack(it).capabilities)));
  const unknown = readdirSync("server/src/sql")
    .filter((it) => it.endsWith(".ts"))
    .flatMap((file) =>
      [...readFileSync(`server/src/sql/${file}`, "utf8").matchAll(ASKED)]
        .map((it) => it[1] ?? "")
        .filter((it) => !known.has(it))
        .map((it) => `${file}: ${it}`),
    );
  expect(unknown).toEqual([]);
});
