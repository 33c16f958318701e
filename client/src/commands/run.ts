/** Commands that run and explain statements. */
import * as vscode from "vscode";
import type { RunOutcome } from "../../../server/src/protocol/messages.ts";
import type { Command, Parts } from "../parts.ts";
import { failureOf } from "../session/failures.ts";
import { confirmed, showError, withProgress } from "../ui/notices.ts";
import { pickConnection } from "../ui/pickers.ts";
import { fromWireRange, type Target, targetOf } from "./arguments.ts";

/** Values given to parameters, by document; in the memory of the workspace. */
const PARAMETERS_KEY = "sqlx.parameters ";

export const runCommands: readonly Command[] = [
  { id: "sqlx.run", run: (parts, it) => runTarget(parts, targetOf(it)) },
  { id: "sqlx.run.file", run: (parts) => runTarget(parts, wholeFile()) },
  { id: "sqlx.run.cancel", run: (parts, it) => cancel(parts, it) },
  { id: "sqlx.run.on", run: (parts, it) => runOn(parts, it) },
  { id: "sqlx.explain", run: (parts, it) => explain(parts, targetOf(it), "estimate") },
  { id: "sqlx.explain.analyze", run: (parts, it) => explain(parts, targetOf(it), "measure") },
];

/** The run on its way, if any. One at a time: a second would fight for the same view. */
let runningId: string | undefined;
let nRuns = 0;

async function runTarget(parts: Parts, target: Target | undefined): Promise<void> {
  if (target === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a file with SQL first."));
    return;
  }
  if (runningId !== undefined) {
    const cancelIt = vscode.l10n.t("Cancel It");
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t("A statement is still running."),
      cancelIt,
    );
    if (chosen === cancelIt) {
      await cancel(parts, runningId);
    }
    return;
  }
  const connection = await connectionFor(parts, target);
  if (connection === undefined) {
    return;
  }
  const parameters = {
    ...parts.memory.get<Record<string, string | null>>(PARAMETERS_KEY + target.uri),
  };
  let isConfirmed = false;
  // Each round answers one question of the server; it runs nothing before all are answered.
  for (let round = 0; round < MAX_QUESTIONS; round += 1) {
    const outcomes = await runOnce(parts, target, connection, isConfirmed, parameters);
    if (outcomes === undefined) {
      return;
    }
    const asks = outcomes.flatMap((it) => it.asks ?? []);
    const confirm = outcomes.find((it) => it.confirm !== undefined)?.confirm;
    if (0 < asks.length) {
      for (const ask of asks) {
        const value = await askParameter(ask.name, ask.hint, parameters[ask.name]);
        if (value === undefined) {
          parts.grid.stop();
          return;
        }
        parameters[ask.name] = value;
      }
      await parts.memory.update(PARAMETERS_KEY + target.uri, parameters);
    } else if (confirm !== undefined) {
      parts.grid.stop();
      if (!(await confirmed(confirm.reason, confirm.typed, vscode.l10n.t("Run")))) {
        return;
      }
      isConfirmed = true;
    } else {
      await parts.grid.showOutcomes(
        outcomes,
        new vscode.Location(vscode.Uri.parse(target.uri), fromWireRange(target.range)),
      );
      return;
    }
  }
}

/** The server asks for parameters and for a confirmation; more rounds would be a fault of ours. */
const MAX_QUESTIONS = 4;

async function runOnce(
  parts: Parts,
  target: Target,
  connection: string,
  isConfirmed: boolean,
  parameters: Readonly<Record<string, string | null>>,
): Promise<readonly RunOutcome[] | undefined> {
  nRuns += 1;
  const runId = `run${nRuns}`;
  runningId = runId;
  await vscode.commands.executeCommand("setContext", "sqlx.running", true);
  try {
    await parts.grid.showRunning({ runId, title: connection, connection, startedAtMs: Date.now() });
    return await parts.session.request("sqlx/run", {
      uri: target.uri,
      range: target.range,
      connection,
      runId,
      ...(isConfirmed ? { confirmed: true } : {}),
      ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    });
  } catch (error) {
    parts.grid.stop();
    await showError(failureOf(error, undefined));
    return undefined;
  } finally {
    runningId = undefined;
    await vscode.commands.executeCommand("setContext", "sqlx.running", false);
  }
}

