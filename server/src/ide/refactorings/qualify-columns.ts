import { descendants } from "../../sql/walk.ts";
import { qualifierOf, type Refactoring } from "../refactoring.ts";

const SCHEMA =
  "CREATE TABLE users (id int, email text); CREATE TABLE orders (id int, user_id int, total int);";

export const qualifyColumns: Refactoring = {
  id: "qualify-columns",
  kind: "rewrite",
  summary: "Puts the table or its alias before every column of the statement.",
  keepsResult: true,
  examples: [
    {
      schema: SCHEMA,
      before: "SELECT $0email, total FROM users u JOIN orders o ON user_id = u.id WHERE total > 3",
      after:
        "SELECT u.email, o.total FROM users u JOIN orders o ON o.user_id = u.id WHERE o.total > 3",
    },
    {
      schema: SCHEMA,
      before: "SELECT $0email AS e FROM users ORDER BY e",
      after: "SELECT users.email AS e FROM users ORDER BY e",
    },
    { schema: SCHEMA, before: "SELECT $0u.email FROM users u" },
    { schema: SCHEMA, before: "UPDATE users SET $0email = 'x'" },
  ],
  offer(place) {
    const { analysis } = place;
    const edits = descendants(analysis.root).flatMap((it) => {
      if (it.kind !== "column" || it.parts.length !== 1) {
        return [];
      }
      const found = analysis.resolve(it);
      if (found.tag !== "column" || found.merged !== undefined || isTarget(it)) {
        return [];
      }
      const qualifier = qualifierOf(found.relation, place);
      return qualifier === undefined
        ? []
        : [{ range: { start: it.start, end: it.start }, text: `${qualifier}.` }];
    });
    const isQuery = analysis.root.kind === "select" || analysis.root.kind === "compound";
    return edits.length === 0 || !isQuery ? undefined : { title: "Qualify all columns", edits };

    /** The column that a SET or a column list names takes no qualifier in most engines. */
    function isTarget(column: { readonly start: number }): boolean {
      return descendants(analysis.root).some(
        (it) =>
          (it.kind === "set-item" && it.targets.some((one) => one.start === column.start)) ||
          (it.kind === "insert" && it.columns?.some((one) => one.start === column.start) === true),
      );
    }
  },
};
