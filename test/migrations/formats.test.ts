import { describe, expect, test } from "vitest";
import { compareVersions, showSteps } from "../../server/src/migrations/format.ts";
import { FORMATS } from "../../server/src/migrations/formats/index.ts";
import { formatOf, nextVersion, readMigrations } from "../../server/src/migrations/read.ts";

const VERSIONS: Readonly<Record<string, string>> = { typeorm: "1704067200000", django: "0001" };

describe.each(FORMATS.map((it) => [it.id, it] as const))("%s", (_, format) => {
  test.each(format.examples)("example %#", (example) => {
    const files = Object.entries(example.files).map(([path, text]) => ({ path, text }));
    const read = readMigrations(files);
    expect(read.ok && read.value.format.id).toBe(format.id);
    expect(read.ok && `\n${showSteps(read.value)}`).toBe(example.steps);
  });

  test("what it writes, it reads again", () => {
    const files = format.write(
      {
        version: VERSIONS[format.id] ?? "20240101120000",
        name: "Add the Users",
        up: "CREATE TABLE t (id int);\n",
        down: "DROP TABLE t;\n",
      },
      [],
    );
    const { steps, problems } = format.read(files);
    expect(problems).toEqual([]);
    expect(steps.map((it) => it.up.text.includes("CREATE TABLE t"))).toEqual([true]);
  });

  test("survives every prefix of its examples", () => {
    for (const example of format.examples) {
      for (const [path, text] of Object.entries(example.files)) {
        for (let end = 0; end <= text.length; end += 1) {
          const file = { path, text: text.slice(0, end) };
          format.recognize([file]);
          showSteps(format.read([file]));
        }
      }
    }
  });
});

test("versions are compared by their numbers", () => {
  const versions = ["10", "9", "1.10", "1.9", "1.9.1", "20240101120000", "002", "1"];
  expect(versions.sort(compareVersions)).toEqual([
    "1",
    "1.9",
    "1.9.1",
    "1.10",
    "002",
    "9",
    "10",
    "20240101120000",
  ]);
});

test("an empty folder is plain", () => {
  expect(formatOf([]).id).toBe("plain");
  expect(formatOf([{ path: "notes.txt", text: "x" }]).id).toBe("plain");
});

test("an unknown format names the known ones", () => {
  const read = readMigrations([], "flywai");
  expect(read.ok ? "" : read.error).toContain(
    'no migration format "flywai". Allowed: auto, sqitch',
  );
});

test.each([
  [{ "001_a.sql": "" }, "002"],
  [{ "9_a.sql": "" }, "10"],
  [{ "V1.2__a.sql": "" }, "2"],
  [{ "20990101120000_a.sql": "-- migrate:up\n" }, "20990101120001"],
  [{ "20240101120000_a.sql": "-- migrate:up\n" }, "20250601000000"],
  [{}, "001"],
])("the version after %o", (files, expected) => {
  const read = readMigrations(
    Object.entries(files).map(([path, text]) => ({ path, text: String(text) })),
  );
  expect(
    read.ok && nextVersion(read.value, { stamp: "20250601000000", ms: 1_748_736_000_000 }),
  ).toBe(expected);
});
