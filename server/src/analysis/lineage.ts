/** Which stored columns a result column comes from, through derived tables, definitions and set operations. */
import type { Expression, Query } from "../sql/ast.ts";
import type { Analysis } from "./analyze.ts";
import type { ColumnOrigin, ResultColumn, ScopeColumn } from "./model.ts";
import { arms } from "./scope-tree.ts";

export interface ColumnLineage {
  readonly column: ResultColumn;
  /** Each stored column once. */
  readonly sources: readonly ColumnOrigin[];
  /** The value is handed on as it is stored. */
  readonly direct: boolean;
  /** False where a part comes from something that is not known. */
  readonly complete: boolean;
}

/** The lineage of every result column of a query, in order. */
export function lineage(analysis: Analysis, query: Query): readonly ColumnLineage[] {
  return analysis.resultSet(query).columns.map((column) => columnLineage(analysis, column));
}

/** The lineage of one result column. */
export function columnLineage(analysis: Analysis, column: ResultColumn): ColumnLineage {
  const sources = new Map<ColumnOrigin["column"], ColumnOrigin>();
  const seen = new Set<object>();
  const pending: (Expression | ResultColumn | ScopeColumn)[] = [column];
  let complete = true;
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (seen.has(at)) {
      continue;
    }
    seen.add(at);
    if ("kind" in at) {
      complete = expression(at, pending) && complete;
    } else if ("relation" in at) {
      complete = scopeColumn(at, pending) && complete;
    } else if (at.inputs !== undefined) {
      pending.push(...at.inputs);
    } else if (at.expression !== undefined) {
      pending.push(at.expression);
    } else if (at.column !== undefined) {
      pending.push(at.column);
    } else if (at.origin !== undefined) {
      sources.set(at.origin.column, at.origin);
    } else {
      complete = false;
    }
  }
  return {
    column,
    sources: [...sources.values()],
    direct: sources.size === 1 && column.origin !== undefined,
    complete,
  };

  function scopeColumn(
    at: ScopeColumn,
    next: (Expression | ResultColumn | ScopeColumn)[],
  ): boolean {
    if (at.origin !== undefined) {
      sources.set(at.origin.column, at.origin);
      return true;
    }
    if (at.result !== undefined) {
      next.push(at.result);
      return true;
    }
    return false;
  }

  /** Puts what an expression reads on the list; false where some of it cannot be known. */
  function expression(
    root: Expression,
    next: (Expression | ResultColumn | ScopeColumn)[],
  ): boolean {
    let isKnown = true;
    const stack: unknown[] = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (Array.isArray(node)) {
        stack.push(...node);
        continue;
      }
      if (!isNode(node)) {
        continue;
      }
      if (node.kind === "column") {
        const found = analysis.resolve(node as Extract<Expression, { kind: "column" }>);
        if (found.tag === "column") {
          next.push(...(found.merged ?? [found.column]));
        } else if (found.tag === "alias") {
          next.push(found.column);
        } else if (found.tag === "relation") {
          next.push(...found.relation.columns);
        } else if (
          found.tag !== "variable" &&
          found.tag !== "function" &&
          found.tag !== "keyword"
        ) {
          isKnown = false;
        }
      } else if (QUERY_KINDS.has(node.kind)) {
        for (const arm of arms(node as Query)) {
          next.push(...analysis.resultSet(arm).columns);
        }
      } else {
        stack.push(...Object.values(node).filter((it) => typeof it === "object" && it !== null));
      }
    }
    return isKnown;
  }
}

const QUERY_KINDS = new Set(["select", "compound", "values", "table-query", "dml-query"]);

function isNode(value: unknown): value is { readonly kind: string } {
  return typeof value === "object" && value !== null && "kind" in value;
}
