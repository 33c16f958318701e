import type {
  Binary,
  Call,
  Case,
  Expression,
  In,
  Like,
  OrderBy,
  Row,
  Select,
} from "../../../sql/ast.ts";
import { asText } from "../kinds.ts";
import { operand } from "../text.ts";
import type { Change, Construct, Patch, Translator } from "../translator.ts";
import { quoted } from "./literals.ts";

/** How a text is compared: as written, or ignoring case (and blanks at the end). */
type Care = "exact" | "ignores-case" | "none";

const EXACT = /(?:_bin|_cs|^binary|^"?c"?|^"?posix"?|^rtrim)$/iu;
const IGNORING = /(?:_ci|^nocase)$/iu;

/** How the source compares this text; `none` where it is no text or has nothing to ignore. */
function careOf(node: Expression, t: Translator): Care | undefined {
  switch (node.kind) {
    case "collate": {
      const name = node.collation.parts.at(-1)?.text ?? "";
      return EXACT.test(name) ? "exact" : IGNORING.test(name) ? "ignores-case" : "none";
    }
    case "unary":
      return node.op === "BINARY" ? "exact" : "none";
    case "literal":
      return node.type === "string" ? undefined : "none";
    default: {
      if (
        node.kind === "call" &&
        /^json_(?:value|unquote|extract|query)$/iu.test(node.name.parts.at(-1)?.text ?? "")
      ) {
        return "exact";
      }
      const { kind } = t.type(node);
      if (kind !== "text" && kind !== "enum") {
        return "none";
      }
      const own = columnCollation(node, t);
      return own === undefined
        ? (t.reads("equality") ?? "exact")
        : EXACT.test(own)
          ? "exact"
          : IGNORING.test(own)
            ? "ignores-case"
            : (t.reads("equality") ?? "exact");
    }
  }
}

function columnCollation(node: Expression, t: Translator): string | undefined {
  if (node.kind !== "column") {
    return undefined;
  }
  const found = t.analysis.resolve(node);
  if (found.tag !== "column") {
    return undefined;
  }
  const { origin } = found.column;
  const options = origin?.table.options;
  return (
    origin?.column.collation ??
    options?.["collate"] ??
    options?.["default collate"] ??
    options?.["collation"]
  );
}

/** The care taken in a comparison of both; `none` where no text is compared. */
function careFor(nodes: readonly Expression[], t: Translator): Care {
  // Where the database decides how texts are compared, nothing can be said better than it is.
  if (t.reads("equality") === undefined || t.writes("equality") === undefined) {
    return "none";
  }
  if (
    nodes.some(
      (it) =>
        (it.kind === "literal" && it.type === "number") ||
        /^(?:integer|decimal|float|date|time|timestamp|timestamptz|boolean|json|uuid|interval|year)$/u.test(
          t.type(it).kind,
        ),
    )
  ) {
    return "none";
  }
  if (nodes.some((it) => it.kind === "literal" && it.type === "null")) {
    return "none";
  }
  const said = nodes.find(
    (it) => it.kind === "collate" || (it.kind === "unary" && it.op === "BINARY"),
  );
  if (said !== undefined) {
    return careOf(said, t) ?? "none";
  }
  const all = nodes.map((it) => careOf(it, t));
  if (all.includes("exact")) {
    return "exact";
  }
  if (all.includes("ignores-case")) {
    return "ignores-case";
  }
  if (all.every((it) => it === undefined)) {
    return t.reads("equality") ?? "exact";
  }
  return "none";
}

function hasCase(text: string): boolean {
  return text.toLowerCase() !== text.toUpperCase();
}

/** The text without a collation or BINARY that has been understood. */
function bare(node: Expression): Expression {
  return node.kind === "collate" || (node.kind === "unary" && node.op === "BINARY")
    ? node.operand
    : node;
}

/** In small letters, where it is not already. */
function lowered(node: Expression, t: Translator): string {
  const plain = bare(node);
  if (plain.kind === "literal") {
    const value =
      t.reads("equality") === "ignores-case" ? plain.value.replace(/ +$/u, "") : plain.value;
    if (value !== plain.value) {
      return quoted(value.toLowerCase(), t);
    }
    return hasCase(plain.value) ? quoted(plain.value.toLowerCase(), t) : t.text(plain);
  }
  if (plain.kind === "call" && /^(?:lower|lcase)$/iu.test(plain.name.parts.at(-1)?.text ?? "")) {
    return t.text(plain);
  }
  return `LOWER(${asText(plain, t)})`;
}

