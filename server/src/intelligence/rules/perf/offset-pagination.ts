import type { Rule } from "../../rule.ts";
import { numberValue } from "../../tree.ts";

/** Skipping fewer rows than this costs next to nothing. */
const LEAST_OFFSET = 1000;

export const offsetPagination: Rule = {
  id: "perf/offset-pagination",
  severity: "warning",
  needs: [],
  summary: "`OFFSET` of 1,000 rows or more.",
  why: "The rows before the page are read, sorted and thrown away, more with every page.",
  advice:
    "Remember the last key and ask for what comes after it: `WHERE (sort, id) > (:last_sort, :last_id) ORDER BY sort, id LIMIT n`.",
  examples: [
    {
      bad: `
SELECT a FROM t ORDER BY id LIMIT 20 OFFSET 100000
                                            ^^^^^^ 100000 rows are read and thrown away before the first one is shown.`,
    },
    {
      dialect: "mysql",
      bad: `
SELECT a FROM t ORDER BY id LIMIT 5000, 20
                                  ^^^^ 5000 rows are read and thrown away before the first one is shown.`,
    },
    { good: "SELECT a FROM t ORDER BY id LIMIT 20 OFFSET 40" },
    { good: "SELECT a FROM t ORDER BY id LIMIT 20 OFFSET $1" },
  ],
  visit: {
    limit(node, context) {
      const offset = numberValue(node.offset);
      if (node.offset !== undefined && offset !== undefined && offset >= LEAST_OFFSET) {
        context.report({
          range: node.offset,
          message: `${offset} rows are read and thrown away before the first one is shown.`,
        });
      }
    },
  },
};
