import { type HazardRule, newColumns } from "../hazard.ts";

export const charType: HazardRule = {
  id: "migration/char-type",
  severity: "hint",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "A char(n) column.",
  why: "Values are padded with blanks, and nothing is gained.",
  safe: "Use text, with a CHECK where the length matters.",
  examples: [
    { dialect: "postgres", bad: "ALTER TABLE t ADD COLUMN code char(8);" },
    { dialect: "postgres", bad: "CREATE TABLE n (id bigint PRIMARY KEY, code character(8));" },
    { dialect: "postgres", good: "ALTER TABLE t ADD COLUMN code text;" },
    { dialect: "postgres", good: "ALTER TABLE t ADD COLUMN code character varying(8);" },
  ],
  check(context) {
    for (const it of newColumns(context.statement.root)) {
      if (
        it.type !== undefined &&
        /^(?:char|character|bpchar|nchar)$/u.test(it.type.name) &&
        !context.source(it.type).startsWith('"')
      ) {
        context.report({
          at: it.type,
          message: `${it.name.text} is padded with blanks.`,
          lockless: true,
        });
      }
    }
  },
};
