/** The committed tables of packs are what the engines say today; only where the engines can be run. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { GENERATED, PACKS_FOLDER, tableTexts } from "../../scripts/packs-generate.ts";

const MINUTES = 60_000;

test.for(Object.keys(GENERATED))(
  "tables of %s are fresh (run `npm run packs:generate`)",
  { timeout: 5 * MINUTES },
  async (engine, { skip }) => {
    const tables = await GENERATED[engine]?.();
    if (tables === undefined || "missing" in tables) {
      return skip(tables?.missing);
    }
    for (const [file, text] of tableTexts(tables)) {
      const path = join(PACKS_FOLDER, engine, file);
      expect(existsSync(path) ? readFileSync(path, "utf8") : "", `${engine}/${file}`).toBe(text);
    }
  },
);
