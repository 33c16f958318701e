/**
 * UPDATE and DELETE over joins, and MERGE: `UPDATE a JOIN b … SET`, `UPDATE a SET … FROM b`,
 * `DELETE a FROM a JOIN b`, `DELETE FROM a USING b`. Where an engine has none of these the rows are
 * found by their key in a subquery.
 */
import type { Table } from "../../../catalog/model.ts";
import type {
  Delete,
  Expression,
  Join,
  Merge,
  MergeWhen,
  Node,
  Relation,
  TableReference,
  Update,
} from "../../../sql/ast.ts";
import { descendants } from "../../../sql/walk.ts";
import { operand } from "../text.ts";
import type { Change, Construct, Patch, Translator } from "../translator.ts";
import { expanded } from "./upserts.ts";

const fold = (text: string) => text.toLowerCase();

/** The WITH before a change, where one can stand; else its bodies stand where they are used. */
function withHead(node: Update | Delete, t: Translator): string {
  return node.with === undefined || !t.to.can("cte-before-dml")
    ? ""
    : `${t.below(node, () => t.text(node.with ?? node))} `;
}

function nameOf(it: TableReference): string {
  return it.alias?.name.text ?? it.name.parts.at(-1)?.text ?? "";
}

interface Flat {
  readonly relations: readonly Relation[];
  readonly conditions: readonly Expression[];
}

/** The inner joins of a relation opened up; `undefined` where something else stands in between. */
function flattened(relations: readonly Relation[]): Flat | undefined {
  const found: Relation[] = [];
  const conditions: Expression[] = [];
  for (const it of relations) {
    if (it.kind === "join") {
      if (it.natural || it.using !== undefined || (it.type !== "inner" && it.type !== "cross")) {
        return undefined;
      }
      const below = flattened([it.left, it.right]);
      if (below === undefined) {
        return undefined;
      }
      found.push(...below.relations);
      conditions.push(...below.conditions, ...(it.on === undefined ? [] : [it.on]));
    } else if (it.kind === "join-group") {
      const below = flattened(it.relations);
      if (below === undefined || it.alias !== undefined) {
        return undefined;
      }
      found.push(...below.relations);
      conditions.push(...below.conditions);
    } else {
      found.push(it);
    }
  }
  return { relations: found, conditions };
}

/** Tables anywhere in relations, joins opened. */
function tablesIn(relations: readonly Relation[]): readonly TableReference[] {
  return relations.flatMap((it) =>
    it.kind === "table"
      ? [it]
      : it.kind === "join"
        ? tablesIn([it.left, it.right])
        : it.kind === "join-group"
          ? tablesIn(it.relations)
          : [],
  );
}

function tableOf(it: TableReference, t: Translator): Table | undefined {
  return t.analysis.relationOf(it)?.table ?? t.analysis.finder?.table(it.name.parts);
}

/** Columns that tell the rows of a table apart. */
function rowKey(table: Table | undefined, t: Translator): readonly string[] | undefined {
  if (t.to.can("rowid-alias")) {
    return ["rowid"];
  }
  return table?.primaryKey?.columns ?? (t.to.can("whole-row-reference") ? ["ctid"] : undefined);
}

function conditionsText(conditions: readonly Expression[], node: Node, t: Translator): string {
  return t.below(node, () =>
    conditions
      .map((it) => (it.kind === "binary" && it.op === "OR" ? `(${t.text(it)})` : t.text(it)))
      .join(" AND "),
  );
}

function bothConditions(
  first: readonly Expression[],
  second: readonly Expression[],
  node: Node,
  t: Translator,
): string {
  const all = [...first, ...second];
  return all.length === 0 ? "" : ` WHERE ${conditionsText(all, node, t)}`;
}

