/** Programs from Debian's packages, unpacked below `.cache/`; needs no root. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

/** The root of the unpacked tree of a package and what it depends on, or why there is none. */
export function unpackedPackage(
  name: string,
): { readonly root: string } | { readonly failed: string } {
  const cache = resolve(".cache", name);
  const root = join(cache, "root");
  if (existsSync(root)) {
    return { root };
  }
  const failed = unpack(name, cache, root);
  return failed === undefined ? { root } : { failed };
}

function unpack(name: string, cache: string, root: string): string | undefined {
  const lacking = spawnSync(
    "apt-get",
    ["install", "--simulate", "--no-install-recommends", "--yes", name],
    { encoding: "utf8" },
  );
  if (lacking.status !== 0) {
    return `apt-get knows no ${name}`;
  }
  const packages = [...lacking.stdout.matchAll(/^Inst (\S+)/gmu)].map((it) => it[1] ?? "");
  mkdirSync(cache, { recursive: true });
  const fetched = spawnSync("apt-get", ["-o", "APT::Sandbox::User=", "download", ...packages], {
    cwd: cache,
    encoding: "utf8",
  });
  if (fetched.status !== 0) {
    return "apt-get could not download it";
  }
  const half = `${root}.part`;
  rmSync(half, { recursive: true, force: true });
  for (const file of readdirSync(cache).filter((it) => it.endsWith(".deb"))) {
    const unpacked = spawnSync("dpkg-deb", ["-x", join(cache, file), half]);
    rmSync(join(cache, file));
    if (unpacked.status !== 0) {
      return `dpkg-deb could not unpack ${file}`;
    }
  }
  // Only a whole tree gets the final name: a broken download is tried again.
  renameSync(half, root);
  return undefined;
}
