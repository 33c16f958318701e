/** Values on their way into columns: what the source's column makes of them, the target's may not. */
import type { Column, Table } from "../../../catalog/model.ts";
import type { Expression, Insert, Node } from "../../../sql/ast.ts";
import { descendants } from "../../../sql/walk.ts";
import type { Patch, Translator } from "../translator.ts";
import { quoted } from "./literals.ts";

const fold = (text: string) => text.toLowerCase();

/** A moment with its distance from Greenwich. */
const ZONED =
  /^\s*(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*([+-]\d\d(?::?\d\d)?|Z)\s*$/iu;

const ZERO_DATE = /^0000-00-00(?: 00:00:00)?$/u;

/** The value as the column keeps it; `undefined` where it is kept as it is. */
function stored(value: Expression, column: Column, t: Translator): string | undefined {
  const { kind, scale } = column.type;
  if (value.kind === "literal" && value.type === "string") {
    if (kind === "binary" && t.from.can("hex-strings-are-bits") && value.value.startsWith("\\x")) {
      return t.to.can("hex-strings-are-bits") ? undefined : `X'${value.value.slice(2)}'`;
    }
    if (/^timestamp/u.test(kind) || kind === "date") {
      return storedMoment(value, value.value, t) ?? wholeMoment(value.value, kind, t);
    }
  }
  if (kind === "integer" && t.to.can("type-affinity") && !t.from.can("type-affinity")) {
    const given = t.type(value).kind;
    return (given === "decimal" || given === "float") && value.kind !== "literal"
      ? `CAST(round(${t.text(value)}) AS INTEGER)`
      : undefined;
  }
  if (kind === "decimal" && scale !== undefined && t.to.can("type-affinity")) {
    return rounded(value, scale, t);
  }
  return undefined;
}

function storedMoment(node: Node, text: string, t: Translator): string | undefined {
  if (ZERO_DATE.test(text) && t.writes("typing") === "strict") {
    t.note("warning", "zero-date", "There is no day 0 here: NULL stands for it.", node);
    return "NULL";
  }
  const zoned = ZONED.exec(text);
  if (zoned === null || t.to.can("double-colon-cast") || t.reads("typing") !== "strict") {
    return undefined;
  }
  const [, day, clock, zone = "Z"] = zoned;
  const moved = inGreenwich(`${day} ${clock}`, zone);
  t.note(
    "warning",
    "time-zone",
    "Moments have no time zone here: this one is written as it is in Greenwich.",
    node,
  );
  return quoted(moved, t);
}

/** A moment as its column shows it, where the column keeps whatever text it is given. */
function wholeMoment(text: string, kind: string, t: Translator): string | undefined {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?))?$/u.exec(
    text,
  );
  if (!t.to.can("type-affinity") || t.from.can("type-affinity") || parts === null) {
    return undefined;
  }
  const [, year = "", month = "", day = "", clock] = parts;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const seconds = clock === undefined ? "00:00:00" : clock.length < 6 ? `${clock}:00` : clock;
  const whole = kind === "date" ? date : `${date} ${seconds}`;
  return whole === text ? undefined : quoted(whole, t);
}

const MINUTES_OF_HOUR = 60;

/** The clock of Greenwich at a moment that is told with its distance from there. */
function inGreenwich(moment: string, zone: string): string {
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/u.exec(zone) ?? [];
  const distance = Number(hours) * MINUTES_OF_HOUR + Number(minutes ?? 0);
  if (distance === 0) {
    return moment;
  }
  const [day = "", clock = ""] = moment.split(" ");
  const [hour = "0", minute = "0", second] = clock.split(":");
  const total =
    Number(hour) * MINUTES_OF_HOUR + Number(minute) + (sign === "-" ? distance : -distance);
  const dayMinutes = 24 * MINUTES_OF_HOUR;
  const days = Math.floor(total / dayMinutes);
  const left = total - days * dayMinutes;
  const two = (it: number) => String(it).padStart(2, "0");
  const written = `${two(Math.floor(left / MINUTES_OF_HOUR))}:${two(left % MINUTES_OF_HOUR)}${second === undefined ? "" : `:${second}`}`;
  return `${movedDay(day, days)} ${written}`;
}

