import type { Binary, Call, Expression } from "../../../sql/ast.ts";
import { asCount, asText, castTo, isInteger, isNumber, isText, isTruth } from "../kinds.ts";
import { operand } from "../text.ts";
import type { Construct, Translator } from "../translator.ts";
import { callName } from "./booleans.ts";

/** Division, remainders, averages, concatenation: the same signs that mean other things elsewhere. */
export const arithmetic: Construct = {
  unary(node, t) {
    return node.op === "~" && t.to.can("bits-are-unsigned") && !t.from.can("bits-are-unsigned")
      ? t.below(node, () => `CAST(~${t.operand(node.operand)} AS SIGNED)`)
      : undefined;
  },
  binary(node, t) {
    switch (node.op) {
      case "/":
        return division(node, t);
      case "DIV":
        return integerDivision(node, t);
      case "%":
      case "MOD":
        return t.below(node, () => remainder(node.left, node.right, node.op, t));
      case "||":
        return t.from.can("concat-pipes") ? concatenation(node, t) : alternative(node, t);
      case "&&":
        return t.to.can("logical-xor")
          ? undefined
          : t.below(node, () => `${t.operand(node.left)} AND ${t.operand(node.right)}`);
      case "XOR":
        return t.to.can("logical-xor")
          ? undefined
          : t.below(
              node,
              () => `(${t.operand(node.left)} <> 0) <> (${t.operand(node.right)} <> 0)`,
            );
      case "==":
        return t.to.pack.lexis.operators.includes("==")
          ? undefined
          : t.below(node, () => `${t.operand(node.left)} = ${t.operand(node.right)}`);
      case "^":
        if (t.from.can("bit-xor-caret")) {
          return t.to.can("bit-xor-caret") ? undefined : xor(node, t);
        }
        return t.from.can("power-operator") && !t.to.can("power-operator")
          ? t.below(node, () => `POWER(${t.text(node.left)}, ${t.text(node.right)})`)
          : undefined;
      case "AND":
      case "OR":
        return /[&|]/u.test(t.source(node.opRange))
          ? t.below(node, () => `${logical(node.left, t)} ${node.op} ${logical(node.right, t)}`)
          : undefined;
      case "#":
        return t.to.pack.lexis.customOperators ? undefined : xor(node, t);
      case "+":
        return joinedByPlus(node, t) ?? strictOperands(node, t);
      case "-":
      case "*":
        return strictOperands(node, t);
      default:
        return undefined;
    }
  },
  call(node, t) {
    const name = callName(node);
    const [first, second] = node.args;
    switch (name) {
      case "mod":
        return first !== undefined && second !== undefined
          ? t.below(node, () => remainder(first, second, "MOD(", t))
          : undefined;
      case "avg":
        return first !== undefined && node.args.length === 1 ? average(node, first, t) : undefined;
      case "sum":
        return first !== undefined && t.writes("typing") === "strict" && isText(first, t)
          ? t.spliced(node, [
              { range: first, text: `${operand(t.below(node, () => t.text(first)))}::numeric` },
            ])
          : undefined;
      case "concat":
        return concatCall(node, t);
      case "concat_ws":
        return textArguments(node, t);
      case "greatest":
      case "least":
        return extremes(node, name === "greatest", t);
      case "max":
      case "min":
        return node.args.length > 1 && t.from.can("type-affinity")
          ? extremes(node, name === "max", t)
          : undefined;
      default:
        return undefined;
    }
  },
};

/** `+` between texts, where it puts them together. */
function joinedByPlus(node: Binary, t: Translator): string | undefined {
  const isTextual = isText(node.left, t) || isText(node.right, t);
  if (!isTextual || !t.from.can("string-concat-plus") || t.to.can("string-concat-plus")) {
    return undefined;
  }
  const sides: Expression[] = [];
  let at: Expression = node;
  while (
    at.kind === "binary" &&
    at.op === "+" &&
    (isText(at, t) || isText(at.right, t) || isText(at.left, t))
  ) {
    sides.unshift(at.right);
    at = at.left;
  }
  sides.unshift(at);
  return t.below(node, () => {
    const texts = sides.map((it) => asText(it, t));
    return t.to.can("concat-pipes")
      ? texts.map(operand).join(" || ")
      : `CONCAT(${texts.join(", ")})`;
  });
}

