import type { Key, Table } from "../../../catalog/model.ts";
import type { Insert, Node, OnConflict, Select, SetItem } from "../../../sql/ast.ts";
import { descendants } from "../../../sql/walk.ts";
import { operand } from "../text.ts";
import type { Change, Construct, Patch, Translator } from "../translator.ts";
import { trimmedStart } from "./limits.ts";

/** `ON CONFLICT … DO UPDATE` and `ON DUPLICATE KEY UPDATE`; `INSERT IGNORE` and `DO NOTHING`; `REPLACE`. */
export const upserts: Construct = {
  "on-conflict"(node, t) {
    const insert = t.ancestors.findLast((it): it is Insert => it.kind === "insert");
    if (insert === undefined) {
      return undefined;
    }
    if (node.action === "nothing" && !t.to.can("on-conflict")) {
      return "";
    }
    if (node.style === "conflict" && t.to.can("on-conflict")) {
      return sameStyle(node, insert, t);
    }
    return node.style === "conflict"
      ? toDuplicateKey(node, insert, t)
      : t.to.can("on-conflict")
        ? toConflict(node, insert, t)
        : undefined;
  },
  insert(node, t) {
    return node.verb === "replace" || node.onError === "REPLACE" ? replacing(node, t) : undefined;
  },
};

export const upsertPatch: Patch = {
  insert(node, t) {
    const [conflict] = node.conflict ?? [];
    const changes: Change[] = [];
    const head = /^insert\s+(?:or\s+)?(?:ignore)\b/iu.exec(
      t.source({ start: node.verbRange.start, end: node.end }),
    );
    const ignores = node.onError === "IGNORE";
    const skips = ignores || conflict?.action === "nothing";
    if (ignores && head !== null) {
      const range = { start: node.verbRange.start, end: node.verbRange.start + head[0].length };
      if (t.to.can("insert-ignore")) {
        changes.push({ range, text: "INSERT IGNORE" });
      } else if (!t.to.can("insert-or") || !t.from.can("insert-or")) {
        changes.push({ range, text: "INSERT" });
        if (node.source?.kind === "select" && t.to.can("type-affinity")) {
          changes.push(...conditionBefore(node.source));
        }
        const at = node.returning === undefined ? node.end : trimmedStart(t, node.returning.start);
        changes.push({ range: { start: at, end: at }, text: " ON CONFLICT DO NOTHING" });
      }
      if (t.from.can("insert-ignore") !== t.to.can("insert-ignore")) {
        t.note(
          "info",
          "insert-ignore",
          "INSERT IGNORE also turns other errors into warnings; skipping rows that are there already is all that is carried over.",
          node.verbRange,
        );
      }
    }
    if (skips && !ignores && t.to.can("insert-ignore") && conflict !== undefined) {
      const verb = { start: node.verbRange.start, end: node.verbRange.end };
      changes.push({ range: verb, text: "INSERT IGNORE" });
      t.note(
        "info",
        "insert-ignore",
        "INSERT IGNORE also turns other errors into warnings.",
        conflict,
      );
    }
    if (
      conflict !== undefined &&
      t.from.pack.protocol !== t.to.pack.protocol &&
      node.source?.kind === "select" &&
      t.to.can("on-conflict") &&
      t.to.can("type-affinity")
    ) {
      changes.push(...conditionBefore(node.source));
    }
    if (node.onError !== undefined && /^(?:ABORT|FAIL|ROLLBACK)$/u.test(node.onError)) {
      changes.push(...otherwise(node, t));
    }
    changes.push(...valuesWord(node, t), ...withInside(node, t));
    if (node.set !== undefined && !t.to.can("insert-set")) {
      changes.push(...setForm(node, t));
    }
    if (node.defaultValues === true && !t.to.can("insert-default-values")) {
      const at = /\s+default\s+values/iu.exec(t.source(node));
      if (at !== null) {
        changes.push({
          range: { start: node.start + at.index, end: node.start + at.index + at[0].length },
          text: " () VALUES ()",
        });
      }
    }
    if (node.alias !== undefined && !t.to.can("on-conflict")) {
      changes.push({
        range: { start: trimmedStart(t, node.alias.start), end: node.alias.end },
        text: "",
      });
    }
    return changes;
  },
};

