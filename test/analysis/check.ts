/** What analysis says, as lines a person would read aloud. */
import { type Analysis, analyze } from "../../server/src/analysis/analyze.ts";
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import {
  placeAt,
  visibleAliases,
  visibleRelations,
  visibleTables,
  visibleVariables,
} from "../../server/src/analysis/cursor.ts";
import { effects } from "../../server/src/analysis/effects.ts";
import { lineage } from "../../server/src/analysis/lineage.ts";
import type { ScopeRelation, ValueType } from "../../server/src/analysis/model.ts";
import { type Meaning, nameUses, useAt, usesOf } from "../../server/src/analysis/names.ts";
import type { Query } from "../../server/src/sql/ast.ts";
import { script } from "../../server/src/sql/script.ts";
import { type Fixture, fixture } from "../fixture.ts";
import { testDialect } from "../packs.ts";

export interface Analyzed {
  readonly analysis: Analysis;
  readonly given: Fixture;
  /** The cursor, relative to its statement. */
  readonly offset: number;
}

/** The statement at the cursor, or the first one, in front of the fixture's schema. */
export function analyzed(marked: string): Analyzed {
  const given = fixture(marked);
  const dialect = testDialect(given.pack, given.version);
  const catalog = given.schema === undefined ? undefined : catalogFromScript(given.schema, dialect);
  const { statements, starts } = script(given.text, dialect);
  const cursor = Math.max(given.cursor, 0);
  let index = 0;
  while (index + 1 < statements.length && (starts[index + 1] ?? 0) <= cursor) {
    index += 1;
  }
  const statement = statements[index];
  if (statement === undefined) {
    throw new Error("the fixture holds no statement");
  }
  return { analysis: analyze(statement, catalog), given, offset: cursor - (starts[index] ?? 0) };
}

/** Clause, relations, definitions, variables and aliases at the cursor. */
export function checkPlace(marked: string): string {
  const { analysis, offset } = analyzed(marked);
  const { scope, clause } = placeAt(analysis, offset);
  return [
    `in ${clause}`,
    ...visibleTables(scope).map((it) => `with ${it.name.text}`),
    ...visibleRelations(scope).map(
      (it) => `${"outer ".repeat(it.outer)}${relationLine(it.relation)}`,
    ),
    ...visibleVariables(scope).map((it) => `variable ${it.name.text} ${it.type.kind}`),
    ...visibleAliases(scope, analysis).map((it) => `alias ${it.name} ${it.type.kind}`),
  ].join("\n");
}

function relationLine(relation: ScopeRelation): string {
  const columns = relation.columns.map((it) => `${it.name} ${typeLine(it.type)}`);
  const rest = relation.complete ? [] : ["…"];
  const missing = relation.missing ? " (missing)" : "";
  return `${relation.source} ${relation.name ?? "-"}${missing}: ${[...columns, ...rest].join(", ")}`;
}

function typeLine(type: ValueType): string {
  const text = type.type === undefined || type.type.text === "" ? type.kind : type.type.text;
  return `${text}${type.nullable === undefined ? "?" : type.nullable ? "" : "!"}`;
}

/** The result columns of the first query: `name type! < table.column`; `!` is never NULL, `?` not known. */
export function checkResult(marked: string): string {
  const { analysis } = analyzed(marked);
  const query = firstQuery(analysis);
  const { columns, complete } = analysis.resultSet(query);
  const traces = lineage(analysis, query);
  return [
    ...columns.map((it, index) => {
      const trace = traces[index];
      const from =
        trace?.sources.map((source) => `${source.table.name}.${source.column.name}`) ?? [];
      const rest = trace?.complete === false ? ["…"] : [];
      const all = [...from, ...rest];
      const mark = trace?.direct === true ? "=" : "<";
      return `${it.name ?? "-"} ${typeLine(it.type)}${all.length === 0 ? "" : ` ${mark} ${all.join(", ")}`}`;
    }),
    ...(complete ? [] : ["…"]),
  ].join("\n");
}

function firstQuery(analysis: Analysis): Query {
  const [query] = analysis.tree.queries;
  if (query === undefined) {
    throw new Error("the statement holds no query");
  }
  return query;
}

/** Every name with its meaning. */
export function checkNames(marked: string): string {
  const { analysis } = analyzed(marked);
  return nameUses(analysis)
    .map(
      (it) =>
        `${analysis.text.slice(it.range.start, it.range.end)}${it.isDefinition ? " :=" : ""} ${meaningLine(it.meaning)}`,
    )
    .join("\n");
}

/** Only names that are wrong: unknown or ambiguous. */
export function checkWrong(marked: string): string {
  const { analysis } = analyzed(marked);
  return nameUses(analysis)
    .filter((it) => it.meaning.tag === "unknown" || it.meaning.tag === "ambiguous")
    .map((it) => `${analysis.text.slice(it.range.start, it.range.end)} ${meaningLine(it.meaning)}`)
    .join("\n");
}

function meaningLine(meaning: Meaning): string {
  switch (meaning.tag) {
    case "relation":
      return `relation ${meaning.relation.source} ${meaning.relation.written?.parts.at(-1)?.text ?? "-"}`;
    case "table":
      return `table ${meaning.table.schema}.${meaning.table.name}`;
    case "schema":
      return "schema";
    case "local-table":
      return `${meaning.table.source} ${meaning.table.name.text}`;
    case "column": {
      const { relation, origin } = meaning.column;
      const from = origin === undefined ? "" : ` = ${origin.table.name}.${origin.column.name}`;
      return `column of ${relation.name ?? "-"}${from}${meaning.outOfReach === true ? " (out of reach)" : ""}`;
    }
    case "stored-column":
      return `column ${meaning.origin.table.name}.${meaning.origin.column.name}`;
    case "alias":
      return "alias";
    case "column-name":
      return "column name";
    case "variable":
      return `${meaning.variable.source}`;
    case "window":
      return meaning.definition === undefined ? "window (missing)" : "window";
    case "function":
      return "function";
    case "ambiguous":
      return `ambiguous: ${meaning.candidates.map((it) => `${it.relation.name}.${it.name}`).join(", ")}`;
    case "unknown":
      return `unknown ${meaning.missing}${meaning.relation === undefined ? "" : ` in ${meaning.relation.name}`}`;
    default:
      return "unknowable";
  }
}

/** All places that mean the same as the name at the cursor, marked with brackets. */
export function checkUses(marked: string): string {
  const { analysis, offset } = analyzed(marked);
  const use = useAt(analysis, offset);
  if (use === undefined) {
    return "nothing here";
  }
  let out = analysis.text;
  const uses = usesOf(analysis, use);
  for (const it of [...uses].sort((a, b) => b.range.start - a.range.start)) {
    out = `${out.slice(0, it.range.start)}[${out.slice(it.range.start, it.range.end)}]${out.slice(it.range.end)}`;
  }
  return out;
}

/** Kind of statement, reasons not to count it read-only, and effects. */
export function checkEffects(marked: string): string {
  const { analysis } = analyzed(marked);
  const found = effects(analysis);
  return [
    `${found.statement}${found.readOnly ? ", read-only" : ""}`,
    ...found.reasons.map((it) => `because ${it.code}: ${it.subject}`),
    ...found.effects.map((it) => {
      const name =
        it.schema === undefined || it.schema === "" ? it.name : `${it.schema}.${it.name}`;
      const columns = it.columns === undefined ? "" : ` (${it.columns.join(", ")})`;
      return `${it.action} ${it.object} ${name}${columns}`;
    }),
  ].join("\n");
}
