import type { Rule } from "../../rule.ts";

export const sqlCalcFoundRows: Rule = {
  id: "perf/sql-calc-found-rows",
  severity: "warning",
  needs: [],
  summary: "`SQL_CALC_FOUND_ROWS`.",
  why: "All rows are computed although LIMIT asks for a few; the modifier is deprecated.",
  advice: "Ask for the count in a query of its own.",
  examples: [
    {
      dialect: "mysql",
      bad: `
SELECT SQL_CALC_FOUND_ROWS a FROM t ORDER BY a LIMIT 10
       ^^^^^^^^^^^^^^^^^^^ SQL_CALC_FOUND_ROWS computes all rows in spite of LIMIT.`,
    },
    { dialect: "mysql", good: "SELECT a FROM t ORDER BY a LIMIT 10" },
  ],
  visit: {
    select(node, context) {
      const at = context.text(node).search(/\bSQL_CALC_FOUND_ROWS\b/iu);
      if (node.modifiers?.includes("SQL_CALC_FOUND_ROWS") === true && at >= 0) {
        const start = node.start + at;
        context.report({
          range: { start, end: start + "SQL_CALC_FOUND_ROWS".length },
          message: "SQL_CALC_FOUND_ROWS computes all rows in spite of LIMIT.",
        });
      }
    },
  },
};
