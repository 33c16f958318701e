/** DDL of database objects as read-only documents, `sqlx-ddl:/CONNECTION/PATH.sql`. */
import * as vscode from "vscode";
import type { Session } from "../session/session.ts";

/** Scheme of the documents. */
export const DDL_SCHEME = "sqlx-ddl";

/** The address of an object; the path travels in the query, where names may hold anything. */
export function ddlUri(connection: string, path: readonly string[]): vscode.Uri {
  return vscode.Uri.from({
    scheme: DDL_SCHEME,
    path: `/${connection}/${path.at(-1) ?? "database"}.sql`,
    query: JSON.stringify([connection, ...path]),
  });
}

/** Provides the documents and writes them anew when the connection changes. */
export function provideDdl(session: Session): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(DDL_SCHEME, {
    onDidChange: changed.event,
    async provideTextDocumentContent(uri, token) {
      const [connection = "", ...path] = decodePath(uri.query);
      const answer = await session.ask("sqlx/schema/ddl", { connection, path }, token);
      const head = `-- sqlx: connection=${connection}\n`;
      return answer.ok
        ? `${head}${answer.value.trimEnd()}\n`
        : `${head}-- ${answer.error.message.replaceAll("\n", "\n-- ")}\n`;
    },
  });
  const watch = session.on("sqlx/connections/changed", (it) => {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (
        uri.scheme === DDL_SCHEME &&
        (it.name === undefined || decodePath(uri.query)[0] === it.name)
      ) {
        changed.fire(uri);
      }
    }
  });
  return vscode.Disposable.from(provider, watch, changed);
}

function decodePath(query: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(query);
    return Array.isArray(value) ? value.map(String) : [];
  } catch {
    return [];
  }
}
