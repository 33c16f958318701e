import { columnType } from "../../../catalog/column-type.ts";
import type { Cast } from "../../../sql/ast.ts";
import { asText, castTo, isInteger, isText, isTruth, temporal } from "../kinds.ts";
import { operand } from "../text.ts";
import type { Construct, Translator } from "../translator.ts";
import { formattedAs } from "./formats.ts";
import { typeText } from "./types.ts";

/** Casts: the type by its pack, and what a cast does to a value that does not fit. */
export const casts: Construct = {
  cast(node, t) {
    const styled = node.style === "convert" ? styledText(node, t) : undefined;
    if (styled !== undefined) {
      return styled;
    }
    if (node.format !== undefined || node.style === "try") {
      return trying(node, t) ?? t.refuse("This cast has no equal here.", node);
    }
    const type = columnType(node.type, t.from, t.analysis.finder);
    return t.below(node, () => special(node, type.kind, t)) ?? plain(node, t);
  },
  "typed-literal"(node, t) {
    const { name } = node.type;
    if (/^(?:date|time|timestamp|datetime)$/u.test(name) && !t.to.can("date-literals")) {
      return t.text(node.value);
    }
    if (
      /^(?:json|jsonb|uuid|numeric|decimal|boolean|bool)$/u.test(name) &&
      !t.to.can("typed-literals")
    ) {
      return t.text(node.value);
    }
    if (/^(?:timestamp|datetime)/u.test(name)) {
      const hasClock = /\d:\d/u.test(node.value.value);
      return `TIMESTAMP ${hasClock ? t.text(node.value) : `'${node.value.value} 00:00:00'`}`;
    }
    if (name === "date" || name === "time") {
      return `${name.toUpperCase()} ${t.text(node.value)}`;
    }
    return name === "interval" ||
      /^(?:date|time|timestamp|datetime)$/u.test(name) ||
      t.to.can("typed-literals")
      ? undefined
      : t.text(node.value);
  },
};

/** `CONVERT(varchar(10), d, 120)`: a moment as a text of a numbered style, cut to the length. */
function styledText(node: Cast, t: Translator): string | undefined {
  if (node.format === undefined || node.format.kind !== "literal") {
    return undefined;
  }
  const { kind, length } = columnType(node.type, t.from, t.analysis.finder);
  const style = CONVERT_STYLES[node.format.value];
  if (kind !== "text" || style === undefined || temporal(node.operand, t) === undefined) {
    return undefined;
  }
  const format = length === undefined ? style : style.slice(0, length);
  return t.below(node, () => formattedAs(node.operand, format, t));
}

/** The numbered styles of CONVERT whose parts all have fixed widths. */
const CONVERT_STYLES: Readonly<Record<string, string>> = {
  "23": "yyyy-MM-dd",
  "101": "MM/dd/yyyy",
  "102": "yyyy.MM.dd",
  "103": "dd/MM/yyyy",
  "104": "dd.MM.yyyy",
  "105": "dd-MM-yyyy",
  "108": "HH:mm:ss",
  "110": "MM-dd-yyyy",
  "111": "yyyy/MM/dd",
  "112": "yyyyMMdd",
  "120": "yyyy-MM-dd HH:mm:ss",
  "121": "yyyy-MM-dd HH:mm:ss.fff",
  "126": "yyyy-MM-ddTHH:mm:ss",
};

/** A cast that gives NULL for what does not fit. */
function trying(node: Cast, t: Translator): string | undefined {
  const word = t.to.can("try-cast") ? "TRY_CAST" : t.to.can("safe-cast") ? "SAFE_CAST" : undefined;
  if (word === undefined || node.format !== undefined) {
    return undefined;
  }
  const type = t.below(node, () => typeText(node.type, t, "cast ") ?? t.source(node.type));
  return `${word}(${t.below(node, () => t.text(node.operand))} AS ${type})`;
}

function plain(node: Cast, t: Translator): string | undefined {
  const type = t.below(node, () => typeText(node.type, t, "cast ") ?? t.source(node.type));
  const value = t.below(node, () => t.text(node.operand));
  if (node.style === "colons" && t.to.can("double-colon-cast")) {
    return `${operand(value)}::${type}`;
  }
  return `CAST(${value} AS ${type})`;
}

