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
    {
      bad: `
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id))
                   ^^^ The key runs out at 2,147,483,647.`,
    },
    { good: "CREATE TABLE t (id bigint PRIMARY KEY)" },
    { good: "CREATE TABLE t (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b))" },
    { dialect: "sqlite", good: "CREATE TABLE t (id INTEGER PRIMARY KEY)" },
    { good: "CREATE TABLE t (code int, id bigint PRIMARY KEY)" },
  ],
  visit: {
    "column-definition"(node, context) {
      const { type } = node;
      const isKey = node.constraints.some((it) => it.type === "primary-key");
      if (isKey && type !== undefined && SMALL.test(type.name)) {
        context.report({ range: type, message: "The key runs out at 2,147,483,647." });
      }
    },
    "create-table"(node, context) {
      const key = node.elements.find(
        (it) => it.kind === "table-constraint" && it.type === "primary-key",
      );
      const [only, ...more] = key?.kind === "table-constraint" ? key.columns : [];
      const name = only?.expression.kind === "column" ? only.expression.parts.at(-1)?.text : "";
      const column = node.elements.find(
        (it) =>
          it.kind === "column-definition" && it.name.text.toLowerCase() === name?.toLowerCase(),
      );
      const type = column?.kind === "column-definition" ? column.type : undefined;
      if (more.length === 0 && type !== undefined && SMALL.test(type.name)) {
        context.report({ range: type, message: "The key runs out at 2,147,483,647." });
      }
    },
  },
};

/** Types that hold less than 64 bits. */
const SMALL =
  /^(?:serial|serial4|smallserial|int|integer|int4|smallint|int2|mediumint)(?: unsigned)?$/u;
