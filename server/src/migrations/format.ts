/**
 * Migrations as data: what the files of a folder say, whichever tool they were written for.
 *
 * This folder is pure. It is given paths and texts and answers with ordered steps, hazards, plans and
 * generated SQL; it opens no file and no connection, and it knows no engine but through a dialect.
 * Running steps against a database is the business of `workspace/migrations`. Start reading at
 * `MigrationFormat`, then `read.ts`.
 */
import type { Range } from "../base/text.ts";

/** One file below the migrations folder. The text has no byte order mark. */
export interface MigrationFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** SQL that is run as one unit, and where it stands. */
export interface MigrationPart {
  readonly path: string;
  /** The SQL; a slice of the file, placeholders filled in. */
  readonly text: string;
  /** Line of the file on which `text` begins, from 0. */
  readonly line: number;
  /** `none` where the file says that it must not run inside a transaction. */
  readonly transaction: "own" | "none";
  /** Ranges of `text` that are one statement each, whatever they contain. */
  readonly blocks: readonly Range[];
}

/** One migration. Invariant: versions of the steps of one folder differ. */
export interface MigrationStep {
  /** As the format writes it: `1.2`, `20240101120000`, `0001_initial`. */
  readonly version: string;
  readonly name: string;
  /**
   * `versioned` runs once, `repeatable` again whenever its text changes, `baseline` instead of all
   * steps it covers when nothing was applied yet.
   */
  readonly kind: "versioned" | "repeatable" | "baseline";
  readonly up: MigrationPart;
  readonly down?: MigrationPart | undefined;
  /** Versions a baseline stands for, where it lists them; else all up to its own version. */
  readonly covers?: readonly string[] | undefined;
}

/** Something in the folder that keeps steps from being read as they were meant. */
export interface MigrationProblem {
  readonly path: string;
  /** From 0. */
  readonly line: number;
  /** `error` stops a run, `warning` does not. */
  readonly severity: "error" | "warning";
  readonly message: string;
}

export interface MigrationSet {
  /** In the order they run. */
  readonly steps: readonly MigrationStep[];
  readonly problems: readonly MigrationProblem[];
}

/** What a new migration shall contain. */
export interface NewMigration {
  readonly version: string;
  /** Words for the file name; any text. */
  readonly name: string;
  readonly up: string;
  readonly down?: string | undefined;
  readonly transaction?: "own" | "none" | undefined;
}

export interface ReadOptions {
  /** Values for placeholders, by name. */
  readonly placeholders?: Readonly<Record<string, string>> | undefined;
}

/** A migration that another tool has recorded. */
export interface PeerRecord {
  /** Compared with `stepKeys`. */
  readonly key: string;
  readonly name?: string | undefined;
  readonly state: "applied" | "failed";
  readonly appliedAt?: string | undefined;
  /** The tool keeps only the last version: everything up to it was applied. */
  readonly reach?: "exact" | "up-to" | undefined;
}

/** The history table of another tool. */
export interface PeerHistory {
  /** Tool and format it belongs to. */
  readonly tool: string;
  /** Where it stands; a schema only where the tool has one of its own. */
  readonly schema?: string | undefined;
  readonly table: string;
  /** Other spellings of the table, for engines that tell them apart. */
  readonly aliases?: readonly string[] | undefined;
  /** Lower-case columns the table must have to be this tool's. */
  readonly columns: readonly string[];
  /** Lower-case columns that would make it another tool's. */
  readonly without?: readonly string[] | undefined;
  /** Rows by lower-case column name, in insertion order where the table keeps one. */
  read(rows: readonly Readonly<Record<string, unknown>>[]): readonly PeerRecord[];
  /** The keys under which this tool would have recorded a step. */
  stepKeys(step: MigrationStep): readonly string[];
}

/** One folder convention. Pure: given files, it returns steps. */
export interface MigrationFormat {
  readonly id: string;
  readonly summary: string;
  /** How well the files fit: 0 not at all, 1 certainly. The best score wins. */
  recognize(files: readonly MigrationFile[]): number;
  read(files: readonly MigrationFile[], options?: ReadOptions): MigrationSet;
  /** Files for a new migration; a path that exists already is replaced (plan files). */
  write(migration: NewMigration, existing: readonly MigrationFile[]): readonly MigrationFile[];
  /** How the next version is made. */
  readonly versions: "timestamp" | "number" | "milliseconds";
  readonly histories: readonly PeerHistory[];
  readonly examples: readonly FormatExample[];
}

export interface FormatExample {
  readonly files: Readonly<Record<string, string>>;
  /** What `showSteps` prints. */
  readonly steps: string;
}

// ---------------------------------------------------------------- shared reading

const BYTE_ORDER_MARK = 0xfeff;

/** A text without its byte order mark. */
export function withoutMark(text: string): string {
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder of a path, "" at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

export function isSql(path: string): boolean {
  return /\.sql$/iu.test(path);
}

/** A whole file as one part. */
export function wholeFile(
  file: MigrationFile,
  transaction: MigrationPart["transaction"] = "own",
): MigrationPart {
  return { path: file.path, text: file.text, line: 0, transaction, blocks: [] };
}

/** A slice of a file as a part. */
export function slicePart(
  file: MigrationFile,
  start: number,
  end: number,
  transaction: MigrationPart["transaction"],
): MigrationPart {
  return {
    path: file.path,
    text: file.text.slice(start, end),
    line: lineOf(file.text, start),
    transaction,
    blocks: [],
  };
}

/** The line of an offset, from 0. */
export function lineOf(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
  }
  return line;
}

