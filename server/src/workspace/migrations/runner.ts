/**
 * Runs migrations so that a crash at any moment leaves a known state.
 *
 * Where definitions can be undone, a migration and its record in the history are one transaction.
 * Where they cannot, a journal is written before and after each statement by a session of its own,
 * and on resume the statement that was in flight is judged by what exists. Statements are split by
 * the one splitter of `sql/`; no engine is known here but through its pack.
 *
 * This folder owns sessions and files; what is to be run and why is decided in `migrations/`.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { err, ok, type Result } from "../../base/result.ts";
import type { MigrationPart, MigrationStep } from "../../migrations/format.ts";
import { objectNames } from "../../migrations/object-names.ts";
import type { ReadMigrations } from "../../migrations/read.ts";
import {
  type HistoryRecord,
  pickSteps,
  type StepStatus,
  stepStates,
} from "../../migrations/state.ts";
import {
  type CompiledPart,
  compilePart,
  isReplayed,
  type PartStatement,
} from "../../migrations/units.ts";
import { compileDialect, type Dialect } from "../../sql/dialect.ts";
import {
  type ConnectError,
  type DriverError,
  explain,
  type SqlError,
} from "../../wirevm/drivers/errors.ts";
import type { Session } from "../../wirevm/drivers/session.ts";
import type { Pack } from "../../wirevm/packs/pack.ts";
import {
  checksumOf,
  createHistory,
  deleteRecord,
  digest,
  type HistoryPlace,
  historyPlace,
  loadHistory,
  loadPeers,
  loadRecord,
  saveRecord,
} from "./history.ts";
import { acquireLock, type RunnerLock } from "./lock.ts";

export interface RunnerContext {
  readonly pack: Pack;
  open(): Promise<Result<Session, ConnectError>>;
  /** Other sessions see the same database; false for one that lives in memory. */
  readonly shared: boolean;
  now(): Date;
  /** A line for people about what is being done. */
  note(message: string): void;
  /** How long to wait for another runner. */
  readonly lockWaitMs?: number | undefined;
  /** Limit for waits on locks of tables; such a wait is tried again. */
  readonly lockTimeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Why a run could not begin, or ended. */
export type RunError =
  | { readonly tag: "connect"; readonly error: ConnectError }
  | { readonly tag: "sql"; readonly error: SqlError }
  | { readonly tag: "busy"; readonly message: string }
  /** The state of folder or database does not allow it; the message says what to do. */
  | { readonly tag: "refused"; readonly message: string }
  | { readonly tag: "unknown-version"; readonly message: string };

export interface StatusReport {
  readonly states: readonly StepStatus[];
  /** The tool whose history is shown, where it is not ours. */
  readonly peer?: string | undefined;
  readonly table: string;
}

export interface DoneStep {
  readonly version: string;
  readonly name: string;
  readonly elapsedMs: number;
  readonly statements: number;
}

export interface FailedStep {
  readonly version: string;
  readonly name: string;
  readonly path: string;
  /** From 0. */
  readonly line: number;
  readonly statement: string;
  readonly error: SqlError | ConnectError;
  /** All of the migration was undone. */
  readonly undone: boolean;
  /** Statements that are done and stay. */
  readonly done: number;
  /** What happened, where, and what to do. */
  readonly message: string;
}

export interface RunReport {
  readonly done: readonly DoneStep[];
  readonly failed?: FailedStep | undefined;
  readonly warnings: readonly string[];
}

/** Another runner's long migration is waited for, a forgotten one is not. */
const LOCK_WAIT_MS = 10 * 60_000;
const ATTEMPTS = 6;
const FIRST_BACKOFF_MS = 40;

/** What is applied, pending, missing, changed and failed. Changes nothing. */
export async function migrationStatus(
  context: RunnerContext,
  read: ReadMigrations,
): Promise<Result<StatusReport, RunError>> {
  return withWork(context, async (session, place) => {
    const loaded = await loadAll(session, place, context.pack, read);
    if (!loaded.ok) {
      return loaded;
    }
    const { records, peer } = loaded.value;
    return ok({
      states: stepStates(read.steps, records, checksumOf),
      peer,
      table: place.table,
    });
  });
}

export interface UpOptions {
  readonly to?: string | undefined;
  /** Runs on although the text of something applied has changed. */
  readonly allowChanged?: boolean | undefined;
  /** Refuses a pending version below the last applied one. */
  readonly inOrder?: boolean | undefined;
}

