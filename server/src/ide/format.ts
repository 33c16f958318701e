/**
 * Formatting: white space and the case of keywords, nothing else. Every token and every comment is
 * kept; the result is read again, and a statement whose tokens would differ is left as it was, as are
 * statements that do not parse.
 *
 * How it works: each gap between two tokens gets a separator. The tree says where a line may or must
 * break and how deep; a group of places breaks together when it does not fit.
 */
import type { Edit, Range } from "../base/text.ts";
import type { Node, Query, StatementNode } from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import { parse } from "../sql/parse.ts";
import { type Script, type Statement, singleStatement } from "../sql/script.ts";
import { TokenKind } from "../sql/tokens.ts";
import { children } from "../sql/walk.ts";

export interface FormatStyle {
  readonly keywordCase: "upper" | "lower" | "preserve";
  readonly functionCase: "upper" | "lower" | "preserve";
  /** Blanks a level. */
  readonly indent: number;
  readonly lineWidth: number;
  readonly commas: "trailing" | "leading";
  /** Where AND and OR stand when a condition breaks. */
  readonly operators: "leading" | "trailing";
}

export const DEFAULT_STYLE: FormatStyle = {
  keywordCase: "preserve",
  functionCase: "preserve",
  indent: 2,
  lineWidth: 80,
  commas: "trailing",
  operators: "leading",
};

/** Edits that format the statements a range touches; all of them where none is given. */
export function formatEdits(script: Script, style: FormatStyle, range?: Range): readonly Edit[] {
  return script.statements.flatMap((statement, index) => {
    const start = script.starts[index] ?? 0;
    const end = start + statement.text.length;
    if (range !== undefined && (end <= range.start || range.end < start)) {
      return [];
    }
    const text = formatted(statement, style, index === 0);
    return text === statement.text ? [] : [{ range: { start, end }, text }];
  });
}

/** A whole text, formatted. */
export function format(script: Script, style: FormatStyle = DEFAULT_STYLE): string {
  const out = script.statements.map((it, index) => formatted(it, style, index === 0)).join("");
  return out.trim() === "" ? out : `${out.trimEnd()}\n`;
}

function formatted(statement: Statement, style: FormatStyle, isFirst: boolean): string {
  const { root, problems } = parse(statement);
  if (
    problems.some((it) => it.code !== "unavailable") ||
    root.kind === "client-command" ||
    statement.tokens.count === 0
  ) {
    return statement.text;
  }
  const text = new Layout(statement, root, style).text(isFirst);
  return sameTokens(statement, text) ? text : statement.text;
}

/** Is it the same statement, apart from white space and the case of words that are not quoted? */
function sameTokens(before: Statement, text: string): boolean {
  const after = singleStatement(text, before.dialect);
  const { tokens } = before;
  if (after.tokens.count !== tokens.count) {
    return false;
  }
  for (let i = 0; i < tokens.count; i += 1) {
    const a = before.text.slice(tokens.starts[i], tokens.ends[i]);
    const b = text.slice(after.tokens.starts[i], after.tokens.ends[i]);
    if (a !== b && (tokens.kinds[i] !== TokenKind.Word || a.toLowerCase() !== b.toLowerCase())) {
      return false;
    }
  }
  return commentsOf(before).join("\n") === commentsOf(after).join("\n");
}

function commentsOf(statement: Statement): readonly string[] {
  const { tokens, text } = statement;
  const found: string[] = [];
  for (let i = 0; i <= tokens.count; i += 1) {
    const gap = text.slice(
      i === 0 ? 0 : tokens.ends[i - 1],
      i === tokens.count ? text.length : tokens.starts[i],
    );
    found.push(...comments(gap, statement.dialect).map((it) => it.text.trimEnd()));
  }
  return found;
}

interface CommentPiece {
  readonly text: string;
  /** It stood on a line of its own. */
  readonly ownLine: boolean;
  /** It runs to the end of the line. */
  readonly isLine: boolean;
}

