/**
 * The splitter: a text as statements, each with its own tokens.
 *
 * Splitting happens while lexing, by tokens and a small stack of blocks; it never parses. What it
 * knows of the grammar is only what decides whether a semicolon ends a statement: which statements
 * have bodies, and which words open and close blocks in them. An edit re-lexes the statements it
 * touches and keeps the others as objects, so everything memoised on them survives.
 */
import type { Edit } from "../base/text.ts";
import { applyEdits } from "../base/text.ts";
import type { Dialect } from "./dialect.ts";
import { Scanner, TokenBuffer } from "./lexer.ts";
import { TERMINALS, type Terminal } from "./terminals.ts";
import { TokenFlag, TokenKind, type Tokens } from "./tokens.ts";

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

/** A text as statements. Invariant: concatenating the statements' texts gives the text; there is at least one. */
export interface Script {
  readonly text: string;
  readonly dialect: Dialect;
  readonly statements: readonly Statement[];
  /** Start offset of each statement. */
  readonly starts: readonly number[];
  /** The client's delimiter in force where each statement begins; "" is `;`. */
  readonly delimiters: readonly string[];
}

/** A statement and where it stands. */
export interface PlacedStatement {
  readonly index: number;
  readonly statement: Statement;
  readonly start: number;
}

/** Splits a text. */
export function script(text: string, dialect: Dialect): Script {
  const statements: Statement[] = [];
  const starts: number[] = [];
  const delimiters: string[] = [];
  const splitter = new Splitter(text, dialect, 0, "");
  for (;;) {
    starts.push(splitter.start);
    delimiters.push(splitter.delimiter);
    statements.push(splitter.next());
    if (splitter.done) {
      return { text, dialect, statements, starts, delimiters };
    }
  }
}

/** The script after a change, with every statement the change does not touch as the same object. */
export function editScript(old: Script, change: readonly Edit[] | string): Script {
  const text = typeof change === "string" ? change : applyEdits(old.text, change);
  if (typeof change === "string" ? text === old.text : change.length === 0) {
    return old;
  }
  const { changeStart, oldEnd } =
    typeof change === "string"
      ? changedRange(old.text, text)
      : editedRange(change, old.text.length);
  const newEnd = oldEnd + text.length - old.text.length;
  if (
    reachesFar(old.text.slice(changeStart, oldEnd)) ||
    reachesFar(text.slice(changeStart, newEnd))
  ) {
    return script(text, old.dialect);
  }
  const delta = text.length - old.text.length;
  // How a statement ends may depend on what follows on its line, so the one before is read again as well.
  const first = Math.max(0, indexAt(old, changeStart) - 2);
  const statements = old.statements.slice(0, first);
  const starts = old.starts.slice(0, first);
  const delimiters = old.delimiters.slice(0, first);
  const splitter = new Splitter(
    text,
    old.dialect,
    old.starts[first] ?? 0,
    old.delimiters[first] ?? "",
  );
  for (;;) {
    const index = statements.length;
    const { start, delimiter } = splitter;
    if (start > newEnd) {
      const same = exactIndexAt(old, start - delta);
      if (same >= 0 && old.delimiters[same] === delimiter) {
        return {
          text,
          dialect: old.dialect,
          statements: statements.concat(old.statements.slice(same)),
          starts: starts.concat(shifted(old.starts, same, delta)),
          delimiters: delimiters.concat(old.delimiters.slice(same)),
        };
      }
    }
    const made = splitter.next();
    const before = old.statements[index];
    const unchanged =
      before !== undefined &&
      old.starts[index] === start &&
      old.delimiters[index] === delimiter &&
      before.text === made.text &&
      before.terminator === made.terminator;
    statements.push(unchanged ? before : made);
    starts.push(start);
    delimiters.push(delimiter);
    if (splitter.done) {
      return { text, dialect: old.dialect, statements, starts, delimiters };
    }
  }
}

/** The statement that holds the offset; at a border the one that begins there. */
export function statementAt(from: Script, offset: number): PlacedStatement {
  const index = indexAt(from, offset);
  const statement = from.statements[index];
  if (statement === undefined) {
    throw new Error("A script has at least one statement.");
  }
  return { index, statement, start: from.starts[index] ?? 0 };
}

