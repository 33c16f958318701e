import type { OrderBy, OrderItem } from "../../../sql/ast.ts";
import type { Change, Patch, Translator } from "../translator.ts";
import { quoted } from "./literals.ts";

/** Where NULLs stand among ordered rows; said out loud wherever the engines differ and NULLs can be. */
export const orderingPatch: Patch = {
  "order-by"(node, t) {
    for (const it of node.items) {
      byLabels(it, node, t);
    }
    return node.items.flatMap((it) => nullsOf(it, node, t));
  },
};

/** Labels come in the order they are declared; as texts they would come by their letters. */
function byLabels(item: OrderItem, node: OrderBy, t: Translator): void {
  const { expression } = item;
  const { kind, type } = t.type(expression);
  if (
    kind !== "enum" ||
    type?.values === undefined ||
    t.to.can("enum-column") ||
    expression.kind !== "column"
  ) {
    return;
  }
  const key = t.below(node, () => t.text(expression));
  const places = type.values.map((it, index) => `WHEN ${quoted(it, t)} THEN ${index + 1}`);
  t.replaced.set(expression, `CASE ${key} ${places.join(" ")} END`);
}

function nullsOf(item: OrderItem, node: OrderBy, t: Translator): readonly Change[] {
  const reads = t.reads("nulls");
  const writes = t.writes("nulls");
  const isDescending = item.direction === "DESC";
  const first = (low: boolean) => low !== isDescending;
  const wanted =
    item.nulls ?? (reads === undefined ? undefined : first(reads === "low") ? "FIRST" : "LAST");
  const natural = writes === undefined ? undefined : first(writes === "low") ? "FIRST" : "LAST";
  if (wanted === undefined || natural === undefined) {
    return [];
  }
  const canSay = t.to.can("nulls-first");
  const word =
    item.nulls === undefined ? undefined : /\s*\bNULLS\s+(?:FIRST|LAST)\s*$/iu.exec(t.source(item));
  const isInt = item.expression.kind === "literal" && item.expression.type === "number";
  const { nullable } = t.type(item.expression);
  const cannotBe = nullable === false && !isInt;
  if (wanted === natural || cannotBe) {
    return word !== null && word !== undefined && !canSay
      ? [{ range: { start: item.start + word.index, end: item.end }, text: "" }]
      : [];
  }
  if (canSay) {
    return item.nulls === undefined
      ? [{ range: { start: item.end, end: item.end }, text: ` NULLS ${wanted}` }]
      : [];
  }
  const query = t.parent;
  if (isInt || query?.kind === "compound") {
    if (isInt && query?.kind === "select" && query.distinct === undefined) {
      const target =
        query.items[Number(item.expression.kind === "literal" ? item.expression.value : 0) - 1];
      if (target !== undefined && target.expression.kind !== "star") {
        if (t.type(target.expression).nullable === false) {
          return [];
        }
        const written = t.below(node, () => t.operand(target.expression));
        return [
          {
            range: { start: item.start, end: item.start },
            text: `${nullKey(written, wanted, t)}, `,
          },
        ];
      }
    }
    t.note("warning", "null-order", "NULLs come at the other end of the rows here.", item);
    return [];
  }
  const changes: Change[] =
    word === null || word === undefined
      ? []
      : [{ range: { start: item.start + word.index, end: item.end }, text: "" }];
  const key = t.below(node, () => t.operand(item.expression));
  return [
    ...changes,
    {
      range: { start: item.start, end: item.start },
      text: `${nullKey(key, wanted, t)}, `,
    },
  ];
}

/** What orders NULLs before or after all else, where that cannot be said in words. */
export function nullKey(key: string, wanted: "FIRST" | "LAST", t: Translator): string {
  if (t.to.can("boolean-predicates")) {
    return `${key} IS NULL${wanted === "LAST" ? "" : " DESC"}`;
  }
  return `CASE WHEN ${key} IS NULL THEN ${wanted === "LAST" ? "1 ELSE 0" : "0 ELSE 1"} END`;
}
