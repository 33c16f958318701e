import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const disableTrigger: HazardRule = {
  id: "migration/disable-trigger",
  severity: "error",
  needs: "text",
  summary: "Triggers are switched off.",
  why: "What they keep right is not kept.",
  safe: "Change the trigger, or do the work under it.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t DISABLE TRIGGER ALL;",
      lock: "SHARE ROW EXCLUSIVE, writes",
    },
    { dialect: "postgres", good: "ALTER TABLE t ENABLE TRIGGER ALL;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      root.kind === "set" &&
      /\bsession_replication_role\s*(?:=|to)\s*'?replica\b/iu.test(context.source(root))
    ) {
      context.report({
        at: root,
        message: "What triggers and foreign keys keep right is not kept.",
        lockless: true,
      });
    }
    for (const { table, action } of alterActions(context, "disable-trigger")) {
      context.report({
        at: action,
        action,
        message: `What the triggers of ${nameText(context, table.name)} keep right is not kept.`,
      });
    }
  },
};
