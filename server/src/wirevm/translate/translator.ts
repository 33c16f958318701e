/**
 * The translator of one statement. A node's text in the other dialect is a function of the node: the
 * first construct or rule that has something to say about it answers; else it is the source text with
 * its children's texts in place. So comments, layout and all that is the same stay byte for byte.
 */
import { type Analysis, analyze } from "../../analysis/analyze.ts";
import { packFunctions } from "../../analysis/functions.ts";
import type { ValueType } from "../../analysis/model.ts";
import type { Range } from "../../base/text.ts";
import type { Call, Expression, Name, Node, NodeKind, NodeOf } from "../../sql/ast.ts";
import type { Dialect } from "../../sql/dialect.ts";
import { type Statement, singleStatement } from "../../sql/script.ts";
import { children } from "../../sql/walk.ts";
import { asNamed } from "./kinds.ts";
import { type Bindings, match, tears, write } from "./match.ts";
import { parameterIndices } from "./parameters.ts";
import {
  calledName,
  type ExpressionRule,
  type Habits,
  patternKey,
  type TranslateRules,
  translateRules,
} from "./rules.ts";
import { isAtomic, operand } from "./text.ts";

export interface Note {
  readonly level: "info" | "warning";
  readonly code: string;
  readonly message: string;
  readonly range: Range;
}

/** Something that cannot be said in the other dialect. */
export interface Refusal {
  readonly message: string;
  readonly range: Range;
}

export interface Change {
  readonly range: Range;
  readonly text: string;
}

/** A construct answers with the node's text in the other dialect, or passes. */
export type Construct = {
  readonly [K in NodeKind]?: (node: NodeOf<K>, t: Translator) => string | undefined;
};

/** Changes to a node's source text that go together with those of its children and of other patches. */
export type Patch = {
  readonly [K in NodeKind]?: (node: NodeOf<K>, t: Translator) => readonly Change[] | undefined;
};

type Answer = (node: never, t: Translator) => string | undefined;
type Patcher = (node: never, t: Translator) => readonly Change[] | undefined;

export interface Means {
  readonly constructs: ReadonlyMap<NodeKind, readonly Answer[]>;
  readonly patches: ReadonlyMap<NodeKind, readonly Patcher[]>;
}

export class Translator {
  readonly statement: Statement;
  readonly analysis: Analysis;
  readonly from: Dialect;
  readonly to: Dialect;
  readonly reading: TranslateRules;
  readonly writing: TranslateRules;
  readonly notes: Note[] = [];
  readonly refusals: Refusal[] = [];
  /** Statements that must follow this one: an index that cannot stand in a table's definition. */
  readonly after: string[] = [];
  /** Statements that must come before this one. */
  readonly before: string[] = [];
  /** Nodes from the root to the parent of the one being written. */
  readonly ancestors: Node[] = [];
  /** Places of the source's placeholders. */
  readonly parameters: ReadonlyMap<Node, number>;
  /** What constructs remember of a node while this statement is translated. */
  readonly kept = new Map<Node, unknown>();
  /** Texts that stand in for nodes, whatever constructs say: names that a rewrite has changed. */
  readonly replaced = new Map<Node, string>();
  readonly #means: Means;
  readonly #comments: readonly Change[];

  constructor(statement: Statement, analysis: Analysis, to: Dialect, means: Means) {
    this.statement = statement;
    this.analysis = analysis;
    this.from = statement.dialect;
    this.to = to;
    this.reading = translateRules(this.from.pack);
    this.writing = translateRules(to.pack);
    this.#means = means;
    this.parameters = parameterIndices(analysis.root);
    this.#comments = commentChanges(statement, to);
  }

  get parent(): Node | undefined {
    return this.ancestors.at(-1);
  }

  /** A habit of the source's engine. */
  reads<K extends keyof Habits>(habit: K): Habits[K] {
    return this.reading.habits[habit];
  }

  /** A habit of the target's engine. */
  writes<K extends keyof Habits>(habit: K): Habits[K] {
    return this.writing.habits[habit];
  }

  /**
   * A name in the other engine's spelling. One that stands without quotes in the source, or could,
   * needs none in the other engine either unless it is a keyword there: both fold it in their own way.
   */
  name(it: Name | string | undefined): string {
    const text = typeof it === "string" ? it : (it?.text ?? "");
    const isPlain =
      typeof it === "object" && !it.quoted ? true : this.from.foldName(text, false) === text;
    if (!isPlain) {
      return this.to.writeName(text);
    }
    const natural = this.to.foldName(text, false);
    const written = this.to.writeName(natural);
    return written === natural ? text : written;
  }

  /** The source text of a range. */
  source(range: Range): string {
    return this.statement.text.slice(range.start, range.end);
  }

