import type { ScopeRelation } from "../../../analysis/model.ts";
import type { Expression, NodeBase, Relation, Select } from "../../../sql/ast.ts";
import {
  columnsIn,
  everyConjunct,
  isOneRow,
  joins,
  leaves,
  relationOfColumn,
} from "../../joins.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { hasAggregate, isConstant } from "../../tree.ts";

export const cartesianJoin: Rule = {
  id: "correctness/cartesian-join",
  severity: "error",
  needs: [],
  summary: "Tables without any predicate that joins them.",
  why: "Every row of one side meets every row of the other: the result grows to the product of both.",
  advice: "Add the join predicate; where the product is meant, write CROSS JOIN.",
  examples: [
    {
      bad: `
SELECT a.x, b.y FROM a, b WHERE a.x = 1
                        ^ Nothing joins b to the tables before it: every row meets every row.`,
    },
    {
      bad: `
SELECT a.x FROM a JOIN b ON a.id = b.a_id, c
                                           ^ Nothing joins c to the tables before it: every row meets every row.`,
    },
    {
      bad: `
SELECT a.x FROM a JOIN b ON 1 = 1
                       ^ Nothing joins b to the tables before it: every row meets every row.`,
    },
    {
      bad: `
SELECT a.x FROM a JOIN b ON a.x = a.y
                       ^ Nothing joins b to the tables before it: every row meets every row.`,
    },
    { good: "SELECT a.x FROM a, b WHERE a.id = b.a_id" },
    { good: "SELECT a.x FROM a CROSS JOIN b" },
    { good: "SELECT a.x FROM a, generate_series(1, 3) AS g" },
    { good: "SELECT a.x FROM a, LATERAL (SELECT 1 AS n) AS l" },
    { good: "SELECT a.x FROM a, (SELECT max(y) AS m FROM b) AS b WHERE a.x > 3" },
    { good: "SELECT x FROM a, b WHERE a_id = b_id" },
    { good: "SELECT a.x FROM a JOIN b USING (id)" },
    { good: "WITH p AS (SELECT 5 AS n) SELECT a.x FROM a, p" },
    { good: "SELECT a.x FROM a, b WHERE a.id = $1 AND b.id = $1" },
  ],
  visit: {
    select(node, context) {
      if (node.from !== undefined && leaves(node.from.relations).length > 1) {
        check(node, context);
      }
    },
  },
};

function check(select: Select, context: RuleContext): void {
  const all = leaves(select.from?.relations ?? []);
  const parent = all.map((_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (parent[at] !== undefined && parent[at] !== at) {
      at = parent[at] ?? at;
    }
    return at;
  };
  const connect = (a: number, b: number): void => {
    parent[find(b)] = find(a);
  };
  const position = new Map<ScopeRelation, number>();
  all.forEach((it, index) => {
    const relation = context.analysis.relationOf(it);
    if (relation !== undefined) {
      position.set(relation, index);
    }
    if (index > 0 && (!isStored(it) || oneRow(it, context))) {
      connect(index - 1, index);
    }
  });
  const first = all[0];
  if (first !== undefined && (!isStored(first) || oneRow(first, context))) {
    connect(0, 1);
  }
  for (const it of joins(select.from?.relations ?? [])) {
    const isMeant =
      it.on === undefined || it.type === "cross" || it.natural || it.using !== undefined;
    if (isMeant) {
      connectSides(it.left, it.right, all, connect);
    }
  }
  const outside = all.length;
  parent.push(outside);
  const constants = new Map<string, number>();
  for (const it of everyConjunct(select)) {
    const columns = columnsIn(it, context);
    const used = new Set<number>();
    let isOpen = false;
    for (const column of columns) {
      const relation = relationOfColumn(column, context)?.relation;
      const index = relation === undefined ? undefined : position.get(relation);
      if (index !== undefined) {
        used.add(index);
      } else if (relation === undefined) {
        isOpen = true;
      } else {
        used.add(outside);
      }
    }
    const key = constantOf(it, context);
    const [only] = used;
    if (key !== undefined && only !== undefined && used.size === 1) {
      const same = constants.get(key);
      if (same === undefined) {
        constants.set(key, only);
      } else {
        connect(same, only);
      }
    }
    if (isOpen && columns.length > 1) {
      return;
    }
    const [one, ...others] = used;
    for (const other of others) {
      connect(one ?? 0, other);
    }
  }
  const home = find(0);
  const lost = all.find((_, index) => find(index) !== home);
  if (lost !== undefined) {
    const range: NodeBase = lost.kind === "table" ? lost.name : lost;
    const name = lost.kind === "table" ? context.text(lost.name) : "this relation";
    context.report({
      range,
      message: `Nothing joins ${name} to the tables before it: every row meets every row.`,
    });
  }
}

function isStored(relation: Relation): boolean {
  return relation.kind === "table" || (relation.kind === "derived-table" && !relation.lateral);
}

function oneRow(relation: Relation, context: RuleContext): boolean {
  const query =
    relation.kind === "derived-table"
      ? relation.query
      : context.analysis.relationOf(relation)?.cte?.query;
  return isOneRow(query, (it) => hasAggregate(it, context.dialect));
}

function connectSides(
  left: Relation,
  right: Relation,
  all: readonly Relation[],
  connect: (a: number, b: number) => void,
): void {
  const lasts = leaves([left]).at(-1);
  const [next] = leaves([right]);
  const a = lasts === undefined ? -1 : all.indexOf(lasts);
  const b = next === undefined ? -1 : all.indexOf(next);
  if (a >= 0 && b >= 0) {
    connect(a, b);
  }
}

/** The text of what a column is set equal to. */
function constantOf(predicate: Expression, context: RuleContext): string | undefined {
  if (predicate.kind !== "binary" || predicate.op !== "=") {
    return undefined;
  }
  const value = isConstant(predicate.right)
    ? predicate.right
    : isConstant(predicate.left)
      ? predicate.left
      : undefined;
  return value === undefined ? undefined : context.text(value);
}