/** A text as one statement, whatever it holds: for fragments that are known to be one. */
export function singleStatement(text: string, dialect: Dialect): Statement {
  const scanner = new Scanner(text, dialect);
  scanner.atStatementStart = false;
  const buffer = new TokenBuffer((text.length >> 2) + 8);
  while (scanner.next() !== TokenKind.End) {
    buffer.push(scanner.kind, scanner.terminal, scanner.start, scanner.end, scanner.flags);
  }
  return { text, tokens: buffer.cut(0, text.length), dialect, terminator: "none" };
}

function indexAt(from: Script, offset: number): number {
  const { starts } = from;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

function exactIndexAt(from: Script, offset: number): number {
  const index = indexAt(from, offset);
  return from.starts[index] === offset ? index : -1;
}

/** The offsets from an index on, moved. */
function shifted(starts: readonly number[], from: number, delta: number): number[] {
  const moved = starts.slice(from);
  for (let i = 0; i < moved.length; i += 1) {
    moved[i] = (moved[i] ?? 0) + delta;
  }
  return moved;
}

/** The range of the old text that holds all edits. */
function editedRange(
  edits: readonly Edit[],
  length: number,
): { readonly changeStart: number; readonly oldEnd: number } {
  let changeStart = length;
  let oldEnd = 0;
  for (const { range } of edits) {
    changeStart = Math.min(changeStart, range.start);
    oldEnd = Math.max(oldEnd, range.end);
  }
  return { changeStart: Math.max(0, changeStart), oldEnd: Math.min(length, oldEnd) };
}

/** The smallest range of the old text that the change may have replaced. */
function changedRange(
  before: string,
  after: string,
): { readonly changeStart: number; readonly oldEnd: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) {
    start += 1;
  }
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  return { changeStart: start, oldEnd: before.length - tail };
}

/** Could the text close something that was opened any distance before without being part of it? */
function reachesFar(text: string): boolean {
  return text.includes("}") || text.includes("\\") || text.includes("%");
}

function terminal(word: Terminal): number {
  return TERMINALS.indexOf(word);
}

const SEMICOLON = terminal(";");
const OPEN = terminal("(");
const CLOSE = terminal(")");
const COLON = terminal(":");
const SLASH = terminal("/");
const AS = terminal("AS");
const ATOMIC = terminal("ATOMIC");
const BEGIN = terminal("BEGIN");
const BODY = terminal("BODY");
const CASE = terminal("CASE");
const CONFLICT = terminal("CONFLICT");
const COPY = terminal("COPY");
const CREATE = terminal("CREATE");
const ALTER = terminal("ALTER");
const DECLARE = terminal("DECLARE");
const DELIMITER = terminal("DELIMITER");
const DO = terminal("DO");
const ELSE = terminal("ELSE");
const END = terminal("END");
const EVENT = terminal("EVENT");
const FUNCTION = terminal("FUNCTION");
const GO = terminal("GO");
const IF = terminal("IF");
const IS = terminal("IS");
const LOOP = terminal("LOOP");
const NOT = terminal("NOT");
const PACKAGE = terminal("PACKAGE");
const PROC = terminal("PROC");
const PROCEDURE = terminal("PROCEDURE");
const REPEAT = terminal("REPEAT");
const RULE = terminal("RULE");
const STDIN = terminal("STDIN");
const THEN = terminal("THEN");
const TRIGGER = terminal("TRIGGER");
const TYPE = terminal("TYPE");
const FOR = terminal("FOR");
const WHILE = terminal("WHILE");
const WITH = terminal("WITH");

function flags(...words: readonly Terminal[]): Uint8Array {
  const set = new Uint8Array(TERMINALS.length);
  for (const it of words) {
    set[terminal(it)] = 1;
  }
  return set;
}

