/**
 * The type and nullability of every expression: from columns, literals, operators and the signatures
 * in the pack. Where overloads or operators leave a doubt the answer is `unknown`, not a guess.
 */
import { columnType } from "../catalog/column-type.ts";
import type { Binary, Call, Expression, Literal, Query, Select, TypeName } from "../sql/ast.ts";
import type { FunctionEntry, TypeKind } from "../wirevm/packs/pack.ts";
import { bestOverload, packFunctions, returnedBy, typeNamed } from "./functions.ts";
import { type Knowledge, type ScopeColumn, UNKNOWN_TYPE, type ValueType } from "./model.ts";
import type { ScopeTree } from "./scope-tree.ts";
import { eitherNullable, unified } from "./unify.ts";

/** A function that types expressions and remembers them; the walk is flat along left spines. */
export function typer(
  tree: () => ScopeTree,
  know: Knowledge,
): (expression: Expression) => ValueType {
  const known = new Map<Expression, ValueType>();
  return typeOf;

  function typeOf(expression: Expression): ValueType {
    const hit = known.get(expression);
    if (hit !== undefined) {
      return hit;
    }
    const spine: Expression[] = [];
    for (
      let at: Expression | undefined = expression;
      at !== undefined && !known.has(at);
      at = leftChild(at)
    ) {
      spine.push(at);
    }
    for (let i = spine.length - 1; i >= 0; i -= 1) {
      const at = spine[i];
      if (at !== undefined) {
        known.set(at, UNKNOWN_TYPE);
        known.set(at, computed(at, typeOf, tree, know));
      }
    }
    return known.get(expression) ?? UNKNOWN_TYPE;
  }
}

function leftChild(node: Expression): Expression | undefined {
  switch (node.kind) {
    case "binary":
      return node.left;
    case "is":
    case "between":
    case "in":
    case "like":
    case "cast":
    case "collate":
    case "at-time-zone":
    case "unary":
      return node.operand;
    case "subscript":
    case "field":
      return node.base;
    default:
      return undefined;
  }
}

type TypeOf = (expression: Expression) => ValueType;

const TEXT: ValueType = { kind: "text", nullable: false };
const NEVER_NULL_BOOLEAN: ValueType = { kind: "boolean", nullable: false };

function computed(
  node: Expression,
  typeOf: TypeOf,
  tree: () => ScopeTree,
  know: Knowledge,
): ValueType {
  switch (node.kind) {
    case "column": {
      const found = know.resolve(node);
      switch (found.tag) {
        case "column":
          return found.path === undefined
            ? mergedType(found.column.type, found.merged)
            : UNKNOWN_TYPE;
        case "alias":
          return found.column.type;
        case "variable":
          return found.path === undefined || found.path.length === 0
            ? found.variable.type
            : UNKNOWN_TYPE;
        case "function":
          return withoutArguments(found.name, know);
        case "relation":
          return { kind: "record", nullable: undefined };
        default:
          return UNKNOWN_TYPE;
      }
    }
    case "literal":
      return literalType(node, know);
    case "typed-literal":
      return written(node.type, false, know);
    case "interval":
      return { kind: "interval", nullable: typeOf(node.value).nullable };
    case "unary":
      return unaryType(node.op, typeOf(node.operand));
    case "binary":
      return binaryType(node, typeOf, know);
    case "is":
    case "exists":
      return NEVER_NULL_BOOLEAN;
    case "between":
      return booleanOf([node.operand, node.low, node.high], typeOf);
    case "in":
      return booleanOf([node.operand, ...(node.list ?? [])], typeOf, node.list === undefined);
    case "like":
      return booleanOf([node.operand, node.pattern], typeOf);
    case "call":
      return callType(node, typeOf, tree, know);
    case "cast":
      return castType(node, typeOf, know);
    case "case": {
      let type: ValueType | undefined;
      for (const when of node.whens) {
        type = unified(type, typeOf(when.result));
      }
      return unified(
        type,
        node.otherwise === undefined ? { kind: "null", nullable: true } : typeOf(node.otherwise),
      );
    }
    case "array": {
      let element: ValueType | undefined;
      for (const it of node.elements) {
        element = unified(element, typeOf(it));
      }
      const column = node.query === undefined ? undefined : know.resultSet(node.query).columns[0];
      const inner = element ?? column?.type;
      return inner?.type === undefined
        ? { kind: "array", nullable: false }
        : {
            kind: "array",
            nullable: false,
            type: { text: `${inner.type.text}[]`, kind: "array", element: inner.type },
          };
    }
    case "struct":
      return { kind: "struct", nullable: false };
    case "row":
      return { kind: "record", nullable: false };
    case "subscript": {
      const base = typeOf(node.base);
      if (node.slice !== undefined) {
        return { ...base, nullable: true };
      }
      const element = base.type?.element;
      if (element !== undefined) {
        return { kind: element.kind, nullable: true, type: element };
      }
      return base.kind === "json" ? { kind: "json", nullable: true } : UNKNOWN_TYPE;
    }
    case "field": {
      const { userType } = typeOf(node.base).type ?? {};
      const { field } = node;
      const owner =
        userType === undefined
          ? undefined
          : know.finder?.type(userType.split(".").map((text) => ({ text, quoted: true })));
      const found =
        field.kind === "name"
          ? owner?.fields?.find((it) => it.name.toLowerCase() === field.text.toLowerCase())
          : undefined;
      return found === undefined ? UNKNOWN_TYPE : typeNamed(know.dialect, found.type);
    }
    case "at-time-zone": {
      const { kind, nullable } = typeOf(node.operand);
      return kind === "timestamptz"
        ? { kind: "timestamp", nullable }
        : kind === "timestamp"
          ? { kind: "timestamptz", nullable }
          : { kind, nullable };
    }
    case "collate":
      return typeOf(node.operand);
    case "subquery":
      return subqueryType(node.query, know);
    case "named-argument":
    case "assignment":
      return typeOf(node.value);
    default:
      return UNKNOWN_TYPE;
  }
}

