/** Who uses whom among views, routines, triggers and tables: the statements that define them. */
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import type { StatementNode } from "../sql/ast.ts";
import { parse } from "../sql/parse.ts";
import { storedAt, storedUses } from "./stored-uses.ts";

/** Something defined in a text that uses other things or is used. */
export interface CallItem {
  /** The key of the stored object; of a trigger its name. */
  readonly key: string;
  readonly name: string;
  readonly kind: "table" | "view" | "routine" | "trigger" | "query";
  /** The whole statement, and the name in it; offsets of the script. */
  readonly range: Range;
  readonly selection: Range;
}

/** An item with the places where the other one is named. */
export interface CallFound {
  readonly item: CallItem;
  readonly at: readonly Range[];
}

/** The key of the table, view or routine at an offset. */
export function callKeyAt(view: View, offset: number): string | undefined {
  const found = storedAt(view, offset);
  return found?.use.key.startsWith("column ") === true ? undefined : found?.use.key;
}

/** The statement that defines an object, where this text does. */
export function callItem(view: View, key: string): CallItem | undefined {
  for (const [index, statement] of view.script.statements.entries()) {
    const found = storedUses(statement, view).find((it) => it.isDefinition && it.key === key);
    if (found !== undefined) {
      return itemOf(view, index, key);
    }
  }
  return undefined;
}

/** The statements of this text that name the object without defining it. */
export function callsTo(view: View, key: string): readonly CallFound[] {
  return view.script.statements.flatMap((statement, index): CallFound[] => {
    const start = view.script.starts[index] ?? 0;
    const uses = storedUses(statement, view).filter((it) => it.key === key && !it.isDefinition);
    const own = storedUses(statement, view).find((it) => it.isDefinition);
    const item = uses.length === 0 ? undefined : itemOf(view, index, own?.key ?? "");
    return item === undefined
      ? []
      : [
          {
            item,
            at: uses.map((it) => ({ start: start + it.range.start, end: start + it.range.end })),
          },
        ];
  });
}

/** The keys of what an object's definition in this text names, with the places. */
export function callsFrom(
  view: View,
  key: string,
): readonly { readonly key: string; readonly name: string; readonly at: readonly Range[] }[] {
  const found = new Map<string, { key: string; name: string; at: Range[] }>();
  for (const [index, statement] of view.script.statements.entries()) {
    const uses = storedUses(statement, view);
    if (!uses.some((it) => it.isDefinition && it.key === key)) {
      continue;
    }
    const start = view.script.starts[index] ?? 0;
    for (const use of uses) {
      if (use.key === key || use.key.startsWith("column ")) {
        continue;
      }
      const entry = found.get(use.key) ?? { key: use.key, name: use.name.text, at: [] };
      entry.at.push({ start: start + use.range.start, end: start + use.range.end });
      found.set(use.key, entry);
    }
  }
  return [...found.values()];
}

const KINDS: Partial<Record<StatementNode["kind"], CallItem["kind"]>> = {
  "create-table": "table",
  "create-view": "view",
  "create-routine": "routine",
  "create-trigger": "trigger",
};

/** A statement's title is its beginning, cut to this. */
const TITLE_LENGTH = 50;

function itemOf(view: View, index: number, key: string): CallItem | undefined {
  const statement = view.script.statements[index];
  const start = view.script.starts[index] ?? 0;
  if (statement === undefined || statement.tokens.count === 0) {
    return undefined;
  }
  const { root } = parse(statement);
  const { tokens, text } = statement;
  const range = {
    start: start + (tokens.starts[0] ?? 0),
    end: start + (tokens.ends[tokens.count - 1] ?? 0),
  };
  const kind = KINDS[root.kind];
  const name =
    kind !== undefined && "name" in root && root.name?.kind === "qualified-name"
      ? root.name
      : undefined;
  return {
    key,
    name:
      name === undefined
        ? text.slice(tokens.starts[0]).replace(/\s+/gu, " ").slice(0, TITLE_LENGTH)
        : text.slice(name.start, name.end),
    kind: kind ?? "query",
    range,
    selection:
      name === undefined
        ? { start: range.start, end: range.start }
        : { start: start + name.start, end: start + name.end },
  };
}
