import type { ScopeRelation } from "../../../analysis/model.ts";
import type { Call, Select } from "../../../sql/ast.ts";
import { columnsIn, equalities, leaves, type Place, relationOfColumn } from "../../joins.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import {
  calledName,
  conjuncts,
  isAggregate,
  isConstant,
  ownNodes,
  uniqueKeys,
} from "../../tree.ts";

const S = `CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, total int);
CREATE TABLE logins (id int PRIMARY KEY, user_id int REFERENCES users);
CREATE TABLE items (id int PRIMARY KEY, order_id int REFERENCES orders, price int);
CREATE TABLE tags (id int PRIMARY KEY, name text);
CREATE TABLE order_tags (order_id int, tag_id int, PRIMARY KEY (order_id, tag_id));`;

export const joinFanoutAggregate: Rule = {
  id: "correctness/join-fanout-aggregate",
  severity: "error",
  needs: ["catalog"],
  summary: "A sum or count of rows that a join has multiplied.",
  why: "A join to many repeats each row, and the aggregate counts every copy.",
  advice: "Aggregate each table by itself first, then join; or COUNT(DISTINCT key).",
  examples: [
    {
      schema: S,
      bad: `
SELECT u.id, sum(o.total) FROM users u JOIN orders o ON o.user_id = u.id JOIN logins l ON l.user_id = u.id GROUP BY u.id
             ^^^^^^^^^^^^ Rows of o are repeated for every match in l, so this comes out too large.`,
    },
    {
      schema: S,
      bad: `
SELECT sum(o.total) FROM orders o JOIN items i ON i.order_id = o.id
       ^^^^^^^^^^^^ Rows of o are repeated for every match in i, so this comes out too large.`,
    },
    {
      schema: S,
      good: "SELECT u.id, sum(o.total) FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id",
    },
    {
      schema: S,
      good: "SELECT u.id, count(DISTINCT o.id), count(DISTINCT l.id) FROM users u JOIN orders o ON o.user_id = u.id JOIN logins l ON l.user_id = u.id GROUP BY u.id",
    },
    {
      schema: S,
      good: "SELECT g.name, sum(o.total) FROM orders o JOIN order_tags x ON x.order_id = o.id JOIN tags g ON g.id = x.tag_id GROUP BY g.name",
    },
    {
      schema: S,
      good: "SELECT sum(o.total) FROM orders o JOIN order_tags x ON x.order_id = o.id WHERE x.tag_id = 3",
    },
    {
      schema: S,
      good: "SELECT sum(i.price) FROM users u JOIN orders o ON o.user_id = u.id JOIN items i ON i.order_id = o.id",
    },
    {
      schema: S,
      good: "SELECT u.id, max(o.total) FROM users u JOIN orders o ON o.user_id = u.id JOIN logins l ON l.user_id = u.id GROUP BY u.id",
    },
  ],
  visit: {
    select(node, context) {
      const all = leaves(node.from?.relations ?? []).flatMap(
        (it) => context.analysis.relationOf(it) ?? [],
      );
      if (all.length < 2) {
        return;
      }
      const edges = equalities(node, context);
      const pinned = pinnedRelations(node, context);
      for (const it of [...node.items, ...(node.having === undefined ? [] : [node.having])]) {
        for (const call of ownNodes(it)) {
          if (
            isAggregate(call, context.dialect) &&
            ADDS.has(calledName(call)) &&
            call.distinct !== true
          ) {
            check(call, all, edges, pinned, context);
          }
        }
      }
    },
  },
};

const ADDS: ReadonlySet<string> = new Set(["sum", "count", "avg", "total"]);