export const joinedChanges: Construct = {
  update(node, t) {
    const isJoined = node.relations.length > 1 || node.relations[0]?.kind === "join";
    if (isJoined && !t.to.can("update-join")) {
      return fromJoinedUpdate(node, t);
    }
    const [target] = node.relations;
    const inFrom =
      node.from !== undefined && target?.kind === "table"
        ? tablesIn(node.from.relations).some((it) => fold(nameOf(it)) === fold(nameOf(target)))
        : false;
    if (inFrom && node.from !== undefined && t.to.pack.engine !== t.from.pack.engine) {
      const { from, ...rest } = node;
      return fromJoinedUpdate({ ...rest, relations: from.relations }, t);
    }
    if (node.from !== undefined && !t.to.can("update-from")) {
      return toJoinedUpdate(node, t);
    }
    return undefined;
  },
  delete(node, t) {
    if (node.using === undefined) {
      const [target] = node.targets;
      const alias = target?.alias;
      return alias !== undefined &&
        node.targets.length === 1 &&
        !t.to.can("delete-alias") &&
        t.to.can("delete-join") &&
        node.limit === undefined &&
        node.returning === undefined &&
        target !== undefined
        ? t.spliced(node, [
            {
              range: { start: node.verbRange.end, end: target.start },
              text: ` ${t.name(alias.name)} FROM `,
            },
          ])
        : undefined;
    }
    if (t.from.can("delete-join") && !t.to.can("delete-join")) {
      return fromJoinedDelete(node, t);
    }
    if (!t.from.can("delete-join") && t.to.can("delete-join")) {
      return toJoinedDelete(node, t);
    }
    if (!t.to.can("delete-join")) {
      return fromJoinedDelete(node, t);
    }
    return undefined;
  },
  merge: mergeText,
};

function fromJoinedUpdate(node: Update, t: Translator): string {
  const tables = tablesIn(node.relations);
  const owners = new Map<TableReference, { name: string; value: Expression }[]>();
  for (const item of node.set) {
    const [target] = item.targets;
    if (target?.kind !== "column") {
      return t.refuse("This assignment has no equal here.", item);
    }
    const qualifier = target.parts.length > 1 ? fold(target.parts.at(-2)?.text ?? "") : undefined;
    const column = target.parts.at(-1)?.text ?? "";
    const found = t.analysis.resolve(target);
    const owner =
      qualifier !== undefined
        ? tables.find((it) => fold(nameOf(it)) === qualifier)
        : found.tag === "column"
          ? tables.find(
              (it) =>
                t.analysis.relationOf(it) === found.relation ||
                fold(nameOf(it)) === fold(found.relation.name ?? ""),
            )
          : tables.find((it) =>
              tableOf(it, t)?.columns.some((one) => fold(one.name) === fold(column)),
            );
    if (owner === undefined) {
      return t.refuse("Which table this column is of is not known: give the schema.", target);
    }
    const list = owners.get(owner) ?? [];
    list.push({ name: t.name(column), value: item.value });
    owners.set(owner, list);
  }
  const [changed, ...more] = owners.keys();
  if (changed === undefined || more.length > 0) {
    return t.refuse("One statement changes one table here; this one changes several.", node);
  }
  const sets = (owners.get(changed) ?? [])
    .map((it) => `${it.name} = ${t.below(node, () => t.text(it.value))}`)
    .join(", ");
  const head = withHead(node, t);
  const flat = flattened(node.relations);
  if (flat !== undefined && !t.to.can("update-from") && !t.to.can("update-join")) {
    return t.to.can("merge")
      ? mergedUpdate(changed, flat, owners.get(changed) ?? [], node, t)
      : t.refuse("An update that reads other tables has no equal here.", node);
  }
  if (t.to.can("update-join")) {
    const name = t.name(nameOf(changed));
    const own = (owners.get(changed) ?? [])
      .map((it) => `${name}.${it.name} = ${t.below(node, () => t.text(it.value))}`)
      .join(", ");
    const all = t.below(node, () => node.relations.map((it) => t.text(it)).join(", "));
    return `${head}UPDATE ${all} SET ${own}${node.where === undefined ? "" : ` ${t.below(node, () => t.text(node.where ?? node))}`}`;
  }
  if (flat !== undefined && t.to.can("update-from")) {
    const others = flat.relations.filter((it) => it !== changed);
    const where = bothConditions(
      flat.conditions,
      node.where === undefined ? [] : [node.where.condition],
      node,
      t,
    );
    return `${head}UPDATE ${t.below(node, () => t.text(changed))} SET ${sets}${others.length === 0 ? "" : ` FROM ${t.below(node, () => others.map((it) => t.text(it)).join(", "))}`}${where}`;
  }
  // Outer joins: the rows are joined again to a copy of the changed table by its key.
  const key = rowKey(tableOf(changed, t), t);
  if (key === undefined) {
    return t.refuse(
      "An UPDATE over an outer join needs a key to find the rows by: give the schema.",
      node,
    );
  }
  const name = t.name(nameOf(changed));
  const outer = t.name(`${nameOf(changed)}_changed`);
  const match = key.map((it) => `${outer}.${t.name(it)} = ${name}.${t.name(it)}`).join(" AND ");
  const relations = t.below(node, () => node.relations.map((it) => t.text(it)).join(", "));
  const where =
    node.where === undefined
      ? ""
      : ` AND (${t.below(node, () => t.text((node.where ?? { condition: node.set[0]?.value ?? node }).condition as Node))})`;
  return `${head}UPDATE ${t.below(node, () => t.text(changed.name))} AS ${outer} SET ${sets} FROM ${relations} WHERE ${match}${where}`;
}

