/**
 * A pack made ready for reading SQL: the terminals as a table, words as flags, names unquoted.
 * One dialect per pack and engine version, memoised by the pack's identity.
 */
import { memo } from "../base/memo.ts";
import { holdsAt, isWithin } from "../wirevm/packs/capability.ts";
import type { Pack } from "../wirevm/packs/pack.ts";
import { TERMINALS } from "./terminals.ts";

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

/** Begin a clause in every engine, reserved or not. */
const ALWAYS_END_CLAUSE: readonly string[] = [
  ";",
  ")",
  "FROM",
  "WHERE",
  "GROUP",
  "HAVING",
  "ORDER",
  "UNION",
  "INTERSECT",
  "SELECT",
  "SET",
  "VALUES",
  "ON",
  "JOIN",
];

/** Begin a clause where the engine reserves them; elsewhere they may be names. */
const END_CLAUSE_WHERE_RESERVED: readonly string[] = [
  "EXCEPT",
  "MINUS",
  "LIMIT",
  "OFFSET",
  "FETCH",
  "WINDOW",
  "QUALIFY",
  "RETURNING",
  "USING",
  "INNER",
  "LEFT",
  "RIGHT",
  "FULL",
  "CROSS",
  "NATURAL",
  "FOR",
  "INTO",
  "WITH",
  "WHEN",
  "THEN",
  "ELSE",
  "END",
  "INSERT",
  "UPDATE",
  "DELETE",
  "MERGE",
  "CREATE",
  "ALTER",
  "DROP",
  "GRANT",
  "REVOKE",
];

const RESERVED = 1;
const NOT_ALIAS = 2;
const NOT_FUNCTION = 4;
const ENDS_CLAUSE = 8;

const dialectsOf = memo((_pack: Pack) => new Map<string, Dialect>());

/** The dialect of a pack, at the pack's own engine version where none is given. */
export function compileDialect(pack: Pack, version: string = pack.engineVersion): Dialect {
  const known = dialectsOf(pack);
  const hit = known.get(version);
  if (hit !== undefined) {
    return hit;
  }
  const made = new PackDialect(pack, version);
  known.set(version, made);
  return made;
}

class PackDialect implements Dialect {
  readonly pack: Pack;
  readonly version: string;
  readonly terminals: readonly string[];
  readonly #flags: Uint8Array;
  readonly #indices: ReadonlyMap<string, number>;
  readonly #capabilities: ReadonlySet<string>;
  readonly #bareName: RegExp;

