/** Adding, signing, checking and removing packs, in folders of their own. */
import { generateKeyPairSync } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { packs } from "../../server/src/cli/packs.ts";

let home = "";

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "packs-test-"));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

const SOUND = {
  engine: "exampledb",
  title: "Example",
  version: "1.2.0",
  requires: ">=0.1.0",
  extends: "postgres",
  engineVersion: "17",
  protocol: "pgwire",
  examples: [{ identity: "SELECT 1" }, { error: "40001", reason: "serialization" }],
};

/** Writes a pack's folder and answers its path. */
function folder(
  name: string,
  pack: object | string,
  files: Readonly<Record<string, string>> = {},
): string {
  const path = join(home, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "pack.json"), typeof pack === "string" ? pack : JSON.stringify(pack));
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(join(path, file), text);
  }
  return path;
}

/** Runs `sqlxos packs …` with a user's folder of its own: the status, then what was said. */
async function run(...argv: readonly string[]): Promise<string> {
  let said = "";
  const { positionals, values } = parseArgs({
    args: [...argv],
    options: packs.options,
    allowPositionals: true,
  });
  const io = {
    stdin: Readable.from([]),
    out: (text: string) => {
      said += text;
    },
    err: (text: string) => {
      said += text;
    },
    flushed: async () => undefined,
    color: false,
    cwd: home,
    env: { SQLXOS_PACKS: join(home, "user") },
  };
  const status = await packs.run({ positionals, values }, io);
  return `${status} ${said
    .replaceAll(home, "~")
    .replace(/there are .*/gu, "there are …")
    .replace(/sha256-[\w+/=]+/gu, "sha256-…")
    .trim()}`;
}

test("a pack is added, listed, tested, shown and removed", async () => {
  folder("exampledb", SOUND, { "functions.json": '[{"name":"f","args":[],"returns":"int"}]' });
  expect(await run("add", "./exampledb")).toMatchInlineSnapshot(
    `"0 added exampledb 1.2.0 (sha256-…, not signed)"`,
  );
  expect(await run("list")).toContain(
    "exampledb      Example 17 · extends postgres · pgwire · added from ./exampledb",
  );
  expect(await run("verify", "exampledb")).toMatchInlineSnapshot(`"0 ok       exampledb"`);
  expect(await run("test", "exampledb")).toMatchInlineSnapshot(`
    "0 ok       exampledb identity: SELECT 1
    ok       exampledb error: 40001"
  `);
  expect(await run("show", "exampledb", "--json")).toContain(
    '"lineage":["exampledb","postgres","ansi"]',
  );
  expect(await run("remove", "exampledb")).toMatchInlineSnapshot(`"0 removed exampledb"`);
  expect(await run("list")).not.toContain("exampledb");
  expect(existsSync(join(home, "user", "exampledb"))).toBe(false);
});

test("an npm package with the keyword is a pack, another one is none", async () => {
  const inModules = (name: string, keywords: readonly string[]): void => {
    folder(
      `node_modules/${name}`,
      { ...SOUND, engine: name },
      { "package.json": JSON.stringify({ name, version: "1.0.0", keywords }) },
    );
  };
  inModules("pack-db", ["sqlx-wirepack"]);
  inModules("other-db", []);
  expect(await run("add", "pack-db")).toMatchInlineSnapshot(
    `"0 added pack-db 1.2.0 (sha256-…, not signed)"`,
  );
  expect(await run("add", "other-db")).toMatchInlineSnapshot(
    `"1 sqlxos packs add: other-db: is no wire pack: its package.json needs the keyword "sqlx-wirepack" and there must be a pack.json"`,
  );
  rmSync(join(home, "user"), { recursive: true });
  writeFileSync(
    join(home, "package.json"),
    JSON.stringify({ dependencies: { "pack-db": "1.0.0", "other-db": "1.0.0" } }),
  );
  expect(await run("list")).toContain("pack-db ");
  expect(await run("list")).not.toContain("other-db");
});

