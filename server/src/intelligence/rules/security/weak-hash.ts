import type { Call } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { allNodes, calledName } from "../../tree.ts";

export const weakHash: Rule = {
  id: "security/weak-hash",
  severity: "warning",
  needs: [],
  summary: "MD5 or SHA-1 for a password.",
  why: "It is broken in seconds.",
  advice: "bcrypt, argon2 or scrypt.",
  examples: [
    {
      bad: `
SELECT 1 FROM users WHERE password = md5($1)
                                     ^^^^^^^ Passwords hashed this way are found in seconds.`,
    },
    {
      dialect: "mysql",
      bad: `
INSERT INTO users (name, password) VALUES ('a', SHA1('x'))
                                                ^^^^^^^^^ Passwords hashed this way are found in seconds.`,
    },
    {
      bad: `
SELECT id FROM users WHERE passwd_hash = encode(digest($2, 'sha1'), 'hex')
                                                ^^^^^^^^^^^^^^^^^^ Passwords hashed this way are found in seconds.`,
    },
    {
      dialect: "tsql",
      bad: `
SELECT id FROM users WHERE pwd = HASHBYTES('MD5', @p)
                                 ^^^^^^^^^^^^^^^^^^^^ Passwords hashed this way are found in seconds.`,
    },
    { good: "SELECT id FROM users WHERE passwd_hash = encode(digest($2, 'sha256'), 'hex')" },
    { good: "SELECT md5(body) FROM files" },
    { good: "SELECT 1 FROM users WHERE password = crypt($1, password)" },
  ],
  visit: {
    call(node, context) {
      if (isWeak(node) && nearPassword(node, context)) {
        context.report({ range: node, message: "Passwords hashed this way are found in seconds." });
      }
    },
  },
};

const PASSWORD = /(?:^|_)(?:password|passwd|pwd|pass|passphrase)(?:_|$|hash)/iu;

/** A broken hash, by its function's name or by the name given to a function of many hashes. */
function isWeak(node: Call): boolean {
  const name = calledName(node);
  return (
    /^(?:md5|sha1|sha|old_password)$/u.test(name) ||
    (/^(?:digest|hashbytes|hmac|standard_hash)$/u.test(name) &&
      node.args.some((it) => it.kind === "literal" && /^(?:md[245]|sha-?1?)$/iu.test(it.value)))
  );
}

/** Is the value compared with, or stored in, a column for passwords? */
function nearPassword(node: Call, context: RuleContext): boolean {
  // Encoding or joining the hash does not make it another.
  const at = context.ancestors.findLastIndex((it) => it.kind !== "call" && it.kind !== "cast");
  const parent = context.ancestors[at];
  if (parent?.kind === "binary" || parent?.kind === "set-item") {
    return allNodes(parent).some(
      (it) => it.kind === "column" && PASSWORD.test(it.parts.at(-1)?.text ?? ""),
    );
  }
  const insert = context.ancestors.findLast((it) => it.kind === "insert");
  if (insert?.kind !== "insert" || parent?.kind !== "values-row") {
    return false;
  }
  const position = parent.values.findIndex((it) => it.start <= node.start && node.end <= it.end);
  const column = insert.columns?.[position];
  return column?.kind === "column" && PASSWORD.test(column.parts.at(-1)?.text ?? "");
}
