/**
 * Running statements: what a guarded connection must be asked first, rows in pages, cancelling, and
 * what happens to the catalog after DDL. A result stays open until its panel is closed or the same
 * document runs something else.
 */
import type { Effects } from "../analysis/effects.ts";
import type { GridCell, RunOutcome, WireError, WireResult } from "../protocol/messages.ts";
import { explain, wireError } from "../wirevm/drivers/errors.ts";
import type { Parameter, RowStream, Session, Value } from "../wirevm/drivers/session.ts";
import type { Connections } from "./connections.ts";
import { summary } from "./effects-text.ts";

/** Rows sent with the outcome; the grid asks for more as it is scrolled. */
const FIRST_PAGE_ROWS = 200;
/** Results kept open at once; the oldest is closed. */
const OPEN_RESULTS = 50;

/** One statement to run. */
export interface RunRequest {
  readonly runId: string;
  readonly connection: string;
  /** The document: its session, and with it its transaction, is used. */
  readonly owner: string;
  readonly sql: string;
  readonly effects: Effects;
  readonly confirmed: boolean;
  readonly parameters: readonly Parameter[];
  readonly timeoutMs: number | undefined;
}

interface OpenResult {
  readonly stream: RowStream;
  readonly connection: string;
}

export class Runs {
  readonly #connections: Connections;
  readonly #afterDdl: (connection: string) => void;
  readonly #running = new Map<string, AbortController>();
  readonly #results = new Map<string, OpenResult>();
  #counter = 0;

  constructor(connections: Connections, afterDdl: (connection: string) => void) {
    this.#connections = connections;
    this.#afterDdl = afterDdl;
  }

  async run(request: RunRequest): Promise<RunOutcome> {
    const { connection, effects } = request;
    const ask = this.#question(request);
    if (ask !== undefined) {
      return { ...this.#empty(request), confirm: ask };
    }
    const opened = await this.#connections.session(connection, request.owner);
    if (!opened.ok) {
      return { ...this.#empty(request), error: wireError(opened.error) };
    }
    const abort = new AbortController();
    this.#running.set(request.runId, abort);
    const started = performance.now();
    try {
      const outcome = await this.#stream(request, opened.value, abort.signal);
      if (outcome.error === undefined && effects.statement === "ddl") {
        this.#afterDdl(connection);
      }
      return { ...outcome, elapsedMs: performance.now() - started };
    } finally {
      this.#running.delete(request.runId);
    }
  }

  async #stream(request: RunRequest, session: Session, signal: AbortSignal): Promise<RunOutcome> {
    const options = { signal, timeoutMs: request.timeoutMs };
    const opened = await session.stream(request.sql, request.parameters, options);
    if (!opened.ok) {
      return { ...this.#empty(request), error: wireError(opened.error) };
    }
    const stream = opened.value;
    const first = await stream.next(FIRST_PAGE_ROWS, options);
    if (!first.ok) {
      await stream.close();
      return { ...this.#empty(request), error: wireError(first.error) };
    }
    const more = !first.value.done;
    const resultId = more ? this.#keep({ stream, connection: request.connection }) : undefined;
    if (!more) {
      await stream.close();
    }
    return {
      resultId,
      statement: request.sql,
      connection: request.connection,
      columns: stream.columns.map((it) => ({
        name: it.name,
        type: it.type,
        align: it.numeric ? "right" : "left",
      })),
      rows: first.value.rows.map((row) => row.map(cell)),
      more,
      affected: stream.affected(),
      elapsedMs: 0,
      notices: stream
        .notices()
        .map((it) => (it.level === "" ? it.message : `${it.level}: ${it.message}`)),
    };
  }

  #keep(result: OpenResult): string {
    this.#counter += 1;
    const id = `result-${this.#counter}`;
    this.#results.set(id, result);
    const oldest = this.#results.keys().next().value;
    if (this.#results.size > OPEN_RESULTS && oldest !== undefined) {
      void this.closeResult(oldest);
    }
    return id;
  }

  async page(
    resultId: string,
    count: number,
  ): Promise<
    WireResult<{ readonly rows: readonly (readonly GridCell[])[]; readonly more: boolean }>
  > {
    const result = this.#results.get(resultId);
    if (result === undefined) {
      return { ok: false, error: GONE };
    }
    const page = await result.stream.next(count);
    if (!page.ok) {
      this.#results.delete(resultId);
      return { ok: false, error: wireError(page.error) };
    }
    if (page.value.done) {
      await this.closeResult(resultId);
    }
    return {
      ok: true,
      value: { rows: page.value.rows.map((row) => row.map(cell)), more: !page.value.done },
    };
  }

  /** Stops the server's work on a run; false where it had ended. */
  cancel(runId: string): boolean {
    const abort = this.#running.get(runId);
    abort?.abort();
    return abort !== undefined;
  }

  async closeResult(resultId: string): Promise<void> {
    const result = this.#results.get(resultId);
    this.#results.delete(resultId);
    await result?.stream.close();
  }

  /** What must be asked before this statement runs here; `undefined` where nothing must. */
  #question(request: RunRequest): RunOutcome["confirm"] {
    const { effects, connection, confirmed } = request;
    const settings = this.#connections.settings(connection);
    if (confirmed || settings?.environment !== "production" || effects.readOnly) {
      return undefined;
    }
    return {
      reason: `${summary(effects)} on the production connection ${connection}.`,
      typed: connection,
    };
  }

  #empty(request: RunRequest): RunOutcome {
    return {
      statement: request.sql,
      connection: request.connection,
      columns: [],
      rows: [],
      more: false,
      elapsedMs: 0,
      notices: [],
    };
  }
}

const GONE: WireError = { tag: "superseded", message: explain({ tag: "superseded" }) };

/** A value as the grid takes it: bytes as hexadecimal text with their count. */
export function cell(value: Value): GridCell {
  return value instanceof Uint8Array
    ? { binary: Buffer.from(value.subarray(0, SHOWN_BYTES)).toString("hex"), bytes: value.length }
    : value;
}

/** Longer binary values are shown by their beginning. */
const SHOWN_BYTES = 4096;