/** A side of AND or OR, in brackets where it is looser. */
function logical(node: Expression, t: Translator): string {
  const text = t.text(node);
  return node.kind === "binary" && (node.op === "OR" || node.op === "XOR") ? `(${text})` : text;
}

function isZeroSafe(node: Expression): boolean {
  return node.kind === "literal" && Number(node.value) !== 0;
}

/** The divisor, made NULL where it is 0 if that is what the source does with it. */
function divisor(node: Expression, t: Translator): string {
  const text = asCount(node, t);
  return t.reads("zeroDivision") === "null" &&
    t.writes("zeroDivision") === "fails" &&
    !isZeroSafe(node)
    ? `NULLIF(${text}, 0)`
    : operand(text);
}

/** Does the value go to somebody who counts its digits? */
function isShown(t: Translator): boolean {
  const { parent } = t;
  return (
    parent?.kind === "select-item" || parent?.kind === "set-item" || parent?.kind === "values-row"
  );
}

function scaleOf(node: Expression, t: Translator): number | undefined {
  const { kind, type } = t.type(node);
  if (node.kind === "literal") {
    return node.value.split(".")[1]?.length ?? 0;
  }
  return kind === "integer" || kind === "boolean" || isIntegerThere(node, t)
    ? 0
    : kind === "decimal"
      ? type?.scale
      : undefined;
}

/** Parts of a moment that are texts of digits, which arithmetic takes for integers. */
function isDigits(node: Expression): boolean {
  const [format] = node.kind === "call" && callName(node) === "strftime" ? node.args : [];
  return format?.kind === "literal" && /^(?:%[YmdHMSsjwWuUVG])+$/u.test(format.value);
}

/** Is it an integer in the source, as far as types and digits tell? */
function isIntegerHere(node: Expression, t: Translator): boolean {
  return (
    isInteger(node, t) ||
    isTruth(node, t) ||
    isWhole(node) ||
    (t.from.can("type-affinity") &&
      (isDigits(node) ||
        (node.kind === "binary" &&
          /^[-+*%]$/u.test(node.op) &&
          isIntegerHere(node.left, t) &&
          isIntegerHere(node.right, t))))
  );
}

/** Will it be an integer in an engine whose sums of integers are integers? */
function isIntegerThere(node: Expression, t: Translator): boolean {
  if (isInteger(node, t) || isTruth(node, t) || isWhole(node)) {
    return true;
  }
  switch (node.kind) {
    case "binary":
      return (
        /^(?:[-+*%]|MOD|DIV)$/u.test(node.op) &&
        isIntegerThere(node.left, t) &&
        isIntegerThere(node.right, t)
      );
    case "unary":
      return node.op === "-" && isIntegerThere(node.operand, t);
    case "call":
      return (
        node.args.length > 0 &&
        /^(?:sum|coalesce|ifnull|nullif|abs|greatest|least)$/u.test(callName(node)) &&
        node.args.every((it) => isIntegerThere(it, t))
      );
    case "subquery": {
      const query = node.query;
      const item = query.kind === "select" ? query.items[0]?.expression : undefined;
      return item !== undefined && isIntegerThere(item, t);
    }
    default:
      return false;
  }
}

