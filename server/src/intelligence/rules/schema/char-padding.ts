import type { Rule } from "../../rule.ts";
import { numberValue } from "../../tree.ts";

export const charPadding: Rule = {
  id: "schema/char-padding",
  severity: "hint",
  needs: [],
  capabilities: ["index-concurrently"],
  summary: "char(n).",
  why: "Values are padded with blanks, and nothing is gained.",
  advice: "Use text or varchar.",
  examples: [
    {
      bad: `
CREATE TABLE t (id int PRIMARY KEY, code char(8))
                                         ^^^^^^^ Values are padded with blanks.`,
    },
    { good: "CREATE TABLE t (id int PRIMARY KEY, code varchar(8))" },
    { good: "CREATE TABLE t (id int PRIMARY KEY, flag char(1))" },
  ],
  visit: {
    "column-definition"(node, context) {
      const { type } = node;
      const length = numberValue(type?.args[0]);
      if (
        type !== undefined &&
        /^(?:char|character|bpchar)$/u.test(type.name) &&
        length !== undefined &&
        length > 1
      ) {
        context.report({ range: type, message: "Values are padded with blanks." });
      }
    },
  },
};
