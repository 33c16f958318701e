/** Upserts where there is only MERGE: the rows as a source, the key as its condition. */
import type { Table } from "../../../catalog/model.ts";
import type { Insert, OnConflict, Update } from "../../../sql/ast.ts";
import { descendants } from "../../../sql/walk.ts";
import type { Construct, Translator } from "../translator.ts";
import { asWord } from "./selects.ts";
import { keysOf } from "./upserts.ts";

const fold = (text: string) => text.toLowerCase();

function onlyMerges(t: Translator): boolean {
  return t.to.can("merge") && !t.to.can("on-conflict") && !t.to.can("on-duplicate-key");
}

export const mergedUpserts: Construct = {
  insert(node, t) {
    const [conflict] = node.conflict ?? [];
    const isUpsert =
      conflict !== undefined ||
      node.onError === "IGNORE" ||
      node.onError === "REPLACE" ||
      node.verb === "replace";
    return isUpsert && onlyMerges(t) ? merged(node, conflict, t) : undefined;
  },
  update(node, t) {
    return node.from !== undefined &&
      !t.to.can("update-from") &&
      !t.to.can("update-join") &&
      t.to.can("merge")
      ? mergedUpdate(node, t)
      : undefined;
  },
};

function merged(node: Insert, conflict: OnConflict | undefined, t: Translator): string {
  const [target] = t.analysis.targets(node);
  const table = target?.table;
  const columns = names(node, table);
  const key = keyOf(conflict, table);
  if (columns === undefined || key === undefined || node.returning !== undefined) {
    return t.refuse(
      "This upsert has no equal here without the table's keys: give the schema.",
      node,
    );
  }
  if (!key.every((it) => columns.some((one) => fold(one) === fold(it)))) {
    return t.refuse("The key of this upsert is not among the inserted columns.", node);
  }
  const source = sourceText(node, columns, t);
  if (source === undefined) {
    return t.refuse("These rows cannot be the source of a MERGE here.", node);
  }
  const into = t.below(node, () => t.text(node.table));
  const own = new Set(
    [node.table.parts.at(-1)?.text ?? "", node.alias?.name.text ?? ""].map(fold).filter(Boolean),
  );
  const written = columns.map((it) => t.name(it));
  const on = key.map((it) => `target.${t.name(it)} = source.${t.name(it)}`).join(" AND ");
  const lines = [
    `MERGE INTO ${into} ${asWord(t)}target`,
    `USING (${source}) ${asWord(t)}source`,
    t.to.can("merge-condition-bracketed") ? `ON (${on})` : `ON ${on}`,
  ];
  if (conflict?.action === "update") {
    aim(conflict, own, table, t);
    const set = (conflict.set ?? []).map((it) =>
      t.below(conflict, () => {
        const [column] = it.targets;
        const name = column?.kind === "column" ? (column.parts.at(-1)?.text ?? "") : "";
        return `${t.name(name)} = ${t.below(it, () => t.text(it.value))}`;
      }),
    );
    const condition = conflict.where?.condition;
    const when = condition === undefined ? "" : t.below(conflict, () => t.text(condition));
    lines.push(
      t.to.can("merge-where")
        ? `WHEN MATCHED THEN UPDATE SET ${set.join(", ")}${when === "" ? "" : ` WHERE ${when}`}`
        : `WHEN MATCHED${when === "" ? "" : ` AND ${when}`} THEN UPDATE SET ${set.join(", ")}`,
    );
  } else if (conflict === undefined && node.onError !== "IGNORE") {
    const rest = written.filter(
      (_, index) => !key.some((it) => fold(it) === fold(columns[index] ?? "")),
    );
    if (rest.length > 0) {
      lines.push(
        `WHEN MATCHED THEN UPDATE SET ${rest.map((it) => `${it} = source.${it}`).join(", ")}`,
      );
    }
  }
  lines.push(
    `WHEN NOT MATCHED THEN INSERT (${written.join(", ")}) VALUES (${written.map((it) => `source.${it}`).join(", ")})`,
  );
  const ends = /;\s*$/u.test(t.statement.text);
  return lines.join("\n") + (t.to.can("merge-needs-semicolon") && !ends ? ";" : "");
}

