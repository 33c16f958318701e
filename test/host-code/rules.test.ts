/** Rules about programs: their examples, flagged where they say and silent where they must be. */
import { describe, expect, test } from "vitest";
import { hostFindings } from "../../server/src/host/rule.ts";
import { HOST_RULES } from "../../server/src/host/rules/index.ts";
import type { HostLanguage } from "../../server/src/host/tree.ts";
import { ruleSet } from "../../server/src/intelligence/findings.ts";
import { hostTree, loadGrammar } from "../../server/src/workspace/host-grammars.ts";
import { fixture } from "../fixture.ts";
import { testDialect } from "../packs.ts";

async function found(rule: (typeof HOST_RULES)[number], language: HostLanguage, text: string) {
  await loadGrammar(language);
  const tree = hostTree(language, text);
  return tree === undefined
    ? []
    : hostFindings(tree, testDialect("postgres"), undefined, ruleSet([rule]), [rule]).filter(
        (it) => it.rule === rule.id,
      );
}

describe.each(HOST_RULES.map((it) => [it.id, it] as const))("%s", (_, rule) => {
  test.each(rule.hostExamples.map((it, index) => [`${it.language} ${index}`, it] as const))(
    "%s",
    async (_name, example) => {
      if (example.good !== undefined) {
        const good = await found(rule, example.language, example.good);
        expect(good.map((it) => it.message)).toEqual([]);
      }
      if (example.bad !== undefined) {
        const given = fixture(example.bad);
        const reports = await found(rule, example.language, given.text);
        expect(
          reports.map((it) => ({
            text: given.text.slice(it.range.start, it.range.end),
            message: it.message,
          })),
        ).toEqual(
          given.labels.map((it) => ({
            text: given.text.slice(it.range.start, it.range.end),
            message: it.text,
          })),
        );
      }
    },
  );
});
