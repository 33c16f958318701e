import { alterActions, type HazardRule, lastPart, madeName, nameText } from "../hazard.ts";

export const addUniqueConstraintBlocking: HazardRule = {
  id: "migration/add-unique-constraint-blocking",
  severity: "error",
  needs: "text",
  capabilities: ["constraint-using-index"],
  summary: "A UNIQUE constraint builds its index.",
  why: "Nobody can read or write the table while the index is built.",
  safe: "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … USING INDEX.",
  examples: [
    {
      dialect: "postgres",
      bad: "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);",
      lock: "ACCESS EXCLUSIVE, reads+writes",
      safer:
        "CREATE UNIQUE INDEX CONCURRENTLY u ON t (a);\nALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX u;",
    },
    { dialect: "postgres", bad: "ALTER TABLE t ADD COLUMN x int UNIQUE;" },
    { dialect: "postgres", good: "ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i;" },
  ],
  check(context) {
    for (const { table, action } of alterActions(context, "add-constraint", "add-column")) {
      const is = (condition: string) => context.change(action)?.conditions.has(condition) === true;
      if (!is("unique") || is("using-index")) {
        continue;
      }
      const name = nameText(context, table.name);
      const columns =
        action.constraint?.columns.map((it) => context.source(it)).join(", ") ??
        context.source(action.definition?.name);
      const key =
        action.constraint?.name?.text ??
        madeName(
          lastPart(table.name),
          action.constraint?.columns.map((it) => context.source(it)).join(" ") ??
            action.definition?.name.text ??
            "",
          "key",
        );
      const first =
        action.type === "add-column"
          ? `ALTER TABLE ${name} ADD COLUMN ${context.source(action.definition?.name)} ${context.source(action.definition?.type)};\n`
          : "";
      context.report({
        at: action,
        action,
        message: `Nobody can read or write ${name} while the index is built.`,
        safer: `${first}CREATE UNIQUE INDEX CONCURRENTLY ${key} ON ${name} (${columns});\nALTER TABLE ${name} ADD CONSTRAINT ${key} UNIQUE USING INDEX ${key};`,
      });
    }
  },
};
