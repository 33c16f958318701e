import { alterActions, type HazardRule, lastPart, madeName, nameText } from "../hazard.ts";

export const addFkValidates: HazardRule = {
  id: "migration/add-fk-validates",
  severity: "error",
  needs: "text",
  capabilities: ["foreign-key"],
  summary: "A foreign key is added and validated at once.",
  why: "Writes to both tables wait while all rows are checked, or the table is copied.",
  safe: "Add it NOT VALID, then VALIDATE CONSTRAINT; where there is no NOT VALID use an online tool.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id);",
      lock: "SHARE ROW EXCLUSIVE, writes",
      safer:
        "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id) NOT VALID;\nALTER TABLE t VALIDATE CONSTRAINT f;",
    },
    {
      dialect: "mariadb",
      bad: "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id);",
      lock: "COPY SHARED, writes, rewrite",
    },
    {
      dialect: "postgres",
      good: "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id) NOT VALID;",
    },
    {
      dialect: "mariadb",
      good: "SET foreign_key_checks = 0; ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id);",
    },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "add-constraint")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (
        is("foreign-key") &&
        !is("not-valid") &&
        !is("checks-off") &&
        context.fact(action)?.refused !== true
      ) {
        const name = nameText(context, table.name);
        const constraint = action.constraint?.name?.text ?? madeName(lastPart(table.name), "check");
        context.report({
          at: action,
          action,
          message: `Writes to ${name} wait while all its rows are checked.`,
          safer: context.dialect.can("constraint-not-valid")
            ? `ALTER TABLE ${name} ${context.source(action)} NOT VALID;\nALTER TABLE ${name} VALIDATE CONSTRAINT ${constraint};`
            : undefined,
        });
      }
    }
  },
};
