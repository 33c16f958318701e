/** The examples that packs carry, all of them. */
import { expect, test } from "vitest";
import { exampleProblems, exampleTitle } from "../../server/src/workspace/pack-examples.ts";
import { builtInPacks, packStore } from "../../server/src/workspace/packs.ts";
import { TEST_ENGINES, testDialect } from "../packs.ts";

const store = packStore([builtInPacks()]);

const EXAMPLES = store.names().flatMap((engine) => {
  const own = store.own(engine);
  return (own.ok ? (own.value.examples ?? []) : []).map(
    (it) => [`${engine} ${exampleTitle(it)}`, engine, it] as const,
  );
});

test.each(EXAMPLES)("%s", (_title, engine, example) => {
  const dialectOf = (name: string) => (TEST_ENGINES.includes(name) ? testDialect(name) : undefined);
  expect(exampleProblems(example, testDialect(engine), dialectOf)).toEqual([]);
});

test("every pack has examples", () => {
  const without = store.names().filter((engine) => !EXAMPLES.some(([, it]) => it === engine));
  expect(without).toEqual([]);
});
