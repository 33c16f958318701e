import type { Rule } from "../../rule.ts";
import { filters, leads, operands, originOf } from "../../tree.ts";

const S =
  "CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE TABLE u (id int PRIMARY KEY, c int); CREATE INDEX i ON t (a);";

export const orAcrossColumns: Rule = {
  id: "perf/or-across-columns",
  severity: "warning",
  needs: ["catalog"],
  summary: "Alternatives on different columns, of which an index serves only some.",
  why: "The index is of no use, since the other alternative needs all rows.",
  advice: "Index each column, or write a UNION.",
  examples: [
    {
      schema: S,
      bad: `
SELECT id FROM t WHERE a = 1 OR b = 2
                       ^^^^^^^^^^^^^^ The alternatives are on different columns, and no one index serves them.`,
    },
    {
      schema: S,
      bad: `
SELECT t.id FROM t JOIN u ON u.id = t.id WHERE t.a = 1 OR u.c = 2
                                               ^^^^^^^^^^^^^^^^^^ The alternatives are on different columns, and no one index serves them.`,
    },
    { schema: S, good: "SELECT id FROM t WHERE a = 1 OR a = 2" },
    { good: "SELECT id FROM t WHERE a = 1 OR b = 2" },
  ],
  visit: {
    binary(node, context) {
      const parent = context.ancestors.at(-1);
      if (
        node.op !== "OR" ||
        (parent?.kind === "binary" && parent.op === "OR") ||
        filters(context.ancestors) !== "where"
      ) {
        return;
      }
      const all = operands(node, "OR").map((it) => {
        const side = it.kind === "binary" ? it.left : "operand" in it ? it.operand : undefined;
        return side === undefined ? undefined : originOf(side, context);
      });
      const known = all.filter((it) => it !== undefined);
      if (known.length !== all.length || new Set(known.map((it) => it.column)).size < 2) {
        return;
      }
      const served = known.filter((it) => leads(it.table, it.column.name).length > 0).length;
      const isAcross = new Set(known.map((it) => it.table)).size > 1;
      context.report({
        range: node,
        severity: isAcross || (served > 0 && served < known.length) ? undefined : "info",
        message: "The alternatives are on different columns, and no one index serves them.",
      });
    },
  },
};
