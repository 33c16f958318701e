/**
 * Programs that build SQL, dangerous ones beside safe twins: what is flagged, what is not, and the two
 * rates. A case is a title (`== vulnerable: …` or `== safe: …`) and a program.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hostFindings } from "../../server/src/host/rule.ts";
import { HOST_RULES } from "../../server/src/host/rules/index.ts";
import { isHostLanguage } from "../../server/src/host/tree.ts";
import { ruleSet } from "../../server/src/intelligence/findings.ts";
import { hostTree, loadGrammar } from "../../server/src/workspace/host-grammars.ts";
import { testDialect } from "../packs.ts";

const FOLDER = join(import.meta.dirname, "corpus");
const RULE = "security/sql-injection-concat";
const LEAST_RECALL = 0.95;
const MOST_FALSE_ALARMS = 0.03;

test("dangerous programs are flagged and their safe twins are not", async () => {
  const missed: string[] = [];
  const wrong: string[] = [];
  let vulnerable = 0;
  let safe = 0;
  for (const file of readdirSync(FOLDER).sort()) {
    const language = file.split(".")[0]?.replace(/-.*$/u, "") ?? "";
    if (!isHostLanguage(language)) {
      throw new Error(`${file} names no host language`);
    }
    await loadGrammar(language);
    for (const part of readFileSync(join(FOLDER, file), "utf8").split(/^== /mu).slice(1)) {
      const [title = "", ...lines] = part.split("\n");
      const tree = hostTree(language, lines.join("\n"));
      const found =
        tree === undefined
          ? []
          : hostFindings(
              tree,
              testDialect(language === "csharp" ? "tsql" : "postgres"),
              undefined,
              ruleSet(HOST_RULES),
              HOST_RULES,
            ).filter((it) => it.rule === RULE);
      if (title.startsWith("vulnerable")) {
        vulnerable += 1;
        if (found.length === 0) missed.push(`${language} ${title}`);
      } else {
        safe += 1;
        if (found.length > 0) wrong.push(`${language} ${title}: ${found[0]?.message ?? ""}`);
      }
    }
  }
  process.stdout.write(
    `${vulnerable - missed.length}/${vulnerable} dangerous programs flagged, ${wrong.length}/${safe} safe ones\n${[...missed, ...wrong].join("\n")}\n`,
  );
  expect(missed.length / vulnerable, missed.join("\n")).toBeLessThanOrEqual(1 - LEAST_RECALL);
  expect(wrong.length / safe, wrong.join("\n")).toBeLessThanOrEqual(MOST_FALSE_ALARMS);
});
