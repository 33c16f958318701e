/** Everything defined beside tables and indexes: types, sequences, routines, triggers, policies, comments. */
import type {
  AlterObject,
  Comment,
  CreateObject,
  CreateRoutine,
  CreateTrigger,
  Drop,
  Name,
  Option,
  Policy as PolicyNode,
  TypeName,
} from "../sql/ast.ts";
import { columnType, fromUserType } from "./column-type.ts";
import { type Ddl, optionNamed, sameColumn, stored, textOf } from "./ddl-parts.ts";
import { storedKey } from "./lookup.ts";
import type { Policy, Routine, Table, UserType } from "./model.ts";

/** A type's text as the engine shows it. */
function typeText(type: TypeName | undefined, ddl: Ddl): string {
  return type === undefined ? "" : columnType(type, ddl.dialect, ddl.draft).text;
}

export function createObject(node: CreateObject, ddl: Ddl): void {
  const { draft } = ddl;
  const last = node.name?.parts.at(-1);
  switch (node.object) {
    case "schema":
    case "database":
      if (last !== undefined) {
        draft.schema(stored(last, ddl));
      }
      return;
    case "role":
    case "user":
    case "group":
      if (last !== undefined) {
        draft.roles.add(stored(last, ddl));
      }
      return;
    case "extension":
      if (last !== undefined) {
        draft.extensions.add(stored(last, ddl));
      }
      return;
    case "policy":
      createPolicy(node, ddl);
      return;
    case "sequence": {
      const spot = node.name === undefined ? undefined : draft.spot(node.name.parts);
      if (spot !== undefined && !spot.schema.sequences.has(spot.key)) {
        spot.schema.sequences.set(spot.key, { schema: spot.schema.name, name: spot.name });
      }
      return;
    }
    case "type":
    case "domain":
      createType(node, ddl);
      return;
    default:
  }
}

function createType(node: CreateObject, ddl: Ddl): void {
  const { draft } = ddl;
  const spot = node.name === undefined ? undefined : draft.spot(node.name.parts);
  if (spot === undefined) {
    return;
  }
  const base = { schema: spot.schema.name, name: spot.name };
  let made: UserType;
  if (node.object === "domain") {
    const checks = (node.constraints ?? []).flatMap((it) =>
      it.type === "check" ? (textOf(it.expression, ddl) ?? []) : [],
    );
    made = {
      ...base,
      kind: "domain",
      base: typeText(node.type, ddl),
      nullable: node.constraints?.some((it) => it.type === "not-null") !== true,
      checks,
    };
  } else if (node.labels !== undefined) {
    made = { ...base, kind: "enum", labels: node.labels.map((it) => it.value) };
  } else if (node.fields !== undefined) {
    const fields = node.fields.flatMap((it) =>
      it.name === undefined ? [] : [{ name: stored(it.name, ddl), type: typeText(it.type, ddl) }],
    );
    made = { ...base, kind: "composite", fields };
  } else if (optionNamed(node.options, "SUBTYPE") !== undefined) {
    made = { ...base, kind: "range" };
  } else {
    // A shell or base type: that it exists is all there is to know.
    made = { ...base, kind: "composite" };
  }
  spot.schema.types.set(spot.key, made);
}

function createPolicy(node: CreateObject, ddl: Ddl): void {
  const last = node.name?.parts.at(-1);
  if (node.on === undefined || last === undefined) {
    return;
  }
  const made = policyFrom(stored(last, ddl), node.policy, ddl);
  ddl.draft.change(node.on.parts, (table) => ({ ...table, policies: [...table.policies, made] }));
}

function policyFrom(name: string, node: PolicyNode | undefined, ddl: Ddl): Policy {
  const policy: { -readonly [K in keyof Policy]: Policy[K] } = {
    name,
    command: node?.command ?? "ALL",
    permissive: node?.permissive ?? true,
    roles:
      node === undefined || node.roles.length === 0
        ? ["public"]
        : node.roles.map((it) => stored(it, ddl)),
  };
  const using = textOf(node?.using, ddl);
  const check = textOf(node?.check, ddl);
  if (using !== undefined) {
    policy.using = using;
  }
  if (check !== undefined) {
    policy.check = check;
  }
  return policy;
}

