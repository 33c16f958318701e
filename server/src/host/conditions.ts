/** What a test says about the texts it looks at, on the way where it holds and where it does not. */
import { TESTS_MEMBERSHIP, TESTS_PATTERN } from "./calls.ts";
import { literalText, pathOf } from "./lower.ts";
import type { Expr } from "./syntax.ts";
import type { Source, Value } from "./values.ts";

export interface Seen {
  readonly text: string;
  /** Known values by path. */
  value(path: string): Value | undefined;
  /** The test that a variable holds the result of. */
  testOf(name: string): Expr | undefined;
  evaluate(expr: Expr): Value;
}

export type Facts = ReadonlyMap<string, Source>;

const NOTHING: Facts = new Map();
const EQUAL = /^(?:==|===|is|eq|=)$/u;
const UNEQUAL = /^(?:!=|!==|<>|is not|ne)$/u;

export function facts(test: Expr, truth: boolean, seen: Seen): Facts {
  switch (test.kind) {
    case "unary":
      return /^(?:!|not)$/u.test(test.operator) ? facts(test.operand, !truth, seen) : NOTHING;
    case "binary":
      return ofBinary(test, truth, seen);
    case "call":
      return ofCall(test, truth, seen);
    case "index":
      return truth ? chosenFrom(test.object, test.index, seen) : NOTHING;
    case "name": {
      const held = seen.testOf(test.name);
      return held === undefined ? NOTHING : facts(held, truth, seen);
    }
    case "assign":
      return facts(test.value, truth, seen);
    case "other":
      return test.inside.length === 1 && test.inside[0] !== undefined
        ? facts(test.inside[0], truth, seen)
        : NOTHING;
    default:
      return NOTHING;
  }
}

function ofBinary(test: Extract<Expr, { kind: "binary" }>, truth: boolean, seen: Seen): Facts {
  const { operator, left, right } = test;
  if (/^(?:&&|and|\|\||or)$/u.test(operator)) {
    const conjunction = operator === "&&" || operator === "and";
    const a = facts(left, truth, seen);
    const b = facts(right, truth, seen);
    return conjunction === truth ? new Map([...a, ...b]) : both(a, b);
  }
  if (operator === "in" || operator === "not in") {
    return (operator === "in") === truth ? chosenFrom(right, left, seen) : NOTHING;
  }
  if (operator === "instanceof") {
    const path = pathOf(left);
    const type = seen.text.slice(right.start, right.end);
    return truth &&
      path !== undefined &&
      /^(?:int|long|Integer|Long|Number|Date|float|double|decimal|"a" or)/u.test(type)
      ? new Map([[path, "number"]])
      : truth && path !== undefined && /^(?:"[^"]*"(?:\s+or\s+)?)+$/u.test(type)
        ? new Map([[path, "allowed"]])
        : NOTHING;
  }
  if (operator === "=~") {
    return truth ? ofPattern(left, right, false, seen) : NOTHING;
  }
  const equal = EQUAL.test(operator);
  if (equal || UNEQUAL.test(operator)) {
    const holds = equal === truth;
    const place = indexTest(left, right, holds, seen);
    return place ?? (holds ? equals(left, right, seen) : unequals(left, right, seen));
  }
  if (/^(?:>=|>|<|<=)$/u.test(operator)) {
    const found = operator.startsWith(">") === truth;
    const subject =
      left.kind === "call" &&
      /^(?:indexOf|array_search|index|IndexOf|findIndex|preg_match)$/u.test(left.name)
        ? left
        : undefined;
    return subject !== undefined && found
      ? ofCall(
          { ...subject, name: subject.name === "preg_match" ? "preg_match" : "includes" },
          true,
          seen,
        )
      : NOTHING;
  }
  return NOTHING;
}

