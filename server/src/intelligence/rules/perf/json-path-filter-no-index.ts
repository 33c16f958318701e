import type { Rule } from "../../rule.ts";
import { allNodes, COMPARISONS, calledName, filters, originOf } from "../../tree.ts";

const S = "CREATE TABLE t (id int PRIMARY KEY, doc jsonb);";

export const jsonPathFilterNoIndex: Rule = {
  id: "perf/json-path-filter-no-index",
  severity: "warning",
  needs: ["catalog"],
  summary: "A filter on a part of a JSON column without an index for it.",
  why: "Every document is read and taken apart.",
  advice: "Index the expression, or a generated column.",
  examples: [
    {
      schema: S,
      bad: `
SELECT id FROM t WHERE doc ->> 'kind' = 'x'
                       ^^^^^^^^^^^^^^ No index serves this part of doc: every document is taken apart.`,
    },
    {
      schema: `${S} CREATE INDEX i ON t ((doc ->> 'kind'));`,
      good: "SELECT id FROM t WHERE doc ->> 'kind' = 'x'",
    },
    { schema: S, good: "SELECT doc ->> 'kind' FROM t WHERE id = 5" },
  ],
  visit: {
    binary(node, context) {
      if (!COMPARISONS.has(node.op) || filters(context.ancestors) !== "where") {
        return;
      }
      for (const side of [node.left, node.right]) {
        const isPath =
          (side.kind === "binary" &&
            (side.op === "->>" || side.op === "->" || side.op === "#>>")) ||
          ["json_extract", "json_value", "json_unquote", "jsonb_path_query_first"].includes(
            calledName(side),
          );
        const [origin] = allNodes(side).flatMap((it) =>
          it.kind === "column" ? (originOf(it, context) ?? []) : [],
        );
        if (
          isPath &&
          origin !== undefined &&
          (origin.table.rows ?? 1000) >= 1000 &&
          !origin.table.indexes.some((it) =>
            it.columns.some((key) =>
              (key.column ?? key.expression ?? "").includes(origin.column.name),
            ),
          ) &&
          !origin.table.columns.some((it) => it.generated?.expression.includes(origin.column.name))
        ) {
          context.report({
            range: side,
            message: `No index serves this part of ${origin.column.name}: every document is taken apart.`,
          });
        }
      }
    },
  },
};
