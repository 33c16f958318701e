/** Words to the user: an error with something to do about it, a progress with a way out. */
import * as vscode from "vscode";
import type { WireError } from "../../../server/src/protocol/messages.ts";

/** A way on from a message. */
export interface Way {
  readonly title: string;
  readonly go: () => unknown;
}

/** Shows what went wrong and the ways on. A cancellation is not an error and is not shown. */
export async function showError(error: WireError, ...ways: readonly Way[]): Promise<void> {
  if (error.tag === "cancelled") {
    return;
  }
  const all: readonly Way[] = [
    ...ways,
    {
      title: vscode.l10n.t("Show Output"),
      go: () => vscode.commands.executeCommand("sqlx.output.show"),
    },
  ];
  const chosen = await vscode.window.showErrorMessage(error.message, ...all.map((it) => it.title));
  await all.find((it) => it.title === chosen)?.go();
}

/** Runs something that may take a while, with a cancel button after the editor's usual delay. */
export function withProgress<T>(
  title: string,
  run: (token: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (_, token) => run(token),
  );
}

/** Asks before something that cannot be taken back; with `typed`, that word must be typed. */
export async function confirmed(
  reason: string,
  typed: string | undefined,
  verb: string,
): Promise<boolean> {
  if (typed === undefined) {
    return (await vscode.window.showWarningMessage(reason, { modal: true }, verb)) === verb;
  }
  const given = await vscode.window.showInputBox({
    title: verb,
    prompt: vscode.l10n.t('{0} Type "{1}" to go on.', reason, typed),
    placeHolder: typed,
    ignoreFocusOut: true,
    validateInput: (it) =>
      it === "" || typed.startsWith(it) ? undefined : vscode.l10n.t('This is not "{0}".', typed),
  });
  return given === typed;
}
