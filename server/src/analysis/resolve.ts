/**
 * Names to what they mean: from the innermost scope outwards, as engines do it. Where some relation in
 * sight has columns that are not known, a bare name that is not found is unknowable and never wrong.
 */
import { nameKey, type WrittenName } from "../catalog/lookup.ts";
import type { ColumnReference, Name, Node, Query } from "../sql/ast.ts";
import { packFunctions } from "./functions.ts";
import {
  type Knowledge,
  type Resolution,
  type ResultColumn,
  type Scope,
  type ScopeColumn,
  type ScopeRelation,
  UNKNOWABLE,
  UNKNOWN_TYPE,
  type Variable,
} from "./model.ts";
import { goesBy, writtenColumnKey } from "./relations.ts";

/** What a column reference means in its scope. */
export function resolveReference(node: ColumnReference, scope: Scope, know: Knowledge): Resolution {
  const { parts } = node;
  const last = parts.at(-1);
  if (last === undefined || last.text === "" || parts.some(isHole)) {
    return UNKNOWABLE;
  }
  return parts.length === 1 ? bare(last, scope, know, node) : qualified(parts, scope, know);
}

/** The relation that a qualifier names: `t`, `s.t`. */
export function resolveRelation(
  qualifier: readonly Name[],
  scope: Scope,
  know: Knowledge,
): { readonly relation: ScopeRelation; readonly outer: number } | undefined {
  let outer = 0;
  for (const at of scope.chain()) {
    const found = relationIn(qualifier, at, know);
    if (found !== undefined) {
      return { relation: found, outer };
    }
    outer += opensQuery(at) ? 1 : 0;
  }
  for (const at of scope.chain()) {
    const found = at.beyond === undefined ? undefined : relationIn(qualifier, at.beyond, know);
    if (found !== undefined) {
      return { relation: found, outer: 0 };
    }
  }
  return undefined;
}

/** The columns among a scope's own relations that a bare name could mean, USING taken into account. */
export function columnsNamed(
  scope: Scope,
  name: WrittenName,
  know: Knowledge,
): {
  readonly candidates: readonly ScopeColumn[];
  readonly merged: boolean;
  readonly open: boolean;
} {
  const found: { readonly column: ScopeColumn; readonly index: number }[] = [];
  let open = false;
  const all = scope.owner.ownRelations;
  for (let index = scope.first; index < scope.last; index += 1) {
    const relation = all[index];
    if (
      relation === undefined ||
      relation.qualifiedOnly ||
      (relation.onlyInJoin && scope.kind !== "join")
    ) {
      continue;
    }
    const column = relation.columnNamed(name);
    if (column !== undefined) {
      found.push({ column, index });
    } else if (!relation.complete) {
      open = true;
    }
  }
  if (found.length < 2 || scope.owner.merges.length === 0) {
    return { candidates: found.map((it) => it.column), merged: false, open };
  }
  return { ...mergedColumns(scope, found, writtenColumnKey(know, name)), open };
}

function mergedColumns(
  scope: Scope,
  found: readonly { readonly column: ScopeColumn; readonly index: number }[],
  key: string,
): { readonly candidates: readonly ScopeColumn[]; readonly merged: boolean } {
  let left = found;
  let merged = false;
  for (const merge of scope.owner.merges) {
    if (!merge.keys.has(key)) {
      continue;
    }
    const covered = left.filter((it) => merge.start <= it.index && it.index < merge.end);
    if (covered.length < 2) {
      continue;
    }
    const kept = covered[merge.type === "right" ? covered.length - 1 : 0];
    left = left.filter((it) => !covered.includes(it) || it === kept);
    merged = true;
  }
  return left.length === 1 && merged
    ? { candidates: found.map((it) => it.column), merged: true }
    : { candidates: left.map((it) => it.column), merged: false };
}

function bare(name: Name, scope: Scope, know: Knowledge, node: ColumnReference): Resolution {
  let outer = 0;
  let isOpen = false;
  for (const at of scope.chain()) {
    const found = bareIn(name, at, know, outer);
    if (found !== undefined) {
      return found;
    }
    isOpen ||= at.open || hasUnknownOutput(at, know);
    outer += opensQuery(at) ? 1 : 0;
  }
  for (const at of scope.chain()) {
    const found = at.beyond === undefined ? undefined : bareIn(name, at.beyond, know, 0);
    if (found !== undefined) {
      return found.tag === "column" && !at.beyondAllowed ? { ...found, outOfReach: true } : found;
    }
  }
  const special = specialName(name, scope, know);
  if (special !== undefined) {
    return special;
  }
  void node;
  return isOpen ? UNKNOWABLE : { tag: "unknown", missing: "column", relation: onlyRelation(scope) };
}

