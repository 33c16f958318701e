import type { Rule } from "../../rule.ts";

export const insertWithoutColumns: Rule = {
  id: "correctness/insert-without-columns",
  severity: "warning",
  needs: [],
  summary: "`INSERT` without a column list.",
  why: "The statement breaks, or puts values into the wrong columns, when the table gets or loses a column.",
  advice: "Name the columns.",
  examples: [
    {
      schema: "CREATE TABLE t (a int, b int)",
      bad: `
INSERT INTO t VALUES (1, 2)
            ^ INSERT names no columns: a change of the table breaks it or shifts its values.`,
      fixed: "INSERT INTO t (a, b) VALUES (1, 2)",
    },
    {
      bad: `
INSERT INTO archive SELECT id, name FROM users
            ^^^^^^^ INSERT names no columns: a change of the table breaks it or shifts its values.`,
    },
    { good: "INSERT INTO t (a, b) VALUES (1, 2)" },
    { good: "INSERT INTO t DEFAULT VALUES" },
    { good: "INSERT INTO t SET a = 1", dialect: "mysql" },
  ],
  visit: {
    insert(node, context) {
      // A table variable is declared beside the statement and does not change behind its back.
      const isOwn = context.text(node.table).startsWith("@");
      const isMulti = /^insert\s+(?:overwrite\s+)?(?:all|first)\b/iu.test(context.text(node));
      if (
        isOwn ||
        isMulti ||
        node.columns !== undefined ||
        node.source === undefined ||
        node.set !== undefined
      ) {
        return;
      }
      const [target] = context.analysis.targets(node);
      const rows = node.source.kind === "values" ? node.source.rows : [];
      const names = (target?.table?.columns ?? [])
        .filter((it) => it.generated === undefined)
        .map((it) => context.dialect.writeName(it.name));
      const fits =
        names.length > 0 &&
        rows.length > 0 &&
        rows.every((it) => it.values.length === names.length);
      context.report({
        range: node.table,
        message: "INSERT names no columns: a change of the table breaks it or shifts its values.",
        fixes: fits
          ? [
              {
                title: "Name the columns",
                safe: true,
                edits: [
                  {
                    range: { start: node.table.end, end: node.table.end },
                    text: ` (${names.join(", ")})`,
                  },
                ],
              },
            ]
          : [],
      });
    },
  },
};
