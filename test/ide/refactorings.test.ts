/** Every refactoring's examples: what it makes of them, that it can be read, and that it keeps its promise. */
import { describe, expect, test } from "vitest";
import { analyze } from "../../server/src/analysis/analyze.ts";
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import type { View } from "../../server/src/analysis/view.ts";
import { applyEdits } from "../../server/src/base/text.ts";
import { type RefactoringExample, refactored } from "../../server/src/ide/refactoring.ts";
import { REFACTORINGS } from "../../server/src/ide/refactorings/index.ts";
import { parse } from "../../server/src/sql/parse.ts";
import { script } from "../../server/src/sql/script.ts";
import { testDialect } from "../packs.ts";

function viewOf(example: RefactoringExample, text: string): View {
  const dialect = testDialect(example.dialect ?? "postgres");
  const catalog =
    example.schema === undefined ? undefined : catalogFromScript([example.schema], dialect);
  return { script: script(text, dialect), dialect, catalog };
}

function problems(view: View): readonly string[] {
  return view.script.statements.flatMap((it) => parse(it).problems.map((one) => one.message));
}

/** Names and types of the columns that the last query answers with. */
function columns(view: View): readonly string[] {
  const last = view.script.statements.findLast((it) => it.tokens.count > 0);
  if (last === undefined) {
    return [];
  }
  const analysis = analyze(last, view.catalog);
  const { root } = analysis;
  return root.kind === "select" || root.kind === "compound"
    ? analysis.resultSet(root).columns.map((it) => `${it.name} ${it.type.kind}`)
    : [];
}

describe.each(REFACTORINGS.map((it) => [it.id, it] as const))("%s", (_, refactoring) => {
  test.each(refactoring.examples.map((it, index) => [index, it] as const))(
    "example %i",
    (_index, example) => {
      const offset = example.before.indexOf("$0");
      const text = example.before.replace("$0", "");
      const view = viewOf(example, text);
      expect(problems(view), "the example is valid SQL").toEqual([]);
      const [offer] = refactored([refactoring], view, offset);
      const made = offer === undefined ? undefined : applyEdits(text, offer.edits);
      expect(made).toBe(example.after);
      if (made === undefined) {
        return;
      }
      const after = viewOf(example, made);
      expect(problems(after), "the result is valid SQL").toEqual([]);
      if (refactoring.keepsResult === true) {
        expect(columns(after)).toEqual(columns(view));
      }
    },
  );
});

test("broken and empty text is no danger", () => {
  for (const text of [
    "",
    ";",
    "SELECT",
    "SELECT * FROM",
    "INSERT INTO t (a) VALUES",
    "WITH a AS (SELECT",
  ]) {
    for (let offset = 0; offset <= text.length; offset += 1) {
      expect(() => refactored(REFACTORINGS, viewOf({ before: text }, text), offset)).not.toThrow();
    }
  }
});
