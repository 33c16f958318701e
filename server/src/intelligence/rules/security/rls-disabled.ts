import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const rlsDisabled: Rule = {
  id: "security/rls-disabled",
  severity: "warning",
  needs: [],
  summary: "Row security is switched off or bypassed.",
  why: "Every row becomes visible to whoever may read the table.",
  advice: "Keep it on and change the policies.",
  examples: [
    {
      bad: `
ALTER TABLE t DISABLE ROW LEVEL SECURITY
              ^^^^^^^^^^^^^^^^^^^^^^^^^^ Rows are no longer kept apart.`,
    },
    {
      bad: `
CREATE ROLE r BYPASSRLS
              ^^^^^^^^^ Rows are no longer kept apart.`,
    },
    { good: "ALTER TABLE t ENABLE ROW LEVEL SECURITY" },
    { good: "CREATE ROLE r NOBYPASSRLS" },
  ],
  visit: wording({
    statements: ["alter-table", "alter-object", "create-object", "set"],
    pattern:
      /\bdisable\s+row\s+level\s+security\b|\bno\s+force\s+row\s+level\s+security\b|(?<!no)\bbypassrls\b|\brow_security\s*(?:=|to)\s*'?off\b/iu,
    message: "Rows are no longer kept apart.",
  }),
};