export interface Line {
  readonly start: number;
  /** After the line end. */
  readonly end: number;
  /** Without the line end. */
  readonly text: string;
}

/** The lines of a text with their offsets; `\r\n`, `\n` end a line. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline + 1;
    lines.push({ start, end, text: text.slice(start, end).replace(/\r?\n$/u, "") });
    start = end;
  }
  return lines;
}

/** The text whose checksum identifies a step: line ends and trailing white space do not count. */
export function checksumText(step: MigrationStep): string {
  return step.up.text
    .replace(/\r\n?/gu, "\n")
    .replace(/[ \t]+$/gmu, "")
    .replace(/\n+$/u, "");
}

/**
 * Compares versions by their runs of digits, so that `1.10` follows `1.9` and `2` follows `001`.
 * Long timestamps are compared without losing digits.
 */
export function compareVersions(a: string, b: string): number {
  const left = a.match(/\d+|\D+/gu) ?? [];
  const right = b.match(/\d+|\D+/gu) ?? [];
  const nParts = Math.max(left.length, right.length);
  for (let i = 0; i < nParts; i += 1) {
    const x = left[i];
    const y = right[i];
    if (x === undefined || y === undefined) {
      return x === y ? 0 : x === undefined ? -1 : 1;
    }
    const order = isDigits(x) && isDigits(y) ? compareDigits(x, y) : x < y ? -1 : x > y ? 1 : 0;
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}

function isDigits(text: string): boolean {
  return /^\d+$/u.test(text);
}

function compareDigits(a: string, b: string): number {
  const x = a.replace(/^0+(?=\d)/u, "");
  const y = b.replace(/^0+(?=\d)/u, "");
  return x.length - y.length || (x < y ? -1 : x > y ? 1 : 0);
}

/** A number without leading zeros, for tools that store it as one. */
export function plainNumber(version: string): string {
  return version.replace(/^0+(?=\d)/u, "");
}

/** Words for a file name: lower-case, joined by `_`. */
export function slug(name: string, joiner = "_"): string {
  const words = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/gu);
  return words === null ? "migration" : words.join(joiner);
}

/** A file name's words for people: `add_users` to `add users`. */
export function wordsOf(name: string): string {
  return name.replace(/[_-]+/gu, " ").trim();
}

/** Sorts steps by version and reports versions that occur twice; the first stays. */
export function ordered(
  steps: readonly MigrationStep[],
  problems: readonly MigrationProblem[] = [],
): MigrationSet {
  const found = [...problems];
  const byVersion = new Map<string, MigrationStep>();
  for (const step of steps) {
    const key = `${step.kind === "repeatable" ? "r" : step.kind === "baseline" ? "b" : "v"}${canonicalVersion(step)}`;
    const known = byVersion.get(key);
    if (known === undefined) {
      byVersion.set(key, step);
    } else {
      found.push({
        path: step.up.path,
        line: step.up.line,
        severity: "error",
        message: `${step.up.path} and ${known.up.path} both have version ${step.version}. Give one of them another version.`,
      });
    }
  }
  const rank = { baseline: 0, versioned: 0, repeatable: 1 } as const;
  const sorted = [...byVersion.values()].sort(
    (a, b) =>
      rank[a.kind] - rank[b.kind] ||
      compareVersions(a.version, b.version) ||
      (a.up.path < b.up.path ? -1 : a.up.path > b.up.path ? 1 : 0),
  );
  return { steps: sorted, problems: found };
}

function canonicalVersion(step: MigrationStep): string {
  return step.version.replace(/\d+/gu, plainNumber);
}

/** A problem for each down file whose up file is missing, and the like. */
export function problemAt(
  path: string,
  line: number,
  message: string,
  severity: MigrationProblem["severity"] = "error",
): MigrationProblem {
  return { path, line, severity, message };
}

/** Steps as lines a person would read aloud; tests and `showSteps` of examples use it. */
export function showSteps(set: MigrationSet): string {
  const lines = set.steps.map((it) => {
    const words = [it.kind === "versioned" ? "" : `${it.kind} `, it.version, " ", it.name];
    words.push(` | ${oneLine(it.up)}`);
    if (it.down !== undefined) {
      words.push(` | down ${oneLine(it.down)}`);
    }
    if (it.covers !== undefined) {
      words.push(` | covers ${it.covers.join(" ")}`);
    }
    return words.join("");
  });
  return [
    ...lines,
    ...set.problems.map((it) => `${it.severity} ${it.path}:${it.line + 1} ${it.message}`),
  ].join("\n");
}

function oneLine(part: MigrationPart): string {
  const text = part.text
    .replace(/^\s*--.*$/gmu, "")
    .replace(/\s+/gu, " ")
    .trim();
  const marks = `${part.transaction === "none" ? " [no transaction]" : ""}${part.blocks.length > 0 ? ` [${part.blocks.length} block]` : ""}`;
  return `${part.path}:${part.line + 1} ${text}${marks}`;
}
