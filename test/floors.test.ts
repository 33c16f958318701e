/** The floors of the building. A folder may import folders on lower floors, and itself. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path/posix";
import { expect, test } from "vitest";

const FLOORS: readonly (readonly string[])[] = [
  ["server/src/base", "server/src/protocol"],
  ["server/src/wirevm/packs"],
  ["server/src/sql"],
  ["server/src/catalog"],
  ["server/src/analysis"],
  [
    "server/src/ide",
    "server/src/intelligence",
    "server/src/migrations",
    "server/src/security",
    "server/src/wirevm/translate",
  ],
  ["server/src/copilot", "server/src/host"],
  ["server/src/wirevm/drivers"],
  ["server/src/wirevm/introspect", "server/src/wirevm/gateway"],
  ["server/src/workspace"],
  ["server/src/lsp"],
  ["server/src/cli"],
];
const FIRST_FLOOR_WITH_IO = 7;
/** Packages that compute and touch nothing. */
const PURE_PACKAGES = new Set(["zod"]);
const IMPORT =
  /\bimport\s*\(?\s*["']([^"']+)["']|(?:^|;)\s*(?:import|export)\b[^'";]*?\bfrom\s*["']([^"']+)["']/gmu;
/** Words of the language that are not pure: a time or a seed is an argument. */
const IMPURE_WORDS = /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\)/u;

test("imports go down", () => {
  const found: string[] = [];
  for (const file of sources("server/src")) {
    const here = floorOf(file);
    for (const [, bare, from] of readFileSync(file, "utf8").matchAll(IMPORT)) {
      const target = bare ?? from ?? "";
      if (!target.startsWith(".")) {
        if (here.floor < FIRST_FLOOR_WITH_IO && !PURE_PACKAGES.has(target))
          found.push(`${file}: ${target} (pure floors import only packages that are pure)`);
        continue;
      }
      const there = floorOf(join(dirname(file), target));
      const allowed = there.floor < here.floor || there.folder === here.folder;
      if (!allowed) found.push(`${file}: ${relative("server/src", there.folder)} is not below`);
    }
  }
  expect(found).toEqual([]);
});

test("pure floors know no clock and no chance", () => {
  const found = sources("server/src").filter(
    (it) => floorOf(it).floor < FIRST_FLOOR_WITH_IO && IMPURE_WORDS.test(readFileSync(it, "utf8")),
  );
  expect(found).toEqual([]);
});

test("no engine is named outside its pack", () => {
  const names = readdirSync("wirepacks", { withFileTypes: true })
    .filter((it) => it.isDirectory() && it.name !== "ansi")
    .map((it) => it.name);
  // A protocol or a format may carry an engine's name: `x-file`, `json-x`.
  const engine = new RegExp(`(?<![\\w-])(${names.join("|")})(?![\\w-])`, "iu");
  const found = sources("server/src")
    .filter((it) => !it.startsWith("server/src/wirevm/drivers/"))
    .flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line, index) => {
          const named = engine.exec(line.replace(EXAMPLE_DATA, ""));
          // A word in capitals is a keyword of some grammar.
          return named === null ||
            named[1] === named[1]?.toUpperCase() ||
            NAMES_IN_EXAMPLES.test(line)
            ? []
            : [`${file}:${index + 1}: ${named[1]}`];
        }),
    );
  expect(found).toEqual([]);
});

/** Examples and imports may say which engine they are about: data, not branching. */
const NAMES_IN_EXAMPLES =
  /^\s*(dialect|from|to|engine|dialects|source|see|import)\b.*[:"]|\bimport\("/u;
const EXAMPLE_DATA = /\bdialects?: (?:"[^"]*"|\[[^\]]*\])|https?:\/\/[^"]*|\bid: "[^"]*"/gu;

function floorOf(path: string): { readonly floor: number; readonly folder: string } {
  for (const [floor, folders] of FLOORS.entries()) {
    const folder = folders.find((it) => path === it || path.startsWith(`${it}/`));
    if (folder !== undefined) return { floor, folder };
  }
  throw new Error(`${path} is on no floor: add its folder to FLOORS`);
}

function sources(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((it) => it.endsWith(".ts"))
    .map((it) => join(root, it.replaceAll("\\", "/")))
    .sort();
}