/** An update that reads other tables, where only MERGE can. */
function mergedUpdate(
  changed: TableReference,
  flat: Flat,
  items: readonly { readonly name: string; readonly value: Expression }[],
  node: Update,
  t: Translator,
): string {
  const [source, ...others] = flat.relations.filter((it) => it !== changed);
  if (source === undefined || others.length > 0 || node.returning !== undefined) {
    return t.refuse("An update that reads several other tables has no equal here.", node);
  }
  const on = conditionsText(
    [...flat.conditions, ...(node.where === undefined ? [] : [node.where.condition])],
    node,
    t,
  );
  const set = items.map((it) => `${it.name} = ${t.below(node, () => t.text(it.value))}`);
  return t.below(
    node,
    () =>
      `MERGE INTO ${t.text(changed)} USING ${t.text(source)} ON (${on}) WHEN MATCHED THEN UPDATE SET ${set.join(", ")}`,
  );
}

function toJoinedUpdate(node: Update, t: Translator): string {
  const [changed] = node.relations;
  if (changed?.kind !== "table" || node.from === undefined) {
    return t.refuse("This UPDATE has no equal here.", node);
  }
  if (node.returning !== undefined) {
    return t.refuse("UPDATE cannot return rows here.", node.returning);
  }
  const items = expanded(node.set);
  if (items === undefined) {
    return t.refuse("Columns cannot be set from a row of a subquery here.", node);
  }
  const name = t.name(nameOf(changed));
  const sets = items.map(
    (it) =>
      `${name}.${t.name(it.target.kind === "column" ? it.target.parts.at(-1) : undefined)} = ${t.below(node, () => t.text(it.value))}`,
  );
  const relations = t.below(node, () => [
    t.text(changed),
    ...(node.from?.relations ?? []).map((it) => t.text(it)),
  ]);
  const where =
    node.where === undefined ? "" : ` ${t.below(node, () => t.text(node.where ?? node))}`;
  const head = withHead(node, t);
  return `${head}UPDATE ${relations.join(", ")} SET ${sets.join(", ")}${where}`;
}

function fromJoinedDelete(node: Delete, t: Translator): string {
  const { using } = node;
  const [target, ...more] = node.targets;
  if (using === undefined || target === undefined || more.length > 0) {
    return t.refuse(
      "One statement deletes from one table here; this one deletes from several.",
      node,
    );
  }
  const tables = tablesIn(using.relations);
  // `DELETE FROM a USING b` names the table besides the others, `DELETE a FROM a JOIN b` one of them.
  const among = tables.find((it) => fold(nameOf(it)) === fold(nameOf(target)));
  const isNamedAmong = among !== undefined && t.from.can("delete-join");
  const changed = isNamedAmong ? among : target;
  const head = withHead(node, t);
  for (const it of node.returning === undefined ? [] : descendants(node.returning)) {
    if (it.kind === "column" && it.parts.length === 2 && !t.to.can("delete-using")) {
      const [qualifier, column] = it.parts;
      if (fold(qualifier?.text ?? "") === fold(nameOf(changed))) {
        t.replaced.set(it, t.name(column));
      }
    }
  }
  const returning =
    node.returning === undefined ? "" : ` ${t.below(node, () => t.text(node.returning ?? node))}`;
  const flat = flattened(isNamedAmong ? using.relations : [target, ...using.relations]);
  if (t.to.can("delete-using") && flat !== undefined) {
    const others = flat.relations.filter((it) => it !== changed);
    const where = bothConditions(
      flat.conditions,
      node.where === undefined ? [] : [node.where.condition],
      node,
      t,
    );
    return `${head}DELETE FROM ${t.below(node, () => t.text(changed))}${others.length === 0 ? "" : ` USING ${t.below(node, () => others.map((it) => t.text(it)).join(", "))}`}${where}${returning}`;
  }
  const key = rowKey(tableOf(changed, t), t);
  if (key === undefined) {
    return t.refuse("A DELETE over a join needs a key to find the rows by: give the schema.", node);
  }
  const name = t.name(nameOf(changed));
  const relations = t.below(node, () =>
    (isNamedAmong ? using.relations : [target, ...using.relations])
      .map((it) => t.text(it))
      .join(", "),
  );
  const where =
    node.where === undefined ? "" : ` ${t.below(node, () => t.text(node.where ?? node))}`;
  const left = key.map((it) => t.name(it));
  const right = key.map((it) => `${name}.${t.name(it)}`);
  return `${head}DELETE FROM ${t.below(node, () => t.text(changed.name))} WHERE ${left.length === 1 ? left[0] : `(${left.join(", ")})`} IN (SELECT ${right.join(", ")} FROM ${relations}${where})${returning}`;
}