function names(node: Insert, table: Table | undefined): readonly string[] | undefined {
  if (node.columns !== undefined) {
    return node.columns.map((it) => (it.kind === "column" ? (it.parts.at(-1)?.text ?? "") : ""));
  }
  return table?.columns.map((it) => it.name);
}

function keyOf(
  conflict: OnConflict | undefined,
  table: Table | undefined,
): readonly string[] | undefined {
  if (conflict?.target !== undefined) {
    return conflict.target.flatMap((it) =>
      it.expression.kind === "column" ? [it.expression.parts.at(-1)?.text ?? ""] : [],
    );
  }
  const keys = keysOf(table);
  return keys.length === 1 ? keys[0]?.columns : table?.primaryKey?.columns;
}

function sourceText(node: Insert, columns: readonly string[], t: Translator): string | undefined {
  const { source } = node;
  if (source?.kind === "values") {
    const from = t.to.can("select-requires-from") ? " FROM DUAL" : "";
    const rows = t.below(node, () =>
      source.rows.map((row, at) => {
        const values = row.values.map((it, index) => {
          const text = t.below(row, () => t.text(it));
          return at === 0 ? `${text} AS ${t.name(columns[index] ?? "")}` : text;
        });
        return `SELECT ${values.join(", ")}${from}`;
      }),
    );
    return rows.join(" UNION ALL ");
  }
  if (source?.kind === "select" && source.items.length === columns.length) {
    return t.below(node, () =>
      t.spliced(
        source,
        source.items.map((it, index) => ({
          range: it,
          text: `${t.below(source, () => t.below(it, () => t.text(it.expression)))} AS ${t.name(columns[index] ?? "")}`,
        })),
      ),
    );
  }
  return undefined;
}

/** The stored row is the target and the new one the source. */
function aim(
  conflict: OnConflict,
  own: ReadonlySet<string>,
  table: Table | undefined,
  t: Translator,
): void {
  const targets = new Set((conflict.set ?? []).flatMap((it) => [...it.targets]));
  for (const it of descendants(conflict)) {
    if (it.kind === "column" && !targets.has(it)) {
      const name = it.parts.at(-1)?.text ?? "";
      const qualifier = it.parts.length > 1 ? fold(it.parts.at(-2)?.text ?? "") : "";
      if (qualifier === "excluded") {
        t.replaced.set(it, `source.${t.name(name)}`);
      } else if (
        own.has(qualifier) ||
        (qualifier === "" && table?.columns.some((one) => fold(one.name) === fold(name)) === true)
      ) {
        t.replaced.set(it, `target.${t.name(name)}`);
      }
    }
    if (it.kind === "call" && fold(it.name.parts.at(-1)?.text ?? "") === "values") {
      const [first] = it.args;
      if (first?.kind === "column") {
        t.replaced.set(it, `source.${t.name(first.parts.at(-1))}`);
      }
    }
  }
}

/** `UPDATE a SET … FROM b WHERE …` where an update reads one table only. */
function mergedUpdate(node: Update, t: Translator): string {
  const [target] = node.relations;
  const [source, ...others] = node.from?.relations ?? [];
  if (
    target?.kind !== "table" ||
    source === undefined ||
    others.length > 0 ||
    source.kind === "join" ||
    node.where === undefined ||
    node.returning !== undefined
  ) {
    return t.refuse("An update that reads other tables has no equal here.", node);
  }
  return t.below(node, () => {
    const set = node.set.map((it) => t.text(it)).join(", ");
    const condition = t.below(node.where ?? node, () => t.text(node.where?.condition ?? node));
    return `MERGE INTO ${t.text(target)} USING ${t.text(source)} ON (${condition}) WHEN MATCHED THEN UPDATE SET ${set}`;
  });
}
