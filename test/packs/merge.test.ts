/** Checking and inheritance of packs, by packs written for the case. */
import { expect, test } from "vitest";
import { err, ok } from "../../server/src/base/result.ts";
import { can, compareVersions } from "../../server/src/wirevm/packs/capability.ts";
import { decodePack, mergePacks, packChain } from "../../server/src/wirevm/packs/merge.ts";
import type { PackData } from "../../server/src/wirevm/packs/pack.ts";
import { testDialect } from "../packs.ts";

const BASE = {
  engine: "exampledb",
  title: "Example",
  version: "1.0.0",
  engineVersion: "2",
  protocol: "none",
};

/** Why a pack is refused, with the path; "fine" where it is not. */
function refusal(json: unknown): string {
  const decoded = decodePack(json);
  return decoded.ok ? "fine" : `${decoded.error.path}: ${decoded.error.message}`;
}

function pack(json: object): PackData {
  const decoded = decodePack({ ...BASE, ...json });
  if (!decoded.ok) {
    throw new Error(`${decoded.error.path}: ${decoded.error.message}`);
  }
  return decoded.value;
}

function chain(...packs: readonly PackData[]): string {
  const found = packChain(packs[0]?.engine ?? "", (engine) => {
    const it = packs.find((candidate) => candidate.engine === engine);
    return it === undefined
      ? err({ tag: "pack", path: engine, message: "there is no such pack" })
      : ok(it);
  });
  return found.ok
    ? found.value.map((it) => it.engine).join(" > ")
    : `${found.error.path}: ${found.error.message}`;
}

test("a mistake is named with its path", () => {
  expect(
    [
      BASE,
      "text",
      null,
      { ...BASE, capabilities: { qualify: "yes" } },
      { ...BASE, qualifi: true },
      { ...BASE, lexis: { foldsUnquoted: "sideways" } },
      { ...BASE, functions: [{ name: "f", args: [], returns: "int", pure: true }] },
      { ...BASE, title: "x".repeat(1_000_000) },
    ]
      .map(refusal)
      .join("\n"),
  ).toMatchInlineSnapshot(`
    "fine
    pack: Invalid input: expected object, received string
    pack: Invalid input: expected object, received null
    exampledb.capabilities.qualify: Invalid input
    exampledb.qualifi: nothing here has this name
    exampledb.lexis.foldsUnquoted: Invalid option: expected one of "lower"|"upper"|"none"
    exampledb.functions.0.pure: nothing here has this name
    exampledb.title: Too big: expected string to have <=200 characters"
  `);
});

test("a name that every object has changes no object", () => {
  const decoded = pack({
    types: JSON.parse('{"__proto__": {"is": "text"}, "constructor": {"is": "text"}}'),
  });
  const { types } = mergePacks([decoded]);
  expect(Object.keys(types)).toEqual(["constructor"]);
  expect(Object.getPrototypeOf(types)).toBe(Object.prototype);
});

test("patterns that could run for ever are refused", () => {
  const detect = (pattern: string): string =>
    refusal({ ...BASE, detect: [{ pattern, weight: 1 }] });
  expect(
    [
      "(a+)+$",
      "(a|a)*b",
      "(x+x+)+y",
      "([a-z]+)*",
      "(.*)\\1",
      "\\s*\\s*\\s*\\s*\\s*x",
      "a{1,9999}",
      "(",
      "((ab)?c*){2,}",
    ]
      .map((it) => `${it}  ${detect(it)}`)
      .join("\n"),
  ).toMatchInlineSnapshot(`
    "(a+)+$  exampledb.detect.0.pattern: repeats a group that itself repeats or offers choices
    (a|a)*b  exampledb.detect.0.pattern: repeats a group that itself repeats or offers choices
    (x+x+)+y  exampledb.detect.0.pattern: repeats a group that itself repeats or offers choices
    ([a-z]+)*  exampledb.detect.0.pattern: repeats a group that itself repeats or offers choices
    (.*)\\1  exampledb.detect.0.pattern: refers back to a group
    \\s*\\s*\\s*\\s*\\s*x  exampledb.detect.0.pattern: has more than 4 open-ended repetitions
    a{1,9999}  exampledb.detect.0.pattern: repeats more than 100 times
    (  exampledb.detect.0.pattern: Invalid regular expression: /(/imu: Unterminated group
    ((ab)?c*){2,}  exampledb.detect.0.pattern: repeats a group that itself repeats or offers choices"
  `);
  expect(
    ["\\bselect\\s+top\\b", "(big|small)?serial", "`[^`]+`", "/\\*![0-9]{5}", "^\\s*go\\s*$"].map(
      detect,
    ),
  ).toEqual(["fine", "fine", "fine", "fine", "fine"]);
});