/** Applies what is pending, to `to` with it. */
export async function migrateUp(
  context: RunnerContext,
  read: ReadMigrations,
  options: UpOptions = {},
): Promise<Result<RunReport, RunError>> {
  const broken = read.problems.find((it) => it.severity === "error");
  if (broken !== undefined) {
    return refused(`${broken.path}:${broken.line + 1}: ${broken.message} Nothing was run.`);
  }
  return withRun(
    context,
    read,
    (states) => stepsFor(states, options.to, "up"),
    async (run, states, picked) => {
      const warnings = read.problems.map((it) => `${it.path}: ${it.message}`);
      const changed = states.filter((it) => it.state === "changed");
      if (changed.length > 0 && options.allowChanged !== true) {
        return refused(
          `${changed.map((it) => `${it.version} ${it.name}`).join(", ")}: the text differs from what was applied. Restore the file, or accept it with "repair". Nothing was run.`,
        );
      }
      for (const it of states.filter((other) => other.state === "missing")) {
        warnings.push(`${it.version} ${it.name} is applied, but its file is missing.`);
      }
      for (const it of picked) {
        if (it.outOfOrder === true) {
          if (options.inOrder === true) {
            return refused(
              `${it.version} ${it.name} is pending below versions that are applied. Give it a later version, or allow it by leaving --in-order out. Nothing was run.`,
            );
          }
          warnings.push(
            `${it.version} ${it.name} is applied out of order: later versions were applied before.`,
          );
        }
      }
      return ok(await run.all(picked, "up", warnings));
    },
  );
}

export interface DownOptions {
  /** The version to return to, which stays applied; `0` undoes everything; one step where it is absent. */
  readonly to?: string | undefined;
}

/** Undoes applied migrations, the last first. */
export async function migrateDown(
  context: RunnerContext,
  read: ReadMigrations,
  options: DownOptions = {},
): Promise<Result<RunReport, RunError>> {
  return withRun(
    context,
    read,
    (states) => stepsFor(states, options.to, "down"),
    async (run, _states, picked) => {
      for (const it of picked) {
        if (it.step === undefined) {
          return refused(
            `${it.version} ${it.name} cannot be undone: its file is missing from the folder. Restore the file. Nothing was run.`,
          );
        }
        if (it.step.down === undefined) {
          return refused(
            `${it.version} ${it.name} cannot be undone: ${it.step.up.path} has no down part. Write one, or restore a backup. Nothing was run.`,
          );
        }
      }
      return ok(await run.all(picked, "down", []));
    },
  );
}

/** Records everything up to a version as applied, without running it. */
export async function migrateBaseline(
  context: RunnerContext,
  read: ReadMigrations,
  to: string | undefined,
): Promise<Result<RunReport, RunError>> {
  const all = (states: readonly StepStatus[]): Result<readonly StepStatus[], RunError> =>
    stepsFor(states, to, "up");
  return withRun(context, read, all, async (run, _states, picked) => {
    const done: DoneStep[] = [];
    for (const it of picked) {
      if (it.step === undefined || it.step.kind === "repeatable") {
        continue;
      }
      const saved = await run.record(it.step, it.record, {
        state: "applied",
        detail: "baseline",
        done: 0,
      });
      if (!saved.ok) {
        return err({ tag: "sql", error: saved.error });
      }
      done.push({ version: it.version, name: it.name, elapsedMs: 0, statements: 0 });
    }
    return ok({ done, warnings: [] });
  });
}

export interface RepairReport {
  readonly repaired: readonly {
    readonly version: string;
    readonly name: string;
    readonly what: string;
  }[];
}

/**
 * Brings the history in line with the folder: changed texts are accepted, records of missing files
 * and of failures that left nothing behind are removed, half-done ones continue with the text there is.
 */
export async function migrateRepair(
  context: RunnerContext,
  read: ReadMigrations,
): Promise<Result<RepairReport, RunError>> {
  const odd = (states: readonly StepStatus[]): Result<readonly StepStatus[], RunError> =>
    ok(
      states.filter(
        (it) => it.state === "changed" || it.state === "missing" || it.state === "failed",
      ),
    );
  return withRun(context, read, odd, async (run, _states, picked) => {
    const repaired: { version: string; name: string; what: string }[] = [];
    for (const it of picked) {
      const what = await run.repair(it);
      if (!what.ok) {
        return err({ tag: "sql", error: what.error });
      }
      repaired.push({ version: it.version, name: it.name, what: what.value });
    }
    return ok({ repaired });
  });
}

// ---------------------------------------------------------------- picking

/** The steps of a run; an unknown version is refused with the versions there are. */
function stepsFor(
  states: readonly StepStatus[],
  to: string | undefined,
  direction: "up" | "down",
): Result<readonly StepStatus[], RunError> {
  const picked = pickSteps(states, to, direction);
  return picked.ok ? picked : err({ tag: "unknown-version", message: picked.error });
}

function refused(message: string): { readonly ok: false; readonly error: RunError } {
  return err({ tag: "refused", message });
}

// ---------------------------------------------------------------- sessions

async function withWork<T>(
  context: RunnerContext,
  body: (session: Session, place: HistoryPlace) => Promise<Result<T, RunError>>,
): Promise<Result<T, RunError>> {
  const opened = await context.open();
  if (!opened.ok) {
    return err({ tag: "connect", error: opened.error });
  }
  try {
    const place = await historyPlace(opened.value, context.pack);
    return place.ok
      ? await body(opened.value, place.value)
      : err({ tag: "sql", error: place.error });
  } finally {
    if (context.shared) {
      await opened.value.close();
    }
  }
}

interface Loaded {
  readonly records: readonly HistoryRecord[];
  /** Versions of records that only another tool has. */
  readonly foreign: ReadonlySet<string>;
  readonly peer?: string | undefined;
  readonly exists: boolean;
}

