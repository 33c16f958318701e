/** The type of a query's rows, as a program's language writes it. */
import { analyze } from "../analysis/analyze.ts";
import type { ResultColumn } from "../analysis/model.ts";
import type { View } from "../analysis/view.ts";
import { parse } from "../sql/parse.ts";
import { statementAt } from "../sql/script.ts";
import type { TypeKind } from "../wirevm/packs/pack.ts";
import { isQueryNode } from "./refactoring.ts";

export type ResultLanguage = "typescript" | "python" | "go" | "java";

export const RESULT_LANGUAGES: readonly { readonly id: ResultLanguage; readonly title: string }[] =
  [
    { id: "typescript", title: "TypeScript" },
    { id: "python", title: "Python" },
    { id: "go", title: "Go" },
    { id: "java", title: "Java" },
  ];

/** Absent where the columns are not all known, and for what returns no rows. */
export function resultType(
  view: View,
  offset: number,
  language: ResultLanguage,
): string | undefined {
  const { statement } = statementAt(view.script, offset);
  const { root } = parse(statement);
  const analysis = analyze(statement, view.catalog);
  const { columns, complete } = isQueryNode(root)
    ? analysis.resultSet(root)
    : returned(root, analysis);
  const isNamed = columns.every((it) => it.name !== undefined && it.name !== "");
  return !complete || columns.length === 0 || !isNamed ? undefined : WRITERS[language](columns);
}

function returned(
  root: ReturnType<typeof parse>["root"],
  analysis: ReturnType<typeof analyze>,
): { readonly columns: readonly ResultColumn[]; readonly complete: boolean } {
  const items = "returning" in root ? (root.returning?.items ?? []) : [];
  const columns = items.flatMap((it): readonly ResultColumn[] =>
    it.expression.kind === "star"
      ? analysis.starColumns(it.expression).columns.map((column) => ({
          name: column.name,
          type: column.type,
          origin: column.origin,
        }))
      : [analysis.itemColumn(it)],
  );
  return { columns, complete: columns.length > 0 };
}

type Words = Partial<Record<TypeKind, string>>;

const TYPESCRIPT: Words = {
  boolean: "boolean",
  integer: "number",
  float: "number",
  decimal: "string",
  text: "string",
  uuid: "string",
  date: "Date",
  timestamp: "Date",
  time: "string",
  binary: "Uint8Array",
  timestamptz: "Date",
  enum: "string",
  year: "number",
  oid: "number",
  money: "string",
};
const PYTHON: Words = {
  boolean: "bool",
  integer: "int",
  float: "float",
  decimal: "Decimal",
  text: "str",
  uuid: "UUID",
  date: "date",
  timestamp: "datetime",
  time: "time",
  binary: "bytes",
  timestamptz: "datetime",
  enum: "str",
  year: "int",
  oid: "int",
  money: "Decimal",
};
const GO: Words = {
  boolean: "bool",
  integer: "int64",
  float: "float64",
  decimal: "string",
  text: "string",
  uuid: "string",
  date: "time.Time",
  timestamp: "time.Time",
  time: "string",
  binary: "[]byte",
  timestamptz: "time.Time",
  enum: "string",
  year: "int64",
  oid: "int64",
  money: "string",
  json: "[]byte",
};
const JAVA: Words = {
  boolean: "Boolean",
  integer: "Long",
  float: "Double",
  decimal: "BigDecimal",
  text: "String",
  uuid: "UUID",
  date: "LocalDate",
  timestamp: "OffsetDateTime",
  time: "LocalTime",
  binary: "byte[]",
  timestamptz: "OffsetDateTime",
  enum: "String",
  year: "Long",
  oid: "Long",
  money: "BigDecimal",
  json: "String",
};

const WRITERS: Readonly<Record<ResultLanguage, (columns: readonly ResultColumn[]) => string>> = {
  typescript(columns) {
    const lines = columns.map((it) => {
      const name = it.name ?? "";
      const key = /^[A-Za-z_$][\w$]*$/u.test(name) ? name : JSON.stringify(name);
      const labels = it.type.type?.values;
      const type =
        labels !== undefined && labels.length > 0
          ? labels.map((label) => JSON.stringify(label)).join(" | ")
          : (TYPESCRIPT[it.type.kind] ?? "unknown");
      return `  ${key}: ${type}${it.type.nullable === false || type === "unknown" ? "" : " | null"};`;
    });
    return `export interface Row {\n${lines.join("\n")}\n}\n`;
  },
  python(columns) {
    const imports = new Set(["from dataclasses import dataclass"]);
    const lines = columns.map((it) => {
      const type = PYTHON[it.type.kind] ?? "Any";
      const from = PYTHON_IMPORTS[type];
      if (from !== undefined) {
        imports.add(`from ${from} import ${type}`);
      }
      const isNullable = it.type.nullable !== false && type !== "Any";
      return `    ${snake(it.name ?? "")}: ${type}${isNullable ? " | None" : ""}`;
    });
    return `${[...imports].sort().join("\n")}\n\n\n@dataclass\nclass Row:\n${lines.join("\n")}\n`;
  },
  go(columns) {
    const lines = columns.map((it) => {
      const type = GO[it.type.kind] ?? "any";
      const isPointer = it.type.nullable !== false && type !== "any" && type !== "[]byte";
      return `\t${pascal(it.name ?? "")} ${isPointer ? "*" : ""}${type} \`db:"${it.name}"\``;
    });
    return `type Row struct {\n${lines.join("\n")}\n}\n`;
  },
  java(columns) {
    const lines = columns.map(
      (it) => `    ${JAVA[it.type.kind] ?? "Object"} ${camel(it.name ?? "")}`,
    );
    return `public record Row(\n${lines.join(",\n")}\n) {}\n`;
  },
};

const PYTHON_IMPORTS: Readonly<Record<string, string>> = {
  Any: "typing",
  Decimal: "decimal",
  UUID: "uuid",
  date: "datetime",
  datetime: "datetime",
  time: "datetime",
};

function words(name: string): readonly string[] {
  const found = name.split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u).filter((it) => it !== "");
  return found.length === 0 || /^\p{N}/u.test(found[0] ?? "") ? ["column", ...found] : found;
}

function snake(name: string): string {
  return words(name).join("_").toLowerCase();
}

function pascal(name: string): string {
  return words(name)
    .map((it) => `${it.charAt(0).toUpperCase()}${it.slice(1)}`)
    .join("");
}

function camel(name: string): string {
  const text = pascal(name);
  return text.charAt(0).toLowerCase() + text.slice(1);
}