/** A literal without blanks at its end, where they did not count. */
function withoutPadding(node: Expression, t: Translator): string {
  const plain = bare(node);
  return plain.kind === "literal" &&
    plain.type === "string" &&
    t.reads("equality") === "ignores-case" &&
    plain.value.endsWith(" ")
    ? quoted(plain.value.replace(/ +$/u, ""), t)
    : t.operand(plain);
}

function collated(node: Expression, collation: string, t: Translator): string {
  const plain = bare(node);
  if (
    plain.kind === "literal" &&
    t.reads("equality") === "ignores-case" &&
    plain.value.endsWith(" ")
  ) {
    return `${quoted(plain.value.replace(/ +$/u, ""), t)} COLLATE ${collation}`;
  }
  return `${operand(t.text(bare(node)))} COLLATE ${collation}`;
}

/** Would comparing exactly or not be the same because one side has no letters or is in one case already? */
function indifferent(nodes: readonly Expression[], op: string): boolean {
  return (
    /^(?:=|==|<>|!=|<=>)$/u.test(op) &&
    nodes.some(
      (it) =>
        it.kind === "literal" &&
        it.type === "string" &&
        !hasCase(it.value) &&
        !it.value.endsWith(" "),
    )
  );
}

/** Does the target need telling how to compare, and how? */
function need(
  care: Care,
  t: Translator,
): { readonly collation?: string; readonly lowers?: boolean } | undefined {
  const habit = t.writes("equality") ?? "exact";
  if (care === "none") {
    return undefined;
  }
  if (care === "exact") {
    const { exactCollation } = t.writing.habits;
    return habit === "exact"
      ? undefined
      : exactCollation === undefined
        ? undefined
        : { collation: exactCollation };
  }
  if (habit === "ignores-case") {
    return undefined;
  }
  const { ignoringCaseCollation } = t.writing.habits;
  return ignoringCaseCollation === undefined
    ? { lowers: true }
    : { collation: ignoringCaseCollation };
}

const COMPARISONS = new Set(["=", "==", "<>", "!=", "<", ">", "<=", ">=", "<=>"]);

function comparison(node: Binary, t: Translator): string | undefined {
  if (!COMPARISONS.has(node.op) || node.right.kind === "quantified") {
    return undefined;
  }
  const sides = [node.left, node.right];
  if (node.left.kind === "row") {
    return collatedRow(node, node.left, t);
  }
  noteAffinity(node, t);
  const care = careFor(sides, t);
  if (care === "none") {
    return undefined;
  }
  const wanted = need(care, t);
  const trims = sides.find(
    (it) => it.kind === "collate" && /^rtrim$/iu.test(it.collation.parts.at(-1)?.text ?? ""),
  );
  if (trims !== undefined && t.to.pack.protocol !== t.from.pack.protocol) {
    return t.refuse("A collation that passes over blanks at the end has no equal here.", trims);
  }
  const pads = t.reads("equality") === "ignores-case" && t.writes("equality") === "exact";
  if (pads) {
    notePadding(node, t);
  }
  const explicit = sides.some((it) => bare(it) !== it);
  if ((wanted === undefined || indifferent(sides, node.op)) && !explicit) {
    return undefined;
  }
  const op =
    node.op === "=="
      ? "="
      : node.op === "<=>"
        ? t.to.can("null-safe-equal")
          ? "<=>"
          : t.to.can("is-distinct-from")
            ? "IS NOT DISTINCT FROM"
            : "IS"
        : node.op;
  return t.below(node, () => {
    const [left, right] =
      wanted?.lowers === true
        ? sides.map((it) => lowered(it, t))
        : wanted?.collation !== undefined
          ? bare(node.left).kind === "literal" && bare(node.right).kind !== "literal"
            ? [t.text(bare(node.left)), collated(node.right, wanted.collation, t)]
            : [collated(node.left, wanted.collation, t), withoutPadding(node.right, t)]
          : sides.map((it) => t.operand(bare(it)));
    return `${left} ${op} ${right}`;
  });
}

/** A number and a text that are not of a column are never equal where only columns have a type. */
function noteAffinity(node: Binary, t: Translator): void {
  const sides = [node.left, node.right];
  const number = sides.find(
    (it) => it.kind !== "column" && /^(?:integer|decimal|float)$/u.test(t.type(it).kind),
  );
  if (
    t.from.can("type-affinity") &&
    number !== undefined &&
    sides.some((it) => it.kind === "literal" && it.type === "string")
  ) {
    t.note(
      "warning",
      "no-affinity",
      "The source never takes a computed number and a text for equal; here the text is read as a number.",
      node,
    );
  }
}