function check(
  call: Call,
  all: readonly ScopeRelation[],
  edges: readonly (readonly [Place, Place])[],
  pinned: ReadonlySet<ScopeRelation>,
  context: RuleContext,
): void {
  const named = call.args.flatMap((it) => columnsIn(it, context));
  const found = named.map((it) => relationOfColumn(it, context));
  if (found.some((it) => it === undefined || it.outer > 0)) {
    return;
  }
  // COUNT(*) and constants count the rows of the join: wrong only where no relation has a row for each.
  const counted = new Set(found.length === 0 ? all : found.flatMap((it) => it?.relation ?? []));
  const repeated = [...counted].map((from) => ({ from, by: repeatedBy(from, edges, pinned) }));
  const [first] = repeated;
  if (first !== undefined && repeated.every((it) => it.by !== undefined)) {
    const name = (it: ScopeRelation | undefined) => it?.name ?? "the joined query";
    context.report({
      range: call,
      message: `Rows of ${name(first.from)} are repeated for every match in ${name(first.by)}, so this comes out too large.`,
    });
  }
}

/** The relation that a row of this one may meet many times, going from join to join. */
function repeatedBy(
  from: ScopeRelation,
  edges: readonly (readonly [Place, Place])[],
  pinned: ReadonlySet<ScopeRelation>,
): ScopeRelation | undefined {
  const seen = new Set([from]);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const here = at;
    const next = new Map<ScopeRelation, string[]>();
    for (const [a, b] of edges) {
      const other = a.relation === here ? b : b.relation === here ? a : undefined;
      if (other !== undefined && !seen.has(other.relation)) {
        next.set(other.relation, [...(next.get(other.relation) ?? []), other.column]);
      }
    }
    for (const [relation, columns] of next) {
      seen.add(relation);
      if (meetsMany(relation, columns) && !reaches(relation, seen, edges, pinned)) {
        return relation;
      }
      queue.push(relation);
    }
  }
  return undefined;
}

/** Only a stored table whose keys are known can be said to have several rows for one value. */
function meetsMany({ table }: ScopeRelation, columns: readonly string[]): boolean {
  const equal = columns.map((it) => it.toLowerCase());
  return (
    table !== undefined &&
    table.kind === "table" &&
    table.primaryKey !== undefined &&
    !uniqueKeys(table).some((key) => key.every((it) => equal.includes(it.toLowerCase())))
  );
}

/** Is this relation, or one behind it, told apart by the groups or fixed by the filter? */
function reaches(
  from: ScopeRelation,
  before: ReadonlySet<ScopeRelation>,
  edges: readonly (readonly [Place, Place])[],
  pinned: ReadonlySet<ScopeRelation>,
): boolean {
  const seen = new Set(before);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const here = at;
    if (pinned.has(here)) {
      return true;
    }
    seen.add(here);
    for (const [a, b] of edges) {
      const other = a.relation === here ? b : b.relation === here ? a : undefined;
      if (other !== undefined && !seen.has(other.relation)) {
        queue.push(other.relation);
      }
    }
  }
  return false;
}

/** Relations of which GROUP BY or an equality with a constant chooses the rows. */
function pinnedRelations(node: Select, context: RuleContext): ReadonlySet<ScopeRelation> {
  const fixed = conjuncts(node.where?.condition).flatMap((it) =>
    it.kind === "binary" && it.op === "=" && (isConstant(it.left) || isConstant(it.right))
      ? columnsIn(it, context)
      : [],
  );
  const grouped = (node.groupBy?.items ?? []).flatMap((it) => {
    const alias = it.kind === "column" ? context.analysis.resolve(it) : undefined;
    const meant = alias?.tag === "alias" ? alias.column.expression : undefined;
    return columnsIn(meant ?? it, context);
  });
  const ordinals = (node.groupBy?.items ?? []).flatMap((it) => {
    const item = it.kind === "literal" ? node.items[Number(it.value) - 1] : undefined;
    return item === undefined ? [] : columnsIn(item, context);
  });
  return new Set(
    [...fixed, ...grouped, ...ordinals].flatMap(
      (it) => relationOfColumn(it, context)?.relation ?? [],
    ),
  );
}
