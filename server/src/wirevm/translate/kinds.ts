/** What a value is on both sides, and how to make it what a place in the other dialect wants. */
import type { Expression, Literal } from "../../sql/ast.ts";
import { operand } from "./text.ts";
import type { Translator } from "./translator.ts";

/** Is it a truth value that will have the type boolean where truth is a type? */
export function isTruth(node: Expression, t: Translator): boolean {
  const { kind, type } = t.type(node);
  return kind === "boolean" || (kind === "integer" && type?.text.startsWith("tinyint(1)") === true);
}

const NUMBERS: ReadonlySet<string> = new Set([
  "integer",
  "decimal",
  "float",
  "money",
  "year",
  "bits",
]);

export function isNumber(node: Expression, t: Translator): boolean {
  return NUMBERS.has(t.type(node).kind) && !isTruth(node, t);
}

export function isInteger(node: Expression, t: Translator): boolean {
  return t.type(node).kind === "integer" && !isTruth(node, t);
}

export function isText(node: Expression, t: Translator): boolean {
  return t.type(node).kind === "text";
}

export type Temporal = "date" | "timestamp" | "time";

/** What moment a value is, as far as types and its spelling tell. */
export function temporal(node: Expression, t: Translator): Temporal | undefined {
  if (node.kind === "literal" && node.type === "string") {
    return /^\d{4}-\d{1,2}-\d{1,2}$/u.test(node.value)
      ? "date"
      : /^\d{4}-\d{1,2}-\d{1,2}[ T]\d/u.test(node.value)
        ? "timestamp"
        : /^\d{1,3}:\d\d(?::\d\d(?:\.\d+)?)?$/u.test(node.value)
          ? "time"
          : undefined;
  }
  const { kind } = t.type(node);
  return kind === "date" || kind === "time"
    ? kind
    : kind === "timestamp" || kind === "timestamptz"
      ? "timestamp"
      : undefined;
}

function strict(t: Translator): boolean {
  return t.writes("typing") === "strict";
}

/** A cast of a text to a common type, in the other engine's words. */
export function castTo(text: string, common: string, t: Translator): string {
  const { types } = t.writing;
  const type = types[`cast ${common}`] ?? types[common] ?? common;
  const short = SHORT_NAMES[common] ?? type;
  return t.to.can("double-colon-cast") ? `${operand(text)}::${short}` : `CAST(${text} AS ${type})`;
}

/** What is written after `::`, where the short form is the usual one. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  integer: "int",
  decimal: "numeric",
  text: "text",
  date: "date",
  time: "time",
  timestamp: "timestamp",
};

/** The expression as text. */
export function asText(node: Expression, t: Translator): string {
  if (
    node.kind === "literal" &&
    node.type === "boolean" &&
    t.reads("booleans") === "type" &&
    !strict(t)
  ) {
    return `'${node.value.toLowerCase()}'`;
  }
  const text = t.text(node);
  const { kind, type } = t.type(node);
  if (
    kind === "text" ||
    kind === "enum" ||
    kind === "null" ||
    (node.kind === "literal" && node.type === "string")
  ) {
    return text;
  }
  noteDigits(node, t);
  if (strict(t)) {
    if (
      kind === "decimal" &&
      type?.scale !== undefined &&
      node.kind === "call" &&
      t.reads("typing") === "loose" &&
      !t.from.can("type-affinity")
    ) {
      return castTo(`round(${text}, ${type.scale})`, "text", t);
    }
    return castTo(
      isTruth(node, t) && t.reads("booleans") === "number" ? castTo(text, "integer", t) : text,
      "text",
      t,
    );
  }
  if (
    kind === "decimal" &&
    type?.scale !== undefined &&
    type.scale > 0 &&
    t.to.can("type-affinity")
  ) {
    const shown = `printf('%.${type.scale}f', ${text})`;
    return t.type(node).nullable === false
      ? shown
      : `CASE WHEN ${operand(text)} IS NOT NULL THEN ${shown} END`;
  }
  if (
    t.to.can("type-affinity") &&
    node.kind === "call" &&
    node.args.length === 1 &&
    /^(?:floor|ceil|ceiling|round)$/iu.test(node.name.parts.at(-1)?.text ?? "")
  ) {
    return `CAST(${text} AS INTEGER)`;
  }
  if (kind === "boolean" && t.reads("booleans") === "type" && node.kind !== "literal") {
    return `CASE WHEN ${text} THEN 'true' WHEN NOT ${operand(text)} THEN 'false' END`;
  }
  return text;
}

