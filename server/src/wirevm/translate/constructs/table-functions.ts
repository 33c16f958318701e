import type { Call, JsonTable, Node, TableFunction } from "../../../sql/ast.ts";
import { descendants } from "../../../sql/walk.ts";
import { asJson } from "../kinds.ts";
import { operand } from "../text.ts";
import type { Construct, Patch, Translator } from "../translator.ts";
import { callName } from "./booleans.ts";
import { pathKeys, pathText } from "./json.ts";
import { quoted } from "./literals.ts";
import { unitNamed } from "./moments.ts";

/** Functions that give rows: series, arrays taken apart, JSON taken apart. */
export const tableFunctions: Construct = {
  "table-function"(node, t) {
    const [call, ...others] = node.calls;
    if (call === undefined || others.length > 0) {
      return undefined;
    }
    switch (callName(call)) {
      case "generate_series":
        return series(node, call, t);
      case "unnest":
        return unnested(node, call, t);
      case "jsonb_array_elements":
      case "json_array_elements":
      case "jsonb_array_elements_text":
      case "json_array_elements_text":
      case "jsonb_each":
      case "json_each":
      case "jsonb_each_text":
      case "json_each_text":
      case "jsonb_object_keys":
        return jsonRows(node, call, t);
      default:
        return undefined;
    }
  },
  "json-table"(node, t) {
    return jsonTable(node, t);
  },
};

function aliasOf(
  node: TableFunction,
  call: Call,
  t: Translator,
): { readonly name: string; readonly columns: readonly string[] } {
  const name = node.alias?.name.text ?? callName(call);
  return {
    name: t.name(name),
    columns: (node.alias?.columns ?? []).map((it) => t.name(it)),
  };
}

function series(node: TableFunction, call: Call, t: Translator): string | undefined {
  const [from, to, step] = call.args;
  if (from === undefined || to === undefined) {
    return undefined;
  }
  if (t.to.can("unnest")) {
    // A column of another name there.
    if (t.from.can("type-affinity")) {
      const { name } = aliasOf(node, call, t);
      return `${t.below(node, () => t.text(call))} AS ${name} (value)`;
    }
    return undefined;
  }
  const { name, columns } = aliasOf(node, call, t);
  const column = columns[0] ?? (t.from.can("type-affinity") ? "value" : name);
  const interval =
    step !== undefined &&
    (step.kind === "interval" ||
      (step.kind === "literal" && step.type === "string") ||
      (step.kind === "cast" && step.type.name === "interval"));
  return t.below(node, () => {
    const first = t.text(from);
    const last = t.operand(to);
    if (interval) {
      const text =
        step.kind === "literal"
          ? step.value
          : step.kind === "interval" && step.value.kind === "literal"
            ? step.value.value + (step.unit === undefined ? "" : ` ${step.unit}`)
            : step.kind === "cast" && step.operand.kind === "literal"
              ? step.operand.value
              : "";
      const part = /^(-?\d+)\s*([a-z]+)$/iu.exec(text.trim());
      const unit = unitNamed(part?.[2] ?? "");
      if (part === null || unit === undefined) {
        return t.refuse("This series has no equal here.", node);
      }
      const next =
        t.writes("dates") === "modifiers"
          ? `datetime(${column}, '${Number(part[1]) > 0 ? "+" : ""}${unit === "WEEK" ? Number(part[1]) * 7 : part[1]} ${unit === "WEEK" ? "days" : `${unit.toLowerCase()}s`}')`
          : `DATE_ADD(${column}, INTERVAL ${part[1]} ${unit})`;
      const start =
        t.writes("dates") === "modifiers" ? `datetime(${first})` : `CAST(${first} AS DATETIME)`;
      const end =
        t.writes("dates") === "modifiers" ? `datetime(${last})` : `CAST(${last} AS DATETIME)`;
      return `(WITH RECURSIVE series_ (${column}) AS (SELECT ${start} UNION ALL SELECT ${next} FROM series_ WHERE ${next} <= ${end}) SELECT ${column} FROM series_ WHERE ${column} <= ${end}) AS ${name}`;
    }
    const by = step === undefined ? "1" : t.text(step);
    const down = by.trim().startsWith("-");
    const next = down ? `${column} - ${by.trim().slice(1)}` : `${column} + ${operand(by)}`;
    const test = down ? ">=" : "<=";
    return `(WITH RECURSIVE series_ (${column}) AS (SELECT ${first} UNION ALL SELECT ${next} FROM series_ WHERE ${next} ${test} ${last}) SELECT ${column} FROM series_ WHERE ${column} ${test} ${last}) AS ${name}`;
  });
}

