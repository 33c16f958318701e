import { bodyOf, freshName, type Refactoring } from "../refactoring.ts";

export const prepare: Refactoring = {
  id: "prepare",
  kind: "extract",
  summary: "Turns a statement into a prepared one.",
  examples: [
    {
      before: "SELECT$0 a FROM t WHERE b = $1;",
      after: "PREPARE new_query AS\nSELECT a FROM t WHERE b = $1;",
    },
    {
      dialect: "mysql",
      before: "SELECT$0 a FROM t WHERE b = 'x';",
      after: "PREPARE new_query FROM 'SELECT a FROM t WHERE b = ''x''';",
    },
    { dialect: "sqlite", before: "SELECT$0 1;" },
  ],
  offer(place) {
    const { dialect } = place;
    const { root } = place.analysis;
    const body = bodyOf(place);
    if (!PREPARED.has(root.kind) || !dialect.can("prepare")) {
      return undefined;
    }
    const name = freshName("new_query", place);
    // Where variables belong to the session, a statement is prepared from a string.
    const edit = dialect.can("user-variables")
      ? { range: body, text: `PREPARE ${name} FROM '${place.text(body).replaceAll("'", "''")}'` }
      : { range: { start: body.start, end: body.start }, text: `PREPARE ${name} AS\n` };
    return { title: "Turn into a prepared statement", edits: [edit] };
  },
};

const PREPARED: ReadonlySet<string> = new Set([
  "select",
  "compound",
  "values",
  "insert",
  "update",
  "delete",
]);