function mergedType(type: ValueType, merged: readonly ScopeColumn[] | undefined): ValueType {
  if (merged === undefined) {
    return type;
  }
  // COALESCE of both sides: NULL only when all are, and of a row one side is always there.
  let nullable: boolean | undefined = true;
  for (const { type: side } of merged) {
    nullable = side.nullable === false ? false : nullable === true ? side.nullable : nullable;
  }
  if (merged.every((it) => it.origin?.column.nullable === false)) {
    nullable = false;
  }
  return { ...type, nullable };
}

/** A cast may fail to NULL: where it says so, and where the engine makes NULL of what is no date. */
function castType(
  node: Extract<Expression, { kind: "cast" }>,
  typeOf: TypeOf,
  know: Knowledge,
): ValueType {
  const operand = typeOf(node.operand);
  const type = written(node.type, node.style === "try" ? true : operand.nullable, know);
  const mayFail =
    TEMPORAL.has(type.kind) &&
    !TEMPORAL.has(operand.kind) &&
    know.dialect.can("cast-may-give-null");
  return mayFail && type.nullable === false ? { ...type, nullable: undefined } : type;
}

function written(type: TypeName, nullable: boolean | undefined, know: Knowledge): ValueType {
  const full = columnType(type, know.dialect, know.finder);
  return { kind: full.kind, nullable, type: full };
}

/** Whole numbers beyond this need 64 bits. */
const MAX_INT32 = 2_147_483_647;

function literalType(node: Literal, know: Knowledge): ValueType {
  switch (node.type) {
    case "string":
      return TEXT;
    case "number": {
      if (!/^(?:\d[\d_]*|0x[\da-f_]+|0o[0-7_]+|0b[01_]+)$/iu.test(node.value)) {
        return { kind: /e/iu.test(node.value) ? "float" : "decimal", nullable: false };
      }
      const isBig = Number(node.value.replaceAll("_", "")) > MAX_INT32;
      return {
        ...typeNamed(know.dialect, isBig ? "bigint" : "integer"),
        kind: "integer",
        nullable: false,
      };
    }
    case "boolean":
      return NEVER_NULL_BOOLEAN;
    case "null":
      return { kind: "null", nullable: true };
    case "binary":
      return { kind: "binary", nullable: false };
    default:
      return { kind: "bits", nullable: false };
  }
}

