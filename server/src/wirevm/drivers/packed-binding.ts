/**
 * The binding of an installed extension is packed, because one file serves every platform and the
 * bindings of all of them are most of its size. It is unpacked beside the package when it is first
 * wanted, or into a folder of this process's own where the package may not be written to.
 */
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

/** What tells the SQLite package where its binding is; nothing where it finds that itself, as in the repository. */
export function bindingOptions(require: NodeJS.Require): { readonly nativeBinding?: string } {
  const prebuilds = join(dirname(require.resolve("better-sqlite3/package.json")), "prebuilds");
  const binding = join(prebuilds, `${system()}-${process.arch}.node`);
  const packed = `${binding}.br`;
  if (existsSync(binding) || !existsSync(packed)) {
    return {};
  }
  const bytes = brotliDecompressSync(readFileSync(packed));
  try {
    // Another process may do the same now: a file appears whole or not at all.
    const part = `${binding}.${process.pid}`;
    writeFileSync(part, bytes);
    renameSync(part, binding);
    return {};
  } catch {
    const folder = mkdtempSync(join(tmpdir(), "sqlx-"));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    const own = join(folder, basename(binding));
    writeFileSync(own, bytes);
    return { nativeBinding: own };
  }
}

/** As the files are named: a Linux without glibc has bindings of its own. */
function system(): string {
  if (process.platform !== "linux") {
    return process.platform;
  }
  // Without this the report asks name servers about every open socket.
  Object.assign(process.report, { excludeNetwork: true });
  const { header } = process.report.getReport() as unknown as {
    readonly header: { readonly glibcVersionRuntime?: string };
  };
  return header.glibcVersionRuntime === undefined ? "linuxmusl" : "linux";
}
