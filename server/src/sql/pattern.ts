/**
 * Shapes of statements as text, the way manuals print them, and a matcher for them.
 *
 * The long tail of utility statements has hundreds of small grammars. Each is one line here:
 *
 *   "LISTEN <name>"                          words, and rules in angle brackets
 *   "KILL [ HARD | SOFT ] <expression>"      optional, with alternatives
 *   "{ ON | OFF }"                           alternatives
 *   "<path/table>,..."                       a list with commas
 *   "[ <option> ]..."  "{ <option> }..."     none or more, one or more
 *   "?kill"                                  goes on only where the engine has the capability
 *   "<names=path/table>"                     keeps what the rule read under a name
 *   "<full=FULL>"                            keeps that a word was written, as an option
 *
 * Alternatives are tried in order and the first that matches is taken; one that fails is undone,
 * problems included. Where a shape fails, the farthest place reached and what would have gone on
 * there make the message. Rules for expressions, queries and statements never fail once begun.
 */
import type { Node } from "./ast.ts";
import type { Parser, Slot } from "./parser.ts";
import { has } from "./parts.ts";
import type { Terminal } from "./terminals.ts";

/** What a rule read: a node, several, or nothing worth keeping. */
export type Read = Node | readonly Node[] | true;

/** Reads something at the cursor, or answers `undefined`; then the matcher undoes what it consumed. */
export type Rule = (p: Parser, slot: Slot | undefined) => Read | undefined;

/** What was kept, in text order. */
export class Captures {
  readonly found: { readonly field: string; readonly value: Read }[] = [];

  /** The first node kept under this name. */
  one<K extends Node["kind"]>(
    field: string,
    kind: K,
  ): Extract<Node, { readonly kind: K }> | undefined {
    return this.all(field, kind)[0];
  }

  /** All nodes of a kind kept under this name. */
  all<K extends Node["kind"]>(field: string, kind: K): Extract<Node, { readonly kind: K }>[] {
    const nodes: Extract<Node, { readonly kind: K }>[] = [];
    for (const it of this.found) {
      if (it.field === field && it.value !== true) {
        const values: readonly Node[] = isList(it.value) ? it.value : [it.value];
        for (const node of values) {
          if (isKind(node, kind)) {
            nodes.push(node);
          }
        }
      }
    }
    return nodes;
  }

  /** Every node kept under this name. */
  nodes(field: string): Node[] {
    return this.found.flatMap((it) =>
      it.field !== field || it.value === true ? [] : isList(it.value) ? it.value : [it.value],
    );
  }

  has(field: string): boolean {
    return this.found.some((it) => it.field === field);
  }
}

function isList(value: Node | readonly Node[]): value is readonly Node[] {
  return Array.isArray(value);
}

function isKind<K extends Node["kind"]>(
  node: Node,
  kind: K,
): node is Extract<Node, { readonly kind: K }> {
  return node.kind === kind;
}

type Part =
  | { readonly tag: "word"; readonly word: Terminal }
  | { readonly tag: "kept-word"; readonly word: Terminal; readonly field: string }
  | { readonly tag: "rule"; readonly rule: string; readonly field: string; readonly slot?: Slot }
  | { readonly tag: "guard"; readonly capability: string }
  | { readonly tag: "sequence"; readonly parts: readonly Part[] }
  | { readonly tag: "choice"; readonly options: readonly Part[] }
  | { readonly tag: "optional"; readonly part: Part }
  | {
      readonly tag: "repeat";
      readonly part: Part;
      readonly separator: "," | "";
      readonly atLeast: 0 | 1;
    };

/** A shape made ready. */
export interface Shape {
  readonly part: Part;
  /** The words it begins with, up to the first that is not fixed. */
  readonly lead: readonly string[];
}

/** Where a match failed farthest, and what would have gone on there. */
export interface Farthest {
  pos: number;
  readonly expected: Set<string>;
}

const TOKEN = /<[^<>]*>|\?[a-z][a-z0-9-]*|,\.\.\.|\.\.\.|[[\]{}|]|[A-Z_][A-Z0-9_]*|:=|[^\s\w]/gu;

