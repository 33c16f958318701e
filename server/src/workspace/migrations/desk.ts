/**
 * What the editor asks about migrations: the folder and connection of the configuration, brought
 * together with the runner. Answers are the contract's plain data.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { err, ok, type Result } from "../../base/result.ts";
import type { ReadOptions } from "../../migrations/format.ts";
import { migrationPlan, planMarkdown } from "../../migrations/plan.ts";
import { nextVersion, type ReadMigrations } from "../../migrations/read.ts";
import type {
  MigrationInfo,
  MigrationOutcome,
  MigrationsStatus,
  WireError,
  WireResult,
} from "../../protocol/messages.ts";
import { compileDialect } from "../../sql/dialect.ts";
import { type ConnectError, explain, wireError } from "../../wirevm/drivers/errors.ts";
import type { Session } from "../../wirevm/drivers/session.ts";
import type { Workspace } from "../workspace.ts";
import { loadFiles, loadMigrations, writeMigrationFiles } from "./folder.ts";
import { checksumOf } from "./history.ts";
import { lintMigration } from "./lint.ts";
import {
  migrateDown,
  migrateUp,
  migrationStatus,
  type RunError,
  type RunnerContext,
  type StatusReport,
} from "./runner.ts";

/** Where migrations are looked for when the configuration does not say. */
const USUAL_FOLDERS = [
  "db/migrations",
  "migrations",
  "db/migrate",
  "sql/migrations",
  "prisma/migrations",
  "drizzle",
  "supabase/migrations",
];
/** Sessions of the runner are owned by it, apart from those of documents. */
const OWNER = "migrations";
/** A run needs two sessions at a time; numbering them round keeps the list of owners short. */
const N_OWNERS = 8;

export class MigrationsDesk {
  readonly #workspace: Workspace;
  readonly #log: (message: string) => void;
  #opened = 0;
  /** The last findings by text, so that a status does not read every migration again. */
  readonly #findings = new Map<string, number>();

  constructor(workspace: Workspace, log: (message: string) => void) {
    this.#workspace = workspace;
    this.#log = log;
  }

  /** The folder: the one configured, or the first usual one that is there. */
  get dir(): string {
    const { config, root } = this.#workspace;
    const configured = config.migrations?.dir;
    if (configured !== undefined) {
      return resolve(root, configured);
    }
    const found = USUAL_FOLDERS.find((it) => loadMigrations(join(root, it)).ok);
    return resolve(root, found ?? "db/migrations");
  }

  connectionName(asked: string | undefined): string | undefined {
    return (
      asked ?? this.#workspace.config.migrations?.connection ?? this.#workspace.connections.active
    );
  }

  read(options: ReadOptions = {}): Result<ReadMigrations, WireError> {
    const read = loadMigrations(
      this.dir,
      this.#workspace.config.migrations?.format ?? "auto",
      options,
    );
    // No folder at all is no mistake: the editor offers to make a first migration.
    return read.ok
      ? read
      : err({ tag: existsSync(this.dir) ? "config" : "none", message: read.error });
  }

  context(name: string): Result<RunnerContext, WireError> {
    const { connections } = this.#workspace;
    const pack = connections.pack(name);
    const settings = connections.settings(name);
    if (pack === undefined || settings === undefined) {
      return err({ tag: "config", message: `There is no connection "${name}".` });
    }
    return ok({
      pack,
      open: (): Promise<Result<Session, ConnectError>> => {
        this.#opened += 1;
        return connections.session(name, `${OWNER} ${this.#opened % N_OWNERS}`);
      },
      shared: !settings.url.includes(":memory:"),
      now: () => new Date(),
      note: (message) => this.#log(`migrations: ${message}`),
    });
  }

  async status(asked: string | undefined): Promise<WireResult<MigrationsStatus>> {
    const read = this.read();
    if (!read.ok) {
      return read;
    }
    const name = this.connectionName(asked);
    const base = { dir: this.dir, format: read.value.format.id, connection: name ?? "" };
    const [broken] = read.value.problems.filter((it) => it.severity === "error");
    const problem: WireError | undefined =
      broken === undefined
        ? undefined
        : { tag: "config", message: `${broken.path}:${broken.line + 1}: ${broken.message}` };
    if (name === undefined) {
      const migrations = read.value.steps.map((step) =>
        this.#info({ version: step.version, name: step.name, state: "pending", step }, undefined),
      );
      return ok({
        ...base,
        migrations,
        pending: migrations.length,
        problem: problem ?? {
          tag: "config",
          message: "No connection is chosen, so what is applied is not known.",
        },
      });
    }
    const context = this.context(name);
    if (!context.ok) {
      return context;
    }
    const report = await migrationStatus(context.value, read.value);
    if (!report.ok) {
      return err(wireRunError(report.error));
    }
    const dialect = compileDialect(context.value.pack, this.#workspace.connections.version(name));
    const migrations = report.value.states.map((it) => this.#info(it, dialect));
    return ok({
      ...base,
      migrations,
      pending: migrations.filter((it) => it.state === "pending").length,
      ...(problem === undefined ? {} : { problem }),
    });
  }

  #info(
    it: StatusReport["states"][number],
    dialect: ReturnType<typeof compileDialect> | undefined,
  ): MigrationInfo {
    const { step, record } = it;
    return {
      version: it.version,
      name: it.name,
      state: it.state,
      ...(step === undefined
        ? {}
        : { uri: pathToFileURL(join(this.dir, step.up.path)).href, checksum: checksumOf(step) }),
      ...(record === undefined || record.state === "reverted"
        ? {}
        : { appliedAt: record.appliedAt, elapsedMs: record.elapsedMs }),
      reversible: step?.down !== undefined,
      findings:
        step === undefined || dialect === undefined || it.state === "applied"
          ? 0
          : this.#nFindings(step.up.text, dialect),
    };
  }

  #nFindings(sql: string, dialect: ReturnType<typeof compileDialect>): number {
    const key = `${dialect.pack.engine} ${dialect.version}\n${sql}`;
    let known = this.#findings.get(key);
    if (known === undefined) {
      known = lintMigration({ sql, dialect }).filter(
        (it) => it.severity === "error" || it.severity === "warning",
      ).length;
      this.#findings.set(key, known);
    }
    return known;
  }

