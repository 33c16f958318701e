/**
 * Operators as a table: what a token does between or before operands, and how tightly it binds.
 *
 * Precedence differs between engines; the packs say how by capabilities, and the table is made once
 * per dialect. Powers grow with binding: an operator takes a right operand of a greater power.
 */
import { memo } from "../base/memo.ts";
import type { Dialect } from "./dialect.ts";
import { TERMINALS, type Terminal } from "./terminals.ts";

/** What the expression grammar does at an infix or postfix token. */
export const Infix = {
  None: 0,
  Binary: 1,
  Compare: 2,
  Logical: 3,
  Is: 4,
  NullTest: 5,
  Not: 6,
  Between: 7,
  In: 8,
  Like: 9,
  Cast: 10,
  Subscript: 11,
  Dot: 12,
  Path: 13,
  Collate: 14,
  At: 15,
  OperatorCall: 16,
  Member: 17,
  Sounds: 18,
  Similar: 19,
  Assign: 20,
  Arrow: 21,
  Escape: 22,
} as const;

export const Power = {
  Lowest: 0,
  Assign: 5,
  Or: 10,
  Xor: 15,
  And: 20,
  Not: 30,
  Is: 40,
  Compare: 50,
  Predicate: 60,
  Other: 70,
  BitOr: 72,
  BitAnd: 74,
  Shift: 76,
  Add: 80,
  Multiply: 90,
  Power: 100,
  At: 110,
  Collate: 120,
  Unary: 130,
  Subscript: 140,
  Cast: 150,
} as const;

export interface Operators {
  /** By terminal: an `Infix` action. */
  readonly infix: Uint8Array;
  /** By terminal: the power of the infix operator. */
  readonly power: Uint8Array;
  /** By terminal: the power of its operand as a prefix operator, 0 where it is none. */
  readonly prefix: Uint8Array;
  /** By terminal: 1 where the engine lacks the operator, so that it may be a name. */
  readonly foreign: Uint8Array;
  /** Power of an operator that is not in the table: any run of operator characters. */
  readonly custom: number;
  /** Power of comparison; `IS`, `IN`, `LIKE`, `BETWEEN`. */
  readonly is: number;
  readonly predicate: number;
  readonly not: number;
  /** `a = b = c` is read from the left instead of refused. */
  readonly chains: boolean;
}

const INDEX = new Map<string, number>(TERMINALS.map((it, index) => [it, index]));

/** Operators between values that every engine has. */
const UNIVERSAL: ReadonlySet<string> = new Set([
  "+",
  "-",
  "*",
  "/",
  "=",
  "<",
  ">",
  "<=",
  ">=",
  "<>",
  "!=",
  ":=",
]);

const LIKE_OPERATORS: readonly (readonly [Terminal, string])[] = [
  ["LIKE", ""],
  ["ILIKE", "ilike"],
  ["REGEXP", "regexp-operator"],
  ["RLIKE", "rlike-operator"],
  ["GLOB", "glob-operator"],
  ["MATCH", "match-operator"],
];

