import type { Rule } from "../../rule.ts";
import { COMPARISONS } from "../../tree.ts";

export const plaintextPasswordColumn: Rule = {
  id: "security/plaintext-password-column",
  severity: "warning",
  needs: [],
  summary: "A password stored or compared in clear.",
  why: "Whoever reads the table, a backup or a log has every password.",
  advice: "Store a salted hash.",
  sources: ["CWE-256"],
  examples: [
    {
      bad: `
SELECT id FROM users WHERE password = 'hunter2'
                           ^^^^^^^^^^^^^^^^^^^^ The password is compared in clear.`,
    },
    {
      bad: `
CREATE TABLE users (id int PRIMARY KEY, password varchar(40))
                                        ^^^^^^^^ Passwords belong here only as salted hashes.`,
    },
    { good: "SELECT id FROM users WHERE password_hash = $1" },
    { good: "CREATE TABLE users (id int PRIMARY KEY, password_hash text)" },
    { good: "SELECT id FROM users WHERE password = crypt($1, password)" },
    { good: "CREATE TABLE t (id int PRIMARY KEY, password_changed_at timestamptz)" },
  ],
  visit: {
    binary(node, context) {
      const column =
        node.left.kind === "column"
          ? node.left
          : node.right.kind === "column"
            ? node.right
            : undefined;
      const other = column === node.left ? node.right : node.left;
      if (
        COMPARISONS.has(node.op) &&
        column !== undefined &&
        CLEAR.test(column.parts.at(-1)?.text ?? "") &&
        other.kind === "literal" &&
        other.type === "string" &&
        !/^(?:\$2|\{|sha|md5|[0-9a-f]{32,})/iu.test(other.value)
      ) {
        context.report({ range: node, message: "The password is compared in clear." });
      }
    },
    "column-definition"(node, context) {
      if (
        CLEAR.test(node.name.text) &&
        node.type !== undefined &&
        /char|text|string/u.test(node.type.name)
      ) {
        context.report({
          range: node.name,
          message: "Passwords belong here only as salted hashes.",
          severity: "hint",
        });
      }
    },
  },
};

const CLEAR = /^(?:user_?)?(?:password|passwd|pwd)$/iu;