  /** The migrations and the connection that they are run on. */
  #target(connection: string | undefined) {
    const read = this.read();
    if (!read.ok) {
      return read;
    }
    const name = this.connectionName(connection);
    if (name === undefined) {
      return err({
        tag: "config" as const,
        message: "No connection is chosen. Choose one in the status bar.",
      });
    }
    const context = this.context(name);
    return context.ok ? ok({ read: read.value, name, context: context.value }) : context;
  }

  async run(request: {
    readonly direction: "up" | "down";
    readonly to?: string | undefined;
    readonly connection?: string | undefined;
    readonly confirmed?: boolean | undefined;
  }): Promise<WireResult<MigrationOutcome>> {
    const target = this.#target(request.connection);
    if (!target.ok) {
      return target;
    }
    const { read, name, context } = target.value;
    if (
      request.confirmed !== true &&
      this.#workspace.connections.settings(name)?.environment === "production"
    ) {
      const verb = request.direction === "up" ? "Applies pending migrations" : "Undoes migrations";
      return ok({
        done: [],
        confirm: { reason: `${verb} on the production connection ${name}.`, typed: name },
      });
    }
    const report =
      request.direction === "up"
        ? await migrateUp(context, read, { to: request.to })
        : await migrateDown(context, read, { to: request.to });
    if (!report.ok) {
      return err(wireRunError(report.error));
    }
    await this.#workspace.connections.refresh(name);
    const { done, failed } = report.value;
    return ok({
      done: done.map(({ version, name: title, elapsedMs }) => ({
        version,
        name: title,
        elapsedMs,
      })),
      ...(failed === undefined
        ? {}
        : {
            failed: {
              version: failed.version,
              name: failed.name,
              error: { ...wireError(failed.error), message: failed.message },
              statement: failed.statement,
              uri: pathToFileURL(join(this.dir, failed.path)).href,
              range: {
                start: { line: failed.line, character: 0 },
                end: { line: failed.line + 1, character: 0 },
              },
            },
          }),
    });
  }

  async plan(request: {
    readonly direction: "up" | "down";
    readonly to?: string | undefined;
    readonly connection?: string | undefined;
  }): Promise<WireResult<{ readonly markdown: string }>> {
    const target = this.#target(request.connection);
    if (!target.ok) {
      return target;
    }
    const { read, name, context } = target.value;
    const report = await migrationStatus(context, read);
    if (!report.ok) {
      return err(wireRunError(report.error));
    }
    const { connections } = this.#workspace;
    const opened = await connections.open(name);
    const plan = migrationPlan({
      states: report.value.states,
      direction: request.direction,
      to: request.to,
      dialect: compileDialect(context.pack, connections.version(name)),
      catalog: opened.ok ? connections.catalog(name)?.catalog : undefined,
    });
    return ok({ markdown: planMarkdown(plan, name) });
  }

  /** Makes the files of a new migration and answers with the first one that is SQL. */
  create(name: string): WireResult<{ readonly uri: string }> {
    const existing = this.read();
    if (existing.ok) {
      const paths = createMigration(this.dir, existing.value, name, new Date());
      return ok({
        uri: pathToFileURL(paths.find((it) => it.endsWith(".sql")) ?? paths[0] ?? this.dir).href,
      });
    }
    mkdirSync(this.dir, { recursive: true });
    const made = this.read();
    return made.ok ? this.create(name) : made;
  }
}

/** Writes a new, empty migration in the folder's format; answers the absolute paths. */
export function createMigration(
  dir: string,
  read: ReadMigrations,
  name: string,
  now: Date,
  content: { readonly up: string; readonly down?: string | undefined } = { up: "", down: "" },
): readonly string[] {
  const stamp = now.toISOString().replace(/[-:T]/gu, "").slice(0, 14);
  const version = nextVersion(read, { stamp, ms: now.getTime() });
  const files = read.format.write({ version, name, ...content }, loadFiles(dir));
  return writeMigrationFiles(dir, files);
}

/** An error of a run as it crosses to the client. */
export function wireRunError(error: RunError): WireError {
  switch (error.tag) {
    case "connect":
    case "sql":
      return wireError(error.error);
    default:
      return { tag: error.tag, message: error.message };
  }
}

export function explainRunError(error: RunError): string {
  return error.tag === "connect" || error.tag === "sql" ? explain(error.error) : error.message;
}
