import type { Rule } from "../../rule.ts";

export const lockTableStatement: Rule = {
  id: "perf/lock-table-statement",
  severity: "warning",
  needs: [],
  capabilities: ["lock-table-modes"],
  summary: "`LOCK TABLE` in a strong mode.",
  why: "Everybody else who writes, or even reads, the table waits until the transaction ends.",
  advice: "Lock rows with FOR UPDATE, or use an advisory lock.",
  examples: [
    {
      dialect: "postgres",
      bad: `
LOCK TABLE orders IN ACCESS EXCLUSIVE MODE
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The lock makes others wait until this transaction ends.`,
    },
    {
      dialect: "postgres",
      bad: `
LOCK TABLE orders
^^^^^^^^^^^^^^^^^ The lock makes others wait until this transaction ends.`,
    },
    { dialect: "postgres", good: "LOCK TABLE orders IN ROW SHARE MODE" },
    { dialect: "postgres", good: "LOCK TABLE orders IN ACCESS SHARE MODE" },
  ],
  visit: {
    transaction(node, context) {
      if (node.action !== "lock") {
        return;
      }
      const modes = context.text({ start: node.tables?.at(-1)?.end ?? node.start, end: node.end });
      if (
        !/\b(?:ACCESS SHARE|ROW SHARE|ROW EXCLUSIVE)\b/iu.test(modes) ||
        /SHARE ROW/iu.test(modes)
      ) {
        context.report({
          range: node,
          message: "The lock makes others wait until this transaction ends.",
        });
      }
    },
  },
};
