/** A catalog as lines that a person would read aloud. Statistics and sizes are left out: they vary. */
import type { Catalog, Column, Index, Routine, Table } from "../../server/src/catalog/model.ts";

export function catalogLines(catalog: Catalog): string {
  return catalog.schemas
    .flatMap((schema) => [
      `schema ${schema.name}`,
      ...schema.types.map(
        (it) =>
          `  ${it.kind} ${it.name} ${(it.labels ?? it.fields?.map((f) => `${f.name} ${f.type}`) ?? [it.base, ...(it.checks ?? [])]).join(", ")}`,
      ),
      ...schema.sequences.map(
        (it) =>
          `  sequence ${it.name}${it.ownedBy === undefined ? "" : ` of ${it.ownedBy.table}.${it.ownedBy.column}`}`,
      ),
      ...schema.routines.map((it) => `  ${routine(it)}`),
      ...schema.tables.flatMap((it) => table(it).map((line) => `  ${line}`)),
    ])
    .concat(catalog.notes.map((it) => `note: ${it}`))
    .join("\n");
}

function table(it: Table): readonly string[] {
  return [
    [
      it.kind,
      it.name,
      it.comment === undefined ? "" : `-- ${it.comment}`,
      it.partitioning === undefined
        ? ""
        : `by ${it.partitioning.method} (${it.partitioning.columns.join(", ")})`,
      it.partitionOf === undefined ? "" : `of ${it.partitionOf}`,
      it.rowSecurity === undefined ? "" : `row security ${it.rowSecurity}`,
      Object.entries(it.options ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .join(" "),
    ]
      .filter((part) => part !== "")
      .join(" "),
    ...it.columns.map((column) => `  ${columnLine(column)}`),
    ...(it.primaryKey === undefined
      ? []
      : [`  primary key ${it.primaryKey.name ?? ""} (${it.primaryKey.columns.join(", ")})`]),
    ...it.uniqueKeys.map((key) => `  unique ${key.name ?? ""} (${key.columns.join(", ")})`),
    ...it.foreignKeys.map(
      (key) =>
        `  foreign key ${key.name ?? ""} (${key.columns.join(", ")}) to ${key.table.schema}.${key.table.name} (${key.targets.join(", ")})${key.onDelete === undefined ? "" : ` on delete ${key.onDelete}`}`,
    ),
    ...it.checks.map(
      (check) =>
        `  check ${check.name ?? ""} ${check.expression}${check.notValid === true ? " not valid" : ""}`,
    ),
    ...it.indexes.map((index) => `  ${indexLine(index)}`),
    ...it.triggers.map((trigger) =>
      `  trigger ${trigger.name} ${trigger.timing} ${trigger.events.join("/")} ${trigger.routine ?? ""}`.trimEnd(),
    ),
    ...it.policies.map(
      (policy) =>
        `  policy ${policy.name} ${policy.command} to ${policy.roles.join(", ")} using ${policy.using ?? ""}`,
    ),
  ];
}

function columnLine(it: Column): string {
  return [
    it.name,
    it.type.text,
    `[${it.type.kind}]`,
    it.nullable ? "" : "not null",
    it.identity ?? "",
    it.default === undefined ? "" : `= ${it.default}`,
    it.generated === undefined
      ? ""
      : `as (${it.generated.expression})${it.generated.stored ? " stored" : ""}`,
    it.collation === undefined ? "" : `collate ${it.collation}`,
    it.comment === undefined ? "" : `-- ${it.comment}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function indexLine(it: Index): string {
  const keys = it.columns.map(
    (key) =>
      `${key.column ?? `(${key.expression ?? ""})`}${key.prefixLength === undefined ? "" : `(${key.prefixLength})`}${key.descending === true ? " desc" : ""}`,
  );
  return [
    it.primary ? "primary index" : it.unique ? "unique index" : "index",
    it.name,
    it.method ?? "",
    `(${keys.join(", ")})`,
    it.include.length === 0 ? "" : `include (${it.include.join(", ")})`,
    it.where === undefined ? "" : `where ${it.where}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function routine(it: Routine): string {
  const parameters = it.parameters.map((p) =>
    [p.mode, p.name ?? "", p.type, p.hasDefault === true ? "default" : ""]
      .filter((part) => part !== "")
      .join(" "),
  );
  const returns =
    it.columns === undefined
      ? (it.returns ?? "nothing")
      : `(${it.columns.map((c) => `${c.name} ${c.type}`).join(", ")})`;
  return `${it.kind} ${it.name}(${parameters.join(", ")}) returns ${it.returnsSet === true ? "set of " : ""}${returns}`;
}