function bareIn(name: Name, scope: Scope, know: Knowledge, outer: number): Resolution | undefined {
  if (scope.aliasUse === "first") {
    const alias = aliasNamed(scope, name, know);
    if (alias !== undefined) {
      return { tag: "alias", column: alias, outer };
    }
  }
  const { candidates, merged, open } = columnsNamed(scope, name, know);
  const column = candidates[0];
  if (column !== undefined) {
    if (merged) {
      return { tag: "column", column, relation: column.relation, outer, merged: candidates };
    }
    return candidates.length === 1
      ? { tag: "column", column, relation: column.relation, outer }
      : { tag: "ambiguous", candidates };
  }
  if (scope.aliasUse === "fallback" || (scope.aliasUse === "subqueries" && outer > 0)) {
    const alias = aliasNamed(scope, name, know);
    if (alias !== undefined) {
      return { tag: "alias", column: alias, outer };
    }
  }
  const variable = variableNamed(scope, name, know);
  if (variable !== undefined) {
    return { tag: "variable", variable };
  }
  if (open) {
    return UNKNOWABLE;
  }
  // A relation's own name is its whole row.
  const relation = relationIn([name], scope, know);
  return relation === undefined ? undefined : { tag: "relation", relation, outer };
}

/** Is the scope that of the rows of a set operation whose columns are not all known? */
function hasUnknownOutput(scope: Scope, know: Knowledge): boolean {
  return (
    scope.kind === "compound" &&
    scope.output !== undefined &&
    !know.resultSet(scope.output).complete
  );
}

/** An output name of the query whose clause this is. */
function aliasNamed(scope: Scope, name: Name, know: Knowledge): ResultColumn | undefined {
  const { output } = scope;
  if (output === undefined) {
    return undefined;
  }
  const key = writtenColumnKey(know, name);
  if (output.kind === "select") {
    const item = output.items.find(
      (it) => it.alias !== undefined && writtenColumnKey(know, it.alias) === key,
    );
    return item === undefined ? undefined : columnOfItem(output, item, know);
  }
  return know.resultSet(output).columns.find((it) => {
    const { definition } = it;
    const own =
      definition !== undefined && isNameNode(definition)
        ? definition
        : { text: it.name ?? "", quoted: true };
    return writtenColumnKey(know, own) === key;
  });
}

function columnOfItem(
  query: Query,
  item: NonNullable<ResultColumn["item"]>,
  know: Knowledge,
): ResultColumn {
  const known: ResultColumn = {
    name: item.alias?.text,
    get type() {
      return know.typeOf(item.expression);
    },
    expression: item.expression,
    item,
    definition: item.alias,
  };
  void query;
  return known;
}

function qualified(parts: readonly Name[], scope: Scope, know: Knowledge): Resolution {
  const last = parts.at(-1);
  if (last === undefined) {
    return UNKNOWABLE;
  }
  let outer = 0;
  let isOpen = false;
  for (const at of scope.chain()) {
    const found = qualifiedIn(parts, at, know, outer);
    if (found !== undefined) {
      return found;
    }
    isOpen ||= at.open;
    outer += opensQuery(at) ? 1 : 0;
  }
  for (const at of scope.chain()) {
    const found = at.beyond === undefined ? undefined : qualifiedIn(parts, at.beyond, know, 0);
    if (found !== undefined) {
      return found.tag === "column" && !at.beyondAllowed ? { ...found, outOfReach: true } : found;
    }
  }
  const word = last.text.toLowerCase();
  if (word === "nextval" || word === "currval") {
    return { tag: "function", name: word };
  }
  const field = fieldOf(parts, scope, know);
  if (field !== undefined) {
    return field;
  }
  if (isOpen) {
    return UNKNOWABLE;
  }
  return { tag: "unknown", missing: "relation" };
}

function qualifiedIn(
  parts: readonly Name[],
  scope: Scope,
  know: Knowledge,
  outer: number,
): Resolution | undefined {
  // The longest qualifier first: `s.t.c` before `t.c.field`.
  for (let split = parts.length - 1; split >= 1; split -= 1) {
    const relation = relationIn(parts.slice(0, split), scope, know);
    const name = parts[split];
    if (relation === undefined || name === undefined) {
      continue;
    }
    const column = relation.columnNamed(name);
    const path = split + 1 < parts.length ? parts.slice(split + 1) : undefined;
    if (column !== undefined) {
      return { tag: "column", column, relation, outer, path };
    }
    const hidden = hiddenColumn(name, relation, know);
    if (hidden !== undefined) {
      return { tag: "column", column: hidden, relation, outer };
    }
    if (!relation.complete || split > 1) {
      return UNKNOWABLE;
    }
    return { tag: "unknown", missing: "column", relation };
  }
  const [first, ...path] = parts;
  if (first !== undefined) {
    const variable = variableNamed(scope, first, know);
    if (variable !== undefined) {
      return { tag: "variable", variable, path };
    }
    const { qualifier } = scope;
    const name = parts[1];
    if (
      qualifier !== undefined &&
      name !== undefined &&
      nameKey(know.dialect, qualifier, "column") === nameKey(know.dialect, first, "column")
    ) {
      const own = variableNamed(scope, name, know);
      if (own !== undefined) {
        return { tag: "variable", variable: own, path: parts.slice(2) };
      }
    }
  }
  return undefined;
}

