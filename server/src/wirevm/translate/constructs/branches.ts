/**
 * Values of which one is chosen: COALESCE, IF, CASE. Where types are strict they must be of one type;
 * the source makes texts of all as soon as one is a text.
 */
import type { Expression, Node } from "../../../sql/ast.ts";
import { asText, noteDigits } from "../kinds.ts";
import type { Construct, Translator } from "../translator.ts";
import { callName } from "./booleans.ts";

/** Texts that are read as a value of the other type where they stand beside one. */
const NUMBER = /^\s*-?\d+(?:\.\d+)?\s*$/u;
const MOMENT = /^\s*\d{4}-\d\d?-\d\d?/u;

function isPlainText(node: Expression, t: Translator): boolean {
  if (node.kind === "literal") {
    return node.type === "string" && !NUMBER.test(node.value) && !MOMENT.test(node.value);
  }
  const { kind } = t.type(node);
  return kind === "text" || kind === "enum";
}

function isOther(node: Expression, t: Translator): boolean {
  return /^(?:integer|decimal|float|boolean|date|time|timestamp|timestamptz)$/u.test(
    t.type(node).kind,
  );
}

/** Writes the branches as texts where one is a text and another is not. */
function unify(branches: readonly Expression[], owner: Node, t: Translator): void {
  if (
    t.writes("typing") !== "strict" ||
    t.reads("typing") !== "loose" ||
    !branches.some((it) => isPlainText(it, t)) ||
    !branches.some((it) => isOther(it, t))
  ) {
    return;
  }
  for (const it of branches) {
    if (isOther(it, t) && !t.replaced.has(it)) {
      t.replaced.set(
        it,
        t.below(owner, () => asText(it, t)),
      );
    }
  }
}

export const branches: Construct = {
  call(node, t) {
    switch (callName(node)) {
      case "coalesce":
      case "ifnull":
      case "nvl":
        unify(node.args, node, t);
        return undefined;
      case "replace":
      case "substr":
      case "substring":
      case "length":
      case "upper":
      case "lower":
      case "instr":
        if (node.args[0] !== undefined && t.from.can("type-affinity")) {
          noteDigits(node.args[0], t);
        }
        return undefined;
      case "if":
      case "iif":
        unify(node.args.slice(1), node, t);
        return undefined;
      default:
        return undefined;
    }
  },
  case(node, t) {
    unify(
      [
        ...node.whens.map((it) => it.result),
        ...(node.otherwise === undefined ? [] : [node.otherwise]),
      ],
      node,
      t,
    );
    return undefined;
  },
};
