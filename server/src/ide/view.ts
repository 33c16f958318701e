/**
 * Editor features: one file per question, each a function of a view and an offset that returns plain
 * data in editor words (offsets, labels, edits). They know no LSP type, no settings storage and no
 * connection; a view is all they see.
 *
 * A view is one SQL text: a file, or one embedded string of a host-language file. Doors map offsets.
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
