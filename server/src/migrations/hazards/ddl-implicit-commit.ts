import type { HazardRule } from "../hazard.ts";

export const ddlImplicitCommit: HazardRule = {
  id: "migration/ddl-implicit-commit",
  severity: "warning",
  needs: "text",
  capabilities: ["!transactional-ddl"],
  summary: "A definition inside a transaction.",
  why: "It commits what came before and cannot be rolled back.",
  safe: "Leave the transaction out, or split the file.",
  examples: [
    { dialect: "mariadb", bad: "START TRANSACTION; ALTER TABLE t ADD COLUMN x INT; COMMIT;" },
    { dialect: "mariadb", good: "ALTER TABLE t ADD COLUMN x INT;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (
      context.transaction === "explicit" &&
      (root.kind === "alter-table" ||
        (root.kind === "create-table" && root.temporary !== true) ||
        root.kind === "create-index" ||
        (root.kind === "drop" && root.temporary !== true) ||
        root.kind === "rename" ||
        root.kind === "truncate")
    ) {
      context.report({
        at: root,
        message: "This commits the transaction: what came before cannot be rolled back.",
        lockless: true,
      });
    }
  },
};
