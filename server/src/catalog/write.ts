/** A catalog as text: DDL of the engine it was read from, a Mermaid diagram, a first query of a table. */
import type { Dialect } from "../sql/dialect.ts";
import type { CatalogIndex } from "./lookup.ts";
import type {
  Catalog,
  Column,
  ForeignKey,
  Index,
  Routine,
  Schema,
  Table,
  UserType,
} from "./model.ts";

/** DDL of the object that a path of the schema tree leads to; of everything below a schema or folder. */
export function catalogDdl(index: CatalogIndex, path: readonly string[]): string {
  const [schemaName, folder, name] = path;
  const schemas = index.catalog.schemas.filter(
    (it) => schemaName === undefined || it.name === schemaName,
  );
  const texts = schemas.flatMap((schema) => {
    const tables = schema.tables.filter((it) => name === undefined || it.name === name);
    const routines = schema.routines.filter((it) => name === undefined || it.name === name);
    const types = schema.types.filter((it) => name === undefined || it.name === name);
    switch (folder) {
      case undefined:
        return schemaTexts(index, schema);
      case "routines":
        return routines.map(routineDdl);
      case "types":
        return types.map((it) => typeDdl(index, it));
      default:
        return tables.map((it) => tableDdl(index, it));
    }
  });
  return `${texts.filter((it) => it !== "").join("\n\n")}\n`;
}

function schemaTexts(index: CatalogIndex, schema: Schema): readonly string[] {
  return [
    ...schema.types.map((it) => typeDdl(index, it)),
    ...inDependencyOrder(schema.tables).map((it) => tableDdl(index, it)),
    ...schema.routines.map(routineDdl),
  ];
}

/** Tables before those that refer to them, views last; a cycle keeps the given order. */
export function inDependencyOrder(tables: readonly Table[]): readonly Table[] {
  const byName = new Map(tables.map((it) => [it.name, it]));
  const ordered = new Set<Table>();
  const visit = (table: Table, above: ReadonlySet<Table>) => {
    if (ordered.has(table) || above.has(table)) {
      return;
    }
    const path = new Set(above).add(table);
    for (const key of table.foreignKeys) {
      const target = byName.get(key.table.name);
      if (target !== undefined) {
        visit(target, path);
      }
    }
    ordered.add(table);
  };
  const isView = (it: Table) => it.kind === "view" || it.kind === "materialized-view";
  for (const table of [...tables.filter((it) => !isView(it)), ...tables.filter(isView)]) {
    visit(table, new Set());
  }
  return [...ordered];
}

/** A relation's name as statements must write it. */
export function relationName(
  index: CatalogIndex,
  table: { readonly schema: string; readonly name: string },
): string {
  const { dialect, catalog } = index;
  const name = dialect.writeName(table.name);
  const bare =
    catalog.schemas.length === 1 ||
    catalog.searchPath.includes(table.schema) ||
    table.schema === "";
  return bare ? name : `${dialect.writeName(table.schema)}.${name}`;
}

export function tableDdl(index: CatalogIndex, table: Table): string {
  const { dialect } = index;
  const name = relationName(index, table);
  if (table.kind === "view" || table.kind === "materialized-view") {
    const definition = (table.definition ?? "").trim().replace(/;$/u, "");
    const whole = /^create\b/iu.test(definition);
    return definition === ""
      ? ""
      : whole
        ? `${definition};`
        : `CREATE ${table.kind === "view" ? "VIEW" : "MATERIALIZED VIEW"} ${name} AS\n${definition};`;
  }
  const single =
    table.primaryKey?.columns.length === 1 && table.primaryKey.name === undefined
      ? table.primaryKey.columns[0]
      : undefined;
  const lines = [
    ...table.columns.map((it) => columnDdl(dialect, it, it.name === single)),
    ...(table.primaryKey === undefined || single !== undefined
      ? []
      : [
          constraint(
            dialect,
            table.primaryKey.name,
            `PRIMARY KEY ${names(dialect, table.primaryKey.columns)}`,
          ),
        ]),
    ...table.uniqueKeys.map((it) =>
      constraint(dialect, it.name, `UNIQUE ${names(dialect, it.columns)}`),
    ),
    ...table.foreignKeys.map((it) => constraint(dialect, it.name, foreignKeyDdl(index, it))),
    ...table.checks.map((it) =>
      constraint(dialect, it.name, `CHECK (${unwrapped(it.expression)})`),
    ),
  ];
  const create = `CREATE ${table.temporary === true ? "TEMPORARY " : ""}TABLE ${name} (\n${lines.map((it) => `  ${it}`).join(",\n")}\n);`;
  const own = new Set([table.primaryKey, ...table.uniqueKeys].map((it) => it?.name));
  const indexes = table.indexes
    .filter((it) => !it.primary && !own.has(it.name))
    .map((it) => indexDdl(index, table, it));
  return [create, ...indexes].join("\n");
}

