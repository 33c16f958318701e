/** A view from a marked text: the catalog from its schema section, the dialect from its pack. */
import { catalogFromScript } from "../../server/src/analysis/catalog-from-script.ts";
import type { View } from "../../server/src/analysis/view.ts";
import { script } from "../../server/src/sql/script.ts";
import { type Fixture, fixture } from "../fixture.ts";
import { testDialect } from "../packs.ts";

export function viewOf(marked: string): { readonly view: View; readonly given: Fixture } {
  const given = fixture(marked);
  const dialect = testDialect(given.pack, given.version);
  const catalog = given.schema === undefined ? undefined : catalogFromScript(given.schema, dialect);
  return { given, view: { script: script(given.text, dialect), dialect, catalog } };
}
