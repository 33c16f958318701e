import type { Rule } from "../../rule.ts";

export const grantOption: Rule = {
  id: "security/grant-option",
  severity: "info",
  needs: [],
  summary: "WITH GRANT OPTION.",
  why: "Rights spread out of control.",
  advice: "Leave it out.",
  examples: [
    {
      bad: `
GRANT SELECT ON orders TO app WITH GRANT OPTION
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Whoever has this right can hand it on.`,
    },
    { good: "GRANT SELECT ON orders TO app" },
  ],
  visit: {
    grant(node, context) {
      if (!node.revoke && node.grantOption === true) {
        context.report({ range: node, message: "Whoever has this right can hand it on." });
      }
    },
  },
};
