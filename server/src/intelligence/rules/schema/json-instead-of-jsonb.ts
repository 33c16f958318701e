import type { Rule } from "../../rule.ts";

export const jsonInsteadOfJsonb: Rule = {
  id: "schema/json-instead-of-jsonb",
  severity: "hint",
  needs: [],
  capabilities: ["index-concurrently"],
  summary: "A json column.",
  why: "It has no equality and no index, and is parsed again at every use.",
  advice: "Use jsonb.",
  examples: [
    {
      bad: `
CREATE TABLE t (id int PRIMARY KEY, data json)
                                         ^^^^ json is parsed again at every use: jsonb is not.`,
      fixed: "CREATE TABLE t (id int PRIMARY KEY, data jsonb)",
    },
    { good: "CREATE TABLE t (id int PRIMARY KEY, data jsonb)" },
  ],
  visit: {
    "column-definition"(node, context) {
      const { type } = node;
      if (type?.name === "json") {
        context.report({
          range: type,
          message: "json is parsed again at every use: jsonb is not.",
          fixes: [{ title: "Use jsonb", safe: false, edits: [{ range: type, text: "jsonb" }] }],
        });
      }
    },
  },
};
