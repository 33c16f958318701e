import type { Rule } from "../../rule.ts";
import { filters } from "../../tree.ts";

export const subqueryInList: Rule = {
  id: "perf/subquery-in-list",
  severity: "info",
  needs: [],
  capabilities: ["!concat-pipes"],
  summary: "`IN (SELECT …)`.",
  why: "Older versions of the server run the subquery for every row.",
  advice: "Use a join or EXISTS.",
  examples: [
    {
      dialect: "mysql",
      bad: `
SELECT a FROM t WHERE b IN (SELECT c FROM u)
                      ^^^^^^^^^^^^^^^^^^^^^^ Older servers run this subquery for every row.`,
    },
    { dialect: "mysql", good: "SELECT a FROM t WHERE b IN (1, 2)" },
    { dialect: "postgres", good: "SELECT a FROM t WHERE b IN (SELECT c FROM u)" },
  ],
  visit: {
    in(node, context) {
      if (
        node.query?.kind === "select" &&
        node.query.from !== undefined &&
        filters(context.ancestors) !== undefined
      ) {
        context.report({ range: node, message: "Older servers run this subquery for every row." });
      }
    },
  },
};
