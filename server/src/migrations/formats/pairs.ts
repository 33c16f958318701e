/**
 * Reading of conventions in which a file name says version, name and direction. The formats that
 * differ only in the pattern of the name share it.
 */
import {
  baseName,
  folderOf,
  type MigrationFile,
  type MigrationProblem,
  type MigrationSet,
  type MigrationStep,
  ordered,
  problemAt,
  wholeFile,
  wordsOf,
} from "../format.ts";

export interface PairName {
  readonly version: string;
  readonly name: string;
  readonly direction: "up" | "down";
}

/** Steps of files whose name `parse` understands; a file it does not is left alone. */
export function pairedSteps(
  files: readonly MigrationFile[],
  parse: (path: string) => PairName | undefined,
): MigrationSet {
  const problems: MigrationProblem[] = [];
  const ups: { readonly file: MigrationFile; readonly name: PairName }[] = [];
  const downs = new Map<string, MigrationFile>();
  for (const file of files) {
    const name = parse(file.path);
    if (name === undefined) {
      continue;
    }
    if (name.direction === "up") {
      ups.push({ file, name });
    } else {
      downs.set(pairKey(name), file);
    }
  }
  const steps = ups.map(({ file, name }): MigrationStep => {
    const down = downs.get(pairKey(name)) ?? onlyDownOf(downs, name.version);
    if (down !== undefined) {
      for (const [key, value] of downs) {
        if (value === down) {
          downs.delete(key);
        }
      }
    }
    return {
      version: name.version,
      name: wordsOf(name.name),
      kind: "versioned",
      up: wholeFile(file, transactionOf(file.text)),
      ...(down === undefined ? {} : { down: wholeFile(down, transactionOf(down.text)) }),
    };
  });
  for (const file of downs.values()) {
    problems.push(
      problemAt(
        file.path,
        0,
        `${baseName(file.path)} has no up file beside it; it is never run.`,
        "warning",
      ),
    );
  }
  return ordered(steps, problems);
}

function pairKey(name: PairName): string {
  return `${name.version}\u0000${name.name}`;
}

/** A down file whose words differ from the up file's still belongs to its version. */
function onlyDownOf(
  downs: ReadonlyMap<string, MigrationFile>,
  version: string,
): MigrationFile | undefined {
  const found = [...downs].filter(([key]) => key.startsWith(`${version}\u0000`));
  return found.length === 1 ? found[0]?.[1] : undefined;
}

/** Marks that people and tools put into a file's head to say that it runs outside a transaction. */
const NO_TRANSACTION =
  /^\s*(?:--|#)\s*(?:(?:sqlx:\s*)?no[- _]?transaction\b|(?:\+goose|atlas:txmode)\s+(?:no transaction|none)|transaction:\s*false|disable[- _]?(?:ddl[- _]?)?transaction!?|x?-?migrations?:\s*no-transaction)/imu;

/** `none` where the leading comments say so. */
export function transactionOf(text: string): "own" | "none" {
  const head = /^(?:\s*(?:--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/)?\s*(?:\n|$))*/u.exec(text)?.[0] ?? "";
  return NO_TRANSACTION.test(head) ? "none" : "own";
}

/**
 * The share of numbered SQL files that satisfy a predicate; 0 when there are none. Files without a
 * number in front are seeds and notes and say nothing about the format.
 */
export function shareOf(
  files: readonly MigrationFile[],
  fits: (file: MigrationFile) => boolean,
): number {
  const numbered = files.filter((it) => isNumbered(it.path));
  return numbered.length === 0 ? 0 : numbered.filter(fits).length / numbered.length;
}

/** The share again, sinking fast: a convention of names that does not hold for all files is none. */
export function conventionOf(
  files: readonly MigrationFile[],
  fits: (file: MigrationFile) => boolean,
): number {
  return shareOf(files, fits) ** 3;
}

/** A mark in one file is enough: read in any other way, the parts below the marks would run together. */
export function markedShare(
  files: readonly MigrationFile[],
  fits: (file: MigrationFile) => boolean,
): number {
  const share = shareOf(files, fits);
  return share === 0 ? 0 : 0.6 + 0.4 * share;
}

function isNumbered(path: string): boolean {
  return (
    /\.sql$/iu.test(path) &&
    (/^(?:[vurb]?\d|R__)/iu.test(baseName(path)) || /^v?\d/iu.test(baseName(folderOf(path))))
  );
}
