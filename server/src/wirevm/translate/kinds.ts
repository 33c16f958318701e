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
  if (strict(t)) {
    return isTruth(node, t) && t.reads("booleans") === "number"
      ? `${operand(text)}::int::text`
      : `${operand(text)}::text`;
  }
  if (
    kind === "decimal" &&
    type?.scale !== undefined &&
    type.scale > 0 &&
    t.to.can("type-affinity")
  ) {
    return `printf('%.${type.scale}f', ${text})`;
  }
  if (kind === "boolean" && t.reads("booleans") === "type" && node.kind !== "literal") {
    return `CASE WHEN ${text} THEN 'true' WHEN NOT ${operand(text)} THEN 'false' END`;
  }
  return text;
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
  return quotedIso(node) === undefined ? `${operand(text)}::date` : `DATE ${text}`;
}

/** The expression as a timestamp. */
export function asTimestamp(node: Expression, t: Translator): string {
  const text = t.text(node);
  const { kind } = t.type(node);
  if (!strict(t) || kind === "timestamp") {
    return text;
  }
  return quotedIso(node) === undefined || temporal(node, t) === "time"
    ? `${operand(text)}::timestamp`
    : `TIMESTAMP ${text}`;
}

/** Whatever moment the expression is, as that; a timestamp where that cannot be known. */
export function asMoment(node: Expression, t: Translator): string {
  switch (temporal(node, t)) {
    case "date":
      return asDate(node, t);
    case "time":
      return strict(t) && t.type(node).kind !== "time"
        ? `${operand(t.text(node))}::time`
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
    ? `${operand(text)}::int`
    : text;
}

/** The expression as an exact number. */
export function asNumeric(node: Expression, t: Translator): string {
  const text = t.text(node);
  const { kind } = t.type(node);
  return strict(t) && kind !== "decimal" ? `${operand(text)}::numeric` : text;
}

/** Functions that answer 1 and 0 where they are numbers and a truth value where that is a type. */
function isTest(node: Expression): boolean {
  return (
    node.kind === "call" &&
    /^json_(?:contains|contains_path|exists|valid|overlaps)$/iu.test(
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
  return strict(t) && isTruth(node, t) ? `${operand(text)}::int` : text;
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
