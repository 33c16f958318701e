import type { Rule } from "../../rule.ts";

export const wildcardHost: Rule = {
  id: "security/wildcard-host",
  severity: "warning",
  needs: [],
  summary: "A login from any host.",
  why: "The account can be attacked from anywhere.",
  advice: "Name the host or the network.",
  examples: [
    {
      dialect: "mysql",
      bad: `
GRANT SELECT ON shop.* TO 'app'@'%'
                          ^^^^^^^^^ This account may log in from anywhere.`,
    },
    { dialect: "mysql", good: "GRANT SELECT ON shop.* TO 'app'@'10.0.0.%'" },
    { dialect: "mysql", good: "GRANT SELECT ON shop.* TO 'app'@'localhost'" },
  ],
  visit: {
    grant(node, context) {
      if (!node.revoke && node.grantees.some((it) => ANYWHERE.test(context.text(it)))) {
        context.report({
          range: node.grantees.find((it) => ANYWHERE.test(context.text(it))) ?? node,
          message: "This account may log in from anywhere.",
        });
      }
    },
  },
};

/** A host that is nothing but a wildcard. */
const ANYWHERE = /@\s*(?:'%'|"%"|`%`|%)$/u;
