import type { Select } from "../../sql/ast.ts";
import { around, bareQuery, qualifierOf, type Refactoring } from "../refactoring.ts";

const SCHEMA =
  "CREATE TABLE users (id int NOT NULL PRIMARY KEY, email text); CREATE TABLE orders (id int NOT NULL, user_id int NOT NULL, note int);";

export const inToExists: Refactoring = {
  id: "in-to-exists",
  kind: "rewrite",
  summary: "Turns `x IN (SELECT …)` into `EXISTS`, and `NOT IN` where no NULL can be.",
  keepsResult: true,
  examples: [
    {
      schema: SCHEMA,
      before:
        "SELECT email FROM users u WHERE u.id $0IN (SELECT o.user_id FROM orders o WHERE o.id > 3)",
      after:
        "SELECT email FROM users u WHERE EXISTS (SELECT 1 FROM orders o WHERE (o.id > 3) AND o.user_id = u.id)",
    },
    {
      schema: SCHEMA,
      before: "SELECT email FROM users u WHERE u.id NOT $0IN (SELECT o.user_id FROM orders o)",
      after:
        "SELECT email FROM users u WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id)",
    },
    // NULLs among the values make NOT IN something else.
    {
      schema: SCHEMA,
      before: "SELECT email FROM users u WHERE u.id NOT $0IN (SELECT o.note FROM orders o)",
    },
    { schema: SCHEMA, before: "SELECT email FROM users WHERE id $0IN (1, 2)" },
    {
      schema: SCHEMA,
      before: "SELECT email FROM users u WHERE u.id $0IN (SELECT o.user_id FROM orders o LIMIT 3)",
    },
  ],
  offer(place) {
    const node = around(place, "in");
    const query = node?.query;
    if (node === undefined || query?.kind !== "select" || !isPlain(query)) {
      return undefined;
    }
    const [item] = query.items;
    const { operand } = node;
    if (item === undefined || item.expression.kind === "star" || operand.kind !== "column") {
      return undefined;
    }
    const nullable =
      place.analysis.typeOf(item.expression).nullable !== false ||
      place.analysis.typeOf(operand).nullable !== false;
    if (node.not && nullable) {
      return undefined;
    }
    const outer = place.analysis.resolve(operand);
    const inner =
      item.expression.kind === "column" ? place.analysis.resolve(item.expression) : undefined;
    if (outer.tag !== "column" || inner?.tag !== "column" || inner.outer > 0) {
      return undefined;
    }
    const [outerName, innerName] = [
      qualifierOf(outer.relation, place),
      qualifierOf(inner.relation, place),
    ];
    if (outerName === undefined || innerName === undefined || outerName === innerName) {
      return undefined;
    }
    const column = (qualifier: string, name: string) =>
      `${qualifier}.${place.dialect.writeName(name)}`;
    const link = `${column(innerName, inner.column.name)} = ${column(outerName, outer.column.name)}`;
    const body = bareQuery(query, place);
    const shift = place.statement.text.indexOf(body, query.start);
    const local = (at: number) => at - shift;
    const list = { start: item.start, end: query.items.at(-1)?.end ?? item.end };
    const where = query.where;
    const tail =
      where === undefined
        ? `${body.slice(local(list.end))} WHERE ${link}`
        : `${body.slice(local(list.end), local(where.condition.start))}(${place.text(where.condition)}) AND ${link}${body.slice(local(where.condition.end))}`;
    return {
      title: "Convert IN to EXISTS",
      edits: [
        {
          range: node,
          text: `${node.not ? "NOT " : ""}EXISTS (${body.slice(0, local(list.start))}1${tail})`,
        },
      ],
    };
  },
};

/** One value a row, and nothing that counts or cuts rows. */
function isPlain(query: Select): boolean {
  return (
    query.items.length === 1 &&
    query.from !== undefined &&
    query.groupBy === undefined &&
    query.having === undefined &&
    query.limit === undefined &&
    query.top === undefined &&
    query.with === undefined &&
    query.qualify === undefined &&
    query.orderBy === undefined &&
    query.windows === undefined &&
    query.items[0]?.expression.kind === "column"
  );
}
