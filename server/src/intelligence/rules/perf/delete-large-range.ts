import type { Table } from "../../../catalog/model.ts";
import type { Delete, Update } from "../../../sql/ast.ts";
import { conditions } from "../../rows.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { conjuncts, uniqueKeys } from "../../tree.ts";

const MANY = 100_000;
const S = "CREATE TABLE t (id int PRIMARY KEY, at timestamp, kind text);";

export const deleteLargeRange: Rule = {
  id: "perf/delete-large-range",
  severity: "warning",
  needs: ["catalog"],
  summary: "One `DELETE` or `UPDATE` of 100,000 rows or more.",
  why: "Locks are held long, the log swells, and replicas fall behind.",
  advice: "Work in batches, or drop a partition.",
  examples: [
    {
      schema: S,
      statistics: { t: { rows: 5_000_000 } },
      bad: `
DELETE FROM t WHERE at < '2020-01-01'
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ About 1666667 rows of t are changed at once.`,
    },
    { schema: S, statistics: { t: { rows: 5_000_000 } }, good: "DELETE FROM t WHERE id = 5" },
    { schema: S, statistics: { t: { rows: 5000 } }, good: "DELETE FROM t WHERE at < '2020-01-01'" },
    { schema: S, good: "DELETE FROM t WHERE at < '2020-01-01'" },
  ],
  visit: { delete: check, update: check },
};

function check(node: Delete | Update, context: RuleContext): void {
  const targets = context.analysis.targets(node);
  const table: Table | undefined = targets.length === 1 ? targets[0]?.table : undefined;
  const source = node.kind === "delete" ? node.using : node.from;
  if (
    table?.rows === undefined ||
    source !== undefined ||
    node.limit !== undefined ||
    node.top !== undefined
  ) {
    return;
  }
  const all = conditions(node.where, context);
  if (all.length !== conjuncts(node.where?.condition).length) {
    return;
  }
  let rows = table.rows;
  for (const it of all) {
    if (it.node.kind === "in") {
      return;
    }
    const isKey = uniqueKeys(table).some((key) => key[0] === it.column.name);
    const distinct = it.column.statistics?.distinct;
    if (it.type === "equal" && (isKey || distinct === undefined)) {
      return;
    }
    rows /= it.type === "range" ? 3 : Math.max(distinct ?? 1, 1);
  }
  if (rows >= MANY) {
    context.report({
      range: node,
      message: `About ${Math.round(rows)} rows of ${table.name} are changed at once.`,
    });
  }
}
