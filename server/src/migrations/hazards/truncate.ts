import { type HazardRule, nameText } from "../hazard.ts";

export const truncate: HazardRule = {
  id: "migration/truncate",
  severity: "error",
  needs: "text",
  summary: "A table is truncated.",
  why: "All its rows are lost, and readers wait.",
  safe: "Delete in batches, or drop a partition.",
  examples: [
    { dialect: "postgres", bad: "TRUNCATE t;", lock: "ACCESS EXCLUSIVE, reads+writes, rewrite" },
    { dialect: "mariadb", bad: "TRUNCATE TABLE t;" },
    { dialect: "postgres", good: "CREATE TABLE n (id int PRIMARY KEY); TRUNCATE n;" },
  ],
  check(context) {
    const { root } = context.statement;
    if (root.kind === "truncate") {
      for (const name of root.tables.filter((it) => !context.isFresh(it))) {
        context.report({ at: name, message: `All rows of ${nameText(context, name)} are lost.` });
      }
    }
  },
};
