import type { Where } from "../../../sql/ast.ts";
import { conditions, LARGE } from "../../rows.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { conjuncts, leads, originOf } from "../../tree.ts";

const S =
  "CREATE TABLE t (id int PRIMARY KEY, email text, kind text, n int); CREATE INDEX i ON t (n);";

export const missingIndex: Rule = {
  id: "perf/missing-index",
  severity: "warning",
  needs: ["catalog"],
  summary: "A selective predicate on a large table without an index that serves it.",
  why: "The whole table is read for a few rows.",
  advice: "Create an index on the column.",
  examples: [
    {
      schema: S,
      statistics: { t: { rows: 1_000_000, columns: { email: { distinct: 900_000 } } } },
      bad: `
SELECT id FROM t WHERE email = 'x'
                       ^^^^^^^^^^^ No index of t begins with email: about 1000000 rows are read.`,
    },
    {
      schema: S,
      statistics: { t: { rows: 1_000_000, columns: { kind: { distinct: 3 } } } },
      good: "SELECT id FROM t WHERE kind = 'x'",
    },
    {
      schema: S,
      statistics: { t: { rows: 1_000_000, columns: { email: { distinct: 900_000 } } } },
      good: "SELECT id FROM t WHERE email = 'x' AND n = 5",
    },
    {
      schema: S,
      statistics: { t: { rows: 200, columns: { email: { distinct: 200 } } } },
      good: "SELECT id FROM t WHERE email = 'x'",
    },
    { schema: S, good: "SELECT id FROM t WHERE email = 'x'" },
  ],
  visit: {
    select: (node, context) => check(node.where, context),
    update: (node, context) => check(node.where, context),
    delete: (node, context) => check(node.where, context),
  },
};

function check(where: Where | undefined, context: RuleContext): void {
  const all = conditions(where, context);
  for (const it of all) {
    const rows = it.table.rows ?? 0;
    const distinct = it.column.statistics?.distinct;
    const isSelective = distinct !== undefined && distinct >= 50;
    if (
      it.type !== "equal" ||
      rows < LARGE ||
      !isSelective ||
      isServed(where, it.table.name, context)
    ) {
      continue;
    }
    context.report({
      range: it.node,
      message: `No index of ${it.table.name} begins with ${it.column.name}: about ${rows} rows are read.`,
    });
    return;
  }
}

/** Does some index begin with a column that the predicate compares with anything? */
function isServed(where: Where | undefined, table: string, context: RuleContext): boolean {
  return conjuncts(where?.condition).some((it) => {
    const sides =
      it.kind === "binary"
        ? [it.left, it.right]
        : "operand" in it && it.operand !== undefined
          ? [it.operand]
          : [];
    return sides.some((side) => {
      const origin = originOf(side, context);
      return origin?.table.name === table && leads(origin.table, origin.column.name).length > 0;
    });
  });
}
