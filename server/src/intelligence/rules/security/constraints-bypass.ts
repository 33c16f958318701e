import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const constraintsBypass: Rule = {
  id: "security/constraints-bypass",
  severity: "warning",
  needs: [],
  summary: "Triggers, foreign keys or checks are switched off.",
  why: "Rows that break the rules come in unseen.",
  advice: "Only in guarded migrations, with a check afterwards.",
  examples: [
    {
      dialect: "mysql",
      bad: `
SET foreign_key_checks = 0
    ^^^^^^^^^^^^^^^^^^^^^^ Checks that keep the data right are switched off.`,
    },
    {
      bad: `
ALTER TABLE t DISABLE TRIGGER ALL
              ^^^^^^^^^^^^^^^^^^^ Checks that keep the data right are switched off.`,
    },
    { dialect: "mysql", good: "SET foreign_key_checks = 1" },
    { good: "ALTER TABLE t ENABLE TRIGGER ALL" },
  ],
  visit: wording({
    statements: ["set", "alter-table", "other"],
    pattern:
      /\bforeign_key_checks\s*=\s*(?:0|off)\b|\bunique_checks\s*=\s*(?:0|off)\b|\bsession_replication_role\s*(?:=|to)\s*'?replica\b|\bdisable\s+trigger\s+(?:all|user)\b|\bnocheck\s+constraint\b|\bdisable\s+keys\b|\bignore_check_constraints\s*=\s*(?:1|on)/iu,
    message: "Checks that keep the data right are switched off.",
  }),
};
