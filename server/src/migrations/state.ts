/**
 * Where a database stands: the steps of the folder against what was recorded. One pure function, so
 * that the editor, the command line and the runner agree on every state.
 */
import { err, ok, type Result } from "../base/result.ts";
import {
  compareVersions,
  type MigrationStep,
  type PeerHistory,
  type PeerRecord,
} from "./format.ts";

/** A row of our own history. */
export interface HistoryRecord {
  readonly version: string;
  readonly name: string;
  readonly kind: MigrationStep["kind"];
  /** `running` is what a crash leaves behind where definitions cannot be undone. */
  readonly state: "applied" | "running" | "failed" | "reverted";
  /** Hex digest of `checksumText`; empty where another tool applied it. */
  readonly checksum: string;
  readonly appliedAt: string;
  readonly elapsedMs: number;
  /** Order of application. */
  readonly sequence: number;
  readonly direction: "up" | "down";
  /** Statements that are done, of the direction that runs or failed. */
  readonly done: number;
  /** Digest of the statements that are done, so that they are known to be the same on resume. */
  readonly prefix: string;
  /** Digest of what the statement in flight acts upon, before it ran; empty when none is in flight. */
  readonly flight: string;
  /** Why it failed. */
  readonly detail: string;
}

export type StepState = "applied" | "pending" | "missing" | "changed" | "failed";

export interface StepStatus {
  readonly version: string;
  readonly name: string;
  readonly state: StepState;
  /** Absent for `missing`. */
  readonly step?: MigrationStep | undefined;
  readonly record?: HistoryRecord | undefined;
  /** The record is another tool's. */
  readonly from?: string | undefined;
  /** Pending, although a later version is applied. */
  readonly outOfOrder?: boolean | undefined;
  /** For people: why it failed, what it is waiting for. */
  readonly note?: string | undefined;
}

/**
 * The state of every step and of every record without a step, in running order. `digest` gives a
 * step's checksum.
 */
export function stepStates(
  steps: readonly MigrationStep[],
  records: readonly HistoryRecord[],
  digest: (step: MigrationStep) => string,
): readonly StepStatus[] {
  const byVersion = new Map(records.map((it) => [it.version, it]));
  const applied = records.filter((it) => it.state === "applied");
  const planned = new Map(steps.map((it, index) => [it.version, index]));
  const reached = Math.max(-1, ...applied.map((it) => planned.get(it.version) ?? -1));
  const nothingApplied = applied.length === 0;
  const baseline = steps.findLast((it) => it.kind === "baseline");
  const statuses: StepStatus[] = [];
  for (const [index, step] of steps.entries()) {
    const record = byVersion.get(step.version);
    const status = stateOf(step, record, digest);
    if (step.kind === "baseline" && record === undefined) {
      // A baseline is for empty databases; later it is neither pending nor missing.
      if (nothingApplied && step === baseline) {
        statuses.push({ ...status, note: "stands for all versions up to its own" });
      }
      continue;
    }
    if (
      status.state === "pending" &&
      nothingApplied &&
      baseline !== undefined &&
      coveredBy(baseline, step)
    ) {
      continue;
    }
    const late = status.state === "pending" && step.kind === "versioned" && index < reached;
    statuses.push(late ? { ...status, outOfOrder: true } : status);
  }
  const known = new Set(steps.map((it) => it.version));
  const missing = records
    .filter((it) => !known.has(it.version) && it.state !== "reverted")
    .map(
      (record): StepStatus => ({
        version: record.version,
        name: record.name,
        state: record.state === "failed" || record.state === "running" ? "failed" : "missing",
        record,
        note: "recorded as applied, but its file is not in the folder",
      }),
    );
  if (missing.length === 0) {
    return statuses;
  }
  return inserted(statuses, missing);
}

/** Missing ones go where their version belongs, as far as that can be told. */
function inserted(
  statuses: readonly StepStatus[],
  missing: readonly StepStatus[],
): readonly StepStatus[] {
  const all = [...statuses];
  for (const it of missing) {
    const at = all.findIndex(
      (other) =>
        other.step?.kind !== "repeatable" && compareVersions(it.version, other.version) < 0,
    );
    all.splice(at < 0 ? all.length : at, 0, it);
  }
  return all;
}

function stateOf(
  step: MigrationStep,
  record: HistoryRecord | undefined,
  digest: (step: MigrationStep) => string,
): StepStatus {
  const base = { version: step.version, name: step.name, step, record };
  if (record === undefined || record.state === "reverted") {
    return { ...base, state: "pending" };
  }
  if (record.state === "failed" || record.state === "running") {
    const verb = record.direction === "up" ? "applied" : "reverted";
    const note =
      record.state === "running"
        ? `interrupted while it was being ${verb}, after ${record.done} statement${record.done === 1 ? "" : "s"}`
        : record.detail;
    return { ...base, state: "failed", note };
  }
  const same = record.checksum === "" || record.checksum === digest(step);
  if (same) {
    return { ...base, state: "applied" };
  }
  return step.kind === "repeatable"
    ? { ...base, state: "pending", note: "its text changed since it ran" }
    : { ...base, state: "changed", note: "its text is not the one that was applied" };
}

