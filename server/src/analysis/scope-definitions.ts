/** Scopes of definitions: the columns a table's own constraints see, routines, triggers. */
import type {
  Block,
  CreateRoutine,
  CreateTable,
  CreateTrigger,
  Name,
  Node,
  NodeBase,
  QualifiedName,
  StatementNode,
} from "../sql/ast.ts";
import { Scope, UNKNOWN_COLUMNS } from "./model.ts";
import { definitionRelation, relation } from "./relations.ts";
import { ProcedureScopes } from "./scope-procedures.ts";
import { isQuery, lastName } from "./scope-tree.ts";

export abstract class DefinitionScopes extends ProcedureScopes {
  tables(names: readonly QualifiedName[]): void {
    for (const name of names) {
      this.sites.push({ what: "table", name });
    }
  }

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
}

/** A name the engine gives, at a place of length 0. */
function nameLike(node: NodeBase, text: string): Name {
  return { kind: "name", start: node.start, end: node.start, text, quoted: false };
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
