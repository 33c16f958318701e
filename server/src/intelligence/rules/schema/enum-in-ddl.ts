import type { Rule } from "../../rule.ts";

export const enumInDdl: Rule = {
  id: "schema/enum-in-ddl",
  severity: "hint",
  needs: [],
  capabilities: ["inline-enums", "online-ddl"],
  summary: "An ENUM column.",
  why: "Anything but appending a value rebuilds the table.",
  advice: "Use a lookup table.",
  examples: [
    {
      dialect: "mysql",
      bad: `
CREATE TABLE t (id INT PRIMARY KEY, s ENUM('a', 'b'))
                                      ^^^^^^^^^^^^^^ Anything but appending a value rebuilds the table.`,
    },
    { dialect: "mysql", good: "CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(10))" },
  ],
  visit: {
    "column-definition"(node, context) {
      if (node.type?.name === "enum") {
        context.report({
          range: node.type,
          message: "Anything but appending a value rebuilds the table.",
        });
      }
    },
  },
};
