import type { Rule } from "../../rule.ts";

export const rlsPermissive: Rule = {
  id: "security/rls-permissive",
  severity: "warning",
  needs: [],
  summary: "A policy that is always true.",
  why: "Row security is on and keeps nothing apart.",
  advice: "Write the predicate of the tenant.",
  examples: [
    {
      bad: `
CREATE POLICY p ON t USING (true)
                            ^^^^ This policy lets every row through.`,
    },
    { good: "CREATE POLICY p ON t USING (tenant_id = current_setting('app.tenant')::int)" },
    { good: "CREATE POLICY p ON t AS RESTRICTIVE USING (true)" },
  ],
  visit: {
    policy(node, context) {
      for (const it of node.permissive ? [node.using, node.check] : []) {
        const text =
          it === undefined
            ? ""
            : context
                .text(it)
                .replace(/[\s()]/gu, "")
                .toLowerCase();
        if (it !== undefined && (text === "true" || text === "1=1")) {
          context.report({ range: it, message: "This policy lets every row through." });
          return;
        }
      }
    },
  },
};
