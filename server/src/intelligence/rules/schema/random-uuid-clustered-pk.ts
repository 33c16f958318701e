import type { Rule } from "../../rule.ts";
import { numberValue } from "../../tree.ts";

export const randomUuidClusteredPk: Rule = {
  id: "schema/random-uuid-clustered-pk",
  severity: "warning",
  needs: [],
  capabilities: ["online-ddl"],
  summary: "A random UUID as clustered primary key.",
  why: "Rows are inserted all over the table: pages split, and every secondary index carries the key.",
  advice: "Use a time-ordered UUID in BINARY(16), or bigint.",
  examples: [
    {
      dialect: "mysql",
      bad: `
CREATE TABLE t (id CHAR(36) PRIMARY KEY DEFAULT (UUID()))
                   ^^^^^^^^ A random key splits pages and fattens every index.`,
    },
    { dialect: "mysql", good: "CREATE TABLE t (id BIGINT PRIMARY KEY)" },
    { dialect: "mysql", good: "CREATE TABLE t (id INT PRIMARY KEY, u CHAR(36))" },
  ],
  visit: {
    "column-definition"(node, context) {
      const { type } = node;
      const isKey = node.constraints.some((it) => it.type === "primary-key");
      const random = node.constraints.some(
        (it) => it.type === "default" && /\buuid\s*\(/iu.test(context.text(it)),
      );
      const wide =
        type !== undefined &&
        (type.name === "uuid" || (/char/u.test(type.name) && numberValue(type.args[0]) === 36));
      if (
        isKey &&
        type !== undefined &&
        wide &&
        (random || /uuid|guid|^id$/iu.test(node.name.text))
      ) {
        context.report({
          range: type,
          message: "A random key splits pages and fattens every index.",
        });
      }
    },
  },
};
