/** The plan in the page: a tree for eyes, keys and screen readers alike. */
import type { PlanNode } from "../../../../server/src/protocol/messages.ts";
import { type FromPlanPage, type PlanRow, type PlanShown, planRows, treeMove } from "./model.ts";
import type { PlanWords } from "./words.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPlanPage): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();
const words = JSON.parse(
  document.querySelector<HTMLMetaElement>('meta[name="sqlx-words"]')?.content ?? "{}",
) as PlanWords;
const counted = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const inPercent = new Intl.NumberFormat(undefined, { style: "percent" });

let shown: PlanShown | undefined;
let collapsed = new Set<string>();
let focused = "0";

const head = document.createElement("header");
const tree = document.createElement("div");
tree.setAttribute("role", "tree");
tree.ariaLabel = words.plan;
const side = document.createElement("section");
side.className = "details";
side.ariaLive = "polite";

function start(): void {
  const main = document.createElement("main");
  main.append(tree, side);
  document.body.append(head, main);
  window.addEventListener("message", (it: MessageEvent<PlanShown>) => {
    show(it.data);
  });
  tree.addEventListener("keydown", onKey);
  const saved = editor.getState() as { readonly shown?: PlanShown } | undefined;
  if (saved?.shown !== undefined) {
    show(saved.shown);
  }
  editor.postMessage({ tag: "ready" });
}

function show(it: PlanShown): void {
  shown = it;
  collapsed = new Set();
  focused = "0";
  editor.setState({ shown });
  draw();
}

function draw(): void {
  if (shown === undefined) {
    return;
  }
  const title = document.createElement("h1");
  title.textContent = `${shown.isMeasured ? words.measured : words.estimated} · ${shown.connection}`;
  const statement = document.createElement("pre");
  statement.textContent = shown.statement;
  statement.tabIndex = 0;
  const bar = document.createElement("div");
  bar.className = "actions";
  const { text } = shown;
  bar.append(
    button(words.asText, () => editor.postMessage({ tag: "open-text" })),
    button(words.copy, () => editor.postMessage({ tag: "copy", text })),
  );
  head.replaceChildren(title, bar, statement);
  drawTree();
}

function drawTree(): void {
  if (shown === undefined) {
    return;
  }
  const rows = planRows(shown.plan, collapsed);
  const hadFocus = tree.contains(document.activeElement);
  tree.replaceChildren(...rows.map(drawRow));
  drawDetails(rows.find((it) => it.id === focused));
  if (hadFocus) {
    tree.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }
}

function drawRow(row: PlanRow): HTMLElement {
  const { node } = row;
  const item = document.createElement("div");
  item.className = row.id === focused ? "step focused" : "step";
  item.setAttribute("role", "treeitem");
  item.setAttribute("aria-level", String(row.level));
  item.setAttribute("aria-posinset", String(row.position));
  item.setAttribute("aria-setsize", String(row.siblings));
  item.ariaSelected = String(row.id === focused);
  if (0 < node.children.length) {
    item.ariaExpanded = String(row.isExpanded);
  }
  item.tabIndex = row.id === focused ? 0 : -1;
  if (row.share !== undefined) {
    const meter = span("share", inPercent.format(row.share));
    meter.ariaLabel = filled(words.share, inPercent.format(row.share));
    meter.style.setProperty("--share", String(row.share));
    item.append(meter);
  }
  const twist = span("twist", node.children.length === 0 ? "" : row.isExpanded ? "⌄" : "›");
  twist.ariaHidden = "true";
  twist.style.marginInlineStart = `${(row.level - 1) * INDENT_PX}px`;
  item.append(twist, span("label", node.label));
  if (node.on !== undefined) {
    item.append(span("on", node.on));
  }
  item.append(span("numbers", numbers(node)));
  const notes = warnings(row);
  if (0 < notes.length) {
    item.append(span("warning", `⚠ ${notes[0] ?? ""}`));
  }
  item.addEventListener("click", (it) => {
    focused = row.id;
    if (it.target === twist) {
      toggle(row.id);
    }
    drawTree();
    tree.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });
  item.addEventListener("dblclick", () => {
    toggle(row.id);
    drawTree();
  });
  return item;
}

const INDENT_PX = 18;

function numbers(node: PlanNode): string {
  const { estimatedRows, actualRows, cost, elapsedMs, loops } = node;
  return [
    actualRows !== undefined && estimatedRows !== undefined
      ? filled(words.rowsOf, counted.format(actualRows), counted.format(estimatedRows))
      : actualRows !== undefined || estimatedRows !== undefined
        ? filled(words.rows, counted.format(actualRows ?? estimatedRows ?? 0))
        : "",
    loops !== undefined && 1 < loops ? filled(words.loops, counted.format(loops)) : "",
    elapsedMs !== undefined
      ? filled(words.time, counted.format(elapsedMs))
      : cost !== undefined
        ? filled(words.cost, counted.format(cost))
        : "",
  ]
    .filter((it) => it !== "")
    .join(" · ");
}

function warnings(row: PlanRow): readonly string[] {
  return [
    ...(row.node.warnings ?? []),
    ...(row.misestimate === 0 ? [] : [filled(words.misestimate, counted.format(row.misestimate))]),
  ];
}

function drawDetails(row: PlanRow | undefined): void {
  side.replaceChildren();
  if (row === undefined) {
    return;
  }
  const title = document.createElement("h2");
  title.textContent = [row.node.label, row.node.on].filter((it) => it !== undefined).join(" ");
  const list = document.createElement("ul");
  for (const it of [numbers(row.node), ...(row.node.details ?? [])].filter((text) => text !== "")) {
    const item = document.createElement("li");
    item.textContent = it;
    list.append(item);
  }
  side.append(title, list);
  for (const it of warnings(row)) {
    const note = document.createElement("p");
    note.className = "warning";
    note.textContent = `⚠ ${words.warning}: ${it}`;
    side.append(note);
  }
}

function onKey(it: KeyboardEvent): void {
  if (shown === undefined) {
    return;
  }
  if (it.key === "Enter" || it.key === " ") {
    it.preventDefault();
    toggle(focused);
    drawTree();
    return;
  }
  const move = treeMove(planRows(shown.plan, collapsed), focused, it.key);
  if (move.focus === undefined && move.expand === undefined && move.collapse === undefined) {
    return;
  }
  it.preventDefault();
  if (move.expand !== undefined) {
    collapsed.delete(move.expand);
  }
  if (move.collapse !== undefined) {
    collapsed.add(move.collapse);
  }
  focused = move.focus ?? focused;
  drawTree();
}

function toggle(id: string): void {
  if (!collapsed.delete(id)) {
    collapsed.add(id);
  }
}

function filled(text: string, ...values: readonly string[]): string {
  return text.replace(/\{(\d+)\}/gu, (place, index: string) => values[Number(index)] ?? place);
}

function span(className: string, text: string): HTMLSpanElement {
  const it = document.createElement("span");
  it.className = className;
  it.textContent = text;
  return it;
}

function button(label: string, run: () => void): HTMLButtonElement {
  const it = document.createElement("button");
  it.type = "button";
  it.textContent = label;
  it.addEventListener("click", run);
  return it;
}

start();
