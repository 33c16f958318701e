/**
 * The cursor that all grammar functions share: it looks at tokens, consumes them, records problems,
 * and notes what could have stood at one chosen place (the probe), which is how completion knows the
 * grammar without a second copy of it.
 *
 * Grammar functions take the parser and return nodes. They never throw and always make progress or
 * return; a list that cannot go on stops at a token its caller knows.
 */
import type {
  Delete,
  Expression,
  Insert,
  Merge,
  Missing,
  Name,
  NodeBase,
  QualifiedName,
  Query,
  Star,
  StatementNode,
  TypeName,
  Update,
  With,
} from "./ast.ts";
import { type Dialect, decodeUnicodeEscapes } from "./dialect.ts";
import { type Operators, operatorsOf } from "./operators.ts";
import type { Terminal } from "./terminals.ts";
import { TokenKind, type Tokens } from "./tokens.ts";

/** Nesting beyond this is a problem and not a stack overflow; engines stop at similar depths. */
export const MAX_DEPTH = 400;

/** No token is at this index. */
const NO_PROBE = -1;

export interface Problem {
  readonly start: number;
  readonly end: number;
  /** `syntax`: no engine reads this. `unavailable`: this engine (or version) does not have it. `depth`, `unclosed`: as they say. */
  readonly code: "syntax" | "unavailable" | "unclosed" | "depth";
  readonly message: string;
}

/** What sort of name may stand at the probe, beside keywords. */
export type Slot =
  | "expression"
  | "column"
  | "relation"
  | "table"
  | "alias"
  | "new-name"
  | "type"
  | "function"
  | "schema"
  | "database"
  | "role"
  | "index"
  | "constraint"
  | "collation"
  | "setting"
  | "trigger"
  | "sequence"
  | "view"
  | "routine"
  | "cte"
  | "window"
  | "extension"
  | "string"
  | "number"
  | "other-name";

/** Rules that refer to each other across files; the composition root is `parse.ts`. */
export interface Grammar {
  statement(p: Parser): StatementNode;
  query(p: Parser): Query;
  /** Set operations and the tail after a query that was read already. */
  continueQuery(p: Parser, left: Query, start: number): Query;
  expression(p: Parser): Expression;
  expressionList(p: Parser): Expression[];
  specialCall(p: Parser): Expression | undefined;
  /** EXCEPT, REPLACE and what else may follow a star that was read. */
  starOptions(p: Parser, star: Star): Star;
  typeName(p: Parser): TypeName | undefined;
  dml(p: Parser, start: number, withNode: With | undefined): Insert | Update | Delete | Merge;
}

/** What may follow an alias, and does not begin a statement. */
const AFTER_ALIAS = new Set([
  ",",
  ".",
  ")",
  ";",
  "(",
  "ON",
  "FROM",
  "JOIN",
  "CROSS",
  "INNER",
  "LEFT",
  "RIGHT",
  "FULL",
  "NATURAL",
  "WHERE",
  "GROUP",
  "ORDER",
  "LIMIT",
  "UNION",
]);

/** The list without the room it grew into: trees live long, and most lists are short. */
export function exact<T>(items: T[]): T[] {
  return items.slice();
}

/** What parsers without a probe share: nothing is ever added. */
const NO_TERMINALS: Set<Terminal> = new Set();
const NO_SLOTS: Set<Slot> = new Set();

export class Parser {
  readonly text: string;
  readonly tokens: Tokens;
  readonly dialect: Dialect;
  readonly grammar: Grammar;
  readonly problems: Problem[] = [];
  /** Index of the current token. */
  pos = 0;
  /** Kind of the current token. */
  kind: TokenKind;
  /** The current token's keyword or operator (upper-case), or "" where it is neither. */
  word: string;
  /** The same as an index into the dialect's terminals; 0 for none. */
  terminal: number;
  readonly operators: Operators;
  /** End offset of the token before the current one. */
  lastEnd = 0;
  depth = 0;
  /** The nesting bound was met: the rest of the statement is not read. */
  isTooDeep = false;
  /** Set while parsing under `NOT` of a lower precedence and the like; see the expression grammar. */
  probe: number;
  /** Offset of a probe inside a body that is a string; -1 where there is none. */
  bodyProbe = NO_PROBE;
  /** The parser of the body that holds `bodyProbe`. */
  probedBody: Parser | undefined;
  /** Keywords and operators that were looked for at the probe. */
  readonly expectedTerminals: Set<Terminal>;
  readonly expectedSlots: Set<Slot>;

