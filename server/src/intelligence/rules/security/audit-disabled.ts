import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const auditDisabled: Rule = {
  id: "security/audit-disabled",
  severity: "warning",
  needs: [],
  summary: "Logging or audit is switched off.",
  why: "What happens then cannot be reconstructed.",
  advice: "Keep it on.",
  examples: [
    {
      dialect: "mysql",
      bad: `
SET sql_log_bin = 0
    ^^^^^^^^^^^^^^^ What is done from here on leaves no trace.`,
    },
    {
      bad: `
SET log_statement = 'none'
    ^^^^^^^^^^^^^^^^^^^^^ What is done from here on leaves no trace.`,
    },
    { good: "SET log_statement = 'all'" },
  ],
  visit: wording({
    statements: ["set", "alter-object", "other", "call-statement"],
    pattern:
      /\bsql_log_bin\s*=\s*(?:0|off)\b|\b(?:global\s+)?general_log\s*=\s*(?:0|off)\b|\blog_statement\s*(?:=|to)\s*'?none\b|\bpgaudit\.log\s*(?:=|to)\s*'?none\b|\bserver_audit_logging\s*=\s*(?:0|off)|\balter\s+server\s+audit\b[^;]*\bstate\s*=\s*off|\bnoaudit\b|\baudit_trail\s*=\s*'?none/iu,
    message: "What is done from here on leaves no trace.",
  }),
};
