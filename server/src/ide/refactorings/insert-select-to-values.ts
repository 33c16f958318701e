import { around, type Refactoring } from "../refactoring.ts";

export const insertSelectToValues: Refactoring = {
  id: "insert-select-to-values",
  kind: "rewrite",
  summary: "Turns `INSERT … SELECT` of constants into VALUES.",
  examples: [
    {
      before: "INSERT INTO t (a, b) $0SELECT 1, 'x'",
      after: "INSERT INTO t (a, b) VALUES (1, 'x')",
    },
    { before: "INSERT INTO t (a) $0SELECT id FROM u" },
  ],
  offer(place) {
    const source = around(place, "insert")?.source;
    if (
      source?.kind !== "select" ||
      source.from !== undefined ||
      source.where !== undefined ||
      source.with !== undefined ||
      source.limit !== undefined ||
      source.items.some((it) => it.expression.kind === "star")
    ) {
      return undefined;
    }
    const values = source.items.map((it) => place.text(it.expression));
    return {
      title: "Convert SELECT to VALUES",
      edits: [{ range: source, text: `VALUES (${values.join(", ")})` }],
    };
  },
};
