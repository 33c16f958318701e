/**
 * Settings of the editor in the shape of `sqlx.json`. Only values that somebody set are sent: a
 * default of the editor must not hide what the workspace says in its `sqlx.json`.
 */
import * as vscode from "vscode";

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

/** `[["format.indent", 2]]` becomes `{ format: { indent: 2 } }`; a later value of a key wins. */
export function nested(
  values: readonly (readonly [string, unknown])[],
): Readonly<Record<string, unknown>> {
  const root: Record<string, unknown> = {};
  for (const [path, value] of values) {
    const [head = path, tail] = path.split(".", 2);
    if (tail === undefined) {
      root[head] = value;
    } else {
      root[head] = { ...(root[head] as Record<string, unknown> | undefined), [tail]: value };
    }
  }
  return root;
}
