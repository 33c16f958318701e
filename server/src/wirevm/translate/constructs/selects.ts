/** Clauses of queries that one engine has and another must say in other words. */

import type { Range } from "../../../base/text.ts";
import type {
  Binary,
  Call,
  Compound,
  Cte,
  Expression,
  GroupItem,
  Is,
  Join,
  Node,
  Query,
  Select,
  TableReference,
} from "../../../sql/ast.ts";
import { descendants, walk } from "../../../sql/walk.ts";
import { operand } from "../text.ts";
import type { Change, Construct, Patch, Translator } from "../translator.ts";
import { callName } from "./booleans.ts";
import { collatedRow, groupKey, groupKeyNamed } from "./collation.ts";
import { trimmedStart } from "./limits.ts";
import { nullKey } from "./ordering.ts";

export const selects: Construct = {
  select(node, t) {
    if (node.distinct === "distinct-on" && !t.to.can("distinct-on")) {
      return distinctOn(node, t);
    }
    if (fullJoin(node) !== undefined && !t.to.can("full-join")) {
      return fullJoined(node, t);
    }
    const sets = groupingSets(node, t);
    if (sets !== undefined) {
      return unionOfSets(node, sets, t);
    }
    return undefined;
  },
  "table-query"(node, t) {
    return t.to.can("table-statement")
      ? undefined
      : `SELECT * FROM ${t.below(node, () => t.text(node.table))}`;
  },
  "derived-table"(node, t) {
    const { alias } = node;
    const columns = alias?.columns ?? [];
    const named = columns.length > 0 && !t.to.can("function-alias-columns");
    const needsAlias = alias === undefined && !t.to.can("derived-alias-optional");
    const { query: inner } = node;
    const loses =
      !t.to.can("subquery-keeps-order") &&
      t.from.can("subquery-keeps-order") &&
      inner.orderBy !== undefined &&
      inner.limit === undefined &&
      !named;
    if (loses && inner.kind !== "values") {
      const at = inner.parenthesized === true ? inner.end - 1 : inner.end;
      const text = t.spliced(node, [
        {
          range: inner,
          text: `${t.below(node, () => t.text(inner))}${at < inner.end ? "" : " LIMIT 18446744073709551615"}`,
        },
      ]);
      return needsAlias ? `${text} ${asWord(t)}t${node.start}` : text;
    }
    if (needsAlias && node.query.kind !== "values") {
      return `${t.spliced(node)} ${asWord(t)}t${node.start}`;
    }
    if (!named && !(node.query.kind === "values" && !t.to.can("values-with-column-names"))) {
      return undefined;
    }
    const name = alias === undefined ? `t${node.start}` : t.name(alias.name);
    if (node.query.kind === "values") {
      const names = named
        ? columns.map((it) => it.text)
        : (node.query.rows[0]?.values ?? []).map((_, index) => `column${index + 1}`);
      const rows = t.below(node, () =>
        node.query.kind === "values"
          ? node.query.rows.map(
              (row, at) =>
                `SELECT ${row.values.map((it, index) => (at === 0 && names[index] !== undefined ? `${t.text(it)} AS ${t.name(names[index] ?? "")}` : t.text(it))).join(", ")}`,
            )
          : [],
      );
      return `(${rows.join(" UNION ALL ")}) ${asWord(t)}${name}`;
    }
    if (
      node.query.kind === "select" &&
      node.query.items.every((it) => it.expression.kind !== "star") &&
      named
    ) {
      const { query } = node;
      const changes = query.items.map((it, index) => {
        const text = t.below(node, () => t.below(query, () => t.text(it.expression)));
        return {
          range: it,
          text: columns[index] === undefined ? text : `${text} AS ${t.name(columns[index])}`,
        };
      });
      return `(${t.below(node, () => t.spliced(query, changes))}) ${asWord(t)}${name}`;
    }
    return undefined;
  },
  binary(node, t) {
    return node.right.kind === "quantified" ? quantified(node, t) : undefined;
  },
  between(node, t) {
    if (!node.symmetric || t.to.can("between-symmetric")) {
      return undefined;
    }
    const [least, most] = t.to.can("type-affinity") ? ["min", "max"] : ["LEAST", "GREATEST"];
    return t.below(
      node,
      () =>
        `${t.operand(node.operand)} ${node.not ? "NOT " : ""}BETWEEN ${least}(${t.text(node.low)}, ${t.text(node.high)}) AND ${most}(${t.text(node.low)}, ${t.text(node.high)})`,
    );
  },
  is(node, t) {
    return isText(node, t);
  },
  in(node, t) {
    if (
      node.query?.kind === "values" &&
      (!t.to.can("in-values") ||
        (node.operand.kind === "row" && !t.to.can("values-with-column-names")))
    ) {
      const { query } = node;
      if (node.operand.kind === "row") {
        collatedRow(node, node.operand, t);
      }
      return t.below(
        node,
        () =>
          `${t.operand(node.operand)} ${node.not ? "NOT " : ""}IN (${query.rows.map((it) => (it.values.length === 1 ? it.values.map((one) => t.text(one)).join() : `(${it.values.map((one) => t.text(one)).join(", ")})`)).join(", ")})`,
      );
    }
    if (node.list !== undefined && node.operand.kind === "row" && t.to.can("type-affinity")) {
      const list = node.list;
      return t.below(
        node,
        () =>
          `${t.text(node.operand)} ${node.not ? "NOT " : ""}IN (VALUES ${list.map((it) => t.text(it)).join(", ")})`,
      );
    }
    return undefined;
  },
  compound(node, t) {
    return compoundText(node, t);
  },
  locking(node, t) {
    if (!t.to.can("for-update")) {
      t.note(
        "info",
        "row-locks",
        "There are no row locks here: a write locks the whole database.",
        node,
      );
      return "";
    }
    if (node.strength !== "UPDATE") {
      return t.to.can("for-share")
        ? `FOR SHARE${node.wait === undefined || node.wait === "WAIT" ? "" : ` ${node.wait}`}`
        : "LOCK IN SHARE MODE";
    }
    return undefined;
  },
  cte(node, t) {
    anchorTypes(node, t);
    if (
      node.body.kind === "compound" &&
      node.body.limit !== undefined &&
      !t.to.can("recursive-limit") &&
      t.from.can("recursive-limit")
    ) {
      return t.refuse(
        "A recursive query cannot have a limit here: give it a condition.",
        node.body.limit,
      );
    }
    if (node.materialized === undefined || t.to.can("cte-materialized")) {
      return undefined;
    }
    const word = /\s+(?:not\s+)?materialized(?=\s*\()/iu.exec(t.source(node));
    return word === null
      ? undefined
      : t.spliced(node, [
          {
            range: {
              start: node.start + word.index,
              end: node.start + word.index + word[0].length,
            },
            text: "",
          },
        ]);
  },
  "table-hint"(_node, _t) {
    return undefined;
  },
  "dml-query"(node, t) {
    return t.to.can("cte-data-modifying") || t.parent?.kind !== "cte"
      ? undefined
      : t.refuse("A WITH clause cannot change data here.", node);
  },
};

/** Texts put together have no length of their own. */
function isJoined(node: Expression): boolean {
  return (
    (node.kind === "binary" && node.op === "||") ||
    (node.kind === "call" && /^concat(?:_ws)?$/u.test(callName(node)))
  );
}

/** Where types are strict the rows that a recursion starts from must have the type of those it adds. */
function anchorTypes(node: Cte, t: Translator): void {
  const { body } = node;
  if (
    t.writes("typing") !== "strict" ||
    t.reads("typing") === "strict" ||
    body.kind !== "compound" ||
    body.left.kind !== "select" ||
    body.right.kind !== "select"
  ) {
    return;
  }
  const added = body.right.items;
  for (const [index, { expression }] of body.left.items.entries()) {
    const { kind } = t.type(expression);
    const next = added[index]?.expression;
    if (
      next !== undefined &&
      expression.kind !== "literal" &&
      ((kind === "text" && isJoined(next)) || (kind === "decimal" && next.kind === "binary"))
    ) {
      const plain = expression.kind === "cast" ? expression.operand : expression;
      const text = t.below(node, () =>
        t.below(body, () => t.below(body.left, () => t.text(plain))),
      );
      t.replaced.set(expression, `CAST(${text} AS ${kind === "text" ? "text" : "numeric"})`);
    }
  }
}

/** HAVING without groups is one more condition of rows where only groups have one. */
function havingRows(node: Select, t: Translator): readonly Change[] {
  const { having, where } = node;
  if (
    having === undefined ||
    node.groupBy !== undefined ||
    !t.from.can("having-without-groups") ||
    t.to.can("having-without-groups") ||
    [...node.items, having].some((it) => descendants(it).some((one) => isAggregate(one)))
  ) {
    return [];
  }
  for (const it of descendants(having)) {
    const found = it.kind === "column" ? t.analysis.resolve(it) : undefined;
    const behind = found?.tag === "alias" ? found.column.expression : undefined;
    if (behind !== undefined) {
      t.replaced.set(
        it,
        t.below(node, () => t.operand(behind)),
      );
    }
  }
  const condition = t.below(node, () => t.below(having, () => t.text(having.condition)));
  return where === undefined
    ? [{ range: having, text: `WHERE ${condition}` }]
    : [
        { range: { start: where.end, end: where.end }, text: ` AND (${condition})` },
        { range: { start: trimmedStart(t, having.start), end: having.end }, text: "" },
      ];
}

function isAggregate(node: Node): boolean {
  return (
    node.kind === "call" &&
    node.over === undefined &&
    /^(?:count|sum|avg|min|max|group_concat|std\w*|var\w*|bit_\w+|json_\w*agg)$/u.test(
      callName(node),
    )
  );
}

export const selectPatch: Patch = {
  select(node, t) {
    const changes: Change[] = [...havingRows(node, t)];
    for (const word of node.modifiers ?? []) {
      if (!t.to.can("straight-join")) {
        const at = t
          .source({ start: node.selectRange.end, end: node.items[0]?.start ?? node.end })
          .search(new RegExp(`\\b${word}\\b`, "iu"));
        if (at >= 0) {
          const start = node.selectRange.end + at;
          changes.push({ range: { start: start - 1, end: start + word.length }, text: "" });
          t.note(
            word === "SQL_CALC_FOUND_ROWS" ? "warning" : "info",
            "query-hint",
            `${word} has no equal here and was left out.`,
            { start, end: start + word.length },
          );
        }
      }
    }
    const { from } = node;
    const [only] = from?.relations ?? [];
    if (
      from !== undefined &&
      from.relations.length === 1 &&
      only?.kind === "table" &&
      only.name.parts.length === 1 &&
      /^dual$/iu.test(only.name.parts[0]?.text ?? "") &&
      !t.to.can("dual-table")
    ) {
      changes.push({ range: { start: from.start - 1, end: from.end }, text: "" });
    }
    aliases(node, t);
    bareColumns(node, t);
    if (node.windows !== undefined && !t.to.can("window-clause")) {
      t.refuse("Windows cannot be named here.", node);
    }
    return changes;
  },
  table(node, t) {
    const changes: Change[] = [];
    const brackets = hintBrackets(node, t);
    if (brackets !== undefined) {
      t.note(
        "info",
        "query-hint",
        `${t.source(brackets).trim()} has no equal here and was left out.`,
        brackets,
      );
      return [{ range: brackets, text: "" }];
    }
    for (const it of node.hints ?? []) {
      const known =
        /INDEX/u.test(it.type) &&
        (/INDEXED/u.test(it.type) ? t.to.can("indexed-by") : t.to.can("index-hints"));
      if (!known) {
        t.note("info", "query-hint", `${it.type} has no equal here and was left out.`, it);
        changes.push({ range: { start: it.start - 1, end: it.end }, text: "" });
      }
    }
    if (node.only === true && !t.to.can("inheritance")) {
      changes.push({ range: { start: node.start, end: node.name.start }, text: "" });
    }
    return changes;
  },
  join(node, t) {
    if (/STRAIGHT/u.test(node.words) && !t.to.can("straight-join")) {
      return [{ range: node.wordsRange, text: "JOIN" }];
    }
    lateral(node, t);
    if (
      t.from.can("join-without-condition") &&
      !t.to.can("join-without-condition") &&
      node.type === "inner" &&
      node.on === undefined &&
      node.using === undefined &&
      !node.natural &&
      !/CROSS/u.test(node.words)
    ) {
      return [{ range: node.wordsRange, text: "CROSS JOIN" }];
    }
    return (t.kept.get(node) as readonly Change[] | undefined) ?? [];
  },
  with(node, t) {
    if (
      node.recursive ||
      t.to.can("recursive-without-keyword") ||
      !t.from.can("recursive-without-keyword")
    ) {
      return [];
    }
    const isRecursive = node.ctes.some((it) =>
      descendants(it.body).some(
        (one) =>
          one.kind === "table" &&
          one.name.parts.length === 1 &&
          one.name.parts[0]?.text.toLowerCase() === it.name.text.toLowerCase(),
      ),
    );
    return isRecursive
      ? [
          {
            range: { start: node.start + "WITH".length, end: node.start + "WITH".length },
            text: " RECURSIVE",
          },
        ]
      : [];
  },
};

/** `WITH (NOLOCK)` with its brackets, where the other engine has nothing like it. */
function hintBrackets(node: TableReference, t: Translator): Range | undefined {
  const [first] = node.hints ?? [];
  const last = node.hints?.at(-1);
  if (first === undefined || last === undefined || t.to.can("table-hints")) {
    return undefined;
  }
  const { text } = t.statement;
  const open = /\s*(?:\bwith\s*)?\(\s*$/iu.exec(text.slice(node.start, first.start));
  const close = /^\s*\)/u.exec(text.slice(last.end));
  return open === null || close === null
    ? undefined
    : { start: node.start + open.index, end: last.end + close[0].length };
}

// ---------------------------------------------------------------- names of select items in other clauses

function aliases(node: Select, t: Translator): void {
  const clauses: readonly (readonly [Node | undefined, boolean])[] = [
    [node.where?.condition, t.to.can("where-alias")],
    [node.having?.condition, t.to.can("having-alias")],
  ];
  for (const [clause, can] of clauses) {
    if (clause === undefined || can) {
      continue;
    }
    for (const it of descendants(clause)) {
      const found =
        it.kind === "column" && it.parts.length === 1 ? t.analysis.resolve(it) : undefined;
      if (found?.tag === "alias" && found.outer === 0 && found.column.expression !== undefined) {
        t.replaced.set(it, operand(t.below(node, () => t.text(found.column.expression ?? it))));
      }
    }
  }
  if (!t.to.can("order-by-alias-expression")) {
    for (const item of node.orderBy?.items ?? []) {
      if (item.expression.kind === "column") {
        continue;
      }
      for (const it of descendants(item.expression)) {
        const found =
          it.kind === "column" && it.parts.length === 1 ? t.analysis.resolve(it) : undefined;
        if (
          found?.tag === "alias" &&
          found.column.expression !== undefined &&
          found.column.expression !== it
        ) {
          t.replaced.set(it, operand(t.below(node, () => t.text(found.column.expression ?? it))));
        }
      }
    }
  }
}

const AGGREGATE =
  /^(?:count|sum|avg|min|max|total|group_concat|string_agg|json_group_array|json_arrayagg|json_objectagg|json_group_object|std|stddev.*|var.*|bit_and|bit_or|bit_xor)$/u;

/** Columns that are neither grouped nor aggregated, where the engine wants one or the other. */
function bareColumns(node: Select, t: Translator): void {
  if (t.writes("typing") !== "strict" || t.reads("typing") !== "loose") {
    return;
  }
  const calls = node.items
    .flatMap((it) => outsideSubqueries(it.expression))
    .filter(
      (it): it is Call =>
        it.kind === "call" &&
        it.over === undefined &&
        AGGREGATE.test(callName(it)) &&
        !(t.from.can("type-affinity") && /^(?:min|max)$/u.test(callName(it)) && it.args.length > 1),
    );
  if (node.groupBy === undefined && calls.length === 0) {
    return;
  }
  const keys = (node.groupBy?.items ?? []).flatMap((it) => {
    if (it.kind === "grouping-sets") {
      return [];
    }
    const found = it.kind === "column" ? t.analysis.resolve(it) : undefined;
    if (found?.tag === "alias" && found.column.expression !== undefined) {
      return [found.column.expression];
    }
    if (it.kind === "literal" && it.type === "number") {
      const item = node.items[Number(it.value) - 1];
      return item === undefined ? [] : [item.expression];
    }
    return [it];
  });
  const same = (a: Node, b: Node) => {
    if (a.kind === "column" && b.kind === "column") {
      const [x, y] = [t.analysis.resolve(a), t.analysis.resolve(b)];
      return (
        x.tag === "column" &&
        y.tag === "column" &&
        x.relation === y.relation &&
        x.column.name === y.column.name
      );
    }
    return (
      t.source(a).replaceAll(/\s+/gu, "").toLowerCase() ===
      t.source(b).replaceAll(/\s+/gu, "").toLowerCase()
    );
  };
  const extreme =
    calls.length === 1 &&
    /^(?:min|max)$/u.test(calls[0] === undefined ? "" : callName(calls[0])) &&
    t.from.can("type-affinity")
      ? calls[0]
      : undefined;
  const visit = (it: Node): void => {
    if (keys.some((key) => same(key, it))) {
      return;
    }
    if (
      it.kind === "call" &&
      it.over === undefined &&
      (calls.includes(it) || AGGREGATE.test(callName(it)))
    ) {
      return;
    }
    if (it.kind === "subquery" || it.kind === "exists") {
      return;
    }
    if (it.kind === "column") {
      const found = t.analysis.resolve(it);
      if (found.tag !== "column" || found.outer > 0) {
        return;
      }
      const table = found.relation.table;
      const key = table?.primaryKey;
      const dependent = key?.columns.every((name) =>
        keys.some((one) => {
          const resolved = one.kind === "column" ? t.analysis.resolve(one) : undefined;
          return (
            resolved?.tag === "column" &&
            resolved.relation === found.relation &&
            resolved.column.name.toLowerCase() === name.toLowerCase()
          );
        }),
      );
      if (dependent) {
        return;
      }
      const text = t.text(it);
      const [value] = extreme?.args ?? [];
      if (extreme !== undefined && value !== undefined) {
        t.replaced.set(
          it,
          `(ARRAY_AGG(${text} ORDER BY ${t.text(value)}${callName(extreme) === "max" ? " DESC NULLS LAST" : ""}))[1]`,
        );
      } else {
        t.note(
          "warning",
          "any-of-group",
          "This column is neither grouped nor aggregated: which row of the group it comes from is not defined, and may be another one here.",
          it,
        );
        t.replaced.set(it, `any_value(${text})`);
      }
      return;
    }
    for (const child of childNodes(it)) {
      visit(child);
    }
  };
  for (const it of node.items) {
    visit(it.expression);
  }
}

/** The nodes of an expression that belong to its own query. */
function outsideSubqueries(root: Node): readonly Node[] {
  const found: Node[] = [];
  walk(root, {
    call: (it) => void found.push(it),
    subquery: () => "skip",
    exists: () => "skip",
  });
  return found;
}

function childNodes(node: Node): readonly Node[] {
  return descendants(node).filter((it) => it !== node && descendantsOfOthers(node, it));
}

/** Only direct children: nothing else lies between. */
function descendantsOfOthers(parent: Node, child: Node): boolean {
  return Object.values(parent).some(
    (value) => value === child || (Array.isArray(value) && value.includes(child)),
  );
}

/** Bare columns get their relation's name, so that a subquery around them cannot catch them. */
export function qualify(root: Node, t: Translator): void {
  for (const it of descendants(root)) {
    if (it.kind === "column" && it.parts.length === 1) {
      const found = t.analysis.resolve(it);
      if (found.tag === "column" && found.relation.name !== undefined) {
        t.replaced.set(it, `${t.name(found.relation.name)}.${t.name(it.parts[0])}`);
      }
    }
  }
}

// ---------------------------------------------------------------- comparisons with sets

/** An element as written, or as the value it has where it has no text of its own. */
function elementText(node: Expression, t: Translator): string {
  return node.kind === "literal" && t.source(node).includes("{")
    ? node.type === "number"
      ? node.value
      : `'${node.value.replaceAll("'", "''")}'`
    : t.text(node);
}

/** `'{1,2,3}'::int[]` as the list it is. */
function listOf(
  node: Expression | undefined,
): Extract<Expression, { readonly kind: "array" }> | undefined {
  if (
    node?.kind !== "cast" ||
    node.operand.kind !== "literal" ||
    !/^\{[^{}"]*\}$/u.test(node.operand.value)
  ) {
    return undefined;
  }
  const { start, end } = node.operand;
  const items = node.operand.value
    .slice(1, -1)
    .split(",")
    .map((it) => it.trim());
  const isNumber = items.every((it) => /^-?\d+(?:\.\d+)?$/u.test(it));
  return {
    kind: "array",
    start,
    end,
    elements: items.map((value) => ({
      kind: "literal",
      type: isNumber ? "number" : "string",
      value,
      start,
      end,
    })),
  };
}

function quantified(node: Binary, t: Translator): string | undefined {
  const { right } = node;
  if (right.kind !== "quantified") {
    return undefined;
  }
  const isAll = right.quantifier === "ALL";
  const { query } = right;
  const source = listOf(right.source) ?? right.source;
  if (source?.kind === "array" && source.query === undefined && !t.to.can("any-array")) {
    if ((node.op === "=" && !isAll) || (/^(?:<>|!=)$/u.test(node.op) && isAll)) {
      return t.below(
        node,
        () =>
          `${t.operand(node.left)} ${isAll ? "NOT " : ""}IN (${source.elements.map((it) => elementText(it, t)).join(", ")})`,
      );
    }
    return t.below(
      node,
      () =>
        `(${source.elements.map((it) => `${t.operand(node.left)} ${node.op} ${t.operand(it)}`).join(isAll ? " AND " : " OR ")})`,
    );
  }
  if (
    source?.kind === "array" &&
    source.query !== undefined &&
    !t.to.can("any-array") &&
    ((node.op === "=" && !isAll) || (/^(?:<>|!=)$/u.test(node.op) && isAll))
  ) {
    const rows = source.query;
    return t.below(
      node,
      () => `${t.operand(node.left)} ${isAll ? "NOT " : ""}IN (${t.text(rows)})`,
    );
  }
  if (source !== undefined && query === undefined && !t.to.can("any-array")) {
    return t.refuse("Arrays have no equal here.", node);
  }
  if (query === undefined || t.to.can("any-all-subquery")) {
    return undefined;
  }
  if ((node.op === "=" && !isAll) || (/^(?:<>|!=)$/u.test(node.op) && isAll)) {
    return t.below(
      node,
      () => `${t.operand(node.left)} ${isAll ? "NOT " : ""}IN (${t.text(query)})`,
    );
  }
  const column = t.analysis.resultSet(query).columns[0]?.name;
  if (column === undefined) {
    return t.refuse("A comparison with ANY or ALL rows has no equal here.", node);
  }
  const name = `q${node.start}`;
  qualify(node.left, t);
  return t.below(node, () => {
    const test = `${t.operand(node.left)} ${node.op} ${name}.${t.name(column)}`;
    return isAll
      ? `NOT EXISTS (SELECT 1 FROM (${t.text(query)}) ${asWord(t)}${name} WHERE NOT (${test}))`
      : `EXISTS (SELECT 1 FROM (${t.text(query)}) ${asWord(t)}${name} WHERE ${test})`;
  });
}

function isText(node: Is, t: Translator): string | undefined {
  const not = node.not ? "NOT " : "";
  const { right } = node;
  switch (node.test) {
    case "null":
      return /\b(?:isnull|notnull)\s*$|\bnot\s+null\s*$/iu.test(
        t.source({ start: node.operand.end, end: node.end }),
      ) &&
        !/\bis\b/iu.test(t.source({ start: node.operand.end, end: node.end })) &&
        !t.to.can("isnull-postfix")
        ? t.below(node, () => `${t.operand(node.operand)} IS ${not}NULL`)
        : undefined;
    case "distinct-from":
      if (right === undefined || t.to.can("is-distinct-from")) {
        return undefined;
      }
      return t.below(node, () =>
        t.to.can("null-safe-equal")
          ? node.not
            ? `${t.operand(node.operand)} <=> ${t.operand(right)}`
            : `NOT (${t.operand(node.operand)} <=> ${t.operand(right)})`
          : `${t.operand(node.operand)} IS ${node.not ? "" : "NOT "}${t.operand(right)}`,
      );
    case "other":
      if (right === undefined || t.to.can("is-any")) {
        return undefined;
      }
      return t.to.pack.engine === t.from.pack.engine
        ? undefined
        : t.below(node, () =>
            t.to.can("null-safe-equal")
              ? node.not
                ? `NOT (${t.operand(node.operand)} <=> ${t.operand(right)})`
                : `${t.operand(node.operand)} <=> ${t.operand(right)}`
              : `${t.operand(node.operand)} IS ${node.not ? "" : "NOT "}DISTINCT FROM ${t.operand(right)}`,
          );
    default:
      return undefined;
  }
}

// ---------------------------------------------------------------- set operations

function compoundText(node: Compound, t: Translator): string | undefined {
  if (
    node.op !== "UNION" &&
    node.quantifier === "ALL" &&
    !t.to.can(node.op === "INTERSECT" ? "intersect-all" : "except-all")
  ) {
    return t.refuse(`${node.op} ALL has no equal here.`, node);
  }
  const changes: Change[] = [];
  if (node.op === "MINUS" && !t.to.can("minus")) {
    changes.push({ range: node.opRange, text: "EXCEPT" });
  }
  if (t.to.can("type-affinity")) {
    for (const side of [node.left, node.right]) {
      if (side.parenthesized === true) {
        const inner = t
          .below(node, () => t.text(side))
          .replace(/^\(\s*/u, "")
          .replace(/\s*\)$/u, "");
        const bare =
          side.orderBy === undefined &&
          side.limit === undefined &&
          side.with === undefined &&
          side.kind === "select";
        changes.push({ range: side, text: bare ? inner : `SELECT * FROM (${inner})` });
      }
    }
    if (node.quantifier === "DISTINCT") {
      const word = /\s+distinct$/iu.exec(t.source(node.opRange));
      if (word !== null) {
        changes.push({
          range: { start: node.opRange.start + word.index, end: node.opRange.end },
          text: "",
        });
      }
    }
  }
  return changes.length === 0 ? undefined : t.spliced(node, changes);
}

// ---------------------------------------------------------------- distinct on

/** The word before the alias of a table, where there may be one. */
export function asWord(t: Translator): string {
  return t.to.can("table-alias-as") ? "AS " : "";
}

/** The items of a select list, stars opened up, each with a name of its own. */
export function itemsWithNames(
  node: Select,
  t: Translator,
): readonly { readonly text: string; readonly name: string }[] | undefined {
  const found: { text: string; name: string }[] = [];
  for (const [index, it] of node.items.entries()) {
    if (it.expression.kind === "star") {
      const { columns, complete } = t.analysis.starColumns(it.expression);
      if (!complete) {
        return undefined;
      }
      for (const column of columns) {
        const name = column.name ?? "";
        const qualifier = column.relation.name;
        found.push({
          text: qualifier === undefined ? t.name(name) : `${t.name(qualifier)}.${t.name(name)}`,
          name: t.name(name),
        });
      }
      continue;
    }
    const name = it.alias ?? t.analysis.itemColumn(it).name;
    found.push({
      text: t.below(node, () => t.below(it, () => t.text(it.expression))),
      name: t.name(name ?? `column${index + 1}`),
    });
  }
  const seen = new Set<string>();
  return found.map((it, index) => {
    const name = seen.has(it.name.toLowerCase())
      ? t.name(`${it.name.replaceAll(/[`"]/gu, "")}_${index + 1}`)
      : it.name;
    seen.add(name.toLowerCase());
    return { text: it.text, name };
  });
}

/** From FROM to HAVING, translated. */
export function middle(node: Select, t: Translator): string {
  return t.below(node, () =>
    [node.from, node.where, node.groupBy, node.having]
      .flatMap((it) => (it === undefined ? [] : [t.text(it)]))
      .join(" "),
  );
}

function distinctOn(node: Select, t: Translator): string {
  const items = itemsWithNames(node, t);
  if (items === undefined || node.distinctOn === undefined || node.groupBy !== undefined) {
    return t.refuse(
      "DISTINCT ON over columns that are not known has no equal here: give the schema.",
      node,
    );
  }
  const head = node.with === undefined ? "" : `${t.below(node, () => t.text(node.with ?? node))} `;
  const keys = t.below(node, () => (node.distinctOn ?? []).map((it) => t.text(it)));
  const order = node.orderBy === undefined ? "" : t.below(node, () => t.text(node.orderBy ?? node));
  const orderItems = node.orderBy?.items ?? [];
  const hidden = t.below(node, () =>
    orderItems.map((it, index) => ({ name: `order${index + 1}_`, text: t.text(it.expression) })),
  );
  const outer = orderItems.map((it, index) => {
    const nullsFirst =
      it.nulls === undefined
        ? (t.reads("nulls") === "high") === (it.direction === "DESC")
        : it.nulls === "FIRST";
    const name = `order${index + 1}_`;
    const natural = (t.writes("nulls") === "low") !== (it.direction === "DESC");
    const direction = it.direction === "DESC" ? " DESC" : "";
    return t.type(it.expression).nullable === false || nullsFirst === natural
      ? `${name}${direction}`
      : t.to.can("nulls-first")
        ? `${name}${direction} NULLS ${nullsFirst ? "FIRST" : "LAST"}`
        : `${nullKey(name, nullsFirst ? "FIRST" : "LAST", t)}, ${name}${direction}`;
  });
  const limit =
    node.limit === undefined ? "" : ` ${t.below(node, () => t.text(node.limit ?? node))}`;
  const inner = `SELECT ${[...items.map((it) => (it.text === it.name ? it.text : `${it.text} AS ${it.name}`)), ...hidden.map((it) => `${it.text} AS ${it.name}`), `ROW_NUMBER() OVER (PARTITION BY ${keys.join(", ")}${order === "" ? "" : ` ${order}`}) AS row_`].join(", ")} ${middle(node, t)}`;
  return `${head}SELECT ${items.map((it) => it.name).join(", ")} FROM (${inner}) ${asWord(t)}first_rows WHERE row_ = 1${outer.length === 0 ? "" : ` ORDER BY ${outer.join(", ")}`}${limit}`;
}

// ---------------------------------------------------------------- full joins

function fullJoin(node: Select): Join | undefined {
  const [only, ...others] = node.from?.relations ?? [];
  return only?.kind === "join" && only.type === "full" && others.length === 0 ? only : undefined;
}

function fullJoined(node: Select, t: Translator): string {
  const join = fullJoin(node);
  const items = itemsWithNames(node, t);
  const aggregated =
    node.groupBy !== undefined ||
    node.items.some((it) =>
      descendants(it.expression).some(
        (one) => one.kind === "call" && (one.over !== undefined || AGGREGATE.test(callName(one))),
      ),
    );
  const left = join?.left.kind === "table" ? join.left : undefined;
  const table = left === undefined ? undefined : t.analysis.relationOf(left)?.table;
  const key = table?.primaryKey?.columns[0] ?? table?.columns.find((it) => !it.nullable)?.name;
  if (
    join === undefined ||
    join.on === undefined ||
    items === undefined ||
    aggregated ||
    left === undefined ||
    key === undefined ||
    node.distinct !== undefined
  ) {
    return t.refuse("This FULL JOIN has no equal here.", node);
  }
  const orderItems = node.orderBy?.items ?? [];
  const hidden = t.below(node, () =>
    orderItems.map((it, index) => `${t.text(it.expression)} AS order${index + 1}_`),
  );
  const list = [...items.map((it) => `${it.text} AS ${it.name}`), ...hidden].join(", ");
  const [a, b, on] = t.below(node, () => [
    t.text(left),
    t.text(join.right),
    t.text(join.on ?? node),
  ]);
  const condition =
    node.where === undefined
      ? undefined
      : t.below(node, () => t.text((node.where as NonNullable<Select["where"]>).condition));
  const name = t.name(left.alias?.name ?? left.name.parts.at(-1));
  const both = `SELECT ${list} FROM ${a} LEFT JOIN ${b} ON ${on}${condition === undefined ? "" : ` WHERE ${condition}`} UNION ALL SELECT ${list} FROM ${a} RIGHT JOIN ${b} ON ${on} WHERE ${name}.${t.name(key)} IS NULL${condition === undefined ? "" : ` AND (${condition})`}`;
  const outer = orderItems.map((it, index) => {
    const nullsFirst =
      it.nulls === undefined
        ? (t.reads("nulls") === "high") === (it.direction === "DESC")
        : it.nulls === "FIRST";
    const natural = (t.writes("nulls") === "low") !== (it.direction === "DESC");
    const direction = it.direction === "DESC" ? " DESC" : "";
    return `${nullsFirst === natural ? "" : `${nullKey(`order${index + 1}_`, nullsFirst ? "FIRST" : "LAST", t)}, `}order${index + 1}_${direction}`;
  });
  const head = node.with === undefined ? "" : `${t.below(node, () => t.text(node.with ?? node))} `;
  const limit =
    node.limit === undefined ? "" : ` ${t.below(node, () => t.text(node.limit ?? node))}`;
  return `${head}SELECT ${items.map((it) => it.name).join(", ")} FROM (${both}) ${asWord(t)}joined${outer.length === 0 ? "" : ` ORDER BY ${outer.join(", ")}`}${limit}`;
}

// ---------------------------------------------------------------- lateral

/** A lateral subquery of one row becomes a subquery wherever one of its columns is used. */
function lateral(node: Join, t: Translator): void {
  const { right } = node;
  if (
    right.kind !== "derived-table" ||
    !right.lateral ||
    t.to.can("lateral") ||
    t.to.can("apply") ||
    t.kept.has(node)
  ) {
    return;
  }
  const { query, alias } = right;
  const isTrue = node.on === undefined || (node.on.kind === "literal" && node.on.value === "true");
  const aggregated =
    query.kind === "select" &&
    query.groupBy === undefined &&
    query.items.every((it) =>
      descendants(it.expression).some(
        (one) => one.kind === "call" && one.over === undefined && AGGREGATE.test(callName(one)),
      ),
    );
  const single =
    aggregated ||
    (node.type === "left" &&
      query.limit?.count?.kind === "literal" &&
      query.limit.count.value === "1");
  if (query.kind !== "select" || alias === undefined || !isTrue || !single) {
    t.refuse("A LATERAL subquery of more than one row has no equal here.", right);
    return;
  }
  const { root } = t.analysis;
  for (const it of descendants(root)) {
    if (it.kind !== "column") {
      continue;
    }
    const found = t.analysis.resolve(it);
    if (found.tag !== "column" || found.relation.node !== right) {
      continue;
    }
    const index =
      alias.columns?.findIndex(
        (one) => one.text.toLowerCase() === found.column.name.toLowerCase(),
      ) ?? -1;
    const item =
      index >= 0
        ? query.items[index]
        : query.items.find(
            (one) =>
              (one.alias?.text ?? t.analysis.itemColumn(one).name)?.toLowerCase() ===
              found.column.name.toLowerCase(),
          );
    const [first] = query.items;
    const last = query.items.at(-1);
    if (item === undefined || first === undefined || last === undefined) {
      t.refuse("A LATERAL subquery of columns that are not known has no equal here.", right);
      return;
    }
    const text = t.below(node, () =>
      t.below(right, () =>
        t.spliced(query, [
          {
            range: { start: first.start, end: last.end },
            text: t.below(query, () => t.text(item.expression)),
          },
        ]),
      ),
    );
    t.replaced.set(it, `(${text})`);
  }
  t.kept.set(node, [
    { range: { start: trimmedStart(t, node.wordsRange.start), end: node.end }, text: "" },
  ]);
}

/** Laterals are looked for before the select list is written, since it uses their columns. */
export const lateralPatch: Patch = {
  select(node, t) {
    for (const it of node.from?.relations ?? []) {
      let at: typeof it | undefined = it;
      while (at?.kind === "join") {
        lateral(at, t);
        at = at.left;
      }
    }
    return [];
  },
};

// ---------------------------------------------------------------- grouping sets

function groupingSets(node: Select, t: Translator): readonly (readonly Expression[])[] | undefined {
  const group = node.groupBy;
  if (group === undefined) {
    return undefined;
  }
  const plain = group.items.filter((it): it is Expression => it.kind !== "grouping-sets");
  const special = group.items.filter((it) => it.kind === "grouping-sets");
  if (group.withRollup === "ROLLUP" && !t.to.can("with-rollup") && !t.to.can("rollup")) {
    return prefixes(plain);
  }
  if (special.length !== 1 || (t.to.can("grouping-sets") && t.to.can("rollup"))) {
    return undefined;
  }
  const [only] = special;
  if (only?.kind !== "grouping-sets") {
    return undefined;
  }
  const flat = (it: GroupItem): readonly Expression[] =>
    it.kind === "grouping-sets" ? it.items.flatMap(flat) : it.kind === "row" ? it.elements : [it];
  const elements = only.items.map(flat);
  const sets =
    only.type === "ROLLUP"
      ? prefixes(elements)
      : only.type === "CUBE"
        ? subsets(elements)
        : elements;
  return sets.map((it) => [...plain, ...it.flat()]);
}

function prefixes<T>(list: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: list.length + 1 }, (_, index) => list.slice(0, list.length - index));
}

function subsets<T>(list: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: 2 ** list.length }, (_, mask) =>
    list.filter((_it, index) => (mask & (1 << index)) === 0),
  );
}