export function columnDdl(dialect: Dialect, column: Column, primaryKey = false): string {
  const parts = [
    dialect.writeName(column.name),
    column.type.text,
    column.collation === undefined ? "" : `COLLATE ${dialect.writeName(column.collation)}`,
    column.generated === undefined
      ? ""
      : `GENERATED ALWAYS AS (${unwrapped(column.generated.expression)}) ${column.generated.stored ? "STORED" : "VIRTUAL"}`,
    primaryKey ? "PRIMARY KEY" : "",
    column.nullable || primaryKey ? "" : "NOT NULL",
    column.default === undefined || column.generated !== undefined
      ? ""
      : `DEFAULT ${column.default}`,
    identityText(dialect, column),
  ];
  return parts.filter((it) => it !== "").join(" ");
}

function identityText(dialect: Dialect, column: Column): string {
  switch (column.identity) {
    case "always":
      return "GENERATED ALWAYS AS IDENTITY";
    case "by-default":
      return "GENERATED BY DEFAULT AS IDENTITY";
    case "auto-increment":
      // Where an integer key numbers itself there is nothing to say.
      return dialect.can("integer-primary-key-is-rowid") ? "" : "AUTO_INCREMENT";
    default:
      return "";
  }
}

export function foreignKeyDdl(index: CatalogIndex, key: ForeignKey): string {
  const targets = key.targets.length === 0 ? "" : ` ${names(index.dialect, key.targets)}`;
  const action = (event: string, does: string | undefined) =>
    does === undefined || does.toUpperCase() === "NO ACTION"
      ? ""
      : ` ON ${event} ${does.toUpperCase()}`;
  return `FOREIGN KEY ${names(index.dialect, key.columns)} REFERENCES ${relationName(index, key.table)}${targets}${action("DELETE", key.onDelete)}${action("UPDATE", key.onUpdate)}`;
}

export function indexDdl(index: CatalogIndex, table: Table, it: Index): string {
  const { dialect } = index;
  const keys = it.columns.map((key) => {
    const text =
      key.column === undefined
        ? `(${unwrapped(key.expression ?? "")})`
        : dialect.writeName(key.column);
    return `${text}${key.prefixLength === undefined ? "" : `(${key.prefixLength})`}${key.descending === true ? " DESC" : ""}`;
  });
  const special =
    it.method !== undefined && SPECIAL_METHODS.has(it.method) ? `${it.method.toUpperCase()} ` : "";
  const using =
    it.method === undefined || special !== "" || it.method === "btree" ? "" : ` USING ${it.method}`;
  const include = it.include.length === 0 ? "" : ` INCLUDE ${names(dialect, it.include)}`;
  const where = it.where === undefined ? "" : ` WHERE ${unwrapped(it.where)}`;
  return `CREATE ${it.unique ? "UNIQUE " : special}INDEX ${dialect.writeName(it.name)} ON ${relationName(index, table)}${using} (${keys.join(", ")})${include}${where};`;
}

const SPECIAL_METHODS: ReadonlySet<string> = new Set(["fulltext", "spatial"]);

