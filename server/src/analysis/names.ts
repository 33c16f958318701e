/**
 * Every name of a statement with what it means, and all uses of one thing: what go-to-definition, find
 * references and rename ask.
 */
import { memo } from "../base/memo.ts";
import { isSystemTable, localKey, nameKey } from "../catalog/lookup.ts";
import type { Routine, Table } from "../catalog/model.ts";
import type { Name, NodeBase, QualifiedName, SelectItem } from "../sql/ast.ts";
import type { Analysis } from "./analyze.ts";
import type {
  ColumnOrigin,
  LocalTable,
  Resolution,
  ResultColumn,
  ScopeColumn,
  ScopeRelation,
  Variable,
} from "./model.ts";
import { resolveRelation } from "./resolve.ts";
import type { NameSite } from "./scope-tree.ts";

/** What a name stands for. */
export type Meaning =
  | { readonly tag: "relation"; readonly relation: ScopeRelation }
  | { readonly tag: "table"; readonly table: Table }
  | { readonly tag: "schema"; readonly name: string }
  | { readonly tag: "local-table"; readonly table: LocalTable }
  | {
      readonly tag: "column";
      readonly column: ScopeColumn;
      readonly outOfReach?: boolean | undefined;
    }
  | { readonly tag: "stored-column"; readonly origin: ColumnOrigin }
  | { readonly tag: "alias"; readonly item: SelectItem; readonly column?: ResultColumn | undefined }
  /** A name in a list that names columns: `AS t (a, b)`. */
  | { readonly tag: "column-name"; readonly definition: Name }
  | { readonly tag: "variable"; readonly variable: Variable }
  | { readonly tag: "window"; readonly definition: Name | undefined }
  | { readonly tag: "function"; readonly name: string; readonly routines: readonly Routine[] }
  | { readonly tag: "ambiguous"; readonly candidates: readonly ScopeColumn[] }
  | {
      readonly tag: "unknown";
      readonly missing: "column" | "relation" | "table";
      readonly relation?: ScopeRelation | undefined;
    }
  | { readonly tag: "unknowable" };

/** One name in the text. */
export interface NameUse {
  readonly range: NodeBase;
  readonly name: Name;
  readonly meaning: Meaning;
  /** The place is where the statement defines the thing. */
  readonly isDefinition: boolean;
}

/** All names of a statement, in text order. */
export const nameUses: (analysis: Analysis) => readonly NameUse[] = memo((analysis: Analysis) => {
  const uses: NameUse[] = [];
  for (const site of analysis.tree.sites) {
    addSite(site, analysis, uses);
  }
  return uses
    .filter((it) => it.range.start < it.range.end)
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
});

/** The name at an offset; a cursor at its end counts. */
export function useAt(analysis: Analysis, offset: number): NameUse | undefined {
  const uses = nameUses(analysis).filter(
    (it) => it.range.start <= offset && offset <= it.range.end,
  );
  return uses.find((it) => offset < it.range.end) ?? uses[0];
}

/** Where the statement defines what a name stands for; absent where the catalog or the engine does. */
export function definitionOf(meaning: Meaning): NodeBase | undefined {
  switch (meaning.tag) {
    case "relation": {
      const { alias, cte, table, nameNode, node } = meaning.relation;
      return alias?.name ?? cte?.name ?? (table === undefined ? (nameNode ?? node) : undefined);
    }
    case "local-table":
      return meaning.table.name;
    case "column":
      return meaning.column.definition ?? meaning.column.item;
    case "column-name":
      return meaning.definition;
    case "alias":
      return meaning.item.alias;
    case "variable":
      return meaning.variable.name;
    case "window":
      return meaning.definition;
    default:
      return undefined;
  }
}

/** All names of the statement that stand for the same thing as this one, itself included. */
export function usesOf(analysis: Analysis, use: NameUse): readonly NameUse[] {
  const wanted = identity(use.meaning, analysis);
  return wanted === undefined
    ? [use]
    : nameUses(analysis).filter((it) => identity(it.meaning, analysis) === wanted);
}

/** The object that two uses share when they mean the same. */
export function identity(meaning: Meaning, analysis: Analysis): object | undefined {
  switch (meaning.tag) {
    case "relation": {
      const { relation } = meaning;
      if (relation.alias !== undefined || relation.nameNode === undefined) {
        return relation.alias ?? relation.node;
      }
      return relation.cte?.name ?? relation.table ?? relation.node;
    }
    case "table":
      return meaning.table;
    case "local-table":
      return meaning.table.name;
    case "column":
      return columnIdentity(passedOn(meaning.column, analysis));
    case "column-name":
      return meaning.definition;
    case "stored-column":
      return meaning.origin.column;
    case "alias":
      return meaning.item.alias ?? meaning.item;
    case "variable":
      return meaning.variable.name;
    case "window":
      return meaning.definition;
    default:
      return undefined;
  }
}

