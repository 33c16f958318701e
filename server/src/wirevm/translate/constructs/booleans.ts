import type { Binary, Call, Expression, Node } from "../../../sql/ast.ts";
import { asCount, asTruth, isNumber, isTruth } from "../kinds.ts";
import { operand } from "../text.ts";
import type { Construct, Patch, Translator } from "../translator.ts";

/** Truth values where they are a type and where they are numbers. */
export const booleans: Construct = {
  binary(node, t) {
    if (!numbersToType(t)) {
      return typeToNumbers(node, t);
    }
    switch (node.op) {
      case "=":
      case "==":
      case "<>":
      case "!=":
      case "<=>":
        return comparison(node, t);
      case "+":
      case "-":
      case "*":
      case "/":
      case "%":
      case "<":
      case ">":
      case "<=":
      case ">=":
        return isTruth(node.left, t) || isTruth(node.right, t)
          ? t.below(
              node,
              () =>
                `${operand(asCount(node.left, t))} ${node.op} ${operand(asCount(node.right, t))}`,
            )
          : undefined;
      case "&&":
        return t.below(
          node,
          () => `${operand(asTruth(node.left, t))} AND ${operand(asTruth(node.right, t))}`,
        );
      case "XOR":
        return t.below(
          node,
          () => `${operand(asTruth(node.left, t))} <> ${operand(asTruth(node.right, t))}`,
        );
      case "||":
        return t.from.can("concat-pipes")
          ? undefined
          : t.below(
              node,
              () => `${operand(asTruth(node.left, t))} OR ${operand(asTruth(node.right, t))}`,
            );
      default:
        return undefined;
    }
  },
  call(node, t) {
    if (
      !numbersToType(t) ||
      !/^(?:sum|min|max|bit_and|bit_or|bit_xor)$/iu.test(node.name.parts.at(-1)?.text ?? "")
    ) {
      return undefined;
    }
    const [first] = node.args;
    return first !== undefined && node.args.length === 1 && isTruth(first, t)
      ? t.spliced(node, [{ range: first, text: t.below(node, () => asCount(first, t)) }])
      : undefined;
  },
  in(node, t) {
    if (!numbersToType(t) || !isTruth(node.operand, t) || node.list === undefined) {
      return undefined;
    }
    return t.spliced(node, [
      { range: node.operand, text: t.below(node, () => asCount(node.operand, t)) },
    ]);
  },
  unary(node, t) {
    if (node.op === "!" && !t.to.can("not-operator-bang")) {
      return t.below(node, () => `NOT ${operand(asTruth(node.operand, t))}`);
    }
    if (node.op === "-" && numbersToType(t) && isTruth(node.operand, t)) {
      return t.below(node, () => `-${operand(asCount(node.operand, t))}`);
    }
    return node.op === "NOT" &&
      numbersToType(t) &&
      (isNumber(node.operand, t) || node.operand.kind === "literal")
      ? t.below(node, () => `NOT ${operand(asTruth(node.operand, t))}`)
      : undefined;
  },
  is(node, t) {
    if (
      (node.test === "true" || node.test === "false" || node.test === "unknown") &&
      numbersToType(t) &&
      isNumber(node.operand, t)
    ) {
      return t.below(
        node,
        () =>
          `(${asTruth(node.operand, t)}) IS ${node.not ? "NOT " : ""}${node.test.toUpperCase()}`,
      );
    }
    if (node.test === "unknown" && !t.to.can("is-unknown")) {
      return t.below(node, () => `${t.operand(node.operand)} IS ${node.not ? "NOT " : ""}NULL`);
    }
    return undefined;
  },
};

function numbersToType(t: Translator): boolean {
  return t.reads("booleans") === "number" && t.writes("booleans") === "type";
}

/** `active = 't'`: the text of a truth value is one there and a text here. */
function typeToNumbers(node: Binary, t: Translator): string | undefined {
  if (
    t.reads("booleans") !== "type" ||
    t.writes("booleans") !== "number" ||
    !/^(?:=|==|<>|!=)$/u.test(node.op)
  ) {
    return undefined;
  }
  const [truth, text] =
    t.type(node.left).kind === "boolean" ? [node.left, node.right] : [node.right, node.left];
  return t.type(truth).kind === "boolean" && text.kind === "literal" && text.type === "string"
    ? t.spliced(node, [{ range: text, text: isTrueText(text.value) ? "TRUE" : "FALSE" }])
    : undefined;
}

function isTrueText(text: string): boolean {
  return /^\s*(?:t|tr|tru|true|y|ye|yes|on|1)\s*$/iu.test(text);
}

