import type { Limit, Node } from "../../../sql/ast.ts";
import type { Construct, Translator } from "../translator.ts";

/** `LIMIT 5, 10`, `LIMIT 10 OFFSET 5`, `FETCH FIRST 10 ROWS ONLY`, `TOP 10`: the engine's own spelling. */
export const limits: Construct = {
  limit(node, t) {
    return limitText(node, t);
  },
  select(node, t) {
    const { top, limit } = node;
    if (top !== undefined && !t.to.can("top")) {
      if (top.percent || top.withTies) {
        return t.refuse("TOP with PERCENT or WITH TIES has no equal here.", top);
      }
      const after = node.end;
      const count = t.text(top.count);
      return t.spliced(node, [
        { range: { start: top.start, end: skipSpace(t, top.end) }, text: "" },
        {
          range: { start: after, end: after },
          text: t.to.can("limit") ? `\nLIMIT ${count}` : `\nFETCH FIRST ${count} ROWS ONLY`,
        },
      ]);
    }
    if (
      limit !== undefined &&
      t.to.can("top") &&
      !t.to.can("limit") &&
      limit.offset === undefined &&
      limit.count !== undefined
    ) {
      const at = node.distinctRange?.end ?? node.selectRange.end;
      const start = trimmedStart(t, limit.start);
      return t.spliced(node, [
        { range: { start: at, end: at }, text: ` TOP ${wrapped(limit.count, t)}` },
        { range: { start, end: limit.end }, text: "" },
      ]);
    }
    return undefined;
  },
};

function wrapped(count: Node, t: Translator): string {
  const text = t.text(count);
  return count.kind === "literal" ? text : `(${text})`;
}

/** `LIMIT -1` is no limit in some engines. */
function isUnlimited(node: Node | undefined): boolean {
  return node?.kind === "unary" && node.op === "-" && node.operand.kind === "literal";
}

/** The largest number of rows that an engine without unsigned integers can be asked for. */
const MOST_ROWS = 9_223_372_036_854_775_807n;

/** `LIMIT 18446744073709551615` says that all rows are wanted. */
function isAll(node: Node | undefined): boolean {
  return (
    node?.kind === "literal" && /^\d{19,20}$/u.test(node.value) && BigInt(node.value) > MOST_ROWS
  );
}

/** Rows of a query without order are counted off in whatever order they come. */
function checkOrder(node: Limit, t: Translator): void {
  const query = t.parent;
  const [first] = query?.kind === "select" ? query.items : [];
  if (
    query?.kind === "select" &&
    query.orderBy === undefined &&
    query.from !== undefined &&
    query.where === undefined &&
    query.groupBy === undefined &&
    !(first?.expression.kind === "call" && query.items.length === 1) &&
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

function limitText(node: Limit, t: Translator): string | undefined {
  const { to } = t;
  checkOrder(node, t);
  const unlimited =
    (isUnlimited(node.count) && !t.to.can("negative-limit")) ||
    (isAll(node.count) && (to.can("limit-all") || to.can("negative-limit")));
  const count = node.count === undefined || unlimited ? undefined : t.text(node.count);
  const offset = node.offset === undefined ? undefined : t.text(node.offset);
  if (node.percent === true || (node.withTies === true && !to.can("fetch-with-ties"))) {
    return t.refuse("A limit in percent or with ties has no equal here.", node);
  }
  if (to.can("limit")) {
    const ordered =
      !unlimited &&
      (node.count === undefined ||
        node.offset === undefined ||
        node.count.start < node.offset.start);
    const fits =
      (ordered || to.can("offset-before-limit")) &&
      (node.style === "limit" ||
        (node.style === "fetch" && to.can("fetch-first")) ||
        (node.style === "offset-only" && to.can("offset-without-limit")));
    if (
      fits &&
      !unlimited &&
      (count !== undefined || node.style !== "limit" || to.can("limit-all"))
    ) {
      return undefined;
    }
    const all = to.can("limit-all")
      ? undefined
      : to.can("negative-limit")
        ? "-1"
        : "18446744073709551615";
    const first = count ?? (offset === undefined ? undefined : all);
    return [
      first === undefined ? "" : `LIMIT ${first}`,
      offset === undefined ? "" : `OFFSET ${offset}`,
    ]
      .filter((it) => it !== "")
      .join(" ");
  }
  if (to.can("fetch-first")) {
    if (to.can("top") && t.parent?.kind === "select" && t.parent.orderBy === undefined) {
      return `ORDER BY (SELECT NULL) OFFSET ${offset ?? "0"} ROWS${count === undefined ? "" : ` FETCH NEXT ${count} ROWS ONLY`}`;
    }
    if (offset === undefined && !to.can("top")) {
      return node.style === "fetch" ? undefined : `FETCH FIRST ${count} ROWS ONLY`;
    }
    return `OFFSET ${offset ?? "0"} ROWS${count === undefined ? "" : ` FETCH NEXT ${count} ROWS ONLY`}`;
  }
  return t.refuse("There is no way to limit rows here.", node);
}

function skipSpace(t: Translator, offset: number): number {
  let at = offset;
  while (/\s/u.test(t.statement.text[at] ?? "x")) {
    at += 1;
  }
  return at;
}

/** The offset without the white space before it. */
export function trimmedStart(t: Translator, offset: number): number {
  let at = offset;
  while (at > 0 && /\s/u.test(t.statement.text[at - 1] ?? "x")) {
    at -= 1;
  }
  return at;
}
