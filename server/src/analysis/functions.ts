/** What a pack says about functions and types, by name. */
import { memo } from "../base/memo.ts";
import { typeFromText } from "../catalog/column-type.ts";
import type { Call, Expression } from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import { isWithin } from "../wirevm/packs/capability.ts";
import type { FunctionEntry, TypeKind } from "../wirevm/packs/pack.ts";
import { UNKNOWN_TYPE, type ValueType } from "./model.ts";
import { unified } from "./unify.ts";

const byName = memo((dialect: Dialect): ReadonlyMap<string, readonly FunctionEntry[]> => {
  const map = new Map<string, FunctionEntry[]>();
  for (const entry of dialect.pack.functions) {
    if (entry.since !== undefined && !isWithin({ since: entry.since }, dialect.version)) {
      continue;
    }
    const key = entry.name.toLowerCase();
    const list = map.get(key);
    if (list === undefined) {
      map.set(key, [entry]);
    } else {
      list.push(entry);
    }
  }
  return map;
});

const NONE: readonly FunctionEntry[] = [];

/** The overloads of a function of the engine, by its name in any case. */
export function packFunctions(dialect: Dialect, name: string): readonly FunctionEntry[] {
  return byName(dialect).get(name.toLowerCase()) ?? NONE;
}

/** Type of an argument that is a bare word, such as a unit of time, and no column. */
const KEYWORD = "keyword";

/** The arguments of a call that are values; a bare word where the engine wants a keyword is none. */
export function valueArguments(dialect: Dialect, call: Call): readonly Expression[] {
  const entries = packFunctions(dialect, call.name.parts.at(-1)?.text ?? "");
  if (!entries.some((it) => it.args.includes(KEYWORD))) {
    return call.args;
  }
  return call.args.filter((it, index) => {
    const isBare = (it.kind === "column" && it.parts.length === 1) || it.kind === "call";
    return !(isBare && entries.some((entry) => entry.args[index] === KEYWORD));
  });
}

const types = memo((_dialect: Dialect) => new Map<string, ValueType>());

/** Names in signatures that are no types of the engine. */
const PSEUDO_TYPES: Readonly<Record<string, TypeKind>> = {
  any: "any",
  anyelement: "any",
  anynonarray: "any",
  anycompatible: "any",
  anyarray: "array",
  anyenum: "enum",
  anyrange: "range",
  record: "record",
  table: "record",
  void: "unknown",
  [KEYWORD]: "unknown",
};

/** A value of a type that a signature names; it may be NULL. */
export function typeNamed(dialect: Dialect, name: string): ValueType {
  const cache = types(dialect);
  const known = cache.get(name);
  if (known !== undefined) {
    return known;
  }
  const pseudo = PSEUDO_TYPES[name.toLowerCase()];
  const type = typeFromText(name, dialect);
  const value: ValueType =
    pseudo === undefined
      ? { kind: type.kind, nullable: true, type }
      : { kind: pseudo, nullable: undefined };
  cache.set(name, value);
  return value;
}

const NUMERIC = new Set<TypeKind>([
  "integer",
  "decimal",
  "float",
  "boolean",
  "year",
  "bits",
  "money",
]);
const TEMPORAL = new Set<TypeKind>(["date", "time", "timestamp", "timestamptz"]);

/** The overload whose arguments fit best; none where several fit equally and give different types. */
export function bestOverload(
  candidates: readonly FunctionEntry[],
  args: readonly ValueType[],
  dialect: Dialect,
): FunctionEntry | undefined {
  let best: FunctionEntry | undefined;
  let bestScore = -1;
  let isTied = false;
  for (const entry of candidates) {
    const score = fitness(entry, args, dialect);
    if (score > bestScore) {
      best = entry;
      bestScore = score;
      isTied = false;
    } else if (score === bestScore && score >= 0 && best !== undefined) {
      const preferred = preferredOf(best, entry, dialect);
      isTied ||= preferred === undefined;
      best = preferred ?? best;
    }
  }
  return isTied ? undefined : (best ?? (candidates.length === 1 ? candidates[0] : undefined));
}

