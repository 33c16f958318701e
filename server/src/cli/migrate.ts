import { resolve } from "node:path";
import { z } from "zod";
import { lineCharacterAt, lineIndex } from "../base/text.ts";
import { lockText, migrationPlan, planMarkdown } from "../migrations/plan.ts";
import type { ReadMigrations } from "../migrations/read.ts";
import type { StepStatus } from "../migrations/state.ts";
import { compileDialect } from "../sql/dialect.ts";
import { introspect } from "../wirevm/introspect/introspect.ts";
import { createMigration, explainRunError } from "../workspace/migrations/desk.ts";
import { loadMigrations } from "../workspace/migrations/folder.ts";
import { type LintFinding, lintMigration } from "../workspace/migrations/lint.ts";
import { rehearsalText, rehearse } from "../workspace/migrations/rehearse.ts";
import {
  migrateBaseline,
  migrateDown,
  migrateRepair,
  migrateUp,
  migrationStatus,
  type RunError,
  type RunnerContext,
  type RunReport,
} from "../workspace/migrations/runner.ts";
import type { Workspace } from "../workspace/workspace.ts";
import {
  type Arguments,
  type Command,
  Exit,
  flag,
  type Io,
  text,
  texts,
  UsageError,
} from "./command.ts";
import { jsonl } from "./jsonl.ts";
import { dialectFor } from "./lint.ts";
import {
  checkedPlace,
  connectionSettings,
  dialectNamed,
  openPlace,
  passwordOf,
  schemaReader,
} from "./place.ts";

export const migrate: Command = {
  name: "migrate",
  summary: "Says what migrations will do, runs them and undoes them.",
  usage: [
    "status|plan|up|down|baseline|repair [--dir D] [--connection C] [--to VERSION]",
    "new NAME [--dir D]",
    "lint [--dir D] [--dialect X] | lint --jsonl",
  ],
  options: {
    dir: { type: "string" },
    connection: { type: "string", short: "c" },
    format: { type: "string" },
    to: { type: "string" },
    dialect: { type: "string", short: "d" },
    down: { type: "boolean" },
    "in-order": { type: "boolean" },
    "dry-run": { type: "boolean" },
    placeholder: { type: "string", multiple: true },
    "lock-timeout": { type: "string" },
    json: { type: "boolean" },
    jsonl: { type: "boolean" },
  },
  help: {
    dir: "The folder of migrations; sqlx.json's by default.",
    connection: "Name in sqlx.json, or a URL.",
    format: "A format's id; found out by default.",
    to: "The version to go to.",
    dialect: "For lint without a connection.",
    down: "Plans the way back.",
    "in-order": "Refuses a pending version below the last applied one.",
    "dry-run": "Says what would be done, and tries it where it can be undone.",
    placeholder: "NAME=VALUE for the migrations' placeholders; may be repeated.",
    "lock-timeout": "Milliseconds to wait for a lock of a table before trying again.",
    json: "Prints JSON.",
    jsonl: "Batch mode of lint: {id, dialect, engineVersion?, schema?, sql} a line.",
  },
  async run(args, io) {
    const [verb, ...rest] = args.positionals;
    if (verb === "lint" && flag(args, "jsonl")) {
      return lintBatch(io);
    }
    switch (verb) {
      case "new":
        return makeNew(args, rest.join(" "), io);
      case "lint":
        return lintFolder(args, io);
      case "status":
      case "plan":
      case "up":
      case "down":
      case "baseline":
      case "repair":
        return onDatabase(verb, args, io);
      default:
        throw new UsageError(
          verb === undefined
            ? "say what to do: status, plan, up, down, new, lint, baseline, repair"
            : `there is no "migrate ${verb}"`,
        );
    }
  },
};

function folder(
  place: Workspace,
  args: Arguments,
  io: Io,
): { readonly dir: string; readonly read: ReadMigrations } {
  const { migrations } = place.config;
  const named = text(args, "dir");
  const dir =
    named === undefined
      ? resolve(place.root, migrations?.dir ?? "db/migrations")
      : resolve(io.cwd, named);
  const placeholders = Object.fromEntries(
    texts(args, "placeholder").map((it) => {
      const at = it.indexOf("=");
      if (at < 1) {
        throw new UsageError(`--placeholder is "${it}"; it must be NAME=VALUE`);
      }
      return [it.slice(0, at), it.slice(at + 1)];
    }),
  );
  const read = loadMigrations(dir, text(args, "format") ?? migrations?.format ?? "auto", {
    placeholders,
  });
  if (!read.ok) {
    throw new UsageError(read.error);
  }
  return { dir, read: read.value };
}

