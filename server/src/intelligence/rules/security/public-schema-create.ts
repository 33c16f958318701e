import type { Rule } from "../../rule.ts";

export const publicSchemaCreate: Rule = {
  id: "security/public-schema-create",
  severity: "warning",
  needs: [],
  summary: "CREATE on a schema for PUBLIC.",
  why: "Any role can plant objects that others then run.",
  advice: "REVOKE CREATE ON SCHEMA public FROM PUBLIC.",
  examples: [
    {
      bad: `
GRANT CREATE ON SCHEMA public TO PUBLIC
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Any role can plant objects there.`,
    },
    { good: "REVOKE CREATE ON SCHEMA public FROM PUBLIC" },
    { good: "GRANT USAGE ON SCHEMA public TO app" },
  ],
  visit: {
    grant(node, context) {
      if (
        !node.revoke &&
        node.object === "schema" &&
        node.grantees.some((it) => it.public) &&
        node.privileges.some((it) => it.name === "CREATE" || it.name.startsWith("ALL"))
      ) {
        context.report({ range: node, message: "Any role can plant objects there." });
      }
    },
  },
};
