import { around, type Refactoring } from "../refactoring.ts";

export const insertValuesToSelect: Refactoring = {
  id: "insert-values-to-select",
  kind: "rewrite",
  summary: "Turns the rows of `INSERT … VALUES` into queries, ready to be given a FROM.",
  examples: [
    {
      before: "INSERT INTO t (a, b) $0VALUES (1, 'x'), (2, 'y')",
      after: "INSERT INTO t (a, b) SELECT 1, 'x' UNION ALL SELECT 2, 'y'",
    },
    { before: "INSERT INTO t (a, b) VALUES ($0DEFAULT, 1)" },
    { before: "INSERT INTO t (a) $0SELECT 1" },
  ],
  offer(place) {
    const source = around(place, "insert")?.source;
    if (source?.kind !== "values" || source.rows.length > 100) {
      return undefined;
    }
    if (source.rows.some((row) => row.values.some((it) => it.kind === "default"))) {
      return undefined;
    }
    const rows = source.rows.map(
      (it) => `SELECT ${it.values.map((one) => place.text(one)).join(", ")}`,
    );
    return {
      title: "Convert VALUES to SELECT",
      edits: [{ range: source, text: rows.join(" UNION ALL ") }],
    };
  },
};
