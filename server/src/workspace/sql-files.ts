/**
 * The SQL files of a folder as they are on disk, for questions about all of them. A file is read again
 * when its time or size is another one, so asking twice costs two looks at each file and no reading.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export interface SqlFile {
  readonly uri: string;
  readonly text: string;
}

/** Folders that hold what others wrote or what is made from other files. */
const SKIPPED: ReadonlySet<string> = new Set([
  "node_modules",
  "vendor",
  "dist",
  "build",
  "out",
  "target",
  "coverage",
  "__pycache__",
]);
const MOST_FILES = 5_000;
const LARGEST_BYTES = 1_000_000;

export class SqlFiles {
  readonly #known = new Map<string, { readonly stamp: string; readonly file: SqlFile }>();

  /** Files below a folder whose names match; a folder that cannot be read has none. */
  list(root: string, wanted: RegExp): readonly SqlFile[] {
    const paths: string[] = [];
    const folders = [root];
    for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
      for (const entry of entriesOf(at)) {
        if (entry.isDirectory()) {
          if (!entry.name.startsWith(".") && !SKIPPED.has(entry.name)) {
            folders.push(join(at, entry.name));
          }
        } else if (wanted.test(entry.name) && paths.length < MOST_FILES) {
          paths.push(join(at, entry.name));
        }
      }
    }
    return paths.sort().flatMap((it) => this.#read(it) ?? []);
  }

  #read(path: string): SqlFile | undefined {
    try {
      const { mtimeMs, size } = statSync(path);
      const stamp = `${mtimeMs} ${size}`;
      const known = this.#known.get(path);
      if (known?.stamp === stamp) {
        return known.file;
      }
      if (size > LARGEST_BYTES) {
        return undefined;
      }
      const file = { uri: pathToFileURL(path).href, text: readFileSync(path, "utf8") };
      this.#known.set(path, { stamp, file });
      return file;
    } catch {
      return undefined;
    }
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
