import type { Rule } from "../../rule.ts";

export const definerSearchPath: Rule = {
  id: "security/definer-search-path",
  severity: "warning",
  needs: [],
  capabilities: ["index-concurrently"],
  summary: "SECURITY DEFINER without a fixed search_path.",
  why: "Whoever can make objects in a schema that is searched first runs code with the owner's rights.",
  advice: "SET search_path = schema, pg_temp.",
  sources: ["CWE-426"],
  examples: [
    {
      bad: `
CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'
                ^ A definer's function without a fixed search_path can be hijacked.`,
    },
    {
      good: "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_temp AS 'SELECT 1'",
    },
    { good: "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'" },
  ],
  visit: {
    "create-routine"(node, context) {
      if (node.securityDefiner === true && !/\bset\s+search_path\b/iu.test(context.text(node))) {
        context.report({
          range: node.name,
          message: "A definer's function without a fixed search_path can be hijacked.",
        });
      }
    },
  },
};
