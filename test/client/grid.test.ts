/** The result grid without a page: cells, formats, state, keys. */
import { expect, test } from "vitest";
import {
  cellLook,
  compareNumbers,
  layOutJson,
  shownText,
  viewedText,
} from "../../client/src/webviews/grid/cells.ts";
import { type Format, formatRows } from "../../client/src/webviews/grid/formats.ts";
import {
  changed,
  columnWidths,
  EMPTY_GRID,
  type GridState,
  moved,
  nextSort,
  received,
  rectangle,
  rowOrder,
  type Tab,
} from "../../client/src/webviews/grid/model.ts";
import { duration, filled } from "../../client/src/webviews/grid/words.ts";
import type { GridCell, GridColumn, RunOutcome } from "../../server/src/protocol/messages.ts";

const ID: GridColumn = { name: "id", type: "bigint", align: "right" };
const NAME: GridColumn = { name: "name", type: "text", align: "left" };
const META: GridColumn = { name: "meta", type: "jsonb", align: "left" };

function outcome(
  rows: readonly (readonly GridCell[])[],
  more: Partial<RunOutcome> = {},
): RunOutcome {
  return {
    statement: "SELECT 1",
    connection: "shop",
    columns: [ID, NAME],
    rows,
    more: false,
    elapsedMs: 1,
    notices: [],
    ...more,
  };
}

function opened(...outcomes: readonly RunOutcome[]): GridState {
  return received(EMPTY_GRID, {
    tag: "results",
    ids: outcomes.map((_, index) => `t${index}`),
    outcomes,
  });
}

function check(format: Format, rows: readonly (readonly GridCell[])[]): string {
  return formatRows([ID, NAME], rows, format);
}

test("NULL, empty text and the word NULL look different", () => {
  expect([null, "", "NULL"].map((it) => `${cellLook(it, NAME)} ${shownText(it)}`)).toEqual([
    "null NULL",
    "empty ",
    "text NULL",
  ]);
});

test("line breaks are seen and long values are cut, but only on screen", () => {
  expect(shownText("a\nb\r\nc\td")).toBe("a↵b↵c⇥d");
  expect(shownText("x".repeat(1000))).toHaveLength(301);
  expect(viewedText("x".repeat(1000), NAME).text).toHaveLength(1000);
});

test("JSON is laid out without touching its numbers", () => {
  expect(layOutJson('{"n":12345678901234567890,"a":[1,{}],"s":"a\\"{b"}')).toMatchInlineSnapshot(`
    "{
      "n": 12345678901234567890,
      "a": [
        1,
        {}
      ],
      "s": "a\\"{b"
    }"
  `);
  expect(layOutJson("{not json")).toBeUndefined();
  expect(viewedText('{"a":1}', META).language).toBe("json");
  expect(viewedText("[not json", NAME)).toEqual({ text: "[not json", language: "text" });
});

test("numbers compare by value however long they are", () => {
  const sorted = [
    "9223372036854775808",
    "9223372036854775807",
    "-10",
    "-9.5",
    "0.10",
    "0.1",
    "00",
    "1e3",
    "NaN",
    "2",
  ].sort(compareNumbers);
  expect(sorted.join(" ")).toMatchInlineSnapshot(
    `"-10 -9.5 00 0.10 0.1 2 1e3 9223372036854775807 9223372036854775808 NaN"`,
  );
});

test("rows as text", () => {
  const rows: readonly (readonly GridCell[])[] = [
    [1, 'a "b", c'],
    ["9007199254740993", null],
    [null, ""],
  ];
  expect(check("csv", rows)).toBe('id,name\r\n1,"a ""b"", c"\r\n9007199254740993,\r\n,""\r\n');
  expect(check("tsv", rows)).toBe('id\tname\n1\t"a ""b"", c"\n9007199254740993\t\n\t""\n');
  expect(check("md", [[1, "a|b\nc"]])).toBe("| id | name |\n| ---: | --- |\n| 1 | a\\|b<br>c |\n");
  expect(JSON.parse(check("json", rows))).toEqual([
    { id: 1, name: 'a "b", c' },
    { id: "9007199254740993", name: null },
    { id: null, name: "" },
  ]);
});

