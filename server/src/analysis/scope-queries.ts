/** Scopes of queries: WITH, the clauses of a select, set operations, and the relations of FROM. */
import type {
  Compound,
  Expression,
  From,
  GroupItem,
  Join,
  Name,
  Node,
  NodeBase,
  OrderBy,
  Query,
  Relation,
  Select,
  StatementNode,
  TableReference,
  With,
} from "../sql/ast.ts";
import {
  type Clause,
  type Knowledge,
  type LocalTable,
  lazy,
  type Merge,
  NO_COLUMNS,
  type ResultColumn,
  type ResultSet,
  Scope,
  type ScopeRelation,
  UNKNOWN_COLUMNS,
  UNKNOWN_TYPE,
} from "./model.ts";
import {
  markNullable,
  markOnlyInJoin,
  type RelationSeed,
  relation,
  renamedColumns,
  storedColumnKey,
  writtenColumnKey,
} from "./relations.ts";
import { ExpressionScopes } from "./scope-expressions.ts";
import { isQuery } from "./scope-tree.ts";

export abstract class QueryScopes extends ExpressionScopes {
  abstract statement(node: StatementNode, outer: Scope): void;

  query(node: Query, outer: Scope): void {
    const how = node.parenthesized === true ? "bracketed" : "closed";
    this.queries.push(node);
    this.within(
      node,
      outer,
      "statement",
      () => {
        const base = this.with(node.with, outer);
        switch (node.kind) {
          case "select":
            this.select(node, base);
            break;
          case "compound":
            this.compound(node, base);
            break;
          case "values":
            this.within(node, base, "values", () => {
              for (const row of node.rows) {
                this.expressions(row.values, base);
              }
            });
            this.tail(node, base);
            break;
          case "table-query": {
            const scope = new Scope("select", node, base);
            this.ownScope.set(node, scope);
            const found = this.named(base, {
              source: "table",
              node,
              written: node.table,
              alias: undefined,
            });
            scope.ownRelations.push(found);
            this.relationOf.set(node, found);
            this.sites.push({ what: "relation", relation: found, scope });
            this.tail(node, scope);
            break;
          }
          default:
            this.statement(node.statement, base);
        }
      },
      how,
    );
  }

  /** ORDER BY and LIMIT of a query whose rows have no relations behind them. */
  tail(node: Query, base: Scope): void {
    if (node.orderBy !== undefined || node.limit !== undefined) {
      const scope = new Scope("compound", node, base);
      scope.output = node;
      scope.aliasUse = "first";
      scope.open = this.can("compound-order-sees-all-arms") || node.kind === "dml-query";
      this.orderBy(node.orderBy, scope);
      this.limit(node, base);
    }
  }

  with(node: With | undefined, outer: Scope): Scope {
    if (node === undefined) {
      return outer;
    }
    const scope = new Scope("with", node, outer);
    const isRecursive = node.recursive || this.can("recursive-without-keyword");
    this.within(node, scope, "with", () => {
      for (const cte of node.ctes) {
        this.localTable(scope, cte.name, cte, cte.body, cte.columns, isRecursive);
      }
      for (const [index, cte] of node.ctes.entries()) {
        let inner = scope;
        if (!isRecursive) {
          inner = new Scope("with", node, outer);
          inner.tables = scope.tables;
          inner.tablesLimit = index;
        }
        this.within(cte, inner, "with", () => this.query(cte.body, inner));
      }
    });
    return scope;
  }

  localTable(
    scope: Scope,
    name: Name,
    node: Node,
    query: Query,
    columns: readonly Name[] | undefined,
    recursive: boolean,
  ): void {
    const { know } = this;
    const { tables } = scope;
    const position = tables.length;
    const extra = node.kind === "cte" ? extraColumns(node) : [];
    const result = lazy((): ResultSet => {
      // Long chains of definitions are worked off from the first, so that the stack stays flat.
      if (position > DEEP_CHAIN) {
        for (let i = 0; i < position; i += DEEP_CHAIN) {
          void tables[i]?.result;
        }
      }
      return renamedColumns(know.resultSet(query), columns, extra);
    }, UNKNOWN_COLUMNS);
    const table: LocalTable = {
      source: "cte",
      name,
      node,
      query,
      recursive,
      get result() {
        return result();
      },
    };
    tables.push(table);
    this.sites.push({ what: "local-table", table });
  }

