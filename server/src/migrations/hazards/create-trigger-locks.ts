import { type HazardRule, nameText } from "../hazard.ts";

export const createTriggerLocks: HazardRule = {
  id: "migration/create-trigger-locks",
  severity: "hint",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "CREATE TRIGGER.",
  why: "Writes wait for the lock.",
  safe: "Set lock_timeout.",
  examples: [
    {
      dialect: "postgres",
      bad: "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();",
      lock: "SHARE ROW EXCLUSIVE, writes",
    },
    { dialect: "postgres", good: "CREATE VIEW v AS SELECT 1 AS a;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      root.kind === "create-trigger" &&
      root.table !== undefined &&
      !context.isFresh(root.table)
    ) {
      context.report({
        at: root,
        message: `Writes to ${nameText(context, root.table)} wait for the lock.`,
      });
    }
  },
};
