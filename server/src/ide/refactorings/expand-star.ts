import type { Star } from "../../sql/ast.ts";
import { type Place, qualifierOf, type Refactoring, selectAround } from "../refactoring.ts";

const SCHEMA =
  "CREATE TABLE users (id int, email text); CREATE TABLE orders (id int, user_id int);";

export const expandStar: Refactoring = {
  id: "expand-star",
  kind: "rewrite",
  summary: "Writes out the columns that `*` stands for.",
  keepsResult: true,
  examples: [
    { schema: SCHEMA, before: "SELECT $0* FROM users", after: "SELECT id, email FROM users" },
    {
      schema: SCHEMA,
      before: "SELECT $0* FROM users u JOIN orders o ON o.user_id = u.id",
      after: "SELECT u.id, u.email, o.id, o.user_id FROM users u JOIN orders o ON o.user_id = u.id",
    },
    {
      schema: SCHEMA,
      before: "SELECT o.$0*, u.email FROM users u, orders o",
      after: "SELECT o.id, o.user_id, u.email FROM users u, orders o",
    },
    { before: "SELECT $0* FROM unknown_table" },
    { schema: SCHEMA, before: "SELECT count($0*) FROM users" },
  ],
  offer(place) {
    const select = selectAround(place);
    const items = select?.items.filter((it) => it.expression.kind === "star") ?? [];
    const item =
      items.find((it) => it.start <= place.offset && place.offset <= it.end) ??
      (place.path.at(-1)?.kind === "select" && items.length === 1 ? items[0] : undefined);
    if (item?.expression.kind !== "star") {
      return undefined;
    }
    const columns = starText(item.expression, place);
    return columns === undefined
      ? undefined
      : {
          title: "Expand * to its columns",
          edits: [{ range: item.expression, text: columns.join(", ") }],
        };
  },
};

/** The columns of a star as they would be written; nothing where they are not all known. */
export function starText(star: Star, place: Place): readonly string[] | undefined {
  if (star.except !== undefined || star.replace !== undefined) {
    return undefined;
  }
  const { columns, complete } = place.analysis.starColumns(star);
  const relations = new Set(columns.map((it) => it.relation));
  if (!complete || columns.length === 0) {
    return undefined;
  }
  return columns.map((it) => {
    const name = place.dialect.writeName(it.name ?? "");
    const qualifier =
      relations.size > 1 || star.qualifier.length > 0 ? qualifierOf(it.relation, place) : undefined;
    return qualifier === undefined ? name : `${qualifier}.${name}`;
  });
}
