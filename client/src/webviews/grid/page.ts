/**
 * The result grid in the page: draws the state of `model`, keeps only the rows in sight in the
 * document, and turns keys and pointer into messages. Knows nothing of the editor beside
 * `postMessage`.
 */
import type { GridColumn, WireError } from "../../../../server/src/protocol/messages.ts";
import { cellLook, cellText, shownText, viewedText } from "./cells.ts";
import { formatRows } from "./formats.ts";
import {
  activeTab,
  type Change,
  changed,
  columnWidths,
  EMPTY_GRID,
  type FromPage,
  type GridState,
  moved,
  nextSort,
  type PageAction,
  type Place,
  received,
  rectangle,
  rowOrder,
  shownColumns,
  type Tab,
  type ToPage,
} from "./model.ts";
import { duration, filled, type GridWords } from "./words.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** Height of a row; the style sheet takes it from here. */
const ROW_HEIGHT_PX = 24;
/** The header has room for the name and, below it, the type where one is known. */
const HEADER_HEIGHT_PX = 40;
const BARE_HEADER_HEIGHT_PX = 24;
/** Rows drawn beyond the visible ones, so that slow scrolling never shows a gap. */
const SPARE_ROWS = 12;
/** When fewer rows than this are left below, the next page is fetched. */
const FETCH_AHEAD_ROWS = 60;
const MIN_COLUMN_CHARACTERS = 3;
/** The elapsed time of a running statement is drawn this often. */
const TICK_MS = 100;

const editor = acquireVsCodeApi();
const words = JSON.parse(
  document.querySelector<HTMLMetaElement>('meta[name="sqlx-words"]')?.content ?? "{}",
) as GridWords;
const collator = new Intl.Collator(undefined, { numeric: true });
const counted = new Intl.NumberFormat();

const tabBar = element("div", { className: "tabs", role: "tablist", ariaLabel: words.results });
const message = element("div", { className: "message" });
const grid = element("div", { className: "grid", role: "grid" });
const header = element("div", { className: "header", role: "row" });
const body = element("div", { className: "rows", role: "rowgroup" });
const viewer = element("aside", { className: "viewer", ariaLabel: words.viewer });
const foot = element("div", { className: "foot" });
const status = element("div", { className: "status", role: "status" });
const actions = element("div", { className: "actions" });
const progress = element("div", { className: "progress" });
const middle = element("div", { className: "middle" });

let state: GridState = EMPTY_GRID;
/** Focus and selection by tab; scrolling too, so that switching tabs loses nothing. */
const places = new Map<
  string,
  { focus: Place; anchor: Place; scrollTop: number; scrollLeft: number }
>();
/** What is drawn now; rows are reused while this does not change. */
let drawn: {
  readonly key: string;
  readonly rows: Map<number, HTMLElement>;
  firstColumn: number;
  lastColumn: number;
} = {
  key: "",
  rows: new Map(),
  firstColumn: 0,
  lastColumn: -1,
};
let layout:
  | {
      readonly tab: Tab;
      readonly columns: readonly GridColumn[];
      readonly order: readonly number[];
      readonly widthsPx: readonly number[];
      readonly offsetsPx: readonly number[];
      readonly numberPx: number;
    }
  | undefined;
let characterPx = 8;
let headerPx = HEADER_HEIGHT_PX;
let isCancelling = false;

function start(): void {
  document.documentElement.style.setProperty("--row-height", `${ROW_HEIGHT_PX}px`);
  grid.dataset["vscodeContext"] = JSON.stringify({
    webviewSection: "grid",
    preventDefaultContextMenuItems: true,
  });
  grid.append(header, body);
  middle.append(grid, viewer);
  foot.append(status, actions);
  const main = element("main", { className: "page" });
  main.append(
    element("h1", { className: "unseen", textContent: words.results }),
    progress,
    tabBar,
    message,
    middle,
    foot,
  );
  document.body.append(main);
  viewer.hidden = true;
  characterPx = measureCharacter();
  window.addEventListener("message", (it: MessageEvent<ToPage>) => onMessage(it.data));
  window.addEventListener("resize", drawRows);
  grid.addEventListener("scroll", drawRows, { passive: true });
  grid.addEventListener("keydown", onKey);
  grid.addEventListener("pointerdown", onPointer);
  grid.addEventListener("dblclick", (it) => {
    if (cellAt(it.target) !== undefined) {
      openViewer();
    }
  });
  grid.addEventListener("contextmenu", (it) => {
    const place = cellAt(it.target);
    if (place !== undefined && !isSelected(place)) {
      select(place, place);
    }
  });
  document.addEventListener("copy", onCopy);
  draw();
  editor.postMessage({ tag: "ready" });
}

