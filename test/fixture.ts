/**
 * The little language of the tests: SQL with marks in it.
 *
 * `$0` is the cursor (two of them: a selection); a line of `^^^ text` labels the range above it.
 * A line `--# pack mysql` picks the engine (`--# pack postgres 12` a version too), `--# schema` begins
 * DDL for the catalog, `--# file name` begins another file. Marks are taken out before anything reads
 * the text, so none of them can be mistaken for SQL.
 */
import type { Range } from "../server/src/base/text.ts";

export interface Label {
  readonly range: Range;
  readonly text: string;
}

export interface Fixture {
  readonly text: string;
  /** Offset of the first `$0`; -1 where there is none. */
  readonly cursor: number;
  readonly cursors: readonly number[];
  readonly labels: readonly Label[];
  /** The engine's pack. */
  readonly pack: string;
  readonly version: string | undefined;
  /** DDL; absent where the text says nothing about a catalog. */
  readonly schema: string | undefined;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

const DEFAULT_PACK = "postgres";
const CURSOR = "$0";

export function fixture(marked: string): Fixture {
  const main: string[] = [];
  const schema: string[] = [];
  const files: { name: string; lines: string[] }[] = [];
  let pack = DEFAULT_PACK;
  let version: string | undefined;
  let hasSchema = false;
  let into = main;
  for (const line of marked.replace(/^\n/u, "").split("\n")) {
    const mark = /^\s*--# (\S+)\s*(.*)$/u.exec(line);
    if (mark === null) {
      into.push(line);
      continue;
    }
    const [, word, rest = ""] = mark;
    switch (word) {
      case "pack": {
        const [name = DEFAULT_PACK, given] = rest.trim().split(/\s+/u);
        pack = name;
        version = given;
        break;
      }
      case "schema":
        hasSchema = true;
        into = schema;
        break;
      case "file": {
        const file = { name: rest.trim(), lines: [] };
        files.push(file);
        into = file.lines;
        break;
      }
      default:
        throw new Error(`no such mark: ${line}`);
    }
  }
  return {
    ...unmarked(main),
    pack,
    version,
    schema: hasSchema ? schema.join("\n") : undefined,
    files: files.map((it) => ({ name: it.name, text: it.lines.join("\n") })),
  };
}

function unmarked(
  lines: readonly string[],
): Pick<Fixture, "text" | "cursor" | "cursors" | "labels"> {
  const kept: string[] = [];
  const labels: Label[] = [];
  const cursors: number[] = [];
  let lineStart = 0;
  let nextStart = 0;
  for (const line of lines) {
    const label = /^(\s*)(\^+)(?: (.*))?$/u.exec(line);
    if (label !== null && kept.length > 0) {
      const [, indent = "", carets = "", text = ""] = label;
      const start = lineStart + indent.length;
      labels.push({ range: { start, end: start + carets.length }, text });
      continue;
    }
    let rest = line;
    lineStart = nextStart;
    for (let at = rest.indexOf(CURSOR); at >= 0; at = rest.indexOf(CURSOR, at)) {
      cursors.push(lineStart + at);
      rest = rest.slice(0, at) + rest.slice(at + CURSOR.length);
    }
    kept.push(rest);
    nextStart = lineStart + rest.length + 1;
  }
  const text = kept.join("\n").replace(/\n$/u, "");
  return { text, cursor: cursors[0] ?? -1, cursors, labels };
}
