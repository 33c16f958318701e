/**
 * Text that the grammar cannot read up to the cursor, made readable: a bracket too many is taken out,
 * a clause's word that is misspelled is spelled, what stands before the last statement is left out.
 * Only asked where nothing could be completed otherwise.
 */
import { type Statement, singleStatement } from "../../sql/script.ts";
import { TokenKind } from "../../sql/tokens.ts";

/** A text that may be readable, and where the cursor is in it. */
export interface Mended {
  readonly statement: Statement;
  readonly offset: number;
}

/** Readings of a broken statement, the likeliest first. */
export function mendings(statement: Statement, offset: number): readonly Mended[] {
  return [
    withoutSpareBrackets(statement, offset),
    spelled(statement, offset),
    fromLastStatement(statement, offset),
  ].filter((it) => it !== undefined);
}

/** Brackets that close nothing become blanks. */
function withoutSpareBrackets(statement: Statement, offset: number): Mended | undefined {
  const { tokens, text, dialect } = statement;
  const spare: number[] = [];
  let depth = 0;
  for (let i = 0; i < tokens.count && (tokens.starts[i] ?? 0) < offset; i += 1) {
    const start = tokens.starts[i] ?? 0;
    if (text[start] === "(") {
      depth += 1;
    } else if (text[start] === ")" && depth === 0) {
      spare.push(start);
    } else if (text[start] === ")") {
      depth -= 1;
    }
  }
  if (spare.length === 0) {
    return undefined;
  }
  const letters = [...text];
  for (const at of spare) {
    letters[at] = " ";
  }
  return { statement: singleStatement(letters.join(""), dialect), offset };
}

const CLAUSE_WORDS = [
  "SELECT",
  "FROM",
  "WHERE",
  "GROUP",
  "ORDER",
  "HAVING",
  "INSERT",
  "UPDATE",
  "DELETE",
  "VALUES",
  "INNER",
  "JOIN",
  "LEFT",
  "RIGHT",
  "LIMIT",
  "RETURNING",
] as const;

/** Shorter words are names more often than mistakes. */
const SHORTEST_MISTAKE = 4;

/** Words that are one slip away from a clause's word are spelled right. */
function spelled(statement: Statement, offset: number): Mended | undefined {
  const { tokens, text, dialect } = statement;
  let made = "";
  let taken = 0;
  let at = offset;
  for (let i = 0; i < tokens.count && (tokens.ends[i] ?? 0) < offset; i += 1) {
    const start = tokens.starts[i] ?? 0;
    const end = tokens.ends[i] ?? 0;
    const word = text.slice(start, end).toUpperCase();
    if (
      tokens.kinds[i] !== TokenKind.Word ||
      word.length < SHORTEST_MISTAKE ||
      dialect.isReserved(tokens.terminals[i] ?? 0)
    ) {
      continue;
    }
    const meant = CLAUSE_WORDS.find((it) => isOneSlip(word, it));
    if (meant !== undefined) {
      made += text.slice(taken, start) + meant;
      taken = end;
      at += meant.length - (end - start);
    }
  }
  return taken === 0
    ? undefined
    : { statement: singleStatement(made + text.slice(taken), dialect), offset: at };
}

/** One letter too many, too few or wrong, or two neighbors exchanged. */
function isOneSlip(written: string, meant: string): boolean {
  if (written === meant || Math.abs(written.length - meant.length) > 1) {
    return false;
  }
  let from = 0;
  while (from < written.length && written[from] === meant[from]) {
    from += 1;
  }
  const rest = written.slice(from);
  const other = meant.slice(from);
  return (
    rest.slice(1) === other.slice(1) ||
    rest.slice(1) === other ||
    rest === other.slice(1) ||
    (rest[0] === other[1] && rest[1] === other[0] && rest.slice(2) === other.slice(2))
  );
}

const BEGINNINGS: ReadonlySet<string> = new Set(["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"]);

/** The text from the last word on that begins a statement: what is before it is another one, or a torso. */
function fromLastStatement(statement: Statement, offset: number): Mended | undefined {
  const { tokens, text, dialect } = statement;
  for (let i = tokens.count - 1; i > 0; i -= 1) {
    const start = tokens.starts[i] ?? 0;
    if (
      (tokens.ends[i] ?? 0) < offset &&
      BEGINNINGS.has(dialect.terminals[tokens.terminals[i] ?? 0] ?? "")
    ) {
      return { statement: singleStatement(text.slice(start), dialect), offset: offset - start };
    }
  }
  return undefined;
}