// ---- messages -------------------------------------------------------------------------------

function onMessage(received_: ToPage): void {
  if (received_.tag === "act") {
    act(received_.action);
    return;
  }
  if (received_.tag === "results" || received_.tag === "stopped" || received_.tag === "running") {
    isCancelling = false;
  }
  const before = state.active;
  state = received(state, received_);
  if (received_.tag === "restore") {
    // The other side cannot know the place on screen; this side kept it with the page.
    restorePlaces();
  }
  if (before !== state.active) {
    viewer.hidden = true;
  }
  for (const id of [...places.keys()]) {
    if (!state.tabs.some((it) => it.id === id)) {
      places.delete(id);
    }
  }
  draw();
}

function change(it: Change): void {
  state = changed(state, it);
  editor.postMessage({ tag: "change", change: it });
  draw();
}

function act(action: PageAction): void {
  const tab = layout?.tab;
  if (tab === undefined) {
    return;
  }
  switch (action) {
    case "copy":
      copy(selectionText("tsv", "bare"));
      break;
    case "copy-with-header":
      copy(selectionText("tsv", "header"));
      break;
    case "copy-csv":
      copy(selectionText("csv", "header"));
      break;
    case "copy-json":
      copy(selectionText("json", "header"));
      break;
    case "copy-md":
      copy(selectionText("md", "header"));
      break;
    case "copy-row": {
      const place = placeOf(tab).focus;
      const row = rowAt(place.row);
      copy(formatRows(tab.outcome.columns, row === undefined ? [] : [row], "tsv", "bare"));
      break;
    }
    case "select-all":
      selectAll();
      break;
    case "view-cell":
      openViewer();
      break;
    default:
      action satisfies never;
  }
}

function copy(text: string): void {
  editor.postMessage({ tag: "copy", text });
}

// ---- drawing --------------------------------------------------------------------------------

function draw(): void {
  drawTabs();
  drawMessage();
  drawGrid();
  drawActions();
  drawStatus();
}

function drawTabs(): void {
  tabBar.hidden = state.tabs.length < 2;
  const hadFocus = tabBar.contains(document.activeElement);
  tabBar.replaceChildren(
    ...state.tabs.map((tab, index) => {
      const isActive = tab.id === state.active;
      const button = element("div", {
        className: isActive ? "tab active" : "tab",
        role: "tab",
        title: tab.outcome.statement,
      });
      button.id = `tab-${tab.id}`;
      button.tabIndex = isActive ? 0 : -1;
      button.ariaSelected = String(isActive);
      button.setAttribute("aria-controls", "result");
      const label = element("span", { className: "tab-label", textContent: tabTitle(tab, index) });
      button.append(label);
      button.addEventListener("click", () => change({ tag: "activate", id: tab.id }));
      button.addEventListener("auxclick", (it) => {
        if (it.button === 1) {
          change({ tag: "close", id: tab.id });
        }
      });
      button.addEventListener("keydown", (it) => onTabKey(it, index));
      return button;
    }),
  );
  if (hadFocus) {
    tabBar.querySelector<HTMLElement>(".active")?.focus();
  }
}

function tabTitle(tab: Tab, index: number): string {
  const pin = tab.isPinned ? "● " : "";
  const mark = tab.outcome.error === undefined ? "" : "⊗ ";
  const { outcome } = tab;
  const rows = outcome.more
    ? filled(words.atLeast, counted.format(outcome.rows.length))
    : rowsText(tab);
  const said =
    outcome.error !== undefined
      ? failedText(outcome.error)
      : 0 < outcome.columns.length
        ? rows
        : changedText(tab);
  return `${pin}${index + 1}: ${mark}${said}`;
}

function onTabKey(it: KeyboardEvent, index: number): void {
  const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: state.tabs.length - 1 }[
    it.key
  ];
  const here = state.tabs[index];
  if (it.key === "Delete" && here !== undefined) {
    it.preventDefault();
    change({ tag: "close", id: here.id });
    return;
  }
  const tab =
    to === undefined ? undefined : state.tabs[(to + state.tabs.length) % state.tabs.length];
  if (tab !== undefined) {
    it.preventDefault();
    change({ tag: "activate", id: tab.id });
    tabBar.querySelector<HTMLElement>(".active")?.focus();
  }
}

