/**
 * The tools measured beside ours. They are a package of their own with its own lock, installed here
 * when a bench first asks for one, so neither the product nor its development carries them.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const FOLDER = join(import.meta.dirname, "peers");

/** The folder of the peers, after they were installed as their lock says; `undefined` where that failed. */
export function peersFolder(): string | undefined {
  if (!existsSync(join(FOLDER, "node_modules", ".package-lock.json"))) {
    console.log("peers: npm ci in bench/peers");
    const done = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: FOLDER,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    });
    if (done.status !== 0) {
      console.log("peers: not installed, ours is measured alone");
      return undefined;
    }
  }
  return FOLDER;
}

/**
 * A peer's module, or `undefined` where it is not installed. Some peers are published for bundlers
 * only and have to be bundled first.
 */
export async function peer(
  name: string,
  publishedFor: "node" | "bundlers" = "node",
): Promise<unknown> {
  const folder = peersFolder();
  if (folder === undefined) {
    return undefined;
  }
  const outfile = join(folder, "node_modules", ".bundled", `${name.replaceAll("/", "-")}.mjs`);
  await build({
    stdin: { contents: `export * from ${JSON.stringify(name)};`, resolveDir: folder },
    bundle: publishedFor === "bundlers",
    format: "esm",
    platform: "node",
    outfile,
    logLevel: "error",
  });
  return import(pathToFileURL(outfile).href);
}

/** The path of a peer's command line tool; `undefined` where it is not installed. */
export function peerCommand(name: string): string | undefined {
  const folder = peersFolder();
  const path = folder === undefined ? "" : join(folder, "node_modules", ".bin", name);
  return existsSync(path) ? path : undefined;
}
