/** What the code asks of packs, and what packs say: every name asked for is known to every engine. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TEST_ENGINES, testPack } from "../packs.ts";

/** Drivers speak a protocol and ask nothing of capabilities. */
const FILES = readdirSync("server/src", { recursive: true, encoding: "utf8" })
  .filter((it) => it.endsWith(".ts") && !it.startsWith("wirevm/drivers/"))
  .map((it) => ({ file: it, text: readFileSync(join("server/src", it), "utf8") }));

interface Asker {
  readonly name: string;
  /** Place of the argument that is a capability. */
  readonly index: number;
  /** The file it is declared in; methods are called on objects anywhere. */
  readonly file: string | undefined;
}

/** Functions and methods that take a capability, as their declarations say. */
const ASKERS: readonly Asker[] = FILES.flatMap(({ file, text }) =>
  [...text.matchAll(/(function |^ {2})(\w+)\(([^()]*\bcapability\b[^()]*)\)/gmu)].flatMap(
    ([, how, name = "", parameters = ""]) => {
      const index = parameters.split(",").findIndex((it) => /^\s*capability\b/u.test(it));
      return index === -1 ? [] : [{ name, index, file: how === "function " ? file : undefined }];
    },
  ),
);

/** Who can be called from a file. */
function askersIn(file: string, text: string): readonly Asker[] {
  return ASKERS.filter(
    (it) =>
      it.file === undefined ||
      it.file === file ||
      new RegExp(`import [^;]*\\b${it.name}\\b[^;]*;`, "u").test(text),
  );
}

/** The arguments of a call that begins at an opening parenthesis; strings may hold anything. */
function argumentsAt(text: string, open: number): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let i = open; i < text.length; i += 1) {
    const at = text[i];
    if (at === '"' || at === "'" || at === "`") {
      for (i += 1; i < text.length && text[i] !== at; i += text[i] === "\\" ? 2 : 1);
    } else if (at === "(" || at === "[" || at === "{") {
      depth += 1;
    } else if (at === ")" || at === "]" || at === "}") {
      depth -= 1;
      if (depth === 0) {
        return [...parts, text.slice(start, i)];
      }
    } else if (at === "," && depth === 1) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return parts;
}

const NAME = /"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)"/gu;

/** Names asked for in the code, with the file that asks; names that are computed are not seen. */
function asked(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { file, text } of FILES) {
    for (const { name, index, file: declared } of askersIn(file, text)) {
      const call = new RegExp(`${declared === undefined ? "\\." : "(?<![.\\w])"}${name}\\(`, "gu");
      for (const match of text.matchAll(call)) {
        const argument = argumentsAt(text, match.index + match[0].length - 1)[index] ?? "";
        // A name that the argument merely compares with is no name of a capability.
        for (const [, capability = ""] of argument
          .replace(/[!=]==\s*"[^"]*"/gu, "")
          .matchAll(NAME)) {
          found.set(capability, file);
        }
      }
    }
    for (const [, list] of text.matchAll(
      /\b(?:capability|capabilities): \[?((?:"!?[a-z0-9-]+"(?:, )?)+)/gu,
    )) {
      for (const [, name = ""] of (list ?? "").replaceAll('"!', '"').matchAll(NAME)) {
        found.set(name, file);
      }
    }
  }
  return found;
}

test("the code's questions are found", () => {
  expect(ASKERS.length).toBeGreaterThan(5);
  expect(asked().size).toBeGreaterThan(200);
});

test("what the code asks for, some pack says", () => {
  // An engine whose pack does not say it has not got it; a name that no pack says is misspelled.
  const known = new Set(TEST_ENGINES.flatMap((it) => Object.keys(testPack(it).capabilities)));
  const unknown = [...asked()]
    .filter(([name]) => !known.has(name))
    .map(([name, file]) => `${name} (${file})`);
  expect(unknown.sort()).toEqual([]);
});

test("versions of capabilities are versions", () => {
  const odd = TEST_ENGINES.flatMap((engine) =>
    Object.entries(testPack(engine).capabilities).flatMap(([name, it]) =>
      typeof it === "boolean" ||
      [it.since ?? "1", it.until ?? "1"].every((version) => /^\d+(\.\d+)*$/u.test(version))
        ? []
        : [`${engine}.${name}`],
    ),
  );
  expect(odd).toEqual([]);
});
