/** Which files of a folder are a pack; whatever else lies there is neither read nor hashed nor copied. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Keys of a pack that may stand in a file of their own. */
export const TABLE_FILES = [
  "keywords",
  "types",
  "functions",
  "hiddenFunctions",
  "settings",
  "errors",
  "locks",
  "migrations",
  "catalog",
  "translate",
  "examples",
] as const;

/** Above this a pack's file is not read: the largest of ours is below a tenth of it. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** The file that holds a key: `hidden-functions.json`. */
export function tableFile(key: (typeof TABLE_FILES)[number]): string {
  return `${key.replace(/[A-Z]/gu, (it) => `-${it.toLowerCase()}`)}.json`;
}

/** Files with catalog queries, as paths from the pack's folder with `/`, sorted. */
export function queryFiles(folder: string): readonly string[] {
  const catalog = join(folder, "catalog");
  return existsSync(catalog) && statSync(catalog).isDirectory()
    ? readdirSync(catalog)
        .filter((it) => /^[\w-]+\.sql$/u.test(it))
        .sort()
        .map((it) => `catalog/${it}`)
    : [];
}

/** All files of a pack, as paths from its folder with `/`, in one order. */
export function packFiles(folder: string): readonly string[] {
  const tables = TABLE_FILES.map(tableFile).filter((it) => existsSync(join(folder, it)));
  return ["pack.json", ...tables.sort(), ...queryFiles(folder)];
}