/** `column.field`, where an engine lets a dot reach into a value. */
function fieldOf(parts: readonly Name[], scope: Scope, know: Knowledge): Resolution | undefined {
  const [first, ...path] = parts;
  if (first === undefined || !know.dialect.can("dot-field-access")) {
    return undefined;
  }
  const base = bare(first, scope, know, {
    kind: "column",
    start: first.start,
    end: first.end,
    parts: [first],
  });
  if (base.tag === "column") {
    return { ...base, path };
  }
  return base.tag === "unknown" ? undefined : UNKNOWABLE;
}

function relationIn(
  qualifier: readonly WrittenName[],
  scope: Scope,
  know: Knowledge,
): ScopeRelation | undefined {
  const name = qualifier.at(-1);
  if (name === undefined) {
    return undefined;
  }
  const all = scope.owner.ownRelations;
  let written: ScopeRelation | undefined;
  for (let index = scope.last - 1; index >= scope.first; index -= 1) {
    const relation = all[index];
    if (relation === undefined || !goesBy(know, relation, name)) {
      continue;
    }
    if (relation.onlyInJoin && scope.kind !== "join") {
      continue;
    }
    if (qualifier.length > 1 && !inSchema(relation, qualifier.at(-2), know)) {
      continue;
    }
    if (relation.source !== "row" || written === undefined) {
      written = relation;
    }
  }
  return written;
}

function inSchema(
  relation: ScopeRelation,
  schema: WrittenName | undefined,
  know: Knowledge,
): boolean {
  if (schema === undefined || relation.alias !== undefined || relation.source === "row") {
    return false;
  }
  const { table, written } = relation;
  const key = nameKey(know.dialect, schema, "relation").toLowerCase();
  const own = written?.parts.at(-2);
  if (own !== undefined) {
    return nameKey(know.dialect, own, "relation").toLowerCase() === key;
  }
  if (table === undefined) {
    return know.finder === undefined;
  }
  // A schema without a name is whichever one the text was meant for.
  return table.schema === "" || table.schema.toLowerCase() === key;
}

function variableNamed(scope: Scope, name: WrittenName, know: Knowledge): Variable | undefined {
  if (scope.variables.length === 0) {
    return undefined;
  }
  const key = nameKey(know.dialect, name, "column").toLowerCase();
  return scope.variables.findLast(
    (it) => nameKey(know.dialect, it.name, "column").toLowerCase() === key,
  );
}

/** Columns that a stored table has beside its own: `ctid`, `rowid`. */
function hiddenColumn(
  name: WrittenName,
  relation: ScopeRelation,
  know: Knowledge,
): ScopeColumn | undefined {
  const isStored =
    relation.table !== undefined ||
    relation.source === "row" ||
    relation.source === "target" ||
    !relation.complete;
  if (!isStored || !isSystemColumn(name, know)) {
    return undefined;
  }
  return { name: name.text.toLowerCase(), relation, type: UNKNOWN_TYPE, hidden: true };
}

function isSystemColumn(name: WrittenName, know: Knowledge): boolean {
  const lower = name.text.toLowerCase();
  return know.dialect.pack.data.systemColumns?.includes(lower) === true;
}

/** What a bare name may still be when no scope has it. */
function specialName(name: Name, scope: Scope, know: Knowledge): Resolution | undefined {
  const { dialect } = know;
  if (isSystemColumn(name, know)) {
    for (const at of scope.chain()) {
      const relation = at.relations.find((it) => hiddenColumn(name, it, know) !== undefined);
      const column = relation === undefined ? undefined : hiddenColumn(name, relation, know);
      if (relation !== undefined && column !== undefined) {
        return { tag: "column", column, relation, outer: 0 };
      }
    }
    return UNKNOWABLE;
  }
  if (!name.quoted && packFunctions(dialect, name.text).some((it) => it.noParens === true)) {
    return { tag: "function", name: name.text.toLowerCase() };
  }
  if (!name.quoted && /^all$/iu.test(name.text) && dialect.can("order-by-all")) {
    return { tag: "keyword" };
  }
  if (name.quoted && dialect.can("quoted-name-may-be-string")) {
    return UNKNOWABLE;
  }
  return undefined;
}

function onlyRelation(scope: Scope): ScopeRelation | undefined {
  for (const at of scope.chain()) {
    const [first, second] = at.relations.filter((it) => !it.qualifiedOnly);
    if (first !== undefined) {
      return second === undefined ? first : undefined;
    }
  }
  return undefined;
}

/** Scopes at which a name found further out is a correlation. */
function opensQuery(scope: Scope): boolean {
  return (
    (scope.kind === "select" ||
      scope.kind === "clause" ||
      scope.kind === "join" ||
      scope.kind === "lateral") &&
    isOwnQuery(scope.node)
  );
}

function isOwnQuery(node: Node): boolean {
  return (
    node.kind === "select" ||
    node.kind === "join" ||
    node.kind === "derived-table" ||
    node.kind === "table-function"
  );
}

function isNameNode(node: object): node is Name {
  return "kind" in node && node.kind === "name";
}

/** A hole of a host language stands for any name. */
function isHole(name: Name): boolean {
  return !name.quoted && /[{}<>?%:]/u.test(name.text);
}
