import type { Expression, Where } from "../../../sql/ast.ts";
import { LARGE } from "../../rows.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { conjuncts, isConstant, originOf } from "../../tree.ts";

const S = "CREATE TABLE t (id int PRIMARY KEY, state text);";
const MANY = { t: { rows: 3_000_000 } };

export const negativePredicate: Rule = {
  id: "perf/negative-predicate",
  severity: "info",
  needs: ["catalog"],
  summary: "A large table filtered only by what a value is not.",
  why: "Almost every row passes, and no index helps to find them.",
  advice: "Name the values that are wanted, or make a partial index.",
  examples: [
    {
      schema: S,
      statistics: MANY,
      bad: `
SELECT id FROM t WHERE state <> 'done'
                       ^^^^^^^^^^^^^^^ The only filter says what state is not: no index narrows about 3000000 rows.`,
    },
    {
      schema: S,
      statistics: MANY,
      bad: `
SELECT id FROM t WHERE state NOT IN ('a', 'b')
                       ^^^^^^^^^^^^^^^^^^^^^^^ The only filter says what state is not: no index narrows about 3000000 rows.`,
    },
    { schema: S, statistics: MANY, good: "SELECT id FROM t WHERE state <> 'done' AND id = 5" },
    { schema: S, statistics: MANY, good: "SELECT id FROM t WHERE state = 'open'" },
    { schema: S, good: "SELECT id FROM t WHERE state <> 'done'" },
    {
      schema: `${S} CREATE INDEX i ON t (id) WHERE state <> 'done';`,
      statistics: MANY,
      good: "SELECT id FROM t WHERE state <> 'done'",
    },
  ],
  visit: {
    select: (node, context) => check(node.where, context),
    update: (node, context) => check(node.where, context),
    delete: (node, context) => check(node.where, context),
  },
};

function check(where: Where | undefined, context: RuleContext): void {
  const all = conjuncts(where?.condition);
  const negated = all.flatMap((it) => negatedColumn(it) ?? []);
  const [first] = all;
  const [column] = negated;
  const origin = column === undefined ? undefined : originOf(column, context);
  const rows = origin?.table.rows ?? 0;
  if (
    first !== undefined &&
    origin !== undefined &&
    negated.length === all.length &&
    rows >= LARGE &&
    // A partial index may hold just these rows.
    !origin.table.indexes.some((it) => it.where?.includes(origin.column.name))
  ) {
    context.report({
      range: { start: first.start, end: all.at(-1)?.end ?? first.end },
      message: `The only filter says what ${origin.column.name} is not: no index narrows about ${rows} rows.`,
    });
  }
}

function negatedColumn(it: Expression): Expression | undefined {
  switch (it.kind) {
    case "binary":
      return (it.op === "<>" || it.op === "!=") && isConstant(it.right) ? it.left : undefined;
    case "like":
      return it.not ? it.operand : undefined;
    case "in":
      return it.not && it.list !== undefined ? it.operand : undefined;
    case "unary":
      return it.op === "NOT" && (it.operand.kind === "like" || it.operand.kind === "in")
        ? it.operand.operand
        : undefined;
    default:
      return undefined;
  }
}