/** After BEGIN: it opens a transaction and no block. */
const TRANSACTION_WORDS = flags(
  ";",
  "TRANSACTION",
  "TRAN",
  "WORK",
  "DEFERRED",
  "IMMEDIATE",
  "EXCLUSIVE",
  "CONCURRENT",
  "ISOLATION",
  "READ",
  "NAME",
  "NOT",
  "DISTRIBUTED",
);
/** After END: part of it, and opens nothing. */
const END_TAILS = flags("IF", "LOOP", "CASE", "WHILE", "REPEAT", "FOR", "TRY", "CATCH");
/** Before a statement inside a body. */
const STATEMENT_FOLLOWS = flags(
  ";",
  "THEN",
  "ELSE",
  "BEGIN",
  "DO",
  "LOOP",
  "REPEAT",
  "ATOMIC",
  ":",
  ")",
  "ROW",
  "DETERMINISTIC",
  "DATA",
  "SQL",
  "DEFINER",
  "INVOKER",
  ">>",
);
/** End the search for what a CREATE creates. */
const CREATES_NO_ROUTINE = flags(
  "TABLE",
  "VIEW",
  "INDEX",
  "SCHEMA",
  "DATABASE",
  "SEQUENCE",
  "USER",
  "ROLE",
  "DOMAIN",
  "EXTENSION",
  "SYNONYM",
  "(",
  "AS",
);
/** Where statements need no semicolon: words that begin one at the start of a line. */
const BATCH_STARTERS = flags(
  "SELECT",
  "INSERT",
  "UPDATE",
  "DELETE",
  "MERGE",
  "CREATE",
  "ALTER",
  "DROP",
  "TRUNCATE",
  "EXEC",
  "EXECUTE",
  "DECLARE",
  "IF",
  "WHILE",
  "BEGIN",
  "PRINT",
  "USE",
  "GRANT",
  "REVOKE",
  "DENY",
  "SET",
  "RETURN",
  "COMMIT",
  "ROLLBACK",
  "SAVE",
  "RAISERROR",
  "THROW",
  "OPEN",
  "CLOSE",
  "FETCH",
  "DEALLOCATE",
  "BREAK",
  "CONTINUE",
  "GOTO",
  "WAITFOR",
);
/** Before such a word: it goes on with the statement. */
const BATCH_CONTINUES = flags(
  "THEN",
  "UNION",
  "ALL",
  "EXCEPT",
  "INTERSECT",
  "AS",
  "ELSE",
  "FOR",
  "ON",
  "AFTER",
  "OF",
  ",",
  "(",
  "=",
  "GRANT",
  "REVOKE",
  "DENY",
  "UPDATE",
  "NOT",
  "AND",
  "OR",
  "ROWS",
  "ROW",
  "WITH",
  "BEGIN",
  "TO",
  "SET",
);
const DML_STARTERS = flags("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE");
const INSERT_SOURCES = flags("SELECT", "EXEC", "EXECUTE");

/** What a statement's bodies are like. */
const Mode = {
  /** A semicolon ends it. */
  Plain: 0,
  /** CREATE was read and not yet what. */
  Header: 1,
  /** It has a body: blocks are counted. */
  Routine: 2,
  /** Everything to the batch separator belongs to it. */
  Batch: 3,
  /** A semicolon in parentheses does not end it. */
  Parentheses: 4,
} as const;
type Mode = (typeof Mode)[keyof typeof Mode];

const HEADER_TOKENS = 24;

const BLOCK = 1;
const DECLARATIONS = 2;

class Splitter {
  readonly #text: string;
  readonly #dialect: Dialect;
  readonly #scanner: Scanner;
  readonly #buffer: TokenBuffer;
  readonly #declarativeBodies: boolean;
  readonly #anonymousBlocks: boolean;
  readonly #batches: boolean;
  readonly #delimiterCommand: boolean;
  readonly #goCommand: boolean;
  readonly #slashCommand: boolean;
  /** Where the next statement begins. */
  start: number;
  done = false;

  #mode: Mode = Mode.Plain;
  #first = 0;
  #previous = 0;
  #routine = 0;
  #stack: number[] = [];
  #parentheses = 0;
  #skipTail = false;
  /** A routine's header inside declarations was read: its IS opens declarations. */
  #nestedHeader = false;
  /** ON CONFLICT was read: a DO after it belongs to it. */
  #conflict = false;
  /** No rows of COPY end in the rest of the text. */
  #noData = false;
  /** Where statements need no semicolon: one more starter belongs to this statement. */
  #budget = 0;

