import type { Rule } from "../../rule.ts";

export const likeWithoutWildcard: Rule = {
  id: "perf/like-without-wildcard",
  severity: "info",
  needs: [],
  summary: "`LIKE` with a pattern that has no wildcard.",
  why: "It reads as a search and is a comparison; with some collations it even keeps an index from being used.",
  advice: "Use `=`.",
  examples: [
    {
      bad: `
SELECT a FROM t WHERE name LIKE 'Ada'
                      ^^^^^^^^^^^^^^^ The pattern has no wildcard: this is a comparison.`,
      fixed: "SELECT a FROM t WHERE name = 'Ada'",
    },
    {
      bad: `
SELECT a FROM t WHERE name NOT LIKE 'Ada'
                      ^^^^^^^^^^^^^^^^^^^ The pattern has no wildcard: this is a comparison.`,
      fixed: "SELECT a FROM t WHERE name <> 'Ada'",
    },
    { good: "SELECT a FROM t WHERE name LIKE 'A%'" },
    { good: "SELECT a FROM t WHERE name ILIKE 'ada'" },
    { good: "SELECT a FROM t WHERE name LIKE ''" },
    { good: "SELECT a FROM t WHERE name LIKE $1" },
  ],
  visit: {
    like(node, context) {
      const { pattern } = node;
      if (
        node.op !== "LIKE" ||
        node.escape !== undefined ||
        pattern.kind !== "literal" ||
        pattern.type !== "string" ||
        pattern.value === "" ||
        /[%_\\[]/u.test(pattern.value)
      ) {
        return;
      }
      const exact = context.dialect.can("like-is-case-sensitive");
      const op = node.not ? "<>" : "=";
      context.report({
        range: node,
        message: "The pattern has no wildcard: this is a comparison.",
        fixes: [
          {
            title: `Use ${op}`,
            safe: exact,
            edits: [{ range: { start: node.operand.end, end: pattern.start }, text: ` ${op} ` }],
          },
        ],
      });
    },
  },
};
