/** Definitions of tables, indexes and views: what stands in a table here stands beside it there. */
import { columnType } from "../../../catalog/column-type.ts";
import type { Column, ColumnType, Table } from "../../../catalog/model.ts";
import type {
  AlterAction,
  AlterTable,
  ColumnConstraint,
  ColumnDefinition,
  CreateIndex,
  CreateTable,
  IndexColumn,
  IndexElement,
  Name,
  Node,
  QualifiedName,
  TableConstraint,
  TypeName,
} from "../../../sql/ast.ts";
import { operand } from "../text.ts";
import type { Change, Construct, Patch, Translator } from "../translator.ts";
import { quoted } from "./literals.ts";
import { spelled, typeText } from "./types.ts";

const fold = (text: string) => text.toLowerCase();

export const definitions: Construct = {
  "create-table": tableText,
  "column-definition"(node, t) {
    return columnText(node, undefined, t);
  },
  "create-index"(node, t) {
    return t.to.can("index") ? indexText(node, t) : t.refuse("There are no indexes here.", node);
  },
  "create-view"(node, t) {
    const head = t.source({ start: node.start, end: node.name.start });
    const name = t.below(node, () => t.text(node.name));
    const rest = () =>
      t.patched(
        { start: node.name.end, end: node.end },
        node.query === undefined
          ? []
          : [{ range: node.query, text: t.below(node, () => t.text(node.query ?? node)) }],
      );
    if (node.materialized && !t.to.can("materialized-view")) {
      t.note(
        "warning",
        "materialized-view",
        "The view is computed anew at each use here.",
        node.name,
      );
      return `CREATE VIEW ${name}${rest().replace(/\s+with\s+(?:no\s+)?data\s*$/iu, "")}`;
    }
    if (node.orReplace === true && !t.to.can("create-or-replace-view")) {
      return `DROP VIEW IF EXISTS ${name};\nCREATE VIEW ${name}${rest()}`;
    }
    if (node.ifNotExists === true && !t.to.can("create-view-if-not-exists")) {
      return `CREATE OR REPLACE VIEW ${name}${rest()}`;
    }
    if (
      /\b(?:algorithm|definer|sql\s+security)\b/iu.test(head) &&
      !t.to.can("view-algorithm") &&
      t.from.pack.protocol !== t.to.pack.protocol
    ) {
      return `CREATE ${node.orReplace === true ? "OR REPLACE " : ""}VIEW ${name}${rest()}`;
    }
    return undefined;
  },
  "alter-table": alterText,
  drop(node, t) {
    if (node.ifExists === true && !t.to.can("if-exists")) {
      return t.refuse("A DROP cannot ask whether the object exists here.", node);
    }
    const names = t.below(node, () => node.names.map((it) => t.text(it)));
    if (node.object === "index") {
      return t.below(node, () => {
        const table = node.on ?? undefined;
        const found =
          table === undefined
            ? tableOfIndex(node.names[0]?.parts.at(-1)?.text ?? "", t)
            : undefined;
        if (t.to.can("indexes-belong-to-tables")) {
          const owner =
            table === undefined
              ? found === undefined
                ? undefined
                : t.name(found.name)
              : t.text(table);
          return owner === undefined
            ? t.refuse("The table of the index must be named here: give the schema.", node)
            : names
                .map(
                  (it) =>
                    `DROP INDEX ${node.ifExists === true ? "IF EXISTS " : ""}${it} ON ${owner}`,
                )
                .join(";\n");
        }
        return names
          .map((it) => `DROP INDEX ${node.ifExists === true ? "IF EXISTS " : ""}${it}`)
          .join(";\n");
      });
    }
    if (node.object === "type" && !t.to.can("create-type")) {
      t.note("info", "no-types", "Types of one's own stand with the columns here.", node);
      return "";
    }
    const object =
      node.object === "materialized view" && !t.to.can("materialized-view")
        ? "VIEW"
        : node.object.toUpperCase();
    if (names.length > 1 && t.to.can("type-affinity")) {
      return names
        .map((it) => `DROP ${object} ${node.ifExists === true ? "IF EXISTS " : ""}${it}`)
        .join(";\n");
    }
    if (
      (node.cascade === true || node.restrict === true) &&
      !t.to.can("drop-cascade") &&
      t.from.pack.protocol !== t.to.pack.protocol &&
      !t.to.can("copy-statement")
    ) {
      return `DROP ${object} ${node.ifExists === true ? "IF EXISTS " : ""}${names.join(", ")}`;
    }
    if (node.temporary === true && t.from.pack.protocol !== t.to.pack.protocol) {
      return `DROP TABLE ${node.ifExists === true ? "IF EXISTS " : ""}${names.join(", ")}`;
    }
    return object === node.object.toUpperCase()
      ? undefined
      : `DROP ${object} ${node.ifExists === true ? "IF EXISTS " : ""}${names.join(", ")}`;
  },
  truncate(node, t) {
    const names = t.below(node, () => node.tables.map((it) => t.text(it)));
    if (t.to.can("type-affinity")) {
      return names.map((it) => `DELETE FROM ${it}`).join(";\n");
    }
    if (!t.to.can("truncate-multiple")) {
      return names.map((it) => `TRUNCATE TABLE ${it}`).join(";\n");
    }
    return t.from.can("auto-increment")
      ? `TRUNCATE TABLE ${names.join(", ")} RESTART IDENTITY`
      : undefined;
  },
  rename(node, t) {
    return t.to.can("rename-table")
      ? undefined
      : node.pairs
          .map((it) => `ALTER TABLE ${t.text(it.from)} RENAME TO ${t.name(it.to.parts.at(-1))}`)
          .join(";\n");
  },
  comment(node, t) {
    if (t.to.can("comment-on")) {
      return undefined;
    }
    if (!t.to.can("comment-clause")) {
      t.note("info", "no-comments", "Comments are not kept in the database here.", node);
      return "";
    }
    const text = node.text === undefined ? "''" : t.text(node.text);
    if (node.object === "table") {
      return `ALTER TABLE ${t.text(node.name)} COMMENT = ${text}`;
    }
    if (node.object === "column" && node.name.parts.length > 1) {
      const table = t.analysis.finder?.table(node.name.parts.slice(0, -1));
      const column = table?.columns.find(
        (it) => fold(it.name) === fold(node.name.parts.at(-1)?.text ?? ""),
      );
      return table === undefined || column === undefined
        ? t.refuse(
            "A column's comment stands with its whole definition here: give the schema.",
            node,
          )
        : `ALTER TABLE ${t.name(table.name)} MODIFY COLUMN ${fromCatalog(column, node, t)} COMMENT ${text}`;
    }
    t.note("info", "no-comments", "Comments on this are not kept in the database here.", node);
    return "";
  },
  "create-object"(node, t) {
    if (node.object === "type" && !t.to.can("create-type")) {
      if (node.labels === undefined) {
        return t.refuse("There are no types of one's own here.", node);
      }
      t.note("info", "no-types", "The labels stand with the columns here.", node);
      return "";
    }
    if (node.object === "sequence" && !t.to.can("sequence")) {
      return t.refuse("There are no sequences here.", node);
    }
    if (node.object === "domain" && !t.to.can("domain")) {
      t.note("info", "no-types", "The base type and the checks stand with the columns here.", node);
      return "";
    }
    if (node.object === "schema" && t.to.can("type-affinity")) {
      return t.refuse("There are no schemas here.", node);
    }
    if (node.object === "extension" && !t.to.can("extensions")) {
      t.note("info", "no-extensions", "There are no extensions here.", node);
      return "";
    }
    return undefined;
  },
  "create-routine"(node, t) {
    return t.refuse("Routines are not translated.", node);
  },
  "create-trigger"(node, t) {
    return t.refuse("Triggers are not translated.", node);
  },
  set(node, t) {
    if (/^set\s+@(?!@)/iu.test(t.source(node))) {
      return t.refuse("Variables of the session have no equal here.", node);
    }
    if (
      node.verb === "pragma" ||
      /^(?:foreign_key_checks|unique_checks|sql_mode|names|character set|time_zone|search_path|client_encoding|standard_conforming_strings|autocommit|sql_notes|character_set_client|collation_connection)/iu.test(
        node.assignments[0]?.name ?? "",
      ) ||
      /^set\s+names\b/iu.test(t.source(node))
    ) {
      t.note("info", "session-setting", "The setting has no equal here and was left out.", node);
      return "";
    }
    return node.verb === "use"
      ? t.refuse("The database is chosen by the connection here.", node)
      : undefined;
  },
  transaction(node, t) {
    if (node.action === "begin" && t.to.can("type-affinity")) {
      return "BEGIN";
    }
    if (node.action === "begin" && t.from.can("transaction-kinds")) {
      return "BEGIN";
    }
    return undefined;
  },
  maintenance(node, t) {
    if (t.from.pack.protocol === t.to.pack.protocol) {
      return undefined;
    }
    t.note("info", "maintenance", "This upkeep has no equal here and was left out.", node);
    return "";
  },
};

