import { alterActions, type HazardRule, lastPart, madeName, nameText } from "../hazard.ts";

export const addPrimaryKeyBlocking: HazardRule = {
  id: "migration/add-primary-key-blocking",
  severity: "error",
  needs: "text",
  capabilities: ["constraint-using-index"],
  summary: "A primary key builds its index.",
  why: "Nobody can read or write the table while the index is built.",
  safe: "CREATE UNIQUE INDEX CONCURRENTLY, then ADD PRIMARY KEY USING INDEX.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t ADD PRIMARY KEY (id);",
      lock: "ACCESS EXCLUSIVE, reads+writes",
    },
    { dialect: "postgres", good: "ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX i;" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "add-constraint")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (is("primary-key") && !is("using-index")) {
        const name = nameText(context, table.name);
        context.report({
          at: action,
          action,
          message: `Nobody can read or write ${name} while the index is built.`,
          safer: `CREATE UNIQUE INDEX CONCURRENTLY ${madeName(lastPart(table.name), "pkey")} ON ${name} (${action.constraint?.columns.map((it) => context.source(it)).join(", ") ?? ""});\nALTER TABLE ${name} ADD CONSTRAINT ${madeName(lastPart(table.name), "pkey")} PRIMARY KEY USING INDEX ${madeName(lastPart(table.name), "pkey")};`,
        });
      }
    }
  },
};
