/**
 * Completion: one look at the cursor, small sources that push candidates, one ranking for all.
 * What can stand here comes from the grammar, what it may be called from the scope and the catalog.
 */
import type { View } from "../analysis/view.ts";
import { matchScore } from "../catalog/match.ts";
import {
  columnCandidates,
  columnsOfAnyTable,
  insertListCandidate,
  qualifiedColumns,
  targetColumns,
} from "./completion/columns.ts";
import {
  groupByCandidates,
  onCandidates,
  starCandidates,
  usingCandidates,
} from "./completion/conditions.ts";
import { type CompletionContext, completionContext } from "./completion/context.ts";
import { type Candidate, type CompletionItem, Weight } from "./completion/item.ts";
import { relationCandidates, tablesOfSchema } from "./completion/relations.ts";
import { schemaCandidates } from "./completion/schemas.ts";
import { valueCandidates } from "./completion/values.ts";
import {
  definitionColumns,
  functionCandidates,
  keywordCandidates,
  nameCandidates,
  typeCandidates,
} from "./completion/words.ts";

/** More than this nobody reads; further letters ask again. */
export const ITEM_LIMIT = 200;

export interface CompletionStyle {
  /** `auto` follows the statement, then the document. */
  readonly keywordCase: "auto" | "upper" | "lower";
}

export interface Completions {
  readonly items: readonly CompletionItem[];
  /** Further letters can bring items that are not among these. */
  readonly incomplete: boolean;
}

const NOTHING: Completions = { items: [], incomplete: false };

/** Items for the offset, best first; none inside comments and most strings. */
export function completions(
  view: View,
  offset: number,
  style: CompletionStyle = { keywordCase: "auto" },
): Completions {
  const ctx = completionContext(view, offset);
  return ctx === undefined ? NOTHING : ranked(ctx, candidates(ctx), style);
}

function candidates(ctx: CompletionContext): readonly Candidate[] {
  if (ctx.inString) {
    return valueCandidates(ctx);
  }
  if (ctx.qualifier.length > 0) {
    return qualified(ctx);
  }
  const { slots } = ctx;
  const found: Candidate[] = [];
  const target = slots.has("column") ? targetList(ctx) : undefined;
  if (target !== undefined) {
    found.push(...target);
  } else if (slots.has("expression") || slots.has("column")) {
    found.push(...expressionCandidates(ctx));
  }
  if (slots.has("relation") || slots.has("table") || slots.has("view")) {
    found.push(...relationCandidates(ctx));
  }
  if (slots.has("type")) {
    found.push(...typeCandidates(ctx));
  }
  if (slots.has("schema")) {
    found.push(...schemaCandidates(ctx));
  }
  if (slots.has("function") && !slots.has("expression")) {
    found.push(...functionCandidates(ctx));
  }
  found.push(...nameCandidates(ctx), ...starCandidates(ctx));
  return ctx.quote === undefined ? [...found, ...keywordCandidates(ctx)] : found;
}

/** Where only columns of one table can stand; `undefined` where any expression can. */
function targetList(ctx: CompletionContext): readonly Candidate[] | undefined {
  switch (ctx.clause) {
    case "insert-columns":
      return [...(targetColumns(ctx) ?? []), ...insertListCandidate(ctx)];
    case "set":
    case "merge-when":
    case "conflict-target":
      return ctx.slots.has("expression") ? undefined : targetColumns(ctx);
    case "using":
      return usingCandidates(ctx);
    case "definition":
      return definitionColumns(ctx);
    default:
      return undefined;
  }
}

function expressionCandidates(ctx: CompletionContext): readonly Candidate[] {
  const found: Candidate[] = [...valueCandidates(ctx)];
  if (ctx.clause === "on" && isConditionStart(ctx)) {
    found.push(...onCandidates(ctx));
  }
  if (ctx.clause === "group-by" && ctx.before[0]?.word === "BY") {
    found.push(...groupByCandidates(ctx));
  }
  if (ctx.clause === "definition") {
    found.push(...definitionColumns(ctx));
  }
  found.push(...columnCandidates(ctx), ...columnsOfAnyTable(ctx));
  return [...found, ...functionCandidates(ctx)];
}

