/**
 * The entry: what a statement's names mean in front of a catalog. Parts are computed when they are
 * first asked for and remembered with the statement and the catalog, so asking again is free.
 */
import { memo, memo2 } from "../base/memo.ts";
import { type CatalogFinder, catalogIndex } from "../catalog/lookup.ts";
import type { Catalog } from "../catalog/model.ts";
import type {
  ColumnReference,
  Expression,
  Node,
  Query,
  SelectItem,
  Star,
  StatementNode,
} from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import { parse } from "../sql/parse.ts";
import type { Statement } from "../sql/script.ts";
import type { Tokens } from "../sql/tokens.ts";
import {
  type Knowledge,
  lazy,
  type Resolution,
  type ResultColumn,
  type ResultSet,
  type Scope,
  type ScopeRelation,
  UNKNOWABLE,
  UNKNOWN_COLUMNS,
  type ValueType,
} from "./model.ts";
import { resolveReference } from "./resolve.ts";
import { itemColumn, resultSet, type StarColumns, starColumns } from "./results.ts";
import type { ScopeTree } from "./scope-tree.ts";
import { scopes } from "./scopes.ts";
import { typer } from "./types.ts";

/** One statement in front of one catalog, or of none. */
export interface Analysis extends Knowledge {
  readonly root: StatementNode;
  readonly text: string;
  readonly tokens: Tokens | undefined;
  readonly dialect: Dialect;
  readonly catalog: Catalog | undefined;
  readonly tree: ScopeTree;
  /** The scope in which a column reference, a star or a call stands. */
  scopeOf(node: Node): Scope | undefined;
  /** The scope with the relations of a select's FROM or of a change. */
  ownScope(node: Node): Scope | undefined;
  /** What a `table`, `derived-table` … of a FROM list is. */
  relationOf(node: Node): ScopeRelation | undefined;
  /** What an insert, update, delete or merge changes. */
  targets(node: Node): readonly ScopeRelation[];
  resolve(reference: ColumnReference): Resolution;
  typeOf(expression: Expression): ValueType;
  resultSet(query: Query): ResultSet;
  /** The result column of a select item that is not a star. */
  itemColumn(item: SelectItem): ResultColumn;
  starColumns(star: Star): StarColumns;
}

/** Analyses a statement; the same object for the same statement and catalog. */
export function analyze(statement: Statement, catalog: Catalog | undefined): Analysis {
  return catalog === undefined ? withoutCatalog(statement) : withCatalog(statement, catalog);
}

const withoutCatalog = memo((statement: Statement) => ofStatement(statement, undefined));
const withCatalog = memo2((statement: Statement, catalog: Catalog) =>
  ofStatement(statement, catalog),
);

function ofStatement(statement: Statement, catalog: Catalog | undefined): Analysis {
  const { text, tokens, dialect } = statement;
  const finder = catalog === undefined ? undefined : catalogIndex(catalog, dialect);
  return analyzeTree({ root: parse(statement).root, text, tokens, dialect, catalog, finder });
}

/** The same for a tree that is at hand, with anything that finds tables; not remembered. */
export function analyzeTree(given: {
  readonly root: StatementNode;
  readonly text: string;
  readonly tokens?: Tokens | undefined;
  readonly dialect: Dialect;
  readonly catalog?: Catalog | undefined;
  readonly finder: CatalogFinder | undefined;
}): Analysis {
  const results = new Map<Query, () => ResultSet>();
  const resolutions = new Map<ColumnReference, Resolution>();
  const analysis: Analysis = {
    root: given.root,
    text: given.text,
    tokens: given.tokens,
    dialect: given.dialect,
    catalog: given.catalog,
    finder: given.finder,
    get tree() {
      return tree();
    },
    scopeOf: (node) => tree().scopeOf.get(node),
    ownScope: (node) => tree().ownScope.get(node),
    relationOf: (node) => tree().relationOf.get(node),
    targets: (node) => tree().targets.get(node) ?? [],
    resolve: (reference) => {
      const known = resolutions.get(reference);
      if (known !== undefined) {
        return known;
      }
      if (tree().words.has(reference)) {
        return { tag: "keyword" };
      }
      const scope = tree().scopeOf.get(reference);
      const found = scope === undefined ? UNKNOWABLE : resolveReference(reference, scope, analysis);
      resolutions.set(reference, found);
      return found;
    },
    typeOf: (expression) => typeOf(expression),
    resultSet: (query) => {
      let known = results.get(query);
      if (known === undefined) {
        known = lazy(() => resultSet(query, tree(), analysis), UNKNOWN_COLUMNS);
        results.set(query, known);
      }
      return known();
    },
    itemColumn: (item) => itemColumn(item, analysis),
    starColumns: (star) => starColumns(star, tree(), analysis),
  };
  let built: ScopeTree | undefined;
  const typeOf = typer(tree, analysis);
  return analysis;

  function tree(): ScopeTree {
    built ??= scopes(given.root, analysis);
    return built;
  }
}
