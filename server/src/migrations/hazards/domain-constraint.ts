import type { HazardRule } from "../hazard.ts";

export const domainConstraint: HazardRule = {
  id: "migration/domain-constraint",
  severity: "hint",
  needs: "text",
  capabilities: ["enum-type"],
  summary: "A domain with a CHECK.",
  why: "Changing it later checks every column that uses it.",
  safe: "A CHECK on the column.",
  examples: [
    { dialect: "postgres", bad: "CREATE DOMAIN d AS text CHECK (VALUE <> '');" },
    { dialect: "postgres", good: "CREATE DOMAIN d AS text;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      (root.kind === "create-object" &&
        root.object === "domain" &&
        (root.constraints ?? []).some((it) => it.type === "check")) ||
      (root.kind === "alter-object" &&
        root.object === "domain" &&
        /\badd\b[\s\S]*\bcheck\b/iu.test(context.source(root)))
    ) {
      context.report({
        at: root,
        message: "Changing the check later checks every column that uses the domain.",
        lockless: true,
      });
    }
  },
};
