import type { Query } from "../../sql/ast.ts";
import {
  bareQuery,
  freshName,
  isCorrelated,
  type Place,
  type Refactoring,
} from "../refactoring.ts";

const SCHEMA = "CREATE TABLE users (id int, email text);";

export const extractCte: Refactoring = {
  id: "extract-cte",
  kind: "extract",
  summary: "Moves the subquery at the cursor into a common table expression.",
  keepsResult: true,
  examples: [
    {
      schema: SCHEMA,
      before: "SELECT u.id FROM ($0SELECT id FROM users) u",
      after: "WITH u2 AS (\n  SELECT id FROM users\n)\nSELECT u.id FROM u2 u",
    },
    {
      schema: SCHEMA,
      before: "SELECT 1 WHERE 2 IN ($0SELECT id FROM users)",
      after:
        "WITH subquery AS (\n  SELECT id FROM users\n)\nSELECT 1 WHERE 2 IN (SELECT * FROM subquery)",
    },
    {
      schema: SCHEMA,
      before: "WITH a AS (SELECT 1 AS x) SELECT * FROM a, ($0SELECT id FROM users) b",
      after: "WITH a AS (SELECT 1 AS x),\nb2 AS (\n  SELECT id FROM users\n) SELECT * FROM a, b2 b",
    },
    // A subquery that looks outside cannot move.
    {
      schema: SCHEMA,
      before: "SELECT * FROM users u WHERE EXISTS ($0SELECT 1 FROM users x WHERE x.id = u.id)",
    },
    { schema: SCHEMA, before: "$0SELECT id FROM users" },
  ],
  offer(place) {
    const owner = ownerOf(place);
    const root = place.analysis.root;
    if (
      owner === undefined ||
      (root.kind !== "select" && root.kind !== "compound") ||
      !place.dialect.can("cte") ||
      isCorrelated(owner.query, place)
    ) {
      return undefined;
    }
    const { query, alias, range } = owner;
    const name = freshName(alias ?? "subquery", place);
    const written = place.dialect.writeName(name);
    const body = `${written} AS (\n  ${bareQuery(query, place).replaceAll("\n", "\n  ")}\n)`;
    const head = root.with;
    const last = head?.ctes.at(-1);
    const definition =
      last === undefined
        ? { range: { start: root.start, end: root.start }, text: `WITH ${body}\n` }
        : { range: { start: last.end, end: last.end }, text: `,\n${body}` };
    const use = alias === undefined ? `(SELECT * FROM ${written})` : written;
    return {
      title: "Extract to a common table expression",
      edits: [definition, { range, text: use }],
    };
  },
};

interface Owner {
  readonly query: Query;
  readonly alias?: string | undefined;
  /** The brackets with the query. */
  readonly range: { readonly start: number; readonly end: number };
}

/** The innermost subquery around the cursor, with what stands around it. */
function ownerOf(place: Place): Owner | undefined {
  for (const it of place.path.toReversed()) {
    switch (it.kind) {
      case "derived-table": {
        const { query, alias } = it;
        const range = { start: it.start, end: alias?.start ?? it.end };
        const text = place.text(range).trimEnd();
        return it.lateral || alias === undefined || alias.columns !== undefined
          ? undefined
          : {
              query,
              alias: alias.name.text,
              range: { start: it.start, end: it.start + text.length },
            };
      }
      case "subquery":
        return { query: it.query, range: it };
      case "in":
      case "exists":
        if (
          it.query !== undefined &&
          it.query.start <= place.offset &&
          place.offset <= it.query.end
        ) {
          return it.kind === "exists"
            ? undefined
            : { query: it.query, range: bracketed(it.query, place) };
        }
        break;
      case "cte":
        return undefined;
      default:
    }
  }
  return undefined;
}

/** The range of a query with the brackets around it. */
function bracketed(query: Query, place: Place): { readonly start: number; readonly end: number } {
  if (query.parenthesized === true) {
    return query;
  }
  const { text } = place.statement;
  const before = /\(\s*$/u.exec(text.slice(0, query.start));
  const after = /^\s*\)/u.exec(text.slice(query.end));
  return before === null || after === null
    ? query
    : { start: before.index, end: query.end + after[0].length };
}
