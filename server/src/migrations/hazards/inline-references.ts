import type { HazardRule } from "../hazard.ts";

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
    const { root } = context.statement;
    for (const it of root.kind === "create-table" ? root.elements : []) {
      const reference =
        it.kind === "column-definition"
          ? it.constraints.find((one) => one.type === "references")
          : undefined;
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