function special(node: Cast, kind: string, t: Translator): string | undefined {
  const { operand: value } = node;
  const { scale } = columnType(node.type, t.from, t.analysis.finder);
  switch (kind) {
    case "text": {
      const length = columnType(node.type, t.from, t.analysis.finder).length;
      const text = asText(value, t);
      if (text !== t.text(value) && length === undefined) {
        return text;
      }
      return t.to.can("type-affinity") && length !== undefined
        ? `substr(CAST(${text} AS TEXT), 1, ${length})`
        : undefined;
    }
    case "integer":
    case "year":
      return toInteger(node, t);
    case "decimal":
      return scale !== undefined && t.to.can("type-affinity")
        ? `round(CAST(${t.text(value)} AS REAL)${value.kind === "column" || value.kind === "literal" ? "" : " * 1.000000000001"}, ${scale})`
        : scale === undefined &&
            t.reads("typing") === "strict" &&
            t.writes("typing") === "loose" &&
            t.to.can("div-operator")
          ? `CAST(${t.text(value)} AS DECIMAL(65, 10))`
          : undefined;
    case "float":
      return t.to.can("type-affinity")
        ? `CAST(${t.text(value)} AS REAL)`
        : t.to.can("double-colon-cast") && isText(value, t) && value.kind !== "literal"
          ? `CAST(NULLIF(substring(${t.text(value)} FROM '^\\s*[-+]?[0-9]*\\.?[0-9]*'), '') AS double precision)`
          : undefined;
    case "boolean":
      if (t.writes("booleans") === "number") {
        return value.kind === "literal"
          ? /^(?:t|true|1|y|yes|on)$/iu.test(value.value)
            ? "TRUE"
            : "FALSE"
          : isText(value, t)
            ? `(LOWER(${t.text(value)}) IN ('t', 'true', 'y', 'yes', 'on', '1'))`
            : `(${t.operand(value)} <> 0)`;
      }
      return undefined;
    case "date":
      return t.writes("dates") === "modifiers"
        ? `date(${t.text(value)})`
        : t.to.can("double-colon-cast") && value.kind !== "literal"
          ? `${t.operand(value)}::date`
          : undefined;
    case "timestamp":
    case "timestamptz":
      return t.writes("dates") === "modifiers"
        ? `datetime(${t.text(value)})`
        : t.to.can("double-colon-cast") && t.writing.types["timestamp"] === "timestamp"
          ? `CAST(${t.text(value)} AS timestamp)`
          : undefined;
    case "time":
      return t.writes("dates") === "modifiers" ? `time(${t.text(value)})` : undefined;
    case "json":
      return t.writes("json") === "jsonb" ? undefined : t.text(value);
    case "uuid":
      return t.to.can("type-affinity") ? t.text(value) : undefined;
    case "binary":
      return t.to.can("hex-strings-are-bits")
        ? `convert_to(${asText(value, t)}, 'UTF8')`
        : t.to.can("type-affinity")
          ? `CAST(${t.text(value)} AS BLOB)`
          : undefined;
    default:
      return undefined;
  }
}

/** Some engines round to the nearest integer, some cut the fraction; some take `12abc` for 12. */
function toInteger(node: Cast, t: Translator): string | undefined {
  const { operand: value } = node;
  const rounds =
    t.from.can("casts-round") ||
    t.reads("typing") === "strict" ||
    (t.reads("booleans") === "number" && !t.from.can("type-affinity"));
  const cutsHere = t.to.can("type-affinity");
  if (isInteger(value, t) || isTruth(value, t)) {
    return isTruth(value, t) && t.writes("booleans") === "type"
      ? castTo(t.text(value), "integer", t)
      : undefined;
  }
  const textual = isText(value, t) || (value.kind === "literal" && value.type === "string");
  if (textual) {
    if (
      t.writes("typing") === "strict" &&
      t.to.can("double-colon-cast") &&
      t.reads("typing") === "loose" &&
      t.from.can("casts-any-text") &&
      !(value.kind === "literal" && /^-?\d+$/u.test(value.value))
    ) {
      return `COALESCE(NULLIF(substring(${asText(value, t)} FROM '^\\s*([-+]?[0-9]+)'), '')::bigint, CASE WHEN ${t.operand(value)} IS NOT NULL THEN 0 END)`;
    }
    return undefined;
  }
  if (value.kind === "literal" && /^\d+$/u.test(value.value)) {
    return undefined;
  }
  if (rounds && cutsHere) {
    return `CAST(round(${t.text(value)}) AS INTEGER)`;
  }
  if (!rounds && !cutsHere) {
    const whole = t.common("truncated0", [[value]], node) ?? t.text(value);
    return t.to.can("double-colon-cast")
      ? `trunc(${operand(t.text(value))}::numeric)::bigint`
      : `CAST(${whole} AS ${t.writing.types["cast integer"] ?? t.writing.types["integer"]})`;
  }
  return undefined;
}
