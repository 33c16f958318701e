/**
 * Formats of dates: the alphabets of `DATE_FORMAT`, `to_char` and `strftime` as data. A format is read
 * into fields and letters and written in the other alphabet; fields it lacks are computed.
 */
import type { Call, Expression } from "../../../sql/ast.ts";
import { asText, asTimestamp } from "../kinds.ts";
import { operand } from "../text.ts";
import type { Construct, Translator } from "../translator.ts";
import { callName } from "./booleans.ts";
import { quoted } from "./literals.ts";

type Field = string;
type Piece = { readonly field: Field } | { readonly text: string };

/** Spelling to field; longest first where one is the start of another. */
const ALPHABETS: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  "percent-my": {
    "%Y": "year4",
    "%y": "year2",
    "%m": "month2",
    "%c": "month",
    "%M": "monthName",
    "%b": "monthShort",
    "%d": "day2",
    "%D": "dayOrdinal",
    "%e": "day",
    "%H": "hour2",
    "%k": "hour",
    "%h": "hour12-2",
    "%I": "hour12-2",
    "%l": "hour12",
    "%i": "minute2",
    "%s": "second2",
    "%S": "second2",
    "%f": "micro",
    "%p": "half",
    "%W": "dayName",
    "%a": "dayShort",
    "%j": "dayOfYear3",
    "%w": "weekday0",
    "%v": "isoWeek2",
    "%x": "isoYear",
    "%V": "sundayWeek2",
    "%X": "sundayYear",
    "%T": "clock",
    "%r": "clock12",
    "%u": "weekMonday2",
    "%U": "weekSunday2",
  },
  "percent-c": {
    "%Y": "year4",
    "%m": "month2",
    "%d": "day2",
    "%e": "dayPadded",
    "%H": "hour2",
    "%I": "hour12-2",
    "%M": "minute2",
    "%S": "second2",
    "%f": "secondFraction",
    "%p": "half",
    "%j": "dayOfYear3",
    "%w": "weekday0",
    "%V": "isoWeek2",
    "%G": "isoYear",
    "%T": "clock",
    "%F": "isoDate",
    "%R": "hourMinute",
    "%s": "epoch",
    "%J": "julian",
    "%W": "weekMonday2c",
    "%U": "weekSunday2c",
    "%u": "isoWeekday",
    "%k": "hourPadded",
    "%l": "hour12Padded",
  },
  letters: {
    YYYY: "year4",
    YY: "year2",
    MM: "month2",
    FMMM: "month",
    FMMonth: "monthName",
    Month: "monthNamePadded",
    Mon: "monthShort",
    MON: "monthShortUpper",
    DDD: "dayOfYear3",
    DD: "day2",
    FMDD: "day",
    FMDDth: "dayOrdinal",
    FMDay: "dayName",
    Day: "dayNamePadded",
    Dy: "dayShort",
    DY: "dayShortUpper",
    HH24: "hour2",
    FMHH24: "hour",
    HH12: "hour12-2",
    HH: "hour12-2",
    FMHH12: "hour12",
    FMHH: "hour12",
    MI: "minute2",
    SS: "second2",
    US: "micro",
    MS: "milli",
    AM: "half",
    PM: "half",
    am: "halfLower",
    pm: "halfLower",
    IW: "isoWeek2",
    IYYY: "isoYear",
    ID: "isoWeekday",
    D: "weekday1",
    Q: "quarter",
    WW: "weekOfYear",
    yyyy: "year4",
    mm: "month2",
    dd: "day2",
    hh24: "hour2",
    mi: "minute2",
    ss: "second2",
  },
  "letters-net": {
    yyyy: "year4",
    yy: "year2",
    MMMM: "monthName",
    MMM: "monthShort",
    MM: "month2",
    M: "month",
    dddd: "dayName",
    ddd: "dayShort",
    dd: "day2",
    d: "day",
    HH: "hour2",
    H: "hour",
    hh: "hour12-2",
    h: "hour12",
    mm: "minute2",
    ss: "second2",
    ffffff: "micro",
    fff: "milli",
    tt: "half",
  },
  "percent-b": {
    "%Y": "year4",
    "%y": "year2",
    "%m": "month2",
    "%B": "monthName",
    "%b": "monthShort",
    "%h": "monthShort",
    "%d": "day2",
    "%e": "dayPadded",
    "%A": "dayName",
    "%a": "dayShort",
    "%H": "hour2",
    "%I": "hour12-2",
    "%k": "hourPadded",
    "%l": "hour12Padded",
    "%M": "minute2",
    "%S": "second2",
    "%E6S": "secondMicro",
    "%E3S": "secondFraction",
    "%p": "half",
    "%P": "halfLower",
    "%j": "dayOfYear3",
    "%w": "weekday0",
    "%u": "isoWeekday",
    "%V": "isoWeek2",
    "%G": "isoYear",
    "%Q": "quarter",
    "%s": "epoch",
    "%T": "clock",
    "%F": "isoDate",
    "%R": "hourMinute",
    "%W": "weekMonday2c",
    "%U": "weekSunday2c",
  },
};

