/**
 * Scopes of expressions: names are noted with the scope they stand in, subqueries and lambdas open
 * their own. Holds the state of the walk, which the classes above share.
 */
import { columnType } from "../catalog/column-type.ts";
import { localKey } from "../catalog/lookup.ts";
import type {
  Call,
  ColumnReference,
  Expression,
  Name,
  Node,
  NodeBase,
  OrderItem,
  QualifiedName,
  Query,
  StatementNode,
  TypeName,
  WindowSpec,
} from "../sql/ast.ts";
import { valueArguments } from "./functions.ts";
import {
  type Clause,
  type Knowledge,
  type LocalTable,
  lazy,
  Scope,
  type ScopeRelation,
  UNKNOWN_TYPE,
  type Variable,
} from "./model.ts";
import { type RelationSeed, relation } from "./relations.ts";
import type { NameSite, Region } from "./scope-tree.ts";

export abstract class ExpressionScopes {
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

  abstract query(node: Query, outer: Scope): void;

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

  /** The range of the brackets around a list; the list may be empty. */
  brackets(list: readonly NodeBase[]): NodeBase {
    const { text } = this.know;
    const first = list[0]?.start ?? 0;
    const last = list.at(-1)?.end ?? first;
    const start = text.lastIndexOf("(", Math.max(first - 1, 0));
    const close = text.indexOf(")", last);
    return { start: start < 0 ? first : start, end: close < 0 ? text.length : close + 1 };
  }

  openScope(node: Node, outer: Scope): Scope {
    const scope = new Scope("definition", node, outer);
    scope.open = true;
    return scope;
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
