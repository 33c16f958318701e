import type { Rule } from "../../rule.ts";
import { isConstant } from "../../tree.ts";

/** From here on a list costs more to parse and plan than a join costs to run. */
const MANY = 500;

export const largeInList: Rule = {
  id: "perf/large-in-list",
  severity: "warning",
  needs: [],
  summary: "A list of 500 values or more after `IN`.",
  why: "Parsing and planning grow with the list, and each length is another entry in the plan cache.",
  advice: "Bind one array (= ANY), join a VALUES list, or fill a temporary table.",
  examples: [
    {
      bad: `
SELECT a FROM t WHERE b IN (${list(500)})
                      ${"^".repeat(7 + list(500).length)} The list has 500 values.`,
    },
    { good: `SELECT a FROM t WHERE b IN (${list(499)})` },
    { good: "SELECT a FROM t WHERE b = ANY ($1)" },
  ],
  visit: {
    in(node, context) {
      const list = node.list ?? [];
      if (list.length >= MANY && list.every(isConstant)) {
        context.report({ range: node, message: `The list has ${list.length} values.` });
      }
    },
  },
};

function list(length: number): string {
  return Array.from({ length }, (_, index) => index).join(", ");
}