/** Our records, and those of another tool that we do not have. */
async function loadAll(
  session: Session,
  place: HistoryPlace,
  pack: Pack,
  read: ReadMigrations,
): Promise<Result<Loaded, RunError>> {
  const own = await loadHistory(session, place);
  if (!own.ok) {
    return err({ tag: "sql", error: own.error });
  }
  const records = own.value ?? [];
  if (records.length > 0 && read.format.histories.length === 0) {
    return ok({ records, foreign: new Set(), exists: true });
  }
  const peers =
    records.length > 0
      ? await loadPeersOf(session, pack, read)
      : await loadPeers(session, pack, read.steps, read.format.histories);
  if (!peers.ok) {
    return err({ tag: "sql", error: peers.error });
  }
  const known = new Set(records.map((it) => it.version));
  const foreign = (peers.value?.records ?? []).filter((it) => !known.has(it.version));
  const last = Math.max(0, ...records.map((it) => it.sequence));
  return ok({
    records: [...records, ...foreign.map((it) => ({ ...it, sequence: last + it.sequence }))],
    foreign: new Set(foreign.map((it) => it.version)),
    exists: own.value !== undefined,
    ...(foreign.length > 0 ? { peer: peers.value?.tool } : {}),
  });
}

/** Only the tool the folder is written for may go on beside us. */
async function loadPeersOf(
  session: Session,
  pack: Pack,
  read: ReadMigrations,
): ReturnType<typeof loadPeers> {
  const found = await loadPeers(session, pack, read.steps, read.format.histories);
  const own = new Set(read.format.histories.map((it) => it.tool));
  return found.ok && found.value !== undefined && !own.has(found.value.tool)
    ? ok(undefined)
    : found;
}

type Picker = (states: readonly StepStatus[]) => Result<readonly StepStatus[], RunError>;

/** Looks first without the lock: a run that finds nothing to do touches nothing and waits for nobody. */
async function withRun<T extends object>(
  context: RunnerContext,
  read: ReadMigrations,
  pick: Picker,
  body: (
    run: Run,
    states: readonly StepStatus[],
    picked: readonly StepStatus[],
  ) => Promise<Result<T, RunError>>,
): Promise<Result<T, RunError>> {
  const run = new Run(context);
  try {
    const begun = await run.begin();
    if (!begun.ok) {
      return begun;
    }
    const glance = await run.load(read);
    if (!glance.ok) {
      return glance;
    }
    const states = stepStates(read.steps, glance.value.records, checksumOf);
    const picked = pick(states);
    if (!picked.ok) {
      return picked;
    }
    if (picked.value.length === 0 && glance.value.foreign.size === 0) {
      return await body(run, states, picked.value);
    }
    const locked = await run.lock();
    if (!locked.ok) {
      return locked;
    }
    const loaded = await run.prepare(read);
    if (!loaded.ok) {
      return loaded;
    }
    const after = stepStates(read.steps, loaded.value, checksumOf);
    const again = pick(after);
    return again.ok ? await body(run, after, again.value) : again;
  } finally {
    await run.end();
  }
}

// ---------------------------------------------------------------- one run

interface Changes {
  readonly state: HistoryRecord["state"];
  readonly direction?: "up" | "down" | undefined;
  readonly done: number;
  readonly prefix?: string | undefined;
  readonly flight?: string | undefined;
  readonly elapsedMs?: number | undefined;
  readonly detail?: string | undefined;
}

class Run {
  readonly #context: RunnerContext;
  readonly #dialect: Dialect;
  #work: Session | undefined;
  /** Writes the journal and holds the lock; the working session where the engine has no such locks. */
  #ledger: Session | undefined;
  #place: HistoryPlace | undefined;
  #lock: RunnerLock | undefined;
  #sequence = 0;
  /** Versions that have a row. */
  #rows = new Set<string>();

  constructor(context: RunnerContext) {
    this.#context = context;
    this.#dialect = compileDialect(context.pack);
  }

