/** What a pack says about functions and types, by name. */
import { memo } from "../base/memo.ts";
import { typeFromText } from "../catalog/column-type.ts";
import type { Call, Expression } from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import { isWithin } from "../wirevm/packs/capability.ts";
import type { FunctionEntry } from "../wirevm/packs/pack.ts";
import type { ValueType } from "./model.ts";

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

/** A value of a type that a signature names; it may be NULL. */
export function typeNamed(dialect: Dialect, name: string): ValueType {
  const cache = types(dialect);
  const known = cache.get(name);
  if (known !== undefined) {
    return known;
  }
  const type = typeFromText(name, dialect);
  const value: ValueType = { kind: type.kind, nullable: true, type };
  cache.set(name, value);
  return value;
}
