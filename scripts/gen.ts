/**
 * Writes every file that is made from others: `npm run gen`. `test/fresh.test.ts` makes the same
 * texts and fails when a committed file differs.
 *
 * To generate another file, add a section: where it goes and how its text is made. A section reads
 * the repository and nothing else, so that the same commit always gives the same bytes.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  configSchemaText,
  embeddedGrammarText,
  engines,
  extrasGrammarText,
  grammarText,
} from "./gen/grammars.ts";
import { hazardList, hazardsReference } from "./gen/hazards.ts";
import { packSchemaText, packsReference } from "./gen/packs.ts";
import { refactoringList, refactoringsReference } from "./gen/refactorings.ts";
import { ruleList, rulesReference } from "./gen/rules.ts";
import { translationReference } from "./gen/translation.ts";

/** One generated file. */
export interface Section {
  /** Path from the root of the repository. */
  readonly path: string;
  /** The whole text of the file. */
  readonly make: () => string | Promise<string>;
}

export const SECTIONS: readonly Section[] = [
  { path: "wirepacks/pack.schema.json", make: packSchemaText },
  { path: "docs/packs.md", make: packsReference },
  { path: "server/src/intelligence/generated/rules.ts", make: ruleList },
  { path: "docs/rules.md", make: rulesReference },
  { path: "server/src/migrations/hazards/index.ts", make: hazardList },
  { path: "docs/hazards.md", make: hazardsReference },
  { path: "docs/translation.md", make: translationReference },
  { path: "server/src/ide/refactorings/index.ts", make: refactoringList },
  { path: "docs/refactorings.md", make: refactoringsReference },
  { path: "schemas/sqlx.schema.json", make: configSchemaText },
  { path: "syntaxes/embedded.injection.json", make: embeddedGrammarText },
  { path: "syntaxes/sql-extras.injection.json", make: extrasGrammarText },
  ...engines().map((engine) => ({
    path: `syntaxes/${engine}.tmLanguage.json`,
    make: () => grammarText(engine),
  })),
];

/** The root of the repository. */
export const ROOT = join(import.meta.dirname, "..");

async function main(): Promise<void> {
  for (const { path, make } of SECTIONS) {
    const text = await make();
    const file = join(ROOT, path);
    if (textOf(file) !== text) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      console.log(`wrote ${path}`);
    }
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main();
}