  /** The node's text in the other dialect. */
  text(node: Node): string {
    const known = this.replaced.get(node);
    if (known !== undefined) {
      return known;
    }
    for (const construct of this.#means.constructs.get(node.kind) ?? []) {
      const answer = construct(node as never, this);
      if (answer !== undefined) {
        return this.#fitted(node, answer);
      }
    }
    const ruled = this.ruled(node);
    if (ruled !== undefined) {
      return this.#fitted(node, ruled);
    }
    if (node.kind === "call") {
      this.#checkCall(node);
    }
    return this.spliced(node);
  }

  /** The node's text as an operand. */
  operand(node: Node): string {
    return operand(this.text(node));
  }

  /** Texts of nodes as if they stood below the given one. */
  below<T>(node: Node, body: () => T): T {
    this.ancestors.push(node);
    try {
      return body();
    } finally {
      this.ancestors.pop();
    }
  }

  /** The source text of a node with its children's texts in place, and other changes where given. */
  spliced(node: Node, changes: readonly Change[] = []): string {
    const patches = (this.#means.patches.get(node.kind) ?? []).flatMap(
      (it) => it(node as never, this) ?? [],
    );
    const edits = [...changes, ...patches];
    const fixed = [...edits];
    const isInside = (it: Change, child: Range) =>
      child.start <= it.range.start &&
      it.range.end <= child.end &&
      it.range.start < it.range.end &&
      it.range.end - it.range.start < child.end - child.start;
    this.ancestors.push(node);
    for (const child of this.#leaves(node)) {
      if (
        fixed.some(
          (it) =>
            it.range.start <= child.start &&
            child.end <= it.range.end &&
            it.range.end > it.range.start,
        )
      ) {
        continue;
      }
      const inner = fixed.filter((it) => isInside(it, child));
      if (inner.length > 0) {
        for (const it of inner) {
          edits.splice(edits.indexOf(it), 1);
        }
        edits.push({ range: child, text: this.spliced(child, inner) });
        continue;
      }
      edits.push({ range: child, text: this.text(child) });
    }
    this.ancestors.pop();
    return this.patched(node, edits);
  }

  /** Source text that is kept, with its comments as the other engine writes them. */
  raw(start: number, end: number): string {
    let out = "";
    let at = start;
    for (const it of this.#comments) {
      if (at <= it.range.start && it.range.end <= end) {
        out += this.statement.text.slice(at, it.range.start) + it.text;
        at = it.range.end;
      }
    }
    return out + this.statement.text.slice(at, end);
  }

  /** The source text of a range with edits; edits of empty ranges insert. */
  patched(range: Range, edits: readonly Change[]): string {
    const sorted = edits.toSorted(
      (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
    );
    let out = "";
    let at = range.start;
    for (const it of sorted) {
      if (it.range.start >= at && it.range.end <= range.end) {
        out += this.raw(at, it.range.start) + it.text;
        at = it.range.end;
      }
    }
    return out + this.raw(at, range.end);
  }

  /** Children of a node; a long chain of operators is opened up, since it may be thousands of levels deep. */
  #leaves(node: Node): readonly Node[] {
    if ((node.kind !== "binary" || !/^(?:AND|OR)$/u.test(node.op)) && node.kind !== "compound") {
      return children(node);
    }
    const found: Node[] = [];
    let at: Node = node;
    for (;;) {
      const [left, ...others]: readonly Node[] = children(at);
      found.push(...others);
      if (left === undefined || left.kind !== node.kind || this.#changes(left)) {
        return left === undefined ? found : [...found, left];
      }
      at = left;
    }
  }

  /** An expression of the source's language that stands elsewhere: a default in the catalog. */
  fragment(text: string): string {
    const statement = singleStatement(`SELECT ${text}`, this.from);
    const inner = new Translator(
      statement,
      analyze(statement, this.analysis.catalog),
      this.to,
      this.#means,
    );
    const { root } = inner.analysis;
    const expression = root.kind === "select" ? root.items[0]?.expression : undefined;
    const written = expression === undefined ? text : inner.text(expression);
    return inner.refusals.length > 0 ? text : written;
  }