  constructor(text: string, tokens: Tokens, dialect: Dialect, grammar: Grammar, probe = NO_PROBE) {
    this.text = text;
    this.tokens = tokens;
    this.dialect = dialect;
    this.grammar = grammar;
    this.probe = probe;
    this.expectedTerminals = probe < 0 ? NO_TERMINALS : new Set();
    this.expectedSlots = probe < 0 ? NO_SLOTS : new Set();
    this.kind = (tokens.kinds[0] ?? TokenKind.End) as TokenKind;
    this.terminal = tokens.terminals[0] ?? 0;
    this.word = dialect.terminals[this.terminal] ?? "";
    this.operators = operatorsOf(dialect);
  }

  /** Start offset of the current token. */
  get start(): number {
    return this.tokens.starts[this.pos] ?? this.text.length;
  }

  /** End offset of the current token. */
  get end(): number {
    return this.tokens.ends[this.pos] ?? this.text.length;
  }

  get atEnd(): boolean {
    return this.kind === TokenKind.End;
  }

  /** The current token's text. */
  get tokenText(): string {
    return this.text.slice(this.start, this.end);
  }

  moveTo(pos: number): void {
    this.pos = pos;
    this.kind = (this.tokens.kinds[pos] ?? TokenKind.End) as TokenKind;
    this.terminal = this.tokens.terminals[pos] ?? 0;
    this.word = this.dialect.terminals[this.terminal] ?? "";
    this.lastEnd = pos > 0 ? (this.tokens.ends[pos - 1] ?? 0) : 0;
  }

  advance(): void {
    const { pos, tokens } = this;
    if (pos < tokens.count) {
      this.lastEnd = tokens.ends[pos] ?? 0;
      const next = pos + 1;
      this.pos = next;
      this.kind = (tokens.kinds[next] ?? TokenKind.End) as TokenKind;
      const terminal = tokens.terminals[next] ?? 0;
      this.terminal = terminal;
      this.word = this.dialect.terminals[terminal] ?? "";
    }
  }

  /** The terminal `ahead` tokens on. */
  peekTerminal(ahead = 1): number {
    return this.tokens.terminals[this.pos + ahead] ?? 0;
  }

  /** Does the current token follow the one before without a gap? */
  get glued(): boolean {
    return this.start === this.lastEnd;
  }

  /** Is the current token this keyword or operator? Asking at the probe is how expectations are noted. */
  at(terminal: Terminal): boolean {
    if (this.pos === this.probe) {
      this.expectedTerminals.add(terminal);
    }
    return this.word === terminal;
  }

  /** `at` that notes nothing: for tests that follow from what was asked already. */
  is(terminal: Terminal): boolean {
    return this.word === terminal;
  }

  /** `at` that notes the word only where the engine has the capability. */
  offers(terminal: Terminal, capability: string): boolean {
    if (this.pos === this.probe && this.dialect.can(capability)) {
      this.expectedTerminals.add(terminal);
    }
    return this.word === terminal;
  }

  /** `at` for a sequence: `GROUP BY`. Only the first is noted as expected. */
  atAll(first: Terminal, ...rest: readonly Terminal[]): boolean {
    if (!this.at(first)) {
      return false;
    }
    for (let i = 0; i < rest.length; i += 1) {
      if (this.peek(i + 1) !== rest[i]) {
        if (this.pos + i + 1 === this.probe) {
          this.expectedTerminals.add(rest[i] as Terminal);
        }
        return false;
      }
    }
    return true;
  }

  /** The keyword or operator `ahead` tokens on; "" where it is neither. */
  peek(ahead = 1): string {
    return this.dialect.terminals[this.tokens.terminals[this.pos + ahead] ?? 0] ?? "";
  }

  peekKind(ahead = 1): TokenKind {
    return (this.tokens.kinds[this.pos + ahead] ?? TokenKind.End) as TokenKind;
  }

  accept(terminal: Terminal): boolean {
    if (this.at(terminal)) {
      this.advance();
      return true;
    }
    return false;
  }