/** Numbers as texts show as many digits as they have: where that is another number, it is said. */
export function noteDigits(node: Expression, t: Translator): void {
  const { kind } = t.type(node);
  const isMixed = node.kind === "case" || (node.kind === "call" && node.args.length > 1);
  if (
    (kind === "decimal" || kind === "float") &&
    node.kind !== "literal" &&
    t.from.pack.protocol !== t.to.pack.protocol &&
    (t.from.can("type-affinity") || (t.reads("typing") === "strict" && isMixed))
  ) {
    t.note(
      "warning",
      "number-text",
      "A number written as a text may show more or fewer zeros at its end here.",
      node,
    );
  }
}

function quotedIso(node: Expression): Literal | undefined {
  return node.kind === "literal" && node.type === "string" ? node : undefined;
}

/** The expression as a date. */
export function asDate(node: Expression, t: Translator): string {
  const text = t.text(node);
  if (!strict(t) || t.type(node).kind === "date") {
    return text;
  }
  return quotedIso(node) === undefined ? castTo(text, "date", t) : `DATE ${text}`;
}

/** The expression as a timestamp. */
export function asTimestamp(node: Expression, t: Translator): string {
  const text = t.text(node);
  const { kind } = t.type(node);
  if (!strict(t) || kind === "timestamp") {
    return text;
  }
  return quotedIso(node) === undefined || temporal(node, t) === "time"
    ? castTo(text, "timestamp", t)
    : `${momentWord(t)} ${text}`;
}

/** The word before a literal that is a moment without a zone. */
export function momentWord(t: Translator): string {
  return t.to.can("timestamp-literal-has-zone")
    ? (t.writing.types["timestamp"] ?? "")
    : "TIMESTAMP";
}

/** Whatever moment the expression is, as that; a timestamp where that cannot be known. */
export function asMoment(node: Expression, t: Translator): string {
  switch (temporal(node, t)) {
    case "date":
      return asDate(node, t);
    case "time":
      return strict(t) && t.type(node).kind !== "time"
        ? castTo(t.text(node), "time", t)
        : t.text(node);
    default:
      return asTimestamp(node, t);
  }
}

/** The expression as an integer. */
export function asInteger(node: Expression, t: Translator): string {
  const text = t.text(node);
  const { kind } = t.type(node);
  return strict(t) && (kind !== "integer" || isTruth(node, t)) && node.kind !== "literal"
    ? castTo(text, "integer", t)
    : text;
}

/** The expression as an exact number. */
export function asNumeric(node: Expression, t: Translator): string {
  const text = t.text(node);
  const { kind } = t.type(node);
  return strict(t) && kind !== "decimal" ? castTo(text, "decimal", t) : text;
}

/** Functions that answer 1 and 0 where they are numbers and a truth value where that is a type. */
function isTest(node: Expression): boolean {
  return (
    node.kind === "call" &&
    /^(?:json_(?:contains|contains_path|exists|valid|overlaps)|isnull)$/iu.test(
      node.name.parts.at(-1)?.text ?? "",
    )
  );
}

/** The expression as a truth value. */
export function asTruth(node: Expression, t: Translator): string {
  const text = t.text(node);
  if (!strict(t)) {
    return text;
  }
  if (node.kind === "literal" && node.type === "number") {
    return Number(node.value) === 0 ? "FALSE" : "TRUE";
  }
  return isNumber(node, t) && !isTest(node) ? `${operand(text)} <> 0` : text;
}

/** The expression as a number where it is a truth value. */
export function asCount(node: Expression, t: Translator): string {
  const text = t.text(node);
  return strict(t) && isTruth(node, t) ? castTo(text, "integer", t) : text;
}

/** The expression as a JSON document. */
export function asJson(node: Expression, t: Translator): string {
  const text = t.text(node);
  if (t.writes("json") !== "jsonb") {
    return text;
  }
  return t.type(node).type?.text === "jsonb" || /::jsonb$/u.test(text)
    ? text
    : `${operand(text)}::jsonb`;
}

/** By the first letters of a variable's name in the other engine's rule, what it must be there. */
const WANTED: readonly (readonly [RegExp, (node: Expression, t: Translator) => string])[] = [
  [/^text/u, asText],
  [/^date/u, asDate],
  [/^stamp/u, asTimestamp],
  [/^moment/u, asMoment],
  [/^int/u, asInteger],
  [/^num/u, asNumeric],
  [/^truth/u, asTruth],
  [/^count/u, asCount],
  [/^json/u, asJson],
];

export function asNamed(variable: string, node: Expression, t: Translator): string {
  const [, make] = WANTED.find(([it]) => it.test(variable)) ?? [];
  return make === undefined ? t.text(node) : make(node, t);
}
