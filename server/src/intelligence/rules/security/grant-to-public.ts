import type { Rule } from "../../rule.ts";

export const grantToPublic: Rule = {
  id: "security/grant-to-public",
  severity: "warning",
  needs: [],
  summary: "A grant to PUBLIC.",
  why: "Every role there is and will be gets it.",
  advice: "Grant to a role.",
  examples: [
    {
      bad: `
GRANT SELECT ON orders TO PUBLIC
                          ^^^^^^ Every role there is and will be gets this.`,
    },
    { good: "GRANT SELECT ON orders TO app" },
    { good: "REVOKE ALL ON orders FROM PUBLIC" },
  ],
  visit: {
    grant(node, context) {
      if (!node.revoke && node.grantees.some((it) => it.public)) {
        context.report({
          range: node.grantees.find((it) => it.public) ?? node,
          message: "Every role there is and will be gets this.",
        });
      }
    },
  },
};
