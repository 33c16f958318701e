import { alterActions, type HazardRule } from "../hazard.ts";

export const attachPartitionScan: HazardRule = {
  id: "migration/attach-partition-scan",
  severity: "warning",
  needs: "catalog",
  capabilities: ["index-concurrently"],
  summary: "ATTACH PARTITION without a matching check.",
  why: "The partition is read whole under a lock that stops everybody on it.",
  safe: "Add a matching CHECK NOT VALID and validate it first.",
  examples: [
    { dialect: "postgres", bad: "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (1) TO (10);" },
    { dialect: "postgres", good: "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;" },
  ],
  check(context) {
    for (const { action } of alterActions(context, "attach-partition")) {
      const checked = context.statements
        .slice(0, context.statement.index)
        .some(
          (it) =>
            it.root.kind === "alter-table" &&
            it.root.actions.some(
              (one) =>
                (one.constraint?.type === "check" && one.constraint.notValid !== true) ||
                one.type === "validate-constraint",
            ),
        );
      const known = action.table === undefined ? undefined : context.table(action.table);
      if (
        !checked &&
        !(known?.checks ?? []).some((it) => it.notValid !== true) &&
        !(action.table !== undefined && context.isFresh(action.table))
      ) {
        context.report({
          at: action,
          action,
          message: "The partition is read whole under a lock that stops everybody on it.",
        });
      }
    }
  },
};
