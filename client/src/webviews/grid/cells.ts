/** Cells as people read, sort and copy them. Pure; used by the page and by the export. */
import type { GridCell, GridColumn } from "../../../../server/src/protocol/messages.ts";

/** How a cell looks; NULL is a look of its own, never the text "NULL". */
export type CellLook = "null" | "text" | "number" | "boolean" | "binary" | "json" | "empty";

/** Longer values are cut in the grid; the cell viewer shows them whole. */
export const MAX_SHOWN_CHARACTERS = 300;

const JSON_TYPE = /\bjsonb?\b/iu;

/** The whole value as text; NULL has none. */
export function cellText(cell: GridCell): string {
  if (cell === null) {
    return "";
  }
  return typeof cell === "object" ? cell.binary : String(cell);
}

/** The look of a cell in a column. */
export function cellLook(cell: GridCell, column: GridColumn): CellLook {
  if (cell === null) {
    return "null";
  }
  if (typeof cell === "object") {
    return "binary";
  }
  if (typeof cell === "boolean") {
    return "boolean";
  }
  if (typeof cell === "number" || column.align === "right") {
    return "number";
  }
  if (JSON_TYPE.test(column.type)) {
    return "json";
  }
  return cell === "" ? "empty" : "text";
}

/** One line for the grid: line breaks made visible, long values cut. */
export function shownText(cell: GridCell): string {
  if (cell === null) {
    return "NULL";
  }
  const text = cellText(cell);
  const cut = MAX_SHOWN_CHARACTERS < text.length ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text;
  return cut.replace(/\r?\n|\r/gu, "↵").replace(/\t/gu, "⇥");
}

/** The value for the viewer: JSON laid out, everything else as it is. */
export function viewedText(
  cell: GridCell,
  column: GridColumn,
): { readonly text: string; readonly language: "json" | "text" } {
  const text = cellText(cell);
  if (typeof cell === "string" && (JSON_TYPE.test(column.type) || /^\s*[[{]/u.test(text))) {
    const laidOut = layOutJson(text);
    if (laidOut !== undefined) {
      return { text: laidOut, language: "json" };
    }
  }
  return { text, language: "text" };
}

/**
 * JSON with line breaks, without going through numbers: parsing and printing would change 64-bit
 * integers. Only white space between tokens is touched.
 */
export function layOutJson(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/gu) ?? [];
  let depth = 0;
  let out = "";
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token === "{" || token === "[") {
      const isEmpty = next === "}" || next === "]";
      depth += 1;
      out += isEmpty ? token : `${token}\n${"  ".repeat(depth)}`;
    } else if (token === "}" || token === "]") {
      depth -= 1;
      const before = tokens[index - 1];
      out += before === "{" || before === "[" ? token : `\n${"  ".repeat(depth)}${token}`;
    } else if (token === ",") {
      out += `,\n${"  ".repeat(depth)}`;
    } else {
      out += token === ":" ? ": " : token;
    }
  }
  return out;
}

/** Order of two cells: NULL last, numbers by value however long, text by the user's alphabet. */
export function compareCells(
  a: GridCell,
  b: GridCell,
  column: GridColumn,
  collator: Collator,
): number {
  if (a === null || b === null) {
    return a === b ? 0 : a === null ? 1 : -1;
  }
  const left = cellText(a);
  const right = cellText(b);
  if (column.align === "right" || typeof a === "number") {
    return compareNumbers(left, right);
  }
  return collator.compare(left, right);
}

/** What sorting needs of `Intl.Collator`. */
export interface Collator {
  compare(a: string, b: string): number;
}

const DECIMAL = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/u;

/** Decimal texts by value without rounding; anything else (NaN, exponents) as the machine's numbers. */
export function compareNumbers(a: string, b: string): number {
  const left = DECIMAL.exec(a.trim());
  const right = DECIMAL.exec(b.trim());
  if (left === null || right === null) {
    const x = Number(a);
    const y = Number(b);
    return Number.isNaN(x) || Number.isNaN(y)
      ? Number(Number.isNaN(x)) - Number(Number.isNaN(y))
      : Math.sign(x - y);
  }
  const [, leftSign = "", leftWhole = "", leftPart = ""] = left;
  const [, rightSign = "", rightWhole = "", rightPart = ""] = right;
  const isLeftZero = leftWhole === "" && leftPart === "";
  const isRightZero = rightWhole === "" && rightPart === "";
  const x = isLeftZero ? 0 : leftSign === "-" ? -1 : 1;
  const y = isRightZero ? 0 : rightSign === "-" ? -1 : 1;
  if (x !== y) {
    return Math.sign(x - y);
  }
  const larger =
    leftWhole.length !== rightWhole.length
      ? leftWhole.length - rightWhole.length
      : compareTexts(leftWhole, rightWhole) || compareTexts(leftPart, rightPart);
  return Math.sign(larger) * (x === 0 ? 0 : x);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : b < a ? 1 : 0;
}
