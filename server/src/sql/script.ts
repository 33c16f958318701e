/** Placeholder types; the splitter's owner completes this file. */
import type { Dialect } from "./dialect.ts";
import type { Tokens } from "./tokens.ts";

/**
 * One statement of a script: its own text and tokens, offsets from its own start. The text begins
 * right after the previous statement, so it includes leading comments, and its terminator, if any,
 * with what follows on the same line as trivia.
 * Invariant: identity is kept by an edit elsewhere in the script.
 */
export interface Statement {
  readonly text: string;
  readonly tokens: Tokens;
  readonly dialect: Dialect;
  /** How it ended: `;`, a `DELIMITER` of the client, a batch separator, or the end of the text. */
  readonly terminator: "semicolon" | "delimiter" | "batch" | "none";
}

/** A text as statements. Invariant: concatenating the statements' texts gives the text. */
export interface Script {
  readonly text: string;
  readonly dialect: Dialect;
  readonly statements: readonly Statement[];
  /** Start offset of each statement. */
  readonly starts: readonly number[];
}
