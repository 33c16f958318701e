/** Translations of what a document holds: which dialects there are rules for, and the text of one. */

import type { View } from "../analysis/view.ts";
import type { Translation } from "../protocol/messages.ts";
import { compileDialect, type Dialect } from "../sql/dialect.ts";
import { translate } from "../wirevm/translate/translate.ts";
import type { Workspace } from "./workspace.ts";

/** A dialect that can be translated into. */
export interface Target {
  readonly id: string;
  readonly title: string;
  readonly dialect: Dialect;
}

/** Dialects with translation rules of their own, other than the one given. */
export function targets(workspace: Workspace, from: Dialect): readonly Target[] {
  return workspace.packs.names().flatMap((id) => {
    const own = workspace.packs.own(id);
    const loaded =
      own.ok && own.value.translate !== undefined && id !== from.pack.engine
        ? workspace.packs.load(id)
        : undefined;
    return loaded?.ok === true
      ? [{ id, title: loaded.value.title, dialect: compileDialect(loaded.value) }]
      : [];
  });
}

/** Translates a text of the view; errors are notes of level `error`. */
export function translation(view: View, sql: string, to: Dialect): Translation {
  const done = translate({ sql, from: view.dialect, to, catalog: view.catalog });
  return {
    output: done.output,
    notes: [
      ...done.errors.map((it) => ({
        level: "error" as const,
        code: it.code,
        message: it.message,
        start: it.range.start,
        end: it.range.end,
      })),
      ...done.notes.map((it) => ({
        level: it.level,
        code: it.code,
        message: it.message,
        start: it.range.start,
        end: it.range.end,
      })),
    ],
    verified: "none",
  };
}
