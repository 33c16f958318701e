import type { Rule } from "../../rule.ts";

export const intPrimaryKey: Rule = {
  id: "schema/int-primary-key",
  severity: "hint",
  needs: [],
  capabilities: ["!integer-primary-key-is-rowid"],
  summary: "A 32-bit primary key.",
  why: "It runs out at 2,147,483,647 rows ever inserted.",
  advice: "Use bigint.",
  examples: [
    {
      bad: `
CREATE TABLE t (id serial PRIMARY KEY)
                   ^^^^^^ The key runs out at 2,147,483,647.`,
    },
    {
      dialect: "mysql",
      bad: `
CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY)
                   ^^^ The key runs out at 2,147,483,647.`,
    },
    { good: "CREATE TABLE t (id bigint PRIMARY KEY)" },
    { dialect: "sqlite", good: "CREATE TABLE t (id INTEGER PRIMARY KEY)" },
    { good: "CREATE TABLE t (code int, id bigint PRIMARY KEY)" },
  ],
  visit: {
    "column-definition"(node, context) {
      const { type } = node;
      const isKey = node.constraints.some((it) => it.type === "primary-key");
      if (
        isKey &&
        type !== undefined &&
        /^(?:serial|serial4|smallserial|int|integer|int4|smallint|int2|mediumint)(?: unsigned)?$/u.test(
          type.name,
        )
      ) {
        context.report({ range: type, message: "The key runs out at 2,147,483,647." });
      }
    },
  },
};