test("one parent, no circle, no missing link", () => {
  const a = pack({ engine: "a", extends: "b" });
  const b = pack({ engine: "b", extends: "a" });
  const c = pack({ engine: "c" });
  expect(chain(pack({ engine: "d", extends: "c" }), c)).toBe("d > c");
  expect(chain(a, b)).toMatchInlineSnapshot(`"a.extends: goes in a circle: a > b > a"`);
  expect(chain(pack({ engine: "e", extends: "e" }))).toMatchInlineSnapshot(
    `"e.extends: goes in a circle: e > e"`,
  );
  expect(chain(pack({ engine: "f", extends: "nowhere" }))).toMatchInlineSnapshot(
    `"nowhere: there is no such pack"`,
  );
});

test("records merge by key and null removes; lists are replaced by name", () => {
  const parent = pack({
    engine: "parent",
    lexis: { hashComments: true, foldsUnquoted: "lower" },
    capabilities: { returning: true, qualify: true, top: { since: "3" } },
    types: { int: { is: "integer" }, money: { is: "money" } },
    functions: [
      { name: "f", args: ["int"], returns: "int" },
      { name: "f", args: ["text"], returns: "text" },
      { name: "g", args: [], returns: "int" },
      { name: "h", args: [], returns: "int" },
    ],
    settings: ["a", "b"],
    defaultSchema: "public",
  });
  const child = pack({
    engine: "child",
    extends: "parent",
    without: { functions: ["h"], settings: ["b"] },
    lexis: { foldsUnquoted: "upper" },
    capabilities: { returning: null, qualify: { since: "9" } },
    types: { money: null },
    functions: [{ name: "f", args: [], returns: "date" }],
    settings: ["c"],
  });
  const merged = mergePacks([child, parent]);
  expect(merged.lineage).toEqual(["child", "parent"]);
  expect([merged.lexis.hashComments, merged.lexis.foldsUnquoted]).toEqual([true, "upper"]);
  expect(merged.capabilities).toEqual({ qualify: { since: "9" }, top: { since: "3" } });
  expect(Object.keys(merged.types)).toEqual(["int"]);
  expect(merged.functions.map((it) => `${it.name}(${it.args.join()}) ${it.returns}`)).toEqual([
    "g() int",
    "f() date",
  ]);
  expect(merged.settings).toEqual(["a", "c"]);
  expect(merged.defaultSchema).toBe("public");
});

test("an engine that counts versions of its own settles its parent's", () => {
  const parent = pack({
    engine: "parent",
    capabilities: { old: { until: "5" }, new: { since: "12" }, newer: { since: "16" } },
    functions: [{ name: "f", args: [], returns: "int", since: "16" }],
  });
  const child = pack({
    engine: "child",
    extends: "parent",
    parentVersion: "13",
    engineVersion: "25.2",
    capabilities: { own: { since: "24.1" } },
  });
  const merged = mergePacks([child, parent]);
  expect(
    ["old", "new", "newer", "own", "unheard-of"].filter((it) => can(merged, it, "25.2")),
  ).toEqual(["new", "own"]);
  expect(merged.functions).toEqual([]);
});

test("versions are compared number by number", () => {
  expect(["10.11", "9.6", "10.2", "8.0.31-log", "10", "v1.5.6"].sort(compareVersions)).toEqual([
    "v1.5.6",
    "8.0.31-log",
    "9.6",
    "10",
    "10.2",
    "10.11",
  ]);
});

test("a word that became reserved later is a name before", () => {
  const reserved = (engine: string, version: string): boolean => {
    const dialect = testDialect(engine, version);
    return dialect.isReserved(dialect.terminals.indexOf("RANK"));
  };
  expect(["5.7", "8.0", "8.4"].map((it) => reserved("mysql", it))).toEqual([false, true, true]);
  expect(reserved("aurora", "3.08")).toBe(true);
});
