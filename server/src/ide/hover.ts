/** What the thing under the cursor is, in Markdown. */
import { analyze } from "../analysis/analyze.ts";
import type { ResultColumn, ScopeColumn, ScopeRelation } from "../analysis/model.ts";
import type { View } from "../analysis/view.ts";
import type { Range } from "../base/text.ts";
import { type CatalogIndex, catalogIndex } from "../catalog/lookup.ts";
import type { Column, Table } from "../catalog/model.ts";
import type { Call, ColumnReference, Node, QualifiedName } from "../sql/ast.ts";
import type { Dialect } from "../sql/dialect.ts";
import { parse } from "../sql/parse.ts";
import { statementAt } from "../sql/script.ts";
import { pathAt } from "../sql/walk.ts";
import { signature } from "./completion/words.ts";

export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

/** More columns than this are counted and not listed. */
const COLUMNS_SHOWN = 30;

export function hover(view: View, offset: number): Hover | undefined {
  const { statement, start } = statementAt(view.script, offset);
  const { root } = parse(statement);
  const path = pathAt(root, offset - start);
  const analysis = analyze(statement, view.catalog);
  const index = view.catalog === undefined ? undefined : catalogIndex(view.catalog, view.dialect);
  for (let depth = path.length - 1; depth >= 0; depth -= 1) {
    const node = path[depth];
    const markdown = node === undefined ? undefined : described(node);
    if (node !== undefined && markdown !== undefined) {
      return { range: { start: start + node.start, end: start + node.end }, markdown };
    }
  }
  return undefined;

  function described(node: Node): string | undefined {
    switch (node.kind) {
      case "column":
        return columnHover(node);
      case "star": {
        const { columns, complete } = analysis.starColumns(node);
        return columns.length === 0
          ? undefined
          : `\`*\` is ${columns.length} column${columns.length === 1 ? "" : "s"}${complete ? "" : " or more"}\n\n${scopedList(columns)}`;
      }
      case "table": {
        const relation = analysis.relationOf(node);
        return relation === undefined ? undefined : relationHover(relation);
      }
      case "cte": {
        const { columns } = analysis.resultSet(node.body);
        return `**${node.name.text}** — common table expression\n\n${resultList(columns)}`;
      }
      case "call":
        return callHover(node, offset - start, view.dialect, index);
      case "literal":
        return node.type === "null"
          ? undefined
          : `${node.type} literal — \`${analysis.typeOf(node).type?.text ?? analysis.typeOf(node).kind}\``;
      case "cast":
        return undefined;
      case "qualified-name":
        return nameHover(node);
      case "alias":
        return undefined;
      case "select-item": {
        const column =
          node.alias !== undefined && node.alias.start <= offset - start
            ? analysis.itemColumn(node)
            : undefined;
        return column === undefined
          ? undefined
          : `**${column.name ?? "?"}** ${typeText(column)} — column of the result`;
      }
      default:
        return undefined;
    }
  }

  function nameHover(node: QualifiedName): string | undefined {
    const table = index?.table(node.parts);
    return table === undefined ? undefined : tableText(table);
  }

  function columnHover(node: ColumnReference): string | undefined {
    const found = analysis.resolve(node);
    switch (found.tag) {
      case "column": {
        const last = node.parts.at(-1);
        // On the qualifier, the relation is meant.
        return last !== undefined && offset - start < last.start && node.parts.length > 1
          ? relationHover(found.relation)
          : scopedText(found.column);
      }
      case "alias":
        return `**${found.column.name ?? "?"}** ${typeText(found.column)} — column of the result`;
      case "relation":
        return relationHover(found.relation);
      case "variable":
        return `**${found.variable.name.text}** \`${found.variable.type.type?.text ?? found.variable.type.kind}\` — ${found.variable.source}`;
      case "ambiguous":
        return `Ambiguous: ${found.candidates.map((it) => `\`${it.relation.name ?? "?"}.${it.name}\``).join(", ")}`;
      default:
        return undefined;
    }
  }
}

function scopedText(column: ScopeColumn): string {
  return column.origin === undefined
    ? `**${column.name}** ${typeText(column)} — column of ${column.relation.name ?? column.relation.source}`
    : columnText(column.origin.table, column.origin.column);
}

function typeText(column: { readonly type: ScopeColumn["type"] }): string {
  const { type, kind, nullable } = column.type;
  const text = type?.text ?? (kind === "unknown" ? "" : kind);
  return text === "" ? "" : `\`${text}\`${nullable === false ? " not null" : ""}`;
}

