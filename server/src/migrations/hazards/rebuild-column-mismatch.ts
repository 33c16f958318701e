import type { HazardRule } from "../hazard.ts";

export const rebuildColumnMismatch: HazardRule = {
  id: "migration/rebuild-column-mismatch",
  severity: "error",
  needs: "text",
  capabilities: ["!alter-column-set-default"],
  summary: "A rebuild copies with SELECT *.",
  why: "Values land in the wrong columns when the order differs.",
  safe: "Name the columns on both sides.",
  examples: [
    {
      dialect: "sqlite",
      bad: "CREATE TABLE n (id int, a int); INSERT INTO n SELECT * FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    },
    {
      dialect: "sqlite",
      good: "CREATE TABLE n (id int, a int); INSERT INTO n (id, a) SELECT id, a FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;",
    },
  ],
  check(context) {
    const { root } = context.statement;
    const star =
      root.kind === "insert" &&
      root.source?.kind === "select" &&
      root.source.items.some((it) => it.expression.kind === "star");
    if (root.kind === "insert" && star && context.isFresh(root.table)) {
      context.report({
        at: root,
        message: "Values land in the wrong columns when the order differs.",
      });
    }
  },
};