function unaryType(op: string, operand: ValueType): ValueType {
  switch (op) {
    case "NOT":
    case "!":
      return { kind: "boolean", nullable: operand.nullable };
    case "-":
    case "+":
    case "PRIOR":
      return operand.kind === "text" ? { kind: "decimal", nullable: operand.nullable } : operand;
    case "~":
    case "@":
      return operand;
    case "BINARY":
      return { kind: "binary", nullable: operand.nullable };
    default:
      return UNKNOWN_TYPE;
  }
}

const COMPARISONS = new Set(["=", "<>", "!=", "<", ">", "<=", ">=", "==", "^=", "!<", "!>"]);
const TESTS = new Set([
  "AND",
  "OR",
  "XOR",
  "@>",
  "<@",
  "?",
  "?|",
  "?&",
  "&&",
  "~",
  "~*",
  "!~",
  "!~*",
  "~~",
  "!~~",
  "~~*",
  "!~~*",
  "@@",
  "@?",
  "OVERLAPS",
  "<<=",
  ">>=",
  "-|-",
  "&<",
  "&>",
]);
const TEMPORAL = new Set<TypeKind>(["date", "time", "timestamp", "timestamptz"]);
const NUMERIC = new Set<TypeKind>([
  "integer",
  "decimal",
  "float",
  "boolean",
  "year",
  "bits",
  "money",
]);

function binaryType(node: Binary, typeOf: TypeOf, know: Knowledge): ValueType {
  const left = typeOf(node.left);
  const right = typeOf(node.right);
  const nullable = eitherNullable(left.nullable, right.nullable);
  const { op } = node;
  if (op === "<=>") {
    return NEVER_NULL_BOOLEAN;
  }
  if (COMPARISONS.has(op) || TESTS.has(op)) {
    return { kind: "boolean", nullable };
  }
  switch (op) {
    case "||":
      return concatenated(left, right, nullable, know);
    case "->":
    case "#>":
    case "#-":
      return { kind: "json", nullable: true };
    case "->>":
    case "#>>":
      return { kind: "text", nullable: true };
    case "+":
    case "-":
      return added(
        op,
        left,
        right,
        nullable,
        know,
        node.left.kind === "interval" ? node.left : node.right,
      );
    case "*":
    case "^":
    case "**":
      if (left.kind === "interval" || right.kind === "interval") {
        return { kind: "interval", nullable };
      }
      return op === "*" ? number(left, right, nullable) : power(op, left, right, nullable, know);
    case "/": {
      const both = number(left, right, nullable);
      if (left.kind === "interval") {
        return { kind: "interval", nullable };
      }
      if (both.kind === "integer" && !know.dialect.can("integer-division")) {
        return { kind: "decimal", nullable: nullable === false ? undefined : nullable };
      }
      return both.nullable === false ? { kind: both.kind, nullable: undefined } : both;
    }
    case "DIV":
    case "//":
      return { kind: "integer", nullable: nullable === false ? undefined : nullable };
    case "%":
    case "MOD": {
      const both = number(left, right, nullable);
      return { kind: both.kind, nullable: nullable === false ? undefined : nullable };
    }
    case "&":
    case "|":
    case "#":
    case "<<":
    case ">>":
      return left.kind === "integer" || left.kind === "bits"
        ? { kind: left.kind, nullable }
        : UNKNOWN_TYPE;
    default:
      return { kind: "unknown", nullable: undefined };
  }
}

/** `^` is a power or, on bits, an exclusive or. */
function power(
  op: string,
  left: ValueType,
  right: ValueType,
  nullable: boolean | undefined,
  know: Knowledge,
): ValueType {
  if (op === "^" && !know.dialect.can("power-operator")) {
    return { kind: "integer", nullable };
  }
  const { kind } = number(left, right, nullable);
  return { kind: kind === "integer" ? "float" : kind, nullable };
}

function concatenated(
  left: ValueType,
  right: ValueType,
  nullable: boolean | undefined,
  know: Knowledge,
): ValueType {
  if (!know.dialect.can("concat-pipes")) {
    return { kind: "boolean", nullable };
  }
  for (const kind of ["array", "json", "binary", "bits"] as const) {
    if (left.kind === kind || right.kind === kind) {
      const side = left.kind === kind ? left : right;
      return { ...side, nullable };
    }
  }
  return left.kind === "unknown" && right.kind === "unknown"
    ? UNKNOWN_TYPE
    : { kind: "text", nullable };
}

