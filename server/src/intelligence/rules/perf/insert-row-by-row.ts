import type { StatementNode } from "../../../sql/ast.ts";
import type { Rule } from "../../rule.ts";

const MANY = 3;

export const insertRowByRow: Rule = {
  id: "perf/insert-row-by-row",
  severity: "info",
  needs: [],
  summary: "Several inserts of one row each into one table.",
  why: "Each is a round trip and, outside a transaction, a flush of the log.",
  advice: "Insert many rows with one statement, or use the bulk loader.",
  examples: [
    {
      bad: `
INSERT INTO t (a) VALUES (1); INSERT INTO t (a) VALUES (2); INSERT INTO t (a) VALUES (3);
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 3 inserts of one row each into t could be one.`,
    },
    { good: "INSERT INTO t (a) VALUES (1), (2), (3);" },
    {
      good: "INSERT INTO t (a) VALUES (1); INSERT INTO u (a) VALUES (2); INSERT INTO t (a) VALUES (3);",
    },
  ],
  visitScript({ script, roots, report }) {
    let run: number[] = [];
    let key: string | undefined;
    const flush = (): void => {
      const [first] = run;
      const last = run.at(-1);
      const from = first === undefined ? undefined : roots[first];
      const to = last === undefined ? undefined : roots[last];
      if (run.length >= MANY && from !== undefined && to !== undefined) {
        report({
          range: {
            start: (script.starts[first ?? 0] ?? 0) + from.start,
            end: (script.starts[last ?? 0] ?? 0) + to.end,
          },
          message: `${run.length} inserts of one row each into ${key?.split("(")[0]?.trim()} could be one.`,
        });
      }
      run = [];
    };
    roots.forEach((root, index) => {
      if (root.kind === "empty") {
        return;
      }
      const text = script.statements[index]?.text ?? "";
      const next = keyOf(root, text);
      if (next !== key) {
        flush();
      }
      key = next;
      if (next !== undefined) {
        run.push(index);
      }
    });
    flush();
  },
};

/** What one-row inserts must share to be one statement. */
function keyOf(root: StatementNode, text: string): string | undefined {
  if (
    root.kind !== "insert" ||
    root.source?.kind !== "values" ||
    root.source.rows.length !== 1 ||
    root.returning !== undefined
  ) {
    return undefined;
  }
  const columns = root.columnsRange;
  return text.slice(root.table.start, columns?.end ?? root.table.end).replace(/\s+/gu, " ");
}