export function columnText(table: Table, column: Column): string {
  const foreign = table.foreignKeys.filter((it) => it.columns.includes(column.name));
  const indexes = table.indexes.filter((it) => it.columns[0]?.column === column.name);
  const facts = [
    table.primaryKey?.columns.includes(column.name) === true ? "primary key" : undefined,
    table.uniqueKeys.some((it) => it.columns.length === 1 && it.columns[0] === column.name)
      ? "unique"
      : undefined,
    column.nullable ? "nullable" : "not null",
    column.identity === undefined ? undefined : "numbers itself",
    column.default === undefined ? undefined : `default \`${column.default}\``,
    column.generated === undefined
      ? undefined
      : `generated as \`${column.generated.expression}\`${column.generated.stored ? " stored" : ""}`,
    ...foreign.map(
      (it) =>
        `references \`${it.table.name}${it.targets.length === 0 ? "" : `(${it.targets.join(", ")})`}\``,
    ),
    indexes.length === 0 ? undefined : `leads ${indexes.map((it) => `\`${it.name}\``).join(", ")}`,
  ].filter((it) => it !== undefined);
  const values =
    column.type.values === undefined
      ? ""
      : `\n\nOne of ${column.type.values.map((it) => `\`${it}\``).join(", ")}`;
  const { statistics } = column;
  const measured = [
    statistics?.distinct === undefined ? undefined : `≈ ${statistics.distinct} distinct values`,
    statistics?.nullFraction === undefined
      ? undefined
      : `${Math.round(statistics.nullFraction * 100)} % NULL`,
  ].filter((it) => it !== undefined);
  const comment = column.comment === undefined ? "" : `\n\n${column.comment}`;
  return `**${table.name}.${column.name}** \`${column.type.text}\`\n\n${facts.join(" · ")}${values}${measured.length === 0 ? "" : `\n\n${measured.join(" · ")}`}${comment}`;
}

export function tableText(table: Table): string {
  const kind = table.kind.replace("-", " ");
  const rows = table.rows === undefined || table.rows < 0 ? "" : ` · ≈ ${table.rows} rows`;
  const comment = table.comment === undefined ? "" : `\n\n${table.comment}`;
  const shown = table.columns.slice(0, COLUMNS_SHOWN).map((it) => {
    const marks = [
      table.primaryKey?.columns.includes(it.name) === true ? "PK" : "",
      ...table.foreignKeys
        .filter((key) => key.columns.includes(it.name))
        .map((key) => `→ ${key.table.name}`),
    ].filter((mark) => mark !== "");
    return `| ${it.name} | \`${it.type.text}\` | ${it.nullable ? "" : "not null"} | ${marks.join(" ")} |`;
  });
  const rest =
    table.columns.length > COLUMNS_SHOWN
      ? `\n\n… and ${table.columns.length - COLUMNS_SHOWN} more`
      : "";
  return `**${table.name}** — ${kind}${rows}${comment}\n\n| column | type | | |\n|---|---|---|---|\n${shown.join("\n")}${rest}`;
}

function relationHover(relation: ScopeRelation): string | undefined {
  if (relation.table !== undefined) {
    return tableText(relation.table);
  }
  if (relation.columns.length === 0) {
    return undefined;
  }
  const what =
    relation.source === "cte"
      ? "common table expression"
      : relation.source === "derived"
        ? "derived table"
        : relation.source;
  return `**${relation.name ?? ""}** — ${what}\n\n${scopedList(relation.columns)}`;
}

function scopedList(columns: readonly ScopeColumn[]): string {
  return bullets(
    columns.map(
      (it) =>
        `\`${it.name}\` ${it.type.type?.text ?? (it.type.kind === "unknown" ? "" : it.type.kind)}`,
    ),
  );
}

function resultList(columns: readonly ResultColumn[]): string {
  return bullets(
    columns.map(
      (it) =>
        `\`${it.name ?? "?"}\` ${it.type.type?.text ?? (it.type.kind === "unknown" ? "" : it.type.kind)}`,
    ),
  );
}

function bullets(lines: readonly string[]): string {
  const shown = lines.slice(0, COLUMNS_SHOWN).map((it) => `- ${it.trim()}`);
  return lines.length > COLUMNS_SHOWN
    ? [...shown, `- … and ${lines.length - COLUMNS_SHOWN} more`].join("\n")
    : shown.join("\n");
}

function callHover(
  node: Call,
  offset: number,
  dialect: Dialect,
  index: CatalogIndex | undefined,
): string | undefined {
  if (offset < node.name.start || node.name.end < offset) {
    return undefined;
  }
  const own = index?.routines(node.name.parts) ?? [];
  if (own.length > 0) {
    const lines = own.map(
      (it) =>
        `${it.name}(${it.parameters.map((parameter) => `${parameter.name ?? ""} ${parameter.type}`.trim()).join(", ")})${it.returns === undefined ? "" : ` → ${it.returns}`}`,
    );
    return `\`\`\`\n${lines.join("\n")}\n\`\`\`${own[0]?.comment === undefined ? "" : `\n\n${own[0].comment}`}`;
  }
  const name = (node.name.parts.at(-1)?.text ?? "").toLowerCase();
  const entries = dialect.pack.functions.filter((it) => it.name.toLowerCase() === name);
  const [first] = entries;
  return first === undefined
    ? undefined
    : `\`\`\`\n${entries
        .slice(0, SIGNATURES_SHOWN)
        .map((it) => `${it.name}${signature(it)}`)
        .join("\n")}\n\`\`\`${first.doc === undefined ? "" : `\n\n${first.doc}`}`;
}

const SIGNATURES_SHOWN = 6;
