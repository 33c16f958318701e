/** Every rule's examples: flagged where they say, fixed as they say, silent after the fix and on good text. */
import { describe, expect, test } from "vitest";
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import type { View } from "../../server/src/analysis/view.ts";
import { applyEdits } from "../../server/src/base/text.ts";
import { withStatistics } from "../../server/src/cli/statistics.ts";
import { findings, ruleSet } from "../../server/src/intelligence/findings.ts";
import { RULES } from "../../server/src/intelligence/generated/rules.ts";
import { problemFindings } from "../../server/src/intelligence/problems.ts";
import type { Finding, Rule, RuleExample } from "../../server/src/intelligence/rule.ts";
import { script } from "../../server/src/sql/script.ts";
import { fixture } from "../fixture.ts";
import { testDialect } from "../packs.ts";

function viewOf(example: RuleExample, text: string): View {
  const dialect = testDialect(example.dialect ?? "postgres");
  const catalog =
    example.schema === undefined ? undefined : catalogFromScript(example.schema, dialect);
  return {
    script: script(text, dialect),
    dialect,
    catalog:
      catalog === undefined || example.statistics === undefined
        ? catalog
        : withStatistics(catalog, example.statistics as never, dialect),
  };
}

function found(rule: Rule, example: RuleExample, text: string): readonly Finding[] {
  const view = viewOf(example, text);
  expect(problemFindings(view), "the example is valid SQL").toEqual([]);
  return findings(view, ruleSet([rule], { [rule.id]: rule.severity }));
}

describe.each(RULES.map((it) => [it.id, it] as const))("%s", (_, rule) => {
  test.each(rule.examples.map((it, index) => [index, it] as const))(
    "example %i",
    (_index, example) => {
      if (example.good !== undefined) {
        expect(found(rule, example, example.good).map((it) => it.message)).toEqual([]);
      }
      if (example.bad === undefined) {
        return;
      }
      const given = fixture(example.bad);
      const reports = found(rule, example, given.text);
      const shown = reports.map((it, index) => ({
        text: given.text.slice(it.range.start, it.range.end),
        // A label without words accepts any message.
        message: given.labels[index]?.text === "" ? "" : it.message,
      }));
      expect(shown).toEqual(
        given.labels.map((it) => ({
          text: given.text.slice(it.range.start, it.range.end),
          message: it.text,
        })),
      );
      expect(reports.length).toBeGreaterThan(0);
      if (example.fixed !== undefined) {
        const fixed = applyEdits(
          given.text,
          reports.flatMap((it) => it.fixes[0]?.edits ?? []),
        );
        expect(fixed.trim()).toBe(example.fixed.trim());
        expect(found(rule, example, fixed)).toEqual([]);
      }
    },
  );
});

test("ids are the file names, and every rule explains itself", () => {
  for (const rule of RULES) {
    expect(rule.id).toMatch(/^(perf|correctness|security|schema|style)\/[a-z0-9-]+$/u);
    for (const text of [rule.summary, rule.why, rule.advice]) {
      expect(text, rule.id).toMatch(/[.!)]$/u);
    }
    expect(
      rule.examples.some((it) => it.bad !== undefined),
      rule.id,
    ).toBe(true);
    expect(
      rule.examples.some((it) => it.good !== undefined),
      rule.id,
    ).toBe(true);
  }
});
