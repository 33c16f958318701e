import type { Rule } from "../../rule.ts";

export const betweenTimestampEnd: Rule = {
  id: "correctness/between-timestamp-end",
  severity: "warning",
  needs: ["catalog"],
  summary: "A timestamp `BETWEEN` two dates.",
  why: "The end is midnight at the start of the last day, so nearly all of that day is left out.",
  advice: "Use a half-open range: `>= first AND < the day after the last`.",
  sources: [
    "https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_BETWEEN_.28especially_with_timestamps.29",
  ],
  examples: [
    {
      schema: "CREATE TABLE t (a int, at timestamp, d date)",
      bad: `
SELECT a FROM t WHERE at BETWEEN '2024-01-01' AND '2024-01-31'
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The end is midnight: nearly all of the last day is left out.`,
    },
    {
      schema: "CREATE TABLE t (a int, at timestamp, d date)",
      good: "SELECT a FROM t WHERE d BETWEEN '2024-01-01' AND '2024-01-31'",
    },
    {
      schema: "CREATE TABLE t (a int, at timestamp, d date)",
      good: "SELECT a FROM t WHERE at BETWEEN '2024-01-01' AND '2024-01-31 23:59:59'",
    },
  ],
  visit: {
    between(node, context) {
      const { kind } = context.analysis.typeOf(node.operand);
      const high =
        node.high.kind === "typed-literal"
          ? node.high.value
          : node.high.kind === "cast"
            ? node.high.operand
            : node.high;
      if (
        (kind === "timestamp" || kind === "timestamptz") &&
        high.kind === "literal" &&
        /^\d{4}-\d\d-\d\d$/u.test(high.value)
      ) {
        context.report({
          range: node,
          message: "The end is midnight: nearly all of the last day is left out.",
        });
      }
    },
  },
};
