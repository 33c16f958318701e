import type { Rule } from "../../rule.ts";

export const lowCardinalityIndex: Rule = {
  id: "schema/low-cardinality-index",
  severity: "hint",
  needs: ["catalog"],
  summary: "An index on a boolean or an enum alone.",
  why: "Half the table matches: it is not selective.",
  advice: "A partial index on the rare value.",
  examples: [
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, done boolean)",
      bad: `
CREATE INDEX i ON t (done)
                     ^^^^ Few distinct values: the index is not selective.`,
    },
    {
      schema: "CREATE TABLE t (id int PRIMARY KEY, done boolean)",
      good: "CREATE INDEX i ON t (id) WHERE done",
    },
    { schema: "CREATE TABLE t (id int PRIMARY KEY, a int)", good: "CREATE INDEX i ON t (a)" },
  ],
  visit: {
    "create-index"(node, context) {
      const [only, ...others] = node.columns;
      const name = only?.expression.kind === "column" ? only.expression.parts.at(-1) : undefined;
      const table = context.index?.table(node.table.parts);
      const column =
        name === undefined
          ? undefined
          : table?.columns.find((it) => it.name.toLowerCase() === name.text.toLowerCase());
      if (
        only !== undefined &&
        others.length === 0 &&
        node.where === undefined &&
        !node.unique &&
        (column?.type.kind === "boolean" || column?.type.kind === "enum")
      ) {
        context.report({
          range: only,
          message: "Few distinct values: the index is not selective.",
        });
      }
    },
  },
};
