/** What a statement would do, in a few words for a question or a refusal. */
import type { Effect, Effects } from "../analysis/effects.ts";

const VERBS: Readonly<Record<Effect["action"], string>> = {
  read: "reads",
  insert: "inserts into",
  update: "updates",
  delete: "deletes from",
  truncate: "empties",
  create: "creates",
  alter: "alters",
  destroy: "drops",
  lock: "locks",
};

/** "Deletes from orders", "Drops table users and updates t". */
export function summary(effects: Effects): string {
  const done = effects.effects
    .filter((it) => it.action !== "read")
    .map(
      (it) =>
        `${VERBS[it.action]} ${it.action === "create" || it.action === "alter" || it.action === "destroy" ? `${it.object} ` : ""}${it.name}`,
    );
  const unique = [...new Set(done)];
  const [reason] = effects.reasons;
  const text =
    unique.length > 0
      ? unique.join(" and ")
      : reason === undefined
        ? "may change something"
        : `may change something (${reason.subject})`;
  return text.replace(/^./u, (it) => it.toUpperCase());
}
