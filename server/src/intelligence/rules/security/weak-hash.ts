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
    { good: "SELECT md5(body) FROM files" },
    { good: "SELECT 1 FROM users WHERE password = crypt($1, password)" },
  ],
  visit: {
    call(node, context) {
      if (/^(?:md5|sha1|sha|old_password)$/u.test(calledName(node)) && nearPassword(context)) {
        context.report({ range: node, message: "Passwords hashed this way are found in seconds." });
      }
    },
  },
};

const PASSWORD = /(?:^|_)(?:password|passwd|pwd|pass|passphrase)(?:_|$|hash)/iu;

/** Is the value compared with, or stored in, a column for passwords? */
function nearPassword(context: RuleContext): boolean {
  const parent = context.ancestors.at(-1);
  if (parent?.kind === "binary" || parent?.kind === "set-item") {
    return allNodes(parent).some(
      (it) => it.kind === "column" && PASSWORD.test(it.parts.at(-1)?.text ?? ""),
    );
  }
  const insert = context.ancestors.findLast((it) => it.kind === "insert");
  const row = context.ancestors.findLast((it) => it.kind === "values-row");
  if (insert?.kind !== "insert" || row?.kind !== "values-row" || row !== parent) {
    return false;
  }
  const position = row.values.findIndex(
    (it) => it.kind === "call" && /^(?:md5|sha1|sha|old_password)$/u.test(calledName(it)),
  );
  const column = insert.columns?.[position];
  return column?.kind === "column" && PASSWORD.test(column.parts.at(-1)?.text ?? "");
}
