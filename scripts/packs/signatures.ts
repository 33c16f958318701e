/**
 * Signatures as a person writes them, one a line, for engines whose functions are described by hand:
 *
 *     left(string text, length int) text | leftmost characters
 *     concat(value... any) text stable
 *     log(number double, base? double) double
 *     count(value? any) bigint aggregate
 *     current_date() date stable bare
 *     json_value(doc json, path text) text my>=8.0.21 ma
 *
 * `?` may be left out, `...` repeats, `!` after a result's type says NULL in, NULL out. The words after
 * the result: aggregate, window, table, set; stable, volatile (immutable where none is said); bare for
 * no parentheses; `columns=key:text,value:any` for the columns of a table; `>=1` and `<2` for versions; `my` and `ma` for one of two relatives.
 */
import type { FunctionEntry } from "../../server/src/wirevm/packs/pack.ts";
import { functionEntry } from "./tables.ts";

/** A signature and the relatives it is for; none named is all. */
export interface Signature {
  readonly entry: FunctionEntry;
  readonly only: ReadonlyMap<string, string | undefined>;
}

const LINE =
  /^(?<name>[\w.$]+)\((?<args>.*?)\)\s+(?<returns>[^|!\s]+(?:\s*\[\])?)(?<strict>!?)\s*(?<words>[^|]*?)\s*(?:\|\s*(?<doc>.*))?$/u;

/** Reads signatures; a line that is none is a mistake of its writer and throws. */
export function signatures(text: string): Signature[] {
  return text
    .split("\n")
    .map((it) => it.trim())
    .filter((it) => it !== "" && !it.startsWith("#"))
    .map(signature);
}

function signature(line: string): Signature {
  const groups = LINE.exec(line)?.groups;
  if (groups === undefined) {
    throw new Error(`not a signature: ${line}`);
  }
  const args = splitArguments(groups["args"] ?? "").map((it) => {
    const [head = "", ...type] = it.trim().split(/\s+/u);
    const name = head.replace(/[?]|\.\.\./gu, "");
    return {
      name,
      type: typeText(type.join(" ") || "any"),
      optional: head.includes("?"),
      variadic: head.includes("..."),
    };
  });
  const only = new Map<string, string | undefined>();
  const entry: Record<string, unknown> & { name: string } = {
    name: groups["name"] ?? "",
    args: args.map((it) => it.type),
    names: args.length > 0 ? args.map((it) => it.name) : undefined,
    optional: args.filter((it) => it.optional).length,
    variadic: args.some((it) => it.variadic),
    returns: typeText(groups["returns"] ?? "any"),
    strict: groups["strict"] === "!",
    volatility: "immutable",
    doc: groups["doc"],
  };
  for (const word of (groups["words"] ?? "").split(/\s+/u).filter((it) => it !== "")) {
    const relative = /^(my|ma)(?:>=(.+))?$/u.exec(word);
    if (relative !== null) {
      only.set(relative[1] ?? "", relative[2]);
    } else if (word === "aggregate" || word === "window" || word === "table") {
      entry["kind"] = word;
      entry["set"] = word === "table";
    } else if (word === "set") {
      entry["set"] = true;
    } else if (word === "stable" || word === "volatile") {
      entry["volatility"] = word;
    } else if (word === "bare") {
      entry["noParens"] = true;
    } else if (word.startsWith("columns=")) {
      entry["columns"] = word
        .slice("columns=".length)
        .split(",")
        .map((it) => it.split(":"));
    } else if (word.startsWith("within=")) {
      entry["withinGroup"] = [typeText(word.slice("within=".length))];
    } else if (word.startsWith(">=")) {
      entry["since"] = word.slice(2);
    } else if (word.startsWith("<")) {
      entry["until"] = word.slice(1);
    } else {
      throw new Error(`what is "${word}" in: ${line}`);
    }
  }
  return { entry: functionEntry(entry), only };
}

/** Types that really have an underscore. */
const ONE_WORD =
  /^(?:timestamp_(?:ntz|ltz|tz)|sql_variant|binary_(?:float|double)|sys_refcursor|pg_lsn)$/u;

/** Type names of two words are written with underscores: `double_precision`. */
function typeText(text: string): string {
  if (text === "T" || text === "T[]") {
    return text === "T" ? "anyelement" : "anyarray";
  }
  return ONE_WORD.test(text) ? text : text.replaceAll("_", " ");
}

/** Commas inside `struct<a, b>` separate nothing here. */
function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    const at = text[i];
    depth += at === "<" || at === "(" ? 1 : at === ">" || at === ")" ? -1 : 0;
    if (at === "," && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.filter((it) => it.trim() !== "");
}
