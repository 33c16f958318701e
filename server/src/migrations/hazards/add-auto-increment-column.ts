import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const addAutoIncrementColumn: HazardRule = {
  id: "migration/add-auto-increment-column",
  severity: "error",
  needs: "text",
  capabilities: ["online-ddl"],
  summary: "An AUTO_INCREMENT column is added.",
  why: "The table is rebuilt and writes are blocked meanwhile.",
  safe: "Use an online schema change tool, or a new table.",
  examples: [
    {
      dialect: "mariadb",
      bad: "ALTER TABLE t ADD COLUMN x INT AUTO_INCREMENT, ADD UNIQUE (x);",
      lock: "INPLACE SHARED, writes, rewrite",
    },
    { dialect: "mariadb", good: "ALTER TABLE t ADD COLUMN x INT;" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "add-column")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (is("auto-increment")) {
        context.report({
          at: action,
          action,
          message: `Numbering the rows rebuilds ${nameText(context, table.name)} and blocks writes.`,
        });
      }
    }
  },
};
