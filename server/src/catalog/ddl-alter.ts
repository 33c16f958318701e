/** ALTER TABLE and its kin, action by action. */
import type { AlterAction, AlterTable, ColumnDefinition, Name } from "../sql/ast.ts";
import { columnType } from "./column-type.ts";
import { alterSequence } from "./ddl-objects.ts";
import {
  type Ddl,
  optionText,
  put,
  renamedInText,
  sameColumn,
  stored,
  textOf,
} from "./ddl-parts.ts";
import {
  columnFrom,
  withColumn,
  withColumnKeys,
  withConstraint,
  withIndexElement,
} from "./ddl-tables.ts";
import type { Column, Table } from "./model.ts";

export function alterTable(node: AlterTable, ddl: Ddl): void {
  const { draft } = ddl;
  if (node.object === "index") {
    renameIndex(node, ddl);
    return;
  }
  if (node.object === "sequence") {
    for (const action of node.actions) {
      alterSequence(node.name.parts, action.options ?? [], action.newName?.parts.at(-1), ddl);
    }
    return;
  }
  if (draft.table(node.name.parts) === undefined) {
    const isForgiving = node.ifExists === true;
    const written = node.name.parts.map((it) => it.text).join(".");
    if (!isForgiving) {
      draft.notes.push(`${written} is altered and was not created`);
    }
    return;
  }
  let name = node.name.parts;
  for (const action of node.actions) {
    if (action.type === "rename-table" && action.newName !== undefined) {
      put.renameTable(name, action.newName.parts, ddl);
      name =
        action.newName.parts.length > 1 || name.length === 1
          ? action.newName.parts
          : [...name.slice(0, -1), ...action.newName.parts];
      continue;
    }
    if (action.type === "set-schema" && action.newName !== undefined) {
      const table = draft.table(name);
      const last = action.newName.parts.at(-1);
      const own = name.at(-1);
      if (table !== undefined && last !== undefined && own !== undefined) {
        put.moveTable(table.schema, table, stored(last, ddl), table.name, ddl);
        name = [last, own];
      }
      continue;
    }
    draft.change(name, (table) => changed(table, action, ddl));
    if (action.type === "rename-column" || action.type === "change-column") {
      followRename(name, action, ddl);
    }
    if (action.type === "attach-partition" || action.type === "detach-partition") {
      partition(name, action, ddl);
    }
  }
}

function renameIndex(node: AlterTable, ddl: Ddl): void {
  const from = node.name.parts.at(-1);
  const to = node.actions
    .find((it) => it.type === "rename-table" || it.type === "rename-index")
    ?.newName?.parts.at(-1);
  if (from === undefined || to === undefined) {
    return;
  }
  const old = stored(from, ddl);
  ddl.draft.changeAll((table) =>
    table.indexes.some((it) => it.name === old) ? withNewName(table, old, stored(to, ddl)) : table,
  );
}

/** Renames a constraint or index wherever the table keeps it. */
function withNewName(table: Table, from: string, to: string): Table {
  const named = <T extends { readonly name?: string | undefined }>(it: T): T =>
    it.name === from ? { ...it, name: to } : it;
  return {
    ...table,
    primaryKey: table.primaryKey === undefined ? undefined : named(table.primaryKey),
    uniqueKeys: table.uniqueKeys.map(named),
    foreignKeys: table.foreignKeys.map(named),
    checks: table.checks.map(named),
    indexes: table.indexes.map(named),
  };
}

function partition(parent: AlterTable["name"]["parts"], action: AlterAction, ddl: Ddl): void {
  const owner = ddl.draft.table(parent);
  if (owner === undefined || action.table === undefined) {
    return;
  }
  ddl.draft.change(action.table.parts, (table) =>
    action.type === "attach-partition"
      ? { ...table, partitionOf: owner.name }
      : without(table, "partitionOf"),
  );
}

function without<K extends keyof Table>(table: Table, key: K): Table {
  const { [key]: _gone, ...rest } = table;
  return rest as Table;
}

