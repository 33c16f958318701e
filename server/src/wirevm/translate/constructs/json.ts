/**
 * JSON: paths, members, building and changing. A chain of operators and a path text say the same:
 * both are read into a document and a list of keys, and written as the other engine does.
 */
import type { Binary, Call, Expression } from "../../../sql/ast.ts";
import { asJson, castTo, isNumber } from "../kinds.ts";
import { operand } from "../text.ts";
import type { Construct, Translator } from "../translator.ts";
import { callName } from "./booleans.ts";
import { quoted } from "./literals.ts";

type Key = string | number;

interface Reached {
  readonly document: Expression;
  readonly path: readonly Key[];
  /** JSON, text, or whatever value it is. */
  readonly as: "json" | "text" | "value";
}

/** `$.a.b[0]` as keys; `undefined` for wildcards and the like. */
export function pathKeys(path: string): readonly Key[] | undefined {
  const text = path.replace(/^(?:lax|strict)\s+/u, "");
  if (!text.startsWith("$")) {
    return undefined;
  }
  const keys: Key[] = [];
  const part = /\.(?:"((?:[^"\\]|\\.)*)"|([\p{L}_$][\p{L}\p{N}_$-]*))|\[(\d+)\]/uy;
  part.lastIndex = 1;
  while (part.lastIndex < text.length) {
    const found = part.exec(text);
    if (found === null) {
      return undefined;
    }
    keys.push(found[3] === undefined ? (found[1] ?? found[2] ?? "") : Number(found[3]));
  }
  return keys;
}

export function pathText(keys: readonly Key[]): string {
  return `$${keys.map((it) => (typeof it === "number" ? `[${it}]` : /^[\p{L}_][\p{L}\p{N}_]*$/u.test(it) ? `.${it}` : `."${it}"`)).join("")}`;
}

function arrayText(keys: readonly Key[]): string {
  return `{${keys.map((it) => (typeof it === "string" && !/^[\w-]+$/u.test(it) ? `"${it.replaceAll('"', '\\"')}"` : String(it))).join(",")}}`;
}

function keyOf(node: Expression): Key | undefined {
  return node.kind === "literal"
    ? node.type === "number"
      ? Number(node.value)
      : node.value
    : undefined;
}

function readReached(node: Expression, t: Translator): Reached | undefined {
  if (node.kind === "binary") {
    return readOperators(node, t);
  }
  if (node.kind !== "call") {
    return undefined;
  }
  const [first, second] = node.args;
  if (first === undefined) {
    return undefined;
  }
  const byPath = (as: Reached["as"]): Reached | undefined => {
    const keys = second?.kind === "literal" ? pathKeys(second.value) : undefined;
    return keys === undefined || node.args.length > 2 ? undefined : deeper(first, keys, as, t);
  };
  switch (callName(node)) {
    case "json_extract":
      return byPath(t.reads("json") === "functions-values" ? "value" : "json");
    case "json_value":
      return byPath("text");
    case "json_query":
      return byPath("json");
    case "json_unquote": {
      const inner = readReached(first, t);
      return inner === undefined ? undefined : { ...inner, as: "text" };
    }
    case "jsonb_extract_path_text":
    case "json_extract_path_text":
    case "jsonb_extract_path":
    case "json_extract_path": {
      const keys = node.args.slice(1).map(keyOf);
      return keys.includes(undefined)
        ? undefined
        : deeper(first, keys as Key[], callName(node).endsWith("text") ? "text" : "json", t);
    }
    case "jsonb_path_query_first":
      return byPath("json");
    default:
      return undefined;
  }
}

function deeper(
  document: Expression,
  keys: readonly Key[],
  as: Reached["as"],
  t: Translator,
): Reached {
  const inner = readReached(document, t);
  return inner !== undefined && inner.as === "json"
    ? { document: inner.document, path: [...inner.path, ...keys], as }
    : { document, path: keys, as };
}

