import type { Rule } from "../../rule.ts";

export const destructive: Rule = {
  id: "security/destructive",
  severity: "info",
  needs: [],
  summary: "A permanent object is dropped or emptied.",
  why: "Its data is lost.",
  advice: "A backup, a guard and a reviewed migration.",
  examples: [
    {
      bad: `
DROP TABLE orders
^^^^^^^^^^^^^^^^^ The data of orders is lost.`,
    },
    {
      bad: `
TRUNCATE orders
^^^^^^^^^^^^^^^ The data of orders is lost.`,
    },
    {
      dialect: "mysql",
      bad: `
DROP DATABASE shop
^^^^^^^^^^^^^^^^^^ The data of shop is lost.`,
    },
    { good: "DROP VIEW v" },
    { good: "DROP INDEX i" },
    { dialect: "mysql", good: "DROP TEMPORARY TABLE x" },
  ],
  visit: {
    drop(node, context) {
      const [name] = node.names;
      if (
        name !== undefined &&
        node.temporary !== true &&
        (node.object === "table" || node.object === "database" || node.object === "schema")
      ) {
        context.report({
          range: node,
          message: `The data of ${node.names.map((it) => context.text(it)).join(", ")} is lost.`,
        });
      }
    },
    truncate(node, context) {
      context.report({
        range: node,
        message: `The data of ${node.tables.map((it) => context.text(it)).join(", ")} is lost.`,
      });
    },
  },
};