  select(node: Select, base: Scope): void {
    const scope = new Scope("select", node, base);
    this.ownScope.set(node, scope);
    if (node.from !== undefined) {
      this.from(node.from, scope, base);
    }
    for (const window of node.windows ?? []) {
      scope.windows.push(window);
    }
    const list = this.clauseScope(
      scope,
      node,
      this.can("select-alias")
        ? "fallback"
        : this.can("select-alias-in-subquery")
          ? "subqueries"
          : "none",
    );
    const end = node.items.at(-1)?.end ?? node.top?.end ?? node.selectRange.end;
    const listRange = { start: node.selectRange.start, end: Math.max(end, node.selectRange.end) };
    const isFromFirst = node.from !== undefined && node.from.start < node.selectRange.end;
    this.within(
      isFromFirst ? { start: node.from?.end ?? 0, end: listRange.end } : listRange,
      list,
      "select",
      () => {
        this.expressions(node.distinctOn, this.clauseScope(scope, node, "fallback"));
        this.expression(node.top?.count, base);
        for (const item of node.items) {
          this.expression(item.expression, list);
          if (item.alias !== undefined) {
            this.sites.push({ what: "alias", item, query: node });
          }
        }
      },
    );
    if (node.into !== undefined) {
      const { into } = node;
      this.within(into, scope, "into", () =>
        this.expressions(into.targets, this.openScope(into, base)),
      );
    }
    this.clause(
      node.where,
      scope,
      "where",
      this.can("where-alias") ? "fallback" : "none",
      (it, sees) => this.expression(it.condition, sees),
    );
    this.clause(node.connectBy, scope, "connect-by", "none", (it, sees) => {
      this.expression(it.startWith, sees);
      this.expression(it.condition, sees);
    });
    this.clause(
      node.groupBy,
      scope,
      "group-by",
      this.can("group-by-alias") ? "fallback" : "none",
      (it, sees) => this.groupItems(it.items, sees),
    );
    this.clause(
      node.having,
      scope,
      "having",
      this.can("having-alias") ? "fallback" : "none",
      (it, sees) => this.expression(it.condition, sees),
    );
    this.clause(node.qualify, scope, "qualify", "fallback", (it, sees) =>
      this.expression(it.condition, sees),
    );
    for (const window of node.windows ?? []) {
      this.within(window, scope, "window", () => {
        this.sites.push({ what: "window", name: window.name, scope });
        this.window(window.spec, scope);
      });
    }
    this.orderBy(node.orderBy, this.clauseScope(scope, node, "first"));
    this.limit(node, scope);
  }

  clause<T extends NodeBase>(
    node: T | undefined,
    scope: Scope,
    clause: Clause,
    aliasUse: Scope["aliasUse"],
    build: (node: T, scope: Scope) => void,
  ): void {
    if (node !== undefined) {
      const sees = this.clauseScope(scope, scope.node, aliasUse);
      this.within(node, sees, clause, () => build(node, sees));
    }
  }

  clauseScope(scope: Scope, node: Node, aliasUse: Scope["aliasUse"]): Scope {
    if (aliasUse === "none") {
      return scope;
    }
    const clause = new Scope("clause", node, scope.parent, {
      owner: scope,
      first: 0,
      last: undefined,
    });
    clause.aliasUse = aliasUse;
    clause.output = isQuery(node) ? node : undefined;
    return clause;
  }

  groupItems(items: readonly GroupItem[], scope: Scope): void {
    for (const item of items) {
      if (item.kind === "grouping-sets") {
        this.groupItems(item.items, scope);
      } else {
        this.expression(item, scope);
      }
    }
  }

  orderBy(node: OrderBy | undefined, scope: Scope): void {
    if (node === undefined) {
      return;
    }
    // A bare name is an alias before it is a column; within an expression engines differ.
    const within =
      scope.kind === "compound"
        ? this.openScope(scope.node, scope)
        : scope.kind === "clause" && !this.can("order-by-alias-expression")
          ? scope.owner
          : scope;
    this.within(node, scope, "order-by", () => {
      for (const { expression } of node.items) {
        const isBare = expression.kind === "column" || expression.kind === "collate";
        this.expression(expression, isBare ? scope : within);
      }
    });
  }

  limit(node: Pick<Query, "limit" | "locking">, scope: Scope): void {
    const { limit, locking } = node;
    if (limit !== undefined) {
      const open = this.openScope(scope.node, scope);
      this.within(limit, scope, "limit", () => {
        this.expression(limit.count, open);
        this.expression(limit.offset, open);
        this.expressions(limit.by, scope);
      });
    }
    for (const lock of locking ?? []) {
      this.within(lock, scope, "locking", () => undefined);
    }
  }

  compound(node: Compound, base: Scope): void {
    // The left spine of a chain may be thousands long.
    const spine: Compound[] = [node];
    let first: Query = node.left;
    while (first.kind === "compound" && first.with === undefined) {
      spine.push(first);
      first = first.left;
    }
    this.query(first, base);
    for (let i = spine.length - 1; i >= 0; i -= 1) {
      const at = spine[i];
      if (at !== undefined) {
        this.query(at.right, base);
        this.tail(at, base);
      }
    }
  }

  from(node: From, scope: Scope, base: Scope): void {
    this.within(node, scope, "from", () => this.relations(node.relations, scope, base));
  }