/** Before ON CONFLICT a SELECT needs a clause that cannot be mistaken for the condition of a join. */
function conditionBefore(source: Select): readonly Change[] {
  const at = source.groupBy?.start ?? source.orderBy?.start ?? source.limit?.start ?? source.end;
  return source.where === undefined && source.groupBy === undefined && source.having === undefined
    ? [{ range: { start: at, end: at }, text: at === source.end ? " WHERE true" : "WHERE true " }]
    : [];
}

/** `INSERT OR ABORT` is what every INSERT does; the others end more than the statement. */
function otherwise(node: Insert, t: Translator): readonly Change[] {
  const head = /^insert\s+or\s+\w+/iu.exec(
    t.source({ start: node.verbRange.start, end: node.end }),
  );
  if (t.to.can("insert-or") || head === null) {
    return [];
  }
  if (node.onError !== "ABORT") {
    t.refuse(`INSERT OR ${node.onError} has no equal here.`, node.verbRange);
  }
  const { start } = node.verbRange;
  return [{ range: { start, end: start + head[0].length }, text: "INSERT" }];
}

/** `VALUE (…)`. */
function valuesWord(node: Insert, t: Translator): readonly Change[] {
  const { source } = node;
  if (source?.kind !== "values" || t.from.pack.protocol === t.to.pack.protocol) {
    return [];
  }
  const word = /^value\b(?!s)/iu.exec(t.source(source));
  return word === null
    ? []
    : [{ range: { start: source.start, end: source.start + word[0].length }, text: "VALUES" }];
}

/** A WITH before INSERT stands before its query where only queries have one. */
function withInside(node: Insert, t: Translator): readonly Change[] {
  const { source, with: clause } = node;
  if (clause === undefined || source === undefined || t.to.can("cte-before-dml")) {
    return [];
  }
  return [
    { range: { start: clause.start, end: node.verbRange.start }, text: "" },
    {
      range: { start: source.start, end: source.start },
      text: `${t.below(node, () => t.text(clause))} `,
    },
  ];
}

/** `INSERT t SET a = 1` as `INSERT INTO t (a) VALUES (1)`. */
function setForm(node: Insert, t: Translator): readonly Change[] {
  const items = node.set ?? [];
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined) {
    return [];
  }
  const start = t.statement.text.slice(0, first.start).search(/\bset\s*$/iu);
  const names = items.map((it) => it.targets.map((one) => t.text(one)).join(", "));
  const values = t.below(node, () => items.map((it) => t.below(it, () => t.text(it.value))));
  return [
    {
      range: { start: start < 0 ? first.start : start, end: last.end },
      text: `(${names.join(", ")}) VALUES (${values.join(", ")})`,
    },
  ];
}

export function keysOf(table: Table | undefined): readonly Key[] {
  return table === undefined
    ? []
    : [
        ...(table.primaryKey === undefined ? [] : [table.primaryKey]),
        ...table.uniqueKeys,
        ...table.indexes
          .filter(
            (it) =>
              it.unique &&
              !it.primary &&
              it.where === undefined &&
              it.columns.every((one) => one.column !== undefined),
          )
          .map((it) => ({ name: it.name, columns: it.columns.map((one) => one.column ?? "") })),
      ].filter(
        (it, index, all) =>
          all.findIndex((one) => one.columns.join("\0") === it.columns.join("\0")) === index,
      );
}

const fold = (text: string) => text.toLowerCase();

/** The columns an insert names, or all of the table. */
function insertedColumns(insert: Insert, table: Table | undefined): ReadonlySet<string> {
  const named = insert.columns?.flatMap((it) =>
    it.kind === "column" ? [fold(it.parts.at(-1)?.text ?? "")] : [],
  );
  const set = insert.set?.flatMap((it) =>
    it.targets.flatMap((one) =>
      one.kind === "column" ? [fold(one.parts.at(-1)?.text ?? "")] : [],
    ),
  );
  return new Set(named ?? set ?? table?.columns.map((it) => fold(it.name)) ?? []);
}

/** Keys that the inserted rows can meet: those with no column that is left to number itself or be NULL. */
function touchedKeys(insert: Insert, table: Table | undefined): readonly Key[] {
  const columns = insertedColumns(insert, table);
  return keysOf(table).filter((key) =>
    key.columns.every((name) => {
      const column = table?.columns.find((it) => fold(it.name) === fold(name));
      return (
        columns.has(fold(name)) || (column?.identity === undefined && column?.default !== undefined)
      );
    }),
  );
}