  constructor(text: string, dialect: Dialect, from: number, delimiter: string) {
    this.#text = text;
    this.#dialect = dialect;
    this.start = from;
    this.#scanner = new Scanner(text, dialect, from);
    this.#scanner.delimiter = delimiter;
    this.#buffer = new TokenBuffer(64);
    this.#declarativeBodies = dialect.can("declarative-routine-bodies");
    this.#anonymousBlocks = dialect.can("anonymous-blocks");
    this.#batches = dialect.can("optional-semicolons");
    const commands = dialect.pack.lexis.clientCommands;
    this.#delimiterCommand = commands.includes("delimiter");
    this.#goCommand = commands.includes("go");
    this.#slashCommand = commands.includes("slash");
  }

  get delimiter(): string {
    return this.#scanner.delimiter;
  }

  /** Reads one statement. */
  next(): Statement {
    const scanner = this.#scanner;
    const buffer = this.#buffer;
    scanner.startStatement();
    this.#mode = this.#batches ? Mode.Routine : Mode.Plain;
    this.#first = 0;
    this.#previous = 0;
    this.#routine = 0;
    this.#stack.length = 0;
    this.#parentheses = 0;
    this.#skipTail = false;
    this.#nestedHeader = false;
    this.#budget = 0;
    for (;;) {
      const kind = scanner.next();
      if (kind === TokenKind.End) {
        return this.#finish(this.#text.length, "none", scanner.flags);
      }
      if (scanner.isDelimiter) {
        buffer.push(kind, scanner.terminal, scanner.start, scanner.end, 0);
        return this.#finish(this.#sameLine(scanner.end), "delimiter", 0);
      }
      const { terminal } = scanner;
      if (kind === TokenKind.ClientCommand) {
        buffer.push(kind, 0, scanner.start, scanner.end, 0);
        return this.#finish(scanner.end, "batch", 0);
      }
      if (scanner.firstOnLine && terminal !== 0) {
        const separator = this.#separator(terminal);
        if (separator === "client") {
          scanner.take(TokenKind.ClientCommand, scanner.start, lineEnd(this.#text, scanner.start));
          buffer.push(TokenKind.ClientCommand, 0, scanner.start, scanner.end, 0);
          return this.#finish(scanner.end, "batch", 0);
        }
        if (separator === "before") {
          const end = this.#sameLine(buffer.endAt(buffer.count - 1));
          return this.#finish(end, "batch", 0);
        }
      }
      if (this.#budget > 0 && !scanner.firstOnLine) {
        this.#startInside(terminal);
      }
      buffer.push(kind, terminal, scanner.start, scanner.end, scanner.flags);
      scanner.atStatementStart = false;
      if (buffer.count === 1) {
        this.#begin(kind === TokenKind.Word ? terminal : 0);
      } else if (terminal === SEMICOLON) {
        if (this.#endsAtSemicolon()) {
          const data = this.#first === COPY ? this.#inlineData() : 0;
          return this.#finish(data > 0 ? data : this.#sameLine(scanner.end), "semicolon", 0);
        }
      } else if (this.#mode !== Mode.Plain) {
        this.#track(terminal);
      } else if (this.#first === BEGIN && buffer.count === 2) {
        this.#afterBegin(terminal);
      }
      if (buffer.count === 1 && terminal === SEMICOLON) {
        return this.#finish(this.#sameLine(scanner.end), "semicolon", 0);
      }
      this.#previous = terminal;
    }
  }

  #begin(first: number): void {
    this.#first = first;
    if (this.#batches) {
      if (first === CREATE || first === ALTER) {
        this.#mode = Mode.Header;
      } else if (first === BEGIN) {
        this.#stack.push(BLOCK);
      } else if (first === IF || first === WHILE || first === WITH) {
        this.#budget = 1;
      }
      return;
    }
    if (first === CREATE || first === ALTER) {
      this.#mode = Mode.Header;
    } else if (this.#anonymousBlocks) {
      if (first === DECLARE && this.#declarativeBodies) {
        this.#mode = Mode.Routine;
        this.#stack.push(DECLARATIONS);
      } else if (first === IF || first === LOOP || first === REPEAT || first === CASE) {
        this.#mode = Mode.Routine;
        this.#stack.push(BLOCK);
      } else if (first === FOR || first === WHILE) {
        this.#mode = Mode.Routine;
      }
    }
  }

  /** The second token of a statement that began with BEGIN decides whether it is a block. */
  #afterBegin(terminal: number): void {
    const opens =
      terminal === ATOMIC || terminal === NOT
        ? true
        : this.#anonymousBlocks && (TRANSACTION_WORDS[terminal] ?? 0) === 0;
    if (opens) {
      this.#mode = Mode.Routine;
      this.#stack.push(BLOCK);
      this.#track(terminal);
    }
  }

