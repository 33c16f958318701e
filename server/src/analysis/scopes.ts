/**
 * Builds the scopes of a statement in one walk: which relations, definitions, variables and aliases
 * each place sees. Columns stay lazy: a relation asks the catalog, or the query behind it, only when
 * somebody asks the relation.
 */
import { columnType } from "../catalog/column-type.ts";
import { localKey } from "../catalog/lookup.ts";
import type {
  Block,
  Call,
  ColumnReference,
  Compound,
  CreateRoutine,
  CreateTable,
  CreateTrigger,
  Declaration,
  Delete,
  Expression,
  From,
  GroupItem,
  Insert,
  Join,
  Loop,
  Merge as MergeStatement,
  Name,
  Node,
  NodeBase,
  OrderBy,
  OrderItem,
  QualifiedName,
  Query,
  Relation,
  Returning,
  RoutineParameter,
  Select,
  SelectItem,
  SetItem,
  Star,
  StatementNode,
  TableReference,
  TypeName,
  Update,
  WindowSpec,
  With,
} from "../sql/ast.ts";
import { valueArguments } from "./functions.ts";
import {
  type Clause,
  type Knowledge,
  type LocalTable,
  lazy,
  type Merge,
  NO_COLUMNS,
  type ResultSet,
  Scope,
  type ScopeRelation,
  UNKNOWN_COLUMNS,
  UNKNOWN_TYPE,
  type Variable,
} from "./model.ts";
import {
  definitionRelation,
  markNullable,
  markOnlyInJoin,
  type RelationSeed,
  relation,
  renamedColumns,
  storedColumnKey,
  writtenColumnKey,
} from "./relations.ts";

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

