import { alterActions, type HazardRule, nameText } from "../hazard.ts";

export const charsetConversion: HazardRule = {
  id: "migration/charset-conversion",
  severity: "error",
  needs: "text",
  capabilities: ["online-ddl"],
  summary: "A table is converted to another character set.",
  why: "The table is copied, and characters that the new set lacks are lost.",
  safe: "Convert column by column with an online tool, after checking the data.",
  examples: [
    {
      dialect: "mariadb",
      bad: "ALTER TABLE t CONVERT TO CHARACTER SET latin1;",
      lock: "COPY SHARED, writes, rewrite",
    },
    { dialect: "mariadb", good: "ALTER TABLE t DEFAULT CHARACTER SET utf8mb4;" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "convert-charset")) {
      context.report({
        at: action,
        action,
        message: `${nameText(context, table.name)} is copied into another character set.`,
      });
    }
  },
};