function drawMessage(): void {
  const tab = activeTab(state);
  message.replaceChildren();
  message.className = "message";
  message.removeAttribute("role");
  if (tab === undefined) {
    if (state.running === undefined) {
      message.classList.add("empty");
      message.append(element("p", { textContent: words.empty }));
    }
    return;
  }
  const { outcome } = tab;
  const error = outcome.error ?? tab.pageError;
  if (error !== undefined) {
    const isCancelled = error.tag === "cancelled";
    message.setAttribute("role", "alert");
    message.classList.add(isCancelled ? "note" : "error");
    message.append(
      element("p", {
        className: "title",
        textContent: isCancelled ? words.cancelled : words.failed,
      }),
    );
    if (!isCancelled) {
      message.append(element("p", { className: "text", textContent: error.message }));
    }
    if (error.code !== undefined && !error.message.includes(error.code)) {
      message.append(
        element("p", { className: "small", textContent: filled(words.code, error.code) }),
      );
    }
    message.append(
      button(words.showStatement, () => editor.postMessage({ tag: "show-statement", id: tab.id })),
    );
  } else if (outcome.columns.length === 0) {
    message.classList.add("note");
    message.append(element("p", { className: "title", textContent: changedText(tab) }));
  }
  if (0 < outcome.notices.length) {
    const list = element("ul", { className: "notices", ariaLabel: words.notices });
    list.append(...outcome.notices.map((it) => element("li", { textContent: it })));
    message.append(list);
  }
  if (outcome.columns.length === 0 || error !== undefined || 0 < outcome.notices.length) {
    message.append(
      element("pre", { className: "statement", textContent: clipped(outcome.statement) }),
    );
  }
}

/** The first lines of a statement are enough to recognise it. */
const MAX_STATEMENT_LINES = 12;

function clipped(statement: string): string {
  const lines = statement.split("\n");
  return lines.length <= MAX_STATEMENT_LINES
    ? statement
    : [...lines.slice(0, MAX_STATEMENT_LINES), "…"].join("\n");
}

function drawGrid(): void {
  const tab = activeTab(state);
  const isGrid = tab !== undefined && 0 < tab.outcome.columns.length;
  middle.hidden = !isGrid;
  middle.id = "result";
  middle.setAttribute("role", "tabpanel");
  if (tab !== undefined) {
    middle.setAttribute("aria-labelledby", `tab-${tab.id}`);
  }
  if (!isGrid) {
    layout = undefined;
    drawn = { ...drawn, key: "" };
    return;
  }
  const widthsPx = columnWidths(tab).map((it) => Math.round(it * characterPx + CELL_PADDING_PX));
  const offsetsPx: number[] = [];
  let total = 0;
  for (const it of widthsPx) {
    offsetsPx.push(total);
    total += it;
  }
  const numberPx = Math.round(
    (String(tab.outcome.rows.length).length + 2) * characterPx + CELL_PADDING_PX,
  );
  const columns = shownColumns(tab);
  headerPx = columns.some((it) => it.type !== "") ? HEADER_HEIGHT_PX : BARE_HEADER_HEIGHT_PX;
  document.documentElement.style.setProperty("--header-height", `${headerPx}px`);
  layout = { tab, columns, order: rowOrder(tab, collator), widthsPx, offsetsPx, numberPx };
  grid.ariaRowCount = tab.outcome.more ? "-1" : String(tab.outcome.rows.length + 1);
  grid.ariaColCount = String(tab.outcome.columns.length + 1);
  grid.ariaLabel = filled(
    words.grid,
    tab.outcome.columns.length,
    counted.format(tab.outcome.rows.length),
  );
  grid.ariaMultiSelectable = "true";
  body.style.height = `${tab.outcome.rows.length * ROW_HEIGHT_PX}px`;
  body.style.width = `${numberPx + total}px`;
  header.style.width = `${numberPx + total}px`;
  header.ariaRowIndex = "1";
  const key = [
    tab.id,
    tab.outcome.rows.length,
    JSON.stringify(tab.sort ?? null),
    widthsPx.join(","),
  ].join("|");
  if (key !== drawn.key) {
    const isSameTab = drawn.key.split("|", 1)[0] === tab.id;
    drawn = { key, rows: new Map(), firstColumn: 0, lastColumn: -1 };
    body.replaceChildren();
    if (!isSameTab) {
      const place = placeOf(tab);
      grid.scrollTop = place.scrollTop;
      grid.scrollLeft = place.scrollLeft;
    }
  }
  drawRows();
}

