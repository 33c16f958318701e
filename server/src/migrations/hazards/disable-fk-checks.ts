import type { HazardRule } from "../hazard.ts";

export const disableFkChecks: HazardRule = {
  id: "migration/disable-fk-checks",
  severity: "error",
  needs: "text",
  summary: "Foreign key checks are switched off.",
  why: "Rows that point nowhere can come in.",
  safe: "Keep them on, or check the rows afterwards.",
  examples: [
    { dialect: "mariadb", bad: "SET foreign_key_checks = 0;" },
    { dialect: "mariadb", good: "SET foreign_key_checks = 1;" },
    {
      dialect: "sqlite",
      good: "PRAGMA foreign_keys = OFF; BEGIN; CREATE TABLE n (a int); COMMIT; PRAGMA foreign_key_check; PRAGMA foreign_keys = ON;",
    },
  ],
  check(context) {
    const { root, text } = context.statement;
    if (
      root.kind === "set" &&
      root.verb === "set" &&
      /foreign_key_checks\s*=\s*(?:0|off)\b|session_replication_role\s*(?:=|to)\s*'?replica/iu.test(
        text,
      )
    ) {
      context.report({ at: root, message: "Rows that point nowhere can come in.", lockless: true });
    }
  },
};
