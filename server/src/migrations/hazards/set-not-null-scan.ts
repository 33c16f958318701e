import { alterActions, type HazardRule, lastPart, madeName, nameText } from "../hazard.ts";

export const setNotNullScan: HazardRule = {
  id: "migration/set-not-null-scan",
  severity: "error",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "SET NOT NULL without a valid check.",
  why: "The whole table is read while nobody can read or write it.",
  safe: "Add CHECK (c IS NOT NULL) NOT VALID, validate it, then set NOT NULL: the check is believed.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t ALTER COLUMN a SET NOT NULL;",
      lock: "ACCESS EXCLUSIVE, reads+writes",
    },
    {
      dialect: "postgres",
      good: "ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c; ALTER TABLE t ALTER COLUMN a SET NOT NULL;",
    },
    {
      dialect: "postgres",
      good: "CREATE TABLE n (id int PRIMARY KEY, a int); ALTER TABLE n ALTER COLUMN a SET NOT NULL;",
    },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "set-not-null")) {
      if (context.fact(action)?.scan === true) {
        const name = nameText(context, table.name);
        const column = context.source(action.column);
        const check = madeName(lastPart(table.name), action.column?.text ?? "", "not_null");
        context.report({
          at: action,
          action,
          message: `All of ${name} is read under a lock that stops everybody.`,
          safer: `ALTER TABLE ${name} ADD CONSTRAINT ${check} CHECK (${column} IS NOT NULL) NOT VALID;\nALTER TABLE ${name} VALIDATE CONSTRAINT ${check};\nALTER TABLE ${name} ALTER COLUMN ${column} SET NOT NULL;\nALTER TABLE ${name} DROP CONSTRAINT ${check};`,
        });
      }
    }
  },
};
