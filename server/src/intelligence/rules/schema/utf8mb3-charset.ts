import type { Rule } from "../../rule.ts";

export const utf8mb3Charset: Rule = {
  id: "schema/utf8mb3-charset",
  severity: "info",
  needs: [],
  summary: "CHARSET utf8.",
  why: "It holds three bytes a character: emoji and many scripts do not fit.",
  advice: "Use utf8mb4.",
  examples: [
    {
      dialect: "mysql",
      bad: `
CREATE TABLE t (id INT PRIMARY KEY) DEFAULT CHARSET=utf8
                                    ^^^^^^^^^^^^^^^^^^^^ utf8 holds three bytes a character: use utf8mb4.`,
    },
    { dialect: "mysql", good: "CREATE TABLE t (id INT PRIMARY KEY) DEFAULT CHARSET=utf8mb4" },
  ],
  visit: {
    option(node, context) {
      if (
        /CHARSET|CHARACTER SET/u.test(node.name) &&
        /\butf8(?:mb3)?$/iu.test(context.text(node))
      ) {
        context.report({
          range: node,
          message: "utf8 holds three bytes a character: use utf8mb4.",
        });
      }
    },
  },
};