function changed(table: Table, action: AlterAction, ddl: Ddl): Table {
  const { dialect } = ddl;
  const column = action.column === undefined ? undefined : stored(action.column, ddl);
  switch (action.type) {
    case "add-column": {
      const { definition } = action;
      if (definition === undefined) {
        return table;
      }
      const isThere = table.columns.some((it) =>
        sameColumn(it.name, stored(definition.name, ddl), dialect),
      );
      return action.ifNotExists === true && isThere
        ? table
        : withColumnKeys(
            withColumn(table, definition, ddl, place(table, action.position, ddl)),
            definition,
            ddl,
          );
    }
    case "drop-column":
      return column === undefined ? table : withoutColumn(table, column, ddl);
    case "alter-column-type":
      return withColumnChange(table, column, ddl, (it) =>
        action.columnType === undefined
          ? it
          : { ...it, type: columnType(action.columnType, dialect, ddl.draft) },
      );
    case "set-default": {
      const expression = textOf(action.expression, ddl);
      return withColumnChange(table, column, ddl, (it) =>
        expression === undefined || expression.toUpperCase() === "NULL"
          ? withoutDefault(it)
          : { ...it, default: expression },
      );
    }
    case "drop-default":
      return withColumnChange(table, column, ddl, withoutDefault);
    case "set-not-null":
      return withColumnChange(table, column, ddl, (it) => ({ ...it, nullable: false }));
    case "drop-not-null":
      return withColumnChange(table, column, ddl, (it) => ({ ...it, nullable: true }));
    case "set-identity":
      return withColumnChange(table, column, ddl, (it) => ({
        ...it,
        identity: identityOf(action) ?? it.identity ?? "by-default",
        nullable: false,
      }));
    case "drop-identity":
      return withColumnChange(table, column, ddl, ({ identity: _gone, ...rest }) => rest);
    case "drop-expression":
      return withColumnChange(table, column, ddl, ({ generated: _gone, ...rest }) => rest);
    case "set-generated":
      return withColumnChange(table, column, ddl, (it) => {
        const expression = textOf(action.expression, ddl);
        return expression === undefined
          ? it
          : { ...it, generated: { expression, stored: it.generated?.stored ?? true } };
      });
    case "modify-column":
    case "change-column":
      return action.definition === undefined
        ? table
        : withRedefined(table, column, action, action.definition, ddl);
    case "rename-column": {
      const to = action.newName?.parts.at(-1);
      return column === undefined || to === undefined
        ? table
        : withRenamedColumn(table, column, stored(to, ddl), ddl);
    }
    case "rename-constraint":
    case "rename-index": {
      const to = action.newName?.parts.at(-1);
      return action.name === undefined || to === undefined
        ? table
        : withNewName(table, stored(action.name, ddl), stored(to, ddl));
    }
    case "add-constraint":
      return action.constraint === undefined
        ? table
        : withConstraint(table, action.constraint, ddl);
    case "drop-constraint":
    case "drop-index":
    case "drop-foreign-key":
    case "drop-check":
      return action.name === undefined
        ? table
        : withoutNamed(table, stored(action.name, ddl), action.type);
    case "drop-primary-key":
      return withoutPrimaryKey(table);
    case "validate-constraint": {
      const name = action.name === undefined ? "" : stored(action.name, ddl);
      return {
        ...table,
        checks: table.checks.map((it) => (it.name === name ? validated(it) : it)),
        foreignKeys: table.foreignKeys.map((it) => (it.name === name ? validated(it) : it)),
      };
    }
    case "add-index":
      return action.index === undefined ? table : withIndexElement(table, action.index, ddl);
    case "enable-rls":
      return table.rowSecurity === "forced" ? table : { ...table, rowSecurity: "enabled" };
    case "force-rls":
      return { ...table, rowSecurity: "forced" };
    case "no-force-rls":
      return table.rowSecurity === undefined ? table : { ...table, rowSecurity: "enabled" };
    case "disable-rls":
      return without(table, "rowSecurity");
    case "comment": {
      const option = action.options?.find((it) => it.name === "COMMENT");
      const given = action.expression?.kind === "literal" ? action.expression.value : action.value;
      const text = option === undefined ? given : optionText(option, ddl);
      return text === undefined || text === ""
        ? without(table, "comment")
        : { ...table, comment: text };
    }
    case "engine":
    case "set-options":
    case "convert-charset": {
      const options = { ...table.options };
      let { comment } = table;
      for (const option of action.options ?? []) {
        if (option.name === "COMMENT") {
          comment = optionText(option, ddl);
        } else {
          options[option.name.toLowerCase()] = optionText(option, ddl);
        }
      }
      const result: Table = Object.keys(options).length > 0 ? { ...table, options } : table;
      return comment === undefined || comment === "" ? result : { ...result, comment };
    }
    case "inherit": {
      const parent = action.table === undefined ? undefined : ddl.draft.table(action.table.parts);
      const missing =
        parent?.columns.filter((it) => !table.columns.some((own) => own.name === it.name)) ?? [];
      return missing.length === 0 ? table : { ...table, columns: [...table.columns, ...missing] };
    }
    default:
      return table;
  }
}