/** Builds the scope tree of a statement. */
export function scopes(root: StatementNode, know: Knowledge): ScopeTree {
  return new Builder(root, know).build();
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

class Builder {
  readonly root: StatementNode;
  readonly know: Knowledge;
  readonly sites: NameSite[] = [];
  readonly scopeOf = new Map<Node, Scope>();
  readonly ownScope = new Map<Node, Scope>();
  readonly relationOf = new Map<Node, ScopeRelation>();
  readonly targets = new Map<Node, readonly ScopeRelation[]>();
  readonly queries: Query[] = [];
  readonly words = new Set<Node>();
  region: Region;

  constructor(root: StatementNode, know: Knowledge) {
    this.root = root;
    this.know = know;
    const scope = new Scope("statement", root, undefined);
    this.region = {
      start: 0,
      end: know.text.length,
      scope,
      clause: "statement",
      closed: false,
      bracketed: false,
      children: [],
    };
  }

  build(): ScopeTree {
    const { region } = this;
    this.statement(this.root, region.scope);
    sortRegions(region);
    return {
      root: region.scope,
      region,
      sites: this.sites,
      scopeOf: this.scopeOf,
      ownScope: this.ownScope,
      relationOf: this.relationOf,
      targets: this.targets,
      queries: this.queries,
      words: this.words,
    };
  }

  can(capability: string): boolean {
    return this.know.dialect.can(capability);
  }

  within(
    range: NodeBase,
    scope: Scope,
    clause: Clause,
    build: () => void,
    how?: "closed" | "bracketed",
  ): void {
    const outer = this.region;
    const region: Region = {
      start: range.start,
      end: range.end,
      scope,
      clause,
      closed: how !== undefined,
      bracketed: how === "bracketed",
      children: [],
    };
    outer.children.push(region);
    this.region = region;
    build();
    this.region = outer;
  }

  // -------------------------------------------------------------- statements

  statements(nodes: readonly StatementNode[], scope: Scope): void {
    for (const node of nodes) {
      this.within(node, scope, "body", () => this.statement(node, scope));
    }
  }

  statement(node: StatementNode, outer: Scope): void {
    switch (node.kind) {
      case "select":
      case "compound":
      case "values":
      case "table-query":
      case "dml-query":
        this.query(node, outer);
        break;
      case "insert":
        this.insert(node, outer);
        break;
      case "update":
        this.update(node, outer);
        break;
      case "delete":
        this.delete(node, outer);
        break;
      case "merge":
        this.merge(node, outer);
        break;
      case "create-table":
        this.createTable(node, outer);
        break;
      case "create-view":
        if (node.query !== undefined) {
          if (node.recursive === true) {
            const scope = new Scope("with", node, outer);
            this.localTable(scope, lastName(node.name), node, node.query, node.columns, true);
            this.query(node.query, scope);
          } else {
            this.query(node.query, outer);
          }
        }
        break;
      case "create-index": {
        const scope = this.definitionScope(node, node.table, outer);
        this.within(node, scope, "definition", () => {
          for (const column of node.columns) {
            this.expression(column.expression, scope);
          }
          this.ownColumns(node.include, scope.ownRelations);
          this.expression(node.where?.condition, scope);
        });
        break;
      }
      case "alter-table":
        this.alterTable(node, outer);
        break;
      case "create-trigger":
        this.createTrigger(node, outer);
        break;
      case "create-routine":
        this.createRoutine(node, outer);
        break;
      case "create-object": {
        const scope =
          node.on === undefined
            ? this.openScope(node, outer)
            : this.definitionScope(node, node.on, outer);
        this.within(node, scope, "definition", () => {
          this.expression(node.policy?.using, scope);
          this.expression(node.policy?.check, scope);
          const open = this.openScope(node, scope);
          for (const constraint of node.constraints ?? []) {
            this.expression(constraint.expression, open);
          }
          this.statements(node.statements ?? [], outer);
        });
        break;
      }
      case "alter-object": {
        if (node.on !== undefined) {
          const scope = this.definitionScope(node, node.on, outer);
          this.within(node, scope, "definition", () => {
            this.expression(node.policy?.using, scope);
            this.expression(node.policy?.check, scope);
          });
        }
        break;
      }
      case "drop":
        if (node.object === "table" || node.object.endsWith("view")) {
          this.tables(node.names);
        }
        this.tables(node.on === undefined ? [] : [node.on]);
        break;
      case "truncate":
        this.tables(node.tables);
        break;
      case "rename":
        this.tables(node.object === "table" ? node.pairs.map((it) => it.from) : []);
        break;
      case "comment":
        this.commentSites(node.object, node.name);
        break;
      case "grant":
        if (node.object === undefined || node.object === "table") {
          this.tables(node.names);
          for (const table of node.names) {
            for (const name of node.privileges.flatMap((it) => it.columns ?? [])) {
              this.sites.push({ what: "table-column", name, table });
            }
          }
        }
        break;
      case "transaction":
        this.tables(node.tables ?? []);
        break;
      case "explain":
        if (node.statement !== undefined) {
          this.statement(node.statement, outer);
        }
        this.tables(node.table === undefined ? [] : [node.table]);
        break;
      case "copy":
        if (node.query !== undefined) {
          this.query(node.query, outer);
        }
        if (node.table !== undefined) {
          const scope = this.definitionScope(node, node.table, outer);
          this.within(node, scope, "insert-columns", () =>
            this.ownColumns(node.columns, scope.ownRelations),
          );
        }
        break;
      case "load-data":
        if (node.table !== undefined) {
          const scope = this.definitionScope(node, node.table, outer);
          this.within(node, scope, "insert-columns", () => {
            this.expressions(node.columns, scope);
            this.setItems(node.set, scope, scope.ownRelations);
          });
        }
        break;
      case "call-statement": {
        const scope = this.openScope(node, outer);
        this.expression(node.call, scope);
        this.expressions(node.args, scope);
        this.expression(node.dynamic, scope);
        this.expressions(node.using, scope);
        break;
      }
      case "prepare":
        if (node.statement !== undefined) {
          this.statement(node.statement, outer);
        }
        break;
      case "do":
        if (node.body !== undefined) {
          this.block(node.body, this.openScope(node, outer));
        }
        this.expressions(node.expressions, outer);
        break;
      case "maintenance":
        if (/^(?:vacuum|analyze|optimize|refresh|cluster|check|repair)/u.test(node.verb)) {
          this.tables(node.names);
        }
        break;
      case "other":
      case "set":
      case "client-command":
      case "empty":
        break;
      case "block":
        this.block(node, this.openScope(node, outer));
        break;
      default:
        this.procedural(node, outer);
    }
  }

  tables(names: readonly QualifiedName[]): void {
    for (const name of names) {
      this.sites.push({ what: "table", name });
    }
  }

  commentSites(object: string, name: QualifiedName): void {
    if (object === "table" || object.endsWith("view")) {
      this.tables([name]);
    }
    const column = name.parts.at(-1);
    const table = name.parts.slice(0, -1);
    const first = table[0];
    const last = table.at(-1);
    if (object === "column" && column !== undefined && first !== undefined && last !== undefined) {
      const qualified: QualifiedName = {
        kind: "qualified-name",
        start: first.start,
        end: last.end,
        parts: table,
      };
      this.tables([qualified]);
      this.sites.push({ what: "table-column", name: column, table: qualified });
    }
  }

  openScope(node: Node, outer: Scope): Scope {
    const scope = new Scope("definition", node, outer);
    scope.open = true;
    return scope;
  }

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

  // -------------------------------------------------------------- definitions

  createTable(node: CreateTable, outer: Scope): void {
    const scope = new Scope("definition", node, outer);
    const own = definitionRelation(this.know, node);
    scope.ownRelations.push(own);
    this.ownScope.set(node, scope);
    this.relationOf.set(node, own);
    this.within(node, scope, "definition", () => {
      this.tables(
        [node.like, node.partitionOf?.parent, ...(node.inherits ?? [])].filter(
          (it) => it !== undefined,
        ),
      );
      for (const element of node.elements) {
        this.tableElement(element, scope);
      }
      for (const column of node.partitionBy?.columns ?? []) {
        this.expression(column.expression, scope);
      }
      if (node.as !== undefined) {
        this.query(node.as, outer);
      }
    });
  }

  tableElement(element: CreateTable["elements"][number], scope: Scope): void {
    switch (element.kind) {
      case "column-definition":
        this.sites.push({ what: "column-name", name: element.name });
        this.columnDefinition(element.constraints, scope);
        break;
      case "table-constraint":
        for (const column of element.columns) {
          this.expression(column.expression, scope);
        }
        this.ownColumns(element.include, scope.relations);
        this.expression(element.expression, scope);
        this.expression(element.where, scope);
        this.references(element.references);
        break;
      case "index-element":
        for (const column of element.columns) {
          this.expression(column.expression, scope);
        }
        break;
      case "like-element":
        this.tables([element.table]);
        break;
      default:
        break;
    }
  }

  columnDefinition(
    constraints: Extract<
      CreateTable["elements"][number],
      { kind: "column-definition" }
    >["constraints"],
    scope: Scope,
  ): void {
    const open = this.openScope(scope.node, scope);
    for (const constraint of constraints) {
      const sees = constraint.type === "check" || constraint.type === "generated" ? scope : open;
      this.expression(constraint.expression, sees);
      this.references(constraint.references);
    }
  }

  references(
    node:
      | { readonly table: QualifiedName; readonly columns?: readonly Name[] | undefined }
      | undefined,
  ): void {
    if (node !== undefined) {
      this.tables([node.table]);
      for (const name of node.columns ?? []) {
        this.sites.push({ what: "table-column", name, table: node.table });
      }
    }
  }

  alterTable(node: Extract<StatementNode, { kind: "alter-table" }>, outer: Scope): void {
    if (node.object === "index" || node.object === "sequence") {
      return;
    }
    const scope = new Scope("definition", node, outer);
    const target = this.target(scope, node, node.name, undefined);
    const added = node.actions.flatMap((it) =>
      it.type === "modify-column" ? [] : (it.definition ?? []),
    );
    if (added.length > 0) {
      scope.ownRelations.push(
        definitionRelation(this.know, { node, name: node.name, columns: added }),
      );
    }
    this.ownScope.set(node, scope);
    this.within(node, scope, "definition", () => {
      for (const action of node.actions) {
        if (action.column !== undefined && action.type !== "add-column") {
          this.ownColumns([action.column], [target]);
        }
        if (typeof action.position === "object") {
          this.ownColumns([action.position], scope.ownRelations);
        }
        this.columnDefinition(action.definition?.constraints ?? [], scope);
        this.expression(action.using, scope);
        this.expression(action.expression, this.openScope(node, scope));
        if (action.constraint !== undefined) {
          this.tableElement(action.constraint, scope);
        }
        if (action.index !== undefined) {
          this.tableElement(action.index, scope);
        }
        if (/partition|inherit/u.test(action.type) && action.table !== undefined) {
          this.tables([action.table]);
        }
      }
    });
  }

  createTrigger(node: CreateTrigger, outer: Scope): void {
    const scope = new Scope("routine", node, outer);
    scope.open = true;
    this.ownScope.set(node, scope);
    const { table } = node;
    if (table !== undefined) {
      const events = new Set(node.events.map((it) => it.event));
      const base = this.named(outer, { source: "target", node, written: table, alias: undefined });
      this.sites.push({ what: "relation", relation: base, scope });
      this.ownColumns(
        node.events.flatMap((it) => it.columns ?? []),
        [base],
      );
      const has = {
        new: events.has("INSERT") || events.has("UPDATE"),
        old: events.has("UPDATE") || events.has("DELETE"),
      };
      for (const old of [true, false]) {
        if (!(old ? has.old : has.new) && events.size > 0) {
          continue;
        }
        const renamed = node.referencing?.find((it) => it.old === old && !it.table)?.name;
        this.row(scope, node, table, renamed?.text ?? (old ? "old" : "new"), renamed);
        const transition = node.referencing?.find((it) => it.old === old && it.table)?.name;
        const given =
          transition ??
          (this.can("trigger-inserted-deleted")
            ? nameLike(node, old ? "deleted" : "inserted")
            : undefined);
        if (given !== undefined) {
          scope.tables.push(this.tableOf(given, node, base));
        }
      }
    }
    this.within(node, scope, "definition", () => {
      this.expression(node.when, scope);
      if (node.body?.kind === "block") {
        this.block(node.body, scope);
      } else if (node.body !== undefined) {
        this.statement(node.body, scope);
      }
    });
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

  /** A definition in the text with the columns of a relation. */
  tableOf(name: Name, node: Node, base: ScopeRelation): LocalTable {
    return {
      source: "transition",
      name,
      node,
      query: undefined,
      recursive: false,
      get result(): ResultSet {
        return {
          complete: base.complete,
          columns: base.columns.map((column) => ({
            name: column.name,
            type: column.type,
            origin: column.origin,
            column,
          })),
        };
      },
    };
  }

  createRoutine(node: CreateRoutine, outer: Scope): void {
    const scope = new Scope("routine", node, outer);
    scope.qualifier = lastName(node.name);
    this.ownScope.set(node, scope);
    for (const parameter of node.parameters) {
      this.parameter(parameter, scope);
    }
    for (const field of node.returnsTable ?? []) {
      if (field.name !== undefined) {
        this.variable(scope, field.name, "field", field, field.type);
      }
    }
    const returns = node.returns?.name ?? "";
    if (returns === "trigger" || returns === "event_trigger") {
      this.unknownRow(scope, node, "new");
      this.unknownRow(scope, node, "old");
    }
    // Only plain SQL bodies have no names but those that are written down.
    scope.open = node.language !== undefined && node.language !== "sql";
    this.within(node, scope, "definition", () => {
      const { body } = node;
      if (body === undefined) {
        return;
      }
      if (body.kind === "block") {
        this.block(body, scope);
      } else if (isStatement(body)) {
        this.within(body, scope, "body", () => this.statement(body, scope));
      } else {
        this.expression(body, scope);
      }
    });
  }

  unknownRow(scope: Scope, node: Node, name: string): void {
    scope.ownRelations.push(
      relation(this.know, {
        source: "row",
        node,
        name,
        nameNode: undefined,
        alias: undefined,
        qualifiedOnly: true,
        result: () => UNKNOWN_COLUMNS,
      }),
    );
  }

  parameter(node: RoutineParameter, scope: Scope): void {
    if (node.name !== undefined) {
      this.variable(scope, node.name, "parameter", node, node.type);
    }
    this.expression(node.default, scope);
  }

  variable(
    scope: Scope,
    name: Name,
    source: Variable["source"],
    node: Node,
    type: TypeName | undefined,
  ): Variable {
    const { know } = this;
    const typeOf = lazy(() => {
      if (type === undefined || type.anchor !== undefined) {
        return UNKNOWN_TYPE;
      }
      const full = columnType(type, know.dialect, know.finder);
      return { kind: full.kind, nullable: true, type: full };
    }, UNKNOWN_TYPE);
    const variable: Variable = {
      name,
      source,
      node,
      get type() {
        return typeOf();
      },
    };
    scope.variables.push(variable);
    this.sites.push({ what: "variable", variable });
    return variable;
  }

  // -------------------------------------------------------------- procedural code

  block(node: Block, outer: Scope): void {
    const scope = new Scope("block", node, outer);
    scope.open = true;
    scope.qualifier = node.label;
    this.ownScope.set(node, scope);
    this.within(
      node,
      scope,
      "body",
      () => {
        for (const declaration of node.declarations) {
          this.declaration(declaration, scope);
        }
        this.statements(node.statements, scope);
        for (const handler of node.handlers) {
          this.statements(handler.statements, scope);
        }
      },
      "closed",
    );
  }

  declaration(node: Declaration, scope: Scope): void {
    this.expression(node.default, scope);
    this.expression(node.alias, scope);
    if (node.cursor !== undefined) {
      let inner = scope;
      if (node.parameters !== undefined && node.parameters.length > 0) {
        inner = new Scope("routine", node, scope);
        for (const parameter of node.parameters) {
          this.parameter(parameter, inner);
        }
      }
      this.query(node.cursor, inner);
    }
    if (node.condition === true) {
      return;
    }
    for (const name of node.names) {
      if (node.table === undefined) {
        this.variable(
          scope,
          name,
          node.cursor === undefined ? "variable" : "cursor",
          node,
          node.type,
        );
      } else {
        const columns = node.table.filter((it) => it.kind === "column-definition");
        const own = definitionRelation(this.know, { node, name: undefined, columns });
        scope.tables.push({ ...this.tableOf(name, node, own), source: "table-variable" });
      }
    }
  }

  procedural(node: StatementNode, scope: Scope): void {
    switch (node.kind) {
      case "if":
      case "case-statement":
        if (node.kind === "case-statement") {
          this.expression(node.operand, scope);
        }
        for (const branch of node.branches) {
          this.expression(branch.condition, scope);
          this.statements(branch.statements, scope);
        }
        this.statements(node.otherwise ?? [], scope);
        break;
      case "loop":
        this.loop(node, scope);
        break;
      case "leave":
        this.expression(node.when, scope);
        break;
      case "return":
        this.expression(node.value, scope);
        if (node.query !== undefined) {
          this.query(node.query, scope);
        }
        break;
      case "set-variable":
        for (const item of node.items) {
          this.expressions(item.targets, scope);
          this.expression(item.value, scope);
        }
        break;
      case "raise":
      case "print":
        this.expressions(node.args, scope);
        break;
      case "cursor":
        this.expressions(node.args, scope);
        this.expressions(node.into, scope);
        if (node.query !== undefined) {
          this.query(node.query, scope);
        }
        break;
      case "perform":
        this.query(node.query, scope);
        break;
      default:
        break;
    }
  }

  loop(node: Loop, outer: Scope): void {
    const scope = new Scope("block", node, outer);
    scope.open = true;
    scope.qualifier = node.label;
    for (const part of [node.condition, node.from, node.to, node.by, node.source]) {
      this.expression(part, outer);
    }
    if (node.query !== undefined) {
      this.query(node.query, outer);
    }
    for (const name of node.variables ?? []) {
      if (node.type === "for-query" && node.query !== undefined) {
        this.record(scope, name, node, node.query);
      } else {
        this.variable(scope, name, "loop", node, undefined);
      }
    }
    this.within(node, scope, "body", () => this.statements(node.statements, scope));
  }

  /** A loop's record: fields are the columns of its query, so it is a row and a variable at once. */
  record(scope: Scope, name: Name, node: Node, query: Query): void {
    this.variable(scope, name, "loop", node, undefined);
    scope.ownRelations.push(
      relation(this.know, {
        source: "row",
        node,
        name: name.text,
        nameNode: name,
        alias: undefined,
        qualifiedOnly: true,
        result: () => ({ ...this.know.resultSet(query), complete: false }),
      }),
    );
  }

  // -------------------------------------------------------------- queries

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

  // -------------------------------------------------------------- relations

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
      const range = { start: nodes[0]?.start ?? join.end, end: nodes.at(-1)?.end ?? join.end };
      this.within(range, sees, "using", () => this.ownColumns(nodes, relations), "closed");
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
          result: () => UNKNOWN_COLUMNS,
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

  /** A relation that is named: a definition of the text first, then the catalog. */
  named(scope: Scope, seed: RelationSeed & { readonly written: QualifiedName }): ScopeRelation {
    const only = seed.written.parts.length === 1 ? seed.written.parts[0] : undefined;
    const local = only === undefined ? undefined : this.localTableNamed(scope, only);
    return relation(
      this.know,
      local === undefined ? seed : { ...seed, local, isInside: this.isInside(scope, local) },
    );
  }

  isInside(scope: Scope, local: LocalTable): boolean {
    if (!local.recursive) {
      return false;
    }
    const { start, end } = local.node;
    return start <= this.region.start && this.region.end <= end && scope.kind !== "statement";
  }

  localTableNamed(from: Scope, name: Name): LocalTable | undefined {
    const key = localKey(this.know.dialect, name);
    for (const scope of from.chain()) {
      const { tables } = scope;
      const limit = Math.min(tables.length, scope.tablesLimit);
      for (let i = limit - 1; i >= 0; i -= 1) {
        const table = tables[i];
        if (table !== undefined && localKey(this.know.dialect, table.name) === key) {
          return table;
        }
      }
    }
    return undefined;
  }

  // -------------------------------------------------------------- changes

  insert(node: Insert, outer: Scope): void {
    const base = this.with(node.with, outer);
    const scope = new Scope("dml", node, base);
    this.ownScope.set(node, scope);
    this.within(node, scope, "insert-target", () => {
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
          this.within(
            {
              start: conflict.target?.[0]?.start ?? conflict.start,
              end: conflict.target?.at(-1)?.end ?? conflict.start,
            },
            sees,
            "conflict-target",
            () => {
              this.orderItems(conflict.target, scope);
              this.expression(conflict.targetWhere, scope);
            },
            "closed",
          );
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
    this.within(node, scope, "from", () => {
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

  /** T-SQL and MySQL: the table to change is named by its alias in the list that follows. */
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
    this.within(node, scope, "from", () => {
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
    this.within(node, scope, "from", () => {
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

  ownColumns(names: readonly Name[] | undefined, relations: readonly ScopeRelation[]): void {
    for (const name of names ?? []) {
      this.sites.push({ what: "own-column", name, relations });
    }
  }

  orderItems(items: readonly OrderItem[] | undefined, scope: Scope): void {
    for (const item of items ?? []) {
      this.expression(item.expression, scope);
    }
  }

  // -------------------------------------------------------------- expressions

  expressions(nodes: readonly Expression[] | undefined, scope: Scope): void {
    for (const node of nodes ?? []) {
      this.expression(node, scope);
    }
  }

  window(spec: WindowSpec | Name, scope: Scope): void {
    if (spec.kind === "name") {
      this.sites.push({ what: "window", name: spec, scope });
      return;
    }
    if (spec.base !== undefined) {
      this.sites.push({ what: "window", name: spec.base, scope });
    }
    this.expressions(spec.partitionBy, scope);
    this.orderItems(spec.orderBy?.items, scope);
    for (const bound of spec.frame?.bounds ?? []) {
      this.expression(bound.offset, scope);
    }
  }

  /** `[x + 1 FOR x IN list IF x > 0]`: elements that see a name of their own. */
  comprehension(node: Extract<Expression, { kind: "array" }>, scope: Scope): boolean {
    const [value, list, ...rest] = node.elements;
    if (value === undefined || list === undefined || !this.can("list-comprehension")) {
      return false;
    }
    const between = this.know.text.slice(value.end, list.start);
    const head = /^\s*for\s+(.*?)\s+in\s*$/isu.exec(between);
    if (head === null) {
      return false;
    }
    const inner = new Scope("lambda", node, scope);
    for (const name of between.matchAll(/[\p{L}_][\p{L}\p{N}_$]*/gu)) {
      const start = value.end + name.index;
      const [text] = name;
      if (!/^(?:for|in)$/iu.test(text)) {
        const node: Name = { kind: "name", start, end: start + text.length, text, quoted: false };
        this.variable(inner, node, "lambda", value, undefined);
      }
    }
    this.expression(list, scope);
    this.expressions([value, ...rest], inner);
    return true;
  }

  /** `x IN t`: the name is a table's. */
  tableAsList(node: ColumnReference, scope: Scope): void {
    const written: QualifiedName = {
      kind: "qualified-name",
      start: node.start,
      end: node.end,
      parts: node.parts,
    };
    const found = this.named(scope, { source: "table", node, written });
    this.sites.push({ what: "relation", relation: found, scope });
  }

  /** Walks an expression with a stack of its own: a chain of ANDs is as deep as it is long. */
  expression(root: Expression | undefined, scope: Scope): void {
    if (root === undefined) {
      return;
    }
    const stack: Expression[] = [root];
    const push = (node: Expression | undefined): void => {
      if (node !== undefined) {
        stack.push(node);
      }
    };
    const pushAll = (nodes: readonly Expression[] | undefined): void => {
      for (let i = (nodes?.length ?? 0) - 1; i >= 0; i -= 1) {
        push(nodes?.[i]);
      }
    };
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      switch (node.kind) {
        case "column":
          this.scopeOf.set(node, scope);
          this.sites.push({ what: "column", node, scope });
          break;
        case "star":
          this.scopeOf.set(node, scope);
          this.sites.push({ what: "star", node, scope });
          for (const item of node.replace ?? []) {
            push(item.expression);
          }
          break;
        case "literal":
        case "typed-literal":
        case "parameter":
        case "variable":
        case "default":
        case "current-of":
        case "missing":
          break;
        case "interval":
          push(node.value);
          break;
        case "unary":
        case "collate":
          push(node.operand);
          break;
        case "binary":
          push(node.right);
          push(node.left);
          break;
        case "is":
          push(node.right);
          push(node.operand);
          break;
        case "between":
          push(node.high);
          push(node.low);
          push(node.operand);
          break;
        case "in":
          pushAll(node.list);
          if (node.source?.kind === "column" && this.can("in-table-name")) {
            this.tableAsList(node.source, scope);
          } else {
            push(node.source);
          }
          push(node.operand);
          if (node.query !== undefined) {
            this.query(node.query, scope);
          }
          break;
        case "like":
          push(node.escape);
          push(node.pattern);
          push(node.operand);
          break;
        case "exists":
        case "subquery":
          this.query(node.query, scope);
          break;
        case "quantified":
          push(node.source);
          if (node.query !== undefined) {
            this.query(node.query, scope);
          }
          break;
        case "call":
          this.scopeOf.set(node, scope);
          this.sites.push({ what: "function", name: node.name });
          {
            const values = new Set(valueArguments(this.know.dialect, node));
            for (let i = node.args.length - 1; i >= 0; i -= 1) {
              const arg = node.args[i];
              if (arg === undefined) {
                continue;
              }
              if (arg.kind === "star" && arg.qualifier.length === 0) {
                // The star of a count stands for rows and no columns.
                this.scopeOf.set(arg, scope);
              } else if (values.has(arg) && !isWordOfSyntax(node, arg, i)) {
                push(arg);
              } else {
                this.words.add(arg);
              }
            }
          }
          push(node.separator);
          push(node.filter);
          this.orderItems(node.orderBy?.items, scope);
          this.orderItems(node.withinGroup?.items, scope);
          if (node.over !== undefined) {
            this.window(node.over, scope);
          }
          break;
        case "cast":
          push(node.format);
          push(node.operand);
          break;
        case "case":
          push(node.otherwise);
          for (let i = node.whens.length - 1; i >= 0; i -= 1) {
            push(node.whens[i]?.result);
            push(node.whens[i]?.condition);
          }
          push(node.operand);
          break;
        case "array":
          if (!this.comprehension(node, scope)) {
            pushAll(node.elements);
          }
          if (node.query !== undefined) {
            this.query(node.query, scope);
          }
          break;
        case "struct":
          // Keys of a literal are names of its own.
          pushAll(node.values);
          break;
        case "row":
          pushAll(node.elements);
          break;
        case "subscript":
          push(node.slice?.high);
          push(node.slice?.low);
          push(node.index);
          push(node.base);
          break;
        case "field":
          push(node.base);
          break;
        case "at-time-zone":
          push(node.zone);
          push(node.operand);
          break;
        case "named-argument":
          push(node.value);
          break;
        case "assignment":
          push(node.value);
          push(node.target);
          break;
        case "lambda": {
          const inner = new Scope("lambda", node, scope);
          for (const name of node.parameters) {
            this.variable(inner, name, "lambda", node, undefined);
          }
          this.expression(node.body, inner);
          break;
        }
        default:
          break;
      }
    }
  }
}

/** Is the argument a word of the call's syntax, though it looks like a column? */
function isWordOfSyntax(call: Call, arg: Expression, index: number): boolean {
  const only = arg.kind === "column" && arg.parts.length === 1 ? arg.parts[0] : undefined;
  const name = call.name.parts.at(-1)?.text ?? "";
  if (only === undefined || only.quoted) {
    return false;
  }
  if (call.separators?.includes("USING") === true || /^normalize$/iu.test(name)) {
    return index > 0 && index === call.args.length - 1;
  }
  return index === 0 && /^extract$/iu.test(name);
}

/** From so many definitions on, a chain is evaluated in steps. */
const DEEP_CHAIN = 50;

function sortRegions(root: Region): void {
  const stack: Region[] = [root];
  for (let region = stack.pop(); region !== undefined; region = stack.pop()) {
    region.children.sort((a, b) => a.start - b.start || b.end - a.end);
    stack.push(...region.children);
  }
}

function lastName(name: QualifiedName): Name {
  return (
    name.parts.at(-1) ?? { kind: "name", start: name.end, end: name.end, text: "", quoted: false }
  );
}

/** A name the engine gives, at a place of length 0. */
function nameLike(node: NodeBase, text: string): Name {
  return { kind: "name", start: node.start, end: node.start, text, quoted: false };
}

function isQuery(node: Node): node is Query {
  return (
    node.kind === "select" ||
    node.kind === "compound" ||
    node.kind === "values" ||
    node.kind === "table-query" ||
    node.kind === "dml-query"
  );
}

const PROCEDURAL = new Set([
  "if",
  "case-statement",
  "loop",
  "leave",
  "return",
  "set-variable",
  "raise",
  "cursor",
  "perform",
  "print",
]);

function isStatement(
  node: Exclude<CreateRoutine["body"], Block | undefined>,
): node is Extract<typeof node, StatementNode> {
  return isQuery(node) || PROCEDURAL.has(node.kind);
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
