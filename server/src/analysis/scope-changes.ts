/** Scopes of INSERT, UPDATE, DELETE and MERGE: targets, versions of rows, RETURNING. */
import { localKey } from "../catalog/lookup.ts";
import type {
  Delete,
  Expression,
  From,
  Insert,
  Merge as MergeStatement,
  Name,
  Node,
  NodeBase,
  QualifiedName,
  Relation,
  Returning,
  SetItem,
  Update,
} from "../sql/ast.ts";
import { Scope, type ScopeRelation, UNKNOWN_TYPE } from "./model.ts";
import { type RelationSeed, relation } from "./relations.ts";
import { QueryScopes } from "./scope-queries.ts";
import { leftmost } from "./scope-tree.ts";

export abstract class ChangeScopes extends QueryScopes {
  /** A scope in which the columns of one stored table are bare names. */
  definitionScope(node: Node, table: QualifiedName, outer: Scope): Scope {
    const scope = new Scope("definition", node, outer);
    this.target(scope, node, table, undefined);
    this.ownScope.set(node, scope);
    return scope;
  }

  target(
    scope: Scope,
    node: Node,
    table: QualifiedName,
    alias: RelationSeed["alias"],
  ): ScopeRelation {
    const found = this.named(scope, { source: "target", node, written: table, alias });
    scope.ownRelations.push(found);
    this.sites.push({ what: "relation", relation: found, scope });
    return found;
  }

  /** A version of a table's row: `NEW`, `excluded`. */
  row(
    scope: Scope,
    node: Node,
    table: QualifiedName,
    name: string,
    nameNode: Name | undefined,
  ): void {
    scope.ownRelations.push(
      this.named(scope, {
        source: "row",
        node,
        written: table,
        alias: undefined,
        name,
        nameNode,
        qualifiedOnly: true,
      }),
    );
  }

  insert(node: Insert, outer: Scope): void {
    const base = this.with(node.with, outer);
    const scope = new Scope("dml", node, base);
    this.ownScope.set(node, scope);
    this.within(withoutWith(node), scope, "insert-target", () => {
      const target = this.target(scope, node, node.table, node.alias);
      this.targets.set(node, [target]);
      this.relationOf.set(node, target);
      if (node.columnsRange !== undefined) {
        const range = node.columnsRange;
        this.within(
          range,
          scope,
          "insert-columns",
          () => this.targetColumns(node.columns, scope, [target]),
          "bracketed",
        );
      } else {
        this.targetColumns(node.columns, scope, [target]);
      }
      let sourceScope: Scope | undefined;
      if (node.source !== undefined) {
        const inner = new Scope("dml", node, base);
        if (node.source.kind === "values" && this.can("insert-values-see-target")) {
          inner.beyond = scope;
          inner.beyondAllowed = true;
        }
        this.query(node.source, inner);
        sourceScope = this.ownScope.get(leftmost(node.source));
      }
      this.within(
        { start: node.set?.[0]?.start ?? node.end, end: node.set?.at(-1)?.end ?? node.end },
        scope,
        "set",
        () => this.setItems(node.set, scope, [target]),
      );
      for (const conflict of node.conflict ?? []) {
        const sees = new Scope("dml", conflict, base);
        sees.ownRelations.push(target);
        if (conflict.style === "conflict") {
          this.row(sees, conflict, node.table, "excluded", undefined);
        }
        if (node.rowAlias !== undefined) {
          this.rowAlias(sees, node);
        }
        if (conflict.style === "duplicate-key") {
          sees.beyond = sourceScope;
          sees.beyondAllowed = true;
        }
        this.within(conflict, sees, "set", () => {
          if (conflict.target !== undefined) {
            this.within(
              this.brackets(conflict.target),
              scope,
              "conflict-target",
              () => this.orderItems(conflict.target, scope),
              "bracketed",
            );
          }
          this.expression(conflict.targetWhere, scope);
          this.setItems(conflict.set, sees, [target]);
          this.clause(conflict.where, sees, "where", "none", (it, at) =>
            this.expression(it.condition, at),
          );
        });
      }
      this.returning(node.returning, scope, node, node.table);
    });
  }

