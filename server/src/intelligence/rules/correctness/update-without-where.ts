import type { Rule } from "../../rule.ts";

export const updateWithoutWhere: Rule = {
  id: "correctness/update-without-where",
  severity: "error",
  needs: [],
  covers: ["security/no-where"],
  summary: "`UPDATE` without `WHERE`.",
  why: "Every row of the table is changed, and on most servers that cannot be undone.",
  advice: "Add a predicate; to mean all rows, write `WHERE true`.",
  examples: [
    {
      bad: `
UPDATE users SET active = false
^^^^^^^^^^^^ UPDATE has no WHERE: every row of users is changed.`,
    },
    {
      dialect: "tsql",
      bad: `
UPDATE users SET active = 0;
^^^^^^^^^^^^ UPDATE has no WHERE: every row of users is changed.`,
    },
    { good: "UPDATE users SET active = false WHERE id = 1" },
    { good: "UPDATE users SET active = false LIMIT 10", dialect: "mysql" },
  ],
  visit: {
    update(node, context) {
      const [only, ...others] = node.relations;
      const bounded =
        /\bFOR\s+PORTION\s+OF\b/iu.test(context.text(node)) ||
        node.where !== undefined ||
        node.limit !== undefined ||
        node.top !== undefined;
      if (!bounded && others.length === 0 && node.from === undefined && only?.kind === "table") {
        context.report({
          range: { start: node.verbRange.start, end: only.end },
          message: `UPDATE has no WHERE: every row of ${context.text(only.name)} is changed.`,
        });
      }
    },
  },
};
