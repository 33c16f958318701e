import type { Expression, Query } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { COMPARISONS, conjuncts, sameText } from "../../tree.ts";

export const notInNullable: Rule = {
  id: "correctness/not-in-nullable",
  severity: "error",
  needs: ["catalog"],
  summary: "`NOT IN` a subquery whose column can be `NULL`.",
  why: "One NULL in the subquery's result makes the predicate true for no row at all.",
  advice: "Use NOT EXISTS, or leave NULLs out of the subquery.",
  sources: ["https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_NOT_IN"],
  examples: [
    {
      schema: "CREATE TABLE o (id int PRIMARY KEY, c int); CREATE TABLE u (id int PRIMARY KEY);",
      bad: `
SELECT id FROM u WHERE id NOT IN (SELECT c FROM o)
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ The subquery can return NULL, and then NOT IN chooses no row.`,
    },
    {
      schema: "CREATE TABLE o (id int PRIMARY KEY, c int); CREATE TABLE u (id int PRIMARY KEY);",
      bad: `
SELECT id FROM u WHERE id <> ALL (SELECT o.c FROM o WHERE o.id > 3)
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The subquery can return NULL, and then NOT IN chooses no row.`,
    },
    {
      schema: "CREATE TABLE o (id int PRIMARY KEY, c int); CREATE TABLE u (id int PRIMARY KEY);",
      good: "SELECT id FROM u WHERE id NOT IN (SELECT c FROM o WHERE c IS NOT NULL)",
    },
    {
      schema: "CREATE TABLE o (id int PRIMARY KEY, c int); CREATE TABLE u (id int PRIMARY KEY);",
      good: "SELECT id FROM u WHERE id NOT IN (SELECT id FROM o) AND id IN (SELECT c FROM o)",
    },
    {
      schema: "CREATE TABLE o (id int PRIMARY KEY, c int); CREATE TABLE u (id int PRIMARY KEY);",
      good: "SELECT id FROM u WHERE id NOT IN (SELECT c FROM o WHERE c > 5)",
    },
  ],
  visit: {
    in(node, context) {
      const parent = context.ancestors.at(-1);
      const isNegated = node.not !== (parent?.kind === "unary" && parent.op === "NOT");
      if (isNegated && node.query !== undefined && canBeNull(node.query, context)) {
        context.report({ range: node, message: MESSAGE });
      }
    },
    binary(node, context) {
      const { right } = node;
      if (
        (node.op === "<>" || node.op === "!=") &&
        right.kind === "quantified" &&
        right.quantifier === "ALL" &&
        right.query !== undefined &&
        canBeNull(right.query, context)
      ) {
        context.report({ range: node, message: MESSAGE });
      }
    },
  },
};

const MESSAGE = "The subquery can return NULL, and then NOT IN chooses no row.";

function canBeNull(query: Query, context: RuleContext): boolean {
  if (query.kind === "compound") {
    return canBeNull(query.left, context) || canBeNull(query.right, context);
  }
  if (query.kind !== "select" || query.items.length !== 1) {
    return false;
  }
  const [column] = context.analysis.resultSet(query).columns;
  const expression = query.items[0]?.expression;
  if (column?.type.nullable !== true || expression?.kind !== "column") {
    return false;
  }
  return !conjuncts(query.where?.condition).some((it) => rejectsNull(it, expression, context));
}

/** Is the predicate true only where the expression is not NULL? */
function rejectsNull(predicate: Expression, expression: Expression, context: RuleContext): boolean {
  const same = (it: Expression): boolean =>
    sameText(it, expression, context) ||
    (it.kind === "column" &&
      expression.kind === "column" &&
      it.parts.at(-1)?.text.toLowerCase() === expression.parts.at(-1)?.text.toLowerCase());
  switch (predicate.kind) {
    case "is":
      return predicate.test === "null" && predicate.not && same(predicate.operand);
    case "binary":
      return (
        COMPARISONS.has(predicate.op) &&
        predicate.op !== "<=>" &&
        (same(predicate.left) || same(predicate.right))
      );
    case "in":
    case "between":
    case "like":
      return same(predicate.operand);
    default:
      return false;
  }
}