function division(node: Binary, t: Translator): string | undefined {
  const { left, right } = node;
  const integers =
    t.reads("division") === "truncates"
      ? isIntegerHere(left, t) && isIntegerHere(right, t)
      : isIntegerThere(left, t) && isIntegerThere(right, t);
  const reads = t.reads("division");
  const writes = t.writes("division");
  const isTemporal = t.type(left).kind === "interval";
  if (reads === undefined || writes === undefined || isTemporal) {
    return undefined;
  }
  const guards =
    t.reads("zeroDivision") === "null" &&
    t.writes("zeroDivision") === "fails" &&
    !isZeroSafe(right);
  if (
    t.from.can("type-affinity") &&
    !integers &&
    (t.type(left).kind === "decimal" || t.type(right).kind === "decimal") &&
    [left, right].every((it) => isInteger(it, t) || isWhole(it) || t.type(it).kind === "decimal")
  ) {
    t.note(
      "warning",
      "whole-decimals",
      "A whole number in a column of decimals divides as an integer in the source.",
      node,
    );
  }
  if (reads === "truncates" && integers) {
    if (writes === "truncates") {
      return guards ? t.below(node, () => `${t.operand(left)} / ${divisor(right, t)}`) : undefined;
    }
    return t.to.can("div-operator")
      ? t.below(node, () => `${t.operand(left)} DIV ${t.operand(right)}`)
      : t.to.can("integer-division-operator")
        ? t.below(node, () => `${t.operand(left)} // ${t.operand(right)}`)
        : t.common("whole_quotient", [[left], [right]], node);
  }
  const isFloat = t.type(left).kind === "float" || t.type(right).kind === "float";
  const digits = t.reading.habits.divisionDigits;
  const scale = scaleOf(left, t);
  const rounds =
    digits !== undefined && reads === "decimal" && isShown(t) && !isFloat && scale !== undefined;
  const shown = isShown(t);
  return t.below(node, () => {
    const numerator = operand(asCount(left, t));
    const isExact =
      writes === "decimal" ||
      (writes === "truncates" && !integers && !t.to.can("type-affinity")) ||
      isFloat;
    const wide = isExact
      ? numerator
      : t.to.can("type-affinity")
        ? `CAST(${asCount(left, t)} AS REAL)`
        : left.kind === "literal" && /^\d+$/u.test(left.value)
          ? `${left.value}.0`
          : t.to.can("double-colon-cast")
            ? `${numerator}::numeric`
            : `CAST(${asCount(left, t)} AS DECIMAL(30, 10))`;
    const plain =
      writes === "decimal" &&
      reads !== "decimal" &&
      shown &&
      !isFloat &&
      t.to.can("div-operator") &&
      !integers
        ? `CAST(${asCount(left, t)} AS ${manyDigits(t)})`
        : wide;
    if (plain === numerator && !guards && !rounds) {
      return undefined;
    }
    const quotient = `${plain} / ${divisor(right, t)}`;
    return rounds ? `ROUND(${quotient}, ${scale + digits})` : quotient;
  });
}

/** A type that keeps as many digits as the source's quotients have: exact ones stay exact. */
function manyDigits(t: Translator): string {
  return t.from.can("type-affinity") ? "DOUBLE" : "DECIMAL(48, 16)";
}

function isWhole(node: Expression): boolean {
  return node.kind === "literal" && node.type === "number" && /^\d+$/u.test(node.value)
    ? true
    : node.kind === "unary" && node.op === "-" && isWhole(node.operand);
}

function integerDivision(node: Binary, t: Translator): string | undefined {
  if (t.to.can("div-operator")) {
    return undefined;
  }
  const integers = isInteger(node.left, t) && isInteger(node.right, t);
  return t.below(node, () => {
    const quotient = `${t.operand(node.left)} / ${divisor(node.right, t)}`;
    if (integers && t.writes("division") === "truncates") {
      return quotient;
    }
    return t.to.can("double-colon-cast")
      ? `TRUNC(${asNumericText(node.left, t)} / ${divisor(node.right, t)})`
      : (t.common("whole_quotient", [[node.left], [node.right]], node) ??
          `CAST(${quotient} AS INTEGER)`);
  });
}

function asNumericText(node: Expression, t: Translator): string {
  return isNumber(node, t) && !isInteger(node, t) ? t.operand(node) : `${t.operand(node)}::numeric`;
}

