import type { Rule } from "../../rule.ts";

export const secretLiteral: Rule = {
  id: "security/secret-literal",
  severity: "error",
  needs: [],
  summary: "A key or token in SQL.",
  why: "It ends up in version control, in logs and in the history of statements.",
  advice: "Use a secret store and bind it.",
  sources: ["CWE-798"],
  examples: [
    {
      bad: `
INSERT INTO config (k, v) VALUES ('aws', 'AKIAIOSFODNN7EXAMPLE')
                                         ^^^^^^^^^^^^^^^^^^^^^^ A key or token stands in the statement.`,
    },
    { good: "INSERT INTO config (k, v) VALUES ('aws', $1)" },
    { good: "SELECT 'AKIA' AS a" },
  ],
  visit: {
    literal(node, context) {
      if (node.type === "string" && SECRET.test(node.value)) {
        context.report({ range: node, message: "A key or token stands in the statement." });
      }
    },
  },
};

/** Shapes that only keys of well-known services have. */
const SECRET =
  /^(?:AKIA|ASIA)[0-9A-Z]{16}$|^gh[pousr]_[A-Za-z0-9]{36,}$|^sk_live_[A-Za-z0-9]{16,}$|^xox[baprs]-[A-Za-z0-9-]{10,}$|-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----|^AIza[0-9A-Za-z_-]{35}$|^eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}$/u;