  get #hasLocks(): boolean {
    return this.#context.pack.data.migrations?.tryLock !== undefined && this.#context.shared;
  }

  get work(): Session {
    return present(this.#work);
  }

  get ledger(): Session {
    return this.#ledger ?? this.work;
  }

  get place(): HistoryPlace {
    return present(this.#place);
  }

  async begin(): Promise<Result<null, RunError>> {
    const opened = await this.#context.open();
    if (!opened.ok) {
      return err({ tag: "connect", error: opened.error });
    }
    this.#work = opened.value;
    const place = await historyPlace(opened.value, this.#context.pack);
    if (!place.ok) {
      return err({ tag: "sql", error: place.error });
    }
    this.#place = place.value;
    return ok(null);
  }

  load(read: ReadMigrations): Promise<Result<Loaded, RunError>> {
    return loadAll(this.work, this.place, this.#context.pack, read);
  }

  async lock(): Promise<Result<null, RunError>> {
    if (!this.#hasLocks) {
      return ok(null);
    }
    const opened = await this.#context.open();
    if (!opened.ok) {
      return err({ tag: "connect", error: opened.error });
    }
    this.#ledger = opened.value;
    const locked = await this.#acquire(opened.value, "");
    if (!locked.ok) {
      return locked;
    }
    this.#lock = locked.value;
    return this.#claim();
  }

  /**
   * The working session holds a lock too. A runner that was killed loses its ledger at once, but its
   * last statement may go on at the server; the next runner has to wait for that.
   */
  async #claim(): Promise<Result<null, RunError>> {
    if (!this.#hasLocks) {
      return ok(null);
    }
    const { tryLock } = this.#context.pack.data.migrations ?? {};
    const locked = await this.#acquire(this.work, "work");
    if (!locked.ok) {
      return locked;
    }
    const timeout = this.#context.pack.data.migrations?.lockTimeout;
    if (
      tryLock !== undefined &&
      timeout !== undefined &&
      this.#context.lockTimeoutMs !== undefined
    ) {
      const ms = this.#context.lockTimeoutMs;
      await this.work.query(
        timeout
          .replace("{ms}", String(ms))
          .replace("{s}", String(Math.max(1, Math.round(ms / 1000)))),
      );
    }
    return ok(null);
  }

  async #acquire(session: Session, which: "" | "work"): Promise<Result<RunnerLock, RunError>> {
    const waitMs = this.#context.lockWaitMs ?? LOCK_WAIT_MS;
    const locked = await acquireLock(session, this.#context.pack, which, waitMs, () =>
      this.#context.note("Another runner is at work on this database; waiting for it."),
    );
    if (locked.ok) {
      return locked;
    }
    return locked.error.tag === "timeout"
      ? err({
          tag: "busy",
          message: `Another runner has been at work on this database for ${Math.round(waitMs / 1000)} s. Nothing was run. Try again when it is done.`,
        })
      : err({ tag: "sql", error: locked.error });
  }

  /** Under the lock: makes the table, takes over another tool's records, reads everything. */
  async prepare(read: ReadMigrations): Promise<Result<readonly HistoryRecord[], RunError>> {
    const made = await this.#patiently(() => this.ledger.query(createHistory(this.place)));
    if (!made.ok && !(made.error.tag === "sql" && made.error.reason === "exists")) {
      return err({ tag: "sql", error: made.error });
    }
    const loaded = await this.load(read);
    if (!loaded.ok) {
      return loaded;
    }
    const { records, foreign, peer } = loaded.value;
    this.#sequence = Math.max(0, ...records.map((it) => it.sequence));
    this.#rows = new Set(records.filter((it) => !foreign.has(it.version)).map((it) => it.version));
    if (foreign.size > 0) {
      const taken = await this.#takeOver(records.filter((it) => foreign.has(it.version)));
      if (!taken.ok) {
        return err({ tag: "sql", error: taken.error });
      }
      this.#context.note(
        `Took over ${foreign.size} record${foreign.size === 1 ? "" : "s"} from the history of ${peer ?? "another tool"}.`,
      );
    }
    return ok(records);
  }

  async #takeOver(records: readonly HistoryRecord[]): Promise<Result<null, SqlError>> {
    const session = this.ledger;
    const begun = await this.#patiently(() => session.begin());
    if (!begun.ok) {
      return begun;
    }
    for (const record of records) {
      const saved = await saveRecord(session, this.place, record, false);
      if (!saved.ok) {
        await session.rollback();
        // Another runner without a lock may have been faster; what it wrote is the same.
        return saved.error.tag === "sql" && saved.error.reason === "unique" ? ok(null) : saved;
      }
      this.#rows.add(record.version);
    }
    return session.commit();
  }

  /** Runs the steps one after another and stops at the first that fails. */
  async all(
    picked: readonly StepStatus[],
    direction: "up" | "down",
    warnings: readonly string[],
  ): Promise<RunReport> {
    const done: DoneStep[] = [];
    for (const status of picked) {
      if (this.#context.signal?.aborted === true) {
        return { done, warnings: [...warnings, "Stopped as asked; the rest stays as it was."] };
      }
      const { step } = status;
      const part = direction === "up" ? step?.up : step?.down;
      if (step === undefined || part === undefined) {
        continue;
      }
      const outcome = await this.#step(step, part, status.record, direction);
      if (!outcome.ok) {
        return { done, failed: outcome.error, warnings };
      }
      if (outcome.value !== undefined) {
        done.push(outcome.value);
        this.#context.note(
          `${direction === "up" ? "Applied" : "Reverted"} ${step.version} ${step.name} (${Math.round(outcome.value.elapsedMs)} ms)`,
        );
      }
      if (direction === "up" && step.kind === "baseline") {
        const covered = await this.#cover(step);
        if (!covered.ok) {
          return {
            done,
            failed: this.#failure(
              step,
              part,
              undefined,
              covered.error,
              { done: 0, undone: false },
              direction,
            ),
            warnings,
          };
        }
      }
    }
    return { done, warnings };
  }

  /** What a baseline stands for is recorded with it. */
  async #cover(baseline: MigrationStep): Promise<Result<null, SqlError>> {
    for (const version of baseline.covers ?? []) {
      if (version === baseline.version || this.#rows.has(version)) {
        continue;
      }
      const saved = await this.record(
        { ...baseline, version, name: "", kind: "versioned" },
        undefined,
        {
          state: "applied",
          done: 0,
          detail: `part of ${baseline.name}`,
        },
      );
      if (!saved.ok) {
        return saved;
      }
    }
    return ok(null);
  }

  // ------------------------------------------------------------ one step

  async #step(
    step: MigrationStep,
    part: MigrationPart,
    record: HistoryRecord | undefined,
    direction: "up" | "down",
  ): Promise<Result<DoneStep | undefined, FailedStep>> {
    const startedAt = performance.now();
    const compiled = compilePart(part, this.#dialect);
    const total = compiled.statements.length;
    const prefix = (done: number): string =>
      done === 0
        ? ""
        : digest(
            compiled.statements
              .slice(0, done)
              .map((it) => it.sql)
              .join("\u0000"),
          );
    const fail = (
      statement: PartStatement | undefined,
      error: SqlError | ConnectError,
      state: { readonly done: number; readonly undone: boolean },
    ): Promise<Result<never, FailedStep>> =>
      this.#fail(step, part, record, statement, error, state, direction, prefix);

    const interrupted =
      record !== undefined && (record.state === "running" || record.state === "failed");
    if (interrupted && record.direction !== direction && record.done > 0) {
      const other = record.direction === "up" ? "applied" : "reverted";
      return err(
        this.#refusal(
          step,
          part,
          `${step.version} ${step.name} was left half ${other}; run "${record.direction}" to finish that first.`,
          record.done,
        ),
      );
    }
    let done = interrupted && record.direction === direction ? record.done : 0;
    if (done > 0) {
      if (done > total || prefix(done) !== record?.prefix) {
        return err(
          this.#refusal(
            step,
            part,
            `The first ${done} statement${done === 1 ? "" : "s"} of ${part.path} already ran, and they are no longer the same in the file. Restore them, or accept the file with "repair".`,
            done,
          ),
        );
      }
      this.#context.note(
        `Resuming ${step.version} ${step.name} after ${done} statement${done === 1 ? "" : "s"}.`,
      );
    }
    const resumed = interrupted && record.direction === direction;
    if (resumed) {
      const judged = await this.#judge(compiled, done, record.flight);
      if (!judged.ok) {
        return fail(compiled.statements[done], judged.error, { done, undone: false });
      }
      done = judged.value;
    }
    for (const it of compiled.before) {
      const answer = await this.work.query(it.sql);
      if (!answer.ok) {
        return fail(it, answer.error, { done, undone: done === 0 });
      }
    }
    if (done > 0) {
      const replayed = await this.#replay(compiled.statements.slice(0, done));
      if (!replayed.ok) {
        return fail(compiled.statements[done], replayed.error, { done, undone: false });
      }
    }
    let first = 0;
    for (const unit of compiled.units) {
      const from = first;
      first += unit.statements.length;
      if (first <= done) {
        continue;
      }
      const last = first === total;
      const changes = (): Changes => ({
        state: last ? (direction === "up" ? "applied" : "reverted") : "running",
        direction,
        done: last ? 0 : first,
        prefix: last ? "" : prefix(first),
        elapsedMs: performance.now() - startedAt,
      });
      if (unit.mode === "session") {
        for (const it of unit.statements) {
          const answer = await this.work.query(it.sql);
          if (!answer.ok) {
            return fail(it, answer.error, { done: from, undone: from === 0 });
          }
        }
        if (last) {
          const saved = await this.record(step, record, changes());
          if (!saved.ok) {
            return fail(undefined, saved.error, { done: from, undone: false });
          }
        }
        continue;
      }
      if (unit.mode === "transaction") {
        const outcome = await this.#transaction({
          step,
          record,
          statements: unit.statements,
          leavesTraces: compiled.leavesTraces,
          changes,
          direction,
        });
        if (!outcome.ok) {
          return fail(outcome.error.statement, outcome.error.error, {
            done: from,
            undone: from === 0,
          });
        }
        if (outcome.value === "elsewhere") {
          return ok(undefined);
        }
        continue;
      }
      for (const [offset, it] of unit.statements.entries()) {
        const index = from + offset;
        const tried = resumed && record.flight !== "" && index === done;
        const outcome = await this.#journaled(
          step,
          record,
          it,
          index,
          prefix(index),
          direction,
          unit.mode,
          tried,
        );
        if (!outcome.ok) {
          return fail(it, outcome.error, {
            done: index,
            undone: index === 0 && unit.mode === "statement",
          });
        }
        const end = index + 1;
        const saved = await this.record(step, record, {
          ...changes(),
          ...(end === total ? {} : { state: "running" as const, done: end, prefix: prefix(end) }),
          flight: "",
        });
        if (!saved.ok) {
          return fail(it, saved.error, { done: end, undone: false });
        }
      }
    }
    if (first <= done || total === 0) {
      // Nothing was left to run: an empty part, or a crash after the last statement.
      const saved = await this.record(step, record, {
        state: direction === "up" ? "applied" : "reverted",
        direction,
        done: 0,
        prefix: "",
        elapsedMs: performance.now() - startedAt,
      });
      if (!saved.ok) {
        return fail(undefined, saved.error, { done, undone: false });
      }
    }
    if (compiled.leavesTraces || compiled.before.length > 0) {
      const renewed = await this.#renew();
      if (!renewed.ok) {
        return err(
          this.#failure(
            step,
            part,
            undefined,
            renewed.error,
            { done: 0, undone: false },
            direction,
          ),
        );
      }
    }
    return ok({
      version: step.version,
      name: step.name,
      elapsedMs: performance.now() - startedAt,
      statements: total,
    });
  }

  /** One transaction, tried again where the engine says that may help. */
  async #transaction(work: TransactionWork): Promise<TransactionOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#transactionOnce(work);
      if (outcome.ok || !worthRetrying(outcome.error.error) || attempt === ATTEMPTS) {
        return outcome;
      }
      await this.#backOff(work.step, outcome.error.error, attempt);
    }
  }

  /** Says why something is tried again, and waits: longer each time. */
  async #backOff(step: MigrationStep, error: SqlError, attempt: number): Promise<void> {
    this.#context.note(
      `${step.version} ${step.name}: ${explain(error)} Trying again (${attempt + 1} of ${ATTEMPTS}).`,
    );
    await sleep(FIRST_BACKOFF_MS * 2 ** attempt);
  }

  /** The statements and the record, or nothing. */
  async #transactionOnce(work: TransactionWork): Promise<TransactionOutcome> {
    const { step, record, statements, leavesTraces, changes, direction } = work;
    const session = this.work;
    const begun = await this.#patiently(() => session.begin());
    if (!begun.ok) {
      return err({ statement: statements[0], error: begun.error });
    }
    const undo = async (
      statement: PartStatement | undefined,
      error: SqlError,
    ): Promise<Result<never, { statement: PartStatement | undefined; error: SqlError }>> => {
      await session.rollback();
      return err({ statement, error });
    };
    if (!this.#hasLocks) {
      // The write lock of this transaction is the only lock there is: another runner may have been faster.
      const current = await loadRecord(session, this.place, step.version);
      if (!current.ok) {
        return undo(undefined, current.error);
      }
      const { value } = current;
      const elsewhere =
        direction === "up"
          ? value?.state === "applied" &&
            (step.kind !== "repeatable" || value.checksum === checksumOf(step))
          : value?.state === "reverted";
      if (elsewhere) {
        await session.rollback();
        return ok("elsewhere");
      }
      if (value !== undefined) {
        this.#rows.add(step.version);
      }
    }
    for (const it of statements) {
      const answer = await session.query(it.sql);
      if (!answer.ok) {
        return undo(it, answer.error);
      }
    }
    if (leavesTraces) {
      for (const sql of this.#context.pack.data.migrations?.reset ?? []) {
        await session.query(sql);
      }
    }
    const existed = this.#rows.has(step.version);
    const saved = await this.#save(session, step, record, changes());
    if (!saved.ok) {
      if (!existed) {
        this.#rows.delete(step.version);
      }
      return undo(undefined, saved.error);
    }
    const committed = await session.commit();
    if (!committed.ok) {
      if (!existed) {
        this.#rows.delete(step.version);
      }
      return undo(undefined, committed.error);
    }
    return ok("done");
  }

  /** One statement that the engine commits by itself, with the journal before it. */
  async #journaled(
    step: MigrationStep,
    record: HistoryRecord | undefined,
    it: PartStatement,
    index: number,
    prefix: string,
    direction: "up" | "down",
    mode: "statement" | "verbatim",
    wasInFlight: boolean,
  ): Promise<Result<null, SqlError>> {
    const flight = mode === "verbatim" ? "" : await this.#fingerprint(it);
    const noted = await this.record(step, record, {
      state: "running",
      direction,
      done: index,
      prefix,
      flight,
    });
    if (!noted.ok) {
      return noted;
    }
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.work.query(it.sql);
      if (answer.ok) {
        return ok(null);
      }
      const { error } = answer;
      if (wasInFlight && tookEffectBefore(error)) {
        return ok(null);
      }
      if (!worthRetrying(error) || attempt === ATTEMPTS) {
        return answer;
      }
      await this.#backOff(step, error, attempt);
    }
  }

  /** Did the statement in flight take effect? Compares what exists with what the journal says existed. */
  async #judge(
    compiled: CompiledPart,
    done: number,
    flight: string,
  ): Promise<Result<number, SqlError>> {
    const it = compiled.statements[done];
    if (it === undefined) {
      return ok(done);
    }
    const broken = await this.#dropBroken(it);
    if (!broken.ok) {
      return broken;
    }
    if (broken.value || flight === "" || flight === UNKNOWN_FLIGHT) {
      return ok(done);
    }
    const now = await this.#fingerprint(it);
    return ok(now !== flight && now !== UNKNOWN_FLIGHT ? done + 1 : done);
  }

  /** An index that was being built when the runner died is there and useless: it is taken away. */
  async #dropBroken(it: PartStatement): Promise<Result<boolean, SqlError>> {
    const sql = this.#context.pack.data.migrations?.brokenIndex;
    const name = it.root.kind === "create-index" ? it.root.name?.parts.at(-1) : undefined;
    if (sql === undefined || name === undefined) {
      return ok(false);
    }
    const found = await this.work.query(sql, [this.#dialect.foldName(name.text, name.quoted)]);
    if (!found.ok) {
      return found;
    }
    for (const [index] of found.value.rows) {
      const dropped = await this.work.query(`DROP INDEX IF EXISTS ${String(index)}`);
      if (!dropped.ok) {
        return dropped;
      }
    }
    return ok(found.value.rows.length > 0);
  }

  async #fingerprint(it: PartStatement): Promise<string> {
    const sql = this.#context.pack.data.migrations?.object;
    const names = objectNames(it.root);
    if (sql === undefined || names.length === 0) {
      return UNKNOWN_FLIGHT;
    }
    const rows: string[] = [];
    const nParameters = sql.includes("$1") ? 1 : (sql.match(/\?/gu)?.length ?? 0);
    for (const name of names) {
      const folded = this.#dialect.foldName(name.text, name.quoted);
      const answer = await this.ledger.query(
        sql,
        Array.from({ length: nParameters }, () => folded),
      );
      if (!answer.ok) {
        return UNKNOWN_FLIGHT;
      }
      rows.push(JSON.stringify(answer.value.rows));
    }
    return digest(rows.join("\n"));
  }

  /** Settings that earlier statements made are gone with their session; they are made again. */
  async #replay(done: readonly PartStatement[]): Promise<Result<null, SqlError>> {
    for (const it of done) {
      if (isReplayed(it.root)) {
        const answer = await this.work.query(it.sql);
        if (!answer.ok) {
          return answer;
        }
      }
    }
    return ok(null);
  }

  /** A migration must not find what the one before it has set: the session is replaced. */
  async #renew(): Promise<Result<null, SqlError | ConnectError>> {
    if (!this.#context.shared) {
      return ok(null);
    }
    await this.#work?.close();
    const opened = await this.#context.open();
    if (!opened.ok) {
      return opened;
    }
    this.#work = opened.value;
    const claimed = await this.#claim();
    if (claimed.ok) {
      return ok(null);
    }
    const { error } = claimed;
    return err(
      error.tag === "sql" || error.tag === "connect"
        ? error.error
        : { tag: "lost", message: error.message },
    );
  }

  // ------------------------------------------------------------ records

  /** Writes a record by itself, outside the transaction of a migration. */
  async record(
    step: MigrationStep,
    before: HistoryRecord | undefined,
    changes: Changes,
  ): Promise<Result<null, SqlError>> {
    return this.#patiently(() => this.#save(this.ledger, step, before, changes));
  }

  async #save(
    session: Session,
    step: MigrationStep,
    before: HistoryRecord | undefined,
    changes: Changes,
  ): Promise<Result<null, SqlError>> {
    const exists = this.#rows.has(step.version);
    const isNewlyApplied = changes.state === "applied" && changes.direction !== "down";
    if (!exists || isNewlyApplied) {
      this.#sequence += 1;
    }
    const saved = await saveRecord(
      session,
      this.place,
      {
        version: step.version,
        name: step.name,
        kind: step.kind,
        state: changes.state,
        checksum:
          changes.direction === "down" && before !== undefined ? before.checksum : checksumOf(step),
        appliedAt:
          changes.direction === "down" && before !== undefined
            ? before.appliedAt
            : this.#context.now().toISOString(),
        elapsedMs: changes.elapsedMs ?? 0,
        sequence: this.#sequence,
        direction: changes.direction ?? "up",
        done: changes.done,
        prefix: changes.prefix ?? "",
        flight: changes.flight ?? "",
        detail: changes.detail ?? "",
      },
      exists,
    );
    if (saved.ok) {
      this.#rows.add(step.version);
    }
    return saved;
  }

  async repair(status: StepStatus): Promise<Result<string, SqlError>> {
    const { step, record } = status;
    if (record === undefined) {
      return ok("nothing to repair");
    }
    if (status.state === "missing" || step === undefined) {
      const deleted = await deleteRecord(this.ledger, this.place, record.version);
      return deleted.ok ? ok("its file is missing: the record is removed") : deleted;
    }
    if (status.state === "changed") {
      const saved = await saveRecord(
        this.ledger,
        this.place,
        { ...record, checksum: checksumOf(step) },
        true,
      );
      return saved.ok ? ok("the text of the file is accepted") : saved;
    }
    if (record.done === 0 && record.flight === "") {
      const deleted = await deleteRecord(this.ledger, this.place, record.version);
      return deleted.ok ? ok("the failure left nothing behind: it is pending again") : deleted;
    }
    const part = record.direction === "up" ? step.up : step.down;
    const statements = part === undefined ? [] : compilePart(part, this.#dialect).statements;
    const done = Math.min(record.done, statements.length);
    const prefix =
      done === 0
        ? ""
        : digest(
            statements
              .slice(0, done)
              .map((it) => it.sql)
              .join("\u0000"),
          );
    const saved = await saveRecord(
      this.ledger,
      this.place,
      { ...record, done, prefix, flight: "", state: "failed" },
      true,
    );
    return saved.ok ? ok(`it continues after statement ${done} of the file as it is now`) : saved;
  }

  // ------------------------------------------------------------ failures

  async #fail(
    step: MigrationStep,
    part: MigrationPart,
    record: HistoryRecord | undefined,
    statement: PartStatement | undefined,
    error: SqlError | ConnectError,
    state: { readonly done: number; readonly undone: boolean },
    direction: "up" | "down",
    prefix: (done: number) => string,
  ): Promise<Result<never, FailedStep>> {
    const failure = this.#failure(step, part, statement, error, state, direction);
    const gone = error.tag === "lost" || error.tag === "refused";
    if (!gone) {
      const stays = direction === "down" && state.done === 0;
      await this.record(step, record, {
        state: stays ? "applied" : "failed",
        direction,
        done: state.done,
        prefix: prefix(state.done),
        flight: "",
        detail: failure.message,
        ...(stays ? { elapsedMs: record?.elapsedMs ?? 0 } : {}),
      });
      // What the failed migration has set must not reach whatever comes next on this session.
      await this.#renew();
    }
    return err(failure);
  }

  #failure(
    step: MigrationStep,
    part: MigrationPart,
    statement: PartStatement | undefined,
    error: SqlError | ConnectError,
    { done, undone }: { readonly done: number; readonly undone: boolean },
    direction: "up" | "down",
  ): FailedStep {
    const line =
      statement === undefined ? part.line : statement.line + lineInStatement(statement, error);
    const command = direction === "up" ? "up" : "down";
    const state = undone
      ? `Nothing of it stays; mend the file and run "${command}" again.`
      : done > 0
        ? `The ${done} statement${done === 1 ? "" : "s"} before it ${done === 1 ? "is" : "are"} done and stay${done === 1 ? "s" : ""}; mend the statement and run "${command}" again: it goes on from there.`
        : `Look at the database's state with "status" and run "${command}" again.`;
    const what = statement === undefined ? "" : `\n  ${shown(statement.sql)}\n`;
    return {
      version: step.version,
      name: step.name,
      path: part.path,
      line,
      statement: statement?.sql ?? "",
      error,
      undone,
      done,
      message: `${step.version} ${step.name} failed at ${part.path}:${line + 1}: ${explain(error)}${what === "" ? " " : what}${state}`,
    };
  }

  #refusal(step: MigrationStep, part: MigrationPart, message: string, done: number): FailedStep {
    return {
      version: step.version,
      name: step.name,
      path: part.path,
      line: part.line,
      statement: "",
      error: { tag: "unsupported", message },
      undone: false,
      done,
      message,
    };
  }

  /** Waits out other writers where the engine has one lock for all. */
  async #patiently<T>(work: () => Promise<Result<T, SqlError>>): Promise<Result<T, SqlError>> {
    const until = performance.now() + (this.#context.lockWaitMs ?? LOCK_WAIT_MS);
    for (;;) {
      const answer = await work();
      if (
        answer.ok ||
        answer.error.tag !== "sql" ||
        answer.error.reason !== "lock-timeout" ||
        performance.now() > until
      ) {
        return answer;
      }
      await sleep(FIRST_BACKOFF_MS);
    }
  }

  async end(): Promise<void> {
    await this.#lock?.release();
    await this.#ledger?.close();
    if (this.#context.shared) {
      await this.#work?.close();
    }
  }
}