function remainder(
  left: Expression,
  right: Expression,
  op: string,
  t: Translator,
): string | undefined {
  const isFloat = [left, right].some(
    (it) => t.type(it).kind === "float" || t.type(it).kind === "decimal",
  );
  const guards =
    t.reads("zeroDivision") === "null" &&
    t.writes("zeroDivision") === "fails" &&
    !isZeroSafe(right);
  if (t.to.can("type-affinity") && isFloat) {
    return `mod(${t.text(left)}, ${t.text(right)})`;
  }
  if (!t.to.can("percent-modulo")) {
    return `MOD(${t.text(left)}, ${guards ? divisor(right, t) : t.text(right)})`;
  }
  if (op === "MOD(" && !t.writing.same.has("mod")) {
    return `${t.operand(left)} % ${divisor(right, t)}`;
  }
  const isWord = op === "MOD" && !t.to.can("div-operator");
  if (!guards && !isWord && !(op === "MOD(" && t.to.can("type-affinity"))) {
    return undefined;
  }
  return `${t.operand(left)} % ${divisor(right, t)}`;
}

function xor(node: Binary, t: Translator): string | undefined {
  return t.below(node, () => {
    const [a, b] = [t.operand(node.left), t.operand(node.right)];
    return t.to.pack.lexis.customOperators
      ? `${a} # ${b}`
      : t.to.can("bit-xor-caret")
        ? `${a} ^ ${b}`
        : `((${a} | ${b}) - (${a} & ${b}))`;
  });
}

function alternative(node: Binary, t: Translator): string | undefined {
  return t.to.can("concat-pipes")
    ? t.below(node, () => `${t.operand(node.left)} OR ${t.operand(node.right)}`)
    : undefined;
}

/** Text operands of arithmetic, which loose engines read as numbers. */
function strictOperands(node: Binary, t: Translator): string | undefined {
  if (t.writes("typing") !== "strict" || t.reads("typing") !== "loose") {
    return undefined;
  }
  const sides = [node.left, node.right];
  const isTextual = (it: Expression) => isText(it, t) && it.kind !== "literal";
  const bothLiteral = sides.every((it) => it.kind === "literal" && it.type === "string");
  if (!sides.some(isTextual) && !bothLiteral) {
    return undefined;
  }
  const ruled = t.ruled(node);
  if (ruled !== undefined) {
    return ruled;
  }
  return t.below(node, () =>
    sides
      .map((it) => (isTextual(it) || bothLiteral ? `${t.operand(it)}::numeric` : t.operand(it)))
      .join(` ${node.op} `),
  );
}

function average(node: Call, first: Expression, t: Translator): string | undefined {
  const reads = t.reading.habits.divisionDigits;
  const writes = t.writing.habits.divisionDigits;
  const shown = isShown(t) && node.over === undefined;
  const text = t.below(node, () => asCount(first, t));
  if (t.type(first).kind === "float") {
    return undefined;
  }
  if (writes !== undefined && reads === undefined && shown) {
    return t.spliced(node, [{ range: first, text: `CAST(${text} AS ${manyDigits(t)})` }]);
  }
  if (reads !== undefined && writes === undefined && shown) {
    const scale = scaleOf(first, t);
    if (scale !== undefined) {
      return `ROUND(${t.spliced(node, [{ range: first, text }])}, ${scale + reads})`;
    }
  }
  return isTruth(first, t) ? t.spliced(node, [{ range: first, text }]) : undefined;
}

// ---------------------------------------------------------------- texts together

/** The parts of a chain of `||`, in order. */
function parts(node: Expression): readonly Expression[] {
  const found: Expression[] = [];
  let at = node;
  while (at.kind === "binary" && at.op === "||") {
    found.unshift(at.right);
    at = at.left;
  }
  return [at, ...found];
}