  /** Consumes the whole sequence or nothing. */
  acceptAll(first: Terminal, ...rest: readonly Terminal[]): boolean {
    if (this.atAll(first, ...rest)) {
      this.moveTo(this.pos + 1 + rest.length);
      return true;
    }
    return false;
  }

  /** The first of these that stands here, consumed. */
  acceptAny<T extends Terminal>(...terminals: readonly T[]): T | undefined {
    for (const it of terminals) {
      if (this.at(it)) {
        this.advance();
        return it;
      }
    }
    return undefined;
  }

  /** Is this the LOOP after the query of a FOR, and no alias of that name? */
  atLoopBody(): boolean {
    return (
      this.word === "LOOP" && this.peekKind() !== TokenKind.End && !AFTER_ALIAS.has(this.peek())
    );
  }

  /** Consumes it, or records a problem and stays. */
  expect(terminal: Terminal): boolean {
    if (this.accept(terminal)) {
      return true;
    }
    this.expected(terminal);
    return false;
  }

  /** Records "expected X but found Y" at the current token; one problem a place. */
  expected(what: string): void {
    if (this.pos === this.probe) {
      // Something must stand here: what could follow it cannot stand in its place.
      this.probe = NO_PROBE;
    }
    const found = this.atEnd ? "the statement ends" : `found ${shown(this.tokenText)}`;
    this.problem("syntax", `Expected ${what}, but ${found}.`);
  }

  problem(code: Problem["code"], message: string, range?: NodeBase): void {
    const start = range?.start ?? this.start;
    const end = range?.end ?? Math.max(this.end, start);
    if (this.isTooDeep && code === "syntax") {
      // What is missing after that is not read, and not missing.
      return;
    }
    const last = this.problems.at(-1);
    if (last !== undefined && last.start === start && code === "syntax") {
      return;
    }
    this.problems.push({ start, end, code, message });
  }

  /** Records a problem unless the engine has the capability. */
  needs(capability: string, range: NodeBase, what: string): void {
    if (!this.dialect.can(capability)) {
      this.problem("unavailable", `${this.dialect.pack.title} has no ${what}.`, range);
    }
  }

  /** Notes at the probe that such a name may stand here. */
  slot(slot: Slot): void {
    if (this.pos === this.probe) {
      this.expectedSlots.add(slot);
    }
  }

  /** May the current token be a name here? A word that the dialect reserves may not. */
  atName(): boolean {
    return (
      this.kind === TokenKind.QuotedName ||
      (this.kind === TokenKind.Word && !this.isReserved(this.pos)) ||
      this.kind === TokenKind.Hole
    );
  }

  isReserved(pos: number): boolean {
    return this.dialect.isReserved(this.tokens.terminals[pos] ?? 0);
  }

  /** A name, or `undefined` where none can stand. */
  name(slot: Slot = "other-name"): Name | undefined {
    this.slot(slot);
    return this.atName() ? this.takeName() : undefined;
  }

  /** A name after `.` or `AS`, where reserved words are names too. */
  anyName(slot: Slot = "other-name"): Name | undefined {
    this.slot(slot);
    return this.kind === TokenKind.Word ||
      this.kind === TokenKind.QuotedName ||
      this.kind === TokenKind.Hole
      ? this.takeName()
      : undefined;
  }

  /** A name, or a problem and an empty one. */
  expectName(slot: Slot = "other-name"): Name {
    const found = this.name(slot);
    if (found !== undefined) {
      return found;
    }
    this.expected("a name");
    return { kind: "name", start: this.lastEnd, end: this.lastEnd, text: "", quoted: false };
  }

  /** The current token as a name, whatever it is. */
  takeName(): Name {
    const { start, end } = this;
    const quoted = this.kind === TokenKind.QuotedName;
    const raw = this.text.slice(start, end);
    this.advance();
    if (
      quoted &&
      this.word === "UESCAPE" &&
      raw.charCodeAt(1) === 38 &&
      this.peekKind() === TokenKind.String
    ) {
      this.advance();
      const mark = this.text.charAt(this.start + 1);
      this.advance();
      const text = decodeUnicodeEscapes(raw.slice(3, -1).replaceAll('""', '"'), mark);
      return { kind: "name", start, end: this.lastEnd, text, quoted };
    }
    return { kind: "name", start, end, text: quoted ? this.dialect.unquoteName(raw) : raw, quoted };
  }