/** A day of the calendar moved by days; the calendar is computed, since no clock is at hand here. */
function movedDay(day: string, by: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const isLeap = (it: number) => (it % 4 === 0 && it % 100 !== 0) || it % 400 === 0;
  const length = (y: number, m: number) =>
    m === 2 ? (isLeap(y) ? 29 : 28) : [4, 6, 9, 11].includes(m) ? 30 : 31;
  let [y, m, d] = [year, month, date + by];
  if (d < 1) {
    m -= 1;
    if (m < 1) {
      [y, m] = [y - 1, 12];
    }
    d += length(y, m);
  } else if (d > length(y, m)) {
    d -= length(y, m);
    m += 1;
    if (m > 12) {
      [y, m] = [y + 1, 1];
    }
  }
  return `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
}

/** A number as written, with fewer digits: half is rounded away from zero. */
function roundedDigits(text: string, scale: number): string {
  const [whole = "0", fraction = ""] = text.split(".");
  const kept = BigInt(whole + fraction.slice(0, scale)) + (fraction.charAt(scale) >= "5" ? 1n : 0n);
  const digits = kept.toString().padStart(scale + 1, "0");
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(digits.length - scale)}`;
}

/** Digits that the column would not keep. */
function rounded(value: Expression, scale: number, t: Translator): string | undefined {
  if (value.kind === "literal") {
    const digits = /^\d*\.(\d+)$/u.exec(value.value)?.[1]?.length ?? 0;
    return digits > scale ? roundedDigits(value.value, scale) : undefined;
  }
  const { kind, type } = t.type(value);
  const mayHaveMore =
    kind === "float" || (kind === "decimal" && (type?.scale === undefined || type.scale > scale));
  const isComputed = value.kind === "binary" || value.kind === "call" || value.kind === "case";
  const multiplies = descendants(value).some(
    (it) => it.kind === "binary" && (it.op === "*" || it.op === "/"),
  );
  return isComputed && (mayHaveMore || kind === "unknown" || (multiplies && kind === "decimal"))
    ? `round((${t.text(value)}) * 1.000000000001, ${scale})`
    : undefined;
}

function columnNamed(table: Table | undefined, node: Expression | undefined): Column | undefined {
  const name = node?.kind === "column" ? fold(node.parts.at(-1)?.text ?? "") : undefined;
  return name === undefined ? undefined : table?.columns.find((it) => fold(it.name) === name);
}

function keep(value: Expression, column: Column | undefined, t: Translator): void {
  const text = column === undefined || t.replaced.has(value) ? undefined : stored(value, column, t);
  if (text !== undefined) {
    t.replaced.set(value, text);
  }
}

function intoTable(node: Insert, t: Translator): void {
  const table = t.analysis.targets(node)[0]?.table;
  if (table === undefined || node.source?.kind !== "values") {
    return;
  }
  const columns = node.columns?.map((it) => columnNamed(table, it)) ?? table.columns;
  for (const row of node.source.rows) {
    for (const [index, value] of row.values.entries()) {
      keep(value, columns[index], t);
    }
  }
}

export const storedPatch: Patch = {
  insert(node, t) {
    if (t.from.pack.protocol !== t.to.pack.protocol) {
      intoTable(node, t);
    }
    return [];
  },
  "set-item"(node, t) {
    const [target] = node.targets;
    if (node.targets.length === 1 && t.from.pack.protocol !== t.to.pack.protocol) {
      const found = target?.kind === "column" ? t.analysis.resolve(target) : undefined;
      const origin = found?.tag === "column" ? found.column.origin?.column : undefined;
      keep(node.value, origin, t);
    }
    return [];
  },
};