function makeNew(args: Arguments, name: string, io: Io): number {
  if (name === "") {
    throw new UsageError("give the new migration a name");
  }
  const { dir, read } = folder(checkedPlace(io), args, io);
  const paths = createMigration(dir, read, name, new Date());
  io.out(
    flag(args, "json")
      ? `${JSON.stringify({ files: paths })}\n`
      : paths.map((it) => `${it}\n`).join(""),
  );
  return Exit.Fine;
}

type DatabaseVerb = "status" | "plan" | "up" | "down" | "baseline" | "repair";

async function onDatabase(verb: DatabaseVerb, args: Arguments, io: Io): Promise<number> {
  const place = checkedPlace(io);
  const { read } = folder(place, args, io);
  const { name, settings } = connectionSettings(
    place,
    text(args, "connection") ?? place.config.migrations?.connection,
  );
  const pack = place.connections.packOf(settings.url);
  if (pack === undefined) {
    throw new UsageError(`no wire pack knows the URL of "${name}"`);
  }
  const json = flag(args, "json");
  const context: RunnerContext = {
    pack,
    open: () => place.connections.connect(settings, async () => passwordOf(io, name)),
    shared: true,
    lockTimeoutMs: milliseconds(args, "lock-timeout"),
    now: () => new Date(),
    note: (message) => {
      if (!json) {
        io.out(`${message}\n`);
      }
    },
  };
  const to = text(args, "to");
  const failed = (error: RunError): number => {
    io.err(`${explainRunError(error)}\n`);
    return error.tag === "connect" || error.tag === "sql" || error.tag === "busy"
      ? Exit.World
      : error.tag === "unknown-version"
        ? Exit.Usage
        : Exit.Findings;
  };
  const outcome = (report: RunReport): number => {
    if (json) {
      io.out(`${JSON.stringify(report, null, 2)}\n`);
    } else {
      // What is done is noted as it is done.
      io.out(
        verb === "baseline"
          ? report.done.map((it) => `Recorded ${it.version} ${it.name} as applied\n`).join("")
          : "",
      );
      io.out(
        report.done.length === 0 && report.failed === undefined ? "There is nothing to do.\n" : "",
      );
    }
    for (const warning of report.warnings) {
      io.err(`warning: ${warning}\n`);
    }
    if (report.failed !== undefined) {
      io.err(`${report.failed.message}\n`);
      return Exit.Findings;
    }
    return Exit.Fine;
  };
  if (flag(args, "dry-run") && (verb === "up" || verb === "down")) {
    const tried = await rehearse(context, read, { direction: verb, to });
    if (!tried.ok) {
      return failed(tried.error);
    }
    io.out(json ? `${JSON.stringify(tried.value, null, 2)}\n` : rehearsalText(tried.value));
    if (tried.value.message !== undefined) {
      io.err(`${tried.value.message}\n`);
    }
    return tried.value.outcome === "failed" ? Exit.Findings : Exit.Fine;
  }
  switch (verb) {
    case "status": {
      const report = await migrationStatus(context, read);
      if (!report.ok) {
        return failed(report.error);
      }
      const { states, peer, table } = report.value;
      io.out(
        json
          ? `${JSON.stringify({ format: read.format.id, peer, table, migrations: states.map(stateJson) }, null, 2)}\n`
          : statusText(states, read.format.id),
      );
      return Exit.Fine;
    }
    case "plan": {
      const report = await migrationStatus(context, read);
      if (!report.ok) {
        return failed(report.error);
      }
      const session = await context.open();
      const catalog = session.ok ? await introspect(session.value, pack) : undefined;
      const version = session.ok ? session.value.version : undefined;
      if (session.ok) {
        await session.value.close();
      }
      const plan = migrationPlan({
        states: report.value.states,
        direction: flag(args, "down") ? "down" : "up",
        to,
        dialect: compileDialect(pack, version),
        catalog: catalog?.ok === true ? catalog.value : undefined,
      });
      io.out(json ? `${JSON.stringify(plan, null, 2)}\n` : planMarkdown(plan, name));
      return plan.problem === undefined ? Exit.Fine : Exit.Usage;
    }
    case "up": {
      const report = await migrateUp(context, read, { to, inOrder: flag(args, "in-order") });
      return report.ok ? outcome(report.value) : failed(report.error);
    }
    case "down": {
      const report = await migrateDown(context, read, { to });
      return report.ok ? outcome(report.value) : failed(report.error);
    }
    case "baseline": {
      const report = await migrateBaseline(context, read, to);
      return report.ok ? outcome(report.value) : failed(report.error);
    }
    case "repair": {
      const report = await migrateRepair(context, read);
      if (!report.ok) {
        return failed(report.error);
      }
      const { repaired } = report.value;
      io.out(
        json
          ? `${JSON.stringify(report.value, null, 2)}\n`
          : repaired.length === 0
            ? "There is nothing to repair.\n"
            : repaired.map((it) => `${it.version} ${it.name}: ${it.what}\n`).join(""),
      );
      return Exit.Fine;
    }
  }
}