function columnIdentity(column: ScopeColumn): object {
  const { definition, origin } = column;
  if (definition !== undefined && "kind" in definition && definition.kind === "name") {
    return definition;
  }
  return origin?.column ?? column.item ?? column;
}

/** The column that a bare select item hands on under its own name, through any number of queries. */
function passedOn(column: ScopeColumn, analysis: Analysis): ScopeColumn {
  let at = column;
  for (let i = 0; i < MAX_HANDS; i += 1) {
    const { item } = at;
    if (item === undefined || item.alias !== undefined || item.expression.kind !== "column") {
      return at;
    }
    if (at.definition !== item.expression.parts.at(-1)) {
      return at;
    }
    const inner = analysis.resolve(item.expression);
    if (inner.tag !== "column" || inner.path !== undefined) {
      return at;
    }
    at = inner.column;
  }
  return at;
}

/** The stored object a name stands for, or a column of one that queries hand on under its own name. */
export type StoredObject =
  | { readonly tag: "table"; readonly table: Table }
  | { readonly tag: "column"; readonly table: Table; readonly name: string }
  | { readonly tag: "routine"; readonly schema: string; readonly name: string };

export function storedObject(meaning: Meaning, analysis: Analysis): StoredObject | undefined {
  switch (meaning.tag) {
    case "table":
      return meaning;
    case "relation": {
      const { alias, cte, table } = meaning.relation;
      return alias === undefined && cte === undefined && table !== undefined
        ? { tag: "table", table }
        : undefined;
    }
    case "stored-column":
      return { tag: "column", table: meaning.origin.table, name: meaning.origin.column.name };
    case "column": {
      const column = passedOn(meaning.column, analysis);
      const own = columnIdentity(column);
      return column.origin !== undefined && own === column.origin.column
        ? { tag: "column", table: column.origin.table, name: column.origin.column.name }
        : undefined;
    }
    case "function": {
      const [routine] = meaning.routines;
      return routine === undefined
        ? undefined
        : { tag: "routine", schema: routine.schema, name: routine.name };
    }
    default:
      return undefined;
  }
}

/** A recursive definition may hand a column to itself for ever. */
const MAX_HANDS = 100;

function addSite(site: NameSite, analysis: Analysis, uses: NameUse[]): void {
  const add = (name: Name, meaning: Meaning, isDefinition = false): void => {
    uses.push({ range: name, name, meaning, isDefinition });
  };
  switch (site.what) {
    case "column":
      addReference(site.node.parts, analysis.resolve(site.node), site.scope, analysis, add);
      break;
    case "star": {
      const { qualifier } = site.node;
      const last = qualifier.at(-1);
      if (last !== undefined) {
        const found = resolveRelation(qualifier, site.scope, analysis);
        add(
          last,
          found === undefined
            ? missingRelation(site.scope)
            : { tag: "relation", relation: found.relation },
        );
      }
      break;
    }
    case "own-column": {
      const all = site.relations.flatMap((it) => it.columnNamed(site.name) ?? []);
      const [found, second] = all;
      if (site.unique === true && second !== undefined) {
        add(site.name, { tag: "ambiguous", candidates: all });
        break;
      }
      const [relation] = site.relations;
      const isKnown = site.relations.every((it) => it.complete) && site.relations.length > 0;
      const isSystem =
        analysis.dialect.pack.data.systemColumns?.includes(site.name.text.toLowerCase()) === true;
      add(
        site.name,
        found !== undefined
          ? { tag: "column", column: found }
          : isKnown && !isSystem
            ? { tag: "unknown", missing: "column", relation }
            : { tag: "unknowable" },
      );
      break;
    }
    case "relation":
      addRelation(site.relation, analysis, add);
      break;
    case "relation-name":
      add(site.name, { tag: "relation", relation: site.relation });
      break;
    case "column-name":
      add(site.name, { tag: "column-name", definition: site.name }, true);
      break;
    case "local-table":
      add(site.table.name, { tag: "local-table", table: site.table }, true);
      addColumnList(site.table, add);
      break;
    case "alias":
      if (site.item.alias !== undefined) {
        add(site.item.alias, { tag: "alias", item: site.item }, true);
      }
      break;
    case "variable":
      add(site.variable.name, { tag: "variable", variable: site.variable }, true);
      break;
    case "function": {
      const last = site.name.parts.at(-1);
      if (last !== undefined) {
        const routines = analysis.finder?.routines(site.name.parts) ?? [];
        add(last, { tag: "function", name: last.text.toLowerCase(), routines });
      }
      break;
    }
    case "window": {
      const key = localKey(analysis.dialect, site.name);
      const definition = [...site.scope.chain()]
        .flatMap((it) => it.owner.windows)
        .find((it) => localKey(analysis.dialect, it.name) === key)?.name;
      add(site.name, { tag: "window", definition }, definition === site.name);
      break;
    }
    case "table":
      addStored(site.name, analysis, add);
      break;
    default: {
      const table = analysis.finder?.table(site.table.parts);
      const key = nameKey(analysis.dialect, site.name, "column");
      const column = table?.columns.find(
        (it) => nameKey(analysis.dialect, { text: it.name, quoted: true }, "column") === key,
      );
      add(
        site.name,
        table === undefined
          ? { tag: "unknowable" }
          : column === undefined
            ? { tag: "unknown", missing: "column" }
            : { tag: "stored-column", origin: { table, column } },
      );
    }
  }
}

