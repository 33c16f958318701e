/**
 * What the walk over a statement leaves behind: scopes with the places they hold for, names with what
 * is needed to find out what they mean.
 */
import type {
  ColumnReference,
  Name,
  Node,
  NodeBase,
  QualifiedName,
  Query,
  SelectItem,
  Star,
} from "../sql/ast.ts";
import type { Clause, LocalTable, Scope, ScopeRelation, Variable } from "./model.ts";

/** A place where a name stands, and what is needed to find out what it means. */
export type NameSite =
  | { readonly what: "column"; readonly node: ColumnReference; readonly scope: Scope }
  | { readonly what: "star"; readonly node: Star; readonly scope: Scope }
  /** A column of one relation, named bare: an insert's list, a SET target, USING. */
  | {
      readonly what: "own-column";
      readonly name: Name;
      readonly relations: readonly ScopeRelation[];
      /** It must be a column of one of them only. */
      readonly unique?: boolean;
    }
  | { readonly what: "relation"; readonly relation: ScopeRelation; readonly scope: Scope }
  /** A relation of this statement, named by itself: the target of `UPDATE t … FROM t`. */
  | { readonly what: "relation-name"; readonly name: Name; readonly relation: ScopeRelation }
  /** A column being defined. */
  | { readonly what: "column-name"; readonly name: Name }
  | { readonly what: "local-table"; readonly table: LocalTable }
  | { readonly what: "alias"; readonly item: SelectItem; readonly query: Query }
  | { readonly what: "variable"; readonly variable: Variable }
  | { readonly what: "function"; readonly name: QualifiedName }
  | { readonly what: "window"; readonly name: Name; readonly scope: Scope }
  /** A stored object that a definition mentions. */
  | { readonly what: "table"; readonly name: QualifiedName }
  | { readonly what: "table-column"; readonly name: Name; readonly table: QualifiedName };

/** A piece of text with a scope and a clause; children are inside and ascend. */
export interface Region extends NodeBase {
  readonly scope: Scope;
  readonly clause: Clause;
  /** A closed region ends before the next token; an open one lasts to its next sibling. */
  readonly closed: boolean;
  /** The range includes a closing bracket that is not inside. */
  readonly bracketed: boolean;
  readonly children: Region[];
}

export interface ScopeTree {
  readonly root: Scope;
  readonly region: Region;
  readonly sites: readonly NameSite[];
  /** The scope in which a reference, a star or a call is read. */
  readonly scopeOf: ReadonlyMap<Node, Scope>;
  /** The scope of a select's or a change's own relations. */
  readonly ownScope: ReadonlyMap<Node, Scope>;
  readonly relationOf: ReadonlyMap<Node, ScopeRelation>;
  /** The relation a statement changes. */
  readonly targets: ReadonlyMap<Node, readonly ScopeRelation[]>;
  /** Queries in the order they were entered, outer first; of a chain of set operations the whole and its arms. */
  readonly queries: readonly Query[];
  /** Arguments that look like columns and are words of special syntax: the unit of EXTRACT. */
  readonly words: ReadonlySet<Node>;
}

/** The leftmost query of a chain of set operations: the one that gives the columns their names. */
export function leftmost(query: Query): Query {
  let at = query;
  while (at.kind === "compound") {
    at = at.left;
  }
  return at;
}

/** The queries between the set operations of a chain, first to last. */
export function arms(query: Query): readonly Query[] {
  const found: Query[] = [];
  const stack: Query[] = [query];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.kind === "compound") {
      stack.push(at.right, at.left);
    } else {
      found.push(at);
    }
  }
  return found;
}

/** Can the node stand where a query is expected? */
export function isQuery(node: Node): node is Query {
  return (
    node.kind === "select" ||
    node.kind === "compound" ||
    node.kind === "values" ||
    node.kind === "table-query" ||
    node.kind === "dml-query"
  );
}

/** The last part of a name: what the thing itself is called. */
export function lastName(name: QualifiedName): Name {
  return (
    name.parts.at(-1) ?? { kind: "name", start: name.end, end: name.end, text: "", quoted: false }
  );
}
