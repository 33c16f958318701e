import type { Expression } from "../../../sql/ast.ts";
import { columnKey } from "../../joins.ts";
import type { Rule } from "../../rule.ts";
import { conjuncts, filters, numberValue } from "../../tree.ts";

export const contradictoryPredicate: Rule = {
  id: "correctness/contradictory-predicate",
  severity: "warning",
  needs: [],
  summary: "Conditions that cannot hold together.",
  why: "The result is always empty.",
  advice: "Correct one of them, or join them with OR.",
  examples: [
    {
      bad: `
SELECT a FROM t WHERE b = 1 AND b = 2
                      ^^^^^^^^^^^^^^^ These conditions on b cannot both hold.`,
    },
    {
      bad: `
SELECT a FROM t WHERE b > 10 AND c = 1 AND b < 5
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^ These conditions on b cannot both hold.`,
    },
    {
      bad: `
SELECT a FROM t WHERE b IS NULL AND b = 'x'
                      ^^^^^^^^^^^^^^^^^^^^^ These conditions on b cannot both hold.`,
    },
    {
      bad: `
SELECT a FROM t WHERE b = 'x' AND b IN ('y', 'z')
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ These conditions on b cannot both hold.`,
    },
    { good: "SELECT a FROM t WHERE b > 1 AND b < 5" },
    { good: "SELECT a FROM t WHERE b = 1 OR b = 2" },
    { good: "SELECT a FROM t WHERE b >= 5 AND b <= 5" },
    { good: "SELECT a FROM t WHERE b = 'x' AND b = 'X'" },
    { good: "SELECT a FROM t WHERE t.b = 1 AND u.b = 2", dialect: "mysql" },
    { good: "SELECT a FROM t WHERE b IS NULL AND c IS NOT NULL" },
  ],
  visit: {
    binary(node, context) {
      const parent = context.ancestors.at(-1);
      if (
        node.op !== "AND" ||
        (parent?.kind === "binary" && parent.op === "AND") ||
        filters(context.ancestors) === undefined
      ) {
        return;
      }
      const facts = conjuncts(node).flatMap((it) => factOf(it) ?? []);
      for (const [index, one] of facts.entries()) {
        const other = facts.slice(index + 1).find((it) => it.key === one.key && clash(one, it));
        if (other !== undefined) {
          context.report({
            range: { start: one.node.start, end: other.node.end },
            message: `These conditions on ${one.key} cannot both hold.`,
          });
          return;
        }
      }
    },
  },
};

interface Fact {
  readonly key: string;
  readonly node: Expression;
  readonly isNull?: boolean;
  /** The values it may have; numbers and lower-case texts. */
  readonly values?: readonly (string | number)[];
  readonly not?: string | number;
  readonly above?: { readonly value: string | number; readonly open: boolean };
  readonly below?: { readonly value: string | number; readonly open: boolean };
}

function factOf(node: Expression): Fact | undefined {
  if (node.kind === "is" && node.test === "null" && node.operand.kind === "column") {
    return { key: columnKey(node.operand), node, isNull: !node.not };
  }
  if (node.kind === "in" && !node.not && node.operand.kind === "column") {
    const values = (node.list ?? []).map(plainValue);
    return values.length === 0 || values.some((it) => it === undefined)
      ? undefined
      : { key: columnKey(node.operand), node, values: values.flatMap((it) => it ?? []) };
  }
  if (node.kind !== "binary" || node.left.kind !== "column") {
    return undefined;
  }
  const value = plainValue(node.right);
  const key = columnKey(node.left);
  if (value === undefined) {
    return undefined;
  }
  switch (node.op) {
    case "=":
    case "==":
      return { key, node, values: [value] };
    case "<>":
    case "!=":
      return { key, node, not: value };
    case ">":
    case ">=":
      return { key, node, above: { value, open: node.op === ">" } };
    case "<":
    case "<=":
      return { key, node, below: { value, open: node.op === "<" } };
    default:
      return undefined;
  }
}

function plainValue(expression: Expression): string | number | undefined {
  const literal = expression.kind === "typed-literal" ? expression.value : expression;
  return literal.kind === "literal" && literal.type === "string"
    ? literal.value.trimEnd().toLowerCase()
    : numberValue(literal);
}

function clash(a: Fact, b: Fact): boolean {
  return oneWay(a, b) || oneWay(b, a);
}

function oneWay(a: Fact, b: Fact): boolean {
  if (a.isNull === true) {
    return b.isNull !== true;
  }
  if (a.values !== undefined) {
    if (b.values !== undefined) {
      const kinds = new Set([...a.values, ...b.values].map((it) => typeof it));
      return kinds.size === 1 && !a.values.some((it) => b.values?.includes(it));
    }
    const { not, above, below } = b;
    if (not !== undefined) {
      return a.values.every((it) => it === not);
    }
    return (
      (above !== undefined && a.values.every((it) => fails(above.value, it, above.open))) ||
      (below !== undefined && a.values.every((it) => fails(it, below.value, below.open)))
    );
  }
  return a.above !== undefined && b.below !== undefined
    ? fails(a.above.value, b.below.value, a.above.open || b.below.open)
    : false;
}

/** Is `low < high` (or `<=`) certainly false? Texts are compared only where all collations agree. */
function fails(low: string | number, high: string | number, open: boolean): boolean {
  const isOrdered =
    (typeof low === "number" && typeof high === "number") ||
    (typeof low === "string" &&
      typeof high === "string" &&
      DAY.test(low) &&
      DAY.test(high) &&
      low.length === high.length);
  return isOrdered && (open ? low >= high : low > high);
}

const DAY = /^\d{4}-\d\d-\d\d/u;
