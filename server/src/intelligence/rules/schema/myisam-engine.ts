import type { Rule } from "../../rule.ts";

export const myisamEngine: Rule = {
  id: "schema/myisam-engine",
  severity: "warning",
  needs: [],
  summary: "ENGINE=MyISAM.",
  why: "No transactions, no foreign keys, whole-table locks, and crashes corrupt it.",
  advice: "Use InnoDB.",
  examples: [
    {
      dialect: "mysql",
      bad: `
CREATE TABLE t (id INT PRIMARY KEY) ENGINE=MyISAM
                                    ^^^^^^^^^^^^^ MyISAM has no transactions and is corrupted by crashes.`,
    },
    { dialect: "mysql", good: "CREATE TABLE t (id INT PRIMARY KEY) ENGINE=InnoDB" },
  ],
  visit: {
    option(node, context) {
      if (node.name === "ENGINE" && /myisam/iu.test(context.text(node))) {
        context.report({
          range: node,
          message: "MyISAM has no transactions and is corrupted by crashes.",
        });
      }
    },
  },
};