function readOperators(node: Binary, t: Translator): Reached | undefined {
  const { op, right } = node;
  if (op !== "->" && op !== "->>" && op !== "#>" && op !== "#>>") {
    return undefined;
  }
  if (right.kind !== "literal") {
    return undefined;
  }
  const as =
    op === "->" || op === "#>" ? "json" : t.reads("json") === "functions-values" ? "value" : "text";
  if (op.startsWith("#")) {
    const keys = right.value
      .replace(/^\{|\}$/gu, "")
      .split(",")
      .map((it) => it.trim().replace(/^"|"$/gu, ""));
    return deeper(
      node.left,
      keys.map((it) => (/^\d+$/u.test(it) ? Number(it) : it)),
      as,
      t,
    );
  }
  const isPath =
    right.type === "string" && right.value.startsWith("$") && t.reads("json") !== "jsonb";
  const keys = isPath ? pathKeys(right.value) : [keyOf(right) ?? ""];
  return keys === undefined ? undefined : deeper(node.left, keys, as, t);
}

/** Is the value compared or counted with numbers, so that it must be one? */
function wantsNumber(node: Expression, t: Translator): boolean {
  const { parent } = t;
  if (parent?.kind === "binary") {
    const other = parent.left === node ? parent.right : parent.left;
    return (
      /^(?:\+|-|\*|\/|%)$/u.test(parent.op) ||
      (/^(?:=|<>|!=|<|>|<=|>=)$/u.test(parent.op) &&
        (isNumber(other, t) || (other.kind === "literal" && other.type === "number")))
    );
  }
  if (parent?.kind === "between") {
    return parent.low.kind === "literal" && parent.low.type === "number";
  }
  return parent?.kind === "call" && /^(?:sum|avg)$/iu.test(callName(parent));
}

function writeReached(it: Reached, node: Expression, t: Translator): string | undefined {
  const keys = it.path;
  const template = t.writes(it.as === "json" && !wantsNumber(node, t) ? "jsonPart" : "jsonText");
  if (template !== undefined) {
    const text = template
      .replaceAll("$x", () => t.below(node, () => t.text(it.document)))
      .replaceAll("$path", () => quoted(pathText(keys), t))
      .replaceAll("$keys", () => quoted(pathText(keys).replace(/^\$\.?/u, ""), t));
    if (it.as === "json" && !wantsNumber(node, t) && t.to.can("json-query-needs-object")) {
      t.note(
        "warning",
        "json-scalar",
        "Only objects and arrays are reached as JSON here: a plain value gives NULL.",
        node,
      );
    }
    return wantsNumber(node, t) ? castTo(text, "decimal", t) : text;
  }
  switch (t.writes("json")) {
    case "jsonb": {
      const document = operand(t.below(node, () => asJson(it.document, t)));
      const number = wantsNumber(node, t);
      const wanted = number ? "text" : it.as === "value" ? "text" : it.as;
      const [only] = keys;
      const text =
        keys.length === 0
          ? wanted === "json"
            ? document
            : `${document} #>> '{}'`
          : keys.length === 1
            ? `${document} ${wanted === "json" ? "->" : "->>"} ${typeof only === "number" ? only : quoted(only ?? "", t)}`
            : `${document} ${wanted === "json" ? "#>" : "#>>"} '${arrayText(keys)}'`;
      if (number) {
        return `(${text})::numeric`;
      }
      if (it.as === "value" && t.parent?.kind === "select-item") {
        const typed = document + (keys.length === 0 ? "" : ` #> '${arrayText(keys)}'`);
        return `CASE ${typed} WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE ${text} END`;
      }
      return `(${text})`;
    }
    case "functions-text": {
      const document = t.below(node, () => t.text(it.document));
      const path = quoted(pathText(keys), t);
      if (it.as === "json") {
        return wantsNumber(node, t)
          ? `JSON_VALUE(${document}, ${path})`
          : `JSON_EXTRACT(${document}, ${path})`;
      }
      if (it.as === "value" || wantsNumber(node, t)) {
        return it.as === "value" && t.parent?.kind === "select-item"
          ? `COALESCE(JSON_VALUE(${document}, ${path}), JSON_QUERY(${document}, ${path}))`
          : `JSON_VALUE(${document}, ${path})`;
      }
      const text = `JSON_UNQUOTE(JSON_EXTRACT(${document}, ${path}))`;
      const { parent } = t;
      const compared =
        parent?.kind === "binary" &&
        (parent.left.kind === "literal" || parent.right.kind === "literal") &&
        /^=$/u.test(parent.op);
      return compared || t.reads("json") === "functions-text" ? text : `NULLIF(${text}, 'null')`;
    }
    case "functions-values": {
      const document = t.below(node, () => t.operand(it.document));
      const path = quoted(pathText(keys), t);
      if (it.as === "json" && !wantsNumber(node, t)) {
        return `${document} -> ${path}`;
      }
      return `${document} ->> ${path}`;
    }
    default:
      return undefined;
  }
}

