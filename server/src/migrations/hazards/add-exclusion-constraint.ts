import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const addExclusionConstraint: HazardRule = {
  id: "migration/add-exclusion-constraint",
  severity: "error",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "An exclusion constraint is added.",
  why: "The index is built while nobody can read or write the table, and it cannot be NOT VALID.",
  safe: "Make it on a new table.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (r WITH &&);",
      lock: "ACCESS EXCLUSIVE, reads+writes",
    },
    { dialect: "postgres", good: "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "add-constraint")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (is("exclude")) {
        const name = nameText(context, table.name);
        context.report({
          at: action,
          action,
          message: `Nobody can read or write ${name} while the index is built.`,
        });
      }
    }
  },
};