function typeDdl(index: CatalogIndex, type: UserType): string {
  const name = relationName(index, type);
  switch (type.kind) {
    case "enum":
      return `CREATE TYPE ${name} AS ENUM (${(type.labels ?? []).map((it) => `'${it.replaceAll("'", "''")}'`).join(", ")});`;
    case "domain":
      return `CREATE DOMAIN ${name} AS ${type.base ?? "text"}${type.nullable === false ? " NOT NULL" : ""}${(type.checks ?? []).map((it) => ` CHECK (${unwrapped(it)})`).join("")};`;
    case "composite":
      return `CREATE TYPE ${name} AS (${(type.fields ?? []).map((it) => `${index.dialect.writeName(it.name)} ${it.type}`).join(", ")});`;
    default:
      return "";
  }
}

function routineDdl(routine: Routine): string {
  const definition = routine.definition?.trim() ?? "";
  return definition === "" || definition.endsWith(";") ? definition : `${definition};`;
}

/** A query that shows a relation's first rows. */
export function selectText(index: CatalogIndex, path: readonly string[]): string {
  const [schemaName, , name] = path;
  const table = index.catalog.schemas
    .find((it) => it.name === schemaName)
    ?.tables.find((it) => it.name === name);
  if (table === undefined) {
    return "";
  }
  const columns = table.columns.map((it) => index.dialect.writeName(it.name)).join(", ");
  const from = relationName(index, table);
  const list = columns === "" ? "*" : columns;
  return index.dialect.can("limit")
    ? `SELECT ${list}\nFROM ${from}\nLIMIT ${FIRST_ROWS};\n`
    : index.dialect.can("top")
      ? `SELECT TOP ${FIRST_ROWS} ${list}\nFROM ${from};\n`
      : `SELECT ${list}\nFROM ${from}\nFETCH FIRST ${FIRST_ROWS} ROWS ONLY;\n`;
}

const FIRST_ROWS = 100;

/** An entity-relationship diagram in Mermaid's notation; stable, so that it can live in git. */
export function mermaid(catalog: Catalog): string {
  const tables = catalog.schemas.flatMap((it) => it.tables).filter((it) => it.columns.length > 0);
  const word = (text: string) => text.replace(/[^\p{L}\p{N}_]+/gu, "_");
  const blocks = tables.map((table) => {
    const rows = table.columns.map((it) => {
      const marks = [
        table.primaryKey?.columns.includes(it.name) === true ? "PK" : undefined,
        table.foreignKeys.some((key) => key.columns.includes(it.name)) ? "FK" : undefined,
      ].filter((mark) => mark !== undefined);
      return `    ${word(it.type.text)} ${word(it.name)}${marks.length === 0 ? "" : ` ${marks.join(", ")}`}`;
    });
    return `  ${word(table.name)} {\n${rows.join("\n")}\n  }`;
  });
  const edges = tables.flatMap((table) =>
    table.foreignKeys.map((key) => {
      const optional = key.columns.some(
        (name) => table.columns.find((it) => it.name === name)?.nullable === true,
      );
      return `  ${word(key.table.name)} ${optional ? "|o" : "||"}--o{ ${word(table.name)} : "${key.columns.join(", ")}"`;
    }),
  );
  return `erDiagram\n${[...blocks, ...edges].join("\n")}\n`;
}

function constraint(dialect: Dialect, name: string | undefined, text: string): string {
  return name === undefined ? text : `CONSTRAINT ${dialect.writeName(name)} ${text}`;
}

function names(dialect: Dialect, columns: readonly string[]): string {
  return `(${columns.map((it) => dialect.writeName(it)).join(", ")})`;
}

/** Engines hand out expressions with or without brackets around them; one pair is ours. */
function unwrapped(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith("(") || !trimmed.endsWith(")")) {
    return trimmed;
  }
  let depth = 0;
  for (let i = 0; i < trimmed.length - 1; i += 1) {
    depth += trimmed[i] === "(" ? 1 : trimmed[i] === ")" ? -1 : 0;
    if (depth === 0) {
      return trimmed;
    }
  }
  return trimmed.slice(1, -1).trim();
}
