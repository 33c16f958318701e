import { expect, test } from "vitest";
import { fixture } from "./fixture.ts";

test("marks are taken out and say where they were", () => {
  const given = fixture(`
--# pack sqlite
SELECT $0a
       ^ a column
FROM t;
--# schema
CREATE TABLE t (a int);
`);
  expect(given.text).toBe("SELECT a\nFROM t;");
  expect(given.cursor).toBe(7);
  expect(given.labels).toEqual([{ range: { start: 7, end: 8 }, text: "a column" }]);
  expect(given.schema?.trim()).toBe("CREATE TABLE t (a int);");
  expect(given.pack).toBe("sqlite");
});

test("two cursors are a selection", () => {
  expect(fixture("SELECT $0a, b$0").cursors).toEqual([7, 11]);
});