function identityOf(action: AlterAction): Column["identity"] {
  const words =
    `${action.value ?? ""} ${(action.options ?? []).map((it) => it.name).join(" ")}`.toUpperCase();
  return words.includes("ALWAYS") ? "always" : words.includes("DEFAULT") ? "by-default" : undefined;
}

function validated<T extends { readonly notValid?: boolean | undefined }>(it: T): T {
  const { notValid: _gone, ...rest } = it;
  return rest as T;
}

function withoutDefault(column: Column): Column {
  const { default: _gone, ...rest } = column;
  return rest;
}

function place(table: Table, position: AlterAction["position"], ddl: Ddl): number | undefined {
  if (position === undefined) {
    return undefined;
  }
  if (position === "first") {
    return 0;
  }
  const name = stored(position, ddl);
  const index = table.columns.findIndex((it) => sameColumn(it.name, name, ddl.dialect));
  return index < 0 ? undefined : index + 1;
}

function withColumnChange(
  table: Table,
  name: string | undefined,
  ddl: Ddl,
  change: (column: Column) => Column,
): Table {
  if (name === undefined) {
    return table;
  }
  return {
    ...table,
    columns: table.columns.map((it) => (sameColumn(it.name, name, ddl.dialect) ? change(it) : it)),
  };
}

/** MODIFY and CHANGE say the whole column again; only its keys stay. */
function withRedefined(
  table: Table,
  old: string | undefined,
  action: AlterAction,
  definition: ColumnDefinition,
  ddl: Ddl,
): Table {
  const next = stored(definition.name, ddl);
  const from = old ?? next;
  const before = table.columns.findIndex((it) => sameColumn(it.name, from, ddl.dialect));
  if (before < 0) {
    return table;
  }
  const made = columnFrom(definition, table, ddl);
  const isKey = table.primaryKey?.columns.some((it) => sameColumn(it, from, ddl.dialect)) === true;
  const column: Column = isKey ? { ...made, nullable: false } : made;
  let result = from === next ? table : withRenamedColumn(table, from, next, ddl);
  const rest = result.columns.filter((_, index) => index !== before);
  const at = place({ ...result, columns: rest }, action.position, ddl) ?? before;
  rest.splice(at, 0, column);
  result = { ...result, columns: rest };
  const keys: ColumnDefinition = {
    ...definition,
    constraints: definition.constraints.filter(
      (it) => it.type === "unique" || it.type === "primary-key",
    ),
  };
  return withColumnKeys(result, keys, ddl);
}

function withRenamedColumn(table: Table, from: string, to: string, ddl: Ddl): Table {
  const { dialect } = ddl;
  const name = (it: string): string => (sameColumn(it, from, dialect) ? to : it);
  const text = (it: string): string => renamedInText(it, from, to);
  return {
    ...table,
    columns: table.columns.map((it): Column => {
      const renamed: Column = sameColumn(it.name, from, dialect) ? { ...it, name: to } : it;
      return renamed.generated === undefined
        ? renamed
        : {
            ...renamed,
            generated: { ...renamed.generated, expression: text(renamed.generated.expression) },
          };
    }),
    primaryKey:
      table.primaryKey === undefined
        ? undefined
        : { ...table.primaryKey, columns: table.primaryKey.columns.map(name) },
    uniqueKeys: table.uniqueKeys.map((it) => ({ ...it, columns: it.columns.map(name) })),
    foreignKeys: table.foreignKeys.map((it) => ({
      ...it,
      columns: it.columns.map(name),
      targets:
        it.table.name === table.name && it.table.schema === table.schema
          ? it.targets.map(name)
          : it.targets,
    })),
    checks: table.checks.map((it) => ({ ...it, expression: text(it.expression) })),
    indexes: table.indexes.map((it) => ({
      ...it,
      columns: it.columns.map((key) =>
        key.column !== undefined
          ? { ...key, column: name(key.column) }
          : key.expression === undefined
            ? key
            : { ...key, expression: text(key.expression) },
      ),
      include: it.include.map(name),
      ...(it.where === undefined ? {} : { where: text(it.where) }),
    })),
    ...(table.partitioning === undefined
      ? {}
      : { partitioning: { ...table.partitioning, columns: table.partitioning.columns.map(name) } }),
  };
}