  rowAlias(scope: Scope, node: Insert): void {
    const { rowAlias } = node;
    if (rowAlias === undefined) {
      return;
    }
    const names = rowAlias.columns;
    if (names === undefined) {
      this.row(scope, node, node.table, rowAlias.name.text, rowAlias.name);
      return;
    }
    scope.ownRelations.push(
      relation(this.know, {
        source: "row",
        node,
        alias: rowAlias,
        qualifiedOnly: false,
        result: () => ({
          complete: true,
          columns: names.map((it) => ({ name: it.text, type: UNKNOWN_TYPE, definition: it })),
        }),
      }),
    );
  }

  update(node: Update, outer: Scope): void {
    const base = this.with(node.with, outer);
    const scope = new Scope("dml", node, base);
    this.ownScope.set(node, scope);
    this.within(withoutWith(node), scope, "from", () => {
      this.expression(node.top?.count, base);
      const aliased = this.aliasOfList(node.relations, node.from);
      if (!aliased) {
        this.relations(node.relations, scope, base);
      }
      const nTargets = scope.ownRelations.length;
      if (node.from !== undefined) {
        this.from(node.from, scope, base);
      }
      const targets = aliased
        ? this.referred(node.relations, scope)
        : scope.ownRelations.slice(0, nTargets);
      this.targets.set(node, targets);
      const first = node.setRange ?? node.set[0];
      if (first !== undefined) {
        this.within(
          { start: first.start, end: node.set.at(-1)?.end ?? first.end },
          scope,
          "set",
          () => this.setItems(node.set, scope, targets),
        );
      }
      this.changeTail(node, scope);
      const table = node.relations[0];
      this.returning(node.returning, scope, node, table?.kind === "table" ? table.name : undefined);
    });
  }

  changeTail(node: Update | Delete, scope: Scope): void {
    this.clause(node.where, scope, "where", "none", (it, sees) =>
      this.expression(it.condition, sees),
    );
    this.orderBy(node.orderBy, scope);
    this.limit(node, scope);
  }

  /** Where engines allow it, the table to change is named by its alias in the list that follows. */
  aliasOfList(nodes: readonly Relation[], list: From | undefined): boolean {
    const node = nodes[0];
    if (
      list === undefined ||
      node?.kind !== "table" ||
      node.alias !== undefined ||
      node.name.parts.length !== 1
    ) {
      return false;
    }
    const name = node.name.parts[0];
    const key = name === undefined ? "" : localKey(this.know.dialect, name);
    return namesIn(list.relations).some((it) => localKey(this.know.dialect, it) === key);
  }

  referred(nodes: readonly Relation[], scope: Scope): readonly ScopeRelation[] {
    const { dialect } = this.know;
    const found: ScopeRelation[] = [];
    for (const node of nodes) {
      const name = node.kind === "table" ? node.name.parts.at(-1) : undefined;
      if (name === undefined) {
        continue;
      }
      const key = localKey(dialect, name);
      const target = scope.ownRelations.find(
        (it) => it.nameNode !== undefined && localKey(dialect, it.nameNode) === key,
      );
      if (target !== undefined) {
        found.push(target);
        this.relationOf.set(node, target);
        this.sites.push({ what: "relation-name", name, relation: target });
      }
    }
    return found;
  }

  delete(node: Delete, outer: Scope): void {
    const base = this.with(node.with, outer);
    const scope = new Scope("dml", node, base);
    this.ownScope.set(node, scope);
    this.within(withoutWith(node), scope, "from", () => {
      this.expression(node.top?.count, base);
      const aliased = this.aliasOfList(node.targets, node.using) || node.targets.length > 1;
      if (!aliased) {
        this.relations(node.targets, scope, base);
      }
      const nTargets = scope.ownRelations.length;
      if (node.using !== undefined) {
        this.from(node.using, scope, base);
      }
      this.targets.set(
        node,
        aliased ? this.referred(node.targets, scope) : scope.ownRelations.slice(0, nTargets),
      );
      this.changeTail(node, scope);
      this.returning(node.returning, scope, node, node.targets[0]?.name);
    });
  }

