/**
 * Runs the benches named on the command line, or all: `npm run bench`, `npm run bench -- parsing`.
 * Each is a file of this folder and runs in a process of its own, so that none warms, fills or slows
 * another.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";

/** What the benches share. */
const SHARED = new Set(["main", "peers", "world"]);

const all = readdirSync(import.meta.dirname)
  .filter((it) => it.endsWith(".ts"))
  .map((it) => basename(it, ".ts"))
  .filter((it) => !SHARED.has(it))
  .sort();
const asked = process.argv.slice(2);
const unknown = asked.filter((it) => !all.includes(it));
if (unknown.length > 0) {
  console.error(`No bench is called ${unknown.join(", ")}. There are: ${all.join(", ")}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : all) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      "--expose-gc",
      join(import.meta.dirname, `${name}.ts`),
    ],
    { stdio: "inherit" },
  );
  if (status !== 0) {
    process.exitCode = 1;
  }
}
