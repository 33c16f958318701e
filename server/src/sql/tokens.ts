/**
 * Tokens: what the lexer makes of a statement's text, in flat arrays.
 *
 * White space and comments are the gaps between tokens, so the text is rebuilt by reading gap, token,
 * gap, token … to the end: nothing is lost and nothing is stored twice. The markers of a version
 * comment (`/*!50100` and its end) are gaps too; what stands inside it are tokens.
 */

/** What sort of thing a token is; `End` follows the last one. */
export const TokenKind = {
  End: 0,
  /** An unquoted word: a keyword or a name. */
  Word: 1,
  /** A name in quotes of the dialect. */
  QuotedName: 2,
  /** A string with its prefix, quotes and all; also dollar-quoted. */
  String: 3,
  Number: 4,
  /** `?`, `?1`, `$1`, `:name`, `%s`, `%(name)s`, `{{x}}`. */
  Parameter: 5,
  /** `@x`, `@@x`. */
  Variable: 6,
  /** Operators and punctuation, brackets included. */
  Operator: 7,
  /** A hole of a host language. */
  Hole: 8,
  /** A whole client command: `\d t`, `.mode csv`, `DELIMITER //`, `GO 5`. */
  ClientCommand: 9,
  /** Rows that follow `COPY … FROM stdin;` up to and with `\.`. */
  Data: 10,
  /** A character that begins no token. */
  Unknown: 11,
} as const;
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/** Flags of a token that is not well formed. */
export const TokenFlag = {
  /** A string, quoted name or comment that runs to the end of the text. */
  Unclosed: 1,
  /** A number or numbered parameter that letters follow without a gap: `1a`. */
  Junk: 2,
} as const;

/**
 * The tokens of one statement. Invariant: all arrays have `count + 1` entries, the last being `End`
 * at the length of the text; `starts` and `ends` ascend.
 */
export interface Tokens {
  readonly count: number;
  readonly kinds: Uint8Array;
  /** Which keyword or operator it is: an index into `Dialect.terminals`; 0 for none. */
  readonly terminals: Uint16Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Sparse: token index to `TokenFlag`s. */
  readonly flags: ReadonlyMap<number, number>;
}