/** Reads the text of a shape; malformed ones are a bug that the tests find. */
export function shape(text: string): Shape {
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;
  function sequence(): Part {
    const parts: Part[] = [];
    while (at < tokens.length && tokens[at] !== "]" && tokens[at] !== "}" && tokens[at] !== "|") {
      parts.push(suffixed());
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { tag: "sequence", parts };
  }
  function choice(): Part {
    const options = [sequence()];
    while (tokens[at] === "|") {
      at += 1;
      options.push(sequence());
    }
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { tag: "choice", options };
  }
  function suffixed(): Part {
    const token = tokens[at] ?? "";
    at += 1;
    if (token === "[") {
      const part = choice();
      at += 1;
      if (tokens[at] === "...") {
        at += 1;
        return { tag: "repeat", part, separator: "", atLeast: 0 };
      }
      return { tag: "optional", part };
    }
    const part = token === "{" ? group() : single(token);
    const suffix = tokens[at];
    if (suffix === ",..." || suffix === "...") {
      at += 1;
      return { tag: "repeat", part, separator: suffix === ",..." ? "," : "", atLeast: 1 };
    }
    return part;
  }
  function group(): Part {
    const part = choice();
    at += 1;
    return part;
  }
  const part = choice();
  return { part, lead: leadOf(part) };
}

/** Rules whose name is also the name under which they are kept. */
const KEPT = new Set(["ifexists", "ifnotexists", "behavior", "options"]);

function single(token: string): Part {
  if (token.startsWith("<") && token.length > 1) {
    const inner = token.slice(1, -1);
    const equals = inner.indexOf("=");
    const [rule = "", slot] = inner.slice(equals + 1).split("/");
    const field = equals >= 0 ? inner.slice(0, equals) : KEPT.has(rule) ? rule : "";
    if (/^[A-Z_]+$/u.test(rule)) {
      return { tag: "kept-word", word: rule as Terminal, field };
    }
    return slot === undefined
      ? { tag: "rule", rule, field }
      : { tag: "rule", rule, field, slot: slot as Slot };
  }
  if (token.startsWith("?") && token.length > 1) {
    return { tag: "guard", capability: token.slice(1) };
  }
  return { tag: "word", word: token as Terminal };
}

function leadOf(part: Part): string[] {
  if (part.tag === "word") {
    return [part.word];
  }
  const lead: string[] = [];
  if (part.tag === "sequence") {
    for (const it of part.parts) {
      if (it.tag !== "word") {
        break;
      }
      lead.push(it.word);
    }
  }
  return lead;
}

/** Every word a shape names, for the check that all of them are terminals. */
export function wordsOf(part: Part): string[] {
  switch (part.tag) {
    case "word":
    case "kept-word":
      return [part.word];
    case "sequence":
      return part.parts.flatMap(wordsOf);
    case "choice":
      return part.options.flatMap(wordsOf);
    case "optional":
    case "repeat":
      return wordsOf(part.part);
    default:
      return [];
  }
}

/** Every rule a shape names. */
export function rulesOf(part: Part): string[] {
  switch (part.tag) {
    case "rule":
      return [part.rule];
    case "sequence":
      return part.parts.flatMap(rulesOf);
    case "choice":
      return part.options.flatMap(rulesOf);
    case "optional":
    case "repeat":
      return rulesOf(part.part);
    default:
      return [];
  }
}

/** Matches a shape at the cursor; on failure nothing is consumed and `farthest` knows how far it went. */
export function matches(
  p: Parser,
  of: Shape,
  rules: Readonly<Record<string, Rule>>,
  captures: Captures,
  farthest: Farthest,
): boolean {
  return match(p, of.part, { rules, captures, farthest });
}

interface Run {
  readonly rules: Readonly<Record<string, Rule>>;
  readonly captures: Captures;
  readonly farthest: Farthest;
}

function match(p: Parser, part: Part, run: Run): boolean {
  switch (part.tag) {
    case "word":
      if (p.at(part.word)) {
        p.advance();
        return true;
      }
      failed(p, run, part.word);
      return false;
    case "kept-word":
      return matchKeptWord(p, part, run);
    case "rule":
      return matchRule(p, part, run);
    case "guard":
      return has(p, part.capability);
    case "sequence":
      return undoing(p, run, () => part.parts.every((it) => match(p, it, run)));
    case "choice":
      return part.options.some((it) => match(p, it, run));
    case "optional":
      match(p, part.part, run);
      return true;
    case "repeat":
      return undoing(p, run, () => matchRepeat(p, part, run));
    default:
      return false;
  }
}

function matchRepeat(p: Parser, part: Extract<Part, { tag: "repeat" }>, run: Run): boolean {
  let count = 0;
  for (;;) {
    const before = p.pos;
    const again =
      count === 0 || part.separator === ""
        ? match(p, part.part, run)
        : undoing(p, run, () => p.accept(",") && match(p, part.part, run));
    if (!again || p.pos === before) {
      return count >= part.atLeast || again;
    }
    count += 1;
  }
}

/** Runs a part of a match; where it fails everything it did is undone. */
function undoing(p: Parser, run: Run, attempt: () => boolean): boolean {
  const { pos } = p;
  const nProblems = p.problems.length;
  const nFound = run.captures.found.length;
  if (attempt()) {
    return true;
  }
  p.moveTo(pos);
  p.problems.length = nProblems;
  run.captures.found.length = nFound;
  return false;
}

function matchKeptWord(p: Parser, part: Extract<Part, { tag: "kept-word" }>, run: Run): boolean {
  const { start, end } = p;
  if (!p.at(part.word)) {
    failed(p, run, part.word);
    return false;
  }
  p.advance();
  run.captures.found.push({
    field: part.field,
    value: { kind: "option", start, end, name: part.word },
  });
  return true;
}

function matchRule(p: Parser, part: Extract<Part, { tag: "rule" }>, run: Run): boolean {
  const rule = run.rules[part.rule];
  if (rule === undefined) {
    return false;
  }
  const { pos } = p;
  const nProblems = p.problems.length;
  const value = rule(p, part.slot);
  if (value === undefined) {
    p.moveTo(pos);
    p.problems.length = nProblems;
    failed(p, run, RULE_NAMES[part.rule] ?? part.rule);
    return false;
  }
  if (part.field !== "") {
    run.captures.found.push({ field: part.field, value });
  }
  return true;
}

/** How a rule is called in a message. */
const RULE_NAMES: Readonly<Record<string, string>> = {
  name: "a name",
  any: "a name",
  path: "a name",
  string: "a string",
  number: "a number",
  signed: "a number",
  expression: "an expression",
  query: "a query",
  type: "a type",
  account: "an account",
  role: "a role",
  statement: "a statement",
};

function failed(p: Parser, run: Run, what: string): void {
  const { farthest } = run;
  if (p.pos > farthest.pos) {
    farthest.pos = p.pos;
    farthest.expected.clear();
  }
  if (p.pos === farthest.pos) {
    farthest.expected.add(what);
  }
}

/** "A, B or C", at most five. */
export function expectedText(farthest: Farthest): string {
  const all = [...farthest.expected].slice(0, 5);
  const last = all.pop() ?? "something else";
  return all.length === 0 ? last : `${all.join(", ")} or ${last}`;
}