test("columns of one name keep their values apart in JSON", () => {
  expect(JSON.parse(formatRows([ID, ID], [[1, 2]], "json"))).toEqual([{ id: 1, id_2: 2 }]);
});

test("an error is shown first, else the last result with rows", () => {
  const failed = outcome([], { columns: [], error: { tag: "sql", message: "no" } });
  const write = outcome([], { columns: [], affected: 3 });
  expect(opened(outcome([]), failed, write).active).toBe("t1");
  expect(opened(outcome([]), outcome([]), write).active).toBe("t1");
});

test("a pinned tab survives the next run and closing goes to the neighbor", () => {
  const pinned = changed(opened(outcome([[1, "a"]])), { tag: "pin", id: "t0", isPinned: true });
  const next = received(pinned, { tag: "results", ids: ["n0"], outcomes: [outcome([])] });
  expect(next.tabs.map((it) => it.id)).toEqual(["t0", "n0"]);
  expect(changed(next, { tag: "close", id: "n0" }).active).toBe("t0");
});

test("pages are appended and a failed page ends the fetching", () => {
  const first = changed(opened(outcome([[1, "a"]], { more: true, resultId: "r" })), {
    tag: "loading",
    id: "t0",
  });
  const second = received(first, { tag: "page", id: "t0", rows: [[2, "b"]], more: true });
  const third = received(second, {
    tag: "page-failed",
    id: "t0",
    error: { tag: "refused", message: "gone" },
  });
  expect(
    third.tabs.map((it) => [
      it.outcome.rows.length,
      it.isLoading,
      it.outcome.more,
      it.pageError?.message,
    ]),
  ).toEqual([[2, false, false, "gone"]]);
});

test("sorting goes up, down and back, with NULL last both ways", () => {
  const rows = [
    [10, "b"],
    [null, "a"],
    [9, "c"],
  ] as const;
  const order = (sort: Tab["sort"]): string => {
    const state = changed(opened(outcome(rows)), { tag: "sort", id: "t0", sort });
    const [tab] = state.tabs;
    return tab === undefined ? "" : rowOrder(tab, new Intl.Collator()).join(" ");
  };
  const up = nextSort(undefined, 0);
  const down = nextSort(up, 0);
  expect([order(up), order(down), order(nextSort(down, 0))]).toEqual(["2 0 1", "0 2 1", "0 1 2"]);
});

test("columns are as wide as their values, within bounds, or as the user says", () => {
  const [tab] = changed(opened(outcome([[1, "x".repeat(400)]])), {
    tag: "width",
    id: "t0",
    column: 0,
    width: 20,
  }).tabs;
  expect(tab === undefined ? [] : columnWidths(tab)).toEqual([20, 48]);
});

test("keys move within the grid and reach the header", () => {
  const size = { rows: 100, columns: 3, page: 10 };
  const path = (...keys: readonly string[]): string => {
    let at = { row: 0, column: 0 };
    for (const key of keys) {
      at = moved(at, key.replace("Ctrl+", ""), key.startsWith("Ctrl+"), size) ?? at;
    }
    return `${at.row} ${at.column}`;
  };
  expect([
    path("ArrowUp", "ArrowUp"),
    path("Ctrl+End"),
    path("PageDown", "End"),
    path("Ctrl+ArrowDown", "Home"),
    path("x"),
  ]).toEqual(["-1 0", "99 2", "10 2", "99 0", "0 0"]);
});

test("a selection has no part in the header", () => {
  expect(rectangle({ row: -1, column: 2 }, { row: 4, column: 0 })).toEqual({
    top: 0,
    bottom: 4,
    left: 0,
    right: 2,
  });
});

test("sentences and durations", () => {
  expect(filled("{0} of {1}", 1, "b")).toBe("1 of b");
  expect([0.42, 12.4, 1500, 61_000].map(duration)).toEqual([
    "0.4 ms",
    "12 ms",
    "1.5 s",
    "1 min 1 s",
  ]);
});
