/** A catalog as lines a person would read aloud. */
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import type { Catalog, Column, Table } from "../../server/src/catalog/model.ts";
import { fixture } from "../fixture.ts";
import { testDialect } from "../packs.ts";

/** The catalog that a fixture's text defines. */
export function catalogOf(marked: string): Catalog {
  const given = fixture(marked);
  return catalogFromScript(given.text, testDialect(given.pack, given.version));
}

export function checkCatalog(marked: string): string {
  return catalogLines(catalogOf(marked)).join("\n");
}

export function catalogLines(catalog: Catalog): string[] {
  return [
    ...catalog.schemas.flatMap((schema) => [
      ...(schema.comment === undefined ? [] : [`schema ${schema.name} -- ${schema.comment}`]),
      ...schema.types.map((it) => {
        const body = it.labels ?? it.fields?.map((field) => `${field.name} ${field.type}`) ?? [];
        const base = it.base === undefined ? "" : ` ${it.base}`;
        const checks = (it.checks ?? []).map((check) => ` check ${check}`).join("");
        return `${it.kind} ${it.schema}.${it.name}${base}${body.length === 0 ? "" : ` (${body.join(", ")})`}${it.nullable === false ? " not null" : ""}${checks}${note(it.comment)}`;
      }),
      ...schema.sequences.map(
        (it) =>
          `sequence ${it.name}${it.ownedBy === undefined ? "" : ` of ${it.ownedBy.table}.${it.ownedBy.column}`}`,
      ),
      ...schema.tables.flatMap(tableLines),
      ...schema.routines.map((it) => {
        const parameters = it.parameters
          .map((p) => `${p.mode} ${p.name ?? "-"} ${p.type}`)
          .join(", ");
        const returns =
          it.columns?.map((c) => `${c.name} ${c.type}`).join(", ") ?? it.returns ?? "nothing";
        return `${it.kind} ${it.name}(${parameters}) returns ${returns}${it.volatility === undefined ? "" : ` ${it.volatility}`}${it.securityDefiner === true ? " definer" : ""}${note(it.comment)}`;
      }),
    ]),
    ...catalog.extensions.map((it) => `extension ${it}`),
    ...catalog.roles.map((it) => `role ${it}`),
    ...catalog.notes.map((it) => `note ${it}`),
  ];
}

export function tableLines(table: Table): string[] {
  const options = Object.entries(table.options ?? {}).map(([name, value]) => ` ${name}=${value}`);
  return [
    `${table.kind} ${table.schema === "" ? "" : `${table.schema}.`}${table.name}${table.temporary === true ? " temporary" : ""}${options.join("")}${note(table.comment)}`,
    ...table.columns.map((it) => `  ${columnLine(it)}`),
    ...(table.primaryKey === undefined
      ? []
      : [`  primary key ${table.primaryKey.name ?? "-"} (${table.primaryKey.columns.join(", ")})`]),
    ...table.uniqueKeys.map((it) => `  unique ${it.name ?? "-"} (${it.columns.join(", ")})`),
    ...table.foreignKeys.map(
      (it) =>
        `  foreign key ${it.name ?? "-"} (${it.columns.join(", ")}) to ${it.table.schema}.${it.table.name} (${it.targets.join(", ")})${it.onDelete === undefined ? "" : ` on delete ${it.onDelete}`}${it.onUpdate === undefined ? "" : ` on update ${it.onUpdate}`}${it.notValid === true ? " not valid" : ""}`,
    ),
    ...table.checks.map(
      (it) =>
        `  check ${it.name ?? "-"} ${it.expression}${it.notValid === true ? " not valid" : ""}`,
    ),
    ...table.indexes.map((it) => {
      const keys = it.columns.map(
        (key) =>
          `${key.column ?? key.expression ?? ""}${key.prefixLength === undefined ? "" : `(${key.prefixLength})`}${key.descending === true ? " desc" : ""}`,
      );
      return `  ${it.primary ? "primary " : it.unique ? "unique " : ""}index ${it.name} (${keys.join(", ")})${it.method === undefined ? "" : ` ${it.method}`}${it.include.length === 0 ? "" : ` include ${it.include.join(", ")}`}${it.where === undefined ? "" : ` where ${it.where}`}${note(it.comment)}`;
    }),
    ...table.triggers.map(
      (it) =>
        `  trigger ${it.name} ${it.timing} ${it.events.join("/")}${it.routine === undefined ? "" : ` ${it.routine}`}`,
    ),
    ...table.policies.map(
      (it) =>
        `  policy ${it.name} ${it.command}${it.permissive ? "" : " restrictive"} to ${it.roles.join(", ")}${it.using === undefined ? "" : ` using ${it.using}`}${it.check === undefined ? "" : ` check ${it.check}`}`,
    ),
    ...(table.rowSecurity === undefined ? [] : [`  row security ${table.rowSecurity}`]),
    ...(table.partitioning === undefined
      ? []
      : [
          `  partitioned by ${table.partitioning.method} (${table.partitioning.columns.join(", ")})`,
        ]),
    ...(table.partitionOf === undefined ? [] : [`  partition of ${table.partitionOf}`]),
    ...(table.definition === undefined ? [] : [`  as ${table.definition}`]),
  ];
}

function columnLine(column: Column): string {
  return [
    `${column.name} ${column.type.text || column.type.kind}`,
    column.nullable ? "" : "not null",
    column.identity === undefined ? "" : `identity ${column.identity}`,
    column.default === undefined ? "" : `default ${column.default}`,
    column.generated === undefined
      ? ""
      : `as (${column.generated.expression}) ${column.generated.stored ? "stored" : "virtual"}`,
    column.collation === undefined ? "" : `collate ${column.collation}`,
    column.comment === undefined ? "" : `-- ${column.comment}`,
  ]
    .filter((it) => it !== "")
    .join(" ");
}

function note(comment: string | undefined): string {
  return comment === undefined ? "" : ` -- ${comment}`;
}
