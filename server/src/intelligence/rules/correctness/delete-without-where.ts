import type { Rule } from "../../rule.ts";

export const deleteWithoutWhere: Rule = {
  id: "correctness/delete-without-where",
  severity: "error",
  needs: [],
  covers: ["security/no-where"],
  summary: "`DELETE` without `WHERE`.",
  why: "Every row of the table is removed, and on most servers that cannot be undone.",
  advice: "Add a predicate; to mean all rows, write `WHERE true`.",
  examples: [
    {
      bad: `
DELETE FROM users
^^^^^^^^^^^^^^^^^ DELETE has no WHERE: every row of users is removed.`,
    },
    {
      dialect: "tsql",
      bad: `
DELETE FROM users;
^^^^^^^^^^^^^^^^^ DELETE has no WHERE: every row of users is removed.`,
    },
    { good: "DELETE FROM users WHERE id = 1" },
    { good: "DELETE FROM users LIMIT 10", dialect: "mysql" },
  ],
  visit: {
    delete(node, context) {
      const [only, ...others] = node.targets;
      const bounded =
        node.where !== undefined || node.limit !== undefined || node.top !== undefined;
      if (!bounded && others.length === 0 && node.using === undefined && only?.kind === "table") {
        context.report({
          range: { start: node.verbRange.start, end: only.end },
          message: `DELETE has no WHERE: every row of ${context.text(only.name)} is removed.`,
        });
      }
    },
  },
};
