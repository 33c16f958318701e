/**
 * The composition root of the grammar, and the two questions asked of it: what a statement says, and
 * what could stand at a place in it.
 *
 * The folder owns text to tree: tokens, statements, syntax. It must not know what a name refers to,
 * which tables exist, or which engine it reads: it asks a dialect, which is made of a pack.
 *
 * Parsing never fails. It answers a tree and a list of problems, memoised by the statement's
 * identity: a statement that an edit does not touch is never read again.
 */
import { memo } from "../base/memo.ts";
import type { Node, Query, StatementNode } from "./ast.ts";
import { dmlStatement } from "./dml.ts";
import { expression, expressionList } from "./expression.ts";
import { statementOther } from "./other-statement.ts";
import { type Grammar, Parser, type Problem, type Slot } from "./parser.ts";
import { continueQuery, isDml, query } from "./query.ts";
import type { Statement } from "./script.ts";
import { starOptions } from "./select-list.ts";
import { specialCall } from "./special-call.ts";
import type { Terminal } from "./terminals.ts";
import { TokenFlag, TokenKind, type Tokens } from "./tokens.ts";
import { typeName } from "./type-name.ts";
import { children } from "./walk.ts";

/** A statement's tree, and what is wrong with its text. */
export interface Tree {
  readonly root: StatementNode;
  readonly problems: readonly Problem[];
}

/** What could stand at a place: keywords and operators, and sorts of names. */
export interface Expected {
  readonly keywords: readonly Terminal[];
  readonly slots: readonly Slot[];
}

/** The tree of a statement; the same object every time. */
export const parse: (statement: Statement) => Tree = memo((from: Statement): Tree => {
  const p = new Parser(from.text, from.tokens, from.dialect, GRAMMAR);
  const root = wholeStatement(p);
  if (p.problems.length > 0) {
    mendRanges(root);
  }
  return { root, problems: p.problems };
});

/**
 * What could stand at the offset, after what is before it. A word that touches the offset is the one
 * being written and does not count as before.
 */
export function expectedAt(from: Statement, offset: number): Expected {
  const tokens = tokensBefore(from.tokens, offset);
  const p = new Parser(from.text, tokens, from.dialect, GRAMMAR, tokens.count);
  wholeStatement(p);
  return { keywords: [...p.expectedTerminals], slots: [...p.expectedSlots] };
}

/**
 * The same inside a body that stands in a string: what could stand at the offset, after what the body
 * says before it. `undefined` where the offset is in no such body.
 */
export function expectedInBody(from: Statement, offset: number): Expected | undefined {
  const p = new Parser(from.text, from.tokens, from.dialect, GRAMMAR);
  p.bodyProbe = offset;
  wholeStatement(p);
  const body = p.probedBody;
  return body === undefined
    ? undefined
    : { keywords: [...body.expectedTerminals], slots: [...body.expectedSlots] };
}

/** Reads a body of statements between others' tokens, such as a routine's; stops where none begins. */
export const GRAMMAR: Grammar = {
  statement,
  query,
  continueQuery,
  expression,
  expressionList,
  specialCall,
  starOptions,
  typeName,
  dml: dmlStatement,
};

function wholeStatement(p: Parser): StatementNode {
  const root = statement(p);
  finish(p);
  if (root.kind === "copy" && p.tokens.kinds[p.tokens.count - 1] === TokenKind.Data) {
    const last = p.tokens.count - 1;
    const end = p.tokens.ends[last] ?? root.end;
    return { ...root, end, data: { start: p.tokens.starts[last] ?? end, end } };
  }
  return root;
}

/**
 * In broken text a node may begin before its first token was found: what is missing stands right
 * after what is before it. Widens parents until they hold their children, so that the invariant of
 * the tree holds for every text.
 */
function mendRanges(root: Node): void {
  const nodes: { start: number; end: number }[] = [];
  const parents: number[] = [];
  const stack: { readonly node: Node; readonly parent: number }[] = [{ node: root, parent: -1 }];
  for (;;) {
    const next = stack.pop();
    if (next === undefined) {
      break;
    }
    const index = nodes.length;
    nodes.push(next.node);
    parents.push(next.parent);
    for (const it of children(next.node)) {
      stack.push({ node: it, parent: index });
    }
  }
  for (let i = nodes.length - 1; i >= 0; i -= 1) {
    const node = nodes[i];
    if (node === undefined) {
      continue;
    }
    if (node.start > node.end) {
      node.start = node.end;
    }
    const parent = nodes[parents[i] ?? -1];
    if (parent !== undefined) {
      parent.start = Math.min(parent.start, node.start);
      parent.end = Math.max(parent.end, node.end);
    }
  }
}

