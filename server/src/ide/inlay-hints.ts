/** Small text between the lines: what a value goes into, what a star stands for, what type comes out. */
import { type Analysis, analyze } from "../analysis/analyze.ts";
import type { ScopeRelation } from "../analysis/model.ts";
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import { nameKey, storedKey } from "../catalog/lookup.ts";
import type { Table } from "../catalog/model.ts";
import type { Expression, Insert, Join, Select } from "../sql/ast.ts";
import { parse } from "../sql/parse.ts";
import { walk } from "../sql/walk.ts";
import { conjuncts } from "./tree.ts";

export interface InlayHint {
  /** Offset of the script. */
  readonly at: number;
  readonly label: string;
  readonly kind: "type" | "parameter";
  /** The text stands before what follows, not behind what comes before. */
  readonly before: boolean;
}

/** Which hints are wanted. */
export interface HintStyle {
  /** Columns in front of the values of an insert. */
  readonly columns: boolean;
  /** Types of result columns. */
  readonly types: boolean;
  /** The columns of a star. */
  readonly star: boolean;
  /** How many rows a join finds for each one. */
  readonly joins: boolean;
}

/** More columns than this are counted. */
const STAR_COLUMNS = 6;

export function inlayHints(view: View, within: Range, style: HintStyle): readonly InlayHint[] {
  return view.script.statements.flatMap((statement, index) => {
    const start = view.script.starts[index] ?? 0;
    if (start + statement.text.length < within.start || within.end < start) {
      return [];
    }
    const analysis = analyze(statement, view.catalog);
    const found: InlayHint[] = [];
    walk(parse(statement).root, {
      insert: (node) => {
        if (style.columns) {
          found.push(...valueHints(node, analysis));
        }
      },
      select: (node) => {
        found.push(...itemHints(node, analysis, style));
      },
      join: (node) => {
        const label = style.joins ? cardinality(node, analysis) : undefined;
        if (label !== undefined) {
          found.push({ at: node.end, label, kind: "type", before: false });
        }
      },
    });
    return found
      .map((it) => ({ ...it, at: start + it.at }))
      .filter((it) => within.start <= it.at && it.at <= within.end);
  });
}

function valueHints(insert: Insert, analysis: Analysis): readonly InlayHint[] {
  if (insert.source?.kind !== "values") {
    return [];
  }
  const names =
    insert.columns?.map((it) => (it.kind === "column" ? it.parts.at(-1)?.text : undefined)) ??
    analysis.targets(insert)[0]?.columns.map((it) => it.name) ??
    [];
  return insert.source.rows.flatMap((row) =>
    row.values.flatMap((value, position): InlayHint[] => {
      const name = names[position];
      return name === undefined || value.kind === "missing"
        ? []
        : [{ at: value.start, label: `${name}:`, kind: "parameter", before: true }];
    }),
  );
}

function itemHints(select: Select, analysis: Analysis, style: HintStyle): readonly InlayHint[] {
  return select.items.flatMap((item): InlayHint[] => {
    const { expression } = item;
    if (expression.kind === "star") {
      const { columns, complete } = analysis.starColumns(expression);
      if (!style.star || columns.length === 0) {
        return [];
      }
      const shown = columns.slice(0, STAR_COLUMNS).map((it) => it.name);
      const rest = columns.length - shown.length;
      const more = rest > 0 ? `, … ${rest} more` : complete ? "" : ", …";
      return [{ at: item.end, label: `${shown.join(", ")}${more}`, kind: "type", before: false }];
    }
    // The type of a bare column is a hover away; what is computed is not written anywhere.
    if (!style.types || isPlain(expression)) {
      return [];
    }
    const { type, kind } = analysis.typeOf(expression);
    const text = type?.text ?? kind;
    return text === "unknown"
      ? []
      : [{ at: item.end, label: `: ${text}`, kind: "type", before: false }];
  });
}

function isPlain(expression: Expression): boolean {
  return (
    expression.kind === "column" ||
    expression.kind === "literal" ||
    expression.kind === "typed-literal" ||
    expression.kind === "cast" ||
    expression.kind === "missing"
  );
}

/** "→ 1" where the right side's key is matched, "→ n" where it is not and the table's keys are known. */
function cardinality(join: Join, analysis: Analysis): string | undefined {
  const relation = join.right.kind === "table" ? analysis.relationOf(join.right) : undefined;
  const table = relation?.table;
  if (relation === undefined || table === undefined || keysOf(table).length === 0) {
    return undefined;
  }
  const { dialect } = analysis;
  const matched = new Set<string>();
  for (const name of join.using ?? []) {
    matched.add(nameKey(dialect, name, "column"));
  }
  for (const it of join.on === undefined ? [] : conjuncts(join.on)) {
    if (it.kind === "binary" && it.op === "=") {
      const [left, right] = [
        columnOf(it.left, relation, analysis),
        columnOf(it.right, relation, analysis),
      ];
      const own = left ?? right;
      if (own !== undefined && (left === undefined || right === undefined)) {
        matched.add(storedKey(dialect, own, "column"));
      }
    }
  }
  if (matched.size === 0) {
    return undefined;
  }
  const isOne = keysOf(table).some((columns) =>
    columns.every((it) => matched.has(storedKey(dialect, it, "column"))),
  );
  return isOne ? (join.type === "left" ? "→ 0..1" : "→ 1") : "→ n";
}

function keysOf(table: Table): readonly (readonly string[])[] {
  return [
    ...(table.primaryKey === undefined ? [] : [table.primaryKey.columns]),
    ...table.uniqueKeys.map((it) => it.columns),
  ].filter((it) => it.length > 0);
}

function columnOf(
  expression: Expression,
  relation: ScopeRelation,
  analysis: Analysis,
): string | undefined {
  const found = expression.kind === "column" ? analysis.resolve(expression) : undefined;
  return found?.tag === "column" && found.relation === relation ? found.column.name : undefined;
}
