import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const addSerialOrIdentityColumn: HazardRule = {
  id: "migration/add-serial-or-identity-column",
  severity: "error",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "A serial or identity column is added.",
  why: "Every row gets a number, so the whole table is rewritten while nobody can read or write it.",
  safe: "Add a nullable column, fill it from a sequence in batches, then make it the default.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t ADD COLUMN n bigserial;",
      lock: "ACCESS EXCLUSIVE, reads+writes, rewrite",
    },
    { dialect: "postgres", bad: "ALTER TABLE t ADD COLUMN n bigint GENERATED ALWAYS AS IDENTITY;" },
    { dialect: "postgres", good: "ALTER TABLE t ADD COLUMN n bigint;" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "add-column")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (is("serial") || is("identity")) {
        context.report({
          at: action,
          action,
          message: `Every row of ${nameText(context, table.name)} gets a number: the table is rewritten.`,
        });
      }
    }
  },
};
