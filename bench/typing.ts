/**
 * Typing in a large world: completion and findings after each of 200 keystrokes in the middle of a
 * 5,000-line file, on a catalog of 2,000 and of 20,000 tables. `npm run bench`.
 */
import { catalogFromScript } from "../server/src/analysis/catalog-from-script.ts";
import type { View } from "../server/src/analysis/view.ts";
import { completions } from "../server/src/ide/completions.ts";
import { findings, ruleSet } from "../server/src/intelligence/findings.ts";
import { RULES } from "../server/src/intelligence/generated/rules.ts";
import { compileDialect } from "../server/src/sql/dialect.ts";
import { editScript, script } from "../server/src/sql/script.ts";
import { packStore } from "../server/src/workspace/packs.ts";
import { largeFile, largeSchema, ms, N_TABLES, percentile } from "./world.ts";

const TYPED =
  "SELECT t.column_1, t.column_2, p.id FROM table_77 t JOIN table_76 p ON p.id = t.parent_id WHERE t.column_3 > 5 AND p.column_4 LIKE 'abc%' GROUP BY t.column_1, t.column_2, p.id ORDER BY t.column_1;\n";

export function typing(nTables: number): void {
  const loaded = packStore().load("postgres");
  if (!loaded.ok) {
    throw new Error(loaded.error.message);
  }
  const dialect = compileDialect(loaded.value);
  const started = performance.now();
  const catalog = catalogFromScript(largeSchema(nTables), dialect);
  const ready = performance.now() - started;
  const text = largeFile(undefined, Math.min(nTables, N_TABLES));
  const middle = text.indexOf("SELECT", text.length / 2);
  let current = script(text, dialect);
  const set = ruleSet(RULES);
  const view = (): View => ({ script: current, dialect, catalog });
  const first = performance.now();
  findings(view(), set);
  const cold = performance.now() - first;
  const complete: number[] = [];
  const analyze: number[] = [];
  for (let i = 0; i < Math.min(200, TYPED.length); i += 1) {
    const at = middle + i;
    let from = performance.now();
    current = editScript(current, [{ range: { start: at, end: at }, text: TYPED[i] ?? "" }]);
    completions(view(), at + 1);
    complete.push(performance.now() - from);
    from = performance.now();
    findings(view(), set);
    analyze.push(performance.now() - from);
  }
  const memory = Math.round(process.memoryUsage().rss / 1_000_000);
  console.log(
    `${nTables} tables: catalog from DDL ${ms(ready)}; findings cold ${ms(cold)}; completion after a keystroke p50 ${ms(percentile(complete, 50))}, p95 ${ms(percentile(complete, 95))}, max ${ms(Math.max(...complete))}; findings p50 ${ms(percentile(analyze, 50))}, p95 ${ms(percentile(analyze, 95))}; RSS ${memory} MB`,
  );
}

typing(N_TABLES);
typing(N_TABLES * 10);
