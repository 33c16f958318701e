/**
 * What a change locks, whether it rewrites and whether the engine does it at all: facts from the
 * pack's table, chosen by the change and the conditions that hold. All rows that fit are combined to
 * the worst, because one statement takes the strongest lock any part of it needs.
 */
import type { Dialect } from "../sql/dialect.ts";
import { isWithin } from "../wirevm/packs/capability.ts";
import type { LockEntry } from "../wirevm/packs/pack.ts";

export interface LockFact {
  /** The table lock as the engine names it: `ACCESS EXCLUSIVE`, `SHARED`. */
  readonly mode?: string | undefined;
  /** How the engine does it, where it has several ways: `INSTANT`, `COPY`. */
  readonly algorithm?: string | undefined;
  readonly blocks: "reads+writes" | "writes" | "none";
  readonly rewrite: boolean;
  /** Every row is read while the lock is held. */
  readonly scan?: boolean | undefined;
  readonly refused?: boolean | undefined;
  /** A second table that is locked. */
  readonly also?: { readonly table: string; readonly lock: string } | undefined;
  readonly note?: string | undefined;
}

/** One change: an alter action or a statement, with what is known about it. */
export interface Change {
  readonly type: string;
  /** Words such as `not-null`, `volatile-default`; see docs/packs.md. */
  readonly conditions: ReadonlySet<string>;
}

const BLOCKS = ["none", "writes", "reads+writes"] as const;
/** From the cheapest way to the most expensive one. */
const ALGORITHMS = ["INSTANT", "NOCOPY", "INPLACE", "COPY"];

/** The fact for one change; `undefined` where the pack says nothing about it. */
export function lockFact(change: Change, dialect: Dialect): LockFact | undefined {
  let worst: LockFact | undefined;
  for (const entry of dialect.pack.locks) {
    if (entry.change === change.type && isWithin(entry, dialect.version) && holds(entry, change)) {
      worst = worst === undefined ? factOf(entry) : worse(worst, factOf(entry));
    }
  }
  return worst;
}

/** The fact for several changes in one statement. */
export function worstFact(facts: readonly (LockFact | undefined)[]): LockFact | undefined {
  let worst: LockFact | undefined;
  for (const it of facts) {
    worst = worst === undefined || it === undefined ? (worst ?? it) : worse(worst, it);
  }
  return worst;
}

/** The fact when the statement itself asks for a way or a lock. */
export function requested(
  fact: LockFact | undefined,
  algorithm: string | undefined,
  lock: string | undefined,
): LockFact | undefined {
  if (fact === undefined || fact.algorithm === undefined) {
    return fact;
  }
  let made = fact;
  if (algorithm !== undefined && ALGORITHMS.includes(algorithm)) {
    const asked = ALGORITHMS.indexOf(algorithm);
    const needed = ALGORITHMS.indexOf(fact.algorithm);
    if (asked < needed) {
      return { ...fact, refused: true };
    }
    const copies = algorithm === "COPY";
    made = {
      ...made,
      algorithm,
      rewrite: made.rewrite || copies,
      ...(copies && made.blocks === "none" ? { mode: "SHARED", blocks: "writes" as const } : {}),
    };
  }
  switch (lock) {
    case "EXCLUSIVE":
      return { ...made, mode: "EXCLUSIVE", blocks: "reads+writes" };
    case "SHARED":
      return made.blocks === "none" ? { ...made, mode: "SHARED", blocks: "writes" } : made;
    case "NONE":
      return made.blocks === "none" ? made : { ...made, refused: true };
    default:
      return made;
  }
}

function holds(entry: LockEntry, change: Change): boolean {
  return (entry.when ?? []).every((it) =>
    it.startsWith("!") ? !change.conditions.has(it.slice(1)) : change.conditions.has(it),
  );
}

function factOf(entry: LockEntry): LockFact {
  const [first, second] = (entry.lock ?? "").split("/");
  const algorithm = second === undefined ? undefined : first;
  const mode = second ?? first;
  return {
    ...(mode === undefined || mode === "" ? {} : { mode }),
    ...(algorithm === undefined ? {} : { algorithm }),
    blocks: entry.blocks,
    rewrite: entry.rewrite,
    ...(entry.scan === true ? { scan: true } : {}),
    ...(entry.refused === true ? { refused: true } : {}),
    ...(entry.also === undefined ? {} : { also: entry.also }),
    ...(entry.note === undefined ? {} : { note: entry.note }),
  };
}

function worse(a: LockFact, b: LockFact): LockFact {
  const stronger = strength(b) > strength(a) ? b : a;
  return {
    ...stronger,
    rewrite: a.rewrite || b.rewrite,
    ...(a.scan === true || b.scan === true ? { scan: true } : {}),
    ...(a.refused === true || b.refused === true ? { refused: true } : {}),
    ...((stronger.also ?? a.also ?? b.also) === undefined
      ? {}
      : { also: stronger.also ?? a.also ?? b.also }),
  };
}

function strength(fact: LockFact): number {
  const algorithm = fact.algorithm === undefined ? 0 : ALGORITHMS.indexOf(fact.algorithm) + 1;
  return algorithm * 10 + BLOCKS.indexOf(fact.blocks) * 2 + (fact.rewrite ? 1 : 0);
}