/** Rows of one statement that meet each other: some engines change a row once only. */
function refuseTwice(insert: Insert, key: readonly string[], t: Translator): void {
  const { source } = insert;
  if (t.writes("typing") !== "strict" || source?.kind !== "values") {
    return;
  }
  const names = (insert.columns ?? []).map((it) =>
    it.kind === "column" ? fold(it.parts.at(-1)?.text ?? "") : "",
  );
  const places = key.map((it) => names.indexOf(fold(it)));
  const seen = new Set<string>();
  for (const row of source.rows) {
    const values = places.map((it) => row.values[it]);
    const text = values.map((it) => (it?.kind === "literal" ? it.value : undefined));
    if (text.includes(undefined)) {
      continue;
    }
    const id = text.join("\0");
    if (seen.has(id)) {
      t.refuse("One statement cannot change the same row twice here: write several.", row);
    }
    seen.add(id);
  }
}

function sameStyle(node: OnConflict, insert: Insert, t: Translator): string | undefined {
  if (node.constraint !== undefined && !t.to.can("on-conflict-constraint")) {
    const name = node.constraint.text;
    const [target] = t.analysis.targets(insert);
    const table = target?.table;
    const key =
      keysOf(table).find((it) => it.name !== undefined && fold(it.name) === fold(name)) ??
      (/_pkey$/iu.test(name) ? table?.primaryKey : undefined) ??
      keysOf(table).find(
        (it) =>
          table !== undefined && fold(name) === fold(`${table.name}_${it.columns.join("_")}_key`),
      );
    if (key === undefined) {
      return t.refuse(`Which columns ${name} is about is not known: give the schema.`, node);
    }
    return t.spliced(node, [
      {
        range: {
          start: t.statement.text.slice(0, node.constraint.start).search(/\bon\s+constraint\s*$/iu),
          end: node.constraint.end,
        },
        text: `(${key.columns.map((it) => t.name(it)).join(", ")})`,
      },
    ]);
  }
  if (
    node.target === undefined &&
    node.constraint === undefined &&
    node.action === "update" &&
    !t.to.can("conflict-target-optional")
  ) {
    const table = t.analysis.targets(insert)[0]?.table;
    const [only, ...others] = touchedKeys(insert, table);
    if (only !== undefined && others.length === 0) {
      const at = node.start + (/^on\s+conflict/iu.exec(t.source(node))?.[0].length ?? 0);
      return t.spliced(node, [
        {
          range: { start: at, end: at },
          text: ` (${only.columns.map((it) => t.name(it)).join(", ")})`,
        },
      ]);
    }
  }
  if (node.action === "update" && node.target !== undefined && t.reads("typing") === "loose") {
    refuseTwice(
      insert,
      node.target.flatMap((it) =>
        it.expression.kind === "column" ? [it.expression.parts.at(-1)?.text ?? ""] : [],
      ),
      t,
    );
  }
  if (node.action === "update" && t.from.can("type-affinity")) {
    qualifyTargets(node, insert, t);
  }
  return undefined;
}

/** Bare columns mean the stored row; where both rows are in sight they must be told apart. */
function qualifyTargets(node: OnConflict, insert: Insert, t: Translator): void {
  const table = insert.alias?.name.text ?? insert.table.parts.at(-1)?.text ?? "";
  const name = insert.alias === undefined ? t.name(table) : t.name(table);
  const targets = new Set<Node>((node.set ?? []).flatMap((it) => [...it.targets]));
  for (const it of descendants(node)) {
    if (
      it.kind === "column" &&
      it.parts.length === 1 &&
      !targets.has(it) &&
      !(node.target ?? []).some((one) => one.expression === it) &&
      t.analysis.resolve(it).tag === "column"
    ) {
      t.replaced.set(it, `${name}.${t.name(it.parts[0])}`);
    }
  }
}

