/**
 * The translator of one statement. A node's text in the other dialect is a function of the node: the
 * first construct or rule that has something to say about it answers; else it is the source text with
 * its children's texts in place. So comments, layout and all that is the same stay byte for byte.
 */
import type { Analysis } from "../../analysis/analyze.ts";
import type { ValueType } from "../../analysis/model.ts";
import type { Range } from "../../base/text.ts";
import type { Expression, Node, NodeKind, NodeOf } from "../../sql/ast.ts";
import type { Dialect } from "../../sql/dialect.ts";
import type { Statement } from "../../sql/script.ts";
import { children } from "../../sql/walk.ts";
import { isLoose, match, write } from "./match.ts";
import { calledName, type ExpressionRule, patternKey, translateRules, type TranslateRules } from "./rules.ts";

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

/** A construct answers with the node's text in the other dialect, or passes. */
export type Construct = { readonly [K in NodeKind]?: (node: NodeOf<K>, t: Translator) => string | undefined };

export class Translator {
  readonly statement: Statement;
  readonly analysis: Analysis;
  readonly from: Dialect;
  readonly to: Dialect;
  readonly reading: TranslateRules;
  readonly writing: TranslateRules;
  readonly notes: Note[] = [];
  readonly refusals: Refusal[] = [];
  /** Nodes from the root to the parent of the one being written. */
  readonly ancestors: Node[] = [];
  readonly #constructs: ReadonlyMap<NodeKind, readonly ((node: never, t: Translator) => string | undefined)[]>;

  constructor(statement: Statement, analysis: Analysis, to: Dialect, constructs: readonly Construct[]) {
    this.statement = statement;
    this.analysis = analysis;
    this.from = statement.dialect;
    this.to = to;
    this.reading = translateRules(this.from.pack);
    this.writing = translateRules(to.pack);
    this.#constructs = table(constructs);
  }

  get parent(): Node | undefined {
    return this.ancestors.at(-1);
  }

  /** The source text of a range. */
  source(range: Range): string {
    return this.statement.text.slice(range.start, range.end);
  }

  /** The node's text in the other dialect. */
  text(node: Node): string {
    for (const construct of this.#constructs.get(node.kind) ?? []) {
      const answer = construct(node as never, this);
      if (answer !== undefined) {
        return answer;
      }
    }
    return this.#byRule(node) ?? this.spliced(node);
  }

  /** The source text of a node with its children's texts in place, and other changes where given. */
  spliced(node: Node, changes: readonly { readonly range: Range; readonly text: string }[] = []): string {
    const edits = [...changes];
    const spine = this.#leaves(node);
    this.ancestors.push(node);
    for (const child of spine) {
      if (!changes.some((it) => it.range.start <= child.start && child.end <= it.range.end && it.range.end > it.range.start)) {
        edits.push({ range: child, text: this.text(child) });
      }
    }
    this.ancestors.pop();
    return this.patched(node, edits);
  }

  /** The source text of a range with edits; edits of empty ranges insert. */
  patched(range: Range, edits: readonly { readonly range: Range; readonly text: string }[]): string {
    const sorted = edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
    let out = "";
    let at = range.start;
    for (const it of sorted) {
      if (it.range.start >= at && it.range.end <= range.end) {
        out += this.statement.text.slice(at, it.range.start) + it.text;
        at = it.range.end;
      }
    }
    return out + this.statement.text.slice(at, range.end);
  }

  /** Children of a node; a chain of operators is opened up, since it may be thousands of levels deep. */
  #leaves(node: Node): readonly Node[] {
    if (node.kind !== "binary" && node.kind !== "compound") {
      return children(node);
    }
    const found: Node[] = [];
    let at: Node = node;
    for (;;) {
      const own: readonly Node[] = children(at);
      const [left, ...others] = own;
      found.push(...others);
      if (left === undefined || left.kind !== node.kind || this.#changes(left)) {
        return left === undefined ? found : [...found, left];
      }
      at = left;
    }
  }

  /** Could a rule or construct have something to say about an inner node of a chain? */
  #changes(node: Node): boolean {
    return (this.#constructs.get(node.kind)?.length ?? 0) > 0 || this.reading.reading.has(patternKey(node));
  }

  #byRule(node: Node): string | undefined {
    const candidates = this.reading.reading.get(patternKey(node));
    if (candidates === undefined) {
      return undefined;
    }
    const expression = node as Expression;
    for (const rule of candidates) {
      const bindings = match(rule.sql.root, expression, (a, b) => this.source(a).toLowerCase() === this.source(b).toLowerCase());
      if (bindings === undefined || !this.#holds(rule, bindings)) {
        continue;
      }
      const target = this.#target(rule);
      if (target === undefined) {
        continue;
      }
      this.#say(rule, node);
      this.#say(target.rule, node);
      this.ancestors.push(node);
      const written = write(target.rule.sql, (name) => {
        const nodes = bindings.get(target.names.get(name) ?? name) ?? [];
        return { text: nodes.map((it) => this.text(it)).join(", "), loose: nodes.some(isLoose) };
      });
      this.ancestors.pop();
      return this.bracketed(node, written, isLoose(target.rule.sql.root));
    }
    return undefined;
  }

  /** The rule of the other engine for the same common call, and how its variables are named there. */
  #target(rule: ExpressionRule): { readonly rule: ExpressionRule; readonly names: ReadonlyMap<string, string> } | undefined {
    for (const it of this.writing.writing.get(calledName(rule.common)) ?? []) {
      const bindings = match(it.common, rule.common, () => false);
      if (bindings !== undefined) {
        const names = new Map<string, string>();
        for (const [name, [node]] of bindings) {
          if (node?.kind === "parameter") {
            names.set(name, node.name ?? "");
          }
        }
        return { rule: it, names };
      }
    }
    return undefined;
  }

  #holds(rule: ExpressionRule, bindings: ReadonlyMap<string, readonly Expression[]>): boolean {
    return Object.entries(rule.when).every(([name, kinds]) =>
      (bindings.get(name) ?? []).every((it) => kinds.includes(this.type(it).kind)),
    );
  }

  #say(rule: ExpressionRule, node: Node): void {
    if (rule.note !== undefined) {
      this.note(rule.note.level, rule.note.code, rule.note.message, node);
    }
  }

  /** A text that takes a node's place, in brackets where an operator would otherwise tear it apart. */
  bracketed(node: Node, text: string, loose: boolean): string {
    const parent = this.parent;
    return loose && !isLoose(node) && parent !== undefined && isLoose(parent) ? `(${text})` : text;
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
  refuse(message: string, node: Node): string {
    this.refusals.push({ message, range: { start: node.start, end: node.end } });
    return this.source(node);
  }
}

function table(constructs: readonly Construct[]): ReadonlyMap<NodeKind, readonly ((node: never, t: Translator) => string | undefined)[]> {
  const found = new Map<NodeKind, ((node: never, t: Translator) => string | undefined)[]>();
  for (const construct of constructs) {
    for (const [kind, answer] of Object.entries(construct)) {
      const list = found.get(kind as NodeKind) ?? [];
      list.push(answer as (node: never, t: Translator) => string | undefined);
      found.set(kind as NodeKind, list);
    }
  }
  return found;
}