/** Keys of other tables that point to a renamed column follow it. */
function followRename(parts: readonly Name[], action: AlterAction, ddl: Ddl): void {
  const { draft, dialect } = ddl;
  const table = draft.table(parts);
  const to = action.newName?.parts.at(-1) ?? action.definition?.name;
  if (table === undefined || action.column === undefined || to === undefined) {
    return;
  }
  const from = stored(action.column, ddl);
  const next = stored(to, ddl);
  draft.changeAll((other) =>
    other.foreignKeys.some(
      (it) =>
        it.table.name === table.name &&
        it.table.schema === table.schema &&
        it.targets.includes(from),
    )
      ? {
          ...other,
          foreignKeys: other.foreignKeys.map((it) =>
            it.table.name === table.name && it.table.schema === table.schema
              ? {
                  ...it,
                  targets: it.targets.map((column) =>
                    sameColumn(column, from, dialect) ? next : column,
                  ),
                }
              : it,
          ),
        }
      : other,
  );
}

/** A dropped column takes along what stands on it; some engines shrink indexes instead. */
function withoutColumn(table: Table, name: string, ddl: Ddl): Table {
  const { dialect } = ddl;
  const is = (it: string | undefined): boolean => it !== undefined && sameColumn(it, name, dialect);
  const shrinks = dialect.can("dropped-column-leaves-index");
  const mentions = new RegExp(
    `(?<![\\w$])${name.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&")}(?![\\w$])`,
    "u",
  );
  const { primaryKey } = table;
  const lost = new Set(
    [
      ...(primaryKey?.columns.some(is) === true ? [primaryKey] : []),
      ...table.uniqueKeys.filter((it) => it.columns.some(is)),
    ].map((it) => it.name),
  );
  const indexes = table.indexes.flatMap((it) => {
    if (shrinks) {
      const columns = it.columns.filter((key) => !is(key.column));
      return columns.length === 0
        ? []
        : columns.length === it.columns.length
          ? [it]
          : [{ ...it, columns }];
    }
    const uses =
      it.columns.some(
        (key) => is(key.column) || (key.expression !== undefined && mentions.test(key.expression)),
      ) ||
      it.include.some(is) ||
      (it.where !== undefined && mentions.test(it.where));
    return uses || (lost.has(it.name) && it.unique) ? [] : [it];
  });
  const result: Table = {
    ...table,
    columns: table.columns.filter((it) => !is(it.name)),
    uniqueKeys: shrinks
      ? table.uniqueKeys
          .map((it) => ({ ...it, columns: it.columns.filter((key) => !is(key)) }))
          .filter((it) => it.columns.length > 0)
      : table.uniqueKeys.filter((it) => !it.columns.some(is)),
    foreignKeys: table.foreignKeys.filter((it) => !it.columns.some(is)),
    checks: table.checks.filter((it) => !mentions.test(it.expression)),
    indexes,
  };
  return primaryKey?.columns.some(is) === true ? without(result, "primaryKey") : result;
}

function withoutPrimaryKey(table: Table): Table {
  const result = without(table, "primaryKey");
  return { ...result, indexes: table.indexes.filter((it) => !it.primary) };
}

function withoutNamed(table: Table, name: string, what: AlterAction["type"]): Table {
  const keep = (it: { readonly name?: string | undefined }): boolean => it.name !== name;
  if (what === "drop-foreign-key") {
    return { ...table, foreignKeys: table.foreignKeys.filter(keep) };
  }
  if (what === "drop-check") {
    return { ...table, checks: table.checks.filter(keep) };
  }
  const base = table.primaryKey?.name === name ? withoutPrimaryKey(table) : table;
  const result: Table = {
    ...base,
    uniqueKeys: base.uniqueKeys.filter(keep),
    indexes: base.indexes.filter(keep),
  };
  return what === "drop-index"
    ? result
    : {
        ...result,
        foreignKeys: result.foreignKeys.filter(keep),
        checks: result.checks.filter(keep),
      };
}
