import { alterActions, type HazardRule } from "../hazard.ts";

export const dropCascade: HazardRule = {
  id: "migration/drop-cascade",
  severity: "error",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "DROP … CASCADE.",
  why: "Whatever depends on it is dropped too, unseen.",
  safe: "Drop the dependents by name.",
  examples: [
    { dialect: "postgres", bad: "DROP TABLE t CASCADE;" },
    { dialect: "postgres", bad: "ALTER TABLE t DROP COLUMN a CASCADE;" },
    { dialect: "postgres", good: "DROP TABLE t;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      root.kind === "drop" &&
      root.cascade === true &&
      !root.names.every((it) => context.isFresh(it) || context.isNew(root.object, it))
    ) {
      context.report({ at: root, message: "CASCADE drops whatever depends on it, unseen." });
    }
    for (const { action } of alterActions(context)) {
      if (action.cascade === true && action.type.startsWith("drop-")) {
        context.report({
          at: action,
          action,
          message: "CASCADE drops whatever depends on it, unseen.",
        });
      }
    }
  },
};