/** Left and right padding and the border of a cell. */
const CELL_PADDING_PX = 17;

function drawRows(): void {
  if (layout === undefined) {
    return;
  }
  const { tab, columns, order, offsetsPx, widthsPx, numberPx } = layout;
  const place = placeOf(tab);
  place.scrollTop = grid.scrollTop;
  place.scrollLeft = grid.scrollLeft;
  savePlaces();
  const [firstColumn, lastColumn] = columnsInSight();
  const hadFocus = grid.contains(document.activeElement);
  if (firstColumn !== drawn.firstColumn || lastColumn !== drawn.lastColumn) {
    drawn.firstColumn = firstColumn;
    drawn.lastColumn = lastColumn;
    drawn.rows.clear();
    body.replaceChildren();
    drawHeader();
  }
  const first = Math.max(0, Math.floor(grid.scrollTop / ROW_HEIGHT_PX) - SPARE_ROWS);
  const last = Math.min(
    order.length - 1,
    Math.ceil((grid.scrollTop + grid.clientHeight) / ROW_HEIGHT_PX) + SPARE_ROWS,
  );
  for (const [index, row] of drawn.rows) {
    if ((index < first || last < index) && index !== place.focus.row) {
      row.remove();
      drawn.rows.delete(index);
    }
  }
  const fresh: HTMLElement[] = [];
  for (let index = first; index <= last; index += 1) {
    if (!drawn.rows.has(index)) {
      fresh.push(drawRow(index));
    }
  }
  // The focused row stays in the document however far it is scrolled away, or the focus would be lost.
  if (0 <= place.focus.row && place.focus.row < order.length && !drawn.rows.has(place.focus.row)) {
    fresh.push(drawRow(place.focus.row));
  }
  body.append(...fresh);
  drawSelection();
  if (hadFocus && !grid.contains(document.activeElement)) {
    focusCell();
  }
  if (
    tab.outcome.more &&
    !tab.isLoading &&
    order.length - last < FETCH_AHEAD_ROWS &&
    tab.pageError === undefined
  ) {
    state = changed(state, { tag: "loading", id: tab.id });
    layout = { ...layout, tab: activeTab(state) ?? tab };
    editor.postMessage({ tag: "more", id: tab.id });
    drawStatus();
  }

  function drawRow(index: number): HTMLElement {
    const cells = tab.outcome.rows[order[index] ?? 0] ?? [];
    const row = element("div", { className: index % 2 === 0 ? "row" : "row odd", role: "row" });
    row.ariaRowIndex = String(index + 2);
    row.style.top = `${index * ROW_HEIGHT_PX}px`;
    const number = element("div", {
      className: "ordinal",
      role: "rowheader",
      textContent: counted.format(index + 1),
    });
    number.style.width = `${numberPx}px`;
    number.ariaColIndex = "1";
    row.append(number, spacer(offsetsPx[firstColumn] ?? 0));
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const definition = columns[column];
      if (definition !== undefined) {
        row.append(
          drawCell(cells[column] ?? null, definition, index, column, widthsPx[column] ?? 0),
        );
      }
    }
    drawn.rows.set(index, row);
    return row;
  }
}

function drawCell(
  value: Parameters<typeof cellLook>[0],
  definition: GridColumn,
  row: number,
  column: number,
  widthPx: number,
): HTMLElement {
  const look = cellLook(value, definition);
  const text =
    value !== null && typeof value === "object"
      ? filled(words.bytes, counted.format(value.bytes))
      : shownText(value);
  const cell = element("div", {
    className: `cell ${look} ${definition.align}`,
    role: "gridcell",
    textContent: text,
  });
  cell.style.width = `${widthPx}px`;
  cell.tabIndex = -1;
  cell.ariaColIndex = String(column + 2);
  cell.dataset["row"] = String(row);
  cell.dataset["column"] = String(column);
  if (look === "null") {
    cell.ariaLabel = words.isNull;
  } else if (look === "empty") {
    cell.ariaLabel = words.emptyText;
  }
  return cell;
}