function number(left: ValueType, right: ValueType, nullable: boolean | undefined): ValueType {
  if (NUMERIC.has(left.kind) && NUMERIC.has(right.kind)) {
    const kind = unified(left, right);
    return {
      kind: kind.kind === "boolean" || kind.kind === "bits" ? "integer" : kind.kind,
      nullable,
      type: kind.type,
    };
  }
  return { kind: "unknown", nullable };
}

function added(
  op: "+" | "-",
  left: ValueType,
  right: ValueType,
  nullable: boolean | undefined,
  know: Knowledge,
  interval: Expression,
): ValueType {
  if (TEMPORAL.has(left.kind) || TEMPORAL.has(right.kind)) {
    const [time, other] = TEMPORAL.has(left.kind) ? [left, right] : [right, left];
    if (other.kind === "interval") {
      return { kind: shifted(time.kind, interval, know), nullable };
    }
    if (op === "-" && left.kind === right.kind) {
      return { kind: left.kind === "date" ? "integer" : "interval", nullable };
    }
    if (op === "-" && TEMPORAL.has(left.kind) && TEMPORAL.has(right.kind)) {
      return { kind: "interval", nullable };
    }
    return time.kind === "date" && other.kind === "integer"
      ? { kind: "date", nullable }
      : { kind: "unknown", nullable };
  }
  if (left.kind === "interval" && right.kind === "interval") {
    return { kind: "interval", nullable };
  }
  if (
    op === "+" &&
    left.kind === "text" &&
    right.kind === "text" &&
    know.dialect.can("string-concat-plus")
  ) {
    return { kind: "text", nullable };
  }
  if (op === "-" && left.kind === "json") {
    return { kind: "json", nullable };
  }
  return number(left, right, nullable);
}

/** What a date or time is after an interval: a date stays one where the interval is in whole days. */
function shifted(kind: TypeKind, interval: Expression, know: Knowledge): TypeKind {
  if (!know.dialect.can("interval-unit-expression")) {
    return kind === "date" ? "timestamp" : kind;
  }
  if (kind === "date") {
    const isWhole =
      interval.kind === "interval" &&
      /^(?:DAY|WEEK|MONTH|QUARTER|YEAR|YEAR_MONTH)$/u.test(interval.unit ?? "");
    return isWhole ? "date" : "timestamp";
  }
  return kind === "timestamptz" ? "timestamp" : kind;
}

function booleanOf(parts: readonly Expression[], typeOf: TypeOf, isOpen = false): ValueType {
  let nullable: boolean | undefined = isOpen ? undefined : false;
  for (const part of parts) {
    nullable = eitherNullable(nullable, typeOf(part).nullable);
  }
  return { kind: "boolean", nullable };
}

// ---------------------------------------------------------------- calls

/** Functions whose type is that of their arguments; names are the standard's or common to engines. */
const FIRST_NOT_NULL = new Set(["coalesce", "ifnull", "nvl"]);
const WIDEST = new Set(["greatest", "least"]);
const SHIFTING = /^(?:date_add|date_sub|adddate|subdate)$/u;
const COUNTING =
  /^(?:count|count_big|countif|count_if|regr_count|approx_count_distinct|row_number|rank|dense_rank|ntile|percent_rank|cume_dist|grouping|grouping_id|sum0|total)$/u;

function callType(node: Call, typeOf: TypeOf, tree: () => ScopeTree, know: Knowledge): ValueType {
  const name = node.name.parts.at(-1)?.text.toLowerCase() ?? "";
  if (FIRST_NOT_NULL.has(name) || (name === "isnull" && node.args.length === 2)) {
    let type: ValueType | undefined;
    let nullable: boolean | undefined = true;
    for (const arg of node.args) {
      const own = typeOf(arg);
      type = unified(type, own);
      nullable =
        nullable === false || own.nullable === false
          ? false
          : own.nullable === undefined
            ? undefined
            : nullable;
    }
    return type === undefined ? UNKNOWN_TYPE : { ...type, nullable };
  }
  if (WIDEST.has(name)) {
    let type: ValueType | undefined;
    for (const arg of node.args) {
      type = unified(type, typeOf(arg));
    }
    return type === undefined
      ? UNKNOWN_TYPE
      : { ...type, nullable: type.nullable === false ? false : undefined };
  }
  const [first, second, third] = node.args;
  if (SHIFTING.test(name) && first !== undefined && second?.kind === "interval") {
    const time = typeOf(first);
    if (TEMPORAL.has(time.kind)) {
      return {
        kind: shifted(time.kind, second, know),
        nullable: time.nullable === true ? true : undefined,
      };
    }
  }
  if (name === "nullif" && first !== undefined) {
    return { ...typeOf(first), nullable: true };
  }
  if ((name === "if" || name === "iif") && second !== undefined) {
    return unified(
      typeOf(second),
      third === undefined ? { kind: "null", nullable: true } : typeOf(third),
    );
  }
  return bySignature(node, name, typeOf, tree, know);
}

