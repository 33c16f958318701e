import type { Node } from "../../../sql/ast.ts";
import { columnsIn, findsOneRow, joins, relationOfColumn } from "../../joins.ts";
import type { Rule } from "../../rule.ts";
import { allNodes, isAggregate, ownNodes } from "../../tree.ts";

const S =
  "CREATE TABLE users (id int PRIMARY KEY, name text); CREATE TABLE orders (id int PRIMARY KEY, user_id int, total int);";

export const unusedJoin: Rule = {
  id: "perf/unused-join",
  severity: "info",
  needs: [],
  summary: "A `LEFT JOIN` of which no column is used.",
  why: "It keeps every row and gives nothing; where it finds several partners it multiplies the rows too.",
  advice: "Remove it.",
  examples: [
    {
      bad: `
SELECT u.id, u.name FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE u.name = 'x'
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing of o is used.`,
    },
    {
      schema: S,
      bad: `
SELECT total FROM orders o LEFT JOIN users u ON u.id = o.user_id
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing of u is used.`,
    },
    { good: "SELECT u.id, o.total FROM users u LEFT JOIN orders o ON o.user_id = u.id" },
    { good: "SELECT u.id FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE o.id IS NULL" },
    {
      bad: `
SELECT count(*) FROM orders o LEFT JOIN users u ON u.id = o.user_id
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing of u is used.`,
    },
    { good: "SELECT * FROM users u LEFT JOIN orders o ON o.user_id = u.id" },
    {
      good: "SELECT u.id, count(*) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id",
    },
    { good: "SELECT name FROM users u LEFT JOIN orders o ON o.user_id = u.id" },
    {
      good: "SELECT u.id, i.n FROM users u LEFT JOIN orders o ON o.user_id = u.id LEFT JOIN items i ON i.order_id = o.id",
    },
  ],
  visit: {
    select(node, context) {
      const outer = joins(node.from?.relations ?? []).filter((it) => it.type === "left");
      const calls = ownNodes(node).filter((it) => isAggregate(it, context.dialect));
      // The star of COUNT(*) shows no column.
      const counted = new Set(
        calls.flatMap((it): readonly Node[] => (it.kind === "call" ? it.args : [])),
      );
      const isOpen =
        outer.length === 0 ||
        allNodes(node).some(
          (it) =>
            (it.kind === "star" && !counted.has(it)) ||
            (it.kind === "column" && isRow(context.analysis.resolve(it).tag)),
        );
      if (isOpen) {
        return;
      }
      const columns = columnsIn(node, context).map((column) => ({
        column,
        relation: relationOfColumn(column, context)?.relation,
      }));
      if (columns.some((it) => it.relation === undefined)) {
        return;
      }
      for (const join of outer) {
        const relation = context.analysis.relationOf(join.right);
        const { on } = join;
        const isUsed = columns.some(
          (it) =>
            it.relation === relation &&
            !(on !== undefined && on.start <= it.column.start && it.column.end <= on.end),
        );
        // An aggregate may want each row as often as it has partners.
        const hasNoPart = calls.length === 0 || findsOneRow(join, context) === true;
        if (relation !== undefined && on !== undefined && !isUsed && hasNoPart) {
          context.report({
            range: { start: join.wordsRange.start, end: join.end },
            message: `Nothing of ${relation.name ?? "the joined query"} is used.`,
          });
        }
      }
    },
  },
};

function isRow(tag: string): boolean {
  return tag === "relation" || tag === "unknown";
}
