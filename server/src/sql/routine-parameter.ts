/**
 * Parameters of routines: `(IN a int DEFAULT 1, OUT b text, VARIADIC c int[], int)`, in the order of
 * words each engine has.
 */
import type { Expression, Name, RoutineParameter } from "./ast.ts";
import type { Parser } from "./parser.ts";
import { expectObjectName, has } from "./parts.ts";
import { TokenKind } from "./tokens.ts";
import { collatedTypeName, typeName } from "./type-name.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** `( … )`: perhaps nothing between the brackets. */
export function parameters(
  p: Parser,
  style: { readonly aggregate?: boolean } = {},
): RoutineParameter[] {
  return p.parenthesized((it) => {
    if (it.word === ")") {
      return [];
    }
    if (style.aggregate === true) {
      const direct = it.word === "ORDER" ? [] : it.list(parameter);
      if (it.acceptAll("ORDER", "BY")) {
        direct.push(...it.list(parameter));
      }
      return direct;
    }
    return it.list(parameter);
  });
}

/** One parameter. */
export function parameter(p: Parser): RoutineParameter {
  const { start } = p;
  const node: Mutable<RoutineParameter> = { kind: "routine-parameter", start, end: start };
  mode(p, node);
  if (p.kind === TokenKind.Variable) {
    variableParameter(p, node);
  } else if (p.dialect.can("parameter-names-optional")) {
    namedOrTyped(p, node);
  } else {
    node.name = expectObjectName(p, "new-name");
    mode(p, node);
    if (has(p, "parameter-nocopy")) {
      p.accept("NOCOPY");
    }
    node.type = collatedTypeName(p);
  }
  defaultValue(p, node);
  node.end = Math.max(p.lastEnd, start);
  return node;
}

function mode(p: Parser, node: Mutable<RoutineParameter>): void {
  if (node.mode !== undefined) {
    return;
  }
  // A word that is a name here is a mode only where something else follows it.
  if (
    p.at("IN") ||
    p.at("OUT") ||
    p.at("INOUT") ||
    (p.at("VARIADIC") && has(p, "variadic-parameters"))
  ) {
    if ([",", ")"].includes(p.peek()) && !p.isReserved(p.pos)) {
      return;
    }
    const word = p.word as "IN" | "OUT" | "INOUT" | "VARIADIC";
    p.advance();
    if (word === "IN" && p.accept("OUT")) {
      node.mode = "INOUT";
    } else {
      node.mode = word;
    }
  }
}

/** `@x AS int = 1 OUTPUT READONLY`. */
function variableParameter(p: Parser, node: Mutable<RoutineParameter>): void {
  node.name = p.takeName();
  p.accept("AS");
  const type = typeName(p);
  if (type === undefined) {
    p.expected("a type");
  } else {
    node.type = type;
  }
  p.accept("VARYING");
  defaultValue(p, node);
  const out = p.acceptAny("OUTPUT", "OUT");
  if (out !== undefined) {
    node.mode = "INOUT";
  }
  p.accept("READONLY");
}

/** `name type`, `type`, `name MODE type`. */
function namedOrTyped(p: Parser, node: Mutable<RoutineParameter>): void {
  const { pos } = p;
  const nProblems = p.problems.length;
  const name = parameterName(p);
  if (name !== undefined) {
    mode(p, node);
    const type = typeName(p);
    if (type !== undefined) {
      node.name = name;
      node.type = type;
      return;
    }
    p.moveTo(pos);
    p.problems.length = nProblems;
  }
  const type = typeName(p);
  if (type === undefined) {
    p.expected("a type");
  } else {
    node.type = type;
  }
}

/** A name that a type follows. `double precision` and `timestamp with time zone` are types alone. */
function parameterName(p: Parser): Name | undefined {
  if (p.kind !== TokenKind.Word && p.kind !== TokenKind.QuotedName && p.kind !== TokenKind.Hole) {
    return undefined;
  }
  const next = p.peek();
  if (
    next === "," ||
    next === ")" ||
    next === "." ||
    next === "(" ||
    next === "[" ||
    next === "%" ||
    next === "=" ||
    next === ":="
  ) {
    return undefined;
  }
  if (TWO_WORD_TYPES[p.word]?.includes(next) === true) {
    return undefined;
  }
  if (next === "DEFAULT" || next === "ORDER" || next === "ARRAY") {
    return undefined;
  }
  const terminal = p.tokens.terminals[p.pos] ?? 0;
  if (p.isReserved(p.pos) || (p.kind === TokenKind.Word && p.dialect.isNotFunction(terminal))) {
    return undefined;
  }
  return p.takeName();
}

const TWO_WORD_TYPES: Readonly<Record<string, readonly string[]>> = {
  DOUBLE: ["PRECISION"],
  CHARACTER: ["VARYING"],
  CHAR: ["VARYING"],
  NCHAR: ["VARYING"],
  BIT: ["VARYING"],
  NATIONAL: ["CHAR", "CHARACTER"],
  TIME: ["WITH", "WITHOUT"],
  TIMESTAMP: ["WITH", "WITHOUT"],
  INTERVAL: ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"],
  SETOF: [],
};

function defaultValue(p: Parser, node: Mutable<RoutineParameter>): void {
  if (node.default !== undefined || !has(p, "parameter-defaults")) {
    return;
  }
  if (
    p.accept("DEFAULT") ||
    p.accept("=") ||
    (has(p, "parameter-defaults-assign") && p.accept(":="))
  ) {
    const value: Expression = p.grammar.expression(p);
    node.default = value;
  }
}