function toJoinedDelete(node: Delete, t: Translator): string {
  const [target] = node.targets;
  if (target === undefined || node.using === undefined) {
    return t.refuse("This DELETE has no equal here.", node);
  }
  if (node.returning !== undefined) {
    return t.refuse("A DELETE over a join cannot return rows here.", node.returning);
  }
  const relations = t.below(node, () => [
    t.text(target),
    ...(node.using?.relations ?? []).map((it) => t.text(it)),
  ]);
  const where =
    node.where === undefined ? "" : ` ${t.below(node, () => t.text(node.where ?? node))}`;
  const head = withHead(node, t);
  return `${head}DELETE ${t.name(nameOf(target))} FROM ${relations.join(", ")}${where}`;
}

// ---------------------------------------------------------------- merge

function mergeText(node: Merge, t: Translator): string | undefined {
  if (t.to.can("merge")) {
    return undefined;
  }
  const { target, source, on } = node;
  if (
    target.kind !== "table" ||
    source === undefined ||
    on === undefined ||
    node.returning !== undefined ||
    node.with !== undefined
  ) {
    return t.refuse("MERGE has no equal here.", node);
  }
  const table = tableOf(target, t);
  const matched = node.whens.filter((it) => it.matched === "matched");
  const missing = node.whens.filter((it) => it.matched === "not-matched");
  if (node.whens.some((it) => it.matched === "not-matched-by-source") || missing.length > 1) {
    return t.refuse("Rows that the source lacks cannot be merged here.", node);
  }
  const columns = new Set(
    (on.kind === "binary" && on.op === "=" ? [on.left, on.right] : []).flatMap((it) =>
      it.kind === "column" ? [fold(it.parts.at(-1)?.text ?? "")] : [],
    ),
  );
  const name = t.name(nameOf(target));
  const relation = t.below(node, () => t.text(source));
  const keyed = [table?.primaryKey, ...(table?.uniqueKeys ?? [])].some((it) =>
    it?.columns.every((one) => columns.has(fold(one))),
  );
  if (!keyed) {
    return t.refuse("MERGE on columns that are no key has no equal here.", node);
  }
  const statements: string[] = [];
  const condition = t.below(node, () => t.text(on));
  const deletes = matched.filter((it) => it.action === "delete");
  const updates = matched.filter((it) => it.action === "update");
  const guard = (it: MergeWhen) => {
    const earlier = matched
      .slice(0, matched.indexOf(it))
      .flatMap((one) =>
        one.condition === undefined
          ? []
          : [`NOT (${t.below(node, () => t.text(one.condition ?? one))})`],
      );
    return [
      ...(it.condition === undefined ? [] : [t.below(node, () => t.text(it.condition ?? it))]),
      ...earlier,
    ]
      .map((one) => ` AND ${operand(one)}`)
      .join("");
  };
  // All of a row's changes happen at once: the rows to insert are found first, so inserting comes first.
  const [insert] = missing;
  if (insert !== undefined && insert.action === "insert") {
    const names =
      insert.columns?.map((it) => t.name(it.kind === "column" ? it.parts.at(-1) : undefined)) ??
      table?.columns.map((it) => t.name(it.name)) ??
      [];
    const values = t.below(node, () => (insert.values ?? []).map((it) => t.text(it)));
    const where =
      insert.condition === undefined
        ? ""
        : ` AND ${operand(t.below(node, () => t.text(insert.condition ?? insert)))}`;
    const isSame = t.below(node, () => t.text(target));
    const absent = `NOT EXISTS (SELECT 1 FROM ${isSame} WHERE ${condition})`;
    statements.push(
      `INSERT INTO ${t.below(node, () => t.text(target.name))} (${names.join(", ")}) SELECT ${values.join(", ")} FROM ${relation} WHERE ${absent}${where}`,
    );
  }
  if (updates.length > 0) {
    const set = new Map<string, string[]>();
    for (const it of updates) {
      const items = expanded(it.set ?? []);
      if (items === undefined) {
        return t.refuse("This MERGE has no equal here.", it);
      }
      const all = guard(it).replace(/^ AND /u, "");
      for (const { target: column, value } of items) {
        const key = t.name(column.kind === "column" ? (column.parts.at(-1)?.text ?? "") : "");
        const list = set.get(key) ?? [];
        list.push(`WHEN ${all === "" ? "1 = 1" : all} THEN ${t.below(node, () => t.text(value))}`);
        set.set(key, list);
      }
    }
    const single = updates.length === 1;
    const assignments = [...set].map(([column, cases]) => {
      const own = `${name}.${column}`;
      const left = t.to.can("update-join") ? own : column;
      return single
        ? `${left} = ${(cases[0] ?? "").replace(/^WHEN .*? THEN (?=.)/su, "")}`
        : `${left} = CASE ${cases.join(" ")} ELSE ${own} END`;
    });
    const only = updates[0];
    const singleText =
      single && only !== undefined
        ? (expanded(only.set ?? []) ?? []).map(({ target: column, value }) => {
            const key = t.name(column.kind === "column" ? (column.parts.at(-1)?.text ?? "") : "");
            return `${t.to.can("update-join") ? `${name}.` : ""}${key} = ${t.below(node, () => t.text(value))}`;
          })
        : assignments;
    const where = single && only !== undefined ? guard(only) : "";
    const targetText = t.below(node, () => t.text(target));
    statements.push(
      t.to.can("update-join")
        ? `UPDATE ${targetText} JOIN ${relation} ON ${condition} SET ${singleText.join(", ")}${where === "" ? "" : ` WHERE ${where.replace(/^ AND /u, "")}`}`
        : `UPDATE ${targetText} SET ${singleText.join(", ")} FROM ${relation} WHERE ${condition}${where}`,
    );
  }
  for (const it of deletes) {
    const targetText = t.below(node, () => t.text(target));
    const key = rowKey(table, t);
    statements.push(
      t.to.can("delete-join")
        ? `DELETE ${name} FROM ${targetText} JOIN ${relation} ON ${condition}${guard(it) === "" ? "" : ` WHERE ${guard(it).replace(/^ AND /u, "")}`}`
        : `DELETE FROM ${t.below(node, () => t.text(target.name))} WHERE ${(key ?? ["rowid"]).join(", ")} IN (SELECT ${(key ?? ["rowid"]).map((one) => `${name}.${one}`).join(", ")} FROM ${targetText} JOIN ${relation} ON ${condition}${guard(it) === "" ? "" : ` WHERE ${guard(it).replace(/^ AND /u, "")}`})`,
    );
  }
  if (statements.length > 1) {
    // Updating first keeps the inserted rows out of it, unless what is updated decides what is inserted.
    statements.push(statements.shift() ?? "");
    if (insert === undefined) {
      statements.unshift(statements.pop() ?? "");
    }
    t.note(
      "warning",
      "several-statements",
      "One MERGE becomes several statements here; run them in one transaction.",
      node,
    );
  }
  return statements.join(";\n");
}

