import type { Expression } from "../../sql/ast.ts";
import { descendants } from "../../sql/walk.ts";
import { around, type Place, type Refactoring } from "../refactoring.ts";
import { conjuncts } from "../tree.ts";

const SCHEMA =
  "CREATE TABLE users (id int NOT NULL PRIMARY KEY, email text); CREATE TABLE orders (id int NOT NULL, user_id int NOT NULL, note int);";

export const existsToIn: Refactoring = {
  id: "exists-to-in",
  kind: "rewrite",
  summary: "Turns a correlated `EXISTS` with one equality into `IN`.",
  keepsResult: true,
  examples: [
    {
      schema: SCHEMA,
      before:
        "SELECT email FROM users u WHERE $0EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id AND o.id > 3)",
      after:
        "SELECT email FROM users u WHERE u.id IN (SELECT o.user_id FROM orders o WHERE o.id > 3)",
    },
    {
      schema: SCHEMA,
      before:
        "SELECT email FROM users u WHERE NOT $0EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id)",
      after: "SELECT email FROM users u WHERE NOT u.id IN (SELECT o.user_id FROM orders o)",
    },
    // With NULLs, NOT IN would be something else.
    {
      schema: SCHEMA,
      before:
        "SELECT email FROM users u WHERE NOT $0EXISTS (SELECT 1 FROM orders o WHERE o.note = u.id)",
    },
    {
      schema: SCHEMA,
      before:
        "SELECT email FROM users u WHERE $0EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id AND o.id > u.id)",
    },
  ],
  offer(place) {
    const node = around(place, "exists");
    const query = node?.query;
    if (
      node === undefined ||
      query?.kind !== "select" ||
      query.where === undefined ||
      query.groupBy !== undefined ||
      query.having !== undefined ||
      query.limit !== undefined ||
      query.with !== undefined ||
      query.items.length === 0
    ) {
      return undefined;
    }
    const parts = conjuncts(query.where.condition);
    const outside = (it: Expression) =>
      descendants(it).some((one) => {
        const found = one.kind === "column" ? place.analysis.resolve(one) : undefined;
        return found?.tag === "column" && found.outer > 0;
      });
    const linked = parts.filter(outside);
    const [link] = linked;
    if (linked.length !== 1 || link?.kind !== "binary" || link.op !== "=") {
      return undefined;
    }
    const [inner, outer] = outside(link.left) ? [link.right, link.left] : [link.left, link.right];
    if (inner.kind !== "column" || outer.kind !== "column" || outside(inner)) {
      return undefined;
    }
    const negated = isNegated(node, place);
    const nullable = [inner, outer].some((it) => place.analysis.typeOf(it).nullable !== false);
    if (negated && nullable) {
      return undefined;
    }
    const rest = parts.filter((it) => it !== link).map((it) => place.text(it));
    const { text } = place.statement;
    const [first] = query.items;
    const last = query.items.at(-1);
    const head = text.slice(query.selectRange.start, first?.start ?? query.selectRange.end);
    const from = text.slice(last?.end ?? 0, query.where.start).trimEnd();
    return {
      title: "Convert EXISTS to IN",
      edits: [
        {
          range: node,
          text: `${place.text(outer)} IN (${head}${place.text(inner)}${from}${rest.length === 0 ? "" : ` WHERE ${rest.join(" AND ")}`})`,
        },
      ],
    };
  },
};

function isNegated(node: Expression, place: Place): boolean {
  const index = place.path.indexOf(node);
  const parent = place.path[index - 1];
  return parent?.kind === "unary" && parent.op === "NOT";
}
