import type { Rule } from "../../rule.ts";

export const tooWideIndex: Rule = {
  id: "schema/too-wide-index",
  severity: "hint",
  needs: [],
  summary: "An index of more than five columns.",
  why: "It is rarely used fully and costs at every write.",
  advice: "Fewer key columns; INCLUDE the rest.",
  examples: [
    {
      bad: `
CREATE INDEX i ON t (a, b, c, d, e, f)
             ^ The index has 6 key columns.`,
    },
    { good: "CREATE INDEX i ON t (a, b)" },
    { good: "CREATE UNIQUE INDEX i ON t (a, b, c, d, e, f)" },
  ],
  visit: {
    "create-index"(node, context) {
      if (!node.unique && node.columns.length > MOST_COLUMNS) {
        context.report({
          range: node.name ?? node.table,
          message: `The index has ${node.columns.length} key columns.`,
        });
      }
    },
  },
};

/** Further columns hardly ever help to find rows. */
const MOST_COLUMNS = 5;
