import type { Edit } from "../../base/text.ts";
import type { Insert, Node, Select } from "../../sql/ast.ts";
import { around, hasComment, type Place, type Refactoring, selectAround } from "../refactoring.ts";

export const sortColumns: Refactoring = {
  id: "sort-columns",
  kind: "rewrite",
  summary: "Orders the select list, or the columns of an INSERT with their values, by name.",
  examples: [
    { before: "SELECT c$0, a, b AS aa FROM t", after: "SELECT a, b AS aa, c FROM t" },
    {
      before: "INSERT INTO t (c, $0a) VALUES (1, 2), (3, 4)",
      after: "INSERT INTO t (a, c) VALUES (2, 1), (4, 3)",
    },
    { before: "SELECT a$0, b FROM t" },
    // Numbers in ORDER BY point at places.
    { before: "SELECT b$0, a FROM t ORDER BY 1" },
    { before: "SELECT b, a$0 FROM t UNION SELECT 1, 2" },
  ],
  offer(place) {
    const insert = around(place, "insert");
    const edits =
      insert?.columns?.some((it) => covers(it, place)) === true
        ? ofInsert(insert, place)
        : ofSelect(selectAround(place), place);
    return edits === undefined || edits.length === 0
      ? undefined
      : { title: "Sort the columns by name", edits };
  },
};

function covers(node: Node, place: Place): boolean {
  return node.start <= place.offset && place.offset <= node.end;
}

function ofSelect(select: Select | undefined, place: Place): readonly Edit[] | undefined {
  if (select === undefined || select !== place.analysis.root) {
    return undefined;
  }
  const { items } = select;
  const counted = [
    ...(select.orderBy?.items ?? []).map((it) => it.expression),
    ...(select.groupBy?.items ?? []),
  ];
  const names = items.flatMap((it) => it.alias?.text ?? place.analysis.itemColumn(it).name ?? []);
  return !items.some((it) => covers(it, place)) ||
    items.some((it) => it.expression.kind === "star") ||
    counted.some((it) => it.kind === "literal") ||
    names.length < items.length
    ? undefined
    : reordered([items], names, place);
}

function ofInsert(insert: Insert, place: Place): readonly Edit[] | undefined {
  const { source, columns = [] } = insert;
  const lists: readonly (readonly Node[])[] =
    source?.kind === "values"
      ? source.rows.map((it) => it.values)
      : source?.kind === "select"
        ? [source.items]
        : [];
  const names = columns.map((it) => place.text(it));
  return lists.length === 0 || lists.some((it) => it.length !== columns.length)
    ? undefined
    : reordered([columns, ...lists], names, place);
}

/** The same order for every list, by the names; nothing where a comment would lose its place. */
function reordered(
  lists: readonly (readonly Node[])[],
  names: readonly string[],
  place: Place,
): readonly Edit[] | undefined {
  const order = names
    .map((name, index) => ({ name: name.toLowerCase(), index }))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.index - b.index));
  const isCommented = lists.some((list) =>
    hasComment({ start: list[0]?.start ?? 0, end: list.at(-1)?.end ?? 0 }, place),
  );
  if (isCommented || order.every((it, index) => it.index === index)) {
    return undefined;
  }
  return lists.flatMap((list) =>
    list.map((it, index) => ({
      range: { start: it.start, end: it.end },
      text: place.text(list[order[index]?.index ?? index] ?? it),
    })),
  );
}