/** Said once a statement: it is about all its texts. */
function notePadding(node: Expression, t: Translator): void {
  if (!t.notes.some((it) => it.code === "pad-space")) {
    t.note(
      "warning",
      "pad-space",
      "Blanks at the end of texts count here, and do not count in the source.",
      node,
    );
  }
}

function membership(node: In, t: Translator): string | undefined {
  const items = node.list ?? [];
  const care = careFor([node.operand, ...items.slice(0, 1)], t);
  const wanted = need(care, t);
  if (node.operand.kind === "row") {
    return collatedRow(node, node.operand, t);
  }
  if (wanted === undefined || careOf(node.operand, t) === "none") {
    return undefined;
  }
  if (node.list === undefined) {
    if (node.query !== undefined && wanted.collation !== undefined) {
      return t.spliced(node, [
        {
          range: node.operand,
          text: t.below(node, () => collated(node.operand, wanted.collation ?? "", t)),
        },
      ]);
    }
    t.note(
      "warning",
      "text-comparison",
      "The source compares these texts ignoring case, the translation exactly.",
      node,
    );
    return undefined;
  }
  if (items.every((it) => it.kind === "literal" && !hasCase(it.value))) {
    return undefined;
  }
  return t.below(node, () => {
    const left =
      wanted.lowers === true
        ? lowered(node.operand, t)
        : collated(node.operand, wanted.collation ?? "", t);
    const right = items.map((it) => (wanted.lowers === true ? lowered(it, t) : t.text(it)));
    return `${left} ${node.not ? "NOT " : ""}IN (${right.join(", ")})`;
  });
}

/** `(a, b) IN (…)`, `(a, b) > (…)`: the parts that are texts are compared as the source does. */
export function collatedRow(node: In | Binary, row: Row, t: Translator): string | undefined {
  const changes = row.elements.flatMap((it) => {
    const care = careOf(it, t);
    const wanted = care === undefined || care === "none" ? undefined : need(care, t);
    return wanted?.collation === undefined
      ? []
      : [
          {
            range: it,
            text: t.below(node, () => t.below(row, () => collated(it, wanted.collation ?? "", t))),
          },
        ];
  });
  for (const { range, text } of changes) {
    t.replaced.set(range, text);
  }
  return undefined;
}

function cases(node: Case, t: Translator): string | undefined {
  if (node.operand === undefined) {
    return undefined;
  }
  const care = careFor([node.operand, ...node.whens.slice(0, 1).map((it) => it.condition)], t);
  const wanted = careOf(node.operand, t) === "none" ? undefined : need(care, t);
  if (wanted === undefined) {
    return undefined;
  }
  const subject = node.operand;
  const changes: Change[] = [
    {
      range: subject,
      text: t.below(node, () =>
        wanted.lowers === true ? lowered(subject, t) : collated(subject, wanted.collation ?? "", t),
      ),
    },
  ];
  if (wanted.lowers === true) {
    for (const when of node.whens) {
      changes.push({
        range: when,
        text: t.below(node, () =>
          t.spliced(when, [{ range: when.condition, text: lowered(when.condition, t) }]),
        ),
      });
    }
  }
  return t.spliced(node, changes);
}

const INNOCENT = /^(?:count|string_agg|group_concat)$/u;

function aggregates(node: Call, t: Translator): string | undefined {
  const name = node.name.parts.at(-1)?.text.toLowerCase() ?? "";
  const [first] = node.args;
  if (first === undefined || careOf(first, t) === "none" || first.kind === "literal") {
    return undefined;
  }
  const isExtreme = /^(?:min|max)$/u.test(name) && node.args.length === 1;
  if (!isExtreme && !(INNOCENT.test(name) && node.distinct === true && node.args.length === 1)) {
    return undefined;
  }
  const wanted = need(careFor([first], t), t);
  if (wanted === undefined) {
    return undefined;
  }
  if (wanted.lowers === true && isExtreme) {
    if (node.over !== undefined || !t.to.can("array-type")) {
      t.note(
        "warning",
        "text-order",
        "The source orders these texts ignoring case, the translation by their codes.",
        node,
      );
      return undefined;
    }
    const text = t.below(node, () => t.text(first));
    return `(ARRAY_AGG(${text} ORDER BY LOWER(${text})${name === "max" ? " DESC" : ""}) FILTER (WHERE ${operand(text)} IS NOT NULL))[1]`;
  }
  if (name !== "count" && !isExtreme) {
    return undefined;
  }
  return t.spliced(node, [
    {
      range: first,
      text: t.below(node, () =>
        wanted.lowers === true ? lowered(first, t) : collated(first, wanted.collation ?? "", t),
      ),
    },
  ]);
}

