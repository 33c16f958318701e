/**
 * The findings of a migration: its hazards, and what the rules of definitions say about the choices
 * in it (types, keys, indexes), in one list.
 */
import { findings, ruleSet } from "../../intelligence/findings.ts";
import { RULES } from "../../intelligence/generated/rules.ts";
import { analyzeMigration, type FindingsRequest } from "../../migrations/findings.ts";
import type { MigrationFinding } from "../../migrations/hazard.ts";
import { script } from "../../sql/script.ts";

/** Rules of definitions that matter most where a definition is made. */
const CHOICES: ReadonlySet<string> = new Set([
  "schema/int-primary-key",
  "schema/myisam-engine",
  "schema/redundant-index",
  "schema/timestamp-without-timezone",
  "schema/too-wide-index",
]);

const choices = ruleSet(RULES.filter((it) => CHOICES.has(it.id)));

export interface LintFinding extends Omit<MigrationFinding, "statement"> {
  readonly statement?: number | undefined;
}

/** In text order. */
export function lintMigration(request: FindingsRequest): readonly LintFinding[] {
  const { sql, dialect } = request;
  const analyzed = analyzeMigration(request);
  // On what exists afterwards, so that an index is compared with those made beside it.
  const view = { script: script(sql, dialect), dialect, catalog: analyzed.catalog };
  const chosen = findings(view, choices).map(
    (it): LintFinding => ({
      rule: it.rule,
      severity: it.severity,
      range: it.range,
      message: it.message,
      rewritesTable: false,
    }),
  );
  return [...analyzed.findings, ...chosen].sort((a, b) => a.range.start - b.range.start);
}