/** After ON, AND or an opening bracket a whole condition can stand. */
function isConditionStart({ before }: CompletionContext): boolean {
  const word = before.find((it) => it.word !== "(")?.word;
  return word === "ON" || word === "AND";
}

function qualified(ctx: CompletionContext): readonly Candidate[] {
  const relation = ctx.slots.has("relation") || ctx.slots.has("table") || ctx.slots.has("view");
  if (relation) {
    return tablesOfSchema(ctx);
  }
  if (ctx.clause === "set" || ctx.clause === "insert-columns") {
    const own = targetColumns(ctx);
    if (
      own !== undefined &&
      own.length > 0 &&
      ctx.slots.has("column") &&
      !ctx.slots.has("expression")
    ) {
      return qualifiedColumns(ctx) ?? own;
    }
  }
  return qualifiedColumns(ctx) ?? [...tablesOfSchema(ctx), ...functionsOfSchema(ctx)];
}

function functionsOfSchema(ctx: CompletionContext): readonly Candidate[] {
  const last = ctx.qualifier.at(-1);
  const schema = last === undefined ? undefined : ctx.index?.schema(last);
  return (schema?.routines ?? []).map((it) => ({
    label: it.name,
    kind: "function",
    detail: `(${it.parameters.map((parameter) => parameter.type).join(", ")})`,
    insertText: `${ctx.dialect.writeName(it.name)}(`,
    weight: Weight.Function,
  }));
}

function ranked(
  ctx: CompletionContext,
  all: readonly Candidate[],
  style: CompletionStyle,
): Completions {
  const { prefix } = ctx;
  const scored = all.flatMap((candidate) => {
    const text = candidate.filterText ?? candidate.label;
    const match =
      prefix === "" || text.startsWith("*")
        ? 1
        : matchScore(ctx.inString ? text.slice(1) : text, prefix);
    return match === 0 ? [] : [{ candidate, score: match + candidate.weight }];
  });
  scored.sort((a, b) => b.score - a.score || (a.candidate.label < b.candidate.label ? -1 : 1));
  const items = withoutDoubles(scored.map((it) => it.candidate))
    .slice(0, ITEM_LIMIT)
    .map((it) => item(ctx, it, style));
  return { items, incomplete: scored.length > ITEM_LIMIT || prefix.length < LETTERS_THAT_NARROW };
}

/** A keyword that two sources offer, in one case or another, is there once. */
function withoutDoubles(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((it) => {
    const isWord = it.kind === "keyword" || it.kind === "value";
    const key = isWord ? it.label.toLowerCase() : `${it.kind} ${it.label} ${it.from ?? ""}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** Lists of tables are bounded: until this many letters are typed, more letters bring more tables. */
const LETTERS_THAT_NARROW = 3;

function item(
  ctx: CompletionContext,
  { weight: _, ...candidate }: Candidate,
  style: CompletionStyle,
): CompletionItem {
  const { quote } = ctx;
  const text =
    candidate.kind === "keyword" && style.keywordCase !== "auto"
      ? style.keywordCase === "upper"
        ? candidate.insertText.toUpperCase()
        : candidate.insertText.toLowerCase()
      : candidate.insertText;
  const closed =
    quote === undefined || ctx.inString || text.startsWith(quote)
      ? text
      : `${quote}${text}${quote === "[" ? "]" : quote}`;
  return {
    ...candidate,
    label: candidate.kind === "keyword" ? text : candidate.label,
    insertText: closed,
    filterText: quote !== undefined && !ctx.inString ? closed : candidate.filterText,
    replace: ctx.replace,
  };
}