/** `list.indexOf(x) !== -1`, `preg_match(…) === 1`. */
function indexTest(left: Expr, right: Expr, holds: boolean, seen: Seen): Facts | undefined {
  if (left.kind !== "call") {
    return undefined;
  }
  const other = seen.text.slice(right.start, right.end);
  if (/^(?:indexOf|IndexOf|index|findIndex)$/u.test(left.name) && other === "-1") {
    return holds ? NOTHING : ofCall({ ...left, name: "includes" }, true, seen);
  }
  if (/^(?:true|false|1|0)$/u.test(other)) {
    return facts(left, holds === (other === "true" || other === "1"), seen);
  }
  return undefined;
}

function equals(left: Expr, right: Expr, seen: Seen): Facts {
  for (const [subject, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (subject.kind === "unary" && subject.operator === "typeof") {
      const path = pathOf(subject.operand);
      return path !== undefined && /^(?:number|bigint|boolean)$/u.test(literalText(other) ?? "")
        ? new Map([[path, "number"]])
        : NOTHING;
    }
    const path = subjectPath(subject);
    const value =
      other.kind === "string" || other.kind === "constant" || other.kind === "member"
        ? seen.evaluate(other)
        : undefined;
    const empty = /^(?:null|None|nil|undefined|""|'')$/u.test(
      seen.text.slice(other.start, other.end),
    );
    if (path !== undefined && value?.source === "constant" && !empty) {
      return new Map([[path, "allowed"]]);
    }
  }
  return NOTHING;
}

/** `MAP.get(x) !== undefined`, `MAP[x] != null`. */
function unequals(left: Expr, right: Expr, seen: Seen): Facts {
  const nothing = /^(?:null|None|nil|undefined)$/u.test(seen.text.slice(right.start, right.end));
  if (!nothing) {
    return NOTHING;
  }
  if (left.kind === "index") {
    return chosenFrom(left.object, left.index, seen);
  }
  return left.kind === "call" &&
    /^(?:get|Get|find|dig|fetch)$/u.test(left.name) &&
    left.receiver !== undefined
    ? chosenFrom(left.receiver, left.args[0]?.value, seen)
    : NOTHING;
}

/** `x`, and `x.toLowerCase()`, which is as good. */
function subjectPath(expr: Expr | undefined): string | undefined {
  if (expr === undefined) {
    return undefined;
  }
  if (
    expr.kind === "call" &&
    expr.receiver !== undefined &&
    /^(?:toLowerCase|toUpperCase|lower|upper|trim|strip|downcase|upcase|ToLower|ToUpper|ToLowerInvariant|ToUpperInvariant|Trim|to_s|to_sym|toString|casefold)$/u.test(
      expr.name,
    )
  ) {
    return subjectPath(expr.receiver);
  }
  if (
    expr.kind === "call" &&
    /^(?:strtolower|strtoupper|trim|str|ToLower|ToUpper|String)$/u.test(expr.name)
  ) {
    return subjectPath(expr.args[0]?.value);
  }
  if (expr.kind === "cast") {
    return subjectPath(expr.value);
  }
  return pathOf(expr);
}

/** Is the text one of a collection that the program itself made? */
function chosenFrom(collection: Expr, subject: Expr | undefined, seen: Seen): Facts {
  const path = subjectPath(subject);
  if (path === undefined) {
    return NOTHING;
  }
  const value = seen.evaluate(collection);
  const source = value.element?.source ?? value.source;
  const open = source === "request" || (source === "parameter" && value.items === undefined);
  return open || value.texts.length > 0 ? NOTHING : new Map([[path, "allowed"]]);
}

function ofCall(test: Extract<Expr, { kind: "call" }>, truth: boolean, seen: Seen): Facts {
  if (!truth) {
    return NOTHING;
  }
  const { name, receiver, args } = test;
  const [first, second] = args.map((it) => it.value);
  if (/^(?:isset|empty)$/u.test(name)) {
    return name === "isset" && first?.kind === "index"
      ? chosenFrom(first.object, first.index, seen)
      : NOTHING;
  }
  if (/^(?:some|any|Any|any\?|anyMatch|exists|Exists|find|every_)$/u.test(name)) {
    return ofPredicate(test, seen);
  }
  if (/^(?:equals|Equals|equalsIgnoreCase|eql\?)$/u.test(name)) {
    return receiver === undefined || first === undefined ? NOTHING : equals(receiver, first, seen);
  }
  if (/^(?:Boolean|bool|!!)$/u.test(name) && first !== undefined) {
    return facts(first, true, seen);
  }
  if (TESTS_PATTERN.test(name)) {
    return ofPatternCall(test, seen);
  }
  if (!TESTS_MEMBERSHIP.test(name)) {
    return NOTHING;
  }
  const owner = receiver === undefined ? undefined : pathOf(receiver);
  if (owner !== undefined && /^(?:strings|bytes)$/u.test(owner)) {
    return NOTHING;
  }
  const listFirst =
    second !== undefined &&
    owner !== undefined &&
    /^(?:slices|lo|Object|Array|Arrays|sort|funk|_|maps|Reflect)$/u.test(owner);
  if (listFirst) {
    return chosenFrom(first ?? test, second, seen);
  }
  if (/^(?:in_array|array_key_exists|array_search)$/u.test(name)) {
    return second === undefined ? NOTHING : chosenFrom(second, first, seen);
  }
  if (name === "IsDefined") {
    return chosen(second ?? first);
  }
  if (receiver === undefined || /^(?:is|Is)[A-Z_]|^is_|\?$/u.test(name)) {
    return receiver !== undefined && /^(?:include\?|member\?|key\?|has_key\?|cover\?)$/u.test(name)
      ? chosenFrom(receiver, first, seen)
      : chosen(first);
  }
  const own = seen.evaluate(receiver);
  // A text that contains something is not a list that contains the text.
  return own.texts.length > 0 && own.items === undefined
    ? NOTHING
    : chosenFrom(receiver, first, seen);
}

function chosen(subject: Expr | undefined): Facts {
  const path = subjectPath(subject);
  return path === undefined ? NOTHING : new Map([[path, "allowed"]]);
}

/** `ALLOWED.some((it) => it === x)`. */
function ofPredicate(test: Extract<Expr, { kind: "call" }>, seen: Seen): Facts {
  const lambda = test.args[0]?.value ?? test.block;
  if (test.receiver === undefined || lambda?.kind !== "function") {
    return NOTHING;
  }
  const parameter = lambda.shape.parameters[0]?.name;
  const [only] = lambda.shape.body;
  const value = only?.kind === "return" || only?.kind === "do" ? only.value : undefined;
  if (value === undefined) {
    return NOTHING;
  }
  const sides =
    value.kind === "binary" && EQUAL.test(value.operator)
      ? [value.left, value.right]
      : value.kind === "call" &&
          value.receiver !== undefined &&
          /^(?:equals|Equals|equalsIgnoreCase|eql\?)$/u.test(value.name)
        ? [value.receiver, value.args[0]?.value ?? value]
        : [];
  const subject = sides.find((it) => {
    const path = pathOf(it);
    return path !== undefined && parameter !== undefined && path.split(".")[0] !== parameter;
  });
  return subject === undefined ? NOTHING : chosenFrom(test.receiver, subject, seen);
}

function ofPatternCall(test: Extract<Expr, { kind: "call" }>, seen: Seen): Facts {
  const { name, receiver, args } = test;
  const [first, second] = args.map((it) => it.value);
  if (/^(?:isalnum|isidentifier|isdigit|isdecimal|isnumeric|isalpha)$/u.test(name)) {
    return chosen(receiver);
  }
  if (
    /^(?:is(?:Integer|SafeInteger|Finite|Numeric|UUID|Uuid|Digits|Alphanumeric|Alpha|Number)|is_(?:numeric|int|integer|uuid|float)|ctype_\w+)$/u.test(
      name,
    )
  ) {
    return chosen(first ?? receiver);
  }
  if (name === "isinstance" || /^(?:is_a\?|kind_of\?|instance_of\?)$/u.test(name)) {
    const type = second ?? first;
    const subject = name === "isinstance" ? first : receiver;
    const path = subjectPath(subject);
    return path !== undefined &&
      type !== undefined &&
      /^\(?(?:int|float|bool|Integer|Numeric|Float|datetime|date|UUID|uuid\.UUID|Enum|\w+Enum)/u.test(
        seen.text.slice(type.start, type.end),
      )
      ? new Map([[path, "number"]])
      : NOTHING;
  }
  if (/^TryParse/u.test(name)) {
    return NOTHING;
  }
  if (name === "preg_match") {
    return first === undefined ? NOTHING : ofPattern(second, first, false, seen);
  }
  const owner = receiver === undefined ? undefined : pathOf(receiver);
  const whole = /^(?:fullmatch|matches|matchEntire)$/u.test(name);
  if (
    owner !== undefined &&
    /^(?:re|Regex|Pattern|regexp|regex)$/u.test(owner) &&
    second !== undefined &&
    first !== undefined
  ) {
    return owner === "Regex"
      ? ofPattern(first, second, whole, seen)
      : ofPattern(second, first, whole, seen);
  }
  if (
    /^(?:test|IsMatch|MatchString|fullmatch|lookingAt)$/u.test(name) ||
    (name === "match" && isPattern(receiver, seen)) ||
    (name === "match?" && isPattern(receiver, seen))
  ) {
    return receiver === undefined ? NOTHING : ofPattern(first, receiver, whole, seen);
  }
  if (name === "matches" && receiver !== undefined && first === undefined) {
    // Java: PATTERN.matcher(x).matches()
    return receiver.kind === "call" &&
      receiver.name === "matcher" &&
      receiver.receiver !== undefined
      ? ofPattern(receiver.args[0]?.value, receiver.receiver, true, seen)
      : NOTHING;
  }
  return receiver === undefined || first === undefined
    ? NOTHING
    : ofPattern(receiver, first, whole, seen);
}

function isPattern(expr: Expr | undefined, seen: Seen): boolean {
  return (
    expr !== undefined &&
    (expr.kind === "pattern" ||
      seen.evaluate(expr).pattern !== undefined ||
      /^[A-Z_]+$/u.test(pathOf(expr) ?? ""))
  );
}

function ofPattern(subject: Expr | undefined, pattern: Expr, whole: boolean, seen: Seen): Facts {
  const path = subjectPath(subject);
  if (path === undefined) {
    return NOTHING;
  }
  const text =
    pattern.kind === "pattern"
      ? pattern.text
      : (literalText(pattern) ?? seen.evaluate(pattern).pattern);
  const harmless =
    text === undefined
      ? /^(?:[A-Z][A-Z0-9_]*|.*(?:re|regex|pattern|ident\w*))$/iu.test(
          (pathOf(pattern) ?? "").split(".").at(-1) ?? "",
        )
      : isHarmless(text, whole);
  return harmless ? new Map([[path, "allowed"]]) : NOTHING;
}

/** Does the pattern let nothing through that could end a literal or a name? */
export function isHarmless(pattern: string, whole: boolean): boolean {
  const bare = pattern.replace(/^[/#~]|[/#~][a-zA-Z]*$/gu, "");
  const anchored = whole || /^\(?(?:\^|\\A).*(?:\$|\\[zZ])\)?$/su.test(bare);
  const inside = bare.replace(/^\(?(?:\^|\\A)|(?:\$|\\[zZ])\)?$/gu, "");
  return anchored && !/(?<!\\)\.|['"`;\s]|\\[sSDW]|\[\^|--/u.test(inside);
}

function both(a: Facts, b: Facts): Facts {
  return new Map([...a].filter(([path]) => b.has(path)));
}
