/** Every pack we ship is checked here, so that a start need not check it again. */
import { expect, test } from "vitest";
import { builtInPacks, packStore, readPack } from "../../server/src/workspace/packs.ts";

const store = packStore([builtInPacks()]);

test.each(store.names())("%s is a valid pack", (engine) => {
  expect(readPack(store.folder(engine) ?? "", engine)).toMatchObject({ ok: true });
  expect(store.load(engine)).toMatchObject({ ok: true });
});

test.each(store.names())("%s lists every word once and in upper case", (engine) => {
  const own = store.own(engine);
  const lists = own.ok ? Object.values(own.value.keywords ?? {}) : [];
  for (const list of lists.filter((it) => Array.isArray(it))) {
    expect(list).toEqual([...new Set(list.map((it) => it.toUpperCase()))]);
  }
});

test.each(store.names())("%s names its types once", (engine) => {
  const pack = store.load(engine);
  const types = pack.ok ? pack.value.types : {};
  const spellings = Object.entries(types).flatMap(([name, it]) => [name, ...(it.aliases ?? [])]);
  expect(spellings.filter((it, index) => spellings.indexOf(it) !== index)).toEqual([]);
});
