import { catalogIndex } from "../../catalog/lookup.ts";
import type { ForeignKey, Table } from "../../catalog/model.ts";
import type { Dialect } from "../../sql/dialect.ts";
import { around, qualifierOf, type Refactoring } from "../refactoring.ts";

export const addJoin: Refactoring = {
  id: "add-join",
  kind: "rewrite",
  summary: "Joins the table of a column that is not in FROM, by its foreign key.",
  examples: [
    {
      schema:
        "CREATE TABLE users (id int PRIMARY KEY, email text); CREATE TABLE orders (id int, user_id int REFERENCES users (id));",
      before: "SELECT o.id, users.email$0 FROM orders o WHERE o.id > 1",
      after:
        "SELECT o.id, users.email FROM orders o JOIN users ON users.id = o.user_id WHERE o.id > 1",
    },
    {
      schema:
        "CREATE TABLE users (id int PRIMARY KEY, email text); CREATE TABLE orders (id int, user_id int REFERENCES users (id));",
      before: "SELECT email$0 FROM orders",
      after: "SELECT email FROM orders JOIN users ON users.id = orders.user_id",
    },
    {
      schema: "CREATE TABLE users (id int, email text); CREATE TABLE orders (id int);",
      before: "SELECT email$0 FROM orders",
    },
  ],
  offer(place) {
    const { analysis } = place;
    const index =
      analysis.catalog === undefined ? undefined : catalogIndex(analysis.catalog, place.dialect);
    const column = around(place, "column");
    const select = around(place, "select");
    const found = column === undefined ? undefined : analysis.resolve(column);
    const owner = select === undefined ? undefined : analysis.ownScope(select);
    const name = column?.parts.at(-1);
    if (
      index === undefined ||
      found?.tag !== "unknown" ||
      select?.from === undefined ||
      owner === undefined ||
      column === undefined ||
      name === undefined
    ) {
      return undefined;
    }
    const qualifier = column.parts.slice(0, -1);
    const named = qualifier.length === 0 ? undefined : index.table(qualifier);
    const targets =
      qualifier.length === 0
        ? index.tablesWithColumn(place.dialect.foldName(name.text, name.quoted))
        : named === undefined
          ? []
          : [named];
    for (const relation of owner.ownRelations) {
      const own = qualifierOf(relation, place);
      for (const target of targets) {
        const text =
          own === undefined || relation.table === undefined
            ? undefined
            : joined(place.dialect, relation.table, own, target);
        if (text !== undefined) {
          const { end } = select.from;
          return { title: "Add the missing join", edits: [{ range: { start: end, end }, text }] };
        }
      }
    }
    return undefined;
  },
};

function joined(dialect: Dialect, from: Table, own: string, target: Table): string | undefined {
  const other = dialect.writeName(target.name);
  const pairs = (key: ForeignKey, to: Table): readonly (readonly [string, string])[] => {
    const targets = key.targets.length > 0 ? key.targets : (to.primaryKey?.columns ?? []);
    return key.columns.map((it, position) => [it, targets[position] ?? ""]);
  };
  const points = (key: ForeignKey, to: Table) =>
    key.table.name === to.name && key.table.schema === to.schema;
  const out = from.foreignKeys.find((it) => points(it, target));
  const back = target.foreignKeys.find((it) => points(it, from));
  const equal =
    out !== undefined
      ? pairs(out, target).map(([a, b]) => [b, a] as const)
      : back !== undefined
        ? pairs(back, from)
        : [];
  return equal.length === 0 || equal.some(([a, b]) => a === "" || b === "")
    ? undefined
    : ` JOIN ${other} ON ${equal
        .map(([a, b]) => `${other}.${dialect.writeName(a)} = ${own}.${dialect.writeName(b)}`)
        .join(` AND `)}`;
}
