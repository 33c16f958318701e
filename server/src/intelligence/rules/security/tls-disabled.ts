import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const tlsDisabled: Rule = {
  id: "security/tls-disabled",
  severity: "warning",
  needs: [],
  summary: "TLS is switched off.",
  why: "Passwords and rows travel in the clear.",
  advice: "sslmode=verify-full, REQUIRE SSL.",
  examples: [
    {
      dialect: "mysql",
      bad: `
ALTER USER 'app'@'localhost' REQUIRE NONE
                             ^^^^^^^^^^^^ The connection is not protected by TLS.`,
    },
    { dialect: "mysql", good: "ALTER USER 'app'@'localhost' REQUIRE SSL" },
  ],
  visit: wording({
    statements: ["create-object", "alter-object", "set", "other", "grant"],
    pattern:
      /sslmode\s*=\s*'?(?:disable|allow|prefer)\b|\brequire\s+none\b|\brequire_secure_transport\s*=\s*(?:off|0)\b|\bssl\s*=\s*(?:off|'off')|\btrustservercertificate\s*=\s*(?:true|yes)|\bencrypt\s*=\s*(?:false|no)\b|\bmaster_ssl\s*=\s*0\b/iu,
    message: "The connection is not protected by TLS.",
    inStrings: true,
  }),
};
