import type { Node } from "../../../sql/ast.ts";
import type { Rule } from "../../rule.ts";

/** More columns than this make a list longer than what it replaces is worth. */
const MOST_IN_FIX = 40;

export const selectStar: Rule = {
  id: "perf/select-star",
  severity: "hint",
  needs: [],
  summary: "`*` in the outermost select list, in a view, or in INSERT … SELECT.",
  why: "Rows are wider than needed, no covering index serves, and a column added later reaches every reader.",
  advice: "List the columns that are used.",
  examples: [
    {
      schema: "CREATE TABLE t (a int, b text)",
      bad: `
SELECT * FROM t
       ^ * reads every column: list the ones that are used.`,
      fixed: "SELECT a, b FROM t",
    },
    {
      bad: `
SELECT u.*, 1 FROM users u
       ^^^ * reads every column: list the ones that are used.`,
    },
    {
      bad: `
CREATE VIEW v AS SELECT * FROM t
                        ^ * reads every column: list the ones that are used.`,
    },
    {
      bad: `
INSERT INTO archive SELECT * FROM t
                           ^ * reads every column: list the ones that are used.`,
    },
    { good: "SELECT count(*) FROM t" },
    { good: "SELECT 1 FROM t WHERE EXISTS (SELECT * FROM u WHERE u.id = t.id)" },
    { good: "SELECT x.a FROM (SELECT * FROM t) x" },
    { good: "WITH c AS (SELECT * FROM t) SELECT a FROM c" },
  ],
  visit: {
    star(node, context) {
      const [item, select, ...above] = context.ancestors.toReversed();
      if (item?.kind !== "select-item" || select?.kind !== "select" || !above.every(isShown)) {
        return;
      }
      const { columns, complete } = context.analysis.starColumns(node);
      const several =
        new Set(columns.map((it) => it.relation)).size > 1 || node.qualifier.length > 0;
      const names = columns.map((it) => {
        const name = context.dialect.writeName(it.name);
        return several && it.relation.name !== undefined
          ? `${context.dialect.writeName(it.relation.name)}.${name}`
          : name;
      });
      const known =
        complete &&
        names.length > 0 &&
        names.length <= MOST_IN_FIX &&
        node.except === undefined &&
        node.replace === undefined;
      context.report({
        range: node,
        message: "* reads every column: list the ones that are used.",
        fixes: known
          ? [
              {
                title: `List the ${names.length} columns`,
                safe: false,
                edits: [{ range: node, text: names.join(", ") }],
              },
            ]
          : [],
      });
    },
  },
};

/** The list is what the statement gives back or stores. */
function isShown(node: Node): boolean {
  return (
    node.kind === "compound" ||
    node.kind === "create-view" ||
    node.kind === "insert" ||
    node.kind === "explain"
  );
}