/** JSON text as a value that JSON functions take: a text, a number, or a document. */
function valueFromJson(text: string, t: Translator): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value === "string") {
    return quoted(value, t);
  }
  if (typeof value === "number") {
    return String(value);
  }
  if (value === null) {
    return "NULL";
  }
  return t.writes("json") === "functions-values"
    ? `json(${quoted(text, t)})`
    : `JSON_EXTRACT(${quoted(text, t)}, '$')`;
}

/** An SQL value as JSON. */
function toJsonb(node: Expression, t: Translator): string {
  const text = t.text(node);
  return node.kind === "literal" && node.type === "string"
    ? `to_jsonb(${text}::text)`
    : `to_jsonb(${text})`;
}

/** Is JSON spelled alike in both engines, or nothing known of one of them? */
function sameJson(t: Translator): boolean {
  const [reads, writes] = [t.reads("json"), t.writes("json")];
  return (
    reads === undefined ||
    writes === undefined ||
    (reads === writes && t.reads("jsonText") === t.writes("jsonText"))
  );
}

/** `doc:a.b[0]`: a path behind a colon. */
function readVariant(node: Expression, t: Translator): Reached | undefined {
  if (!t.from.can("variant-path")) {
    return undefined;
  }
  const path: Key[] = [];
  let at: Expression = node;
  for (;;) {
    if (at.kind === "field" && at.field.kind === "name") {
      path.unshift(at.field.text);
      at = at.base;
    } else if (at.kind === "subscript" && at.index?.kind === "literal") {
      path.unshift(keyOf(at.index) ?? 0);
      at = at.base;
    } else {
      break;
    }
  }
  return path.length === 0 || at === node ? undefined : { document: at, path, as: "json" };
}

function variantText(node: Expression, t: Translator): string | undefined {
  const reached = t.to.can("variant-path") ? undefined : readVariant(node, t);
  return reached === undefined ? undefined : writeReached(reached, node, t);
}

export const json: Construct = {
  field: variantText,
  subscript: variantText,
  cast(node, t) {
    const reached = t.to.can("variant-path") ? undefined : readVariant(node.operand, t);
    if (reached === undefined) {
      return undefined;
    }
    const text = writeReached({ ...reached, as: "text" }, node.operand, t);
    if (text === undefined || t.type(node).kind === "text") {
      return text;
    }
    const type = t.below(node, () => t.text(node.type));
    return `CAST(${text} AS ${type})`;
  },
  binary(node, t) {
    if (sameJson(t)) {
      return undefined;
    }
    const reached = readReached(node, t);
    if (reached !== undefined) {
      return writeReached(reached, node, t);
    }
    if (t.reads("json") !== "jsonb") {
      return undefined;
    }
    switch (node.op) {
      case "@>":
        return contains(node.left, node.right, node, t);
      case "<@":
        return contains(node.right, node.left, node, t);
      case "?":
        return hasKey(node, [node.right], t);
      case "?|":
      case "?&":
        return node.right.kind === "array"
          ? hasKey(node, node.right.elements, t)
          : t.refuse("This JSON operator has no equal here.", node);
      case "-":
        return t.type(node.left).kind === "json" ? removed(node, t) : undefined;
      case "#-":
        return removed(node, t);
      case "||":
        if (t.type(node.left).kind !== "json") {
          return undefined;
        }
        t.note(
          "info",
          "json-merge",
          "Objects within objects are merged here, where || replaces them.",
          node,
        );
        return t.below(
          node,
          () =>
            `${t.writes("json") === "functions-values" ? "json_patch" : "JSON_MERGE_PATCH"}(${t.text(node.left)}, ${t.text(node.right)})`,
        );
      case "->":
      case "->>":
      case "#>":
      case "#>>":
      case "@?":
        return t.refuse("This JSON operator has no equal here.", node);
      default:
        return undefined;
    }
  },
  call(node, t) {
    if (sameJson(t)) {
      return undefined;
    }
    const reached = readReached(node, t);
    if (reached !== undefined) {
      return writeReached(reached, node, t);
    }
    return callText(node, t);
  },
};