function isNamedResult(found: { readonly tag: string } | undefined): boolean {
  return found?.tag === "alias";
}

/** Is it a moment that is kept as text, which any order of texts puts in order? */
function isMoment(node: Expression, t: Translator): boolean {
  if (node.kind === "call") {
    return /^(?:date|datetime|time|strftime)$/iu.test(node.name.parts.at(-1)?.text ?? "");
  }
  const found = node.kind === "column" ? t.analysis.resolve(node) : undefined;
  const behind = found?.tag === "column" ? found.column.result : undefined;
  const inputs = [behind, ...(behind?.inputs ?? [])];
  return inputs.some(
    (it) => it?.expression !== undefined && it.expression !== node && isMoment(it.expression, t),
  );
}

/** Text keys of GROUP BY, DISTINCT and ORDER BY. */
function orderChanges(node: OrderBy, t: Translator): readonly Change[] {
  const { parent } = t;
  const changes: Change[] = [];
  for (const item of node.items) {
    const { expression } = item;
    const found = expression.kind === "column" ? t.analysis.resolve(expression) : undefined;
    const behind = found?.tag === "alias" ? (found.column.expression ?? expression) : expression;
    const care = careOf(behind, t);
    if (care === "none" || care === undefined || expression.kind === "literal") {
      continue;
    }
    if (expression.kind === "column" && t.type(expression).type?.values !== undefined) {
      continue;
    }
    const plain =
      parent?.kind === "select"
        ? parent.distinct === undefined
        : parent?.kind === "window-spec" ||
          parent?.kind === "call" ||
          parent?.kind === "delete" ||
          parent?.kind === "update";
    const wanted = need(care, t);
    const byCode =
      t.reads("textOrder") === "code" && t.writes("textOrder") === undefined && care === "exact";
    const grouped =
      isNamedResult(found) &&
      parent?.kind === "select" &&
      parent.groupBy !== undefined &&
      !t.to.can("order-by-alias-expression");
    if (byCode && (grouped || isMoment(behind, t))) {
      continue;
    }
    if (wanted === undefined && !byCode && expression.kind !== "collate") {
      continue;
    }
    if (t.reads("textOrder") === undefined && care === "exact" && expression.kind !== "collate") {
      if (t.writes("textOrder") === "ignores-case") {
        t.note(
          "warning",
          "text-order",
          "Upper and lower case are ordered by the source database's collation; here case is ignored. Name a collation where that matters.",
          item,
        );
      }
      continue;
    }
    const isAlias = found?.tag === "alias";
    if (!plain) {
      t.note(
        "warning",
        "text-order",
        "Upper and lower case are ordered in another way here.",
        item,
      );
      continue;
    }
    const key = isAlias && !t.to.can("order-by-alias-expression") ? behind : expression;
    t.ancestors.push(node);
    const text =
      wanted?.lowers === true
        ? lowered(key, t)
        : wanted?.collation !== undefined
          ? collated(key, wanted.collation, t)
          : byCode
            ? collated(key, '"C"', t)
            : t.text(bare(key));
    t.ancestors.pop();
    changes.push({ range: expression, text });
  }
  return changes;
}

/** A key that rows are grouped by, with the care the source takes. */
export function groupKey(node: Expression, t: Translator): string {
  const care = careOf(node, t);
  const wanted = care === "none" || care === undefined ? undefined : need(care, t);
  return wanted?.collation === undefined ? t.text(node) : collated(node, wanted.collation, t);
}

/** The same by the name it has been given. */
export function groupKeyNamed(node: Expression, name: string, t: Translator): string {
  const care = careOf(node, t);
  const wanted = care === "none" || care === undefined ? undefined : need(care, t);
  return wanted?.collation === undefined ? name : `${name} COLLATE ${wanted.collation}`;
}