/** Of two overloads that fit equally, the one engines prefer; none where the results are of two kinds. */
function preferredOf(
  a: FunctionEntry,
  b: FunctionEntry,
  dialect: Dialect,
): FunctionEntry | undefined {
  if (a.returns === b.returns) {
    return a;
  }
  const left = typeNamed(dialect, a.returns);
  const right = typeNamed(dialect, b.returns);
  if (left.kind === right.kind) {
    return b.returns === "text" ? b : a;
  }
  // Whole numbers go to floating point before they go to decimals.
  if (left.kind === "float" && right.kind === "decimal") {
    return a;
  }
  return left.kind === "decimal" && right.kind === "float" ? b : undefined;
}

const SAME_TYPE = 8;
const SAME_KIND = 6;
const WIDENS = 4;
const NARROWS = 2;
const ANYTHING = 1;

/** Type variables that take one kind only. */
const VARIABLE_KINDS: Readonly<Record<string, TypeKind>> = {
  anyarray: "array",
  anycompatiblearray: "array",
  anyenum: "enum",
  anyrange: "range",
  anymultirange: "range",
};

function fitness(entry: FunctionEntry, args: readonly ValueType[], dialect: Dialect): number {
  const least = entry.args.length - (entry.optional ?? 0) - (entry.variadic === true ? 1 : 0);
  if (args.length < least || (args.length > entry.args.length && entry.variadic !== true)) {
    return -1;
  }
  let score = 0;
  for (const [index, arg] of args.entries()) {
    const wanted = entry.args[index] ?? entry.args.at(-1) ?? "any";
    if (arg.kind === "unknown" || arg.kind === "null" || wanted === KEYWORD) {
      score += ANYTHING;
      continue;
    }
    const only = VARIABLE_KINDS[wanted];
    if (only !== undefined) {
      if (arg.kind !== only) {
        return -1;
      }
      score += WIDENS;
      continue;
    }
    if (wanted.startsWith("any")) {
      score += ANYTHING;
      continue;
    }
    const type = typeNamed(dialect, wanted);
    if (arg.type !== undefined && arg.type.text === type.type?.text) {
      score += SAME_TYPE;
    } else if (type.kind === arg.kind) {
      score += SAME_KIND;
    } else if (NUMERIC.has(type.kind) && NUMERIC.has(arg.kind)) {
      score +=
        unified({ kind: type.kind, nullable: false }, { kind: arg.kind, nullable: false }).kind ===
        type.kind
          ? WIDENS
          : NARROWS;
    } else if (TEMPORAL.has(type.kind) && TEMPORAL.has(arg.kind)) {
      score += WIDENS;
    } else if (type.kind !== "unknown" && arg.kind !== "text") {
      score -= 1;
    }
  }
  return Math.max(score, 0);
}

/** What an overload returns for arguments; type variables take the argument's type. */
export function returnedBy(
  entry: FunctionEntry,
  args: readonly ValueType[],
  dialect: Dialect,
): ValueType {
  if (!entry.returns.startsWith("any")) {
    return typeNamed(dialect, entry.returns);
  }
  const from =
    args.find((_, index) => (entry.args[index] ?? entry.args.at(-1) ?? "").startsWith("any")) ??
    args[0];
  if (from === undefined) {
    return UNKNOWN_TYPE;
  }
  if (VARIABLE_KINDS[entry.returns] === "array" && from.kind !== "array") {
    return from.type === undefined
      ? { kind: "array", nullable: true }
      : {
          kind: "array",
          nullable: true,
          type: { text: `${from.type.text}[]`, kind: "array", element: from.type },
        };
  }
  if (entry.returns === "anyelement" && from.kind === "array") {
    const element = from.type?.element;
    return element === undefined
      ? UNKNOWN_TYPE
      : { kind: element.kind, nullable: true, type: element };
  }
  return from;
}
