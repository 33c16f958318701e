/**
 * The lexer: text to tokens, driven by the tables of a pack's `lexis`.
 *
 * Owns where a token begins and ends and what sort it is. It knows no grammar; where a statement
 * ends is the splitter's business, which drives the scanner token by token and tells it what only the
 * splitter knows (a client's delimiter, the start of a statement). Every character is in a token or
 * in a gap between tokens. Nothing throws, and time is linear in the text.
 */
import { memo } from "../base/memo.ts";
import type { Dialect } from "./dialect.ts";
import { TokenFlag, TokenKind, type Tokens } from "./tokens.ts";

const DOLLAR_CODE = 36;

const UNKNOWN = 0;
const SPACE = 1;
const NAME_START = 2;
const DIGIT = 3;
const OPERATOR = 4;
const SINGLE_QUOTE = 5;
const DOUBLE_QUOTE = 6;
const NAME_QUOTE = 7;
const NEWLINE = 8;
const DOLLAR = 9;
const AT = 10;
const COLON = 11;
const QUESTION = 12;
const DOT = 13;
const BRACE = 14;
const BACKSLASH = 15;
const HASH = 16;
const PERCENT = 17;

/** Operators that every dialect reads, so that a foreign spelling is one token and one problem. */
const COMMON_OPERATORS: readonly string[] = [
  "<=",
  ">=",
  "<>",
  "!=",
  "||",
  "::",
  ":=",
  "=>",
  "->",
  "->>",
  "<<",
  ">>",
  "&&",
  "==",
  "..",
];

/** Characters of an operator where any run of them is one. */
const CUSTOM_OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";
/** A run may end in `+` or `-` only if it has one of these. */
const CUSTOM_OPERATOR_FREE = "~!@#%^&|`?";

interface Tables {
  readonly classes: Uint8Array;
  /** 1 where the ASCII character may continue a name. */
  readonly nameParts: Uint8Array;
  /** Open addressing: slot to terminal index; 0 is free. */
  readonly slots: Uint16Array;
  readonly mask: number;
  readonly terminals: readonly string[];
  /** By terminal: 1 where the engine reserves the word. */
  readonly reserved: Uint8Array;
  readonly longestWord: number;
  /** First character's code to its operators of more than one character, longest first. */
  readonly operators: readonly (readonly string[] | undefined)[];
  readonly operatorIndices: ReadonlyMap<string, number>;
  readonly singles: Uint16Array;
  readonly customOperators: boolean;
  readonly customCharacters: Uint8Array;
  /** Closing quote's code by the opening quote's code. */
  readonly closers: Uint8Array;
  readonly backslashEscapes: boolean;
  readonly stringPrefixes: ReadonlySet<string>;
  readonly escapePrefix: boolean;
  readonly dollarQuotes: boolean;
  readonly tripleQuotes: boolean;
  readonly quoteOperator: boolean;
  readonly nestedComments: boolean;
  readonly hashComments: boolean;
  readonly slashComments: boolean;
  readonly dashNeedsSpace: boolean;
  readonly versionComments: boolean;
  /** `50744` for 5.7.44, or 0 where the engine has none. */
  readonly versionNumber: number;
  readonly foreignVersionComments: boolean;
  readonly question: boolean;
  readonly dollarNumber: boolean;
  readonly dollarName: boolean;
  readonly colonName: boolean;
  readonly atName: boolean;
  readonly percent: boolean;
  readonly digitNames: boolean;
  readonly backslashCommands: boolean;
  readonly dotCommands: boolean;
  readonly goCommands: boolean;
  readonly slashCommands: boolean;
  readonly delimiterCommands: boolean;
}

