/** Clauses that some engines spell in a way of their own: APPLY, QUALIFY, AS before an alias, RECURSIVE. */
import type {
  Delete,
  Expression,
  Insert,
  Join,
  Relation,
  Select,
  Update,
} from "../../../sql/ast.ts";
import { descendants } from "../../../sql/walk.ts";
import { operand } from "../text.ts";
import type { Change, Construct, Patch, Translator } from "../translator.ts";
import { callName } from "./booleans.ts";
import { trimmedStart } from "./limits.ts";
import { regexText } from "./patterns.ts";
import { asWord, itemsWithNames, middle } from "./selects.ts";

export const dialectClauses: Construct = {
  select(node, t) {
    if (node.qualify !== undefined && !t.to.can("qualify")) {
      return qualified(node, t);
    }
    return t.from.can("rownum") && !t.to.can("rownum") ? firstRows(node, t) : undefined;
  },
  star(node, t) {
    const { except } = node;
    if (except === undefined || t.to.can("star-except")) {
      return undefined;
    }
    if (t.to.can("star-exclude")) {
      const start = t.statement.text.slice(node.start, node.end).search(/\b(?:except|exclude)\b/iu);
      return `${t.source({ start: node.start, end: node.start + start })}EXCLUDE (${except.map((it) => t.name(it)).join(", ")})`;
    }
    const { columns, complete } = t.analysis.starColumns({ ...node, except: undefined });
    const left = new Set(except.map((it) => it.text.toLowerCase()));
    if (!complete || node.replace !== undefined) {
      return t.refuse("A star without some columns has no equal here: give the schema.", node);
    }
    return columns
      .filter((it) => !left.has((it.name ?? "").toLowerCase()))
      .map((it) => {
        const { name } = it.relation;
        const column = t.name(it.name ?? "");
        return node.qualifier.length === 0 || name === undefined
          ? column
          : `${t.name(name)}.${column}`;
      })
      .join(", ");
  },
  call(node, t) {
    const [first, ...others] = node.args;
    if (first === undefined || t.writing.same.has(callName(node))) {
      return undefined;
    }
    const synonym = (SYNONYMS[callName(node)] ?? []).find((it) => t.writing.same.has(it));
    if (synonym !== undefined && t.reading.same.has(callName(node))) {
      return t.spliced(node, [{ range: node.name, text: synonym.toUpperCase() }]);
    }
    switch (callName(node)) {
      case "nvl2": {
        const [present, absent] = others;
        return present === undefined || absent === undefined
          ? undefined
          : t.below(
              node,
              () =>
                `CASE WHEN ${t.operand(first)} IS NOT NULL THEN ${t.text(present)} ELSE ${t.text(absent)} END`,
            );
      }
      case "decode":
        return others.length < 2 ? undefined : t.below(node, () => decoded(first, others, t));
      case "regexp_like":
      case "regexp_contains": {
        const [pattern] = others;
        return pattern === undefined || others.length > 1
          ? undefined
          : regexText(first, pattern, false, "exact", node, t);
      }
      default:
        return undefined;
    }
  },
};

/** Names of one function in several engines. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  atan2: ["atn2"],
  atn2: ["atan2"],
  ceil: ["ceiling"],
  ceiling: ["ceil"],
  pow: ["power"],
  power: ["pow"],
};

/** `DECODE(x, a, b, c)` as CASE; NULL is equal to NULL there. */
function decoded(value: Expression, rest: readonly Expression[], t: Translator): string {
  const subject = t.operand(value);
  const whens: string[] = [];
  let at = 0;
  for (; at + 1 < rest.length; at += 2) {
    const [search, result] = [rest[at], rest[at + 1]];
    if (search === undefined || result === undefined) {
      break;
    }
    const isNull = search.kind === "literal" && search.type === "null";
    const test = isNull
      ? `${subject} IS NULL`
      : search.kind === "literal"
        ? `${subject} = ${t.text(search)}`
        : `(${subject} = ${t.operand(search)} OR ${subject} IS NULL AND ${t.operand(search)} IS NULL)`;
    whens.push(`WHEN ${test} THEN ${t.text(result)}`);
  }
  const last = rest[at];
  return `CASE ${whens.join(" ")}${last === undefined ? "" : ` ELSE ${t.text(last)}`} END`;
}

