/** Questions about the relations of one query and the predicates between them. */
import type { ScopeRelation } from "../analysis/model.ts";
import { resolveRelation } from "../analysis/resolve.ts";
import type { ColumnReference, Expression, Join, Node, Relation, Select } from "../sql/ast.ts";
import type { RuleContext } from "./rule.ts";
import { allNodes, conjuncts, originOf, uniqueKeys } from "./tree.ts";

type Known = Pick<RuleContext, "analysis">;

/** Everything of a FROM list that is no join, in text order. */
export function leaves(relations: readonly Relation[]): readonly Relation[] {
  const found: Relation[] = [];
  const stack = [...relations].reverse();
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.kind === "join") {
      stack.push(at.right, at.left);
    } else if (at.kind === "join-group") {
      stack.push(...[...at.relations].reverse());
    } else {
      found.push(at);
    }
  }
  return found;
}

/** The joins of a FROM list, outer ones first. */
export function joins(relations: readonly Relation[]): readonly Join[] {
  const found: Join[] = [];
  const stack = [...relations].reverse();
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.kind === "join") {
      found.push(at);
      stack.push(at.right, at.left);
    } else if (at.kind === "join-group") {
      stack.push(...at.relations);
    }
  }
  return found;
}

/** The relation that a column belongs to, with or without a catalog; undefined where that is open. */
export function relationOfColumn(
  column: ColumnReference,
  { analysis }: Known,
): { readonly relation: ScopeRelation; readonly outer: number } | undefined {
  const found = analysis.resolve(column);
  if (found.tag === "column") {
    return found.merged === undefined
      ? { relation: found.relation, outer: found.outer }
      : undefined;
  }
  const scope = analysis.scopeOf(column);
  if (scope === undefined || found.tag === "ambiguous") {
    return undefined;
  }
  if (column.parts.length > 1) {
    return resolveRelation(column.parts.slice(0, -1), scope, analysis);
  }
  return undefined;
}

/** The columns below a node; those that are really words, variables or aliases are left out. */
export function columnsIn(root: Node, { analysis }: Known): readonly ColumnReference[] {
  return allNodes(root).filter((it): it is ColumnReference => {
    if (it.kind !== "column") {
      return false;
    }
    const { tag } = analysis.resolve(it);
    return tag !== "keyword" && tag !== "function" && tag !== "variable" && tag !== "relation";
  });
}

/** Predicates that hold for every row of the result: WHERE and the conditions of inner joins. */
export function certain(select: Pick<Select, "where" | "from">): readonly Expression[] {
  return [
    ...conjuncts(select.where?.condition),
    ...joins(select.from?.relations ?? [])
      .filter((it) => it.type === "inner" || it.type === "cross")
      .flatMap((it) => conjuncts(it.on)),
  ];
}

/** Predicates of WHERE and of every join condition. */
export function everyConjunct(select: Pick<Select, "where" | "from">): readonly Expression[] {
  return [
    ...conjuncts(select.where?.condition),
    ...joins(select.from?.relations ?? []).flatMap((it) => conjuncts(it.on)),
  ];
}

/** The text of a column apart from case, quotes and white space; the same text is the same column. */
export function columnKey(column: ColumnReference): string {
  return column.parts.map((it) => it.text.toLowerCase()).join(".");
}

/** A query whose result is one row at most whatever the data are. */
export function isOneRow(query: Node | undefined, hasAggregate: (node: Node) => boolean): boolean {
  if (query?.kind === "values") {
    return query.rows.length === 1;
  }
  if (query?.kind !== "select") {
    return false;
  }
  return (
    query.groupBy === undefined &&
    (query.from === undefined ||
      query.items.some((it) => hasAggregate(it.expression)) ||
      (query.limit?.count?.kind === "literal" && query.limit.count.value === "1"))
  );
}

/** Was an expression put in parentheses? Its node does not say; its parent's text around it does. */
export function isParenthesized(
  node: Expression,
  context: Pick<RuleContext, "statement">,
): boolean {
  const { text } = context.statement;
  let before = node.start - 1;
  while (before >= 0 && /\s/u.test(text[before] ?? "")) {
    before -= 1;
  }
  return text[before] === "(";
}

/** One column of a relation of this query. */
export interface Place {
  readonly relation: ScopeRelation;
  readonly column: string;
}

/** The equalities between columns of two relations of one query, from ON, USING and WHERE. */
export function equalities(
  select: Pick<Select, "where" | "from">,
  context: Known,
): readonly (readonly [Place, Place])[] {
  const place = (side: Expression): Place | undefined => {
    const found = side.kind === "column" ? relationOfColumn(side, context) : undefined;
    const column = side.kind === "column" ? side.parts.at(-1)?.text : undefined;
    return found?.outer === 0 && column !== undefined
      ? { relation: found.relation, column }
      : undefined;
  };
  const written = everyConjunct(select).flatMap((it): [Place, Place][] => {
    const pair = it.kind === "binary" && it.op === "=" ? [place(it.left), place(it.right)] : [];
    const [left, right] = pair;
    return left === undefined || right === undefined || left.relation === right.relation
      ? []
      : [[left, right]];
  });
  const named = joins(select.from?.relations ?? []).flatMap((join) =>
    (join.using ?? []).flatMap((name): [Place, Place][] => {
      const right = context.analysis.relationOf(join.right);
      const left = leaves([join.left])
        .map((it) => context.analysis.relationOf(it))
        .find((it) => it?.columnNamed(name) !== undefined);
      return left === undefined || right === undefined
        ? []
        : [
            [
              { relation: left, column: name.text },
              { relation: right, column: name.text },
            ],
          ];
    }),
  );
  return [...written, ...named];
}

/** Do two relations read the same stored table? Without a catalog the name as written decides. */
export function isSameTable(a: ScopeRelation, b: ScopeRelation): boolean {
  if (a.table !== undefined || b.table !== undefined) {
    return a.table === b.table;
  }
  const name = (it: ScopeRelation) =>
    it.written?.parts.map((part) => part.text.toLowerCase()).join(".");
  return name(a) !== undefined && name(a) === name(b);
}

/** Does a join find one row at most? Undefined where no column of the joined table is compared. */
export function findsOneRow(join: Join, context: Known): boolean | undefined {
  const relation = context.analysis.relationOf(join.right);
  const keys = conjuncts(join.on).flatMap((it) =>
    it.kind === "binary" && it.op === "="
      ? [it.left, it.right].filter(
          (side) =>
            side.kind === "column" && relationOfColumn(side, context)?.relation === relation,
        )
      : [],
  );
  if (relation === undefined || keys.length === 0) {
    return undefined;
  }
  if (relation.table === undefined) {
    // Without a catalog the name of a column tells best whether it is a key.
    return keys.some((it) => it.kind === "column" && KEY_NAME.test(it.parts.at(-1)?.text ?? ""));
  }
  const names = keys.flatMap((it) => originOf(it, context)?.column.name ?? []);
  return uniqueKeys(relation.table).some((key) => key.every((it) => names.includes(it)));
}

const KEY_NAME = /^(?:id|uuid|code|key|pk)$/iu;