const tablesOf = memo((dialect: Dialect): Tables => {
  const { lexis } = dialect.pack;
  const classes = new Uint8Array(128);
  const nameParts = new Uint8Array(128);
  const setAll = (characters: string, value: number): void => {
    for (let i = 0; i < characters.length; i += 1) {
      classes[characters.charCodeAt(i)] = value;
    }
  };
  setAll(" \t\f\v\u0000", SPACE);
  setAll("\n\r", NEWLINE);
  for (let i = 0; i < 26; i += 1) {
    for (const base of [65, 97]) {
      classes[base + i] = NAME_START;
      nameParts[base + i] = 1;
    }
  }
  classes[95] = NAME_START;
  nameParts[95] = 1;
  for (let i = 48; i < 58; i += 1) {
    classes[i] = DIGIT;
    nameParts[i] = 1;
  }
  setAll("()[],;+-*/%^=<>~!&|}", OPERATOR);
  setAll("'", SINGLE_QUOTE);
  setAll('"', DOUBLE_QUOTE);
  setAll("$", DOLLAR);
  setAll("@", AT);
  setAll(":", COLON);
  setAll("?", QUESTION);
  setAll(".", DOT);
  setAll("{", BRACE);
  setAll("\\", BACKSLASH);
  setAll("#", HASH);
  setAll("%", PERCENT);
  if (lexis.customOperators) {
    setAll("`", OPERATOR);
  }
  for (const it of lexis.identifierCharacters) {
    const code = it.charCodeAt(0);
    if (code < 128) {
      nameParts[code] = 1;
    }
  }
  const closers = new Uint8Array(128);
  for (const [open, close] of lexis.identifierQuotes) {
    const code = open.charCodeAt(0);
    if (code < 128) {
      classes[code] = open === '"' ? DOUBLE_QUOTE : NAME_QUOTE;
      closers[code] = close.charCodeAt(0);
    }
  }
  const { terminals } = dialect;
  const words = terminals.filter((it) => /^\w/u.test(it));
  let size = 1024;
  while (size < words.length * 3) {
    size *= 2;
  }
  const slots = new Uint16Array(size);
  const operatorIndices = new Map<string, number>();
  const singles = new Uint16Array(128);
  for (const [index, it] of terminals.entries()) {
    if (it === "") {
      continue;
    }
    if (!/^\w/u.test(it)) {
      operatorIndices.set(it, index);
      if (it.length === 1 && it.charCodeAt(0) < 128) {
        singles[it.charCodeAt(0)] = index;
      }
      continue;
    }
    let hash = 0;
    for (let i = 0; i < it.length; i += 1) {
      hash = hashStep(hash, it.charCodeAt(i));
    }
    let slot = hashEnd(hash) & (size - 1);
    while (slots[slot] !== 0) {
      slot = (slot + 1) & (size - 1);
    }
    slots[slot] = index;
  }
  const operators: (string[] | undefined)[] = [];
  for (const it of new Set([...COMMON_OPERATORS, ...lexis.operators])) {
    const code = it.charCodeAt(0);
    if (it === ".." && dialect.can("four-part-names")) {
      // `db..t` leaves out the schema: two dots, each a separator.
      continue;
    }
    if (it.length > 1 && code < 128) {
      const list = operators[code] ?? [];
      list.push(it);
      operators[code] = list;
    }
  }
  for (const list of operators) {
    list?.sort((a, b) => b.length - a.length);
  }
  const customCharacters = new Uint8Array(128);
  for (let i = 0; i < CUSTOM_OPERATOR_CHARACTERS.length; i += 1) {
    customCharacters[CUSTOM_OPERATOR_CHARACTERS.charCodeAt(i)] = 1;
  }
  const parameters = new Set(lexis.parameters);
  const clientCommands = new Set(lexis.clientCommands);
  const [major = 0, minor = 0, patch = 0] = dialect.version
    .split(".")
    .map((it) => Number.parseInt(it, 10) || 0);
  return {
    classes,
    nameParts,
    slots,
    mask: size - 1,
    terminals,
    reserved: Uint8Array.from(terminals, (_, index) => (dialect.isReserved(index) ? 1 : 0)),
    longestWord: words.reduce((longest, it) => Math.max(longest, it.length), 0),
    operators,
    operatorIndices,
    singles,
    customOperators: lexis.customOperators,
    customCharacters,
    closers,
    backslashEscapes: lexis.backslashEscapes,
    stringPrefixes: new Set(lexis.stringPrefixes.map((it) => it.toUpperCase())),
    escapePrefix: lexis.escapeStringPrefix,
    dollarQuotes: lexis.dollarQuotes,
    tripleQuotes: lexis.tripleQuotes,
    quoteOperator: lexis.quoteOperator,
    nestedComments: lexis.nestedComments,
    hashComments: lexis.hashComments,
    slashComments: lexis.slashComments,
    dashNeedsSpace: lexis.dashCommentNeedsSpace,
    versionComments: lexis.versionComments,
    versionNumber: major * 10_000 + minor * 100 + patch,
    foreignVersionComments: dialect.can("foreign-version-comments"),
    question: parameters.has("?") || parameters.has("?n"),
    dollarNumber: parameters.has("$n"),
    dollarName: parameters.has("$name"),
    colonName: parameters.has(":name"),
    atName: parameters.has("@name") || parameters.has("@@name"),
    percent: parameters.has("%s") || parameters.has("%(name)s"),
    digitNames: dialect.can("names-start-with-digit"),
    backslashCommands: clientCommands.has("backslash"),
    dotCommands: clientCommands.has("dot"),
    goCommands: clientCommands.has("go"),
    slashCommands: clientCommands.has("slash"),
    delimiterCommands: clientCommands.has("delimiter"),
  };
});

function hashStep(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}

function hashEnd(hash: number): number {
  return hash ^ (hash >>> 11);
}

/** Reads one token after the other; its fields describe the last one read. */
export class Scanner {
  readonly text: string;
  readonly #t: Tables;
  #pos: number;
  #inVersionComment = false;
  /** A search for `%}` or `}}` found none in the rest of the text: another need not look. */
  #noTemplateEnd = false;
  #noHoleEnd = false;
  kind: TokenKind = TokenKind.End;
  terminal = 0;
  start = 0;
  end = 0;
  /** `TokenFlag`s of the last token. */
  flags = 0;
  /** A line break (or the start of the text) stands between the last token and the one before. */
  firstOnLine = true;
  /** Where the gap before the last token began. */
  gapStart = 0;
  /** Set by the splitter: the next token begins a statement, so client commands may stand here. */
  atStatementStart = true;
  /** The client's delimiter where it is not `;`. */
  delimiter = "";
  /** The last token is that delimiter. */
  isDelimiter = false;

