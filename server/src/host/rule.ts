/**
 * Rules about programs that talk to databases. A rule is one file in `rules/` with its metadata and
 * examples in several languages; a label `^^^` marks the range that is flagged.
 */
import type { Severity } from "../base/severity.ts";
import type { Range } from "../base/text.ts";
import type { Catalog } from "../catalog/model.ts";
import { findings, type RuleSet, uncovered } from "../intelligence/findings.ts";
import { problemFindings } from "../intelligence/problems.ts";
import type { Finding, Rule } from "../intelligence/rule.ts";
import { suppressions } from "../intelligence/suppressions.ts";
import type { Dialect } from "../sql/dialect.ts";
import { script } from "../sql/script.ts";
import { type EmbeddedStatement, embedded, programOf, toHost, writeAt } from "./embedded.ts";
import type { Stmt } from "./syntax.ts";
import type { HostLanguage, HostTree } from "./tree.ts";

export interface HostExample {
  readonly language: HostLanguage;
  readonly bad?: string;
  readonly good?: string;
}

export interface HostContext {
  readonly tree: HostTree;
  readonly program: readonly Stmt[];
  readonly statements: readonly EmbeddedStatement[];
  text(range: Range): string;
  report(report: {
    readonly range: Range;
    readonly message: string;
    readonly severity?: Severity;
  }): void;
}

/** Has all that other rules have, so that settings, reports and pages need not tell them apart. */
export interface HostRule extends Rule {
  readonly hostExamples: readonly HostExample[];
  readonly check: (context: HostContext) => void;
}

/** Findings of a program in its own offsets: of its SQL, and of how it makes it. */
export function hostFindings(
  tree: HostTree,
  dialect: Dialect,
  catalog: Catalog | undefined,
  set: RuleSet,
  rules: readonly HostRule[],
): readonly Finding[] {
  const statements = embedded(tree, dialect);
  const found: Finding[] = [];
  for (const rule of rules) {
    const severity = set.severity.get(rule.id);
    if (severity === undefined) {
      continue;
    }
    rule.check({
      tree,
      program: programOf(tree),
      statements,
      text: (range) => tree.text.slice(range.start, range.end),
      report: (report) =>
        found.push({
          rule: rule.id,
          severity:
            report.severity !== undefined && severity === rule.severity
              ? report.severity
              : severity,
          range: report.range,
          message: report.message,
          fixes: [],
        }),
    });
  }
  for (const it of statements) {
    found.push(...statementFindings(it, dialect, catalog, set));
  }
  const silenced = suppressions(tree.text);
  return distinct(found)
    .filter((it) => !silenced.silences(it.rule, it.range))
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** Rules whose finding is about one place, however much of the statement is not in sight. */
const LOCAL: ReadonlySet<string> = new Set([
  "perf/select-star",
  "correctness/null-comparison",
  "perf/leading-wildcard",
  "perf/order-by-rand",
]);

function statementFindings(
  it: EmbeddedStatement,
  dialect: Dialect,
  catalog: Catalog | undefined,
  set: RuleSet,
): readonly Finding[] {
  if (it.fragment || it.foreign) {
    return [];
  }
  const view = { script: script(it.sql, dialect), dialect, catalog };
  const whole = it.holes.every((hole) => hole.place === "value" || hole.place === "text");
  // A text of one literal is as its author wrote it; of one put together we may have missed a piece.
  const literals = new Set(it.segments.map((one) => one.literal));
  const problems = it.holes.length === 0 && literals.size === 1 ? problemFindings(view) : [];
  const ofRules = uncovered(findings(view, set), set.rules).filter(
    (one) =>
      (whole || LOCAL.has(one.rule)) &&
      !it.holes.some((hole) => hole.sql.start < one.range.end && one.range.start < hole.sql.end),
  );
  return [...problems, ...ofRules].map((one) => ({
    ...one,
    range: {
      start: toHost(it, one.range.start, "start"),
      end: Math.max(toHost(it, one.range.start, "start"), toHost(it, one.range.end, "end")),
    },
    fixes: one.fixes.flatMap((fix) => {
      const edits = fix.edits.map((edit) => {
        const text = writeAt(it, edit.range, edit.text);
        const empty = edit.range.start === edit.range.end;
        const start = toHost(it, edit.range.start, empty && edit.range.start > 0 ? "end" : "start");
        return text === undefined
          ? undefined
          : { text, range: { start, end: empty ? start : toHost(it, edit.range.end, "end") } };
      });
      return edits.every((edit) => edit !== undefined) ? [{ ...fix, edits }] : [];
    }),
  }));
}

/** One text may belong to several statements: what is said twice is said once. */
function distinct(all: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return all.filter((it) => {
    const key = `${it.rule} ${it.range.start} ${it.range.end}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
