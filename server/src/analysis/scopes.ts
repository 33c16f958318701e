/**
 * Builds the scopes of a statement in one walk: which relations, definitions, variables and aliases
 * each place sees. Columns stay lazy: a relation asks the catalog, or the query behind it, only when
 * somebody asks the relation.
 *
 * The walk is one object in layers, each knowing one part of the language and the layers below:
 * expressions, queries, changes, procedures, definitions; here is the choice between statements.
 */
import type { QualifiedName, StatementNode } from "../sql/ast.ts";
import { type Knowledge, Scope } from "./model.ts";
import { DefinitionScopes } from "./scope-definitions.ts";
import { lastName, type Region, type ScopeTree } from "./scope-tree.ts";

/** Builds the scope tree of a statement. */
export function scopes(root: StatementNode, know: Knowledge): ScopeTree {
  return new Builder(root, know).build();
}

class Builder extends DefinitionScopes {
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
}

function sortRegions(root: Region): void {
  const stack: Region[] = [root];
  for (let region = stack.pop(); region !== undefined; region = stack.pop()) {
    region.children.sort((a, b) => a.start - b.start || b.end - a.end);
    stack.push(...region.children);
  }
}