function unnested(node: TableFunction, call: Call, t: Translator): string | undefined {
  if (t.to.can("unnest")) {
    return undefined;
  }
  const [array] = call.args;
  const source = array?.kind === "cast" ? array.operand : array;
  if (source?.kind !== "array" || call.args.length > 1 || node.ordinality) {
    return t.refuse("Arrays have no equal here.", node);
  }
  const { name, columns } = aliasOf(node, call, t);
  const column = columns[0] ?? name;
  return t.below(
    node,
    () =>
      `(${source.elements.map((it, index) => `SELECT ${t.text(it)}${index === 0 ? ` AS ${column}` : ""}`).join(" UNION ALL ")}) AS ${name}`,
  );
}

/** What the columns of the rows are called there, and how references to them must be written. */
function rename(
  node: TableFunction | JsonTable,
  from: readonly string[],
  to: (name: string) => string | undefined,
  t: Translator,
): void {
  const { root } = t.analysis;
  for (const it of descendants(root)) {
    if (it.kind !== "column") {
      continue;
    }
    const found = t.analysis.resolve(it);
    const isOurs =
      (found.tag === "column" && found.relation.node === node) ||
      (found.tag === "relation" && found.relation.node === node);
    const alias = node.alias?.name.text.toLowerCase();
    const isNamed =
      found.tag !== "column" &&
      it.parts.length === 2 &&
      alias !== undefined &&
      it.parts[0]?.text.toLowerCase() === alias;
    if (!isOurs && !isNamed) {
      continue;
    }
    const name =
      found.tag === "column"
        ? found.column.name
        : isNamed
          ? (it.parts[1]?.text ?? "")
          : (from[0] ?? "");
    const text = to(name);
    if (text !== undefined) {
      t.replaced.set(it, text);
    }
  }
}

/** References to the rows' columns come before the FROM list in the text: they are settled first. */
export const tableFunctionPatch: Patch = {
  select(node, t) {
    if (t.reads("json") === t.writes("json")) {
      return [];
    }
    for (const it of descendants(node)) {
      if (it.kind === "json-table" && !t.kept.has(it)) {
        t.kept.set(it, true);
        settleTable(it, t);
      }
      if (it.kind === "table-function" && !t.kept.has(it)) {
        t.kept.set(it, true);
        const [call] = it.calls;
        if (
          call !== undefined &&
          /^jsonb?_(?:array_elements(?:_text)?|each(?:_text)?|object_keys)$|^json_each$/u.test(
            callName(call),
          )
        ) {
          settle(it, call, t);
        }
      }
    }
    return [];
  },
};

function settle(node: TableFunction, call: Call, t: Translator): void {
  const { name, columns } = aliasOf(node, call, t);
  const [document] = call.args;
  if (
    t.writes("json") === "functions-text" &&
    /each/u.test(callName(call)) &&
    document !== undefined &&
    (t.reads("json") === "jsonb" || usedColumns(node, t).has("key"))
  ) {
    const named = columns.length > 0 ? columns : ["key", "value"];
    rename(
      node,
      named,
      (it) =>
        Math.max(
          0,
          named.findIndex((one) => one.toLowerCase() === it.toLowerCase()),
        ) === 0
          ? `${name}.k`
          : `JSON_UNQUOTE(JSON_EXTRACT(${t.text(document)}, CONCAT('$."', ${name}.k, '"')))`,
      t,
    );
    return;
  }
  if (t.writes("json") === "functions-values") {
    const isPairs = /each/u.test(callName(call));
    const named = columns.length > 0 ? columns : isPairs ? ["key", "value"] : ["value"];
    const isKeys = callName(call).endsWith("keys");
    const isJson = /(?:elements|each)$/u.test(callName(call)) && t.reads("json") === "jsonb";
    rename(
      node,
      named,
      (it) => {
        const index = Math.max(
          0,
          named.findIndex((one) => one.toLowerCase() === it.toLowerCase()),
        );
        const column = `${name}.${isKeys || (isPairs && index === 0) ? "key" : "value"}`;
        return isJson && column.endsWith("value")
          ? `CASE ${name}.type WHEN 'object' THEN ${column} WHEN 'array' THEN ${column} ELSE json_quote(${column}) END`
          : column;
      },
      t,
    );
  }
}