// ---------------------------------------------------------------- order and limit of changes

export const changePatch: Patch = {
  "set-item"(node, t) {
    const changes: Change[] = [];
    const { parent } = t;
    if (
      parent?.kind === "update" &&
      t.from.can("update-join") &&
      !t.to.can("update-join") &&
      parent.relations.length === 1
    ) {
      for (const it of node.targets) {
        if (it.kind === "column" && it.parts.length > 1) {
          changes.push({ range: it, text: t.name(it.parts.at(-1)) });
        }
      }
    }
    return changes;
  },
  update(node, t) {
    return limitedChange(node, node.relations[0], t);
  },
  delete(node, t) {
    return limitedChange(node, node.targets[0], t);
  },
};

/** `ORDER BY … LIMIT` of a change, where only queries have it: the rows are found by key. */
function limitedChange(
  node: Update | Delete,
  relation: Relation | undefined,
  t: Translator,
): readonly Change[] | undefined {
  const changes: Change[] = [];
  if (node.kind === "update" && t.from.can("update-join") !== t.to.can("update-join")) {
    sequence(node, t);
  }
  if (
    (node.limit === undefined && node.orderBy === undefined) ||
    t.to.can(node.kind === "update" ? "update-order-limit" : "delete-order-limit") ||
    relation?.kind !== "table"
  ) {
    return changes;
  }
  const start = node.where?.start ?? node.orderBy?.start ?? node.limit?.start ?? node.end;
  const end = node.limit?.end ?? node.orderBy?.end ?? node.end;
  if (node.limit === undefined) {
    return [{ range: { start: node.orderBy?.start ?? end, end }, text: "" }];
  }
  const key = rowKey(tableOf(relation, t), t);
  if (key === undefined) {
    t.refuse("A limited change needs a key to find the rows by: give the schema.", node);
    return changes;
  }
  const names = key.map((it) => t.name(it));
  const list = names.length === 1 ? names[0] : `(${names.join(", ")})`;
  const inner = t.below(node, () =>
    [node.where, node.orderBy, node.limit]
      .flatMap((it) => (it === undefined ? [] : [t.text(it)]))
      .join(" "),
  );
  return [
    {
      range: { start, end },
      text: `WHERE ${list} IN (SELECT ${names.join(", ")} FROM ${t.below(node, () => t.text(relation))} ${inner})`,
    },
  ];
}

