import type { Insert } from "../../sql/ast.ts";
import { parse } from "../../sql/parse.ts";
import type { Statement } from "../../sql/script.ts";
import { around, type Refactoring } from "../refactoring.ts";

export const mergeInserts: Refactoring = {
  id: "merge-inserts",
  kind: "rewrite",
  summary:
    "Puts the rows of the INSERTs that follow into this one, where they fill the same columns.",
  examples: [
    {
      before:
        "INSERT INTO t (a) $0VALUES (1);\nINSERT INTO t (a) VALUES (2);\nINSERT INTO t (a) VALUES (3);\nSELECT 1",
      after: "INSERT INTO t (a) VALUES (1),\n  (2),\n  (3);\nSELECT 1",
    },
    { before: "INSERT INTO t (a) $0VALUES (1);\nINSERT INTO t (b) VALUES (2)" },
    { before: "INSERT INTO t (a) $0VALUES (1)" },
  ],
  offer(place) {
    const insert = around(place, "insert");
    if (insert === undefined || insert !== place.analysis.root || !isPlain(insert)) {
      return undefined;
    }
    const head = headOf(insert, place.statement);
    const { statements, starts } = place.script;
    const rows: string[] = [];
    let { end } = insert;
    for (let at = statements.indexOf(place.statement) + 1; at < statements.length; at += 1) {
      const next = statements[at];
      const root = next === undefined ? undefined : parse(next).root;
      if (
        next === undefined ||
        root?.kind !== "insert" ||
        root.source?.kind !== "values" ||
        !isPlain(root) ||
        headOf(root, next) !== head ||
        /--|\/\*/u.test(next.text)
      ) {
        break;
      }
      rows.push(...root.source.rows.map((it) => next.text.slice(it.start, it.end)));
      end = (starts[at] ?? 0) - place.start + root.end;
    }
    return rows.length === 0
      ? undefined
      : {
          title: `Merge ${rows.length + 1} rows into one INSERT`,
          edits: [
            { range: { start: insert.end, end }, text: rows.map((it) => `,\n  ${it}`).join("") },
          ],
        };
  },
};

function isPlain(it: Insert): boolean {
  return (
    it.source?.kind === "values" &&
    it.returning === undefined &&
    it.conflict === undefined &&
    it.with === undefined &&
    it.rowAlias === undefined
  );
}

/** What stands before the rows, without differences of layout. */
function headOf(it: Insert, statement: Statement): string {
  const first = it.source?.kind === "values" ? it.source.rows[0]?.start : undefined;
  return statement.text
    .slice(it.start, first ?? it.end)
    .replaceAll(/\s+/gu, " ")
    .trim()
    .toLowerCase();
}