  constructor(text: string, dialect: Dialect, from = 0) {
    this.text = text;
    this.#t = tablesOf(dialect);
    this.#pos = from;
  }

  get position(): number {
    return this.#pos;
  }

  /** Reads the next token; `End` at the end of the text, as often as it is asked. */
  next(): TokenKind {
    const { text } = this;
    const t = this.#t;
    const { length } = text;
    let pos = this.#pos;
    this.gapStart = pos;
    this.flags = 0;
    this.terminal = 0;
    this.firstOnLine = pos === 0 || text.charCodeAt(pos - 1) === 10;
    this.isDelimiter = false;
    for (;;) {
      if (pos >= length) {
        this.start = length;
        this.end = length;
        this.#pos = length;
        this.kind = TokenKind.End;
        return TokenKind.End;
      }
      const code = text.charCodeAt(pos);
      if (this.delimiter !== "" && text.startsWith(this.delimiter, pos)) {
        this.isDelimiter = true;
        return this.#token(
          TokenKind.Operator,
          pos,
          pos + this.delimiter.length,
          t.singles[59] ?? 0,
        );
      }
      const type = code < 128 ? (t.classes[code] ?? UNKNOWN) : NAME_START;
      switch (type) {
        case SPACE:
          pos += 1;
          continue;
        case NEWLINE:
          pos += 1;
          this.firstOnLine = true;
          continue;
        case NAME_START:
          if (code === 0xfeff && pos === 0) {
            pos += 1;
            continue;
          }
          return this.#word(pos);
        case DIGIT:
          return this.#number(pos);
        case SINGLE_QUOTE:
          return this.#string(pos, pos, t.backslashEscapes);
        case DOUBLE_QUOTE:
          return t.closers[34] === 0
            ? this.#string(pos, pos, t.backslashEscapes)
            : this.#quotedName(pos, pos, 34);
        case NAME_QUOTE:
          return this.#quotedName(pos, pos, t.closers[code] ?? code);
        case DOLLAR:
          return this.#dollar(pos);
        case AT:
          return this.#at(pos);
        case COLON:
          return this.#colon(pos);
        case QUESTION:
          return this.#question(pos);
        case DOT:
          return this.#dot(pos);
        case BRACE: {
          const next = text.charCodeAt(pos + 1);
          if (next === 37) {
            // `{% … %}` of a template language stands where a comment could.
            const close = this.#noTemplateEnd ? -1 : text.indexOf("%}", pos + 2);
            this.#noTemplateEnd = close < 0;
            if (close >= 0) {
              pos = close + 2;
              continue;
            }
          }
          return this.#brace(pos);
        }
        case BACKSLASH:
          if (t.backslashCommands && !this.atStatementStart && !endsQuery(text, pos)) {
            pos = endOfLine(text, pos);
            continue;
          }
          return this.#backslash(pos);
        case HASH:
          if (t.hashComments) {
            pos = endOfLine(text, pos);
            continue;
          }
          return t.nameParts[35] === 1 ? this.#word(pos) : this.#operator(pos);
        case PERCENT:
          return this.#percent(pos);
        case OPERATOR: {
          const next = text.charCodeAt(pos + 1);
          if (code === 45 && next === 45 && this.#isDashComment(pos)) {
            pos = endOfLine(text, pos);
            continue;
          }
          if (code === 47) {
            if (next === 42) {
              const after = this.#blockComment(pos);
              if (after < 0) {
                pos = -after;
                this.flags |= TokenFlag.Unclosed;
                continue;
              }
              pos = after;
              continue;
            }
            if (next === 47 && t.slashComments) {
              pos = endOfLine(text, pos);
              continue;
            }
          }
          if (code === 42 && next === 47 && this.#inVersionComment) {
            this.#inVersionComment = false;
            pos += 2;
            continue;
          }
          return this.#operator(pos);
        }
        default:
          return this.#token(TokenKind.Unknown, pos, pos + 1, 0);
      }
    }
  }

  /** Makes everything to `end` one token of that kind and goes on after it. */
  take(kind: TokenKind, start: number, end: number): void {
    this.#token(kind, start, end, 0);
  }

  /** A statement begins: what a version comment left open does not reach into it. */
  startStatement(): void {
    this.atStatementStart = true;
    this.#inVersionComment = false;
  }

  /** Goes back or forth; the caller knows that `position` begins a token or a gap. */
  moveTo(position: number): void {
    this.#pos = position;
  }

  #token(kind: TokenKind, start: number, end: number, terminal: number): TokenKind {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.terminal = terminal;
    this.#pos = end;
    return kind;
  }

  #isDashComment(pos: number): boolean {
    if (!this.#t.dashNeedsSpace) {
      return true;
    }
    const after = this.text.charCodeAt(pos + 2);
    return !(after > 32);
  }

  /** Where the comment ends, or minus the length of the text where it does not. */
  #blockComment(pos: number): number {
    const { text } = this;
    const t = this.#t;
    if (t.versionComments && !this.#inVersionComment) {
      const bang = text.charCodeAt(pos + 2) === 33;
      const foreign = text.charCodeAt(pos + 2) === 77 && text.charCodeAt(pos + 3) === 33;
      if (bang || (foreign && t.foreignVersionComments)) {
        let at = pos + (bang ? 3 : 4);
        let version = 0;
        let digits = 0;
        while (digits < 6 && isDigit(text.charCodeAt(at))) {
          version = version * 10 + text.charCodeAt(at) - 48;
          digits += 1;
          at += 1;
        }
        // The engine that shares the syntax numbers its versions from 10.0 and skips what is meant for the other.
        const skipped = bang && t.foreignVersionComments && version >= 50_700 && version < 100_000;
        if (!skipped && (digits < 5 || version <= t.versionNumber)) {
          this.#inVersionComment = true;
          return at;
        }
      }
    }
    if (!t.nestedComments) {
      const close = text.indexOf("*/", pos + 2);
      return close < 0 ? -text.length : close + 2;
    }
    let depth = 1;
    let at = pos + 2;
    const { length } = text;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code === 42 && text.charCodeAt(at + 1) === 47) {
        depth -= 1;
        at += 2;
        if (depth === 0) {
          return at;
        }
      } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
        depth += 1;
        at += 2;
      } else {
        at += 1;
      }
    }
    return -length;
  }

  #word(start: number): TokenKind {
    const { text } = this;
    const t = this.#t;
    const { length } = text;
    const { nameParts } = t;
    let pos = start;
    let hash = 0;
    let ascii = true;
    while (pos < length) {
      const code = text.charCodeAt(pos);
      if (code < 128) {
        if (nameParts[code] !== 1 || (code === DOLLAR_CODE && this.#isDelimiterAt(pos))) {
          break;
        }
        hash = hashStep(hash, code >= 97 && code <= 122 ? code - 32 : code);
      } else {
        ascii = false;
      }
      pos += 1;
    }
    const next = text.charCodeAt(pos);
    if (next === 39 || next === 34 || next === 38) {
      const prefixed = this.#prefixed(start, pos, next);
      if (prefixed >= 0) {
        return prefixed as TokenKind;
      }
    }
    if (pos === start) {
      return this.#operator(start);
    }
    const terminal = ascii && pos - start <= t.longestWord ? this.#find(start, pos, hash) : 0;
    return this.#token(TokenKind.Word, start, pos, terminal);
  }

  #find(start: number, end: number, hash: number): number {
    const { text } = this;
    const { slots, mask, terminals } = this.#t;
    const size = end - start;
    let slot = hashEnd(hash) & mask;
    for (;;) {
      const index = slots[slot] ?? 0;
      if (index === 0) {
        return 0;
      }
      const word = terminals[index] ?? "";
      if (word.length === size) {
        let i = 0;
        while (i < size) {
          const code = text.charCodeAt(start + i);
          if ((code >= 97 && code <= 122 ? code - 32 : code) !== word.charCodeAt(i)) {
            break;
          }
          i += 1;
        }
        if (i === size) {
          return index;
        }
      }
      slot = (slot + 1) & mask;
    }
  }

  /** A string or name whose prefix is the word just read; -1 where the word is a word. */
  #prefixed(start: number, end: number, next: number): number {
    const { text } = this;
    const t = this.#t;
    const size = end - start;
    const first = text.charCodeAt(start) & ~32;
    if (next === 38) {
      // U&'…' and U&"…".
      const quote = text.charCodeAt(end + 1);
      if (
        size !== 1 ||
        first !== 85 ||
        (quote !== 39 && quote !== 34) ||
        !t.stringPrefixes.has("U&")
      ) {
        return -1;
      }
      return quote === 34
        ? this.#quotedName(start, end + 1, 34)
        : this.#string(start, end + 1, false);
    }
    if (next === 34 && t.closers[34] !== 0) {
      return -1;
    }
    if (size === 1 && first === 69 && t.escapePrefix) {
      return this.#string(start, end, true);
    }
    if (t.quoteOperator && next === 39) {
      const last = text.charCodeAt(end - 1) & ~32;
      if (last === 81 && (size === 1 || (size === 2 && first === 78))) {
        return this.#delimited(start, end);
      }
    }
    const prefix = text.slice(start, end).toUpperCase();
    if (t.stringPrefixes.has(prefix)) {
      const raw = prefix.includes("R") && t.tripleQuotes;
      return this.#string(start, end, t.backslashEscapes && !raw && prefix !== "X");
    }
    return text.charCodeAt(start) === 95 && t.stringPrefixes.has("_CHARSET")
      ? this.#string(start, end, t.backslashEscapes)
      : -1;
  }

  /** `q'[…]'`. */
  #delimited(start: number, quote: number): TokenKind {
    const { text } = this;
    const open = text.charAt(quote + 1);
    const close = { "[": "]", "(": ")", "{": "}", "<": ">" }[open] ?? open;
    const end = open === "" ? -1 : text.indexOf(`${close}'`, quote + 2);
    if (end < 0) {
      this.flags |= TokenFlag.Unclosed;
      return this.#token(TokenKind.String, start, text.length, 0);
    }
    return this.#token(TokenKind.String, start, end + 2, 0);
  }

  #string(start: number, open: number, escapes: boolean): TokenKind {
    const { text } = this;
    const { length } = text;
    const quote = text.charCodeAt(open);
    if (
      this.#t.tripleQuotes &&
      text.charCodeAt(open + 1) === quote &&
      text.charCodeAt(open + 2) === quote
    ) {
      let at = open + 3;
      while (at < length) {
        const code = text.charCodeAt(at);
        if (code === 92 && escapes) {
          at += 2;
        } else if (
          code === quote &&
          text.charCodeAt(at + 1) === quote &&
          text.charCodeAt(at + 2) === quote
        ) {
          return this.#token(TokenKind.String, start, at + 3, 0);
        } else {
          at += 1;
        }
      }
      this.flags |= TokenFlag.Unclosed;
      return this.#token(TokenKind.String, start, length, 0);
    }
    let pos = open + 1;
    if (!escapes) {
      const character = quote === 39 ? "'" : '"';
      for (;;) {
        const close = text.indexOf(character, pos);
        if (close < 0) {
          break;
        }
        if (text.charCodeAt(close + 1) !== quote) {
          return this.#token(TokenKind.String, start, close + 1, 0);
        }
        pos = close + 2;
      }
    } else {
      while (pos < length) {
        const code = text.charCodeAt(pos);
        if (code === 92) {
          pos += 2;
        } else if (code === quote) {
          if (text.charCodeAt(pos + 1) !== quote) {
            return this.#token(TokenKind.String, start, pos + 1, 0);
          }
          pos += 2;
        } else {
          pos += 1;
        }
      }
    }
    this.flags |= TokenFlag.Unclosed;
    return this.#token(TokenKind.String, start, length, 0);
  }

  #quotedName(start: number, open: number, closer: number): TokenKind {
    const { text } = this;
    const character = String.fromCharCode(closer);
    let pos = open + 1;
    for (;;) {
      const close = text.indexOf(character, pos);
      if (close < 0) {
        this.flags |= TokenFlag.Unclosed;
        return this.#token(TokenKind.QuotedName, start, text.length, 0);
      }
      if (text.charCodeAt(close + 1) !== closer) {
        return this.#token(TokenKind.QuotedName, start, close + 1, 0);
      }
      pos = close + 2;
    }
  }

  #number(start: number): TokenKind {
    const { text } = this;
    const t = this.#t;
    let pos = start;
    const first = text.charCodeAt(pos);
    const second = text.charCodeAt(pos + 1) | 32;
    if (first === 48 && (second === 120 || second === 98 || second === 111)) {
      let at = pos + 2;
      while (isBaseDigit(text.charCodeAt(at), second)) {
        at += 1;
      }
      if (at > pos + 2 && !this.#isNamePart(at)) {
        return this.#token(TokenKind.Number, start, at, 0);
      }
    }
    pos = digitsEnd(text, pos);
    let whole = true;
    if (text.charCodeAt(pos) === 46 && text.charCodeAt(pos + 1) !== 46) {
      whole = false;
      pos = digitsEnd(text, pos + 1);
    }
    const exponent = text.charCodeAt(pos) | 32;
    if (exponent === 101) {
      const sign = text.charCodeAt(pos + 1);
      const at = sign === 43 || sign === 45 ? pos + 2 : pos + 1;
      if (isDigit(text.charCodeAt(at))) {
        whole = false;
        pos = digitsEnd(text, at);
      }
    }
    if (this.#isNamePart(pos)) {
      if (t.digitNames && whole) {
        return this.#word(start);
      }
      this.flags |= TokenFlag.Junk;
    }
    return this.#token(TokenKind.Number, start, pos, 0);
  }

  #isNamePart(pos: number): boolean {
    const code = this.text.charCodeAt(pos);
    return (
      code >= 128 ||
      (this.#t.nameParts[code] === 1 && !(code === DOLLAR_CODE && this.#isDelimiterAt(pos)))
    );
  }

  /** `END$$`: a dollar that would go on with a name ends it where it begins the client's delimiter. */
  #isDelimiterAt(pos: number): boolean {
    return this.delimiter !== "" && this.text.startsWith(this.delimiter, pos);
  }

  #dot(pos: number): TokenKind {
    const { text } = this;
    const t = this.#t;
    if (
      t.dotCommands &&
      this.atStatementStart &&
      this.firstOnLine &&
      isLetter(text.charCodeAt(pos + 1))
    ) {
      return this.#token(TokenKind.ClientCommand, pos, endOfLine(text, pos), 0);
    }
    if (isDigit(text.charCodeAt(pos + 1))) {
      // `t.1a` is a column where names may start with a digit; `.5` is a number.
      if (!(t.digitNames && this.#isNamePart(pos - 1))) {
        let end = digitsEnd(text, pos + 1);
        const exponent = text.charCodeAt(end) | 32;
        if (exponent === 101) {
          const sign = text.charCodeAt(end + 1);
          const at = sign === 43 || sign === 45 ? end + 2 : end + 1;
          if (isDigit(text.charCodeAt(at))) {
            end = digitsEnd(text, at);
          }
        }
        if (this.#isNamePart(end)) {
          this.flags |= TokenFlag.Junk;
        }
        return this.#token(TokenKind.Number, pos, end, 0);
      }
    }
    return this.#operator(pos);
  }

  #dollar(pos: number): TokenKind {
    const { text } = this;
    const t = this.#t;
    const next = text.charCodeAt(pos + 1);
    if (next === 123) {
      return this.#token(TokenKind.Hole, pos, holeEnd(text, pos + 1), 0);
    }
    if (isDigit(next)) {
      const end = digitsEnd(text, pos + 1);
      if (t.dollarNumber || t.dollarName) {
        if (this.#isNamePart(end)) {
          this.flags |= TokenFlag.Junk;
        }
        return this.#token(TokenKind.Parameter, pos, end, 0);
      }
      const fraction = text.charCodeAt(end) === 46 ? digitsEnd(text, end + 1) : end;
      return this.#token(TokenKind.Number, pos, fraction, 0);
    }
    if (t.dollarQuotes && (next === 36 || isLetter(next) || next === 95 || next >= 128)) {
      let at = pos + 1;
      while (
        isLetter(text.charCodeAt(at)) ||
        isDigit(text.charCodeAt(at)) ||
        text.charCodeAt(at) === 95 ||
        text.charCodeAt(at) >= 128
      ) {
        at += 1;
      }
      if (text.charCodeAt(at) === 36) {
        const tag = text.slice(pos, at + 1);
        const close = text.indexOf(tag, at + 1);
        if (close < 0) {
          this.flags |= TokenFlag.Unclosed;
          return this.#token(TokenKind.String, pos, text.length, 0);
        }
        return this.#token(TokenKind.String, pos, close + tag.length, 0);
      }
    }
    if (isLetter(next) || next === 95 || next >= 128) {
      let at = pos + 1;
      while (this.#isNamePart(at)) {
        at += 1;
      }
      return this.#token(t.dollarName ? TokenKind.Parameter : TokenKind.Word, pos, at, 0);
    }
    return t.nameParts[36] === 1 && this.#isNamePart(pos + 1)
      ? this.#word(pos)
      : this.#operatorOrUnknown(pos);
  }

  #at(pos: number): TokenKind {
    const { text } = this;
    const t = this.#t;
    if (!t.atName) {
      return this.#operator(pos);
    }
    const system = text.charCodeAt(pos + 1) === 64;
    const from = system ? pos + 2 : pos + 1;
    const code = text.charCodeAt(from);
    if (code === 39 || code === 34 || code === 96) {
      this.#quotedName(pos, from, code);
      return this.#token(TokenKind.Variable, pos, this.end, 0);
    }
    let at = from;
    while (
      this.#isNamePart(at) ||
      (text.charCodeAt(at) === 46 && this.#isNamePart(at + 1)) ||
      text.charCodeAt(at) === 36
    ) {
      at += 1;
    }
    return at === from ? this.#operator(pos) : this.#token(TokenKind.Variable, pos, at, 0);
  }

  #colon(pos: number): TokenKind {
    const { text } = this;
    const t = this.#t;
    const next = text.charCodeAt(pos + 1);
    if (t.colonName && next !== 58 && next !== 61) {
      // After a name or a bracket `:` is the colon of a slice or a path, unless a keyword stands there.
      const glued = pos === this.end && pos > 0 && this.gapStart === pos && this.#gluesColon();
      if (!glued) {
        if (isLetter(next) || next === 95 || isDigit(next) || next >= 128) {
          let at = pos + 1;
          while (this.#isNamePart(at)) {
            at += 1;
          }
          return this.#token(TokenKind.Parameter, pos, at, 0);
        }
        if ((next === 39 || next === 34) && t.backslashCommands) {
          this.#quotedName(pos, pos + 1, next);
          return this.#token(TokenKind.Parameter, pos, this.end, 0);
        }
      }
    }
    return this.#operator(pos);
  }

  #gluesColon(): boolean {
    if (this.kind === TokenKind.Word) {
      const before = this.terminalBefore;
      return before === 0 || this.#t.reserved[before] !== 1;
    }
    if (this.kind === TokenKind.Operator) {
      const last = this.text.charCodeAt(this.end - 1);
      return last === 41 || last === 93;
    }
    return (
      this.kind === TokenKind.QuotedName ||
      this.kind === TokenKind.Number ||
      this.kind === TokenKind.Parameter
    );
  }

  /** Whether the word before is a keyword; asked only where a colon follows it directly. */
  get terminalBefore(): number {
    let hash = 0;
    for (let i = this.start; i < this.end; i += 1) {
      const code = this.text.charCodeAt(i);
      hash = hashStep(hash, code >= 97 && code <= 122 ? code - 32 : code);
    }
    return this.#find(this.start, this.end, hash);
  }

  #question(pos: number): TokenKind {
    if (!this.#t.question) {
      return this.#operator(pos);
    }
    if (this.text.charCodeAt(pos + 1) === 63) {
      // `??`, a name's placeholder of some drivers.
      return this.#token(TokenKind.Parameter, pos, pos + 2, 0);
    }
    return this.#token(TokenKind.Parameter, pos, digitsEnd(this.text, pos + 1), 0);
  }

  #percent(pos: number): TokenKind {
    const { text } = this;
    if (this.#t.percent) {
      const next = text.charCodeAt(pos + 1);
      if (next === 115 && !this.#isNamePart(pos + 2)) {
        return this.#token(TokenKind.Parameter, pos, pos + 2, 0);
      }
      if (next === 40) {
        let at = pos + 2;
        while (this.#isNamePart(at) || text.charCodeAt(at) === 46) {
          at += 1;
        }
        if (at > pos + 2 && text.charCodeAt(at) === 41 && text.charCodeAt(at + 1) === 115) {
          return this.#token(TokenKind.Parameter, pos, at + 2, 0);
        }
      }
      if (next === 37) {
        return this.#token(TokenKind.Operator, pos, pos + 2, this.#t.singles[37] ?? 0);
      }
    }
    return this.#operator(pos);
  }

  #brace(pos: number): TokenKind {
    const { text } = this;
    if (text.charCodeAt(pos + 1) === 123) {
      const close = this.#noHoleEnd ? -1 : text.indexOf("}}", pos + 2);
      this.#noHoleEnd = close < 0;
      if (close >= 0) {
        return this.#token(TokenKind.Hole, pos, close + 2, 0);
      }
    }
    let at = pos + 1;
    while (this.#isNamePart(at) || (at > pos + 1 && text.charCodeAt(at) === 46)) {
      at += 1;
    }
    if (at > pos + 1 && text.charCodeAt(at) === 125) {
      return this.#token(TokenKind.Hole, pos, at + 1, 0);
    }
    return this.#operatorOrUnknown(pos);
  }

  #backslash(pos: number): TokenKind {
    const { text } = this;
    const t = this.#t;
    const next = text.charCodeAt(pos + 1);
    if (t.backslashCommands) {
      if (next === 59) {
        return this.#token(TokenKind.Operator, pos, pos + 2, t.singles[59] ?? 0);
      }
      return this.#token(TokenKind.ClientCommand, pos, endOfLine(text, pos), 0);
    }
    if (t.backslashEscapes && next === 78 && !this.#isNamePart(pos + 2)) {
      // `\N` is NULL in a file of the engines whose strings know backslashes.
      return this.#token(TokenKind.Operator, pos, pos + 2, 0);
    }
    return this.#token(TokenKind.Unknown, pos, pos + 1, 0);
  }

  #operatorOrUnknown(pos: number): TokenKind {
    const single = this.#t.singles[this.text.charCodeAt(pos)] ?? 0;
    return single === 0
      ? this.#token(TokenKind.Unknown, pos, pos + 1, 0)
      : this.#token(TokenKind.Operator, pos, pos + 1, single);
  }

  #operator(pos: number): TokenKind {
    const { text } = this;
    const t = this.#t;
    const code = text.charCodeAt(pos);
    if (t.customOperators && t.customCharacters[code] === 1) {
      return this.#customOperator(pos);
    }
    const candidates = t.operators[code];
    if (candidates !== undefined) {
      for (let i = 0; i < candidates.length; i += 1) {
        const it = candidates[i] ?? "";
        if (text.startsWith(it, pos)) {
          return this.#token(
            TokenKind.Operator,
            pos,
            pos + it.length,
            t.operatorIndices.get(it) ?? 0,
          );
        }
      }
    }
    const single = code < 128 ? (t.singles[code] ?? 0) : 0;
    return single === 0
      ? this.#token(TokenKind.Unknown, pos, pos + 1, 0)
      : this.#token(TokenKind.Operator, pos, pos + 1, single);
  }

  #customOperator(start: number): TokenKind {
    const { text } = this;
    const t = this.#t;
    let end = start;
    let free = false;
    for (;;) {
      const code = text.charCodeAt(end);
      if (!(code < 128) || t.customCharacters[code] !== 1) {
        break;
      }
      if (end > start) {
        const next = text.charCodeAt(end + 1);
        if ((code === 45 && next === 45) || (code === 47 && next === 42)) {
          break;
        }
      }
      free ||= CUSTOM_OPERATOR_FREE.includes(text.charAt(end));
      end += 1;
    }
    if (!free) {
      while (end > start + 1) {
        const last = text.charCodeAt(end - 1);
        if (last !== 43 && last !== 45) {
          break;
        }
        end -= 1;
      }
    }
    if (end === start + 1) {
      return this.#token(TokenKind.Operator, start, end, t.singles[text.charCodeAt(start)] ?? 0);
    }
    return this.#token(
      TokenKind.Operator,
      start,
      end,
      t.operatorIndices.get(text.slice(start, end)) ?? 0,
    );
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  const upper = code & ~32;
  return code < 128 && upper >= 65 && upper <= 90;
}

