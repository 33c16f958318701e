import { descendants } from "../../sql/walk.ts";
import { around, hasComment, qualifierOf, type Refactoring } from "../refactoring.ts";
import { conjuncts, conjunctText } from "../tree.ts";

export const inToJoin: Refactoring = {
  id: "in-to-join",
  kind: "rewrite",
  summary:
    "Turns `x IN (SELECT key …)` into a join, which finds one row at most because it is by a key.",
  keepsResult: true,
  examples: [
    {
      schema:
        "CREATE TABLE users (id int PRIMARY KEY, country text); CREATE TABLE orders (id int, user_id int, total int);",
      before:
        "SELECT o.total FROM orders o WHERE o.total > 5 AND o.user_id $0IN (SELECT u.id FROM users u WHERE u.country = 'de')",
      after:
        "SELECT o.total FROM orders o JOIN users u ON u.id = o.user_id AND u.country = 'de' WHERE o.total > 5",
    },
    {
      schema: "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE orders (user_id int);",
      before: "SELECT user_id FROM orders WHERE user_id $0IN (SELECT id FROM users)",
      after: "SELECT user_id FROM orders JOIN users ON users.id = orders.user_id",
    },
    {
      schema: "CREATE TABLE users (id int); CREATE TABLE orders (user_id int);",
      before: "SELECT user_id FROM orders WHERE user_id $0IN (SELECT id FROM users)",
    },
  ],
  offer(place) {
    const { analysis } = place;
    const node = around(place, "in");
    const query = node?.query;
    const outer = descendants(place.analysis.root).find(
      (it) =>
        it.kind === "select" &&
        it.where !== undefined &&
        node !== undefined &&
        conjuncts(it.where.condition).includes(node),
    );
    if (
      node === undefined ||
      node.not ||
      node.operand.kind !== "column" ||
      query?.kind !== "select" ||
      outer?.kind !== "select" ||
      outer.where === undefined ||
      outer.from?.relations.length !== 1 ||
      query.from?.relations.length !== 1 ||
      query.items.length !== 1 ||
      query.groupBy !== undefined ||
      query.having !== undefined ||
      query.limit !== undefined ||
      query.with !== undefined ||
      query.top !== undefined ||
      hasComment(outer.where, place)
    ) {
      return undefined;
    }
    const [table] = query.from.relations;
    const [item] = query.items;
    const inner =
      item?.expression.kind === "column" ? analysis.resolve(item.expression) : undefined;
    const own = analysis.resolve(node.operand);
    const stored = inner?.tag === "column" ? inner.relation.table : undefined;
    if (
      table?.kind !== "table" ||
      inner?.tag !== "column" ||
      own.tag !== "column" ||
      inner.outer > 0 ||
      stored === undefined ||
      inner.relation.node !== table
    ) {
      return undefined;
    }
    const keys = [stored.primaryKey, ...stored.uniqueKeys].filter((it) => it !== undefined);
    const isUnique = keys.some(
      (it) => it.columns.length === 1 && it.columns[0] === inner.column.name,
    );
    const [inside, outside] = [
      qualifierOf(inner.relation, place),
      qualifierOf(own.relation, place),
    ];
    const isTaken = (analysis.ownScope(outer)?.ownRelations ?? []).some(
      (it) => it.name?.toLowerCase() === inner.relation.name?.toLowerCase(),
    );
    if (!isUnique || inside === undefined || outside === undefined || isTaken) {
      return undefined;
    }
    const and = ` AND `;
    const condition = [
      `${inside}.${place.dialect.writeName(inner.column.name)} = ${outside}.${place.dialect.writeName(own.column.name)}`,
      ...(query.where === undefined
        ? []
        : conjuncts(query.where.condition).map((it) => conjunctText(it, place))),
    ].join(and);
    const rest = conjuncts(outer.where.condition)
      .filter((it) => it !== node)
      .map((it) => conjunctText(it, place))
      .join(and);
    return {
      title: "Convert IN to a join",
      edits: [
        {
          range: { start: outer.from.end, end: outer.from.end },
          text: ` JOIN ${place.text(table)} ON ${condition}`,
        },
        rest === ""
          ? { range: { start: outer.from.end, end: outer.where.end }, text: "" }
          : { range: outer.where.condition, text: rest },
      ],
    };
  },
};