  relations(nodes: readonly Relation[], scope: Scope, base: Scope): void {
    for (const node of nodes) {
      this.relation(node, scope, base);
    }
  }

  relation(node: Relation, scope: Scope, base: Scope, isLateral = false): void {
    const spine: Join[] = [];
    let first = node;
    while (first.kind === "join") {
      spine.push(first);
      first = first.left;
    }
    const start = scope.ownRelations.length;
    this.singleRelation(first, scope, base, isLateral);
    for (let i = spine.length - 1; i >= 0; i -= 1) {
      const join = spine[i];
      if (join !== undefined) {
        this.joinRight(join, start, scope, base);
      }
    }
  }

  joinRight(join: Join, start: number, scope: Scope, base: Scope): void {
    const middle = scope.ownRelations.length;
    this.relation(join.right, scope, base, join.apply === true);
    const end = scope.ownRelations.length;
    if (join.type === "right" || join.type === "full") {
      this.makeNullable(scope, start, middle);
    }
    if (
      join.type === "left" ||
      join.type === "full" ||
      join.type === "asof" ||
      (join.apply === true && /OUTER/u.test(join.words))
    ) {
      this.makeNullable(scope, middle, end);
    }
    if (join.type === "semi" || join.type === "anti") {
      for (let i = middle; i < end; i += 1) {
        const hidden = scope.ownRelations[i];
        if (hidden !== undefined) {
          markOnlyInJoin(hidden);
        }
      }
    }
    const sides = { start, middle, end };
    if (join.using !== undefined || join.natural) {
      this.using(join, sides, scope);
    }
    if (join.on !== undefined) {
      const { on } = join;
      const sees = new Scope("join", join, base, { owner: scope, first: start, last: end });
      sees.beyond = scope;
      sees.beyondAllowed = this.can("join-condition-sees-all");
      this.within(
        { start: onStart(join, on, this.know.text), end: on.end },
        sees,
        "on",
        () => this.expression(on, sees),
        "closed",
      );
    }
  }

  makeNullable(scope: Scope, from: number, to: number): void {
    for (let i = from; i < to; i += 1) {
      const given = scope.ownRelations[i];
      if (given !== undefined && !given.outerNullable) {
        markNullable(given);
      }
    }
  }

  using(join: Join, sides: { start: number; middle: number; end: number }, scope: Scope): void {
    const { know } = this;
    const type =
      join.type === "left" || join.type === "right" || join.type === "full" ? join.type : "inner";
    const nodes = join.using ?? [];
    const keys = lazy((): ReadonlySet<string> => {
      if (!join.natural) {
        return new Set(nodes.map((it) => writtenColumnKey(know, it)));
      }
      const left = new Set(
        scope.ownRelations
          .slice(sides.start, sides.middle)
          .flatMap((it) => it.columns.map((column) => storedColumnKey(know, column.name))),
      );
      const right = scope.ownRelations
        .slice(sides.middle, sides.end)
        .flatMap((it) => it.columns.map((column) => storedColumnKey(know, column.name)));
      return new Set(right.filter((it) => left.has(it)));
    }, new Set());
    const merge: Merge = {
      ...sides,
      type,
      nodes,
      get keys() {
        return keys();
      },
    };
    scope.merges.push(merge);
    const relations = scope.ownRelations.slice(sides.start, sides.end);
    if (nodes.length > 0) {
      const sees = new Scope("join", join, scope.parent, {
        owner: scope,
        first: sides.start,
        last: sides.end,
      });
      const range = this.brackets(nodes);
      this.within(range, sees, "using", () => this.ownColumns(nodes, relations), "bracketed");
    }
    if (join.usingAlias !== undefined) {
      const alias = join.usingAlias;
      scope.ownRelations.push(
        relation(know, {
          source: "join",
          node: join,
          name: alias.text,
          nameNode: alias,
          alias: undefined,
          qualifiedOnly: true,
          result: () => ({
            complete: true,
            columns: nodes.map((it) => ({ name: it.text, type: UNKNOWN_TYPE, definition: it })),
          }),
        }),
      );
    }
  }

