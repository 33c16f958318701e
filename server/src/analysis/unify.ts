/** The one type that holds the values of two: of set operations, CASE, COALESCE and arithmetic. */
import type { TypeKind } from "../wirevm/packs/pack.ts";
import { UNKNOWN_TYPE, type ValueType } from "./model.ts";

/** Kinds that numbers widen through, narrowest first. */
const NUMBERS: readonly TypeKind[] = ["boolean", "bits", "year", "integer", "decimal", "float"];
const TIMES: readonly TypeKind[] = ["date", "timestamp", "timestamptz"];

/** The type of a value that comes from either; nullable where either is. */
export function unified(a: ValueType | undefined, b: ValueType): ValueType {
  if (a === undefined) {
    return b;
  }
  const nullable = eitherNullable(a.nullable, b.nullable);
  const wider = wide(a, b);
  return wider.nullable === nullable ? wider : { ...wider, nullable };
}

/** NULL where either can be NULL; not known where one is not known and the other never is. */
export function eitherNullable(
  a: boolean | undefined,
  b: boolean | undefined,
): boolean | undefined {
  if (a === true || b === true) {
    return true;
  }
  return a === undefined || b === undefined ? undefined : false;
}

function wide(a: ValueType, b: ValueType): ValueType {
  if (a.kind === "null") {
    return b;
  }
  if (b.kind === "null") {
    return a;
  }
  if (a.kind === b.kind) {
    return sameKind(a, b);
  }
  if (a.kind === "unknown" || a.kind === "any" || b.kind === "unknown" || b.kind === "any") {
    return UNKNOWN_TYPE;
  }
  return (
    ranked(NUMBERS, a, b) ??
    ranked(TIMES, a, b) ??
    (a.kind === "text" || b.kind === "text" ? plain("text") : UNKNOWN_TYPE)
  );
}

function sameKind(a: ValueType, b: ValueType): ValueType {
  if (a.type === undefined || b.type === undefined || a.type.text === b.type.text) {
    return a.type === undefined && b.type !== undefined ? { ...a, type: undefined } : a;
  }
  const bitsA = a.type.bits ?? 0;
  const bitsB = b.type.bits ?? 0;
  if (bitsA !== bitsB) {
    return bitsA > bitsB ? a : b;
  }
  return { kind: a.kind, nullable: a.nullable };
}

function ranked(order: readonly TypeKind[], a: ValueType, b: ValueType): ValueType | undefined {
  const left = order.indexOf(a.kind);
  const right = order.indexOf(b.kind);
  if (left < 0 || right < 0) {
    return undefined;
  }
  return left > right ? a : b;
}

function plain(kind: TypeKind): ValueType {
  return { kind, nullable: undefined };
}