  /** `a.b.c`; every part after a dot may be a reserved word. */
  qualifiedName(slot: Slot = "other-name"): QualifiedName | undefined {
    const first = this.name(slot);
    return first === undefined ? undefined : this.qualifiedRest(first, slot);
  }

  /**
   * The name after a dot, reserved or not; an empty one, with a problem, where none stands. A clause's
   * keyword with a gap before it begins its clause: somebody is about to write the name.
   */
  partAfterDot(slot: Slot): Name {
    const dangling =
      !this.glued &&
      this.kind === TokenKind.Word &&
      this.dialect.endsClause(this.terminal) &&
      this.isReserved(this.pos);
    const part = dangling ? undefined : (this.anyName(slot) ?? this.unusualPart());
    if (part !== undefined) {
      return part;
    }
    this.slot(slot);
    this.expected("a name after the dot");
    return { kind: "name", start: this.lastEnd, end: this.lastEnd, text: "", quoted: false };
  }

  /** A string where the engine takes one for a name, and `$2`, the number of a column. */
  unusualPart(): Name | undefined {
    const { start, end } = this;
    if (this.kind === TokenKind.Parameter && this.text.charCodeAt(start) === 36) {
      return this.takeName();
    }
    if (this.kind !== TokenKind.String || !this.dialect.can("string-relations")) {
      return undefined;
    }
    this.advance();
    return { kind: "name", start, end, text: this.text.slice(start + 1, end - 1), quoted: true };
  }

  qualifiedRest(first: Name, slot: Slot): QualifiedName {
    const parts = [first];
    while (this.word === ".") {
      this.advance();
      const part = this.partAfterDot(slot);
      parts.push(part);
      if (part.start === part.end) {
        break;
      }
    }
    return {
      kind: "qualified-name",
      start: first.start,
      end: this.lastEnd,
      parts: parts.length > 1 ? exact(parts) : parts,
    };
  }

  expectQualifiedName(slot: Slot = "other-name"): QualifiedName {
    const found = this.qualifiedName(slot);
    if (found !== undefined) {
      return found;
    }
    const name = this.expectName(slot);
    return { kind: "qualified-name", start: name.start, end: name.end, parts: [name] };
  }

  missing(): Missing {
    return { kind: "missing", start: this.lastEnd, end: this.lastEnd };
  }

  /** `( item, item )` with the opening bracket already consumed; stops at `)` and consumes it. */
  list<T>(item: (p: Parser) => T): T[] {
    const items = [item(this)];
    while (this.accept(",")) {
      items.push(item(this));
    }
    return items.length > 1 ? exact(items) : items;
  }

  /** `( … )`: calls `inside` between brackets; recovers to the closing one. */
  parenthesized<T>(inside: (p: Parser) => T): T {
    this.expect("(");
    const result = inside(this);
    this.closeParenthesis();
    return result;
  }

  /** Consumes `)`; where something else stands, records it and skips to the bracket that matches. */
  closeParenthesis(): void {
    if (this.accept(")")) {
      return;
    }
    this.expected(")");
    const back = this.pos;
    let open = 0;
    while (!this.atEnd) {
      if (this.word === "(") {
        open += 1;
      } else if (this.word === ")") {
        if (open === 0) {
          this.advance();
          return;
        }
        open -= 1;
      } else if (open === 0 && this.dialect.endsClause(this.tokens.terminals[this.pos] ?? 0)) {
        break;
      }
      this.advance();
    }
    if (this.atEnd) {
      this.moveTo(back);
    }
  }

  /** Runs `parse` one level deeper, or answers `fallback` where nesting is too deep. */
  nested<T>(parse: () => T, fallback: () => T): T {
    if (this.depth >= MAX_DEPTH) {
      if (this.problems.at(-1)?.code !== "depth") {
        this.problem("depth", `Nested more than ${MAX_DEPTH} levels deep.`);
      }
      this.moveTo(this.tokens.count);
      return fallback();
    }
    this.depth += 1;
    const result = parse();
    this.depth -= 1;
    return result;
  }
}

function shown(text: string): string {
  const line = text.split("\n", 1)[0] ?? "";
  return line.length > 24 ? `${line.slice(0, 24)}…` : line;
}