function bySignature(
  node: Call,
  name: string,
  typeOf: TypeOf,
  tree: () => ScopeTree,
  know: Knowledge,
): ValueType {
  const args = node.args.map(typeOf);
  const routines = know.finder?.routines(node.name.parts) ?? [];
  const routine =
    routines.find((it) => it.parameters.filter((p) => p.mode !== "out").length === args.length) ??
    routines[0];
  if (routine?.returns !== undefined) {
    return typeNamed(know.dialect, routine.returns);
  }
  const candidates = packFunctions(know.dialect, name);
  const entry = bestOverload(candidates, args, know.dialect);
  if (entry === undefined) {
    return COUNTING.test(name) ? { kind: "integer", nullable: false } : UNKNOWN_TYPE;
  }
  const isFloating = /^(?:sum|avg)$/u.test(name) && args[0]?.kind === "float";
  const result =
    isFloating && args[0] !== undefined ? args[0] : returnedBy(entry, args, know.dialect);
  return { ...result, nullable: nullableCall(node, name, entry, args, tree) };
}

function nullableCall(
  node: Call,
  name: string,
  entry: FunctionEntry,
  args: readonly ValueType[],
  tree: () => ScopeTree,
): boolean | undefined {
  if (COUNTING.test(name)) {
    return false;
  }
  let anyArgument: boolean | undefined = false;
  for (const arg of args) {
    anyArgument = eitherNullable(anyArgument, arg.nullable);
  }
  if (entry.kind === "aggregate") {
    if (node.over !== undefined) {
      return anyArgument === false && node.filter === undefined ? undefined : true;
    }
    const owner = tree().scopeOf.get(node)?.owner.node;
    const isGrouped =
      owner?.kind === "select" && owner.groupBy !== undefined && owner.groupBy.items.length > 0;
    return isGrouped && node.filter === undefined ? anyArgument : true;
  }
  if (entry.kind === "window") {
    return name === "lag" || name === "lead" ? args.length < 3 || undefined : undefined;
  }
  if (entry.strict === true) {
    return anyArgument === true
      ? true
      : anyArgument === false && args.length === 0
        ? false
        : anyArgument === false
          ? undefined
          : anyArgument;
  }
  return entry.noParens === true ? false : undefined;
}

function withoutArguments(name: string, know: Knowledge): ValueType {
  const entry = packFunctions(know.dialect, name).find((it) => it.noParens === true);
  return entry === undefined
    ? UNKNOWN_TYPE
    : { ...typeNamed(know.dialect, entry.returns), nullable: false };
}

function subqueryType(query: Query, know: Knowledge): ValueType {
  const column = know.resultSet(query).columns[0];
  if (column === undefined) {
    return UNKNOWN_TYPE;
  }
  const always = query.kind === "select" && givesOneRow(query, know);
  return always ? column.type : { ...column.type, nullable: true };
}

/** A select without a source, or an aggregate over everything. */
function givesOneRow(query: Select, know: Knowledge): boolean {
  if (query.limit !== undefined || query.having !== undefined || query.groupBy !== undefined) {
    return false;
  }
  if (query.from === undefined) {
    return query.where === undefined;
  }
  return query.items.some(({ expression }) => {
    const name =
      expression.kind === "call" && expression.over === undefined
        ? expression.name.parts.at(-1)?.text
        : undefined;
    return (
      name !== undefined && packFunctions(know.dialect, name).some((it) => it.kind === "aggregate")
    );
  });
}
