import type { Rule } from "../../rule.ts";

export const noPrimaryKey: Rule = {
  id: "schema/no-primary-key",
  severity: "warning",
  needs: [],
  summary: "A table without a primary key.",
  why: "Rows have no identity: replication, clustering and references suffer.",
  advice: "Give it a primary key.",
  examples: [
    {
      bad: `
CREATE TABLE logs (at timestamptz, message text)
             ^^^^ logs has no primary key.`,
    },
    { good: "CREATE TABLE logs (id bigint PRIMARY KEY, message text)" },
    { good: "CREATE TEMP TABLE x (a int)" },
    { good: "CREATE TABLE x AS SELECT 1 AS a" },
    { good: "CREATE TABLE p PARTITION OF q FOR VALUES FROM (1) TO (2)" },
    { good: "CREATE TABLE x (a int, b int, PRIMARY KEY (a, b))" },
    { dialect: "sqlite", good: "CREATE VIRTUAL TABLE v USING fts5(body)" },
  ],
  visit: {
    "create-table"(node, context) {
      if (
        node.temporary === true ||
        node.elements.length === 0 ||
        node.partitionOf !== undefined ||
        node.like !== undefined ||
        node.inherits !== undefined ||
        node.as !== undefined ||
        node.virtual !== undefined ||
        node.external === true
      ) {
        return;
      }
      const keyed = node.elements.some(
        (it) =>
          it.kind === "like-element" ||
          (it.kind === "table-constraint" && it.type === "primary-key") ||
          (it.kind === "column-definition" &&
            it.constraints.some((one) => one.type === "primary-key")),
      );
      if (!keyed && node.elements.some((it) => it.kind === "column-definition")) {
        context.report({
          range: node.name,
          message: `${context.text(node.name)} has no primary key.`,
        });
      }
    },
  },
};
