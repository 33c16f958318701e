/** What a query asks of one stored table, for the rules about indexes and amounts. */
import type { Column, Table } from "../catalog/model.ts";
import type { Expression, Relation, Where } from "../sql/ast.ts";
import { leaves } from "./joins.ts";
import type { RuleContext } from "./rule.ts";
import { conjuncts, isConstant, originOf } from "./tree.ts";

/** From here on a table counts as large. */
export const LARGE = 10_000;

export interface Condition {
  readonly node: Expression;
  readonly table: Table;
  readonly column: Column;
  readonly type: "equal" | "range";
}

/** The conditions of a WHERE that compare a bare column with a constant. */
export function conditions(where: Where | undefined, context: RuleContext): readonly Condition[] {
  return conjuncts(where?.condition).flatMap((node): Condition[] => {
    const [side, type]: [Expression | undefined, Condition["type"]] =
      node.kind === "binary" && isConstant(node.right)
        ? node.op === "="
          ? [node.left, "equal"]
          : ["<", ">", "<=", ">="].includes(node.op)
            ? [node.left, "range"]
            : [undefined, "range"]
        : node.kind === "in" && !node.not && node.list?.every(isConstant) === true
          ? [node.operand, "equal"]
          : node.kind === "between" && !node.not
            ? [node.operand, "range"]
            : [undefined, "range"];
    const origin = side === undefined ? undefined : originOf(side, context);
    return origin === undefined ? [] : [{ node, ...origin, type }];
  });
}

/** The one stored table of a FROM list. */
export function onlyTable(
  relations: readonly Relation[] | undefined,
  context: Pick<RuleContext, "analysis">,
): Table | undefined {
  const all = leaves(relations ?? []);
  const [only] = all;
  return all.length === 1 && only?.kind === "table"
    ? context.analysis.relationOf(only)?.table
    : undefined;
}
