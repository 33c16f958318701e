/** What a new index shares with the indexes and keys that its table has already. */
import type { Index } from "../catalog/model.ts";
import type { CreateIndex } from "../sql/ast.ts";
import type { RuleContext } from "./rule.ts";

export interface Comparison {
  /** The columns of the new index, each as text that is equal where the order stored is equal. */
  readonly keys: readonly string[];
  /** What else the table has of the same method, written in the same way. */
  readonly others: readonly { readonly name: string; readonly keys: readonly string[] }[];
}

/**
 * Compares a plain new index with the table's others; undefined for one that does more than order its
 * columns: a unique, partial, covering, expression or special index, or one with its own operators.
 */
export function comparison(node: CreateIndex, context: RuleContext): Comparison | undefined {
  const table = context.index?.table(node.table.parts);
  const isPlain =
    !node.unique &&
    node.where === undefined &&
    node.type === undefined &&
    node.include === undefined &&
    node.columns.every(
      (it) =>
        it.expression.kind === "column" &&
        it.opclass === undefined &&
        it.collation === undefined &&
        it.nulls === undefined,
    );
  if (table === undefined || !isPlain) {
    return undefined;
  }
  const keys = node.columns.map((it) =>
    keyText(
      it.expression.kind === "column" ? it.expression.parts.at(-1)?.text : undefined,
      it.direction === "DESC",
      it.prefixLength,
    ),
  );
  const method = methodOf(node.method?.text);
  const own = node.name?.parts.at(-1)?.text.toLowerCase();
  const constraints = [table.primaryKey, ...table.uniqueKeys].flatMap((it) =>
    it === undefined || method !== DEFAULT_METHOD
      ? []
      : [{ name: it.name ?? "the key", keys: it.columns.map((column) => keyText(column)) }],
  );
  const others = [
    ...table.indexes
      .filter((it) => isComparable(it) && methodOf(it.method) === method)
      .map((it) => ({
        name: it.name,
        keys: it.columns.map((key) => keyText(key.column, key.descending, key.prefixLength)),
      })),
    ...constraints,
  ].filter((it) => it.name.toLowerCase() !== own);
  return { keys, others };
}

const DEFAULT_METHOD = "btree";

function methodOf(written: string | undefined): string {
  return written?.toLowerCase() ?? DEFAULT_METHOD;
}

function isComparable(it: Index): boolean {
  return (
    it.where === undefined &&
    it.invalid !== true &&
    it.columns.every((key) => key.column !== undefined)
  );
}

function keyText(column = "", descending = false, prefixLength?: number): string {
  return `${column.toLowerCase()}${prefixLength === undefined ? "" : `(${prefixLength})`}${descending ? " desc" : ""}`;
}
