import type { Rule } from "../../rule.ts";
import { filters } from "../../tree.ts";

export const tautology: Rule = {
  id: "security/tautology",
  severity: "warning",
  needs: [],
  summary: "An always-true predicate beside a condition.",
  why: "The filter is void: it looks like an injection, or is a leftover.",
  advice: "Remove it.",
  sources: ["CWE-89"],
  examples: [
    {
      bad: `
SELECT a FROM t WHERE id = 5 OR 1 = 1
                                ^^^^^ This is always true, so the filter is void.`,
    },
    {
      bad: `
SELECT a FROM t WHERE name = '' OR 'a' = 'a'
                                   ^^^^^^^^^ This is always true, so the filter is void.`,
    },
    { good: "SELECT a FROM t WHERE 1 = 1 AND b = 2" },
    { good: "SELECT a FROM t WHERE true" },
    { good: "SELECT a FROM t WHERE a = 1 OR b = 1" },
  ],
  visit: {
    binary(node, context) {
      if (node.op !== "OR" || filters(context.ancestors) === undefined) {
        return;
      }
      for (const it of [node.left, node.right]) {
        const text = context
          .text(it)
          .replace(/[\s()]/gu, "")
          .toLowerCase();
        const same =
          it.kind === "binary" &&
          (it.op === "=" || it.op === "==") &&
          it.left.kind === "literal" &&
          it.right.kind === "literal" &&
          it.left.value === it.right.value;
        if (same || text === "true") {
          context.report({ range: it, message: "This is always true, so the filter is void." });
        }
      }
    },
  },
};
