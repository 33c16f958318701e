/**
 * `npm run package`: the `.vsix`, with everything in it that an installed extension needs.
 *
 * The bundles are built small; packages with binaries or WebAssembly are copied beside them without the
 * parts that nothing reads at run time. One file serves every platform.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { SHIPPED_PACKAGES } from "./packages.ts";
import { runProgram } from "./run-program.ts";
import { sayAs } from "./say.ts";

const ROOT = join(import.meta.dirname, "..");
const MODULES = join(ROOT, "dist/node_modules");
const MEGABYTE = 1_000_000;
/** A download that nobody thinks twice about. */
const LARGEST = 12 * MEGABYTE;
const say = sayAs("package");

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const target = join(ROOT, `${manifest.name}-${manifest.version}.vsix`);
await must("node", ["scripts/build.ts", "--minify"], "build");
copyPackages();
try {
  await must(
    "node",
    [
      join(ROOT, "node_modules/@vscode/vsce/vsce"),
      "package",
      "--no-dependencies",
      "--skip-license",
      "--no-rewrite-relative-links",
      "--out",
      target,
    ],
    "vsce package",
  );
} finally {
  // In the repository the packages come from its own node_modules.
  rmSync(MODULES, { recursive: true, force: true });
}
const bytes = statSync(target).size;
console.log(`${target}: ${(bytes / MEGABYTE).toFixed(1)} MB`);
if (bytes > LARGEST) {
  say(`that is more than ${LARGEST / MEGABYTE} MB`);
  process.exit(1);
}

function copyPackages(): void {
  rmSync(MODULES, { recursive: true, force: true });
  for (const { name, files } of SHIPPED_PACKAGES) {
    const from = join(ROOT, "node_modules", name);
    const to = join(MODULES, name);
    mkdirSync(to, { recursive: true });
    cpSync(join(from, "package.json"), join(to, "package.json"));
    for (const license of ["LICENSE", "LICENSE.md", "LICENSE.txt"]) {
      if (existsSync(join(from, license))) {
        cpSync(join(from, license), join(to, license));
      }
    }
    for (const file of files) {
      mkdirSync(dirname(join(to, file)), { recursive: true });
      cpSync(join(from, file), join(to, file), { recursive: true });
    }
  }
  packBindings(join(MODULES, "better-sqlite3/prebuilds"));
  writeFileSync(join(MODULES, ".from"), "Copied by scripts/package.ts.\n");
}

/** One file serves every platform, so every user downloads all bindings: brotli makes them a fifth smaller. */
function packBindings(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
    rmSync(path);
  }
}

async function must(program: string, args: readonly string[], title: string): Promise<void> {
  const done = await runProgram(program === "node" ? process.execPath : program, args, {
    title,
    cwd: ROOT,
    say,
  });
  if (done.status !== 0) {
    say(`${title} failed:\n${done.output}`);
    process.exit(1);
  }
}
