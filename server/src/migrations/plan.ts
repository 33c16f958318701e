/**
 * The plan of a run, before anything runs: the steps in their order, what each locks and may cost, how
 * it is undone, and how risky the whole is, with reasons.
 */
import type { Catalog } from "../catalog/model.ts";
import type { Dialect } from "../sql/dialect.ts";
import { analyzeMigration } from "./findings.ts";
import type { MigrationPart } from "./format.ts";
import type { MigrationFinding } from "./hazard.ts";
import type { LockFact } from "./locks.ts";
import { pickSteps, type StepStatus } from "./state.ts";

export interface PlannedStatement {
  /** The statement's first line, shortened. */
  readonly title: string;
  readonly lock: LockFact | undefined;
}

export interface PlannedStep {
  readonly version: string;
  readonly name: string;
  readonly path: string;
  readonly statements: readonly PlannedStatement[];
  readonly findings: readonly MigrationFinding[];
  /** All of it is undone when one statement fails. */
  readonly transactional: boolean;
  /** `written` where the migration has a part for the way back. */
  readonly wayBack: "written" | "none";
}

export interface MigrationPlan {
  readonly direction: "up" | "down";
  readonly steps: readonly PlannedStep[];
  /** 0 (nothing to fear) to 100. */
  readonly risk: number;
  readonly reasons: readonly string[];
  /** Why there is no plan. */
  readonly problem?: string | undefined;
}

export interface PlanRequest {
  readonly states: readonly StepStatus[];
  readonly direction: "up" | "down";
  readonly to?: string | undefined;
  readonly dialect: Dialect;
  /** What exists now; locks are weighed by the size of tables where it is known. */
  readonly catalog?: Catalog | undefined;
}

export function migrationPlan({
  states,
  direction,
  to,
  dialect,
  catalog,
}: PlanRequest): MigrationPlan {
  const picked = pickSteps(states, to, direction);
  if (!picked.ok) {
    return { direction, steps: [], risk: 0, reasons: [], problem: picked.error };
  }
  let known = catalog;
  const steps: PlannedStep[] = [];
  for (const it of picked.value) {
    const part = direction === "up" ? it.step?.up : it.step?.down;
    if (it.step === undefined || part === undefined) {
      steps.push({
        version: it.version,
        name: it.name,
        path: it.step?.up.path ?? "",
        statements: [],
        findings: [],
        transactional: false,
        wayBack: "none",
      });
      continue;
    }
    const done = analyzeMigration({ sql: part.text, dialect, catalog: known, part });
    known = done.catalog;
    steps.push({
      version: it.version,
      name: it.name,
      path: part.path,
      statements: done.statements.map((one, index) => ({
        title: title(one.text),
        lock: done.facts[index],
      })),
      findings: done.findings,
      transactional: isTransactional(part, dialect),
      wayBack: (direction === "up" ? it.step.down : it.step.up) === undefined ? "none" : "written",
    });
  }
  return { direction, steps, ...risk(steps) };
}

function isTransactional(part: MigrationPart, dialect: Dialect): boolean {
  return part.transaction === "own" && dialect.can("transactional-ddl");
}

/** Statements are shown by their beginning. */
const TITLE_LENGTH = 80;

function title(text: string): string {
  const line = text
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  return line.length > TITLE_LENGTH ? `${line.slice(0, TITLE_LENGTH - 1)}…` : line;
}

/** What each circumstance adds to the risk; a rough order, not a probability. */
const WEIGHT = {
  error: 25,
  warning: 10,
  blocksAll: 8,
  blocksWrites: 5,
  rewrite: 12,
  noWayBack: 6,
  notTransactional: 4,
} as const;