/** Meanings whose qualifier is no relation. */
const NO_QUALIFIER: ReadonlySet<Resolution["tag"]> = new Set([
  "variable",
  "unknowable",
  "function",
]);

type Add = (name: Name, meaning: Meaning, isDefinition?: boolean) => void;

function addReference(
  parts: readonly Name[],
  resolution: Resolution,
  scope: Parameters<typeof resolveRelation>[1],
  analysis: Analysis,
  add: Add,
): void {
  const meaning = meaningOf(resolution);
  const nPath =
    resolution.tag === "column" || resolution.tag === "variable"
      ? (resolution.path?.length ?? 0)
      : 0;
  const at = parts.length - 1 - nPath;
  const name = parts[at];
  if (name !== undefined) {
    // Of a wrong qualifier and its column only the qualifier is wrong.
    const isLost = meaning.tag === "unknown" && meaning.missing === "relation" && at > 0;
    add(name, isLost ? { tag: "unknowable" } : meaning);
  }
  if (NO_QUALIFIER.has(resolution.tag)) {
    return;
  }
  const qualifier = parts[at - 1];
  if (qualifier !== undefined) {
    const found =
      resolution.tag === "column"
        ? resolution.relation
        : resolveRelation(parts.slice(0, at), scope, analysis)?.relation;
    add(
      qualifier,
      found === undefined
        ? { tag: "unknown", missing: "relation" }
        : { tag: "relation", relation: found },
    );
  }
  const schema = parts[at - 2];
  if (schema !== undefined) {
    add(schema, { tag: "schema", name: schema.text });
  }
}

function meaningOf(resolution: Resolution): Meaning {
  switch (resolution.tag) {
    case "column":
      return { tag: "column", column: resolution.column, outOfReach: resolution.outOfReach };
    case "alias":
      return resolution.column.item === undefined
        ? { tag: "unknowable" }
        : { tag: "alias", item: resolution.column.item, column: resolution.column };
    case "relation":
      return { tag: "relation", relation: resolution.relation };
    case "variable":
      return { tag: "variable", variable: resolution.variable };
    case "function":
      return { tag: "function", name: resolution.name, routines: [] };
    case "ambiguous":
      return { tag: "ambiguous", candidates: resolution.candidates };
    case "unknown":
      return { tag: "unknown", missing: resolution.missing, relation: resolution.relation };
    default:
      return { tag: "unknowable" };
  }
}

function missingRelation(scope: Parameters<typeof resolveRelation>[1]): Meaning {
  const isOpen = [...scope.chain()].some((it) => it.open);
  return isOpen ? { tag: "unknowable" } : { tag: "unknown", missing: "relation" };
}

function addRelation(relation: ScopeRelation, analysis: Analysis, add: Add): void {
  const { written, alias } = relation;
  const last = written?.parts.at(-1);
  if (written !== undefined && last !== undefined) {
    if (relation.cte !== undefined) {
      add(last, { tag: "local-table", table: relation.cte });
    } else {
      addStored(written, analysis, add, relation);
    }
  }
  if (alias !== undefined) {
    add(alias.name, { tag: "relation", relation }, true);
    for (const name of alias.columns ?? []) {
      add(name, { tag: "column-name", definition: name }, true);
    }
  }
}

function addStored(
  name: QualifiedName,
  analysis: Analysis,
  add: Add,
  relation?: ScopeRelation,
): void {
  const last = name.parts.at(-1);
  if (last === undefined) {
    return;
  }
  const table = relation?.table ?? analysis.finder?.table(name.parts);
  if (table !== undefined) {
    add(last, { tag: "table", table });
  } else if (relation === undefined) {
    const { finder } = analysis;
    const isMissing =
      finder?.knowsSchema(name.parts) === true && !isSystemTable(analysis.dialect, name.parts);
    add(last, isMissing ? { tag: "unknown", missing: "table" } : { tag: "unknowable" });
  } else {
    add(
      last,
      relation.missing ? { tag: "unknown", missing: "table", relation } : { tag: "unknowable" },
    );
  }
  const schema = name.parts.at(-2);
  if (schema !== undefined) {
    add(schema, { tag: "schema", name: schema.text });
  }
}

function addColumnList(table: LocalTable, add: Add): void {
  const { node } = table;
  if (node.kind !== "cte") {
    return;
  }
  for (const name of node.columns ?? []) {
    add(name, { tag: "column-name", definition: name }, true);
  }
}
