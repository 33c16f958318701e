/** Rows as an aligned table, CSV (RFC 4180), JSON and Markdown. */
import type { ResultColumn, Row, Value } from "../wirevm/drivers/session.ts";

export type TableFormat = "table" | "csv" | "json" | "markdown";
export const TABLE_FORMATS: readonly TableFormat[] = ["table", "csv", "json", "markdown"];

export function table(
  columns: readonly ResultColumn[],
  rows: readonly Row[],
  format: TableFormat,
): string {
  switch (format) {
    case "table":
      return aligned(columns, rows);
    case "csv":
      return [
        columns.map((it) => csv(it.name)),
        ...rows.map((row) => row.map((it) => (it === null ? "" : csv(shown(it))))),
      ]
        .map((it) => `${it.join(",")}\r\n`)
        .join("");
    case "json":
      return `${JSON.stringify(
        rows.map((row) => object(columns, row)),
        null,
        2,
      )}\n`;
    case "markdown":
      return markdown(columns, rows);
  }
}

function shown(value: Value): string {
  return value === null
    ? "NULL"
    : value instanceof Uint8Array
      ? `\\x${Buffer.from(value).toString("hex")}`
      : String(value);
}

/** Two columns of one name are kept apart: `id`, `id_2`. */
function object(columns: readonly ResultColumn[], row: Row): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  columns.forEach((column, index) => {
    let name = column.name;
    for (let n = 2; Object.hasOwn(out, name); n += 1) {
      name = `${column.name}_${n}`;
    }
    const value = row[index] ?? null;
    out[name] = value instanceof Uint8Array ? shown(value) : value;
  });
  return out;
}

function csv(text: string): string {
  return /[",\r\n]/u.test(text) || text === "" ? `"${text.replaceAll('"', '""')}"` : text;
}

function markdown(columns: readonly ResultColumn[], rows: readonly Row[]): string {
  const escaped = (text: string) =>
    text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("\n", "<br>");
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  return [
    line(columns.map((it) => escaped(it.name))),
    line(columns.map((it) => (it.numeric ? "---:" : "---"))),
    ...rows.map((row) => line(row.map((it) => escaped(shown(it))))),
  ].join("");
}

/** Longer cells are cut in the table for people; the other formats are whole. */
const WIDEST_CELL = 80;

function aligned(columns: readonly ResultColumn[], rows: readonly Row[]): string {
  const cut = (text: string) => {
    const line = text.replace(/\r?\n/gu, "↵");
    return line.length > WIDEST_CELL ? `${line.slice(0, WIDEST_CELL - 1)}…` : line;
  };
  const cells = rows.map((row) => row.map((it) => cut(shown(it))));
  const widths = columns.map((it, index) =>
    Math.max(it.name.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const pad = (text: string, index: number) =>
    columns[index]?.numeric === true
      ? text.padStart(widths[index] ?? 0)
      : text.padEnd(widths[index] ?? 0);
  const line = (row: readonly string[]) => `${row.map(pad).join("  ").trimEnd()}\n`;
  return [
    line(columns.map((it) => it.name)),
    line(widths.map((it) => "─".repeat(it))),
    ...cells.map(line),
  ].join("");
}
