import type { Rule } from "../../rule.ts";

export const grantAll: Rule = {
  id: "security/grant-all",
  severity: "warning",
  needs: [],
  summary: "GRANT ALL.",
  why: "More rights than anybody needs, now and when new kinds of right appear.",
  advice: "Name the privileges.",
  examples: [
    {
      bad: `
GRANT ALL ON orders TO app
^^^^^^^^^^^^^^^^^^^^^^^^^^ ALL gives more rights than anybody needs.`,
    },
    {
      dialect: "mysql",
      bad: `
GRANT ALL PRIVILEGES ON shop.* TO 'app'@'localhost'
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALL gives more rights than anybody needs.`,
    },
    { good: "GRANT SELECT, INSERT ON orders TO app" },
    { good: "REVOKE ALL ON orders FROM app" },
  ],
  visit: {
    grant(node, context) {
      if (!node.revoke && node.privileges.some((it) => it.name.startsWith("ALL"))) {
        context.report({ range: node, message: "ALL gives more rights than anybody needs." });
      }
    },
  },
};