/** One statement up to its terminator, which stays. */
function statement(p: Parser): StatementNode {
  const { start } = p;
  if (p.pos === p.probe) {
    noteStatements(p);
  }
  switch (p.kind) {
    case TokenKind.End:
      statementOther(p);
      return { kind: "empty", start: p.lastEnd, end: p.lastEnd };
    case TokenKind.ClientCommand: {
      const command = p.tokenText;
      p.advance();
      return { kind: "client-command", start, end: p.lastEnd, command };
    }
    case TokenKind.Operator:
      if (p.is(";")) {
        return { kind: "empty", start, end: start };
      }
      if (p.is("(")) {
        return query(p);
      }
      break;
    case TokenKind.Word:
      switch (p.word) {
        case "SELECT":
          return query(p);
        case "WITH":
          return withoutWrapper(query(p));
        case "VALUES":
          return query(p);
        case "INSERT":
        case "UPDATE":
        case "DELETE":
        case "MERGE":
          return dmlStatement(p, start, undefined);
        case "TABLE":
          if (p.dialect.can("table-statement")) {
            return query(p);
          }
          break;
        case "FROM":
          if (p.dialect.can("from-first")) {
            return query(p);
          }
          break;
        case "PIVOT":
        case "UNPIVOT":
          if (p.dialect.can("pivot-statement")) {
            return query(p);
          }
          break;
        case "REPLACE":
          if (isDml(p)) {
            return dmlStatement(p, start, undefined);
          }
          break;
        default:
          break;
      }
      break;
    default:
      break;
  }
  const other = statementOther(p);
  if (other !== undefined) {
    return other;
  }
  return unknownStatement(p, start);
}

/** A data change after WITH is itself the statement. */
function withoutWrapper(node: Query): StatementNode {
  return node.kind === "dml-query" ? node.statement : node;
}

function unknownStatement(p: Parser, start: number): StatementNode {
  const verb = p.tokenText.toLowerCase();
  if (p.kind !== TokenKind.Hole) {
    p.expected("a statement");
  }
  skipStatement(p);
  return { kind: "other", start, end: p.lastEnd, verb, names: [], expressions: undefined };
}

function skipStatement(p: Parser): void {
  while (!p.atEnd && !p.is(";") && p.kind !== TokenKind.ClientCommand) {
    p.advance();
  }
}

const STATEMENT_WORDS = [
  "SELECT",
  "WITH",
  "INSERT",
  "UPDATE",
  "DELETE",
] as const satisfies readonly Terminal[];

function noteStatements(p: Parser): void {
  for (const it of STATEMENT_WORDS) {
    p.at(it);
  }
  for (const [word, capability] of [
    ["MERGE", "merge"],
    ["VALUES", "values-statement"],
    ["TABLE", "table-statement"],
    ["FROM", "from-first"],
    ["REPLACE", "replace-into"],
  ] as const) {
    if (p.dialect.can(capability)) {
      p.at(word);
    }
  }
}

/** The terminator, and a problem for what stands before it and belongs to nothing. */
function finish(p: Parser): void {
  if (p.tokens.flags.size > 0) {
    unclosed(p);
  }
  if (p.kind === TokenKind.ClientCommand) {
    p.advance();
  }
  if (p.is(";")) {
    p.advance();
    if (p.kind === TokenKind.Data) {
      p.advance();
    }
    while (p.is(";")) {
      p.advance();
    }
  }
  if (p.atEnd || p.isTooDeep) {
    return;
  }
  if (p.is(")") && p.problems.length > 0) {
    return;
  }
  p.problem("syntax", `Did not expect ${shortened(p.tokenText)} here.`);
}

function shortened(text: string): string {
  const line = text.split("\n", 1)[0] ?? "";
  return line.length > 24 ? `${line.slice(0, 24)}…` : line;
}

/** Problems of tokens that run to the end of the text. */
function unclosed(p: Parser): void {
  const { tokens } = p;
  for (const [index, flags] of tokens.flags) {
    if ((flags & TokenFlag.Unclosed) === 0) {
      continue;
    }
    const start = tokens.starts[index] ?? 0;
    const end = tokens.ends[index] ?? start;
    if (p.problems.some((it) => it.code === "unclosed" && it.start === start)) {
      continue;
    }
    const kind = tokens.kinds[index];
    if (kind === TokenKind.End && p.dialect.can("unclosed-comments")) {
      continue;
    }
    const what = kind === TokenKind.String ? "string" : kind === TokenKind.End ? "comment" : "name";
    p.problem("unclosed", `The ${what} is not closed.`, { start, end });
  }
}

/** The tokens before the offset, and the end at it. */
function tokensBefore(tokens: Tokens, offset: number): Tokens {
  let count = 0;
  while (count < tokens.count && (tokens.ends[count] ?? 0) <= offset) {
    count += 1;
  }
  let at = offset;
  const last = count - 1;
  if (count > 0 && tokens.ends[last] === offset && isBeingWritten(tokens.kinds[last] ?? 0)) {
    count = last;
    at = tokens.starts[last] ?? offset;
  } else if (count < tokens.count && (tokens.starts[count] ?? 0) < offset) {
    at = tokens.starts[count] ?? offset;
  }
  const kinds = tokens.kinds.slice(0, count + 1);
  const terminals = tokens.terminals.slice(0, count + 1);
  const starts = tokens.starts.slice(0, count + 1);
  const ends = tokens.ends.slice(0, count + 1);
  kinds[count] = TokenKind.End;
  terminals[count] = 0;
  starts[count] = at;
  ends[count] = at;
  return { count, kinds, terminals, starts, ends, flags: new Map() };
}

function isBeingWritten(kind: number): boolean {
  return kind === TokenKind.Word || kind === TokenKind.QuotedName || kind === TokenKind.Hole;
}
