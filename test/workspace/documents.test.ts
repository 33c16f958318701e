import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdits } from "../../server/src/base/text.ts";
import { changed, difference, openDocument } from "../../server/src/workspace/documents.ts";

test("changes apply one after the other", () => {
  const document = openDocument("file:///a.sql", "sql", 1, "SELECT a\nFROM t\n");
  const { document: next, edit } = changed(
    document,
    [
      { range: { start: { line: 0, character: 7 }, end: { line: 0, character: 8 } }, text: "b" },
      { range: { start: { line: 1, character: 6 }, end: { line: 1, character: 6 } }, text: "able" },
    ],
    2,
  );
  expect(next.text).toBe("SELECT b\nFROM table\n");
  expect(applyEdits(document.text, [edit])).toBe(next.text);
});

test("a change without a range is the whole text", () => {
  const document = openDocument("file:///a.sql", "sql", 1, "SELECT 1");
  expect(changed(document, [{ text: "SELECT 2" }], 2).edit).toEqual({
    range: { start: 7, end: 8 },
    text: "2",
  });
});

test("the difference of two texts turns one into the other", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", ";"), maxLength: 40 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applyEdits(before, [difference(before, after)])).toBe(after);
    }),
  );
});