/** The connection of a document, opened; asks where there is none. */
async function connectionFor(parts: Parts, target: Target): Promise<string | undefined> {
  if (!vscode.workspace.isTrusted) {
    await vscode.commands.executeCommand("workbench.trust.manage");
    return undefined;
  }
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(target.uri));
  let name = target.connection ?? (await parts.states.get(document))?.connection?.name;
  if (name === undefined) {
    const picked = await pickConnection(parts, vscode.l10n.t("Run on Which Connection?"));
    if (picked === undefined) {
      return undefined;
    }
    name = picked.name;
    await parts.fileConnections.choose(target.uri, name);
  }
  const connection = name;
  const opened = await parts.connections.ensureOpen(connection);
  if (opened.ok) {
    return connection;
  }
  await showError(
    opened.error,
    {
      title: vscode.l10n.t("Try Again"),
      go: () => vscode.commands.executeCommand("sqlx.run", target),
    },
    {
      title: vscode.l10n.t("Edit Connection"),
      go: () => vscode.commands.executeCommand("sqlx.connections.edit", connection),
    },
  );
  return undefined;
}

async function runOn(parts: Parts, given: unknown): Promise<void> {
  const target = targetOf(given);
  const picked =
    target === undefined
      ? undefined
      : await pickConnection(parts, vscode.l10n.t("Run on Which Connection?"));
  if (target !== undefined && picked !== undefined) {
    await runTarget(parts, { ...target, connection: picked.name });
  }
}

function wholeFile(): Target | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const end = document?.lineAt(document.lineCount - 1).range.end;
  return document === undefined || end === undefined
    ? undefined
    : {
        uri: document.uri.toString(),
        range: {
          start: { line: 0, character: 0 },
          end: { line: end.line, character: end.character },
        },
      };
}

async function cancel(parts: Parts, given: unknown): Promise<void> {
  const runId = typeof given === "string" ? given : runningId;
  if (runId === undefined) {
    return;
  }
  const answer = await parts.session.request("sqlx/run/cancel", { runId });
  if (!answer.cancelled) {
    parts.output.info(`${runId} had ended before it could be cancelled.`);
  }
}

async function askParameter(
  name: string,
  hint: string | undefined,
  before: string | null | undefined,
): Promise<string | null | undefined> {
  const setNull = {
    iconPath: new vscode.ThemeIcon("circle-slash"),
    tooltip: vscode.l10n.t("Use NULL"),
  };
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t("Value of {0}", name);
  box.prompt = hint ?? "";
  box.value = before ?? "";
  box.placeholder = before === null ? "NULL" : "";
  box.buttons = [setNull];
  box.ignoreFocusOut = true;
  return new Promise((resolve) => {
    box.onDidTriggerButton(() => {
      resolve(null);
      box.hide();
    });
    box.onDidAccept(() => {
      resolve(box.value);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

async function explain(
  parts: Parts,
  target: Target | undefined,
  how: "estimate" | "measure",
): Promise<void> {
  if (target === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a file with SQL first."));
    return;
  }
  const connection = await connectionFor(parts, target);
  if (connection === undefined) {
    return;
  }
  const answer = await withProgress(
    how === "measure" ? vscode.l10n.t("Measuring the plan") : vscode.l10n.t("Reading the plan"),
    (token) =>
      parts.session.ask(
        "sqlx/explain",
        { uri: target.uri, range: target.range, connection, analyze: how === "measure" },
        token,
      ),
  );
  if (!answer.ok) {
    await showError(answer.error);
    return;
  }
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(target.uri));
  parts.plan.show({
    tag: "plan",
    plan: answer.value.plan,
    text: answer.value.text,
    statement: withoutLeadingComments(
      answer.value.statement ?? document.getText(fromWireRange(target.range)),
    ),
    connection: answer.value.connection ?? connection,
    isMeasured: how === "measure",
  });
}

/** The statement without what stands above it; a plan is about what runs. */
function withoutLeadingComments(statement: string): string {
  return statement.replace(/^(?:\s*--[^\n]*\n)+/u, "").trim();
}