function risk(steps: readonly PlannedStep[]): {
  readonly risk: number;
  readonly reasons: readonly string[];
} {
  const reasons: string[] = [];
  let total = 0;
  const add = (count: number, weight: number, reason: string) => {
    if (count > 0) {
      total += count * weight;
      reasons.push(reason);
    }
  };
  const all = steps.flatMap((it) => it.findings);
  const locks = steps
    .flatMap((it) => it.statements)
    .flatMap((it) => (it.lock === undefined ? [] : [it.lock]));
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
  const errors = all.filter((it) => it.severity === "error").length;
  const warnings = all.filter((it) => it.severity === "warning").length;
  const everything = locks.filter((it) => it.blocks === "reads+writes").length;
  const writes = locks.filter((it) => it.blocks === "writes").length;
  const rewrites = locks.filter((it) => it.rewrite).length;
  const oneWay = steps.filter((it) => it.wayBack === "none").length;
  const loose = steps.filter((it) => !it.transactional && it.statements.length > 1).length;
  add(errors, WEIGHT.error, `${count(errors, "serious hazard")}`);
  add(warnings, WEIGHT.warning, `${count(warnings, "hazard")}`);
  add(
    everything,
    WEIGHT.blocksAll,
    `${count(everything, "statement")} that stop all access to a table`,
  );
  add(writes, WEIGHT.blocksWrites, `${count(writes, "statement")} that stop writes to a table`);
  add(rewrites, WEIGHT.rewrite, `${count(rewrites, "table")} rewritten`);
  add(oneWay, WEIGHT.noWayBack, `${count(oneWay, "migration")} with no way back`);
  add(
    loose,
    WEIGHT.notTransactional,
    `${count(loose, "migration")} that are not undone as a whole when they fail`,
  );
  return { risk: Math.min(100, total), reasons };
}

/** The plan as a document. */
export function planMarkdown(plan: MigrationPlan, connection: string): string {
  const heading = `# ${plan.direction === "up" ? "Apply" : "Undo"} on ${connection}\n`;
  if (plan.problem !== undefined) {
    return `${heading}\n${plan.problem}\n`;
  }
  if (plan.steps.length === 0) {
    return `${heading}\nThere is nothing to do.\n`;
  }
  const reasons =
    plan.reasons.length === 0
      ? "Nothing stands out."
      : plan.reasons.map((it) => `- ${it}`).join("\n");
  return `${heading}\nRisk ${plan.risk} of 100.\n\n${reasons}\n\n${plan.steps.map(stepMarkdown).join("\n")}`;
}

function stepMarkdown(step: PlannedStep): string {
  const rows = step.statements.map(
    (it) =>
      `| \`${it.title.replaceAll("|", "\\|").replaceAll("`", "'")}\` | ${lockText(it.lock)} |`,
  );
  const table = rows.length === 0 ? "" : `\n| statement | lock |\n|---|---|\n${rows.join("\n")}\n`;
  const found = step.findings.map(
    (it) =>
      `- **${it.severity}** ${it.message} (${it.rule})${it.saferSql === undefined ? "" : `\n\n  \`\`\`sql\n${it.saferSql.replace(/^/gmu, "  ")}\n  \`\`\``}`,
  );
  const facts = [
    step.transactional
      ? "undone as a whole when it fails"
      : "statements that are done stay when a later one fails",
    step.wayBack === "none" ? "no way back" : "the way back is written",
  ];
  return `## ${step.version} ${step.name}\n\n${step.path} — ${facts.join("; ")}.\n${table}${found.length === 0 ? "" : `\n${found.join("\n")}\n`}`;
}

export function lockText(lock: LockFact | undefined): string {
  if (lock === undefined) {
    return "";
  }
  const name = [lock.algorithm, lock.mode].filter((it) => it !== undefined).join(" ");
  const blocks =
    lock.blocks === "none"
      ? "blocks nobody"
      : lock.blocks === "writes"
        ? "blocks writes"
        : "blocks reads and writes";
  return [
    name,
    blocks,
    lock.rewrite ? "rewrites the table" : "",
    lock.scan === true ? "reads every row" : "",
  ]
    .filter((it) => it !== "")
    .join(", ");
}