function comparison(node: Binary, t: Translator): string | undefined {
  const { left, right } = node;
  if (!isTruth(left, t) && !isTruth(right, t)) {
    return undefined;
  }
  if (isTruth(left, t) && isTruth(right, t)) {
    return undefined;
  }
  const [truth, other] = isTruth(left, t) ? [left, right] : [right, left];
  if (
    other.kind === "literal" &&
    other.type === "number" &&
    (other.value === "0" || other.value === "1")
  ) {
    const changes = [{ range: other, text: other.value === "1" ? "TRUE" : "FALSE" }];
    return truth === left || truth === right ? t.spliced(node, changes) : undefined;
  }
  if (isNumber(other, t)) {
    return t.spliced(node, [
      { range: truth, text: t.below(node, () => operand(asCount(truth, t))) },
    ]);
  }
  return undefined;
}

/** A condition that is a number: `WHERE flags & 1`. */
function condition(
  node: Expression | undefined,
  parent: Node,
  t: Translator,
): readonly { readonly range: Expression; readonly text: string }[] {
  if (node === undefined || !numbersToType(t)) {
    return [];
  }
  if (node.kind === "binary" && /^(?:AND|OR)$/u.test(node.op)) {
    return [...condition(node.left, node, t), ...condition(node.right, node, t)];
  }
  if (
    (node.kind === "literal" && node.type === "number") ||
    (isNumber(node, t) && !/^json_/iu.test(node.kind === "call" ? callName(node) : ""))
  ) {
    return [{ range: node, text: t.below(parent, () => operand(asTruth(node, t))) }];
  }
  return [];
}

function patchedCondition(
  node: { readonly condition: Expression } & Node,
  t: Translator,
): string | undefined {
  const changes = condition(node.condition, node, t);
  if (changes.length === 0) {
    return undefined;
  }
  for (const { range, text } of changes) {
    t.replaced.set(range, text);
  }
  return undefined;
}

export const conditions: Construct = {
  where: patchedCondition,
  having: patchedCondition,
  when(node, t) {
    const owner = t.parent;
    return owner?.kind === "case" && owner.operand !== undefined
      ? undefined
      : patchedCondition(node, t);
  },
  join(node, t) {
    for (const { range, text } of condition(node.on, node, t)) {
      t.replaced.set(range, text);
    }
    return undefined;
  },
};

/** Literals that go into columns of a truth type. */
export const truthPatch: Patch = {
  "set-item"(node, t) {
    const [target] = node.targets;
    return t.reads("booleans") !== t.writes("booleans") &&
      node.targets.length === 1 &&
      target !== undefined &&
      isTruth(target, t)
      ? literalTruth(node.value, t)
      : undefined;
  },
  insert(node, t) {
    if (t.reads("booleans") === t.writes("booleans")) {
      return undefined;
    }
    const [target] = t.analysis.targets(node);
    const columns = target?.table?.columns ?? [];
    const kinds =
      node.columns === undefined
        ? columns.map((it) => it.type)
        : node.columns.map(
            (it) =>
              columns.find(
                (one) =>
                  it.kind === "column" &&
                  one.name.toLowerCase() === it.parts.at(-1)?.text.toLowerCase(),
              )?.type,
          );
    const isFlag = (index: number) =>
      kinds[index]?.kind === "boolean" || kinds[index]?.text.startsWith("tinyint(1)") === true;
    const rows =
      node.source?.kind === "values"
        ? node.source.rows.map((it) => it.values)
        : node.source?.kind === "select"
          ? [node.source.items.map((it) => it.expression)]
          : [];
    const named = (node.set ?? []).flatMap((it) =>
      it.targets[0]?.kind === "column" &&
      columns.some(
        (one) =>
          one.name.toLowerCase() ===
            (it.targets[0]?.kind === "column"
              ? it.targets[0].parts.at(-1)?.text.toLowerCase()
              : "") &&
          (one.type.kind === "boolean" || one.type.text.startsWith("tinyint(1)")),
      )
        ? literalTruth(it.value, t)
        : [],
    );
    for (const it of [
      ...named,
      ...rows.flatMap((row) =>
        row.flatMap((value, index) => (isFlag(index) ? literalTruth(value, t) : [])),
      ),
    ]) {
      t.replaced.set(it.range, it.text);
    }
    return undefined;
  },
};

function literalTruth(
  value: Expression,
  t: Translator,
): readonly { readonly range: Expression; readonly text: string }[] {
  if (value.kind === "literal" && (value.type === "number" || value.type === "string")) {
    const isTrue =
      t.reads("booleans") === "type" ? isTrueText(value.value) : Number(value.value) !== 0;
    return [{ range: value, text: isTrue ? "TRUE" : "FALSE" }];
  }
  if (t.reads("booleans") === "type") {
    return [];
  }
  return isNumber(value, t) ? [{ range: value, text: asTruth(value, t) }] : [];
}

export function callName(node: Call): string {
  return node.name.parts.at(-1)?.text.toLowerCase() ?? "";
}
