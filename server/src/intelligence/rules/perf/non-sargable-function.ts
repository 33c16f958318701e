import type { Expression } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import {
  allNodes,
  COMPARISONS,
  calledName,
  filters,
  hasAggregate,
  hasExpressionIndex,
  isConstant,
  leads,
  originOf,
} from "../../tree.ts";

const S =
  "CREATE TABLE t (id int PRIMARY KEY, email text, at timestamp); CREATE INDEX i ON t (email); CREATE INDEX j ON t (at);";

export const nonSargableFunction: Rule = {
  id: "perf/non-sargable-function",
  severity: "warning",
  needs: ["catalog"],
  summary: "A function or cast around an indexed column in a predicate.",
  why: "The index holds the column's values, not the function's, so it cannot be searched.",
  advice: "Compare the bare column with a range, or index the expression.",
  sources: ["https://use-the-index-luke.com/sql/where-clause/functions"],
  examples: [
    {
      schema: S,
      bad: `
SELECT id FROM t WHERE lower(email) = 'x'
                       ^^^^^^^^^^^^ The index on email cannot be searched for lower(email).`,
    },
    {
      schema: S,
      bad: `
SELECT id FROM t WHERE at::date = '2024-01-01'
                       ^^^^^^^^ The index on at cannot be searched for at::date.`,
    },
    {
      schema: `${S} CREATE INDEX k ON t (lower(email));`,
      good: "SELECT id FROM t WHERE lower(email) = 'x'",
    },
    { schema: S, good: "SELECT id FROM t WHERE email = lower('X')" },
    { schema: S, good: "SELECT lower(email) FROM t WHERE email::text = 'x'" },
  ],
  visit: {
    binary(node, context) {
      if (COMPARISONS.has(node.op) && filters(context.ancestors) === "where") {
        if (isConstant(node.right)) {
          check(node.left, context);
        } else if (isConstant(node.left)) {
          check(node.right, context);
        }
      }
    },
    in(node, context) {
      if (filters(context.ancestors) === "where" && !node.not) {
        check(node.operand, context);
      }
    },
    between(node, context) {
      if (filters(context.ancestors) === "where" && !node.not) {
        check(node.operand, context);
      }
    },
  },
};

function check(side: Expression, context: RuleContext): void {
  if ((side.kind !== "call" && side.kind !== "cast") || hasAggregate(side, context.dialect)) {
    return;
  }
  const columns = allNodes(side).flatMap((it) =>
    it.kind === "column" ? [originOf(it, context)] : [],
  );
  const known = columns.filter((it) => it !== undefined);
  const [origin] = known;
  if (
    origin === undefined ||
    known.length !== 1 ||
    leads(origin.table, origin.column.name).length === 0
  ) {
    return;
  }
  // A cast between texts keeps the order, and the index with it.
  if (
    side.kind === "cast" &&
    (side.operand.kind !== "column" ||
      context.analysis.typeOf(side).kind === origin.column.type.kind)
  ) {
    return;
  }
  const functionName = side.kind === "call" ? calledName(side) : side.type.name;
  if (!hasExpressionIndex(origin.table, functionName, origin.column.name)) {
    context.report({
      range: side,
      message: `The index on ${origin.column.name} cannot be searched for ${context.text(side)}.`,
    });
  }
}
