import type { Rule } from "../../rule.ts";
import { calledName } from "../../tree.ts";

export const weakCipher: Rule = {
  id: "security/weak-cipher",
  severity: "warning",
  needs: [],
  summary: "DES, RC4 or ECB.",
  why: "It can be broken, or shows patterns of the plain text.",
  advice: "AES-256-GCM or better.",
  sources: ["CWE-327"],
  examples: [
    {
      dialect: "mysql",
      bad: `
SELECT DES_ENCRYPT(name) FROM t
       ^^^^^^^^^^^^^^^^^ This cipher can be broken.`,
    },
    {
      bad: `
SELECT encrypt(a, $1, 'des') FROM t
       ^^^^^^^^^^^^^^^^^^^^^ This cipher can be broken.`,
    },
    { good: "SELECT encrypt(a, $1, 'aes-cbc') FROM t" },
  ],
  visit: {
    call(node, context) {
      const name = calledName(node);
      const mode = node.args[2];
      const weak =
        mode?.kind === "literal" &&
        /(?:^|[-_])(?:des|3des|rc4|bf|ecb)(?:$|[-_/])/iu.test(mode.value);
      if (
        /^des_(?:en|de)crypt$/u.test(name) ||
        (/^(?:encrypt|decrypt|encrypt_iv|decrypt_iv)$/u.test(name) && weak)
      ) {
        context.report({ range: node, message: "This cipher can be broken." });
      }
    },
  },
};