/** Functions that write a moment by a format, and on which side of the moment the format stands. */
const WRITERS: Readonly<
  Record<string, { readonly alphabet: string; readonly formatFirst: boolean }>
> = {
  date_format: { alphabet: "percent-my", formatFirst: false },
  strftime: { alphabet: "percent-c", formatFirst: true },
  to_char: { alphabet: "letters", formatFirst: false },
  to_varchar: { alphabet: "letters", formatFirst: false },
  format: { alphabet: "letters-net", formatFirst: false },
  format_date: { alphabet: "percent-b", formatFirst: true },
  format_datetime: { alphabet: "percent-b", formatFirst: true },
  format_timestamp: { alphabet: "percent-b", formatFirst: true },
};

/** Functions that read a moment from a text by a format. */
const READERS: Readonly<
  Record<
    string,
    {
      readonly alphabet: string;
      readonly formatFirst: boolean;
      readonly result?: "date" | "timestamp";
    }
  >
> = {
  str_to_date: { alphabet: "percent-my", formatFirst: false },
  to_date: { alphabet: "letters", formatFirst: false, result: "date" },
  to_timestamp: { alphabet: "letters", formatFirst: false, result: "timestamp" },
  to_timestamp_ntz: { alphabet: "letters", formatFirst: false, result: "timestamp" },
  parse_date: { alphabet: "percent-b", formatFirst: true, result: "date" },
  parse_datetime: { alphabet: "percent-b", formatFirst: true, result: "timestamp" },
  parse_timestamp: { alphabet: "percent-b", formatFirst: true, result: "timestamp" },
};

const hasLetters = (alphabet: string) => alphabet.startsWith("letters");

const COMPOSED: Readonly<Record<Field, readonly Piece[]>> = {
  clock: [
    { field: "hour2" },
    { text: ":" },
    { field: "minute2" },
    { text: ":" },
    { field: "second2" },
  ],
  clock12: [
    { field: "hour12-2" },
    { text: ":" },
    { field: "minute2" },
    { text: ":" },
    { field: "second2" },
    { text: " " },
    { field: "half" },
  ],
  isoDate: [
    { field: "year4" },
    { text: "-" },
    { field: "month2" },
    { text: "-" },
    { field: "day2" },
  ],
  hourMinute: [{ field: "hour2" }, { text: ":" }, { field: "minute2" }],
};

function pieces(format: string, alphabet: string): readonly Piece[] | undefined {
  const table = ALPHABETS[alphabet] ?? {};
  const words = Object.keys(table).sort((a, b) => b.length - a.length);
  const found: Piece[] = [];
  const add = (text: string) => {
    const last = found.at(-1);
    if (last !== undefined && "text" in last) {
      found[found.length - 1] = { text: last.text + text };
    } else {
      found.push({ text });
    }
  };
  for (let at = 0; at < format.length; ) {
    const word = words.find((it) => format.startsWith(it, at));
    if (word !== undefined) {
      const field = table[word] ?? "";
      for (const it of COMPOSED[field] ?? [{ field }]) {
        if ("text" in it) {
          add(it.text);
        } else {
          found.push(it);
        }
      }
      at += word.length;
      continue;
    }
    const char = format[at] ?? "";
    if (hasLetters(alphabet) && (char === '"' || (char === "'" && alphabet === "letters-net"))) {
      const end = format.indexOf(char, at + 1);
      add(format.slice(at + 1, end < 0 ? undefined : end));
      at = end < 0 ? format.length : end + 1;
    } else if (char === "%" && !hasLetters(alphabet)) {
      const next = format[at + 1] ?? "";
      if (next !== "%" && alphabet !== "percent-my") {
        return undefined;
      }
      add(next);
      at += 2;
    } else if (hasLetters(alphabet) && /[A-Za-z]/u.test(char) && char !== "T") {
      return undefined;
    } else {
      add(char);
      at += 1;
    }
  }
  return found;
}

