import type { Where } from "../../../sql/ast.ts";
import { type Condition, conditions, LARGE } from "../../rows.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { leads, uniqueKeys } from "../../tree.ts";

const S =
  "CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int); CREATE INDEX i ON t (a); CREATE INDEX j ON t (b, c);";
const MANY = {
  t: { rows: 5_000_000, columns: { a: { distinct: 1000 }, c: { distinct: 500 } } },
};

export const missingCompositeIndex: Rule = {
  id: "perf/missing-composite-index",
  severity: "warning",
  needs: ["catalog"],
  summary: "Several selective conditions, of which an index serves only one.",
  why: "The rows found by the first condition are fetched and then thrown away by the others.",
  advice: "One index on all of these columns, those compared with = first.",
  examples: [
    {
      schema: S,
      statistics: MANY,
      bad: `
SELECT id FROM t WHERE a = 1 AND c = 2
                       ^^^^^^^^^^^^^^^ An index of t serves a alone; the other conditions are tested on every row it finds.`,
    },
    { schema: S, statistics: MANY, good: "SELECT id FROM t WHERE b = 1 AND c = 2" },
    { schema: S, statistics: MANY, good: "SELECT b FROM t WHERE id = 1 AND c = 2" },
    { schema: S, statistics: MANY, good: "SELECT id FROM t WHERE a = 1" },
    { schema: S, good: "SELECT id FROM t WHERE a = 1 AND c = 2" },
    {
      schema: S,
      statistics: { t: { rows: 5_000_000, columns: { a: { distinct: 4_000_000 } } } },
      good: "SELECT id FROM t WHERE a = 1 AND c = 2",
    },
  ],
  visit: {
    select: (node, context) => check(node.where, context),
    update: (node, context) => check(node.where, context),
    delete: (node, context) => check(node.where, context),
  },
};

/** So few rows are read and tested sooner than a second column is searched. */
const FEW = 100;
/** A column with fewer values narrows too little to be worth a place in an index. */
const LEAST_DISTINCT = 3;

function check(where: Where | undefined, context: RuleContext): void {
  const found = conditions(where, context);
  for (const table of new Set(found.map((it) => it.table))) {
    const all = found.filter((it) => it.table === table);
    const served = all.filter((it) => leads(table, it.column.name).length > 0);
    const [first] = served;
    const names = all.filter(isSelective).map((it) => it.column.name);
    const others = new Set(names.filter((it) => it !== first?.column.name));
    const fixed = all.filter((it) => it.type === "equal").map((it) => it.column.name);
    const isCovered =
      uniqueKeys(table).some((key) => key.every((it) => fixed.includes(it))) ||
      table.indexes.some(
        (it) =>
          it.columns.slice(0, 2).every((key) => names.includes(key.column ?? "")) &&
          it.columns.length > 1,
      );
    const least = Math.min(...served.map((it) => rowsLeft(it, table.rows ?? 0)));
    if (
      first !== undefined &&
      others.size > 0 &&
      (table.rows ?? 0) >= LARGE &&
      least >= FEW &&
      !isCovered &&
      fixed.length > 0
    ) {
      const [start, end] = [all[0]?.node.start ?? 0, all.at(-1)?.node.end ?? 0];
      context.report({
        range: { start, end },
        message: `An index of ${table.name} serves ${first.column.name} alone; the other conditions are tested on every row it finds.`,
      });
    }
  }
}

function isSelective(it: Condition): boolean {
  return (it.column.statistics?.distinct ?? LEAST_DISTINCT) >= LEAST_DISTINCT;
}

function rowsLeft(it: Condition, rows: number): number {
  const distinct = it.column.statistics?.distinct;
  return distinct === undefined || it.type === "range" ? rows : rows / Math.max(distinct, 1);
}