test("what is bad is refused with a reason, and nothing else breaks", async () => {
  folder("typo", { ...SOUND, engine: "typo", capabilitys: {} });
  folder("circle", { ...SOUND, engine: "circle", extends: "circle" });
  folder("orphan", { ...SOUND, engine: "orphan", extends: "nowhere" });
  folder("future", { ...SOUND, engine: "future", requires: ">=99" });
  folder("endless", { ...SOUND, engine: "endless", detect: [{ pattern: "(a+)+$", weight: 1 }] });
  folder("deep", "[".repeat(200_000));
  folder("twice", { ...SOUND, engine: "twice", functions: [] }, { "functions.json": "[]" });
  folder("climb", { ...SOUND, engine: "../../climb" });
  folder("postgres", { ...SOUND, engine: "postgres" });
  const huge = folder("huge", SOUND);
  // A gigabyte that takes no room on the disk.
  truncateSync(join(huge, "pack.json"), 1024 ** 3);
  const query = folder("query", { ...SOUND, engine: "query" });
  mkdirSync(join(query, "catalog", "tables.sql"), { recursive: true });
  const said: string[] = [];
  for (const name of [
    "typo",
    "circle",
    "orphan",
    "endless",
    "deep",
    "twice",
    "climb",
    "postgres",
    "huge",
    "query",
    "absent",
  ]) {
    said.push(`${name}: ${await run("add", `./${name}`)}`);
  }
  expect(said.join("\n")).toMatchInlineSnapshot(`
    "typo: 1 sqlxos packs add: typo.capabilitys: nothing here has this name
    circle: 1 sqlxos packs add: circle.extends: goes in a circle: circle > circle
    orphan: 1 sqlxos packs add: nowhere: there is no such pack; there are …
    endless: 1 sqlxos packs add: endless.detect.0.pattern: repeats a group that itself repeats or offers choices
    deep: 1 sqlxos packs add: ./deep: ~/deep/pack.json: Unexpected end of JSON input
    twice: 1 sqlxos packs add: twice.functions: stands in pack.json and in functions.json
    climb: 1 sqlxos packs add: ./climb: pack.json says no engine, or not in the form of a folder's name
    postgres: 1 sqlxos packs add: "postgres" comes with the product and is not replaced; name yours otherwise and let it extend "postgres"
    huge: 1 sqlxos packs add: ./huge: ~/huge/pack.json has 1073741824 bytes; 16777216 are allowed
    query: 1 sqlxos packs add: query.catalog.tables: ~/query/catalog/tables.sql: EISDIR: illegal operation on a directory, read
    absent: 1 sqlxos packs add: ./absent: there is no pack.json in this folder"
  `);
  expect(await run("add", "./future")).toContain(
    "1 sqlxos packs add: future.requires: works with version >=99",
  );
  folder(".sqlx/packs/future", { ...SOUND, engine: "future", requires: ">=99" });
  expect(await run("list")).toContain(
    "future         refused: future.requires: works with version >=99",
  );
  expect(await run("verify", "postgres")).toContain("ok       postgres");
});

test("a file changed after the pack was added is noticed", async () => {
  folder("exampledb", SOUND);
  await run("add", "./exampledb");
  appendFileSync(join(home, "user", "exampledb", "pack.json"), " ");
  expect(await run("list")).toContain(
    "exampledb      refused: exampledb: was changed since it was added",
  );
});

test("a signature says who made a pack and that it is whole", async () => {
  const keys = (name: string): void => {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    writeFileSync(join(home, `${name}.pem`), publicKey.export({ type: "spki", format: "pem" }));
    writeFileSync(join(home, `${name}.key`), privateKey.export({ type: "pkcs8", format: "pem" }));
  };
  keys("maker");
  keys("stranger");
  const path = folder("exampledb", SOUND);
  expect(await run("add", "./exampledb", "--key", "maker.pem")).toMatchInlineSnapshot(
    `"1 sqlxos packs add: exampledb: is not signed"`,
  );
  expect(await run("sign", "./exampledb", "--key", "maker.key")).toMatchInlineSnapshot(
    `"0 signed ./exampledb"`,
  );
  expect(await run("add", "./exampledb", "--key", "maker.pem")).toMatchInlineSnapshot(
    `"0 added exampledb 1.2.0 (sha256-…, signed)"`,
  );
  expect(await run("add", "./exampledb", "--key", "stranger.pem")).toMatchInlineSnapshot(
    `"1 sqlxos packs add: exampledb: is signed with another key than the one you trust"`,
  );
  appendFileSync(join(path, "pack.json"), "\n");
  expect(await run("add", "./exampledb")).toMatchInlineSnapshot(
    `"1 sqlxos packs add: exampledb: the signature does not fit: a file was changed after the pack was signed"`,
  );
});
