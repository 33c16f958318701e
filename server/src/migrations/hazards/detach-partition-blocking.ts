import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const detachPartitionBlocking: HazardRule = {
  id: "migration/detach-partition-blocking",
  severity: "warning",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "DETACH PARTITION without CONCURRENTLY.",
  why: "The parent table is locked for everybody.",
  safe: "DETACH PARTITION … CONCURRENTLY.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE p DETACH PARTITION p1;",
      lock: "ACCESS EXCLUSIVE, reads+writes",
    },
    { dialect: "postgres", good: "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "detach-partition")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (!is("concurrently") && !/\bfinalize\b/iu.test(context.source(action))) {
        context.report({
          at: action,
          action,
          message: `${nameText(context, table.name)} is locked for everybody.`,
        });
      }
    }
  },
};
