/** A folder's migrations as texts that define a schema, in running order. */
import type { MigrationFile } from "./format.ts";
import { readMigrations } from "./read.ts";

/**
 * The parts that go up; files of a folder that are no migrations are taken as they are where nothing
 * in it is one.
 */
export function upTexts(files: readonly MigrationFile[], format = "auto"): readonly string[] {
  const read = readMigrations(files, format);
  if (!read.ok || read.value.steps.length === 0) {
    return files.map((it) => it.text);
  }
  return read.value.steps.map((it) => it.up.text);
}