function isBaseDigit(code: number, base: number): boolean {
  if (code === 95) {
    return true;
  }
  if (base === 98) {
    return code === 48 || code === 49;
  }
  if (base === 111) {
    return code >= 48 && code <= 55;
  }
  const upper = code & ~32;
  return isDigit(code) || (upper >= 65 && upper <= 70);
}

/** The end of a run of digits, with single underscores between them. */
function digitsEnd(text: string, from: number): number {
  let pos = from;
  for (;;) {
    const code = text.charCodeAt(pos);
    if (isDigit(code) || (code === 95 && pos > from && isDigit(text.charCodeAt(pos + 1)))) {
      pos += 1;
    } else {
      return pos;
    }
  }
}

function endOfLine(text: string, from: number): number {
  let pos = from;
  const { length } = text;
  while (pos < length) {
    const code = text.charCodeAt(pos);
    if (code === 10 || code === 13) {
      break;
    }
    pos += 1;
  }
  return pos;
}

/** A hole of a host language is no longer than this. */
const HOLE_LIMIT = 4096;

/** The end of `{ … }` with nested braces and strings; an unclosed one ends with its line. */
function holeEnd(text: string, open: number): number {
  let depth = 0;
  let pos = open;
  const limit = Math.min(text.length, open + HOLE_LIMIT);
  while (pos < limit) {
    const code = text.charCodeAt(pos);
    if (code === 123) {
      depth += 1;
    } else if (code === 125) {
      depth -= 1;
      if (depth === 0) {
        return pos + 1;
      }
    } else if (code === 39 || code === 34 || code === 96) {
      const quote = code;
      pos += 1;
      while (pos < limit && text.charCodeAt(pos) !== quote) {
        pos += 1;
      }
    }
    pos += 1;
  }
  return endOfLine(text, open);
}

