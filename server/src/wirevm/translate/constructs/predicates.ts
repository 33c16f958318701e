/**
 * Where conditions are no values: `WHERE flag` needs a comparison and `SELECT a > b` a CASE. Elsewhere
 * a truth value is an expression like any other.
 */
import type { Expression, Node } from "../../../sql/ast.ts";
import { isTruth } from "../kinds.ts";
import { operand } from "../text.ts";
import type { Construct, Patch, Translator } from "../translator.ts";

const COMPARISON = /^(?:=|==|<>|!=|<|>|<=|>=|<=>|AND|OR|XOR|!?~~?\*?|OVERLAPS|@>|<@|\?)$/u;

/** Functions that are conditions wherever conditions are no values. */
const TEST = /^(?:regexp_like|regexp_contains|starts_with|startswith|json_exists)$/iu;

/** Is it a condition by its form, whatever its parts are? */
function isPredicate(node: Expression): boolean {
  switch (node.kind) {
    case "binary":
      return COMPARISON.test(node.op);
    case "unary":
      return node.op === "NOT" || node.op === "!";
    case "is":
    case "between":
    case "in":
    case "like":
    case "exists":
    case "quantified":
      return true;
    case "call":
      return TEST.test(node.name.parts.at(-1)?.text ?? "");
    default:
      return false;
  }
}

/** Places that take a value: there a condition must be made one. */
function isValuePlace(node: Node, t: Translator): boolean {
  const { parent } = t;
  switch (parent?.kind) {
    case "select-item":
    case "set-item":
    case "values-row":
    case "order-item":
    case "group-by":
      return true;
    case "when":
      return parent.result === node;
    case "case":
      return parent.otherwise === node || parent.operand === node;
    case "call":
      return (
        parent.args.includes(node as never) &&
        !/^(?:iif|iff|if)$/iu.test(parent.name.parts[0]?.text ?? "")
      );
    default:
      return false;
  }
}

function asValue(node: Expression, t: Translator): string | undefined {
  if (t.to.can("boolean-predicates") || t.kept.has(node) || !isValuePlace(node, t)) {
    return undefined;
  }
  if (!isPredicate(node)) {
    return undefined;
  }
  t.kept.set(node, "value");
  compare(node, t.parent ?? node, t);
  const text = t.text(node);
  const otherwise = t.type(node).nullable === false ? "ELSE 0" : `WHEN NOT ${operand(text)} THEN 0`;
  return `CASE WHEN ${text} THEN 1 ${otherwise} END`;
}

export const predicateValues: Construct = {
  binary: asValue,
  unary: asValue,
  is(node, t) {
    const known = asValue(node, t);
    if (known !== undefined || t.to.can("is-true") || t.to.can("boolean-predicates")) {
      return known;
    }
    if (node.test !== "true" && node.test !== "false") {
      return undefined;
    }
    const wanted = node.test === "true" ? "1" : "0";
    const value = t.below(node, () => t.operand(node.operand));
    const other = node.test === "true" ? "0" : "1";
    return node.not ? `(${value} = ${other} OR ${value} IS NULL)` : `${value} = ${wanted}`;
  },
  between: asValue,
  in: asValue,
  like: asValue,
  exists: asValue,
};

/** The parts of a condition that are values, as comparisons. */
export function compare(node: Expression | undefined, parent: Node, t: Translator): void {
  if (node === undefined || t.to.can("boolean-predicates")) {
    return;
  }
  if (node.kind === "binary" && /^(?:AND|OR)$/u.test(node.op)) {
    compare(node.left, node, t);
    compare(node.right, node, t);
    return;
  }
  if (node.kind === "unary" && node.op === "NOT" && !isPredicate(node.operand)) {
    if (isTruth(node.operand, t) || t.type(node.operand).kind === "boolean") {
      t.replaced.set(node, `${t.below(node, () => t.operand(node.operand))} = 0`);
    }
    return;
  }
  if (node.kind === "unary" && node.op === "NOT") {
    compare(node.operand, node, t);
    return;
  }
  if (node.kind === "literal" && node.type === "boolean") {
    t.replaced.set(node, node.value.toLowerCase() === "true" ? "1 = 1" : "1 = 0");
    return;
  }
  if (!isPredicate(node) && (isTruth(node, t) || t.type(node).kind === "boolean")) {
    t.replaced.set(node, `${t.below(parent, () => t.operand(node))} = 1`);
  }
}

export const predicatePatch: Patch = {
  where: (node, t) => compared(node.condition, node, t),
  having: (node, t) => compared(node.condition, node, t),
  qualify: (node, t) => compared(node.condition, node, t),
  join: (node, t) => compared(node.on, node, t),
  call: (node, t) => compared(node.filter, node, t),
  when(node, t) {
    const owner = t.parent;
    return owner?.kind === "case" && owner.operand !== undefined
      ? []
      : compared(node.condition, node, t);
  },
};

function compared(node: Expression | undefined, parent: Node, t: Translator): readonly never[] {
  compare(node, parent, t);
  return [];
}
