import type { Rule } from "../../rule.ts";

export const grantAllPublic: Rule = {
  id: "security/grant-all-public",
  severity: "error",
  needs: [],
  covers: ["security/grant-all", "security/grant-to-public", "security/wildcard-host"],
  summary: "All rights for everybody, or on everything from everywhere.",
  why: "Every present and future login can read and destroy all of it.",
  advice: "Name the privileges, the objects and the role.",
  sources: ["CWE-732"],
  examples: [
    {
      bad: `
GRANT ALL PRIVILEGES ON TABLE orders TO PUBLIC
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ All rights are given to everybody.`,
    },
    {
      dialect: "mysql",
      bad: `
GRANT ALL PRIVILEGES ON *.* TO 'app'@'%'
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ All rights on every database are given from any host.`,
    },
    { good: "GRANT ALL ON orders TO app" },
    { good: "GRANT SELECT ON orders TO PUBLIC" },
    { good: "REVOKE ALL ON orders FROM PUBLIC" },
    { dialect: "mysql", good: "GRANT ALL PRIVILEGES ON shop.* TO 'app'@'localhost'" },
  ],
  visit: {
    grant(node, context) {
      if (node.revoke || !node.privileges.some((it) => it.name.startsWith("ALL"))) {
        return;
      }
      if (node.grantees.some((it) => it.public)) {
        context.report({ range: node, message: "All rights are given to everybody." });
      } else if (
        /\bon\s+\*\s*\.\s*\*/iu.test(context.text(node)) &&
        node.grantees.some((it) => it.host === undefined || it.host === "%")
      ) {
        context.report({
          range: node,
          message: "All rights on every database are given from any host.",
        });
      }
    },
  },
};
