/** Relations after FROM, JOIN, INTO, UPDATE and in DDL; whole joins from foreign keys. */
import { visibleTables } from "../../analysis/cursor.ts";
import type { ScopeRelation } from "../../analysis/model.ts";
import { memo } from "../../base/memo.ts";
import type { CatalogIndex } from "../../catalog/lookup.ts";
import type { ForeignKey, Table } from "../../catalog/model.ts";
import { relationName } from "../../catalog/write.ts";
import type { CompletionContext } from "./context.ts";
import { type Candidate, Weight } from "./item.ts";
import { keyword } from "./letter-case.ts";
import { schemaCandidates } from "./schemas.ts";
import { functionCandidates } from "./words.ts";

/** So many tables are looked at; the answer is incomplete beyond and asked again with more letters. */
export const TABLE_LIMIT = 80;

export function relationCandidates(ctx: CompletionContext): readonly Candidate[] {
  const reads = ctx.slots.has("relation");
  const found: Candidate[] = [];
  if (reads) {
    found.push(...cteCandidates(ctx));
  }
  const { index } = ctx;
  if (index === undefined) {
    return found;
  }
  const related = reads ? relatedTables(ctx) : new Map<Table, number>();
  const known =
    ctx.prefix === ""
      ? [...index.findTables("", TABLE_LIMIT), ...hubs(index)]
      : index.findTables(ctx.prefix, TABLE_LIMIT);
  for (const table of [...related.keys(), ...known]) {
    if (!fitsSlot(ctx, table)) {
      continue;
    }
    found.push(tableCandidate(ctx, table, related.has(table) ? Weight.RelatedTable : undefined));
  }
  if (reads) {
    found.push(...functionCandidates(ctx));
  }
  if (reads && isAfterJoin(ctx)) {
    // One whole join leads, so that it is what ghost text shows; then tables, then the other joins.
    found.push(
      ...joinCandidates(ctx).map((it, position) =>
        position === 0 ? { ...it, weight: Weight.RelatedTable + 1 } : it,
      ),
    );
  }
  found.push(...schemaCandidates(ctx));
  return unique(found);
}

/** So many tables are known to be in the middle of things. */
const HUB_LIMIT = 20;

/** The tables that most others point to: the likeliest before a letter is typed. */
const hubs = memo((index: CatalogIndex): readonly Table[] =>
  index.tables
    .filter((it) => index.incoming(it).length > 0)
    .sort((a, b) => index.incoming(b).length - index.incoming(a).length)
    .slice(0, HUB_LIMIT),
);

/** Foreign keys that count for a table's place in the list, at most. */
const KEYS_COUNTED = 8;

/** Tables of a schema that stands before the dot. */
export function tablesOfSchema(ctx: CompletionContext): readonly Candidate[] {
  const { index, qualifier } = ctx;
  const last = qualifier.at(-1);
  const schema = index === undefined || last === undefined ? undefined : index.schema(last);
  return (schema?.tables ?? [])
    .filter((it) => fitsSlot(ctx, it))
    .map((it) => ({
      ...tableCandidate(ctx, it),
      insertText: ctx.dialect.writeName(it.name),
      label: it.name,
    }));
}

function fitsSlot(ctx: CompletionContext, table: Table): boolean {
  const isView = table.kind === "view" || table.kind === "materialized-view";
  if (ctx.slots.has("relation")) {
    return true;
  }
  return ctx.slots.has("view")
    ? isView || ctx.slots.has("table")
    : !isView || ctx.clause === "insert-target";
}

function tableCandidate(ctx: CompletionContext, table: Table, weight?: number): Candidate {
  const { index, dialect } = ctx;
  const isView = table.kind === "view" || table.kind === "materialized-view";
  const name = index === undefined ? dialect.writeName(table.name) : relationName(index, table);
  const isSystem = dialect.pack.systemSchemas.includes(table.schema);
  const rows = table.rows === undefined || table.rows < 0 ? "" : ` · ≈ ${table.rows} rows`;
  const usual = isSystem ? Weight.SystemTable : isView ? Weight.View : Weight.Table;
  return {
    label: name.includes(".") ? `${table.schema}.${table.name}` : table.name,
    filterText: table.name,
    kind: isView ? "view" : "table",
    detail: `${isView ? "view" : "table"}${rows}`,
    from: table.schema === "" ? undefined : table.schema,
    insertText: name,
    weight: weight ?? usual + Math.min(index?.incoming(table).length ?? 0, KEYS_COUNTED),
    documentation: table.comment,
  };
}

function cteCandidates(ctx: CompletionContext): readonly Candidate[] {
  return visibleTables(ctx.scope).map((it) => ({
    label: it.name.text,
    kind: "cte",
    detail: it.source === "cte" ? "common table expression" : it.source.replace("-", " "),
    insertText: it.name.quoted ? ctx.dialect.writeName(it.name.text) : it.name.text,
    weight: Weight.Cte,
  }));
}

