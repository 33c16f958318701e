import type { Delete, NodeBase, Relation, Update } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";

/** A data change without a predicate is a slip far more often than a wish. */
export const noWhere: Rule = {
  id: "security/no-where",
  severity: "error",
  needs: [],
  summary: "`UPDATE` or `DELETE` without an effective `WHERE`.",
  why: "Every row of the table is changed or removed, and on most servers that cannot be undone.",
  advice:
    "Add a predicate; to mean all rows, say so with `WHERE true` and a comment, or use TRUNCATE on purpose.",
  sources: ["CWE-1220"],
  examples: [
    {
      bad: `
DELETE FROM orders;
^^^^^^^^^^^^^^^^^^ DELETE has no WHERE: every row of orders is removed.`,
    },
    {
      bad: `
UPDATE users SET active = false
^^^^^^^^^^^^ UPDATE has no WHERE: every row of users is changed.`,
    },
    {
      bad: `
WITH x AS (SELECT 1) UPDATE users u SET active = false
                     ^^^^^^^^^^^^^^ UPDATE has no WHERE: every row of users is changed.`,
    },
    { good: "DELETE FROM orders WHERE id = 1" },
    { good: "UPDATE users SET active = false FROM banned b WHERE b.user_id = users.id" },
    { good: "DELETE FROM orders LIMIT 100", dialect: "mysql" },
    { good: "UPDATE a JOIN b ON a.id = b.id SET a.x = b.x", dialect: "mysql" },
    {
      good: "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET x = 1",
      dialect: "tsql",
    },
    { good: "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2", dialect: "sqlite" },
  ],
  visit: {
    update(node, context) {
      const [only, ...others] = node.relations;
      if (
        node.where === undefined &&
        node.limit === undefined &&
        node.top === undefined &&
        node.from === undefined &&
        others.length === 0
      ) {
        flag("UPDATE", "changed", node, only, context);
      }
    },
    delete(node, context) {
      const [only, ...others] = node.targets;
      if (
        node.where === undefined &&
        node.limit === undefined &&
        node.top === undefined &&
        node.using === undefined &&
        others.length === 0
      ) {
        flag("DELETE", "removed", node, only, context);
      }
    },
  },
};

function flag(
  verb: string,
  done: string,
  node: Update | Delete,
  relation: Relation | undefined,
  context: RuleContext,
): void {
  if (relation?.kind !== "table" || relation.name.parts.length === 0) {
    return;
  }
  const range: NodeBase = { start: node.verbRange.start, end: relation.end };
  context.report({
    range,
    message: `${verb} has no WHERE: every row of ${context.text(relation.name)} is ${done}.`,
  });
}
