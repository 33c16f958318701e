/** Schemas of the catalog, without those of the engine itself. */
import type { CompletionContext } from "./context.ts";
import { type Candidate, Weight } from "./item.ts";

export function schemaCandidates(ctx: CompletionContext): readonly Candidate[] {
  const { index, dialect } = ctx;
  return (index?.catalog.schemas ?? [])
    .filter((it) => it.name !== "" && !dialect.pack.systemSchemas.includes(it.name))
    .map((it) => ({
      label: it.name,
      kind: "schema",
      detail: "schema",
      insertText: dialect.writeName(it.name),
      weight: Weight.Schema,
    }));
}
