/** Words that may stand in some places in one engine and not in another: aliases of targets, DEFAULT, row ids, sequences. */

import type { Table } from "../../../catalog/model.ts";
import type {
  Call,
  Cte,
  Delete,
  Expression,
  Insert,
  Node,
  TableReference,
  Update,
  Values,
} from "../../../sql/ast.ts";
import { descendants } from "../../../sql/walk.ts";
import { temporal } from "../kinds.ts";
import type { Construct, Patch, Translator } from "../translator.ts";
import { callName } from "./booleans.ts";
import { quoted } from "./literals.ts";
import { asWord } from "./selects.ts";

const fold = (text: string) => text.toLowerCase();

export const places: Construct = {
  default(node, t) {
    if (t.to.can("default-in-values") || node.column !== undefined) {
      return undefined;
    }
    const insert = t.ancestors.findLast((it): it is Insert => it.kind === "insert");
    const update = t.ancestors.findLast((it): it is Update => it.kind === "update");
    const table = t.analysis.targets(insert ?? update ?? node)[0]?.table;
    const { parent } = t;
    let name: string | undefined;
    if (parent?.kind === "values-row" && insert !== undefined) {
      const index = parent.values.indexOf(node);
      const column = insert.columns?.[index];
      name = column?.kind === "column" ? column.parts.at(-1)?.text : table?.columns[index]?.name;
    } else if (parent?.kind === "set-item" && parent.targets[0]?.kind === "column") {
      name = parent.targets[0].parts.at(-1)?.text;
    }
    const column = table?.columns.find((it) => fold(it.name) === fold(name ?? ""));
    if (column === undefined) {
      return t.refuse(
        "DEFAULT cannot stand among values here, and the column is not known: give the schema.",
        node,
      );
    }
    return column.default === undefined ? "NULL" : t.fragment(column.default);
  },
  column(node, t) {
    const word = fold(node.parts.at(-1)?.text ?? "");
    const isNumbered = /^(?:rowid|oid|_rowid_)$/u.test(word) && t.from.can("rowid-alias");
    const isPlace = word === "ctid" && t.from.pack.data.systemColumns?.includes(word) === true;
    if (
      (!isNumbered || t.to.can("rowid-alias")) &&
      (!isPlace || t.to.pack.data.systemColumns?.includes(word))
    ) {
      return undefined;
    }
    const found = t.analysis.resolve(node);
    const relation = found.tag === "column" ? found.relation : undefined;
    const declared = relation?.table?.columns.some((it) => fold(it.name) === word) === true;
    if (declared) {
      return undefined;
    }
    const table = relation?.table ?? ownTable(node, t);
    const key = table?.primaryKey?.columns ?? [];
    const [only] = key;
    const column = table?.columns.find((it) => it.name === only);
    if (only === undefined || key.length > 1 || (column?.type.kind !== "integer" && !isPlace)) {
      return t.refuse("Rows have no number of their own here.", node);
    }
    const qualifier = node.parts.length > 1 ? `${t.name(node.parts[0])}.` : "";
    return qualifier + t.name(only);
  },
  variable(node, t) {
    return t.from.pack.protocol === t.to.pack.protocol
      ? undefined
      : t.refuse("Variables of the session have no equal here.", node);
  },
  call(node, t) {
    noteWindowOrder(node, t);
    const [first] = node.args;
    if (
      !/^(?:nextval|currval|lastval)$/u.test(callName(node)) ||
      first === undefined ||
      !t.to.can("sequence")
    ) {
      return undefined;
    }
    if (first.kind === "column" && t.to.can("regclass-names")) {
      return `${callName(node)}(${quoted(first.parts.map((it) => it.text).join("."), t)})`;
    }
    if (first.kind === "literal" && !t.to.can("regclass-names")) {
      return `${callName(node).toUpperCase()}(${first.value.replaceAll('"', "`")})`;
    }
    return undefined;
  },
  binary(node, t) {
    if (
      node.op !== "OVERLAPS" ||
      t.to.can("overlaps-operator") ||
      node.left.kind !== "row" ||
      node.right.kind !== "row"
    ) {
      return undefined;
    }
    const [a, b] = node.left.elements;
    const [c, d] = node.right.elements;
    if (
      a === undefined ||
      b === undefined ||
      c === undefined ||
      d === undefined ||
      b.kind === "interval" ||
      d.kind === "interval"
    ) {
      return t.refuse("OVERLAPS has no equal here.", node);
    }
    return t.below(
      node,
      () => `(${t.operand(a)} < ${t.operand(d)} AND ${t.operand(c)} < ${t.operand(b)})`,
    );
  },
  in(node, t) {
    const { query, source } = node;
    if (source?.kind === "column" && t.from.can("in-table-name") && !t.to.can("in-table-name")) {
      const cte = cteBefore(fold(source.parts.at(-1)?.text ?? ""), t);
      const name =
        cte === undefined
          ? t.below(node, () => t.text(source))
          : `(${t.below(node, () => t.text(cte.body))}) AS ${t.to.writeName(cte.name.text)}`;
      return t.below(
        node,
        () => `${t.operand(node.operand)} ${node.not ? "NOT " : ""}IN (SELECT * FROM ${name})`,
      );
    }
    if (
      query === undefined ||
      t.to.can("limit-in-subquery") ||
      query.limit === undefined ||
      query.kind === "values"
    ) {
      return undefined;
    }
    return t.below(
      node,
      () =>
        `${t.operand(node.operand)} ${node.not ? "NOT " : ""}IN (SELECT * FROM (${t.text(query)}) ${asWord(t)}limited)`,
    );
  },
  table(node, t) {
    return inlined(node, t);
  },
};