  singleRelation(
    node: Exclude<Relation, Join>,
    scope: Scope,
    base: Scope,
    isLateral: boolean,
  ): void {
    switch (node.kind) {
      case "table":
        this.table(node, scope, base);
        break;
      case "derived-table": {
        const outer =
          node.lateral || isLateral || this.can("implicit-lateral")
            ? this.lateral(node, scope, base)
            : base;
        this.query(node.query, outer);
        this.add(scope, {
          source: "derived",
          node,
          alias: node.alias,
          query: node.query,
          result: () => this.know.resultSet(node.query),
        });
        break;
      }
      case "table-function": {
        const outer = this.lateral(node, scope, base);
        for (const call of node.calls) {
          this.expression(call, outer);
        }
        this.add(scope, {
          source: "function",
          node,
          alias: node.alias,
          name: node.calls[0]?.name.parts.at(-1)?.text,
        });
        break;
      }
      case "json-table": {
        const outer = this.lateral(node, scope, base);
        this.expressions(node.args, outer);
        this.add(scope, { source: "json-table", node, alias: node.alias });
        break;
      }
      case "join-group": {
        if (node.alias === undefined) {
          this.relations(node.relations, scope, base);
          break;
        }
        const inner = new Scope("select", node, base);
        this.relations(node.relations, inner, base);
        this.add(scope, {
          source: "join",
          node,
          alias: node.alias,
          result: () => combined(inner.ownRelations),
        });
        break;
      }
      case "pivot":
      case "match-recognize": {
        const inner = new Scope("select", node, base);
        this.relation(node.source, inner, base);
        const open = this.openScope(node, inner);
        open.beyond = inner;
        const sees = new Scope("clause", node, open, { owner: inner, first: 0, last: undefined });
        if (node.kind === "pivot") {
          for (const item of [...node.aggregates, ...node.values]) {
            this.expression(item.expression, sees);
          }
          this.expressions(node.columns, sees);
          this.expressions(node.groupBy, sees);
        } else {
          this.expressions(node.partitionBy, sees);
        }
        this.add(scope, {
          source: "pivot",
          node,
          alias: node.alias,
          result: () => (node.kind === "pivot" ? pivoted(node, inner, this.know) : UNKNOWN_COLUMNS),
        });
        break;
      }
      default:
        break;
    }
  }

  lateral(node: Node, scope: Scope, base: Scope): Scope {
    return new Scope("lateral", node, base, {
      owner: scope,
      first: 0,
      last: scope.ownRelations.length,
    });
  }

  table(node: TableReference, scope: Scope, base: Scope): void {
    if (node.name.parts.at(-1)?.text === "") {
      return;
    }
    const found = this.named(base, {
      source: "table",
      node,
      written: node.name,
      alias: node.alias,
    });
    scope.ownRelations.push(found);
    this.relationOf.set(node, found);
    this.sites.push({ what: "relation", relation: found, scope });
  }

  add(scope: Scope, seed: RelationSeed): void {
    const found = relation(this.know, seed);
    scope.ownRelations.push(found);
    this.relationOf.set(seed.node, found);
    this.sites.push({ what: "relation", relation: found, scope });
  }
}

/** From so many definitions on, a chain is evaluated in steps. */
const DEEP_CHAIN = 50;

/** Columns that SEARCH and CYCLE add to a recursive definition. */
function extraColumns(node: Extract<Node, { kind: "cte" }>): readonly Name[] {
  return [node.search?.set, node.cycle?.mark, node.cycle?.path].filter((it) => it !== undefined);
}

function combined(relations: readonly ScopeRelation[]): ResultSet {
  if (relations.length === 0) {
    return NO_COLUMNS;
  }
  return {
    complete: relations.every((it) => it.complete),
    columns: relations.flatMap((it) =>
      it.columns.map((column) => ({
        name: column.name,
        type: column.type,
        origin: column.origin,
        column,
      })),
    ),
  };
}

/** Where the condition of a join begins: after its keyword. */
function onStart(join: Join, on: Expression, text: string): number {
  const from = Math.min(join.right.end, on.start);
  const keyword = /\bON\b/iu.exec(text.slice(from, on.start));
  return keyword === null ? on.start : from + keyword.index + keyword[0].length;
}

/**
 * What is certain about the columns of a pivot: those of its source that it does not use up, and the
 * names that its values give. Engines name the rest each in their own way, so it is never complete.
 */
function pivoted(
  node: Extract<Relation, { kind: "pivot" }>,
  source: Scope,
  know: Knowledge,
): ResultSet {
  if (node.unpivot) {
    return UNKNOWN_COLUMNS;
  }
  const used = new Set<string>();
  for (const expression of [...node.columns, ...node.aggregates.map((it) => it.expression)]) {
    const parts = expression.kind === "call" ? expression.args : [expression];
    for (const part of parts) {
      const name = part.kind === "column" ? part.parts.at(-1) : undefined;
      if (name !== undefined) {
        used.add(writtenColumnKey(know, name));
      }
    }
  }
  const kept = combined(source.ownRelations).columns.filter(
    (it) => !used.has(storedColumnKey(know, it.name ?? "")),
  );
  const named = node.values.flatMap((it): ResultColumn[] => {
    const { expression } = it;
    const name = it.alias ?? (expression.kind === "column" ? expression.parts.at(-1) : undefined);
    return name === undefined ? [] : [{ name: name.text, type: UNKNOWN_TYPE, definition: name }];
  });
  return { columns: [...kept, ...named], complete: false };
}