function groupChanges(node: Select, t: Translator): readonly Change[] {
  const changes: Change[] = [];
  if (
    t.reads("equality") === "ignores-case" &&
    t.writes("equality") === "exact" &&
    node.distinct === "distinct"
  ) {
    const texts = node.items.find((it) => careOf(it.expression, t) === "ignores-case");
    if (texts !== undefined) {
      notePadding(texts.expression, t);
    }
  }
  for (const item of node.groupBy?.items ?? []) {
    if (item.kind === "grouping-sets") {
      continue;
    }
    const found = item.kind === "column" ? t.analysis.resolve(item) : undefined;
    const ordinal =
      item.kind === "literal" ? node.items[Number(item.value) - 1]?.expression : undefined;
    const behind = ordinal ?? (found?.tag === "alias" ? (found.column.expression ?? item) : item);
    const care = careOf(behind, t);
    const wanted = care === "none" || care === undefined ? undefined : need(care, t);
    if (wanted?.collation !== undefined) {
      t.ancestors.push(node);
      changes.push({ range: item, text: collated(ordinal ?? item, wanted.collation, t) });
      t.ancestors.pop();
    } else if (wanted?.lowers === true) {
      t.note(
        "warning",
        "text-groups",
        "The source puts texts that differ in case only into one group; here they are groups of their own.",
        item,
      );
    }
  }
  if (node.distinct === "distinct") {
    for (const item of node.items) {
      const care = careOf(item.expression, t);
      const wanted =
        care === "none" || care === undefined || item.expression.kind === "literal"
          ? undefined
          : need(care, t);
      if (wanted?.collation !== undefined) {
        t.ancestors.push(node);
        const text = collated(item.expression, wanted.collation, t);
        t.ancestors.pop();
        const name = item.alias === undefined ? t.analysis.itemColumn(item).name : undefined;
        changes.push({
          range: item.expression,
          text: name === undefined ? text : `${text} AS ${t.name(name)}`,
        });
      } else if (wanted?.lowers === true) {
        t.note(
          "warning",
          "text-groups",
          "The source takes texts that differ in case only as the same; here they are not.",
          item,
        );
      }
    }
  }
  return changes;
}

export const collationConstruct: Construct = {
  binary: comparison,
  in: membership,
  case: cases,
  call: aggregates,
  between(node, t) {
    const care = careFor([node.operand, node.low, node.high], t);
    const wanted = careOf(node.operand, t) === "none" ? undefined : need(care, t);
    if (wanted === undefined) {
      return undefined;
    }
    return t.below(node, () => {
      const left =
        wanted.lowers === true
          ? lowered(node.operand, t)
          : collated(node.operand, wanted.collation ?? "", t);
      const [low, high] =
        wanted.lowers === true
          ? [lowered(node.low, t), lowered(node.high, t)]
          : [t.operand(node.low), t.operand(node.high)];
      return `${left} ${node.not ? "NOT " : ""}BETWEEN ${low} AND ${high}`;
    });
  },
  unary(node, t) {
    return node.op === "BINARY" && !t.to.can("not-operator-bang")
      ? t.below(node, () => t.text(node.operand))
      : undefined;
  },
  collate(node, t) {
    const name = node.collation.parts.at(-1)?.text ?? "";
    const care = EXACT.test(name) ? "exact" : IGNORING.test(name) ? "ignores-case" : undefined;
    if (care === undefined) {
      return t.refuse(`There is no collation like ${name} here.`, node);
    }
    const { exactCollation, ignoringCaseCollation } = t.writing.habits;
    const wanted = care === "exact" ? exactCollation : ignoringCaseCollation;
    const text = t.below(node, () => t.operand(node.operand));
    if (wanted !== undefined) {
      return `${text} COLLATE ${wanted}`;
    }
    if (t.parent?.kind === "index-column") {
      return `LOWER(${text})`;
    }
    return care === "exact" ? text : `LOWER(${text})`;
  },
};

export const collationPatch: Patch = { "order-by": orderChanges, select: groupChanges };

/** The care LIKE takes in the source. */
export function likeCare(node: Like, t: Translator): Care {
  for (const it of [node.operand, node.pattern]) {
    const care = it.kind === "collate" || it.kind === "unary" ? careOf(it, t) : undefined;
    if (care === "exact" || care === "ignores-case") {
      return care;
    }
  }
  const own = columnCollation(node.operand, t);
  return own !== undefined && EXACT.test(own) && t.reads("equality") === "ignores-case"
    ? "exact"
    : (t.reads("like") ?? "exact");
}

export { bare };