const QUERY_ENDING_COMMAND =
  /\\(?:g|gx|gset|gexec|gdesc|watch|crosstabview|bind|bind_named|parse|;)(?![a-z_])/uy;

/** Is this a backslash command that sends the query before it? Others may stand inside a query. */
function endsQuery(text: string, pos: number): boolean {
  if (text.charCodeAt(pos + 1) === 59) {
    return true;
  }
  QUERY_ENDING_COMMAND.lastIndex = pos;
  return QUERY_ENDING_COMMAND.test(text);
}

const NO_FLAGS: ReadonlyMap<number, number> = new Map();

/** Collects tokens in flat arrays that grow, and cuts a statement's tokens out of them. */
export class TokenBuffer {
  count = 0;
  #kinds: Uint8Array;
  #terminals: Uint16Array;
  #starts: Int32Array;
  #ends: Int32Array;
  #flags: Map<number, number> | undefined;

  constructor(capacity: number) {
    this.#kinds = new Uint8Array(capacity);
    this.#terminals = new Uint16Array(capacity);
    this.#starts = new Int32Array(capacity);
    this.#ends = new Int32Array(capacity);
  }

  push(kind: TokenKind, terminal: number, start: number, end: number, flags: number): void {
    const { count } = this;
    if (count + 1 >= this.#kinds.length) {
      this.#grow();
    }
    this.#kinds[count] = kind;
    this.#terminals[count] = terminal;
    this.#starts[count] = start;
    this.#ends[count] = end;
    if (flags !== 0) {
      this.#flags ??= new Map();
      this.#flags.set(count, flags);
    }
    this.count = count + 1;
  }

