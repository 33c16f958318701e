import { describe, expect, test } from "vitest";
import {
  crossProblems,
  decodeConfig,
  decodeConfigText,
  mergeConfigs,
} from "../../server/src/workspace/config.ts";

function problems(text: string): readonly string[] {
  return decodeConfigText(text).problems.map(
    (it) => `${text.slice(it.start, it.end)} | ${it.message}`,
  );
}

describe("sqlx.json", () => {
  test("comments and trailing commas are fine", () => {
    const { config, problems: found } = decodeConfigText('{ // the shop\n "dialect": "sqlite", }');
    expect(found).toEqual([]);
    expect(config).toEqual({ dialect: "sqlite" });
  });

  test("an unknown key is named, placed and left out; the rest counts", () => {
    const text = '{ "dialekt": "sqlite", "active": "shop" }';
    expect(problems(text)).toEqual(['"dialekt": "sqlite" | dialekt: there is no such setting.']);
    expect(decodeConfigText(text).config).toEqual({ active: "shop" });
  });

  test("a bad value names what is allowed", () => {
    const [first] = problems('{ "rules": { "perf/select-star": "loud" } }');
    expect(first).toContain('"perf/select-star": "loud" | rules.perf/select-star');
    expect(first).toContain("warning");
  });

  test("one bad connection does not cost the others", () => {
    const text = '{ "connections": { "a": { "url": "sqlite:a.db" }, "b": { "url": 7 } } }';
    expect(Object.keys(decodeConfigText(text).config.connections ?? {})).toContain("a");
    expect(problems(text)[0]).toContain('"url": 7 | connections.b.url');
  });

  test("a file that is cut off says where", () => {
    const [first] = problems('{ "dialect": "sqlite", ');
    expect(first).toContain("sqlx.json cannot be read from here on");
  });

  test("no text is no configuration", () => {
    expect(decodeConfigText("")).toEqual({ config: {}, problems: [] });
  });

  test("anything that is not an object is refused as a whole", () => {
    expect(decodeConfig([1, 2]).config).toEqual({});
    expect(decodeConfig("x").problems).toHaveLength(1);
  });

  test("names must exist", () => {
    const { config } = decodeConfig({
      active: "prod",
      dialect: "klingon",
      connections: { shop: { url: "sqlite:x" } },
    });
    expect(crossProblems(config, ["sqlite", "postgres"]).map((it) => it.message)).toEqual([
      'active: there is no connection "prod"; there is shop.',
      'dialect: "klingon" is no dialect; allowed: auto, sqlite, postgres.',
    ]);
  });
});

test("later configuration wins key by key in groups", () => {
  const merged = mergeConfigs(
    { dialect: "sqlite", rules: { a: "off", b: "hint" }, connections: { x: { url: "sqlite:x" } } },
    { rules: { b: "error" }, connections: { y: { url: "sqlite:y" } } },
  );
  expect(merged).toEqual({
    dialect: "sqlite",
    rules: { a: "off", b: "error" },
    connections: { x: { url: "sqlite:x" }, y: { url: "sqlite:y" } },
  });
});