/** Does the baseline stand for this step? */
export function coveredBy(baseline: MigrationStep, step: MigrationStep): boolean {
  if (step.kind !== "versioned") {
    return false;
  }
  return baseline.covers === undefined
    ? compareVersions(step.version, baseline.version) <= 0
    : baseline.covers.includes(step.version);
}

/** What another tool has recorded, as records of ours; the checksums stay empty, theirs differ. */
export function adopted(
  steps: readonly MigrationStep[],
  history: PeerHistory,
  peers: readonly PeerRecord[],
): readonly HistoryRecord[] {
  const exact = new Map(peers.filter((it) => it.reach !== "up-to").map((it) => [it.key, it]));
  const upTo = peers.filter((it) => it.reach === "up-to");
  const used = new Set<string>();
  const records: HistoryRecord[] = [];
  for (const step of steps) {
    const keys = history.stepKeys(step);
    const direct = keys
      .map((it) => exact.get(it) ?? upTo.find((peer) => peer.key === it))
      .find((it) => it !== undefined);
    const below =
      direct === undefined && step.kind === "versioned"
        ? upTo.find((peer) => keys.some((it) => compareVersions(it, peer.key) <= 0))
        : undefined;
    const peer = direct ?? below;
    if (peer === undefined) {
      continue;
    }
    used.add(peer.key);
    records.push(
      recordOf(
        step.version,
        step.name,
        step.kind,
        direct?.state === "failed" ? "failed" : "applied",
        peer,
        history.tool,
      ),
    );
  }
  for (const peer of exact.values()) {
    if (!used.has(peer.key)) {
      records.push(
        recordOf(peer.key, peer.name ?? "", "versioned", peer.state, peer, history.tool),
      );
    }
  }
  return records.map((it, index) => ({ ...it, sequence: index + 1 }));
}

function recordOf(
  version: string,
  name: string,
  kind: MigrationStep["kind"],
  state: HistoryRecord["state"],
  peer: PeerRecord,
  tool: string,
): HistoryRecord {
  return {
    version,
    name,
    kind,
    state,
    checksum: "",
    appliedAt: peer.appliedAt ?? "",
    elapsedMs: 0,
    sequence: 0,
    direction: "up",
    done: 0,
    prefix: "",
    flight: "",
    detail: state === "failed" ? `${tool} left it half done` : `applied by ${tool}`,
  };
}

/** The version a person means: as written, or with other leading zeros, or by the name after it. */
export function resolveVersion(statuses: readonly StepStatus[], asked: string): string | undefined {
  const exact = statuses.find((it) => it.version === asked);
  if (exact !== undefined) {
    return exact.version;
  }
  const same = statuses.filter((it) => compareVersions(it.version, asked) === 0);
  if (same.length === 1) {
    return same[0]?.version;
  }
  const named = statuses.filter(
    (it) =>
      it.name === asked ||
      (it.step !== undefined && stemOf(it.step.up.path) === asked.replace(/\.sql$/u, "")),
  );
  return named.length === 1 ? named[0]?.version : undefined;
}

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/(?:\.up)?\.sql$/iu, "");
}

/** Steps to run upwards: all that are pending or failed, to the target with it. */
export function stepsUp(
  statuses: readonly StepStatus[],
  target: string | undefined,
): readonly StepStatus[] {
  const end =
    target === undefined ? statuses.length : statuses.findIndex((it) => it.version === target) + 1;
  return statuses
    .slice(0, end)
    .filter((it) => it.step !== undefined && (it.state === "pending" || it.state === "failed"));
}

/** Steps to undo, last applied first: one, or all after the target. `target` "" undoes everything. */
export function stepsDown(
  statuses: readonly StepStatus[],
  target: string | undefined,
): readonly StepStatus[] {
  const applied = statuses
    .filter(
      (it) =>
        it.record !== undefined &&
        it.record.kind !== "repeatable" &&
        (it.record.state === "applied" ||
          (it.record.state !== "reverted" && it.record.direction === "down")),
    )
    .sort((a, b) => statuses.indexOf(b) - statuses.indexOf(a));
  if (target === undefined) {
    return applied.slice(0, 1);
  }
  if (target === "") {
    return applied;
  }
  const kept = statuses.findIndex((it) => it.version === target);
  return applied.filter((it) => statuses.indexOf(it) > kept);
}

/** The steps of a run up to, or down to, a version; the error says which versions there are. */
export function pickSteps(
  states: readonly StepStatus[],
  to: string | undefined,
  direction: "up" | "down",
): Result<readonly StepStatus[], string> {
  if (to === undefined) {
    return ok(direction === "up" ? stepsUp(states, undefined) : stepsDown(states, undefined));
  }
  if (direction === "down" && /^0+$/u.test(to) && resolveVersion(states, to) === undefined) {
    return ok(stepsDown(states, ""));
  }
  const version = resolveVersion(states, to);
  if (version === undefined) {
    const known = states.map((it) => it.version);
    const shown = known.length > 8 ? [...known.slice(0, 3), "…", ...known.slice(-3)] : known;
    return err(
      `There is no migration with version ${to}.${known.length === 0 ? " The folder is empty." : ` There is ${shown.join(", ")}.`}`,
    );
  }
  return ok(direction === "up" ? stepsUp(states, version) : stepsDown(states, version));
}
