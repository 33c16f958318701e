import type { Rule } from "../../rule.ts";

export const duplicateIndex: Rule = {
  id: "schema/duplicate-index",
  severity: "warning",
  needs: ["catalog"],
  summary: "An index that is there already.",
  why: "Every write keeps it and no query needs it.",
  advice: "Drop it.",
  examples: [
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE INDEX j ON t (a)",
      bad: `
CREATE INDEX i ON t (a)
             ^ j indexes the same columns.`,
    },
    { schema: "CREATE TABLE t (id int PRIMARY KEY, a int)", good: "CREATE INDEX i ON t (a)" },
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
      const other = others.find((it) => !node.unique && it.keys.join() === keys.join());
      if (other !== undefined) {
        context.report({
          range: node.name ?? node.table,
          message: `${other.name} indexes the same columns.`,
        });
      }
    },
  },
};
