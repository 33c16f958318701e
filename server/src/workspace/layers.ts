/**
 * A document's own DDL laid over what exists: a table created further up in a script is known further
 * down, with no database asked. What the script drops is kept, since statements before the drop may
 * use it.
 */

import { catalogFromScript } from "../analysis/catalog-from-script.ts";
import { memo } from "../base/memo.ts";
import type { Catalog } from "../catalog/model.ts";
import { parse } from "../sql/parse.ts";
import type { Script, Statement } from "../sql/script.ts";

const CREATES: ReadonlySet<string> = new Set([
  "create-table",
  "create-view",
  "create-object",
  "create-routine",
  "create-index",
  "alter-table",
  "alter-object",
]);

/** Statements that make something; memoised, since most statements make nothing. */
const creates = memo((statement: Statement) => CREATES.has(parse(statement).root.kind));

export function layered(script: Script, base: Catalog | undefined): Catalog | undefined {
  const making = script.statements.filter((it) => creates(it));
  if (making.length === 0) {
    return base;
  }
  const last = kept.get(base ?? NOTHING);
  if (
    last !== undefined &&
    last.statements.length === making.length &&
    last.statements.every((it, index) => it === making[index])
  ) {
    return last.catalog;
  }
  const replayed = catalogFromScript(
    making.map((it) => it.text),
    script.dialect,
    base,
  );
  // A script alone says what it makes and not what else there is.
  const catalog = base === undefined ? { ...replayed, partial: true } : replayed;
  kept.set(base ?? NOTHING, { statements: making, catalog });
  return catalog;
}

const NOTHING: object = {};
/** The last layering over each catalog: a keystroke outside the DDL finds it again. */
const kept = new WeakMap<
  object,
  { readonly statements: readonly Statement[]; readonly catalog: Catalog }
>();
