import type { Expression, Select } from "../../../sql/ast.ts";
import type { Rule, RuleContext } from "../../rule.ts";
import { calledName, isConstant, numberValue } from "../../tree.ts";

export const countStarExists: Rule = {
  id: "perf/count-star-exists",
  severity: "warning",
  needs: [],
  summary: "Rows are counted only to see whether there are any.",
  why: "All of them are counted; EXISTS stops at the first.",
  advice: "Use EXISTS or NOT EXISTS.",
  examples: [
    {
      bad: `
SELECT a FROM t WHERE (SELECT COUNT(*) FROM u WHERE u.t_id = t.id) > 0
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ All rows are counted to see whether there is one: EXISTS stops at the first.`,
      fixed: "SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.t_id = t.id)",
    },
    {
      bad: `
SELECT a FROM t WHERE 0 = (SELECT count(1) FROM u WHERE u.t_id = t.id)
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ All rows are counted to see whether there is one: EXISTS stops at the first.`,
      fixed: "SELECT a FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.t_id = t.id)",
    },
    { good: "SELECT a FROM t WHERE (SELECT COUNT(*) FROM u WHERE u.t_id = t.id) > 3" },
    { good: "SELECT a FROM t WHERE (SELECT max(b) FROM u) > 0" },
    { good: "SELECT a FROM t WHERE (SELECT COUNT(*) FROM u GROUP BY b LIMIT 1) > 0" },
  ],
  visit: {
    binary(node, context) {
      const [query, op, value] =
        node.left.kind === "subquery"
          ? [node.left.query, node.op, numberValue(node.right)]
          : node.right.kind === "subquery"
            ? [node.right.query, MIRRORED[node.op] ?? node.op, numberValue(node.left)]
            : [];
      const wants = value === undefined || op === undefined ? undefined : WANTS[`${op}${value}`];
      if (query?.kind !== "select" || wants === undefined || !countsOnly(query)) {
        return;
      }
      const counted = query.items[0]?.expression;
      context.report({
        range: node,
        message: "All rows are counted to see whether there is one: EXISTS stops at the first.",
        fixes: isEveryRow(counted)
          ? [
              {
                title: wants ? "Use EXISTS" : "Use NOT EXISTS",
                safe: true,
                edits: [
                  {
                    range: node,
                    text: `${wants ? "" : "NOT "}EXISTS (${existing(query, context)})`,
                  },
                ],
              },
            ]
          : [],
      });
    },
  },
};

const MIRRORED: Readonly<Record<string, string>> = { "<": ">", ">": "<", "<=": ">=", ">=": "<=" };

/** What a comparison asks: whether there is a row, or whether there is none. */
const WANTS: Readonly<Record<string, boolean>> = {
  ">0": true,
  ">=1": true,
  "<>0": true,
  "!=0": true,
  "=0": false,
  "==0": false,
  "<1": false,
  "<=0": false,
};

function countsOnly(query: Select): boolean {
  const [item] = query.items;
  return (
    query.items.length === 1 &&
    item?.expression.kind === "call" &&
    calledName(item.expression) === "count" &&
    item.expression.over === undefined &&
    item.expression.filter === undefined &&
    query.from !== undefined &&
    query.groupBy === undefined &&
    query.having === undefined &&
    query.limit === undefined &&
    query.top === undefined
  );
}

function isEveryRow(counted: Expression | undefined): boolean {
  const argument = counted?.kind === "call" ? counted.args[0] : undefined;
  return (
    argument?.kind === "star" ||
    (argument?.kind === "literal" && argument.type !== "null" && isConstant(argument))
  );
}

function existing(query: Select, context: RuleContext): string {
  const text = context.text(query).replace(/^\(\s*|\s*\)$/gu, "");
  const offset =
    query.parenthesized === true
      ? context.text(query).length - context.text(query).replace(/^\(\s*/u, "").length
      : 0;
  const item = query.items[0];
  if (item === undefined) {
    return text;
  }
  const whole = context.text({ start: query.start + offset, end: query.end });
  const body = query.parenthesized === true ? whole.replace(/\s*\)$/u, "") : whole;
  const from = item.start - query.start - offset;
  return `${body.slice(0, from)}1${body.slice(item.end - query.start - offset)}`;
}