function contains(
  whole: Expression,
  part: Expression,
  node: Binary,
  t: Translator,
): string | undefined {
  if (t.type(whole).kind === "array" || whole.kind === "array") {
    return t.refuse("Arrays have no equal here.", node);
  }
  const literal =
    part.kind === "literal"
      ? part.value
      : part.kind === "cast" && part.operand.kind === "literal"
        ? part.operand.value
        : undefined;
  if (t.writes("json") === "functions-text") {
    return t.below(
      node,
      () =>
        `JSON_CONTAINS(${t.text(whole)}, ${literal === undefined ? t.text(part) : quoted(literal, t)})`,
    );
  }
  if (literal === undefined) {
    return t.refuse("Containment of a computed document has no equal here.", node);
  }
  return (
    t.below(node, () => containsParts(t.text(whole), literal, t)) ??
    t.refuse("Containment of this document has no equal here.", node)
  );
}

function containsParts(document: string, literal: string, t: Translator): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(literal);
  } catch {
    return undefined;
  }
  const conditions: string[] = [];
  const add = (it: unknown, keys: readonly Key[]): boolean => {
    const path = quoted(pathText(keys), t);
    if (Array.isArray(it)) {
      for (const one of it) {
        if (typeof one !== "string" && typeof one !== "number") {
          return false;
        }
        conditions.push(
          `EXISTS (SELECT 1 FROM json_each(${document}, ${path}) WHERE value = ${typeof one === "string" ? quoted(one, t) : one})`,
        );
      }
      return true;
    }
    if (typeof it === "object" && it !== null) {
      return Object.entries(it).every(([key, one]) => add(one, [...keys, key]));
    }
    if (it === null) {
      conditions.push(`json_type(${document}, ${path}) = 'null'`);
      return true;
    }
    conditions.push(
      typeof it === "boolean"
        ? `json_type(${document}, ${path}) = '${it}'`
        : `json_extract(${document}, ${path}) = ${typeof it === "string" ? quoted(it, t) : String(it)}`,
    );
    return true;
  };
  if (!add(value, [])) {
    return undefined;
  }
  return conditions.length === 1 ? conditions[0] : `(${conditions.join(" AND ")})`;
}

function hasKey(node: Binary, keys: readonly Expression[], t: Translator): string | undefined {
  const texts = keys.map(keyOf);
  if (texts.includes(undefined)) {
    return t.refuse("A computed key has no equal here.", node);
  }
  return t.below(node, () => {
    const document = t.text(node.left);
    const parts = texts.map((it) => {
      const key = String(it);
      if (t.writes("json") === "functions-text") {
        return `(JSON_CONTAINS_PATH(${document}, 'one', ${quoted(pathText([key]), t)}) OR JSON_CONTAINS(${document}, ${quoted(JSON.stringify(key), t)}))`;
      }
      return `EXISTS (SELECT 1 FROM json_each(${document}) AS j WHERE CASE json_type(${document}) WHEN 'object' THEN j.key ELSE j.value END = ${quoted(key, t)})`;
    });
    const all = parts.join(node.op === "?&" ? " AND " : " OR ");
    const nullable =
      t.type(node.left).nullable !== false &&
      t.writes("json") === "functions-values" &&
      t.parent?.kind === "select-item";
    const whole = parts.length === 1 ? all : `(${all})`;
    return nullable ? `CASE WHEN ${operand(document)} IS NOT NULL THEN ${whole} END` : whole;
  });
}

function removed(node: Binary, t: Translator): string | undefined {
  const { right } = node;
  const keys =
    node.op === "#-" && right.kind === "literal"
      ? right.value
          .replace(/^\{|\}$/gu, "")
          .split(",")
          .map((it) => (/^\d+$/u.test(it) ? Number(it) : it.replaceAll('"', "")))
      : [keyOf(right)];
  if (keys.includes(undefined)) {
    return t.refuse("A computed key has no equal here.", node);
  }
  return t.below(
    node,
    () =>
      `${t.writes("json") === "functions-values" ? "json_remove" : "JSON_REMOVE"}(${t.text(node.left)}, ${quoted(pathText(keys as Key[]), t)})`,
  );
}