function toDuplicateKey(node: OnConflict, insert: Insert, t: Translator): string {
  const table = t.analysis.targets(insert)[0]?.table;
  const keys = touchedKeys(insert, table);
  const wanted = node.target?.flatMap((it) =>
    it.expression.kind === "column" ? [fold(it.expression.parts.at(-1)?.text ?? "")] : [],
  );
  const others = keys.filter(
    (it) =>
      wanted !== undefined && it.columns.map(fold).toSorted().join() !== wanted.toSorted().join(),
  );
  if (others.length > 0) {
    t.note(
      "warning",
      "any-key",
      "ON DUPLICATE KEY reacts to every unique key of the table, not only to the one named.",
      node,
    );
  }
  if (node.targetWhere !== undefined) {
    return t.refuse("An upsert on a partial index has no equal here.", node);
  }
  const items = expanded(node.set ?? []);
  if (items === undefined) {
    return t.refuse("This way of setting several columns has no equal here.", node);
  }
  const own = new Set([
    fold(insert.table.parts.at(-1)?.text ?? ""),
    fold(insert.alias?.name.text ?? ""),
  ]);
  for (const it of descendants(node)) {
    if (it.kind === "column" && it.parts.length === 2) {
      const [qualifier, name] = it.parts;
      const column = t.name(name);
      if (fold(qualifier?.text ?? "") === "excluded") {
        t.replaced.set(it, `VALUES(${column})`);
      } else if (own.has(fold(qualifier?.text ?? ""))) {
        t.replaced.set(it, column);
      }
    }
  }
  return t.below(node, () => {
    const condition = node.where === undefined ? undefined : t.text(node.where.condition);
    const assigned = new Set<string>();
    const written = items.map(({ target, value }) => {
      const name = target.kind === "column" ? t.name(target.parts.at(-1)) : t.text(target);
      // Assignments are made from the left, and later ones see what earlier ones did.
      const sees = descendants(value).some(
        (it) =>
          it.kind === "column" &&
          assigned.has(fold(it.parts.at(-1)?.text ?? "")) &&
          !/^values\(/iu.test(t.replaced.get(it) ?? ""),
      );
      if (sees) {
        t.note(
          "warning",
          "left-to-right",
          "Assignments are made one after the other here, and a later one sees the new value of an earlier one.",
          value,
        );
      }
      assigned.add(fold(name));
      const text = t.text(value);
      return `${name} = ${condition === undefined ? text : `IF(${condition}, ${text}, ${name})`}`;
    });
    if (condition !== undefined && node.where !== undefined) {
      const changed = items.map((it) =>
        it.target.kind === "column" ? fold(it.target.parts.at(-1)?.text ?? "") : "",
      );
      const where = node.where;
      const reads = descendants(where).some(
        (it) =>
          it.kind === "column" &&
          changed.includes(fold(it.parts.at(-1)?.text ?? "")) &&
          !/^values\(/iu.test(t.replaced.get(it) ?? ""),
      );
      if (items.length > 1 && reads) {
        // The columns the condition reads are set last.
        const last = written.filter((_, index) =>
          descendants(where).some(
            (it) => it.kind === "column" && fold(it.parts.at(-1)?.text ?? "") === changed[index],
          ),
        );
        const first = written.filter((it) => !last.includes(it));
        if (last.length > 1) {
          t.note(
            "warning",
            "left-to-right",
            "The condition reads columns that are set before it is asked again.",
            where,
          );
        }
        return `ON DUPLICATE KEY UPDATE ${[...first, ...last].join(", ")}`;
      }
    }
    return `ON DUPLICATE KEY UPDATE ${written.join(", ")}`;
  });
}

export interface Assigned {
  readonly target: SetItem["targets"][number];
  readonly value: SetItem["value"];
}

/** `(a, b) = (1, 2)` as single assignments; `undefined` where that cannot be. */
export function expanded(items: readonly SetItem[]): readonly Assigned[] | undefined {
  const found: Assigned[] = [];
  for (const it of items) {
    const { value } = it;
    if (it.targets.length === 1 && it.targets[0] !== undefined && it.targets[0].kind !== "row") {
      found.push({ target: it.targets[0], value });
      continue;
    }
    if (value.kind !== "row" || value.elements.length !== it.targets.length) {
      return undefined;
    }
    for (const [index, target] of it.targets.entries()) {
      const one = value.elements[index];
      if (one === undefined) {
        return undefined;
      }
      found.push({ target, value: one });
    }
  }
  return found;
}

function toConflict(node: OnConflict, insert: Insert, t: Translator): string {
  const table = t.analysis.targets(insert)[0]?.table;
  const [only, ...others] = touchedKeys(insert, table);
  if (only === undefined) {
    return t.refuse("Which key the upsert reacts to is not known: give the schema.", node);
  }
  if (others.length > 0) {
    t.note(
      "warning",
      "one-key",
      `The table has several unique keys; only (${only.columns.join(", ")}) is reacted to here.`,
      node,
    );
  }
  refuseTwice(insert, only.columns, t);
  const tableName = t.name(insert.alias?.name.text ?? insert.table.parts.at(-1)?.text ?? "");
  const rowAlias = insert.rowAlias === undefined ? undefined : fold(insert.rowAlias.name.text);
  const targets = new Set<Node>((node.set ?? []).flatMap((it) => [...it.targets]));
  const seen = new Map<string, string>();
  for (const item of node.set ?? []) {
    for (const it of descendants(item.value)) {
      if (
        it.kind === "call" &&
        /^values?$/iu.test(it.name.parts.at(-1)?.text ?? "") &&
        it.args[0]?.kind === "column"
      ) {
        t.replaced.set(it, `excluded.${t.name(it.args[0].parts.at(-1))}`);
        t.replaced.set(it.args[0], t.name(it.args[0].parts.at(-1)));
      } else if (
        it.kind === "column" &&
        it.parts.length === 2 &&
        fold(it.parts[0]?.text ?? "") === rowAlias
      ) {
        t.replaced.set(it, `excluded.${t.name(it.parts[1])}`);
      } else if (
        it.kind === "column" &&
        !t.replaced.has(it) &&
        !targets.has(it) &&
        t.analysis.resolve(it).tag === "column"
      ) {
        const column = it.parts.at(-1)?.text ?? "";
        const before = seen.get(fold(column));
        t.replaced.set(
          it,
          before === undefined ? `${tableName}.${t.name(column)}` : operand(before),
        );
      }
    }
    const [target] = item.targets;
    if (target?.kind === "column") {
      seen.set(
        fold(target.parts.at(-1)?.text ?? ""),
        t.below(node, () => t.below(item, () => t.text(item.value))),
      );
    }
  }
  const assignments = t.below(node, () =>
    (node.set ?? []).map(
      (it) =>
        `${t.name(it.targets[0]?.kind === "column" ? (it.targets[0].parts.at(-1)?.text ?? "") : "")} = ${t.below(it, () => t.text(it.value))}`,
    ),
  );
  return `ON CONFLICT (${only.columns.map((it) => t.name(it)).join(", ")}) DO UPDATE SET ${assignments.join(", ")}`;
}

/** `REPLACE`: the old row goes, with all values that are not given. */
function replacing(node: Insert, t: Translator): string | undefined {
  if (t.to.can("replace-into")) {
    const head = /^insert\s+or\s+replace\b/iu.exec(t.source(node));
    return head !== null && !t.to.can("insert-or")
      ? t.spliced(node, [
          { range: { start: node.start, end: node.start + head[0].length }, text: "REPLACE" },
        ])
      : undefined;
  }
  const table = t.analysis.targets(node)[0]?.table;
  const [only, ...others] = touchedKeys(node, table);
  if (table === undefined || only === undefined || others.length > 0 || !t.to.can("on-conflict")) {
    return t.refuse(
      "REPLACE removes every row that stands in the way and inserts a new one; with several keys, or keys that are not known, there is no equal statement here.",
      node,
    );
  }
  t.note(
    "info",
    "replace",
    "The row is updated in place here, where REPLACE removes it and inserts a new one: triggers and references see another thing.",
    node.verbRange,
  );
  const given = insertedColumns(node, table);
  const keys = new Set(only.columns.map(fold));
  const sets = table.columns
    .filter((it) => !keys.has(fold(it.name)) && it.generated === undefined)
    .map(
      (it) =>
        `${t.name(it.name)} = ${given.has(fold(it.name)) ? `excluded.${t.name(it.name)}` : it.identity === undefined ? "DEFAULT" : `excluded.${t.name(it.name)}`}`,
    );
  const head =
    /^(?:replace|insert\s+or\s+replace)(?:\s+(?:low_priority|delayed))?(?:\s+into)?/iu.exec(
      t.source({ start: node.verbRange.start, end: node.end }),
    )?.[0] ?? "";
  const at = node.returning === undefined ? node.end : trimmedStart(t, node.returning.start);
  return t.spliced(node, [
    {
      range: { start: node.verbRange.start, end: node.verbRange.start + head.length },
      text: "INSERT INTO",
    },
    {
      range: { start: at, end: at },
      text: ` ON CONFLICT (${only.columns.map((it) => t.name(it)).join(", ")}) DO ${sets.length === 0 ? "NOTHING" : `UPDATE SET ${sets.join(", ")}`}`,
    },
  ]);
}