function comments(gap: string, dialect: Dialect): readonly CommentPiece[] {
  const found: CommentPiece[] = [];
  const { hashComments, slashComments, nestedComments } = dialect.pack.lexis;
  let at = 0;
  let newline = false;
  while (at < gap.length) {
    const two = gap.slice(at, at + 2);
    if (two === "/*") {
      let depth = 1;
      let end = at + 2;
      while (end < gap.length && depth > 0) {
        const pair = gap.slice(end, end + 2);
        if (pair === "*/") {
          depth -= 1;
          end += 2;
        } else if (pair === "/*" && nestedComments) {
          depth += 1;
          end += 2;
        } else {
          end += 1;
        }
      }
      found.push({ text: gap.slice(at, end), ownLine: newline, isLine: false });
      newline = false;
      at = end;
    } else if (
      two === "--" ||
      (slashComments && two === "//") ||
      (hashComments && gap[at] === "#")
    ) {
      const next = gap.indexOf("\n", at);
      const end = next === -1 ? gap.length : next;
      found.push({ text: gap.slice(at, end).trimEnd(), ownLine: newline, isLine: true });
      newline = false;
      at = end;
    } else {
      newline ||= gap[at] === "\n";
      at += 1;
    }
  }
  return found;
}

/** How two tokens are parted. */
interface Gap {
  kind: "none" | "space" | "soft" | "hard" | "verbatim";
  /** Level of the line that begins here, when it does. */
  level: number;
  /** The group that decides about a soft break. */
  group: number;
  /** What parts the tokens where the line does not break. */
  readonly flat: "" | " ";
}

interface Group {
  readonly first: number;
  readonly last: number;
  readonly parent: number;
  breaks: boolean;
  /** Widest that it may be on one line, where that is less than the line. */
  readonly limit: number;
}

/** A statement of its own is written on one line only when it is short. */
const ONE_LINE_STATEMENT = 60;

const TIGHT_AFTER: ReadonlySet<string> = new Set(["(", "[", ".", "::", "{"]);
const TIGHT_BEFORE: ReadonlySet<string> = new Set([")", "]", ",", ";", ".", "::", "[", "}"]);

class Layout {
  readonly #statement: Statement;
  readonly #root: StatementNode;
  readonly #style: FormatStyle;
  readonly #gaps: Gap[] = [];
  readonly #groups: Group[] = [];
  readonly #texts: string[] = [];
  readonly #count: number;