export function alterObject(node: AlterObject, ddl: Ddl): void {
  const { draft } = ddl;
  const last = node.name?.parts.at(-1);
  if (node.object === "policy" && node.on !== undefined && last !== undefined) {
    alterPolicy(node, node.on.parts, last, ddl);
    return;
  }
  if (
    (node.object === "schema" || node.object === "database") &&
    node.action === "rename" &&
    last !== undefined
  ) {
    renameSchema(stored(last, ddl), node.newName?.parts.at(-1), ddl);
    return;
  }
  if (node.object === "sequence" && node.name !== undefined) {
    alterSequence(node.name.parts, node.options, node.newName?.parts.at(-1), ddl);
    return;
  }
  const spot = node.name === undefined ? undefined : draft.existing(node.name.parts, "types");
  const type = spot?.schema.types.get(spot.key);
  if (spot === undefined || type === undefined) {
    return;
  }
  const next = alteredType(type, node, ddl);
  if (next === undefined) {
    return;
  }
  spot.schema.types.delete(spot.key);
  draft.schema(next.schema).types.set(storedKey(ddl.dialect, next.name, "relation"), next);
  followType(type, next, ddl);
}

/** Columns of a changed type show what it is after the change. */
function followType(before: UserType, after: UserType, ddl: Ddl): void {
  const old = `${before.schema}.${before.name}`;
  const type = fromUserType(after, ddl.dialect);
  ddl.draft.changeAll((table) =>
    table.columns.some((it) => it.type.userType === old)
      ? {
          ...table,
          columns: table.columns.map((it) => (it.type.userType === old ? { ...it, type } : it)),
        }
      : table,
  );
}

function alteredType(type: UserType, node: AlterObject, ddl: Ddl): UserType | undefined {
  const [first, second] = node.values ?? [];
  const newName = node.newName?.parts.at(-1);
  switch (node.action) {
    case "add-value": {
      if (first === undefined || type.labels?.includes(first.value) === true) {
        return undefined;
      }
      const labels = [...(type.labels ?? [])];
      const neighbor =
        node.placement === undefined ? -1 : labels.indexOf(node.placement.neighbor.value);
      const at =
        neighbor < 0 ? labels.length : neighbor + (node.placement?.before === true ? 0 : 1);
      labels.splice(at, 0, first.value);
      return { ...type, labels };
    }
    case "rename-value":
      return {
        ...type,
        labels: (type.labels ?? []).map((it) => (it === first?.value ? (second?.value ?? it) : it)),
      };
    case "rename":
      return newName === undefined ? undefined : { ...type, name: stored(newName, ddl) };
    case "set-schema":
      return newName === undefined ? undefined : { ...type, schema: stored(newName, ddl) };
    case "add-constraint": {
      const check = textOf(node.constraint?.expression, ddl);
      return check === undefined ? undefined : { ...type, checks: [...(type.checks ?? []), check] };
    }
    case "set-not-null":
      return { ...type, nullable: false };
    case "drop-not-null":
      return { ...type, nullable: true };
    default:
      return undefined;
  }
}

function alterPolicy(node: AlterObject, table: readonly Name[], last: Name, ddl: Ddl): void {
  const name = stored(last, ddl);
  const newName = node.newName?.parts.at(-1);
  ddl.draft.change(table, (it) => ({
    ...it,
    policies: it.policies.map((policy) => {
      if (policy.name !== name) {
        return policy;
      }
      if (node.action === "rename") {
        return newName === undefined ? policy : { ...policy, name: stored(newName, ddl) };
      }
      const using = textOf(node.policy?.using, ddl) ?? policy.using;
      const check = textOf(node.policy?.check, ddl) ?? policy.check;
      return {
        ...policy,
        roles:
          node.policy === undefined || node.policy.roles.length === 0
            ? policy.roles
            : node.policy.roles.map((role) => stored(role, ddl)),
        ...(using === undefined ? {} : { using }),
        ...(check === undefined ? {} : { check }),
      };
    }),
  }));
}

export function alterSequence(
  parts: readonly Name[],
  options: readonly Option[],
  newName: Name | undefined,
  ddl: Ddl,
): void {
  const { draft } = ddl;
  const spot = draft.existing(parts, "sequences");
  const sequence = spot?.schema.sequences.get(spot.key);
  if (spot === undefined || sequence === undefined) {
    return;
  }
  const owner = optionNamed(options, "OWNED BY")?.value;
  const path = owner?.kind === "column" || owner?.kind === "qualified-name" ? owner.parts : [];
  const [table, column] = path.slice(-2);
  if (table !== undefined && column !== undefined) {
    spot.schema.sequences.set(spot.key, {
      ...sequence,
      ownedBy: { table: stored(table, ddl), column: stored(column, ddl) },
    });
  }
  if (newName !== undefined) {
    spot.schema.sequences.delete(spot.key);
    const name = stored(newName, ddl);
    spot.schema.sequences.set(draft.key(name), { ...sequence, name });
  }
}

