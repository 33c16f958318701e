import { onlyTable } from "../../rows.ts";
import type { Rule } from "../../rule.ts";
import { allNodes, leads, originOf } from "../../tree.ts";

const S = "CREATE TABLE t (id int PRIMARY KEY, a int)";

export const selectForUpdateNoIndex: Rule = {
  id: "perf/select-for-update-no-index",
  severity: "warning",
  needs: ["catalog"],
  capabilities: ["!concat-pipes", "for-update"],
  summary: "A locking read whose predicate no index serves.",
  why: "Every row that is read is locked: without an index, the whole table.",
  advice: "Index the column of the predicate.",
  examples: [
    {
      dialect: "mysql",
      schema: S,
      bad: `
SELECT id FROM t WHERE a = 5 FOR UPDATE
                             ^^^^^^^^^^ No index serves the predicate, so every row of t is locked.`,
    },
    { dialect: "mysql", schema: S, good: "SELECT id FROM t WHERE id = 5 FOR UPDATE" },
    { dialect: "mysql", schema: S, good: "SELECT id FROM t WHERE a = 5" },
  ],
  visit: {
    select(node, context) {
      const [locking] = node.locking ?? [];
      const table = onlyTable(node.from?.relations, context);
      if (locking === undefined || table === undefined || node.where === undefined) {
        return;
      }
      const isServed = allNodes(node.where).some((it) => {
        const origin = it.kind === "column" ? originOf(it, context) : undefined;
        return origin !== undefined && leads(origin.table, origin.column.name).length > 0;
      });
      if (!isServed) {
        context.report({
          range: locking,
          message: `No index serves the predicate, so every row of ${table.name} is locked.`,
        });
      }
    },
  },
};
