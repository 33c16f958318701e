/** Running and explaining statements. */
import { CodeLensRefreshRequest } from "vscode-languageserver";
import { analyze } from "../analysis/analyze.ts";
import { effects } from "../analysis/effects.ts";
import { err, ok } from "../base/result.ts";
import type { Range } from "../base/text.ts";
import type { RunOutcome, WireError, WireRange } from "../protocol/messages.ts";
import { type Statement, statementAt } from "../sql/script.ts";
import { explainStatement } from "../workspace/explain.ts";
import { asks, bound } from "../workspace/placeholders.ts";
import type { Region } from "../workspace/region.ts";
import { runnableText } from "../workspace/runnable.ts";
import { Runs } from "../workspace/runs.ts";
import type { Door, Feature } from "./door.ts";
import { BUG, onOwn } from "./own-requests.ts";

export const runs: Feature = {
  capabilities: {},
  attach(door) {
    const { workspace, connection } = door;
    const all = new Runs(workspace.connections, (name) => {
      void workspace.connections
        .refresh(name)
        .then(() => connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined));
    });
    onOwn(
      door,
      "sqlx/run",
      [],
      async ({ uri, range, connection: named, confirmed, parameters, runId }) => {
        const name = named ?? workspace.connectionOf(uri);
        const chosen = statementsIn(door, uri, range);
        const [first] = chosen;
        if (first === undefined) {
          return [
            failed("", name ?? "", {
              tag: "config",
              message: "There is no statement at the cursor.",
            }),
          ];
        }
        if (name === undefined) {
          return [
            failed(first.text, "", {
              tag: "config",
              message:
                "No connection is chosen for this file. Choose one in the status bar, or add one.",
            }),
          ];
        }
        const given = parameters ?? {};
        const asked = chosen.flatMap((it) => asks(it, given));
        if (asked.length > 0) {
          return [{ ...failed(first.text, name, undefined), asks: asked }];
        }
        const outcomes: RunOutcome[] = [];
        for (const statement of chosen) {
          const does = effects(analyze(statement, undefined));
          const ready = bound(statement, runnableText(statement), given);
          const outcome = await all.run({
            runId,
            connection: name,
            owner: uri,
            sql: ready.sql,
            effects: does,
            confirmed: confirmed === true,
            parameters: ready.parameters,
            timeoutMs: seconds(workspace.config.run?.timeoutSeconds),
          });
          outcomes.push(outcome);
          if (outcome.error !== undefined || outcome.confirm !== undefined) {
            break;
          }
        }
        return outcomes;
      },
    );
    onOwn(door, "sqlx/run/page", BUG, ({ resultId, count }) => all.page(resultId, count));
    onOwn(door, "sqlx/run/cancel", { cancelled: false }, ({ runId }) => ({
      cancelled: all.cancel(runId),
    }));
    onOwn(door, "sqlx/result/close", null, async ({ resultId }) => {
      await all.closeResult(resultId);
      return null;
    });
    onOwn(
      door,
      "sqlx/explain",
      BUG,
      async ({ uri, range, connection: named, analyze: measured }) => {
        const name = named ?? workspace.connectionOf(uri);
        const [statement] = statementsIn(door, uri, range);
        if (name === undefined || statement === undefined) {
          return err({
            tag: "config",
            message:
              name === undefined
                ? "No connection is chosen for this file."
                : "There is no statement at the cursor.",
          });
        }
        const plan = await explainStatement(workspace.connections, name, uri, statement, measured);
        return plan.ok ? ok(plan.value) : plan;
      },
    );
  },
};

function seconds(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * 1000;
}

function failed(statement: string, connection: string, error: WireError | undefined): RunOutcome {
  return {
    statement,
    connection,
    columns: [],
    rows: [],
    more: false,
    elapsedMs: 0,
    notices: [],
    error,
  };
}

/** The statement at an empty range, or all that a selection touches; empty ones are left out. */
export function statementsIn(door: Door, uri: string, range: WireRange): readonly Statement[] {
  const from = door.workspace.regionAt(uri, range.start);
  if (from === undefined) {
    return [];
  }
  const { region } = from;
  const to = door.workspace.regionAt(uri, range.end);
  const selected = {
    start: from.offset,
    end: to?.region === region ? to.offset : region.view.script.text.length,
  };
  return selected.start === selected.end ? at(region, selected.start) : touched(region, selected);
}

function at(region: Region, offset: number): readonly Statement[] {
  const { script } = region.view;
  const found = statementAt(script, offset);
  if (found === undefined) {
    return [];
  }
  // A cursor behind the last semicolon, or on an empty line below it, means the statement before it.
  for (let index = found.index; index >= 0; index -= 1) {
    const statement = script.statements[index];
    if (statement !== undefined && statement.tokens.count > 0 && runnableText(statement) !== "") {
      return [statement];
    }
  }
  return [];
}

function touched(region: Region, range: Range): readonly Statement[] {
  const { script } = region.view;
  return script.statements.filter((statement, index) => {
    const start = script.starts[index] ?? 0;
    const first = start + (statement.tokens.starts[0] ?? 0);
    return (
      statement.tokens.count > 0 &&
      runnableText(statement) !== "" &&
      first < range.end &&
      range.start < start + statement.text.length
    );
  });
}