function renameSchema(from: string, to: Name | undefined, ddl: Ddl): void {
  const { draft } = ddl;
  const schema = draft.schemas.get(draft.key(from));
  if (schema === undefined || to === undefined) {
    return;
  }
  const name = stored(to, ddl);
  draft.schemas.delete(draft.key(from));
  schema.name = name;
  draft.schemas.set(draft.key(name), schema);
  draft.changeAll((table) => ({
    ...table,
    schema: table.schema === from ? name : table.schema,
    foreignKeys: table.foreignKeys.map((it) =>
      it.table.schema === from ? { ...it, table: { ...it.table, schema: name } } : it,
    ),
  }));
}

export function createRoutine(node: CreateRoutine, ddl: Ddl): void {
  const { draft } = ddl;
  const spot = draft.spot(node.name.parts);
  if (spot === undefined) {
    return;
  }
  const routine: { -readonly [K in keyof Routine]: Routine[K] } = {
    schema: spot.schema.name,
    name: spot.name,
    kind:
      node.type === "procedure"
        ? "procedure"
        : node.type === "aggregate"
          ? "aggregate"
          : "function",
    parameters: node.parameters.map((it) => ({
      ...(it.name === undefined ? {} : { name: stored(it.name, ddl) }),
      mode: (it.mode ?? "IN").toLowerCase(),
      type: typeText(it.type, ddl),
      ...(it.default === undefined ? {} : { hasDefault: true }),
    })),
  };
  if (node.returns !== undefined) {
    routine.returns = typeText(node.returns, ddl);
  }
  if (node.returnsTable !== undefined) {
    routine.returnsSet = true;
    routine.columns = node.returnsTable.flatMap((it) =>
      it.name === undefined ? [] : [{ name: stored(it.name, ddl), type: typeText(it.type, ddl) }],
    );
  } else if (node.returns?.setOf === true) {
    routine.returnsSet = true;
  }
  if (node.language !== undefined) {
    routine.language = node.language;
  }
  if (node.securityDefiner === true) {
    routine.securityDefiner = true;
  }
  const { volatility } = node;
  if (volatility !== undefined) {
    routine.volatility = volatility;
  } else if (ddl.dialect.can("routine-volatility")) {
    routine.volatility = "volatile";
  }
  const definition = node.source?.value ?? textOf(node.body, ddl);
  if (definition !== undefined) {
    routine.definition = definition;
  }
  const signature = (it: Routine): string =>
    `${it.name.toLowerCase()}(${it.parameters
      .filter((p) => p.mode !== "out")
      .map((p) => p.type)
      .join(",")})`;
  spot.schema.routines = [
    ...spot.schema.routines.filter((it) => signature(it) !== signature(routine)),
    routine,
  ];
}

export function createTrigger(node: CreateTrigger, ddl: Ddl): void {
  const last = node.name.parts.at(-1);
  if (node.table === undefined || last === undefined) {
    return;
  }
  const name = stored(last, ddl);
  const routine = node.execute?.name.parts.at(-1);
  const definition = textOf(node.body, ddl);
  ddl.draft.change(node.table.parts, (table) => {
    if (node.ifNotExists === true && table.triggers.some((it) => it.name === name)) {
      return table;
    }
    const made = {
      name,
      timing: node.timing ?? "BEFORE",
      events: node.events.map((it): string => it.event),
      ...(routine === undefined ? {} : { routine: stored(routine, ddl) }),
      ...(definition === undefined ? {} : { definition }),
    };
    return { ...table, triggers: [...table.triggers.filter((it) => it.name !== name), made] };
  });
}

// ---------------------------------------------------------------- DROP and COMMENT

export function drop(node: Drop, ddl: Ddl): void {
  for (const name of node.names) {
    dropOne(node, name.parts, ddl);
  }
}

