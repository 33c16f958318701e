import type { Expression, Select } from "../../../sql/ast.ts";
import { everyConjunct, isSameTable, relationOfColumn } from "../../joins.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { hasAggregate } from "../../tree.ts";

export const triangularJoin: Rule = {
  id: "perf/triangular-join",
  severity: "warning",
  needs: [],
  summary: "A running total by joining a table to all earlier rows of itself.",
  why: "Every row is paired with all before it: the work grows with the square of the rows.",
  advice: "SUM(…) OVER (ORDER BY …).",
  examples: [
    {
      bad: `
SELECT a.id, (SELECT sum(b.n) FROM t b WHERE b.id <= a.id) AS total FROM t a
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Each row is added up with all before it; a window does it in one pass.`,
    },
    {
      bad: `
SELECT a.id, sum(b.n) FROM t a JOIN t b ON b.id <= a.id GROUP BY a.id
                                           ^^^^^^^^^^^^ Each row is added up with all before it; a window does it in one pass.`,
    },
    { good: "SELECT id, sum(n) OVER (ORDER BY id) FROM t" },
    { good: "SELECT a.id, b.id FROM t a JOIN t b ON b.email = a.email AND b.id < a.id" },
    { good: "SELECT a.id, (SELECT sum(b.n) FROM t b WHERE b.parent_id = a.id) FROM t a" },
    { good: "SELECT a.id, (SELECT max(b.at) FROM t b WHERE b.at < a.at) FROM t a" },
  ],
  visit: {
    subquery(node, context) {
      const { query } = node;
      if (
        query.kind === "select" &&
        query.groupBy === undefined &&
        accumulates(query, context) &&
        everyConjunct(query).some((it) => isTriangle(it, context, 1))
      ) {
        context.report({ range: node, message: MESSAGE });
      }
    },
    select(node, context) {
      if (node.groupBy === undefined || !accumulates(node, context)) {
        return;
      }
      const found = everyConjunct(node).find((it) => isTriangle(it, context, 0));
      if (found !== undefined) {
        context.report({ range: found, message: MESSAGE });
      }
    },
  },
};

const MESSAGE = "Each row is added up with all before it; a window does it in one pass.";

/** Least and greatest of the earlier rows are found in an index at once; sums and counts are not. */
function accumulates(select: Select, context: RuleContext): boolean {
  return select.items.some(
    (it) =>
      hasAggregate(it, context.dialect) &&
      /\b(?:sum|count|avg|total)\s*\(/iu.test(context.text(it)),
  );
}

/** An inequality of one column between two readings of the same table, one of them `outer` queries out. */
function isTriangle(it: Expression, context: RuleContext, outer: number): boolean {
  if (
    it.kind !== "binary" ||
    !["<", "<=", ">", ">="].includes(it.op) ||
    it.left.kind !== "column" ||
    it.right.kind !== "column" ||
    it.left.parts.at(-1)?.text.toLowerCase() !== it.right.parts.at(-1)?.text.toLowerCase()
  ) {
    return false;
  }
  const left = relationOfColumn(it.left, context);
  const right = relationOfColumn(it.right, context);
  return (
    left !== undefined &&
    right !== undefined &&
    left.relation !== right.relation &&
    Math.max(left.outer, right.outer) === outer &&
    Math.min(left.outer, right.outer) === 0 &&
    isSameTable(left.relation, right.relation)
  );
}
