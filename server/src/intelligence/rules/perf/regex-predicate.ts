import type { Expression, NodeBase } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { filters } from "../../tree.ts";

const MESSAGE = "A regular expression reads every row.";

export const regexPredicate: Rule = {
  id: "perf/regex-predicate",
  severity: "info",
  needs: [],
  summary: "A regular expression in a filter.",
  why: "No ordered index serves it, so every row is read and matched.",
  advice: "Use LIKE with an anchored pattern where that is enough, or a trigram index.",
  examples: [
    {
      bad: `
SELECT a FROM t WHERE name ~ 'x+y'
                      ^^^^^^^^^^^^ A regular expression reads every row.`,
    },
    {
      dialect: "mysql",
      bad: `
SELECT a FROM t WHERE name REGEXP 'x|y'
                      ^^^^^^^^^^^^^^^^^ A regular expression reads every row.`,
    },
    { good: "SELECT a FROM t WHERE name ~ '^abc'" },
    { good: "SELECT name ~ 'x' FROM t" },
  ],
  visit: {
    binary(node, context) {
      if (/^!?~\*?$/u.test(node.op)) {
        check(node, node.right, context);
      }
    },
    like(node, context) {
      if (node.op === "REGEXP" || node.op === "RLIKE" || node.op === "SIMILAR TO") {
        check(node, node.pattern, context);
      }
    },
  },
};

function check(node: NodeBase, pattern: Expression, context: RuleContext): void {
  const anchored = pattern.kind === "literal" && /^\^[\w ]/u.test(pattern.value);
  if (!anchored && filters(context.ancestors) === "where") {
    context.report({ range: node, message: MESSAGE });
  }
}
