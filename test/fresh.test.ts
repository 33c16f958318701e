/** What is generated and committed is what would be generated now. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT, SECTIONS } from "../scripts/gen.ts";

for (const { path, make } of SECTIONS) {
  test(`${path} is fresh (run \`npm run gen\`)`, async () => {
    expect(readFileSync(join(ROOT, path), "utf8")).toBe(await make());
  });
}
