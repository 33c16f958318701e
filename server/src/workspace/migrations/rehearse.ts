/**
 * A dry run: what would be done, statement by statement, and, where definitions can be undone, whether
 * it works: all of it runs in one transaction that is rolled back. The history is not touched.
 */
import { ok, type Result } from "../../base/result.ts";
import type { ReadMigrations } from "../../migrations/read.ts";
import { pickSteps } from "../../migrations/state.ts";
import { compilePart } from "../../migrations/units.ts";
import { compileDialect } from "../../sql/dialect.ts";
import { explain } from "../../wirevm/drivers/errors.ts";
import { migrationStatus, type RunError, type RunnerContext } from "./runner.ts";

export interface RehearsedStep {
  readonly version: string;
  readonly name: string;
  readonly path: string;
  readonly statements: readonly string[];
}

export interface Rehearsal {
  readonly steps: readonly RehearsedStep[];
  /** `worked` and `failed` where the statements were tried, `shown` where they could not be. */
  readonly outcome: "worked" | "failed" | "shown";
  /** Why it failed, and where. */
  readonly message?: string | undefined;
}

export interface RehearsalOptions {
  readonly direction: "up" | "down";
  readonly to?: string | undefined;
}

export async function rehearse(
  context: RunnerContext,
  read: ReadMigrations,
  { direction, to }: RehearsalOptions,
): Promise<Result<Rehearsal, RunError>> {
  const status = await migrationStatus(context, read);
  if (!status.ok) {
    return status;
  }
  const picked = pickSteps(status.value.states, to, direction);
  if (!picked.ok) {
    return { ok: false, error: { tag: "unknown-version", message: picked.error } };
  }
  const dialect = compileDialect(context.pack);
  const parts = picked.value.flatMap(({ step }) => {
    const part = direction === "up" ? step?.up : step?.down;
    return step === undefined || part === undefined
      ? []
      : [{ step, part, compiled: compilePart(part, dialect) }];
  });
  const steps = parts.map(
    ({ step, part, compiled }): RehearsedStep => ({
      version: step.version,
      name: step.name,
      path: part.path,
      statements: [...compiled.before, ...compiled.statements].map((it) => it.sql),
    }),
  );
  const canBeUndone = parts.every(({ compiled }) =>
    compiled.units.every((it) => it.mode === "transaction" || it.mode === "session"),
  );
  if (!canBeUndone || !dialect.can("transactional-ddl") || parts.length === 0) {
    return ok({ steps, outcome: "shown" });
  }
  const opened = await context.open();
  if (!opened.ok) {
    return { ok: false, error: { tag: "connect", error: opened.error } };
  }
  const session = opened.value;
  try {
    const begun = await session.begin();
    if (!begun.ok) {
      return { ok: false, error: { tag: "sql", error: begun.error } };
    }
    for (const { part, compiled } of parts) {
      for (const it of compiled.statements) {
        const answer = await session.query(it.sql);
        if (!answer.ok) {
          return ok({
            steps,
            outcome: "failed",
            message: `${part.path}:${it.line + 1}: ${explain(answer.error)} Nothing of it stays.`,
          });
        }
      }
    }
    return ok({ steps, outcome: "worked" });
  } finally {
    await session.rollback();
    if (context.shared) {
      await session.close();
    }
  }
}

/** The dry run for people. */
export function rehearsalText({ steps, outcome }: Rehearsal): string {
  if (steps.length === 0) {
    return "There is nothing to do.\n";
  }
  const texts = steps.map(
    (it) =>
      `-- ${it.version} ${it.name} (${it.path})\n${it.statements.map((sql) => `${sql};\n`).join("")}`,
  );
  const word = {
    worked: "It works: all of it ran in a transaction that was rolled back.",
    failed: "It fails; nothing of it stays.",
    shown: "Nothing was run: these statements cannot be undone.",
  }[outcome];
  return `${texts.join("\n")}\n-- ${word}\n`;
}