/** The engine has no query that tells what exists. */
const UNKNOWN_FLIGHT = "?";

function present<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error("bug: the run has not begun");
  }
  return value;
}

/** A statement that was in flight and now meets its own result has been done before. */
function tookEffectBefore(error: SqlError): boolean {
  return error.tag === "sql" && (error.reason === "exists" || error.reason === "unknown-object");
}

interface TransactionWork {
  readonly step: MigrationStep;
  readonly record: HistoryRecord | undefined;
  readonly statements: readonly PartStatement[];
  readonly leavesTraces: boolean;
  readonly changes: () => Changes;
  readonly direction: "up" | "down";
}

/** `elsewhere`: another runner has done the step. The statement is absent where the record failed. */
type TransactionOutcome = Result<
  "done" | "elsewhere",
  { readonly statement: PartStatement | undefined; readonly error: SqlError }
>;

function worthRetrying(error: DriverError): boolean {
  return error.tag === "sql" && "retry" in error && error.retry;
}

function lineInStatement(statement: PartStatement, error: SqlError | ConnectError): number {
  const position = "position" in error ? error.position : undefined;
  return position === undefined ? 0 : (statement.sql.slice(0, position).match(/\n/gu)?.length ?? 0);
}

const SHOWN_LENGTH = 200;

function shown(sql: string): string {
  const line = sql.replace(/\s+/gu, " ").trim();
  return line.length > SHOWN_LENGTH ? `${line.slice(0, SHOWN_LENGTH)}…` : line;
}
