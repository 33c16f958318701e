/** Columns: of what is in scope, after a qualifier, in lists of a target, before FROM is written. */
import { visibleAliases, visibleRelations, visibleVariables } from "../../analysis/cursor.ts";
import type { ScopeColumn, ScopeRelation } from "../../analysis/model.ts";
import type { Column, Table } from "../../catalog/model.ts";
import { relationName } from "../../catalog/write.ts";
import type { Insert, Name, Node, NodeOf } from "../../sql/ast.ts";
import { TokenKind } from "../../sql/tokens.ts";
import type { CompletionContext } from "./context.ts";
import { type Candidate, Weight } from "./item.ts";
import { keyword } from "./letter-case.ts";
import { wantedKind } from "./values.ts";

/** Columns of every relation in sight, nearest first, and the relations' names as qualifiers. */
export function columnCandidates(ctx: CompletionContext): readonly Candidate[] {
  const found: Candidate[] = [];
  const visible = visibleRelations(ctx.scope).filter((it) => !isTyped(ctx, it.relation));
  const wanted = wantedKind(ctx);
  for (const { relation, outer } of visible) {
    const neighbors = visible.filter((it) => it.outer === outer).map((it) => it.relation);
    const counts = countNames(neighbors);
    const weight = outer === 0 ? Weight.Column : Weight.OuterColumn - outer;
    for (const [position, column] of relation.columns.entries()) {
      if (isPlaceholder(ctx, column.name)) {
        continue;
      }
      const ambiguous = (counts.get(column.name.toLowerCase()) ?? 0) > 1 || relation.qualifiedOnly;
      const qualifier =
        ambiguous && relation.name !== undefined ? qualifierText(ctx, relation) : undefined;
      const fits = wanted !== undefined && column.type.kind === wanted ? FITTING_TYPE : 0;
      found.push(columnCandidate(ctx, column, qualifier, weight + fits - position / 100));
    }
    if (relation.name !== undefined && !isPlaceholder(ctx, relation.name)) {
      found.push(qualifierCandidate(ctx, relation, outer));
    }
  }
  for (const it of visibleAliases(ctx.scope, ctx.analysis)) {
    if (it.name !== undefined && !isPlaceholder(ctx, it.name)) {
      found.push({
        label: it.name,
        kind: "alias",
        detail: it.type.type?.text ?? "alias of the select list",
        insertText: it.item?.alias?.quoted === true ? ctx.dialect.writeName(it.name) : it.name,
        weight: ctx.clause === "order-by" ? Weight.Column + 5 : Weight.SelectAlias,
      });
    }
  }
  for (const it of visibleVariables(ctx.scope)) {
    found.push({
      label: it.name.text,
      kind: "variable",
      detail: it.type.type?.text ?? it.source,
      insertText: it.name.text,
      weight: Weight.Variable,
    });
  }
  return unique(found);
}

/** A column of the type that the place wants comes before the others. */
const FITTING_TYPE = 0.5;

/** Is the relation the name that is being typed? */
function isTyped(ctx: CompletionContext, relation: ScopeRelation): boolean {
  return (
    relation.source === "table" &&
    relation.written !== undefined &&
    relation.written.start <= ctx.at &&
    ctx.at <= relation.written.end
  );
}

/** The columns of what stands before the dot; `undefined` where it is nothing in scope. */
export function qualifiedColumns(ctx: CompletionContext): readonly Candidate[] | undefined {
  const { qualifier } = ctx;
  const last = qualifier.at(-1);
  if (last === undefined) {
    return undefined;
  }
  const relation = visibleRelations(ctx.scope).find(
    (it) =>
      it.relation.name !== undefined &&
      sameName(ctx, it.relation.name, last) &&
      !isTyped(ctx, it.relation),
  )?.relation;
  if (relation !== undefined) {
    return relation.columns.map((it, position) =>
      columnCandidate(ctx, it, undefined, Weight.Column - position / 100),
    );
  }
  const table = ctx.index?.table(qualifier) ?? tableNamedBefore(ctx, last);
  return table?.columns.map((it, position) =>
    storedCandidate(ctx, table, it, Weight.Column - position / 100),
  );
}