function drawHeader(): void {
  if (layout === undefined) {
    return;
  }
  const { tab, columns, widthsPx, offsetsPx, numberPx } = layout;
  const corner = element("div", {
    className: "ordinal corner",
    role: "columnheader",
    textContent: "#",
    ariaLabel: words.rowNumber,
  });
  corner.style.width = `${numberPx}px`;
  corner.ariaColIndex = "1";
  header.replaceChildren(corner, spacer(offsetsPx[drawn.firstColumn] ?? 0));
  for (let column = drawn.firstColumn; column <= drawn.lastColumn; column += 1) {
    const definition = columns[column];
    if (definition === undefined) {
      continue;
    }
    const sort = tab.sort?.column === column ? tab.sort.direction : undefined;
    const cell = element("div", {
      className: `head ${definition.align}`,
      role: "columnheader",
      title: `${definition.name} ${definition.type}\n${words.sortHint}`,
    });
    cell.style.width = `${widthsPx[column] ?? 0}px`;
    cell.tabIndex = -1;
    cell.ariaColIndex = String(column + 2);
    cell.ariaSort = sort ?? "none";
    cell.dataset["row"] = "-1";
    cell.dataset["column"] = String(column);
    const arrow = sort === undefined ? "" : sort === "ascending" ? " ▲" : " ▼";
    const grip = element("div", { className: "grip" });
    grip.addEventListener("pointerdown", (it) => onResize(it, column));
    grip.addEventListener("dblclick", (it) => {
      it.stopPropagation();
      fitColumn(column);
    });
    const name = element("span", { className: "name", textContent: definition.name });
    name.append(element("span", { className: "arrow", textContent: arrow }));
    cell.append(name, element("span", { className: "type", textContent: definition.type }), grip);
    header.append(cell);
  }
}

function spacer(widthPx: number): HTMLElement {
  const it = element("div", { className: "spacer", role: "presentation" });
  it.style.width = `${widthPx}px`;
  return it;
}

function columnsInSight(): readonly [number, number] {
  if (layout === undefined) {
    return [0, -1];
  }
  const { offsetsPx, widthsPx, numberPx, tab } = layout;
  const left = grid.scrollLeft;
  const right = left + grid.clientWidth - numberPx;
  const focus = placeOf(tab).focus.column;
  let first = offsetsPx.findIndex((it, index) => left < it + (widthsPx[index] ?? 0));
  let last = offsetsPx.findLastIndex((it) => it < right);
  first = first === -1 ? 0 : first;
  last = last === -1 ? offsetsPx.length - 1 : last;
  // Whole groups of columns, so that a few pixels of scrolling do not redraw everything; a narrow
  // result is drawn whole, which keeps the focused cell in the document.
  if (offsetsPx.length <= ALL_COLUMNS) {
    return [0, offsetsPx.length - 1];
  }
  first = Math.min(first, focus);
  last = Math.max(last, focus);
  return [
    Math.floor(first / COLUMN_GROUP) * COLUMN_GROUP,
    Math.min(offsetsPx.length - 1, Math.ceil((last + 1) / COLUMN_GROUP) * COLUMN_GROUP),
  ];
}

/** Up to this many columns all are drawn. */
const ALL_COLUMNS = 24;
const COLUMN_GROUP = 8;

let clock: ReturnType<typeof setInterval> | undefined;

function drawStatus(): void {
  const { running } = state;
  // The clock of a running statement ticks; otherwise nothing here wakes up.
  if ((running !== undefined) !== (clock !== undefined)) {
    clearInterval(clock);
    clock = running === undefined ? undefined : setInterval(drawStatus, TICK_MS);
  }
  document.body.classList.toggle("running", running !== undefined);
  if (running !== undefined) {
    const text = isCancelling
      ? words.cancelling
      : filled(
          words.running,
          running.title,
          duration(Math.floor((Date.now() - running.startedAtMs) / TICK_MS) * TICK_MS),
        );
    // A live region that changes ten times a second would be read ten times a second.
    status.ariaLive = "off";
    setText(status, text);
    return;
  }
  status.ariaLive = "polite";
  const tab = activeTab(state);
  if (tab === undefined) {
    setText(status, "");
    return;
  }
  const { outcome } = tab;
  const parts = [
    outcome.error !== undefined
      ? failedText(outcome.error)
      : 0 < outcome.columns.length
        ? rowsText(tab)
        : changedText(tab),
    ...(tab.isLoading ? [words.loading] : []),
    duration(outcome.elapsedMs),
    outcome.connection,
    ...(tab.sort !== undefined && outcome.more ? [words.sortedLoaded] : []),
  ];
  setText(status, parts.filter((it) => it !== "").join(" · "));
}

