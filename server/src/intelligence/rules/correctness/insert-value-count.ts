import type { Rule } from "../../rule.ts";

export const insertValueCount: Rule = {
  id: "correctness/insert-value-count",
  severity: "error",
  needs: [],
  summary: "`INSERT` with more or fewer values than columns.",
  why: "The server refuses the statement.",
  advice: "Give one value for each column.",
  examples: [
    {
      bad: `
INSERT INTO t (a, b) VALUES (1, 2), (3)
                                    ^^^ 2 columns are named, and 1 value is given.`,
    },
    {
      bad: `
INSERT INTO t (a) SELECT x, y FROM u
                  ^^^^^^^^^^^^^^^^^^ 1 column is named, and 2 values are given.`,
    },
    { good: "INSERT INTO t (a, b) VALUES (1, 2), (3, 4)" },
    { good: "INSERT INTO t (a, b) SELECT * FROM u" },
    { good: "INSERT INTO t (a, b) SELECT x, y FROM u" },
  ],
  visit: {
    insert(node, context) {
      const { columns, source } = node;
      // A multi-table insert gives each of its targets values of their own.
      const isMulti = /^insert\s+(?:all|first)\b/iu.test(context.text(node));
      if (isMulti || columns === undefined || source === undefined || columns.length === 0) {
        return;
      }
      const named = columns.length;
      const say = (given: number) =>
        `${named} column${named === 1 ? " is" : "s are"} named, and ${given} value${given === 1 ? " is" : "s are"} given.`;
      if (source.kind === "values") {
        for (const row of source.rows) {
          const isPlain = row.values.every(
            (it) =>
              it.kind !== "star" &&
              it.kind !== "missing" &&
              it.kind !== "field" &&
              it.kind !== "parameter",
          );
          if (isPlain && row.values.length !== named && row.values.length > 0) {
            context.report({ range: row, message: say(row.values.length) });
          }
        }
      } else if (source.kind === "select") {
        const isPlain = source.items.every(
          (it) =>
            it.expression.kind !== "star" &&
            it.expression.kind !== "field" &&
            it.expression.kind !== "parameter",
        );
        if (isPlain && source.items.length !== named && source.items.length > 0) {
          context.report({ range: source, message: say(source.items.length) });
        }
      }
    },
  },
};
