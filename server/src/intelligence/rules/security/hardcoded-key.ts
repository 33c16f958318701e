import type { Rule } from "../../rule.ts";
import { calledName } from "../../tree.ts";

export const hardcodedKey: Rule = {
  id: "security/hardcoded-key",
  severity: "error",
  needs: [],
  summary: "An encryption key in the statement.",
  why: "Whoever reads the script can read the data.",
  advice: "Bind the key; keep it in a key store.",
  sources: ["CWE-321"],
  examples: [
    {
      bad: `
SELECT pgp_sym_encrypt(name, 'k3y') FROM t
                             ^^^^^ The key stands in the statement.`,
    },
    {
      dialect: "mysql",
      bad: `
SELECT AES_ENCRYPT(name, 'k3y') FROM t
                         ^^^^^ The key stands in the statement.`,
    },
    { good: "SELECT pgp_sym_encrypt(name, $1) FROM t" },
  ],
  visit: {
    call(node, context) {
      const key =
        /^(?:pgp_sym_(?:en|de)crypt(?:_bytea)?|aes_(?:en|de)crypt|encrypt|decrypt|des_(?:en|de)crypt|encryptbypassphrase|decryptbypassphrase)$/u.test(
          calledName(node),
        )
          ? node.args[/passphrase/u.test(calledName(node)) ? 0 : 1]
          : undefined;
      if (key?.kind === "literal" && key.type === "string") {
        context.report({ range: key, message: "The key stands in the statement." });
      }
    },
  },
};