function setText(it: HTMLElement, text: string): void {
  if (it.textContent !== text) {
    it.textContent = text;
  }
}

function failedText(error: WireError): string {
  return error.tag === "cancelled" ? words.cancelled : words.failed;
}

function rowsText(tab: Tab): string {
  const n = tab.outcome.rows.length;
  if (n === 0) {
    return words.noRows;
  }
  return filled(
    tab.outcome.more ? words.moreRows : n === 1 ? words.oneRow : words.rows,
    counted.format(n),
  );
}

function changedText(tab: Tab): string {
  const n = tab.outcome.affected;
  return n === undefined
    ? words.done
    : filled(n === 1 ? words.oneChanged : words.changed, counted.format(n));
}

function drawActions(): void {
  const tab = activeTab(state);
  const buttons: HTMLElement[] = [];
  const { running } = state;
  if (running !== undefined) {
    buttons.push(
      button(words.cancel, () => {
        isCancelling = true;
        editor.postMessage({ tag: "cancel", runId: running.runId });
        drawStatus();
      }),
    );
  }
  if (tab !== undefined) {
    if (0 < tab.outcome.columns.length) {
      buttons.push(
        button(words.copyAll, () =>
          copy(
            formatRows(
              tab.outcome.columns,
              rowOrder(tab, collator).map((it) => tab.outcome.rows[it] ?? []),
              "tsv",
            ),
          ),
        ),
        button(words.export, () =>
          editor.postMessage({ tag: "export", id: tab.id, format: "ask" }),
        ),
      );
    }
    const pin = button(tab.isPinned ? words.unpin : words.pin, () =>
      change({ tag: "pin", id: tab.id, isPinned: !tab.isPinned }),
    );
    pin.ariaPressed = String(tab.isPinned);
    buttons.push(
      pin,
      button(words.close, () => change({ tag: "close", id: tab.id })),
    );
  }
  const focused = actions.contains(document.activeElement)
    ? [...actions.children].indexOf(document.activeElement as Element)
    : -1;
  actions.replaceChildren(...buttons);
  buttons[Math.min(focused, buttons.length - 1)]?.focus();
}

// ---- selection and focus --------------------------------------------------------------------

function placeOf(tab: Tab): { focus: Place; anchor: Place; scrollTop: number; scrollLeft: number } {
  const known = places.get(tab.id);
  if (known !== undefined) {
    return known;
  }
  const fresh = {
    focus: { row: tab.outcome.rows.length === 0 ? -1 : 0, column: 0 },
    anchor: { row: 0, column: 0 },
    scrollTop: 0,
    scrollLeft: 0,
  };
  places.set(tab.id, fresh);
  return fresh;
}

function savePlaces(): void {
  editor.setState({ places: [...places] });
}

function restorePlaces(): void {
  const saved = editor.getState() as
    | { readonly places?: readonly (readonly [string, ReturnType<typeof placeOf>])[] }
    | undefined;
  for (const [id, place] of saved?.places ?? []) {
    places.set(id, place);
  }
}

function select(focus: Place, anchor: Place): void {
  if (layout === undefined) {
    return;
  }
  const place = placeOf(layout.tab);
  place.focus = focus;
  place.anchor = anchor;
  reveal(focus);
  drawRows();
  focusCell();
}

function selectAll(): void {
  if (layout !== undefined) {
    const place = placeOf(layout.tab);
    place.anchor = { row: 0, column: 0 };
    place.focus = { row: layout.order.length - 1, column: layout.tab.outcome.columns.length - 1 };
    drawRows();
  }
}

function isSelected(it: Place): boolean {
  if (layout === undefined) {
    return false;
  }
  const { focus, anchor } = placeOf(layout.tab);
  const area = rectangle(focus, anchor);
  return (
    area.top <= it.row && it.row <= area.bottom && area.left <= it.column && it.column <= area.right
  );
}

