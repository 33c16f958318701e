import type { Rule } from "../../rule.ts";

export const redundantIndex: Rule = {
  id: "schema/redundant-index",
  severity: "info",
  needs: ["catalog"],
  summary: "An index whose columns begin another one.",
  why: "The longer index serves the same queries.",
  advice: "Drop the shorter one.",
  examples: [
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE INDEX j ON t (a, b)",
      bad: `
CREATE INDEX i ON t (a)
             ^ j begins with the same columns.`,
    },
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE INDEX j ON t (a, b)",
      good: "CREATE INDEX i ON t (b)",
    },
  ],
  visit: {
    "create-index"(node, context) {
      const table = context.index?.table(node.table.parts);
      const keys = node.columns.map((it) =>
        it.expression.kind === "column"
          ? (it.expression.parts.at(-1)?.text.toLowerCase() ?? "")
          : "",
      );
      if (
        table === undefined ||
        keys.includes("") ||
        node.where !== undefined ||
        node.type !== undefined
      ) {
        return;
      }
      const own = node.name?.parts.at(-1)?.text.toLowerCase();
      const others = [
        ...table.indexes
          .filter(
            (it) =>
              it.where === undefined &&
              it.name.toLowerCase() !== own &&
              it.columns.every((key) => key.column !== undefined),
          )
          .map((it) => ({
            name: it.name,
            keys: it.columns.map((key) => (key.column ?? "").toLowerCase()),
          })),
        ...[table.primaryKey, ...table.uniqueKeys].flatMap((it) =>
          it === undefined
            ? []
            : [{ name: it.name ?? "the key", keys: it.columns.map((key) => key.toLowerCase()) }],
        ),
      ].filter((it) => it.name.toLowerCase() !== own);
      const other = others.find(
        (it) =>
          !node.unique &&
          it.keys.length > keys.length &&
          keys.every((key, position) => it.keys[position] === key),
      );
      if (other !== undefined) {
        context.report({
          range: node.name ?? node.table,
          message: `${other.name} begins with the same columns.`,
        });
      }
    },
  },
};
