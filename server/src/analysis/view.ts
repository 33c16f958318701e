/**
 * A view: one SQL text with its dialect and what exists around it. It is all that features and rules
 * see: a file, or one embedded string of a host-language file; doors map offsets.
 */
import type { Catalog } from "../catalog/model.ts";
import type { Dialect } from "../sql/dialect.ts";
import type { Script } from "../sql/script.ts";

export interface View {
  readonly script: Script;
  readonly dialect: Dialect;
  /** What exists; `undefined` where nothing is known, and then nothing is unknown either. */
  readonly catalog: Catalog | undefined;
}