  merge(node: MergeStatement, outer: Scope): void {
    const base = this.with(node.with, outer);
    const scope = new Scope("dml", node, base);
    this.ownScope.set(node, scope);
    this.within(withoutWith(node), scope, "from", () => {
      this.relation(node.target, scope, base);
      const targets = scope.ownRelations.slice();
      this.targets.set(node, targets);
      if (node.source !== undefined) {
        this.relation(node.source, scope, base);
      }
      const { on } = node;
      if (on !== undefined) {
        this.within(on, scope, "on", () => this.expression(on, scope), "closed");
      }
      for (const when of node.whens) {
        const sees =
          when.matched === "not-matched"
            ? new Scope("clause", when, base, {
                owner: scope,
                first: targets.length,
                last: undefined,
              })
            : scope;
        if (sees !== scope) {
          sees.beyond = scope;
        }
        this.within(when, sees, "merge-when", () => {
          this.expression(when.condition, sees);
          this.setItems(when.set, sees, targets);
          this.targetColumns(when.columns, scope, targets);
          this.expressions(when.values, sees);
        });
      }
      this.returning(
        node.returning,
        scope,
        node,
        node.target.kind === "table" ? node.target.name : undefined,
      );
    });
  }

  returning(
    node: Returning | undefined,
    scope: Scope,
    owner: Node,
    table: QualifiedName | undefined,
  ): void {
    if (node === undefined) {
      return;
    }
    const sees = new Scope("dml", node, scope.parent);
    sees.ownRelations.push(...scope.ownRelations);
    if (table !== undefined) {
      const pair =
        node.style === "output"
          ? ["inserted", "deleted"]
          : this.can("returning-old-new")
            ? ["new", "old"]
            : [];
      for (const name of pair) {
        this.row(sees, owner, table, name, undefined);
      }
    }
    this.within(node, sees, "returning", () => {
      for (const item of node.items) {
        this.expression(item.expression, sees);
      }
      this.expressions(node.into, this.openScope(node, scope));
    });
  }

  setItems(
    items: readonly SetItem[] | undefined,
    scope: Scope,
    targets: readonly ScopeRelation[],
  ): void {
    for (const item of items ?? []) {
      this.targetColumns(item.targets, scope, targets);
      this.expression(item.value, scope);
    }
  }

  /** Columns on the left of an assignment: bare ones are the target's, whatever else is in sight. */
  targetColumns(
    nodes: readonly Expression[] | undefined,
    scope: Scope,
    targets: readonly ScopeRelation[],
  ): void {
    for (const node of nodes ?? []) {
      // Where types have fields, a path on the left begins with a column and not with a table.
      const isOwn =
        node.kind === "column" && (node.parts.length === 1 || this.can("set-target-field"));
      const only = isOwn && node.kind === "column" ? node.parts[0] : undefined;
      if (only !== undefined && targets.length > 0) {
        this.sites.push({ what: "own-column", name: only, relations: targets, unique: true });
        this.scopeOf.set(node, scope);
      } else if (node.kind === "row") {
        this.targetColumns(node.elements, scope, targets);
      } else if (node.kind === "subscript" || node.kind === "field") {
        this.targetColumns([node.base], scope, targets);
      } else {
        this.expression(node, scope);
      }
    }
  }
}

/** Names of the relations of a list, as they must be written. */
function namesIn(nodes: readonly Relation[]): readonly Name[] {
  const names: Name[] = [];
  const stack: Relation[] = [...nodes];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "join") {
      stack.push(node.right, node.left);
    } else if (node.kind === "join-group") {
      stack.push(...node.relations);
    } else {
      const name = node.alias?.name ?? (node.kind === "table" ? node.name.parts.at(-1) : undefined);
      if (name !== undefined) {
        names.push(name);
      }
    }
  }
  return names;
}

/** A change without the WITH before it, which has scopes of its own. */
function withoutWith(node: Insert | Update | Delete | MergeStatement): NodeBase {
  return { start: node.with?.end ?? node.start, end: node.end };
}
