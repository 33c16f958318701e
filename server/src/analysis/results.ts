/**
 * What columns a query gives: names as the engine gives them, types when they are asked for, and each
 * star replaced by the columns it stands for.
 */
import { storedName } from "../catalog/lookup.ts";
import type { Expression, Name, NodeBase, Query, Select, SelectItem, Star } from "../sql/ast.ts";
import {
  type Knowledge,
  type ResultColumn,
  type ResultSet,
  type Scope,
  type ScopeColumn,
  type ScopeRelation,
  UNKNOWN_COLUMNS,
  UNKNOWN_TYPE,
  type ValueType,
  withType,
} from "./model.ts";
import { storedColumnKey, writtenColumnKey } from "./relations.ts";
import { columnsNamed, resolveRelation } from "./resolve.ts";
import { arms, type ScopeTree } from "./scope-tree.ts";
import { unified } from "./unify.ts";

/** The columns a star stands for; `columns` is empty and not complete where that cannot be known. */
export interface StarColumns {
  readonly columns: readonly ScopeColumn[];
  readonly complete: boolean;
}

/** The columns of a query's result. */
export function resultSet(query: Query, tree: ScopeTree, know: Knowledge): ResultSet {
  switch (query.kind) {
    case "select":
      return selected(query, tree, know);
    case "values":
      return valuesColumns(query.rows, know);
    case "table-query": {
      const relation = tree.relationOf.get(query);
      return relation === undefined ? UNKNOWN_COLUMNS : ofRelation(relation);
    }
    case "dml-query": {
      const { statement } = query;
      const items = statement.returning?.items;
      return items === undefined ? { columns: [], complete: true } : itemColumns(items, tree, know);
    }
    default:
      return compoundColumns(query, know);
  }
}

function ofRelation(relation: ScopeRelation): ResultSet {
  return { complete: relation.complete, columns: relation.columns.map((it) => handedOn(it)) };
}

function handedOn(column: ScopeColumn, star?: Star): ResultColumn {
  return withType(
    {
      name: column.name,
      origin: column.origin,
      column,
      star,
      definition: star ?? column.definition,
    },
    () => column.type,
  );
}

function selected(query: Select, tree: ScopeTree, know: Knowledge): ResultSet {
  if (query.items.length === 0) {
    // `FROM t` alone, where an engine allows it, gives every column.
    const scope = tree.ownScope.get(query);
    if (
      scope === undefined ||
      query.from === undefined ||
      query.from.start > query.selectRange.start
    ) {
      return UNKNOWN_COLUMNS;
    }
    const all = allColumns(scope, know);
    return { complete: all.complete, columns: all.columns.map((it) => handedOn(it)) };
  }
  return itemColumns(query.items, tree, know);
}

function itemColumns(items: readonly SelectItem[], tree: ScopeTree, know: Knowledge): ResultSet {
  const columns: ResultColumn[] = [];
  let complete = true;
  for (const item of items) {
    const { expression } = item;
    if (expression.kind === "star") {
      const found = starColumns(expression, tree, know);
      complete &&= found.complete;
      columns.push(...found.columns.map((it) => handedOn(it, expression)));
    } else if (expression.kind === "field" && expression.field.kind === "star") {
      complete = false;
    } else if (expression.kind !== "missing") {
      columns.push(itemColumn(item, know));
    }
  }
  return { columns, complete };
}

/** The column that a select item gives; the item is not a star. */
export function itemColumn(item: SelectItem, know: Knowledge): ResultColumn {
  const { expression, alias } = item;
  const resolved =
    expression.kind === "column" && alias === undefined ? know.resolve(expression) : undefined;
  const stored =
    resolved?.tag === "column" && resolved.path === undefined ? resolved.column.name : undefined;
  const named = alias ?? namePart(expression);
  const origin = lazyOrigin(expression, know);
  const fields = {
    name: alias?.text ?? stored ?? resultName(expression, know),
    expression,
    item,
    definition: named ?? (expression satisfies NodeBase),
  };
  Object.defineProperty(fields, "origin", { get: origin, enumerable: true });
  return withType(fields, () => know.typeOf(expression));
}

function lazyOrigin(expression: Expression, know: Knowledge): () => ResultColumn["origin"] {
  return () => {
    if (expression.kind !== "column") {
      return undefined;
    }
    const found = know.resolve(expression);
    return found.tag === "column" && found.path === undefined ? found.column.origin : undefined;
  };
}

function namePart(expression: Expression): Name | undefined {
  return expression.kind === "column" ? expression.parts.at(-1) : undefined;
}

/** The name an engine gives to a column without an alias; absent where it gives none to rely on. */
export function resultName(expression: Expression, know: Knowledge): string | undefined {
  if (expression.kind === "column") {
    const name = expression.parts.at(-1);
    return name === undefined ? undefined : storedName(know.dialect, name);
  }
  if (know.dialect.can("names-columns-by-function")) {
    return figured(expression, know) ?? "?column?";
  }
  if (know.dialect.can("names-columns-by-text")) {
    return know.text.slice(expression.start, expression.end);
  }
  return undefined;
}