function drawSelection(): void {
  if (layout === undefined) {
    return;
  }
  const { focus } = placeOf(layout.tab);
  for (const cell of grid.querySelectorAll<HTMLElement>("[data-row]")) {
    const at = { row: Number(cell.dataset["row"]), column: Number(cell.dataset["column"]) };
    const isFocus = at.row === focus.row && at.column === focus.column;
    cell.tabIndex = isFocus ? 0 : -1;
    cell.classList.toggle("focus", isFocus);
    if (0 <= at.row) {
      const isIn = isSelected(at);
      cell.ariaSelected = String(isIn);
      cell.classList.toggle("selected", isIn);
    }
  }
}

function focusCell(): void {
  grid.querySelector<HTMLElement>(".focus")?.focus({ preventScroll: true });
}

function reveal(place: Place): void {
  if (layout === undefined) {
    return;
  }
  const left = layout.offsetsPx[place.column] ?? 0;
  const right = left + (layout.widthsPx[place.column] ?? 0);
  const visible = grid.clientWidth - layout.numberPx;
  if (left < grid.scrollLeft) {
    grid.scrollLeft = left;
  } else if (grid.scrollLeft + visible < right) {
    grid.scrollLeft = Math.min(left, right - visible);
  }
  if (place.row < 0) {
    return;
  }
  const top = place.row * ROW_HEIGHT_PX;
  const height = grid.clientHeight - headerPx;
  if (top < grid.scrollTop) {
    grid.scrollTop = top;
  } else if (grid.scrollTop + height < top + ROW_HEIGHT_PX) {
    grid.scrollTop = top + ROW_HEIGHT_PX - height;
  }
}

function cellAt(target: EventTarget | null): Place | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;
  return cell === null
    ? undefined
    : { row: Number(cell.dataset["row"]), column: Number(cell.dataset["column"]) };
}

function rowAt(place: number): Tab["outcome"]["rows"][number] | undefined {
  return layout === undefined ? undefined : layout.tab.outcome.rows[layout.order[place] ?? -1];
}

function selectionText(format: "tsv" | "csv" | "json" | "md", head: "header" | "bare"): string {
  if (layout === undefined) {
    return "";
  }
  const { focus, anchor } = placeOf(layout.tab);
  const area = rectangle(focus, anchor);
  const isOneCell = area.top === area.bottom && area.left === area.right;
  // One cell is copied as it is, without quotes around it.
  if (isOneCell && format === "tsv" && head === "bare") {
    return cellText(rowAt(area.top)?.[area.left] ?? null);
  }
  const columns = layout.tab.outcome.columns.slice(area.left, area.right + 1);
  const rows: (readonly Parameters<typeof cellText>[0][])[] = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    rows.push((rowAt(row) ?? []).slice(area.left, area.right + 1));
  }
  return formatRows(columns, rows, format, head);
}

// ---- input ----------------------------------------------------------------------------------

function onKey(it: KeyboardEvent): void {
  if (
    layout === undefined ||
    !(it.target instanceof HTMLElement) ||
    it.target.dataset["row"] === undefined
  ) {
    return;
  }
  const { tab } = layout;
  const { focus, anchor } = placeOf(tab);
  const isControl = it.ctrlKey || it.metaKey;
  if (isControl && it.key.toLowerCase() === "a") {
    it.preventDefault();
    selectAll();
    return;
  }
  if (it.key === "Enter" || it.key === " ") {
    it.preventDefault();
    if (focus.row < 0) {
      change({ tag: "sort", id: tab.id, sort: nextSort(tab.sort, focus.column) });
      drawHeader();
      drawSelection();
      focusCell();
    } else {
      openViewer();
    }
    return;
  }
  if (focus.row < 0 && it.altKey && (it.key === "ArrowLeft" || it.key === "ArrowRight")) {
    it.preventDefault();
    const width = (columnWidths(tab)[focus.column] ?? 0) + (it.key === "ArrowLeft" ? -2 : 2);
    resizeColumn(focus.column, width);
    focusCell();
    return;
  }
  const page = Math.max(1, Math.floor((grid.clientHeight - headerPx) / ROW_HEIGHT_PX) - 1);
  const to = moved(focus, it.key, isControl, {
    rows: layout.order.length,
    columns: tab.outcome.columns.length,
    page,
  });
  if (to !== undefined && !it.altKey) {
    it.preventDefault();
    select(to, it.shiftKey ? anchor : to);
  }
}

