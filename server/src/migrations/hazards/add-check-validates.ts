import { alterActions, type HazardRule, lastPart, madeName, nameText } from "../hazard.ts";

export const addCheckValidates: HazardRule = {
  id: "migration/add-check-validates",
  severity: "error",
  needs: "text",
  capabilities: ["constraint-not-valid"],
  summary: "A CHECK is added and validated at once.",
  why: "The whole table is read while nobody can read or write it.",
  safe: "Add it NOT VALID, then VALIDATE CONSTRAINT, which stops nobody.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);",
      lock: "ACCESS EXCLUSIVE, reads+writes",
      safer:
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;\nALTER TABLE t VALIDATE CONSTRAINT c;",
    },
    { dialect: "postgres", good: "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;" },
    {
      dialect: "postgres",
      good: "CREATE TABLE n (id int PRIMARY KEY, a int); ALTER TABLE n ADD CHECK (a > 0);",
    },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "add-constraint")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (is("check") && !is("not-valid")) {
        const name = nameText(context, table.name);
        const constraint = action.constraint?.name?.text ?? madeName(lastPart(table.name), "check");
        context.report({
          at: action,
          action,
          message: `All of ${name} is read under a lock that stops everybody.`,
          safer: `ALTER TABLE ${name} ${context.source(action)} NOT VALID;\nALTER TABLE ${name} VALIDATE CONSTRAINT ${constraint};`,
        });
      }
    }
  },
};
