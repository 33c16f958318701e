/**
 * What is visible at an offset, also in text that is still being typed: the scope, the clause, and
 * the names that may be written there. Relations that come after the cursor count.
 */
import type { Analysis } from "./analyze.ts";
import type { Clause, LocalTable, ResultColumn, Scope, ScopeRelation, Variable } from "./model.ts";
import type { Region } from "./scope-tree.ts";

/** A place in a statement. */
export interface Place {
  readonly scope: Scope;
  readonly clause: Clause;
  readonly region: Region;
}

/** The innermost scope and the clause at an offset. */
export function placeAt(analysis: Analysis, offset: number): Place {
  let region = analysis.tree.region;
  for (;;) {
    const inner = innerRegion(region, analysis, offset);
    if (inner === undefined) {
      return { scope: region.scope, clause: region.clause, region };
    }
    region = inner;
  }
}

/** The last region that begins before the offset and is not over. */
function innerRegion(region: Region, analysis: Analysis, offset: number): Region | undefined {
  for (let i = region.children.length - 1; i >= 0; i -= 1) {
    const child = region.children[i];
    if (child === undefined || child.start >= offset) {
      continue;
    }
    if (!child.closed) {
      // An empty open region is the trace of a clause that is not there.
      if (child.start < child.end || child.clause === "limit") {
        return child;
      }
      continue;
    }
    // A query of no length stands where one was expected and is none.
    const isMissing = child.start === child.end && child.clause === "statement";
    if (!isMissing && offset <= reach(child, analysis)) {
      return child;
    }
  }
  return undefined;
}

/** How far a closed region goes: to the token after it, or to its own closing bracket. */
function reach(region: Region, analysis: Analysis): number {
  if (region.bracketed && analysis.text[region.end - 1] === ")") {
    return region.end - 1;
  }
  return nextTokenStart(analysis, region.end);
}

/**
 * Start of the first token at or after an offset. The text is looked at and not the tokens, because a
 * routine's body may be one string to the lexer.
 */
function nextTokenStart(analysis: Analysis, offset: number): number {
  const { text, dialect } = analysis;
  const gap = dialect.pack.lexis.hashComments ? GAP_WITH_HASH : GAP;
  gap.lastIndex = offset;
  return offset + (gap.exec(text)?.[0].length ?? 0);
}

const GAP = /(?:\s|--[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$))*/uy;
const GAP_WITH_HASH = /(?:\s|(?:--|#)[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$))*/uy;

/** All relations in sight, inner first; `outer` counts the queries between. */
export function visibleRelations(
  scope: Scope,
): readonly { readonly relation: ScopeRelation; readonly outer: number }[] {
  const found: { readonly relation: ScopeRelation; readonly outer: number }[] = [];
  const seen = new Set<ScopeRelation>();
  let outer = 0;
  for (const at of scope.chain()) {
    const before = found.length;
    for (const relation of at.relations) {
      const isNamed = relation.name !== "";
      if (isNamed && !seen.has(relation) && (!relation.onlyInJoin || at.kind === "join")) {
        seen.add(relation);
        found.push({ relation, outer });
      }
    }
    outer += found.length > before ? 1 : 0;
  }
  return found;
}

/** Definitions of the text that a FROM at this place may name, inner first. */
export function visibleTables(scope: Scope): readonly LocalTable[] {
  const found: LocalTable[] = [];
  for (const at of scope.chain()) {
    found.push(...at.tables.slice(0, Math.min(at.tables.length, at.tablesLimit)));
  }
  return [...new Set(found)];
}

/** Variables and parameters in sight, inner first. */
export function visibleVariables(scope: Scope): readonly Variable[] {
  return [...scope.chain()].flatMap((it) => it.variables);
}

/** Output names of the select list that this clause may use. */
export function visibleAliases(scope: Scope, analysis: Analysis): readonly ResultColumn[] {
  const { output } = scope;
  if (output === undefined || scope.aliasUse === "none") {
    return [];
  }
  const { columns } = analysis.resultSet(output);
  return output.kind === "select" ? columns.filter((it) => it.item?.alias !== undefined) : columns;
}
