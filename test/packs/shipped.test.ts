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

/** Stand for any type in a signature. */
const VARIABLES =
  /^(any|anyelement|anyarray|anynonarray|anyenum|anyrange|anymultirange|anycompatible\w*|record|keyword|void)$/u;

test.each(store.names())("%s knows every type its functions name", (engine) => {
  const loaded = store.load(engine);
  const { types, functions } = loaded.ok ? loaded.value : { types: {}, functions: [] };
  const known = new Set(
    Object.entries(types).flatMap(([name, it]) => [name, ...(it.aliases ?? [])]),
  );
  const named = functions.flatMap((it) => [
    ...[
      ...it.args,
      it.returns,
      ...(it.withinGroup ?? []),
      ...(it.columns ?? []).map(([, type]) => type),
    ].map((type) => `${type.replace(/(\[\])+$/u, "")} in ${it.name}`),
  ]);
  const unknown = named.filter((it) => {
    const [type = ""] = it.split(" in ");
    return !known.has(type) && !VARIABLES.test(type);
  });
  expect([...new Set(unknown)]).toEqual([]);
});