function jsonRows(node: TableFunction, call: Call, t: Translator): string | undefined {
  const reads = t.reads("json");
  const writes = t.writes("json");
  const [first, second] = call.args;
  if (reads === writes || first === undefined) {
    return undefined;
  }
  const { name, columns } = aliasOf(node, call, t);
  const kind = callName(call);
  const keys =
    second?.kind === "literal" ? pathKeys(second.value) : second === undefined ? [] : undefined;
  if (keys === undefined) {
    return t.refuse("A computed path has no equal here.", node);
  }
  const used = usedColumns(node, t);
  return t.below(node, () => {
    switch (writes) {
      case "functions-values":
        return `json_each(${t.text(first)}) AS ${name}`;
      case "functions-text": {
        if (/each/u.test(kind) && (reads === "jsonb" || used.has("key"))) {
          return `JSON_TABLE(JSON_KEYS(${t.text(first)}), '$[*]' COLUMNS (k VARCHAR(255) PATH '$')) AS ${name}`;
        }
        const column =
          columns[0] ?? (reads === "jsonb" ? (kind.endsWith("keys") ? name : "value") : "value");
        const document = kind.endsWith("keys") ? `JSON_KEYS(${t.text(first)})` : t.text(first);
        return `JSON_TABLE(${document}, ${quoted(`${pathText(keys)}[*]`, t)} COLUMNS (${column} ${kind.endsWith("elements") ? "JSON" : "VARCHAR(1000)"} PATH '$')) AS ${name}`;
      }
      case "jsonb": {
        const document =
          keys.length === 0
            ? asJson(first, t)
            : `${operand(asJson(first, t))} #> '{${keys.join(",")}}'`;
        if (used.has("key")) {
          return `jsonb_each_text(${document}) AS ${name} (key, value)`;
        }
        const safe = `CASE jsonb_typeof(${document}) WHEN 'array' THEN ${document} END`;
        return `jsonb_array_elements_text(${safe}) AS ${name} (value)`;
      }
      default:
        return undefined;
    }
  });
}

function usedColumns(node: Node, t: Translator): ReadonlySet<string> {
  const { root } = t.analysis;
  const found = new Set<string>();
  for (const it of descendants(root)) {
    if (it.kind === "column") {
      const resolved = t.analysis.resolve(it);
      if (resolved.tag === "column" && resolved.relation.node === node) {
        found.add(resolved.column.name.toLowerCase());
      }
    }
  }
  return found;
}

/** The columns of a JSON table, where the rows are those of `json_each`. */
function settleTable(node: JsonTable, t: Translator): void {
  if (!t.to.can("type-affinity") || node.alias === undefined) {
    return;
  }
  const name = t.name(node.alias.name);
  rename(
    node,
    [],
    (column) => {
      const found = node.columns.find((it) => it.name?.text.toLowerCase() === column.toLowerCase());
      if (found?.ordinality === true) {
        return `(${name}.key + 1)`;
      }
      const at = found?.path?.kind === "literal" ? found.path.value : `$.${column}`;
      return at === "$" ? `${name}.value` : `json_extract(${name}.value, ${quoted(at, t)})`;
    },
    t,
  );
}

function jsonTable(node: JsonTable, t: Translator): string | undefined {
  if (t.reads("json") === t.writes("json") || t.to.can("type-affinity") === false) {
    const [document] = node.args;
    if (document !== undefined && t.writes("json") === "jsonb" && t.reads("json") !== "jsonb") {
      return t.spliced(node, [{ range: document, text: t.below(node, () => asJson(document, t)) }]);
    }
    return undefined;
  }
  const [document, path] = node.args;
  const keys =
    path?.kind === "literal" && path.value.endsWith("[*]")
      ? pathKeys(path.value.slice(0, -"[*]".length))
      : undefined;
  if (
    document === undefined ||
    keys === undefined ||
    node.alias === undefined ||
    node.columns.some((it) => it.nested !== undefined || it.name === undefined)
  ) {
    return t.refuse("This JSON table has no equal here.", node);
  }
  const name = t.name(node.alias.name);
  return t.below(
    node,
    () =>
      `json_each(${t.text(document)}${keys.length === 0 ? "" : `, ${quoted(pathText(keys), t)}`}) AS ${name}`,
  );
}
