import type { Rule } from "../../rule.ts";

export const piiLiteral: Rule = {
  id: "security/pii-literal",
  severity: "info",
  needs: [],
  summary: "A real-looking card number or IBAN in a script.",
  why: "It stays in version control, in logs and in the history.",
  advice: "Synthetic data, or parameters.",
  examples: [
    {
      bad: `
INSERT INTO p (card) VALUES ('4111111111111111')
                             ^^^^^^^^^^^^^^^^^^ This looks like a real card number or account.`,
    },
    { good: "INSERT INTO p (card) VALUES ('4111111111111112')" },
    { good: "INSERT INTO p (n) VALUES ('12345')" },
  ],
  visit: {
    literal(node, context) {
      if (node.type === "string" && (isCard(node.value) || isIban(node.value))) {
        context.report({ range: node, message: "This looks like a real card number or account." });
      }
    },
  },
};

/** A number of a known card scheme with a right check digit (Luhn, ISO/IEC 7812). */
function isCard(value: string): boolean {
  const digits = value.replace(/[ -]/gu, "");
  if (!/^(?:4\d{15}|5[1-5]\d{14}|3[47]\d{13}|6011\d{12})$/u.test(digits)) {
    return false;
  }
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** An account number with right check digits (ISO 13616). */
function isIban(value: string): boolean {
  const text = value.replaceAll(" ", "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/u.test(text)) {
    return false;
  }
  let rest = 0;
  for (const letter of text.slice(4) + text.slice(0, 4)) {
    const code = /\d/u.test(letter) ? letter : String(letter.charCodeAt(0) - 55);
    for (const digit of code) {
      rest = (rest * 10 + Number(digit)) % 97;
    }
  }
  return rest === 1;
}
