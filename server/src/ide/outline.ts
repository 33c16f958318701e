/** The outline of a script: its statements, the CTEs of a query, the columns of a table made; and folds. */
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import type { StatementNode } from "../sql/ast.ts";
import { parse } from "../sql/parse.ts";

export interface OutlineEntry {
  readonly name: string;
  readonly kind: "query" | "change" | "table" | "view" | "routine" | "column" | "cte" | "other";
  /** Offsets of the script. */
  readonly range: Range;
  /** The part that names it. */
  readonly selection: Range;
  readonly children: readonly OutlineEntry[];
}

export function outline(view: View): readonly OutlineEntry[] {
  return view.script.statements.flatMap((statement, index) => {
    const start = view.script.starts[index] ?? 0;
    const { root } = parse(statement);
    const first = statement.tokens.starts[0];
    const last = statement.tokens.ends[statement.tokens.count - 1];
    if (first === undefined || last === undefined || root.kind === "empty") {
      return [];
    }
    const range = { start: start + first, end: start + last };
    return [{ ...described(root, statement.text, start, range), range }];
  });
}

/** A statement's title is its beginning, cut to this. */
const TITLE_LENGTH = 60;

function described(
  root: StatementNode,
  text: string,
  start: number,
  range: Range,
): Omit<OutlineEntry, "range"> {
  const placed = (it: Range): Range => ({ start: start + it.start, end: start + it.end });
  const source = (it: Range): string => text.slice(it.start, it.end);
  const named = (
    kind: OutlineEntry["kind"],
    name: Range,
    children: readonly OutlineEntry[] = [],
  ) => ({
    name: source(name),
    kind,
    selection: placed(name),
    children,
  });
  switch (root.kind) {
    case "create-table":
      return named(
        "table",
        root.name,
        root.elements.flatMap((it): OutlineEntry[] =>
          it.kind === "column-definition"
            ? [{ ...named("column", it.name), range: placed(it) }]
            : [],
        ),
      );
    case "create-view":
      return named("view", root.name);
    case "create-routine":
    case "create-trigger":
      return named("routine", root.name);
    default: {
      const ctes = "with" in root && root.with !== undefined ? root.with.ctes : [];
      const title = source({ start: range.start - start, end: range.end - start })
        .replace(/\s+/gu, " ")
        .replace(/;$/u, "");
      return {
        name: title.length > TITLE_LENGTH ? `${title.slice(0, TITLE_LENGTH - 1)}…` : title,
        kind: QUERIES.has(root.kind) ? "query" : CHANGES.has(root.kind) ? "change" : "other",
        selection: { start: range.start, end: range.start },
        children: ctes.map((it) => ({ ...named("cte", it.name), range: placed(it) })),
      };
    }
  }
}

const QUERIES: ReadonlySet<string> = new Set(["select", "compound", "values", "table-query"]);
const CHANGES: ReadonlySet<string> = new Set(["insert", "update", "delete", "merge"]);

/** Stretches of more than one line that can be folded: statements and the CTEs in them. */
export function folds(view: View): readonly Range[] {
  return outline(view)
    .flatMap((it) => [it, ...it.children.filter((child) => child.kind === "cte")])
    .map((it) => it.range);
}