function spelled(field: Field, alphabet: string): string | undefined {
  const table = ALPHABETS[alphabet] ?? {};
  return Object.keys(table).find((it) => table[it] === field);
}

function plainText(text: string, alphabet: string): string {
  return hasLetters(alphabet)
    ? /[A-Za-z"]/u.test(text)
      ? `"${text.replaceAll('"', '\\"')}"`
      : text
    : text.replaceAll("%", "%%");
}

/** The moment formatted, in the other engine's words. */
function formatted(moment: Expression, list: readonly Piece[], t: Translator): string | undefined {
  const alphabet = t.writes("dateFormat") ?? "";
  const value =
    alphabet === "percent-b" && t.type(moment).kind === "date"
      ? t.text(moment)
      : asTimestamp(moment, t);
  const parts: { readonly format?: string; readonly sql?: string }[] = [];
  for (const it of list) {
    if ("text" in it) {
      parts.push({ format: plainText(it.text, alphabet) });
      continue;
    }
    const letters = spelled(it.field, alphabet);
    if (letters !== undefined) {
      parts.push({ format: letters });
      continue;
    }
    const sql = computed(it.field, moment, value, alphabet, t);
    if (sql === undefined) {
      return undefined;
    }
    parts.push({ sql });
  }
  const texts: string[] = [];
  let run = "";
  const flush = () => {
    if (run !== "") {
      texts.push(call(run, value, t.type(moment).kind, alphabet, t));
      run = "";
    }
  };
  for (const it of parts) {
    if (it.format !== undefined) {
      run += it.format;
    } else {
      flush();
      texts.push(it.sql ?? "");
    }
  }
  flush();
  if (texts.length === 1) {
    return texts[0];
  }
  return t.to.can("concat-pipes") ? texts.map(operand).join(" || ") : `CONCAT(${texts.join(", ")})`;
}

function call(
  format: string,
  value: string,
  kind: string,
  alphabet: string,
  t: Translator,
): string {
  switch (alphabet) {
    case "letters-net":
      return /[A-Za-z]/u.test(format.replaceAll(/"[^"]*"/gu, ""))
        ? `FORMAT(${value}, ${quoted(format, t)})`
        : quoted(format.replaceAll('"', ""), t);
    case "percent-b":
      return format.includes("%")
        ? `${kind === "date" ? "FORMAT_DATE" : kind === "timestamptz" ? "FORMAT_TIMESTAMP" : "FORMAT_DATETIME"}(${quoted(format, t)}, ${value})`
        : quoted(format, t);
    case "letters":
      return /[A-Za-z]/u.test(format.replaceAll(/"[^"]*"/gu, ""))
        ? `to_char(${value}, ${quoted(format, t)})`
        : quoted(format.replaceAll('"', ""), t);
    case "percent-my":
      return format.includes("%")
        ? `DATE_FORMAT(${value}, ${quoted(format, t)})`
        : quoted(format, t);
    default:
      return format.includes("%") ? `strftime(${quoted(format, t)}, ${value})` : quoted(format, t);
  }
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** A field that the alphabet lacks, as an expression. */
function computed(
  field: Field,
  moment: Expression,
  value: string,
  alphabet: string,
  t: Translator,
): string | undefined {
  const one = (name: string) => {
    const letters = spelled(name, alphabet);
    return letters === undefined ? undefined : call(letters, value, "", alphabet, t);
  };
  if (alphabet === "letters-net" || alphabet === "percent-b") {
    return field === "quarter" ? t.common("quarter_of", [[moment]], moment) : undefined;
  }
  if (alphabet === "percent-c") {
    switch (field) {
      case "year2":
        return `substr(strftime('%Y', ${value}), 3)`;
      case "month":
        return `ltrim(strftime('%m', ${value}), '0')`;
      case "day":
        return `ltrim(strftime('%d', ${value}), '0')`;
      case "dayOrdinal":
        return `CAST(strftime('%d', ${value}) AS INTEGER) || CASE WHEN strftime('%d', ${value}) IN ('01', '21', '31') THEN 'st' WHEN strftime('%d', ${value}) IN ('02', '22') THEN 'nd' WHEN strftime('%d', ${value}) IN ('03', '23') THEN 'rd' ELSE 'th' END`;
      case "hour":
        return `CAST(CAST(strftime('%H', ${value}) AS INTEGER) AS TEXT)`;
      case "hour12":
        return `ltrim(strftime('%I', ${value}), '0')`;
      case "monthName":
        return `CASE strftime('%m', ${value}) ${MONTHS.map((it, index) => `WHEN '${String(index + 1).padStart(2, "0")}' THEN '${it}'`).join(" ")} END`;
      case "monthShort":
        return `substr('JanFebMarAprMayJunJulAugSepOctNovDec', strftime('%m', ${value}) * 3 - 2, 3)`;
      case "dayName":
        return `CASE strftime('%w', ${value}) ${DAYS.map((it, index) => `WHEN '${index}' THEN '${it}'`).join(" ")} END`;
      case "dayShort":
        return `substr('SunMonTueWedThuFriSat', strftime('%w', ${value}) * 3 + 1, 3)`;
      case "monthShortUpper":
        return `substr('JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC', strftime('%m', ${value}) * 3 - 2, 3)`;
      case "halfLower":
        return `lower(strftime('%p', ${value}))`;
      case "quarter":
        return `CAST((strftime('%m', ${value}) + 2) / 3 AS INTEGER)`;
      case "weekday1":
        return `(strftime('%w', ${value}) + 1)`;
      case "micro":
        return `(substr(strftime('%f', ${value}), 4) || '000')`;
      case "milli":
        return `substr(strftime('%f', ${value}), 4)`;
      case "monthNamePadded":
        return `substr(${computed("monthName", moment, value, alphabet, t)} || '         ', 1, 9)`;
      case "dayNamePadded":
        return `substr(${computed("dayName", moment, value, alphabet, t)} || '         ', 1, 9)`;
      default:
        return undefined;
    }
  }
  if (alphabet === "percent-my") {
    switch (field) {
      case "monthNamePadded":
        return `RPAD(${one("monthName")}, 9, ' ')`;
      case "dayNamePadded":
        return `RPAD(${one("dayName")}, 9, ' ')`;
      case "monthShortUpper":
        return `UPPER(${one("monthShort")})`;
      case "dayShortUpper":
        return `UPPER(${one("dayShort")})`;
      case "halfLower":
        return `LOWER(${one("half")})`;
      case "quarter":
        return `QUARTER(${value})`;
      case "isoWeekday":
        return `(WEEKDAY(${value}) + 1)`;
      case "weekday1":
        return `DAYOFWEEK(${value})`;
      case "milli":
        return `LEFT(${one("micro")}, 3)`;
      case "epoch":
        return `TIMESTAMPDIFF(SECOND, '1970-01-01 00:00:00', ${value})`;
      case "weekMonday2c":
        return `LPAD(FLOOR((DAYOFYEAR(${value}) + 6 - WEEKDAY(${value})) / 7), 2, '0')`;
      case "secondFraction":
        return `LEFT(DATE_FORMAT(${value}, '%s.%f'), 6)`;
      case "dayPadded":
        return `LPAD(${one("day")}, 2, ' ')`;
      default:
        return undefined;
    }
  }
  switch (field) {
    case "weekday0":
      return `EXTRACT(DOW FROM ${value})::int::text`;
    case "epoch":
      return `EXTRACT(EPOCH FROM ${value})::bigint::text`;
    case "weekMonday2c":
      return `lpad(floor((EXTRACT(DOY FROM ${value}) + 7 - EXTRACT(ISODOW FROM ${value})) / 7)::text, 2, '0')`;
    case "secondFraction":
      return `to_char(${value}, 'SS.MS')`;
    case "julian":
      return `(EXTRACT(EPOCH FROM ${value}) / 86400 + 2440587.5)::text`;
    case "dayPadded":
      return `lpad(to_char(${value}, 'FMDD'), 2)`;
    default:
      return undefined;
  }
}

/** Fields of a fixed width at fixed places: the text taken apart, for engines that cannot parse by format. */
const WIDTHS: Readonly<Record<Field, number>> = {
  year4: 4,
  month2: 2,
  day2: 2,
  hour2: 2,
  minute2: 2,
  second2: 2,
};

function parsedText(text: string, list: readonly Piece[]): string | undefined {
  const places = new Map<Field, string>();
  let at = 1;
  for (const it of list) {
    if ("text" in it) {
      at += it.text.length;
      continue;
    }
    const width = WIDTHS[it.field];
    if (width === undefined) {
      return undefined;
    }
    places.set(it.field, `substr(${text}, ${at}, ${width})`);
    at += width;
  }
  const [year, month, day] = [places.get("year4"), places.get("month2"), places.get("day2")];
  if (year === undefined || month === undefined || day === undefined) {
    return undefined;
  }
  const date = `${year} || '-' || ${month} || '-' || ${day}`;
  if (!places.has("hour2")) {
    return `date(${date})`;
  }
  return `datetime(${date} || ' ' || ${places.get("hour2")} || ':' || ${places.get("minute2") ?? "'00'"} || ':' || ${places.get("second2") ?? "'00'"})`;
}

function parsing(
  node: Call,
  text: Expression,
  format: Expression,
  result: "date" | "timestamp" | undefined,
  t: Translator,
): string | undefined {
  if (format.kind !== "literal") {
    return t.refuse("A computed format has no equal here.", node);
  }
  const list = pieces(format.value, t.reads("dateFormat") ?? "");
  if (list === undefined) {
    return t.refuse("This format has no equal here.", format);
  }
  const hasClock = list.some((it) => "field" in it && /hour|minute|second/u.test(it.field));
  const hasDate = list.some((it) => "field" in it && /year|month|day/u.test(it.field));
  const alphabet = t.writes("dateFormat");
  return t.below(node, () => {
    if (alphabet === "percent-c") {
      return (
        parsedText(operand(t.text(text)), list) ??
        t.refuse("A text with this format cannot be read here.", node)
      );
    }
    const letters = list.map((it) =>
      "text" in it ? plainText(it.text, alphabet ?? "") : spelled(it.field, alphabet ?? ""),
    );
    if (letters.includes(undefined)) {
      return t.refuse("This format has no equal here.", format);
    }
    const written = quoted(letters.join(""), t);
    if (alphabet === "percent-my") {
      return `STR_TO_DATE(${t.text(text)}, ${written})`;
    }
    const wantsDate = result === "date" || (result === undefined && !hasClock);
    if (alphabet === "letters-net") {
      return t.refuse("A text with this format cannot be read here.", node);
    }
    if (alphabet === "percent-b") {
      return `${wantsDate ? "PARSE_DATE" : "PARSE_DATETIME"}(${written}, ${asText(text, t)})`;
    }
    if (!hasDate) {
      return `to_timestamp(${asText(text, t)}, ${written})::time`;
    }
    return wantsDate
      ? `to_date(${asText(text, t)}, ${written})`
      : t.to.can("double-colon-cast")
        ? `to_timestamp(${asText(text, t)}, ${written})::timestamp`
        : `TO_TIMESTAMP(${asText(text, t)}, ${written})`;
  });
}

export const formats: Construct = {
  call(node, t) {
    const [first, second] = node.args;
    const name = callName(node);
    const reads = t.reads("dateFormat");
    const writes = t.writes("dateFormat");
    if (reads === undefined || writes === undefined || reads === writes || first === undefined) {
      return undefined;
    }
    const writer = WRITERS[name];
    if (writer !== undefined && writer.alphabet === reads) {
      const [format, moment] = writer.formatFirst ? [first, second] : [second, first];
      if (moment === undefined || format === undefined || node.args.length > 2) {
        return undefined;
      }
      if (!writer.formatFirst && /^(?:integer|decimal|float)$/u.test(t.type(moment).kind)) {
        return undefined;
      }
      if (format.kind !== "literal") {
        return t.refuse("A computed format has no equal here.", node);
      }
      const list = pieces(format.value, reads);
      const text = list === undefined ? undefined : t.below(node, () => formatted(moment, list, t));
      return (
        text ??
        t.refuse(`The format ${t.source(format)} has a part that has no equal here.`, format)
      );
    }
    const reader = READERS[name];
    if (
      reader !== undefined &&
      reader.alphabet === reads &&
      second !== undefined &&
      node.args.length === 2
    ) {
      const [format, text] = reader.formatFirst ? [first, second] : [second, first];
      return parsing(node, text, format, reader.result, t);
    }
    return undefined;
  },
};

/** A moment as a text, by a format with the letters of .NET. */
export function formattedAs(moment: Expression, format: string, t: Translator): string | undefined {
  const list = pieces(format, "letters-net");
  return list === undefined || t.writes("dateFormat") === undefined
    ? undefined
    : formatted(moment, list, t);
}
