import type { Rule } from "../../rule.ts";

export const sensitiveColumnPlain: Rule = {
  id: "security/sensitive-column-plain",
  severity: "hint",
  needs: [],
  summary: "An identifier of high risk as plain text.",
  why: "A leak of the table is a leak of identities.",
  advice: "Encrypt or tokenise it, or keep the last four digits.",
  examples: [
    {
      bad: `
CREATE TABLE p (id int PRIMARY KEY, ssn text)
                                    ^^^ An identifier of high risk is kept in clear.`,
    },
    { good: "CREATE TABLE p (id int PRIMARY KEY, ssn_encrypted bytea)" },
    { good: "CREATE TABLE p (id int PRIMARY KEY, name text)" },
  ],
  visit: {
    "column-definition"(node, context) {
      if (
        /^(?:ssn|social_security_(?:number|no)|passport_(?:number|no)|iban|credit_card(?:_number|_no)?|card_number|national_id|tax_id|pan)$/iu.test(
          node.name.text,
        ) &&
        node.type !== undefined &&
        /char|text|string|int|numeric/u.test(node.type.name)
      ) {
        context.report({
          range: node.name,
          message: "An identifier of high risk is kept in clear.",
        });
      }
    },
  },
};