/** `WHERE ROWNUM <= 10`: the first rows that come, before they are ordered. */
function firstRows(node: Select, t: Translator): string | undefined {
  const condition = node.where?.condition;
  const parts: Expression[] = [];
  let at = condition;
  while (at?.kind === "binary" && at.op === "AND") {
    parts.unshift(at.right);
    at = at.left;
  }
  if (at !== undefined) {
    parts.unshift(at);
  }
  const isRownum = (it: Expression) =>
    it.kind === "column" && it.parts.length === 1 && /^rownum$/iu.test(it.parts[0]?.text ?? "");
  const bound = parts.find((it) => it.kind === "binary" && isRownum(it.left));
  const mentions = descendants(node).filter((it) => it.kind === "column" && isRownum(it));
  if (mentions.length === 0 || node.where === undefined) {
    return undefined;
  }
  const number =
    bound?.kind === "binary" && bound.right.kind === "literal" ? Number(bound.right.value) : NaN;
  const count = bound?.kind === "binary" && bound.op === "<" ? number - 1 : number;
  const plain =
    node.orderBy === undefined &&
    node.groupBy === undefined &&
    node.distinct === undefined &&
    node.limit === undefined;
  const isLimit =
    bound?.kind === "binary" &&
    (/^<=?$/u.test(bound.op) || (bound.op === "=" && number === 1)) &&
    mentions.length === 1;
  if (!isLimit || !plain || !Number.isInteger(count)) {
    return t.refuse("ROWNUM in this place has no equal here.", node);
  }
  const others = parts.filter((it) => it !== bound);
  const where = t.below(node, () =>
    t.below(node.where ?? node, () => others.map((it) => t.text(it)).join(" AND ")),
  );
  const start = trimmedStart(t, node.where.start);
  const head = node.distinctRange?.end ?? node.selectRange.end;
  const end = { start: node.end, end: node.end };
  return t.spliced(node, [
    { range: { start, end: node.where.end }, text: where === "" ? "" : ` WHERE ${where}` },
    t.to.can("limit")
      ? { range: end, text: ` LIMIT ${count}` }
      : t.to.can("top")
        ? { range: { start: head, end: head }, text: ` TOP ${count}` }
        : { range: end, text: ` FETCH FIRST ${count} ROWS ONLY` },
  ]);
}

/** QUALIFY as a condition around the query. */
function qualified(node: Select, t: Translator): string {
  const items = itemsWithNames(node, t);
  const { qualify } = node;
  if (items === undefined || qualify === undefined || node.distinct !== undefined) {
    return t.refuse(
      "QUALIFY over columns that are not known has no equal here: give the schema.",
      node,
    );
  }
  for (const it of descendants(qualify.condition)) {
    const found =
      it.kind === "column" && it.parts.length === 1 ? t.analysis.resolve(it) : undefined;
    if (found?.tag === "alias" && found.column.expression !== undefined) {
      t.replaced.set(it, operand(t.below(node, () => t.text(found.column.expression ?? it))));
    }
  }
  const head = node.with === undefined ? "" : `${t.below(node, () => t.text(node.with ?? node))} `;
  const condition = t.below(node, () => t.below(qualify, () => t.text(qualify.condition)));
  const order = node.orderBy?.items ?? [];
  const hidden = t.below(node, () => order.map((it) => t.text(it.expression)));
  const list = [
    ...items.map((it) => (it.text === it.name ? it.text : `${it.text} AS ${it.name}`)),
    ...hidden.map((it, index) => `${it} AS order${index + 1}_`),
    `CASE WHEN ${condition} THEN 1 END AS qualified_`,
  ];
  const outer = order.map((it, index) => {
    const text = t.below(node, () => t.text(it));
    const start = hidden[index] ?? "";
    return text.startsWith(start)
      ? `order${index + 1}_${text.slice(start.length)}`
      : `order${index + 1}_`;
  });
  const limit =
    node.limit === undefined ? "" : ` ${t.below(node, () => t.text(node.limit ?? node))}`;
  const top = node.top === undefined ? "" : ` TOP ${t.text(node.top.count)}`;
  const names = items.map((it) => it.name).join(", ");
  const inner = `SELECT ${list.join(", ")} ${middle(node, t)}`;
  return `${head}SELECT${top} ${names} FROM (${inner}) ${asWord(t)}qualified WHERE qualified_ = 1${outer.length === 0 ? "" : ` ORDER BY ${outer.join(", ")}`}${limit}`;
}