/** The one table that a bare column of the nearest statement can be of. */
function ownTable(node: Node, t: Translator): Table | undefined {
  const owner = t.ancestors.findLast(
    (it) => it.kind === "select" || it.kind === "update" || it.kind === "delete",
  );
  const list =
    owner?.kind === "select"
      ? (owner.from?.relations ?? [])
      : owner?.kind === "delete"
        ? owner.targets
        : owner?.kind === "update"
          ? owner.relations
          : [];
  const [only, ...others] = list;
  return node.kind === "column" && only?.kind === "table" && others.length === 0
    ? t.analysis.finder?.table(only.name.parts)
    : undefined;
}

/** Rows of a window without order are numbered in whatever order they come. */
function noteWindowOrder(node: Call, t: Translator): void {
  const { over } = node;
  if (
    over?.kind === "window-spec" &&
    over.orderBy === undefined &&
    over.base === undefined &&
    /^(?:row_number|lag|lead|first_value|last_value|nth_value|ntile)$/u.test(callName(node)) &&
    t.from.pack.protocol !== t.to.pack.protocol
  ) {
    t.note(
      "warning",
      "row-order",
      "Without ORDER BY each engine chooses which rows come first.",
      node,
    );
  }
}

const SOURCES = new WeakMap<Node, ReadonlyMap<string, Cte>>();

/** The query of a WITH before a change, where no WITH can stand there. */
function cteBefore(name: string, t: Translator): Cte | undefined {
  const owner = t.ancestors.find(
    (it): it is Update | Delete => it.kind === "update" || it.kind === "delete",
  );
  return t.to.can("cte-before-dml")
    ? undefined
    : owner?.with?.ctes.find((it) => fold(it.name.text) === name);
}

/** A WITH before a change, where only queries have one: its bodies stand where they are used. */
function inlined(node: TableReference, t: Translator): string | undefined {
  const owner = t.ancestors.find(
    (it): it is Update | Delete | Insert => it.kind === "update" || it.kind === "delete",
  );
  if (owner?.with === undefined || t.to.can("cte-before-dml") || node.name.parts.length > 1) {
    return undefined;
  }
  let known = SOURCES.get(owner);
  if (known === undefined) {
    known = new Map(owner.with.ctes.map((it) => [fold(it.name.text), it]));
    SOURCES.set(owner, known);
  }
  const cte = known.get(fold(node.name.parts[0]?.text ?? ""));
  if (cte === undefined || t.ancestors.includes(owner.with)) {
    return undefined;
  }
  if (owner.with.recursive || cte.columns !== undefined) {
    return t.refuse("A change cannot begin with WITH here.", owner.with);
  }
  const name = t.name(node.alias?.name ?? cte.name);
  return `(${t.text(cte.body)}) ${asWord(t)}${name}`;
}

export const placePatch: Patch = {
  "set-item"(node, t) {
    const [target] = node.targets;
    if (node.targets.length === 1 && target !== undefined && t.type(target).kind === "date") {
      asStoredDate(node.value, t);
    }
    return [];
  },
  alias(node, t) {
    const owner = t.ancestors.at(-2);
    const isTarget =
      owner?.kind === "update" || owner?.kind === "delete" || owner?.kind === "merge";
    return isTarget && !node.as && t.to.can("type-affinity")
      ? [{ range: { start: node.start, end: node.start }, text: "AS " }]
      : [];
  },
  update(node, t) {
    return [
      ...withoutWith(node, t),
      ...ignoring(node, t),
      ...returning(node, "update-returning", t),
    ];
  },
  delete(node, t) {
    return [...withoutWith(node, t), ...returning(node, "delete-returning", t)];
  },
  insert(node, t) {
    if (node.source?.kind === "values") {
      numbering(node, node.source, t);
    }
    textKeys(node, t);
    return returning(node, "insert-returning", t);
  },
};