/** Names of functions that only differ by name, by their common name. */
const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  object: {
    "functions-text": "JSON_OBJECT",
    jsonb: "jsonb_build_object",
    "functions-values": "json_object",
  },
  array: {
    "functions-text": "JSON_ARRAY",
    jsonb: "jsonb_build_array",
    "functions-values": "json_array",
  },
  "array-aggregate": {
    "functions-text": "JSON_ARRAYAGG",
    jsonb: "jsonb_agg",
    "functions-values": "json_group_array",
  },
  "object-aggregate": {
    "functions-text": "JSON_OBJECTAGG",
    jsonb: "jsonb_object_agg",
    "functions-values": "json_group_object",
  },
};

const COMMON: Readonly<Record<string, string>> = {
  json_object: "object",
  jsonb_build_object: "object",
  json_build_object: "object",
  json_array: "array",
  jsonb_build_array: "array",
  json_build_array: "array",
  json_arrayagg: "array-aggregate",
  jsonb_agg: "array-aggregate",
  json_agg: "array-aggregate",
  json_group_array: "array-aggregate",
  json_objectagg: "object-aggregate",
  jsonb_object_agg: "object-aggregate",
  json_object_agg: "object-aggregate",
  json_group_object: "object-aggregate",
};

function callText(node: Call, t: Translator): string | undefined {
  const name = callName(node);
  const writes = t.writes("json") ?? "";
  const common = COMMON[name];
  const [first, second, third] = node.args;
  if (common !== undefined && node.separators === undefined) {
    const there = NAMES[common]?.[writes];
    if (there === undefined) {
      return undefined;
    }
    const nested = node.args.map((it) => {
      const text = t.below(node, () => t.text(it));
      if (writes === "functions-values" && it.kind === "literal" && it.type === "boolean") {
        return { range: it, text: `json('${it.value.toLowerCase()}')` };
      }
      if (writes === "functions-values" && t.type(it).kind === "json" && it.kind === "column") {
        return { range: it, text: `json(${text})` };
      }
      if (
        writes === "functions-values" &&
        t.type(it).kind === "boolean" &&
        t.reads("booleans") === "type"
      ) {
        return {
          range: it,
          text: `json(CASE WHEN ${text} THEN 'true' WHEN NOT ${operand(text)} THEN 'false' ELSE 'null' END)`,
        };
      }
      if (writes === "functions-values" && it.kind === "subquery") {
        return { range: it, text: `json(${text})` };
      }
      return { range: it, text };
    });
    return t.spliced(node, [{ range: node.name, text: there }, ...nested]);
  }
  if (first === undefined) {
    return undefined;
  }
  const keys =
    second?.kind === "literal"
      ? second.value.startsWith("$")
        ? pathKeys(second.value)
        : undefined
      : undefined;
  const path = keys === undefined ? undefined : `'${arrayText(keys)}'`;
  const document = () =>
    t.below(node, () => (writes === "jsonb" ? asJson(first, t) : t.text(first)));
  switch (name) {
    case "json_length": {
      const at = second === undefined ? undefined : path;
      if (second !== undefined && at === undefined) {
        return t.refuse("A computed path has no equal here.", node);
      }
      if (writes === "jsonb") {
        const it = at === undefined ? document() : `(${operand(document())} #> ${at})`;
        return `CASE jsonb_typeof(${it}) WHEN 'array' THEN jsonb_array_length(${it}) WHEN 'object' THEN (SELECT count(*) FROM jsonb_object_keys(${it})) WHEN 'null' THEN 1 ELSE CASE WHEN ${it} IS NOT NULL THEN 1 END END`;
      }
      const it = second === undefined ? document() : `${document()}, ${t.text(second)}`;
      return `CASE WHEN json_type(${it}) IS NOT NULL THEN (SELECT count(*) FROM json_each(${it})) END`;
    }
    case "jsonb_array_length":
    case "json_array_length": {
      if (writes === "functions-text") {
        return second === undefined
          ? `JSON_LENGTH(${document()})`
          : t.reads("json") === "functions-values"
            ? `CASE WHEN JSON_EXTRACT(${document()}, ${t.text(second)}) IS NOT NULL THEN IF(JSON_TYPE(JSON_EXTRACT(${document()}, ${t.text(second)})) = 'ARRAY', JSON_LENGTH(${document()}, ${t.text(second)}), 0) END`
            : undefined;
      }
      if (writes === "functions-values") {
        return `json_array_length(${document()})`;
      }
      const it =
        second === undefined
          ? document()
          : path === undefined
            ? undefined
            : `(${operand(document())} #> ${path})`;
      return it === undefined
        ? t.refuse("A computed path has no equal here.", node)
        : `CASE jsonb_typeof(${it}) WHEN 'array' THEN jsonb_array_length(${it}) ELSE CASE WHEN ${it} IS NOT NULL THEN 0 END END`;
    }
    case "json_contains": {
      const at =
        third?.kind === "literal" ? pathKeys(third.value) : third === undefined ? [] : undefined;
      if (second === undefined || at === undefined) {
        return t.refuse("A computed path has no equal here.", node);
      }
      if (writes === "jsonb") {
        return t.below(
          node,
          () =>
            `${operand(asJson(first, t))}${at.length === 0 ? "" : ` #> '${arrayText(at)}'`} @> ${t.operand(second)}::jsonb`,
        );
      }
      return second.kind === "literal"
        ? (t.below(node, () => {
            let value: unknown;
            try {
              value = JSON.parse(second.value);
            } catch {
              return undefined;
            }
            const doc = t.text(first);
            if (typeof value === "string" || typeof value === "number") {
              const text = typeof value === "string" ? quoted(value, t) : String(value);
              return `EXISTS (SELECT 1 FROM json_each(${doc}, ${quoted(pathText(at), t)}) WHERE value = ${text})`;
            }
            return at.length === 0 ? containsParts(doc, second.value, t) : undefined;
          }) ?? t.refuse("Containment of this document has no equal here.", node))
        : t.refuse("Containment of a computed document has no equal here.", node);
    }
    case "json_contains_path":
    case "json_exists": {
      const paths = (name === "json_exists" ? node.args.slice(1) : node.args.slice(2)).map((it) =>
        it.kind === "literal" ? pathKeys(it.value) : undefined,
      );
      if (paths.includes(undefined)) {
        return t.refuse("A computed path has no equal here.", node);
      }
      const isAll =
        name === "json_contains_path" &&
        second?.kind === "literal" &&
        second.value.toLowerCase() === "all";
      const parts = t.below(node, () =>
        paths.map((it) =>
          writes === "jsonb"
            ? `${operand(asJson(first, t))} #> '${arrayText(it ?? [])}' IS NOT NULL`
            : `json_type(${t.text(first)}, ${quoted(pathText(it ?? []), t)}) IS NOT NULL`,
        ),
      );
      const all =
        parts.length === 1 ? (parts[0] ?? "") : `(${parts.join(isAll ? " AND " : " OR ")})`;
      return t.type(first).nullable === false || t.parent?.kind !== "select-item"
        ? all
        : `CASE WHEN ${operand(t.text(first))} IS NOT NULL THEN ${all} END`;
    }
    case "json_type":
    case "jsonb_typeof":
    case "json_typeof":
      return typeName(node, first, second, keys, t);
    case "json_valid":
      return writes === "jsonb" ? `(${t.operand(first)} IS JSON)` : `json_valid(${t.text(first)})`;
    case "json_quote":
      return writes === "jsonb"
        ? `to_json(${t.operand(first)}::text)::text`
        : writes === "functions-text"
          ? `JSON_QUOTE(${t.text(first)})`
          : `json_quote(${t.text(first)})`;
    case "json_merge_patch":
    case "json_patch":
      if (second === undefined || node.args.length > 2) {
        return undefined;
      }
      return writes === "jsonb"
        ? `${operand(asJson(first, t))} || ${operand(asJson(second, t))}`
        : `${writes === "functions-values" ? "json_patch" : "JSON_MERGE_PATCH"}(${t.text(first)}, ${t.text(second)})`;
    case "json_keys":
      if (writes === "jsonb") {
        t.note(
          "warning",
          "json-key-order",
          "Keys come by their length and letters here, not as they were written.",
          node,
        );
      }
      return second !== undefined
        ? undefined
        : writes === "jsonb"
          ? `(SELECT jsonb_agg(k) FROM jsonb_object_keys(${document()}) AS k)`
          : `(SELECT CASE WHEN ${operand(document())} IS NOT NULL THEN json_group_array(key) END FROM json_each(${document()}))`;
    case "json_array_append":
      return keys !== undefined && third !== undefined && writes === "jsonb" && keys.length === 0
        ? `${operand(document())} || ${toJsonb(third, t)}`
        : writes === "functions-values" && third !== undefined && second?.kind === "literal"
          ? `json_insert(${t.text(first)}, ${quoted(`${second.value}[#]`, t)}, ${t.text(third)})`
          : undefined;
    case "json_set":
    case "json_insert":
    case "json_replace":
      return changed(node, name, t);
    case "json_remove": {
      if (writes !== "jsonb") {
        return `${writes === "functions-values" ? "json_remove" : "JSON_REMOVE"}(${node.args.map((it) => t.text(it)).join(", ")})`;
      }
      const paths = node.args
        .slice(1)
        .map((it) => (it.kind === "literal" ? pathKeys(it.value) : undefined));
      return paths.includes(undefined)
        ? t.refuse("A computed path has no equal here.", node)
        : `(${operand(document())}${paths.map((it) => ` #- '${arrayText(it ?? [])}'`).join("")})`;
    }
    case "jsonb_set": {
      const at =
        second?.kind === "literal"
          ? second.value
              .replace(/^\{|\}$/gu, "")
              .split(",")
              .map((it) => (/^\d+$/u.test(it) ? Number(it) : it.replaceAll('"', "")))
          : undefined;
      if (at === undefined || third === undefined) {
        return t.refuse("A computed path has no equal here.", node);
      }
      const literal =
        third.kind === "literal"
          ? third.value
          : third.kind === "cast" && third.operand.kind === "literal"
            ? third.operand.value
            : undefined;
      const inner =
        third.kind === "call" && /^to_jsonb?$/u.test(callName(third)) ? third.args[0] : undefined;
      const value =
        literal !== undefined
          ? valueFromJson(literal, t)
          : inner !== undefined
            ? t.below(node, () => t.text(inner))
            : undefined;
      if (value === undefined) {
        return t.refuse("A computed JSON value has no equal here.", node);
      }
      const fourth = node.args[3];
      const verb = fourth?.kind === "literal" && fourth.value === "false" ? "REPLACE" : "SET";
      return t.below(
        node,
        () =>
          `${writes === "functions-values" ? `json_${verb.toLowerCase()}` : `JSON_${verb}`}(${t.text(first)}, ${quoted(pathText(at), t)}, ${value})`,
      );
    }
    case "to_jsonb":
    case "to_json":
      return t.type(first).kind === "text"
        ? writes === "functions-values"
          ? `json_quote(${t.text(first)})`
          : `JSON_QUOTE(${t.text(first)})`
        : t.type(first).kind === "integer" || t.type(first).kind === "json"
          ? t.text(first)
          : t.type(first).kind === "record"
            ? rowObject(node, first, t)
            : undefined;
    case "row_to_json":
      return rowObject(node, first, t);
    case "json":
      return writes === "jsonb"
        ? asJson(first, t)
        : writes === "functions-text"
          ? `JSON_COMPACT(${t.text(first)})`
          : undefined;
    case "json_compact":
      return writes === "jsonb" ? asJson(first, t) : `json(${t.text(first)})`;
    default:
      return undefined;
  }
}

function rowObject(node: Call, first: Expression, t: Translator): string | undefined {
  const found = first.kind === "column" ? t.analysis.resolve(first) : undefined;
  const relation = found?.tag === "relation" ? found.relation : undefined;
  if (relation === undefined || !relation.complete || first.kind !== "column") {
    return t.refuse("A whole row as JSON has no equal here.", node);
  }
  const name = t.text(first);
  const list = relation.columns
    .map((it) => `${quoted(it.name, t)}, ${name}.${t.name(it.name)}`)
    .join(", ");
  return `${t.writes("json") === "functions-values" ? "json_object" : "JSON_OBJECT"}(${list})`;
}

function changed(node: Call, name: string, t: Translator): string | undefined {
  const [document, ...rest] = node.args;
  if (document === undefined) {
    return undefined;
  }
  if (t.writes("json") !== "jsonb") {
    const truths = rest.filter((it) => it.kind === "literal" && it.type === "boolean");
    return t.spliced(
      node,
      t.writes("json") === "functions-values" && t.reads("json") !== "functions-values"
        ? truths.map((it) => ({
            range: it,
            text: `json(${quoted(t.source(it).toLowerCase(), t)})`,
          }))
        : [],
    );
  }
  return t.below(node, () => {
    let text = asJson(document, t);
    for (let at = 0; at + 1 < rest.length; at += 2) {
      const [pathNode, value] = [rest[at], rest[at + 1]];
      const keys = pathNode?.kind === "literal" ? pathKeys(pathNode.value) : undefined;
      if (keys === undefined || value === undefined) {
        return t.refuse("A computed path has no equal here.", node);
      }
      const path = `'${arrayText(keys)}'`;
      const set = `jsonb_set(${text}, ${path}, ${toJsonb(value, t)}${name === "json_replace" ? ", false" : ""})`;
      text =
        name === "json_insert"
          ? `CASE WHEN ${operand(text)} #> ${path} IS NULL THEN ${set} ELSE ${text} END`
          : set;
    }
    return text;
  });
}

function typeName(
  node: Call,
  first: Expression,
  second: Expression | undefined,
  keys: readonly Key[] | undefined,
  t: Translator,
): string | undefined {
  if (second !== undefined && keys === undefined) {
    return undefined;
  }
  return t.below(node, () => {
    const reads = t.reads("json");
    switch (t.writes("json")) {
      case "jsonb": {
        const it =
          second === undefined
            ? asJson(first, t)
            : `(${operand(asJson(first, t))} #> '${arrayText(keys ?? [])}')`;
        return reads === "functions-text"
          ? `CASE jsonb_typeof(${it}) WHEN 'number' THEN CASE WHEN ${it}::text LIKE '%.%' THEN 'DOUBLE' ELSE 'INTEGER' END ELSE upper(jsonb_typeof(${it})) END`
          : `CASE jsonb_typeof(${it}) WHEN 'string' THEN 'text' WHEN 'number' THEN CASE WHEN ${it}::text LIKE '%.%' THEN 'real' ELSE 'integer' END WHEN 'boolean' THEN ${it}::text ELSE jsonb_typeof(${it}) END`;
      }
      case "functions-text": {
        const it = `JSON_TYPE(${second === undefined ? t.text(first) : `JSON_EXTRACT(${t.text(first)}, ${t.text(second)})`})`;
        return reads === "jsonb"
          ? `CASE ${it} WHEN 'INTEGER' THEN 'number' WHEN 'DOUBLE' THEN 'number' ELSE LOWER(${it}) END`
          : `CASE ${it} WHEN 'STRING' THEN 'text' WHEN 'DOUBLE' THEN 'real' WHEN 'BOOLEAN' THEN JSON_UNQUOTE(${second === undefined ? t.text(first) : `JSON_EXTRACT(${t.text(first)}, ${t.text(second)})`}) ELSE LOWER(${it}) END`;
      }
      default: {
        const it = `json_type(${t.text(first)}${second === undefined ? "" : `, ${t.text(second)}`})`;
        return reads === "jsonb"
          ? `CASE ${it} WHEN 'text' THEN 'string' WHEN 'integer' THEN 'number' WHEN 'real' THEN 'number' WHEN 'true' THEN 'boolean' WHEN 'false' THEN 'boolean' ELSE ${it} END`
          : `CASE ${it} WHEN 'text' THEN 'STRING' WHEN 'real' THEN 'DOUBLE' WHEN 'true' THEN 'BOOLEAN' WHEN 'false' THEN 'BOOLEAN' ELSE upper(${it}) END`;
      }
    }
  });
}