/** Assignments from left to right in one engine, all at once in the other. */
function sequence(node: Update, t: Translator): void {
  const items = expanded(node.set);
  if (items === undefined) {
    return;
  }
  if (t.from.can("update-join")) {
    // Later assignments read the new values: put them in.
    const values = new Map<string, string>();
    for (const { target, value } of items) {
      for (const it of descendants(value)) {
        const known =
          it.kind === "column" ? values.get(fold(it.parts.at(-1)?.text ?? "")) : undefined;
        if (known !== undefined && it.kind === "column" && !t.replaced.has(it)) {
          t.replaced.set(it, operand(known));
        }
      }
      if (target.kind === "column") {
        values.set(
          fold(target.parts.at(-1)?.text ?? ""),
          t.below(node, () => t.text(value)),
        );
      }
    }
  }
}

/** In which order assignments must stand so that none reads what another has already changed. */
export const setOrder: Construct = {
  update(node, t) {
    if (t.from.can("update-join") || !t.to.can("update-join") || node.from !== undefined) {
      return undefined;
    }
    const items = expanded(node.set);
    if (items === undefined) {
      const [only] = node.set;
      const query = only?.value.kind === "subquery" ? only.value.query : undefined;
      if (
        only !== undefined &&
        node.set.length === 1 &&
        query?.kind === "select" &&
        query.items.length === only.targets.length
      ) {
        const texts = only.targets.map((target, index) => {
          const item = query.items[index];
          return `${t.below(node, () => t.text(target))} = (${t.below(node, () => t.spliced(query, item === undefined ? [] : [{ range: { start: query.items[0]?.start ?? 0, end: query.items.at(-1)?.end ?? 0 }, text: t.text(item) }]))})`;
        });
        return t.spliced(node, [
          { range: { start: only.start, end: only.end }, text: texts.join(", ") },
        ]);
      }
      return t.refuse("Columns cannot be set from a row here.", node);
    }
    const names = items.map((it) =>
      it.target.kind === "column" ? fold(it.target.parts.at(-1)?.text ?? "") : "",
    );
    const reads = items.map(
      (it) =>
        new Set(
          descendants(it.value).flatMap((one) =>
            one.kind === "column" ? [fold(one.parts.at(-1)?.text ?? "")] : [],
          ),
        ),
    );
    const rest = items.map((_, index) => index);
    const order: number[] = [];
    while (rest.length > 0) {
      // One whose column none of the others reads may go first.
      const next = rest.find(
        (it) => !rest.some((other) => other !== it && reads[other]?.has(names[it] ?? "") === true),
      );
      if (next === undefined) {
        return t.refuse(
          "These assignments read each other's columns, and are made one after the other here.",
          node,
        );
      }
      order.push(next);
      rest.splice(rest.indexOf(next), 1);
    }
    const isRows = items.length !== node.set.length;
    if (!isRows && order.every((it, index) => it === index)) {
      return undefined;
    }
    const first = node.set[0];
    const last = node.set.at(-1);
    if (first === undefined || last === undefined) {
      return undefined;
    }
    const texts = order.map((index) => {
      const item = items[index];
      return item === undefined
        ? ""
        : t.below(node, () => `${t.text(item.target)} = ${t.text(item.value)}`);
    });
    return t.spliced(node, [
      { range: { start: first.start, end: last.end }, text: texts.join(", ") },
    ]);
  },
};

export type { Join };