/** The name of the function, the type or the column inside an expression. */
function figured(root: Expression, know: Knowledge): string | undefined {
  let at = root;
  let typeName: string | undefined;
  for (;;) {
    switch (at.kind) {
      case "column": {
        const name = at.parts.at(-1);
        return name === undefined ? typeName : storedName(know.dialect, name);
      }
      case "field":
        return at.field.kind === "name" ? storedName(know.dialect, at.field) : undefined;
      case "subscript":
        at = at.base;
        break;
      case "cast":
        typeName ??= lastWord(at.type.qualified?.parts.at(-1)?.text ?? at.type.name, know);
        at = at.operand;
        break;
      case "collate":
        at = at.operand;
        break;
      case "call":
        return at.name.parts.at(-1)?.text.toLowerCase();
      case "case":
        return at.otherwise === undefined ? "case" : (figured(at.otherwise, know) ?? "case");
      case "array":
        return "array";
      case "exists":
        return "exists";
      case "row":
        return "row";
      case "literal":
        return typeName ?? (at.type === "boolean" ? "bool" : undefined);
      case "typed-literal":
        return lastWord(at.type.name, know);
      case "interval":
        return "interval";
      case "at-time-zone":
        return "timezone";
      case "subquery": {
        const inner = know.resultSet(at.query).columns[0]?.name;
        return inner === "?column?" ? undefined : inner;
      }
      default:
        return typeName;
    }
  }
}

/** The internal name of a type, which is what a cast is called. */
function lastWord(name: string, know: Knowledge): string {
  const aliases = know.dialect.pack.types[name]?.aliases ?? [];
  return (
    aliases.find((it) => /^(?:bool|(?:int|float)\d|varchar|bpchar)$/u.test(it)) ??
    name.split(" ")[0] ??
    name
  );
}

function valuesColumns(
  rows: Extract<Query, { kind: "values" }>["rows"],
  know: Knowledge,
): ResultSet {
  const width = rows[0]?.values.length ?? 0;
  const columns = Array.from(
    { length: width },
    (_, index): ResultColumn =>
      withType(
        { name: valuesName(index, know), expression: rows[0]?.values[index] },
        (): ValueType => {
          let type: ValueType | undefined;
          for (const row of rows) {
            const value = row.values[index];
            if (value !== undefined) {
              type = unified(type, know.typeOf(value));
            }
          }
          return type ?? UNKNOWN_TYPE;
        },
      ),
  );
  return { columns, complete: true };
}

function valuesName(index: number, know: Knowledge): string {
  return know.dialect.can("values-row")
    ? `column_${index}`
    : know.dialect.can("names-columns-by-text") || know.dialect.can("names-columns-by-function")
      ? `column${index + 1}`
      : "";
}

function compoundColumns(query: Query, know: Knowledge): ResultSet {
  const sets = arms(query).map((it) => know.resultSet(it));
  const first = sets[0] ?? UNKNOWN_COLUMNS;
  if (query.kind === "compound" && query.byName === true) {
    return byName(sets, know);
  }
  const columns = first.columns.map(
    (column, index): ResultColumn =>
      withType(
        {
          name: column.name,
          item: column.item,
          expression: column.expression,
          definition: column.definition,
          inputs: sets.flatMap((it) => it.columns[index] ?? []),
        },
        (): ValueType => {
          let type: ValueType | undefined;
          for (const set of sets) {
            const own = set.columns[index];
            if (own !== undefined) {
              type = unified(type, own.type);
            }
          }
          return type ?? UNKNOWN_TYPE;
        },
      ),
  );
  return { columns, complete: first.complete };
}

function byName(sets: readonly ResultSet[], know: Knowledge): ResultSet {
  const columns = new Map<string, ResultColumn>();
  for (const set of sets) {
    for (const column of set.columns) {
      const key = storedColumnKey(know, column.name ?? "");
      if (!columns.has(key)) {
        columns.set(key, column);
      }
    }
  }
  return { columns: [...columns.values()], complete: sets.every((it) => it.complete) };
}

// ---------------------------------------------------------------- stars

/** The columns a star stands for, in order. */
export function starColumns(star: Star, tree: ScopeTree, know: Knowledge): StarColumns {
  const scope = tree.scopeOf.get(star);
  if (scope === undefined) {
    return { columns: [], complete: false };
  }
  let found: StarColumns;
  if (star.qualifier.length > 0) {
    const relation = resolveRelation(star.qualifier, scope, know)?.relation;
    found =
      relation === undefined
        ? { columns: [], complete: false }
        : { columns: relation.columns, complete: relation.complete };
  } else {
    found = allColumns(scope, know);
  }
  if (star.except === undefined) {
    return found;
  }
  const except = new Set(star.except.map((it) => writtenColumnKey(know, it)));
  return {
    complete: found.complete,
    columns: found.columns.filter((it) => !except.has(storedColumnKey(know, it.name))),
  };
}

/** All columns of a scope's relations; those that USING merges come once. */
export function allColumns(scope: Scope, know: Knowledge): StarColumns {
  const owner = scope.owner.kind === "select" || scope.owner.kind === "dml" ? scope.owner : scope;
  const relations = owner.ownRelations.filter((it) => !it.qualifiedOnly && !it.onlyInJoin);
  const complete = relations.every((it) => it.complete);
  if (owner.merges.length === 0) {
    return { columns: relations.flatMap((it) => it.columns), complete };
  }
  const merged = new Set(owner.merges.flatMap((it) => [...it.keys]));
  const keepsOrder = know.dialect.can("using-keeps-order");
  const first: ScopeColumn[] = [];
  const rest: ScopeColumn[] = [];
  const seen = new Set<string>();
  for (const relation of relations) {
    for (const column of relation.columns) {
      const key = storedColumnKey(know, column.name);
      if (!merged.has(key)) {
        rest.push(column);
        continue;
      }
      if (seen.has(key)) {
        continue;
      }
      const named = columnsNamed(owner, { text: column.name, quoted: true }, know);
      if (named.merged) {
        seen.add(key);
        (keepsOrder ? rest : first).push(column);
      } else {
        rest.push(column);
      }
    }
  }
  return { columns: [...first, ...rest], complete };
}
