/**
 * Refactorings: changes of a statement that are no fixes. One file in `refactorings/` is one of them,
 * with examples that are its tests; a generic test also demands that what comes out can be read and,
 * where a refactoring promises it, that it answers with the same columns.
 */
import { type Analysis, analyze } from "../analysis/analyze.ts";
import type { ScopeRelation } from "../analysis/model.ts";
import type { View } from "../analysis/view.ts";
import type { Edit, Range } from "../base/text.ts";
import type { Node, NodeKind, NodeOf, Query, Relation, Select, StatementNode } from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import { type Script, type Statement, statementAt } from "../sql/script.ts";
import { children, descendants } from "../sql/walk.ts";

export interface RefactoringExample {
  readonly dialect?: string;
  readonly schema?: string;
  /** The text with `$0` at the cursor. */
  readonly before: string;
  /** What it becomes; absent where nothing must be offered. */
  readonly after?: string;
}

export interface Refactoring {
  /** Lower-case words with dashes; for ever, since keys are bound to it. */
  readonly id: string;
  /** What the editor groups it under. */
  readonly kind: "rewrite" | "extract" | "inline";
  /** One line: what it does. */
  readonly summary: string;
  /** Promises that the statement answers with the same columns. */
  readonly keepsResult?: boolean;
  readonly examples: readonly RefactoringExample[];
  /** What it would do here; nothing where it does not apply. Cheap: it is asked at every move of the cursor. */
  offer(place: Place): Offer | undefined;
}

export interface Offer {
  readonly title: string;
  /** Offsets of the statement. */
  readonly edits: readonly Edit[];
}

/** A refactoring that could be done at a place; offsets of the script. */
export interface Refactored {
  readonly id: string;
  readonly kind: Refactoring["kind"];
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** The cursor in its statement. */
export interface Place {
  readonly script: Script;
  readonly statement: Statement;
  /** Where the statement begins in the script. */
  readonly start: number;
  readonly analysis: Analysis;
  readonly dialect: Dialect;
  /** Offset in the statement. */
  readonly offset: number;
  /** Nodes around the cursor, the root first. */
  readonly path: readonly Node[];
  text(range: Range): string;
}

/** Longer statements are left alone: nobody waits for a menu. */
const LONGEST = 100_000;

export function placeIn(view: View, offset: number): Place | undefined {
  const { statement, start } = statementAt(view.script, offset);
  if (statement.text.length > LONGEST || statement.tokens.count === 0) {
    return undefined;
  }
  const analysis = analyze(statement, view.catalog);
  const own = offset - start;
  return {
    script: view.script,
    statement,
    start,
    analysis,
    dialect: view.dialect,
    offset: own,
    path: pathTo(analysis.root, own),
    text: (range) => statement.text.slice(range.start, range.end),
  };
}

export function refactored(
  list: readonly Refactoring[],
  view: View,
  offset: number,
): readonly Refactored[] {
  const place = placeIn(view, offset);
  if (place === undefined) {
    return [];
  }
  return list.flatMap((it) => {
    const offer = it.offer(place);
    return offer === undefined
      ? []
      : [
          {
            id: it.id,
            kind: it.kind,
            title: offer.title,
            edits: offer.edits.map(({ range, text }) => ({
              range: { start: range.start + place.start, end: range.end + place.start },
              text,
            })),
          },
        ];
  });
}

function pathTo(root: Node, offset: number): readonly Node[] {
  const path: Node[] = [root];
  for (let at: Node | undefined = root; at !== undefined; ) {
    const inside: readonly Node[] = children(at).filter(
      (it) => it.start <= offset && offset <= it.end,
    );
    // At a border the later node is meant: the cursor stands before it.
    at = inside.findLast((it) => it.start <= offset && offset < it.end) ?? inside.at(-1);
    if (at !== undefined) {
      path.push(at);
    }
  }
  return path;
}

// ---------------------------------------------------------------- questions that several ask

/** The innermost node of a kind around the cursor. */
export function around<K extends NodeKind>(place: Place, kind: K): NodeOf<K> | undefined {
  return place.path.findLast((it): it is NodeOf<K> => it.kind === kind);
}

/** The statement from its first token to its last, without the terminator. */
export function bodyOf({ statement: { tokens, text, dialect } }: Place): Range {
  const last = tokens.count - 1;
  const isEnd = last > 0 && dialect.terminals[tokens.terminals[last] ?? 0] === ";";
  return {
    start: tokens.starts[0] ?? 0,
    end: tokens.ends[isEnd ? last - 1 : last] ?? text.length,
  };
}

export function isQueryNode(node: Node): node is Query & StatementNode {
  return node.kind === "select" || node.kind === "compound" || node.kind === "values";
}

/** The select whose clauses the cursor is in. */
export function selectAround(place: Place): Select | undefined {
  return around(place, "select");
}

/** Everything of a FROM list that is no join, in text order. */
export function relationsOf(relations: readonly Relation[]): readonly Relation[] {
  return relations.flatMap((it) =>
    it.kind === "join"
      ? relationsOf([it.left, it.right])
      : it.kind === "join-group"
        ? relationsOf(it.relations)
        : [it],
  );
}

/** The text of a query without brackets around all of it. */
export function bareQuery(query: Query, place: Place): string {
  const text = place.text(query).trim();
  return query.parenthesized === true && text.startsWith("(") && text.endsWith(")")
    ? text.slice(1, -1).trim()
    : text;
}

/** Does the query use a column of a query around it? */
export function isCorrelated(query: Query, place: Place): boolean {
  return descendants(query).some((it) => {
    if (it.kind !== "column") {
      return false;
    }
    const found = place.analysis.resolve(it);
    return (
      found.tag === "column" &&
      found.outer > 0 &&
      !(query.start <= found.relation.node.start && found.relation.node.end <= query.end)
    );
  });
}

/** A name that nothing in the statement has: `base`, `base2` … */
export function freshName(base: string, place: Place): string {
  const taken = new Set(
    descendants(place.analysis.root).flatMap((it) =>
      it.kind === "name" ? [it.text.toLowerCase()] : [],
    ),
  );
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? base : `${base}${n}`;
    if (!taken.has(name.toLowerCase())) {
      return name;
    }
  }
}

/** What stands before the dot for a relation. */
export function qualifierOf(relation: ScopeRelation, place: Place): string | undefined {
  const { nameNode, name } = relation;
  return nameNode === undefined
    ? name === undefined
      ? undefined
      : place.dialect.writeName(name)
    : place.text(nameNode);
}

/** The white space before a place in its line. */
export function indentAt(place: Place, offset: number): string {
  const line = place.statement.text.lastIndexOf("\n", Math.max(0, offset - 1)) + 1;
  return /^[ \t]*/u.exec(place.statement.text.slice(line))?.[0] ?? "";
}

/** Is the range free of comments? What moves text about leaves commented text alone. */
export function hasComment(range: Range, place: Place): boolean {
  return /--|\/\*|#/u.test(place.text(range).replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"/gu, ""));
}