export const dialectPatch: Patch = {
  join(node, t) {
    return node.apply === true ? applied(node, t) : lateralAsApply(node, t);
  },
  alias(node, t) {
    const owner = t.parent;
    const isRelation =
      owner?.kind === "table" ||
      owner?.kind === "derived-table" ||
      owner?.kind === "table-function";
    return node.as && isRelation && !t.to.can("table-alias-as")
      ? [{ range: { start: node.start, end: node.name.start }, text: "" }]
      : [];
  },
  with(node, t) {
    if (!node.recursive || t.to.can("recursive-keyword")) {
      return [];
    }
    const word = /^with\s+recursive\s+/iu.exec(t.source(node));
    return word === null
      ? []
      : [{ range: { start: node.start, end: node.start + word[0].length }, text: "WITH " }];
  },
  limit(node, t) {
    // FETCH needs an order, and one of set operations can only be by a column.
    const owner = t.parent;
    return owner?.kind === "compound" &&
      owner.orderBy === undefined &&
      !t.to.can("limit") &&
      t.to.can("top")
      ? [{ range: { start: node.start, end: node.start }, text: "ORDER BY 1 " }]
      : [];
  },
  merge(node, t) {
    const { on } = node;
    const brackets =
      on !== undefined &&
      t.to.can("merge-condition-bracketed") &&
      !/\(\s*$/u.test(t.statement.text.slice(0, on.start));
    const ends = /;\s*$/u.test(t.statement.text);
    return [
      ...(brackets
        ? [
            { range: { start: on.start, end: on.start }, text: "(" },
            { range: { start: on.end, end: on.end }, text: ")" },
          ]
        : []),
      ...(t.to.can("merge-needs-semicolon") && !ends
        ? [{ range: { start: node.end, end: node.end }, text: ";" }]
        : []),
    ];
  },
  "set-item"(node, t) {
    // The target of a MERGE needs no qualifier anywhere, and some engines allow none.
    if (t.parent?.kind === "merge-when") {
      for (const it of node.targets) {
        if (it.kind === "column" && it.parts.length > 1) {
          t.replaced.set(it, t.name(it.parts.at(-1)));
        }
      }
    }
    return [];
  },
  into(node, t) {
    if (node.table !== undefined && !t.to.can("select-into-table")) {
      t.refuse("A query cannot make a table this way here.", node);
    }
    return [];
  },
  literal(node, t) {
    const isEmpty = node.type === "string" && node.value === "";
    if (isEmpty && t.from.can("empty-string-is-null") !== t.to.can("empty-string-is-null")) {
      t.note("warning", "empty-string", "An empty text is NULL in one of the engines.", node);
    }
    return [];
  },
  insert(node, t) {
    return [...rowsAsQueries(node, t), ...returned(node, t)];
  },
  update: (node, t) => returned(node, t),
  delete: (node, t) => returned(node, t),
  compound(node, t) {
    const isMinus = node.op === "EXCEPT" && !t.to.can("except") && t.to.can("minus");
    return isMinus ? [{ range: node.opRange, text: "MINUS" }] : [];
  },
  select(node, t) {
    const last = node.items.at(-1);
    return node.from === undefined &&
      last !== undefined &&
      t.to.can("select-requires-from") &&
      !t.from.can("select-requires-from")
      ? [{ range: { start: last.end, end: last.end }, text: " FROM DUAL" }]
      : [];
  },
  cte(node, t) {
    const columns = t.to.can("recursive-column-list") && node.columns === undefined;
    const own =
      node.body.kind === "compound" && columns ? recursiveColumns(node.body, t) : undefined;
    return own === undefined
      ? []
      : [{ range: { start: node.name.end, end: node.name.end }, text: ` (${own})` }];
  },
};

/** Rows of VALUES as queries, where an INSERT takes one row only. */
function rowsAsQueries(node: Insert, t: Translator): readonly Change[] {
  const { source } = node;
  if (source?.kind !== "values" || source.rows.length < 2 || t.to.can("insert-multi-row")) {
    return [];
  }
  const from = t.to.can("select-requires-from") ? " FROM DUAL" : "";
  const rows = t.below(node, () =>
    source.rows.map(
      (row) => `SELECT ${row.values.map((it) => t.below(row, () => t.text(it))).join(", ")}${from}`,
    ),
  );
  return [{ range: source, text: rows.join(" UNION ALL ") }];
}

/** `RETURNING id` and `OUTPUT inserted.id`: the same rows, named at other places. */
function returned(node: Insert | Update | Delete, t: Translator): readonly Change[] {
  const { returning } = node;
  if (returning === undefined || returning.into !== undefined) {
    return [];
  }
  const isOutput = returning.style === "output";
  const can = t.to.can(
    node.kind === "insert"
      ? "insert-returning"
      : node.kind === "update"
        ? "update-returning"
        : "delete-returning",
  );
  if (isOutput && can && !t.to.can("output-clause") && !t.to.can("returning-into")) {
    for (const it of descendants(returning)) {
      const [first, second, ...more] = it.kind === "column" ? it.parts : [];
      if (first === undefined || second === undefined || more.length > 0) {
        continue;
      }
      const isOld = /^deleted$/iu.test(first.text);
      if (isOld && node.kind === "update") {
        t.refuse("The values before an update cannot be returned here.", it);
      } else if (isOld || /^inserted$/iu.test(first.text)) {
        t.replaced.set(it, t.name(second));
      }
    }
    const items = t.below(node, () =>
      t.below(returning, () => returning.items.map((it) => t.text(it)).join(", ")),
    );
    const start = trimmedStart(t, returning.start);
    return [
      { range: { start, end: returning.end }, text: "" },
      { range: { start: node.end, end: node.end }, text: ` RETURNING ${items}` },
    ];
  }
  if (isOutput || !t.to.can("output-clause")) {
    return [];
  }
  const row = node.kind === "delete" ? "deleted" : "inserted";
  for (const it of returning.items) {
    if (it.expression.kind === "star") {
      t.replaced.set(it.expression, `${row}.*`);
    }
    for (const column of descendants(it)) {
      if (column.kind === "column") {
        t.replaced.set(column, `${row}.${t.name(column.parts.at(-1))}`);
      }
    }
  }
  const items = t.below(node, () =>
    t.below(returning, () => returning.items.map((it) => t.text(it)).join(", ")),
  );
  const at =
    node.kind === "insert"
      ? (node.columnsRange?.end ?? node.table.end)
      : node.kind === "update"
        ? node.set.at(-1)?.end
        : node.targets.at(-1)?.end;
  const start = trimmedStart(t, returning.start);
  return at === undefined || (node.kind === "insert" && node.conflict !== undefined)
    ? []
    : [
        { range: { start: at, end: at }, text: ` OUTPUT ${items}` },
        { range: { start, end: returning.end }, text: "" },
      ];
}

function recursiveColumns(body: Relation | object, t: Translator): string | undefined {
  let first = body as { readonly kind: string; readonly left?: unknown };
  while (first.kind === "compound") {
    first = first.left as typeof first;
  }
  if (first.kind !== "select") {
    return undefined;
  }
  const items = itemsWithNames(first as unknown as Select, t);
  return items?.map((it) => it.name).join(", ");
}

/** `CROSS APPLY` and `OUTER APPLY` as lateral joins. */
function applied(node: Join, t: Translator): readonly Change[] {
  if (t.to.can("apply")) {
    return [];
  }
  const { right } = node;
  if (!t.to.can("lateral")) {
    t.refuse("A subquery that sees the tables before it has no equal here.", right);
    return [];
  }
  const isOuter = /OUTER/u.test(node.words);
  return [
    { range: node.wordsRange, text: isOuter ? "LEFT JOIN LATERAL" : "CROSS JOIN LATERAL" },
    ...(isOuter ? [{ range: { start: node.end, end: node.end }, text: " ON 1 = 1" }] : []),
  ];
}

/** `CROSS JOIN LATERAL` and `LEFT JOIN LATERAL … ON TRUE` as APPLY. */
function lateralAsApply(node: Join, t: Translator): readonly Change[] {
  const { right } = node;
  const isLateral = "lateral" in right && right.lateral === true;
  if (!isLateral || t.to.can("lateral") || !t.to.can("apply")) {
    return [];
  }
  const isTrue =
    node.on === undefined || (node.on.kind === "literal" && node.on.value.toLowerCase() === "true");
  if (!isTrue || (node.type !== "left" && node.type !== "cross" && node.type !== "inner")) {
    t.refuse("A LATERAL join with a condition has no equal here.", right);
    return [];
  }
  const word = /^lateral\s+/iu.exec(t.source(right));
  return [
    { range: node.wordsRange, text: node.type === "left" ? "OUTER APPLY" : "CROSS APPLY" },
    ...(word === null
      ? []
      : [{ range: { start: right.start, end: right.start + word[0].length }, text: "" }]),
    ...(node.on === undefined ? [] : [{ range: { start: right.end, end: node.end }, text: "" }]),
  ];
}
