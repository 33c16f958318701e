/** A folder of migrations on disk: which files are read, and in which encoding. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { err, type Result } from "../../base/result.ts";
import type { MigrationFile, ReadOptions } from "../../migrations/format.ts";
import { isOfInterest, type ReadMigrations, readMigrations } from "../../migrations/read.ts";

/** No migration is as large; a dump that strayed into the folder is not read into memory. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** Folders in which nobody keeps migrations. */
const SKIPPED = /(?:^|[/\\])(?:node_modules|\.git)(?:[/\\]|$)/u;

/** Reads the folder; says what is wrong when it is not there or the format is unknown. */
export function loadMigrations(
  dir: string,
  format = "auto",
  options: ReadOptions = {},
): Result<ReadMigrations, string> {
  if (!existsSync(dir)) {
    return err(
      `There is no folder ${dir}. Create it, or name another one with "migrations": { "dir": … } or --dir.`,
    );
  }
  if (!statSync(dir).isDirectory()) {
    return err(`${dir} is a file; a folder of migrations is needed.`);
  }
  return readMigrations(loadFiles(dir), format, options);
}

/** The files that say something about migrations; of others only the names. */
export function loadFiles(dir: string): readonly MigrationFile[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile() && !SKIPPED.test(it.parentPath.slice(dir.length)))
    .map((it) =>
      join(it.parentPath, it.name).slice(dir.length).replaceAll("\\", "/").replace(/^\/+/u, ""),
    )
    .sort()
    .map((path) => ({ path, text: isOfInterest(path) ? textOf(join(dir, path)) : "" }));
}

function textOf(path: string): string {
  return statSync(path).size > MAX_FILE_BYTES ? "" : decodeText(readFileSync(path));
}

/** UTF-8, UTF-16 by its mark, else Windows-1252: a file of an old editor is read and not refused. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return new TextDecoder("utf-16le").decode(bytes);
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return new TextDecoder("utf-16be").decode(bytes);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Writes files of a new migration below the folder. */
export function writeMigrationFiles(
  dir: string,
  files: readonly MigrationFile[],
): readonly string[] {
  return files.map((it) => {
    const path = join(dir, it.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, it.text);
    return path;
  });
}
