/** Real packs for tests, read from the repository. */

import type { Dialect } from "../server/src/sql/dialect.ts";
import { compileDialect } from "../server/src/sql/dialect.ts";
import type { Pack } from "../server/src/wirevm/packs/pack.ts";
import { packStore } from "../server/src/workspace/packs.ts";

const store = packStore();

/** The pack of an engine with its parents merged in; the same object every time. */
export function testPack(engine: string): Pack {
  const pack = store.load(engine);
  if (!pack.ok) {
    throw new Error(`${pack.error.path}: ${pack.error.message}`);
  }
  return pack.value;
}

/** The dialect of an engine, at the version its pack assumes or at another one. */
export function testDialect(engine: string, version?: string): Dialect {
  const pack = testPack(engine);
  return version === undefined ? compileDialect(pack) : compileDialect(pack, version);
}

/** Names of all packs there are. */
export const TEST_ENGINES: readonly string[] = store.names();
