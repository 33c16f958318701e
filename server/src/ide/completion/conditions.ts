/** Join conditions after ON, names after USING, the list after GROUP BY, `*` written out. */
import type { ScopeRelation } from "../../analysis/model.ts";
import { applyEdits } from "../../base/text.ts";
import type { Expression, Join, Node, NodeOf, SelectItem, Star } from "../../sql/ast.ts";
import { children } from "../../sql/walk.ts";
import { qualifierText } from "./columns.ts";
import type { CompletionContext } from "./context.ts";
import { type Candidate, Weight } from "./item.ts";
import { equalities } from "./relations.ts";

/** `o.user_id = u.id` from foreign keys of either side, then from columns that are named alike. */
export function onCandidates(ctx: CompletionContext): readonly Candidate[] {
  const join = ctx.path.findLast((it): it is Join => it.kind === "join");
  const right = join === undefined ? undefined : ctx.analysis.relationOf(join.right);
  const others = ctx.scope.relations.filter(
    (it) => it !== right && it.name !== undefined && it.source !== "join",
  );
  if (right === undefined || right.name === undefined) {
    return [];
  }
  const own = qualifierText(ctx, right);
  const found: Candidate[] = [];
  for (const other of others.toReversed()) {
    for (const text of keyConditions(ctx, own, right, other)) {
      found.push(condition(text, "foreign key", Weight.Condition));
    }
  }
  if (found.length === 0) {
    for (const other of others.toReversed()) {
      for (const text of inferredConditions(ctx, own, right, other)) {
        found.push(condition(text, "same name (no foreign key)", Weight.Condition - 40));
      }
    }
  }
  return found;
}

function condition(text: string, detail: string, weight: number): Candidate {
  return { label: text, kind: "condition", detail, insertText: text, weight };
}

function keyConditions(
  ctx: CompletionContext,
  own: string,
  right: ScopeRelation,
  other: ScopeRelation,
): readonly string[] {
  const mine = right.table;
  const theirs = other.table;
  if (mine === undefined || theirs === undefined) {
    return [];
  }
  const points = (
    key: { readonly table: { readonly name: string; readonly schema: string } },
    to: { readonly name: string; readonly schema: string },
  ) => key.table.name === to.name && (key.table.schema === to.schema || key.table.schema === "");
  return [
    ...mine.foreignKeys
      .filter((it) => points(it, theirs))
      .map((it) =>
        equalities(
          ctx,
          own,
          it.columns,
          other,
          it.targets.length > 0 ? it.targets : (theirs.primaryKey?.columns ?? []),
        ),
      ),
    ...theirs.foreignKeys
      .filter((it) => points(it, mine))
      .map((it) =>
        equalities(
          ctx,
          own,
          it.targets.length > 0 ? it.targets : (mine.primaryKey?.columns ?? []),
          other,
          it.columns,
        ),
      ),
  ].filter((it) => it !== "");
}

/** `orders.user_id` and `users.id`; `a.user_id` and `b.user_id`: plausible, and said to be a guess. */
function inferredConditions(
  ctx: CompletionContext,
  own: string,
  right: ScopeRelation,
  other: ScopeRelation,
): readonly string[] {
  const singular = (name: string | undefined) =>
    (name ?? "").toLowerCase().replace(/ies$/u, "y").replace(/s$/u, "");
  const rightName = singular(right.table?.name ?? right.name);
  const otherName = singular(other.table?.name ?? other.name);
  const pairs: (readonly [string, string])[] = [];
  for (const mine of right.columns) {
    for (const theirs of other.columns) {
      const a = mine.name.toLowerCase();
      const b = theirs.name.toLowerCase();
      if (
        (a === b && a.endsWith("id") && a !== "id") ||
        (b === "id" && a === `${otherName}_id`) ||
        (a === "id" && b === `${rightName}_id`)
      ) {
        pairs.push([mine.name, theirs.name]);
      }
    }
  }
  return pairs
    .map(([mine, theirs]) => equalities(ctx, own, [mine], other, [theirs]))
    .filter((it) => it !== "");
}