  /** Could something have a say about an inner node of a chain? */
  #changes(node: Node): boolean {
    return node.kind === "binary"
      ? !/^(?:AND|OR)$/u.test(node.op) || /[&|]/u.test(this.source(node.opRange))
      : node.kind === "compound" &&
          (node.orderBy !== undefined || node.limit !== undefined || node.with !== undefined);
  }

  /** What the packs' rules make of the node. */
  ruled(node: Node): string | undefined {
    const candidates = this.reading.reading.get(patternKey(node));
    if (candidates === undefined) {
      return undefined;
    }
    const expression = node as Expression;
    let understood: ExpressionRule | undefined;
    for (const rule of candidates) {
      const bindings = match(
        rule.sql.root,
        expression,
        (a, b) => this.source(a).toLowerCase() === this.source(b).toLowerCase(),
      );
      if (bindings === undefined || !this.holds(rule.when, bindings)) {
        continue;
      }
      understood ??= rule;
      const named = this.#named(rule, bindings);
      const written = this.common(calledName(rule.common), named, expression);
      if (written !== undefined) {
        this.#say(rule, node);
        return written;
      }
    }
    return understood === undefined || node.kind !== "call"
      ? undefined
      : this.refuse(`There is no equal of ${this.source(node)} here.`, node);
  }

  /** The arguments of the common call of a rule, in its order. */
  #named(rule: ExpressionRule, bindings: Bindings): readonly (readonly Expression[])[] {
    return rule.common.args.map((it) =>
      it.kind === "parameter" ? (bindings.get(it.name ?? "") ?? []) : [it],
    );
  }

  /** A common call in the other dialect's words, if its pack has a rule for it. */
  common(name: string, args: readonly (readonly Expression[])[], node: Node): string | undefined {
    for (const it of this.writing.writing.get(name) ?? []) {
      const bindings = new Map<string, readonly Expression[]>();
      const wanted = it.common.args;
      const rest = wanted.at(-1);
      const takesRest = rest?.kind === "parameter" && rest.name?.startsWith("rest") === true;
      if (wanted.length !== args.length && !takesRest) {
        continue;
      }
      let fits = true;
      for (const [index, want] of wanted.entries()) {
        const given = args[index] ?? [];
        if (want.kind === "parameter") {
          bindings.set(
            want.name ?? "",
            takesRest && index === wanted.length - 1 ? args.slice(index).flat() : given,
          );
        } else {
          fits &&=
            given.length === 1 &&
            want.kind === "literal" &&
            given[0]?.kind === "literal" &&
            given[0].value === want.value;
        }
      }
      if (!fits || !this.holds(it.when, bindings)) {
        continue;
      }
      this.#say(it, node);
      return this.below(node, () =>
        write(it.sql, (variable) =>
          meant(variable, bindings)
            .map((one) => asNamed(bindings.has(variable) ? "" : variable, one, this))
            .join(", "),
        ),
      );
    }
    return undefined;
  }

  holds(when: Readonly<Record<string, readonly string[]>>, bindings: Bindings): boolean {
    return Object.entries(when).every(([name, kinds]) =>
      (bindings.get(name) ?? []).every((it) => kinds.some((kind) => this.is(it, kind))),
    );
  }

  /** Has the expression this kind of type or this shape? */
  is(node: Expression, what: string): boolean {
    switch (what) {
      case "always":
        return true;
      case "capturing":
        return node.kind === "literal" && /(?<!\\)\((?!\?)/u.test(node.value);
      case "one-char":
        return node.kind === "literal" && node.value.length === 1;
      case "negative":
        return node.kind === "unary" && node.op === "-" && node.operand.kind === "literal";
      case "computed-decimal":
        return (
          this.type(node).kind === "decimal" && node.kind !== "column" && node.kind !== "literal"
        );
      case "literal":
        return node.kind === "literal";
      case "string-literal":
        return node.kind === "literal" && node.type === "string";
      case "number-literal":
        return node.kind === "literal" && node.type === "number";
      case "date-text":
        return node.kind === "literal" && /^\d{4}-\d{1,2}-\d{1,2}$/u.test(node.value);
      case "timestamp-text":
        return node.kind === "literal" && /^\d{4}-\d{1,2}-\d{1,2}[ T]\d/u.test(node.value);
      case "not-null":
        return this.type(node).nullable === false;
      default:
        return this.type(node).kind === what;
    }
  }

  #say(rule: ExpressionRule, node: Node): void {
    if (rule.note !== undefined) {
      this.note(rule.note.level, rule.note.code, rule.note.message, node);
    }
  }

  /** A call that no rule knows: is it the same there, ours to refuse, or a user's own? */
  #checkCall(node: Call): void {
    if (this.#isSame(node)) {
      return;
    }
    const name = calledName(node);
    const isBuiltIn =
      packFunctions(this.from, name).length > 0 || this.from.pack.hiddenFunctions.includes(name);
    const isUsers = (this.analysis.finder?.routines(node.name.parts).length ?? 0) > 0;
    if (isBuiltIn && !isUsers) {
      this.refuse(`${name} has no known equal here.`, node);
    } else if (!isUsers) {
      this.note(
        "warning",
        "unknown-function",
        `The function ${name} is not known and was kept as it is.`,
        node,
      );
    }
  }

  #isSame(node: Call): boolean {
    const name = calledName(node);
    return this.reading.same.has(name) && this.writing.same.has(name);
  }

  /** A text that takes a node's place, in brackets where an operator would otherwise tear it apart. */
  #fitted(node: Node, text: string): string {
    const { parent } = this;
    if (parent === undefined || !tears(parent) || isAtomic(text)) {
      return text;
    }
    const { text: all } = this.statement;
    const isBracketed =
      /\(\s*$/u.test(all.slice(Math.max(0, node.start - 8), node.start)) &&
      /^\s*\)/u.test(all.slice(node.end, node.end + 8));
    return isBracketed ||
      (parent.kind === "binary" &&
        /^(?:AND|OR)$/u.test(parent.op) &&
        !/\b(?:and|or)\b/iu.test(text))
      ? text
      : `(${text})`;
  }

  type(expression: Expression): ValueType {
    return this.analysis.typeOf(expression);
  }

  note(level: Note["level"], code: string, message: string, range: Range): void {
    if (!this.notes.some((it) => it.code === code && it.range.start === range.start)) {
      this.notes.push({ level, code, message, range: { start: range.start, end: range.end } });
    }
  }

  /** Records that this cannot be said; the source text stands in, and the whole is refused. */
  refuse(message: string, node: Node | Range): string {
    this.refusals.push({ message, range: { start: node.start, end: node.end } });
    return this.source(node);
  }
}

