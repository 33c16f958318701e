/** From the files of a folder to ordered steps: finds the format, then lets it read. */
import { err, ok, type Result } from "../base/result.ts";
import {
  isSql,
  type MigrationFile,
  type MigrationFormat,
  type MigrationSet,
  type ReadOptions,
  withoutMark,
} from "./format.ts";
import { FORMATS } from "./formats/index.ts";
import { plain } from "./formats/plain.ts";

export interface ReadMigrations extends MigrationSet {
  readonly format: MigrationFormat;
}

/** Lower than this is an accident: one file of many that happens to have a number. */
const LEAST_SCORE = 0.01;

/** The format that fits best; plain numbered files where nothing does. */
export function formatOf(files: readonly MigrationFile[]): MigrationFormat {
  let best: { readonly format: MigrationFormat; readonly score: number } = {
    format: plain,
    score: LEAST_SCORE,
  };
  for (const format of FORMATS) {
    const score = format.recognize(files);
    if (score > best.score) {
      best = { format, score };
    }
  }
  return best.format;
}

/**
 * Reads a folder. `format` is an id or `auto`; an unknown id is answered with the ids there are.
 * Files that are no migration are left alone.
 */
export function readMigrations(
  files: readonly MigrationFile[],
  format = "auto",
  options: ReadOptions = {},
): Result<ReadMigrations, string> {
  const clean = files.map((it) => ({
    path: it.path.replaceAll("\\", "/"),
    text: withoutMark(it.text),
  }));
  const chosen = format === "auto" ? formatOf(clean) : FORMATS.find((it) => it.id === format);
  if (chosen === undefined) {
    return err(
      `There is no migration format "${format}". Allowed: auto, ${FORMATS.map((it) => it.id).join(", ")}.`,
    );
  }
  return ok({ ...chosen.read(clean, options), format: chosen });
}

/** The version a new migration gets. `now` is UTC as `YYYYMMDDHHMMSS` and in milliseconds. */
export function nextVersion(
  read: ReadMigrations,
  now: { readonly stamp: string; readonly ms: number },
): string {
  const versioned = read.steps.filter((it) => it.kind !== "repeatable");
  const last = versioned.at(-1)?.version;
  if (last === undefined) {
    return read.format.versions === "timestamp"
      ? now.stamp
      : read.format.versions === "milliseconds"
        ? String(now.ms)
        : "001";
  }
  const digits = /(\d+)(?!.*\d)/u.exec(last)?.[1] ?? "0";
  if (digits.length === TIMESTAMP_DIGITS) {
    return now.stamp > digits ? now.stamp : (BigInt(digits) + 1n).toString();
  }
  if (digits.length === MILLISECOND_DIGITS) {
    return String(Math.max(now.ms, Number(digits) + 1));
  }
  const first = /^\d+/u.exec(last)?.[0] ?? digits;
  return (BigInt(first) + 1n).toString().padStart(first.length, "0");
}

const TIMESTAMP_DIGITS = 14;
const MILLISECOND_DIGITS = 13;

/** Files a folder may hold that say something about migrations; the rest need not be read. */
export function isOfInterest(path: string): boolean {
  return (
    isSql(path) ||
    /(?:^|\/)(?:sqitch\.plan|migration_lock\.toml|_journal\.json|flyway\.(?:conf|toml|user\.toml|properties))$/u.test(
      path,
    ) ||
    /\.sql\.conf$/u.test(path)
  );
}