export const definitionPatch: Patch = {
  "qualified-name"(node, t) {
    // A schema that every database has is left out where there are none of its name.
    const [schema] = node.parts;
    const next = node.parts[1];
    return node.parts.length === 2 &&
      schema !== undefined &&
      next !== undefined &&
      t.from.pack.data.defaultSchema !== undefined &&
      fold(schema.text) === fold(t.from.pack.data.defaultSchema) &&
      t.from.pack.data.defaultSchema !== t.to.pack.data.defaultSchema
      ? [{ range: { start: schema.start, end: next.start }, text: "" }]
      : [];
  },
};

function tableOfIndex(name: string, t: Translator): Table | undefined {
  for (const schema of t.analysis.catalog?.schemas ?? []) {
    const found = schema.tables.find((it) =>
      it.indexes.some((one) => fold(one.name) === fold(name)),
    );
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

// ---------------------------------------------------------------- tables

interface Around {
  readonly table: CreateTable;
  /** Columns that take part in a key or an index, folded. */
  readonly keyed: ReadonlySet<string>;
  /** The one column of the primary key, folded. */
  readonly single: string | undefined;
  /** The primary key is said with the table and not with the column. */
  readonly apart: TableConstraint | undefined;
}

function around(node: CreateTable): Around {
  const keyed = new Set<string>();
  let single: string | undefined;
  let apart: TableConstraint | undefined;
  const names = (list: readonly IndexColumn[]) =>
    list.flatMap((it) =>
      it.expression.kind === "column" ? [fold(it.expression.parts.at(-1)?.text ?? "")] : [],
    );
  for (const it of node.elements) {
    if (
      it.kind === "column-definition" &&
      it.constraints.some(
        (one) => one.type === "primary-key" || one.type === "unique" || one.type === "references",
      )
    ) {
      keyed.add(fold(it.name.text));
      if (it.constraints.some((one) => one.type === "primary-key")) {
        single = fold(it.name.text);
      }
    } else if (it.kind === "table-constraint" || it.kind === "index-element") {
      for (const name of names(it.columns)) {
        keyed.add(name);
      }
      if (it.kind === "table-constraint" && it.type === "primary-key") {
        const [only, ...others] = names(it.columns);
        single = others.length === 0 ? only : undefined;
        apart = it;
      }
    }
  }
  return { table: node, keyed, single, apart };
}

function tableText(node: CreateTable, t: Translator): string | undefined {
  if (
    t.from.pack.lineage.some((it) => t.to.pack.lineage[0] === it) ||
    t.to.pack.lineage.some((it) => t.from.pack.lineage[0] === it && it !== "ansi")
  ) {
    return undefined;
  }
  if (node.partitionOf !== undefined && !t.to.can("partition-of")) {
    t.note(
      "warning",
      "partitions",
      "Partitions are left out: all rows are in the one table here.",
      node,
    );
    return "";
  }
  const name = t.below(node, () => t.text(node.name));
  const temporary = node.temporary === true ? "TEMPORARY " : "";
  const head = `CREATE ${temporary}TABLE ${node.ifNotExists === true ? "IF NOT EXISTS " : ""}${name}`;
  const drop =
    node.orReplace === true && !t.to.can("create-or-replace-table")
      ? `DROP TABLE IF EXISTS ${name};\n`
      : "";
  if (node.like !== undefined || node.elements.some((it) => it.kind === "like-element")) {
    const like = node.elements.find((it) => it.kind === "like-element");
    const source = node.like ?? (like?.kind === "like-element" ? like.table : undefined);
    if (source === undefined || node.elements.length > 1) {
      return t.refuse("This LIKE has no equal here.", node);
    }
    const other = t.below(node, () => t.text(source));
    if (t.to.can("like-element")) {
      return `${drop}${head} (LIKE ${other} INCLUDING ALL)`;
    }
    if (t.to.can("type-affinity")) {
      t.note(
        "warning",
        "like",
        "Only the names and types of the columns are copied here, no keys and no defaults.",
        node,
      );
      return `${drop}${head} AS SELECT * FROM ${other} WHERE 0`;
    }
    return `${drop}${head} LIKE ${other}`;
  }
  if (node.as !== undefined && node.elements.length === 0) {
    return `${drop}${head} AS ${t.below(node, () => t.text(node.as ?? node))}`;
  }
  const place = around(node);
  const changes: Change[] = [];
  const elements = node.elements.flatMap((it) => {
    const text =
      it.kind === "column-definition"
        ? t.below(node, () => columnText(it, place, t))
        : it.kind === "table-constraint"
          ? t.below(node, () => constraintText(it, place, t))
          : it.kind === "index-element"
            ? t.below(node, () => inlineIndex(it, node, t))
            : t.text(it);
    return [{ it, text: text ?? t.below(node, () => t.spliced(it)) }];
  });
  for (const [index, { it, text }] of elements.entries()) {
    if (text !== "") {
      changes.push({ range: it, text });
      continue;
    }
    // An element that goes takes its comma along, and the white space before it.
    const before = elements.slice(0, index).findLast((one) => one.text !== "")?.it;
    const after = elements.slice(index + 1).find((one) => one.text !== "")?.it;
    if (before !== undefined) {
      const previous = elements[index - 1]?.it;
      changes.push({ range: { start: previous?.end ?? before.end, end: it.end }, text: "" });
    } else if (after !== undefined) {
      changes.push({ range: { start: it.start, end: after.start }, text: "" });
    } else {
      changes.push({ range: it, text: "" });
    }
  }
  const tail: string[] = [];
  tail.push(...startingNumber(node, t));
  tail.push(...exactKeys(node, place, t));
  for (const it of node.options) {
    if (it.name === "AUTO_INCREMENT" && it.value?.kind === "literal") {
      // It is said with the column, the table or its numbering there.
    } else if (it.name === "COMMENT" && it.value !== undefined && t.to.can("comment-on")) {
      t.after.push(`COMMENT ON TABLE ${name} IS ${t.text(it.value)}`);
    } else if (
      it.name === "COMMENT" ||
      /^(?:ENGINE|AUTO_INCREMENT|ROW_FORMAT|STRICT|WITHOUT ROWID|(?:DEFAULT )?(?:CHARSET|CHARACTER SET|COLLATE)|TABLESPACE|FILLFACTOR)/iu.test(
        it.name,
      )
    ) {
      t.note(
        "info",
        "table-option",
        `The option ${it.name} has no equal here and was left out.`,
        it,
      );
    } else {
      t.note("info", "table-option", `The option ${it.name} was left out.`, it);
    }
  }
  if (node.partitionBy !== undefined) {
    t.note(
      "warning",
      "partitions",
      "Partitions are left out: all rows are in the one table here.",
      node.partitionBy,
    );
  }
  if (node.inherits !== undefined) {
    return t.refuse("Tables do not inherit here.", node);
  }
  const list = node.elementsRange === undefined ? "" : ` ${t.patched(node.elementsRange, changes)}`;
  return (
    drop +
    head +
    list +
    tail.join("") +
    (node.as === undefined ? "" : ` AS ${t.below(node, () => t.text(node.as ?? node))}`)
  );
}

/** The number that a column begins with: an option of the table, or of the column. */
function firstNumber(node: CreateTable): string | undefined {
  const option = node.options.find((it) => it.name === "AUTO_INCREMENT")?.value;
  if (option?.kind === "literal") {
    return option.value;
  }
  for (const it of node.elements) {
    const identity =
      it.kind === "column-definition"
        ? it.constraints.find((one) => one.type === "identity")
        : undefined;
    const start = identity?.options?.find((one) => /^START(?: WITH)?$/iu.test(one.name))?.value;
    if (start?.kind === "literal") {
      return start.value;
    }
  }
  return undefined;
}

function startingNumber(node: CreateTable, t: Translator): readonly string[] {
  const first = firstNumber(node);
  if (first === undefined || Number(first) <= 1 || t.to.can("identity-column")) {
    return [];
  }
  const numbering = t.writes("numberingTable");
  if (numbering !== undefined) {
    const table = node.name.parts.at(-1)?.text ?? "";
    t.after.push(
      `INSERT INTO ${numbering} (name, seq) VALUES (${quoted(table, t)}, ${Number(first) - 1})`,
    );
    return [];
  }
  return t.to.can("auto-increment") ? [` AUTO_INCREMENT=${first}`] : [];
}

/** Keys of text that differ in case only are two where texts are compared exactly. */
function exactKeys(node: CreateTable, place: Around, t: Translator): readonly string[] {
  const { exactCollation } = t.writing.habits;
  const isKeyed = node.elements.some(
    (it) =>
      it.kind === "column-definition" &&
      place.keyed.has(fold(it.name.text)) &&
      it.type !== undefined &&
      columnType(it.type, t.from, t.analysis.finder).kind === "text" &&
      !it.constraints.some((one) => one.type === "collate"),
  );
  return isKeyed &&
    exactCollation !== undefined &&
    t.reads("equality") === "exact" &&
    t.writes("equality") === "ignores-case"
    ? [` COLLATE ${exactCollation}`]
    : [];
}

function isText(type: ColumnType | undefined): boolean {
  return type?.kind === "text" || type?.kind === "json" || type?.kind === "binary";
}

/** A column with all that belongs to it; `undefined` where nothing needs another word. */
function columnText(node: ColumnDefinition, place: Around | undefined, t: Translator): string {
  const type =
    node.type === undefined ? undefined : columnType(node.type, t.from, t.analysis.finder);
  const name = t.below(node, () => t.text(node.name));
  const key = fold(node.name.text);
  const has = (kind: ColumnConstraint["type"]) => node.constraints.find((it) => it.type === kind);
  const isPrimary =
    has("primary-key") !== undefined || (place?.single === key && place.apart !== undefined);
  const isSerial = node.type !== undefined && /serial/u.test(node.type.name);
  const numbers =
    has("auto-increment") !== undefined ||
    has("identity") !== undefined ||
    isSerial ||
    (t.from.can("rowid-alias") &&
      isPrimary &&
      fold(node.type?.name ?? "") === "integer" &&
      place?.single === key);
  const parts: string[] = [];
  if (numbers) {
    if (t.to.can("rowid-alias")) {
      if (isPrimary) {
        parts.push(
          "INTEGER PRIMARY KEY",
          ...(has("auto-increment") !== undefined || t.from.can("autoincrement")
            ? t.from.can("rowid-alias") && has("auto-increment") === undefined
              ? []
              : ["AUTOINCREMENT"]
            : Number((place === undefined ? undefined : firstNumber(place.table)) ?? 1) > 1
              ? ["AUTOINCREMENT"]
              : []),
        );
      } else {
        t.note("warning", "numbering", "Only a primary key numbers itself here.", node);
        parts.push("INTEGER");
      }
    } else if (t.to.can("auto-increment") && t.writes("identity") === undefined) {
      const base =
        type?.unsigned === true
          ? "BIGINT UNSIGNED"
          : type?.bits === 64 && !t.from.can("rowid-alias")
            ? "BIGINT"
            : type?.bits === 16
              ? "SMALLINT"
              : t.from.can("rowid-alias")
                ? "INT"
                : "INT";
      parts.push(`${base} AUTO_INCREMENT`);
      if (!isPrimary && has("unique") === undefined) {
        parts.push("UNIQUE");
      }
    } else {
      const base =
        type?.bits === 64 && !t.from.can("rowid-alias")
          ? "bigint"
          : type?.bits === 16
            ? "smallint"
            : "integer";
      const own = t.writes("identity");
      if (own === undefined && !t.to.can("identity-column")) {
        t.refuse("No column numbers itself here.", node);
      }
      const spelled = t.writing.types[`integer:${type?.bits ?? 32}`] ?? t.writing.types["integer"];
      const first = place === undefined ? undefined : firstNumber(place.table);
      const start = first === undefined || Number(first) <= 1 ? "" : ` (START WITH ${first})`;
      parts.push(
        own === undefined
          ? `${base} GENERATED BY DEFAULT AS IDENTITY${start}`
          : `${spelled} ${own}`,
      );
    }
  } else if (node.type !== undefined && type !== undefined) {
    const keyed = place?.keyed.has(key) === true;
    const isPlainText = isText(type) && type.length === undefined;
    if (keyed && isPlainText && type.kind === "text" && t.to.can("index-prefix-length")) {
      parts.push("VARCHAR(255)");
    } else if (type.kind === "enum" && !t.to.can("enum-column")) {
      parts.push(t.writing.types["enum"] ?? "text");
    } else if (type.kind === "enum" && type.values !== undefined) {
      parts.push(`ENUM(${type.values.map((it) => quoted(it, t)).join(", ")})`);
    } else if (type.kind === "unknown" && t.from.can("type-affinity")) {
      parts.push(t.writing.types["text"] ?? "TEXT");
    } else {
      parts.push(
        t.below(node, () =>
          node.type === undefined ? "" : (typeText(node.type, t, "") ?? t.source(node.type)),
        ),
      );
    }
  } else if (t.to.can("untyped-columns")) {
    // No type is a type there too.
  } else {
    parts.push(t.writing.types["text"] ?? "TEXT");
  }
  const checks: string[] = [];
  if (
    type?.kind === "enum" &&
    !t.to.can("enum-column") &&
    type.values !== undefined &&
    t.to.can("check-constraint")
  ) {
    checks.push(`CHECK (${name} IN (${type.values.map((it) => quoted(it, t)).join(", ")}))`);
  }
  if (type?.unsigned === true && !t.to.can("unsigned-types") && !numbers) {
    checks.push(`CHECK (${name} >= 0)`);
  }
  const constraints = t.to.can("default-comes-first")
    ? node.constraints.toSorted(
        (a, b) => Number(b.type === "default") - Number(a.type === "default"),
      )
    : node.constraints;
  for (const it of constraints) {
    const text = t.below(node, () => columnConstraint(it, { numbers, isPrimary, type, name }, t));
    if (text !== "") {
      parts.push(text);
    }
  }
  return [name, ...parts, ...checks].filter((it) => it !== "").join(" ");
}

function columnConstraint(
  it: ColumnConstraint,
  facts: {
    readonly numbers: boolean;
    readonly isPrimary: boolean;
    readonly type: ColumnType | undefined;
    readonly name: string;
  },
  t: Translator,
): string {
  switch (it.type) {
    case "auto-increment":
    case "identity":
      return "";
    case "primary-key":
      return facts.numbers && t.to.can("rowid-alias") ? "" : named(it, "PRIMARY KEY", t);
    case "not-null":
      return facts.numbers && t.to.can("rowid-alias") ? "" : "NOT NULL";
    case "null":
      return t.to.can("type-affinity") ? "" : "NULL";
    case "unique":
      return named(it, "UNIQUE", t);
    case "comment": {
      if (it.expression !== undefined && t.to.can("comment-on")) {
        const table = t.ancestors.find(
          (one): one is CreateTable | AlterTable =>
            one.kind === "create-table" || one.kind === "alter-table",
        );
        if (table !== undefined) {
          t.after.push(
            `COMMENT ON COLUMN ${t.text(table.name)}.${facts.name} IS ${t.text(it.expression)}`,
          );
        }
      } else {
        t.note("info", "no-comments", "Comments are not kept in the database here.", it);
      }
      return "";
    }
    case "on-update":
      t.note(
        "warning",
        "on-update",
        "A column does not set itself at each update here: it takes a trigger.",
        it,
      );
      return "";
    case "collate": {
      const name = it.collation?.parts.at(-1)?.text ?? "";
      if (/(?:_bin|_cs)$|^c$|^binary$/iu.test(name)) {
        return t.to.can("type-charset") || t.writes("equality") === "ignores-case"
          ? `COLLATE ${t.writes("exactCollation") ?? "binary"}`
          : "";
      }
      if (/_ci$|nocase/iu.test(name)) {
        return t.to.can("type-affinity") ? "COLLATE NOCASE" : "";
      }
      t.note("warning", "collation", `The collation ${name} has no equal here.`, it);
      return "";
    }
    case "default":
      return defaultText(it, facts.type, t);
    case "check":
      if (!t.to.can("check-constraint")) {
        t.note(
          "warning",
          "no-check",
          "Conditions of columns are not kept here: this one was left out.",
          it,
        );
        return "";
      }
      return it.expression === undefined ? "" : named(it, `CHECK (${t.text(it.expression)})`, t);
    case "generated": {
      const expression = it.expression === undefined ? "" : t.text(it.expression);
      const stored =
        it.storage === "stored" || (it.storage === undefined && t.from.can("stored-by-default"));
      return `GENERATED ALWAYS AS (${expression}) ${stored || !t.to.can("generated-column-virtual") ? "STORED" : "VIRTUAL"}`;
    }
    case "references":
      return referencesText(it, t);
    default:
      t.note(
        "warning",
        "column-option",
        "This option of a column has no equal here and was left out.",
        it,
      );
      return "";
  }
}

function named(it: ColumnConstraint, text: string, t: Translator): string {
  return it.name === undefined
    ? text
    : t.to.can("index-prefix-length") || t.writes("equality") === "ignores-case"
      ? text
      : `CONSTRAINT ${t.name(it.name)} ${text}`;
}

function referencesText(it: ColumnConstraint, t: Translator): string {
  const { references } = it;
  if (references === undefined) {
    return "";
  }
  const columns = references.columns ?? undefined;
  const names =
    columns?.map((one) => t.name(one)) ??
    (t.to.can("references-without-columns")
      ? undefined
      : primaryKeyOf(references.table, t)?.map((one) => t.name(one)));
  if (it.deferrable === true && !t.to.can("deferrable-constraints")) {
    t.note("warning", "deferrable", "Constraints are checked at once here.", it);
  }
  const actions = `${references.onDelete === undefined ? "" : ` ON DELETE ${references.onDelete}`}${references.onUpdate === undefined ? "" : ` ON UPDATE ${references.onUpdate}`}`;
  const deferrable =
    it.deferrable === true && t.to.can("deferrable-constraints")
      ? ` ${/deferrable.*$/iu.exec(t.source(it))?.[0] ?? ""}`
      : "";
  return `REFERENCES ${t.text(references.table)}${names === undefined ? "" : ` (${names.join(", ")})`}${actions}${deferrable}`;
}

/** The primary key of a table, which may be the one that is being made. */
function primaryKeyOf(name: QualifiedName, t: Translator): readonly string[] | undefined {
  const own = t.ancestors.find((it): it is CreateTable => it.kind === "create-table");
  if (own !== undefined && fold(t.source(own.name)) === fold(t.source(name))) {
    const place = around(own);
    const list = place.apart?.columns.flatMap((it) =>
      it.expression.kind === "column" ? [it.expression.parts.at(-1)?.text ?? ""] : [],
    );
    return list ?? (place.single === undefined ? undefined : [place.single]);
  }
  return t.analysis.finder?.table(name.parts)?.primaryKey?.columns;
}

function defaultText(it: ColumnConstraint, type: ColumnType | undefined, t: Translator): string {
  const { expression } = it;
  if (expression === undefined) {
    return "";
  }
  const isTruth = type?.kind === "boolean" || type?.text.startsWith("tinyint(1)") === true;
  if (
    isTruth &&
    expression.kind === "literal" &&
    t.writes("booleans") === "type" &&
    expression.type !== "null"
  ) {
    return `DEFAULT ${/^(?:1|true|t)$/iu.test(expression.value) ? "TRUE" : "FALSE"}`;
  }
  const word =
    expression.kind === "column" && expression.parts.length === 1
      ? fold(expression.parts[0]?.text ?? "")
      : "";
  if (/^current_(?:timestamp|date|time)$/u.test(word)) {
    if (type?.kind === "text" && !t.to.can("type-affinity")) {
      return t.to.can("double-colon-cast")
        ? "DEFAULT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
        : "DEFAULT (UTC_TIMESTAMP())";
    }
    return `DEFAULT ${word.toUpperCase()}`;
  }
  if (word === "true" || word === "false") {
    return `DEFAULT ${t.to.can("boolean-literals") ? word.toUpperCase() : word === "true" ? "1" : "0"}`;
  }
  const plain =
    expression.kind === "cast" &&
    expression.operand.kind === "literal" &&
    !t.to.can("default-any-expression")
      ? expression.operand
      : expression;
  const text = t.text(plain);
  const isPlain =
    plain.kind === "literal" ||
    (plain.kind === "unary" && plain.operand.kind === "literal") ||
    /^current_(?:timestamp|date|time)(?:\(\d*\))?$/iu.test(text);
  if (
    type?.kind === "array" ||
    (plain.kind === "call" &&
      /^nextval$/iu.test(plain.name.parts.at(-1)?.text ?? "") &&
      !t.to.can("sequence"))
  ) {
    return "";
  }
  if (t.to.can("default-any-expression") || isPlain) {
    return `DEFAULT ${isPlain ? text : operand(text)}`;
  }
  if (/^(?:now|localtimestamp|datetime\('now', 'localtime'\))(?:\(\))?$/iu.test(text)) {
    return "DEFAULT CURRENT_TIMESTAMP";
  }
  return `DEFAULT (${text})`;
}

function constraintText(node: TableConstraint, place: Around, t: Translator): string | undefined {
  if (node.type === "primary-key" && place.single !== undefined && t.to.can("rowid-alias")) {
    const column = place.table.elements.find(
      (it): it is ColumnDefinition =>
        it.kind === "column-definition" && fold(it.name.text) === place.single,
    );
    const numbers =
      column?.constraints.some((it) => it.type === "auto-increment" || it.type === "identity") ===
        true || /serial/u.test(column?.type?.name ?? "");
    if (numbers) {
      return "";
    }
  }
  if (node.type === "exclude") {
    t.refuse("An exclusion constraint has no equal here.", node);
    return undefined;
  }
  const changes: Change[] = [];
  if (node.type === "primary-key" || node.type === "unique") {
    const columns = t.below(node, () => node.columns.map((it) => keyColumn(it, t)));
    const name =
      node.name !== undefined && node.type === "unique" ? `CONSTRAINT ${t.name(node.name)} ` : "";
    return `${name}${node.type === "unique" ? "UNIQUE" : "PRIMARY KEY"} (${columns.join(", ")})`;
  }
  if (node.type === "foreign-key" && node.references !== undefined) {
    const { references } = node;
    if (references.columns === undefined && !t.to.can("references-without-columns")) {
      const names = primaryKeyOf(references.table, t)?.map((one) => t.name(one));
      if (names !== undefined) {
        changes.push({
          range: { start: references.table.end, end: references.table.end },
          text: ` (${names.join(", ")})`,
        });
      }
    }
    const unchecked = /\s+not\s+valid\s*$/iu.exec(t.source(node));
    if (unchecked !== null && t.from.pack.protocol !== t.to.pack.protocol) {
      t.note("warning", "not-valid", "Rows that are there already are checked here.", node);
      changes.push({ range: { start: node.start + unchecked.index, end: node.end }, text: "" });
    }
    const words = /\s+(?:not\s+)?deferrable.*$/isu.exec(t.source(node));
    if (words !== null && !t.to.can("deferrable-constraints")) {
      t.note("warning", "deferrable", "Constraints are checked at once here.", node);
      changes.push({ range: { start: node.start + words.index, end: node.end }, text: "" });
    }
  }
  return t.spliced(node, changes);
}

/** A column of a key: without length, class and order where those are not known. */
function keyColumn(it: IndexColumn, t: Translator): string {
  const text = t.text(it.expression);
  return text;
}

function inlineIndex(node: IndexElement, table: CreateTable, t: Translator): string {
  const columns = t.below(node, () => node.columns.map((it) => indexColumn(it, t)));
  if (node.type === "fulltext" || node.type === "spatial") {
    t.note(
      "warning",
      "index-kind",
      "An index of this kind has no equal here and was left out.",
      node,
    );
    return "";
  }
  const name = node.name === undefined ? undefined : t.name(node.name);
  if (
    node.type === "unique" &&
    node.columns.every((it) => it.prefixLength === undefined && it.expression.kind === "column")
  ) {
    return `${name === undefined ? "" : `CONSTRAINT ${name} `}UNIQUE (${t.below(node, () => node.columns.map((it) => t.text(it.expression))).join(", ")})`;
  }
  if (!t.to.can("index")) {
    t.note("info", "index-kind", "There are no indexes here: this one was left out.", node);
    return "";
  }
  const own =
    name ??
    t.name(
      `${table.name.parts.at(-1)?.text ?? ""}_${node.columns.map((it) => (it.expression.kind === "column" ? it.expression.parts.at(-1)?.text : "x")).join("_")}_idx`,
    );
  t.after.push(
    `CREATE ${node.type === "unique" ? "UNIQUE " : ""}INDEX ${own} ON ${t.text(table.name)} (${columns.join(", ")})`,
  );
  return "";
}

// ---------------------------------------------------------------- indexes

function indexColumn(it: IndexColumn, t: Translator): string {
  const plain = t.below(it, () => t.text(it.expression));
  let text = plain;
  if (
    it.prefixLength !== undefined &&
    !t.to.can("index-prefix-length") &&
    t.writes("equality") !== "ignores-case"
  ) {
    text = t.to.can("type-affinity")
      ? `substr(${plain}, 1, ${it.prefixLength})`
      : `left(${plain}, ${it.prefixLength})`;
  } else if (it.prefixLength !== undefined) {
    text = `${plain}(${it.prefixLength})`;
  } else if (it.expression.kind !== "column" && it.expression.kind !== "call") {
    text = it.expression.kind === "collate" ? text : operand(text);
  }
  if (it.collation !== undefined) {
    const name = it.collation.parts.at(-1)?.text ?? "";
    if (/nocase|_ci$/iu.test(name)) {
      text = t.to.can("type-affinity")
        ? `${text} COLLATE NOCASE`
        : t.writes("equality") === "ignores-case"
          ? text
          : `lower(${text})`;
    }
  }
  if (it.nulls !== undefined && t.to.can("index-nulls-order")) {
    return `${text}${it.direction === undefined ? "" : ` ${it.direction}`} NULLS ${it.nulls}`;
  }
  return `${text}${it.direction === undefined ? "" : ` ${it.direction}`}`;
}

function indexText(node: CreateIndex, t: Translator): string | undefined {
  if (t.from.pack.protocol === t.to.pack.protocol) {
    return undefined;
  }
  const hasExpression = node.columns.some(
    (it) => it.expression.kind !== "column" && it.expression.kind !== "collate",
  );
  if (
    node.type === "fulltext" ||
    node.type === "spatial" ||
    (node.method !== undefined && !/^(?:btree|hash)$/iu.test(node.method.text)) ||
    (hasExpression && !t.to.can("expression-index"))
  ) {
    if (node.unique) {
      return t.refuse("A unique index like this has no equal here.", node);
    }
    t.note(
      "warning",
      "index-kind",
      "An index of this kind has no equal here and was left out.",
      node,
    );
    return "";
  }
  if (node.where !== undefined && !t.to.can("partial-index")) {
    if (node.unique) {
      return t.refuse("A unique index over some of the rows has no equal here.", node);
    }
    t.note("info", "partial-index", "The index covers all rows here.", node.where);
  }
  if (node.include !== undefined && !t.to.can("index-include")) {
    t.note("info", "index-include", "Columns that an index only carries are left out here.", node);
  }
  return t.below(node, () => {
    const columns = node.columns.map((it) => {
      const expression = it.expression;
      const found =
        expression.kind === "column"
          ? t.analysis.finder
              ?.table(node.table.parts)
              ?.columns.find((one) => fold(one.name) === fold(expression.parts.at(-1)?.text ?? ""))
          : undefined;
      const isLong =
        isText(found?.type) &&
        found?.type.length === undefined &&
        it.prefixLength === undefined &&
        t.writes("equality") === "ignores-case";
      if (isLong) {
        t.note(
          "info",
          "index-prefix",
          "A column without a length can only be indexed by its first letters here: give a length if it has none.",
          it,
        );
      }
      return indexColumn(it, t);
    });
    const exists =
      node.ifNotExists === true && t.to.can("index-if-not-exists") ? "IF NOT EXISTS " : "";
    const name =
      node.name === undefined
        ? t.name(
            `${node.table.parts.at(-1)?.text ?? ""}_${node.columns.map((it) => (it.expression.kind === "column" ? it.expression.parts.at(-1)?.text : "x")).join("_")}_idx`,
          )
        : t.name(node.name.parts.at(-1));
    const include =
      node.include !== undefined && t.to.can("index-include")
        ? ` INCLUDE (${node.include.map((it) => t.name(it)).join(", ")})`
        : "";
    const where =
      node.where !== undefined && t.to.can("partial-index") ? ` ${t.text(node.where)}` : "";
    return `CREATE ${node.unique ? "UNIQUE " : ""}INDEX ${exists}${name} ON ${t.text(node.table)} (${columns.join(", ")})${include}${where}`;
  });
}

// ---------------------------------------------------------------- changes of tables

function fromCatalog(
  column: Column,
  node: Node,
  t: Translator,
  nullable = column.nullable,
): string {
  const type = spelled(column.type, node, t, "") ?? column.type.text;
  return `${t.name(column.name)} ${type}${nullable ? "" : " NOT NULL"}`;
}

function alterText(node: AlterTable, t: Translator): string | undefined {
  if (t.from.pack.protocol === t.to.pack.protocol || node.object !== "table") {
    return undefined;
  }
  const table = t.analysis.finder?.table(node.name.parts);
  const name = t.below(node, () => t.text(node.name));
  const actions: string[] = [];
  const after: string[] = [];
  for (const it of node.actions) {
    const done = t.below(node, () => actionText(it, node, table, name, after, t));
    actions.push(...done);
  }
  const head = `ALTER TABLE ${node.ifExists === true && t.to.can("alter-table-if-exists") ? "IF EXISTS " : ""}${name}`;
  const own =
    actions.length === 0
      ? []
      : t.to.can("alter-multiple-actions")
        ? grouped(actions, t).map((it) => `${head} ${it.join(", ")}`)
        : actions.map((it) => `${head} ${it}`);
  return [...own, ...after].join(";\n");
}

/** A column that is added to rows that are there needs a value that is the same for all, in some engines. */
function checkAdded(node: ColumnDefinition, t: Translator): void {
  if (!t.to.can("type-affinity")) {
    return;
  }
  const value = node.constraints.find((it) => it.type === "default")?.expression;
  const isConstant =
    value === undefined ||
    value.kind === "literal" ||
    (value.kind === "unary" && value.operand.kind === "literal") ||
    (value.kind === "cast" && value.operand.kind === "literal");
  if (!isConstant) {
    t.refuse("A column that is added can only have a constant as its default here.", node);
  }
  if (node.constraints.some((it) => it.type === "primary-key" || it.type === "unique")) {
    t.refuse("A column that is a key cannot be added to a table here.", node);
  }
  if (value === undefined && node.constraints.some((it) => it.type === "not-null")) {
    t.refuse("A column that is added needs a default where it may not be NULL here.", node);
  }
}

/** Renaming stands alone in some engines. */
function grouped(actions: readonly string[], t: Translator): readonly (readonly string[])[] {
  if (t.to.can("rename-with-other-actions")) {
    return [actions];
  }
  const isAlone = (it: string) => it.startsWith("RENAME ");
  const others = actions.filter((it) => !isAlone(it));
  return [...actions.filter(isAlone).map((it) => [it]), ...(others.length === 0 ? [] : [others])];
}

function columnNamed(table: Table | undefined, name: Name | undefined): Column | undefined {
  return table?.columns.find((it) => fold(it.name) === fold(name?.text ?? ""));
}

function actionText(
  it: AlterAction,
  node: AlterTable,
  table: Table | undefined,
  name: string,
  after: string[],
  t: Translator,
): readonly string[] {
  const column = it.column === undefined ? "" : t.name(it.column);
  const refuse = (message: string) => {
    t.refuse(message, it);
    return [];
  };
  switch (it.type) {
    case "add-column": {
      if (it.position !== undefined && !t.to.can("column-position")) {
        t.note("warning", "column-position", "A new column comes last here.", it);
      }
      const list = it.definitions ?? (it.definition === undefined ? [] : [it.definition]);
      for (const one of list) {
        checkAdded(one, t);
      }
      const before = t.after.length;
      const texts = list.map(
        (one) =>
          `ADD ${t.to.can("add-column-word") ? "COLUMN " : ""}${it.ifNotExists === true && t.to.can("add-column-if-not-exists") ? "IF NOT EXISTS " : ""}${t.below(it, () => columnText(one, undefined, t))}`,
      );
      after.push(...t.after.splice(before));
      return texts;
    }
    case "drop-column":
      return [
        `DROP COLUMN ${it.ifExists === true && t.to.can("drop-column-if-exists") ? "IF EXISTS " : ""}${column}`,
      ];
    case "rename-column":
      return [`RENAME COLUMN ${column} TO ${t.name(it.newName?.parts.at(-1))}`];
    case "rename-table":
      return [`RENAME TO ${t.name(it.newName?.parts.at(-1))}`];
    case "modify-column":
    case "change-column": {
      const { definition } = it;
      if (definition === undefined) {
        return refuse("This change has no equal here.");
      }
      const old = it.column ?? definition.name;
      const known = columnNamed(table, old);
      const results: string[] = [];
      const renamed = fold(old.text) !== fold(definition.name.text);
      const target = t.name(definition.name);
      if (renamed) {
        after.push(`ALTER TABLE ${name} RENAME COLUMN ${t.name(old)} TO ${target}`);
      }
      const type =
        definition.type === undefined
          ? undefined
          : columnType(definition.type, t.from, t.analysis.finder);
      const typed =
        definition.type === undefined
          ? undefined
          : t.below(it, () =>
              t.below(definition, () => typeText(definition.type as TypeName, t, "")),
            );
      if (t.to.can("type-affinity")) {
        if (
          known === undefined ||
          known.type.kind !== type?.kind ||
          known.nullable !== !definition.constraints.some((one) => one.type === "not-null")
        ) {
          return refuse("The type of a column cannot be changed here.");
        }
        return results;
      }
      const was = t.name(old);
      results.push(
        `ALTER COLUMN ${was} TYPE ${typed ?? ""}${known !== undefined && known.type.kind !== type?.kind ? ` USING ${was}::${typed ?? ""}` : ""}`,
      );
      results.push(
        `ALTER COLUMN ${was} ${definition.constraints.some((one) => one.type === "not-null") ? "SET" : "DROP"} NOT NULL`,
      );
      const value = definition.constraints.find((one) => one.type === "default");
      results.push(
        value === undefined
          ? `ALTER COLUMN ${was} DROP DEFAULT`
          : `ALTER COLUMN ${was} SET ${t.below(definition, () => defaultText(value, type, t))}`,
      );
      return results;
    }
    case "alter-column-type": {
      const known = columnNamed(table, it.column);
      const type =
        it.columnType === undefined
          ? undefined
          : columnType(it.columnType, t.from, t.analysis.finder);
      const typed = it.columnType === undefined ? "" : (typeText(it.columnType, t, "") ?? "");
      if (t.to.can("type-affinity")) {
        if (known?.type.kind !== type?.kind) {
          return refuse("The type of a column cannot be changed here.");
        }
        t.note("info", "column-type", "The column holds this type already here.", it);
        return [];
      }
      if (known === undefined) {
        return refuse("A column is defined anew here: give the schema.");
      }
      return [`MODIFY COLUMN ${column} ${typed}${known.nullable ? "" : " NOT NULL"}`];
    }
    case "set-not-null":
    case "drop-not-null": {
      const known = columnNamed(table, it.column);
      const nullable = it.type === "drop-not-null";
      if (known !== undefined && known.nullable === nullable) {
        return [];
      }
      if (t.to.can("type-affinity") || known === undefined) {
        return refuse(
          known === undefined
            ? "A column is defined anew here: give the schema."
            : "Whether a column may be NULL cannot be changed here.",
        );
      }
      return [`MODIFY COLUMN ${fromCatalog(known, it, t, nullable)}`];
    }
    case "set-default":
    case "drop-default": {
      if (t.to.can("type-affinity")) {
        return refuse("The default of a column cannot be changed here.");
      }
      const text = it.expression === undefined ? "" : t.text(it.expression);
      return [
        it.type === "drop-default"
          ? `ALTER COLUMN ${column} DROP DEFAULT`
          : `ALTER COLUMN ${column} SET DEFAULT ${text}`,
      ];
    }
    case "add-index": {
      const index = it.index;
      if (index === undefined) {
        return refuse("This index has no equal here.");
      }
      const columns = index.columns.map((one) => indexColumn(one, t));
      const own =
        index.name === undefined
          ? t.name(
              `${node.name.parts.at(-1)?.text ?? ""}_${index.columns.map((one) => (one.expression.kind === "column" ? one.expression.parts.at(-1)?.text : "x")).join("_")}_idx`,
            )
          : t.name(index.name);
      after.push(
        `CREATE ${index.type === "unique" ? "UNIQUE " : ""}INDEX ${own} ON ${name} (${columns.join(", ")})`,
      );
      return [];
    }
    case "drop-index":
      after.push(
        `DROP INDEX ${t.name(it.name)}${t.to.can("indexes-belong-to-tables") ? ` ON ${name}` : ""}`,
      );
      return [];
    case "add-constraint": {
      const { constraint } = it;
      if (constraint === undefined) {
        return refuse("This constraint has no equal here.");
      }
      if (!t.to.can("alter-add-constraint")) {
        if (constraint.type === "unique") {
          const own = t.name(
            constraint.name?.text ?? `${node.name.parts.at(-1)?.text ?? ""}_unique`,
          );
          after.push(
            `CREATE UNIQUE INDEX ${own} ON ${name} (${constraint.columns.map((one) => t.text(one.expression)).join(", ")})`,
          );
          return [];
        }
        return refuse("A constraint cannot be added to a table here.");
      }
      return [
        `ADD ${t.below(it, () => constraintText(constraint, { table: node as never, keyed: new Set(), single: undefined, apart: undefined }, t) ?? t.spliced(constraint))}`,
      ];
    }
    case "drop-constraint":
    case "drop-foreign-key":
    case "drop-check": {
      if (t.to.can("type-affinity")) {
        return refuse("A constraint cannot be dropped here.");
      }
      const own = it.name?.text ?? "";
      const isKey =
        table?.primaryKey?.name === undefined
          ? fold(own) === fold(`${node.name.parts.at(-1)?.text ?? ""}_pkey`)
          : fold(table.primaryKey.name) === fold(own);
      if (isKey && t.to.can("drop-key")) {
        return ["DROP PRIMARY KEY"];
      }
      return [`DROP CONSTRAINT ${t.name(constraintName(own, table, t))}`];
    }
    case "drop-primary-key":
      return t.to.can("type-affinity")
        ? refuse("The primary key cannot be changed here.")
        : t.to.can("drop-key")
          ? ["DROP PRIMARY KEY"]
          : [`DROP CONSTRAINT ${t.name(`${node.name.parts.at(-1)?.text ?? ""}_pkey`)}`];
    case "engine":
    case "algorithm":
    case "lock":
    case "convert-charset":
    case "owner":
    case "set-statistics":
    case "set-storage":
    case "replica-identity":
    case "validate-constraint":
    case "set-tablespace":
      t.note(
        "info",
        "table-option",
        "This setting of a table has no equal here and was left out.",
        it,
      );
      return [];
    default:
      return refuse("This change of a table has no equal here.");
  }
}

/** A name that the source's engine made up is the one that the target's would have made up. */
function constraintName(name: string, table: Table | undefined, t: Translator): string {
  const index =
    table?.foreignKeys.findIndex((it) => it.name !== undefined && fold(it.name) === fold(name)) ??
    -1;
  const key = table?.foreignKeys[index];
  const pattern = t.to.pack.data.autoNames?.["foreignKey"];
  const own = t.from.pack.data.autoNames?.["foreignKey"];
  if (table === undefined || key === undefined || pattern === undefined || own === undefined) {
    return name;
  }
  const filled = (text: string) =>
    text
      .replace("{table}", table.name)
      .replace("{columns}", key.columns.join("_"))
      .replace("{column}", key.columns[0] ?? "")
      .replace("{n}", String(index + 1));
  return fold(filled(own)) === fold(name) ? filled(pattern) : name;
}
