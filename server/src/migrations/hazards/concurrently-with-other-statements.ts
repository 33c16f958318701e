import type { StatementNode } from "../../sql/ast.ts";
import type { HazardRule } from "../hazard.ts";

export const concurrentlyWithOtherStatements: HazardRule = {
  id: "migration/concurrently-with-other-statements",
  severity: "error",
  needs: "text",
  capabilities: ["index-concurrently"],
  summary: "CONCURRENTLY together with other statements in one file.",
  why: "A runner that wraps the file fails; one that does not leaves half of it behind.",
  safe: "Give it a migration of its own.",
  examples: [
    {
      dialect: "postgres",
      bad: "CREATE INDEX CONCURRENTLY i ON t (a); ALTER TABLE t ADD COLUMN x int;",
    },
    { dialect: "postgres", good: "SET lock_timeout = '5s'; CREATE INDEX CONCURRENTLY i ON t (a);" },
  ],
  check(context) {
    const { root } = context.statement;
    const concurrent = isConcurrent(root);
    const others = context.statements.filter(
      (it) =>
        it.index !== context.statement.index &&
        it.root.kind !== "set" &&
        it.root.kind !== "transaction" &&
        !isConcurrent(it.root) &&
        it.root.kind !== "alter-table",
    );
    const alters = context.statements.filter(
      (it) =>
        it.root.kind === "alter-table" &&
        !it.root.actions.some((one) => one.constraint?.usingIndex !== undefined),
    );
    if (concurrent && context.transaction !== "explicit" && others.length + alters.length > 0) {
      context.report({
        at: root,
        message: "CONCURRENTLY needs a migration of its own, without a transaction.",
      });
    } else if (
      concurrent &&
      context.transaction !== "explicit" &&
      context.statements.some((it) => it.root !== root && isConcurrent(it.root))
    ) {
      context.report({
        at: root,
        message: "When this fails, what the others did stays.",
        severity: "hint",
      });
    }
  },
};

function isConcurrent(root: StatementNode): boolean {
  return (
    (root.kind === "create-index" ||
      root.kind === "drop" ||
      (root.kind === "maintenance" && !root.verb.startsWith("refresh"))) &&
    root.concurrently === true
  );
}
