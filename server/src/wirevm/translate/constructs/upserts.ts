import type { Insert, OnConflict, SetItem } from "../../../sql/ast.ts";
import type { Construct, Translator } from "../translator.ts";

/** `ON CONFLICT … DO UPDATE` and `ON DUPLICATE KEY UPDATE`; `INSERT IGNORE` and `DO NOTHING`. */
export const upserts: Construct = {
  "on-conflict"(node, t) {
    const insert = t.ancestors.findLast((it): it is Insert => it.kind === "insert");
    if (
      insert === undefined ||
      (node.style === "conflict" ? t.to.can("on-conflict") : t.to.can("on-duplicate-key"))
    ) {
      return undefined;
    }
    return node.style === "conflict"
      ? toDuplicateKey(node, insert, t)
      : toConflict(node, insert, t);
  },
  call(node, t) {
    const name = node.name.parts.at(-1)?.text.toLowerCase();
    const [column] = node.args;
    const conflict = t.ancestors.findLast((it) => it.kind === "on-conflict");
    return name === "values" &&
      conflict !== undefined &&
      column?.kind === "column" &&
      node.args.length === 1 &&
      t.to.can("on-conflict")
      ? `excluded.${t.text(column)}`
      : undefined;
  },
  column(node, t) {
    const [qualifier, name] = node.parts;
    return t.to.can("on-duplicate-key") &&
      !t.to.can("on-conflict") &&
      name !== undefined &&
      qualifier?.text.toLowerCase() === "excluded"
      ? `VALUES(${t.to.writeName(name.text)})`
      : undefined;
  },
  insert(node, t) {
    const ignores = node.onError === "IGNORE";
    if (ignores && t.to.can("on-conflict") && !t.to.can("insert-ignore")) {
      t.note(
        "warning",
        "insert-ignore",
        "IGNORE also turned other errors into warnings; ON CONFLICT DO NOTHING skips only duplicate keys.",
        node.verbRange,
      );
      const head = t.source(node).match(/^insert\s+ignore/iu)?.[0];
      if (head !== undefined && node.conflict === undefined) {
        const end = node.returning === undefined ? node.end : node.returning.start;
        return t.spliced(node, [
          { range: { start: node.start, end: node.start + head.length }, text: "INSERT" },
          { range: { start: end, end }, text: " ON CONFLICT DO NOTHING" },
        ]);
      }
    }
    if (node.verb === "replace" && !t.to.can("replace-into")) {
      return t.refuse(
        "REPLACE removes the old row, with all that refers to it, and inserts a new one; there is no equal statement here.",
        node,
      );
    }
    const [conflict] = node.conflict ?? [];
    if (conflict?.action === "nothing" && !t.to.can("on-conflict") && t.to.can("insert-ignore")) {
      t.note(
        "warning",
        "do-nothing",
        "INSERT IGNORE skips duplicate keys, and also turns other errors into warnings.",
        conflict,
      );
      return t.spliced(node, [
        { range: { start: node.start, end: node.start + "INSERT".length }, text: "INSERT IGNORE" },
        { range: { start: conflict.start - 1, end: conflict.end }, text: "" },
      ]);
    }
    return undefined;
  },
};

function toDuplicateKey(node: OnConflict, insert: Insert, t: Translator): string {
  if (node.where !== undefined || node.targetWhere !== undefined) {
    return t.refuse("An upsert with a condition has no equal here.", node);
  }
  const [target] = t.analysis.targets(insert);
  const keys =
    target?.table === undefined
      ? []
      : [target.table.primaryKey, ...target.table.uniqueKeys].filter((it) => it !== undefined);
  if (keys.length !== 1) {
    t.note(
      "warning",
      "any-key",
      "ON DUPLICATE KEY reacts to every unique key of the table, not only to the one named.",
      node,
    );
  }
  return `ON DUPLICATE KEY UPDATE ${assignments(node.set ?? [], t, node)}`;
}

function toConflict(node: OnConflict, insert: Insert, t: Translator): string {
  const [target] = t.analysis.targets(insert);
  const table = target?.table;
  const keys =
    table === undefined
      ? []
      : [table.primaryKey, ...table.uniqueKeys].filter((it) => it !== undefined);
  const [only, ...others] = keys;
  if (only === undefined || others.length > 0) {
    return t.refuse(
      only === undefined
        ? "Which key the upsert reacts to is not known: give the schema."
        : "The table has several unique keys, and ON CONFLICT reacts to one only.",
      node,
    );
  }
  const columns = only.columns.map((it) => t.to.writeName(it)).join(", ");
  return `ON CONFLICT (${columns}) DO UPDATE SET ${assignments(node.set ?? [], t, node)}`;
}

function assignments(items: readonly SetItem[], t: Translator, node: OnConflict): string {
  t.ancestors.push(node);
  const texts = items.map((it) => t.text(it));
  t.ancestors.pop();
  return texts.join(", ");
}