/** Comments in spellings that the other engine does not know. */
function commentChanges(statement: Statement, to: Dialect): readonly Change[] {
  const { text, tokens, dialect } = statement;
  const changes: Change[] = [];
  const { hashComments, versionComments } = dialect.pack.lexis;
  const spaced = to.pack.lexis.dashCommentNeedsSpace && !dialect.pack.lexis.dashCommentNeedsSpace;
  const flattens = dialect.pack.lexis.nestedComments && !to.pack.lexis.nestedComments;
  let start = 0;
  for (let index = 0; index <= tokens.count; index += 1) {
    const end = tokens.starts[index] ?? text.length;
    if (flattens) {
      changes.push(...innerComments(text, start, end));
    }
    for (const it of text
      .slice(start, end)
      .matchAll(/#|--(?=\S)|\/\*![0-9]*|\/\*M![0-9]*|--[^\n]*|\/\*[\s\S]*?\*\/|\*\//gu)) {
      const from = start + it.index;
      const [mark] = it;
      if (mark === "#" && hashComments && !to.pack.lexis.hashComments) {
        changes.push({ range: { start: from, end: from + 1 }, text: "--" });
      } else if (mark === "--" && spaced) {
        changes.push({ range: { start: from, end: from + 2 }, text: "-- " });
      } else if (
        (/^\/\*M?!/u.test(mark) || mark === "*/") &&
        versionComments &&
        !to.pack.lexis.versionComments
      ) {
        changes.push({ range: { start: from, end: from + mark.length }, text: "" });
      }
    }
    start = tokens.ends[index] ?? text.length;
  }
  return changes;
}

/** Comments within comments lose their marks where the first end is the end. */
function innerComments(text: string, start: number, end: number): readonly Change[] {
  const changes: Change[] = [];
  let depth = 0;
  for (const it of text.slice(start, end).matchAll(/--[^\n]*|\/\*|\*\//gu)) {
    const from = start + it.index;
    const range = { start: from, end: from + 2 };
    if (it[0] === "/*") {
      depth += 1;
      if (depth > 1) {
        changes.push({ range, text: "(" });
      }
    } else if (it[0] === "*/") {
      if (depth > 1) {
        changes.push({ range, text: ")" });
      }
      depth -= 1;
    }
  }
  return changes;
}

/** What a variable stands for: `$x`, or with what it must be there, `$textx`, or `$text` for the first. */
function meant(variable: string, bindings: Bindings): readonly Expression[] {
  const own = bindings.get(variable);
  if (own !== undefined) {
    return own;
  }
  const [, rest = ""] =
    /^(?:text|date|stamp|moment|int|num|truth|count|json)(.*)$/u.exec(variable) ?? [];
  return bindings.get(rest) ?? [...bindings.values()][0] ?? [];
}

/** Constructs and patches by the kinds of node they are about. */
export function means(constructs: readonly Construct[], patches: readonly Patch[]): Means {
  return { constructs: byKind<Answer>(constructs), patches: byKind<Patcher>(patches) };
}

function byKind<T>(list: readonly object[]): ReadonlyMap<NodeKind, readonly T[]> {
  const found = new Map<NodeKind, T[]>();
  for (const it of list) {
    for (const [kind, answer] of Object.entries(it)) {
      const known = found.get(kind as NodeKind) ?? [];
      known.push(answer as T);
      found.set(kind as NodeKind, known);
    }
  }
  return found;
}