function onPointer(it: PointerEvent): void {
  const place = cellAt(it.target);
  if (layout === undefined || place === undefined || it.button !== 0) {
    return;
  }
  const { tab } = layout;
  if (place.row < 0) {
    it.preventDefault();
    placeOf(tab).focus = place;
    change({ tag: "sort", id: tab.id, sort: nextSort(tab.sort, place.column) });
    drawHeader();
    drawSelection();
    focusCell();
    return;
  }
  it.preventDefault();
  const anchor = it.shiftKey ? placeOf(tab).anchor : place;
  select(place, anchor);
  const drag = (event: PointerEvent): void => {
    const over = cellAt(document.elementFromPoint(event.clientX, event.clientY));
    if (over !== undefined && 0 <= over.row) {
      select(over, anchor);
    }
  };
  const end = (): void => {
    window.removeEventListener("pointermove", drag);
    window.removeEventListener("pointerup", end);
  };
  window.addEventListener("pointermove", drag);
  window.addEventListener("pointerup", end);
}

function onResize(it: PointerEvent, column: number): void {
  it.preventDefault();
  it.stopPropagation();
  const startPx = layout?.widthsPx[column] ?? 0;
  const drag = (event: PointerEvent): void =>
    resizeColumn(column, (startPx + event.clientX - it.clientX - CELL_PADDING_PX) / characterPx);
  const end = (): void => {
    window.removeEventListener("pointermove", drag);
    window.removeEventListener("pointerup", end);
  };
  window.addEventListener("pointermove", drag);
  window.addEventListener("pointerup", end);
}

function resizeColumn(column: number, width: number): void {
  if (layout !== undefined) {
    change({
      tag: "width",
      id: layout.tab.id,
      column,
      width: Math.max(MIN_COLUMN_CHARACTERS, width),
    });
  }
}

/** As wide as the longest loaded value. */
function fitColumn(column: number): void {
  if (layout !== undefined) {
    const { tab } = layout;
    const longest = tab.outcome.rows.reduce(
      (width, row) => Math.max(width, shownText(row[column] ?? null).length),
      tab.outcome.columns[column]?.name.length ?? 0,
    );
    resizeColumn(column, longest + 2);
  }
}

function onCopy(it: ClipboardEvent): void {
  if (grid.contains(document.activeElement) && it.clipboardData !== null) {
    it.preventDefault();
    it.clipboardData.setData("text/plain", selectionText("tsv", "bare"));
  }
}

// ---- cell viewer ----------------------------------------------------------------------------

function openViewer(): void {
  if (layout === undefined) {
    return;
  }
  const { focus } = placeOf(layout.tab);
  const column = layout.columns[focus.column];
  const value = rowAt(focus.row)?.[focus.column];
  if (column === undefined || value === undefined) {
    return;
  }
  const viewed = viewedText(value, column);
  const text = element("pre", {
    className: value === null ? "value null" : "value",
    textContent: value === null ? "NULL" : viewed.text,
  });
  text.tabIndex = 0;
  const title = element("h2", { textContent: column.name });
  title.append(element("span", { className: "type", textContent: ` ${column.type}` }));
  const bar = element("div", { className: "actions" });
  bar.append(
    button(words.copy, () => copy(cellText(value))),
    button(words.openInEditor, () =>
      editor.postMessage({ tag: "open-cell", text: viewed.text, language: viewed.language }),
    ),
    button(words.close, closeViewer),
  );
  viewer.replaceChildren(title, text, bar);
  viewer.hidden = false;
  text.focus();
  viewer.onkeydown = (it) => {
    if (it.key === "Escape") {
      it.stopPropagation();
      closeViewer();
    }
  };
  drawRows();
}

function closeViewer(): void {
  viewer.hidden = true;
  drawRows();
  focusCell();
}

// ---- small things ---------------------------------------------------------------------------

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<
    Pick<HTMLElement, "className" | "role" | "title" | "textContent" | "ariaLabel">
  >,
): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(name), properties);
}

function button(label: string, run: () => void): HTMLButtonElement {
  const it = element("button", { textContent: label });
  it.type = "button";
  it.addEventListener("click", run);
  return it;
}

function measureCharacter(): number {
  const probe = element("span", { className: "probe", textContent: "0".repeat(20) });
  document.body.append(probe);
  const width = probe.getBoundingClientRect().width / 20;
  probe.remove();
  return width === 0 ? 8 : width;
}

start();
