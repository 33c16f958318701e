/** Every hazard's examples: found where they say, with the lock they say, and not on good text. */
import { describe, expect, test } from "vitest";
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import { migrationFindings } from "../../server/src/migrations/findings.ts";
import type {
  HazardExample,
  HazardRule,
  MigrationFinding,
} from "../../server/src/migrations/hazard.ts";
import { HAZARDS } from "../../server/src/migrations/hazards/index.ts";
import { testDialect } from "../packs.ts";

function found(rule: HazardRule, example: HazardExample, sql: string): readonly MigrationFinding[] {
  const dialect = testDialect(example.dialect, example.version);
  const catalog =
    example.schema === undefined ? undefined : catalogFromScript(example.schema, dialect);
  return migrationFindings({ sql, dialect, catalog, rules: [rule] });
}

function lockText({ lock }: MigrationFinding): string {
  return lock === undefined
    ? ""
    : [
        [lock.algorithm, lock.mode].filter((it) => it !== undefined).join(" "),
        lock.blocks,
        ...(lock.rewrite ? ["rewrite"] : []),
      ].join(", ");
}

describe.each(HAZARDS.map((it) => [it.id, it] as const))("%s", (_, rule) => {
  test.each(rule.examples.map((it, index) => [index, it] as const))(
    "example %i",
    (_index, example) => {
      if (example.good !== undefined) {
        expect(found(rule, example, example.good).map((it) => it.message)).toEqual([]);
      }
      if (example.bad === undefined) {
        return;
      }
      const [first] = found(rule, example, example.bad);
      expect(first?.rule).toBe(rule.id);
      if (first !== undefined && example.lock !== undefined) {
        expect(lockText(first)).toBe(example.lock);
      }
      if (first !== undefined && example.safer !== undefined) {
        expect(first.saferSql).toBe(example.safer);
      }
    },
  );
});
