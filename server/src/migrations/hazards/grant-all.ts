import type { HazardRule } from "../hazard.ts";

export const grantAll: HazardRule = {
  id: "migration/grant-all",
  severity: "error",
  needs: "text",
  summary: "GRANT ALL.",
  why: "More rights than anybody needs.",
  safe: "Name the privileges.",
  examples: [
    { dialect: "postgres", bad: "GRANT ALL ON t TO app;" },
    { dialect: "postgres", good: "GRANT SELECT ON t TO app;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      root.kind === "grant" &&
      !root.revoke &&
      root.privileges.some((it) => it.name.startsWith("ALL"))
    ) {
      context.report({
        at: root,
        message: "ALL gives more rights than anybody needs.",
        lockless: true,
      });
    }
  },
};