function returning(
  node: Update | Delete | Insert,
  capability: string,
  t: Translator,
): readonly never[] {
  const isOutput = node.kind !== "insert" || node.conflict === undefined;
  const needsTarget = t.to.can("returning-into") && !t.to.can("returning");
  const can = (t.to.can(capability) && !needsTarget) || (t.to.can("output-clause") && isOutput);
  if (node.returning !== undefined && !can) {
    t.refuse("A change cannot return rows here.", node.returning);
  }
  return [];
}

function withoutWith(node: Update | Delete, t: Translator) {
  if (node.with === undefined || t.to.can("cte-before-dml")) {
    return [];
  }
  return [{ range: { start: node.with.start, end: node.verbRange.start }, text: "" }];
}

function ignoring(node: Update, t: Translator) {
  const word = /^update\s+(?:or\s+)?ignore\b/iu.exec(
    t.source({ start: node.verbRange.start, end: node.end }),
  );
  if (
    node.onError !== "IGNORE" ||
    word === null ||
    (t.from.can("insert-or") === t.to.can("insert-or") &&
      t.from.can("insert-ignore") === t.to.can("insert-ignore"))
  ) {
    if (node.onError !== undefined && node.onError !== "IGNORE" && !t.to.can("insert-or")) {
      t.refuse(`UPDATE OR ${node.onError} has no equal here.`, node.verbRange);
    }
    return [];
  }
  const range = { start: node.verbRange.start, end: node.verbRange.start + word[0].length };
  if (t.to.can("insert-ignore")) {
    return [{ range, text: "UPDATE IGNORE" }];
  }
  if (t.to.can("insert-or")) {
    return [{ range, text: "UPDATE OR IGNORE" }];
  }
  t.refuse("An UPDATE cannot pass over rows that break a key here.", node.verbRange);
  return [];
}

/** A moment that goes into a column of dates loses its time of day; where types are loose it must be cut. */
function asStoredDate(value: Expression, t: Translator): void {
  const isMoment =
    temporal(value, t) === "timestamp" ||
    (value.kind === "call" &&
      /^(?:date_add|date_sub|now)$/iu.test(callName(value)) &&
      value.args[0] !== undefined &&
      temporal(value.args[0], t) === "timestamp") ||
    (value.kind === "binary" && temporal(value.left, t) === "timestamp");
  if (isMoment && t.writes("dates") === "modifiers" && value.kind !== "literal") {
    t.replaced.set(value, t.text(value).replace(/^datetime\(/u, "date("));
  }
}

/** NULL for a column that numbers itself: a number is made in some engines, and refused in others. */
function numbering(node: Insert, source: Values, t: Translator): void {
  if (t.to.can("null-numbers-itself") || !t.from.can("null-numbers-itself")) {
    return;
  }
  const table = t.analysis.targets(node)[0]?.table;
  const names =
    node.columns?.map((it) => (it.kind === "column" ? (it.parts.at(-1)?.text ?? "") : "")) ??
    table?.columns.map((it) => it.name) ??
    [];
  for (const row of source.rows) {
    for (const [index, value] of row.values.entries()) {
      const column = table?.columns.find((it) => fold(it.name) === fold(names[index] ?? ""));
      if (value.kind === "literal" && value.type === "null" && column?.identity !== undefined) {
        t.replaced.set(value, "DEFAULT");
      }
    }
  }
}

/** An upsert on a text key meets other rows where case is taken in another way. */
function textKeys(node: Insert, t: Translator): void {
  if (
    t.reads("equality") === t.writes("equality") ||
    (node.conflict === undefined && node.onError === undefined && node.verb !== "replace")
  ) {
    return;
  }
  const table = t.analysis.targets(node)[0]?.table;
  const keys =
    table === undefined
      ? []
      : [...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniqueKeys];
  const isText = keys.some((key) =>
    key.columns.some((name) => table?.columns.find((it) => it.name === name)?.type.kind === "text"),
  );
  const cased = descendants(node.source ?? node).some(
    (it) =>
      it.kind === "column" ||
      it.kind === "parameter" ||
      (it.kind === "literal" && it.type === "string" && it.value.toLowerCase() !== it.value),
  );
  if (isText && cased) {
    t.note(
      "warning",
      "text-key",
      "Keys of text that differ in case only are the same in one of the engines and not in the other.",
      node.verbRange,
    );
  }
}