function concatenation(node: Binary, t: Translator): string | undefined {
  const kinds = [t.type(node.left).kind, t.type(node.right).kind];
  if (kinds.some((it) => it === "array" || it === "json" || it === "binary" || it === "interval")) {
    return undefined;
  }
  if (!t.to.can("concat-pipes") && t.to.can("string-concat-plus")) {
    return t.below(node, () =>
      parts(node)
        .map((it) =>
          operand(
            /^(?:text|enum|null|unknown)$/u.test(t.type(it).kind)
              ? t.text(it)
              : castTo(t.text(it), "text", t),
          ),
        )
        .join(" + "),
    );
  }
  if (!t.to.can("concat-pipes")) {
    return t.below(
      node,
      () =>
        `CONCAT(${parts(node)
          .map((it) => asText(it, t))
          .join(", ")})`,
    );
  }
  const all = parts(node);
  const strict = t.writes("typing") === "strict" && t.reads("typing") === "loose";
  if (!strict && !all.some((it) => asText(it, t) !== t.text(it))) {
    return undefined;
  }
  return t.below(node, () => all.map((it) => operand(asText(it, t))).join(" || "));
}

/** An argument of CONCAT, which shows truth values by one letter where they are a type. */
function shown(node: Expression, t: Translator): string {
  if (
    t.type(node).kind === "boolean" &&
    t.reads("booleans") === "type" &&
    t.writes("booleans") === "number"
  ) {
    const text = t.operand(node);
    return `CASE WHEN ${text} THEN 't' WHEN NOT ${text} THEN 'f' END`;
  }
  return asText(node, t);
}

/** Arguments that are shown in another way as texts. */
function textArguments(node: Call, t: Translator): string | undefined {
  const changes = t.below(node, () =>
    node.args.flatMap((it) => {
      const text = shown(it, t);
      return t.writes("typing") === "strict" || text === t.text(it) ? [] : [{ range: it, text }];
    }),
  );
  return changes.length === 0 ? undefined : t.spliced(node, changes);
}

/** CONCAT: NULL makes all NULL in some engines and is left out in others. */
function concatCall(node: Call, t: Translator): string | undefined {
  const skipsThere = !t.reading.same.has("concat_nulls");
  const skipsHere = !t.writing.same.has("concat_nulls");
  if (skipsThere === skipsHere) {
    return textArguments(node, t);
  }
  return t.below(node, () => {
    const texts = node.args.map((it) => shown(it, t));
    if (skipsThere) {
      return `CONCAT_WS('', ${texts.join(", ")})`;
    }
    if (t.to.can("string-concat-plus") && !t.to.can("concat-pipes")) {
      return node.args
        .map((it) => (isText(it, t) ? t.operand(it) : castTo(t.text(it), "text", t)))
        .join(" + ");
    }
    return texts.length === 1 ? (texts[0] ?? "") : texts.map(operand).join(" || ");
  });
}

/** GREATEST and LEAST: NULL wins in some engines and is passed over in others. */
function extremes(node: Call, isGreatest: boolean, t: Translator): string | undefined {
  const skipsThere = !t.reading.same.has("greatest_nulls");
  const skipsHere = !t.writing.same.has("greatest_nulls");
  const scalar = t.to.can("type-affinity")
    ? isGreatest
      ? "max"
      : "min"
    : isGreatest
      ? "GREATEST"
      : "LEAST";
  return t.below(node, () => {
    const texts = node.args.map((it) => asCount(it, t));
    const may = node.args.filter((it) => t.type(it).nullable !== false);
    const call = `${scalar}(${texts.join(", ")})`;
    if (skipsThere === skipsHere || may.length === 0) {
      return call;
    }
    if (!skipsThere) {
      if (may.some((it) => it.kind === "literal" && it.type === "null")) {
        return "NULL";
      }
      return `CASE WHEN ${may.map((it) => `${t.operand(it)} IS NOT NULL`).join(" AND ")} THEN ${call} END`;
    }
    const known = node.args.filter((it) => !(it.kind === "literal" && it.type === "null"));
    const filled = known.map((it) => {
      if (t.type(it).nullable === false) {
        return asCount(it, t);
      }
      const others = known.filter((one) => one !== it).map((one) => asCount(one, t));
      return `COALESCE(${[asCount(it, t), ...others].join(", ")})`;
    });
    return known.length === 1 ? (filled[0] ?? call) : `${scalar}(${filled.join(", ")})`;
  });
}