export const operatorsOf = memo((dialect: Dialect): Operators => {
  const size = dialect.terminals.length;
  const infix = new Uint8Array(size);
  const power = new Uint8Array(size);
  const prefix = new Uint8Array(size);
  const foreign = new Uint8Array(size);
  const can = (capability: string): boolean => dialect.can(capability);
  const at = (word: string): number => INDEX.get(word) ?? 0;
  const put = (word: Terminal, action: number, binding: number, available = true): void => {
    const index = at(word);
    infix[index] = action;
    power[index] = binding;
    foreign[index] = available ? 0 : 1;
  };

  const equalityLow = can("equality-binds-loosest");
  const is = equalityLow ? Power.Compare : Power.Is;
  const predicate = equalityLow ? Power.Compare : Power.Predicate;
  const relational = equalityLow ? Power.Predicate : Power.Compare;
  const custom = dialect.pack.lexis.customOperators;
  const known = new Set(dialect.pack.lexis.operators);

  for (const it of TERMINALS) {
    if (
      it !== "" &&
      !/^[\w()[\]{},;.:]/u.test(it) &&
      it !== "\\" &&
      it !== "$" &&
      it !== "!" &&
      it !== "=>" &&
      it !== "..."
    ) {
      put(it, Infix.Binary, Power.Other, custom || known.has(it));
    }
  }
  for (const it of ["=", "<>", "!=", "==", "<=>", "^=", "!<", "!>"] as const) {
    put(it, Infix.Compare, Power.Compare, UNIVERSAL.has(it) || known.has(it) || custom);
  }
  for (const it of ["<", ">", "<=", ">="] as const) {
    put(it, Infix.Compare, relational);
  }
  if (custom) {
    // A user's operator spelled so is an operator like any other.
    for (const it of ["==", "<=>", "^=", "!<", "!>"] as const) {
      if (!known.has(it)) {
        put(it, Infix.Binary, Power.Other);
      }
    }
  }
  const bits = can("bit-operators");
  put("+", Infix.Binary, Power.Add);
  put("-", Infix.Binary, Power.Add);
  put("*", Infix.Binary, Power.Multiply);
  put("/", Infix.Binary, Power.Multiply);
  put("//", Infix.Binary, Power.Multiply, can("integer-division-operator"));
  put("%", Infix.Binary, Power.Multiply, can("percent-modulo") || custom);
  put("DIV", Infix.Binary, Power.Multiply, can("div-operator"));
  put("MOD", Infix.Binary, Power.Multiply, can("div-operator"));
  put(
    "**",
    Infix.Binary,
    custom && !can("double-star-power") ? Power.Other : Power.Power,
    can("double-star-power") || custom,
  );
  if (can("bit-operator-levels")) {
    put("|", Infix.Binary, Power.BitOr, bits);
    put("&", Infix.Binary, Power.BitAnd, bits);
    put("<<", Infix.Binary, Power.Shift, bits);
    put(">>", Infix.Binary, Power.Shift, bits);
    put("^", Infix.Binary, Power.Power, bits);
  } else if (can("bit-operators-bind-as-addition")) {
    for (const it of ["|", "&", "^", "<<", ">>"] as const) {
      put(it, Infix.Binary, Power.Add, bits);
    }
  } else {
    for (const it of ["|", "&", "<<", ">>"] as const) {
      put(it, Infix.Binary, Power.Other, bits || custom);
    }
    put("^", Infix.Binary, Power.Power, can("power-operator") || can("bit-xor-caret") || custom);
  }
  if (!can("concat-pipes") && known.has("||")) {
    put("||", Infix.Logical, Power.Or);
  } else {
    const concat = can("concat-binds-tightest")
      ? Power.Power
      : can("concat-binds-as-multiplication")
        ? Power.Multiply
        : can("concat-binds-as-addition")
          ? Power.Add
          : Power.Other;
    put("||", Infix.Binary, concat, can("concat-pipes"));
  }
  if (known.has("&&") && can("logical-xor")) {
    put("&&", Infix.Logical, Power.And);
  }
  const arrows = can("json-arrow") || can("lambda");
  const arrowPower = equalityLow
    ? Power.Power
    : can("bit-operator-levels")
      ? Power.Cast
      : Power.Other;
  put("->", Infix.Arrow, arrowPower, arrows);
  put("->>", Infix.Binary, arrowPower, can("json-arrow"));
  put("OR", Infix.Logical, Power.Or);
  put("XOR", Infix.Logical, Power.Xor, can("logical-xor"));
  put("AND", Infix.Logical, Power.And);
  put("IS", Infix.Is, is);
  put("ISNULL", Infix.NullTest, is, can("isnull-postfix"));
  put("NOTNULL", Infix.NullTest, is, can("isnull-postfix"));
  put("NOT", Infix.Not, predicate);
  put("BETWEEN", Infix.Between, predicate);
  put("IN", Infix.In, predicate);
  for (const [word, capability] of LIKE_OPERATORS) {
    put(word, Infix.Like, predicate, capability === "" || can(capability));
  }
  put("SIMILAR", Infix.Similar, predicate, can("similar-to"));
  put("SOUNDS", Infix.Sounds, predicate, can("sounds-like"));
  put("MEMBER", Infix.Member, predicate, can("member-of"));
  put("OVERLAPS", Infix.Binary, Power.Predicate, can("overlaps-operator"));
  put("OPERATOR", Infix.OperatorCall, Power.Other, can("operator-syntax"));
  put("COLLATE", Infix.Collate, Power.Collate);
  put("AT", Infix.At, Power.At, can("at-time-zone"));
  put("::", Infix.Cast, Power.Cast, can("double-colon-cast"));
  put("[", Infix.Subscript, Power.Subscript);
  put(".", Infix.Dot, Power.Cast);
  put(":", Infix.Path, Power.Cast, can("variant-path"));
  put(":=", Infix.Assign, Power.Assign);

  const unary = custom ? Power.Other + 1 : Power.Unary;
  for (const it of ["~", "@", "|/", "||/", "!!", "@-@", "@@", "?-", "?|", "#", "!"] as const) {
    if (custom || it === "~" || it === "!") {
      prefix[at(it)] = unary;
    }
  }
  prefix[at("-")] = Power.Unary;
  prefix[at("+")] = Power.Unary;
  return {
    infix,
    power,
    prefix,
    foreign,
    custom: Power.Other,
    is,
    predicate,
    not: can("not-binds-tightly") ? Power.Unary : Power.Not,
    chains: can("comparison-chains"),
  };
});
