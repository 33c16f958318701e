/** Scopes of procedural code: blocks, variables, loops and their records. */
import type {
  Block,
  Declaration,
  Loop,
  Name,
  Node,
  Query,
  RoutineParameter,
  StatementNode,
} from "../sql/ast.ts";
import { type LocalTable, type ResultSet, Scope, type ScopeRelation } from "./model.ts";
import { definitionRelation, relation } from "./relations.ts";
import { ChangeScopes } from "./scope-changes.ts";

export abstract class ProcedureScopes extends ChangeScopes {
  statements(nodes: readonly StatementNode[], scope: Scope): void {
    for (const node of nodes) {
      this.within(node, scope, "body", () => this.statement(node, scope));
    }
  }

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

  parameter(node: RoutineParameter, scope: Scope): void {
    if (node.name !== undefined) {
      this.variable(scope, node.name, "parameter", node, node.type);
    }
    this.expression(node.default, scope);
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
}