/** `users u` somewhere in a text too broken to have scopes: the table that the word is an alias of. */
function tableNamedBefore({ index, statement }: CompletionContext, alias: Name): Table | undefined {
  const { tokens, text, dialect } = statement;
  const nameAt = (at: number): Name | undefined => {
    const start = tokens.starts[at] ?? 0;
    const end = tokens.ends[at] ?? 0;
    const kind = tokens.kinds[at];
    const quoted = kind === TokenKind.QuotedName;
    const raw = text.slice(start, end);
    return kind === TokenKind.Word || quoted
      ? { kind: "name", start, end, text: quoted ? dialect.unquoteName(raw) : raw, quoted }
      : undefined;
  };
  for (let at = 1; at < tokens.count; at += 1) {
    const name = nameAt(at);
    if (name === undefined || name.text.toLowerCase() !== alias.text.toLowerCase()) {
      continue;
    }
    const before = dialect.terminals[tokens.terminals[at - 1] ?? 0] === "AS" ? at - 2 : at - 1;
    const table = nameAt(before);
    const schema = text[tokens.starts[before - 1] ?? 0] === "." ? nameAt(before - 2) : undefined;
    const found =
      table === undefined
        ? undefined
        : index?.table(schema === undefined ? [table] : [schema, table]);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

export function sameName(ctx: CompletionContext, name: string, written: Name): boolean {
  return (
    name === written.text ||
    (!written.quoted && name.toLowerCase() === written.text.toLowerCase()) ||
    name === ctx.dialect.foldName(written.text, written.quoted)
  );
}

function isPlaceholder(ctx: CompletionContext, name: string): boolean {
  return name === "sqlx_cursor_" || (ctx.inString && name === ctx.prefix);
}

/** Columns of the table that a statement changes, less those already named in the list. */
export function targetColumns(ctx: CompletionContext): readonly Candidate[] | undefined {
  const holder = ctx.path.findLast(
    (it): it is NodeOf<"insert" | "update" | "merge-when" | "on-conflict"> =>
      it.kind === "insert" ||
      it.kind === "update" ||
      it.kind === "merge-when" ||
      it.kind === "on-conflict",
  );
  const owner = ctx.path.findLast(
    (it): it is NodeOf<"insert" | "update" | "merge"> =>
      it.kind === "insert" || it.kind === "update" || it.kind === "merge",
  );
  if (holder === undefined || owner === undefined) {
    return undefined;
  }
  const targets = ctx.analysis.targets(owner);
  const used = new Set(namesListed(holder, ctx.at).map((it) => it.toLowerCase()));
  const several = targets.length > 1;
  return targets.flatMap((target, place) =>
    target.columns
      .filter((it) => !used.has(it.name.toLowerCase()) && it.origin?.column.generated === undefined)
      .map((it, position) => {
        // A number that the engine gives itself is seldom written.
        const isNumbered = it.origin?.column.identity !== undefined;
        return columnCandidate(
          ctx,
          it,
          several ? qualifierText(ctx, target) : undefined,
          Weight.Column - place - position / 100 - (isNumbered ? 1 : 0),
        );
      }),
  );
}

/** Names of columns that the list around the cursor already has. */
function namesListed(holder: Node, at: number): readonly string[] {
  const lists: readonly (readonly Node[])[] =
    holder.kind === "insert"
      ? [holder.columns ?? [], (holder.set ?? []).flatMap((it) => it.targets)]
      : holder.kind === "update" || holder.kind === "merge-when" || holder.kind === "on-conflict"
        ? [
            (holder.set ?? []).flatMap((it) => it.targets),
            holder.kind === "merge-when" ? (holder.columns ?? []) : [],
          ]
        : [];
  return lists
    .flat()
    .flatMap((it) =>
      it.kind === "column" && !(it.start <= at && at <= it.end)
        ? [it.parts.at(-1)?.text ?? ""]
        : [],
    );
}

/** The whole column list of an INSERT as one item: all columns that must or can be given. */
export function insertListCandidate(ctx: CompletionContext): readonly Candidate[] {
  const insert = ctx.path.findLast((it): it is Insert => it.kind === "insert");
  const [target] = insert === undefined ? [] : ctx.analysis.targets(insert);
  const table = target?.table;
  if (insert === undefined || table === undefined || (insert.columns ?? []).length > 1) {
    return [];
  }
  const names = table.columns
    .filter((it) => it.generated === undefined && it.identity === undefined)
    .map((it) => ctx.dialect.writeName(it.name));
  return names.length < 2
    ? []
    : [
        {
          label: names.join(", "),
          kind: "columns",
          detail: "all columns",
          insertText: names.join(", "),
          weight: Weight.Column - 30,
        },
      ];
}

/** Before FROM is written: columns of any table, each bringing its table along. */
export function columnsOfAnyTable(ctx: CompletionContext): readonly Candidate[] {
  const { index, prefix } = ctx;
  const select = ctx.path.findLast((it) => it.kind === "select");
  if (
    index === undefined ||
    prefix === "" ||
    select?.kind !== "select" ||
    select.from !== undefined ||
    ctx.clause !== "select" ||
    (ctx.quote !== undefined && ctx.inString)
  ) {
    return [];
  }
  return index.findColumnNames(prefix, ANY_TABLE_LIMIT).flatMap((name) =>
    index
      .tablesWithColumn(name)
      .slice(0, TABLES_A_COLUMN)
      .map((table, position) => {
        const column = table.columns.find((it) => it.name === name);
        const from = ` ${keyword(ctx, "FROM")} ${relationName(index, table)}`;
        return {
          label: position === 0 ? name : `${table.name}.${name}`,
          filterText: name,
          kind: "column" as const,
          detail: column?.type.text ?? "",
          from: table.name,
          insertText: ctx.dialect.writeName(name),
          weight: Weight.OuterColumn - position,
          additionalEdits: [
            { range: { start: ctx.replace.end, end: ctx.replace.end }, text: from },
          ],
        };
      }),
  );
}

const ANY_TABLE_LIMIT = 20;
const TABLES_A_COLUMN = 3;

export function columnCandidate(
  ctx: CompletionContext,
  column: ScopeColumn,
  qualifier: string | undefined,
  weight: number,
): Candidate {
  const { relation, origin } = column;
  const name = ctx.dialect.writeName(column.name);
  return {
    label: qualifier === undefined ? column.name : `${qualifier}.${column.name}`,
    filterText: column.name,
    kind: "column",
    detail: columnDetail(column, origin?.table, origin?.column),
    from: relation.name ?? relation.table?.name,
    insertText: qualifier === undefined ? name : `${qualifier}.${name}`,
    weight: column.hidden === true ? weight - 60 : weight,
    documentation: origin?.column.comment,
  };
}

function storedCandidate(
  ctx: CompletionContext,
  table: Table,
  column: Column,
  weight: number,
): Candidate {
  return {
    label: column.name,
    kind: "column",
    detail: columnDetail(undefined, table, column),
    from: table.name,
    insertText: ctx.dialect.writeName(column.name),
    weight,
    documentation: column.comment,
  };
}

function columnDetail(
  scoped: ScopeColumn | undefined,
  table: Table | undefined,
  column: Column | undefined,
): string {
  const type =
    column?.type.text ??
    scoped?.type.type?.text ??
    (scoped === undefined || scoped.type.kind === "unknown" ? "" : scoped.type.kind);
  const facts = [
    type,
    table !== undefined &&
    column !== undefined &&
    table.primaryKey?.columns.includes(column.name) === true
      ? "PK"
      : "",
    table !== undefined &&
    column !== undefined &&
    table.foreignKeys.some((it) => it.columns.includes(column.name))
      ? "FK"
      : "",
  ];
  return facts.filter((it) => it !== "").join(" · ");
}

export function qualifierText(ctx: CompletionContext, relation: ScopeRelation): string {
  const name = relation.name ?? "";
  return relation.nameNode?.quoted === true
    ? ctx.dialect.writeName(name)
    : (relation.nameNode?.text ?? name);
}

function qualifierCandidate(
  ctx: CompletionContext,
  relation: ScopeRelation,
  distance: number,
): Candidate {
  const target = relation.table?.name;
  return {
    label: qualifierText(ctx, relation),
    kind: "alias",
    detail:
      target === undefined || target === relation.name ? relation.source : `alias of ${target}`,
    insertText: qualifierText(ctx, relation),
    weight: Weight.Qualifier - distance,
  };
}

function countNames(relations: readonly ScopeRelation[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (relations.length > 1) {
    for (const relation of relations) {
      for (const column of relation.columns) {
        const key = column.name.toLowerCase();
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return counts;
}

function unique(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((it) => {
    const isNew = !seen.has(it.insertText);
    seen.add(it.insertText);
    return isNew;
  });
}
