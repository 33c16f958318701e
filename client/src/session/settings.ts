/**
 * Settings of the editor in the shape of `sqlx.json`. Only values that somebody set are sent: a
 * default of the editor must not hide what the workspace says in its `sqlx.json`.
 */
import * as vscode from "vscode";
import { nested } from "./nested.ts";

/** Keys of `sqlx.*` that the server understands; the others belong to the client alone. */
export const SERVER_KEYS = [
  "dialect",
  "connections",
  "active",
  "files",
  "schema",
  "migrations.dir",
  "migrations.format",
  "migrations.connection",
  "rules",
  "policy",
  "packs",
  "format.keywordCase",
  "format.functionCase",
  "format.indent",
  "format.lineWidth",
  "format.commas",
  "format.operators",
  "format.align",
  "completion.keywordCase",
  "inline.enabled",
  "hints.columns",
  "hints.types",
  "hints.star",
  "hints.joins",
  "hints.plan",
  "run.maxRows",
  "run.timeoutSeconds",
  "discover",
] as const;

/** The configuration to send; `remembered` is the connection the user activated in this workspace. */
export function serverConfig(remembered: string | undefined): Readonly<Record<string, unknown>> {
  const settings = vscode.workspace.getConfiguration("sqlx");
  const values: (readonly [string, unknown])[] = SERVER_KEYS.filter((key) =>
    isSet(settings.inspect(key)),
  )
    .map((key) => [key, settings.get(key)] as const)
    // Empty means: not said here.
    .filter(([, value]) => value !== "" && value !== null);
  return nested(remembered === undefined ? values : [...values, ["active", remembered]]);
}

function isSet(found: ReturnType<vscode.WorkspaceConfiguration["inspect"]>): boolean {
  return (
    found?.globalValue !== undefined ||
    found?.workspaceValue !== undefined ||
    found?.workspaceFolderValue !== undefined
  );
}
