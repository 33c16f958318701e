/**
 * Ghost text from the catalog alone: what the next words can hardly fail to be. A join is its foreign
 * key, a GROUP BY is what the select list does not aggregate, an INSERT is its columns. Where nothing
 * is nearly certain, nothing is shown.
 *
 * This folder owns what to ask for and what to accept; it must not know who writes a text.
 */

import type { View } from "../analysis/view.ts";
import { groupByCandidates, hasAggregate, onCandidates } from "../ide/completion/conditions.ts";
import {
  type CompletionContext,
  completionContext,
  PLACEHOLDER,
} from "../ide/completion/context.ts";
import { keyword } from "../ide/completion/letter-case.ts";
import { relationCandidates } from "../ide/completion/relations.ts";
import type { Insert, NodeOf } from "../sql/ast.ts";
import { script } from "../sql/script.ts";

/** Text to show behind the cursor; inserting it at the offset leaves a statement that goes on. */
export interface Ghost {
  readonly text: string;
}

export function ghosts(view: View, offset: number): readonly Ghost[] {
  const text = view.script.text;
  const line = text.slice(offset, endOfLine(text, offset));
  if (!/^[\s;)]*$/u.test(line)) {
    return [];
  }
  const ctx = completionContext(view, offset);
  if (ctx === undefined || ctx.quote !== undefined || ctx.qualifier.length > 0) {
    return [];
  }
  for (const source of [joined, joinCondition, conditionAfterOn, grouped, groupBy, inserted]) {
    const found = source(ctx).flatMap((it) => continued(ctx, it));
    if (found.length > 0) {
      return found.slice(0, GHOSTS);
    }
  }
  return [];
}

/** The editor lets people page through a few. */
const GHOSTS = 3;

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end;
}

/** What is left of a text after the letters typed; nothing where it does not go on from them. */
function continued(ctx: CompletionContext, whole: string): readonly Ghost[] {
  const { prefix } = ctx;
  if (!whole.toLowerCase().startsWith(prefix.toLowerCase()) || whole.length === prefix.length) {
    return [];
  }
  const before = ctx.view.script.text[ctx.replace.start - 1] ?? "\n";
  const space = prefix === "" && !/[\s(]/u.test(before) ? " " : "";
  return [{ text: space + whole.slice(prefix.length) }];
}

/** `JOIN ` → `orders o ON o.user_id = u.id`. */
function joined(ctx: CompletionContext): readonly string[] {
  return ctx.before[0]?.word === "JOIN"
    ? relationCandidates(ctx).flatMap((it) => (it.kind === "join" ? [it.insertText] : []))
    : [];
}

/** `JOIN orders o ` → `ON o.user_id = u.id`: the condition as it would be behind ON. */
function joinCondition(ctx: CompletionContext): readonly string[] {
  if (!ctx.terminals.has("ON") || ctx.clause === "on") {
    return [];
  }
  // The placeholder stands where an alias could; with ON in its place the condition has both sides.
  const { text } = ctx.statement;
  const start = ctx.at - 1;
  const completed = script(
    `${text.slice(0, start)}ON ${text.slice(start + PLACEHOLDER.length)}`,
    ctx.dialect,
  );
  const behind = completionContext({ ...ctx.view, script: completed }, start + "ON ".length);
  return behind === undefined || behind.clause !== "on"
    ? []
    : onCandidates(behind)
        .filter((it) => it.detail === "foreign key")
        .map((it) => `${keyword(ctx, "ON")} ${it.insertText}`);
}

/** `ON ` → `o.user_id = u.id`. */
function conditionAfterOn(ctx: CompletionContext): readonly string[] {
  return ctx.clause === "on" && ctx.before[0]?.word === "ON"
    ? onCandidates(ctx)
        .filter((it) => it.detail === "foreign key")
        .map((it) => it.insertText)
    : [];
}

/** `GROUP BY ` → the select items that are not aggregated. */
function grouped(ctx: CompletionContext): readonly string[] {
  return ctx.clause === "group-by" && ctx.before[0]?.word === "BY"
    ? groupByCandidates(ctx).map((it) => it.insertText)
    : [];
}

/** At the end of a query that mixes aggregates and plain columns: `GROUP BY a, b`. */
function groupBy(ctx: CompletionContext): readonly string[] {
  const select = ctx.path.findLast((it): it is NodeOf<"select"> => it.kind === "select");
  if (
    select === undefined ||
    select.groupBy !== undefined ||
    select.from === undefined ||
    !ctx.terminals.has("GROUP")
  ) {
    return [];
  }
  const aggregated = select.items.some((it) => hasAggregate(ctx, it.expression));
  const [list] = groupByCandidates(ctx);
  return aggregated && list !== undefined
    ? [`${keyword(ctx, "GROUP")} ${keyword(ctx, "BY")} ${list.insertText}`]
    : [];
}

/** `INSERT INTO t ` → `(a, b) VALUES (`. */
function inserted(ctx: CompletionContext): readonly string[] {
  const insert = ctx.root.kind === "insert" ? (ctx.root satisfies Insert) : undefined;
  const [target] = insert === undefined ? [] : ctx.analysis.targets(insert);
  if (
    insert === undefined ||
    target?.table === undefined ||
    insert.columns !== undefined ||
    !isMissing(insert.source) ||
    !ctx.terminals.has("VALUES")
  ) {
    return [];
  }
  const names = target.table.columns
    .filter((it) => it.generated === undefined && it.identity === undefined)
    .map((it) => ctx.dialect.writeName(it.name));
  return names.length === 0 ? [] : [`(${names.join(", ")}) ${keyword(ctx, "VALUES")} (`];
}

/** A source that is not written yet may stand in the tree as an empty query. */
function isMissing(source: Insert["source"]): boolean {
  return source === undefined || source.start === source.end;
}
