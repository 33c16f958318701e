import { around, hasComment, type Refactoring } from "../refactoring.ts";

export const splitInsert: Refactoring = {
  id: "split-insert",
  kind: "rewrite",
  summary: "Makes one INSERT of each row.",
  examples: [
    {
      before: "INSERT INTO t (a, b) VALUES (1, 'x'), $0(2, 'y')",
      after: "INSERT INTO t (a, b) VALUES (1, 'x');\nINSERT INTO t (a, b) VALUES (2, 'y')",
    },
    { before: "INSERT INTO t (a) VALUES ($01)" },
  ],
  offer(place) {
    const insert = around(place, "insert");
    const source = insert?.source;
    if (insert === undefined || source?.kind !== "values" || source.rows.length < 2) {
      return undefined;
    }
    const [first] = source.rows;
    const last = source.rows.at(-1);
    if (
      first === undefined ||
      last === undefined ||
      insert.returning !== undefined ||
      insert.with !== undefined ||
      hasComment(insert, place)
    ) {
      return undefined;
    }
    const head = place.text({ start: insert.start, end: first.start });
    const tail = place.text({ start: last.end, end: insert.end });
    const text = source.rows.map((it) => `${head}${place.text(it)}${tail}`).join(";\n");
    return {
      title: `Split into ${source.rows.length} statements`,
      edits: [{ range: insert, text }],
    };
  },
};
