import { type HazardRule, newColumns } from "../hazard.ts";

export const inlineReferences: HazardRule = {
  id: "migration/inline-references",
  severity: "error",
  needs: "text",
  capabilities: ["online-ddl", "!inline-foreign-keys"],
  summary: "REFERENCES on a column.",
  why: "The engine reads it and does nothing.",
  safe: "Write FOREIGN KEY … REFERENCES as a table constraint.",
  examples: [
    { dialect: "mysql", bad: "CREATE TABLE t (id INT PRIMARY KEY, p INT REFERENCES p (id));" },
    {
      dialect: "mysql",
      good: "CREATE TABLE t (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id));",
    },
    { dialect: "mariadb", good: "CREATE TABLE t (id INT PRIMARY KEY, p INT REFERENCES p (id));" },
  ],
  check(context) {
    for (const it of newColumns(context.statement.root)) {
      const reference = it.constraints.find((one) => one.type === "references");
      if (reference !== undefined) {
        context.report({
          at: reference,
          message: "REFERENCES on a column is read and ignored.",
          lockless: true,
        });
      }
    }
  },
};
