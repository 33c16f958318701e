import { alterActions, type HazardRule } from "../hazard.ts";

export const dropColumn: HazardRule = {
  id: "migration/drop-column",
  severity: "error",
  needs: "text",
  summary: "A column is dropped.",
  why: "Its data is lost, and code that is running now and reads or writes it fails.",
  safe: "Stop reading and writing it first; drop it in a later migration.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t DROP COLUMN a;",
      lock: "ACCESS EXCLUSIVE, reads+writes",
    },
    { dialect: "mariadb", bad: "ALTER TABLE t DROP COLUMN a;", lock: "INSTANT NONE, none" },
    { dialect: "sqlite", bad: "ALTER TABLE t DROP COLUMN a;" },
    {
      dialect: "postgres",
      good: "CREATE TABLE n (id int PRIMARY KEY, a int); ALTER TABLE n DROP COLUMN a;",
    },
    { dialect: "postgres", good: "ALTER TABLE t ALTER COLUMN a DROP DEFAULT;" },
  ],
  check(context) {
    for (const { action } of alterActions(context, "drop-column")) {
      context.report({
        at: action,
        action,
        message: `The data of ${action.definition?.name.text ?? action.column?.text ?? ""} is lost, and code that uses it fails.`,
      });
    }
  },
};
