/**
 * The state of the result grid and how messages and gestures change it. Pure: the page draws it, the
 * panel keeps a copy so that a page that was thrown away comes back as it was.
 */
import type {
  GridCell,
  GridColumn,
  RunOutcome,
  WireError,
} from "../../../../server/src/protocol/messages.ts";
import { type Collator, compareCells, shownText } from "./cells.ts";
import type { Format } from "./formats.ts";

/** A statement on its way. */
export interface Running {
  readonly runId: string;
  readonly title: string;
  readonly connection: string;
  readonly startedAtMs: number;
}

/** One result with what the user did to it. */
export interface Tab {
  readonly id: string;
  /** The outcome as it came; its rows grow as pages arrive. */
  readonly outcome: RunOutcome;
  readonly isPinned: boolean;
  readonly isLoading: boolean;
  readonly pageError?: WireError | undefined;
  readonly sort?: Sort | undefined;
  /** Width of each column in characters, where the user chose one. */
  readonly widths: Readonly<Record<number, number>>;
}

export interface Sort {
  readonly column: number;
  readonly direction: "ascending" | "descending";
}

export interface GridState {
  readonly tabs: readonly Tab[];
  readonly active: string | undefined;
  readonly running?: Running | undefined;
}

/** To the page. */
export type ToPage =
  | { readonly tag: "restore"; readonly state: GridState }
  | { readonly tag: "running"; readonly running: Running }
  | {
      readonly tag: "results";
      readonly ids: readonly string[];
      readonly outcomes: readonly RunOutcome[];
    }
  | { readonly tag: "stopped" }
  | {
      readonly tag: "page";
      readonly id: string;
      readonly rows: readonly (readonly GridCell[])[];
      readonly more: boolean;
    }
  | { readonly tag: "page-failed"; readonly id: string; readonly error: WireError }
  | { readonly tag: "act"; readonly action: PageAction };

/** Things a menu of the editor asks the page to do with its selection. */
export type PageAction =
  | "copy"
  | "copy-csv"
  | "copy-json"
  | "copy-md"
  | "copy-with-header"
  | "copy-row"
  | "view-cell"
  | "select-all";

/** From the page. */
export type FromPage =
  | { readonly tag: "ready" }
  | { readonly tag: "cancel"; readonly runId: string }
  | { readonly tag: "more"; readonly id: string }
  | { readonly tag: "change"; readonly change: Change }
  | { readonly tag: "copy"; readonly text: string }
  | { readonly tag: "export"; readonly id: string; readonly format: Format | "ask" }
  | { readonly tag: "open-cell"; readonly text: string; readonly language: "json" | "text" }
  | { readonly tag: "show-statement"; readonly id: string };

/** What the user does to the tabs; both sides apply it. */
export type Change =
  | { readonly tag: "activate"; readonly id: string }
  | { readonly tag: "close"; readonly id: string }
  | { readonly tag: "pin"; readonly id: string; readonly isPinned: boolean }
  | { readonly tag: "sort"; readonly id: string; readonly sort: Sort | undefined }
  | { readonly tag: "width"; readonly id: string; readonly column: number; readonly width: number }
  | { readonly tag: "loading"; readonly id: string };

export const EMPTY_GRID: GridState = { tabs: [], active: undefined };

/** The state after a message. */
export function received(state: GridState, message: ToPage): GridState {
  switch (message.tag) {
    case "restore":
      return message.state;
    case "running":
      return { ...state, running: message.running };
    case "results": {
      const pinned = state.tabs.filter((it) => it.isPinned);
      const fresh = message.outcomes.map(
        (outcome, index): Tab => ({
          id: message.ids[index] ?? String(index),
          outcome,
          isPinned: false,
          isLoading: false,
          widths: {},
        }),
      );
      // What needs attention is shown first: an error, else the last result with rows.
      const shown =
        fresh.find((it) => it.outcome.error !== undefined) ??
        fresh.findLast((it) => 0 < it.outcome.columns.length) ??
        fresh.at(-1);
      return { tabs: [...pinned, ...fresh], active: shown?.id ?? pinned.at(-1)?.id };
    }
    case "stopped":
      return { tabs: state.tabs, active: state.active };
    case "page":
      return changedTab(state, message.id, (tab) => ({
        ...tab,
        isLoading: false,
        pageError: undefined,
        outcome: {
          ...tab.outcome,
          rows: [...tab.outcome.rows, ...message.rows],
          more: message.more,
        },
      }));
    case "page-failed":
      return changedTab(state, message.id, (tab) => ({
        ...tab,
        isLoading: false,
        pageError: message.error,
        outcome: { ...tab.outcome, more: false },
      }));
    case "act":
      return state;
    default:
      return message satisfies never;
  }
}

