import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const passwordPolicyOff: Rule = {
  id: "security/password-policy-off",
  severity: "info",
  needs: [],
  summary: "Password rules are switched off.",
  why: "Weak and stolen passwords stay good.",
  advice: "Keep the rules on.",
  examples: [
    {
      dialect: "mysql",
      bad: `
ALTER USER 'app'@'localhost' PASSWORD EXPIRE NEVER
                             ^^^^^^^^^^^^^^^^^^^^^ Rules for passwords are switched off.`,
    },
    { dialect: "mysql", good: "ALTER USER 'app'@'localhost' PASSWORD EXPIRE INTERVAL 90 DAY" },
  ],
  visit: wording({
    statements: ["create-object", "alter-object", "other", "set"],
    pattern:
      /\bcheck_policy\s*=\s*off\b|\bcheck_expiration\s*=\s*off\b|\bpassword\s+expire\s+never\b|\bvalidate_password[._]policy\s*=\s*(?:low|0)\b/iu,
    message: "Rules for passwords are switched off.",
  }),
};