  constructor(pack: Pack, version: string) {
    this.pack = pack;
    this.version = version;
    const { notAlias, notFunction, functionNames, unreserved, since } = pack.keywords;
    const reserved = pack.keywords.reserved.filter((it) => isWithin({ since: since[it] }, version));
    const terminals: string[] = [...TERMINALS];
    const indices = new Map<string, number>(terminals.map((it, index) => [it, index]));
    for (const list of [pack.keywords.reserved, notAlias, notFunction, functionNames, unreserved]) {
      for (const it of list) {
        const word = it.toUpperCase();
        if (!indices.has(word)) {
          indices.set(word, terminals.length);
          terminals.push(word);
        }
      }
    }
    const flags = new Uint8Array(terminals.length);
    const mark = (words: readonly string[], flag: number): void => {
      for (const it of words) {
        const index = indices.get(it.toUpperCase());
        if (index !== undefined) {
          flags[index] = (flags[index] ?? 0) | flag;
        }
      }
    };
    mark(reserved, RESERVED | NOT_ALIAS | NOT_FUNCTION);
    mark(notAlias, NOT_ALIAS);
    mark(notFunction, NOT_FUNCTION);
    for (const it of functionNames) {
      const index = indices.get(it.toUpperCase());
      if (index !== undefined) {
        flags[index] = (flags[index] ?? 0) & ~NOT_FUNCTION;
      }
    }
    mark(ALWAYS_END_CLAUSE, ENDS_CLAUSE);
    mark(
      END_CLAUSE_WHERE_RESERVED.filter(
        (it) => ((flags[indices.get(it) ?? 0] ?? 0) & RESERVED) !== 0,
      ),
      ENDS_CLAUSE,
    );
    this.terminals = terminals;
    this.#indices = indices;
    this.#flags = flags;
    this.#capabilities = new Set(
      Object.entries(pack.capabilities)
        .filter(([, it]) => holdsAt(it, version))
        .map(([name]) => name),
    );
    this.#bareName = new RegExp(
      `^[\\p{L}_][\\p{L}\\p{M}\\p{N}_${pack.lexis.identifierCharacters.replace(/[\\\]^-]/gu, "\\$&")}]*$`,
      "u",
    );
  }

  can(capability: string): boolean {
    return this.#capabilities.has(capability);
  }

  isReserved(terminal: number): boolean {
    return ((this.#flags[terminal] ?? 0) & RESERVED) !== 0;
  }

  isNotAlias(terminal: number): boolean {
    return ((this.#flags[terminal] ?? 0) & NOT_ALIAS) !== 0;
  }

  isNotFunction(terminal: number): boolean {
    return ((this.#flags[terminal] ?? 0) & NOT_FUNCTION) !== 0;
  }

  endsClause(terminal: number): boolean {
    return ((this.#flags[terminal] ?? 0) & ENDS_CLAUSE) !== 0;
  }

  unquoteName(raw: string): string {
    const prefixed = /^[uU]&(?=")/u.test(raw);
    const quoted = prefixed ? raw.slice(2) : raw;
    const open = quoted.charAt(0);
    const pair = this.pack.lexis.identifierQuotes.find(([it]) => it === open);
    const close = pair?.[1] ?? open;
    const inner =
      quoted.length > 1 && quoted.endsWith(close) ? quoted.slice(1, -1) : quoted.slice(1);
    const plain = inner.replaceAll(close + close, close);
    return prefixed ? decodeUnicodeEscapes(plain, "\\") : plain;
  }

  foldName(text: string, quoted: boolean): string {
    const { foldsUnquoted, caseSensitiveNames } = this.pack.lexis;
    if (caseSensitiveNames === "never" || caseSensitiveNames === "tables") {
      return text.toLowerCase();
    }
    if (quoted || caseSensitiveNames === "always" || foldsUnquoted === "none") {
      return text;
    }
    return foldsUnquoted === "upper" ? text.toUpperCase() : text.toLowerCase();
  }

  writeName(text: string): string {
    const survives =
      this.#bareName.test(text) &&
      !this.isReserved(this.#indices.get(text.toUpperCase()) ?? 0) &&
      this.foldName(text, false) === this.foldName(text, true);
    if (survives) {
      return text;
    }
    const [open, close] = this.pack.lexis.identifierQuotes[0] ?? ['"', '"'];
    return open + text.replaceAll(close, close + close) + close;
  }
}

/** `\0041` and `\+000041` to the characters they stand for; what is malformed stays as written. */
export function decodeUnicodeEscapes(text: string, mark: string): string {
  if (!text.includes(mark)) {
    return text;
  }
  let out = "";
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] !== mark) {
      out += text[i];
      continue;
    }
    if (text[i + 1] === mark) {
      out += mark;
      i += 1;
      continue;
    }
    const long = text[i + 1] === "+";
    const digits = long ? text.slice(i + 2, i + 8) : text.slice(i + 1, i + 5);
    const code =
      /^[0-9a-fA-F]+$/u.test(digits) && digits.length === (long ? 6 : 4)
        ? Number.parseInt(digits, 16)
        : -1;
    if (code < 0 || code > 0x10ffff) {
      out += mark;
      continue;
    }
    out += String.fromCodePoint(code);
    i += long ? 7 : 4;
  }
  return out;
}
