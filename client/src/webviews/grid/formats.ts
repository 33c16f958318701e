/** Rows as text for the clipboard and for files. Pure. */
import type { GridCell, GridColumn } from "../../../../server/src/protocol/messages.ts";
import { cellText } from "./cells.ts";

/** Formats by the ending of their files. */
export const FORMATS = ["csv", "tsv", "json", "md"] as const;
export type Format = (typeof FORMATS)[number];

/** Columns and rows as text. */
export function formatRows(
  columns: readonly GridColumn[],
  rows: readonly (readonly GridCell[])[],
  format: Format,
  header: "header" | "bare" = "header",
): string {
  switch (format) {
    case "csv":
      return separated(columns, rows, ",", header, "\r\n");
    case "tsv":
      return separated(columns, rows, "\t", header, "\n");
    case "json":
      return json(columns, rows);
    case "md":
      return markdown(columns, rows);
    default:
      return format satisfies never;
  }
}

/** NULL is an empty field, the empty text is `""`: the two stay apart. */
function separated(
  columns: readonly GridColumn[],
  rows: readonly (readonly GridCell[])[],
  separator: string,
  header: "header" | "bare",
  end: string,
): string {
  const lines = rows.map((row) =>
    row
      .map((it) => (it === null ? "" : it === "" ? '""' : quoted(cellText(it), separator)))
      .join(separator),
  );
  const all =
    header === "header"
      ? [columns.map((it) => quoted(it.name, separator)).join(separator), ...lines]
      : lines;
  return header === "header" ? all.map((it) => it + end).join("") : all.join(end);
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]|^\s|\s$/u.test(text)
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

/**
 * One object a row. Numbers that JSON readers would round stay text; a column name that occurs twice
 * gets a number, as an object has room for one.
 */
function json(columns: readonly GridColumn[], rows: readonly (readonly GridCell[])[]): string {
  const names = distinct(columns.map((it) => it.name));
  const objects = rows.map((row) =>
    Object.fromEntries(names.map((name, index) => [name, jsonValue(row[index] ?? null)])),
  );
  return `${JSON.stringify(objects, undefined, 2)}\n`;
}

function jsonValue(cell: GridCell): unknown {
  return cell !== null && typeof cell === "object" ? cell.binary : cell;
}

function distinct(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return n === 1 ? name : `${name}_${n}`;
  });
}

function markdown(columns: readonly GridColumn[], rows: readonly (readonly GridCell[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  return [
    line(columns.map((it) => escaped(it.name))),
    line(columns.map((it) => (it.align === "right" ? "---:" : "---"))),
    ...rows.map((row) => line(row.map((it) => (it === null ? "NULL" : escaped(cellText(it)))))),
  ].join("");
}

function escaped(text: string): string {
  return text.replace(/[\\|]/gu, "\\$&").replace(/\r?\n|\r/gu, "<br>");
}
