import type { Rule } from "../../rule.ts";
import { isPersonal } from "../../sensitive.ts";

export const dsrUnreachable: Rule = {
  id: "security/dsr-unreachable",
  severity: "hint",
  needs: [],
  summary: "Personal data that no key ties to the person.",
  why: "When somebody asks for their data, or for an end of them, these rows are not found.",
  advice: "A foreign key to the table of people.",
  examples: [
    {
      bad: `
CREATE TABLE signups (id int PRIMARY KEY, email text, phone text)
             ^^^^^^^ No key ties the personal data in signups to a person.`,
    },
    {
      good: "CREATE TABLE signups (id int PRIMARY KEY, email text, user_id int REFERENCES users)",
    },
    { good: "CREATE TABLE users (id int PRIMARY KEY, email text, phone text)" },
    { good: "CREATE TABLE parts (id int PRIMARY KEY, name text)" },
  ],
  visit: {
    "create-table"(node, context) {
      const columns = node.elements.flatMap((it) =>
        it.kind === "column-definition" ? [it.name.text] : [],
      );
      const name = node.name.parts.at(-1)?.text ?? "";
      const hasKey =
        /\breferences\b/iu.test(context.text(node)) || columns.some((it) => SUBJECT_KEY.test(it));
      if (
        node.temporary !== true &&
        !hasKey &&
        !SUBJECT.test(name) &&
        columns.filter(isPersonal).length >= LEAST
      ) {
        context.report({
          range: node.name,
          message: `No key ties the personal data in ${name} to a person.`,
        });
      }
    },
  },
};

/** One such column alone is often a label. */
const LEAST = 2;
const SUBJECT =
  /(?:user|customer|client|person|people|patient|employee|member|account|contact|subscriber|student|profile|author|staff|teacher|guest|owner|tenant|applicant|candidate|supplier|vendor|compan|donor|driver|doctor|host)/iu;
const SUBJECT_KEY =
  /(?:^|_)(?:user|customer|client|person|patient|employee|member|account|contact|subscriber|student|subject|profile)_?id$/iu;
