/**
 * A pack made ready for reading SQL: the terminals as a table, words as flags, names unquoted.
 * One dialect per pack and engine version, memoised by the pack's identity.
 */
import type { Pack } from "../wirevm/packs/pack.ts";

export interface Dialect {
  readonly pack: Pack;
  /** The engine version assumed: `15.4`. */
  readonly version: string;
  /** Index to keyword or operator, upper-case; entry 0 is "". Indices below `terminals.ts`' length are the same in every dialect. */
  readonly terminals: readonly string[];
  /** Has the engine this capability at this version? An unknown name is a bug and answers false. */
  can(capability: string): boolean;
  /** Cannot be a bare column or table name. Takes an index into `terminals`. */
  isReserved(terminal: number): boolean;
  /** Cannot be an alias without AS. */
  isNotAlias(terminal: number): boolean;
  /** Cannot be the name of a function called. */
  isNotFunction(terminal: number): boolean;
  /** Begins a clause or ends a statement: where error recovery stops. */
  endsClause(terminal: number): boolean;
  /** `"a""b"` to `a"b`. */
  unquoteName(raw: string): string;
  /** The name as the engine compares it: bare names folded. */
  foldName(text: string, quoted: boolean): string;
  /** A name as it must be written: quoted only when it needs quotes. */
  writeName(text: string): string;
}