function milliseconds(args: Arguments, name: string): number | undefined {
  const given = text(args, name);
  const value = Number(given);
  if (given !== undefined && !(Number.isInteger(value) && value > 0)) {
    throw new UsageError(`--${name} is "${given}"; it must be a number of milliseconds`);
  }
  return given === undefined ? undefined : value;
}

function stateJson(it: StepStatus): object {
  return {
    version: it.version,
    name: it.name,
    state: it.state,
    path: it.step?.up.path,
    appliedAt: it.record?.state === "applied" ? it.record.appliedAt : undefined,
    reversible: it.step?.down !== undefined,
    outOfOrder: it.outOfOrder,
    note: it.note,
  };
}

function statusText(states: readonly StepStatus[], format: string): string {
  if (states.length === 0) {
    return `No migrations (${format}).\n`;
  }
  const width = Math.max(...states.map((it) => it.version.length));
  const rows = states.map((it) => {
    const applied = it.record?.state === "applied" ? `  ${it.record.appliedAt}` : "";
    return `${it.state.padEnd(8)} ${it.version.padEnd(width)}  ${it.name}${applied}${it.note === undefined ? "" : `  (${it.note})`}\n`;
  });
  const pending = states.filter((it) => it.state === "pending").length;
  return `${rows.join("")}\n${pending} pending of ${states.length} (${format}).\n`;
}

// ---------------------------------------------------------------- lint

function lintFolder(args: Arguments, io: Io): number {
  const place = checkedPlace(io);
  const { read } = folder(place, args, io);
  const active = place.connections.active;
  const named = text(args, "dialect") ?? place.config.dialect;
  const pack = active === undefined ? undefined : place.connections.pack(active);
  const dialect =
    named !== undefined && named !== "auto"
      ? dialectNamed(place, named)
      : pack === undefined
        ? dialectNamed(place, "ansi")
        : compileDialect(pack);
  const found = read.steps.flatMap((step) =>
    lintMigration({ sql: step.up.text, dialect, part: step.up }).map((it) => ({ step, it })),
  );
  if (flag(args, "json")) {
    io.out(
      `${JSON.stringify(
        found.map(({ step, it }) => ({
          path: step.up.path,
          version: step.version,
          ...findingJson(it, step.up.text, step.up.line),
        })),
        null,
        2,
      )}\n`,
    );
  } else {
    for (const { step, it } of found) {
      const { line, character } = lineCharacterAt(lineIndex(step.up.text), it.range.start);
      io.out(
        `${step.up.path}:${step.up.line + line + 1}:${character + 1}  ${it.severity}  ${it.message}${it.lock === undefined ? "" : ` (${lockText(it.lock)})`}  ${it.rule}\n`,
      );
    }
    io.out(
      `${found.length} finding${found.length === 1 ? "" : "s"} in ${read.steps.length} migrations.\n`,
    );
  }
  return found.some(({ it }) => it.severity === "error" || it.severity === "warning")
    ? Exit.Findings
    : Exit.Fine;
}

function findingJson(it: LintFinding, sql: string, firstLine = 0): object {
  const lines = lineIndex(sql);
  const place = (offset: number) => {
    const { line, character } = lineCharacterAt(lines, offset);
    return { line: line + firstLine, character };
  };
  return {
    rule: it.rule,
    severity: it.severity,
    message: it.message,
    start: place(it.range.start),
    end: place(it.range.end),
    text: sql.slice(it.range.start, it.range.end),
    fixes: [],
    lock:
      it.lock === undefined
        ? undefined
        : {
            mode: it.lock.mode,
            algorithm: it.lock.algorithm,
            blocks: it.lock.blocks,
            rewrite: it.lock.rewrite,
          },
    rewritesTable: it.rewritesTable,
    saferSql: it.saferSql,
  };
}

const line = z.object({
  id: z.unknown(),
  dialect: z.string(),
  engineVersion: z.string().optional(),
  schema: z.string().optional(),
  sql: z.string(),
});

async function lintBatch(io: Io): Promise<number> {
  const place = openPlace(io);
  const readSchema = schemaReader();
  return jsonl(io, line, ({ dialect: named, engineVersion, schema, sql }) => {
    const base = dialectFor(place, named);
    const dialect = engineVersion === undefined ? base : compileDialect(base.pack, engineVersion);
    const found = lintMigration({ sql, dialect, catalog: readSchema(schema, dialect) });
    return { findings: found.map((it) => findingJson(it, sql)) };
  });
}
