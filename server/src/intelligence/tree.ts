/** Questions that several rules ask of a tree and its analysis. */
import { memo } from "../base/memo.ts";
import type { Range } from "../base/text.ts";
import type { Column, Index, Table } from "../catalog/model.ts";
import type { Call, Expression, Node, Select } from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import { children } from "../sql/walk.ts";
import type { Pack } from "../wirevm/packs/pack.ts";
import type { RuleContext } from "./rule.ts";

/** The last part of a call's name, lower-case. */
export function calledName(node: Node): string {
  return node.kind === "call" ? (node.name.parts.at(-1)?.text.toLowerCase() ?? "") : "";
}

/** The operands of a chain of one operator, in text order. */
export function operands(expression: Expression, op: "AND" | "OR"): readonly Expression[] {
  const found: Expression[] = [];
  const stack: Expression[] = [expression];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.kind === "binary" && at.op === op) {
      stack.push(at.right, at.left);
    } else {
      found.push(at);
    }
  }
  return found;
}

export function conjuncts(expression: Expression | undefined): readonly Expression[] {
  return expression === undefined ? [] : operands(expression, "AND");
}

/** The node and all below it, without entering queries inside. */
export function ownNodes(root: Node): readonly Node[] {
  const found: Node[] = [];
  const stack: Node[] = [root];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    found.push(at);
    if (at === root || !QUERIES.has(at.kind)) {
      stack.push(...children(at));
    }
  }
  return found;
}

/** The node and all below it. */
export function allNodes(root: Node): readonly Node[] {
  const found: Node[] = [];
  const stack: Node[] = [root];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    found.push(at);
    stack.push(...children(at));
  }
  return found;
}

const QUERIES: ReadonlySet<string> = new Set([
  "select",
  "compound",
  "values",
  "table-query",
  "dml-query",
]);

const aggregateNames = memo((pack: Pack): ReadonlySet<string> => {
  const names = pack.functions
    .filter((it) => it.kind === "aggregate")
    .map((it) => it.name.toLowerCase());
  return new Set(["count", "sum", "avg", "min", "max", ...names]);
});

/** A call that folds rows: an aggregate that is not used as a window function. */
export function isAggregate(node: Node, dialect: Dialect): node is Call {
  if (node.kind !== "call" || node.over !== undefined) {
    return false;
  }
  const name = calledName(node);
  // Some engines let min and max of several arguments compare within a row.
  return (
    aggregateNames(dialect.pack).has(name) &&
    !((name === "min" || name === "max") && node.args.length > 1)
  );
}

export function hasAggregate(root: Node, dialect: Dialect): boolean {
  return ownNodes(root).some((it) => isAggregate(it, dialect));
}

export function hasSubquery(root: Node): boolean {
  return allNodes(root).some((it) => it !== root && QUERIES.has(it.kind));
}

/** No column and no query in it: the same for every row. */
export function isConstant(expression: Expression): boolean {
  return allNodes(expression).every(
    (it) => it.kind !== "column" && it.kind !== "star" && !QUERIES.has(it.kind),
  );
}

/** The stored column that an expression is, through aliases and derived tables. */
export function originOf(
  expression: Expression,
  context: Pick<RuleContext, "analysis">,
): { readonly table: Table; readonly column: Column } | undefined {
  if (expression.kind !== "column") {
    return undefined;
  }
  const found = context.analysis.resolve(expression);
  return found.tag === "column" && found.merged === undefined && (found.path ?? []).length === 0
    ? found.column.origin
    : undefined;
}

/** Indexes and keys whose first column it is. */
export function leads(table: Table, column: string): readonly Pick<Index, "name" | "unique">[] {
  const keys = [table.primaryKey, ...table.uniqueKeys].filter((it) => it?.columns[0] === column);
  return [
    ...table.indexes.filter((it) => it.columns[0]?.column === column && it.invalid !== true),
    ...keys.map((it) => ({ name: it?.name ?? "key", unique: true })),
  ];
}

/** An index on an expression that could be this one. */
export function hasExpressionIndex(table: Table, functionName: string, column: string): boolean {
  return table.indexes.some((it) =>
    it.columns.some((key) => {
      const text = (key.expression ?? "").toLowerCase();
      return text.includes(functionName.toLowerCase()) && text.includes(column.toLowerCase());
    }),
  );
}

/** Unique keys of a table, each as its column names. */
export function uniqueKeys(table: Table): readonly (readonly string[])[] {
  return [
    ...(table.primaryKey === undefined ? [] : [table.primaryKey.columns]),
    ...table.uniqueKeys.map((it) => it.columns),
    ...table.indexes
      .filter(
        (it) =>
          it.unique &&
          it.where === undefined &&
          it.columns.every((key) => key.column !== undefined),
      )
      .map((it) => it.columns.map((key) => key.column ?? "")),
  ];
}

/** Where a predicate stands: rows are chosen by it, through AND, OR and NOT only. */
export function filters(ancestors: readonly Node[]): "where" | "on" | "having" | undefined {
  for (let i = ancestors.length - 1; i >= 0; i -= 1) {
    const node = ancestors[i];
    switch (node?.kind) {
      case "where":
        return "where";
      case "join":
        return "on";
      case "having":
        return "having";
      case "binary":
        if (node.op !== "AND" && node.op !== "OR" && node.op !== "XOR") {
          return undefined;
        }
        break;
      case "unary":
        if (node.op !== "NOT" && node.op !== "!") {
          return undefined;
        }
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}

/** The select that a node belongs to. */
export function selectAround(ancestors: readonly Node[]): Select | undefined {
  return ancestors.findLast((it): it is Select => it.kind === "select");
}

/** Is the query the whole statement, or an arm of its set operations? */
export function isOutermost(ancestors: readonly Node[]): boolean {
  return ancestors.every((it) => it.kind === "compound" || it.kind === "explain");
}

/** The same expression apart from case and white space. */
export function sameText(a: Range, b: Range, context: Pick<RuleContext, "text">): boolean {
  return normal(context.text(a)) === normal(context.text(b));
}

function normal(text: string): string {
  return text
    .replace(/\s+/gu, " ")
    .replace(/\s*([(),.=<>])\s*/gu, "$1")
    .toLowerCase();
}

export const COMPARISONS: ReadonlySet<string> = new Set([
  "=",
  "<>",
  "!=",
  "==",
  "<",
  ">",
  "<=",
  ">=",
  "<=>",
]);

export function numberValue(expression: Expression | undefined): number | undefined {
  if (expression?.kind === "literal" && expression.type === "number") {
    return Number(expression.value);
  }
  if (expression?.kind === "unary" && expression.op === "-") {
    const value = numberValue(expression.operand);
    return value === undefined ? undefined : -value;
  }
  return undefined;
}

export function isNullLiteral(expression: Expression): boolean {
  return expression.kind === "literal" && expression.type === "null";
}
