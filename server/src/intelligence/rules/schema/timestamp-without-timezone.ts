import type { Rule } from "../../rule.ts";

export const timestampWithoutTimezone: Rule = {
  id: "schema/timestamp-without-timezone",
  severity: "hint",
  needs: [],
  capabilities: ["index-concurrently"],
  summary: "timestamp without time zone for an instant.",
  why: "The zone is lost: the same instant reads differently.",
  advice: "Use timestamptz.",
  examples: [
    {
      bad: `
CREATE TABLE t (id int PRIMARY KEY, created_at timestamp)
                                               ^^^^^^^^^ An instant without its zone reads differently elsewhere.`,
    },
    { good: "CREATE TABLE t (id int PRIMARY KEY, created_at timestamptz)" },
  ],
  visit: {
    "column-definition"(node, context) {
      const { type } = node;
      if (type !== undefined && /^timestamp(?: without time zone)?$/u.test(type.name)) {
        context.report({
          range: type,
          message: "An instant without its zone reads differently elsewhere.",
        });
      }
    },
  },
};
