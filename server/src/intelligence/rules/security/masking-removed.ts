import type { Rule } from "../../rule.ts";
import { wording } from "../../wording.ts";

export const maskingRemoved: Rule = {
  id: "security/masking-removed",
  severity: "warning",
  needs: [],
  summary: "A mask is removed.",
  why: "Personal data becomes readable for everybody who may read the table.",
  advice: "Keep the mask and grant per column.",
  examples: [
    {
      dialect: "tsql",
      bad: `
GRANT UNMASK TO app
^^^^^^^^^^^^ Values that were masked become visible.`,
    },
    { good: "ALTER TABLE t ALTER COLUMN email DROP DEFAULT" },
  ],
  visit: wording({
    statements: ["alter-table", "grant", "other", "alter-object"],
    pattern: /\bdrop\s+masked\b|\bgrant\s+unmask\b|\bunset\s+masking\s+policy\b/iu,
    message: "Values that were masked become visible.",
  }),
};
