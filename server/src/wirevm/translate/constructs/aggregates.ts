import type { Call, Expression } from "../../../sql/ast.ts";
import { asText } from "../kinds.ts";
import { operand } from "../text.ts";
import type { Construct, Translator } from "../translator.ts";
import { callName } from "./booleans.ts";
import { groupKey } from "./collation.ts";
import { compare } from "./predicates.ts";

/** Aggregates with an order, a separator or a condition of their own. */
export const aggregates: Construct = {
  call(node, t) {
    const [value, offset, otherwise] = node.args;
    if (
      /^(?:lag|lead)$/u.test(callName(node)) &&
      value !== undefined &&
      offset !== undefined &&
      otherwise !== undefined &&
      !t.to.can("lag-default")
    ) {
      if (t.type(value).nullable !== false) {
        t.note(
          "warning",
          "lag-default",
          "A NULL in a row that is there is taken for a row that is not.",
          node,
        );
      }
      const text = t.spliced(node, [
        { range: { start: offset.end, end: otherwise.end }, text: "" },
      ]);
      return `COALESCE(${text}, ${t.below(node, () => t.text(otherwise))})`;
    }
    if (node.filter !== undefined && !t.to.can("filter-clause")) {
      return filtered(node, node.filter, t);
    }
    const [list, sign] = node.args;
    if (
      callName(node) === "array_to_string" &&
      list?.kind === "call" &&
      /^(?:array_agg)$/u.test(callName(list)) &&
      sign !== undefined &&
      node.args.length === 2 &&
      !t.to.can("array-type")
    ) {
      return t.below(node, () => joined({ ...list, args: [...list.args, sign] }, t));
    }
    switch (callName(node)) {
      case "group_concat":
      case "string_agg":
      case "listagg":
        return node.over !== undefined && !t.to.can("string-agg-window")
          ? t.refuse("Texts are not put together over a window here.", node)
          : joined(node, t);
      case "count":
        return node.distinct === true && (node.args.length > 1 || node.args[0]?.kind === "row")
          ? countedRows(node, t)
          : undefined;
      default:
        return undefined;
    }
  },
};

/** `sum(x) FILTER (WHERE c)` as `sum(CASE WHEN c THEN x END)`. */
function filtered(node: Call, filter: Expression, t: Translator): string | undefined {
  const [first] = node.args;
  if (first === undefined || node.args.length > 1) {
    return t.refuse("An aggregate with several arguments and a FILTER has no equal here.", node);
  }
  const { filter: _, ...bare } = node;
  const end = t.statement.text
    .slice(node.start, filter.start)
    .search(/\)\s*filter\s*\(\s*where\s*$/iu);
  const inner: Call = { ...bare, end: node.start + end + 1 };
  compare(filter, node, t);
  const condition = t.below(node, () => t.text(filter));
  const value = first.kind === "star" ? "1" : t.below(node, () => t.text(first));
  const over =
    node.over === undefined ? "" : ` OVER ${t.below(node, () => t.text(node.over ?? node))}`;
  t.replaced.set(first, `CASE WHEN ${condition} THEN ${value} END`);
  const text = t.text({ ...inner, over: undefined });
  t.replaced.delete(first);
  return text + over;
}

function joined(node: Call, t: Translator): string | undefined {
  const hasSeparator = t.from.can("separator-in-aggregate");
  const separator = hasSeparator ? node.separator : node.args[1];
  const values = hasSeparator ? node.args : node.args.slice(0, 1);
  if (values.length === 0) {
    return undefined;
  }
  const ordering = node.orderBy ?? node.withinGroup;
  return t.below(node, () => {
    const order = ordering === undefined ? "" : ` ${t.text(ordering)}`;
    const texts = values.map((it) => asText(it, t));
    const value =
      texts.length === 1
        ? (texts[0] ?? "")
        : t.to.can("concat-pipes")
          ? texts.map(operand).join(" || ")
          : `CONCAT(${texts.join(", ")})`;
    const sign = separator === undefined ? "','" : t.text(separator);
    const distinct = node.distinct === true ? "DISTINCT " : "";
    const tail = node.over === undefined ? "" : ` OVER ${t.text(node.over)}`;
    const where = node.filter === undefined ? "" : ` FILTER (WHERE ${t.text(node.filter)})`;
    if (!t.to.can("order-by-in-aggregate") && t.to.can("within-group")) {
      const name = t.writing.same.has("listagg") ? "LISTAGG" : "STRING_AGG";
      return `${name}(${distinct}${value}, ${sign})${order === "" ? "" : ` WITHIN GROUP (${order.trim()})`}${tail}`;
    }
    if (t.to.can("separator-in-aggregate")) {
      return `GROUP_CONCAT(${distinct}${value}${order}${separator === undefined ? "" : ` SEPARATOR ${sign}`})${tail}`;
    }
    if (t.to.can("type-affinity")) {
      if (node.distinct === true && sign !== "','") {
        t.note(
          "warning",
          "distinct-separator",
          "A text with a comma in it is taken apart here.",
          node,
        );
        return `replace(group_concat(DISTINCT ${value}${order}), ',', ${sign})${tail}`;
      }
      return `group_concat(${distinct}${value}${node.distinct === true ? "" : `, ${sign}`}${order})${where}${tail}`;
    }
    if (node.distinct === true && node.orderBy !== undefined && node.orderBy.items.length === 1) {
      const [item] = node.orderBy.items;
      const same =
        item !== undefined &&
        values.length === 1 &&
        t.source(item.expression).toLowerCase() === t.source(values[0] ?? node).toLowerCase();
      if (same) {
        return `string_agg(DISTINCT ${value}, ${sign} ORDER BY ${value}${item.direction === "DESC" ? " DESC" : ""})${where}${tail}`;
      }
    }
    return `string_agg(${distinct}${value}, ${sign}${order})${where}${tail}`;
  });
}

/** `COUNT(DISTINCT a, b)`: rows with a NULL are left out by some engines and counted by others. */
function countedRows(node: Call, t: Translator): string | undefined {
  const [first] = node.args;
  const isRow = first?.kind === "row";
  const parts = isRow ? first.elements : node.args;
  for (const it of parts) {
    const text = t.below(node, () => groupKey(it, t));
    if (text !== t.text(it)) {
      t.replaced.set(it, text);
    }
  }
  if (isRow === t.to.can("whole-row-reference") && isRow) {
    return undefined;
  }
  return t.below(node, () => {
    const texts = parts.map((it) => t.text(it));
    if (t.to.can("whole-row-reference")) {
      const nullable = parts
        .filter((it) => t.type(it).nullable !== false)
        .map((it) => `${t.operand(it)} IS NOT NULL`);
      return `COUNT(DISTINCT (${texts.join(", ")}))${nullable.length === 0 ? "" : ` FILTER (WHERE ${nullable.join(" AND ")})`}`;
    }
    if (t.to.can("separator-in-aggregate")) {
      return `COUNT(DISTINCT ${parts.map((it) => (t.type(it).nullable === false ? t.text(it) : `COALESCE(CONCAT('=', ${t.text(it)}), '')`)).join(", ")})`;
    }
    const glued = texts.map((it) => `quote(${it})`).join(" || ',' || ");
    const present = parts
      .filter((it) => t.type(it).nullable !== false)
      .map((it) => `${t.operand(it)} IS NOT NULL`);
    return `COUNT(DISTINCT ${!isRow && present.length > 0 ? `CASE WHEN ${present.join(" AND ")} THEN ${glued} END` : glued})`;
  });
}