/** Tables one foreign key away from what is in scope, nearest first. */
function relatedTables(ctx: CompletionContext): ReadonlyMap<Table, number> {
  const { index } = ctx;
  const related = new Map<Table, number>();
  for (const relation of ctx.scope.relations) {
    if (relation.table === undefined || index === undefined) {
      continue;
    }
    for (const key of relation.table.foreignKeys) {
      const target = targetOf(ctx, key);
      if (target !== undefined) {
        related.set(target, 1);
      }
    }
    for (const { table } of index.incoming(relation.table)) {
      related.set(table, 1);
    }
  }
  return related;
}

function targetOf(ctx: CompletionContext, key: ForeignKey): Table | undefined {
  const { schema, name } = key.table;
  const parts = schema === "" ? [name] : [schema, name];
  return (
    ctx.index?.table(parts.map((text) => ({ text, quoted: true }))) ??
    ctx.index?.table([{ text: name, quoted: false }])
  );
}

function isAfterJoin(ctx: CompletionContext): boolean {
  const word = ctx.before[0]?.word;
  return word === "JOIN" || word === "STRAIGHT_JOIN";
}

/** `orders o ON o.user_id = u.id` for every foreign key between a table in scope and another one. */
function joinCandidates(ctx: CompletionContext): readonly Candidate[] {
  const { index } = ctx;
  if (index === undefined) {
    return [];
  }
  const names = new Set(namesInUse(ctx));
  const found: Candidate[] = [];
  for (const relation of otherRelations(ctx).toReversed()) {
    if (relation.table === undefined || relation.name === undefined) {
      continue;
    }
    for (const key of relation.table.foreignKeys) {
      const target = targetOf(ctx, key);
      if (target !== undefined) {
        const targets = key.targets.length > 0 ? key.targets : (target.primaryKey?.columns ?? []);
        found.push(joinCandidate(ctx, target, targets, relation, key.columns, names));
      }
    }
    for (const { table, key } of index.incoming(relation.table)) {
      const targets =
        key.targets.length > 0 ? key.targets : (relation.table.primaryKey?.columns ?? []);
      found.push(joinCandidate(ctx, table, key.columns, relation, targets, names));
    }
  }
  return found.filter((it) => it.insertText !== "");
}

/** Relations of the scope without the one that the placeholder makes. */
export function otherRelations(ctx: CompletionContext): readonly ScopeRelation[] {
  return ctx.scope.relations.filter(
    (it) => !(it.node.start <= ctx.at && ctx.at < it.node.end && it.source !== "join"),
  );
}

export function namesInUse(ctx: CompletionContext): readonly string[] {
  return ctx.scope.relations.flatMap((it) =>
    it.name === undefined ? [] : [it.name.toLowerCase()],
  );
}

function joinCandidate(
  ctx: CompletionContext,
  table: Table,
  columns: readonly string[],
  other: ScopeRelation,
  otherColumns: readonly string[],
  taken: ReadonlySet<string>,
): Candidate {
  const { dialect, index } = ctx;
  const alias = aliasFor(table.name, taken);
  const name = index === undefined ? dialect.writeName(table.name) : relationName(index, table);
  const usesAliases = other.alias !== undefined || taken.has(table.name.toLowerCase());
  const own = usesAliases ? dialect.writeName(alias) : dialect.writeName(table.name);
  const condition = equalities(ctx, own, columns, other, otherColumns);
  const text =
    condition === ""
      ? ""
      : `${name}${usesAliases ? ` ${own}` : ""} ${keyword(ctx, "ON")} ${condition}`;
  return {
    label: text,
    filterText: table.name,
    kind: "join",
    detail: `foreign key of ${columns.length > 0 && table.foreignKeys.some((it) => it.columns.join() === columns.join()) ? table.name : (other.table?.name ?? "")}`,
    insertText: text,
    weight: Weight.Join,
  };
}

/** `o.user_id = u.id AND …`; "" where the columns do not pair up. */
export function equalities(
  ctx: CompletionContext,
  left: string,
  leftColumns: readonly string[],
  right: ScopeRelation,
  rightColumns: readonly string[],
): string {
  const { dialect } = ctx;
  if (
    leftColumns.length === 0 ||
    leftColumns.length !== rightColumns.length ||
    right.name === undefined
  ) {
    return "";
  }
  const rightName =
    right.alias?.name.quoted === true || right.nameNode?.quoted === true
      ? dialect.writeName(right.name)
      : right.name;
  return leftColumns
    .map(
      (it, position) =>
        `${left}.${dialect.writeName(it)} = ${rightName}.${dialect.writeName(rightColumns[position] ?? "")}`,
    )
    .join(` ${keyword(ctx, "AND")} `);
}

/** Initials of the words in a name, with a number when they are taken: `order_items` is `oi`. */
export function aliasFor(name: string, taken: ReadonlySet<string>): string {
  const words = name.split(/[^\p{L}\p{N}]+|(?<=[a-z])(?=[A-Z])/u).filter((it) => it !== "");
  const initials = words.map((it) => it[0]?.toLowerCase() ?? "").join("") || "t";
  for (let n = 1; ; n += 1) {
    const alias = n === 1 ? initials : `${initials}${n}`;
    if (!taken.has(alias)) {
      return alias;
    }
  }
}

function unique(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((it) => {
    const key = `${it.kind === "join" ? "join" : ""} ${it.insertText}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
