import { leaves } from "../../joins.ts";
import type { Rule } from "../../rule.ts";

/** Above this planners stop trying every order of joins. */
const MOST = 10;

export const tooManyJoins: Rule = {
  id: "perf/too-many-joins",
  severity: "info",
  needs: [],
  summary: "More than 10 relations in one `FROM`.",
  why: "Planners cut their search short, and estimates decay with every join.",
  advice: "Split the query, or aggregate parts before joining them.",
  examples: [
    {
      bad: `
SELECT t0.a FROM ${chain(11)}
            ${"^".repeat(5 + chain(11).length)} 11 relations are joined here.`,
    },
    { good: `SELECT t0.a FROM ${chain(10)}` },
  ],
  visit: {
    from(node, context) {
      const count = leaves(node.relations).length;
      if (count > MOST) {
        context.report({ range: node, message: `${count} relations are joined here.` });
      }
    },
  },
};

function chain(length: number): string {
  return Array.from({ length }, (_, i) => (i === 0 ? "t0" : `JOIN t${i} ON t${i}.id = t0.id`)).join(
    " ",
  );
}