/** The state after something the user did. */
export function changed(state: GridState, change: Change): GridState {
  switch (change.tag) {
    case "activate":
      return { ...state, active: change.id };
    case "close": {
      const index = state.tabs.findIndex((it) => it.id === change.id);
      const tabs = state.tabs.filter((it) => it.id !== change.id);
      const active = state.active === change.id ? (tabs[index] ?? tabs.at(-1))?.id : state.active;
      return { ...state, tabs, active };
    }
    case "pin":
      return changedTab(state, change.id, (tab) => ({ ...tab, isPinned: change.isPinned }));
    case "sort":
      return changedTab(state, change.id, (tab) => ({ ...tab, sort: change.sort }));
    case "width":
      return changedTab(state, change.id, (tab) => ({
        ...tab,
        widths: { ...tab.widths, [change.column]: change.width },
      }));
    case "loading":
      return changedTab(state, change.id, (tab) => ({ ...tab, isLoading: true }));
    default:
      return change satisfies never;
  }
}

function changedTab(state: GridState, id: string, change: (tab: Tab) => Tab): GridState {
  return { ...state, tabs: state.tabs.map((it) => (it.id === id ? change(it) : it)) };
}

/** The tab that is shown. */
export function activeTab(state: GridState): Tab | undefined {
  return state.tabs.find((it) => it.id === state.active);
}

/** The next sort when a header is pressed: up, down, as it came. */
export function nextSort(sort: Sort | undefined, column: number): Sort | undefined {
  if (sort?.column !== column) {
    return { column, direction: "ascending" };
  }
  return sort.direction === "ascending" ? { column, direction: "descending" } : undefined;
}

/** Indices of the loaded rows in the order they are shown. */
export function rowOrder(tab: Tab, collator: Collator): readonly number[] {
  const order = tab.outcome.rows.map((_, index) => index);
  const { sort } = tab;
  const column = sort === undefined ? undefined : tab.outcome.columns[sort.column];
  if (sort === undefined || column === undefined) {
    return order;
  }
  const at = (index: number): GridCell => tab.outcome.rows[index]?.[sort.column] ?? null;
  const sign = sort.direction === "ascending" ? 1 : -1;
  return order.sort((a, b) => {
    const left = at(a);
    const right = at(b);
    // NULL stays last in both directions, where it does not hide what is there.
    return left === null || right === null
      ? compareCells(left, right, column, collator)
      : sign * compareCells(left, right, column, collator);
  });
}

/**
 * The columns as they are shown: where the engine knows no type (an expression), values that are
 * numbers are set like numbers.
 */
export function shownColumns(tab: Tab): readonly GridColumn[] {
  const { columns, rows } = tab.outcome;
  return columns.map((column, index) => {
    if (column.type !== "" || column.align === "right") {
      return column;
    }
    const values = rows.slice(0, MEASURED_ROWS).flatMap((row) => row[index] ?? []);
    const isNumeric = 0 < values.length && values.every((it) => typeof it === "number");
    return isNumeric ? { ...column, align: "right" } : column;
  });
}

/** Widths in characters for columns the user did not size. */
const MIN_WIDTH = 4;
const MAX_WIDTH = 48;
/** The first rows decide the width; looking at all would make a long result slow to show. */
const MEASURED_ROWS = 100;
/** Room for the sort arrow beside the name. */
const HEADER_EXTRA = 3;

/** The width of each column in characters. */
export function columnWidths(tab: Tab): readonly number[] {
  return tab.outcome.columns.map((column, index) => {
    const chosen = tab.widths[index];
    if (chosen !== undefined) {
      return chosen;
    }
    let width = Math.max(column.name.length, Math.ceil(column.type.length * 0.85)) + HEADER_EXTRA;
    for (const row of tab.outcome.rows.slice(0, MEASURED_ROWS)) {
      width = Math.max(width, shownText(row[index] ?? null).length + 1);
    }
    return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width));
  });
}

/** A cell by its place on screen; row −1 is the header. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The rectangle between two places, both included; the header is no part of it. */
export function rectangle(
  a: Place,
  b: Place,
): {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
} {
  return {
    top: Math.max(0, Math.min(a.row, b.row)),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  };
}

/** Where a key moves the focus; `undefined` for keys that are not ours. */
export function moved(
  from: Place,
  key: string,
  isControl: boolean,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
): Place | undefined {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  const to = ((): Place | undefined => {
    switch (key) {
      case "ArrowUp":
        return { ...from, row: isControl ? 0 : from.row - 1 };
      case "ArrowDown":
        return { ...from, row: isControl ? lastRow : from.row + 1 };
      case "ArrowLeft":
        return { ...from, column: isControl ? 0 : from.column - 1 };
      case "ArrowRight":
        return { ...from, column: isControl ? lastColumn : from.column + 1 };
      case "Home":
        return { row: isControl ? 0 : from.row, column: 0 };
      case "End":
        return { row: isControl ? lastRow : from.row, column: lastColumn };
      case "PageUp":
        return { ...from, row: Math.max(0, from.row - size.page) };
      case "PageDown":
        return { ...from, row: from.row + size.page };
      default:
        return undefined;
    }
  })();
  return to === undefined
    ? undefined
    : {
        row: Math.min(lastRow, Math.max(-1, to.row)),
        column: Math.min(lastColumn, Math.max(0, to.column)),
      };
}
