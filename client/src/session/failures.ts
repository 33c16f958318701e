/** A request that got no answer, in words. */
import * as vscode from "vscode";
import type { WireError } from "../../../server/src/protocol/messages.ts";

/** Codes of JSON-RPC for a connection that ended: pending response rejected, connection inactive. */
const ENDED: readonly unknown[] = [-32097, -32096];

/** What happened, as an error like those the server sends. */
export function failureOf(error: unknown, token: vscode.CancellationToken | undefined): WireError {
  if (token?.isCancellationRequested === true) {
    return { tag: "cancelled", message: vscode.l10n.t("Cancelled.") };
  }
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return ENDED.includes(code)
    ? {
        tag: "server",
        message: vscode.l10n.t(
          "The SQL server stopped before it answered and is started again. A statement that was running may or may not have taken effect.",
        ),
      }
    : { tag: "server", message };
}