  #track(terminal: number): void {
    switch (this.#mode) {
      case Mode.Header:
        this.#header(terminal);
        return;
      case Mode.Routine:
        this.#block(terminal);
        return;
      case Mode.Parentheses:
        this.#countParentheses(terminal);
        return;
      default:
        return;
    }
  }

  #header(terminal: number): void {
    switch (terminal) {
      case PROCEDURE:
      case PROC:
      case FUNCTION:
      case TRIGGER:
      case EVENT:
      case PACKAGE:
        if (this.#first === ALTER && !this.#batches && terminal !== EVENT) {
          this.#mode = Mode.Plain;
          return;
        }
        this.#routine = terminal;
        this.#mode = this.#batches ? Mode.Batch : Mode.Routine;
        return;
      case TYPE:
        return;
      case BODY:
        if (this.#previous === TYPE) {
          this.#routine = PACKAGE;
          this.#mode = Mode.Routine;
        }
        return;
      case RULE:
        this.#mode = Mode.Parentheses;
        return;
      default:
        if (
          (terminal < CREATES_NO_ROUTINE.length && CREATES_NO_ROUTINE[terminal] === 1) ||
          this.#buffer.count > HEADER_TOKENS ||
          this.#first === ALTER
        ) {
          this.#mode = this.#batches ? Mode.Routine : Mode.Plain;
          this.#countParentheses(terminal);
        }
    }
  }

  #countParentheses(terminal: number): void {
    if (terminal === OPEN) {
      this.#parentheses += 1;
    } else if (terminal === CLOSE && this.#parentheses > 0) {
      this.#parentheses -= 1;
    }
  }

  #block(terminal: number): void {
    const stack = this.#stack;
    const top = stack.at(-1);
    if (this.#skipTail) {
      this.#skipTail = false;
      if (terminal < END_TAILS.length && END_TAILS[terminal] === 1) {
        return;
      }
    }
    switch (terminal) {
      case BEGIN:
        if (top === DECLARATIONS) {
          stack[stack.length - 1] = BLOCK;
        } else {
          stack.push(BLOCK);
        }
        return;
      case CASE:
        stack.push(BLOCK);
        return;
      case END:
        stack.pop();
        this.#skipTail = true;
        return;
      case OPEN:
      case CLOSE:
        this.#countParentheses(terminal);
        return;
      case IF:
      case REPEAT:
        if (!this.#batches && (STATEMENT_FOLLOWS[this.#previous] ?? 0) === 1) {
          stack.push(BLOCK);
        }
        return;
      case LOOP:
        if (!this.#batches) {
          stack.push(BLOCK);
        }
        return;
      case CONFLICT:
        this.#conflict = true;
        return;
      case DO:
        // DO after a loop's condition opens its body; at the start of a statement it is a statement.
        if (!this.#batches && !this.#conflict && this.#isLoopDo()) {
          stack.push(BLOCK);
        }
        return;
      case DECLARE:
        if (this.#declarativeBodies) {
          stack.push(DECLARATIONS);
        }
        return;
      case PROCEDURE:
      case FUNCTION:
        this.#nestedHeader = top === DECLARATIONS;
        return;
      case IS:
      case AS:
        if (
          this.#declarativeBodies &&
          (stack.length === 0 ? this.#opensBody() : this.#nestedHeader && this.#parentheses === 0)
        ) {
          this.#nestedHeader = false;
          stack.push(DECLARATIONS);
        }
        return;
      default:
        if (this.#batches) {
          this.#transactionBegin(terminal);
        }
    }
  }

  /** The first IS or AS of a routine, outside parentheses, opens its declarations. */
  #opensBody(): boolean {
    if (
      this.#routine === 0 ||
      this.#routine === TRIGGER ||
      this.#routine === EVENT ||
      this.#parentheses > 0
    ) {
      return false;
    }
    this.#routine = this.#routine === PACKAGE ? PACKAGE : 0;
    return true;
  }

  #isLoopDo(): boolean {
    if (this.#routine === EVENT && this.#stack.length === 0) {
      return false;
    }
    const previous = this.#previous;
    return (
      previous !== SEMICOLON &&
      previous !== THEN &&
      previous !== ELSE &&
      previous !== BEGIN &&
      previous !== COLON
    );
  }

  /** BEGIN TRAN is no block: the one that BEGIN pushed goes. */
  #transactionBegin(terminal: number): void {
    if (
      this.#previous === BEGIN &&
      terminal < TRANSACTION_WORDS.length &&
      TRANSACTION_WORDS[terminal] === 1
    ) {
      this.#stack.pop();
    }
  }

  #endsAtSemicolon(): boolean {
    if (this.#scanner.delimiter !== "") {
      return false;
    }
    switch (this.#mode) {
      case Mode.Routine:
        this.#skipTail = false;
        this.#nestedHeader = false;
        this.#conflict = false;
        if (this.#batches && this.#previous === BEGIN) {
          this.#stack.pop();
        }
        return this.#stack.length === 0;
      case Mode.Batch:
        return false;
      case Mode.Parentheses:
        return this.#parentheses === 0;
      default:
        return true;
    }
  }

  /** Does a client's separator stand here, or does a statement begin that needs no semicolon before it? */
  #separator(terminal: number): "client" | "before" | undefined {
    const count = this.#buffer.count;
    switch (terminal) {
      case DELIMITER:
        if (this.#delimiterCommand && count === 0) {
          const line = this.#text
            .slice(this.#scanner.end, lineEnd(this.#text, this.#scanner.end))
            .trim();
          const wanted = /^\S+/u.exec(line)?.[0] ?? ";";
          this.#scanner.delimiter = wanted === ";" ? "" : wanted;
          return "client";
        }
        return undefined;
      case GO:
        if (this.#goCommand && /^[ \t]*\d*[ \t]*(?:--.*)?$/u.test(this.#restOfLine())) {
          return count === 0 ? "client" : "before";
        }
        return undefined;
      case SLASH:
        if (this.#slashCommand && this.#restOfLine().trim() === "") {
          return count === 0 ? "client" : "before";
        }
        return undefined;
      default:
        return this.#batches && count > 0 && this.#startsUnterminated(terminal)
          ? "before"
          : undefined;
    }
  }

  #startsUnterminated(terminal: number): boolean {
    if (
      !(terminal < BATCH_STARTERS.length && BATCH_STARTERS[terminal] === 1) ||
      this.#mode === Mode.Batch ||
      this.#stack.length > 0 ||
      this.#parentheses > 0 ||
      (this.#previous < BATCH_CONTINUES.length && BATCH_CONTINUES[this.#previous] === 1)
    ) {
      return false;
    }
    const first = TERMINALS[this.#first];
    const word = TERMINALS[terminal];
    if (this.#budget > 0 && (this.#first !== WITH || DML_STARTERS[terminal] === 1)) {
      this.#budget -= 1;
      if (this.#first === WITH || this.#first === IF || this.#first === WHILE) {
        this.#first = terminal;
      }
      return false;
    }
    switch (first) {
      case "INSERT":
        return !(INSERT_SOURCES[terminal] === 1 && this.#once());
      case "UPDATE":
        return !(word === "SET" && this.#once());
      case "MERGE":
        return word !== "UPDATE" && word !== "DELETE" && word !== "INSERT" && word !== "SET";
      case "ALTER":
        return word !== "ALTER" && word !== "DROP" && word !== "SET";
      default:
        return true;
    }
  }

  /** The statement that IF, WHILE or WITH is followed by begins on the same line. */
  #startInside(terminal: number): void {
    if (
      terminal < BATCH_STARTERS.length &&
      BATCH_STARTERS[terminal] === 1 &&
      this.#stack.length === 0 &&
      this.#parentheses === 0 &&
      (this.#first !== WITH || DML_STARTERS[terminal] === 1)
    ) {
      this.#budget -= 1;
      this.#first = terminal;
    }
  }

  /** The first time it is asked about a statement. */
  #once(): boolean {
    this.#budget -= 1;
    return this.#budget === -1;
  }

  #restOfLine(): string {
    return this.#text.slice(this.#scanner.end, lineEnd(this.#text, this.#scanner.end));
  }

  /** Rows after `COPY … FROM stdin;`, as a token; answers where they end, or 0. */
  #inlineData(): number {
    if (this.#noData) {
      return 0;
    }
    const buffer = this.#buffer;
    let fromStdin = false;
    for (let i = 0; i < buffer.count; i += 1) {
      fromStdin ||= buffer.terminalAt(i) === STDIN;
    }
    if (!fromStdin) {
      return 0;
    }
    const text = this.#text;
    const line = lineEnd(text, this.#scanner.end);
    const start = afterLineBreak(text, line);
    END_OF_DATA.lastIndex = line;
    const close = END_OF_DATA.exec(text);
    if (close === null) {
      this.#noData = true;
      return 0;
    }
    const end = END_OF_DATA.lastIndex;
    this.#scanner.take(TokenKind.Data, Math.min(start, end), end);
    buffer.push(TokenKind.Data, 0, Math.min(start, end), end, 0);
    return end;
  }

  /** The end of the line's trivia, or `end` where anything else follows on the line. */
  #sameLine(end: number): number {
    const text = this.#text;
    let at = end;
    let code = text.charCodeAt(at);
    while (code === 32 || code === 9) {
      at += 1;
      code = text.charCodeAt(at);
    }
    if (at >= text.length || code === 10 || code === 13) {
      return at;
    }
    if (code !== 45 && code !== 47 && code !== 35) {
      // No comment begins here.
      return end;
    }
    const scanner = this.#scanner;
    const { kind, terminal, start, end: tokenEnd, flags: tokenFlags, delimiter } = scanner;
    scanner.moveTo(end);
    scanner.delimiter = "";
    const alone = scanner.next() === TokenKind.End || scanner.firstOnLine;
    const unclosed = (scanner.flags & TokenFlag.Unclosed) !== 0;
    let result = end;
    if (alone && !unclosed) {
      // A comment that goes on over the line's end belongs to what follows.
      const stop = lineEnd(text, end);
      result = isCommentClosed(text.slice(end, stop)) ? stop : end;
    }
    scanner.kind = kind;
    scanner.terminal = terminal;
    scanner.start = start;
    scanner.end = tokenEnd;
    scanner.flags = tokenFlags;
    scanner.delimiter = delimiter;
    return result;
  }

  #finish(end: number, terminator: Statement["terminator"], endFlags: number): Statement {
    const { start } = this;
    const count = this.#buffer.count;
    let tokens = this.#buffer.cut(start, end - start);
    if ((endFlags & TokenFlag.Unclosed) !== 0) {
      tokens = { ...tokens, flags: new Map([...tokens.flags, [count, endFlags]]) };
    }
    this.#scanner.moveTo(end);
    this.start = end;
    this.done = end >= this.#text.length;
    return { text: this.#text.slice(start, end), tokens, dialect: this.#dialect, terminator };
  }
}

const END_OF_DATA = /[\n\r]\\\.(?=[\r\n]|$)/gu;

function lineEnd(text: string, from: number): number {
  let pos = from;
  while (pos < text.length) {
    const code = text.charCodeAt(pos);
    if (code === 10 || code === 13) {
      break;
    }
    pos += 1;
  }
  return pos;
}

function afterLineBreak(text: string, at: number): number {
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10
    ? at + 2
    : Math.min(at + 1, text.length);
}

/** Do the block comments of a line's rest end there too? */
function isCommentClosed(line: string): boolean {
  const open = line.indexOf("/*");
  return open < 0 || line.lastIndexOf("*/") > open;
}