function unionOfSets(
  node: Select,
  sets: readonly (readonly Expression[])[],
  t: Translator,
): string {
  const items = itemsWithNames(node, t);
  if (items === undefined || node.distinct !== undefined || items.length !== node.items.length) {
    return t.refuse("These grouping sets have no equal here.", node);
  }
  const all = new Set(sets.flat().map((it) => t.source(it).toLowerCase()));
  const branches = sets.map((set) => {
    const kept = new Set(set.map((it) => t.source(it).toLowerCase()));
    const missing = (it: Expression) =>
      all.has(t.source(it).toLowerCase()) && !kept.has(t.source(it).toLowerCase());
    const list = node.items.map(
      (it, index) =>
        `${missing(it.expression) ? "NULL" : (items[index]?.text ?? "")} AS ${items[index]?.name ?? ""}`,
    );
    const keys = t.below(node, () => set.map((it) => groupKey(it, t)));
    const parts = t.below(node, () =>
      [node.from, node.where].flatMap((it) => (it === undefined ? [] : [t.text(it)])),
    );
    const having =
      node.having === undefined ? "" : ` ${t.below(node, () => t.text(node.having ?? node))}`;
    return `SELECT ${list.join(", ")} ${parts.join(" ")}${keys.length === 0 ? "" : ` GROUP BY ${keys.join(", ")}`}${having}`;
  });
  const order = node.orderBy?.items.map((it) => {
    const index =
      it.expression.kind === "literal"
        ? Number(it.expression.value) - 1
        : node.items.findIndex(
            (one) =>
              t.source(one.expression).toLowerCase() === t.source(it.expression).toLowerCase() ||
              (it.expression.kind === "column" &&
                one.alias?.text.toLowerCase() === it.expression.parts[0]?.text.toLowerCase()),
          );
    const plain = items[index]?.name ?? t.text(it.expression);
    const name = groupKeyNamed(node.items[index]?.expression ?? it.expression, plain, t);
    const nullsFirst =
      it.nulls === undefined
        ? (t.reads("nulls") === "high") === (it.direction === "DESC")
        : it.nulls === "FIRST";
    const natural = (t.writes("nulls") === "low") !== (it.direction === "DESC");
    return `${nullsFirst === natural ? "" : `${nullKey(plain, nullsFirst ? "FIRST" : "LAST", t)}, `}${name}${it.direction === "DESC" ? " DESC" : ""}`;
  });
  const limit =
    node.limit === undefined ? "" : ` ${t.below(node, () => t.text(node.limit ?? node))}`;
  const head = node.with === undefined ? "" : `${t.below(node, () => t.text(node.with ?? node))} `;
  return order === undefined && limit === ""
    ? head + branches.join(" UNION ALL ")
    : `${head}SELECT * FROM (${branches.join(" UNION ALL ")}) ${asWord(t)}sets${order === undefined ? "" : ` ORDER BY ${order.join(", ")}`}${limit}`;
}

export const groupPatch: Patch = {
  "group-by"(node, t) {
    if (node.withRollup !== undefined && !t.to.can("with-rollup") && t.to.can("rollup")) {
      const [first] = node.items;
      const last = node.items.at(-1);
      if (first === undefined || last === undefined) {
        return [];
      }
      return [
        { range: { start: first.start, end: first.start }, text: `${node.withRollup} (` },
        { range: { start: last.end, end: node.end }, text: ")" },
      ];
    }
    return [];
  },
};

export type { Query };