  terminalAt(index: number): number {
    return this.#terminals[index] ?? 0;
  }

  kindAt(index: number): number {
    return this.#kinds[index] ?? 0;
  }

  startAt(index: number): number {
    return this.#starts[index] ?? 0;
  }

  endAt(index: number): number {
    return this.#ends[index] ?? 0;
  }

  /** Everything collected as the tokens of a text of that length that begins at `base`; empties the buffer. */
  cut(base: number, length: number): Tokens {
    const { count } = this;
    const kinds = this.#kinds.slice(0, count + 1);
    const terminals = this.#terminals.slice(0, count + 1);
    const starts = new Int32Array(count + 1);
    const ends = new Int32Array(count + 1);
    for (let i = 0; i < count; i += 1) {
      starts[i] = (this.#starts[i] ?? 0) - base;
      ends[i] = (this.#ends[i] ?? 0) - base;
    }
    kinds[count] = TokenKind.End;
    terminals[count] = 0;
    starts[count] = length;
    ends[count] = length;
    const flags = this.#flags ?? NO_FLAGS;
    this.#flags = undefined;
    this.count = 0;
    return { count, kinds, terminals, starts, ends, flags };
  }

  #grow(): void {
    const size = this.#kinds.length * 2;
    const kinds = new Uint8Array(size);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
    const terminals = new Uint16Array(size);
    terminals.set(this.#terminals);
    this.#terminals = terminals;
    const starts = new Int32Array(size);
    starts.set(this.#starts);
    this.#starts = starts;
    const ends = new Int32Array(size);
    ends.set(this.#ends);
    this.#ends = ends;
  }
}

/** The tokens of a text as one piece, whatever statements it holds. */
export function lex(text: string, dialect: Dialect): Tokens {
  const scanner = new Scanner(text, dialect);
  const buffer = new TokenBuffer(16);
  scanner.atStatementStart = false;
  while (scanner.next() !== TokenKind.End) {
    buffer.push(scanner.kind, scanner.terminal, scanner.start, scanner.end, scanner.flags);
  }
  const count = buffer.count;
  const tokens = buffer.cut(0, text.length);
  return (scanner.flags & TokenFlag.Unclosed) === 0
    ? tokens
    : { ...tokens, flags: new Map([...tokens.flags, [count, scanner.flags]]) };
}
