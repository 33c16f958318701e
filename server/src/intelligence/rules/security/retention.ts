import type { Rule } from "../../rule.ts";
import { isPersonal } from "../../sensitive.ts";

export const retention: Rule = {
  id: "security/retention",
  severity: "hint",
  needs: [],
  summary: "Personal data without anything that says when they are to go.",
  why: "What has no end is kept for ever, and the law asks why.",
  advice:
    "A column such as expires_at or deleted_at, partitions to drop, or a comment that names the rule.",
  examples: [
    {
      bad: `
CREATE TABLE people (id int PRIMARY KEY, full_name text, email text)
             ^^^^^^ Nothing says when the personal data in people are deleted.`,
    },
    {
      good: "CREATE TABLE people (id int PRIMARY KEY, full_name text, email text, expires_at timestamptz)",
    },
    { good: "CREATE TABLE parts (id int PRIMARY KEY, name text, weight numeric)" },
    { good: "CREATE TEMP TABLE people (id int, email text, phone text)" },
  ],
  visit: {
    "create-table"(node, context) {
      const columns = node.elements.flatMap((it) =>
        it.kind === "column-definition" ? [it.name.text] : [],
      );
      const isKeptInBounds =
        node.temporary === true ||
        node.partitionBy !== undefined ||
        columns.some((it) => ENDS.test(it)) ||
        /\bretention\b/iu.test(context.text(node));
      if (!isKeptInBounds && columns.filter(isPersonal).length >= LEAST) {
        context.report({
          range: node.name,
          message: `Nothing says when the personal data in ${context.text(node.name)} are deleted.`,
        });
      }
    },
  },
};

/** One such column alone is often a label. */
const LEAST = 2;
const ENDS =
  /(?:expir|delete|purge|retain|retention|erase|anonymi|archiv|valid_(?:to|until)|ends?_at)/iu;
