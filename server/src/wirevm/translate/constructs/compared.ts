/** Comparisons of values of two sorts: what the source makes of one side, the target would not. */
import type { Binary, Expression, Literal } from "../../../sql/ast.ts";
import { operand } from "../text.ts";
import type { Change, Construct, Translator } from "../translator.ts";
import { callName } from "./booleans.ts";
import { quoted } from "./literals.ts";

const COMPARES = /^(?:=|==|<>|!=|<|>|<=|>=|<=>)$/u;

const DATE_TEXT = /^\d{4}-\d\d-\d\d$/u;

function isNumber(node: Expression, t: Translator): boolean {
  return /^(?:integer|decimal|float)$/u.test(t.type(node).kind);
}

function isString(node: Expression): node is Literal {
  return node.kind === "literal" && node.type === "string";
}

/** The number that the beginning of a text is, or 0. */
function leadingNumber(text: string): string {
  return /^\s*([-+]?\d+(?:\.\d+)?)/u.exec(text)?.[1] ?? "0";
}

/** Parts of documents know by themselves what they are compared with. */
function isDocumentPart(node: Expression): boolean {
  return (
    (node.kind === "call" && /^json_/u.test(callName(node))) ||
    (node.kind === "binary" && /^(?:->>?|#>>?)$/u.test(node.op))
  );
}

/** A part of a document compared with a truth value: the document's own word for it. */
function againstTruth(node: Binary, t: Translator): string | undefined {
  const { left, right } = node;
  return left.kind === "call" &&
    callName(left) === "json_extract" &&
    right.kind === "literal" &&
    right.type === "boolean" &&
    t.reads("json") !== "functions-values" &&
    t.reads("json") !== t.writes("json")
    ? t.spliced(node, [{ range: right, text: `'${right.value.toLowerCase()}'` }])
    : undefined;
}

/** A text compared with a number is read as one where types are loose. */
function againstNumber(text: Expression, number: Expression, t: Translator): string | undefined {
  if (
    t.reads("typing") !== "loose" ||
    t.from.can("type-affinity") ||
    t.from.pack.protocol === t.to.pack.protocol ||
    isDocumentPart(text)
  ) {
    return undefined;
  }
  if (isString(text)) {
    const plain = /^-?\d+$/u.test(text.value);
    return plain && number.kind === "column" ? undefined : leadingNumber(text.value);
  }
  if (t.to.can("type-affinity")) {
    return `CAST(${t.text(text)} AS REAL)`;
  }
  return t.to.can("double-colon-cast")
    ? `COALESCE(NULLIF(substring(${t.text(text)} FROM '^\\s*[-+]?[0-9]*\\.?[0-9]+'), ''), CASE WHEN ${operand(t.text(text))} IS NOT NULL THEN '0' END)::numeric`
    : undefined;
}

function compared(node: Binary, t: Translator): string | undefined {
  if (!COMPARES.test(node.op)) {
    return undefined;
  }
  const truth = againstTruth(node, t);
  if (truth !== undefined) {
    return truth;
  }
  for (const [text, number] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    if ((isString(text) || t.type(text).kind === "text") && isNumber(number, t)) {
      const written = t.below(node, () => againstNumber(text, number, t));
      return written === undefined ? undefined : t.spliced(node, [{ range: text, text: written }]);
    }
  }
  const changes = [...midnight(node.left, node.right, t), ...midnight(node.right, node.left, t)];
  return changes.length === 0 ? undefined : t.spliced(node, changes);
}

/** A day compared with a moment is its midnight, which a comparison of texts does not know. */
function midnight(day: Expression, moment: Expression, t: Translator): readonly Change[] {
  return t.writes("dates") === "modifiers" &&
    t.reads("dates") !== "modifiers" &&
    isString(day) &&
    DATE_TEXT.test(day.value) &&
    /^timestamp/u.test(t.type(moment).kind)
    ? [{ range: day, text: quoted(`${day.value} 00:00:00`, t) }]
    : [];
}

export const comparedKinds: Construct = {
  binary: compared,
  between(node, t) {
    const changes = [node.low, node.high].flatMap((it) => midnight(it, node.operand, t));
    return changes.length === 0 ? undefined : t.spliced(node, changes);
  },
  in(node, t) {
    const changes = (node.list ?? []).flatMap((it) => midnight(it, node.operand, t));
    return changes.length === 0 ? undefined : t.spliced(node, changes);
  },
};
