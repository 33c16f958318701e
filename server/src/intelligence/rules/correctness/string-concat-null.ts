import type { Rule } from "../../rule.ts";

export const stringConcatNull: Rule = {
  id: "correctness/string-concat-null",
  severity: "info",
  needs: ["catalog"],
  capabilities: ["concat-pipes", "!empty-string-is-null"],
  summary: "`||` with an operand that can be NULL.",
  why: "One NULL makes the whole text NULL.",
  advice: "Use coalesce, or concat_ws.",
  examples: [
    {
      schema: "CREATE TABLE t (a text NOT NULL, b text)",
      bad: `
SELECT a || b FROM t
            ^ Where b is NULL, the whole text is NULL.`,
    },
    {
      schema: "CREATE TABLE t (a text NOT NULL, b text)",
      good: "SELECT a || coalesce(b, '') FROM t",
    },
  ],
  visit: {
    binary(node, context) {
      for (const it of node.op === "||" ? [node.left, node.right] : []) {
        const { kind, nullable } = context.analysis.typeOf(it);
        if (it.kind === "column" && nullable === true && kind === "text") {
          context.report({
            range: it,
            message: `Where ${context.text(it)} is NULL, the whole text is NULL.`,
          });
        }
      }
    },
  },
};