  constructor(statement: Statement, root: StatementNode, style: FormatStyle) {
    this.#statement = statement;
    this.#root = root;
    this.#style = style;
    this.#count = statement.tokens.count;
    this.#spaces();
    this.#groups.push({
      first: 0,
      last: this.#count - 1,
      parent: -1,
      breaks: false,
      limit: ONE_LINE_STATEMENT,
    });
    this.#statementNode(root, 0, 0);
    this.#tightCalls(root);
    this.#words();
    this.#decide();
  }

  // ------------------------------------------------------------ tokens

  #word(index: number): string {
    const { dialect, tokens } = this.#statement;
    return dialect.terminals[tokens.terminals[index] ?? 0] ?? "";
  }

  #source(index: number): string {
    const { text, tokens } = this.#statement;
    return text.slice(tokens.starts[index], tokens.ends[index]);
  }

  /** The token that begins at or after an offset. */
  #tokenAt(offset: number): number {
    const { starts } = this.#statement.tokens;
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  #spaces(): void {
    for (let i = 0; i < this.#count; i += 1) {
      this.#texts.push(this.#source(i));
      const before = i === 0 ? "" : this.#source(i - 1);
      const here = this.#source(i);
      const adjacent =
        i > 0 && this.#statement.tokens.ends[i - 1] === this.#statement.tokens.starts[i];
      const tight =
        i === 0 ||
        TIGHT_AFTER.has(before) ||
        TIGHT_BEFORE.has(here) ||
        (adjacent && !this.#separates(i));
      const isTight = tight && !(here === "[" && !adjacent);
      this.#gaps.push({
        kind: isTight ? "none" : "space",
        level: 0,
        group: 0,
        flat: isTight ? "" : " ",
      });
    }
  }

  /** Tokens that stood together and are put apart: operators between operands, brackets after words. */
  #separates(index: number): boolean {
    const before = this.#source(index - 1);
    const here = this.#source(index);
    if (before === "," || before === ")") {
      return !TIGHT_BEFORE.has(here);
    }
    return BETWEEN.has(here) || BETWEEN.has(before);
  }

  #hard(offset: number, level: number): void {
    const index = this.#tokenAt(offset);
    const gap = this.#gaps[index];
    if (gap !== undefined && index > 0 && gap.kind !== "verbatim") {
      gap.kind = "hard";
      gap.level = level;
    }
  }

  #soft(index: number, group: number, level: number): void {
    const gap = this.#gaps[index];
    if (gap !== undefined && index > 0 && (gap.kind === "none" || gap.kind === "space")) {
      gap.level = level;
      gap.group = group;
      gap.kind = "soft";
    }
  }

  #group(range: Range, parent: number, limit = Number.POSITIVE_INFINITY): number {
    this.#groups.push({
      first: this.#tokenAt(range.start),
      last: this.#tokenAt(range.end) - 1,
      parent,
      breaks: false,
      limit,
    });
    return this.#groups.length - 1;
  }

  #verbatim(range: Range): void {
    const first = this.#tokenAt(range.start);
    const last = this.#tokenAt(range.end) - 1;
    for (let i = first + 1; i <= last; i += 1) {
      const gap = this.#gaps[i];
      if (gap !== undefined) {
        gap.kind = "verbatim";
      }
    }
  }

  // ------------------------------------------------------------ the tree

  #statementNode(node: StatementNode, level: number, group: number): void {
    switch (node.kind) {
      case "select":
      case "compound":
      case "values":
      case "table-query":
        this.#query(node, level, group);
        break;
      case "dml-query":
        this.#statementNode(node.statement, level, group);
        break;
      case "insert":
        this.#with(node.with, level, group);
        this.#list(node.columns, level + 1, group, node.columnsRange);
        this.#clause(node.source, level, group);
        if (node.source !== undefined) {
          this.#query(node.source, level, group);
        }
        for (const it of node.conflict ?? []) {
          this.#clause(it, level, group);
          this.#inner(it, level, group);
        }
        this.#clause(node.returning, level, group);
        this.#list(node.set, level + 1, group);
        break;
      case "update":
        this.#with(node.with, level, group);
        this.#clause(node.setRange, level, group);
        this.#list(node.set, level + 1, group, undefined, true);
        for (const it of [node.from, node.where, node.orderBy, node.limit, node.returning]) {
          this.#clause(it, level, group);
          this.#inner(it, level, group);
        }
        for (const it of node.set) {
          this.#inner(it, level, group);
        }
        break;
      case "delete":
        this.#with(node.with, level, group);
        for (const it of [node.using, node.where, node.orderBy, node.limit, node.returning]) {
          this.#clause(it, level, group);
          this.#inner(it, level, group);
        }
        break;
      case "merge":
        this.#with(node.with, level, group);
        for (const it of node.whens) {
          this.#clause(it, level, group);
          this.#inner(it, level, group);
        }
        break;
      case "create-table":
        if (node.elementsRange !== undefined && node.elements.length > 0) {
          const own = this.#group(
            node.elementsRange,
            group,
            node.elements.length > 1 ? 0 : Number.POSITIVE_INFINITY,
          );
          for (const it of node.elements) {
            this.#item(it, own, level + 1);
          }
          this.#soft(this.#tokenAt(node.elementsRange.end) - 1, own, level);
        }
        if (node.as !== undefined) {
          this.#hard(node.as.start, level);
          this.#query(node.as, level, group);
        }
        break;
      case "create-view":
        if (node.query !== undefined) {
          this.#hard(node.query.start, level);
          this.#query(node.query, level, group);
        }
        break;
      case "alter-table":
        if (node.actions.length > 1) {
          for (const it of node.actions) {
            this.#hard(it.start, level + 1);
          }
        }
        break;
      case "explain":
        if (node.statement !== undefined) {
          this.#statementNode(node.statement, level, group);
        }
        break;
      case "create-index":
      case "truncate":
      case "drop":
      case "transaction":
      case "set":
        break;
      default:
        this.#verbatim(node);
    }
  }

  #clause(node: Range | undefined, level: number, group: number): void {
    if (node !== undefined) {
      this.#soft(this.#tokenAt(node.start), group, level);
    }
  }

  #query(node: Query, level: number, group: number): void {
    const spine: Query[] = [];
    let at: Query = node;
    while (at.kind === "compound") {
      spine.push(at);
      at = at.left;
    }
    if (node.kind === "dml-query") {
      this.#statementNode(node.statement, level, group);
      return;
    }
    this.#with(node.with, level, group);
    this.#arm(at, level, group, at === node);
    for (const it of spine.toReversed()) {
      if (it.kind === "compound") {
        this.#soft(this.#tokenAt(it.opRange.start), group, level);
        this.#soft(this.#tokenAt(it.right.start), group, level);
        this.#arm(it.right, level, group, false);
        this.#tail(it, level, group);
      }
    }
  }

  #arm(node: Query, level: number, group: number, isWhole: boolean): void {
    if (node.kind === "compound" || node.kind === "dml-query") {
      this.#query(node, level, group);
      return;
    }
    if (!isWhole) {
      this.#with(node.with, level, group);
    }
    const inside =
      node.parenthesized === true ? this.#opened(node, level, group) : { level, group };
    if (node.kind === "select") {
      this.#list(node.items, inside.level + 1, inside.group, undefined, true);
      for (const it of node.items) {
        this.#inner(it, inside.level + 1, inside.group);
      }
      for (const it of [
        node.into,
        node.from,
        node.where,
        node.connectBy,
        node.groupBy,
        node.having,
        node.qualify,
      ]) {
        this.#clause(it, inside.level, inside.group);
        this.#inner(it, inside.level, inside.group);
      }
      for (const it of (node.windows ?? []).slice(0, 1)) {
        this.#soft(this.#tokenAt(it.start) - 1, inside.group, inside.level);
      }
    }
    if (node.kind === "values") {
      const own = this.#group(node, inside.group);
      for (const it of node.rows) {
        this.#soft(this.#tokenAt(it.start), own, inside.level + 1);
        this.#inner(it, inside.level + 1, own);
      }
    }
    this.#tail(node, inside.level, inside.group);
  }

  #tail(node: Query, level: number, group: number): void {
    for (const it of [node.orderBy, node.limit, ...(node.locking ?? [])]) {
      this.#clause(it, level, group);
      this.#inner(it, level, group);
    }
  }

  /** The inside of brackets around a query: one level deeper, in a group of its own. */
  #opened(
    node: Range,
    level: number,
    parent: number,
  ): { readonly level: number; readonly group: number } {
    const group = this.#group(node, parent);
    const first = this.#tokenAt(node.start);
    const last = this.#tokenAt(node.end) - 1;
    if (this.#source(first) === "(" && this.#source(last) === ")") {
      this.#soft(first + 1, group, level + 1);
      this.#soft(last, group, level);
      return { level: level + 1, group };
    }
    return { level, group };
  }

  #with(node: Query["with"], level: number, group: number): void {
    if (node === undefined) {
      return;
    }
    node.ctes.forEach((cte, index) => {
      if (index > 0) {
        this.#hard(cte.start, level);
      }
      const open = this.#tokenAt(cte.body.start) - 1;
      const close = this.#tokenAt(cte.body.end);
      const parenthesized = cte.body.kind !== "dml-query" && cte.body.parenthesized === true;
      const own = this.#group(
        { start: this.#statement.tokens.starts[open] ?? cte.start, end: cte.end },
        group,
        0,
      );
      if (!parenthesized && this.#source(open) === "(") {
        this.#soft(open + 1, own, level + 1);
        this.#soft(close, own, level);
        this.#query(cte.body, level + 1, own);
      } else {
        this.#query(cte.body, level, own);
      }
    });
    const next = this.#tokenAt(node.end);
    if (next < this.#count) {
      this.#hard(this.#statement.tokens.starts[next] ?? node.end, level);
    }
  }

  /** Items that break together: each on a line of its own when they do not fit on one. */
  #list(
    items: readonly Range[] | undefined,
    level: number,
    parent: number,
    brackets?: Range,
    hangs = false,
  ): void {
    const first = items?.[0];
    const last = items?.at(-1);
    if (
      items === undefined ||
      first === undefined ||
      last === undefined ||
      (items.length === 1 && !hangs)
    ) {
      return;
    }
    const group = this.#group(brackets ?? { start: first.start, end: last.end }, parent);
    for (const it of items) {
      this.#item(it, group, level);
    }
    if (brackets !== undefined) {
      this.#soft(this.#tokenAt(brackets.end) - 1, group, level - 1);
    }
  }

  #item(it: Range, group: number, level: number): void {
    const index = this.#tokenAt(it.start);
    if (this.#style.commas === "leading" && this.#source(index - 1) === ",") {
      this.#soft(index - 1, group, level);
      const gap = this.#gaps[index];
      if (gap !== undefined) {
        gap.kind = "space";
      }
    } else {
      this.#soft(index, group, level);
    }
  }

  /** Everything below a node that can break: conditions, subqueries, CASE, long argument lists. */
  #inner(node: Node | undefined, level: number, group: number): void {
    if (node === undefined) {
      return;
    }
    switch (node.kind) {
      case "from":
        for (const it of node.relations) {
          this.#inner(it, level + 1, group);
        }
        return;
      case "join":
        this.#inner(node.left, level, group);
        this.#soft(this.#tokenAt(node.wordsRange.start), group, level);
        this.#inner(node.right, level, group);
        this.#inner(node.on, level, group);
        return;
      case "group-by":
      case "order-by":
      case "returning":
        this.#list(node.items, level + 1, group);
        break;
      case "binary":
        if (node.op === "AND" || node.op === "OR") {
          this.#condition(node, level + 1, group);
          return;
        }
        break;
      case "subquery":
      case "exists":
      case "derived-table": {
        const { query } = node;
        const open = this.#tokenAt(query.start) - 1;
        const close = this.#tokenAt(query.end);
        if (query.kind !== "dml-query" && query.parenthesized === true) {
          this.#query(query, level, group);
        } else if (this.#source(open) === "(" && this.#source(close) === ")") {
          const own = this.#group(
            {
              start: this.#statement.tokens.starts[open] ?? 0,
              end: this.#statement.tokens.ends[close] ?? 0,
            },
            group,
          );
          this.#soft(open + 1, own, level + 1);
          this.#soft(close, own, level);
          this.#query(query, level + 1, own);
        } else {
          this.#query(query, level, group);
        }
        return;
      }
      case "in":
        if (node.query !== undefined) {
          this.#inner(node.operand, level, group);
          const open = this.#tokenAt(node.query.start) - 1;
          const close = this.#tokenAt(node.query.end);
          if (this.#source(open) === "(" && this.#source(close) === ")") {
            const own = this.#group(
              {
                start: this.#statement.tokens.starts[open] ?? 0,
                end: this.#statement.tokens.ends[close] ?? 0,
              },
              group,
            );
            this.#soft(open + 1, own, level + 1);
            this.#soft(close, own, level);
            this.#query(node.query, level + 1, own);
          } else {
            this.#query(node.query, level, group);
          }
          return;
        }
        break;
      case "case": {
        const own = this.#group(node, group);
        for (const it of node.whens) {
          this.#soft(this.#tokenAt(it.start), own, level + 1);
        }
        if (node.otherwise !== undefined) {
          this.#soft(this.#tokenAt(node.otherwise.start) - 1, own, level + 1);
        }
        this.#soft(this.#tokenAt(node.end) - 1, own, level);
        break;
      }
      case "on-conflict":
        this.#list(node.set, level + 1, group, undefined, false);
        break;
      default:
    }
    for (const child of children(node)) {
      this.#inner(child, level, group);
    }
  }

  /** A chain of AND or OR: one condition a line when it does not fit. */
  #condition(node: Node, level: number, parent: number): void {
    const group = this.#group(node, parent);
    const stack: Node[] = [node];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (
        at.kind === "binary" &&
        (at.op === "AND" || at.op === "OR") &&
        node.kind === "binary" &&
        at.op === node.op
      ) {
        const operator = this.#tokenAt(at.opRange.start);
        this.#soft(this.#style.operators === "leading" ? operator : operator + 1, group, level);
        stack.push(at.left, at.right);
      } else {
        this.#inner(at, level, group);
      }
    }
  }

  /** `count (*)` is `count(*)`: no blank before the brackets of a call or of a type's arguments. */
  #tightCalls(root: Node): void {
    const stack: Node[] = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.kind === "call" && node.parenthesized) {
        const index = this.#tokenAt(node.name.end);
        const gap = this.#gaps[index];
        if (
          gap !== undefined &&
          gap.kind === "space" &&
          this.#source(index) === "(" &&
          this.#statement.tokens.starts[index] === node.name.end
        ) {
          gap.kind = "none";
        }
        if (this.#style.functionCase !== "preserve" && node.name.parts.length === 1) {
          this.#recase(this.#tokenAt(node.name.start), this.#style.functionCase);
        }
      }
      if (node.kind === "unary" && node.opRange.end === node.operand.start) {
        const gap = this.#gaps[this.#tokenAt(node.operand.start)];
        if (gap !== undefined && gap.kind === "space") {
          gap.kind = "none";
        }
      }
      stack.push(...children(node));
    }
  }

  #recase(index: number, style: "upper" | "lower"): void {
    const text = this.#texts[index];
    if (text !== undefined && this.#statement.tokens.kinds[index] === TokenKind.Word) {
      this.#texts[index] = style === "upper" ? text.toUpperCase() : text.toLowerCase();
    }
  }

  /** The case of keywords; names, types and functions that look like one are none. */
  #words(): void {
    const { keywordCase } = this.#style;
    if (keywordCase === "preserve") {
      return;
    }
    const named = new Set<number>();
    const stack: Node[] = [this.#root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.kind === "name") {
        named.add(node.start);
      } else if (node.kind === "type-name") {
        for (let i = this.#tokenAt(node.start); i < this.#tokenAt(node.end); i += 1) {
          named.add(this.#statement.tokens.starts[i] ?? -1);
        }
      } else {
        stack.push(...children(node));
      }
    }
    for (let i = 0; i < this.#count; i += 1) {
      if (
        /^[A-Z]/u.test(this.#word(i)) &&
        !named.has(this.#statement.tokens.starts[i] ?? -1) &&
        this.#gaps[i]?.kind !== "verbatim"
      ) {
        this.#recase(i, keywordCase);
      }
    }
  }

  // ------------------------------------------------------------ lines

  /** Outer groups first: one breaks when it does not fit from where its line begins. */
  #decide(): void {
    for (const group of this.#groups) {
      const width = this.#flatWidth(group.first, group.last);
      group.breaks =
        width > group.limit ||
        this.#holdsHardBreak(group) ||
        this.#column(group) + width > this.#style.lineWidth;
    }
  }

  #holdsHardBreak(group: Group): boolean {
    for (let i = group.first + 1; i <= group.last; i += 1) {
      if (this.#gaps[i]?.kind === "hard" || this.#hasLineComment(i)) {
        return true;
      }
      const other =
        this.#gaps[i]?.kind === "soft" ? this.#groups[this.#gaps[i]?.group ?? 0] : undefined;
      if (
        other !== undefined &&
        other !== group &&
        other.limit === 0 &&
        this.#isWithin(other, group)
      ) {
        return true;
      }
    }
    return false;
  }

  #isWithin(inner: Group, outer: Group): boolean {
    for (let at: Group | undefined = inner; at !== undefined; at = this.#groups[at.parent]) {
      if (at === outer) {
        return true;
      }
    }
    return false;
  }

  #hasLineComment(index: number): boolean {
    return comments(this.#sourceGap(index), this.#statement.dialect).some(
      (it) => it.isLine || it.ownLine,
    );
  }

  #sourceGap(index: number): string {
    const { text, tokens } = this.#statement;
    return text.slice(
      index === 0 ? 0 : tokens.ends[index - 1],
      index === this.#count ? text.length : tokens.starts[index],
    );
  }

  /** Where on its line a group begins, given the breaks decided so far. */
  #column(group: Group): number {
    let column = 0;
    for (let i = group.first - 1; i >= 0; i -= 1) {
      column += this.#texts[i]?.length ?? 0;
      const gap = this.#gaps[i];
      if (gap === undefined || i === 0) {
        break;
      }
      if (
        gap.kind === "hard" ||
        (gap.kind === "soft" && this.#groups[gap.group]?.breaks === true)
      ) {
        return column + gap.level * this.#style.indent;
      }
      column += this.#flat(gap).length;
    }
    const own = this.#gaps[group.first];
    if (
      own !== undefined &&
      (own.kind === "hard" || (own.kind === "soft" && this.#groups[own.group]?.breaks === true))
    ) {
      return own.level * this.#style.indent;
    }
    return column;
  }

  #flat(gap: Gap): string {
    return gap.kind === "none" ? "" : gap.kind === "soft" ? gap.flat : " ";
  }

  #flatWidth(first: number, last: number): number {
    let width = 0;
    for (let i = first; i <= last; i += 1) {
      const gap = this.#gaps[i];
      width +=
        (this.#texts[i]?.length ?? 0) +
        (i > first && gap !== undefined ? this.#flat(gap).length : 0);
    }
    return width;
  }

  text(isFirst: boolean): string {
    let out = this.#leading(isFirst);
    for (let i = 0; i < this.#count; i += 1) {
      const gap = this.#gaps[i];
      if (i > 0 && gap !== undefined) {
        out = this.#separated(out, i, gap);
      }
      out += this.#texts[i] ?? "";
    }
    return out + this.#trailing();
  }

  #separated(out: string, index: number, gap: Gap): string {
    if (gap.kind === "verbatim") {
      return out + this.#sourceGap(index);
    }
    const breaks =
      gap.kind === "hard" || (gap.kind === "soft" && this.#groups[gap.group]?.breaks === true);
    const line = `\n${" ".repeat(gap.level * this.#style.indent)}`;
    const pieces = comments(this.#sourceGap(index), this.#statement.dialect);
    if (pieces.length === 0) {
      return out + (breaks ? line : this.#flat(gap));
    }
    let text = out;
    let needsLine = false;
    for (const it of pieces) {
      text += (needsLine || it.ownLine ? line : " ") + it.text;
      needsLine = it.isLine;
    }
    return (
      text +
      (needsLine || breaks || pieces.at(-1)?.ownLine === true
        ? line
        : TIGHT_BEFORE.has(this.#source(index))
          ? ""
          : " ")
    );
  }

  /** Comments before the statement stay as they are; empty lines before it are kept, one at most. */
  #leading(isFirst: boolean): string {
    const gap = this.#sourceGap(0);
    const lines = gap.split("\n").map((it) => it.trimEnd());
    const kept: string[] = [];
    for (const [position, it] of lines.entries()) {
      const isLast = position === lines.length - 1;
      if (it.trim() === "" && (kept.at(-1) ?? "x").trim() === "" && !isLast && kept.length > 1) {
        continue;
      }
      kept.push(
        isLast ? it.trimStart() : position > 0 && !/^\s*\*/u.test(it) ? it.trimStart() : it,
      );
    }
    const text = kept.join("\n");
    const inline = comments(gap, this.#statement.dialect).at(-1);
    const joined =
      inline !== undefined && !inline.isLine && lines.at(-1)?.trim() !== "" ? `${text} ` : text;
    return isFirst ? joined.replace(/^\s+/u, "") : joined === "" ? "\n" : joined;
  }

  #trailing(): string {
    return this.#sourceGap(this.#count).trimEnd() === ""
      ? ""
      : this.#sourceGap(this.#count).trimEnd();
  }
}

const BETWEEN: ReadonlySet<string> = new Set([
  "=",
  "<",
  ">",
  "<=",
  ">=",
  "<>",
  "!=",
  "==",
  "||",
  "&&",
  ":=",
  "=>",
  "->",
  "->>",
]);