/** Names that both sides of a join have, for USING. */
export function usingCandidates(ctx: CompletionContext): readonly Candidate[] {
  const join = ctx.path.findLast((it): it is Join => it.kind === "join");
  const right = join === undefined ? undefined : ctx.analysis.relationOf(join.right);
  if (join === undefined || right === undefined) {
    return [];
  }
  const left = new Set(
    ctx.scope.relations
      .filter((it) => it !== right)
      .flatMap((it) => it.columns.map((column) => column.name.toLowerCase())),
  );
  return right.columns
    .filter((it) => left.has(it.name.toLowerCase()))
    .map((it) => ({
      label: it.name,
      kind: "column",
      detail: it.type.type?.text ?? "in both",
      insertText: ctx.dialect.writeName(it.name),
      weight: Weight.Condition,
    }));
}

/** All select items that are not aggregates, as the list that GROUP BY wants. */
export function groupByCandidates(ctx: CompletionContext): readonly Candidate[] {
  const select = ctx.path.findLast((it): it is NodeOf<"select"> => it.kind === "select");
  const already = select?.groupBy?.items.length ?? 0;
  if (select === undefined || already > 1) {
    return [];
  }
  const texts = groupable(ctx, select.items);
  return texts === undefined || texts.length === 0
    ? []
    : [
        {
          label: texts.join(", "),
          kind: "columns",
          detail: "all that is not aggregated",
          insertText: texts.join(", "),
          weight: Weight.ColumnList + 20,
        },
      ];
}

function groupable(
  ctx: CompletionContext,
  items: readonly SelectItem[],
): readonly string[] | undefined {
  const plain = items.filter(
    (it) =>
      !hasAggregate(ctx, it.expression) &&
      it.expression.kind !== "literal" &&
      it.expression.kind !== "missing",
  );
  if (plain.some((it) => it.expression.kind === "star")) {
    return undefined;
  }
  return plain.map((it) => ctx.statement.text.slice(it.expression.start, it.expression.end));
}

/** Does an aggregate compute the expression or a part of it? Window functions are none. */
export function hasAggregate(
  ctx: Pick<CompletionContext, "dialect">,
  expression: Expression,
): boolean {
  const stack: Node[] = [expression];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "subquery" || node.kind === "exists") {
      continue;
    }
    if (node.kind === "call" && node.over === undefined) {
      const name = (node.name.parts.at(-1)?.text ?? "").toLowerCase();
      if (aggregateNames(ctx).has(name)) {
        return true;
      }
    }
    stack.push(...children(node));
  }
  return false;
}

const names = new WeakMap<object, ReadonlySet<string>>();

function aggregateNames({ dialect }: Pick<CompletionContext, "dialect">): ReadonlySet<string> {
  const known = names.get(dialect.pack);
  if (known !== undefined) {
    return known;
  }
  const found = new Set([
    "count",
    "sum",
    "avg",
    "min",
    "max",
    ...dialect.pack.functions
      .filter((it) => it.kind === "aggregate")
      .map((it) => it.name.toLowerCase()),
  ]);
  names.set(dialect.pack, found);
  return found;
}

/** `*` written out, with the cursor behind it. */
export function starCandidates(ctx: CompletionContext): readonly Candidate[] {
  const { star, text } = starBefore(ctx);
  if (star === undefined) {
    return [];
  }
  const { columns, complete } = ctx.analysis.starColumns(star);
  if (!complete || columns.length === 0) {
    return [];
  }
  const several = new Set(columns.map((it) => it.relation)).size > 1 || star.qualifier.length > 0;
  const written = columns.map((it) => {
    const name = ctx.dialect.writeName(it.name);
    return several && it.relation.name !== undefined
      ? `${qualifierText(ctx, it.relation)}.${name}`
      : name;
  });
  const start = ctx.replace.start - (ctx.at - 1 - star.start);
  return [
    {
      label: written.join(", "),
      filterText: text,
      kind: "columns",
      detail: `${columns.length} columns of *`,
      insertText: written.join(", "),
      weight: Weight.ColumnList + 50,
      additionalEdits: [{ range: { start, end: start + (star.end - star.start) }, text: "" }],
    },
  ];
}

function starBefore(ctx: CompletionContext): {
  readonly star: Star | undefined;
  readonly text: string;
} {
  const select = ctx.path.findLast((it): it is NodeOf<"select"> => it.kind === "select");
  const item = select?.items.findLast(
    (it) => it.expression.kind === "star" && it.expression.end === ctx.at - 1,
  );
  const star = item?.expression.kind === "star" ? item.expression : undefined;
  return {
    star,
    text: star === undefined ? "" : applyEdits(ctx.statement.text.slice(star.start, star.end), []),
  };
}
