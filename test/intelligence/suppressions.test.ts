import { expect, test } from "vitest";
import { suppressions } from "../../server/src/intelligence/suppressions.ts";

/** Lines on which a rule is silenced. */
function silenced(text: string, rule: string): readonly number[] {
  const all = suppressions(text);
  let offset = 0;
  return text.split("\n").flatMap((line, index) => {
    const start = offset;
    offset += line.length + 1;
    return all.silences(rule, { start, end: start + 1 }) ? [index] : [];
  });
}

test("the next line", () => {
  expect(
    silenced(
      "-- sqlx-disable-next-line perf/select-star -- fixture\nSELECT *\nSELECT *",
      "perf/select-star",
    ),
  ).toEqual([1]);
});

test("this line, and only the rule named", () => {
  const text = "SELECT *; -- sqlx-disable-line perf/select-star, style/x\nSELECT *;";
  expect(silenced(text, "perf/select-star")).toEqual([0]);
  expect(silenced(text, "style/x")).toEqual([0]);
  expect(silenced(text, "perf/other")).toEqual([]);
});

test("a stretch, by group, to its end or to the end of the text", () => {
  expect(silenced("a\n-- sqlx-disable perf/*\nb\n-- sqlx-enable\nc", "perf/x")).toEqual([1, 2, 3]);
  expect(silenced("a\n/* sqlx-disable */\nb", "security/y")).toEqual([1, 2]);
});

test("a text without directives silences nothing", () => {
  expect(silenced("SELECT 1", "perf/x")).toEqual([]);
});
