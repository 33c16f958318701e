/** The tables that an engine tells about itself, and how they are written: one entry a line. */
import type { FunctionEntry } from "../../server/src/wirevm/packs/pack.ts";

/** What is asked of every engine; a table that an engine cannot tell is left out. */
export interface Tables {
  readonly functions?: readonly FunctionEntry[];
  readonly hiddenFunctions?: readonly string[];
  readonly keywords?: Readonly<Record<string, readonly string[]>>;
  readonly settings?: readonly string[];
}

/** Columns of a line of words. */
const LINE_WIDTH = 110;

/** The text of a table's file. */
export function tableText(table: Tables[keyof Tables]): string {
  if (Array.isArray(table)) {
    return table.every((it) => typeof it === "string")
      ? `[\n${wordLines(table, "  ")}\n]\n`
      : `[\n${table.map((it) => `  ${JSON.stringify(it)}`).join(",\n")}\n]\n`;
  }
  const parts = Object.entries(table ?? {}).map(([key, words]) =>
    words.length === 0
      ? `  ${JSON.stringify(key)}: []`
      : `  ${JSON.stringify(key)}: [\n${wordLines(words, "    ")}\n  ]`,
  );
  return `{\n${parts.join(",\n")}\n}\n`;
}

function wordLines(words: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const it of words) {
    const next = JSON.stringify(it);
    if (line !== "" && line.length + next.length + 2 > LINE_WIDTH) {
      lines.push(line);
      line = next;
    } else {
      line = line === "" ? next : `${line}, ${next}`;
    }
  }
  lines.push(line);
  return lines.map((it) => indent + it).join(",\n");
}

/** Entries in the order of their names, then of their arguments, without doubles. */
export function sortedFunctions(entries: readonly FunctionEntry[]): FunctionEntry[] {
  const seen = new Map<string, FunctionEntry>();
  for (const it of entries) {
    const key = `${it.name}(${it.args.join(",")})${it.variadic === true ? "*" : ""}${it.since ?? ""}`;
    if (!seen.has(key)) {
      seen.set(key, it);
    }
  }
  return [...seen.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it);
}

/** An entry without the keys that say nothing, in one order. */
export function functionEntry(entry: Record<string, unknown> & { name: string }): FunctionEntry {
  const kept: Record<string, unknown> = {};
  for (const key of [
    "name",
    "args",
    "names",
    "optional",
    "variadic",
    "named",
    "returns",
    "set",
    "columns",
    "kind",
    "withinGroup",
    "volatility",
    "strict",
    "noParens",
    "since",
    "until",
    "doc",
  ]) {
    const value = entry[key];
    if (value !== undefined && value !== false && value !== 0) {
      kept[key] = value;
    }
  }
  return kept as unknown as FunctionEntry;
}