function dropOne(node: Drop, parts: readonly Name[], ddl: Ddl): void {
  const { draft } = ddl;
  const last = parts.at(-1);
  if (last === undefined) {
    return;
  }
  const name = stored(last, ddl);
  switch (node.object) {
    case "table":
    case "view":
    case "materialized view":
    case "foreign table": {
      const spot = draft.existing(parts, "tables");
      const table = spot?.schema.tables.get(spot.key);
      if (spot !== undefined && table !== undefined) {
        spot.schema.tables.delete(spot.key);
        dropDependents(table, node.cascade === true, ddl);
      }
      return;
    }
    case "index":
      if (node.on !== undefined) {
        draft.change(node.on.parts, (table) => withoutIndex(table, name));
      } else {
        draft.changeAll((table) =>
          table.indexes.some((it) => it.name === name) ? withoutIndex(table, name) : table,
        );
      }
      return;
    case "schema":
    case "database":
      draft.schemas.delete(draft.key(name));
      return;
    case "type":
    case "domain": {
      const spot = draft.existing(parts, "types");
      spot?.schema.types.delete(spot.key);
      return;
    }
    case "sequence": {
      const spot = draft.existing(parts, "sequences");
      spot?.schema.sequences.delete(spot.key);
      return;
    }
    case "function":
    case "procedure":
    case "routine":
    case "aggregate":
      for (const schema of draft.schemas.values()) {
        schema.routines = schema.routines.filter(
          (it) => it.name.toLowerCase() !== name.toLowerCase(),
        );
      }
      return;
    case "trigger": {
      const without = (table: Table): Table =>
        table.triggers.some((it) => it.name === name)
          ? { ...table, triggers: table.triggers.filter((it) => it.name !== name) }
          : table;
      if (node.on !== undefined) {
        draft.change(node.on.parts, without);
      } else {
        draft.changeAll(without);
      }
      return;
    }
    case "policy":
      if (node.on !== undefined) {
        draft.change(node.on.parts, (table) => ({
          ...table,
          policies: table.policies.filter((it) => it.name !== name),
        }));
      }
      return;
    case "extension":
      draft.extensions.delete(name);
      return;
    case "role":
    case "user":
    case "group":
      draft.roles.delete(name);
      return;
    default:
  }
}

function withoutIndex(table: Table, name: string): Table {
  return {
    ...table,
    indexes: table.indexes.filter((it) => it.name !== name),
    uniqueKeys: table.uniqueKeys.filter((it) => it.name !== name),
  };
}

/** What goes with a table: its sequences, its partitions, and with CASCADE the keys that point to it. */
function dropDependents(table: Table, cascade: boolean, ddl: Ddl): void {
  const { draft } = ddl;
  const schema = draft.schema(table.schema);
  for (const [key, sequence] of schema.sequences) {
    if (sequence.ownedBy?.table === table.name) {
      schema.sequences.delete(key);
    }
  }
  for (const [key, other] of schema.tables) {
    if (other.partitionOf === table.name) {
      schema.tables.delete(key);
    }
  }
  if (cascade) {
    const points = (it: Table["foreignKeys"][number]): boolean =>
      it.table.schema === table.schema && it.table.name === table.name;
    draft.changeAll((other) =>
      other.foreignKeys.some(points)
        ? { ...other, foreignKeys: other.foreignKeys.filter((it) => !points(it)) }
        : other,
    );
  }
}

export function comment(node: Comment, ddl: Ddl): void {
  const { draft, dialect } = ddl;
  const text = node.text?.value;
  const { parts } = node.name;
  const last = parts.at(-1);
  if (last === undefined) {
    return;
  }
  switch (node.object) {
    case "table":
    case "view":
    case "materialized view":
    case "foreign table":
      draft.change(parts, (table) => commented(table, text));
      return;
    case "column": {
      const name = stored(last, ddl);
      draft.change(parts.slice(0, -1), (table) => ({
        ...table,
        columns: table.columns.map((it) =>
          sameColumn(it.name, name, dialect) ? commented(it, text) : it,
        ),
      }));
      return;
    }
    case "index": {
      const name = stored(last, ddl);
      draft.changeAll((table) =>
        table.indexes.some((it) => it.name === name)
          ? {
              ...table,
              indexes: table.indexes.map((it) => (it.name === name ? commented(it, text) : it)),
            }
          : table,
      );
      return;
    }
    case "schema": {
      const schema = draft.schemas.get(draft.key(stored(last, ddl)));
      if (schema !== undefined) {
        schema.comment = text;
      }
      return;
    }
    case "type":
    case "domain": {
      const spot = draft.existing(parts, "types");
      const type = spot?.schema.types.get(spot.key);
      if (spot !== undefined && type !== undefined) {
        spot.schema.types.set(spot.key, commented(type, text));
      }
      return;
    }
    case "function":
    case "procedure": {
      const name = stored(last, ddl).toLowerCase();
      for (const schema of draft.schemas.values()) {
        schema.routines = schema.routines.map((it) =>
          it.name.toLowerCase() === name ? commented(it, text) : it,
        );
      }
      return;
    }
    default:
  }
}

function commented<T extends { readonly comment?: string | undefined }>(
  thing: T,
  text: string | undefined,
): T {
  if (text !== undefined) {
    return { ...thing, comment: text };
  }
  const { comment: _gone, ...rest } = thing;
  return rest as T;
}
